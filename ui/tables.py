"""Tables in a page, from sheets.

The plain table comes first: it is text to a screen reader, to the browser's search and to print, a
phone shows it at once, and it needs none of the 1.6 MB of scripts of the grid, which would hold the
map back. Who wants to sort asks for the grid.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from geo.cell_words import NUMERIC, cell_words
from geo.sheets import Sheet
from ui import notes, state
from ui.shell import embedded

ROW_PX, HEADER_PX, MAX_ROWS = 35, 38, 14
"""Heights of st.dataframe, and how many rows are shown before the table scrolls."""


DOUBT = "† uncertain"
"""What the column "Reliable" says of a figure that is grayed."""

CLASSES = {
    **dict.fromkeys(NUMERIC, ' class="num"'),
    "day": ' class="day"',
    "words": ' class="words"',
}
"""How the cells of a kind are set; days stay on one line, sentences get room."""


def table(sheet: Sheet, alt: str, *, selected: int | None = None, choosing: bool = False) -> None:
    """Show a sheet as a plain table, or as a grid to sort and search if the visitor wants; nothing
    inside another page, from which a link leads here.

    Parameters
    ----------
    alt : str
        What the table holds, for screen readers.
    selected : int, optional
        Ward number; its row is marked.
    choosing : bool
        Whether choosing a row of the grid chooses its ward; the sheet then has one row per ward.
    """
    if embedded():
        return
    place = st.container()
    wanted = st.toggle("Sort and search this table", key=f"grid_{sheet.name}")
    with place:
        if wanted:
            grid(sheet, alt, selected=selected, choosing=choosing)
        else:
            st.html(plain_table(sheet, alt, selected=selected))


def plain_table(sheet: Sheet, alt: str, *, selected: int | None = None) -> str:
    """A sheet as HTML, every cell escaped; it scrolls by itself in both directions."""
    align = {n: CLASSES.get(sheet.kinds.get(n, ""), "") for n in sheet.columns}
    head = "".join(f'<th scope="col"{align[n]}>{escape(n)}</th>' for n in sheet.columns)
    body = "".join(plain_row(row, sheet, align, selected) for row in sheet.rows)
    return (
        f'<div class="atlas-scroll" role="region" tabindex="0" aria-label="{escape(alt)}">'
        f'<table class="atlas-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{sideways(len(sheet.columns))}"
    )


FEW_COLUMNS = 5
"""A phone shows about this many; the hint below wider tables is seen on a narrow screen only."""


def sideways(columns: int) -> str:
    """The hint that a table goes on to the right; blank for a narrow one."""
    if columns <= FEW_COLUMNS:
        return ""
    return f'<p class="atlas-sideways">{columns} columns: the table scrolls sideways.</p>'


def plain_row(
    row: Mapping[str, Any], sheet: Sheet, align: Mapping[str, str], selected: int | None
) -> str:
    """One row as HTML."""
    marked = selected is not None and row.get("Ward") == selected
    names = [
        n for n, holds in (("marked", marked), ("doubt", row.get("Reliable") == DOUBT)) if holds
    ]
    mark = f' class="{" ".join(names)}"' if names else ""
    cells = (f"<td{align[n]}>{cell(row[n], sheet.kinds.get(n, 'text'))}</td>" for n in row)
    return f"<tr{mark}>{''.join(cells)}</tr>"


def cell(value: Any, kind: str) -> str:
    """One value as escaped HTML; nothing known is a dash with words for a screen reader."""
    words = cell_words(value, kind)
    if not words:
        return '<span aria-label="not known">–</span>'
    if kind == "link":
        return notes.link(urlsplit(words).netloc.removeprefix("www."), words)
    return escape(words)


def grid(sheet: Sheet, alt: str, *, selected: int | None = None, choosing: bool = False) -> None:
    """Show a sheet as a grid that sorts, searches and resizes; parameters as for `table`."""
    frame = pd.DataFrame(list(sheet.rows), columns=list(sheet.columns))
    shown: Any = frame
    if selected is not None and "Ward" in frame:
        shown = frame.style.apply(mark, axis=1, ward=selected)
    rows = min(len(frame), MAX_ROWS)
    wards = [row["Ward"] for row in sheet.rows] if choosing else []
    linked = state.on_row(f"rows_{sheet.name}", wards) if wards else {}
    st.dataframe(
        shown,
        hide_index=True,
        height=HEADER_PX + ROW_PX * max(rows, 1),
        column_config={name: column(sheet.kinds.get(name, "text"), name) for name in sheet.columns},
        alt=alt,
        **linked,
    )


def mark(row: pd.Series, ward: int) -> list[str]:
    """Style of one row: the selected ward stands out."""
    style = "background-color: rgba(65, 182, 230, 0.25); font-weight: 600"
    return [style if row["Ward"] == ward else ""] * len(row)


WIDE = ("Organizations listed", "Organization", "Organizations", "Note", "Sources", "Class")
"""Columns of sentences; the others are as wide as they need."""


def column(kind: str, name: str) -> Any:
    """How a kind of column is shown."""
    if kind in ("share", "p"):
        return st.column_config.NumberColumn(format="percent")
    if kind in ("count", "number"):
        return st.column_config.NumberColumn(format="localized")
    if kind == "dollars":
        return st.column_config.NumberColumn(format="dollar")
    if kind == "link":
        return st.column_config.LinkColumn(display_text=r"^https?://(?:www\.)?([^/]+)")
    return st.column_config.TextColumn(width="medium" if name in WIDE else None)
