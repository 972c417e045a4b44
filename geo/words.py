"""What a map says, in sentences with numbers in them: headline, subtitle, alt text, tooltips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.atlas import Atlas
from geo.atlas_records import WardFacts
from geo.census import GROUP_NAMES
from geo.organisations import Organisation
from geo.palettes import PRESENCE_CLASSES, PresenceClass
from geo.presence import MOST, REACH, Options, Presence, Reach, WardPresence, people
from geo.view import View
from geo.wards import Vintage, vintage, vintages

MILLION = 1_000_000


PROPER = frozenset({*GROUP_NAMES.values(), "English", "Spanish"})
"""First words of labels that keep their capital in a sentence."""


def capital(words: str) -> str:
    """The first letter large."""
    return words[:1].upper() + words[1:]


def lowered(words: str) -> str:
    """Words without a capital at the beginning, unless it is a name of people or of several
    capitals ("Black residents", "SNAP")."""
    first = words.split(" ", 1)[0]
    return words if first in PROPER or first[1:2].isupper() else words[:1].lower() + words[1:]


def count_words(number: int) -> str:
    """A count with thousands separators."""
    return f"{number:,}"


def people_words(number: int) -> str:
    """People as a person would say them: 2.75 million, 340,000, 8,500."""
    if number >= MILLION:
        return f"{number / MILLION:.2f} million"
    if number >= MILLION // 10:
        return f"{round(number, -4):,}"
    return f"{round(number, -2):,}"


def percent(share: float) -> str:
    """A share as a whole percent; tiny shares are not rounded to nothing."""
    return "under 1%" if 0 < share <= 0.005 else f"{share:.0%}"  # noqa: PLR2004  rounds to 0 %


def side_name(group: str) -> str:
    """ "on the West Side"; "Central" has no side."""
    return "in the center" if group == "Central" else f"on the {group} Side"


def wards_words(shown: Presence, side: str) -> str:
    """ "50 wards", or "21 wards on the South Side" if only a side is shown."""
    noun = "ward" if len(shown.wards) == 1 else "wards"
    return f"{len(shown.wards)} {noun}" + (f" {side_name(side)}" if side else "")


def headline(shown: Presence, side: str = "") -> str:
    """The finding in one sentence, with the interval from ward to regional organizations.

    `side` names the side if `shown` holds the wards of one only.
    """
    low, high, total = len(shown.organized), len(shown.reached), wards_words(shown, side)
    if own_map(shown.vintage):
        first = f"{low} of {total} have an independent organization of their own"
        more = f"{high} with regional ones"
    else:
        first = (
            f"{low} of {total}, on today’s map, draw most of their people from wards with an "
            "organization"
        )
        more = f"{high} with smaller shares and regional ones"
    if high == low:
        return first
    return f"{first}; {more}"


def subtitle(shown: Presence) -> str:
    """What is shown, of whom, when, on which map."""
    low, high = people(shown.organized), people(shown.reached)
    total = people(shown.wards)
    which = vintage(shown.vintage)
    who = "independent political organizations named in a 2021 essay"
    if shown.options.outside:
        who = "independent political organizations in the directory"
    span = people_words(low)
    if low != high:
        span = f"between {span} and {people_words(high)}"
    line = (
        f"Wards with {who}, on the {which.label} ({which.span}): home to {span} of "
        f"{people_words(total)} people (2020 census)."
    )
    return f"{line} {carried_words(shown.vintage)}".strip()


def carried_words(year: int) -> str:
    """How organizations come to a map they were not recorded on; blank for their own."""
    if own_map(year):
        return ""
    return "Organizations were recorded on the 2015 map and are carried here by people."


def own_map(year: int) -> bool:
    """Whether organizations were recorded on this map (the first one)."""
    return year == vintages()[0].year


def classes_of(shown: Presence) -> tuple[PresenceClass, ...]:
    """The legend's classes for this map, in order; those without a ward are left out, except the
    last one, which says what an empty ward looks like."""
    present = {w.klass for w in shown.wards}
    return tuple(c for c in PRESENCE_CLASSES if c.key in present or c.key == "none")


def alt_text(shown: Presence, side: str = "") -> str:
    """The map for somebody who cannot see it: the counts of every class and the wards in it."""
    parts = []
    for klass in classes_of(shown):
        wards = [w.ward for w in shown.having(klass.key)]
        listed = f" ({ward_list(wards)})" if wards else ""
        parts.append(f"{klass.short}: {len(wards)}{listed}")
    return (
        f"Map of Chicago’s {wards_words(shown, side)}, {vintage(shown.vintage).label}. "
        + "; ".join(parts)
        + "."
    )


def ward_list(wards: Iterable[int]) -> str:
    """ "1, 10 and 11"."""
    names = [str(w) for w in sorted(wards)]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def organisation_line(organisation: Organisation) -> str:
    """Name, status and freshness in one line."""
    return (
        f"{organisation.label}: {organisation.status_words}, "
        f"last dated evidence {organisation.evidence}"
    )


def reach_words(reach: Reach, organisation: Organisation) -> str:
    """One organization's part in a ward, in one line."""
    if reach.at_home:
        return organisation_line(organisation)
    if reach.kind == "ward":
        return (
            f"{percent(reach.share)} of its people come from old ward {reach.home}: "
            f"{organisation.label}"
        )
    doubt = ", area uncertain" if reach.confidence == "low" else ""
    return f"{organisation.label} (regional{doubt}): {percent(reach.share)} of its people"


def place_in_ward(reach: Reach) -> str:
    """An organization's hold on a ward in a few words."""
    if reach.at_home:
        return "at home here"
    if reach.kind == "ward":
        return f"{percent(reach.share)} of the people, from old ward {reach.home}"
    doubt = " (area uncertain)" if reach.confidence == "low" else ""
    return f"{percent(reach.share)} of the people live in its area{doubt}"


def ward_lines(ward: WardPresence, organisations: Mapping[str, Organisation]) -> list[str]:
    """What a tooltip says of a ward: every listed organization, nearest first."""
    shown = sorted(
        (r for r in ward.reaches if r.is_near),
        key=lambda r: (not r.at_home, r.kind != "ward", -r.share),
    )
    lines = []
    for reach in shown:
        organisation = organisations[reach.organisation]
        remark = "" if organisation.in_essay else " (not in the 2021 essay)"
        lines.append(reach_words(reach, organisation) + remark)
    return lines or ["No organization listed"]


def ward_facts(
    atlas: Atlas, shown: Presence, ward: int, scheme: str
) -> tuple[tuple[str, str], ...]:
    """Names and values for the panel of a ward."""
    facts = atlas.facts(shown.vintage)[ward]
    side = atlas.ward_sides(shown.vintage, scheme)[ward]
    return (
        ("Alderperson", atlas.alder(shown.vintage, ward)),
        ("People, 2020", population_words(facts)),
        ("Side", side.words),
    )


def population_words(facts: WardFacts) -> str:
    """A ward's people, with the margin where it is an estimate."""
    if facts.margin == 0:
        return f"{facts.population:,} (exact)"
    return f"{facts.population:,} (estimate, ± {facts.margin:,} at 90%)"


def neighbour_lines(atlas: Atlas, shown: Presence, ward: int) -> list[str]:
    """Who the neighbors are: those with an organization by name, the others by number."""
    near = [n.ward for n in atlas.neighbours(shown.vintage, ward)]
    by_ward = {w.ward: w for w in shown.wards}
    reached = {w.ward for w in shown.reached}
    lines = []
    for number in near:
        if number in reached:
            counted = [r for r in by_ward[number].reaches if r.counted]
            # Several small shares can reach a ward together: then all of them are named.
            main = [r for r in counted if r.is_near] or counted
            names = [atlas.organisations[r.organisation].label for r in main]
            lines.append(f"Ward {number}: {'; '.join(names)}")
    others = [n for n in near if n not in reached]
    left_out = [n for n in others if by_ward[n].klass == "left_out"]
    empty = [n for n in others if n not in left_out]
    for start, wards in (("Left out by the settings in", left_out), ("None listed in", empty)):
        if wards:
            lines.append(f"{start} {'ward' if len(wards) == 1 else 'wards'} {ward_list(wards)}")
    return lines


def tooltips(atlas: Atlas) -> dict[str, dict[str, dict[str, object]]]:
    """Texts of every ward on every map, for the map's own script.

    Returns
    -------
    dict
        ``{"2015": {"25": {"title": "Ward 25 · …", "lines": ["…"]}}}``; plain text, never markup.
    """
    everything = Options(regional=True, outside=True)
    return {
        str(v.year): {
            str(w.ward): {
                "title": f"Ward {w.ward} · Ald. {atlas.alder(v.year, w.ward)}",
                "lines": ward_lines(w, atlas.organisations),
            }
            for w in atlas.presence(v.year, everything).wards
        }
        for v in vintages()
    }


def map_badge(which: Vintage) -> str:
    """ "2015 map (May 2015 – May 2023)"."""
    return f"{which.label} ({which.span})"


def reach_rule(year: int) -> str:
    """When an organization counts for a ward it does not name."""
    rule = (
        f"A regional organization counts for a ward if at least {REACH:.0%} of the ward’s people "
        "live in the community areas it names."
    )
    if own_map(year):
        return rule
    return (
        f"{rule} A ward of this map counts as covered if at least {MOST:.0%} of its people lived "
        "in an old ward with an organization of its own."
    )


def filter_words(view: View) -> str:
    """The settings that narrow the count, in words; blank if none does."""
    words = []
    if not view.regional:
        words.append("regional organizations left out")
    if view.outside:
        words.append("organizations outside the essay included")
    if view.status != View().status:
        words.append("status: " + (", ".join(view.status) or "none chosen"))
    return "; ".join(words)
