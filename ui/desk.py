"""The writer's desk: take the figure of a page away as pictures, words, an embed, files, links."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.export.form import RESOLUTIONS, SIZES, Form
from geo.figures.color_report import figure_report
from geo.figures.figure import Figure
from geo.figures.words import shortened
from geo.page_settings import name_in_address
from ui import cache, desk_files, downloads, notes

LABEL = "For an article: picture, words, embed code, permanent link"

ALIKE, GRAY = "Not every reader can tell these colors apart", "In gray print"
"""What precedes the findings of the color check: in color for some readers, or in gray copies."""

EVERYTHING = "Everything (ZIP)"
"""Pictures, words, the page to embed, the table."""

MAX_NAME = 60
"""Characters of a chart's title in the list of pictures."""

MAP = "map"
"""What is drawn, if not one of the figure's charts."""

SHARPNESS = {"1x": "For screens", "2x": "For fine screens (2×)", "print": "For print (300 dpi)"}


def desk(atlas: Atlas, figure: Figure) -> None:
    """Everything that can be taken away from a page's figure."""
    page = name_in_address(figure.page)
    taken = downloads.Takeaway(page, figure.title, figure.sheet, figure.sources)
    downloads.downloads(atlas, figure.view, taken)
    if figure.picture or figure.charts:
        for_an_article(figure)


@st.fragment
def for_an_article(figure: Figure) -> None:
    """The desk itself: a choice on it draws nothing else of the page anew."""
    box = st.expander(LABEL, on_change="rerun", key=f"desk_{figure.page}")
    if not box.open:
        return
    with box:
        picture, rest = st.columns([6, 5], gap="large")
        with rest:
            what, form = wanted(figure)
            title = form.title.strip() if form else ""
            named = desk_files.named(figure, what, title)
            words, embed, frozen = st.tabs(["Words", "Embed", "Freeze this view"])
            with words:
                desk_files.words(named, what)
            with embed:
                desk_files.embedded(figure, title)
            with frozen:
                desk_files.permanent_link(figure, title)
        with picture:
            if form:
                the_picture(figure, what, form)


def the_picture(figure: Figure, what: str, form: Form) -> None:
    """A preview in the very form of the files, and the files."""
    address = desk_files.printed_address(figure)
    made = partial(cache.picture_file, figure, what, form, address)
    part = f"_{what}" if figure.chart(what) else ""
    name = f"ward-atlas_{figure.page}{part}_{figure.view.map}_{form.size}"
    try:
        preview = made("png")
    except AtlasError as fault:
        st.warning(notes.plain(str(fault)))
        return
    buttons(name, made, desk_files.everything(figure, what, form.title.strip(), made))
    st.image(preview, width="stretch")
    notes.text(
        "The ZIP holds the picture in all three formats, the words, the page to embed with its "
        "code, and the table. The files carry title, source, link, build and the hash of the "
        "data. In SVG and PDF letters stay text."
    )
    report = figure_report(figure)
    if not report.passes:
        notes.kicker(GRAY if report.in_color else ALIKE)
        notes.bullets(report.findings)


def wanted(figure: Figure) -> tuple[str, Form | None]:
    """What is to be drawn and how; no form, and a word why, if the choices do not go together."""
    named = ({MAP: "Map"} if figure.picture else {}) | {
        c.name: shortened(c.title, MAX_NAME) for c in figure.charts
    }
    what = chosen("Picture", named, "what")
    left, right = st.columns(2)
    with left:
        size = chosen("Size", {k: s.label for k, s in SIZES.items()}, "size")
        look = chosen("Look", {"light": "Light", "dark": "Dark"}, "look")
    with right:
        screens = [r for r in RESOLUTIONS if r != "print" or SIZES[size].inches]
        sharp = chosen("Sharpness", {r: SHARPNESS[r] for r in screens}, "sharpness")
        kind = chosen("Around it", {"full": "Title, legend, source", "plain": "Nothing"}, "kind")
    plain = kind == "plain"
    title = byline = ""
    if not plain:
        title = typed("Your own headline", "title", desk_files.suggestion(figure, what))
        byline = typed("Your name, for the line below", "byline", "Map: your name")
    try:
        return what, Form(size, sharp, plain, look == "dark", "white", title, byline)
    except AtlasError as fault:
        st.warning(notes.plain(str(fault)))
        return what, None


def chosen(label: str, choices: dict[str, str], key: str) -> str:
    """A list; nothing to choose from is no list."""
    if len(choices) == 1:
        return next(iter(choices))
    return str(
        st.selectbox(label, list(choices), format_func=choices.__getitem__, key=f"desk_{key}")
    )


def typed(label: str, key: str, hint: str) -> str:
    """A line of one's own."""
    # What is too long is told in words, not cut off or dropped by the field.
    found: str | None = st.text_input(label, key=f"desk_{key}", placeholder=hint)
    return found or ""


def buttons(name: str, drawn: Callable[[str], bytes], whole: Callable[[], bytes]) -> None:
    """All of the desk as one file, and the picture as three kinds of file, each made when it is
    asked for."""
    kinds: Iterable[tuple[str, str, str, Callable[[], bytes]]] = (
        (EVERYTHING, "zip", "application/zip", whole),
        ("PNG", "png", "image/png", partial(drawn, "png")),
        ("SVG", "svg", "image/svg+xml", partial(drawn, "svg")),
        ("PDF", "pdf", "application/pdf", partial(drawn, "pdf")),
    )
    with st.container(horizontal=True):
        for label, ending, mime, file in kinds:
            st.download_button(
                label,
                file,
                f"{name}.{ending}",
                mime,
                key=f"desk_{ending}",
                on_click="ignore",
            )
