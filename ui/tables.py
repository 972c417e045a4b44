"""Tables in a page, from sheets."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from geo.sheets import Sheet

ROW_PX, HEADER_PX, MAX_ROWS = 35, 38, 14
"""Heights of st.dataframe, and how many rows are shown before the table scrolls."""


def table(sheet: Sheet, alt: str, *, selected: int | None = None) -> None:
    """Show a sheet; the row of the selected ward is marked.

    Parameters
    ----------
    alt : str
        What the table holds, for screen readers.
    selected : int, optional
        Ward number.
    """
    frame = pd.DataFrame(list(sheet.rows), columns=list(sheet.columns))
    shown: Any = frame
    if selected is not None and "Ward" in frame:
        shown = frame.style.apply(mark, axis=1, ward=selected)
    rows = min(len(frame), MAX_ROWS)
    st.dataframe(
        shown,
        hide_index=True,
        height=HEADER_PX + ROW_PX * max(rows, 1),
        column_config={name: column(sheet.kinds.get(name, "text"), name) for name in sheet.columns},
        alt=alt,
    )


def mark(row: pd.Series, ward: int) -> list[str]:
    """Style of one row: the selected ward stands out."""
    style = "background-color: rgba(65, 182, 230, 0.25); font-weight: 600"
    return [style if row["Ward"] == ward else ""] * len(row)


WIDE = ("Organizations listed", "Organization", "Organizations", "Note", "Sources", "Class")
"""Columns of sentences; the others are as wide as they need."""


def column(kind: str, name: str) -> Any:
    """How a kind of column is shown."""
    if kind == "share":
        return st.column_config.NumberColumn(format="percent")
    if kind == "count":
        return st.column_config.NumberColumn(format="localized")
    if kind == "link":
        return st.column_config.LinkColumn(display_text=r"^https?://(?:www\.)?([^/]+)")
    return st.column_config.TextColumn(width="medium" if name in WIDE else None)
