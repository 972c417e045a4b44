"""The figure of the plans: wards that a plan gives an organization, and whom that would reach."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from geo.analysis.coverage import Coverage
from geo.analysis.plans import TwoPlans, two_plans
from geo.atlas import Atlas
from geo.contiguity import Near
from geo.figures.basis import borders_of, coverage_of
from geo.figures.caveats import UNPROVEN, dimmed
from geo.figures.figure import Figure, Legend, LegendRow, Swatch
from geo.figures.legends import class_rows
from geo.maps.plan_map import kinds, plan_state
from geo.maps.presence_map import on_side
from geo.measures import Counts
from geo.palettes import PLAN_CLASSES
from geo.plan_counters import counter_sources, measure_of
from geo.plan_sheets import plan_sheet
from geo.plan_words import (
    gain_lines,
    method_lines,
    plan_alt,
    plans_footing,
    plans_headline,
    plans_subtitle,
    remarks,
)
from geo.sides import WardSide
from geo.view import View
from geo.wards import WARD_NUMBERS, vintage
from geo.words import map_badge

ALWAYS = ("added", "none")
"""Classes the legend explains even where no ward is of them."""


def planned(view: View, found: Coverage, border: Near, sides: Mapping[int, WardSide]) -> TwoPlans:
    """Both plans of a view carried out, counted in the wards of its side."""
    return two_plans(found, border, view, on_side(sides, view.side) or WARD_NUMBERS)


def plans_figure(
    atlas: Atlas,
    view: View,
    plans: TwoPlans,
    measure: Counts,
    sides: Mapping[int, WardSide],
    *,
    dark: bool,
) -> Figure:
    """The edited plan on the map, the other one outlined, and both ward by ward.

    Parameters
    ----------
    plans : TwoPlans
        From `planned`.
    measure : Counts
        What the view counts.
    sides : mapping
        Each ward's side under the view's scheme.
    dark : bool
        Theme.
    """
    return Figure(
        page="plans",
        view=view,
        title=plans_headline(plans, measure, view.sure, view.side),
        subtitle=plans_subtitle(atlas, view, measure),
        badge=map_badge(vintage(view.map)),
        alt=plan_alt(plans, view),
        picture=plan_state(plans, view, dark=dark),
        legends=plan_legends(plans, view, dark=dark),
        sheet=plan_sheet(atlas, plans, view, sides, measure),
        sources=counter_sources(measure),
        footing=plans_footing(view.map),
        caveats=(
            *gain_lines(plans, measure),
            *remarks(atlas, plans, view, measure),
            UNPROVEN,
            *method_lines(view.map),
            *dimmed(view),
        ),
    )


def plan_legends(plans: TwoPlans, view: View, *, dark: bool) -> tuple[Legend, ...]:
    """Kinds of wards with their counts, and what the outlines of the other plan mean."""
    found = kinds(plans, view.plan, view.sure)
    counts = [(c, found.count(c.key)) for c in PLAN_CLASSES]
    there = [(c, n) for c, n in counts if n or c.key in ALWAYS]
    title = f"Wards under plan {view.plan.upper()}, of {len(found)}"
    other = other_legend(plans, "b" if view.plan == "a" else "a")
    return (Legend(title, class_rows(there, dark=dark)), *other)


def other_legend(plans: TwoPlans, name: str) -> tuple[Legend, ...]:
    """What the outlines of a plan mean; nothing of a plan without wards."""
    plan, letter = plans.of(name).plan, name.upper()
    if not plan.signed:
        return ()
    rows = (
        LegendRow(Swatch("ring"), f"Outlined: added by plan {letter}", len(plan.added)),
        LegendRow(Swatch("dashed"), f"Dashed: taken away by plan {letter}", len(plan.taken)),
    )
    return (Legend(f"Plan {letter}", rows),)


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    sides = atlas.ward_sides(view.map, view.scheme)
    near = borders_of(atlas, view).border
    plans = planned(view, coverage_of(atlas, view), near, sides)
    measure = measure_of(view, partial(atlas.counts, view.map))
    return plans_figure(atlas, view, plans, measure, sides, dark=dark)
