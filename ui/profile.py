"""The profile of one ward on the page: sentences, a table with bars, footnotes, a file."""

from __future__ import annotations

from html import escape

import streamlit as st

from geo.atlas import Atlas
from geo.profile import Profile, ProfileRow, group_vintage, profile
from geo.profile_words import (
    BAR_LEGEND,
    PRINT_HINT,
    average_words,
    bar_words,
    city_words,
    footnotes,
    label_words,
    mark_of,
    profile_sheet,
    rank_words,
    remark_words,
    span_words,
    standout_sentences,
)
from geo.tables import output
from geo.view import View
from ui import downloads, notes


def ward_profile(atlas: Atlas, view: View) -> tuple[str, ...]:
    """Every indicator of the chosen ward; nothing if none is chosen.

    Returns
    -------
    tuple of str
        Ids of the sources shown.
    """
    if view.ward is None:
        return ()
    found = profile(atlas, view.map, view.ward)
    title = f"Profile of ward {found.ward}, {found.vintage} map"
    notes.kicker(title)
    notes.text(" ".join(standout_sentences(found)))
    st.html(profile_table(found, title) + remarks((BAR_LEGEND, *footnotes(atlas, found))))
    taken = downloads.Takeaway("ward", title, profile_sheet(found), profile_sources(found))
    downloads.data_files(atlas, view, taken)
    notes.text(PRINT_HINT)
    return profile_sources(found)


def profile_sources(found: Profile) -> tuple[str, ...]:
    """Ids of every source the profile rests on."""
    return output(f"indicators_{found.vintage}.csv").sources


HEADER = ("Indicator", "City", "Lowest to highest ward", "Rank among the wards")


def profile_table(found: Profile, caption: str, groups: tuple[str, ...] = ()) -> str:
    """A profile, or only the groups named, as one table of escaped HTML.

    Roles are written out: on a phone the rows are laid out as blocks, and browsers then forget
    that they are rows of a table.
    """
    label, *others = HEADER
    names = (label, f"Ward {found.ward}", *others)
    head = "".join(f'<th scope="col" role="columnheader">{escape(n)}</th>' for n in names)
    wanted = (g for g in found.groups if not groups or g[0] in groups)
    bodies = "".join(group_rows(name, rows) for name, rows in wanted)
    return (
        f'<table class="atlas-profile" role="table" aria-label="{escape(caption)}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>{bodies}</table>'
    )


def group_rows(name: str, rows: tuple[ProfileRow, ...]) -> str:
    """One group of indicators under its name and date."""
    usual = group_vintage(rows)
    lines = "".join(profile_row(row, usual) for row in rows)
    return (
        '<tbody role="rowgroup"><tr class="atlas-profile-group" role="row">'
        f'<th scope="rowgroup" role="rowheader" colspan="5">{escape(name)} '
        f"<small>{escape(usual)}</small></th></tr>{lines}</tbody>"
    )


def profile_row(row: ProfileRow, usual: str) -> str:
    """One indicator: label, ward, city, bar, rank."""
    remark, average = remark_words(row, usual), average_words(row)
    mark, span = mark_of(row), span_words(row.rank)
    doubt = ' class="atlas-profile-doubt"' if row.unreliable else ""
    cells = (
        ("label", label_words(row), small(remark)),
        ("value", row.values.words(row.ward), f"<sup>{escape(mark)}</sup>" if mark else ""),
        ("city", city_words(row), small(f"({average})" if average else "")),
        ("bar", "", bar(row)),
        ("rank", rank_words(row.rank), small(f"({span})" if span else "")),
    )
    return f'<tr role="row"{doubt}>{"".join(cell(*parts) for parts in cells)}</tr>'


def small(words: str) -> str:
    """A remark behind a cell's words, escaped; nothing if there is none."""
    return f" <small>{escape(words)}</small>" if words else ""


def cell(name: str, words: str, more: str) -> str:
    """A cell of a row: escaped words, then HTML that is safe already."""
    if name == "label":
        opening, closing = '<th scope="row" role="rowheader" ', "</th>"
    else:
        opening, closing = '<td role="cell" ', "</td>"
    return f'{opening}class="atlas-profile-{name}">{escape(words)}{more}{closing}'


def bar(row: ProfileRow) -> str:
    """Where the ward lies between the lowest and the highest ward; numbers only, no text."""
    marks = ""
    if row.lowest is not None and row.highest is not None:
        marks += band("line", row.position(row.lowest), row.position(row.highest))
    if row.next_door:
        marks += band("near", *map(row.position, row.next_door))
    if row.reference is not None and row.lowest is not None:
        marks += point("tick", row.position(row.reference))
    if row.value is not None:
        marks += point("dot", row.position(row.value))
    return (
        f'<span class="atlas-profile-bar" role="img" aria-label="{escape(bar_words(row))}">'
        f"{marks}</span>"
    )


def band(name: str, left: float, right: float) -> str:
    """A stretch of the bar between two positions."""
    place = f"left:{left:.2%};width:{right - left:.2%}"
    return f'<i class="atlas-profile-{name}" style="{place}"></i>'


def point(name: str, at: float) -> str:
    """A mark at one position of the bar."""
    return f'<i class="atlas-profile-{name}" style="left:{at:.2%}"></i>'


def remarks(lines: tuple[str, ...]) -> str:
    """Footnotes as escaped HTML."""
    return "".join(f'<p class="atlas-profile-note">{escape(line)}</p>' for line in lines)
