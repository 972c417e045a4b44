"""Plans: what if these wards had an organization, and whom would that reach?"""

from geo.plan_counters import counter_sheet
from geo.plan_sheets import plan_sheet
from geo.plan_words import (
    method_lines,
    plan_alt,
    plans_footing,
    plans_headline,
    plans_subtitle,
)
from geo.wards import vintage
from geo.words import map_badge
from ui import cache, controls, downloads, notes, plan_blocks, plan_controls, state, tables
from ui.layout import places
from ui.plan_map import plan_legend, plan_map, planned
from ui.shell import require_frame, sidebar
from ui.ward_panel import ward_panel

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
plans, measure = planned(view), plan_blocks.measure_of(view)
counters = plan_blocks.counters_of(view, measure)
title, alt = plans_headline(plans, measure, view.sure, view.side), plan_alt(plans, view)
place = places()

with place.finder:
    plan_controls.which_plan(view)
    controls.find_ward(atlas, view, other_map=False)
with place.map:
    plan_map(view, plans, alt)
    plan_legend(view, plans)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(title, plans_subtitle(atlas, view, measure), map_badge(vintage(view.map)))
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
sheet = plan_sheet(atlas, plans, view, cache.ward_sides(view.map, view.scheme), measure)
tables.table(sheet, alt, selected=view.ward)
sources = plan_blocks.measure_sources(counters)
plan_blocks.meeting(atlas, view, plans, measure, counters)
taken = downloads.Takeaway("plans", title, sheet, sources)
downloads.downloads(atlas, view, taken)

notes.kicker("Every counter exactly, with margins")
exact = counter_sheet(plans, counters)
tables.table(exact, title)
downloads.data_files(atlas, view, downloads.Takeaway("plans", title, exact, sources))

notes.kicker("How this is counted")
notes.bullets(method_lines(view.map))
notes.footer(atlas, sources, plans_footing(view.map))
