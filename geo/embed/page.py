"""A figure as one HTML file: no other file, no address is asked for anything.

It can be read without JavaScript: map, legend, words and table are plain HTML. The script adds
hover, tap and keyboard, and tells a page around it how high it is.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geo.embed.charts import chart_images
from geo.embed.picture import interactive_map
from geo.embed.rows import table_of
from geo.embed.swatches import DARK, LIGHT, swatch
from geo.embed.themes import Inks, both
from geo.errors import AtlasError
from geo.export.svg import clean, written
from geo.export.ward_picture import ink
from geo.export.ward_shapes import Shapes
from geo.export.ward_shapes import shapes as ward_shapes
from geo.figures.about import About
from geo.figures.figure import Figure, Legend, Square
from geo.sources import page_sources

if TYPE_CHECKING:
    from jinja2 import Template

ASSETS = Path(__file__).resolve().parent / "assets"

MAX_TITLE = 300
"""Characters of a title of one's own; a longer one is no title."""

MAX_BYTES = 300 * 1024
"""Of a file, so that an article that holds three of them still opens at once."""


class EmbedError(AtlasError):
    """A figure cannot be made into a file as asked."""


@dataclass(frozen=True)
class Row:
    """A row of a legend, its swatch drawn."""

    swatch: str
    label: str
    detail: str
    help: str
    count: int | None


def embed_html(
    figure: Figure,
    about: About,
    *,
    dark: Figure | None = None,
    shapes: Shapes | None = None,
    title: str = "",
) -> bytes:
    """A figure as one self-contained page.

    Parameters
    ----------
    figure : Figure
        Composed for the light theme.
    about : About
        Build, address and hash of the data; the address becomes a link if it is http or https.
    dark : Figure, optional
        The same composed for the dark theme; without it, classes have their light colors in both.
    shapes : Shapes, optional
        Of the picture's ward map; read from the data if not given.
    title : str
        Instead of the figure's own.

    Returns
    -------
    bytes
        UTF-8; the same for the same input.

    Raises
    ------
    EmbedError
        If the title is too long, if there is neither map nor chart to show, or if the file would
        be larger than `MAX_BYTES`.
    """
    check(figure, title)
    whole = page(figure, dark or figure, about, shapes, title.strip() or figure.title)
    if len(whole) > MAX_BYTES:
        raise EmbedError(
            f"The file of “{figure.title}” would have {len(whole):,} bytes; at most "
            f"{MAX_BYTES:,} are allowed. Take the wards instead of precincts, or a shorter table."
        )
    return whole


def check(figure: Figure, title: str) -> None:
    """Whether there is something to show, under a title that is one."""
    if len(title) > MAX_TITLE:
        raise EmbedError(
            f"The title has {len(title):,} characters; at most {MAX_TITLE} are allowed. Shorten it."
        )
    if figure.picture is None and not figure.charts:
        raise EmbedError(
            f"The page {figure.page!r} has neither a map nor a chart to embed. Take its table "
            "(CSV) instead."
        )


def page(light: Figure, dark: Figure, about: About, shapes: Shapes | None, title: str) -> bytes:
    """The page from its template, every text escaped there."""
    inks = Inks()
    drawn = the_map(light, dark, about, shapes, inks)
    legends = legend_parts(light, dark, inks)
    script = asset("embed.js")
    text = template().render(
        figure=light,
        title=title,
        about=about,
        link=linked(about.address),
        foot=foot(light, about),
        map=markup(drawn),
        charts=() if drawn else chart_images(light, dark),
        legends=legends,
        table=table_of(light),
        style=markup(asset("embed.css").replace("/* COLORS */", colors(inks))),
        script=markup(script),
        policy=policy(script),
    )
    return clean(text).encode("utf-8")


def the_map(light: Figure, dark: Figure, about: About, shapes: Shapes | None, inks: Inks) -> str:
    """The drawing of the map; blank for a figure without one."""
    if light.picture is None:
        return ""
    known = shapes or ward_shapes(light.picture.vintage, about.build.build_id)
    return written(interactive_map(light, dark, known, inks))


def legend_parts(light: Figure, dark: Figure, inks: Inks) -> list[dict[str, Any]]:
    """Every legend as the template wants it."""
    pairs = zip(light.legends, dark.legends, strict=True)
    found: list[dict[str, Any]] = []
    for number, (one, other) in enumerate(pairs):
        if isinstance(one, Legend) and isinstance(other, Legend):
            found.append({"title": one.title, "rows": rows(one, other, number, inks)})
        elif isinstance(one, Square) and isinstance(other, Square):
            found.append({"title": one.title, "square": square(one, other, inks), "of": one})
    return found


def rows(one: Legend, other: Legend, number: int, inks: Inks) -> list[Row]:
    """Rows of a legend with their swatches in both themes."""
    found = []
    for place, (a, b) in enumerate(zip(one.rows, other.rows, strict=True)):
        key = f"key-{number}-{place}"
        drawn = both(swatch(a.swatch, LIGHT, key), swatch(b.swatch, DARK, key), inks)
        found.append(Row(markup(written(drawn)), a.label, a.detail, a.help, a.count))
    return found


def square(one: Square, other: Square, inks: Inks) -> list[dict[str, Any]]:
    """A legend of two things: a row per step upward, the highest first, of classes and counts."""
    steps = zip(one.upward, one.colors, other.colors, one.counts, strict=True)
    return [
        {
            "label": label,
            "cells": [
                (f"b{inks.number(a, b)} t{inks.number(ink(a), ink(b))}", count)
                for a, b, count in zip(light, dark, counts, strict=True)
            ],
        }
        for label, light, dark, counts in reversed(list(steps))
    ]


def colors(inks: Inks) -> str:
    """Variables of both themes, and the classes that use them."""
    ground = "".join(
        f".b{n}{{background:var(--i{n})}}.t{n}{{color:var(--i{n})}}" for n in inks.pairs.values()
    )
    light, dark = inks.variables(0), inks.variables(1)
    return (
        f":root{{{light}}}"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}"
        f":root[data-theme=dark]{{{dark}}}{inks.rules()}{ground}"
    )


def foot(figure: Figure, about: About) -> str:
    """Sources, vintage, date and build."""
    return f"{page_sources(figure.sources)} {figure.footing} {about.build.words}."


def linked(address: str) -> str:
    """An address that may be followed; blank for any other text."""
    return address if urlsplit(address).scheme in ("http", "https") else ""


def policy(script: str) -> str:
    """What the page may load and run: nothing but its own style and this very script."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def asset(name: str) -> str:
    """A file that becomes part of every page."""
    return (ASSETS / name).read_text("utf-8").strip()


@cache
def template() -> Template:
    """The page's template; what is put in is escaped unless it is markup of our own."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  only who makes a file needs it

    made = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return made.from_string(asset("embed.html"))


def markup(own: str) -> str:
    """Text that is markup already: drawn and escaped by our own code, or a file of ours."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(own)  # noqa: S704  made by `geo.export.svg`, which escapes, or read from ASSETS
