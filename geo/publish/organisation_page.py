"""The page of one organization: what it is, where, how fresh the evidence, who says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from geo.coalition_day import RELATION_WORDS
from geo.coalitions import Affiliation
from geo.committee_words import confirmed_facts
from geo.export.svg import Node
from geo.export.ward_shapes import shapes
from geo.figures.figure import Figure
from geo.organisations import Organisation
from geo.presence import Presence, Reach
from geo.publish import pictures
from geo.publish.records import Foot, Made, Page
from geo.publish.site import Site
from geo.publish.small_map import Marked, small_map
from geo.publish.ward_page import ward_name
from geo.sheets import place_words
from geo.sources import source_line
from geo.tables import output
from geo.view import View
from geo.wards import WARD_NUMBERS, vintages
from geo.words import capital, map_badge, place_in_ward

UNCHECKED = "Nobody’s present status was checked live; “not known” means nobody looked since."
MAPS = f"Ward maps: {' and '.join(map_badge(v) for v in vintages())}; people: 2020 census."
NO_AREA = "Its area is not stated in any source found, so it is on no map here."


@dataclass(frozen=True)
class Cited:
    """A source with a link, and publisher and date as a remark."""

    title: str
    address: str
    remark: str


@dataclass(frozen=True)
class Here:
    """A ward the organization is in or reaches."""

    year: int
    ward: int
    words: str


@dataclass(frozen=True)
class Tied:
    """What sources say of the organization and a coalition."""

    coalition: str
    words: str
    sources: tuple[Cited, ...]


def made(site: Site, page: Page) -> Made:
    """An organization by its id."""
    atlas, one = site.atlas, site.atlas.organisations[page.subject]
    places = tuple(here for which in vintages() for here in reached(site, one, which.year))
    where = place_words(atlas, one)
    summary = (
        f"{one.label}: {where}. {capital(one.status_words)}; last dated evidence {one.evidence}."
    )
    figure, own = figure_of(site, one), f"{page.key}-card.png"
    picture = {own: partial(pictures.card, figure, site.about(page))} if figure else {}
    return Made(
        "organization.html",
        title=one.label,
        summary=summary,
        foot=Foot(
            "Organizations: the atlas’s directory, with the sources above. "
            f"People: {source_line(output('ward_areas.csv').sources).removeprefix('Source: ')}.",
            "Ward maps: "
            + " and ".join(map_badge(v) for v in vintages())
            + "; people: 2020 census.",
        ),
        context={
            "organization": one,
            "where": where,
            "facts": facts(site, one),
            "places": places,
            "no_area": NO_AREA,
            "unchecked": UNCHECKED,
            "ties": ties(site, one),
            "committees": committees(site, one),
            "sources": cited(site, one),
            "map": drawn(site, one, places, page),
            "year": one.homes[0][0] if one.homes else vintages()[0].year,
        },
        preview=own if figure else "",
        preview_alt=summary,
        files=picture,
        basis=(figure,),
    )


def facts(site: Site, one: Organisation) -> tuple[tuple[str, str], ...]:
    """Names and values."""
    return (
        ("Where", place_words(site.atlas, one)),
        ("Status", one.status_words),
        ("Last dated evidence", one.evidence),
        ("Founded", one.founded),
        ("Sure of the name", one.name_confidence),
        ("In the 2021 essay", "yes" if one.in_essay else "no"),
    )


def reaches(shown: Presence, one: Organisation) -> list[tuple[int, Reach]]:
    """Wards of a map the organization is named for, with its hold on them."""
    return [
        (ward.ward, reach)
        for ward in shown.wards
        for reach in ward.reaches
        if reach.organisation == one.id and reach.is_near
    ]


def reached(site: Site, one: Organisation, year: int) -> list[Here]:
    """Wards of a map it is in, in words."""
    found = reaches(site.presence(year), one)
    return [Here(year, ward, place_in_ward(reach)) for ward, reach in found]


def drawn(site: Site, one: Organisation, places: tuple[Here, ...], page: Page) -> Node | None:
    """The small map of the ward map it was recorded on with its wards outlined; None without."""
    year = one.homes[0][0] if one.homes else vintages()[0].year
    mine = tuple(here.ward for here in places if here.year == year)
    if not mine:
        return None
    shown = site.presence(year)
    outlines = shapes(year, site.key, site.settings.processed)
    said = "; ".join(f"ward {h.ward}: {h.words}" for h in places if h.year == year)
    label = f"Map of Chicago’s wards, {year} map, with the wards of {one.label} filled: {said}."
    names = (ward_name(site, shown, ward) for ward in WARD_NUMBERS)
    return small_map(shown, outlines, label, Marked(mine, alone=True), root=page.root, names=names)


def figure_of(site: Site, one: Organisation) -> Figure | None:
    """The map of the preview; None if its area is not stated."""
    if one.homes:
        year, ward = one.homes[0]
        return site.light("presence", View(map=year, ward=ward, outside=True))
    return site.light("presence", View(outside=True)) if one.areas else None


def ties(site: Site, one: Organisation) -> tuple[Tied, ...]:
    """Every row on the organization and a coalition, denials too."""
    mine = [
        a
        for a in site.atlas.ties.affiliations
        if a.subject is not None and a.subject.seat is None and a.subject.key == one.id
    ]
    return tuple(tied(site, a) for a in mine)


def tied(site: Site, said: Affiliation) -> Tied:
    """One row in words."""
    relation = RELATION_WORDS[said.relation]
    words = f"{relation if said.holds else 'a source says that it is not so'}, {said.period.words}"
    note = f". {said.note}" if said.note else ""
    name = site.atlas.coalitions[said.coalition_id].name
    return Tied(name, f"{words}; confidence {said.confidence}{note}", listed(site, said.source_ids))


def listed(site: Site, ids: tuple[str, ...]) -> tuple[Cited, ...]:
    """Sources of the directory by their ids."""
    found = (site.atlas.citations[i] for i in ids if i in site.atlas.citations)
    return tuple(Cited(one.title, one.address, one.remark) for one in found)


def cited(site: Site, one: Organisation) -> tuple[Cited, ...]:
    """Its own site, and the sources of its row."""
    own = (Cited("Its own site", one.website, ""),) if one.website else ()
    return (*own, *listed(site, one.source_ids))


def committees(site: Site, one: Organisation) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Committees of the state's registry that a person confirmed as the organization's."""
    confirmed = site.atlas.registry.of(one.id).confirmed
    return tuple(confirmed_facts(link, found) for link, found in confirmed if found)
