"""Legends as records, made from the same classes as the maps."""

from __future__ import annotations

from collections.abc import Iterable

from geo.figures.figure import Legend, LegendRow, Swatch
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
