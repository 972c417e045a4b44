"""What the page of coalitions says, in sentences with numbers in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from geo.atlas import Atlas
from geo.coalition_day import CoalitionDay, Tie
from geo.coalition_matrix import (
    BETWEEN,
    CERTAIN,
    DENIED,
    ELSEWHEN,
    ESTIMATED,
    LEFT_OUT,
    LOOKS,
    OFFICIAL,
    OPEN,
    SUPPORT,
    TIED,
    UNKNOWN,
)
from geo.coalition_tables import CAUCUS, COUNCIL, ORGANISATIONS
from geo.coalitions import Coalition, Subject
from geo.maps.coalition_map import WARD_CLASSES, by_look, ward_class
from geo.organisations import date_words
from geo.presence import Options, Presence
from geo.view import FIRST_DAY, LAST_DAY
from geo.wards import vintage, vintages
from geo.words import map_badge, own_map, ward_lines, ward_list

KNOWN_DAYS = (
    ("2015-05-18", "May 2015: council seated", ""),
    ("2018-10-31", "Oct 2018: UWF list", "uwf"),
    ("2019-05-20", "May 2019: council seated", ""),
    ("2020-01-31", "Jan 2020: Black Caucus list", "black-caucus"),
    ("2020-08-24", "Aug 2020: 48th Ward", "caarpr-cpac"),
    ("2021-01-30", "Jan 2021: joint statement", "senate-vacancy-2021"),
    ("2021-05-01", "May 2021: Socialist Caucus", "socialist-caucus"),
    ("2021-06-01", "June 2021: the essay", ""),
    ("2023-05-15", "May 2023: new council, new map", ""),
    ("2023-06-30", "June 2023: LGBT Caucus list", "lgbt-caucus"),
)
"""Days sources speak of, what they are, and the coalition they are about (blank: more than one)."""

SUBJECTS = {
    ORGANISATIONS: ("organization", "organizations"),
    COUNCIL: ("alderperson", "alderpersons"),
}

VERBS = {
    (ORGANISATIONS, OFFICIAL): ("was an official affiliate of", "were official affiliates of"),
    (COUNCIL, OFFICIAL): ("was a member of", "were members of"),
    (ORGANISATIONS, SUPPORT): ("supported", "supported"),
    (COUNCIL, SUPPORT): ("supported", "supported"),
}
LOOSE = {
    BETWEEN: "is stated for earlier and later days only",
    ESTIMATED: "is inferred or an overlap of people",
}


def known_days(chosen: Iterable[str]) -> dict[str, str]:
    """Days to offer beside the slider, ISO text to words: those that say something of the chosen
    coalitions."""
    ids = {"", *chosen}
    return {day: words for day, words, coalition_id in KNOWN_DAYS if coalition_id in ids}


def day_stops(day: str) -> list[str]:
    """Stops of the slider as ISO text, in order: the first of every month, the days sources speak
    of, both ends, and the day shown."""
    months = [
        date(year, month, 1).isoformat()
        for year in range(FIRST_DAY.year, LAST_DAY.year + 1)
        for month in range(1, 13)
    ]
    ends = FIRST_DAY.isoformat(), LAST_DAY.isoformat()
    days = {*months, *ends, *(known for known, _, _ in KNOWN_DAYS), day}
    return sorted(d for d in days if ends[0] <= d <= ends[1])


def day_words(of: CoalitionDay) -> str:
    """ "June 1, 2021"."""
    return date_words(of.day.isoformat())


def looks_of(of: CoalitionDay, scope: str, coalition_id: str) -> Counter[str]:
    """How many organizations, or office-holders, have each look to a coalition."""
    return Counter(of.cell(m, coalition_id).look for m in of.members(scope))


def lead(of: CoalitionDay) -> tuple[str, Coalition, Counter[str]] | None:
    """What the headline speaks of: the coalition most belong to on the day, statements before
    estimates and organizations before the council; None if nobody belongs to any."""
    for wanted in (CERTAIN, TIED):
        for scope in (ORGANISATIONS, COUNCIL):
            found = [(scope, c, looks_of(of, scope, c.id)) for c in of.of_scope(scope)]
            numbers = [sum(looks[look] for look in wanted) for _, _, looks in found]
            if any(numbers):
                return found[numbers.index(max(numbers))]
    return None


def headline(of: CoalitionDay) -> str:
    """The finding of the day in one sentence."""
    found = lead(of)
    if found is None:
        names = f"{len(of.organisations)} organizations or {len(of.seats)} alderpersons"
        return f"On {day_words(of)}, no tie of any of {names} to the chosen coalitions is stated"
    scope, coalition, looks = found
    total = looks.total()
    for look in CERTAIN:
        if looks[look]:
            said = VERBS[scope, look][looks[look] != 1]
            stated = stated_members(of, scope, coalition.id)
            known = looks[look] >= stated
            first = f"{looks[look]} of {total} {SUBJECTS[scope][1]} {said}"
            first = first if known else f"at least {first}"
            more = "" if known else f"; a source counts {stated} members, without naming all"
            return (
                f"On {day_words(of)}, {first} {name_of(coalition, look)}{more}"
                f"{rest_words(looks, looks[look])}"
            )
    count = sum(looks[look] for look in TIED)
    first = f"{count} of {total} {SUBJECTS[scope][1]} may have belonged to"
    doubts = " or ".join(words for look, words in LOOSE.items() if looks[look])
    return (
        f"On {day_words(of)}, {first} {name_of(coalition, OFFICIAL)}, which {doubts}"
        f"{rest_words(looks, count)}"
    )


def stated_members(of: CoalitionDay, scope: str, coalition_id: str) -> int:
    """How many members a list that holds for the day is said to have; 0 if none says."""
    numbers = (
        r.members or 0
        for r in of.ties.rosters
        if (r.coalition_id, r.scope) == (coalition_id, scope) and r.period.covers(of.day)
    )
    return max(numbers, default=0)


def name_of(coalition: Coalition, look: str) -> str:
    """A coalition's name within a sentence."""
    if coalition.kind == CAUCUS:
        return f"the {coalition.short}"
    return coalition.short if look == SUPPORT else coalition.name


def rest_words(looks: Counter[str], told: int) -> str:
    """What is known of the others, told from what is not."""
    unknown = sum(looks[look] for look in OPEN)
    out, denied = looks[LEFT_OUT], looks[DENIED]
    more = looks.total() - told - unknown - out - denied
    parts = [
        (more, "{} more by inference or for other days"),
        (out, "a complete list of that day leaves out {}"),
    ]
    parts += [(denied, "a source says no of {}"), (unknown, "for {} nothing is stated")]
    named = [(number, words) for number, words in parts if number]
    # "the other 15" only where they are all there is besides those told of.
    whole = len(named) == 1 and not more
    others = [f"the other {'one' if n == 1 else n}" if whole else f"{n}" for n, _ in named]
    said = ", ".join(words.format(n) for n, (_, words) in zip(others, named, strict=True))
    return f"; {said}" if said else ""


def subtitle(of: CoalitionDay) -> str:
    """What is shown, of whom, when, on which map."""
    year = vintage(of.year)
    line = (
        f"Ties of {len(of.organisations)} independent political organizations and of the "
        f"{len(of.seats)} alderpersons in office on {day_words(of)} to {len(of.chosen)} coalitions "
        f"and caucuses, on the ward map then in force ({year.label})."
    )
    if not own_map(of.year):
        line += " Organizations were recorded on the 2015 map and are carried here by people."
    return f"{line} {LEFT_OPEN}"


LEFT_OPEN = "What no source states is left open, never counted as a no."


def badge(of: CoalitionDay) -> str:
    """Which map, and that it follows the day."""
    return f"{map_badge(vintage(of.year))}: the map follows the day, {day_words(of)}"


def alt_text(of: CoalitionDay, ties: Mapping[int, tuple[Tie, ...]]) -> str:
    """The map for somebody who cannot see it."""
    parts = [coalition_alt(ties, c) for c in of.chosen]
    fills = Counter(ward_class(here) for here in ties.values())
    wards = "; ".join(f"{fills[c.key]} {c.short}" for c in WARD_CLASSES if fills[c.key])
    return (
        f"Map of Chicago’s 50 wards, {vintage(of.year).label}, on {day_words(of)}. "
        f"{' '.join(parts)} Wards: {wards}."
    )


MARK_WORDS = (
    ("stated", CERTAIN),
    ("inferred or stated before and after", (BETWEEN, ESTIMATED)),
    ("for another date only", (ELSEWHEN,)),
)
"""The three ways a mark is drawn, in words, and the looks each is for."""


def coalition_alt(ties: Mapping[int, tuple[Tie, ...]], coalition: Coalition) -> str:
    """One coalition's marks: counts and wards."""
    found = by_look(ties, coalition.id)
    said = []
    for words, looks in MARK_WORDS:
        wards = [w for w, tie in found.items() if tie.cell.look in looks]
        if wards:
            noun = "ward" if len(wards) == 1 else "wards"
            said.append(f"{words} in {len(wards)} ({noun} {ward_list(wards)})")
    return f"{coalition.short}: {'; '.join(said) or 'no mark'}."


def mark_counts(ties: Mapping[int, tuple[Tie, ...]], coalition: Coalition) -> str:
    """For the legend: in how many wards a coalition has each kind of mark."""
    looks = [tie.cell.look for tie in by_look(ties, coalition.id).values()]
    counts = [(sum(looks.count(one) for one in kinds), words) for words, kinds in MARK_WORDS]
    said = ", ".join(f"{number} {words}" for number, words in counts if number)
    return f"Wards: {said}" if said else "No ward"


def ward_words(of: CoalitionDay, found: Iterable[Tie], atlas: Atlas) -> list[tuple[str, str]]:
    """For the panel of a ward: each coalition with what is said of anybody here."""
    by_coalition: dict[str, list[Tie]] = {}
    for tie in sorted(found, key=lambda t: LOOKS.index(t.cell.look)):
        mine = by_coalition.setdefault(tie.coalition.id, [])
        if tie.cell.look != UNKNOWN:
            mine.append(tie)
    return [
        (c.short, "; ".join(tie_words(atlas, t) for t in by_coalition[c.id]) or "not stated")
        for c in of.chosen
        if c.id in by_coalition
    ]


def tie_words(atlas: Atlas, tie: Tie) -> str:
    """ "22nd Ward IPO: an official affiliate (June 1, 2021)"."""
    return f"{subject_name(atlas, tie.subject)}: {tie.cell.words}"


def subject_name(atlas: Atlas, subject: Subject) -> str:
    """An organization's name, or an office-holder's with the title."""
    if subject.scope == ORGANISATIONS:
        return atlas.organisations[subject.key].label
    return f"Ald. {subject.key}"


def seat_holder(of: CoalitionDay, ward: int) -> str:
    """Who sat for a ward on the day."""
    names = [m.subject.key for m in of.seats if m.subject.seat and m.subject.seat[1] == ward]
    return names[0] if names else "nobody (vacant on this day)"


def unknown_bodies(names: Iterable[str]) -> tuple[str, ...]:
    """A notice if a link asks for coalitions the atlas does not know."""
    asked = [name if len(name) <= MAX_NAME else f"{name[:MAX_NAME]}…" for name in names]
    if not asked:
        return ()
    listed = ", ".join(f"“{name}”" for name in asked)
    return (f"The link asks for bodies = {listed}, which the atlas does not know; left out here.",)


MAX_NAME = 30
"""Characters of an unknown id repeated in a notice."""


def dated_tooltips(atlas: Atlas) -> dict[str, dict[str, dict[str, object]]]:
    """Texts of every ward on every map that hold on any day: everybody who sat, with dates.

    Returns
    -------
    dict
        As from `geo.words.tooltips`; the map keeps it while the day changes.
    """
    maps = [atlas.presence(v.year, Options(outside=True)) for v in vintages()]
    return {
        str(shown.vintage): {
            str(w.ward): {
                "title": f"Ward {w.ward}, {vintage(shown.vintage).label}",
                "lines": [*seat_lines(atlas, shown, w.ward), *ward_lines(w, atlas.organisations)],
            }
            for w in shown.wards
        }
        for shown in maps
    }


def seat_lines(atlas: Atlas, shown: Presence, ward: int) -> list[str]:
    """Who sat for a ward of a map, with the dates."""
    return [f"Ald. {t.name}, {t.words}" for t in atlas.terms(shown.vintage, ward)]


def sets_alt(of: CoalitionDay, scope: str, found: Iterable[tuple[str, int]]) -> str:
    """The chart of combinations for somebody who cannot see it: every bar with its number."""
    said = "; ".join(f"{name}: {count}" for name, count in found)
    return (
        f"Combinations of coalitions among {len(of.members(scope))} {SUBJECTS[scope][1]} on "
        f"{day_words(of)}, each counted once. {said}."
    )


def timeline_alt(coalition: Coalition, said: Iterable[tuple[str, str, str]]) -> str:
    """A coalition's timeline for somebody who cannot see it: who, from when, to when."""
    listed = "; ".join(f"{who}: {first} – {last}" for who, first, last in said)
    return (
        f"Timeline of {coalition.name}, 2015 to 2026. Ties that count: {listed or 'none found'}. "
        "At all other times nothing is known, or it is known not to hold."
    )


def footing(of: CoalitionDay) -> str:
    """Ward map and dates at the foot of the page."""
    return (
        f"Ward map: {map_badge(vintage(of.year))}, in force on {day_words(of)}; people: 2020 "
        "census; coalitions and caucuses: the atlas’s tables, with a source for every row."
    )


def mark_rule(narrowed: str) -> str:
    """Whom a mark is for, and what the settings leave out."""
    return MARK_RULE + (f" Settings: {narrowed}." if narrowed else "")


MARK_RULE = (
    "A mark is for an organization of the ward or for its alderperson; small where it stands for "
    "less than half of the ward’s people."
)
