"""Where next: which new ward organizations would reach the most, all answers and how sure."""

from geo.analysis.expansion import Answer
from geo.expansion_choices import chosen_notice, settled
from geo.expansion_notes import method_lines
from geo.expansion_question import question
from geo.figures.expansion import expansion_figure
from ui import cache, controls, desk, downloads, legend, notes, state, tables
from ui.expansion_blocks import answer_block, choices_table, ranking_block, sure_block
from ui.expansion_controls import the_question, the_wishes, what_is_organized
from ui.expansion_map import expansion_map, wished_ward
from ui.layout import places
from ui.shell import dark, require_frame, sidebar

require_frame()
atlas = cache.atlas()
view, unknown = settled(atlas, state.current(atlas))
out = cache.expansion(question(view))
figure = expansion_figure(atlas, view, out, dark=dark())
place = places()

with place.map:
    expansion_map(figure)
with place.heading:
    said = (*state.notices(), *unknown, *chosen_notice(out.found, view.chosen))
    notes.warnings(said, atlas.problems)
    notes.heading(figure.title, figure.subtitle, figure.badge)
with sidebar():
    controls.which_map(view)
    the_wishes(atlas, view)
    what_is_organized(atlas, view)
    controls.which_listed(view)
    controls.drawing(view)
with place.finder:
    the_question(view)
with place.words:
    legend.legends(figure.legends)
    answer_block(view, out)
    wished_ward(atlas, view)

title, sources, found = figure.title, figure.sources, out.found
if isinstance(found, Answer) and found.size:
    drawn = sure_block(view, out, found)
    choices = choices_table(out, found, drawn)
    downloads.data_files(atlas, view, downloads.Takeaway("expansion", title, choices, sources))

ranked = ranking_block(atlas, view, out)
if ranked:
    downloads.data_files(atlas, view, downloads.Takeaway("expansion", title, ranked, sources))

notes.kicker("Ward by ward")
tables.table(figure.sheet, figure.alt, selected=view.ward)
desk.desk(atlas, figure)
notes.kicker("How this was worked out")
notes.bullets(method_lines(atlas, out))
notes.footer(atlas, sources, figure.footing)
