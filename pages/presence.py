"""Presence: which wards have an independent political organization."""

from geo.figures.presence import presence_figure
from geo.words import filter_words
from ui import cache, controls, desk, legend, notes, state, tables
from ui.layout import let_the_map_draw, places
from ui.presence_map import presence_map
from ui.shell import dark, require_frame, sidebar
from ui.ward_panel import ward_panel

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
shown = cache.presence(view.map, view.options)
sides = cache.ward_sides(view.map, view.scheme)
figure = presence_figure(atlas, view, shown, sides, dark=dark())
place = places()

with place.map:
    presence_map(figure, "presence_map")
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(figure.title, figure.subtitle, figure.badge)
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
    legend.legends(figure.legends)
    legend.legend_rule(view.map, filter_words(view))
    notes.newcomer()

notes.kicker("The same as a table")
tables.table(figure.sheet, figure.alt, selected=view.ward)
desk.desk(atlas, figure)
notes.footer(atlas, figure.sources, figure.footing)
