"""Wishes that cannot be met together: what is said, and which to drop."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from geo.analysis.expansion import answer
from geo.analysis.expansion_model import City, Wishes
from geo.analysis.expansion_wishes import Conflict, Relaxation, conflict
from tests.unit.test_expansion import city, oracle, questions


def clash(given_city: City, wishes: Wishes) -> Conflict:
    found = answer(given_city, wishes)
    assert isinstance(found, Conflict)
    return found


def names(found: Conflict) -> list[tuple[str, ...]]:
    return [one.names for one in found.relaxations]


def test_must_and_never_at_once() -> None:
    found = clash(city("ABCD"), Wishes(must=frozenset([2]), never=frozenset([2])))
    assert found.barred_must == (2,)
    assert names(found) == [("must",), ("never",)]


def test_more_than_there_are_wards_left() -> None:
    found = clash(city("ABCD", "AB"), Wishes(k=3))
    assert (found.candidates, found.needed) == (2, 0)
    assert found.relaxations == (Relaxation(("k",), 2),)


def test_the_number_can_stay_if_the_wards_ruled_out_come_back() -> None:
    found = clash(city("ABCD"), Wishes(k=3, never=frozenset([1, 2])))
    assert found.relaxations == (Relaxation(("k",), 2), Relaxation(("never",)))


def test_more_sides_than_organizations() -> None:
    sides = {name: frozenset([ward]) for ward, name in enumerate("NWS", start=1)}
    found = clash(city("ABC"), Wishes(k=2, sides=sides))
    assert found.needed == 3
    assert found.relaxations == (Relaxation(("k",), 3), Relaxation(("each_side",)))


def test_a_ward_asked_for_serves_its_own_side() -> None:
    sides = {"West": frozenset([1, 2]), "East": frozenset([3, 4])}
    wishes = Wishes(k=1, must=frozenset([1]), sides=sides)
    assert clash(city("ABCD"), wishes).needed == 2
    assert conflict(city("ABCD"), Wishes(k=2, must=frozenset([1]), sides=sides)) is None


def test_a_side_ruled_out_by_a_limit_is_named() -> None:
    sides = {"West": frozenset([1, 2]), "East": frozenset([3, 4])}
    wishes = Wishes(k=2, sides=sides, barred={"turnout": frozenset([3, 4])})
    found = clash(city("ABCD"), wishes)
    assert found.empty_sides == ("East",)
    assert names(found) == [("each_side",), ("turnout",)]


def test_everybody_cannot_be_reached_without_a_ward() -> None:
    """Without A and B nobody reaches A."""
    found = clash(city("ABCD"), Wishes(goal="all", never=frozenset([1, 2])))
    assert (found.reachable, found.target) == (30, 40)
    assert names(found) == [("never",), ("goal",)]


def test_two_wishes_must_go_where_none_alone_helps() -> None:
    """Ward 2 is asked for and ruled out by both limits: the limits go together, or the ward."""
    limits = {"margin": frozenset([2]), "turnout": frozenset([2])}
    found = clash(city("ABCD"), Wishes(k=1, must=frozenset([2]), barred=limits))
    assert names(found) == [("must",)]
    every = frozenset([1, 2, 3, 4])
    found = clash(city("ABCD"), Wishes(k=1, barred={"margin": every, "turnout": every}))
    assert names(found) == [("margin", "turnout")]


def test_nothing_helps_where_every_ward_is_organized() -> None:
    assert clash(city("AB", "AB"), Wishes(k=1)).relaxations == ()


@pytest.mark.parametrize("goal", ["ninety", "all"])
def test_the_fewest_need_no_number(goal: str) -> None:
    assert conflict(city("AB", "AB"), Wishes(k=5, goal=goal)) is None


@settings(max_examples=250, deadline=None)
@given(questions())
def test_the_smallest_ways_out_are_ways_out(asked: tuple[City, Wishes]) -> None:
    """Every wish that is dropped makes an answer possible; no smaller set of wishes does."""
    given_city, wishes = asked
    found = conflict(given_city, wishes)
    assert (found is None) == (oracle(given_city, wishes) is not None)
    if found is None:
        return
    for one in found.relaxations:
        dropped = wishes.without(one.names)
        if one.k is not None:
            dropped = Wishes(one.k, **{n: getattr(dropped, n) for n in OTHERS})
        if "goal" in one.names:
            assert dropped.goal == "most"
            free = [k for k in range(11) if oracle(given_city, Wishes(k, **others(dropped)))]
            assert free
        else:
            assert oracle(given_city, dropped) is not None
    size = min((len(one.names) for one in found.relaxations), default=0)
    droppable = ("must", "never", "each_side", "margin")
    for fewer in range(1, size):
        for some in combinations(droppable, fewer):
            assert oracle(given_city, wishes.without(some)) is None


OTHERS = ("goal", "must", "never", "sides", "barred")


def others(wishes: Wishes) -> dict[str, object]:
    return {name: getattr(wishes, name) for name in OTHERS}
