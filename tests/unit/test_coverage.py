"""Coverage of wards in toy cities drawn as text (`tests.cover_toys`)."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.analysis.coverage import (
    ALL,
    CERTAIN,
    COVERS,
    LEVELS,
    LIKELY,
    Coverage,
    Rule,
    place_sureness,
    sureness,
)
from geo.presence import Options, Reach, area_reach
from tests.cover_toys import UNNAMED, area, carried, covered, home, organisation


def by_level(found: Coverage) -> dict[str, set[int]]:
    return {level: set(found.covered(level)) for level in LEVELS}


def test_each_level_takes_in_the_surer_ones() -> None:
    """Ward A has an active organization, C one of unknown status, E one whose name is not found."""
    found = covered(
        {
            organisation("a"): [home(1)],
            organisation("c", status="unknown"): [home(3)],
            organisation("e", **UNNAMED): [home(5)],
        }
    )
    assert by_level(found) == {CERTAIN: {1}, LIKELY: {1, 3}, ALL: {1, 3, 5}}
    assert {level: found.left(level) for level in LEVELS} == {
        CERTAIN: (2, 3, 4, 5),
        LIKELY: (2, 4, 5),
        ALL: (2, 4),
    }


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, CERTAIN),
        ({"status": "forming"}, CERTAIN),
        ({"status": "unknown"}, LIKELY),
        ({"status": "possibly defunct"}, ALL),
        ({"name_confidence": "medium"}, CERTAIN),
        ({"name_confidence": "low"}, ALL),
        ({"name_confidence": "unknown"}, ALL),
    ],
)
def test_how_sure_we_are_of_an_organization(changes: dict[str, str], level: str) -> None:
    assert sureness(organisation("a", **changes)) == level


@pytest.mark.parametrize(("place", "level"), [("high", CERTAIN), ("medium", LIKELY), ("low", ALL)])
def test_the_weaker_of_organization_and_place_decides(place: str, level: str) -> None:
    (_, reach) = home(1, place)
    assert place_sureness(reach) == level
    assert by_level(covered({organisation("a"): [home(1, place)]}))[level] == {1}
    weak = covered({organisation("a", **UNNAMED): [home(1, place)]})
    assert by_level(weak) == {CERTAIN: set(), LIKELY: set(), ALL: {1}}


def test_who_covers_a_ward_is_named_with_how_sure_each_is() -> None:
    found = covered({organisation("a"): [home(1)], organisation("b", **UNNAMED): [home(1)]})
    ward = found.wards[0]
    assert dict(zip(ward.organisations, ward.sureness, strict=True)) == {"a": CERTAIN, "b": ALL}
    assert ward.covering(CERTAIN) == ward.covering(LIKELY) == ("a",)
    assert ward.covering(ALL) == ("a", "b")


def test_shares_of_several_old_wards_add_up_on_the_other_map() -> None:
    """Three tenths and two tenths are half; three and one are not."""
    half = {organisation("a"): [carried(1, 7, 0.3)], organisation("b"): [carried(1, 8, 0.2)]}
    less = {organisation("a"): [carried(1, 7, 0.3)], organisation("b"): [carried(1, 8, 0.1)]}
    assert covered(half).covered(CERTAIN) == {1}
    assert covered(less).covered(ALL) == set()
    assert covered(less).wards[0].partly == ("a", "b")


def test_two_organizations_of_one_old_ward_are_the_same_people() -> None:
    found = covered(
        {organisation("a"): [carried(1, 7, 0.3)], organisation("b"): [carried(1, 7, 0.3)]}
    )
    assert found.covered(ALL) == set()


def test_a_sum_counts_for_the_level_of_its_least_sure_part() -> None:
    """Four tenths for certain, two tenths of an organization without a name."""
    found = covered(
        {
            organisation("a"): [carried(1, 7, 0.4)],
            organisation("b", **UNNAMED): [carried(1, 8, 0.2)],
        }
    )
    assert by_level(found) == {CERTAIN: set(), LIKELY: set(), ALL: {1}}


def test_a_sliver_of_an_old_ward_is_not_named_beside_the_rest() -> None:
    found = covered(
        {organisation("a"): [carried(1, 7, 0.9)], organisation("b"): [carried(1, 8, 0.01)]}
    )
    assert found.wards[0].organisations == ("a",)
    assert found.wards[0].partly == ("b",)


def test_half_of_the_people_in_tenths_is_half() -> None:
    """0.1 + 0.2 + 0.2 is not 0.5 in binary."""
    found = covered(
        {
            organisation(name): [carried(1, old, share)]
            for name, old, share in (("a", 7, 0.1), ("b", 8, 0.2), ("c", 9, 0.2))
        }
    )
    assert found.covered(ALL) == {1}


REGIONAL = organisation("r", kind="regional")
AREAS = {
    REGIONAL: [
        area(1, 0.5, 0.4),
        area(2, 0.02, 0.05),
        area(3, 0.0, 0.001),
        area(4, 0.0004, 0.0004),
    ]
}
"""Half of A's people, a fiftieth of B's, a park in C without people, a crooked border line in D."""


@pytest.mark.parametrize(
    ("cover", "wards"), [("ward", set()), ("touch", {1, 2, 3}), ("people", {1})]
)
def test_what_a_regional_organization_covers(cover: str, wards: set[int]) -> None:
    assert covered(AREAS, Rule(cover=cover)).covered(CERTAIN) == wards


def test_what_is_only_touched_is_said_to_be_reached_in_part() -> None:
    found = covered(AREAS, Rule(cover="people"))
    assert [w.partly for w in found.wards] == [(), ("r",), ("r",), (), ()]


def test_regional_ones_count_by_the_rule_whatever_the_setting_of_other_pages_is() -> None:
    found = covered(AREAS, Rule(cover="people"), options=Options(regional=False))
    assert found.covered(CERTAIN) == {1}


def test_a_wider_rule_never_takes_a_ward_away() -> None:
    directory = {**AREAS, organisation("a"): [home(4)]}
    ward, touch, people = (covered(directory, Rule(cover=cover)).covered(ALL) for cover in COVERS)
    assert ward == {4}
    assert ward < people < touch


CROSS = """
.A.
BCD
.E.
"""


def test_next_door_counts_across_a_border_if_the_rule_says_so() -> None:
    """C is in the middle; A and B meet at a corner only."""
    middle = {organisation("c"): [home(3)]}
    assert covered(middle, drawing=CROSS).covered(CERTAIN) == {3}
    beside = covered(middle, Rule(beside=True), CROSS)
    assert beside.covered(CERTAIN) == {1, 2, 3, 4, 5}
    assert beside.organised(CERTAIN) == {3}
    corner = covered({organisation("a"): [home(1)]}, Rule(beside=True), CROSS)
    assert corner.covered(CERTAIN) == {1, 3}


def test_next_door_is_as_sure_as_the_surest_neighbor() -> None:
    found = covered(
        {organisation("b", **UNNAMED): [home(2)], organisation("d"): [home(4)]}, Rule(beside=True)
    )
    assert by_level(found) == {CERTAIN: {3, 4, 5}, LIKELY: {3, 4, 5}, ALL: {1, 2, 3, 4, 5}}
    assert [w.level_beside for w in found.wards] == [ALL, None, CERTAIN, None, CERTAIN]


def test_only_evidence_of_a_year_or_later_counts_and_none_without_a_date() -> None:
    directory = {
        organisation("a", last_evidence="2021-06"): [home(1)],
        organisation("b", last_evidence="2023"): [home(2)],
        organisation("c", last_evidence="", status="unknown"): [home(3)],
    }
    assert covered(directory).covered(ALL) == {1, 2, 3}
    assert covered(directory, Rule(since=2021)).covered(ALL) == {1, 2}
    assert covered(directory, Rule(since=2022)).covered(ALL) == {2}


def test_only_members_of_the_coalition_count() -> None:
    directory = {organisation("a"): [home(1)], organisation("b"): [home(2)]}
    assert covered(directory, Rule(within="x"), members={"b"}).covered(ALL) == {2}
    assert covered(directory, Rule(within="x"), members=set()).covered(ALL) == set()


@pytest.mark.parametrize(
    ("changes", "options", "counts"),
    [
        ({"status": "defunct"}, Options(), False),
        ({"status": "defunct"}, Options(statuses=("defunct",)), True),
        ({"in_essay": False}, Options(), False),
        ({"in_essay": False}, Options(outside=True), True),
    ],
)
def test_the_settings_of_all_pages_count_here_too(
    changes: dict[str, object], options: Options, counts: bool
) -> None:
    found = covered({organisation("a", **changes): [home(1)]}, options=options)
    assert found.covered(ALL) == ({1} if counts else set())


def test_nobody_covers_a_city_without_organizations() -> None:
    found = covered({}, Rule(cover="touch", beside=True))
    assert by_level(found) == {level: set() for level in LEVELS}
    assert found.left(ALL) == (1, 2, 3, 4, 5)


def test_the_frames_of_the_directory_lead_to_the_same() -> None:
    """Land without people reaches coverage through the tables as they are kept."""
    footprints = pd.DataFrame(
        {"organisation_id": ["r"], "community_area": [1], "confidence": ["high"]}
    )
    areas = pd.DataFrame(
        {
            "vintage": [2015],
            "ward": [3],
            "community_area": [1],
            "population_share": [0.0],
            "area_share": [0.01],
        }
    )
    (row,) = area_reach(footprints, areas).to_dict("records")
    reach = Reach("r", "regional", "active", None, False, row["share"], True, "high", row["land"])
    assert covered({REGIONAL: [(3, reach)]}, Rule(cover="touch")).covered(ALL) == {3}
