"""Lists: any list of wards or alderpersons, on the map and in figures."""

from geo.figures.lists import lists_figure
from geo.list_figures import figure_notes, figure_table
from geo.list_words import findings
from ui import cache, controls, desk, legend, notes, state, tables
from ui.layout import places
from ui.list_input import chosen_ward, list_input
from ui.list_map import list_map
from ui.shell import dark, require_frame, sidebar

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
shown = cache.presence(view.map, view.options)
borders = cache.borders(view.map)
lists = cache.two_lists(view.map, view.list_a, view.list_b)
figure = lists_figure(atlas, view, shown, borders, lists, dark=dark())
place = places()

with place.map:
    list_map(figure)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(figure.title, figure.subtitle, figure.badge)
with sidebar():
    controls.which_map(view)
    controls.what_counts(view)
    controls.outlined(view)
    controls.drawing(view)
with place.finder:
    list_input(atlas, view, lists)
with place.words:
    legend.legends(figure.legends)
    chosen_ward(atlas, view, lists, shown)
    for kicker, lines in findings(lists, shown, borders):
        notes.kicker(kicker)
        notes.bullets(lines)

if lists.wards:
    notes.kicker("Who lives there")
    notes.simple_table(*figure_table(atlas, lists, view.map), figure.title)
    notes.bullets(figure_notes(atlas, view.map))

notes.kicker("Ward by ward")
tables.table(figure.sheet, figure.alt, selected=view.ward)
desk.desk(atlas, figure)
notes.footer(atlas, figure.sources, figure.footing)
