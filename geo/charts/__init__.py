"""Charts as records: Vega-Lite made from a few numbers, the same on the page and in files."""

from __future__ import annotations

from typing import Any

TEXT_LIGHT, TEXT_DARK = "#1c2329", "#e7ebee"


def library() -> Any:
    """Altair, when a chart is wanted."""
    import altair  # noqa: PLC0415  half a second the opening page need not spend

    return altair
