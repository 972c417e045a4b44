"""Parts of the page of plans for new wards: the answer, how sure it is, and the ranking."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from geo.analysis.expansion import Answer
from geo.analysis.expansion_draws import Draws
from geo.analysis.expansion_ranking import DRAWS, SEED
from geo.analysis.expansion_ties import Chosen
from geo.analysis.expansion_wishes import Conflict
from geo.atlas import Atlas
from geo.expansion_criteria import CRITERIA, MAX_WEIGHT
from geo.expansion_notes import organised_wish_lines
from geo.expansion_question import Outcome, question
from geo.expansion_sheets import ranking_sheet, sets_sheet
from geo.expansion_sure import Ranking, weights_text
from geo.expansion_sure_words import (
    can_draw,
    draw_lines,
    holding_words,
    level_lines,
    margin_lines,
    tie_lines,
)
from geo.expansion_wish_words import no_answer_lines, ways_out
from geo.expansion_words import number_words, shown_set, target_words, why_lines
from geo.links import to_query
from geo.sheets import Sheet
from geo.view import PLANS, View
from geo.words import ward_list
from ui import cache, notes, state, tables
from ui.shell import PAGES, page_file
from ui.state import bound_part


def answer_block(view: View, out: Outcome) -> None:
    """The choice on the map with why, or what stands in the way with ways out."""
    found = out.found
    for line in organised_wish_lines(out):
        notes.text(line)
    if not isinstance(found, Answer):
        no_answer(out)
        return
    if not found.size:
        return
    chosen = shown_set(found, view.chosen)
    notes.kicker(f"The choice on the map: {choice_words(chosen)}")
    choose_set(view, found, chosen)
    notes.numbered(why_lines(out, found, chosen))
    take_as_plan(view, found, chosen)


def choice_words(chosen: Chosen) -> str:
    """ "wards 9, 24 and 34"."""
    return f"ward{'' if len(chosen) == 1 else 's'} {ward_list(chosen)}"


def no_answer(out: Outcome) -> None:
    """Why there is no answer, and the smallest changes that make one possible."""
    notes.kicker("What stands in the way")
    notes.bullets(no_answer_lines(out))
    if not isinstance(out.found, Conflict):
        return
    ways = ways_out(out.found)
    if not ways:
        notes.text("No change of your wishes helps: choose other organizations to count.")
        return
    notes.kicker("Any one of these would do" if len(ways) > 1 else "This would do")
    for number, way in enumerate(ways):
        st.button(way.words, key=f"way_{number}", on_click=state.change, kwargs=way.changes)


def choose_set(view: View, found: Answer, chosen: Chosen) -> None:
    """Show another of the best sets, if there are several."""
    if len(found.sets) == 1:
        return
    kind = f"Choices that {target_words(found)}" if found.fewest else "Equally good choices"
    st.selectbox(
        f"{kind} ({len(found.sets)})",
        found.sets,
        format_func=choice_words,
        **bound_part("chosen", "choice", chosen, lambda wards: {"chosen": tuple(wards)}),
    )


def take_as_plan(view: View, found: Answer, chosen: Chosen) -> None:
    """Keep the choice as a plan, and go to the page that compares plans."""
    with st.container(horizontal=True, gap="small"):
        for plan in PLANS:
            taken = getattr(view, f"plan_{plan}") == chosen
            st.button(
                f"This is plan {plan.upper()}" if taken else f"Take this as plan {plan.upper()}",
                key=f"take_{plan}",
                disabled=taken,
                on_click=state.change,
                # Here the wards beside count as reached, so the page of plans counts them too.
                kwargs={f"plan_{plan}": chosen, "plan": plan, "beside": True},
            )
    if "plans" in dict(PAGES):
        label, planned = to_compare(view, found, chosen)
        st.page_link(page_file("plans"), label=label, query_params=to_query(planned, "plans"))


def to_compare(view: View, found: Answer, chosen: Chosen) -> tuple[str, View]:
    """Where the page of plans opens, in words and as a view: with the plans taken so far, or with
    this choice and one as good."""
    if view.plan_a or view.plan_b:
        return "Compare the plans →", view
    other: Chosen = next((wards for wards in found.sets if wards != chosen), ())
    planned = replace(view, plan_a=chosen, plan_b=other, plan=PLANS[0], beside=True)
    if not other:
        return "Open it as a plan →", planned
    return f"Compare it with {choice_words(other)}, as good →", planned


def sure_block(view: View, out: Outcome, found: Answer) -> Draws | None:
    """Ties, which organizations there are, margins; the draws if the reader asks for them."""
    chosen = shown_set(found, view.chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        notes.kicker("Other choices")
        notes.bullets(tie_lines(out, found))
    with right:
        notes.kicker("If fewer organizations exist than are listed")
        notes.bullets([*level_lines(out, chosen), *filter(None, [holding_words(out)])])
    notes.kicker("If the counts are off")
    notes.bullets(margin_lines(out.demand))
    if not can_draw(out.demand) or not st.toggle("Try 200 draws", key="expansion_draws"):
        return None
    drawn = cache.expansion_draws(question(view))
    if drawn is not None:
        notes.bullets(draw_lines(out, found, drawn, chosen))
    return drawn


def choices_table(out: Outcome, found: Answer, drawn: Draws | None) -> Sheet:
    """The best choices as a table."""
    sheet = sets_sheet(out, found, drawn)
    if found.fewest:
        notes.kicker(f"Choices of the fewest wards that {target_words(found)}")
    else:
        notes.kicker("All the best choices, and those within 1%")
    tables.table(sheet, f"{number_words(len(sheet.rows))} choices of wards, the best first")
    return sheet


def ranking_block(atlas: Atlas, view: View, out: Outcome) -> Sheet | None:
    """Sliders for the criteria and the wards ranked by them."""
    found = cache.expansion_ranking(question(view), view.weights)
    if found is None:
        return None
    notes.kicker("Rank wards by what matters to you")
    notes.text(
        "Each ward by itself, whatever was chosen above. A slider says how much a point matters; "
        "0 leaves it out."
    )
    sliders(found.weights)
    for label in found.empty:
        notes.text(f"“{label}” has no figures for what is counted here and is left out.")
    if not found.ranked:
        notes.text("Give at least one point a weight above 0.")
        return None
    return ranking_table(atlas, view, out, found)


def sliders(weights: dict[str, int]) -> None:
    """One slider per criterion, in two columns."""
    columns = st.columns(2, gap="medium")
    for number, kind in enumerate(CRITERIA):
        with columns[number % 2]:
            st.slider(
                kind.label,
                0,
                MAX_WEIGHT,
                **bound_part(
                    "weights", kind.key, weights[kind.key], partial(weighed, weights, kind.key)
                ),
            )


def weighed(weights: dict[str, int], key: str, weight: int) -> dict[str, str]:
    """The weights with another one."""
    return {"weights": weights_text({**weights, key: weight})}


def ranking_table(atlas: Atlas, view: View, out: Outcome, found: Ranking) -> Sheet:
    """The wards ranked, with the range of every rank."""
    sheet = ranking_sheet(atlas, out, found.ranked, (found.wards, found.criteria))
    best = found.ranked[0]
    tables.table(
        sheet,
        f"{len(sheet.rows)} wards ranked; first is ward {best.ward}",
        selected=view.ward,
    )
    notes.text(
        f"The range holds in nine of ten of {DRAWS} draws (seed {SEED}) in which every weight is "
        "changed by up to half and every figure is drawn within its margin. Columns are put on a "
        "scale from the least to the most favorable ward before they are weighted."
    )
    if found.left_out:
        notes.text(f"Not ranked, a figure is not known: ward {ward_list(found.left_out)}.")
    return sheet
