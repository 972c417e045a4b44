"""Ward: one ward by number, by alderperson or by a click on the map."""

from geo.figures.ward import ward_figure
from ui import cache, controls, desk, legend, notes, state, tables, ward_blocks
from ui.layout import places
from ui.presence_map import presence_map
from ui.profile import ward_profile
from ui.shell import dark, require_frame, sidebar
from ui.ward_votes import ward_votes

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
shown = cache.presence(view.map, view.options)
sides = cache.ward_sides(view.map, view.scheme)
figure = ward_figure(atlas, view, shown, sides, dark=dark())
place = places()

with place.map:
    presence_map(figure, "ward_map")
with sidebar():
    controls.which_map(view)
    controls.what_counts(view)
    controls.where(atlas, view)
    controls.drawing(view)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(figure.title, figure.subtitle, figure.badge)
with place.finder:
    controls.find_ward(atlas, view)
with place.words:
    ward_blocks.who(atlas, view, shown)
    legend.legends(figure.legends)

of_profile = ward_profile(atlas, view)
ward_blocks.more(atlas, view, shown)
of_votes = ward_votes(atlas, view)
notes.kicker("The same as a table")
tables.table(figure.sheet, figure.alt, selected=view.ward)
desk.desk(atlas, figure)
ward_blocks.printed(atlas, view, shown)
of_page = tuple(dict.fromkeys((*figure.sources, *of_profile, *of_votes)))
notes.footer(atlas, of_page, figure.footing)
