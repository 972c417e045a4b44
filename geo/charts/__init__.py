"""Charts as Vega-Lite: the page, the files and the embeds draw the same specification."""

from __future__ import annotations

from typing import Any

TEXT_LIGHT, TEXT_DARK = "#1c2329", "#e7ebee"
"""Color of numbers and labels on a light and on a dark page."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""The language specifications are written in; a name, which nothing fetches."""


def library() -> Any:
    """Altair, when a chart is wanted."""
    import altair  # noqa: PLC0415  half a second the opening page need not spend

    return altair
