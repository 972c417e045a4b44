"""Sides: how organizations, wards and people are spread over the sides of the city."""

from geo.maps.presence_map import on_side
from geo.sheets import presence_sheet, side_sheet
from geo.side_words import changes_table, sides_alt, sides_headline, sides_subtitle
from geo.tables import output
from geo.wards import vintage
from geo.words import classes_of, filter_words, map_badge
from ui import cache, charts, controls, downloads, legend, notes, state, tables
from ui.layout import places
from ui.presence_map import presence_map
from ui.shell import dark, require_frame, sidebar

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
shown = cache.presence(view.map, view.options)
sides = cache.ward_sides(view.map, view.scheme)
rows = cache.side_rows(view.map, view.options, view.scheme)
scheme = atlas.schemes[view.scheme]
place = places()

with place.map:
    presence_map(view, shown, sides, "sides_map", sides_alt(rows, shown))
with sidebar():
    controls.where(atlas, view)
    controls.which_map(view)
    controls.what_counts(view)
    controls.drawing(view)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(sides_headline(rows), sides_subtitle(scheme, shown), map_badge(vintage(view.map)))
with place.words:
    charts.side_bars(rows, sides_alt(rows, shown), dark=dark())
    counts = [(c, len(shown.having(c.key))) for c in classes_of(shown)]
    legend.legend(counts, "Wards, of 50", dark=dark())
    legend.legend_rule(view.map, filter_words(view))

notes.kicker("What the names change")
notes.text(
    "The same organizations and the same people under each way of naming sides, on both ward maps. "
    "A ward is counted on the side where most of its people live; an organization keeps its side "
    "when the ward map changes."
)
header, body = changes_table(cache.side_tables(view.options))
notes.simple_table(header, body, "Organizations, wards and people by side, scheme and ward map")
notes.bullets(scheme.notes)

notes.kicker("The same as a table")
sheet = side_sheet(atlas, shown, rows)
tables.table(sheet, sides_alt(rows, shown))
sources = output("ward_sides.csv").sources
downloads.downloads(atlas, view, downloads.Takeaway("sides", sides_headline(rows), sheet, sources))
notes.kicker("Ward by ward")
by_ward = presence_sheet(atlas, shown, sides, on_side(sides, view.side))
tables.table(by_ward, sides_alt(rows, shown), selected=view.ward)
downloads.data_files(
    atlas, view, downloads.Takeaway("sides", sides_headline(rows), by_ward, sources)
)
notes.footer(atlas, sources, f"Ward map: {map_badge(vintage(view.map))}; people: 2020 census.")
