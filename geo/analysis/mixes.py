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


def mix_parts(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Read a mix as a link has it, "black_share:2.young:1".

    Returns
    -------
    (parts, unknown)
        Keys of measures with their weights, each key once and none without weight; and keys that
        are no measure.
    """
    written = [part.split(":") for part in text.split(".") if part]
    known = {key: int(weight) for key, weight in written if key in MEASURES and int(weight)}
    return tuple(known.items()), tuple(key for key, _ in written if key not in MEASURES)


def mixed(parts: Iterable[tuple[str, int]], counts: Mapping[str, Counts]) -> Counts:
    """A weighted mix as one measure: ``Σ w × count``, with the margin ``√Σ (w M)²``.

    Weights multiply counts, so two groups of people with the weight 1 add up to people.

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
    weights = [w for w, _ in pairs]
    return Counts(
        Measure(MIX, mix_label(pairs), indicators),
        pairs[0][1].vintage,
        tuple(weighed(weights, found) for found in values),
        tuple(joined(weights, found) for found in margins),
    )


POINTS = "points of the weighted mix"


def mix_label(pairs: Collection[tuple[int, Counts]]) -> str:
    """What a mix counts: parts that weigh the same are named, others make points."""
    nouns = [noun(found) for _, found in pairs]
    if any(weight != 1 for weight, _ in pairs):
        return POINTS
    if all(words.endswith(RESIDENTS) for words in nouns):
        return " and ".join(words.removesuffix(RESIDENTS) for words in nouns) + RESIDENTS
    return " plus ".join(nouns)


def weighed(weights: Iterable[int], found: Iterable[float | None]) -> float | None:
    """A weighted sum; None if a part is not known."""
    pairs = [(w, v) for w, v in zip(weights, found, strict=True)]
    known = [w * v for w, v in pairs if v is not None]
    return sum(known) if len(known) == len(pairs) else None


def joined(weights: Iterable[int], margins: Iterable[float | None]) -> float | None:
    """The margin of a weighted sum; None if no part has one."""
    known = [w * m for w, m in zip(weights, margins, strict=True) if m is not None]
    return math.hypot(*known) if known else None
