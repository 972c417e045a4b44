"""What to choose on the page of plans: the plan's wards and name, what counts, what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from geo.analysis.mixes import mix_parts
from geo.analysis.plans import NOTHING, Plan, TwoPlans, chosen, plan_of, pressed
from geo.atlas import Atlas
from geo.demand import part_name
from geo.measures import MEASURE_KEYS
from geo.view import MAX_NAME, MAX_WEIGHTS, PLANS, View
from geo.wards import WARD_NUMBERS, vintages
from geo.words import capital
from ui import controls, state
from ui.cover_controls import what_covers, which_evidence
from ui.state import bound, part


def sidebar(atlas: Atlas, view: View) -> None:
    """All controls beside the page, in the order of the question."""
    controls.which_map(view)
    if view.plan_a or view.plan_b:
        st.caption(
            "Another ward map clears both plans: the same numbers are other land there. The "
            "browser’s Back button brings them back."
        )
    what_is_counted(view)
    what_covers(view)
    with st.expander("Fewer or more organizations", expanded=bool(view.since or view.within)):
        which_evidence(atlas, view)
        controls.which_listed(view)
    controls.where(atlas, view)
    controls.drawing(view)


def what_is_counted(view: View) -> None:
    """Choose one measure, or several together."""
    st.selectbox(
        "Count (not in force: the mix below is)" if view.mix else "Count",
        MEASURE_KEYS,
        format_func=lambda key: capital(part_name(key)),
        **bound("who", view, read=lambda key: {"who": key, "mix": ""}),
    )
    weights = dict(mix_parts(view.mix)[0])
    st.multiselect(
        "Or count several together",
        MEASURE_KEYS,
        format_func=lambda key: capital(part_name(key)),
        max_selections=MAX_WEIGHTS,
        placeholder="for example Black and Latino residents",
        help="Their counts are added up. A person of two of them would count twice, so choose "
        "groups that do not overlap.",
        **part("mix", "keys", list(weights), lambda _, keys: {"mix": mix_of(keys, weights)}),
    )


def mix_of(keys: Iterable[str], weights: dict[str, int]) -> str:
    """A mix as a link has it; a new part weighs 1, the others keep their weights."""
    return ".".join(f"{key}:{weights.get(key, 1)}" for key in keys)


def which_plan(view: View) -> None:
    """Choose the plan that a press on the map changes; a shortcut to today's wards."""
    today = vintages()[-1].year
    if view.map != today:
        st.button(
            "Plan on today’s wards",
            key="plans_today",
            help="Organizations work for the wards in force now. "
            + ("This clears the plans of the old map." if view.plan_a or view.plan_b else ""),
            on_click=state.change,
            kwargs={"map": today},
        )
    st.radio(
        "Tap wards on the map to change",
        PLANS,
        format_func=lambda name: f"Plan {name.upper()}",
        horizontal=True,
        **bound("plan", view),
    )


def tools(atlas: Atlas, view: View) -> None:
    """Name, wards by number, and what can be done with both plans."""
    plan, letter = plan_of(view, view.plan), view.plan.upper()
    name = f"name_{view.plan}"
    st.text_input(
        f"Name of plan {letter}",
        max_chars=MAX_NAME,
        placeholder="for example South Side first",
        **bound(name, view, read=lambda typed: {name: tidy(typed)}),
    )
    labels = {w: f"{w} · {atlas.alder(view.map, w)}" for w in WARD_NUMBERS}
    wards("added", f"Plan {letter}: add an organization in", plan, labels, view)
    wards("taken", f"Plan {letter}: take one away in", plan, labels, view)
    buttons(view)


def tidy(typed: str) -> str:
    """A name as a link can hold it."""
    return "".join(c for c in typed if c.isprintable())[:MAX_NAME]


def wards(which: str, label: str, plan: Plan, labels: dict[int, str], view: View) -> None:
    """The wards a plan adds, or those it takes away, as a list to pick from."""
    name = view.plan

    def read(now: View, picked: list[int]) -> dict[str, Any]:
        # A ward moves to the list it was picked on last.
        plan = plan_of(now, name)
        other = (plan.taken if which == "added" else plan.added) - set(picked)
        pair = (picked, other) if which == "added" else (other, picked)
        return {f"plan_{name}": chosen(*pair)}

    st.multiselect(
        label,
        WARD_NUMBERS,
        format_func=labels.__getitem__,
        placeholder="Choose wards by number",
        **part(f"plan_{name}", which, sorted(getattr(plan, which)), read),
    )


def buttons(view: View) -> None:
    """Copy, swap, clear."""
    mine, other = view.plan, "b" if view.plan == "a" else "a"
    a, b = view.plan_a, view.plan_b
    names = {"name_a": view.name_b, "name_b": view.name_a}
    offers: tuple[tuple[str, str, dict[str, Any], bool], ...] = (
        (
            f"Copy {mine.upper()} to {other.upper()}",
            "plans_copy",
            {f"plan_{other}": getattr(view, f"plan_{mine}")},
            a != b,
        ),
        ("Swap A and B", "plans_swap", {"plan_a": b, "plan_b": a, **names}, bool(a or b)),
        (
            f"Clear plan {mine.upper()}",
            "plans_clear",
            {f"plan_{mine}": NOTHING.signed, f"name_{mine}": ""},
            bool(getattr(view, f"plan_{mine}") or getattr(view, f"name_{mine}")),
        ),
    )
    with st.container(horizontal=True, gap="small"):
        for label, key, changes, useful in offers:
            st.button(label, key=key, disabled=not useful, on_click=state.change, kwargs=changes)


def ward_button(view: View, plans: TwoPlans) -> None:
    """Change the chosen ward in the edited plan, as a press on the map does."""
    ward = view.ward
    if ward is None:
        return
    field, letter = f"plan_{view.plan}", view.plan.upper()
    organised = plans.found.wards[ward - 1].level is not None
    now = getattr(view, field)
    if ward in map(abs, now):
        label = f"Leave ward {ward} as it is (plan {letter})"
    elif organised:
        label = f"Take ward {ward}’s organization away (plan {letter})"
    else:
        label = f"Add an organization in ward {ward} (plan {letter})"
    st.button(
        label,
        key="plans_ward",
        on_click=state.change,
        kwargs={field: pressed(now, ward, organised=organised)},
    )
