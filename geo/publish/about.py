"""How the figures are made, from what, and what is not known: the methods of the atlas."""

from __future__ import annotations

import re

from geo.methods import SUBTITLE, TITLE, all_sources, sections
from geo.publish.changes import releases
from geo.publish.records import Foot, Made, Page
from geo.publish.site import Site
from geo.sources import source_line
from geo.wards import vintages
from geo.words import map_badge


def made(site: Site, page: Page) -> Made:
    """The methods, section by section, with their tables folded away."""
    parts = tuple((anchor(part.title), part) for part in sections(site.atlas))
    return Made(
        "about.html",
        title="About these figures",
        summary=SUBTITLE,
        foot=Foot(
            f"{source_line(all_sources())}.",
            f"Ward maps: {' and '.join(map_badge(v) for v in vintages())}; people: 2020 census.",
        ),
        context={"heading": TITLE, "subtitle": SUBTITLE, "sections": parts, "releases": releases()},
    )


def anchor(title: str) -> str:
    """A title as the end of an address: "Two ward maps" -> "two-ward-maps"."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
