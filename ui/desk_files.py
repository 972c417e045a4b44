"""What the writer's desk hands out beside the picture: words, the embedded page, a frozen link."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from geo import permanent
from geo.embed.page import embed_html
from geo.embed.snippet import live, snippet
from geo.errors import AtlasError
from geo.figures.about import About
from geo.figures.figure import Figure
from geo.figures.words import (
    caption,
    chart_alt,
    citations,
    long_description,
    short_alt,
    source_line,
    suggested_headline,
)
from geo.links import brief_link, link
from geo.page_settings import name_in_address
from ui import cache, notes
from ui.downloads import host

LONG, TALL = 400, 170
"""Characters from which words are shown in a box that scrolls, and its height in pixels."""


def printed_address(figure: Figure) -> str:
    """The address on the picture: short enough to be printed."""
    page, build = name_in_address(figure.page), cache.atlas().build
    return host() + brief_link(figure.view, page, build.build_id)


def full_address(figure: Figure) -> str:
    """The address with every setting."""
    return host() + link(figure.view, name_in_address(figure.page), cache.atlas().build.build_id)


def suggestion(figure: Figure, what: str) -> str:
    """The headline a picture has if the writer gives none."""
    chart = figure.chart(what)
    return chart.title if chart else suggested_headline(figure)


def words(figure: Figure, what: str) -> None:
    """Everything to paste beside the picture, each with a button that copies it."""
    build, chart = cache.atlas().build, figure.chart(what)
    cited = citations(figure, build, full_address(figure))
    told: Mapping[str, str] = {
        "Headline": suggestion(figure, what),
        "Caption": caption(figure),
        "Text alternative": chart_alt(chart) if chart else short_alt(figure),
        "Long description": chart.alt if chart else long_description(figure),
        "Source line": source_line(figure, build),
        "Citation, APA": cited.apa,
        "Citation, Chicago": cited.chicago,
        "Citation, MLA": cited.mla,
    }
    st.download_button(
        "All of it (TXT)",
        "\n\n".join(f"{name}\n{text}" for name, text in told.items()),
        f"ward-atlas_{figure.page}_words.txt",
        "text/plain",
        key="desk_words",
        on_click="ignore",
    )
    for name, text in told.items():
        notes.kicker(name)
        st.code(
            text, language=None, wrap_lines=True, height=TALL if len(text) > LONG else "content"
        )


def embedded(figure: Figure, title: str) -> None:
    """The page that can be embedded, and the lines that do it; `title` is the writer's, if any."""
    notes.text(
        "One file with map, legend, table and source; it needs no other server. Put it on your "
        "site and give its address here: its frame sets its own height. Without an address the "
        "code shows the live view, in a frame of fixed height that scrolls inside."
    )
    st.download_button(
        "Page to embed (HTML)",
        partial(page_file, figure, full_address(figure), title),
        f"ward-atlas_{figure.page}_{figure.view.map}.html",
        "text/html",
        key="desk_embed",
        on_click="ignore",
    )
    address = st.text_input(
        "Address of the file on your site",
        key="desk_address",
        placeholder="https://example.org/ward-atlas.html",
    )
    try:
        code = snippet(
            address.strip() if address else live(full_address(figure)), title or figure.title
        )
    except AtlasError as fault:
        st.warning(notes.plain(str(fault)))
        return
    st.code(code, language=None, wrap_lines=True, height=160)


def page_file(figure: Figure, address: str, title: str) -> bytes:
    """The figure as a page of its own, in both themes, with its link."""
    light, dark = (cache.figure(figure.page, figure.view, dark=dark) for dark in (False, True))
    about = About(cache.atlas().build, address, cache.data_hash())
    return embed_html(light, about, dark=dark, title=title)


def permanent_link(figure: Figure, title: str) -> None:
    """A link that keeps build and data in mind, and the file that keeps the picture."""
    atlas, data, page = cache.atlas(), cache.data_hash(), name_in_address(figure.page)
    build = atlas.build.build_id
    notes.text(
        "This link names every setting, the build and the data. Opened on other data it says so; "
        "the file keeps what is shown today."
    )
    address = host() + permanent.frozen_link(figure.view, page, build, data)
    st.code(address, language=None, wrap_lines=True)
    name = permanent.key(page, permanent.frozen_query(figure.view, page, build, data))
    st.download_button(
        "The picture as it is now (HTML)",
        partial(page_file, figure, address, title),
        f"{name}.html",
        "text/html",
        key="desk_frozen",
        on_click="ignore",
    )
