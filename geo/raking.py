"""Iterative proportional fitting: weights that honor two sets of known totals at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]


def sums(group: Index, weights: Floats, groups: int) -> Floats:
    """Sum weights by group, shape (groups,)."""
    return np.asarray(np.bincount(group, weights, groups), dtype=float)


def scale_to(weights: Floats, group: Index, totals: Floats) -> Floats:
    """Scale weights within each group so that they sum to the group's total.

    Parameters
    ----------
    weights : shape (n,), not negative
    group : shape (n,)
        The group of each weight, an index into `totals`.
    totals : shape (k,)
        Known totals; NaN means "not known" and leaves the group as it is.

    Returns
    -------
    shape (n,)
        A group whose weights are all zero stays zero, whatever its total.
    """
    sums = np.bincount(group, weights, len(totals))
    usable = (sums > 0) & np.isfinite(totals)
    factors = np.ones(len(totals))
    factors[usable] = totals[usable] / sums[usable]
    return weights * factors[group]


def rake(
    weights: Floats,
    exact: tuple[Index, Floats],
    also: tuple[Index, Floats],
    rounds: int = 500,
    tolerance: float = 1e-6,
) -> Floats:
    """Scale `weights` in turn to two sets of totals until both fit, or nearly.

    Deming and Stephan's iterative proportional fitting (1940). Where the two sets contradict each
    other (census tables are published with small disagreements of geography), `exact` wins: the
    last scaling is always to it.

    Parameters
    ----------
    weights : shape (n,), not negative
        The first guess, one per piece.
    exact, also : (group, totals)
        Each a group index of shape (n,) and its totals; NaN totals are not fitted.
    rounds : int
        At most this many passes.
    tolerance : float
        Stop once no `exact` factor moves by more than this fraction.

    Returns
    -------
    shape (n,)
        Fitted weights; sums over `exact` groups equal their totals to rounding.
    """
    fitted = scale_to(weights, *exact)
    for _ in range(rounds):
        before = fitted
        moved = scale_to(before, *also)
        # A zero in `also` must not empty an exact group: nothing could fill it again.
        emptied = np.bincount(exact[0], moved, len(exact[1])) == 0
        fitted = scale_to(np.where(emptied[exact[0]], before, moved), *exact)
        positive = before > 0
        if not positive.any() or np.abs(fitted[positive] / before[positive] - 1).max() < tolerance:
            break
    return fitted


def round_to_total(values: Floats, group: Index) -> npt.NDArray[np.int64]:
    """Round to whole people so that each group keeps its whole-number total.

    Largest-remainder rounding: everybody is rounded down, and the people left over go to the
    entries that lost the largest fraction (earlier entries first on ties).
    """
    floors = np.floor(values + 1e-9)
    count = int(group.max()) + 1 if len(group) else 0
    left = np.rint(np.bincount(group, values - floors, count)).astype(int)
    order = np.lexsort((np.arange(len(values)), -(values - floors), group))
    rank = np.empty(len(values), dtype=int)
    starts = np.searchsorted(group[order], np.arange(count))
    rank[order] = np.arange(len(values)) - starts[group[order]]
    return (floors + (rank < left[group])).astype(np.int64)
