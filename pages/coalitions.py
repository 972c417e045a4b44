"""Coalitions: which organizations and alderpersons stood where, on any day since May 2015."""

from datetime import date

from geo.coalition_day import bodies, ward_ties
from geo.coalition_sheets import coalition_sheet
from geo.coalition_words import (
    alt_text,
    badge,
    footing,
    headline,
    mark_rule,
    subtitle,
    unknown_bodies,
)
from geo.memberships import council_map
from geo.tables import output
from geo.words import filter_words
from ui import (
    cache,
    coalition_blocks,
    coalition_controls,
    controls,
    downloads,
    notes,
    state,
    tables,
)
from ui.coalition_map import coalition_map, mark_legend, ward_block
from ui.layout import places
from ui.shell import require_frame, sidebar

require_frame()
atlas = cache.atlas()
asked = state.current(atlas)
day = date.fromisoformat(asked.day)
view = asked.on_map(council_map(day))
chosen, unknown = bodies(atlas, view.bodies)
shown = cache.presence(view.map, view.options)
of = cache.coalition_day(day, chosen, view.options)
ties = ward_ties(of, shown)
title, alt = headline(of), alt_text(of, ties)
place = places()

with place.map:
    coalition_map(atlas, of, shown, ties, view)
    notes.alt(alt)
with sidebar():
    coalition_controls.sidebar(atlas, view, chosen)
with place.heading:
    notes.warnings((*state.notices(), *unknown_bodies(unknown)), atlas.problems)
    notes.heading(title, subtitle(of), badge(of))
    coalition_controls.which_day(view, chosen)
with place.finder:
    controls.find_ward(atlas, view, other_map=False)
with place.words:
    ward_block(atlas, of, shown, ties, view)
    mark_legend(atlas, of, ties)
    notes.text(mark_rule(filter_words(view)))

coalition_blocks.statements(atlas, of)
coalition_blocks.matrices(atlas, of, view)
coalition_blocks.shared(atlas, of)
coalition_blocks.over_time(atlas, of, view)
coalition_blocks.disputes(atlas, of)
coalition_blocks.evidence(atlas, of)

notes.kicker("The same ward by ward, as a table")
sheet = coalition_sheet(atlas, of, shown, ties)
tables.table(sheet, alt, selected=view.ward)
sources = (*output("ward_areas.csv").sources, "alder_terms")
taken = downloads.Takeaway("coalitions", title, sheet, sources)
downloads.downloads(atlas, view.with_(bodies=chosen), taken)
notes.footer(atlas, sources, footing(of))
