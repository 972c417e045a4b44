"""What a reader of a permanent link is told, and the way from an embedded page to the atlas."""

from __future__ import annotations

from html import escape

import streamlit as st

from geo import permanent
from geo.errors import AtlasError
from geo.links import link
from geo.permanent import Copy, Told
from ui import cache, notes, state
from ui.downloads import host


def notice() -> None:
    """Whether the data are still those of a frozen link; nothing for other links.

    The container is always there, so that a notice that goes does not move the map, which would
    load it anew.
    """
    with st.container():
        frozen = state.frozen_link()
        if frozen is None:
            return
        page, query = frozen
        said = permanent.told(query, page, cache.atlas().build, cache.data_hash())
        if said is None:
            return
        if said.standing == "same":
            st.html(f'<p class="atlas-source">{escape(said.words)}</p>')
        else:
            st.warning(notes.plain(said.words))
            both_ways(said, page, query)


def both_ways(said: Told, page: str, query: dict[str, str]) -> None:
    """The kept file, or how to keep one, and today's view."""
    today = f"{host()}/{page}?{permanent.thawed(query, cache.atlas().build.build_id)}"
    try:
        copy = permanent.kept(said.key)
        then = copy_words(said, copy)
    except AtlasError as fault:
        copy, then = permanent.Copy(), escape(str(fault))
    st.html(
        f'<ul class="atlas-list"><li>{then}</li><li><a href="{escape(today)}" target="_self">'
        "Today’s view</a>, shown below, without the mark of a frozen link.</li></ul>"
    )
    if copy.file:
        st.download_button("The picture as it was (HTML)", copy.file.read_bytes(), copy.file.name)


def copy_words(said: Told, copy: Copy) -> str:
    """Where the frozen picture is, as HTML."""
    if copy.address:
        sure = "" if copy.sure else ", if its writer had it published"
        return f"{notes.link('The picture as it was', copy.address)}{sure}."
    if copy.file:
        return "The picture as it was is kept here: the button below gives its file."
    return (
        "No copy of the picture as it was is kept here. Whoever froze the view may have the file "
        f"{escape(said.key)}.html; put into the atlas’s folder of frozen files it is offered here."
    )


def way_out() -> None:
    """The link from an embedded page to the same view with everything around it."""
    page, view = state.shown()
    address = host() + link(view, page, cache.atlas().build.build_id)
    st.html(f'<p class="atlas-open">{notes.link("Open in the atlas", address)}</p>')
