"""What the page of gaps says of one ward: who is left out, how far help is, who won the seat."""

from __future__ import annotations

from collections.abc import Iterable

from geo.analysis.coverage import ALL, CERTAIN, LIKELY
from geo.analysis.gaps import Gap, Race
from geo.atlas import Atlas
from geo.gap_figures import CityGaps, name_of
from geo.measures import USUAL
from geo.words import people_words, ward_list


def amount(count: float | None) -> str:
    """A count as a person would say it."""
    return "not known" if count is None else people_words(round(count))


def wards_words(wards: Iterable[int]) -> str:
    """ "ward 9", "wards 9 and 10"."""
    wards = sorted(wards)
    return f"ward{'' if len(wards) == 1 else 's'} {ward_list(wards)}"


def race_words(race: Race | None) -> str:
    """ "2019 runoff, won by Ann Example, 302 votes (3.1 points) ahead"."""
    if race is None:
        return "not known"
    round_ = "first round" if race.round == "first" else race.round
    won = f"{race.year} {round_}, won by {race.winner}"
    if race.unopposed:
        return f"{won}; nobody else stood"
    votes = "vote" if race.ahead == 1 else "votes"
    return f"{won}, {race.ahead:,} {votes} ({race.points:.1f} points) ahead"


def steps_words(gap: Gap) -> str:
    """How far the nearest organization is."""
    if gap.steps is None:
        return "no organization to reach"
    if gap.steps == 1:
        return "next door"
    return f"{gap.steps} wards away"


def next_door_words(gap: Gap, atlas: Atlas) -> str:
    """Neighbors with an organization, by ward with names; blank if there are none."""
    return "; ".join(
        f"ward {ward}: {', '.join(atlas.organisations[o].label for o in ids) or 'several together'}"
        for ward, ids in gap.bordering
    )


def ward_lines(found: CityGaps, atlas: Atlas, ward: int) -> list[str]:
    """What the page says of one chosen ward."""
    gap = found.gap(ward)
    if gap is None:
        return [covered_words(found, atlas, ward)]
    name = name_of(found.who)
    lines = [f"Not covered: {amount(gap.count(USUAL))} people are left out."]
    if found.who != USUAL:
        lines.append(f"Of what is counted: {amount(gap.count(found.who))} {name}.")
    where = f", in {wards_words(gap.nearest)}" if gap.nearest and gap.steps != 1 else ""
    lines.append(f"Nearest organization: {steps_words(gap)}{where}.")
    if gap.bordering:
        lines.append(f"Next door to {next_door_words(gap, atlas)}.")
    for start, ids in (
        ("Listed, but left out by the settings", gap.left_out),
        ("Listed, but not sure enough for the level chosen", gap.doubtful),
        ("Reached in part by", gap.partly),
    ):
        if ids:
            lines.append(f"{start}: {'; '.join(atlas.organisations[o].label for o in ids)}.")
    return [*lines, f"Last council race: {race_words(gap.race)}."]


def covered_words(found: CityGaps, atlas: Atlas, ward: int) -> str:
    """Who covers a ward that is no gap."""
    here = found.coverage.wards[ward - 1]
    names = [atlas.organisations[o].label for o in here.covering(found.level)]
    if ward in found.coverage.organised(found.level):
        sure = {CERTAIN: "for certain", LIKELY: "likely", ALL: "if everything listed counts"}
        return f"Covered, {sure[here.level or ALL]}: {'; '.join(names)}."
    return "No organization of its own; counted as covered because it is next door to one."
