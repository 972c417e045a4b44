"""Clustering: whether organized wards lie side by side more than chance would put them."""

from geo.wards import vintage
from geo.words import map_badge
from ui import cache, downloads, notes, state, tables
from ui.cluster_blocks import (
    chosen_ward,
    findings,
    small_tables,
    story_of,
    trouble,
    typed_list,
)
from ui.cluster_chart import histogram
from ui.cluster_controls import cluster_controls
from ui.cluster_map import asked_by, cluster_legend, cluster_map
from ui.layout import places
from ui.shell import dark, require_frame, sidebar

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
story = story_of(atlas, cache.clusters(asked_by(view)))
place = places()

with place.map:
    cluster_map(view, story.alt)
with place.heading:
    notes.warnings(state.notices(), atlas.problems)
    notes.heading(story.title, story.subtitle, map_badge(vintage(view.map)))
with sidebar():
    cluster_controls(atlas, view)
with place.finder:
    typed_list(atlas, view)
with place.words:
    trouble(story)
    cluster_legend(view, story)
    chosen_ward(view, story)
    findings(story.blocks[:1])

if story.histogram:
    notes.kicker("What the shuffles give")
    histogram(story.histogram, dark=dark())
findings(story.blocks[1:])
small_tables(story)
notes.kicker("Ward by ward")
tables.table(story.sheet, story.alt, selected=view.ward)
downloads.downloads(
    atlas, view, downloads.Takeaway("clustering", story.title, story.sheet, story.sources)
)
notes.kicker("How it is worked out, and what it does not say")
notes.bullets(story.limits)
notes.footer(atlas, story.sources, story.footing)
