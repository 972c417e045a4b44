"""Gaps: wards without an organization, who is left out there, and who is next door."""

from geo.gap_figures import MEASURED, race_sources, settled, sources_of
from geo.gap_sheets import gap_sheet
from geo.gap_words import gap_alt, gap_headline, gap_subtitle
from geo.tables import output
from geo.wards import vintage
from geo.words import map_badge
from ui import cache, controls, cover_controls, downloads, gap_blocks, notes, state, tables
from ui.gap_map import classes, gap_legend, gap_map
from ui.layout import places
from ui.shell import require_frame, sidebar

require_frame()
atlas = cache.atlas()
view, remarks = settled(atlas, state.current(atlas))
found, drawn = cache.city_gaps(view), classes(view)
borders = cache.borders(view.map)
title, alt = gap_headline(found, atlas, view.side), gap_alt(found, drawn)
place = places()

with place.map:
    gap_map(view, alt)
with place.heading:
    notes.warnings((*state.notices(), *remarks), atlas.problems)
    notes.heading(title, gap_subtitle(found, view), map_badge(vintage(view.map)))
with sidebar():
    controls.which_map(view)
    cover_controls.what_covers(view)
    cover_controls.what_is_counted(view)
    controls.where(atlas, view)
    cover_controls.which_evidence(atlas, view)
    controls.which_listed(view)
    controls.drawing(view)
with place.finder:
    gap_blocks.side_pills(view, found)
    controls.find_ward(atlas, view)
with place.words:
    gap_legend(view, drawn)
    gap_blocks.chosen_ward(atlas, view, found)
    gap_blocks.what_stands_out(atlas, view, found, borders)

of_tables = (*output("ward_areas.csv").sources, *output("ward_sides.csv").sources)
of_figures = (*sources_of((*MEASURED, view.who)), *race_sources(found))
sources = tuple(dict.fromkeys((*of_tables, *of_figures, "alder_terms")))
gap_blocks.list_and_scores(atlas, view, found, sources)
notes.kicker("The same as a table")
sheet = gap_sheet(atlas, found, view.side)
tables.table(sheet, alt, selected=view.ward, choosing=True)
notes.text("In the sortable table, choosing a row chooses its ward on the map.")
downloads.downloads(atlas, view, downloads.Takeaway("gaps", title, sheet, sources))
gap_blocks.remapped(atlas, view, found)
gap_blocks.method(found)
notes.footer(atlas, sources, gap_blocks.footing(view, found))
