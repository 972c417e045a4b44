"""What the new ward map did to each organization's territory, in words and as tables."""

from __future__ import annotations

import math

from geo.analysis.remap import Meeting, Part, Territory
from geo.atlas import Atlas
from geo.gap_figures import Remap
from geo.gap_ward_words import wards_words
from geo.sheets import Row, Sheet
from geo.words import percent

ROUND = 100
"""People are said to the nearest hundred where they are an estimate."""


def names(atlas: Atlas, territory: Territory) -> str:
    """The organizations of a territory."""
    return "; ".join(atlas.organisations[one].label for one in territory.organisations)


def people_in(part: Part) -> str:
    """ "36,600 ± 1,200"; the margin rounded up, exact figures as they are."""
    if not part.margin:
        return f"{part.people:,}"
    margin = math.ceil(part.margin / ROUND) * ROUND
    return f"{round(part.people / ROUND) * ROUND:,} ± {margin:,}"


def remap_headline(found: Remap) -> str:
    """What happened to the territories, in one sentence."""
    if not found.territories:
        return "No ward organization counts under these settings, so there is no territory."
    whole = [t for t in found.territories if len(t.parts) == 1]
    moved = [t for t in found.territories if t.most.ward != t.home]
    people = sum(t.people for t in found.territories)
    away = sum(t.elsewhere for t in found.territories)
    number = len(found.territories)
    kept = f"{len(whole) or 'none'} of them stayed whole"
    line = (
        f"{number} territor{'y' if number == 1 else 'ies'} of the 2015 map: {kept}, and "
        f"{percent(away / people)} of their people now live in another ward than most of their "
        "old neighbors."
    )
    if moved:
        homes = ", ".join(f"{t.home} (mostly {t.most.ward})" for t in moved)
        line += f" Most of the people got another ward number in: {homes}."
    return line


def territory_sheet(atlas: Atlas, found: Remap) -> Sheet:
    """One row per territory: how many people stayed together, and where the others are."""
    rows = tuple(territory_row(atlas, territory) for territory in found.territories)
    counts = dict.fromkeys((OLD, PEOPLE), "count")
    words = dict.fromkeys(("Organizations", "Most live now in", "Elsewhere"), "words")
    return Sheet("territories_2023", rows, {**counts, **words, SAME: "share"}, HEADER)


OLD, NEW = "Old ward (2015 map)", "New ward (2023 map)"
PEOPLE, MARGIN = "People, 2020", "Margin (90%) at most"
OF_OLD, OF_NEW = "Share of the old ward", "Share of the new ward"
SAME = "Still in a ward of that number"
HEADER = ("Organizations", OLD)
"""Columns of a table without a row."""


def territory_row(atlas: Atlas, territory: Territory) -> Row:
    """One territory."""
    most = territory.most
    return {
        "Organizations": names(atlas, territory),
        OLD: territory.home,
        PEOPLE: territory.people,
        SAME: round(territory.same_number / territory.people, 4),
        "Most live now in": f"ward {most.ward}: {percent(most.of_territory)} ({people_in(most)})",
        "Elsewhere": elsewhere_words(territory),
    }


def elsewhere_words(territory: Territory) -> str:
    """Wards with large parts by name, small parts summed."""
    rest = territory.parts[1:]
    if not rest:
        return "nobody: the territory stayed whole"
    large = [p for p in rest if p.large]
    small = [p for p in rest if not p.large]
    said = [f"ward {p.ward}: {percent(p.of_territory)}" for p in large]
    if small:
        share = sum(p.of_territory for p in small)
        wards = wards_words(p.ward for p in small)
        said.append(f"{percent(share)} in small parts of {wards}")
    return "; ".join(said)


def meeting_line(atlas: Atlas, met: Meeting) -> str:
    """One new ward with the parts of territories in it."""
    parts = "; ".join(
        f"{percent(part.of_ward)} from old ward {t.home} ({names(atlas, t)})"
        for t, part in met.parts
    )
    return f"Ward {met.ward}: {parts}."


def shared_lines(atlas: Atlas, found: Remap) -> list[str]:
    """New wards that several territories reach into."""
    return [meeting_line(atlas, met) for met in found.shared] or ["None."]


def left_lines(atlas: Atlas, found: Remap) -> list[str]:
    """New wards that are not covered although a part of a territory came to them."""
    return [meeting_line(atlas, met) for met in found.left] or ["None."]


TENTH = (
    "A part counts here if it is at least a tenth of the new ward’s people, or of the old "
    "territory’s."
)

HOW_SURE = (
    "Where a new border cuts a voting district, the people on either side are an estimate; ± is "
    "the widest the 90% margin can be, that of the new ward as a whole. A territory that stayed "
    "whole is counted exactly. An organization may have drawn its own area anew since: what is "
    "shown is where the people of its old ward live, not where it works today."
)


def part_sheet(atlas: Atlas, found: Remap) -> Sheet:
    """One row per territory and new ward, with every figure."""
    rows = tuple(part_row(atlas, t, part) for t in found.territories for part in t.parts)
    counts = dict.fromkeys((OLD, NEW, PEOPLE, MARGIN), "count")
    shares = dict.fromkeys((OF_OLD, OF_NEW), "share")
    return Sheet("territory_parts_2023", rows, {**counts, **shares}, HEADER)


def part_row(atlas: Atlas, territory: Territory, part: Part) -> Row:
    """One part of a territory."""
    return {
        "Organizations": names(atlas, territory),
        OLD: territory.home,
        NEW: part.ward,
        PEOPLE: part.people,
        MARGIN: part.margin,
        OF_OLD: round(part.of_territory, 4),
        OF_NEW: round(part.of_ward, 4),
    }
