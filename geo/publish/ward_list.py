"""The list of the wards of both maps."""

from __future__ import annotations

from dataclasses import dataclass

from geo.export.svg import Node
from geo.export.ward_shapes import shapes
from geo.palettes import presence_class
from geo.presence import Presence
from geo.publish.records import Foot, Made, Page
from geo.publish.site import LegendPair, Site
from geo.publish.small_map import Marked, small_map
from geo.publish.ward_page import ward_name
from geo.sources import DIRECTORY, source_line
from geo.tables import output
from geo.wards import Vintage, vintages
from geo.words import alt_text, headline, map_badge

OWN_MAPS = (
    "A ward number means nothing without its map: the same number on the other map can be other "
    "land. The later map has been in force since May 2023."
)


@dataclass(frozen=True)
class WardLine:
    """One ward of a list."""

    ward: int
    alderperson: str
    people: str
    klass: str
    organizations: str


@dataclass(frozen=True)
class WardMap:
    """One ward map: its finding, its small map and its wards."""

    which: Vintage
    badge: str
    finding: str
    picture: Node
    legends: tuple[LegendPair, ...]
    lines: tuple[WardLine, ...]


def made(site: Site, page: Page) -> Made:
    """All wards, the map in force first."""
    maps = tuple(ward_map(site, which, page) for which in reversed(vintages()))
    sources = (*output("ward_areas.csv").sources, "alder_terms")
    return Made(
        "wards.html",
        title="Chicago’s wards on both ward maps",
        summary=f"A profile of every ward. {maps[0].finding}. {OWN_MAPS}",
        foot=Foot(
            f"{source_line(sources)}. {DIRECTORY}",
            f"Ward maps: {' and '.join(m.badge for m in maps)}; people: 2020 census.",
        ),
        context={"maps": maps, "own_maps": OWN_MAPS},
    )


def ward_map(site: Site, which: Vintage, page: Page) -> WardMap:
    """One ward map with its wards."""
    shown = site.presence(which.year)
    return WardMap(
        which,
        map_badge(which),
        headline(shown),
        whole_map(site, shown, page),
        site.legends(which.year),
        tuple(ward_lines_of(site, shown)),
    )


def whole_map(site: Site, shown: Presence, page: Page) -> Node:
    """The small map of all wards, with their numbers."""
    outlines = shapes(shown.vintage, site.key, site.settings.processed)
    names = (ward_name(site, shown, w.ward) for w in shown.wards)
    return small_map(shown, outlines, alt_text(shown), Marked(), root=page.root, names=names)


def ward_lines_of(site: Site, shown: Presence) -> list[WardLine]:
    """Every ward by number."""
    names = site.atlas.organisations
    return [
        WardLine(
            w.ward,
            site.atlas.alder(shown.vintage, w.ward),
            f"{w.population:,}",
            presence_class(w.klass).short,
            "; ".join(names[r.organisation].label for r in w.reaches if r.is_near),
        )
        for w in shown.wards
    ]
