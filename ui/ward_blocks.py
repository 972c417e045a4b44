"""The blocks of the page of one ward, and the sheet of paper they become when it is printed."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import cache
from html import escape
from math import cos, radians

import streamlit as st

from geo import paths
from geo.atlas import Atlas
from geo.indicators import PEOPLE, RACE, VOTING
from geo.presence import Presence
from geo.profile import Profile, profile
from geo.profile_words import footnotes, standout_sentences
from geo.sheets import display_polygons
from geo.sources import source_line
from geo.view import View
from geo.ward_words import flow_rows, flow_title, side_lines, term_lines, ward_headline
from geo.ward_words import ward_subtitle as ward_people
from geo.wards import vintage
from geo.words import map_badge, neighbour_lines, ward_lines
from ui import cards, notes
from ui.downloads import full_link
from ui.profile import profile_sources, profile_table, remarks


def who(atlas: Atlas, view: View, shown: Presence) -> None:
    """Organizations of the ward with their evidence, and the neighbors."""
    if view.ward is None:
        notes.text("No ward is chosen yet.")
        return
    ward = shown.wards[view.ward - 1]
    listed = [r for r in ward.reaches if r.is_near]
    notes.kicker("Organizations")
    if not listed:
        notes.text("None listed. That is not proof of none: no directory is complete.")
    for reach in sorted(listed, key=lambda r: (not r.at_home, -r.share)):
        cards.organisation_card(atlas, atlas.organisations[reach.organisation], reach)
    notes.kicker("Next door")
    notes.bullets(neighbour_lines(atlas, shown, view.ward))


def more(atlas: Atlas, view: View, shown: Presence) -> None:
    """Alderpersons, sides and the other map."""
    if view.ward is None:
        return
    left, right = st.columns(2, gap="medium")
    with left:
        notes.kicker(flow_title(view.map))
        header = ("Ward there", "People", "Share", "Organizations there")
        notes.simple_table(header, flow_rows(atlas, shown, view.ward), flow_title(view.map))
    with right:
        notes.kicker(f"Alderpersons of ward {view.ward} since 2015")
        notes.bullets(term_lines(atlas, view.ward))
        notes.kicker("Side of the city")
        notes.bullets(side_lines(atlas, view.map, view.ward))


def printed(atlas: Atlas, view: View, shown: Presence) -> None:
    """The chosen ward on one sheet of paper: hidden on the screen, alone when printed.

    A page made for a screen does not become a sheet by hiding parts of it, so the sheet is put
    together on its own; `styles.css` swaps the two.
    """
    if view.ward is None:
        return
    found = profile(atlas, view.map, view.ward)
    st.html(
        '<div class="atlas-profile-sheet">'
        + sheet_head(atlas, view, shown, found)
        + sheet_blocks(atlas, view, shown, found)
        + sheet_figures(found)
        + remarks((*footnotes(atlas, found), *sheet_foot(atlas, view, found)))
        + "</div>"
    )


def sheet_head(atlas: Atlas, view: View, shown: Presence, found: Profile) -> str:
    """Name of the work, map badge, finding and alderperson, with a small map beside them."""
    lines = (
        ("atlas-badge", f"Chicago Ward Atlas · {map_badge(vintage(view.map))}"),
        ("atlas-headline", ward_headline(atlas, shown, found.ward)),
        ("atlas-text", ward_people(atlas, shown, found.ward)),
        ("atlas-text", " ".join(standout_sentences(found))),
    )
    words = "".join(f'<p class="{name}">{escape(text)}</p>' for name, text in lines)
    picture = small_map(view.map, found.ward, atlas.build.build_id)
    return f'<div class="atlas-profile-head"><div>{words}</div>{picture}</div>'


def sheet_blocks(atlas: Atlas, view: View, shown: Presence, found: Profile) -> str:
    """Organizations, neighbors and sides side by side."""
    ward = shown.wards[found.ward - 1]
    blocks = (
        block("Organizations", ward_lines(ward, atlas.organisations)),
        block("Neighbors", neighbour_lines(atlas, shown, found.ward)),
        block("Side of the city", side_lines(atlas, view.map, found.ward)),
    )
    return f'<div class="atlas-profile-blocks">{"".join(blocks)}</div>'


def block(title: str, lines: Iterable[str]) -> str:
    """A heading and lines as escaped HTML."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<div><h2>{escape(title)}</h2><ul>{items}</ul></div>"


LEFT = (PEOPLE, RACE, VOTING)
"""Groups of indicators in the left column of the sheet: half of the rows, those without margins."""


def sheet_figures(found: Profile) -> str:
    """The profile in two columns."""
    caption = f"Profile of ward {found.ward}"
    left = tuple(name for name, _ in found.groups if name in LEFT)
    right = tuple(name for name, _ in found.groups if name not in LEFT)
    tables = (profile_table(found, caption, names) for names in (left, right))
    return f'<div class="atlas-profile-columns">{"".join(tables)}</div>'


def sheet_foot(atlas: Atlas, view: View, found: Profile) -> tuple[str, ...]:
    """Sources, date and build, and the link that brings the page back."""
    return (
        f"{source_line(profile_sources(found))}. Organizations: the atlas’s directory.",
        f"{atlas.build.words}. {full_link(view, 'ward', atlas)}",
    )


MAP_WIDTH = 240
"""Units across the small map; its coordinates are whole units, finer than print shows."""

CHICAGO_LATITUDE = 41.84
"""Degrees: a degree of longitude is shorter by its cosine."""


def small_map(year: int, ward: int, build: str) -> str:
    """The fifty wards in outline, the chosen one black, as a picture of our own shapes."""
    shapes, height = ward_paths(year, build)
    drawn = "".join(f'<path d="{d}"/>' for d in shapes.values())
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {MAP_WIDTH + 2} {height + 2}">'
        f'<g fill="#eee" stroke="#888" stroke-width="0.8">{drawn}</g>'
        f'<path d="{shapes[ward]}" fill="#111"/></svg>'
    )
    encoded = base64.b64encode(svg.encode()).decode()
    alt = f"Outline of the wards with ward {ward} filled"
    return f'<img alt="{alt}" src="data:image/svg+xml;base64,{encoded}">'


@cache
def ward_paths(year: int, build: str) -> tuple[dict[int, str], int]:
    """SVG path of every ward of a map, and the height of the picture; kept for each build."""
    wards = display_polygons(paths.PROCESSED / f"wards_{year}_display.geojson", "ward")
    rings = {n: [ring for polygon in parts for ring in polygon] for n, parts in wards.items()}
    points = [p for parts in rings.values() for ring in parts for p in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    across = MAP_WIDTH / (east - west)
    up = across / cos(radians(CHICAGO_LATITUDE))

    def path(ring: list[list[float]]) -> str:
        spots = [f"{round((x - west) * across)},{round((north - y) * up)}" for x, y, *_ in ring]
        return f"M{' '.join(dict.fromkeys(spots))}Z"

    return {n: "".join(map(path, parts)) for n, parts in rings.items()}, round((north - south) * up)
