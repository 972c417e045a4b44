"""What the writer's desk hands out: files of a picture, words, the embedded page, a link."""

from __future__ import annotations

import streamlit as st

from geo import permanent
from geo.color_check import figure_report
from geo.embed.page import embed_html
from geo.embed.snippet import snippet
from geo.errors import AtlasError
from geo.export import chart_picture, picture
from geo.export.form import Form
from geo.figures import words as told
from geo.figures.about import About
from geo.figures.figure import Chart, Figure
from geo.page_settings import FIRST_PAGE
from geo.view import brief_link, link
from ui import cache, notes
from ui.downloads import host


def name_in_address(figure: Figure) -> str:
    """The page of a figure as addresses have it."""
    return "" if figure.page == FIRST_PAGE else figure.page


def about(figure: Figure) -> About:
    """Where the figure comes from, with its address on this host."""
    build = cache.atlas().build
    address = host() + brief_link(figure.view, name_in_address(figure), build.build_id)
    return About(build, address, cache.data_hash())


def in_theme(figure: Figure, *, dark: bool) -> Figure:
    """The figure composed for a theme; the one on the page may be of the other."""
    return cache.figure(figure.page, figure.view, dark=dark)


def chart_of(figure: Figure, what: str) -> Chart | None:
    """The chart of that name; None for the map."""
    return figure.chart(what)


def drawn(figure: Figure, what: str, form: Form, ending: str) -> bytes:
    """A picture as a file; raises what `geo.export` raises."""
    themed = in_theme(figure, dark=form.dark)
    return cache.picture_file(themed, what, form, about(figure), ending)


def file_name(figure: Figure, what: str, form: Form) -> str:
    """Without ending: page, chart, ward map and size."""
    part = "" if chart_of(figure, what) is None else f"_{what}"
    return f"ward-atlas_{figure.page}{part}_{figure.view.map}_{form.size}"
