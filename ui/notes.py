"""Words around a picture: headline, legend, facts, source line. Every value is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from geo.atlas import Atlas
from geo.errors import AtlasError, DataProblems, Problem
from geo.methods import Section
from geo.sources import page_sources

MAX_PROBLEMS = 8
"""Faults listed on a page before the rest is counted."""


def heading(title: str, text: str, badge: str) -> None:
    """The finding, what is shown, and which ward map."""
    st.html(
        f'<p class="atlas-badge">{escape(badge)}</p>'
        f'<h1 class="atlas-headline">{escape(title)}</h1>'
        f'<p class="atlas-text">{escape(text)}</p>'
    )


def newcomer() -> None:
    """Two sentences for somebody who opens the atlas for the first time."""
    st.html(
        '<p class="atlas-text">Organizers find the wards with nobody and who is next door; writers '
        "take a map, its table, caption and a link that lasts; coalition staff compare sides and "
        "ward maps. Every organization has its sources in the Directory, every figure in Methods "
        "and sources.</p>"
    )


def kicker(text: str) -> None:
    """A small heading above a block."""
    st.html(f'<h2 class="atlas-kicker">{escape(text)}</h2>')


def text(words: str) -> None:
    """A paragraph of plain text."""
    st.html(f'<p class="atlas-text">{escape(words)}</p>')


def bullets(lines: Iterable[str]) -> None:
    """A list of plain lines."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(f'<ul class="atlas-list">{items}</ul>')


def numbered(lines: Sequence[str]) -> None:
    """A numbered list of plain lines."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(f'<ol class="atlas-list">{items}</ol>')


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Names and values side by side."""
    rows = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in pairs)
    st.html(f'<dl class="atlas-facts">{rows}</dl>')


def link(label: str, address: str) -> str:
    """An escaped link to an outside page; plain text unless the address is http or https."""
    if not address.startswith(("https://", "http://")):
        return escape(label)
    return (
        f'<a href="{escape(address, quote=True)}" target="_blank" '
        f'rel="noopener noreferrer nofollow">{escape(label)}</a>'
    )


def linked_list(items: Iterable[tuple[str, str, str]]) -> None:
    """A list of (label, address, remark)."""
    lines = "".join(
        f"<li>{link(label, address)}{' – ' + escape(remark) if remark else ''}</li>"
        for label, address, remark in items
    )
    st.html(f'<ul class="atlas-list">{lines}</ul>')


def simple_table(header: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> None:
    """A small table in the page itself, readable without scripts and by screen readers."""
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in header)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    st.html(
        f'<div style="overflow-x:auto"><table class="atlas-table">'
        f'<caption class="atlas-visually-hidden">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def how_to_correct() -> None:
    """One sentence for the volunteer who knows better."""
    text(
        "To correct a row, change it in the spreadsheet data/reference/organisations.csv (its "
        "wards are in footprints.csv, its sources in citations.csv); the map follows at once, and "
        "a mistake is named here with its row."
    )


def section(part: Section) -> None:
    """One section of the methods page."""
    kicker(part.title)
    for paragraph in part.paragraphs:
        text(paragraph)
    if part.rows:
        simple_table(part.header, part.rows, part.title)
    if part.links:
        linked_list(part.links)


def alt(words: str) -> None:
    """Text alternative of a picture, for screen readers, beside it."""
    st.html(f'<p class="atlas-visually-hidden" role="note">{escape(words)}</p>')


def footer(atlas: Atlas, source_ids: Sequence[str], vintage_words: str) -> None:
    """Sources, vintage, date and build of everything on the page."""
    st.html(
        f'<p class="atlas-source">{escape(page_sources(source_ids))} {escape(vintage_words)} '
        f"{escape(atlas.build.words)}.</p>"
    )


def warnings(notices: Sequence[str], problems: Sequence[Problem]) -> None:
    """What is wrong with the link or with rows of the directory; nothing if nothing is.

    The container is always there, so that a notice that goes does not move the map, which would
    load it anew.
    """
    with st.container():
        if notices:
            st.warning(plain("  \n".join(notices)))
        if problems:
            lines = [str(p) for p in problems]
            st.warning("Some rows of the directory need mending; the others are shown.")
            bullets(lines[:MAX_PROBLEMS])
            if len(lines) > MAX_PROBLEMS:
                with st.expander(f"And {len(lines) - MAX_PROBLEMS} more"):
                    bullets(lines[MAX_PROBLEMS:])


def failure(error: AtlasError) -> None:
    """Why a page cannot be shown and what to do, without a traceback."""
    st.error("This page cannot be shown now: the atlas’s data need mending.")
    bullets(map(str, error.problems) if isinstance(error, DataProblems) else [str(error)])


MARKDOWN = str.maketrans({c: f"\\{c}" for c in r"\`*_{}[]()<>#+!|$:~"})
"""Characters with a meaning in markdown."""


def plain(words: str) -> str:
    """Text for a Streamlit element that reads markdown, with nothing of it taken as markup."""
    return words.translate(MARKDOWN)
