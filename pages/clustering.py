"""Clustering: whether organized wards lie side by side more than chance would put them."""

from geo.figures.clustering import clustering_figure, story_of
from ui import cache, desk, legend, notes, state, tables
from ui.cluster_blocks import (
    chosen_ward,
    findings,
    shuffles,
    small_tables,
    trouble,
    typed_list,
)
from ui.cluster_controls import cluster_controls
from ui.cluster_map import asked_by, cluster_map
from ui.layout import places
from ui.shell import dark, require_frame, sidebar

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
story = story_of(atlas, cache.clusters(asked_by(view)))
shown = cache.presence(view.map, view.options)
figure = clustering_figure(view, story, shown, dark=dark())
place = places()

with place.map:
    cluster_map(figure)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(figure.title, figure.subtitle, figure.badge)
with sidebar():
    cluster_controls(atlas, view)
with place.finder:
    typed_list(atlas, view)
with place.words:
    trouble(story)
    legend.legends(figure.legends)
    chosen_ward(view, story)
    findings(story.blocks[:1])

shuffles(figure, story)
findings(story.blocks[1:])
small_tables(story)
notes.kicker("Ward by ward")
tables.table(figure.sheet, figure.alt, selected=view.ward)
desk.desk(atlas, figure)
notes.kicker("How it is worked out, and what it does not say")
notes.bullets(story.limits)
notes.footer(atlas, figure.sources, figure.footing)
