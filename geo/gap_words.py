"""What the page of gaps says: the finding, what stands out, one ward, the list to forward."""

from __future__ import annotations

from dataclasses import replace

from geo.analysis.coverage import ALL, CERTAIN, LEVEL_WORDS, LEVELS, LIKELY, Rule
from geo.analysis.gaps import Gap, bordered
from geo.atlas import Atlas
from geo.contiguity import Borders, groups
from geo.gap_classes import GapClasses
from geo.gap_figures import CityGaps, name_of
from geo.gap_ward_words import amount, race_words, steps_words, wards_words
from geo.measures import MEASURES
from geo.view import View
from geo.wards import WARD_COUNT, vintage
from geo.words import (
    capital,
    filter_words,
    own_map,
    people_words,
    percent,
    side_name,
    ward_list,
)

MOST_NAMED = 3
"""Organizations or wards named in a line before the rest is counted."""


def wards_on(count: int, side: str) -> str:
    """ "50 wards", "1 ward on the North Side"."""
    noun = "ward" if count == 1 else "wards"
    return f"{count} {noun}" + (f" {side_name(side)}" if side else "")


def has(count: int) -> str:
    """The verb for that many wards."""
    return "has" if count == 1 else "have"


def gap_headline(found: CityGaps, atlas: Atlas, side: str = "") -> str:
    """How many wards have nobody, at the level chosen and at the other end."""
    total, left = len(found.wards_on(side)), found.left_at(found.level, side)
    if not left:
        return f"All {wards_on(total, side)} are covered{other_end(found, side)}"
    lacking = no_organisation(found, atlas, left)
    return f"{left} of {wards_on(total, side)} {has(left)} {lacking}{other_end(found, side)}"


def other_end(found: CityGaps, side: str) -> str:
    """The count at the other end of the interval, if it is another."""
    here = found.left_at(found.level, side)
    other = CERTAIN if found.level == ALL else ALL
    there = found.left_at(other, side)
    if here == there:
        return ""
    if other == ALL:
        return f"; {there} {has(there)} none listed at all"
    return f"; {there} {has(there)} none known to be active"


SURE_WORDS = {CERTAIN: " known to be active", LIKELY: " known by name", ALL: " listed"}
"""How sure an organization must be to count, after the word."""


def no_organisation(found: CityGaps, atlas: Atlas, wards: int) -> str:
    """What that many gaps lack, by the rule and the level.

    Whose organization, how sure it is and since when stand before whom it is for.
    """
    rule = found.rule
    their, them = ("its", "it") if wards == 1 else ("their", "them")
    whose = f" of {atlas.coalitions[rule.within].name}" if rule.within else ""
    since = f" with evidence since {rule.since}" if rule.since is not None else ""
    which = f"organization{whose}{SURE_WORDS[found.level]}{since}"
    most = f" for most of {their} people"
    carried = "" if own_map(found.year) else most
    kinds = {
        "ward": f"no ward {which}{carried}",
        "touch": f"no ward {which}{carried}, nor a regional one that touches {them}",
        "people": f"no ward or regional {which}{carried}"
        if carried
        else f"no ward {which}, nor a regional one{most}",
    }
    return kinds[rule.cover] + (", and none next door" if rule.beside else "")


def gap_subtitle(found: CityGaps, view: View) -> str:
    """Who is left out, of what, and what counts."""
    gaps, which = found.on(view.side), vintage(found.year)
    total = people_words(found.people(found.wards_on(view.side)))
    left = people_words(found.people(g.ward for g in gaps))
    part = "" if len(gaps) in (0, len(found.wards_on(view.side))) else f"{left} of "
    who = f"{part}{total} people live there"
    settings = filter_words(replace(view, regional=True))
    return (
        f"{who} (2020 census). {which.label}, {which.span}; organizations from "
        f"{listed_in(view)}{f' ({settings})' if settings else ''}. None listed is not proof of "
        "none."
    )


def listed_in(view: View) -> str:
    """Which list the organizations counted are from."""
    return "the directory" if view.outside else "the 2021 essay"


def rule_lines(rule: Rule, year: int) -> list[str]:
    """What covers a ward, in plain words."""
    first = "A ward is covered if a ward organization has its home there."
    if not own_map(year):
        first = (
            "Organizations were recorded on the 2015 map. A ward of this map is covered if at "
            "least half of its people live in old wards with an organization."
        )
    more = {
        "ward": "Regional organizations do not count.",
        "touch": "A regional organization covers every ward its area touches: from one in 2,000 of "
        "the ward’s people or of its land on, so a park is enough and a crooked border is not.",
        "people": "A regional organization covers a ward if at least half of the ward’s people "
        "live in the area it names.",
    }
    lines = [first, more[rule.cover]]
    if rule.beside:
        lines.append("A ward next door to a covered one, across a border, counts as covered too.")
    return lines


LEVEL_HEADS = {CERTAIN: "Certain", LIKELY: "Likely", ALL: "All listed"}
"""The levels of certainty as heads of columns."""

LEVEL_LINE = " ".join(f"{LEVEL_HEADS[level]}: {LEVEL_WORDS[level]}." for level in LEVELS)
"""What the levels mean, for below a table of them."""


def gap_alt(found: CityGaps, drawn: GapClasses) -> str:
    """The map for somebody who cannot see it: every class with its wards."""
    parts = [f"covered, {c.short}: {n}" for c, n in drawn.covered]
    parts += [f"not covered, {label} {name_of(found.who)}: {count}" for label, count in drawn.left]
    if drawn.missing:
        parts.append(f"not covered, {name_of(found.who)} not known: {drawn.missing}")
    left = ward_list(sorted(g.ward for g in found.gaps)) or "none"
    return (
        f"Map of Chicago’s {WARD_COUNT} wards, {vintage(found.year).label}. "
        f"{'; '.join(parts)}. Wards not covered: {left}."
    )


def findings(found: CityGaps, atlas: Atlas, borders: Borders, side: str) -> list[str]:
    """What stands out among the gaps, numbers first."""
    gaps = found.on(side)
    if not gaps:
        return ["No ward is left out under these settings."]
    lines = [most_line(found, gaps), *left_out_lines(gaps), *parted_lines(found, gaps, borders)]
    return [*lines, *distance_lines(gaps), *border_lines(gaps, atlas), *race_lines(gaps)]


def most_line(found: CityGaps, gaps: tuple[Gap, ...]) -> str:
    """How many of the measure are left out, and where most."""
    wards = [g.ward for g in gaps]
    left = found.counts.total(wards)
    name = name_of(found.who)
    if left is None:
        return f"How many {name} are left out is not known for every ward."
    total = found.counts.total(found.sides)
    share = f" ({percent(left / total)} of the city’s)" if total else ""
    line = f"{amount(left)} {name} are left out{share}"
    if len(gaps) == 1:
        return f"{line}, in ward {wards[0]}."
    named = ", ".join(f"{g.ward} ({amount(g.count(found.who))})" for g in gaps[:MOST_NAMED])
    return f"{line}; most in wards {named}."


def left_out_lines(gaps: tuple[Gap, ...]) -> list[str]:
    """How many have an organization in the directory that the settings do not let count."""
    wards = [g.ward for g in gaps if g.left_out]
    if not wards:
        return []
    return [
        f"{len(wards)} of these {has(len(wards))} an organization that the settings leave out: "
        f"{wards_words(wards)}."
    ]


def parted_lines(found: CityGaps, gaps: tuple[Gap, ...], borders: Borders) -> list[str]:
    """How the gaps hang together, if there are several."""
    if len(gaps) == 1:
        return []
    parted = groups([g.ward for g in gaps], borders.border)
    first, *others = parted
    if not others:
        return [f"All {len(first)} of them hang together by shared borders."]
    people = people_words(found.people(first))
    named = "; ".join(wards_words(group) for group in others[:MOST_NAMED])
    more = len(others) - MOST_NAMED
    rest = f"; and {more} more" if more > 0 else ""
    return [
        f"They form {len(parted)} separate groups: one of {len(first)} "
        f"ward{'' if len(first) == 1 else 's'} with {people} people; then {named}{rest}."
    ]


def distance_lines(gaps: tuple[Gap, ...]) -> list[str]:
    """How many are next door to an organization, and which are farthest."""
    known = [g for g in gaps if g.steps is not None]
    if not known:
        return ["There is no organization to measure a distance to."]
    near = [g.ward for g in known if g.steps == 1]
    verb = "are" if len(near) > 1 else "is"
    line = f"{len(near) or 'None'} of {len(gaps)} {verb} next door to one"
    far = max(g.steps or 0 for g in known)
    farthest = [g.ward for g in known if g.steps == far]
    if far == 1:
        return [f"{line}."]
    return [f"{line}; farthest away: {wards_words(farthest)}, {far} wards from the nearest."]


def border_lines(gaps: tuple[Gap, ...], atlas: Atlas) -> list[str]:
    """Which organizations are next door to most gaps."""
    beside = bordered(gaps)[:MOST_NAMED]
    named = [f"{atlas.organisations[one].label} ({wards_words(wards)})" for one, wards in beside]
    return [f"Next door to most of them: {'; '.join(named)}."] if named else []


def race_lines(gaps: tuple[Gap, ...]) -> list[str]:
    """The closest of the last council races."""
    raced = [(g.race.points, g.ward, g.race) for g in gaps if g.race and not g.race.unopposed]
    if not raced:
        return []
    _, ward, race = min(raced, key=lambda found: found[:2])
    return [f"Closest last council race: ward {ward}, {race_words(race)}."]


def forward_text(found: CityGaps, atlas: Atlas, side: str, link: str, source: str) -> str:
    """The gaps as plain text to send on, with where it comes from."""
    gaps = found.on(side)
    lines = [f"{gap_headline(found, atlas, side)} ({vintage(found.year).label})."]
    lines += [
        f"{g.ward}{LEFT_OUT_MARK if g.left_out else ''} (Ald. {g.alder}): "
        f"{forward_amount(found, g)}; {forward_near(g)}"
        for g in gaps
    ]
    lines += left_out_note(gaps, atlas)
    lines += ["None listed is not proof of none.", source, link]
    return "\n".join(lines)


LEFT_OUT_MARK = "*"
"""After the number of a ward in the list to forward; `left_out_note` explains it."""


def left_out_note(gaps: tuple[Gap, ...], atlas: Atlas) -> list[str]:
    """The line below the list that names what the settings leave out, by ward."""
    named = [
        f"{g.ward}: {', '.join(atlas.organisations[one].label for one in g.left_out)}"
        for g in sorted(gaps, key=lambda g: g.ward)
        if g.left_out
    ]
    if not named:
        return []
    return [
        f"{LEFT_OUT_MARK} An organization is listed, but left out by the settings. "
        f"{'; '.join(named)}."
    ]


def forward_near(gap: Gap) -> str:
    """Where the nearest organization is, in a few words."""
    if gap.steps == 1:
        return f"next door to {wards_words(gap.nearest)}"
    return steps_words(gap)


def forward_amount(found: CityGaps, gap: Gap) -> str:
    """How many are left out: a full count exactly, an estimate rounded."""
    count, name = gap.count(found.who), name_of(found.who)
    if count is None:
        return f"{name} not known"
    if own_map(found.year) and not MEASURES[found.who].sampled:
        return f"{count:,.0f} {name}"
    return f"about {amount(count)} {name}"


def who_line(key: str) -> str:
    """What exactly is counted, and when it was."""
    measure = MEASURES[key]
    kind = "estimated from a sample of households" if measure.sampled else "a full count"
    same = name_of(key) == measure.label
    what = capital(measure.label) if same else f"{capital(name_of(key))}: {measure.label}"
    return f"{what}; {measure.first.vintage}, {kind}."
