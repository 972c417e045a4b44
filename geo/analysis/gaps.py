"""Wards without an organization: who is left out, how far the nearest one is, who is next door.

Also the scoreboard: how many wards, and how many people of every kind, are covered.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from geo.analysis.coverage import LEVELS, Coverage
from geo.census import GROUPS
from geo.contiguity import Near
from geo.measures import Counts

GROUP_KEYS = tuple(f"{group}_share" for group in GROUPS)
"""Measures of the six groups, which do not overlap and sum to all people."""


@dataclass(frozen=True)
class Race:
    """The last regular council election of a ward, in the round that decided it.

    `ahead` are the winner's votes less those of the next candidate; all of the winner's where
    nobody else stood.
    """

    year: int
    round: str
    winner: str
    votes: int
    total: int
    ahead: int

    @property
    def points(self) -> float:
        """Votes ahead as percentage points of the votes of that round."""
        return 100 * self.ahead / self.total

    @property
    def unopposed(self) -> bool:
        """Whether nobody else got a vote."""
        return self.votes == self.total


@dataclass(frozen=True)
class Left:
    """How many of something live in one ward or several; None where it is not known.

    `margin` is the 90 % margin; None for a full count, and where none is published.
    """

    count: float | None
    margin: float | None


@dataclass(frozen=True)
class Gap:
    """One ward that is not covered at the level asked for.

    Parameters
    ----------
    ward : int
    left : mapping
        What is counted in it, by key of the measure.
    largest : str or None
        Key of the largest of the six groups; None if two are equal or one is not known.
    side : str
    steps : int or None
        Ward borders to cross to the nearest ward with an organization: 1 is next door. None if
        there is no way to any.
    nearest : tuple of int
        Wards with an organization at that distance.
    bordering : tuple of (int, tuple of str)
        Wards next door with an organization, and the ids of those that cover each.
    partly : tuple of str
        Ids of organizations that reach a part of the ward without covering it.
    doubtful : tuple of str
        Ids of organizations listed for the ward that are less sure than the level asked for.
    left_out : tuple of str
        Ids of organizations listed for the ward that the settings do not let count.
    alder : str
    race : Race or None
        None if the results are not at hand.
    """

    ward: int
    left: Mapping[str, Left]
    largest: str | None
    side: str
    steps: int | None
    nearest: tuple[int, ...]
    bordering: tuple[tuple[int, tuple[str, ...]], ...]
    partly: tuple[str, ...]
    doubtful: tuple[str, ...]
    left_out: tuple[str, ...]
    alder: str
    race: Race | None

    def count(self, key: str) -> float | None:
        """A count by the key of its measure."""
        return self.left[key].count


@dataclass(frozen=True)
class Places:
    """What else is known of the wards of a map, by ward: side, alderperson, last race."""

    sides: Mapping[int, str]
    alders: Mapping[int, str]
    races: Mapping[int, Race]


def gaps(
    found: Coverage, level: str, border: Near, measures: Mapping[str, Counts], places: Places
) -> tuple[Gap, ...]:
    """Every ward that is not covered at a level, by number.

    Parameters
    ----------
    found : Coverage
        All wards of a map under a rule.
    level : str
        One of `LEVELS`.
    border : mapping
        Wards across a border, by ward.
    measures : mapping
        What is counted, by key; with the six groups.
    places : Places
    """
    by_ward = {w.ward: w for w in found.wards}
    organised = found.organised(level)
    steps = steps_to(organised, border)
    return tuple(
        Gap(
            ward=ward,
            left={key: left_in(counts, (ward,)) for key, counts in measures.items()},
            largest=largest_group(measures, ward),
            side=places.sides[ward],
            steps=steps.get(ward),
            nearest=at_distance(ward, steps.get(ward), organised, border),
            bordering=tuple(
                (n, by_ward[n].covering(level))
                for n in sorted(border.get(ward, frozenset()) & organised)
            ),
            partly=by_ward[ward].partly,
            doubtful=by_ward[ward].organisations,
            left_out=by_ward[ward].left_out,
            alder=places.alders[ward],
            race=places.races.get(ward),
        )
        for ward in found.left(level)
    )


def steps_to(starts: Collection[int], border: Near) -> dict[int, int]:
    """Fewest ward borders between each ward and the nearest start; starts themselves have 0.

    Breadth first: all wards at one distance are found before the next. Wards that cannot be
    reached are left out.
    """
    found = dict.fromkeys(starts, 0)
    ring = set(starts)
    distance = 0
    while ring:
        distance += 1
        ring = {n for ward in ring for n in border.get(ward, frozenset())} - found.keys()
        found.update(dict.fromkeys(ring, distance))
    return found


def at_distance(
    ward: int, steps: int | None, starts: Collection[int], border: Near
) -> tuple[int, ...]:
    """Which starts lie at the distance found for a ward; none if there is no way to any."""
    if steps is None:
        return ()
    away = steps_to((ward,), border)
    return tuple(sorted(start for start in starts if away.get(start) == steps))


def left_in(counts: Counts, wards: Collection[int]) -> Left:
    """What is counted in some wards together, with its margin."""
    return Left(counts.total(wards), counts.margin(wards))


def largest_group(measures: Mapping[str, Counts], ward: int) -> str | None:
    """Key of the largest group of a ward; None if it is not one alone, or one is not known."""
    found = {key: measures[key].count(ward) for key in GROUP_KEYS}
    known = {key: count for key, count in found.items() if count is not None}
    if len(known) < len(found):
        return None
    most = max(known.values())
    first = [key for key, count in known.items() if count == most]
    return first[0] if len(first) == 1 else None


def ranked(found: Iterable[Gap], key: str) -> tuple[Gap, ...]:
    """Gaps by how many of a measure are left out, most first; those not known last."""

    def order(gap: Gap) -> tuple[float, int]:
        count = gap.count(key)
        return math.inf if count is None else -count, gap.ward

    return tuple(sorted(found, key=order))


def last_races(results: pd.DataFrame, vintage: int) -> dict[int, Race]:
    """The last regular council election on a ward map, by ward.

    Parameters
    ----------
    results : DataFrame
        `council_results.csv`.
    vintage : int
        Year of the ward map.
    """
    mine = results[results["vintage"] == vintage].sort_values("year")
    return {
        int(row["ward"]): Race(
            int(row["year"]),
            str(row["round"]),
            str(row["winner"]),
            int(row["votes"]),
            int(row["total"]),
            int(row["margin"]),
        )
        for row in mine.to_dict("records")
    }


@dataclass(frozen=True)
class Score:
    """How much of a measure is covered.

    `total` is that of all wards, `covered` what is in covered wards by level of certainty.
    """

    key: str
    total: Left
    covered: Mapping[str, Left]

    def share(self, level: str) -> float | None:
        """The part that is covered; None if it is not known or there is nothing to cover."""
        part, whole = self.covered[level].count, self.total.count
        return None if part is None or not whole else part / whole


def scoreboard(found: Coverage, measures: Mapping[str, Counts]) -> tuple[Score, ...]:
    """What lives in covered wards, for every measure, at every level of certainty."""
    wards = {level: found.covered(level) for level in LEVELS}
    everywhere = [w.ward for w in found.wards]
    return tuple(
        Score(
            key,
            left_in(counts, everywhere),
            {level: left_in(counts, wards[level]) for level in LEVELS},
        )
        for key, counts in measures.items()
    )


def bordered(found: Iterable[Gap]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Organizations with the gaps they are next door to, those beside most gaps first."""
    beside: dict[str, list[int]] = {}
    for gap in found:
        for one in dict.fromkeys(o for _, ids in gap.bordering for o in ids):
            beside.setdefault(one, []).append(gap.ward)
    pairs = ((one, tuple(wards)) for one, wards in beside.items())
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[1]), pair[1], pair[0])))
