"""Charts as Vega-Lite: the page, the files and the embeds draw the same specification."""

from __future__ import annotations

TEXT_LIGHT, TEXT_DARK = "#1c2329", "#e7ebee"
"""Color of numbers and labels on a light and on a dark page."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""The language specifications are written in; a name, which nothing fetches."""
