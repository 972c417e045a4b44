"""Whether a figure is alike in neighboring wards: Moran's I of the city and of single wards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.analysis.autocorrelation import Graph, Strata, places, ranks
from geo.analysis.compare import SEED, SHUFFLES, TIE
from geo.analysis.local_clusters import Trial, corrected
from geo.raking import Floats

HIGH_HIGH, LOW_LOW, HIGH_LOW, LOW_HIGH = "hh", "ll", "hl", "lh"
"""A ward above or below the mean, beside wards above or below it on average."""


@dataclass(frozen=True)
class Moran:
    """Moran's I of the whole map.

    `expected` is its mean when values are shuffled: ``−1/(n−1)`` over the city, the mean of the
    drawn shuffles within sides. `shuffled` holds the I of every shuffle, the smallest first.
    """

    value: float
    expected: float
    shuffled: tuple[float, ...]
    seed: int

    @property
    def permutations(self) -> int:
        """How many shuffles were drawn."""
        return len(self.shuffled)

    @property
    def as_large(self) -> int:
        """Shuffles with an I as large or larger."""
        return sum(one >= self.value - TIE for one in self.shuffled)

    @property
    def p(self) -> float:
        """``(1 + as_large) / (1 + permutations)``: likeness as strong by chance."""
        return (1 + self.as_large) / (1 + self.permutations)


@dataclass(frozen=True)
class LocalMoran:
    """One ward beside its neighbors.

    `around` is the mean of its neighbors' values, None for a ward without any; `value` is local I;
    `quadrant` one of the four, blank without a neighbor.
    """

    ward: int
    own: float
    around: float | None
    value: float
    quadrant: str
    trial: Trial


def moran(
    of: Graph,
    values: Sequence[float],
    strata: Strata,
    shuffles: int = SHUFFLES,
    seed: int = SEED,
) -> Moran:
    """Moran's I with each ward held against the mean of its neighbors (row-standardized weights).

    ``I = n/S₀ · Σ zᵢ z̄ᵢ / Σ zᵢ²`` with z the value less the mean, z̄ the mean z of the neighbors
    and S₀ the number of wards that have any.

    Parameters
    ----------
    values : length n, in the order of the graph's wards
        Not all alike.
    strata : tuple of str, one per ward
        Values are shuffled within these groups.
    """
    z = np.asarray(values, dtype=float) - np.mean(values)
    weights, order = row_standardised(of), ranks(strata, shuffles, seed)
    dealt = np.empty(order.shape)
    for mine in places(strata):
        dealt[:, mine] = z[mine][order[:, mine]]
    scale = len(z) / (weights.sum() * (z @ z))
    drawn = np.einsum("ij,ij->i", dealt @ weights.T, dealt) * scale
    whole_city = len(set(strata)) == 1
    return Moran(
        value=float(z @ weights @ z * scale),
        expected=-1 / (len(z) - 1) if whole_city else float(drawn.mean()),
        shuffled=tuple(np.sort(drawn).tolist()),
        seed=seed,
    )


def row_standardised(of: Graph) -> Floats:
    """Weights of every ward's neighbors that sum to 1; zeros for an island."""
    sums = of.touches.sum(axis=1, keepdims=True)
    found: Floats = of.touches / np.maximum(sums, 1)
    return found


def without_each(of: Graph, values: Sequence[float]) -> tuple[tuple[int, float], ...]:
    """I of the map without each ward in turn: (ward, I), in the graph's order."""
    found = []
    for at, ward in enumerate(of.wards):
        kept = np.delete(np.arange(len(of.wards)), at)
        part = Graph(tuple(of.wards[k] for k in kept), of.touches[np.ix_(kept, kept)])
        z = np.asarray(values, dtype=float)[kept]
        z = z - z.mean()
        weights = row_standardised(part)
        found.append((ward, float(z @ weights @ z * len(z) / (weights.sum() * (z @ z)))))
    return tuple(found)


def local_moran(
    of: Graph,
    values: Sequence[float],
    strata: Strata,
    shuffles: int = SHUFFLES,
    seed: int = SEED,
) -> tuple[LocalMoran, ...]:
    """Local I of every ward, in the graph's order, with two-sided p-values.

    ``Iᵢ = (n−1) zᵢ z̄ᵢ / Σ z²``. A ward keeps its value and the others are shuffled among the other
    wards of their groups (conditional permutation); p is twice the smaller tail, at most 1, the
    real arrangement counted as one.
    """
    numbers = np.asarray(values, dtype=float)
    z = numbers - numbers.mean()
    scale = (len(z) - 1) / (z @ z)
    groups, order = places(strata), ranks(strata, shuffles, seed)
    found, ps = [], []
    for at, ward in enumerate(of.wards):
        touches = np.flatnonzero(of.touches[at])
        lag = float(z[touches].mean()) if len(touches) else 0.0
        value = float(scale * z[at] * lag)
        drawn = scale * z[at] * drawn_lags(at, touches, z, (groups, order))
        ps.append(two_sided(drawn, value))
        around = float(numbers[touches].mean()) if len(touches) else None
        quadrant = quadrant_of(z[at], lag) if len(touches) else ""
        found.append((ward, float(numbers[at]), around, value, quadrant))
    return tuple(LocalMoran(*one, trial) for one, trial in zip(found, corrected(ps), strict=True))


def drawn_lags(
    at: int,
    touches: NDArray[np.intp],
    z: Floats,
    dealing: tuple[list[NDArray[np.intp]], NDArray[np.int16]],
) -> Floats:
    """Mean z of a ward's neighbors in every shuffle of the other wards, shape (shuffles,)."""
    groups, order = dealing
    total = np.zeros(len(order))
    for mine in groups:
        drawn = int(np.isin(mine, touches).sum())
        if drawn == 0:
            continue
        head = order[:, mine[:drawn]]
        if at in mine:
            # The ward itself is never its own neighbor: where it was drawn, the next one stands in.
            spare = order[:, mine[drawn : drawn + 1]]
            head = np.where(mine[head] == at, spare, head)
        total += z[mine[head]].sum(axis=1)
    return total / max(len(touches), 1)


def two_sided(drawn: Floats, value: float) -> float:
    """Twice the smaller tail with the real value in it, at most 1."""
    above = int(np.count_nonzero(drawn >= value - TIE))
    below = int(np.count_nonzero(drawn <= value + TIE))
    return min(1.0, 2 * (1 + min(above, below)) / (1 + len(drawn)))


def quadrant_of(own: float, around: float) -> str:
    """Which of the four a ward is in; the mean itself counts as low."""
    if own > 0:
        return HIGH_HIGH if around > 0 else HIGH_LOW
    return LOW_HIGH if around > 0 else LOW_LOW
