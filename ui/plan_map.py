"""The map of the edited plan in its place: a press on a ward changes the plan."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from geo.analysis.coverage import COVERS, LEVELS
from geo.analysis.plans import TwoPlans, pressed
from geo.figures.figure import Figure
from geo.figures.plans import planned as carried_out
from geo.maps.map_state import MapState
from geo.maps.plan_map import plan_state
from geo.view import PLANS, View
from ui import cache, state
from ui.ahead import Choice, steps
from ui.figure_map import figure_map
from ui.map_view import Press
from ui.shell import dark

SWITCHES = ("beside", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def planned(view: View) -> TwoPlans:
    """Both plans of a view carried out."""
    found = cache.coverage(view.map, view.options, view.rule)
    near, sides = cache.borders(view.map).border, cache.ward_sides(view.map, view.scheme)
    return carried_out(view, found, near, sides)


def plan_map(figure: Figure, plans: TwoPlans) -> None:
    """Draw the map with its text alternative."""

    def pressed_on(presses: Iterable[Press]) -> None:
        for ward in state.unheard(presses):
            state.revise(partial(press, plans, ward))

    choices = (*listed("plan", PLANS), *listed("sure", LEVELS), *listed("cover", COVERS))
    ahead = steps(figure.view, SWITCHES, drawn, choices)
    figure_map(figure, "plans_map", ahead, on_press=pressed_on)


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
