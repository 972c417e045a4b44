"""The page of one ward of one map: who is there, who lives there, who is next door."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from geo.atlas_records import Flow
from geo.election_words import (
    DISTRICT_NOTE,
    VOTE_HEADER,
    district_lines,
    district_title,
    vote_rows,
    vote_title,
)
from geo.export.svg import Node
from geo.export.ward_shapes import shapes
from geo.figures.compose import compose
from geo.figures.figure import Figure
from geo.organisations import Organisation
from geo.presence import Presence
from geo.profile import Profile, profile
from geo.profile_words import BAR_LEGEND, footnotes, profile_sheet, standout_sentences
from geo.publish import pictures
from geo.publish.bars import table_of
from geo.publish.figure_page import citation, described, downloads
from geo.publish.records import Foot, Made, Page
from geo.publish.site import Site
from geo.publish.small_map import Marked, small_map
from geo.sheets import Sheet, to_csv, to_geojson, ward_sheet
from geo.sources import DIRECTORY, source_line
from geo.tables import output
from geo.view import View
from geo.ward_votes import council_results, overlaps
from geo.ward_words import (
    SMALL_FLOW,
    flow_title,
    side_lines,
    small_flows,
    term_lines,
    ward_alt,
    ward_headline,
    ward_subtitle,
)
from geo.wards import WARD_COUNT, vintage
from geo.words import map_badge, percent, place_in_ward, ward_lines

NONE_LISTED = "None listed. That is not proof of none: no directory is complete."


def made(site: Site, page: Page) -> Made:
    """A ward, "2015-25" for ward 25 of the 2015 map."""
    year, ward = map(int, page.subject.split("-"))
    atlas, shown = site.atlas, site.presence(year)
    found, figure = profile(atlas, year, ward), figure_of(site, year, ward)
    title, alt = ward_headline(atlas, shown, ward), ward_alt(atlas, shown, ward)
    sources = sources_of(site, year, ward)
    sheets = (profile_sheet(found), ward_sheet(atlas, shown, ward))
    said = described(site, page, title, sources)
    files = data_files(site, page, sheets, said)
    files[f"{page.key}-card.png"] = partial(pictures.card, figure, site.about(page))
    return Made(
        "ward.html",
        title=f"Ward {ward}, {year} map",
        summary=f"{title}. {ward_subtitle(atlas, shown, ward)}",
        foot=Foot(
            f"{source_line(sources)}. {DIRECTORY}",
            f"Ward map: {map_badge(vintage(year))}; people: 2020 census.",
        ),
        context={
            **who(site, shown, ward),
            **figures_of(site, found),
            **votes(site, year, ward),
            **{"heading": title, "alt": alt, "year": year, "ward": ward, "count": WARD_COUNT},
            "subtitle": ward_subtitle(atlas, shown, ward),
            "badge": map_badge(vintage(year)),
            "legends": site.legends(year),
            "map": small(site, shown, page, alt, ward),
            "downloads": downloads(files, page),
            "citation": citation(site, page, title),
        },
        preview=f"{page.key}-card.png",
        preview_alt=alt,
        files=files,
        basis=(sheets, said, figure),
    )


def data_files(
    site: Site, page: Page, sheets: tuple[Sheet, Sheet], said: dict[str, str]
) -> pictures.Files:
    """The profile as a table; the ward and its neighbors as a map."""
    found, near = sheets
    year = near.rows[0]["Ward map"]
    return {
        f"{page.key}.csv": partial(to_csv, found),
        f"{page.key}.geojson": partial(to_geojson, near, year, said, site.settings.processed),
    }


def figure_of(site: Site, year: int, ward: int) -> Figure:
    """The figure of the ward's preview."""
    return compose(site.atlas, "ward", View(map=year, ward=ward))


def small(site: Site, shown: Presence, page: Page, alt: str, ward: int) -> Node:
    """The small map with the ward outlined."""
    lines = (ward_name(site, shown, n) for n in range(1, WARD_COUNT + 1))
    outlines = shapes(shown.vintage, site.key, site.settings.processed)
    return small_map(shown, outlines, alt, Marked((ward,)), root=page.root, names=lines)


def ward_name(site: Site, shown: Presence, ward: int) -> str:
    """ "Ward 25: Pilsen …": what a link of a map says."""
    said = "; ".join(ward_lines(shown.wards[ward - 1], site.atlas.organisations))
    return f"Ward {ward}: {said}"


def sources_of(site: Site, year: int, ward: int) -> tuple[str, ...]:
    """Ids of everything on the page."""
    votes_of = (r.source_id for r in council_results(site.table("council_results"), year, ward))
    ids = (
        *output("ward_areas.csv").sources,
        *output(f"indicators_{year}.csv").sources,
        "alder_terms",
        *votes_of,
        "districts_2018",
    )
    return tuple(dict.fromkeys(ids))


@dataclass(frozen=True)
class Listed:
    """An organization of a ward: its page, its hold on the ward, how fresh the evidence is."""

    organisation: Organisation
    here: str


@dataclass(frozen=True)
class Beside:
    """A ward next door: its class in words, and what is listed there."""

    ward: int
    border: str
    says: str


def who(site: Site, shown: Presence, ward: int) -> dict[str, object]:
    """Organizations, neighbors, alderpersons, sides and the other map."""
    atlas = site.atlas
    reaches = [r for r in shown.wards[ward - 1].reaches if r.is_near]
    ordered = sorted(reaches, key=lambda r: (not r.at_home, -r.share))
    near = atlas.neighbours(shown.vintage, ward)
    return {
        "organizations": tuple(
            Listed(atlas.organisations[r.organisation], place_in_ward(r)) for r in ordered
        ),
        "none_listed": NONE_LISTED,
        "neighbors": tuple(beside(site, shown, n.ward, n.border_m) for n in near),
        "terms": tuple(term_lines(atlas, ward)),
        "sides": tuple(side_lines(atlas, shown.vintage, ward)),
        "flow_title": flow_title(shown.vintage),
        "other": other_map(shown.vintage),
        "flows": flows(site, shown.vintage, ward),
    }


def other_map(year: int) -> int:
    """The other ward map of the crosswalk."""
    return 2023 if year == 2015 else 2015  # noqa: PLR2004  the two maps of the crosswalk


def beside(site: Site, shown: Presence, ward: int, border_m: int) -> Beside:
    """A ward next door."""
    says = "; ".join(ward_lines(shown.wards[ward - 1], site.atlas.organisations))
    return Beside(ward, f"{border_m:,} m" if border_m else "at a corner", says)


@dataclass(frozen=True)
class Part:
    """People a ward shares with a ward of the other map; `ward` is None for all slivers."""

    ward: int | None
    label: str
    people: str
    share: str
    says: str


def flows(site: Site, year: int, ward: int) -> tuple[Part, ...]:
    """Where the ward's people are on the other map, most first, the slivers in one row."""
    there = site.presence(other_map(year))
    large: list[Part] = []
    rest: list[Flow] = []
    for flow in site.atlas.flows(year, ward):
        if flow.share < SMALL_FLOW:
            rest.append(flow)
            continue
        names = [
            site.atlas.organisations[r.organisation].label
            for r in there.wards[flow.other - 1].reaches
            if r.counted and r.is_near
        ]
        says = "; ".join(names) or "none listed"
        label = f"Ward {flow.other}"
        large.append(Part(flow.other, label, f"{flow.people:,}", percent(flow.share), says))
    return (*large, *([Part(None, *small_flows(rest))] if rest else ()))


def figures_of(site: Site, found: Profile) -> dict[str, object]:
    """The profile: sentences, table, footnotes."""
    return {
        "standouts": standout_sentences(found),
        "groups": table_of(found),
        "notes": (BAR_LEGEND, *footnotes(site.atlas, found)),
    }


def votes(site: Site, year: int, ward: int) -> dict[str, object]:
    """Council results and the districts of the primary."""
    return {
        "vote_title": vote_title(ward, year),
        "vote_header": VOTE_HEADER,
        "votes": tuple(vote_rows(council_results(site.table("council_results"), year, ward))),
        "district_title": district_title(ward),
        "districts": tuple(district_lines(overlaps(site.table("district_overlap"), year, ward))),
        "district_note": DISTRICT_NOTE,
    }
