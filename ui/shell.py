"""The frame every page stands in: the list of pages, the navigation and what is set up once."""

from __future__ import annotations

import gc
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo import paths
from geo.errors import AtlasError
from ui import notes, permanence
from ui.state import at_page

TITLE = "Chicago Ward Atlas"

HERE = Path(__file__).resolve().parent

STYLES = HERE / "styles.css"
"""Our few rules on top of the theme."""

EMBEDDED_STYLES = HERE / "embedded.css"
"""What is left out inside another page."""

PAGES: tuple[tuple[str, str], ...] = (
    ("presence", "Presence"),
    ("sides", "Sides"),
    ("gaps", "Gaps"),
    ("expansion", "Where next"),
    ("plans", "Plans"),
    ("demographics", "Demographics"),
    ("compare", "Compare"),
    ("clustering", "Clustering"),
    ("coalitions", "Coalitions"),
    ("elections", "Elections"),
    ("claims", "Claims"),
    ("ward", "Ward"),
    ("lists", "Lists"),
    ("directory", "Directory"),
    ("methods", "Methods"),
)
"""File name in `pages/` (and name in the address) and title of every page; the first one opens.
A new page is a file and a line here."""

FRAMED = "_framed"
"""Set by `app.py` for the run that follows; see `require_frame`."""


def frame() -> None:
    """Set up the page and hand over to the one the visitor asked for. Called by `app.py` only."""
    chosen = navigation()
    st.set_page_config(
        page_title=f"{chosen.title} · {TITLE}", layout="wide", initial_sidebar_state="auto"
    )
    st.logo(HERE / f"wordmark_{'dark' if dark() else 'light'}.svg", size="large")
    st.html(STYLES)
    if embedded():
        st.html(EMBEDDED_STYLES)
    at_page(chosen.url_path)
    st.session_state[FRAMED] = True
    try:
        permanence.notice()
        chosen.run()
        if embedded():
            permanence.way_out()
    except AtlasError as error:
        notes.failure(error)
    freeze_once()


def navigation() -> st.Page:
    """Register the pages with Streamlit and return the one asked for."""
    pages = [
        st.Page(paths.ROOT / "pages" / f"{name}.py", title=title, default=number == 0)
        for number, (name, title) in enumerate(PAGES)
    ]
    return st.navigation(pages, position="top")


def require_frame() -> None:
    """First line of every page: make sure `app.py` set up the frame in this run.

    Streamlit runs a file of `pages/` by itself when a freshly started server is first opened by a
    deep link, without `app.py`, so without navigation or state. Registering the pages and running
    again mends it.
    """
    if st.session_state.pop(FRAMED, False):
        return
    navigation()
    st.rerun()


_frozen = False


def freeze_once() -> None:
    """Take everything imported so far out of the garbage collector's sight.

    Streamlit collects garbage after every run; walking the imported libraries takes about half of
    a run's time and finds nothing.
    """
    global _frozen  # noqa: PLW0603  once per process, by design
    if not _frozen:
        _frozen = True
        gc.collect()
        gc.freeze()


def dark() -> bool:
    """Whether the visitor's theme is dark."""
    return st.context.theme.type == "dark"


def embedded() -> bool:
    """Whether the page is shown inside another one (`?embed=true`): map, legend and source alone.

    Streamlit keeps the word in the address and out of the settings.
    """
    return bool(st.context.is_embedded)


def sidebar() -> DeltaGenerator:
    """Where the controls go: beside the page on a desk, one tap away on a phone."""
    return st.sidebar


def page_file(name: str) -> str:
    """Path of a page as links within the app want it."""
    return f"pages/{name}.py"
