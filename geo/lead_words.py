"""Which group leads the wards with an organization and those without: sentences and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.analysis.compare import FORTY, MAJORITY, PLURALITY, Leads
from geo.census import GROUP_NAMES
from geo.compare_words import Table, definition, name_of
from geo.sides import Scheme, WardSide
from geo.words import percent

LEAD_FORMS = {
    MAJORITY: ("Majority {}", "No majority"),
    PLURALITY: ("Largest group {}", "No single largest group"),
    FORTY: ("At least 40% {}", "No group at 40%"),
}
"""How a group that leads a ward is named under each rule, and how a ward no group leads."""

MAIN_GROUPS = ("latino", "white", "black", "asian")
"""Always listed for the whole city, also where they lead no ward."""

LEAD_HEADER = (
    "Wards",
    "All",
    "Ward organization",
    "No ward organization",
    "Ward or regional",
    "Neither",
)
"""With and without regional organizations side by side: nobody has to switch."""


def lead_notes(rule: str, year: int) -> list[str]:
    """How to read the tables of leading groups: who leads, what the columns mean."""
    words = {
        MAJORITY: "A group leads a ward if more than half of its people belong to it.",
        PLURALITY: "A group leads a ward if more of its people belong to it than to any other.",
        FORTY: "Every group with at least 40% of a ward’s people is counted, so a ward can count "
        "twice.",
    }
    return [
        f"{words[rule]} Latino people can be of any race, the other groups are not Latino (2020 "
        "census). Percentages are of the wards in the same column.",
        definition(year, regional=False),
        definition(year, regional=True),
    ]


def lead_name(group: str, rule: str) -> str:
    """ "Majority Latino", "No majority"."""
    form, nobody = LEAD_FORMS[rule]
    return form.format(GROUP_NAMES[group]) if group else nobody


def small(words: str) -> str:
    """The first letter small."""
    return words[:1].lower() + words[1:]


def lead_sentences(found: Leads) -> list[str]:
    """Both readings in words.

    "Of 17 wards with a ward organization: majority Latino 8, majority White 3, no majority 6."
    """
    lines = []
    for having, regional in ((found.own, False), (found.wide, True)):
        mine = found.among(having)
        parts = [
            f"{small(lead_name(group, found.rule))} {len(wards)}"
            for group in (*GROUP_NAMES, "")
            if (wards := mine.led_by(group))
        ]
        listed = f": {', '.join(parts)}" if parts else ""
        what = name_of(regional=regional)
        lines.append(f"Of {len(mine.leaders)} wards with {what}{listed}.")
    return lines


def lead_rows(found: Leads, always: Sequence[str] = ()) -> list[tuple[str, ...]]:
    """All wards, then the wards each group leads, then those no group leads.

    A group that leads none is left out unless it is one of `always`.
    """
    bases = found.counts(found.leaders)
    rows = [("All wards", *map(str, bases))]
    for group in (*GROUP_NAMES, ""):
        wards = found.led_by(group)
        if wards or group in always:
            cells = map(part, found.counts(wards), bases)
            rows.append((lead_name(group, found.rule), *cells))
    return rows


def part(number: int, base: int) -> str:
    """ "7 (41%)"; a dash where there is nothing to be a part of."""
    return f"{number} ({percent(number / base)})" if base else "–"


def lead_by_side(found: Leads, scheme: Scheme, sides: Mapping[int, WardSide]) -> Table:
    """The same, side by side of the city; groups that lead no ward of a side are not listed."""
    body = []
    for side in scheme.groups:
        here = found.among([ward for ward in found.leaders if sides[ward].main == side])
        body += [(side if n == 0 else "", *row) for n, row in enumerate(lead_rows(here))]
    return ("Side", *LEAD_HEADER), body
