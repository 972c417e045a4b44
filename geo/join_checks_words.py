"""How easily a finding on organized wards falls, in sentences and small tables."""

from __future__ import annotations

from geo.analysis.autocorrelation import SELDOM, JoinCounts
from geo.analysis.cluster_checks import Added
from geo.cluster_story import about
from geo.clustering import FAR_SOUTH, LIST, SIDE, Joined
from geo.compare_words import Table
from geo.wards import vintage
from geo.words import percent, ward_list

COVER_NAMES = {
    "ward": "its own only",
    "touch": "regional, touching",
    "people": "regional, half its people",
}
"""What makes a ward organized, as a cell says it."""

SURE_NAMES = {"certain": "certain", "likely": "likely", "all": "all"}


FEWEST = 3
"""Of two wards, taking one away leaves no pair."""


def left_out_lines(found: Joined) -> tuple[str, ...]:
    """The range of p without each ward in turn, and the ward that matters most."""
    if len(found.left_out) < FEWEST:
        return ("With so few wards everything hangs on each of them.",)
    worst = max(found.left_out, key=lambda one: (one.p, -one.ward))
    lowest = min(one.p for one in found.left_out)
    listed = found.question.tested == LIST
    start = "Take one of the" if listed else "Take away the organization of one of the"
    range_ = f"{part(lowest)} to {part(worst.p)} of shuffles"
    lines = (
        f"{start} {len(found.left_out)} wards{' off the list' if listed else ''} at a time: "
        f"chance then does as well in {range_}.",
        f"Ward {worst.ward} matters most: without it {worst.joins} pairs are left and "
        f"{about(worst.expected)} would be expected.",
    )
    if found.main.p >= SELDOM:
        return lines
    holds = "still holds" if worst.p < SELDOM else "no longer holds"
    return (lines[0], f"{lines[1]} The finding {holds} then.")


def added_lines(found: Joined) -> tuple[str, ...]:
    """How many unknown organizations on the far South Side would make the finding fall."""
    area = f"the far South Side (the City’s sides {' and '.join(FAR_SOUTH)})"
    if found.main.p >= SELDOM:
        return ("There is no finding to fall: chance gives as many pairs too often already.",)
    if not found.added:
        return (f"Every ward of {area} counts as organized already.",)
    free = len(found.added)
    ways = sum(step.ways for step in found.added)
    first = next((step for step in found.added if step.fall), None)
    tried = (
        f"All {ways} ways to choose among its {free} wards without one were tried, so the worst is "
        "exactly the worst."
    )
    if first is None:
        return (
            f"Even if wards of {area} had organizations that nobody listed, however many and "
            f"wherever there, the finding would hold. {tried}",
        )
    return (worst_words(first, area), random_words(found.added), tried)


def worst_words(first: Added, area: str) -> str:
    """The fewest unknown organizations that can make the finding fall, placed at their worst."""
    one = first.added == 1
    noun = "ward" if one else "wards"
    fewer = "" if one else f" With {first.added - 1} of them it holds wherever they are."
    return (
        f"If {first.added} {noun} of {area} had an organization that nobody listed, the finding "
        f"could fall: placed at the worst, in {noun} {ward_list(first.worst)}, chance would do as "
        f"well in {part(first.p)} of shuffles, which is no longer seldom.{fewer}"
    )


def random_words(steps: tuple[Added, ...]) -> str:
    """How often the finding falls if they lie at random."""
    first, *others = [step for step in steps if step.fall]
    more = "".join(f", {percent(step.share)} for {step.added}" for step in others)
    rest = "" if 1 + len(others) == len(steps) else "; with any other number of them, never"
    return (
        f"If such wards were picked at random there, the finding would fall in "
        f"{percent(first.share)} of the ways to pick {first.added} of them{more}{rest}."
    )


def part(p: float) -> str:
    """A part of shuffles: "2.9%", "under 0.1%"."""
    return "under 0.1%" if p < 0.0005 else f"{p:.1%}"  # noqa: PLR2004  rounds to 0.0 %


def scopes_table(found: Joined) -> Table:
    """Every definition of an organized ward at every certainty."""
    rows = [
        (COVER_NAMES[q.cover], SURE_NAMES[q.sure], *figures(counts)) for q, counts in found.scopes
    ]
    header = ("Counted", "How sure", *FIGURES)
    return header, rows


FIGURES = ("Wards", "Pairs", "Expected", "As many by chance")


def maps_table(found: Joined) -> Table:
    """Both maps, both ways to shuffle."""
    rows = [
        (
            vintage(q.vintage).label,
            "within sides" if q.shuffle == SIDE else "whole city",
            *figures(counts),
        )
        for q, counts in found.maps
    ]
    return ("Ward map", "Shuffled", *FIGURES), rows


def figures(counts: JoinCounts) -> tuple[str, ...]:
    """The figures of one result as cells; no frequency where shuffling moves nothing."""
    fixed = sum(times > 0 for times in counts.shuffled) == 1
    chance = "–" if fixed else part(counts.p)
    return (str(len(counts.wards)), str(counts.joins), f"{counts.expected:.1f}", chance)
