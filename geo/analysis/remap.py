"""What the ward map of 2023 did to the territory of each ward organization.

An organization's territory is its ward on the 2015 map. People are followed to the wards of 2023
by the crosswalk, never by the number of a ward: where a new border cuts a voting district the
figures are estimates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from geo.presence import EXACT, REACH

OLD, NEW = "ward_2015", "ward_2023"


@dataclass(frozen=True)
class Part:
    """People of one territory in one ward of 2023.

    `of_territory` is their share of the territory's people, `of_ward` of the new ward's people.
    `margin` is the widest the 90 % margin of `people` can be: that of the new ward as a whole, as
    every voting district cut on the line of the part is cut on that ward's line; 0 where exact.
    """

    ward: int
    people: int
    of_territory: float
    of_ward: float
    margin: int

    @property
    def large(self) -> bool:
        """At least a tenth of the new ward's people, or of the territory's."""
        return round(max(self.of_territory, self.of_ward), EXACT) >= REACH


@dataclass(frozen=True)
class Territory:
    """The ward of 2015 that one organization, or several, call home.

    `parts` are the wards of 2023 its people live in now, most people first.
    """

    home: int
    organisations: tuple[str, ...]
    people: int
    parts: tuple[Part, ...]

    @property
    def most(self) -> Part:
        """The part that keeps most of its people together."""
        return self.parts[0]

    @property
    def same_number(self) -> int:
        """People who now live in the ward of the old number."""
        return sum(part.people for part in self.parts if part.ward == self.home)

    @property
    def elsewhere(self) -> int:
        """People who now live outside the ward that keeps most."""
        return self.people - self.most.people


def territories(
    homes: Mapping[int, tuple[str, ...]], crosswalk: pd.DataFrame, margins: Mapping[int, int]
) -> tuple[Territory, ...]:
    """Follow the people of every home ward to the map of 2023.

    Parameters
    ----------
    homes : mapping
        Ids of the organizations of each home ward on the 2015 map.
    crosswalk : DataFrame
        `crosswalk_2015_2023.csv`.
    margins : mapping
        90 % margin of the people of each ward of 2023 (`ward_population.csv`).

    Returns
    -------
    tuple of Territory
        By home ward. A home without people in the crosswalk is left out: there is nobody to follow.
    """
    lived = crosswalk[crosswalk["population"] > 0]
    of_ward = lived.groupby(NEW)["population"].sum().to_dict()
    found = []
    for home in sorted(homes):
        rows = lived[lived[OLD] == home].sort_values(["population", NEW], ascending=[False, True])
        total = int(rows["population"].sum())
        pairs = zip(rows[NEW].astype(int), rows["population"].astype(int), strict=True)
        parts = tuple(
            Part(ward, people, people / total, people / int(of_ward[ward]), margins[ward])
            for ward, people in pairs
        )
        if parts:
            found.append(Territory(home, homes[home], total, exact_where_whole(parts)))
    return tuple(found)


def exact_where_whole(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """A territory that stayed whole was not cut: its people are counted, not estimated."""
    if len(parts) > 1:
        return parts
    (only,) = parts
    return (Part(only.ward, only.people, only.of_territory, only.of_ward, 0),)


@dataclass(frozen=True)
class Meeting:
    """A ward of 2023 with a large part of one territory or several, the largest part first."""

    ward: int
    parts: tuple[tuple[Territory, Part], ...]

    @property
    def share(self) -> float:
        """The part of the ward's people who come from these territories."""
        return sum(part.of_ward for _, part in self.parts)


def meetings(found: Iterable[Territory]) -> tuple[Meeting, ...]:
    """Every ward of 2023 with a large part of some territory, by number."""
    by_ward: dict[int, list[tuple[Territory, Part]]] = {}
    for territory in found:
        for part in territory.parts:
            if part.large:
                by_ward.setdefault(part.ward, []).append((territory, part))
    return tuple(
        Meeting(ward, tuple(sorted(parts, key=lambda p: (-p[1].people, p[0].home))))
        for ward, parts in sorted(by_ward.items())
    )


def shared(found: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Wards of 2023 with large parts of two territories or more."""
    return tuple(one for one in found if len(one.parts) > 1)


def left_with_none(found: Iterable[Meeting], covered: Iterable[int]) -> tuple[Meeting, ...]:
    """Wards of 2023 that are not covered although a large part of a territory came to them."""
    covered = set(covered)
    return tuple(one for one in found if one.ward not in covered)
