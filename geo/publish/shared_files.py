"""Stylesheet, script, typeface and icon, shared by all pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from geo.export.lettering import BOLD, COVERED, REGULAR, folder
from geo.export.typeface import web_font
from geo.publish.records import Made, Page
from geo.publish.render import ASSETS
from geo.publish.site import Site
from geo.publish.small_map import rules

PLAIN = ("site.js", "icon.svg")
FONTS = {"regular.woff": REGULAR, "bold.woff": BOLD}
LICENSE = "SourceSansPro-LICENSE.txt"


def made(site: Site, page: Page) -> Made:
    """All files in `assets/`; the colors of the maps come from the palettes."""
    plain = {name: (ASSETS / name).read_bytes() for name in PLAIN}
    style = (ASSETS / "site.css").read_bytes() + rules().encode()
    files: dict[str, Callable[[], bytes]] = {
        f"assets/{name}": partial(bytes, content) for name, content in plain.items()
    }
    files["assets/site.css"] = partial(bytes, style)
    for name, weight in FONTS.items():
        files[f"assets/{name}"] = partial(web_font, weight, every_character())
    files[f"assets/{LICENSE}"] = (folder() / "LICENSE.txt").read_bytes
    return Made("", files=files, basis=(plain, style))


def every_character() -> frozenset[str]:
    """Every character the typeface is relied on for."""
    return frozenset(chr(code) for first, last in COVERED for code in range(first, last + 1))
