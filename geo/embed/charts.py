"""Charts of a figure without a map, as pictures inside the page."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.errors import AtlasError
from geo.figures.figure import Chart, Figure

WIDE = 640
"""Width of a chart that is as wide as the page it stands in."""


@dataclass(frozen=True)
class Image:
    """A chart in both themes: addresses that hold the whole picture, and its words."""

    title: str
    alt: str
    light: str
    dark: str


def chart_images(light: Figure, dark: Figure) -> list[Image]:
    """Every chart of a figure."""
    pairs = zip(light.charts, dark.charts, strict=True)
    return [Image(a.title, a.alt, drawn(a), drawn(b)) for a, b in pairs]


def drawn(chart: Chart) -> str:
    """A chart as an SVG in an address of its own.

    Raises
    ------
    AtlasError
        If the chart cannot be drawn.
    """
    import vl_convert  # noqa: PLC0415  only who makes a file waits for it

    try:
        picture: str = vl_convert.vegalite_to_svg(sized(chart.spec))
    except ValueError as fault:
        what = str(fault).strip().partition("\n")[0]
        raise AtlasError(f"The chart “{chart.title}” cannot be drawn ({what}).") from fault
    return f"data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()}"


def sized(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A chart with a width in numbers where it asks for that of its page."""
    asked = spec.get("width") in (None, "container") and "mark" in spec
    return {**spec, "width": WIDE} if asked or spec.get("width") == "container" else dict(spec)
