"""Gaps: wards without an organization, who is left out there, and who is next door."""

from geo.figures.gaps import gaps_figure
from geo.gap_figures import settled
from ui import cache, controls, cover_controls, desk, gap_blocks, legend, notes, state, tables
from ui.gap_map import classes, gap_map
from ui.layout import places
from ui.shell import dark, require_frame, sidebar

require_frame()
atlas = cache.atlas()
view, remarks = settled(atlas, state.current(atlas))
found, borders = cache.city_gaps(view), cache.borders(view.map)
sides = cache.ward_sides(view.map, view.scheme)
figure = gaps_figure(atlas, view, found, classes(view), sides, dark=dark())
place = places()

with place.map:
    gap_map(figure)
with place.heading:
    notes.warnings((*state.notices(), *remarks), atlas.problems)
    notes.heading(figure.title, figure.subtitle, figure.badge)
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
    legend.legends(figure.legends)
    gap_blocks.chosen_ward(atlas, view, found)
    gap_blocks.what_stands_out(atlas, view, found, borders)

gap_blocks.list_and_scores(atlas, view, found, figure.sources)
notes.kicker("The same as a table")
tables.table(figure.sheet, figure.alt, selected=view.ward, choosing=True)
notes.text("In the sortable table, choosing a row chooses its ward on the map.")
desk.desk(atlas, figure)
gap_blocks.remapped(atlas, view, found)
gap_blocks.method(found)
notes.footer(atlas, figure.sources, figure.footing)
