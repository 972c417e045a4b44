"""The figure of where next: the wards in which new organizations would reach the most."""

from __future__ import annotations

from dataclasses import replace

from geo.analysis.expansion import Answer
from geo.atlas import Atlas
from geo.expansion_choices import settled
from geo.expansion_notes import REACHED, question_footing, question_sources
from geo.expansion_question import Outcome, outcome, question
from geo.expansion_sheets import wards_sheet
from geo.expansion_sure_words import estimate_lines, level_lines, tie_lines
from geo.expansion_wish_words import no_answer_lines
from geo.expansion_words import (
    legend_classes,
    question_alt,
    question_headline,
    question_subtitle,
    shown_set,
    ward_kinds,
)
from geo.figures.basis import borders_of
from geo.figures.caveats import UNPROVEN
from geo.figures.figure import Figure, Legend
from geo.figures.legends import class_rows, doubt_rows
from geo.gap_words import rule_lines
from geo.maps.expansion_map import expansion_state, ruled_out
from geo.view import View
from geo.wards import vintage
from geo.words import map_badge

RULED_OUT = "Hatched: ruled out by a wish"


def expansion_figure(atlas: Atlas, view: View, out: Outcome, *, dark: bool) -> Figure:
    """One of the best choices of new wards, what it reaches, and every ward as a table.

    Parameters
    ----------
    view : View
        Settled (`geo.expansion_choices.settled`).
    out : Outcome
        Of the view's question.
    dark : bool
        Theme.
    """
    kinds = ward_kinds(out, view.chosen)
    rows = class_rows(legend_classes(kinds), dark=dark)
    return Figure(
        page="expansion",
        view=view,
        title=question_headline(out),
        subtitle=question_subtitle(out),
        badge=map_badge(vintage(view.map)),
        alt=question_alt(out, kinds),
        picture=expansion_state(out, kinds, view, dark=dark),
        legends=(
            Legend(f"Wards, of {len(kinds)}", (*rows, *doubt_rows(ruled_out(out), RULED_OUT))),
        ),
        sheet=wards_sheet(atlas, out, kinds, view.scheme),
        sources=question_sources(atlas, out, view.weights),
        footing=question_footing(out),
        caveats=(*sure_lines(view, out), REACHED, UNPROVEN, *organised_lines(out)),
    )


def sure_lines(view: View, out: Outcome) -> tuple[str, ...]:
    """How many choices do as well, and what the answer would be if fewer organizations exist; what
    stands in the way where there is no answer."""
    found = out.found
    if not isinstance(found, Answer):
        return tuple(no_answer_lines(out))
    levels = level_lines(out, shown_set(found, view.chosen))
    ties = (" ".join(tie_lines(out, found)),) if found.size else ()
    return (*ties, *levels, *estimate_lines(out.demand))


def organised_lines(out: Outcome) -> list[str]:
    """What makes a ward count as organized; being beside one makes it reached, which is told."""
    return rule_lines(replace(out.asked.rule, beside=False), out.asked.map)


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    view, _ = settled(atlas, view)
    out = outcome(atlas, borders_of(atlas, view).border, question(view))
    return expansion_figure(atlas, view, out, dark=dark)
