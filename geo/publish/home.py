"""The opening page: what this is, the maps, and a list in which to find a ward or organization."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from geo.figures.compose import compose
from geo.figures.figure import Figure
from geo.page_settings import FIRST_PAGE
from geo.publish import pictures
from geo.publish.records import Foot, Made, Page
from geo.publish.render import PREVIEW
from geo.publish.site import Site
from geo.publish.ward_list import OWN_MAPS, WardMap, ward_map
from geo.sheets import place_words
from geo.sources import DIRECTORY, source_line
from geo.spelling import plain_letters
from geo.tables import output
from geo.view import View
from geo.wards import vintages

WHAT = (
    "Independent political organizations work in elections outside the Democratic Party’s own "
    "organization, mostly ward by ward. No official list of them exists. These pages say where "
    "they are, who lives there, how sure that is, and who says so."
)


@dataclass(frozen=True)
class Place:
    """A row of the list to search: where it leads, its name, a remark, and words to find it by."""

    path: str
    name: str
    remark: str
    words: str


def made(site: Site, page: Page) -> Made:
    """The opening page."""
    maps = tuple(ward_map(site, which, page) for which in vintages())
    sources = (*output("ward_areas.csv").sources, "alder_terms")
    return Made(
        "home.html",
        title="Chicago Ward Atlas",
        summary=f"{maps[0].finding}. {WHAT}",
        foot=Foot(
            f"{source_line(sources)}. {DIRECTORY}",
            f"Ward maps: {' and '.join(m.badge for m in maps)}; people: 2020 census.",
        ),
        context={
            "maps": maps,
            "what": WHAT,
            "own_maps": OWN_MAPS,
            "places": (*ward_places(maps), *organisation_places(site)),
            "figures": len(site.listed),
            "statements": len(site.ledger),
            "organizations": len(site.atlas.organisations),
        },
        files={PREVIEW: partial(pictures.card, opening(site), site.about(page))},
        basis=(opening(site),),
    )


def opening(site: Site) -> Figure:
    """The figure of the image of the whole site."""
    return compose(site.atlas, FIRST_PAGE, View())


def ward_places(maps: tuple[WardMap, ...]) -> list[Place]:
    """Every ward of both maps, that in force first."""
    return [
        Place(
            f"wards/{m.which.year}/ward-{line.ward}.html",
            f"Ward {line.ward}, {m.which.label}",
            f"{line.alderperson}. {line.organizations or 'No organization listed'}",
            searchable(f"ward {line.ward} {m.which.year}", line.alderperson, line.organizations),
        )
        for m in reversed(maps)
        for line in m.lines
    ]


def organisation_places(site: Site) -> list[Place]:
    """Every organization."""
    return [
        Place(
            f"organizations/{one.id}.html",
            one.label,
            f"{place_words(site.atlas, one)}; {one.status_words}",
            searchable(one.label, place_words(site.atlas, one)),
        )
        for one in site.atlas.organisations.values()
    ]


def searchable(*words: str) -> str:
    """What a search looks through: small letters, with accents and without."""
    whole = " ".join(words).lower()
    plain = plain_letters(whole).lower()
    return whole if plain == whole else f"{whole} {plain}"
