"""The one place where the site has its pictures drawn."""

from __future__ import annotations

from collections.abc import Callable

import vl_convert

from geo.atlas import Atlas
from geo.export.lettering import BOLD, own_folder
from geo.export.page import Type, line, paragraph
from geo.export.svg import Node, document, node
from geo.export.ward_picture import ward_picture
from geo.export.ward_shapes import shapes
from geo.figures.figure import Figure
from geo.publish.records import Page
from geo.publish.site import Site

SHOWN = (760, 900)
PREVIEW = (1200, 630)


def about(site: Site, page: Page) -> tuple[str, str]:
    return site.build(page).words, site.address(page.path)


def picture(figure: Figure, atlas: Atlas, box, size: float) -> Node:
    return ward_picture(figure.picture, shapes(figure.picture.vintage, atlas.build.build_id), box, "m", size)


def shown(figure: Figure, about: tuple[str, str], atlas: Atlas) -> bytes:
    w, h = SHOWN
    return document(w, h, picture(figure, atlas, (0, 0, w, h), 11), title=figure.title).encode()


def preview(figure: Figure, about: tuple[str, str], atlas: Atlas) -> bytes:
    vl_convert.register_font_directory(own_folder().name)
    w, h = PREVIEW
    words, _ = paragraph(figure.title, 40, 90, 560, Type(40, BOLD), most=6)
    svg = document(
        w, h, node("rect", width=w, height=h, fill="#ffffff"), *words,
        line(about[0], 40, h - 30, Type(16)),
        picture(figure, atlas, (640, 10, 540, 610), 9), title=figure.title,
    )
    return vl_convert.svg_to_png(svg)


def taken(figure: Figure, about, atlas: Atlas, key: str) -> dict[str, Callable[[], bytes]]:
    return {f"{key}.svg": lambda: shown(figure, about, atlas), f"{key}.png": lambda: preview(figure, about, atlas)}

SITE_PREVIEW = "preview.png"


def of_page(site: Site, page: Page, pair: tuple[Figure, Figure]) -> dict[str, Callable[[], bytes]]:
    given = about(site, page)
    return {
        f"{page.key}-shown.svg": lambda: shown(pair[0], given, site.atlas),
        f"{page.key}-shown-dark.svg": lambda: shown(pair[1], given, site.atlas),
        f"{page.key}.png": lambda: preview(pair[0], given, site.atlas),
    }
