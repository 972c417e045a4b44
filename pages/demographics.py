"""Demographics: any indicator on either ward map, alone, with presence or with another."""

from geo.demographic_words import (
    demographic_sheet,
    explained,
    finding,
    indicator_alt,
    sureness,
    two_way_alt,
)
from geo.largest_group import GROUPS_EXPLAINED, group_finding, leads
from geo.wards import vintage
from geo.words import filter_words, map_badge
from ui import cache, controls, downloads, legend, notes, state, tables
from ui.brushing import histogram, picked_note, scatter
from ui.indicator_map import drawing, indicator_map, shares_of_groups
from ui.layout import places
from ui.shell import dark, require_frame, sidebar
from ui.ward_panel import ward_panel

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
values, second = (atlas.values(view.map, key) for key in (view.indicator, view.second))
shown = cache.presence(view.map, view.options)
drawn = drawing(atlas, view)
alt = two_way_alt(drawn.two, view.map) if drawn.two else indicator_alt(drawn.one, shown)
by_group = view.colors == "group"
title = group_finding(drawn.one) if by_group else finding(values)
subtitle = GROUPS_EXPLAINED if by_group else explained(values)
if view.colors == "two":
    title, subtitle = f"{title}, and {finding(second)}", f"{subtitle} {explained(second)}"
badge = map_badge(vintage(view.map))
place = places()

with place.map:
    indicator_map(atlas, view, alt)
with sidebar():
    controls.demographics(atlas, view)
with place.heading:
    notes.warnings((*state.notices(), *drawn.one.notes), atlas.problems)
    notes.heading(title, subtitle, badge)
with place.finder:
    controls.find_ward(atlas, view)
with place.words:
    if drawn.two:
        legend.square(drawn.two)
        legend.doubt_legend(drawn.doubtful if view.doubt else ())
    else:
        legend.ramp_legend(drawn.one, drawn.doubtful if view.doubt else (), dark=dark())
    if view.rings and view.colors != "presence":
        legend.ring_legend(shown)
    if not by_group:
        histogram(drawn.one, view, dark=dark())
    ward_panel(atlas, view, shown)

notes.kicker("How sure this is")
for shown_values in (drawn.one.values, *([second] if view.colors == "two" else [])):
    notes.text(sureness(shown_values, atlas.tables["carrying_error"]))
notes.text(filter_words(view))
if second.indicator != values.indicator:
    notes.kicker(f"{values.indicator.label} × {second.indicator.label}")
    scatter(atlas, values, second, view, dark=dark())

notes.kicker("The same as a table")
picked_note(view)
lead = leads(shares_of_groups(atlas, view.map))
sheet = demographic_sheet((values, second), shown, lead, view.picked)
tables.table(sheet, alt, selected=view.ward)
sources = tuple(dict.fromkeys((*values.indicator.sources, *second.indicator.sources)))
downloads.downloads(atlas, view, downloads.Takeaway("demographics", title, sheet, sources))
notes.footer(
    atlas,
    sources,
    f"Ward map: {badge}; {values.indicator.label}: {values.indicator.vintage}; "
    f"{second.indicator.label}: {second.indicator.vintage}; groups: 2020 census.",
)
