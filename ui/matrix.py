"""A matrix of marks as a plain table: it scrolls in its own box, the names stay in sight."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from geo.coalition_matrix import LOOK_WORDS, Cell, Matrix, Row


def matrix(shown: Matrix, caption: str, *, selected: int | None = None) -> None:
    """Show a matrix with its legend; every text is escaped.

    Parameters
    ----------
    caption : str
        What the table holds, for screen readers.
    selected : int, optional
        Ward whose rows are marked.
    """
    st.html(legend(shown.looks) + table(shown, caption, selected))


def legend(looks: Iterable[str]) -> str:
    """What the marks mean, those that occur only."""
    items = "".join(
        f"<li>{mark(look)}<span>{escape(LOOK_WORDS[look])}</span></li>" for look in looks
    )
    return f'<ul class="atlas-tie-legend">{items}</ul>'


def mark(look: str) -> str:
    """The mark of a look, drawn by the stylesheet."""
    return f'<i class="atlas-tie {escape(look, quote=True)}" aria-hidden="true"></i>'


def table(shown: Matrix, caption: str, selected: int | None) -> str:
    """The table itself."""
    head = "".join(
        f'<th scope="col" title="{escape(name, quote=True)}">{escape(short)}</th>'
        for short, name in shown.columns
    )
    width = len(shown.columns) + 1
    body = "".join(group(title, rows, width, selected) for title, rows in shown.groups)
    return (
        '<div class="atlas-matrix-box" role="region" tabindex="0" '
        f'aria-label="{escape(caption, quote=True)}"><table class="atlas-matrix">'
        f'<thead><tr><th scope="col">{escape(shown.corner)}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def group(title: str, rows: Iterable[Row], width: int, selected: int | None) -> str:
    """Rows under their heading; without one they follow each other."""
    head = (
        f'<tr class="atlas-matrix-group"><th scope="colgroup" colspan="{width}">'
        f"<span>{escape(title)}</span></th></tr>"
        if title
        else ""
    )
    return head + "".join(line(row, selected) for row in rows)


def line(row: Row, selected: int | None) -> str:
    """One subject."""
    marked = ' class="marked"' if selected is not None and row.ward == selected else ""
    remark = f"<small>{escape(row.remark)}</small>" if row.remark else ""
    cells = "".join(map(cell, row.cells))
    return f'<tr{marked}><th scope="row">{escape(row.label)}{remark}</th>{cells}</tr>'


def cell(one: Cell) -> str:
    """A mark, the little printed beside it, and the whole in words for who cannot see it."""
    hint = f'<small aria-hidden="true">{escape(one.hint)}</small>' if one.hint else ""
    return (
        f'<td title="{escape(one.words, quote=True)}">{mark(one.look)}{hint}'
        f'<span class="atlas-visually-hidden">{escape(one.words)}</span></td>'
    )
