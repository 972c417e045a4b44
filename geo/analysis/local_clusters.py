"""Which single wards have more neighbors of their kind than chance, and how far to trust fifty
tests at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import comb

import numpy as np
from numpy.typing import NDArray

from geo.analysis.autocorrelation import SELDOM, Flags, Graph, Strata, places
from geo.raking import Floats

BONFERRONI, FDR, RAW, NONE = "bonferroni", "fdr", "raw", "none"
"""How far a finding on one ward holds, the surest first: when the error of each ward is divided by
the number of wards looked at; when a twentieth of all findings may be false; only if the ward had
been the one looked at; not at all."""

HOLDS = (BONFERRONI, FDR, RAW, NONE)


@dataclass(frozen=True)
class Trial:
    """A p-value with the two corrections for having looked at many wards."""

    p: float
    fdr: float
    bonferroni: float

    @property
    def holds(self) -> str:
        """The surest of `HOLDS` at which the finding stands, at `SELDOM`."""
        for key, p in ((BONFERRONI, self.bonferroni), (FDR, self.fdr), (RAW, self.p)):
            if p < SELDOM:
                return key
        return NONE


@dataclass(frozen=True)
class LocalJoins:
    """One ward: how many neighbors it has, and how many of them are of the kind.

    `expected` is how many would be if the others were shuffled. `trial` is None for a ward that is
    not of the kind itself: it has no joins to count.
    """

    ward: int
    neighbours: int
    joins: int
    expected: float
    trial: Trial | None


def local_joins(of: Graph, wards: Collection[int], strata: Strata) -> tuple[LocalJoins, ...]:
    """Local join counts with exact p-values, every ward of the graph in its order.

    A ward keeps its place and the others are shuffled (conditional permutation), within their
    groups. Every arrangement is counted, so nothing is drawn and there is no seed: of d neighbors
    in a group of n other wards with k of the kind, j are of the kind in
    ``C(d, j) C(n−d, k−j) / C(n, k)`` of the arrangements, and groups add up. The p-value is the
    part of arrangements with as many or more.
    """
    flags = of.flags(wards)
    groups = places(strata)
    found, ps = [], {}
    for at, ward in enumerate(of.wards):
        touches = of.touches[at] > 0
        odds = neighbour_odds(at, touches, flags, groups)
        joins = int((touches & flags).sum())
        expected = float(odds @ np.arange(len(odds)))
        found.append(LocalJoins(ward, int(touches.sum()), joins, expected, None))
        if flags[at]:
            ps[ward] = min(1.0, float(odds[joins:].sum()))
    trials = dict(zip(ps, corrected(list(ps.values())), strict=True))
    return tuple(replace(one, trial=trials.get(one.ward)) for one in found)


def neighbour_odds(
    at: int, touches: Flags, flags: Flags, groups: Sequence[NDArray[np.intp]]
) -> Floats:
    """Probability of 0, 1, 2, … neighbors of the kind when all other wards are shuffled.

    Parameters
    ----------
    at : int
        Place of the ward that stays.
    touches, flags : shape (n,)
        Its neighbors; wards of the kind.
    groups : sequence of arrays
        Places of the wards of every group.
    """
    odds: Floats = np.ones(1)
    for mine in groups:
        others = mine[mine != at]
        drawn = hypergeometric(len(others), int(flags[others].sum()), int(touches[others].sum()))
        odds = np.convolve(odds, drawn)
    return odds


def hypergeometric(size: int, kind: int, drawn: int) -> Floats:
    """Probability of 0 … `drawn` of the kind among `drawn` out of `size` with `kind` of it."""
    ways = [comb(drawn, j) * comb(size - drawn, kind - j) for j in range(min(drawn, kind) + 1)]
    return np.array(ways, dtype=float) / comb(size, kind)


def corrected(ps: Sequence[float]) -> list[Trial]:
    """Every p-value with its corrections for their number."""
    return [Trial(*three) for three in zip(ps, benjamini_hochberg(ps), bonferroni(ps), strict=True)]


def bonferroni(ps: Sequence[float]) -> list[float]:
    """``min(1, m p)`` for m tests: the chance of even one false finding stays below the limit."""
    return [min(1.0, len(ps) * p) for p in ps]


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """False discovery rate (Benjamini and Hochberg 1995): ``min over j ≥ i of m p₍ⱼ₎ / j``."""
    order = sorted(range(len(ps)), key=ps.__getitem__)
    adjusted, lowest = [1.0] * len(ps), 1.0
    for rank in range(len(ps), 0, -1):
        at = order[rank - 1]
        lowest = min(lowest, len(ps) * ps[at] / rank)
        adjusted[at] = lowest
    return adjusted
