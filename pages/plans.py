"""Plans: what if these wards had an organization, and whom would that reach?"""

from functools import partial

from geo.figures.plans import plans_figure
from geo.plan_counters import counter_sheet, counters_of, measure_of
from geo.plan_words import method_lines
from ui import (
    cache,
    controls,
    desk,
    downloads,
    legend,
    notes,
    plan_blocks,
    plan_controls,
    state,
    tables,
)
from ui.layout import places
from ui.plan_map import plan_map, planned
from ui.shell import dark, require_frame, sidebar
from ui.ward_panel import ward_panel

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
plans, counts = planned(view), partial(cache.counts, view.map)
measure, counters = measure_of(view, counts), counters_of(view, counts)
sides = cache.ward_sides(view.map, view.scheme)
figure = plans_figure(atlas, view, plans, measure, sides, dark=dark())
title = figure.title
place = places()

with place.finder:
    plan_controls.which_plan(view)
    controls.find_ward(atlas, view, other_map=False)
with place.map:
    plan_map(figure, plans)
    legend.legends(figure.legends)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(title, figure.subtitle, figure.badge)
with sidebar():
    plan_controls.sidebar(atlas, view)
with place.words:
    plan_blocks.near_map(view, plans, counters, measure, title)
    plan_blocks.said(atlas, view, plans, measure)
    plan_controls.tools(atlas, view)
    ward_panel(atlas, view, cache.presence(view.map, view.options))
    plan_controls.ward_button(view, plans)

notes.kicker("Plan A against plan B")
plan_blocks.side_by_side(view, plans, measure)
notes.kicker("Who is reached")
plan_blocks.by_group(view, plans, counters, title)

notes.kicker("Ward by ward")
tables.table(figure.sheet, figure.alt, selected=view.ward)
plan_blocks.meeting(atlas, figure, plans, measure, counters)
desk.desk(atlas, figure)

notes.kicker("Every counter exactly, with margins")
exact = counter_sheet(plans, counters)
tables.table(exact, title)
downloads.data_files(atlas, view, downloads.Takeaway("plans", title, exact, figure.sources))

notes.kicker("How this is counted")
notes.bullets(method_lines(view.map))
notes.footer(atlas, figure.sources, figure.footing)
