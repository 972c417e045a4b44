"""Territories followed to the new ward map, on a crosswalk small enough for the head."""

from __future__ import annotations

import pandas as pd

from geo.analysis.remap import (
    Meeting,
    Part,
    Territory,
    left_with_none,
    meetings,
    shared,
    territories,
)

CROSSWALK = pd.DataFrame(
    [
        # old ward 1, 1,000 people: 600 in new 1, 350 in new 2, 50 in new 3
        (1, 1, 600),
        (1, 2, 350),
        (1, 3, 50),
        (2, 2, 550),
        (2, 3, 450),
        (3, 3, 500),
        (4, 4, 1000),
        (4, 1, 0),
        (5, 1, 400),
        (5, 5, 400),
    ],
    columns=["ward_2015", "ward_2023", "population"],
)
MARGINS = {1: 30, 2: 40, 3: 50, 4: 20, 5: 10}


def found(**homes: int) -> tuple[Territory, ...]:
    """Territories of organizations named a, b … at home in some old wards."""
    by_ward: dict[int, tuple[str, ...]] = {}
    for name, ward in homes.items():
        by_ward[ward] = (*by_ward.get(ward, ()), name)
    return territories(by_ward, CROSSWALK, MARGINS)


def test_people_are_followed_to_every_new_ward_most_first() -> None:
    (one,) = found(a=1)
    assert (one.home, one.organisations, one.people) == (1, ("a",), 1000)
    assert one.parts == (
        Part(1, 600, 0.6, 0.6, 30),  # new 1 has 600 + 400 people
        Part(2, 350, 0.35, 350 / 900, 40),
        Part(3, 50, 0.05, 0.05, 50),  # new 3 has 50 + 450 + 500
    )
    assert one.most.ward == 1
    assert one.elsewhere == 400
    assert one.same_number == 600


def test_the_number_may_go_elsewhere_than_the_people() -> None:
    """Old ward 2 lives mostly in new 2; of the two halves of old ward 5 the first is named."""
    second, fifth = found(a=2, b=5)
    assert (second.most.ward, second.same_number) == (2, 550)
    assert (fifth.most.ward, fifth.same_number) == (1, 400)


def test_a_territory_that_stayed_whole_is_exact() -> None:
    (one,) = found(a=4)
    assert one.parts == (Part(4, 1000, 1.0, 1.0, 0),)
    assert one.elsewhere == 0


def test_two_organizations_of_one_ward_are_one_territory() -> None:
    (one,) = found(a=1, b=1)
    assert one.organisations == ("a", "b")
    assert shared(meetings((one,))) == ()


def test_a_home_nobody_lives_in_is_left_out() -> None:
    assert found(a=44) == ()


def wards(met: tuple[Meeting, ...]) -> dict[int, list[int]]:
    return {one.ward: [t.home for t, _ in one.parts] for one in met}


def test_a_tenth_of_the_new_ward_or_of_the_territory_makes_a_large_part() -> None:
    assert Part(9, 1, 0.10, 0.01, 0).large
    assert Part(9, 1, 0.01, 0.10, 0).large
    assert not Part(9, 1, 0.0999, 0.0999, 0).large
    assert Part(9, 1, 0.01 + 0.09, 0.0, 0).large


def test_wards_that_several_territories_share() -> None:
    """New 2 holds 350 of old 1 and 550 of old 2; the 50 people of old 1 in new 3 are too few."""
    met = meetings(found(a=1, b=2))
    assert wards(met) == {1: [1], 2: [2, 1], 3: [2]}
    assert wards(shared(met)) == {2: [2, 1]}
    assert met[1].share == 1.0


def test_wards_left_with_none_though_a_part_came() -> None:
    met = meetings(found(a=1, b=2))
    assert wards(left_with_none(met, {1, 2})) == {3: [2]}
    assert left_with_none(met, {1, 2, 3}) == ()
