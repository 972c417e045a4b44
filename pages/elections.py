"""Elections: votes by ward and precinct, who was endorsed and who won."""

from functools import partial

from geo.vote_choices import settled
from geo.vote_figures import COUNCIL
from geo.vote_sheets import candidate_sheet, precinct_sheet
from geo.words import filter_words
from ui import cache, controls, desk, downloads, legend, notes, state, tables
from ui.layout import places
from ui.shell import require_frame, sidebar
from ui.vote_blocks import endorsed_block, outcome_block, readings_block, ward_votes
from ui.vote_controls import elections
from ui.vote_map import vote_figure, vote_map
from ui.ward_panel import ward_panel

require_frame()
atlas = cache.atlas()
asked = state.current(atlas)
ballot = cache.ballot(asked.election)
view, unknown = settled(ballot, asked)
shown = cache.presence(view.map, view.options)
figure = vote_figure(view)
title, sources = figure.title, figure.sources
place = places()

with place.map:
    vote_map(ballot, figure, "elections_map")
with sidebar():
    elections(atlas, ballot, view)
with place.heading:
    notes.warnings((*state.notices(), *unknown), atlas.problems)
    notes.heading(title, figure.subtitle, figure.badge)
with place.finder:
    controls.find_ward(atlas, view, other_map=False)
with place.words:
    legend.legends(figure.legends)
    notes.text(filter_words(view))
    outcome_block(atlas, ballot, view.race)
    ward_votes(ballot, view)
    ward_panel(atlas, view, shown)

if view.race != COUNCIL:
    notes.kicker("Candidates")
    sheet = candidate_sheet(ballot, view.race)
    tables.table(sheet, title)
    downloads.data_files(atlas, view, downloads.Takeaway("elections", title, sheet, sources))
notes.kicker("Ward by ward")
tables.table(figure.sheet, figure.alt, selected=view.ward)
desk.desk(atlas, figure)
sheet = precinct_sheet(ballot, view.race, view.candidate, view.ward)
if sheet.rows:
    notes.kicker(f"Precincts of ward {view.ward}" if view.ward else "Precincts")
    tables.table(sheet, title)
    downloads.data_files(atlas, view, downloads.Takeaway("elections", title, sheet, sources))
elif view.ward is None:
    notes.text("Choose a ward to list the votes of its precincts.")
if view.race != COUNCIL:
    taken = downloads.Takeaway("elections", title, sheet, sources)
    every = partial(precinct_sheet, ballot, view.race, view.candidate, None, None)
    downloads.large_files(atlas, view, taken, every)
endorsed_block(atlas, view, ballot)
readings_block(atlas, view, ballot)
if ballot.election.missing:
    notes.kicker("What is missing")
    notes.text(ballot.election.missing)
notes.footer(atlas, sources, figure.footing)
