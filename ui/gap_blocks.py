"""Blocks of the page of gaps: the chosen ward, sides to tap, the list to forward, the remap."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.contiguity import Borders
from geo.gap_figures import CityGaps, home_rule, remap, sources_of
from geo.gap_notes import method_lines
from geo.gap_sheets import score_sheet, score_table, score_words
from geo.gap_ward_words import ward_lines
from geo.gap_words import (
    LEVEL_LINE,
    findings,
    forward_text,
    listed_in,
)
from geo.links import to_query
from geo.remap_words import (
    HOW_SURE,
    TENTH,
    left_lines,
    part_sheet,
    remap_headline,
    shared_lines,
    territory_sheet,
)
from geo.sources import source_line
from geo.tables import output
from geo.view import ANY_SIDE, View
from geo.wards import vintage, vintages
from geo.words import capital
from ui import cache, downloads, notes, state, tables
from ui.controls import ALL_SIDES
from ui.shell import page_file

PAGE = "gaps"


def side_pills(view: View, found: CityGaps) -> None:
    """One tap to the gaps of a side; each with its number of gaps."""
    groups = (ANY_SIDE, *cache.atlas().schemes[view.scheme].groups)
    counts = {group: len(found.on(group)) for group in groups}
    st.pills(
        "Wards left out, by side",
        groups,
        format_func=lambda group: notes.plain(f"{group or capital(ALL_SIDES)} · {counts[group]}"),
        **state.shortcut("side", view, groups),
    )


def chosen_ward(atlas: Atlas, view: View, found: CityGaps) -> None:
    """What the chosen ward lacks and who could help, and a tap to the list of its side."""
    if view.ward is None:
        notes.text("Tap a ward to see who is left out there and which organization is nearest.")
        return
    side = found.sides[view.ward]
    with st.container(border=True):
        notes.kicker(f"Ward {view.ward}, Ald. {atlas.alder(view.map, view.ward)}")
        notes.bullets(ward_lines(found, atlas, view.ward))
        st.button(
            notes.plain(f"All wards left out on its side: {side}"),
            key="gaps_side",
            disabled=view.side == side,
            on_click=state.change,
            kwargs={"side": side},
        )
        st.page_link(
            page_file("ward"),
            label=f"Everything about ward {view.ward}",
            query_params=to_query(view, "ward"),
        )


def what_stands_out(atlas: Atlas, view: View, found: CityGaps, borders: Borders) -> None:
    """Findings on the gaps of the side shown."""
    where = f", {view.side}" if view.side else ""
    notes.kicker(f"What stands out{where}")
    notes.bullets(findings(found, atlas, borders, view.side))


def list_and_scores(atlas: Atlas, view: View, found: CityGaps, source_ids: tuple[str, ...]) -> None:
    """The list to forward, and beside it who lives in a covered ward of the whole city."""
    left, right = st.columns(2, gap="medium")
    with left:
        forward_list(atlas, view, found)
    with right:
        scores(atlas, view, found, source_ids)


def scores(atlas: Atlas, view: View, found: CityGaps, source_ids: tuple[str, ...]) -> None:
    """The scoreboard, its sentence, and its file with counts and margins."""
    notes.kicker("Who lives in a covered ward, in the whole city")
    notes.text(score_words(found))
    notes.simple_table(*score_table(found), "Share of everybody who lives in a covered ward")
    notes.text(LEVEL_LINE)
    title = f"Who lives in a covered ward, {vintage(found.year).label}"
    taken = downloads.Takeaway(PAGE, title, score_sheet(found), source_ids)
    downloads.data_files(atlas, view, taken)


def forward_list(atlas: Atlas, view: View, found: CityGaps) -> None:
    """The gaps as plain text with a button that copies it."""
    notes.kicker("A list to forward")
    link = downloads.full_link(view, PAGE, atlas)
    records = source_line((*sources_of((view.who,)), "alder_terms"))
    source = (
        f"{records}; organizations: {listed_in(view)}. Chicago Ward Atlas, {atlas.build.words}."
    )
    text = forward_text(found, atlas, view.side, link, source)
    st.code(text, language=None, wrap_lines=True, height=FORWARD_PX)


FORWARD_PX = 420
"""Half of a phone's screen: the text scrolls inside, the copy button takes all of it."""


def remapped(atlas: Atlas, view: View, found: CityGaps) -> None:
    """What the map of 2023 did to each territory; on the other map, a tap to it."""
    notes.kicker("What the 2023 map did to each organization’s territory")
    first, *_, last = vintages()
    if view.map != last.year:
        notes.text(
            f"In 2023 new ward borders cut through the wards where organizations had formed. "
            f"The {last.label} shows where the people of each are now."
        )
        st.button(
            f"Show the {last.label}",
            key="gaps_remap",
            on_click=state.change,
            kwargs={"map": last.year},
        )
        return
    old = cache.coverage(first.year, view.options, home_rule(view.rule))
    done = remap(atlas, old, found)
    title = remap_headline(done)
    notes.text(title)
    tables.table(territory_sheet(atlas, done), title)
    sources = output("crosswalk_2015_2023.csv").sources
    taken = downloads.Takeaway(PAGE, title, part_sheet(atlas, done), sources)
    downloads.data_files(atlas, view, taken)
    notes.kicker("Wards of 2023 that parts of several territories share")
    notes.bullets(shared_lines(atlas, done))
    notes.kicker("Wards of 2023 that are not covered, though a part of a territory came to them")
    notes.bullets(left_lines(atlas, done))
    notes.text(f"{TENTH} {HOW_SURE}")


def method(found: CityGaps) -> None:
    """How the page counts, in a few lines."""
    notes.kicker("How this is counted")
    notes.bullets(method_lines(found))
