"""Compare: who lives in wards with an organization, and who in those without."""

from geo import lead_words
from geo.analysis.compare import compared, leads, only_side, shares_by_ward
from geo.compare_words import MEMBERS, chance_lines, doubt_lines, mean_words, measures_table
from geo.demographic_drawing import shares_of_groups
from geo.demographic_words import explained
from geo.figures.compare import compare_figure
from ui import cache, charts, controls, desk, notes, state, tables
from ui.shell import dark, require_frame, sidebar

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
shown = cache.presence(view.map, view.options)
sides = cache.ward_sides(view.map, view.scheme)
counted = only_side(shown, sides, view.side)
values = atlas.values(view.map, view.indicator)
found = compared(values, counted)
shares = shares_by_ward(shares_of_groups(atlas, view.map))
odds = cache.chance(view.map, view.options, view.indicator, view.scheme, view.side)
figure = compare_figure(view, values, counted, shares, odds, dark=dark())

with sidebar():
    controls.choose_indicator(view)
    controls.which_map(view)
    controls.what_counts(view)
    controls.where(atlas, view)
    controls.choose_majority(view)
notes.warnings(state.notices(), atlas.problems)
notes.heading(figure.title, figure.subtitle, figure.badge)
notes.text(explained(values))
charts.charts(figure.charts)
notes.alt(figure.alt)
header, body = measures_table(values, found)
if body:
    notes.simple_table(header, body, figure.title)
    notes.text(mean_words(values.indicator))
for line in doubt_lines(values, found):
    notes.text(line)
notes.kicker("Could it be chance?")
notes.bullets(chance_lines(odds) if odds else (figure.title,))
notes.kicker("What this does not say")
notes.text(MEMBERS)

notes.kicker("Which group leads the wards")
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
tables.table(figure.sheet, figure.alt, selected=view.ward)
desk.desk(atlas, figure)
notes.footer(atlas, figure.sources, figure.footing)
