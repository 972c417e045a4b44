"""Directory: every organization with its evidence, searchable and to be taken away."""

from geo.directory_words import directory_headline, directory_subtitle
from geo.sheets import directory_sheet
from ui import cache, cards, committees, controls, downloads, notes, state, tables
from ui.shell import require_frame

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
notes.warnings(state.notices(), atlas.problems)
sheet = directory_sheet(atlas, view.find)
title = directory_headline(atlas)
notes.heading(title, directory_subtitle(), "Organizations and their sources")

controls.find_organisation(view)
cards.found(len(sheet.rows), len(atlas.organisations))
tables.grid(sheet, title)
downloads.downloads(atlas, view, downloads.Takeaway("directory", title, sheet, ()))

controls.choose_organisation(atlas, view)
committees.organisation_and_committees(atlas, view)
committees.committee_table(atlas, view)
notes.how_to_correct()
notes.footer(atlas, committees.used_sources(atlas), "Wards named are wards of the 2015 map.")
