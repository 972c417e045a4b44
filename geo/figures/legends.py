"""Legends as records, made from the same classes as the maps."""

from __future__ import annotations

from collections.abc import Iterable

from geo.choropleth import Choropleth, TwoWay
from geo.figures.figure import Legend, LegendRow, Square, Swatch
from geo.maps.indicator_map import fill_styles
from geo.maps.presence_map import class_style
from geo.palettes import PresenceClass
from geo.presence import Presence
from geo.words import classes_of

DOUBT = "Hatched: uncertain figure"


def class_rows(
    entries: Iterable[tuple[PresenceClass, int]], *, dark: bool
) -> tuple[LegendRow, ...]:
    """A row for each class with its count of wards."""
    return tuple(
        LegendRow(Swatch("fill", class_style(klass, dark=dark)), klass.label, count)
        for klass, count in entries
    )


def presence_legend(shown: Presence, *, dark: bool) -> Legend:
    """Classes of presence with their counts of the wards shown."""
    counts = [(c, len(shown.having(c.key))) for c in classes_of(shown)]
    return Legend(f"Wards, of {len(shown.wards)}", class_rows(counts, dark=dark))


def doubt_rows(wards: tuple[int, ...], label: str = DOUBT) -> tuple[LegendRow, ...]:
    """What the thin hatch means; nothing if no ward has it."""
    return (LegendRow(Swatch("doubt"), label, len(wards)),) if wards else ()


def missing_rows(count: int, label: str = "No data") -> tuple[LegendRow, ...]:
    """Areas without data; nothing if there are none."""
    return (LegendRow(Swatch("no_data"), label, count),) if count else ()


def ring_legend(shown: Presence) -> Legend:
    """What the outlines around wards mean."""
    own = len(shown.organized)
    rows = (
        LegendRow(Swatch("ring"), "Outlined: ward organization", own),
        LegendRow(Swatch("dashed"), "Dashed: regional, or in part", len(shown.reached) - own),
    )
    return Legend("Organizations", rows)


def helped_rows(
    entries: Iterable[tuple[PresenceClass, int, str]], *, dark: bool
) -> tuple[LegendRow, ...]:
    """A row for each class with its count of wards and its meaning."""
    return tuple(
        LegendRow(Swatch("fill", class_style(klass, dark=dark)), klass.label, count, help=meaning)
        for klass, count, meaning in entries
    )


def choropleth_legend(drawn: Choropleth, doubtful: tuple[int, ...], *, dark: bool) -> Legend:
    """Classes of a map of one indicator, or of the largest groups, as the map fills them.

    `doubtful` are the wards that are hatched.
    """
    styles = fill_styles(drawn.colors, drawn.patterns, dark=dark)
    fills = tuple(
        LegendRow(Swatch("fill", style), label, count)
        for style, label, count in zip(styles, drawn.labels, drawn.counts, strict=True)
    )
    name = "Largest group" if drawn.patterns else drawn.values.indicator.label
    rows = (*fills, *missing_rows(drawn.missing), *doubt_rows(doubtful))
    return Legend(f"{name}: wards, of {len(drawn.ward_class)}", rows)


def two_way_legends(drawn: TwoWay, doubtful: tuple[int, ...]) -> tuple[Legend | Square, ...]:
    """The square of a map of two things at once, and what the hatch means if a ward has it."""
    across, upward = range(len(drawn.across)), range(len(drawn.upward))
    square = Square(
        title=f"Wards by {drawn.second} (upward) and {drawn.first} (across)",
        across=drawn.across,
        upward=drawn.upward,
        colors=tuple(tuple(drawn.color(up, to) for to in across) for up in upward),
        counts=tuple(tuple(drawn.count(up, to) for to in across) for up in upward),
        missing=drawn.missing,
    )
    return (square, Legend("", doubt_rows(doubtful))) if doubtful else (square,)
