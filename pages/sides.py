"""Sides: how organizations, wards and people are spread over the sides of the city."""

from geo.figures.sides import sides_figure
from geo.maps.presence_map import on_side
from geo.sheets import presence_sheet
from geo.side_words import MAIN_SIDE, changes_table
from geo.words import filter_words
from ui import cache, charts, controls, desk, downloads, legend, notes, state, tables
from ui.layout import places
from ui.presence_map import presence_map
from ui.shell import dark, require_frame, sidebar

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
shown = cache.presence(view.map, view.options)
sides = cache.ward_sides(view.map, view.scheme)
rows = cache.side_rows(view.map, view.options, view.scheme)
figure = sides_figure(atlas, view, shown, sides, rows, dark=dark())
place = places()

with place.map:
    presence_map(figure, "sides_map")
with sidebar():
    controls.where(atlas, view)
    controls.which_map(view)
    controls.what_counts(view)
    controls.drawing(view)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(figure.title, figure.subtitle, figure.badge)
with place.words:
    charts.charts(figure.charts)
    legend.legends(figure.legends)
    legend.legend_rule(view.map, filter_words(view))

notes.kicker("What the names change")
notes.text(
    "The same organizations and the same people under each way of naming sides, on both ward maps. "
    f"{MAIN_SIDE}"
)
header, body = changes_table(cache.side_tables(view.options))
notes.simple_table(header, body, "Organizations, wards and people by side, scheme and ward map")
notes.bullets(atlas.schemes[view.scheme].notes)

notes.kicker("The same as a table")
tables.table(figure.sheet, figure.alt)
desk.desk(atlas, figure)
notes.kicker("Ward by ward")
by_ward = presence_sheet(atlas, shown, sides, on_side(sides, view.side))
tables.table(by_ward, figure.alt, selected=view.ward)
taken = downloads.Takeaway("sides", figure.title, by_ward, figure.sources)
downloads.data_files(atlas, view, taken)
notes.footer(atlas, figure.sources, figure.footing)
