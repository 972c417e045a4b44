"""Parts of a Vega-Lite specification that several charts share.

Written as plain records: they are made in no time, so a page can have its charts ready together
with its map, and nobody waits for a library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geo.charts import SCHEMA, TEXT_DARK, TEXT_LIGHT

Spec = dict[str, Any]
"""A part of a specification, or the whole of it."""

SILENT: Spec = {"value": None}
"""The tooltip of a layer that says nothing under the pointer."""

GRID_LIGHT, GRID_DARK = "#e3e6ea", "#2b353e"
"""Lines behind the marks, faint on a light and on a dark page."""


def text_color(*, dark: bool) -> str:
    """Color of numbers and labels in a theme."""
    return TEXT_DARK if dark else TEXT_LIGHT


def number(field: str, **more: Any) -> Spec:
    """An amount; `more` as in Vega-Lite: title, axis, scale …"""
    return {"field": field, "type": "quantitative", **more}


def name(field: str, **more: Any) -> Spec:
    """A word; `more` as in Vega-Lite."""
    return {"field": field, "type": "nominal", **more}


def layer(mark: Mapping[str, Any], encoding: Mapping[str, Any], rows: Iterable[Spec] = ()) -> Spec:
    """One kind of mark; without rows of its own it draws those of the whole chart."""
    own = list(rows)
    found: Spec = {"mark": dict(mark), "encoding": dict(encoding)}
    return {"data": {"values": own}, **found} if own else found


def layers(parts: Sequence[Spec], height: int, *, dark: bool, rows: Iterable[Spec] = ()) -> Spec:
    """A chart of layers, the first one at the bottom.

    Parameters
    ----------
    parts : sequence of dict
        From `layer`.
    height : int
        Pixels; the width is that of the place the chart stands in.
    dark : bool
        Theme: axes and legends are written in its color.
    rows : iterable of dict
        What layers without rows of their own draw.
    """
    ink, grid = text_color(dark=dark), GRID_DARK if dark else GRID_LIGHT
    shared = list(rows)
    return {
        "$schema": SCHEMA,
        **({"data": {"values": shared}} if shared else {}),
        "height": height,
        "layer": list(parts),
        "config": {
            "view": {"stroke": None},
            "axis": {"labelColor": ink, "titleColor": ink, "gridColor": grid},
            "legend": {"labelColor": ink, "titleColor": ink},
        },
    }
