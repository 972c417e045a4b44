"""Counts carried to wards: cities of a few squares whose answer is plain to see."""

from __future__ import annotations

import maup
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tobler.area_weighted import area_interpolate

from geo.apportion import Shares, apportion, shares
from geo.errors import BuildError
from geo.overlay import intersect
from geo.raking import Floats
from tests.toys import city, held


def units(*pieces: tuple[int, int, float], totals: tuple[float, ...] = (0,)) -> Shares:
    """A crosswalk from pieces given as (unit, ward number, people)."""
    unit, ward, people = (np.array(column) for column in zip(*pieces, strict=True))
    return shares(unit, ward - 1, people.astype(float), np.array(totals, dtype=float))


def carried(counts: list[float], crosswalk: Shares) -> dict[int, float]:
    return held(apportion(np.array(counts, dtype=float), crosswalk))


def test_a_count_is_divided_like_the_people() -> None:
    """30 of 40 people live in ward 1: it gets 6 of 8."""
    assert carried([8], units((0, 1, 30), (0, 2, 10))) == {1: 6, 2: 2}


def test_pieces_in_one_ward_count_together() -> None:
    crosswalk = units((0, 1, 10), (0, 7, 10), (0, 1, 20))
    assert len(crosswalk.unit) == 2
    assert carried([8], crosswalk) == {1: 6, 7: 2}


def test_units_add_up_in_a_ward() -> None:
    crosswalk = units((0, 1, 5), (1, 1, 1), (1, 50, 3), totals=(0, 0))
    assert carried([100, 40], crosswalk) == {1: 110, 50: 30}


def test_a_tract_half_outside_the_city_gives_only_what_is_inside() -> None:
    """80 people, 40 of them in the city: of 20 poor, 10 are carried."""
    assert carried([20], units((0, 1, 30), (0, 2, 10), totals=(80,))) == {1: 7.5, 2: 2.5}


def test_where_pieces_hold_more_than_the_published_total_nothing_is_doubled() -> None:
    assert carried([8], units((0, 1, 30), (0, 2, 10), totals=(20,))) == {1: 6, 2: 2}


def test_a_unit_nobody_lives_in_gives_nothing() -> None:
    crosswalk = units((0, 1, 0), (0, 2, 0), (1, 2, 9), totals=(0, 0))
    assert 0 not in crosswalk.unit
    assert carried([5, 3], crosswalk) == {2: 3}


def test_a_ward_without_people_of_a_unit_gets_none_of_its_count() -> None:
    assert carried([5], units((0, 1, 4), (0, 2, 0))) == {1: 5}


def test_missing_stays_missing_in_the_wards_it_reaches_and_nowhere_else() -> None:
    crosswalk = units((0, 1, 1), (0, 2, 1), (1, 2, 1), (1, 3, 1), totals=(0, 0))
    found = apportion(np.array([np.nan, 10]), crosswalk)
    assert np.isnan(found[[0, 1]]).all()
    assert found[2] == 5
    assert not found[3:].any()


@pytest.mark.parametrize(
    ("unit", "share", "words"),
    [
        ([0, 0], [0.7, 0.4], "Unit 0 of 2 is given away 1.1000 times"),
        ([0, 1], [0.5, -0.1], "must be 0 or more"),
        ([0], [0.5, 0.5], "lengths differ"),
    ],
)
def test_shares_that_cannot_be_are_refused(unit: list[int], share: list[float], words: str) -> None:
    with pytest.raises(BuildError, match=words):
        Shares(np.array(unit), np.array([0, 1]), np.array(share), 2)


people = st.lists(st.integers(0, 1000), min_size=6, max_size=6)


@given(people=people, counts=st.lists(st.integers(0, 5000), min_size=2, max_size=2))
def test_nothing_is_lost_or_made_where_units_lie_inside_the_city(
    people: list[int], counts: list[int]
) -> None:
    """Two units of three pieces each, over three wards."""
    crosswalk = units(*zip([0, 0, 0, 1, 1, 1], [1, 2, 3] * 2, people, strict=True), totals=(0, 0))
    lived_in = [sum(people[:3]) > 0, sum(people[3:]) > 0]
    kept = sum(count for count, lived in zip(counts, lived_in, strict=True) if lived)
    assert apportion(np.array(counts, dtype=float), crosswalk).sum() == pytest.approx(kept)


# Two other people's programs as oracles

TRACTS, TOY_WARDS = "SSTTT SSTTU SSTTU", "AABBB AACCB AACC."


def by_land(counts: list[float]) -> Floats:
    tracts, wards = city(TRACTS), city(TOY_WARDS)
    land = intersect(tracts.geometry.to_numpy(), wards.geometry.to_numpy())
    whole = tracts.geometry.area.to_numpy()
    return apportion(np.array(counts), shares(land.a, land.b, land.area_m2, whole))[: len(wards)]


def test_land_weights_of_a_toy_city_are_those_in_the_head() -> None:
    """S lies in A. T has three of its seven squares in B and four in C; U has one of its two in B
    and the other outside the city."""
    assert by_land([60, 70, 20]) == pytest.approx([60, 30 + 10, 40])


def test_land_weights_agree_with_tobler() -> None:
    tracts, wards = city(TRACTS).assign(people=[60.0, 70, 20]), city(TOY_WARDS)
    theirs = area_interpolate(tracts, wards, extensive_variables=["people"], allocate_total=False)
    assert by_land([60, 70, 20]) == pytest.approx(theirs["people"].to_numpy())


def test_land_weights_agree_with_maup() -> None:
    tracts, wards = city(TRACTS), city(TOY_WARDS)
    pieces = maup.intersections(tracts, wards, area_cutoff=0)
    weights = pieces.area / tracts.area.loc[pieces.index.get_level_values("source")].to_numpy()
    theirs = maup.prorate(pieces, tracts["name"].map({"S": 60.0, "T": 70.0, "U": 20.0}), weights)
    assert by_land([60, 70, 20]) == pytest.approx(theirs.to_numpy())
