"""A chart of a figure as the body of a picture: Vega-Lite drawn to SVG, offline."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert

from geo.errors import AtlasError
from geo.export.layout import Box
from geo.export.lettering import FAMILY, register
from geo.export.look import Look
from geo.export.svg import Node, group
from geo.figures.figure import Chart

LABEL = 12.0
"""Pixels of the labels a chart is designed with, as on the page."""

USUAL_HIGH = 300.0
"""Pixels of a chart that names no height."""

TALLER = 1.6
"""How much higher than designed a chart may be drawn to fill a card or slide."""

DROPPED = re.compile(r"aria-.*|role|class|pointer-events|id")
"""Attributes that say nothing in a picture that has its own text alternative."""


@dataclass(frozen=True)
class ChartBody:
    """A chart drawn as wide as its place, its letters as large as those of the picture."""

    chart: Chart
    look: Look
    room: float
    """Width it will be drawn at."""

    @property
    def grown(self) -> float:
        """Pixels of the picture for each pixel the chart is designed in."""
        return self.look.scale.legend * 0.88 / LABEL

    @property
    def bleeds(self) -> bool:
        """Not to the edges."""
        return False

    @property
    def proportion(self) -> float:
        """As designed, at this width."""
        return self._high * self.grown / self.room

    @property
    def _high(self) -> float:
        given = self.chart.spec.get("height", USUAL_HIGH)
        return float(given) if isinstance(given, int | float) else USUAL_HIGH

    def drawn(self, box: Box, look: Look) -> list[Node]:
        """The chart in a box, centered if it is lower."""
        x, y, wide, high = box
        by = self.grown
        inside = min(high / by, self._high * TALLER)
        made, (w, h) = chart_node(self.chart.spec, wide / by, inside, look)
        by = min(by, wide / w, high / h)
        left, top = x + (wide - w * by) / 2, y + (high - h * by) / 2
        return [group([made], transform=f"translate({left:.1f} {top:.1f}) scale({by:.4f})")]

    def free_below(self, box: Box, right: float) -> float:
        """Nowhere: a chart has no corner to spare."""
        return box[1] + box[3]


def chart_node(
    spec: Mapping[str, Any], wide: float, high: float, look: Look
) -> tuple[Node, tuple[float, float]]:
    """A chart as elements, and how wide and high it came out.

    Raises
    ------
    AtlasError
        If the specification cannot be drawn.
    """
    wanted = json.dumps(fitted_spec(spec, wide, high), sort_keys=True)
    root = ET.fromstring(drawn(wanted, json.dumps(config(look))))  # noqa: S314  the converter's own
    size = (float(root.get("width", wide)), float(root.get("height", high)))
    return group(as_nodes(child) for child in root), size


def fitted_spec(spec: Mapping[str, Any], wide: float, high: float) -> dict[str, Any]:
    """The specification for a place. Its title is left out, as the picture has its own; a chart of
    several panels keeps its own size."""
    found = {name: value for name, value in spec.items() if name != "title"}
    if "layer" in spec or "mark" in spec:
        fit = {"type": "fit", "contains": "padding"}
        found |= {"width": round(wide), "height": round(high), "autosize": fit, "padding": 2}
    return found


def config(look: Look) -> dict[str, Any]:
    """What a specification leaves open: typeface, sizes, colors of the theme."""
    ink, soft, line = look.theme.ink, look.theme.soft, look.theme.rule
    letters = {"labelFontSize": LABEL, "titleFontSize": LABEL, "titleFontWeight": 400}
    colors = {"labelColor": ink, "titleColor": ink}
    axis = {**letters, **colors, "gridColor": line, "domainColor": soft, "tickColor": soft}
    return {
        "font": FAMILY,
        "background": None,
        "axis": axis,
        "legend": {**letters, **colors},
        "header": {**letters, **colors},
        "text": {"fontSize": LABEL, "color": ink},
        "view": {"stroke": None},
    }


@lru_cache(maxsize=16)
def drawn(spec: str, settings: str) -> str:
    """The converter's SVG; it may fetch nothing.

    Raises
    ------
    AtlasError
        If the specification cannot be drawn.
    """
    register()
    try:
        made: str = vl_convert.vegalite_to_svg(
            json.loads(spec), config=json.loads(settings), allowed_base_urls=[]
        )
    except (RuntimeError, ValueError) as fault:
        what = str(fault).strip().partition("\n")[0]
        raise AtlasError(f"The chart cannot be drawn ({what}).") from fault
    return made


def as_nodes(one: ET.Element) -> Node:
    """An element of a parsed picture as one of ours."""
    attributes = tuple(
        (local(name), value) for name, value in one.items() if not DROPPED.fullmatch(local(name))
    )
    kept = tuple((n, v) for n, v in attributes if n != "href")
    ids = (("id", one.get("id", "")),) if local(one.tag) in REFERRED else ()
    inside: list[Node | str] = [one.text] if one.text else []
    for child in one:
        inside.append(as_nodes(child))
        if child.tail and child.tail.strip():
            inside.append(child.tail)
    return Node(local(one.tag), (*ids, *kept), tuple(inside))


REFERRED = ("clipPath", "linearGradient", "radialGradient", "pattern")
"""Elements that others call by their id."""


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
