"""Two plans on a toy city of nine wards, whose answers are seen by head.

1 2 3
4 5 6      ward 1 has an organization for certain, ward 5 likely, ward 9 by an unsure source;
7 8 9      ward n has 10 n people, ± 1
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest

from geo.analysis.coverage import ALL, CERTAIN, LEVELS, LIKELY, Coverage, Rule, WardCoverage
from geo.analysis.mixes import mix_parts, mixed, noun
from geo.analysis.plans import (
    Figure,
    Needless,
    Plan,
    TwoPlans,
    changes_nothing,
    chosen,
    difference,
    figure,
    needless,
    outcome,
    pressed,
    two_plans,
)
from geo.maps.plan_map import kind, press_kind
from geo.measures import MEASURES, USUAL, Counts
from geo.plan_counters import (
    counter_sheet,
    in_or_beside,
    lines,
    number,
    organised,
    reached,
    shown_plans,
    signed,
)
from geo.plan_words import (
    differing_lines,
    gain_lines,
    gain_words,
    needless_lines,
    plans_headline,
    versus_rows,
)
from geo.view import View
from geo.wards import WARD_COUNT
from tests.unit.test_contiguity import GRID

TODAY = {1: CERTAIN, 5: LIKELY, 9: ALL}
NINE = range(1, 10)
NEAR = GRID.border


def coverage(*, beside: bool = False) -> Coverage:
    wards = tuple(WardCoverage(n, 10 * n, TODAY.get(n), None, (), ()) for n in NINE)
    return Coverage(2015, Rule(beside=beside), wards)


def counts(key: str = USUAL, *, times: float = 10, unknown: int = 0, margin: float = 1) -> Counts:
    """Ward n counts `times` n, ± `margin`; the wards after the ninth are not known."""
    rest = (None,) * (WARD_COUNT - 9)
    values = tuple(None if n == unknown else times * n for n in NINE)
    return Counts(MEASURES[key], 2015, (*values, *rest), ((margin,) * 9) + rest)


PEOPLE = counts()


def plans(a: tuple[int, ...] = (), b: tuple[int, ...] = (), *, beside: bool = False) -> TwoPlans:
    return two_plans(coverage(beside=beside), NEAR, View(plan_a=a, plan_b=b), NINE)


def values(found: tuple[Figure, ...]) -> list[float | None]:
    return [f.value for f in found]


def test_today_every_level_takes_in_the_surer_ones() -> None:
    today = plans().a.today
    assert [s.organised for s in today] == [{1}, {1, 5}, {1, 5, 9}]
    assert [s.in_or_beside for s in today] == [
        {1, 2, 4},
        {1, 2, 4, 5, 6, 8},
        {1, 2, 4, 5, 6, 8, 9},
    ]


def test_what_is_planned_counts_at_every_level() -> None:
    """Ward 3 is added; the likely organization of ward 5 goes."""
    then = plans((3, -5)).a
    assert [s.organised for s in then.then] == [{1, 3}, {1, 3}, {1, 3, 9}]
    assert then.at(CERTAIN).in_or_beside == {1, 2, 3, 4, 6}
    assert then.at(ALL).in_or_beside == {1, 2, 3, 4, 6, 8, 9}
    assert then.at(ALL).near == {2, 4, 6, 8}


def test_people_before_after_and_the_difference_are_sums_over_wards() -> None:
    a = plans((3, -5)).a
    every = frozenset(NINE)
    assert values(a.total(PEOPLE, organised, every)) == [40, 40, 130]
    assert values(a.change(PEOPLE, organised, every)) == [30, -20, -20]
    assert values(a.total(PEOPLE, in_or_beside, every)) == [160, 160, 330]
    assert values(a.change(PEOPLE, in_or_beside, every)) == [90, -100, -20]


def test_errors_of_wards_reached_before_and_after_cancel() -> None:
    """Two wards change hands: √(1² + 1²), whatever the two sums' own margins are."""
    a = plans((3, -5)).a
    change = a.change(PEOPLE, organised, frozenset(NINE))
    assert change[LEVELS.index(ALL)].margin == pytest.approx(sqrt(2))
    assert a.total(PEOPLE, organised, frozenset(NINE))[2].margin == pytest.approx(sqrt(3))
    nothing = difference(PEOPLE, frozenset({1, 2}), frozenset({1, 2}), NINE)
    assert nothing == Figure(0, None)


def test_only_the_wards_of_a_side_are_counted_but_neighbors_off_it_still_help() -> None:
    """Only wards 1, 2, 3 are counted; adding 6, off this side, reaches 3."""
    side = frozenset({1, 2, 3})
    a = outcome(coverage(beside=True), NEAR, Plan((6,)))
    assert values(a.total(PEOPLE, organised, side)) == [10, 10, 10]
    assert values(a.change(PEOPLE, in_or_beside, side)) == [30, 30, 30]


def test_the_rule_says_whether_a_neighbor_is_reached() -> None:
    assert plans((3,)).a.at(CERTAIN).reached == {1, 3}
    assert plans((3,), beside=True).a.at(CERTAIN).reached == {1, 2, 3, 4, 6}


def test_what_is_not_known_of_one_ward_is_not_known_of_the_sum() -> None:
    black = counts("black_share", unknown=7)
    a = plans((7,)).a
    assert values(a.total(black, organised, frozenset(NINE))) == [None, None, None]
    assert values(a.change(black, organised, frozenset(NINE)))[0] is None
    assert figure(black, {1, 2}) == Figure(30, pytest.approx(sqrt(2)))
    assert gain_words(None, black) == "an unknown number of Black Chicagoans"


@pytest.mark.parametrize(
    ("now", "ward", "has", "then"),
    [
        ((), 12, False, (12,)),
        ((), 12, True, (-12,)),
        ((12,), 12, False, ()),
        ((-12,), 12, True, ()),
        ((12,), 12, True, ()),
        ((3, -20), 12, False, (3, 12, -20)),
        ((3, 12, -20), 20, True, (3, 12)),
    ],
)
def test_a_press_adds_or_takes_away_and_a_second_one_undoes_it(
    now: tuple[int, ...], ward: int, has: bool, then: tuple[int, ...]
) -> None:
    assert pressed(now, ward, organised=has) == then


def test_a_ward_picked_on_both_lists_is_taken_away() -> None:
    assert chosen([7, 3], [5]) == (3, -5, 7)
    assert chosen([3, 5], [5]) == (3, -5)


def test_what_a_plan_does_not_change_is_found_and_said() -> None:
    """Adding to 1 (certain) does nothing, to 9 (unsure) makes it sure; nothing to take from 2."""
    found = needless(Plan((1, -2, -4, 9, 3, -5)), coverage())
    assert found == (
        Needless(1, True, CERTAIN),
        Needless(2, False, None),
        Needless(4, False, None),
        Needless(9, True, ALL),
    )
    assert [changes_nothing(n) for n in found] == [True, True, True, False]
    assert needless_lines(found, "b") == [
        "Wards 2 and 4 have none listed; taking them away changes nothing (plan B).",
        "Ward 1 has one already; adding it changes nothing (plan B).",
        "Ward 9 has one already, though not for certain; the plan counts it as certain (plan B).",
    ]
    for n in found:
        then = plans((n.ward if n.adds else -n.ward,)).a
        assert (then.today == then.then) is changes_nothing(n)


def test_kinds_of_wards_on_the_map() -> None:
    """Counted: certain ones only. 3 is added and brings 6; 1 is taken away, so 4 stays alone."""
    both = plans((3, -1, -7))
    drawn = {n: kind(both, both.a, n, CERTAIN) for n in NINE}
    assert drawn == {
        1: "taken",
        2: "beside",
        3: "added",
        4: "none",
        5: "left_out",
        6: "newly",
        7: "none",
        8: "none",
        9: "left_out",
    }
    assert kind(both, both.a, 5, LIKELY) == "likely"
    assert kind(both, both.a, 9, ALL) == "all"


def test_a_pressed_ward_is_drawn_at_once_as_the_server_will_draw_it() -> None:
    both = plans((3, -1))
    for ward in NINE:
        has = ward in TODAY
        after = plans(pressed((3, -1), ward, organised=has))
        assert press_kind(both, both.a, ward, ALL) == kind(after, after.a, ward, ALL), ward


def test_who_is_reached_by_one_plan_only() -> None:
    both = plans((3, 7), (3, 8))
    assert both.only_in("a", reached, CERTAIN) == {7}
    assert both.only_in("b", reached, CERTAIN) == {8}
    assert versus_rows(both, PEOPLE, PEOPLE, CERTAIN) == [
        ["Only plan A", "1 (7)", "70"],
        ["Only plan B", "1 (8)", "80"],
        ["Both plans", "2 (1 and 3)", "40"],
        ["Neither", "5 (2, 4, 5, 6 and 9)", "260"],
    ]
    assert differing_lines(both) == [
        "Both add: ward 3.",
        "Only plan A would add: ward 7.",
        "Only plan B would add: ward 8.",
    ]


def test_every_counter_has_a_row_for_each_level() -> None:
    both = plans((3,), (-1,))
    of = lines(dict.fromkeys((USUAL, *MEASURES), PEOPLE), counts("vap", times=8), beside=False)
    sheet = counter_sheet(both, of)
    assert len(sheet.rows) == 3 * len(of) == 3 * (2 + 2 + 2 + 8)
    first = sheet.rows[0]
    assert (first["What"], first["Where"]) == ("Wards", "organized")
    assert (first["Today"], first["Plan A"], first["Change by A"]) == (1, 2, 1)
    assert (first["Plan B"], first["Change by B"]) == (0, -1)
    people = next(r for r in sheet.rows if r["What"] == "People, 2020")
    assert (people["Plan A"], people["Plan A, margin (90%)"]) == (40, 1)


def test_a_second_column_comes_with_the_second_plan() -> None:
    assert shown_plans(plans((3,))) == ("a",)
    assert shown_plans(plans((), (3,))) == ("a", "b")


def interval(*found: float | None) -> tuple[Figure, ...]:
    return tuple(map(Figure, found))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (154_321, "154,000 more people"),
        (1_018_249, "1,020,000 more people"),
        (49_623, "49,600 more people"),
        (-12, "12 fewer people"),
        (0.2, "no more people"),
        (None, "an unknown number of people"),
    ],
)
def test_gains_in_words(value: float | None, words: str) -> None:
    assert gain_words(value, PEOPLE) == words


def test_gains_are_told_at_every_level() -> None:
    """Adding 5 to the certain ward 1 brings 50; at the likely level it is there already."""
    assert gain_lines(plans((5,), (3,)), PEOPLE) == [
        "Plan A: +50 (people) if only today’s certain organizations count, no change with the "
        "likely ones, no change with all.",
        "Plan B: +30 (people) whichever of today’s organizations count.",
    ]
    assert gain_lines(plans(), PEOPLE) == []


def test_headlines() -> None:
    assert plans_headline(plans(), PEOPLE, ALL) == (
        "3 of 9 wards are organized today, 1 of them certainly; none is planned"
    )
    big = replace(PEOPLE, counts=tuple(n and 1000 * n for n in PEOPLE.counts))
    assert plans_headline(plans((3,)), big, ALL) == (
        "Plan A would reach 30,000 more people: an organization added in ward 3"
    )
    assert plans_headline(plans((3, -1, 7)), big, ALL).endswith(
        ": organizations added in wards 3 and 7, one taken away in ward 1"
    )
    assert plans_headline(plans((3,), (2,)), big, ALL, "South") == (
        "Plan A would reach 30,000 more people on the South Side; plan B, 20,000 more people"
    )


def test_a_headline_counts_as_surely_as_it_is_asked_to() -> None:
    """Ward 5 is organized at the likely level already: adding it reaches nobody new there."""
    assert plans_headline(plans((5,)), PEOPLE, CERTAIN).startswith("Plan A would reach 50 more")
    assert plans_headline(plans((5,)), PEOPLE, ALL).startswith("Plan A would reach no more")


def test_numbers_of_counters() -> None:
    assert [number(n) for n in (None, 0, 17, 999.4, 1049, 1_018_249)] == [
        "not known",
        "0",
        "17",
        "999",
        "1,000",
        "1,018,200",
    ]
    assert [signed(Figure(n)) for n in (3, -2, 0.4, None)] == [
        "+3",
        "−2",
        "no change",
        "change not known",
    ]


def test_a_mix_of_equal_weights_counts_people() -> None:
    parts, unknown = mix_parts("black_share:1.latino_share:1.nobody:3.young:0")
    assert (parts, unknown) == ((("black_share", 1), ("latino_share", 1)), ("nobody",))
    both = {"black_share": counts("black_share", times=2), "latino_share": counts("latino_share")}
    found = mixed(parts, both)
    assert found.counts[:3] == (12, 24, 36)
    assert found.margins[0] == pytest.approx(sqrt(2))
    assert noun(found) == "Black and Latino Chicagoans"


def test_unequal_weights_make_points_and_what_is_unknown_stays_so() -> None:
    parts, _ = mix_parts("black_share:3.latino_share:1")
    both = {
        "black_share": counts("black_share", times=2, unknown=7),
        "latino_share": counts("latino_share", margin=2),
    }
    found = mixed(parts, both)
    assert found.counts[0] == 3 * 2 + 10
    assert found.counts[6] is None
    assert found.margins[0] == pytest.approx(sqrt(3**2 + 2**2))
    assert noun(found) == "points of your mix"


def test_parts_in_different_units_are_shares_of_the_city() -> None:
    """Ward 1 has 10 of 450 people and 4 of 180 homes: a 45th of each, whatever the weights."""
    parts, _ = mix_parts("population:4.renter_share:2")
    assert parts == (("population", 2), ("renter_share", 1))
    found = mixed(parts, {USUAL: counts(), "renter_share": counts("renter_share", times=4)})
    assert found.counts[0] == pytest.approx(1_000_000 / 45)
    assert sum(n for n in found.counts if n) == pytest.approx(1_000_000)
    assert noun(found) == "points of your mix"
