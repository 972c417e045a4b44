"""Why there is no answer, and which wish to drop, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geo.analysis.expansion_model import (
    EACH_SIDE,
    GOAL,
    MARGIN,
    MOST,
    MUST,
    NEVER,
    NINETY,
    TURNOUT,
    K,
)
from geo.analysis.expansion_wishes import Conflict, Relaxation
from geo.demand import joined, share_words
from geo.expansion_question import Gap, Outcome
from geo.expansion_words import number_words, organisations_words
from geo.words import capital, side_name, ward_list

CHANGES: dict[str, dict[str, Any]] = {
    MUST: {"must": ()},
    NEVER: {"never": ()},
    EACH_SIDE: {"each_side": False},
    MARGIN: {"margin": ""},
    TURNOUT: {"turnout": ""},
    GOAL: {"goal": MOST},
}
"""Fields of the view that drop a wish."""

NAMES = {
    MUST: "drop “must get one”",
    NEVER: "drop “must not get one”",
    EACH_SIDE: "drop “every side”",
    MARGIN: "drop the limit on the race",
    TURNOUT: "drop the limit on turnout",
    GOAL: "reach the most instead",
}


@dataclass(frozen=True)
class WayOut:
    """One thing to press: its words, and the fields of the view it changes."""

    words: str
    changes: dict[str, Any]


def no_answer_lines(out: Outcome) -> list[str]:
    """What stands in the way."""
    found = out.found
    if isinstance(found, Gap):
        return [gap_words(name, wards) for name, wards in found.missing]
    return conflict_lines(out, found) if isinstance(found, Conflict) else []


def gap_words(name: str, wards: tuple[int, ...]) -> str:
    """That something counted is not known everywhere."""
    noun = "ward" if len(wards) == 1 else "wards"
    return (
        f"There is no figure of {name} for {noun} {ward_list(wards)}. Without it a best choice "
        "cannot be found: choose something else to count, or take it out of the mix."
    )


def conflict_lines(out: Outcome, found: Conflict) -> list[str]:
    """Every reason, in a sentence each."""
    lines = [barred_words(out, ward) for ward in found.barred_must]
    for side in found.empty_sides:
        lines.append(f"No ward is left to choose {side_name(side)}; your wishes rule out the rest.")
    if out.asked.goal == MOST:
        lines += number_lines(out, found)
    elif found.target is not None and found.reachable < found.target:
        total = sum(out.demand.amounts().values())
        asked = "90%" if out.asked.goal == NINETY else "everybody"
        lines.append(
            f"Organizations in all {found.candidates} wards left to choose from would reach "
            f"{share_words(found.reachable, total)} of {out.demand.who}, not {asked}."
        )
    return lines


def number_lines(out: Outcome, found: Conflict) -> list[str]:
    """What is wrong with the number asked for."""
    asked, lines = out.asked.k, []
    if found.candidates == 0:
        lines.append("No ward is left to choose from.")
    elif found.candidates < asked:
        noun = "ward is" if found.candidates == 1 else "wards are"
        lines.append(
            f"Only {number_words(found.candidates)} {noun} left to choose from, and you ask for "
            f"{organisations_words(asked)}."
        )
    if found.needed > asked:
        lines.append(
            f"Your wishes need at least {organisations_words(found.needed)}, and you ask for "
            f"{number_words(asked)}."
        )
    return lines


def barred_words(out: Outcome, ward: int) -> str:
    """Why a ward that must get an organization may not."""
    reasons = {
        "it is also on the list of wards that must not": ward in out.asked.never,
        "its last council race was outside your limits": ward in out.barred.get(MARGIN, ()),
        "its turnout is outside your limits": ward in out.barred.get(TURNOUT, ()),
    }
    why = joined([words for words, holds in reasons.items() if holds])
    return f"Ward {ward} must get an organization, but {why}."


def ways_out(found: Conflict) -> list[WayOut]:
    """What to press: the smallest changes after which there is an answer."""
    return [way_out(one) for one in found.relaxations]


def way_out(one: Relaxation) -> WayOut:
    """One such change."""
    words, changes = [], {}
    for name in one.names:
        if name == K and one.k is not None:
            words.append(f"ask for {number_words(one.k)}")
            changes["k"] = one.k
        else:
            words.append(NAMES[name])
            changes |= CHANGES[name]
    return WayOut(capital(joined(words)), changes)
