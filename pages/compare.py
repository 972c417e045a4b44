"""Compare: who lives in wards with an organization, and who in those without."""

from geo import lead_words
from geo.analysis.compare import compared, leads, only_side, shares_by_ward
from geo.census import GROUPS
from geo.compare_words import (
    MEMBERS,
    chance_lines,
    compare_headline,
    compare_sheet,
    compare_subtitle,
    doubt_lines,
    footing,
    mean_words,
    measures_table,
    strips_alt,
)
from geo.demographic_words import explained
from geo.wards import vintage
from geo.words import filter_words, map_badge
from ui import cache, controls, downloads, notes, state, tables
from ui.compare_charts import strips
from ui.shell import dark, require_frame, sidebar

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
shown = cache.presence(view.map, view.options)
sides = cache.ward_sides(view.map, view.scheme)
counted = only_side(shown, sides, view.side)
values = atlas.values(view.map, view.indicator)
found = compared(values, counted)
title, alt = compare_headline(values, found, counted, view.side), strips_alt(values, found)

with sidebar():
    controls.choose_indicator(view)
    controls.which_map(view)
    controls.what_counts(view)
    controls.where(atlas, view)
    controls.choose_majority(view)
notes.warnings(state.notices(), atlas.problems)
subtitle = compare_subtitle(counted, filter_words(view))
notes.heading(title, subtitle, map_badge(vintage(view.map)))
notes.text(explained(values))
strips(values, found, alt, dark=dark())
notes.alt(alt)
header, body = measures_table(values, found)
if body:
    notes.simple_table(header, body, title)
    notes.text(mean_words(values.indicator))
for line in doubt_lines(values, found):
    notes.text(line)
notes.kicker("Could it be chance?")
drawn = cache.chance(view.map, view.options, view.indicator, view.scheme, view.side)
notes.bullets(chance_lines(drawn) if drawn else (title,))
notes.kicker("What this does not say")
notes.text(MEMBERS)

notes.kicker("Which group leads the wards")
shares = shares_by_ward({g: atlas.values(view.map, f"{g}_share") for g in GROUPS})
both = (cache.presence(view.map, view.with_(regional=r).options) for r in (False, True))
led = leads(shares, view.majority, *both)
notes.bullets(lead_words.lead_sentences(led))
rows = lead_words.lead_rows(led, lead_words.MAIN_GROUPS)
notes.simple_table(lead_words.LEAD_HEADER, rows, "Wards of the city by leading group")
notes.bullets(lead_words.lead_notes(view.majority, view.map))
notes.kicker("The same by side of the city")
header, body = lead_words.lead_by_side(led, atlas.schemes[view.scheme], sides)
notes.simple_table(header, body, "Wards by side of the city and leading group")

notes.kicker("Ward by ward")
sheet = compare_sheet(values, counted, shares)
tables.table(sheet, alt, selected=view.ward)
sources = tuple(dict.fromkeys((*values.indicator.sources, "vtd_2020_pl94171")))
downloads.downloads(atlas, view, downloads.Takeaway("compare", title, sheet, sources))
notes.footer(atlas, sources, footing(values))
