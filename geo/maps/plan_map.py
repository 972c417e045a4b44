"""A plan as the map's own state: what there is, what is added or taken away, who is next door."""

from __future__ import annotations

from dataclasses import replace

from geo.analysis.coverage import reaches
from geo.analysis.plans import Outcome, Plan, TwoPlans
from geo.maps.map_state import MapState
from geo.maps.presence_map import class_style
from geo.maps.usual_state import usual_state
from geo.palettes import PLAN_CLASSES, PLAN_KEYS
from geo.view import View
from geo.wards import WARD_COUNT, WARD_NUMBERS


def kind(plans: TwoPlans, of: Outcome, ward: int, level: str) -> str:
    """How a ward is drawn under a plan: one of `PLAN_KEYS`."""
    if ward in of.plan.added:
        return "added"
    today = plans.found.wards[ward - 1].level
    if ward in of.plan.taken and today is not None:
        return "taken"
    return standing_kind(of, ward, level, today)


def standing_kind(of: Outcome, ward: int, level: str, today: str | None) -> str:
    """How a ward is drawn that the plan does not change: by its own organization, then by those
    next door, then by one that is not sure enough to count."""
    if today is not None and reaches(today, level):
        return today
    if ward in of.at(level).near:
        return "beside" if ward in of.before(level).near else "newly"
    return "none" if today is None else "left_out"


def press_kind(plans: TwoPlans, of: Outcome, ward: int, level: str) -> str:
    """How a ward is drawn at once when it is pressed; its neighbors follow with the answer."""
    today = plans.found.wards[ward - 1].level
    if ward in of.plan.added | of.plan.taken:
        return standing_kind(of, ward, level, today)
    return "added" if today is None else "taken"


def kinds(plans: TwoPlans, name: str, level: str) -> tuple[str, ...]:
    """Every ward under plan "a" or "b", ward 1 first."""
    return tuple(kind(plans, plans.of(name), ward, level) for ward in WARD_NUMBERS)


def plan_state(plans: TwoPlans, view: View, *, dark: bool) -> MapState:
    """Everything the map draws for a view: the plan that is edited, the other one outlined.

    Parameters
    ----------
    plans : TwoPlans
    view : View
        `plan` says which plan is edited, `sure` which organizations are counted.
    dark : bool
        Theme.
    """
    mine = plans.of(view.plan)
    other = plans.of("b" if view.plan == "a" else "a")
    presses = (press_kind(plans, mine, ward, view.sure) for ward in WARD_NUMBERS)
    return replace(
        usual_state(
            view,
            tuple(map(PLAN_KEYS.index, kinds(plans, view.plan, view.sure))),
            tuple(class_style(c, dark=dark) for c in PLAN_CLASSES),
            tuple(sorted(plans.only)) if len(plans.only) < WARD_COUNT else (),
            dark=dark,
        ),
        rings=rings(other.plan),
        presses=tuple(map(PLAN_KEYS.index, presses)),
    )


def rings(plan: Plan) -> tuple[tuple[int, ...], ...]:
    """Outlines of the other plan: solid where it adds an organization, dashed where it takes one
    away; none of a plan without wards."""
    return (tuple(sorted(plan.added)), tuple(sorted(plan.taken))) if plan.signed else ()
