"""Demographics: any indicator on either ward map, alone, with presence or with another."""

from geo.demographic_drawing import drawing
from geo.demographic_words import sureness
from geo.figures.demographics import demographics_figure
from geo.words import filter_words
from ui import cache, controls, desk, legend, notes, state, tables
from ui.brushing import histogram, picked_note, scatter
from ui.indicator_map import indicator_map
from ui.layout import places
from ui.own_colors import color_warning
from ui.shell import dark, require_frame, sidebar
from ui.ward_panel import ward_panel

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
values, second = (atlas.values(view.map, key) for key in (view.indicator, view.second))
shown = cache.presence(view.map, view.options)
sides = cache.ward_sides(view.map, view.scheme)
drawn = drawing(atlas, view, shown, dark=dark())
figure = demographics_figure(atlas, view, drawn, shown, sides, dark=dark())
place = places()

with place.map:
    indicator_map(atlas, figure)
with sidebar():
    controls.demographics(atlas, view)
with place.heading:
    notes.warnings((*state.notices(), *drawn.one.notes), atlas.problems)
    notes.heading(figure.title, figure.subtitle, figure.badge)
with place.finder:
    controls.find_ward(atlas, view)
with place.words:
    legend.legends(figure.legends)
    color_warning(drawn.one, view)
    histogram(figure, values)
    ward_panel(atlas, view, shown)

notes.kicker("How sure this is")
for shown_values in (drawn.one.values, *([second] if view.colors == "two" else [])):
    notes.text(sureness(shown_values, atlas.tables["carrying_error"]))
notes.text(filter_words(view))
scatter(figure, values, second)

notes.kicker("The same as a table")
picked_note(view)
tables.table(figure.sheet, figure.alt, selected=view.ward)
desk.desk(atlas, figure)
notes.footer(atlas, figure.sources, figure.footing)
