"""Presence by hand: four old wards of 100 people each, and four new ones cut from them.

old 1 -> 60 to new 1, 40 to new 2        new 1 has  65 people
old 2 -> 100 to new 2                    new 2 has 140
old 3 -> 100 to new 7                    new 3 has  95
old 4 -> 5 to new 1, 95 to new 3         new 7 has 100
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.presence import (
    MOST,
    REACH,
    STATUSES,
    Options,
    Presence,
    WardPresence,
    people,
    presence,
    reach_table,
)

CROSSWALK = pd.DataFrame(
    [(1, 1, 60), (1, 2, 40), (2, 2, 100), (3, 7, 100), (4, 1, 5), (4, 3, 95)],
    columns=["ward_2015", "ward_2023", "population"],
)
PEOPLE = {2015: {1: 100, 2: 100, 3: 100, 4: 100}, 2023: {1: 65, 2: 140, 3: 95, 7: 100}}
EVERY = Options(regional=True, outside=True, statuses=STATUSES)

Org = dict[str, object]


def at_home(name: str, ward: int, status: str = "active", essay: bool = True) -> Org:
    """A ward organization, recorded on the 2015 map."""
    return {"id": name, "kind": "ward", "status": status, "in_essay": essay, "ward": ward}


def regional(name: str, areas: Iterable[int], status: str = "active", essay: bool = True) -> Org:
    """A regional organization in some community areas."""
    kind = "regional"
    return {"id": name, "kind": kind, "status": status, "in_essay": essay, "areas": list(areas)}


def shown(
    organisations: list[Org],
    vintage: int = 2015,
    options: Options = EVERY,
    areas: Iterable[tuple[int, int, float]] = (),
) -> Presence:
    """The presence map of a small directory; `areas` are (ward, community area, share of people),
    alike on both maps."""
    places = [
        {"organisation_id": o["id"], "vintage": 2015, "ward": o["ward"], "confidence": "high"}
        for o in organisations
        if "ward" in o
    ]
    places += [
        {"organisation_id": o["id"], "community_area": area, "confidence": "high"}
        for o in organisations
        for area in o.get("areas", [])
    ]
    columns = ["organisation_id", "vintage", "ward", "community_area", "confidence"]
    numbers = {"vintage": "Int64", "ward": "Int64", "community_area": "Int64"}
    footprints = pd.DataFrame(places, columns=columns).astype(numbers)
    ward_areas = pd.DataFrame(
        [(year, ward, area, share) for year in PEOPLE for ward, area, share in areas],
        columns=["vintage", "ward", "community_area", "population_share"],
    ).astype({"vintage": int, "ward": int, "community_area": int, "population_share": float})
    ward_areas["area_share"] = ward_areas["population_share"]
    table = pd.DataFrame(organisations, columns=["id", "kind", "status", "in_essay"])
    reach = reach_table(footprints, CROSSWALK, ward_areas)
    return presence(table, reach, PEOPLE[vintage], vintage, options)


def ward(found: Presence, number: int) -> WardPresence:
    [only] = [w for w in found.wards if w.ward == number]
    return only


def classes(found: Presence) -> dict[int, str]:
    return {w.ward: w.klass for w in found.wards}


@pytest.mark.parametrize(
    ("status", "klass"),
    [
        ("active", "active"),
        ("forming", "forming"),
        ("unknown", "unknown"),
        ("possibly defunct", "doubtful"),
        ("defunct", "doubtful"),
    ],
)
def test_a_home_ward_is_classed_by_status_on_its_own_map(status: str, klass: str) -> None:
    found = shown([at_home("a", 2, status)])
    assert classes(found) == {1: "none", 2: klass, 3: "none", 4: "none"}
    assert ward(found, 2).ward_share == 1


def test_of_two_organizations_at_one_home_the_better_status_counts() -> None:
    found = shown([at_home("a", 2, "defunct"), at_home("b", 2, "forming")])
    assert ward(found, 2).klass == "forming"
    assert [r.organisation for r in ward(found, 2).reaches] == ["a", "b"]


def test_of_two_at_one_home_one_left_out_leaves_the_other() -> None:
    directory = [at_home("a", 2, "active", essay=False), at_home("b", 2, "unknown")]
    assert ward(shown(directory, options=Options()), 2).klass == "unknown"


def test_a_ward_number_never_carries_over() -> None:
    """Everybody of old ward 3 lives in new ward 7; new ward 3 is other land."""
    found = shown([at_home("a", 3)], vintage=2023)
    assert classes(found) == {1: "none", 2: "none", 3: "none", 7: "most"}
    assert ward(found, 3).reaches == ()
    [reach] = ward(found, 7).reaches
    assert (reach.home, reach.own_map, reach.share, reach.at_home) == (3, False, 1.0, False)


def test_a_home_ward_divided_is_present_where_its_people_are() -> None:
    found = shown([at_home("a", 1)], vintage=2023)
    assert classes(found) == {1: "most", 2: "some", 3: "none", 7: "none"}
    assert ward(found, 1).ward_share == pytest.approx(60 / 65)
    assert ward(found, 2).ward_share == pytest.approx(40 / 140)


def test_shares_of_different_homes_add_up() -> None:
    found = shown([at_home("a", 1), at_home("b", 2)], vintage=2023)
    assert ward(found, 2).ward_share == pytest.approx(1)
    assert ward(found, 2).klass == "most"


def test_shares_of_one_home_do_not_add_up() -> None:
    """Twice 40 of 140 would be more than half."""
    found = shown([at_home("a", 1), at_home("b", 1)], vintage=2023)
    assert ward(found, 2).ward_share == pytest.approx(40 / 140)
    assert ward(found, 2).klass == "some"


def test_a_share_below_a_tenth_is_not_presence() -> None:
    """5 of the 65 people of new ward 1 lived in old ward 4."""
    found = shown([at_home("a", 4)], vintage=2023)
    assert ward(found, 1).ward_share == pytest.approx(5 / 65)
    assert ward(found, 1).klass == "none"


@pytest.mark.parametrize(("share", "klass"), [(0.1, "regional"), (0.099999, "none")])
def test_a_regional_organization_counts_from_a_tenth_on(share: float, klass: str) -> None:
    assert REACH == 0.1
    found = shown([regional("r", [25])], areas=[(2, 25, share)])
    assert classes(found) == {1: "none", 2: klass, 3: "none", 4: "none"}


@pytest.mark.parametrize("parts", [(0.01, 0.09), (0.05, 0.05), (0.02, 0.03, 0.05)])
def test_areas_of_one_organization_add_up_to_exactly_a_tenth(parts: tuple[float, ...]) -> None:
    areas = [(2, number, share) for number, share in enumerate(parts, start=1)]
    found = shown([regional("r", range(1, len(parts) + 1))], areas=areas)
    assert ward(found, 2).klass == "regional"


def test_areas_of_different_organizations_do_not_add_up() -> None:
    found = shown([regional("r", [1]), regional("s", [2])], areas=[(2, 1, 0.06), (2, 2, 0.07)])
    assert ward(found, 2).klass == "none"
    assert ward(found, 2).regional_share == pytest.approx(0.07)


def test_a_ward_organization_comes_before_a_regional_one() -> None:
    found = shown([at_home("a", 2, "defunct"), regional("r", [1])], areas=[(2, 1, 1.0)])
    assert ward(found, 2).klass == "doubtful"


def test_regional_organizations_are_the_same_on_both_maps() -> None:
    for year in PEOPLE:
        found = shown([regional("r", [1])], year, areas=[(1, 1, 0.4), (2, 1, 0.05)])
        assert [w.ward for w in found.having("regional")] == [1]


def test_the_least_sure_area_decides_how_sure_the_whole_is() -> None:
    footprints = pd.DataFrame(
        {
            "organisation_id": ["r", "r"],
            "vintage": [pd.NA, pd.NA],
            "ward": [pd.NA, pd.NA],
            "community_area": [1, 2],
            "confidence": ["high", "low"],
        }
    ).astype({"vintage": "Int64", "ward": "Int64", "community_area": "Int64"})
    areas = pd.DataFrame(
        {
            "vintage": [2015] * 4,
            "ward": [1, 1, 2, 3],
            "community_area": [1, 2, 1, 2],
            "population_share": [0.2, 0.3, 0.4, 0.0],
            "area_share": [0.1, 0.25, 0.5, 0.125],
        }
    )
    table = reach_table(footprints, CROSSWALK, areas)
    assert table[["ward", "share", "confidence", "land"]].to_numpy().tolist() == [
        [1, 0.5, "low", 0.35],
        [2, 0.4, "high", 0.5],
        [3, 0.0, "low", 0.125],
    ]


@pytest.mark.parametrize(
    ("organisation", "options"),
    [
        (at_home("a", 2, "defunct"), Options()),
        (at_home("a", 2, "unknown"), Options(statuses=("active", "forming"))),
        (at_home("a", 2, "unknown"), Options(statuses=())),
        (at_home("a", 2, essay=False), Options(outside=False)),
        (regional("a", [1]), Options(regional=False)),
        (regional("a", [1], essay=False), Options()),
        (regional("a", [1], "defunct"), Options()),
    ],
)
def test_what_the_settings_leave_out_is_shown_as_left_out(
    organisation: Org, options: Options
) -> None:
    areas = [(2, 1, 0.5), (3, 1, 0.09)]
    found = shown([organisation], options=options, areas=areas)
    assert classes(found) == {1: "none", 2: "left_out", 3: "none", 4: "none"}
    assert [r.counted for r in ward(found, 2).reaches] == [False]
    assert found.organized == found.reached == ()
    assert ward(shown([organisation], areas=areas), 2).klass != "left_out"


def test_the_usual_settings_leave_out_the_doubtful_the_ended_and_those_outside_the_essay() -> None:
    directory = [
        at_home("a", 1, "possibly defunct"),
        at_home("b", 2, "defunct"),
        at_home("c", 3, essay=False),
        at_home("d", 4, "forming"),
    ]
    found = shown(directory, options=Options())
    assert classes(found) == {1: "left_out", 2: "left_out", 3: "left_out", 4: "forming"}


def test_an_organization_without_a_place_is_on_no_map() -> None:
    nowhere = {"id": "n", "kind": "regional", "status": "active", "in_essay": True}
    for year in PEOPLE:
        assert all(w.reaches == () for w in shown([nowhere], year).wards)


def test_an_empty_directory_leaves_every_ward_empty() -> None:
    assert set(classes(shown([])).values()) == {"none"}


def test_the_interval_runs_from_ward_organizations_to_any_organization() -> None:
    directory = [at_home("a", 1), regional("r", [1])]
    found = shown(directory, areas=[(1, 1, 0.2), (3, 1, 0.3), (4, 1, 0.01)])
    assert [w.ward for w in found.organized] == [1]
    assert sorted(w.ward for w in found.reached) == [1, 3]
    assert people(found.organized) == 100
    assert people(found.reached) == 200


def test_on_the_other_map_covered_means_half_or_more() -> None:
    assert MOST == 0.5
    found = shown([at_home("a", 1)], vintage=2023)
    assert [w.ward for w in found.organized] == [1]
    assert [w.ward for w in found.reached] == [1, 2]


statuses = st.sampled_from(STATUSES)
directories = st.lists(
    st.builds(at_home, st.just(""), st.integers(1, 4), statuses, st.booleans())
    | st.builds(regional, st.just(""), st.sets(st.integers(1, 5)), statuses, st.booleans()),
    max_size=6,
).map(lambda rows: [{**row, "id": f"org-{n}"} for n, row in enumerate(rows)])
choices = st.builds(
    Options,
    regional=st.booleans(),
    outside=st.booleans(),
    statuses=st.sets(statuses).map(lambda s: tuple(x for x in STATUSES if x in s)),
)
shares = st.sampled_from([0.0, 0.05, 0.1, 0.3, 1.0])
places = st.dictionaries(
    st.tuples(st.sampled_from([1, 2, 3, 4, 7]), st.integers(1, 5)), shares
).map(lambda found: [(w, a, share) for (w, a), share in found.items()])
vintages = st.sampled_from([2015, 2023])


@settings(max_examples=25, deadline=None)
@given(directories, vintages, choices, places)
def test_the_low_end_never_exceeds_the_high_end(
    directory: list[Org], vintage: int, options: Options, areas: list[tuple[int, int, float]]
) -> None:
    found = shown(directory, vintage, options, areas)
    assert [w.ward for w in found.wards] == list(PEOPLE[vintage])
    low, high = set(found.organized), set(found.reached)
    assert low <= high <= set(found.wards)
    assert people(low) <= people(high) <= people(found.wards)
    assert all(0 <= w.ward_share <= 1 for w in found.wards)


@settings(max_examples=25, deadline=None)
@given(directories, vintages, choices, places)
def test_letting_more_count_never_takes_a_ward_away(
    directory: list[Org], vintage: int, options: Options, areas: list[tuple[int, int, float]]
) -> None:
    narrow, wide = (shown(directory, vintage, o, areas) for o in (options, EVERY))
    assert {w.ward for w in narrow.organized} <= {w.ward for w in wide.organized}
    assert {w.ward for w in narrow.reached} <= {w.ward for w in wide.reached}
    assert wide.having("left_out") == ()
