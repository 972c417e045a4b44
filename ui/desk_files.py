"""What the writer's desk hands out: pictures, words, the embedded page, a frozen link, and all of
it as one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
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
from geo.sheets import to_csv
from geo.writing import packed
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


def frozen_address(figure: Figure) -> str:
    """The address with every setting, the build and the data."""
    page, build = name_in_address(figure.page), cache.atlas().build.build_id
    return host() + permanent.frozen_link(figure.view, page, build, cache.data_hash())


def suggestion(figure: Figure, what: str) -> str:
    """The headline a picture has if the writer gives none."""
    chart = figure.chart(what)
    return chart.title if chart else suggested_headline(figure)


def named(figure: Figure, what: str, title: str) -> Figure:
    """The figure the words are made of: the picture's composition, under the writer's headline."""
    whole = cache.figure(figure.page, figure.view, dark=False)
    drawn = whole if whole.chart(what) else whole.of_map
    return replace(drawn, title=title) if title else drawn


def told(figure: Figure, what: str, address: str) -> Mapping[str, str]:
    """The words that go with a picture, by their names; `address` is cited."""
    build, chart = cache.atlas().build, figure.chart(what)
    cited = citations(figure, build, address)
    return {
        "Headline": suggestion(figure, what),
        "Caption": caption(figure),
        "Text alternative": chart_alt(chart) if chart else short_alt(figure),
        "Long description": chart.alt if chart else long_description(figure),
        "Source line": source_line(figure, build),
        "Citation, APA": cited.apa,
        "Citation, Chicago": cited.chicago,
        "Citation, MLA": cited.mla,
    }


def plain_text(named: Mapping[str, str]) -> str:
    """Words below their names."""
    return "\n\n".join(f"{name}\n{text}" for name, text in named.items())


def words(figure: Figure, what: str) -> None:
    """Everything to paste beside the picture, each with a button that copies it."""
    texts = told(figure, what, full_address(figure))
    st.download_button(
        "All of it (TXT)",
        plain_text(texts),
        f"ward-atlas_{figure.page}_words.txt",
        "text/plain",
        key="desk_words",
        on_click="ignore",
    )
    for name, text in texts.items():
        notes.kicker(name)
        st.code(
            text, language=None, wrap_lines=True, height=TALL if len(text) > LONG else "content"
        )


def everything(
    figure: Figure, what: str, title: str, made: Callable[[str], bytes]
) -> Callable[[], bytes]:
    """How to make a zip of the pictures, the words, the page to embed with its code, and the table.

    Parameters
    ----------
    title : str
        The writer's own headline, blank without one.
    made : callable
        Gives the picture as a file of a kind: "png", "svg" or "pdf".
    """
    # Asked now: when the file is made, nobody knows any more where the visitor found the atlas.
    address = full_address(figure)
    links = {"Link": address, "Permanent link": frozen_address(figure)}
    return partial(_everything, figure, what, title, made, links)


def _everything(
    figure: Figure,
    what: str,
    title: str,
    made: Callable[[str], bytes],
    links: Mapping[str, str],
) -> bytes:
    headed, address = named(figure, what, title), links["Link"]
    texts = {
        "words.txt": plain_text({**told(headed, what, address), **links}),
        "embed-code.txt": snippet(live(address), headed.title),
    }
    return packed(
        {f"picture.{ending}": made(ending) for ending in ("png", "svg", "pdf")}
        | {name: f"{text}\n".encode() for name, text in texts.items()}
        | {"embed.html": page_file(figure, address, title)}
        | {f"{figure.sheet.name}.csv": to_csv(figure.sheet)}
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
    data, page = cache.data_hash(), name_in_address(figure.page)
    build = cache.atlas().build.build_id
    notes.text(
        "This link names every setting, the build and the data. Opened on other data it says so; "
        "the file keeps what is shown today."
    )
    address = frozen_address(figure)
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
