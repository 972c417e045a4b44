"""The blocks of the page of plans: counters, the plans side by side, the sheet for a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from geo.analysis.plans import TwoPlans
from geo.atlas import Atlas
from geo.export.plan_page import plan_pdf
from geo.export.ward_shapes import shapes
from geo.figures.figure import Figure
from geo.measures import USUAL, Counts
from geo.plan_counters import GROUP_LABELS, Cell, Line, cells, shown_plans
from geo.plan_meeting import meeting_page
from geo.plan_words import (
    HOW_TO,
    differing_lines,
    gain_lines,
    remarks,
    versus_header,
    versus_rows,
)
from geo.view import View
from ui import cache, downloads, notes


def near_map(view: View, plans: TwoPlans, of: Sequence[Line], measure: Counts, title: str) -> None:
    """How to plan, and the counters that follow every press, beside the map."""
    notes.text(HOW_TO)
    if not plans.empty:
        notes.kicker("Newly reached")
        notes.bullets(gain_lines(plans, measure))
    counters([line for line in of if line.label not in GROUP_LABELS.values()], view, plans, title)
    notes.text(
        "Small: the same by how sure we are of today’s organizations, certain – likely – all."
    )


def by_group(view: View, plans: TwoPlans, of: Sequence[Line], title: str) -> None:
    """Who is reached, group by group."""
    counters([line for line in of if line.label in GROUP_LABELS.values()], view, plans, title)


def counters(of: Sequence[Line], view: View, plans: TwoPlans, title: str) -> None:
    """A table of counters: today, and each plan with its change."""
    names = shown_plans(plans)
    given = {"a": view.name_a, "b": view.name_b}
    head = "".join(
        f'<th scope="col">Plan {n.upper()}<small><bdi>{escape(given[n])}</bdi></small></th>'
        for n in names
    )
    body = "".join(
        block(heading, list(group), plans, names, view.sure)
        for heading, group in groupby(of, key=lambda line: line.heading)
    )
    st.html(
        f'<table class="atlas-counters"><caption class="atlas-visually-hidden">{escape(title)}'
        f'</caption><thead><tr><td></td><th scope="col">Today</th>{head}</tr></thead>{body}</table>'
    )


def block(
    heading: str, of: Iterable[Line], plans: TwoPlans, names: tuple[str, ...], level: str
) -> str:
    """Counters under one heading."""
    span = len(names) + 2
    rows = "".join(
        f'<tr><th scope="row">{escape(line.label)}</th>'
        + "".join(map(counter, cells(line, plans, names, level)))
        + "</tr>"
        for line in of
    )
    return (
        f'<tbody><tr class="group"><th scope="rowgroup" colspan="{span}">{escape(heading)}</th>'
        f"</tr>{rows}</tbody>"
    )


def counter(found: Cell) -> str:
    """One counter as HTML: the number, its change, its margin, the three levels."""
    change = f'<span class="change">{escape(found.change)}</span>' if found.change else ""
    margin = f"<small>{escape(found.margin)}</small>" if found.margin else ""
    return (
        f"<td><b>{escape(found.main)}</b>{change}{margin}"
        f"<small>{escape(found.interval)}</small></td>"
    )


def said(atlas: Atlas, view: View, plans: TwoPlans, measure: Counts) -> None:
    """What to know about the settings and the plans; nothing if there is nothing."""
    found = remarks(atlas, plans, view, measure)
    with st.container():
        if found:
            notes.bullets(found)


def side_by_side(view: View, plans: TwoPlans, measure: Counts) -> None:
    """Plan A against plan B: which wards differ, and whom only one of them reaches."""
    if not (plans.a.plan.signed and plans.b.plan.signed):
        notes.text(
            "Plan wards for both A and B, and the two are compared here. “Copy A to B” begins plan "
            "B where plan A is."
        )
        return
    notes.bullets(differing_lines(plans))
    people = cache.counts(view.map, USUAL)
    rows = versus_rows(plans, measure, people, view.sure)
    notes.simple_table(
        versus_header(measure), rows, "Wards and people by the plans that reach them"
    )


def meeting(
    atlas: Atlas, figure: Figure, plans: TwoPlans, measure: Counts, of: tuple[Line, ...]
) -> None:
    """A button for the page of paper, which is made when it is asked for."""
    view = figure.view
    links = tuple(f(view, "plans", atlas) for f in (downloads.paper_link, downloads.full_link))

    def made() -> bytes:
        page = meeting_page(
            atlas,
            plans,
            view,
            measure=measure,
            of=of,
            border=cache.borders(view.map).border,
            links=(links[0], links[1]),
            sources=figure.sources,
        )
        return plan_pdf(page, shapes(view.map, atlas.build.build_id))

    st.download_button(
        "One page for a meeting (PDF)",
        made,
        f"plans_{view.map}.pdf",
        "application/pdf",
        key="plans_pdf",
        on_click="ignore",
        type="primary",
    )
