"""The page of coalitions through `app.py`: what it says of a day is what the tables say of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.coalition_day import USUAL
from geo.coalition_matrix import LOOK_WORDS
from tests.app.visits import bodies, grids, headline, map_state, numbers, rows, visit, words

ESSAY_AFFILIATES = [22, 25, 33, 35, 50]
LIST_2018 = [22, 25, 33]


def page_words(at: AppTest) -> str:
    return " ".join(words(b) for b in bodies(at))


def glyph(at: AppTest, place: int) -> dict[str, Any]:
    """The marks of the coalition that stands at a place among those shown."""
    found: dict[str, Any] = map_state(at)["glyphs"][place]
    return found


def matrix_cells(at: AppTest, name: str) -> list[tuple[str, str]]:
    """Marks and words of an organization's or alderperson's row, from left to right."""
    (body,) = [b for b in bodies(at) if "atlas-matrix-box" in b and f">{name}<" in b]
    (line,) = re.findall(rf'<tr[^>]*><th scope="row">{re.escape(name)}<.*?</tr>', body)
    found = re.findall(r'<i class="atlas-tie ([\w-]+)".*?hidden">(.*?)</span></td>', line)
    return [(look, words(said)) for look, said in found]


@pytest.fixture(scope="module")
def essay_day() -> AppTest:
    return visit("coalitions")


def test_the_page_opens_on_the_day_of_the_essay(essay_day: AppTest) -> None:
    assert not essay_day.exception
    assert not essay_day.warning
    assert numbers(headline(essay_day))[:4] == [1, 2021, 5, 20]
    assert "United Working Families" in headline(essay_day)
    assert glyph(essay_day, 0)["solid"] == ESSAY_AFFILIATES
    assert glyph(essay_day, 0)["open"] == []
    assert map_state(essay_day)["vintage"] == 2015
    assert "2015 map" in page_words(essay_day)
    assert "the map follows the day" in page_words(essay_day)


def test_overlap_is_drawn_otherwise_than_affiliation(essay_day: AppTest) -> None:
    dsa = glyph(essay_day, 1)
    assert dsa["solid"] == []
    assert dsa["open"] == [25, 33, 35]
    looks = [look for look, _ in matrix_cells(essay_day, "33rd Ward Working Families")]
    assert looks[:2] == ["official", "estimated"]


def test_what_is_not_stated_is_never_a_no(essay_day: AppTest) -> None:
    cells = dict(enumerate(matrix_cells(essay_day, "11th Ward IPO")))
    assert cells[0][0] == "left-out"
    assert {look for look, _ in list(cells.values())[1:]} == {"unknown"}
    assert all("not stated" in said for _, said in list(cells.values())[1:])
    assert LOOK_WORDS["unknown"] in page_words(essay_day)


def test_the_estimate_of_eight_is_said_of_the_city_and_put_on_no_ward(essay_day: AppTest) -> None:
    (said,) = [b for b in bodies(essay_day) if "about 8 organizations" in words(b)]
    assert "not put on wards" in words(said)
    assert "Midwest Socialist" in words(said)
    assert "officially affiliated" in words(said)
    dsa = glyph(essay_day, 1)
    assert len(dsa["solid"]) + len(dsa["open"]) < 8


def test_every_source_of_the_day_is_listed_with_its_date(essay_day: AppTest) -> None:
    listed = [b for b in bodies(essay_day) if "atlas-list" in b and "live status" in b]
    assert len(listed) == 1
    text = words(listed[0])
    cited = {r["id"]: r for r in rows("reference/citations.csv")}
    ties = [r for r in rows("reference/affiliations.csv") if r["coalition_id"] == "uwf"]
    named = {i for r in ties if r["from"] == "2021-06-01" for i in r["source_ids"].split(";")}
    assert named
    for one in named:
        assert cited[one]["title"] in text
        assert "June 1, 2021" in text


@pytest.mark.parametrize(("day", "wards"), [("2018-10-15", LIST_2018), ("2018-10-31", LIST_2018)])
def test_the_list_of_october_2018(day: str, wards: list[int]) -> None:
    at = visit("coalitions", day=day)
    assert glyph(at, 0)["solid"] == wards
    assert glyph(at, 0)["faint"] == [35, 50]
    assert numbers(headline(at))[2] == 3
    assert "nothing is stated" in headline(at)


def test_between_two_lists_a_tie_is_open_not_filled() -> None:
    at = visit("coalitions", day="2020-06-01", bodies="uwf")
    assert glyph(at, 0)["solid"] == []
    assert glyph(at, 0)["open"] == LIST_2018
    assert "earlier and later days only" in headline(at)


def test_a_day_before_any_evidence_knows_nothing_and_says_so() -> None:
    at = visit("coalitions", day="2015-05-18", bodies="uwf.chicago-dsa.caarpr-cpac")
    assert not at.exception
    assert "no tie" in headline(at)
    for one in map_state(at)["glyphs"]:
        assert one["solid"] == one["open"] == []
    assert glyph(at, 0)["faint"] == ESSAY_AFFILIATES
    assert {look for look, _ in matrix_cells(at, "11th Ward IPO")} == {"unknown"}


def test_from_the_15th_of_may_2023_the_page_is_on_the_other_map() -> None:
    before, after = (visit("coalitions", day=day) for day in ("2023-05-14", "2023-05-15"))
    assert map_state(before)["vintage"] == 2015
    assert map_state(after)["vintage"] == 2023
    assert "carried here by people" in page_words(after)
    assert "carried here by people" not in page_words(before)
    # The 33rd Ward's organization lost ground to other wards, whose marks are small.
    uwf = glyph(after, 0)
    assert set(uwf["small"]) < set(uwf["faint"])
    assert {22, 25, 33, 35, 50} <= set(uwf["faint"])
    socialists = glyph(after, USUAL.index("socialist-caucus"))
    assert (socialists["solid"], socialists["open"]) == ([35], [1, 20, 25, 33, 46])


def test_the_map_of_the_view_does_not_move_this_page() -> None:
    at = visit("coalitions", map="2023")
    assert map_state(at)["vintage"] == 2015
    assert at.session_state["view"].map == 2023


@pytest.mark.parametrize(
    ("ward", "day", "name"),
    [
        ("22", "2018-10-31", "Ricardo Muñoz"),
        ("22", "2021-06-01", "Michael D. Rodríguez"),
        ("33", "2015-05-18", "Deb Mell"),
        ("46", "2023-05-15", "Angela Clay"),
    ],
)
def test_the_alderperson_is_the_one_of_the_day(ward: str, day: str, name: str) -> None:
    at = visit("coalitions", ward=ward, day=day, map="2023" if day >= "2023-05-15" else "2015")
    (facts,) = [b for b in bodies(at) if "Alderperson on the day" in b and "<dl" in b]
    assert name in words(facts)
    assert map_state(at)["selected"] == int(ward)
    table = grids(at)[0]
    assert table.set_index("Ward").loc[int(ward), "Alderperson on the day"] == name


def test_a_ward_of_the_other_map_is_not_chosen() -> None:
    assert map_state(visit("coalitions", ward="34", map="2023"))["selected"] is None


def test_the_table_says_what_the_map_draws(essay_day: AppTest) -> None:
    at = visit("coalitions")
    table = grids(at)[0].set_index("Ward")
    assert len(table) == 50
    official = [w for w, said in table["UWF"].items() if "an official affiliate (June" in said]
    assert official == ESSAY_AFFILIATES
    members = [w for w, said in table["Socialist Caucus"].items() if said.startswith("a member")]
    assert (
        members == glyph(essay_day, USUAL.index("socialist-caucus"))["solid"] == [1, 20, 25, 33, 35]
    )


def test_the_eighteen_of_the_progressive_caucus() -> None:
    at = visit("coalitions", day="2019-06-01", bodies="progressive-caucus")
    wards = [1, 4, 5, 6, 10, 16, 17, 20, 22, 25, 29, 31, 32, 33, 35, 40, 47, 49]
    assert glyph(at, 0)["solid"] == wards
    assert numbers(headline(at))[2:5] == [18, 50, 32]


def test_combinations_are_counted_once_and_add_up(essay_day: AppTest) -> None:
    at = visit("coalitions")
    for scope, total in (("organizations", 20), ("council", 50)):
        for loose in (True, False):
            at.radio(key="sets_of").set_value(scope)
            at.radio(key="sets_by").set_value(loose).run()
            (body,) = [b for b in bodies(at) if "Perhaps more" in b]
            counts = re.findall(r"<tr><td>.*?</td><td>(\d+)</td>", body)
            assert sum(map(int, counts)) == total
    at.radio(key="sets_of").set_value("organizations").run()
    (body,) = [b for b in bodies(at) if "Perhaps more" in b]
    assert "<td>UWF</td><td>5</td>" in body


def test_other_coalitions_by_link_and_by_hand() -> None:
    at = visit("coalitions", bodies="lgbt-caucus.black-caucus", day="2023-06-15")
    assert not at.warning
    assert at.multiselect(key="control_bodies").value == ["black-caucus", "lgbt-caucus"]
    assert glyph(at, 1)["solid"] == [4, 15, 26, 33, 35, 43, 44, 48, 49]
    at.multiselect(key="control_bodies").set_value(["uwf"]).run()
    assert at.session_state["view"].bodies == ("uwf",)
    assert at.query_params["bodies"] == "uwf"
    assert len(map_state(at)["glyphs"]) == 1
    at.multiselect(key="control_bodies").set_value([]).run()
    assert len(map_state(at)["glyphs"]) == len(USUAL)


def test_the_slider_and_the_days_beside_it_set_the_day() -> None:
    at = visit("coalitions")
    at.select_slider(key="control_day").set_value("2019-05-20").run()
    assert at.session_state["view"].day == "2019-05-20"
    assert at.query_params["day"] == "2019-05-20"
    assert "May 20, 2019" in headline(at)
    at = visit("coalitions", day="2019-03-17")
    assert at.select_slider(key="control_day").value == "2019-03-17"
    assert "March 17, 2019" in headline(at)


def test_the_cited_link_names_the_coalitions_shown() -> None:
    at = visit("coalitions", day="2021-05-01", ward="25")
    address = next(c.value for c in at.code if "/coalitions?" in c.value)
    assert "day=2021-05-01" in address
    assert "ward=25" in address
    assert f"bodies={'.'.join(USUAL)}" in address


def test_unknown_coalitions_in_a_link_are_left_out_with_a_notice() -> None:
    at = visit("coalitions", bodies="uwf.no-such-body")
    (warning,) = at.warning
    assert "bodies" in warning.value
    assert "no-such-body" in warning.value.replace("\\", "")
    assert len(map_state(at)["glyphs"]) == 1
    only = visit("coalitions", bodies="no-such-body")
    assert len(only.warning) == 1
    assert len(map_state(only)["glyphs"]) == len(USUAL)
    at.multiselect(key="control_bodies").set_value(["uwf", "chicago-dsa"]).run()
    assert not at.warning


HOSTILE = {
    "day": ["2015-05-17", "2027-01-01", "2021-6-1", "2021-02-30", "yesterday", "{{7*7}}", ""],
    "bodies": ["<b>", "../etc", "UWF", "a b", ".".join(f"x{n}" for n in range(13)), "{{7*7}}"],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, vs in HOSTILE.items() for v in vs])
def test_hostile_settings_are_answered_by_a_notice(name: str, value: str) -> None:
    at = visit("coalitions", **{name: value})
    assert not at.exception
    assert len(at.warning) == 1
    assert name in at.warning[0].value
    assert headline(at).startswith("On June 1, 2021, 5 of 20")


def test_conflicts_name_both_readings_and_the_one_used(essay_day: AppTest) -> None:
    (body,) = [b for b in bodies(essay_day) if "What they disagree on" in b]
    text = words(body)
    assert "Ten members on the council" in text
    assert "Nine endorsed candidates won" in text
    for line in re.findall(r"<tr>(<td>.*?)</tr>", body):
        cells = [words(c) for c in re.findall(r"<td>(.*?)</td>", line)]
        assert cells[2] in ("yes", "no")
        assert cells[4]


def test_charts_are_told_in_words(essay_day: AppTest) -> None:
    charts = essay_day.get("vega_lite_chart")
    assert len(charts) == 1 + len(USUAL)
    alts = [
        words(b) for b in bodies(essay_day) if "atlas-visually-hidden" in b and 'role="note"' in b
    ]
    assert any("UWF: 2" in alt for alt in alts)
    assert any(alt.startswith("Timeline of United Working Families") for alt in alts)
