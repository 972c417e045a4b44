"""Stylesheet, script, typeface and icon, shared by all pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from geo.export.lettering import folder
from geo.publish.records import Made, Page
from geo.publish.render import ASSETS
from geo.publish.site import Site
from geo.publish.small_map import rules

PLAIN = ("site.js", "icon.svg")
FONTS = {400: "SourceSansPro-Regular.woff", 600: "SourceSansPro-Semibold.woff"}
LICENSE = "SourceSansPro-LICENSE.txt"


def made(site: Site, page: Page) -> Made:
    """All files in `assets/`; the colors of the maps come from the palettes."""
    plain = {name: (ASSETS / name).read_bytes() for name in PLAIN}
    style = (ASSETS / "site.css").read_bytes() + rules().encode()
    files: dict[str, Callable[[], bytes]] = {
        f"assets/{name}": partial(bytes, content) for name, content in plain.items()
    }
    files["assets/site.css"] = partial(bytes, style)
    files[f"assets/{LICENSE}"] = (folder() / "LICENSE.txt").read_bytes
    return Made("", files=files, basis=(plain, style))
