"""Lists: any list of wards or alderpersons, on the map and in figures."""

from geo.indicators import indicator
from geo.list_figures import FIGURES, figure_notes, figure_table, list_sheet
from geo.list_words import (
    findings,
    list_alt,
    list_footing,
    list_headline,
    list_subtitle,
)
from geo.tables import output
from geo.wards import vintage
from geo.words import map_badge
from ui import cache, controls, downloads, notes, state, tables
from ui.layout import places
from ui.list_input import chosen_ward, list_input
from ui.list_map import list_legend, list_map
from ui.shell import require_frame, sidebar

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
shown = cache.presence(view.map, view.options)
borders = cache.borders(view.map)
lists = cache.two_lists(view.map, view.list_a, view.list_b)
title, alt = list_headline(lists, shown, borders), list_alt(lists, shown)
place = places()

with place.map:
    list_map(view, alt)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(title, list_subtitle(lists, shown), map_badge(vintage(view.map)))
with sidebar():
    controls.which_map(view)
    controls.what_counts(view)
    controls.outlined(view)
    controls.drawing(view)
with place.finder:
    list_input(atlas, view, lists)
with place.words:
    list_legend(view, lists, shown)
    chosen_ward(atlas, view, lists, shown)
    for kicker, lines in findings(lists, shown, borders):
        notes.kicker(kicker)
        notes.bullets(lines)

if lists.wards:
    notes.kicker("Who lives there")
    notes.simple_table(*figure_table(atlas, lists, view.map), title)
    notes.bullets(figure_notes(atlas, view.map))

notes.kicker("Ward by ward")
sheet = list_sheet(atlas, lists, shown, borders)
tables.table(sheet, alt, selected=view.ward)
of_figures = tuple(s for key in FIGURES for s in indicator(key).sources)
sources = tuple(dict.fromkeys((*output("ward_areas.csv").sources, *of_figures, "alder_terms")))
downloads.downloads(atlas, view, downloads.Takeaway("lists", title, sheet, sources))
notes.footer(atlas, sources, list_footing(view.map))
