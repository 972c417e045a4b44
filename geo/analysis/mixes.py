"""Several measures counted together, and short words for what is counted."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping

from geo.census import GROUP_NAMES
from geo.measures import MEASURES, USUAL, Counts, Measure

MIX = "mix"
"""Key of a weighted mix of measures."""

RESIDENTS = " Chicagoans"
"""End of the words for groups that are named together: "Black and Latino Chicagoans"."""

NOUNS = {
    USUAL: "people",
    **{f"{group}_share": f"{name}{RESIDENTS}" for group, name in GROUP_NAMES.items()},
    "other_share": f"multiracial or other{RESIDENTS}",
    "renter_share": "rented homes",
    "poverty_share": "people in poverty",
}
"""What is counted, as it stands after a number; other measures have their own label."""


def noun(counts: Counts) -> str:
    """What is counted, in the fewest words: "people", "Black Chicagoans"."""
    return NOUNS.get(counts.measure.key, counts.measure.label)


UNITS = ("people", "families", "households", "homes", "voters", "ballots")
"""What measures count."""

POINTS, MILLION = "points of your mix", 1_000_000
"""What a mix counts that is no number of people; the city, where its parts have different units."""


def mix_parts(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Read a mix as a link has it, "black_share:1.young:2".

    Returns
    -------
    (parts, unknown)
        Keys of measures with their weights, each key once, none without weight, weights without a
        common factor; and keys that are no measure.
    """
    written = [part.split(":") for part in text.split(".") if part]
    known = {key: int(weight) for key, weight in written if key in MEASURES}
    weighty = {key: weight for key, weight in known.items() if weight}
    common = math.gcd(*weighty.values())
    parts = tuple((key, weight // common) for key, weight in weighty.items())
    return parts, tuple(dict.fromkeys(key for key, _ in written if key not in MEASURES))


def mixed(parts: Iterable[tuple[str, int]], counts: Mapping[str, Counts]) -> Counts:
    """A weighted mix as one measure: ``Σ f × count``, with the margin ``√Σ (f M)²``.

    In one unit f is the weight, so two groups of people with the weight 1 add up to people. People
    and homes cannot be added: in different units each part is its share of the city's total, times
    its weight, and the whole city is a million points.

    Parameters
    ----------
    parts : iterable of (key, weight)
        At least one.
    counts : mapping
        Of every key, all on one map.
    """
    pairs = [(weight, counts[key]) for key, weight in parts]
    indicators = tuple(dict.fromkeys(i for _, c in pairs for i in c.measure.indicators))
    values = zip(*(c.counts for _, c in pairs), strict=True)
    margins = zip(*(c.margins for _, c in pairs), strict=True)
    by = factors(pairs)
    return Counts(
        Measure(MIX, mix_label(pairs), indicators),
        pairs[0][1].vintage,
        tuple(weighed(by, found) for found in values),
        tuple(joined(by, found) for found in margins),
    )


def factors(pairs: Collection[tuple[int, Counts]]) -> tuple[float, ...]:
    """What the count of each part is multiplied by."""
    if len({unit_of(found.measure) for _, found in pairs}) == 1:
        return tuple(float(weight) for weight, _ in pairs)
    whole = sum(weight for weight, _ in pairs)
    return tuple(MILLION * weight / (whole * (city(found) or 1)) for weight, found in pairs)


def unit_of(measure: Measure) -> str:
    """The unit a measure counts in: the first of `UNITS` its label names."""
    words = measure.label.replace(",", "").split()
    return next(word for word in words if word in UNITS)


def city(found: Counts) -> float:
    """What is counted in the whole city."""
    return sum(count for count in found.counts if count is not None)


def mix_label(pairs: Collection[tuple[int, Counts]]) -> str:
    """What a mix counts: groups of people that weigh the same are named, others make points."""
    nouns = [noun(found) for _, found in pairs]
    if {weight for weight, _ in pairs} != {1}:
        return POINTS
    if len(nouns) == 1:
        return nouns[0]
    if not all(words.endswith(RESIDENTS) for words in nouns):
        return POINTS
    *first, last = (words.removesuffix(RESIDENTS) for words in nouns)
    return f"{', '.join(first)} and {last}{RESIDENTS}"


def weighed(by: Iterable[float], found: Iterable[float | None]) -> float | None:
    """A weighted sum; None if a part is not known."""
    pairs = list(zip(by, found, strict=True))
    known = [factor * value for factor, value in pairs if value is not None]
    return sum(known) if len(known) == len(pairs) else None


def joined(by: Iterable[float], margins: Iterable[float | None]) -> float | None:
    """The margin of a weighted sum; None if no part has one."""
    known = [factor * m for factor, m in zip(by, margins, strict=True) if m is not None]
    return math.hypot(*known) if known else None
