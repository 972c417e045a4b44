"""What the controls of the page of plans for new wards offer, and what they change in a view."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from geo.analysis.expansion import Answer
from geo.analysis.expansion_wishes import Conflict
from geo.atlas import Atlas
from geo.demand import joined, mixed, part_name
from geo.expansion_criteria import CRITERIA, MAX_WEIGHT
from geo.expansion_question import Gap
from geo.expansion_sure import weights_text
from geo.expansion_words import target_words
from geo.links import notice, shown_value
from geo.measures import MEASURES
from geo.view import MAX_WEIGHTS, View
from geo.words import capital, ward_list

BLACK_AND_LATINO = "black_share:1.latino_share:1"
"""The mix coalitions ask about most; offered by name."""

PRESET, OWN = "preset", "own"

OWN_START = "black_share:1.latino_share:1.poverty_share:1"
"""A mix of one's own to begin with."""

SHORT_NAMES = {
    "population": "all Chicagoans",
    "vap": "adults",
    "other_share": "multiracial or other",
    "poverty_share": "people in poverty",
    "low_income_share": "people with low income",
    "family_poverty_share": "families in poverty",
    "assistance_share": "households with aid",
    "renter_share": "rented homes",
    "crowded_share": "crowded homes",
    "old_homes_share": "homes of 1939 or before",
    "bachelor_share": "people with a bachelor’s",
    "no_diploma_share": "adults without diploma",
    "limited_english_share": "little English at home",
    "spanish_share": "Spanish speakers",
    "registered_voters": "registered voters",
    "turnout_2023": "ballots of 2023",
    "turnout_2019": "ballots of 2019",
}
"""Names for the control, where the usual one is longer than `LONGEST`; the page's subtitle says
exactly what is counted."""

LONGEST = 27
"""Characters a control of the page holds on a screen 1280 pixels wide."""

MAX_PART = 10
"""Weight of a part of a mix, in the page; a link can hold more."""

SPAN = 0, 100
"""A limit that leaves out nobody."""


def whom_choices() -> dict[str, str]:
    """Labels of what can be asked for, by choice."""
    counted = {key: capital(short_name(key)) for key in MEASURES}
    return {PRESET: "Black and Latino Chicagoans", **counted, OWN: "A mix of my own"}


def short_name(key: str) -> str:
    """One thing counted in so few words that a narrow control holds them."""
    return SHORT_NAMES.get(key, part_name(key))


def whom(view: View) -> str:
    """The choice a view makes."""
    if not view.mix:
        return view.who
    return PRESET if view.mix == BLACK_AND_LATINO else OWN


def whom_changes(choice: str) -> dict[str, Any]:
    """Fields a choice changes."""
    if choice in MEASURES:
        return {"who": choice, "mix": ""}
    return {"mix": BLACK_AND_LATINO if choice == PRESET else OWN_START}


def parts_of(view: View) -> dict[str, int]:
    """Parts of the view's mix that can be counted, with their weights."""
    return {key: weight for key, weight in mixed(view.mix).items() if key in MEASURES}


def parts_changed(view: View, keys: list[str]) -> dict[str, Any]:
    """The mix with these parts; new ones weigh 1."""
    now = parts_of(view)
    return mix_changes({key: now.get(key, 1) for key in keys[:MAX_WEIGHTS]})


def weight_changed(view: View, key: str, weight: int) -> dict[str, Any]:
    """The mix with another weight of one part."""
    return mix_changes({**parts_of(view), key: weight})


def mix_changes(parts: dict[str, int]) -> dict[str, Any]:
    """A mix as a link holds it; the preset's parts in its order, so that it is known again."""
    known = mixed(BLACK_AND_LATINO)
    ordered = known if parts == known else parts
    return {"mix": ".".join(f"{key}:{weight}" for key, weight in ordered.items())}


def span(text: str) -> tuple[int, int]:
    """ "0-10" as two numbers; everything if blank."""
    low, high = text.split("-") if text else SPAN
    return int(low), int(high)


def span_text(ends: tuple[int, int]) -> str:
    """Two numbers as a link holds them; blank if they leave out nobody."""
    return "" if tuple(ends) == SPAN else f"{ends[0]}-{ends[1]}"


def wish_of(view: View, ward: int) -> str:
    """ "must", "never" or blank."""
    if ward in view.must:
        return "must"
    return "never" if ward in view.never else ""


def wish_changes(view: View, ward: int, wish: str) -> dict[str, Any]:
    """The wishes with another one for a ward; a ward is on one list at most."""
    return {
        name: tuple(sorted({*getattr(view, name)} - {ward} | ({ward} if name == wish else set())))
        for name in ("must", "never")
    }


def settled(atlas: Atlas, view: View) -> tuple[View, tuple[str, ...]]:
    """The view with what its link names and the atlas does not know left out, and notices.

    Whether a key in a mix, a weight or a coalition exists cannot be seen from the form of a link.
    """
    parts, weights = mixed(view.mix), mixed(view.weights)
    keys = {kind.key for kind in CRITERIA}
    strange = {
        "weights": [k for k, w in weights.items() if k not in keys or w > MAX_WEIGHT],
        "within": [] if view.within in coalition_choices(atlas) else [view.within],
    }
    notices = [notice(name, ", ".join(named)) for name, named in strange.items() if named]
    kept = {key: weight for key, weight in parts.items() if key in MEASURES}
    return replace(
        view,
        mix=mix_changes(kept)["mix"] if any(kept.values()) else "",
        weights=weights_text({k: min(w, MAX_WEIGHT) for k, w in weights.items() if k in keys}),
        within="" if strange["within"] else view.within,
    ), (*mix_notices(view), *notices)


def mix_notices(view: View) -> tuple[str, ...]:
    """What of a mix is not counted, and that another thing is counted if nothing is left of it."""
    parts = mixed(view.mix)
    strange = [f"“{shown_value(key)}”" for key in parts if key not in MEASURES]
    found = []
    if strange:
        noun = "this" if len(strange) == 1 else "these"
        found.append(f"The mix names {joined(strange)}. Nothing is counted by {noun}: left out.")
    if parts and not any(weight for key, weight in parts.items() if key in MEASURES):
        found.append(
            f"The mix gives nothing a weight above 0. Counted instead: {part_name(view.who)}."
        )
    return tuple(found)


def chosen_notice(found: Answer | Conflict | Gap, picked: Collection[int]) -> tuple[str, ...]:
    """That the wards a link asks to show are not among the choices that can be shown."""
    wanted = tuple(sorted(picked))
    if not wanted or not isinstance(found, Answer) or wanted in found.sets:
        return ()
    noun, verb = ("Ward", "is") if len(wanted) == 1 else ("Wards", "are")
    kind = f"that {target_words(found)} with the fewest" if found.fewest else "that do best"
    shown = "The first of these is shown." if found.size else "No new organization is needed."
    return (
        f"{noun} {ward_list(wanted)}, which the link asks to show, {verb} not among the listed "
        f"choices {kind}. {shown}",
    )


def ward_labels(atlas: Atlas, vintage: int) -> dict[int, str]:
    """ "9 · Anthony Beale" by ward."""
    return {ward: f"{ward} · {atlas.alder(vintage, ward)}" for ward in atlas.facts(vintage)}


def coalition_choices(atlas: Atlas) -> dict[str, str]:
    """Coalitions that organizations are stated to belong to, by id; all organizations first."""
    named = {c.id: c.name for c in atlas.coalitions.values() if atlas.members(c.id)}
    return {"": "all", **named}
