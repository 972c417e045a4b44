"""A value of a table as a reader sees it: the page, the embedded map and static pages agree."""

from __future__ import annotations

from typing import Any

FORMS = {"share": "{:.1%}", "count": "{:,}", "dollars": "${:,.0f}", "p": "{:.1%}"}
"""How numbers of a kind (see `geo.sheets.Sheet`) are written."""

TINY = 0.0005
"""Parts of shuffles below it would be rounded to nothing."""

WHOLE = 10
"""Numbers from here on are shown without decimals."""

NUMERIC = ("count", "share", "number", "dollars", "p")
"""Kinds of columns that stand flush right."""


def cell_words(value: Any, kind: str) -> str:
    """One value as text, not escaped; blank where nothing is known."""
    if value is None or value == "":
        return ""
    if kind == "number":
        return f"{value:,.0f}" if abs(value) >= WHOLE else f"{value:,.2f}"
    if kind == "p" and value < TINY:
        return f"under {2 * TINY:.1%}"
    return FORMS[kind].format(value) if kind in FORMS else str(value)
