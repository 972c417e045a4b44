"""Shares of several wards are put together by summing first; checked by head on toy wards."""

from __future__ import annotations

import csv
from math import sqrt

import pandas as pd
import pytest

from geo import paths
from geo.analysis.combine import Bases, bases, combined, summed
from geo.atlas import load_atlas
from geo.contiguity import borders
from geo.demographics import WardValues
from geo.indicators import SHARES, indicator
from geo.list_figures import FIGURES, figure_table, list_sheet, parts, share_of
from geo.list_words import examples, findings, list_alt, list_classes, list_headline, presence_lines
from geo.presence import Options
from geo.ward_lists import ListRead, TwoLists, read_list, seats_of
from geo.wards import WARD_NUMBERS

ATLAS = load_atlas()
NONE = (None,) * 47


def toy(*shares: float | None, margins: tuple[float | None, ...] = (None,) * 3) -> WardValues:
    """Three wards with shares, forty-seven without."""
    empty = (None,) * 50
    renters = indicator("renter_share")
    return WardValues(renters, 2015, (*shares, *NONE), (*margins, *NONE), empty, 0.5, 0.01)


def base(*counts: float, margins: tuple[float | None, ...] = (None,) * 3) -> Bases:
    return Bases((*counts, *NONE), (*margins, *NONE))


def test_counts_are_summed_and_then_divided() -> None:
    """20 of 100 and 240 of 300 are 260 of 400: 65 %, not the mean of 20 % and 80 %."""
    found = combined(toy(0.2, 0.8, 0.5), base(100, 300, 50), (1, 2))
    assert found.value == pytest.approx(0.65)
    assert (found.base, found.margin) == (400, None)


def test_a_ward_named_twice_counts_once() -> None:
    assert combined(toy(0.2, 0.8, 0.5), base(100, 300, 50), [2, 1, 2]) == combined(
        toy(0.2, 0.8, 0.5), base(100, 300, 50), [1, 2]
    )


def test_the_margin_is_the_root_of_the_summed_squares() -> None:
    """Equal shares of 100 and 300: errors of 3 and 12 people are √(9 + 144) of 400; how much each
    ward weighs does not matter, as both say the same."""
    values = toy(0.5, 0.5, None, margins=(0.03, 0.04, None))
    found = combined(values, base(100, 300, 1, margins=(20, 30, None)), (1, 2))
    assert found.margin == pytest.approx(sqrt(3**2 + 12**2) / 400)


def test_unequal_shares_add_the_doubt_of_how_much_each_ward_weighs() -> None:
    """P = 0.65: the bases' margins of 20 and 30 move it by 20 × 0.45 and 30 × 0.15 people."""
    values = toy(0.2, 0.8, None, margins=(0.03, 0.04, None))
    found = combined(values, base(100, 300, 1, margins=(20, 30, None)), (1, 2))
    squares = 3**2 + 12**2 + (20 * 0.45) ** 2 + (30 * 0.15) ** 2
    assert found.margin == pytest.approx(sqrt(squares) / 400)


def test_the_margin_of_one_ward_is_its_own() -> None:
    found = combined(
        toy(0.2, 0.8, 0.1, margins=(0.03, 0.04, None)), base(9, 7, 5, margins=(1, 1, 1)), (1,)
    )
    assert found.value == pytest.approx(0.2)
    assert found.margin == pytest.approx(0.03)


def test_what_is_not_known_of_one_ward_is_not_known_of_all() -> None:
    assert combined(toy(0.2, None, 0.5), base(100, 300, 50), (1, 2)).value is None
    found = combined(toy(0.2, 0.8, 0.5, margins=(0.1, None, 0.1)), base(1, 1, 1), (1, 2))
    assert found.value == pytest.approx(0.5)
    assert found.margin is None
    assert combined(toy(0.2, 0.8, 0.5), base(1, 1, 1), ()).value is None
    assert combined(toy(0.2, 0.8, 0.5), base(0, 0, 1), (1, 2)).value is None


def test_a_count_and_its_margin() -> None:
    """Errors of 30 and 40 are 50; those of all three wards cancel, as the city is counted."""
    counts, margins = {1: 100, 2: 200, 3: 400}, {1: 30, 2: 40, 3: 1000}
    assert summed(counts, margins, (1, 2)) == (300, 50)
    assert summed(counts, margins, (3,)) == (400, 50)
    assert summed(counts, margins, (1, 2, 3)) == (700, 0)
    assert summed(counts, dict.fromkeys(margins, 0), (1, 3)) == (500, 0)


def test_only_shares_have_a_base() -> None:
    table = ATLAS.tables["share_bases"]
    for one in SHARES:
        assert len(bases(table, 2023, one.key).counts) == 50
    for key in ("median_income", "population", "diversity"):
        with pytest.raises(KeyError, match=key):
            bases(table, 2015, key)


# The page's figures


def lists(a: str, b: str = "", year: int = 2015) -> TwoLists:
    seats = seats_of(ATLAS, year)
    return TwoLists(read_list(a, seats), read_list(b, seats))


SIX = "1, 20, 25, 33, 35, 40"
EMPTY = ListRead("", (), ())


def cells(found: TwoLists, year: int = 2015) -> dict[str, dict[str, str]]:
    header, rows = figure_table(ATLAS, found, year)
    return {row[0]: dict(zip(header[1:], row[1:], strict=True)) for row in rows}


def test_people_of_the_six_wards_are_the_census_count_of_their_rows() -> None:
    """Wards 1, 20, 25, 33, 35 and 40 of the 2015 map, from the published table of the census."""
    with (paths.PROCESSED / "ward_population.csv").open(encoding="utf-8", newline="") as handle:
        rows = [r for r in csv.DictReader(handle) if r["vintage"] == "2015"]
    wanted = sum(int(r["population"]) for r in rows if int(r["ward"]) in (1, 20, 25, 33, 35, 40))
    assert wanted == 329_075
    found = cells(lists(SIX))
    assert found["People, 2020"]["The list"] == f"{wanted:,}"
    assert found["People, 2020"]["The other wards"] == f"{2_746_388 - wanted:,}"
    assert found["Wards"] == {"The list": "6", "The other wards": "44", "Chicago": "50"}


def test_latino_residents_of_two_wards_by_hand() -> None:
    """Their shares times their people, added, over their people, from the published tables."""
    table = pd.read_csv(paths.PROCESSED / "indicators_2015.csv").set_index("ward")
    two = table.loc[[22, 25]]
    by_hand = (two["latino_share"] * two["population"]).sum() / two["population"].sum()
    assert cells(lists("22, 25"))["Latino residents"]["The list"] == f"{by_hand:.1%}"
    assert abs(by_hand - two["latino_share"].mean()) > 0.0005, "a mean of rates would show"


@pytest.mark.parametrize("year", [2015, 2023])
@pytest.mark.parametrize("key", FIGURES)
def test_all_wards_together_are_the_city(key: str, year: int) -> None:
    (part, *_) = parts(lists("1-50"))
    found = share_of(ATLAS, key, year, part)
    whole = ATLAS.values(year, key)
    assert found.value == pytest.approx(whole.city, abs=2e-5)
    if whole.city_margin is not None:
        assert found.margin is not None
        # Carrying adds to every ward's margin and not to the city's.
        assert whole.city_margin < found.margin < 4 * whole.city_margin


def test_a_list_has_a_smaller_margin_than_its_surest_ward() -> None:
    values = ATLAS.values(2015, "renter_share")
    part = parts(lists(SIX))[0]
    found = share_of(ATLAS, "renter_share", 2015, part)
    assert found.margin is not None
    assert found.margin < min(values.margin(w) or 0 for w in part.wards)


def test_columns_follow_the_lists() -> None:
    assert [p.label for p in parts(lists(SIX))] == ["The list", "The other wards", "Chicago"]
    assert [p.label for p in parts(lists("1-50"))] == ["The list", "Chicago"]
    two = parts(lists("1, 2", "2, 3"))
    assert [(p.label, p.wards) for p in two[:3]] == [
        ("List A", (1, 2)),
        ("List B", (2, 3)),
        ("Both lists", (2,)),
    ]
    assert [p.label for p in parts(lists("1", "2"))] == ["List A", "List B", "Chicago"]
    assert parts(lists("", "2"))[0].wards == (2,)


# The page's words

SHOWN = ATLAS.presence(2015, Options())
BORDERS = borders(ATLAS.tables["neighbours"], 2015)


def test_the_headline_is_the_finding() -> None:
    assert list_headline(lists(SIX), SHOWN, BORDERS) == (
        "6 wards, 330,000 people; 4 separate groups; 5 of 6 have an organization listed"
    )
    assert list_headline(lists("20"), SHOWN, BORDERS) == (
        "1 ward, 51,600 people; no organization is listed"
    )
    assert list_headline(lists("1"), SHOWN, BORDERS).endswith("; an organization is listed")
    assert "all connected" in list_headline(lists("33, 35"), SHOWN, BORDERS)
    assert list_headline(lists("1, 2", "2-4"), SHOWN, BORDERS) == (
        "2 wards on list A, 3 wards on list B, 1 on both"
    )
    assert "none on both" in list_headline(lists("1", "2"), SHOWN, BORDERS)


def test_on_the_other_map_nothing_is_said_to_have_an_organization_of_its_own() -> None:
    shown = ATLAS.presence(2023, Options())
    near = borders(ATLAS.tables["neighbours"], 2023)
    assert "reached by an organization listed" in list_headline(lists("1", year=2023), shown, near)
    assert not any("of its own" in line for line in presence_lines(WARD_NUMBERS, shown))


def test_every_ward_of_a_list_is_in_one_line_on_organizations() -> None:
    lines = presence_lines((1, 20, 25, 33, 35, 40), SHOWN)
    assert lines == [
        "An organization of its own: 5 of 6 (1, 25, 33, 35 and 40).",
        "None listed: 1 of 6 (20). That is not proof of none.",
    ]


def test_findings_are_told_for_each_list_that_has_wards() -> None:
    assert [title for title, _ in findings(lists(SIX), SHOWN, BORDERS)] == [
        "What hangs together",
        "Organizations",
    ]
    assert len(findings(lists("1", "2"), SHOWN, BORDERS)) == 4
    assert findings(TwoLists(EMPTY, EMPTY), SHOWN, BORDERS) == ()


def test_the_text_alternative_names_the_wards_of_every_class() -> None:
    said = list_alt(lists("1, 2", "2, 3"), SHOWN)
    for part in ("On list A only: 1 (1)", "On both lists: 1 (2)", "On list B only: 1 (3)", "47"):
        assert part in said
    assert [c.label for c in list_classes(lists("1"))] == ["On the list", "Not on the list"]
    assert "No list yet" in list_alt(TwoLists(EMPTY, EMPTY), SHOWN)


def test_the_table_says_what_named_each_ward() -> None:
    sheet = list_sheet(ATLAS, lists("La Spata\n33, Deb Mell", "35"), SHOWN, BORDERS)
    assert [r["Ward"] for r in sheet.rows] == [1, 33, 35]
    assert [r["On list"] for r in sheet.rows] == ["A", "A", "B"]
    assert [r["Named by"] for r in sheet.rows] == ["La Spata", "33; Deb Mell", "35"]
    assert [r["Neighbors on a list"] for r in sheet.rows] == ["none", "35", "33"]
    assert sheet.rows[0]["People, 2020"] == 58_348
    everything = list_sheet(ATLAS, TwoLists(EMPTY, EMPTY), SHOWN, BORDERS)
    assert len(everything.rows) == 50
    assert "On list" not in everything.columns


def test_the_examples_are_read_without_a_question_and_name_a_source() -> None:
    """The essay's seventeen wards and the six members elected in 2019, five of them the same."""
    one, other, both = examples(ATLAS)
    assert read_list(other.list_a, seats_of(ATLAS, other.map)).wards == (
        *(1, 10, 11, 12, 14, 15, 22, 25, 31, 32, 33, 35, 36, 39, 40, 48, 50),
    )
    found = lists(both.list_a, both.list_b)
    assert found.a.wards == (1, 20, 25, 33, 35, 40)
    assert found.both == (1, 25, 33, 35, 40)
    assert {c.publisher for c in one.sources} >= {"Block Club Chicago", "WBEZ"}
    assert [c.id for c in other.sources] == ["essay-2021"]
