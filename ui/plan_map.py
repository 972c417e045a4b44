"""The map of the edited plan in its place: a press on a ward changes the plan."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from geo.analysis.coverage import COVERS, LEVELS
from geo.analysis.plans import TwoPlans, pressed, two_plans
from geo.maps.map_state import MapState
from geo.maps.plan_map import kinds, plan_state
from geo.maps.presence_map import on_side
from geo.palettes import PLAN_CLASSES
from geo.view import PLANS, View
from geo.wards import WARD_NUMBERS
from ui import cache, legend, notes, state
from ui.ahead import Choice, steps
from ui.map_view import Press, ward_map
from ui.shell import dark

SWITCHES = ("beside", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def planned(view: View) -> TwoPlans:
    """Both plans of a view carried out."""
    sides = cache.ward_sides(view.map, view.scheme)
    only = on_side(sides, view.side) or WARD_NUMBERS
    found = cache.coverage(view.map, view.options, view.rule)
    return two_plans(found, cache.borders(view.map).border, view, only)


def plan_map(view: View, plans: TwoPlans, alt: str) -> None:
    """Draw the map with its text alternative."""

    def pressed_on(presses: Iterable[Press]) -> None:
        for ward in state.unheard(presses):
            state.revise(partial(press, plans, ward))

    choices = (*listed("plan", PLANS), *listed("sure", LEVELS), *listed("cover", COVERS))
    ward_map(
        plan_state(plans, view, dark=dark()),
        cache.files_of_map(),
        key="plans_map",
        on_select=lambda ward: state.change(ward=ward),
        on_press=pressed_on,
        ahead=tuple(steps(view, SWITCHES, drawn, choices)),
    )
    notes.alt(alt)


def drawn(view: View) -> MapState:
    """The map of a view."""
    return plan_state(planned(view), view, dark=dark())


def listed(field: str, choices: tuple[str, ...]) -> list[Choice]:
    """The choices of a list in the page."""
    return [(field, place, choice) for place, choice in enumerate(choices)]


def press(plans: TwoPlans, ward: int, view: View) -> dict[str, Any]:
    """What a press on a ward changes: the edited plan, and which ward is chosen."""
    field = f"plan_{view.plan}"
    organised = plans.found.wards[ward - 1].level is not None
    return {field: pressed(getattr(view, field), ward, organised=organised), "ward": ward}


def plan_legend(view: View, plans: TwoPlans) -> None:
    """Kinds of wards with their counts, and what the outlines mean."""
    found = kinds(plans, view.plan, view.sure)
    counts = [(c, found.count(c.key)) for c in PLAN_CLASSES]
    there = [(c, n) for c, n in counts if n or c.key in ("added", "none")]
    legend.legend(there, f"Wards under plan {view.plan.upper()}, of {len(found)}", dark=dark())
    other = "b" if view.plan == "a" else "a"
    theirs = plans.of(other).plan
    if theirs.signed:
        legend.rows_legend(
            [
                (
                    '<i class="ring"></i>',
                    f"Outlined: added by plan {other.upper()}",
                    len(theirs.added),
                ),
                (
                    '<i class="ring dashed"></i>',
                    f"Dashed: taken away by plan {other.upper()}",
                    len(theirs.taken),
                ),
            ],
            f"Plan {other.upper()}",
        )
