"""Wards of a plan as the map's own state: organized, beside one, proposed, newly reached, left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geo.expansion_question import Outcome
from geo.maps.map_state import MapState
from geo.maps.presence_map import class_style
from geo.maps.usual_state import usual_state
from geo.palettes import EXPANSION_CLASSES, EXPANSION_KEYS
from geo.view import View
from geo.wards import WARD_NUMBERS


def expansion_state(out: Outcome, kinds: Mapping[int, str], view: View, *, dark: bool) -> MapState:
    """Everything the map draws for a view.

    Parameters
    ----------
    out : Outcome
        Its wishes say which wards are hatched.
    kinds : mapping
        Each ward's class (`geo.expansion_words.ward_kinds`).
    view : View
    dark : bool
        Theme.
    """
    return replace(
        usual_state(
            view,
            tuple(EXPANSION_KEYS.index(kinds[ward]) for ward in WARD_NUMBERS),
            tuple(class_style(c, dark=dark) for c in EXPANSION_CLASSES),
            dark=dark,
        ),
        hatched=ruled_out(out),
        rings=(tuple(ward for ward in WARD_NUMBERS if kinds[ward] == "new"), ()),
    )


def ruled_out(out: Outcome) -> tuple[int, ...]:
    """Wards without an organization that a wish keeps from getting one."""
    out_of = frozenset(out.asked.never).union(*out.barred.values())
    return tuple(sorted(out_of - out.today[0]))
