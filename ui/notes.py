"""Words around a picture: headline, legend, facts, source line. Every value is escaped here."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.atlas import Atlas, Citation
from geo.errors import Problem
from geo.methods import Section
from geo.organisations import Organisation, date_words
from geo.palettes import PresenceClass
from geo.presence import MOST, REACH, Reach
from geo.sheets import place_words
from geo.sources import source_line
from geo.words import own_map, place_in_ward

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


def picture_and_words() -> list[DeltaGenerator]:
    """Two columns: the map takes the larger; on a phone they stand one above the other."""
    return list(st.columns([8, 5], gap="medium"))


def legend_rule(year: int, narrowed: str) -> None:
    """The rules behind the classes in words, and what the settings leave out."""
    rule = (
        f"A regional organization counts for a ward if at least {REACH:.0%} of the ward’s people "
        "live in the community areas it names."
    )
    if not own_map(year):
        rule += (
            f" A ward of this map counts as covered if at least {MOST:.0%} of its people lived in "
            "an old ward with an organization of its own."
        )
    text(rule + (f" Settings: {narrowed}." if narrowed else ""))


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


def legend(entries: Iterable[tuple[PresenceClass, int]], title: str, *, dark: bool) -> None:
    """The legend in reading order, each class with its count of wards."""
    items = "".join(
        f"<li>{swatch(klass, dark=dark)}<span>{escape(klass.label)}</span>"
        f'<span class="n">{count}</span></li>'
        for klass, count in entries
    )
    st.html(f'<h2 class="atlas-kicker">{escape(title)}</h2><ul class="atlas-legend">{items}</ul>')


PATTERN_MARKS = {
    "none": "",
    "hatch": '<path d="M-2,8 L8,-2 M2,12 L12,2" stroke="{c}" stroke-width="2"/>',
    "backhatch": '<path d="M2,-2 L12,8 M-2,2 L8,12" stroke="{c}" stroke-width="2"/>',
    "dots": '<circle cx="2.5" cy="2.5" r="1.3" fill="{c}"/><circle cx="7.5" cy="7.5" r="1.3" fill="{c}"/>',
    "cross": '<path d="M0,5 H10 M5,0 V10" stroke="{c}" stroke-width="1.5"/>',
}
"""One tile of each pattern, 10 × 10."""


def swatch(klass: PresenceClass, *, dark: bool) -> str:
    """A small picture of how a class is drawn; colors come from our own registry."""
    ink = klass.ink(dark=dark)
    tile = f"atlas-{klass.key}-{'dark' if dark else 'light'}"
    marks = PATTERN_MARKS[klass.pattern].format(c=ink.pattern_color)
    dash = f' stroke-dasharray="{klass.dash}"' if klass.dash else ""
    edge = ink.stroke if klass.dash else ink.fill
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="18" viewBox="0 0 28 18"><defs>'
        f'<pattern id="{tile}" width="10" height="10" patternUnits="userSpaceOnUse">'
        f'<rect width="10" height="10" fill="{ink.fill}"/>{marks}</pattern></defs>'
        f'<rect x="0.75" y="0.75" width="26.5" height="16.5" fill="url(#{tile})" '
        f'stroke="{edge}" stroke-width="1.2"{dash}/></svg>'
    )
    # Pages strip inline SVG from HTML, but keep pictures.
    encoded = base64.b64encode(picture.encode()).decode()
    return f'<img alt="" width="28" height="18" src="data:image/svg+xml;base64,{encoded}">'


def organisation_card(atlas: Atlas, organisation: Organisation, reach: Reach) -> None:
    """One organization of a ward: what it is, how fresh the evidence, where it says so."""
    with st.container(border=True):
        kicker(organisation.label)
        facts(
            (
                ("In this ward", place_in_ward(reach)),
                ("Status", organisation.status_words),
                ("Last dated evidence", organisation.evidence),
                ("Founded", organisation.founded),
                ("In the 2021 essay", "yes" if organisation.in_essay else "no"),
            )
        )
        with st.expander("Note and sources"):
            if organisation.note:
                text(organisation.note)
            cited(atlas, organisation)


def cited(atlas: Atlas, organisation: Organisation) -> None:
    """The organization's own site and the sources of its row."""
    own = [("Its own site", organisation.website, "")] if organisation.website else []
    found = [atlas.citations[s] for s in organisation.source_ids if s in atlas.citations]
    linked_list([*own, *((c.title, c.address, source_remark(c)) for c in found)])


def source_remark(citation: Citation) -> str:
    """Publisher and date of a source."""
    return f"{citation.publisher}, {date_words(citation.date) or 'undated'}"


def found(number: int, total: int) -> None:
    """How many rows a search left."""
    if number == total:
        text(f"All {total} organizations.")
    elif number:
        text(f"{number} of {total} organizations match.")
    else:
        text(
            f"None of the {total} organizations matches. Try fewer or shorter words, or a ward "
            "such as “ward 25”."
        )


def organisation_details(atlas: Atlas, chosen: str) -> None:
    """Everything on one organization."""
    organisation = atlas.organisations.get(chosen)
    if organisation is None:
        if chosen:
            text("The link names an organization that is not in the directory.")
        return
    with st.container(border=True):
        kicker(organisation.label)
        facts(
            (
                ("Where", place_words(atlas, organisation)),
                ("Status", organisation.status_words),
                ("Last dated evidence", organisation.evidence),
                ("Founded", organisation.founded),
                ("Sure of the name", organisation.name_confidence),
                ("In the 2021 essay", "yes" if organisation.in_essay else "no"),
            )
        )
        if organisation.note:
            text(organisation.note)
        cited(atlas, organisation)


def how_to_correct() -> None:
    """One sentence for the volunteer who knows better."""
    text(
        "To correct a row, change it in the spreadsheet data/reference/organisations.csv (its wards "
        "are in footprints.csv, its sources in citations.csv); the map follows at once, and a "
        "mistake is named here with its row."
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
    records = f"{source_line(source_ids)}." if source_ids else ""
    st.html(
        f'<p class="atlas-source">{escape(records)} Organizations: the atlas’s '
        f"directory, with sources row by row. {escape(vintage_words)} "
        f"{escape(atlas.build.words)}.</p>"
    )


def warnings(notices: Sequence[str], problems: Sequence[Problem]) -> None:
    """What is wrong with the link or with rows of the directory; nothing if nothing is."""
    if notices:
        st.warning(plain("  \n".join(notices)))
    if problems:
        lines = [str(p) for p in problems[:MAX_PROBLEMS]]
        if len(problems) > MAX_PROBLEMS:
            lines.append(f"… and {len(problems) - MAX_PROBLEMS} more.")
        st.warning("Some rows of the directory need mending; the others are shown.")
        bullets(lines)


MARKDOWN = str.maketrans({c: f"\\{c}" for c in r"\`*_{}[]()<>#+!|$:~"})
"""Characters with a meaning in markdown."""


def plain(words: str) -> str:
    """Text for a Streamlit element that reads markdown, with nothing of it taken as markup."""
    return words.translate(MARKDOWN)
