"""A choropleth of an indicator: one object that fill, legend, histogram and words all read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from geo.class_words import labels, parse_breaks
from geo.classify import Classification, ClassifyError, classify
from geo.demographics import WardValues
from geo.indicators import FRACTIONS, Indicator, written
from geo.own_colors import OWN, OwnColorsError, own_ramp
from geo.presence import Presence
from geo.ramps import Ramp, bivariate_colors, ramp
from geo.view import View
from geo.wards import WARD_NUMBERS

PERCENT = 0.01

TERCILES = 3
"""Classes of each side of a two-way map: nine colors are the most a reader can tell apart."""

THIRDS = ("low third", "middle third", "high third")


@dataclass(frozen=True)
class Choropleth:
    """Classes, their colors and labels, for the wards of one map.

    `ward_class` is an index into `colors` and `labels` per ward, -1 where nothing is known;
    `notes` are plain sentences the reader should see (own breaks that cannot be used …);
    `patterns` one per color, if not all are plain.
    """

    values: WardValues
    ward_class: tuple[int, ...]
    colors: tuple[str, ...]
    labels: tuple[str, ...]
    breaks: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    @property
    def counts(self) -> tuple[int, ...]:
        """Wards of each class."""
        return tuple(self.ward_class.count(i) for i in range(len(self.colors)))

    @property
    def missing(self) -> int:
        """Wards without a value."""
        return self.ward_class.count(-1)

    def wards(self, index: int) -> tuple[int, ...]:
        """Numbers of the wards of a class."""
        return tuple(w for w, c in zip(WARD_NUMBERS, self.ward_class, strict=True) if c == index)


def ramp_of(view: View, one: Indicator) -> Ramp:
    """The reader's ramp, or the usual one of the indicator.

    Raises
    ------
    OwnColorsError
        If the reader typed colors that cannot be used.
    """
    if view.palette == OWN:
        return own_ramp(view.colors_own) if view.colors_own else ramp(one.palette)
    return ramp(view.palette or one.palette)


def choropleth(values: WardValues, view: View, *, dark: bool) -> Choropleth:
    """Classify and color one indicator as the view asks.

    Breaks or colors that cannot be used, or more classes than the ramp can tell apart, fall back to
    what can, with a note.
    """
    one = values.indicator
    notes = []
    try:
        colors = ramp_of(view, one)
    except OwnColorsError as error:
        colors = ramp(one.palette)
        notes.append(f"{error} Shown instead: the usual colors.")
    k = min(view.classes, colors.max_classes)
    if k < view.classes:
        notes.append(
            f"{colors.label} holds {k} classes that every reader can tell apart; {k} are shown."
        )
    try:
        found = classified(values, view, k, colors)
    except ClassifyError as error:
        notes.append(f"{error} Shown instead: equal numbers of wards.")
        found = classify(values.values, "quantile", k)
    return Choropleth(
        values,
        found.ward_class,
        colors.colors(found.k, dark=dark) if found.k else (),
        labels(found, partial(written, one)),
        found.breaks,
        tuple(notes),
    )


def classified(values: WardValues, view: View, k: int, colors: Ramp) -> Classification:
    """The classes of the view's own method.

    Raises
    ------
    ClassifyError
        If the reader's breaks cannot be used, or make more classes than the ramp holds.
    """
    own: tuple[float, ...] = ()
    if view.classing == "own":
        own = parse_breaks(view.breaks, PERCENT if values.indicator.kind in FRACTIONS else 1.0)
    found = classify(values.values, view.classing, k, own)
    if found.k > colors.max_classes:
        raise ClassifyError(
            f"{colors.label} holds {colors.max_classes} classes at most, not {found.k}: give fewer "
            "breaks, or choose other colors."
        )
    return found


@dataclass(frozen=True)
class TwoWay:
    """Nine colors for two things at once.

    `across` and `upward` name the three steps of the first and of the second; color and count of a
    cell are at [step of the second][step of the first].
    """

    first: str
    second: str
    across: tuple[str, ...]
    upward: tuple[str, ...]
    ward_class: tuple[int, ...]
    colors: tuple[str, ...]

    def count(self, row: int, column: int) -> int:
        """Wards of a cell."""
        return self.ward_class.count(row * TERCILES + column)

    def color(self, row: int, column: int) -> str:
        """Color of a cell."""
        return self.colors[row * TERCILES + column]

    @property
    def missing(self) -> int:
        """Wards of which one of the two is not known."""
        return self.ward_class.count(-1)


def two_indicators(first: WardValues, second: WardValues, *, dark: bool) -> TwoWay:
    """Two indicators, each in three classes of equal numbers of wards."""
    across, upward = thirds(first), thirds(second)
    return TwoWay(
        first.indicator.label,
        second.indicator.label,
        steps(first, across),
        steps(second, upward),
        crossed(across.ward_class, upward.ward_class),
        flat(dark=dark),
    )


OF_ITS_OWN = "one of its own"

LEVELS = ("none listed", "regional, or in part", OF_ITS_OWN)


def with_presence(values: WardValues, shown: Presence, *, dark: bool) -> TwoWay:
    """Presence in three levels across, an indicator in three classes upward."""
    upward = thirds(values)
    level = presence_levels(shown)
    return TwoWay(
        "Organizations",
        values.indicator.label,
        LEVELS,
        steps(values, upward),
        crossed(level, upward.ward_class),
        flat(dark=dark),
    )


def presence_levels(shown: Presence) -> tuple[int, ...]:
    """2 for a ward organization, 1 for a regional one or a smaller part, 0 for none, by ward."""
    own = {w.ward for w in shown.organized}
    reached = {w.ward for w in shown.reached}
    return tuple((w.ward in reached) + (w.ward in own) for w in shown.wards)


def thirds(values: WardValues) -> Classification:
    """Three classes of equal numbers of wards."""
    return classify(values.values, "quantile", TERCILES)


def steps(values: WardValues, classes: Classification) -> tuple[str, ...]:
    """Names of the classes with their ranges."""
    named = labels(classes, partial(written, values.indicator))
    return tuple(f"{third}, {label}" for third, label in zip(THIRDS, named, strict=False))


def crossed(across: Sequence[int], upward: Sequence[int]) -> tuple[int, ...]:
    """Index of each ward's cell, row by row; -1 where one of the two is missing."""
    return tuple(
        -1 if -1 in (a, b) else b * TERCILES + a for a, b in zip(across, upward, strict=True)
    )


def flat(*, dark: bool) -> tuple[str, ...]:
    """The nine colors row by row."""
    return tuple(color for row in bivariate_colors(dark=dark) for color in row)
