"""What the page of one ward says."""

from __future__ import annotations

from geo.atlas import Atlas
from geo.atlas_records import Flow
from geo.presence import Presence, WardPresence
from geo.spelling import plain_letters
from geo.wards import WARD_NUMBERS, vintages
from geo.words import alt_text, own_map, percent, population_words, ward_lines, ward_list

SMALL_FLOW = 0.005
"""Flows below half a percent of a ward's people are drawing noise along the border."""


def ward_headline(atlas: Atlas, shown: Presence, ward: int | None) -> str:
    """The finding of the page in one sentence."""
    if ward is None:
        return "One ward: who is there, who is next door, where its people went"
    here = shown.wards[ward - 1]
    near = [n.ward for n in atlas.neighbours(shown.vintage, ward)]
    own, reached = ({w.ward for w in wards} for wards in (shown.organized, shown.reached))
    organized, more = sum(n in own for n in near), sum(n in reached - own for n in near)
    return (
        f"Ward {ward} {presence_words(here)}; {organized} of its {len(near)} neighbors "
        f"{'has' if organized == 1 else 'have'} an organization"
        + (f", {more} more one in part or a regional one" if more else "")
    )


def presence_words(ward: WardPresence) -> str:
    """The ward's class as the end of a sentence that starts with its number."""
    return {
        "active": "has an active organization of its own",
        "forming": "has an organization that is forming",
        "unknown": "has an organization of its own, present status not known",
        "doubtful": "had an organization of its own that may have ended",
        "most": f"has {percent(ward.ward_share)} of its people covered by ward organizations",
        "some": f"has {percent(ward.ward_share)} of its people covered by ward organizations",
        "regional": "is reached by a regional organization only",
        "left_out": "has a listed organization that the settings leave out",
        "none": "has no listed organization",
    }[ward.klass]


def ward_subtitle(atlas: Atlas, shown: Presence, ward: int | None) -> str:
    """Alderperson and people; or how to choose a ward."""
    if ward is None:
        return "Choose a ward on the map, by its number or by the name of an alderperson."
    facts = atlas.facts(shown.vintage)[ward]
    alder = atlas.alder(shown.vintage, ward)
    return f"Alderperson: {alder}. People in 2020: {population_words(facts)}."


def ward_alt(atlas: Atlas, shown: Presence, ward: int | None) -> str:
    """The ward's map for somebody who cannot see it."""
    if ward is None:
        return alt_text(shown)
    near = ward_list(n.ward for n in atlas.neighbours(shown.vintage, ward))
    lines = "; ".join(ward_lines(shown.wards[ward - 1], atlas.organisations))
    return f"Ward {ward}, {shown.vintage} map: {lines}. It touches wards {near}."


def ward_choices(atlas: Atlas, year: int) -> dict[int | tuple[int, int], str]:
    """Every ward to choose from, with everybody who sat for it: those of the map shown by number,
    then those of the other maps by (year, number)."""
    own: dict[int | tuple[int, int], str] = {
        ward: f"{ward} · {searchable(atlas, year, ward)}" for ward in WARD_NUMBERS
    }
    others = {
        (v.year, ward): f"{ward} · {searchable(atlas, v.year, ward)} – on the {v.label}"
        for v in vintages()
        if v.year != year
        for ward in WARD_NUMBERS
    }
    return own | others


def searchable(atlas: Atlas, year: int, ward: int) -> str:
    """Names newest first; those with accents once more without, as people type them."""
    names = [term.name for term in reversed(atlas.terms(year, ward))]
    folded = [plain_letters(n).split()[-1] for n in names if plain_letters(n) != n]
    also = f" ({', '.join(folded)})" if folded else ""
    return ", ".join(names) + also


def term_lines(atlas: Atlas, ward: int) -> list[str]:
    """Everybody who sat for a ward number since 2015, by map, newest first, with remarks."""
    lines = []
    for which in reversed(vintages()):
        for term in reversed(atlas.terms(which.year, ward)):
            remark = f" ({term.note.rstrip('.')})" if term.note else ""
            lines.append(f"{which.label}: {term.name}, {term.words}{remark}")
    return lines


def side_lines(atlas: Atlas, year: int, ward: int) -> list[str]:
    """The ward's side under every scheme and in the press; those that differ are all shown."""
    by_scheme = [
        f"{scheme.label}: {atlas.ward_sides(year, key)[ward].words}"
        for key, scheme in atlas.schemes.items()
    ]
    in_press = [
        f"“{label}” in {atlas.citations[source].words}"
        for label, source in atlas.press_sides(year, ward)
        if source in atlas.citations
    ]
    return by_scheme + in_press


def flow_title(year: int) -> str:
    """What the flows of a map mean."""
    if own_map(year):
        return "Where its people are on the 2023 map"
    return "Where its people were on the 2015 map"


def flow_rows(atlas: Atlas, shown: Presence, ward: int) -> list[tuple[str, str, str, str]]:
    """(ward of the other map, people, share, organizations there) with the rest in one row."""
    other = 2023 if own_map(shown.vintage) else 2015
    there = {w.ward: w for w in atlas.presence(other, shown.options).wards}
    rows, rest = [], []
    for flow in atlas.flows(shown.vintage, ward):
        if flow.share < SMALL_FLOW:
            rest.append(flow)
            continue
        names = [
            atlas.organisations[r.organisation].label
            for r in there[flow.other].reaches
            if r.counted and r.is_near
        ]
        listed = "; ".join(names) or "none listed"
        rows.append((f"Ward {flow.other}", f"{flow.people:,}", percent(flow.share), listed))
    if rest:
        rows.append(small_flows(rest))
    return rows


def small_flows(rest: list[Flow]) -> tuple[str, str, str, str]:
    """One row for the slivers."""
    people, share = sum(f.people for f in rest), sum(f.share for f in rest)
    return (f"{len(rest)} more, each under half a percent", f"{people:,}", percent(share), "")
