"""Whether wards of a kind lie side by side more than chance would put them: join counts.

A *join* is a pair of neighboring wards that are both of the kind, say both organized. What chance
does is found by shuffling, never by the chi-square that esda also gives, which is disputed there.

The arithmetic is our own, on small arrays, and is held against esda by the tests and by `validate`.
esda itself cannot answer these questions: its join counts and its Moran draw from numpy's one
global stream of random numbers, so that two visitors at once would get other p-values than one
alone; its local join counts take a seed and do not use it, and leave wards without a neighbor out
of the answer; nothing in it shuffles within sides; and 9,999 of its shuffles take half a minute.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.analysis.compare import SEED, SHUFFLES
from geo.contiguity import Borders, Near
from geo.errors import AtlasError
from geo.raking import Floats
from geo.wards import WARD_NUMBERS

QUEEN, ROOK = "queen", "rook"
"""Neighbors across a border or at a corner; across a border only."""

SELDOM = 0.05
"""Chance "seldom" does what happens less often than this. A convention."""

Flags = NDArray[np.bool_]
Ranks = NDArray[np.int16]
Strata = tuple[str, ...]
"""The group each ward is shuffled within, in the order of the graph's wards."""


class ClusterError(AtlasError):
    """A question about clusters that cannot be answered as it is put."""


@dataclass(frozen=True, eq=False)
class Graph:
    """Wards and which of them are neighbors.

    `touches` has shape (n, n) in the order of `wards`: 1 for neighbors, else 0; symmetric, zero on
    the diagonal. A ward without any neighbor (an island) is a row of zeros.
    """

    wards: tuple[int, ...]
    touches: Floats

    @property
    def pairs(self) -> int:
        """Pairs of neighbors, each once."""
        return round(float(self.touches.sum()) / 2)

    def flags(self, wards: Collection[int]) -> Flags:
        """Which of the graph's wards are among these, shape (n,)."""
        return np.isin(self.wards, sorted(wards))


def nearby(borders: Borders, contiguity: str) -> Near:
    """Neighbors of every ward by the rule of contiguity.

    Raises
    ------
    ClusterError
        If the rule is neither `QUEEN` nor `ROOK`.
    """
    if contiguity == ROOK:
        return borders.border
    if contiguity != QUEEN:
        raise ClusterError(
            f"“{contiguity}” is not a rule of contiguity. Allowed: {QUEEN} (border or corner), "
            f"{ROOK} (border only)."
        )
    empty: frozenset[int] = frozenset()
    return {
        ward: borders.border.get(ward, empty) | borders.corner.get(ward, empty)
        for ward in borders.border.keys() | borders.corner.keys()
    }


def graph(near: Near, wards: Sequence[int] = WARD_NUMBERS) -> Graph:
    """The neighbors of some wards as a graph; wards that `near` does not name are islands."""
    place = {ward: at for at, ward in enumerate(wards)}
    touches = np.zeros((len(wards), len(wards)))
    for ward, at in place.items():
        for other in near.get(ward, frozenset()):
            if other in place and other != ward:
                touches[at, place[other]] = touches[place[other], at] = 1.0
    return Graph(tuple(wards), touches)


@dataclass(frozen=True)
class JoinCounts:
    """Pairs of neighbors by how many of the two are of the kind, and what shuffling gives.

    `joins` are pairs with both (BB), `mixed` with one (BW), `empty` with none (WW); together all
    `pairs`. `expected` is the mean of `joins` over every possible shuffle, computed, not drawn.
    `shuffled` says how many of the drawn shuffles gave 0, 1, 2, … joins.
    """

    wards: tuple[int, ...]
    pairs: int
    joins: int
    mixed: int
    empty: int
    expected: float
    shuffled: tuple[int, ...]
    seed: int

    @property
    def permutations(self) -> int:
        """How many shuffles were drawn."""
        return sum(self.shuffled)

    @property
    def as_many(self) -> int:
        """Shuffles with as many joins as there are, or more."""
        return sum(self.shuffled[self.joins :])

    @property
    def p(self) -> float:
        """``(1 + as_many) / (1 + permutations)``: the real map is one of those possible."""
        return (1 + self.as_many) / (1 + self.permutations)

    def quantile(self, share: float) -> int:
        """The smallest count of joins that this share of shuffles does not exceed."""
        reached = np.cumsum(self.shuffled)
        return int(np.searchsorted(reached, share * reached[-1]))


def join_counts(
    of: Graph,
    wards: Collection[int],
    strata: Strata,
    shuffles: int = SHUFFLES,
    seed: int = SEED,
) -> JoinCounts:
    """Count joins and shuffle.

    Parameters
    ----------
    of : Graph
    wards : collection of int
        Those of the kind; numbers not in the graph are passed over.
    strata : tuple of str, one per ward of the graph
        Wards are dealt anew within their group only; all alike for the whole city.
    """
    flags = of.flags(wards)
    joins = int(joins_of(of, flags[np.newaxis])[0])
    mixed = round(float(flags @ of.touches @ ~flags))
    found = joins_of(of, dealt(strata, flags, shuffles, seed))
    return JoinCounts(
        wards=tuple(ward for ward, is_one in zip(of.wards, flags, strict=True) if is_one),
        pairs=of.pairs,
        joins=joins,
        mixed=mixed,
        empty=of.pairs - joins - mixed,
        expected=expected_joins(of, flags, strata),
        shuffled=tuple(np.bincount(found, minlength=joins + 1).tolist()),
        seed=seed,
    )


def joins_of(of: Graph, flags: Flags) -> NDArray[np.int64]:
    """Joins of many arrangements at once.

    Parameters
    ----------
    flags : shape (arrangements, n)

    Returns
    -------
    shape (arrangements,)
        ``½ xᵀ W x`` for each row x.
    """
    # Counts stay far below 2²⁴, so single precision is exact, and twice as fast.
    x = flags.astype(np.float32)
    doubled = np.einsum("ij,ij->i", x @ of.touches.astype(np.float32), x)
    found: NDArray[np.int64] = np.rint(doubled / 2).astype(np.int64)
    return found


def dealt(strata: Strata, flags: Flags, shuffles: int = SHUFFLES, seed: int = SEED) -> Flags:
    """The kind dealt out anew, to as many wards of every group as have it, shape (shuffles, n)."""
    counts = counts_by_ward(strata, flags)
    chosen: Flags = ranks(strata, shuffles, seed) < counts
    return chosen


def counts_by_ward(strata: Strata, flags: Flags) -> NDArray[np.int64]:
    """How many wards of each ward's group are of the kind, shape (n,)."""
    names, place = np.unique(np.array(strata), return_inverse=True)
    per_group = np.bincount(place, weights=flags, minlength=len(names)).astype(np.int64)
    found: NDArray[np.int64] = per_group[place]
    return found


@lru_cache(maxsize=16)
def ranks(strata: Strata, shuffles: int = SHUFFLES, seed: int = SEED) -> Ranks:
    """Random places of the wards within their groups, drawn once and used for every count.

    Returns
    -------
    shape (shuffles, n)
        In each row, wards of a group hold the places 0, 1, 2, … in random order: those below k
        are k wards drawn at random, whatever k is. Read-only.
    """
    keys = np.random.default_rng(seed).random((shuffles, len(strata)))
    found = np.empty(keys.shape, dtype=np.int16)
    for mine in places(strata):
        found[:, mine] = keys[:, mine].argsort(axis=1).argsort(axis=1)
    found.flags.writeable = False
    return found


def places(strata: Strata) -> list[NDArray[np.intp]]:
    """Places of the wards of every group, groups by name."""
    names = np.array(strata)
    return [np.flatnonzero(names == name) for name in np.unique(names)]


def expected_joins(of: Graph, flags: Flags, strata: Strata) -> float:
    """Mean joins over every possible shuffle.

    A pair of one group with k of n wards of the kind is a join in ``k (k−1) / (n (n−1))`` of the
    shuffles, a pair of two groups in ``k₁/n₁ · k₂/n₂``.
    """
    counts = counts_by_ward(strata, flags).astype(float)
    sizes = counts_by_ward(strata, np.ones(len(strata), dtype=np.bool_)).astype(float)
    names = np.array(strata)
    share = counts / sizes
    apart = np.outer(share, share)
    within = share * (counts - 1) / np.maximum(sizes - 1, 1)
    same = names[:, np.newaxis] == names
    chance = np.where(same, within[:, np.newaxis], apart)
    return float((of.touches * chance).sum() / 2)


def is_fixed(flags: Flags, strata: Strata) -> bool:
    """Whether every group is full or empty, so that shuffling within groups moves nothing."""
    return all(flags[mine].all() or not flags[mine].any() for mine in places(strata))
