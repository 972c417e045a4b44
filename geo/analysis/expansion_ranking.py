"""Wards ranked by several criteria with the reader's own weights, and how firm each rank is.

Every criterion is put on a scale from 0 (the least favorable of the wards compared) to 1 (the
most), and a ward's score is the weighted mean. A rank is never given alone: weights are matters of
taste and figures have margins, so both are varied and the range of ranks is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.margins import Z90

DRAWS = 500
SEED = 20230515
"""As in `geo.analysis.expansion_draws`."""

SWING = 0.5
"""Every weight is varied by up to half of itself, up or down."""

OUTER = 5, 95
"""Percentiles of the ranks shown as a range: nine in ten draws fall between."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Criterion:
    """One criterion for the wards compared.

    Parameters
    ----------
    key : str
    weight : int
        0 leaves it out.
    values : tuple of float or None
        In the order of the wards; None where not known.
    margins : tuple of float
        90 % margins; 0 where there is none.
    more_is_better : bool
    """

    key: str
    weight: int
    values: tuple[float | None, ...]
    margins: tuple[float, ...]
    more_is_better: bool = True


@dataclass(frozen=True)
class Ranked:
    """One ward: its score from 0 to 1, its rank (1 = best) and the range of ranks."""

    ward: int
    score: float
    rank: int
    low: int
    high: int


def ranking(
    wards: Sequence[int], criteria: Sequence[Criterion], number: int = DRAWS, seed: int = SEED
) -> tuple[tuple[Ranked, ...], tuple[int, ...]]:
    """Rank wards.

    Parameters
    ----------
    wards : sequence of int
    criteria : sequence of Criterion
    number, seed : int
        Of the draws behind the ranges.

    Returns
    -------
    (tuple of Ranked, tuple of int)
        Ranked wards, best first, of equal score by number; and the wards that cannot be ranked
        because a figure with a weight is not known. Both empty of content if no weight is above 0.
    """
    used = [c for c in criteria if c.weight > 0]
    known = [at for at in range(len(wards)) if all(c.values[at] is not None for c in used)]
    left_out = tuple(ward for at, ward in enumerate(wards) if at not in known)
    if not used or not known:
        return (), left_out
    values = np.array([[c.values[at] for at in known] for c in used], float)
    margins = np.array([[c.margins[at] for at in known] for c in used])
    signs = np.array([1.0 if c.more_is_better else -1.0 for c in used])
    weights = np.array([c.weight for c in used], float)
    mine = scores(values * signs[:, None], weights)
    rng = np.random.default_rng(seed)
    low, high = rank_ranges(values * signs[:, None], margins, weights, number, rng)
    rows = [
        Ranked(
            wards[at], float(mine[i]), int((mine > mine[i]).sum()) + 1, int(low[i]), int(high[i])
        )
        for i, at in enumerate(known)
    ]
    return tuple(sorted(rows, key=lambda r: (r.rank, r.ward))), left_out


def scores(values: Floats, weights: Floats) -> Floats:
    """Weighted means of criteria scaled to 0–1, shape (wards,).

    ``Σ w (x - min) / (max - min) ÷ Σ w``, rounded so that equal figures share a rank; a criterion
    in which all wards are alike tells them apart in nothing and counts 0.
    """
    low = values.min(axis=1, keepdims=True)
    span = values.max(axis=1, keepdims=True) - low
    scaled = np.divide(values - low, span, out=np.zeros_like(values), where=span > 0)
    total: Floats = np.round(weights @ scaled / weights.sum(), 9)
    return total


def rank_ranges(
    values: Floats, margins: Floats, weights: Floats, number: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """The range of each ward's rank when weights and figures are varied together.

    Weights are drawn evenly between half and one and a half times themselves, figures normally
    within their margins.
    """
    found = np.empty((number, values.shape[1]))
    for row in range(number):
        swung = weights * rng.uniform(1 - SWING, 1 + SWING, len(weights))
        drawn = rng.normal(values, margins / Z90)
        mine = scores(drawn, swung)
        found[row] = (mine[None, :] > mine[:, None]).sum(axis=1) + 1
    low, high = np.percentile(found, OUTER, axis=0, method="nearest")
    return low, high
