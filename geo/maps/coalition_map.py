"""Coalitions of a day as the map's own state: a mark per tie, and fills that say what is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from geo.coalition_day import Tie, best, is_small
from geo.coalition_matrix import CERTAIN, ELSEWHEN, OPEN, TIED
from geo.coalition_tables import ORGANISATIONS
from geo.coalitions import Coalition
from geo.maps.map_state import Glyph, MapState
from geo.maps.presence_map import class_style
from geo.maps.usual_state import usual_state
from geo.marks import Mark
from geo.palettes import LINE_DARK, LINE_LIGHT, Ink, PresenceClass
from geo.presence import Presence
from geo.view import View

WARD_CLASSES: tuple[PresenceClass, ...] = (
    PresenceClass(
        "tied",
        "At least one tie on this day",
        "at least one tie",
        Ink("#cfe3f1", LINE_LIGHT, "#cfe3f1"),
        Ink("#26445a", LINE_DARK, "#26445a"),
    ),
    PresenceClass(
        "listed",
        "An organization, but no tie known",
        "an organization but no tie known",
        Ink("#e4ecf1", "#c3ced6", "#a9bac6"),
        Ink("#202f3a", "#41525f", "#4a5f6e"),
        pattern="backhatch",
    ),
    PresenceClass(
        "open",
        "No organization listed, no tie stated for this day",
        "no organization listed and no tie stated for this day",
        Ink("#f6f5f2", "#d3d6d8", "#cdd1d5"),
        Ink("#1a222a", "#39444e", "#323d48"),
        pattern="hatch",
    ),
    PresenceClass(
        "left_out",
        "In none, as complete lists or sources say",
        "in none, as sources say",
        Ink("#c9c6be", LINE_LIGHT, "#c9c6be"),
        Ink("#4a5661", LINE_DARK, "#4a5661"),
    ),
    PresenceClass(
        "nobody",
        "Nobody here who could belong",
        "nobody who could belong",
        Ink("#eeece7", LINE_LIGHT, "#cfccc4"),
        Ink("#232c34", LINE_DARK, "#3a4650"),
        pattern="dots",
    ),
)
"""How a ward is filled by what is known of all chosen coalitions together; in legend order."""


def ward_class(found: Sequence[Tie]) -> str:
    """The class of a ward: one tie is enough; one open question leaves the ward open."""
    looks = {t.cell.look for t in found}
    if looks & set(TIED):
        return "tied"
    if looks & set(OPEN):
        return "listed" if any(t.subject.scope == ORGANISATIONS for t in found) else "open"
    return "left_out" if looks else "nobody"


def by_look(ties: Mapping[int, tuple[Tie, ...]], coalition_id: str) -> dict[int, Tie]:
    """The surest tie of each ward to one coalition, of those a mark is drawn for."""
    found = {}
    for ward, here in ties.items():
        tie = best(t for t in here if t.coalition.id == coalition_id)
        if tie and tie.cell.look in (*TIED, ELSEWHEN):
            found[ward] = tie
    return found


def glyph(
    ties: Mapping[int, tuple[Tie, ...]], coalition: Coalition, mark: Mark, *, dark: bool
) -> Glyph:
    """The marks of one coalition: filled for what a source states, open for what is inferred or
    stated before and after, gray and dashed for what is stated for another date only."""
    found = by_look(ties, coalition.id)
    looks = {ward: tie.cell.look for ward, tie in found.items()}
    return Glyph(
        color=mark.color(dark=dark),
        shape=mark.shape,
        solid=tuple(w for w, look in looks.items() if look in CERTAIN),
        open=tuple(w for w, look in looks.items() if look in TIED and look not in CERTAIN),
        faint=tuple(w for w, look in looks.items() if look == ELSEWHEN),
        small=tuple(w for w, tie in found.items() if is_small(tie)),
    )


def coalition_state(
    ties: Mapping[int, tuple[Tie, ...]],
    marked: Iterable[tuple[Coalition, Mark]],
    shown: Presence,
    view: View,
    *,
    dark: bool,
) -> MapState:
    """Everything the map draws for a day.

    Parameters
    ----------
    ties : mapping
        Of every ward, from `ward_ties`.
    marked : iterable
        The chosen coalitions with their marks.
    shown : Presence
        Of the ward map of the day.
    view : View
    dark : bool
        Theme.
    """
    keys = [c.key for c in WARD_CLASSES]
    return replace(
        usual_state(
            view.on_map(shown.vintage),
            tuple(keys.index(ward_class(ties[w.ward])) for w in shown.wards),
            tuple(class_style(c, dark=dark) for c in WARD_CLASSES),
            dark=dark,
        ),
        glyphs=tuple(glyph(ties, c, mark, dark=dark) for c, mark in marked),
    )
