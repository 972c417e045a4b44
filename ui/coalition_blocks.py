"""Blocks below the map of coalitions: matrices, combinations, time, what is disputed."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from geo.atlas import Atlas
from geo.charts import coalition_sets, coalition_timeline
from geo.coalition_day import CoalitionDay
from geo.coalition_notes import (
    CONFLICT_HEADER,
    city_statements,
    conflict_rows,
    conflicts,
    sources_of,
    statement_words,
)
from geo.coalition_sets import Line, bars
from geo.coalition_sheets import (
    SETS_HEADER,
    TIMELINE_HEADER,
    council_matrix,
    organisation_matrix,
    sets_rows,
    timeline_rows,
)
from geo.coalition_tables import COUNCIL, ORGANISATIONS
from geo.coalition_words import day_words
from geo.figures.figure import Figure
from geo.view import View
from ui import charts, notes
from ui.matrix import matrix

SCOPES = {ORGANISATIONS: "organizations", COUNCIL: "council seats"}


def statements(atlas: Atlas, of: CoalitionDay) -> None:
    """What sources say of the organizations as a whole; nothing if none does."""
    said = city_statements(of)
    if said:
        notes.kicker("Said of the city as a whole, and put on no ward")
        notes.bullets(statement_words(atlas, one) for one in said)


def matrices(atlas: Atlas, of: CoalitionDay, view: View) -> None:
    """Organizations against coalitions, and council seats against coalitions and caucuses."""
    notes.kicker(f"Organizations and coalitions on {day_words(of)}")
    groups = atlas.schemes[view.scheme].groups
    shown = organisation_matrix(atlas, of, atlas.organisation_sides(view.scheme), groups)
    matrix(shown, f"Organizations by side of the city, {day_words(of)}", selected=view.ward)
    notes.kicker(f"Council seats, coalitions and caucuses on {day_words(of)}")
    seats = council_matrix(atlas, of)
    listed = sum(len(rows) for _, rows in seats.groups)
    left = len(of.seats) - listed
    matrix(seats, f"Alderpersons of whom something is stated, {day_words(of)}", selected=view.ward)
    if left:
        notes.text(
            f"For the other {left} alderpersons of that day no tie is stated for any date. That "
            "is not proof of none, except where a list is complete."
        )


def shared(atlas: Atlas, of: CoalitionDay, figure: Figure) -> None:
    """Who shares which coalitions: chart and table."""
    notes.kicker("Who shares which coalitions, each counted once")
    counted = coalition_sets.COUNTED
    with st.container(horizontal=True):
        scope = st.radio("Of", list(SCOPES), format_func=SCOPES.__getitem__, key="sets_of")
        loose = st.radio("Counted", list(counted), format_func=counted.__getitem__, key="sets_by")
    chart = figure.chart(coalition_sets.chart_name(scope, estimates=loose))
    if chart is None:
        notes.text(f"None of the chosen coalitions is one {SCOPES[scope]} belong to.")
        return
    charts.draw(chart)
    notes.alt(chart.alt)
    notes.text(
        "Numbers at the left: how many belong to each. Filled dots: stated of everybody in the "
        "bar; open dots: inferred, or stated before and after, for somebody. The dashed bar: "
        "in none as far as stated, and of at least one of these coalitions nothing is known, which "
        "is not a no; a gray bar is a no to all, by lists or sources."
    )
    names = {c.id: c.short for c in of.of_scope(scope)}
    rows = sets_rows(atlas, bars(of, scope, estimates=loose), names)
    notes.simple_table(SETS_HEADER, rows, chart.alt)


def over_time(of: CoalitionDay, lines: Mapping[str, tuple[Line, ...]], figure: Figure) -> None:
    """What is known of each tie over time: a chart per coalition and one table."""
    notes.kicker("Over time")
    notes.text(coalition_timeline.TOLD_BY)
    for coalition in of.chosen:
        chart = figure.chart(coalition_timeline.chart_name(coalition.id))
        if chart:
            charts.draw(chart)
            notes.alt(chart.alt)
        else:
            notes.text(f"{coalition.name}: no tie of an organization or alderperson was found.")
    with st.expander("The same as a table"):
        rows = timeline_rows({c.short: lines[c.id] for c in of.chosen})
        notes.simple_table(TIMELINE_HEADER, rows, "Ties that count, by coalition, with dates")


def disputes(atlas: Atlas, of: CoalitionDay) -> None:
    """Where sources disagree on the chosen coalitions: every reading, and which one is used."""
    found = conflicts(atlas, of)
    if not found:
        return
    notes.kicker(f"Where sources disagree ({len(found)})")
    with st.expander("Every reading with its sources, and which one the atlas goes by"):
        rows = conflict_rows(atlas, found)
        notes.simple_table(CONFLICT_HEADER, rows, "Readings on which sources disagree")


def evidence(atlas: Atlas, of: CoalitionDay) -> None:
    """Every source of what the page says of this day."""
    ids = sources_of(of, atlas)
    with st.expander(f"Sources of what is said of this day ({len(ids)})"):
        notes.linked_list(
            (one.words, one.address, one.accessed_note) for one in (atlas.citations[i] for i in ids)
        )
