"""Ward: one ward by number, by alderperson or by a click on the map."""

from geo.sheets import ward_sheet
from geo.tables import output
from geo.ward_words import ward_alt, ward_headline, ward_subtitle
from geo.wards import vintage
from geo.words import map_badge
from ui import cache, controls, downloads, notes, state, tables, ward_blocks
from ui.layout import places
from ui.presence_map import presence_map
from ui.profile import ward_profile
from ui.shell import require_frame, sidebar
from ui.ward_votes import ward_votes

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
shown = cache.presence(view.map, view.options)
sides = cache.ward_sides(view.map, view.scheme)
title = ward_headline(atlas, shown, view.ward)
place = places()

with place.map:
    presence_map(view, shown, sides, "ward_map", ward_alt(atlas, shown, view.ward))
with sidebar():
    controls.which_map(view)
    controls.what_counts(view)
    controls.where(atlas, view)
    controls.drawing(view)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(title, ward_subtitle(atlas, shown, view.ward), map_badge(vintage(view.map)))
with place.finder:
    controls.find_ward(atlas, view)
with place.words:
    ward_blocks.who(atlas, view, shown)

of_profile = ward_profile(atlas, view)
ward_blocks.more(atlas, view, shown)
of_votes = ward_votes(atlas, view)
sheet = ward_sheet(atlas, shown, view.ward)
notes.kicker("The same as a table")
tables.table(sheet, ward_alt(atlas, shown, view.ward), selected=view.ward)
sources = (*output("ward_areas.csv").sources, "alder_terms")
downloads.downloads(atlas, view, downloads.Takeaway("ward", title, sheet, sources))
ward_blocks.printed(atlas, view, shown)
of_page = tuple(dict.fromkeys((*sources, *of_profile, *of_votes)))
notes.footer(atlas, of_page, f"Ward map: {map_badge(vintage(view.map))}; people: 2020 census.")
