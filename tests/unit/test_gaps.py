"""The gap list and the scoreboard of toy cities, answers checked in the head."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.analysis.combine import Bases
from geo.analysis.coverage import ALL, CERTAIN, COVERS, LIKELY, Coverage, Rule
from geo.analysis.gaps import (
    GROUP_KEYS,
    Gap,
    Left,
    Places,
    Race,
    bordered,
    gaps,
    largest_group,
    last_races,
    ranked,
    scoreboard,
    steps_to,
)
from geo.demographics import WardValues
from geo.indicators import indicator
from geo.measures import MEASURES, Counts, counts_of_share
from tests.cover_toys import ROW, UNNAMED, area, carried, covered, home, near, organisation


def counts(key: str, *numbers: float | None, margins: tuple[float | None, ...] = ()) -> Counts:
    """A measure of a toy city, ward 1 first; without margins unless some are given."""
    return Counts(MEASURES[key], 2015, numbers, margins or (None,) * len(numbers))


PEOPLE = counts("population", 100, 200, 300, 400, 500)
LATINO = counts("latino_share", 60, 20, 100, 200, None)
GROUPS = {key: counts(key, 0, 20, 50, 100, 100) for key in GROUP_KEYS} | {"latino_share": LATINO}
POOR = counts("poverty_share", 10, 20, 30, 40, 50, margins=(3, 4, 12, 5, 0))
MEASURES_HERE = {"population": PEOPLE, "poverty_share": POOR, **GROUPS}

RACE = Race(2019, "runoff", "Ann Example", 520, 1000, 40)
PLACES = Places(
    sides={1: "North", 2: "North", 3: "South", 4: "South", 5: "South"},
    alders={ward: f"Person {ward}" for ward in range(1, 6)},
    races={2: RACE},
)


def listed(found: Coverage, level: str = ALL, drawing: str = ROW) -> dict[int, Gap]:
    return {g.ward: g for g in gaps(found, level, near(drawing), MEASURES_HERE, PLACES)}


def test_a_gap_says_who_is_left_out_and_where() -> None:
    """A has an organization, B to E in a row have none."""
    found = listed(covered({organisation("a"): [home(1)]}))
    assert sorted(found) == [2, 3, 4, 5]
    second = found[2]
    assert second.left["population"] == Left(200, None)
    assert second.left["poverty_share"] == Left(20, 4)
    assert (second.side, second.alder, second.race) == ("North", "Person 2", RACE)
    assert (second.steps, second.nearest, second.bordering) == (1, (1,), ((1, ("a",)),))
    assert found[3].race is None


def test_steps_are_counted_through_neighbors() -> None:
    found = listed(covered({organisation("a"): [home(1)]}))
    assert {ward: (g.steps, g.nearest) for ward, g in found.items()} == {
        2: (1, (1,)),
        3: (2, (1,)),
        4: (3, (1,)),
        5: (4, (1,)),
    }


def test_the_nearest_of_two_counts_and_both_are_named_if_they_are_as_near() -> None:
    found = listed(covered({organisation("a"): [home(1)], organisation("e"): [home(5)]}))
    assert {ward: (g.steps, g.nearest) for ward, g in found.items()} == {
        2: (1, (1,)),
        3: (2, (1, 5)),
        4: (1, (5,)),
    }


RING = """
AAA
B.C
DDD
"""
APART = """
AB.DE
.....
..C..
"""


def test_the_way_goes_around_what_is_no_ward() -> None:
    assert steps_to({2}, near(RING)) == {2: 0, 1: 1, 4: 1, 3: 2}


def test_a_ward_without_any_way_has_no_distance() -> None:
    found = listed(covered({organisation("a"): [home(1)]}, drawing=APART), drawing=APART)
    assert found[2].steps == 1
    assert {found[ward].steps for ward in (3, 4, 5)} == {None}
    assert {found[ward].nearest for ward in (3, 4, 5)} == {()}


def test_without_an_organization_every_ward_is_a_gap_without_a_distance() -> None:
    found = listed(covered({}))
    assert sorted(found) == [1, 2, 3, 4, 5]
    assert {g.steps for g in found.values()} == {None}


def test_the_level_decides_who_is_nearest_and_who_borders() -> None:
    """B has an organization without a name, E an active one."""
    found = covered({organisation("b", **UNNAMED): [home(2)], organisation("e"): [home(5)]})
    wide, strict = listed(found, ALL), listed(found, CERTAIN)
    assert sorted(wide) == [1, 3, 4]
    assert sorted(strict) == [1, 2, 3, 4]
    assert (wide[3].steps, strict[3].steps) == (1, 2)
    assert (wide[3].bordering, strict[3].bordering) == (((2, ("b",)),), ())
    assert strict[2].doubtful == ("b",)
    assert wide[3].doubtful == ()


def test_a_neighbor_names_only_those_that_are_sure_enough() -> None:
    found = covered({organisation("a"): [home(1)], organisation("x", **UNNAMED): [home(1)]})
    assert listed(found, LIKELY)[2].bordering == ((1, ("a",)),)
    assert listed(found, ALL)[2].bordering == ((1, ("a", "x")),)


def test_wards_next_door_are_no_gaps_if_the_rule_says_so() -> None:
    found = covered({organisation("a"): [home(1)]}, Rule(beside=True))
    assert {ward: g.steps for ward, g in listed(found).items()} == {3: 2, 4: 3, 5: 4}


def test_who_reaches_a_part_is_said() -> None:
    regional = organisation("r", kind="regional")
    found = covered({regional: [area(2, 0.2, 0.2)], organisation("a"): [home(1)]})
    assert listed(found)[2].partly == ()
    people = covered(
        {regional: [area(2, 0.2, 0.2)], organisation("a"): [home(1)]}, Rule(cover="people")
    )
    assert listed(people)[2].partly == ("r",)


@pytest.mark.parametrize(
    ("changes", "rule", "members"),
    [
        ({"status": "possibly defunct"}, Rule(), None),
        ({"in_essay": False}, Rule(), None),
        ({"last_evidence": "2023"}, Rule(since=2024), None),
        ({"last_evidence": ""}, Rule(since=2024), None),
        ({}, Rule(within="body"), {"a"}),
    ],
    ids=["status", "essay", "year", "no date", "coalition"],
)
def test_who_is_listed_but_left_out_by_a_setting_is_said(
    changes: dict[str, object], rule: Rule, members: set[str] | None
) -> None:
    """A counts everywhere; B is listed for its ward, and one setting refuses it."""
    directory = {organisation("a"): [home(1)], organisation("b", **changes): [home(2)]}
    found = listed(covered(directory, rule, members=members))
    assert {ward: g.left_out for ward, g in found.items()} == {2: ("b",), 3: (), 4: (), 5: ()}
    assert found[2].doubtful == ()


def test_on_the_other_map_half_of_the_people_make_it_worth_saying() -> None:
    """B: half by one left out. C: two fifths. D: half, a counted one and one left out together."""
    out = organisation("x", in_essay=False)
    directory = {
        organisation("a"): [carried(4, 7, 0.3)],
        out: [carried(2, 8, 0.5), carried(3, 8, 0.4), carried(4, 8, 0.2)],
    }
    found = listed(covered(directory))
    assert {ward: found[ward].left_out for ward in (2, 3, 4)} == {2: ("x",), 3: (), 4: ("x",)}


def test_a_regional_one_is_left_out_only_where_the_rule_looks_at_regional_ones() -> None:
    directory = {organisation("r", kind="regional", status="defunct"): [area(2, 0.6, 0.6)]}
    by_rule = {cover: listed(covered(directory, Rule(cover=cover)))[2].left_out for cover in COVERS}
    assert by_rule == {"ward": (), "touch": ("r",), "people": ("r",)}


def test_what_counts_but_is_not_sure_enough_is_not_called_left_out() -> None:
    found = listed(covered({organisation("b", **UNNAMED): [home(2)]}), CERTAIN)
    assert (found[2].doubtful, found[2].left_out) == (("b",), ())


def test_the_largest_group_is_one_alone_or_not_said() -> None:
    """A: Latino 60, others 0. B: all 20. C: Latino 100, others 50. E: Latino not known."""
    assert largest_group(GROUPS, 1) == "latino_share"
    assert largest_group(GROUPS, 2) is None
    assert largest_group(GROUPS, 3) == "latino_share"
    assert largest_group(GROUPS, 5) is None


def test_gaps_are_ranked_by_what_is_counted_and_the_unknown_stand_last() -> None:
    found = tuple(listed(covered({})).values())
    assert [g.ward for g in ranked(found, "population")] == [5, 4, 3, 2, 1]
    assert [g.ward for g in ranked(found, "latino_share")] == [4, 3, 1, 2, 5]


def test_organizations_beside_most_gaps_come_first() -> None:
    """B borders A and C; E borders D."""
    found = listed(covered({organisation("b"): [home(2)], organisation("e"): [home(5)]}))
    assert bordered(found.values()) == (("b", (1, 3)), ("e", (4,)))


def test_the_scoreboard_counts_at_every_level() -> None:
    """A certain, B only if everything listed counts: 100 and 300 of 1,500 people."""
    found = covered({organisation("a"): [home(1)], organisation("b", **UNNAMED): [home(2)]})
    scores = {s.key: s for s in scoreboard(found, MEASURES_HERE)}
    people, poor, latino = (scores[k] for k in ("population", "poverty_share", "latino_share"))
    assert people.total == Left(1500, None)
    assert {level: left.count for level, left in people.covered.items()} == {
        CERTAIN: 100,
        LIKELY: 100,
        ALL: 300,
    }
    assert people.share(ALL) == 0.2
    assert poor.covered[ALL] == Left(30, 5)  # margins 3 and 4
    assert (latino.total.count, latino.share(ALL)) == (None, None)


def test_nothing_to_cover_has_no_share() -> None:
    found = covered({organisation("a"): [home(1)]})
    (score,) = scoreboard(found, {"population": counts("population", 0, 0, 0, 0, 0)})
    assert score.share(ALL) is None


RESULTS = pd.DataFrame(
    {
        "year": [2019, 2015, 2023, 2019],
        "vintage": [2015, 2015, 2023, 2015],
        "ward": [1, 1, 1, 2],
        "round": ["runoff", "first", "first", "first"],
        "winner": ["B", "A", "C", "D"],
        "votes": [520, 900, 300, 700],
        "total": [1000, 1000, 400, 700],
        "margin": [40, 800, 200, 700],
    }
)


def test_the_last_race_on_the_map_counts() -> None:
    found = last_races(RESULTS, 2015)
    assert found[1] == Race(2019, "runoff", "B", 520, 1000, 40)
    assert found[1].points == 4.0
    assert (found[1].unopposed, found[2].unopposed) == (False, True)
    assert found[2].points == 100
    assert last_races(RESULTS, 2023)[1].points == 50


@pytest.mark.parametrize("people", [1, 7, 48_613, 82_937, 99_999])
def test_a_full_count_comes_back_to_the_person_from_its_rounded_share(people: int) -> None:
    """Shares are published with five decimals; 12,345 of 82,937 is 0.14885."""
    members = [round(people * part) for part in (0.0, 1 / 7, 1 / 3, 0.9, 1.0)]
    shares = tuple(round(m / people, 5) for m in members)
    none = (None,) * len(shares)
    values = WardValues(indicator("black_share"), 2015, shares, none, none, None, None)
    found = counts_of_share(values, Bases((people,) * len(shares), none))
    assert [found.count(ward) for ward in range(1, 6)] == members
