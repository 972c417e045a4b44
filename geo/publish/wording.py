"""How the cells of a sheet are written on a page."""

from __future__ import annotations

from typing import Any

NUMERIC = ("count", "share", "number", "dollars", "p")
"""Kinds of columns that stand flush right."""

FORMS = {"share": "{:.1%}", "count": "{:,}", "dollars": "${:,.0f}", "p": "{:.1%}"}
"""How numbers of a kind are written."""

TINY = 0.0005
"""Parts of shuffles below it would be rounded to nothing."""

WHOLE = 10
"""Numbers from here on are shown without decimals."""

UNKNOWN = "–"


def cell(value: Any, kind: str = "text") -> str:
    """One value as plain text; a dash where nothing is known.

    >>> cell(0.254, "share"), cell(58543, "count"), cell(None, "count")
    ('25.4%', '58,543', '–')
    """
    if value is None or value == "":
        return UNKNOWN
    if kind == "number":
        return f"{value:,.0f}" if abs(value) >= WHOLE else f"{value:,.2f}"
    if kind == "p" and value < TINY:
        return f"under {2 * TINY:.1%}"
    return FORMS[kind].format(value) if kind in FORMS else str(value)
