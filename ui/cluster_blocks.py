"""Blocks of the page of clusters: the list that is tested, what is wrong, findings, tables."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from geo.atlas import Atlas
from geo.charts.shuffles import SHUFFLES
from geo.cluster_story import Story
from geo.clustering import LIST
from geo.figures.figure import Figure
from geo.view import View
from ui import cache, notes
from ui.charts import draw
from ui.list_input import text_of, understood


def typed_list(atlas: Atlas, view: View) -> None:
    """The list, where one is tested, with what of it is still open."""
    if view.tested == LIST:
        text_of("list_a", "Wards or alderpersons (list A)", view)
        understood(atlas, "list_a", cache.two_lists(view.map, view.list_a, "").a, view.map)


def trouble(story: Story) -> None:
    """What to change where nothing can be tested; nothing if it can."""
    if story.trouble:
        st.info(notes.plain(story.trouble))


def chosen_ward(view: View, story: Story) -> None:
    """The figures of the chosen ward; an invitation if none is chosen."""
    if view.ward is None:
        notes.text("Tap a ward to see its neighbors counted.")
        return
    notes.kicker(f"Ward {view.ward}, {view.map} map")
    notes.bullets(story.wards.get(view.ward, ("No figure of this ward is known.",)))


def findings(blocks: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Lines under their headings."""
    for kicker, lines in blocks:
        notes.kicker(kicker)
        notes.bullets(lines)


def shuffles(figure: Figure, story: Story) -> None:
    """What the shuffles give, with their table; nothing if nothing can be tested."""
    chart = figure.chart(SHUFFLES)
    if chart is None or story.histogram is None:
        return
    notes.kicker(chart.title)
    draw(chart)
    notes.alt(chart.alt)
    with st.expander("These shuffles as a table"):
        notes.simple_table(*story.histogram.table, chart.alt)


def small_tables(story: Story) -> None:
    """The same question asked in other ways."""
    for title, table in story.tables:
        notes.kicker(title)
        notes.simple_table(*table, title)
