"""Presence: which wards have an independent political organization."""

from geo.maps.presence_map import on_side
from geo.sheets import presence_sheet
from geo.tables import output
from geo.wards import vintage
from geo.words import alt_text, classes_of, filter_words, headline, map_badge, subtitle
from ui import cache, controls, downloads, legend, notes, state, tables
from ui.layout import let_the_map_draw, places
from ui.presence_map import presence_map
from ui.shell import dark, require_frame, sidebar
from ui.ward_panel import ward_panel

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
shown = cache.presence(view.map, view.options)
sides = cache.ward_sides(view.map, view.scheme)
counted = shown.only(on_side(sides, view.side))
title, alt = headline(counted, view.side), alt_text(counted, view.side)
place = places()

with place.map:
    presence_map(view, shown, sides, "presence_map", alt)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(title, subtitle(counted), map_badge(vintage(view.map)))
let_the_map_draw()
with sidebar():
    controls.which_map(view)
    controls.what_counts(view)
    controls.where(atlas, view)
    controls.drawing(view)
with place.finder:
    controls.find_ward(atlas, view)
with place.words:
    ward_panel(atlas, view, shown)
    counts = [(c, len(counted.having(c.key))) for c in classes_of(counted)]
    legend.legend(counts, f"Wards, of {len(counted.wards)}", dark=dark())
    legend.legend_rule(view.map, filter_words(view))
    notes.newcomer()

notes.kicker("The same as a table")
sheet = presence_sheet(atlas, shown, sides, on_side(sides, view.side))
tables.table(sheet, alt, selected=view.ward)
sources = output("ward_areas.csv").sources
downloads.downloads(atlas, view, downloads.Takeaway("", title, sheet, sources))
notes.footer(atlas, sources, f"Ward map: {map_badge(vintage(view.map))}; people: 2020 census.")
