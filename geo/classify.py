"""Classes of a choropleth: where to cut a row of numbers, and what to call the pieces.

A `Classification` is the one object the fill, the legend and the histogram all read, so they cannot
disagree. The convention of class limits is mapclassify's: a class holds the values above the limit
of the class before it, up to and including its own.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geo.class_cuts import LARGEST, MOST, cuts_of, snapped
from geo.errors import AtlasError

MIN_CLASSES, MAX_CLASSES = 3, MOST
"""What a picker offers: fewer than three hardly make a map, more than nine shades of one color
nobody can match with the legend."""

MAX_CUTS = MAX_CLASSES - 1


class ClassifyError(AtlasError):
    """The values, the number of classes or the reader's own breaks cannot be used."""


@dataclass(frozen=True)
class Scheme:
    """One way of choosing class limits; `label` for the picker, `help` for the reader."""

    key: str
    label: str
    help: str


SCHEMES: tuple[Scheme, ...] = (
    Scheme(
        "quantile",
        "Equal numbers of wards",
        "Each class holds about the same number of wards. Shows who ranks where; two wards in "
        "different classes may still be nearly alike.",
    ),
    Scheme(
        "fisher_jenks",
        "Natural breaks",
        "Limits lie in the gaps, so that wards of one class are as alike as possible "
        "(Fisher–Jenks). The limits depend on the data and suit one map, not a comparison.",
    ),
    Scheme(
        "equal",
        "Equal steps",
        "The span from the lowest to the highest ward in steps of equal width. A single far-off "
        "ward can leave classes empty.",
    ),
    Scheme(
        "rounded",
        "Round numbers",
        "Equal steps of 1, 2 or 5, or those times ten, a hundred and so on: limits easy to say. "
        "There may be one or two classes more or less than asked for, and the outer ones may be "
        "wider.",
    ),
    Scheme(
        "own",
        "My own breaks",
        "Limits you type yourself, for example a legal threshold, or the same limits on two maps.",
    ),
)
"""In the order of the picker."""

SCHEME_KEYS = tuple(scheme.key for scheme in SCHEMES)


@dataclass(frozen=True)
class Classification:
    """Class limits and the class of every value.

    Attributes
    ----------
    scheme : str
        Key of one of `SCHEMES`.
    breaks : tuple of float, length k
        Upper limit of each class in the unit of the values, ascending; the last is the maximum.
        The reader's own breaks are all kept: where the highest lies above every value, it is
        repeated as the limit of the last class, which is then empty by definition.
    low : float
        The minimum, or the reader's lowest break if that lies below it; NaN when there is no value.
    ward_class : tuple of int, one per value in the order given
        Class from 0 to k - 1; -1 where the value is missing.
    counts : tuple of int, length k
        How many values each class holds.
    """

    scheme: str
    breaks: tuple[float, ...]
    low: float
    ward_class: tuple[int, ...]
    counts: tuple[int, ...]

    @property
    def k(self) -> int:
        """The number of classes; 0 when every value is missing."""
        return len(self.breaks)

    @property
    def ranges(self) -> tuple[tuple[float, float], ...]:
        """Lower and upper limit of each class; only the first class holds its lower limit."""
        return tuple(pairwise((self.low, *self.breaks)))

    def class_of(self, value: float | None) -> int:
        """The class of `value`; -1 if it is missing or lies outside every class.

        The outer classes of the reader's own breaks are open: nothing lies outside them.
        """
        if value is None or math.isnan(value) or not self.breaks:
            return -1
        if self.scheme == "own":
            return min(bisect_left(self.breaks, value), self.k - 1)
        return bisect_left(self.breaks, value) if self.low <= value <= self.breaks[-1] else -1


def classify(
    values: Sequence[float | None], scheme: str, k: int, own: tuple[float, ...] = ()
) -> Classification:
    """Cut `values` into classes.

    Parameters
    ----------
    values : sequence of float or None, one per ward
        Any unit and order; None and NaN are missing and belong to no class.
    scheme : str
        Key of one of `SCHEMES`.
    k : int
        Classes wanted, `MIN_CLASSES` to `MAX_CLASSES`; not read by the scheme ``own``.
    own : tuple of float
        For the scheme ``own``: 1 to 8 cut points, ascending, in the unit of the values. They always
        make one class more than there are cut points, so that two maps cut alike are colored alike.

    Returns
    -------
    Classification
        At most `k` classes for ``quantile`` and ``fisher_jenks``, none of them empty: where ties
        leave less to tell apart, classes are merged. For ``rounded``, `k` give or take two, and
        2 to 9. One class if all values are alike (but for ``own``), none if all are missing.

    Raises
    ------
    ClassifyError
        If a value is infinite or absurdly large, `scheme` or `k` is not one of those allowed, or
        `own` is empty, too long, or not ascending.
    """
    _check(scheme, k)
    if scheme == "own":
        check_own(own)
    _check_size(values)
    known = sorted(float(v) for v in values if v is not None and not math.isnan(v))
    if not known:
        return Classification(scheme, (), math.nan, (-1,) * len(values), ())
    if scheme == "own":
        low, top, cuts = min(known[0], own[0]), max(known[-1], own[-1]), snapped(own, known)
    else:
        low, top, cuts = known[0], known[-1], cuts_of(known, scheme, k)
    limits = Classification(scheme, (*cuts, top), low, (), ())
    ward_class = tuple(limits.class_of(value) for value in values)
    return replace(
        limits, ward_class=ward_class, counts=tuple(map(ward_class.count, range(limits.k)))
    )


def _check(scheme: str, k: int) -> None:
    if scheme not in SCHEME_KEYS:
        raise ClassifyError(
            f"There is no way of making classes called {scheme!r}. Use {', '.join(SCHEME_KEYS)}."
        )
    if scheme != "own" and not MIN_CLASSES <= k <= MAX_CLASSES:
        raise ClassifyError(
            f"{k} classes were asked for. Ask for {MIN_CLASSES} to {MAX_CLASSES} classes."
        )


def _check_size(values: Sequence[float | None]) -> None:
    for place, value in enumerate(values, start=1):
        if value is not None and abs(value) > LARGEST:
            raise ClassifyError(
                f"Value {place} of {len(values)} is {value}, which no map can show. Leave it empty "
                "if it is not known, or correct it; a division by zero is the usual cause."
            )


def check_own(own: tuple[float, ...]) -> None:
    if not own:
        raise ClassifyError(
            "There are no breaks yet. Type at least one number, such as 10, 20, 30."
        )
    if len(own) > MAX_CUTS:
        raise ClassifyError(
            f"There are {len(own)} breaks. Use at most {MAX_CUTS}: more classes than {MAX_CLASSES} "
            "cannot be told apart on a map."
        )
    for cut in own:
        if math.isnan(cut) or abs(cut) > LARGEST:
            raise ClassifyError(f"The break {cut} is not a number a map can show. Correct it.")
    for before, after in pairwise(own):
        if not before < after:
            fault = "appears twice" if before == after else f"comes after {before:g}"
            raise ClassifyError(
                f"The break {after:g} {fault}. Type each once, from the lowest to the highest."
            )
