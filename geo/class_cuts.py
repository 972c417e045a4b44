"""Where to cut a row of numbers into classes, by each way of choosing limits."""

from __future__ import annotations

import math
import warnings
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby

import numpy as np

MOST = 9
"""Classes: more shades of one color nobody can match with a legend."""

LARGEST = 1e100
"""Larger numbers are faults, not counts of anything; refusing them keeps sums of squares finite."""

SPARE = 2
"""By how many classes round numbers may miss the number asked for."""

SAME = 1e-12
"""Numbers closer than this share of their size are one number after different arithmetic."""


def cuts_of(known: list[float], scheme: str, k: int) -> list[float]:
    """Cut points from the lowest value up to below the highest; none if all values are alike."""
    low, high = known[0], known[-1]
    if math.isclose(low, high, rel_tol=SAME, abs_tol=1 / LARGEST):
        return []
    cuts = [cut for cut in snapped(_CUTTERS[scheme](known, k), known) if low <= cut < high]
    if scheme in ("equal", "rounded"):
        return cuts
    # Two cuts with no value between them would make an empty class: keep the lower one.
    return [min(group) for _, group in groupby(cuts, lambda cut: bisect_right(known, cut))]


def snapped(cuts: Iterable[float], known: list[float]) -> list[float]:
    """Move each cut onto the value it misses by rounding error only, so that ties stay together."""

    def moved(cut: float) -> float:
        place = bisect_left(known, cut)
        near = known[max(place - 1, 0) : place + 1]
        return max((v for v in near if math.isclose(v, cut, rel_tol=SAME)), default=cut)

    return sorted({moved(cut) for cut in cuts})


def _library_cuts(classifier: str, known: list[float], k: int) -> list[float]:
    """The upper class limits, as a classifier of mapclassify sets them."""
    # Here, because it takes seconds: a page without classes must not wait for it.
    import mapclassify  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415

    # Fewer classes than asked for are no fault here: the legend shows how many there are.
    warnings.filterwarnings("ignore", message="Not enough unique values", category=UserWarning)
    bins = getattr(mapclassify, classifier)(np.array(known), k=k).bins
    return [float(limit) for limit in bins]


def _natural_cuts(known: list[float], k: int) -> list[float]:
    """The cuts with the least sum of squared distances from the class means (Fisher 1958).

    Not mapclassify's: it sums squares in single precision, which drowns the spread of numbers that
    are large beside it, such as ward populations. Effort: wards squared times `k`.
    """
    sizes = Counter(known)
    distinct = sorted(sizes)
    spread = [_spreads(distinct[i:], sizes) for i in range(len(distinct))]
    # best[j]: least sum and its cuts for the first j distinct values, in one class to begin with.
    best: list[tuple[float, tuple[float, ...]]] = [(total, ()) for total in spread[0]]
    for _ in range(min(k, len(distinct)) - 1):
        best = [
            min(
                (
                    (best[i][0] + spread[i][j - i], (*best[i][1], distinct[i - 1]))
                    for i in range(1, j)
                ),
                default=(math.inf, ()),
            )
            for j in range(len(best))
        ]
    return list(best[-1][1])


def _spreads(values: list[float], sizes: Counter[float]) -> list[float]:
    """Sum of squared distances from their mean of the first 0, 1, 2, … of `values` (Welford)."""
    mean, count, total, found = 0.0, 0, 0.0, [0.0]
    for value in values:
        count += sizes[value]
        step = value - mean
        mean += step * sizes[value] / count
        total += sizes[value] * step * (value - mean)
        found.append(total)
    return found


def _rounded_cuts(known: list[float], k: int) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten, making `k` give or take two classes.

    Nine classes of such a step may be too few and the next step's too many; then the outermost cuts
    of the finer step go, those with the fewest values beyond them first.
    """
    found = {len(cuts): cuts for cuts in (_pretty_cuts(known, asked) for asked in range(2, 40))}
    most = min(k - 1 + SPARE, (MOST - 1))
    fitting = [n for n in found if max(k - 1 - SPARE, 1) <= n <= most]
    if fitting:
        return found[min(fitting, key=lambda n: (abs(n - k + 1), -n))]
    cuts = found[min(n for n in found if n > most)]
    while len(cuts) > most:
        below, above = bisect_right(known, cuts[0]), len(known) - bisect_right(known, cuts[-1])
        cuts = cuts[1:] if below < above else cuts[:-1]
    return cuts


def _pretty_cuts(known: list[float], asked: int) -> list[float]:
    """The round numbers strictly between the lowest and the highest value."""
    limits = _library_cuts("PrettyBreaks", known, asked)
    if len(limits) > 1:
        step = (limits[-1] - limits[0]) / (len(limits) - 1)
        # A step has one digit; rounding to its place takes off what adding up steps left behind.
        places = max(-math.floor(math.log10(1.1 * step)), 0)
        limits = [round(limit, places) for limit in limits]
    return [limit for limit in limits if known[0] < limit < known[-1]]


_CUTTERS: dict[str, Callable[[list[float], int], list[float]]] = {
    "quantile": partial(_library_cuts, "Quantiles"),
    "fisher_jenks": _natural_cuts,
    "equal": partial(_library_cuts, "EqualInterval"),
    "rounded": _rounded_cuts,
}
