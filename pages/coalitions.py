"""Coalitions: which organizations and alderpersons stood where, on any day since May 2015."""

from datetime import date

from geo.coalition_day import settled, ward_ties
from geo.coalition_words import mark_rule, unknown_bodies
from geo.figures.coalitions import coalitions_figure
from geo.words import filter_words
from ui import (
    cache,
    coalition_blocks,
    coalition_controls,
    controls,
    desk,
    legend,
    notes,
    state,
    tables,
)
from ui.coalition_map import coalition_map, ward_block
from ui.layout import places
from ui.shell import dark, require_frame, sidebar

require_frame()
atlas = cache.atlas()
view, unknown = settled(atlas, state.current(atlas))
shown = cache.presence(view.map, view.options)
of = cache.coalition_day(date.fromisoformat(view.day), view.bodies, view.options)
ties = ward_ties(of, shown)
lines = {c.id: cache.timeline(c.id, view.options) for c in of.chosen}
figure = coalitions_figure(atlas, view, of, shown, lines, dark=dark())
place = places()

with place.map:
    coalition_map(atlas, figure, of, shown, ties, key="coalitions_map")
with sidebar():
    coalition_controls.sidebar(atlas, view)
with place.heading:
    notes.warnings((*state.notices(), *unknown_bodies(unknown)), atlas.problems)
    notes.heading(figure.title, figure.subtitle, figure.badge)
    coalition_controls.which_day(view)
with place.finder:
    controls.find_ward(atlas, view, other_map=False)
with place.words:
    ward_block(atlas, of, shown, ties, view)
    legend.legends(figure.legends)
    notes.text(mark_rule(filter_words(view)))

coalition_blocks.statements(atlas, of)
coalition_blocks.matrices(atlas, of, view)
coalition_blocks.shared(atlas, of, figure)
coalition_blocks.over_time(of, lines, figure)
coalition_blocks.disputes(atlas, of)
coalition_blocks.evidence(atlas, of)

notes.kicker("The same ward by ward, as a table")
tables.table(figure.sheet, figure.alt, selected=view.ward)
desk.desk(atlas, figure)
notes.footer(atlas, figure.sources, figure.footing)
