"""The page of gaps as a visitor uses it: settings, sides, the list, the new map, bad links."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from geo.palettes import COVER_CLASSES, COVER_KEYS
from tests.app.visits import bodies, headline, map_state, numbers, plain_tables, rows, visit, words


def gaps_drawn(at: AppTest) -> set[int]:
    """Wards the map draws as gaps."""
    first = len(COVER_CLASSES)
    return {w for w, k in enumerate(map_state(at)["ward_class"], start=1) if k >= first or k < 0}


def drawn_as(at: AppTest, key: str) -> set[int]:
    wanted = COVER_KEYS.index(key)
    return {w for w, k in enumerate(map_state(at)["ward_class"], start=1) if k == wanted}


def said(at: AppTest) -> str:
    return " ".join(words(body) for body in bodies(at))


def forwarded(at: AppTest) -> list[str]:
    text: str = at.get("code")[0].value
    return text.splitlines()


def essay_homes() -> set[int]:
    """Wards with a ward organization of the essay that is not in doubt, from the directory."""
    counted = {
        o["id"]
        for o in rows("reference/organisations.csv")
        if o["in_essay"] == "yes" and o["status"] in ("active", "forming", "unknown")
    }
    return {
        int(f["ward"])
        for f in rows("reference/footprints.csv")
        if f["ward"] and f["organisation_id"] in counted
    }


def test_headline_map_list_and_table_name_the_same_wards() -> None:
    """The gaps are all wards but the homes in the directory, recomputed from its tables."""
    at = visit("gaps")
    assert not at.exception
    left = set(range(1, 51)) - essay_homes()
    assert gaps_drawn(at) == left
    assert numbers(headline(at))[:2] == [len(left), 50]
    table = plain_tables(bodies(at))[0]
    assert set(table["Ward"]) == left
    people = {
        int(r["ward"]): int(r["population"])
        for r in rows("processed/ward_population.csv")
        if r["vintage"] == "2015"
    }
    assert dict(zip(table["Ward"], table["People"], strict=True)) == {w: people[w] for w in left}
    assert table["People"].is_monotonic_decreasing
    lines = [line for line in forwarded(at) if "(Ald." in line]
    assert [numbers(line)[0] for line in lines] == table["Ward"].tolist()


def test_a_gap_with_an_organization_that_the_settings_leave_out_says_so() -> None:
    at = visit("gaps", map="2023", ward="49")
    assert "Listed, but left out by the settings: Network 49." in said(at)
    assert "have an organization that the settings leave out: wards 26, 30 and 49" in said(at)
    column = plain_tables(bodies(at))[0].set_index("Ward")["Listed, but left out by the settings"]
    assert (column[30], column[49]) == ("30th United", "Network 49")
    assert sum("* (Ald." in line for line in forwarded(at)) == 3
    wider = visit("gaps", map="2023", outside="yes")
    assert not {30, 49} & gaps_drawn(wider)
    assert "Network 49" not in " ".join(forwarded(wider))


def test_the_last_race_is_that_of_the_results() -> None:
    at = visit("gaps", map="2023")
    table = plain_tables(bodies(at))[0].set_index("Ward")
    for row in rows("processed/council_results.csv"):
        if row["vintage"] == "2023" and int(row["ward"]) in table.index:
            assert table.loc[int(row["ward"]), "Votes ahead"] == int(row["margin"])
            assert table.loc[int(row["ward"]), "Winner of that race"] == row["winner"]


def test_a_level_turns_unsure_wards_into_gaps_that_are_hatched() -> None:
    at = visit("gaps")
    before = gaps_drawn(at)
    at.radio(key="control_sure").set_value("certain").run()
    assert drawn_as(at, "certain") == {33, 35}
    assert gaps_drawn(at) == set(range(1, 51)) - {33, 35}
    assert set(map_state(at)["hatched"]) == essay_homes() - {33, 35}
    assert gaps_drawn(at) > before
    assert headline(at).startswith("48 of 50 wards")


def test_what_covers_can_be_widened() -> None:
    at = visit("gaps", cover="touch")
    touched = gaps_drawn(at)
    at.radio(key="control_cover").set_value("people").run()
    assert touched < gaps_drawn(at) < gaps_drawn(visit("gaps"))
    at.toggle(key="control_beside").set_value(True).run()
    assert drawn_as(at, "beside")
    assert "Next door to a covered ward" in said(at)


def test_a_side_is_one_tap_and_narrows_list_and_table_but_not_the_map() -> None:
    at = visit("gaps")
    whole = gaps_drawn(at)
    (pills,) = at.get("button_group")
    pills.select("South").run()
    assert at.session_state["view"].side == "South"
    table = plain_tables(bodies(at))[0]
    assert set(table["Side"]) == {"South"}
    assert len(forwarded(at)) == len(table) + 4
    assert numbers(headline(at))[0] == len(table)
    assert gaps_drawn(at) == whole
    assert set(table["Ward"]) < set(map_state(at)["highlighted"])
    at.radio(key="control_sure").set_value("certain").run()  # other counts in the labels
    assert at.session_state["view"].side == at.get("button_group")[0].value == "South"


def test_the_measure_chosen_sorts_the_list_and_colors_the_map() -> None:
    at = visit("gaps")
    by_people = map_state(at)["ward_class"]
    at.selectbox(key="control_who").set_value("poverty_share").run()
    assert map_state(at)["ward_class"] != by_people
    table = plain_tables(bodies(at))[0]
    assert table["People in poverty"].is_monotonic_decreasing
    assert "Not covered: People in poverty left out" in said(at)
    assert "estimated from a sample" in said(at)


def test_a_chosen_ward_says_what_it_lacks_and_leads_to_its_side() -> None:
    at = visit("gaps", ward="13")
    assert "Ward 13, Ald. Marty Quinn" in said(at)
    assert "Nearest organization: 2 wards away, in ward 14" in said(at)
    at.button(key="gaps_side").click().run()
    assert at.session_state["view"].side == "South"
    assert 'class="marked"' in "".join(bodies(at))
    covered = visit("gaps", ward="33")
    assert "Covered, for certain: 33rd Ward Working Families" in said(covered)


def test_evidence_and_coalition_narrow_what_counts() -> None:
    at = visit("gaps", since="2024")
    assert gaps_drawn(at) == set(range(1, 51)) - {33, 35}
    at = visit("gaps", within="uwf")
    assert gaps_drawn(at) == set(range(1, 51)) - {22, 25, 33, 35, 50}
    assert "of United Working Families" in headline(at)
    at.selectbox(key="control_within").set_value(None).run()
    assert at.session_state["view"].within == ""


def test_the_new_map_shows_what_became_of_the_territories() -> None:
    at = visit("gaps")
    assert "Still in a ward of that number" not in said(at)
    at.button(key="gaps_remap").click().run()
    assert at.session_state["view"].map == 2023
    assert "Still in a ward of that number" in said(at)
    assert "Ward 26: " in said(at)
    assert "estimate" in said(at)
    flows = [r for r in rows("processed/crosswalk_2015_2023.csv") if r["ward_2015"] == "25"]
    total = sum(int(r["population"]) for r in flows)
    (kept,) = [int(r["population"]) for r in flows if r["ward_2023"] == "25"]
    assert f"ward 25: {kept / total:.0%}" in said(at)


def test_the_link_in_the_list_restores_the_page() -> None:
    at = visit("gaps", side="south", sure="likely", who="young", map="2023", ward="20")
    query: dict[str, Any] = dict(parse_qsl(urlsplit(forwarded(at)[-1]).query))
    again = visit("gaps", **query)
    assert again.session_state["view"] == at.session_state["view"]
    assert headline(again) == headline(at)
    assert forwarded(again) == forwarded(at)


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ({"within": "no-such-body"}, "that the directory does not have"),
        ({"within": "chicago-dsa"}, "Clear the choice of a coalition"),
        ({"within": "<img src=x>"}, "not possible"),
        ({"cover": "land"}, "not possible"),
        ({"sure": "maybe"}, "not possible"),
        ({"who": "median_income"}, "not possible"),
        ({"since": "1700"}, "not possible"),
    ],
)
def test_a_link_that_cannot_be_met_says_so(query: dict[str, str], answer: str) -> None:
    at = visit("gaps", **query)
    assert not at.exception
    (warning,) = at.warning
    assert answer in warning.value.replace("\\", "")
    assert "<img src=x" not in "".join(bodies(at))
    assert gaps_drawn(at)


def test_no_status_counts_nobody() -> None:
    at = visit("gaps", status="")
    assert len(gaps_drawn(at)) == 50
    assert "no organization to measure a distance to" in said(at)
    assert not at.exception


def ahead(at: AppTest) -> dict[tuple[str, int], dict[str, Any]]:
    return {(s["control"], s["choice"]): s["changes"] for s in map_state(at)["ahead"]}


def test_the_map_knows_what_each_control_would_show() -> None:
    at = visit("gaps")
    coming = ahead(at)
    for control, choice, query in (
        ("control_sure", 0, {"sure": "certain"}),
        ("control_cover", 1, {"cover": "touch"}),
        ("control_beside", 1, {"beside": "yes"}),
        ("control_map", 1, {"map": "2023"}),
    ):
        changed = coming[control, choice]["ward_class"]
        assert changed == map_state(visit("gaps", **query))["ward_class"]


def test_the_grid_holds_the_same_rows() -> None:
    at = visit("gaps", side="north")
    plain = plain_tables(bodies(at))[0]
    at.toggle(key="grid_gaps_2015").set_value(True).run()
    grid = at.dataframe[0].value
    assert list(grid["Ward"]) == list(plain["Ward"])
    assert re.search("choosing a row", said(at))
