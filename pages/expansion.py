"""Where next: which new ward organizations would reach the most, all answers and how sure."""

from geo.analysis.expansion import Answer
from geo.expansion_choices import chosen_notice, settled
from geo.expansion_notes import method_lines, question_footing, question_sources
from geo.expansion_question import question
from geo.expansion_sheets import wards_sheet
from geo.expansion_words import question_alt, question_headline, question_subtitle, ward_kinds
from geo.wards import vintage
from geo.words import map_badge
from ui import cache, controls, downloads, notes, state, tables
from ui.expansion_blocks import answer_block, choices_table, ranking_block, sure_block
from ui.expansion_controls import the_question, the_wishes, what_is_organized
from ui.expansion_map import expansion_legend, expansion_map, wished_ward
from ui.layout import places
from ui.shell import require_frame, sidebar

require_frame()
atlas = cache.atlas()
view, unknown = settled(atlas, state.current(atlas))
out = cache.expansion(question(view))
kinds = ward_kinds(out, view.chosen)
title, alt = question_headline(out), question_alt(out, kinds)
place = places()

with place.map:
    expansion_map(view, alt)
with place.heading:
    said = (*state.notices(), *unknown, *chosen_notice(out.found, view.chosen))
    notes.warnings(said, atlas.problems)
    notes.heading(title, question_subtitle(out), map_badge(vintage(view.map)))
with sidebar():
    controls.which_map(view)
    the_wishes(atlas, view)
    what_is_organized(atlas, view)
    controls.which_listed(view)
    controls.drawing(view)
with place.finder:
    the_question(view)
with place.words:
    expansion_legend(view)
    answer_block(view, out)
    wished_ward(atlas, view)

sources = question_sources(atlas, out, view.weights)
found = out.found
if isinstance(found, Answer) and found.size:
    drawn = sure_block(view, out, found)
    choices = choices_table(out, found, drawn)
    downloads.data_files(atlas, view, downloads.Takeaway("expansion", title, choices, sources))

ranked = ranking_block(atlas, view, out)
if ranked:
    downloads.data_files(atlas, view, downloads.Takeaway("expansion", title, ranked, sources))

notes.kicker("Ward by ward")
sheet = wards_sheet(atlas, out, kinds, view.scheme)
tables.table(sheet, alt, selected=view.ward)
downloads.downloads(atlas, view, downloads.Takeaway("expansion", title, sheet, sources))
notes.kicker("How this was worked out")
notes.bullets(method_lines(atlas, out))
notes.footer(atlas, sources, question_footing(out))
