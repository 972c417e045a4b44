"""How easily a finding on clusters falls: without one ward, and with wards nobody knows of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from geo.analysis.autocorrelation import (
    SELDOM,
    ClusterError,
    Flags,
    Graph,
    Strata,
    counts_by_ward,
    dealt,
    expected_joins,
    joins_of,
)
from geo.raking import Floats

MAX_CANDIDATES = 12
"""Every way to place unknown organizations is tried: 2¹² = 4,096 ways at most."""


@dataclass(frozen=True)
class LeftOut:
    """The finding if a ward were not of the kind after all."""

    ward: int
    joins: int
    expected: float
    p: float


@dataclass(frozen=True)
class Added:
    """The finding if so many further wards were of the kind.

    Of all `ways` to choose them, `fall` bring p to `SELDOM` or more; `worst` is the choice with the
    largest p (of several, the first by ward numbers) and `p` that p.
    """

    added: int
    ways: int
    fall: int
    worst: tuple[int, ...]
    p: float

    @property
    def share(self) -> float:
        """Part of the ways that let the finding fall: what happens if they lie at random."""
        return self.fall / self.ways


def leave_one_out(of: Graph, wards: Collection[int], strata: Strata) -> tuple[LeftOut, ...]:
    """Take every ward of the kind off the list in turn; the ward itself stays on the map.

    Returns
    -------
    tuple of LeftOut
        In the graph's order.
    """
    flags = of.flags(wards)
    chances: dict[str, Floats] = {}
    found = []
    for at in np.flatnonzero(flags):
        fewer = flags.copy()
        fewer[at] = False
        # What shuffling gives depends on the group that loses a ward, not on the ward.
        if strata[at] not in chances:
            chances[strata[at]] = p_by_joins(of, fewer, strata)
        joins = int(joins_of(of, fewer[np.newaxis])[0])
        p = float(chances[strata[at]][joins])
        found.append(LeftOut(of.wards[at], joins, expected_joins(of, fewer, strata), p))
    return tuple(found)


def p_by_joins(of: Graph, flags: Flags, strata: Strata) -> Floats:
    """p for every count of joins a map could have, shape (pairs + 1,).

    ``(1 + shuffles with as many or more) / (1 + shuffles)``, for as many wards of the kind in
    every group as `flags` has.
    """
    shuffled = joins_of(of, dealt(strata, flags))
    counts = np.bincount(shuffled, minlength=of.pairs + 1)
    as_many = counts[::-1].cumsum()[::-1]
    found: Floats = (1 + as_many) / (1 + len(shuffled))
    return found


def unknown_wards(
    of: Graph, wards: Collection[int], strata: Strata, candidates: Collection[int]
) -> tuple[Added, ...]:
    """How the finding fares if some further wards were of the kind, for every number of them.

    Every way to choose them is tried, so the worst is exactly the worst.

    Parameters
    ----------
    candidates : collection of int
        Where they could be; those that are of the kind already are passed over.

    Returns
    -------
    tuple of Added
        From one further ward to all of them; none if there is no candidate.

    Raises
    ------
    ClusterError
        If there are more than `MAX_CANDIDATES`.
    """
    free = sorted(set(candidates) & set(of.wards) - set(wards))
    if len(free) > MAX_CANDIDATES:
        raise ClusterError(
            f"{len(free)} wards could have an organization nobody listed; every way to choose "
            f"among them is tried, which takes too long for more than {MAX_CANDIDATES}. Name fewer."
        )
    flags = of.flags(wards)
    return tuple(
        added(of, flags, strata, tuple(combinations(free, number)))
        for number in range(1, len(free) + 1)
    )


def added(of: Graph, flags: Flags, strata: Strata, ways: Sequence[tuple[int, ...]]) -> Added:
    """Try every one of some ways to add as many wards."""
    every = np.array([flags | of.flags(way) for way in ways])
    joins = joins_of(of, every)
    chances: dict[bytes, Floats] = {}
    ps = np.empty(len(ways))
    for at, arrangement in enumerate(every):
        # Shuffling depends on how many wards each group has, not on which.
        key = counts_by_ward(strata, arrangement).tobytes()
        if key not in chances:
            chances[key] = p_by_joins(of, arrangement, strata)
        ps[at] = chances[key][joins[at]]
    worst = int(ps.argmax())
    fall = int(np.count_nonzero(ps >= SELDOM))
    return Added(len(ways[0]), len(ways), fall, ways[worst], float(ps[worst]))
