"""Whom new organizations are to reach: one thing counted, or a weighted mix of several.

If all parts of a mix count in the same unit, weights multiply the counts: with weights 1 and 1
Black and Latino people are simply added. Parts in different units (people, homes) cannot be added;
then each part is taken as its share of the city's total, times its weight, and the whole city is a
million points.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from geo.analysis.mixes import MILLION, city, mix_parts, unit_of
from geo.atlas import Atlas
from geo.carrying import PEOPLE_METHOD
from geo.census import GROUP_NAMES, GROUPS
from geo.margins import Z90
from geo.measures import MEASURES, USUAL, Counts
from geo.wards import WARD_NUMBERS
from geo.words import own_map

GROUP_MEASURES = {f"{group}_share": name for group, name in GROUP_NAMES.items() if group in GROUPS}
"""Measures that hold nobody twice, with the name of the group."""

EXACT, PUBLISHED, MEASURED, UNKNOWN = "exact", "published", "measured", "unknown"
"""What is known of a part's error: none to speak of; the published margin; the error measured when
larger areas were carried to wards; nothing."""


TENTH = 0.001
"""A tenth of a percent: what shares of the city are rounded to."""


@dataclass(frozen=True)
class Part:
    """One thing counted, with its weight, its 90 % margins by ward and where these come from."""

    counts: Counts
    weight: int
    margins: tuple[float, ...]
    basis: str

    @property
    def key(self) -> str:
        """The measure's key."""
        return self.counts.measure.key

    @property
    def name(self) -> str:
        """A few words: "Black Chicagoans", "people under 18"."""
        return part_name(self.key)


@dataclass(frozen=True)
class Demand:
    """Whom to reach on one map.

    Parameters
    ----------
    vintage : int
    parts : tuple of Part
        At least one, with weights without a common factor.
    """

    vintage: int
    parts: tuple[Part, ...]

    @property
    def added(self) -> bool:
        """Whether all parts are in one unit, so that weights multiply counts."""
        return len({unit_of(part.counts.measure) for part in self.parts}) == 1

    @property
    def plain(self) -> bool:
        """Whether an amount is a number of people (or homes, or families), nobody counted twice."""
        keys = {part.key for part in self.parts}
        alone = len(self.parts) == 1 or keys <= GROUP_MEASURES.keys()
        return alone and {part.weight for part in self.parts} == {1}

    @property
    def missing(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Parts without a figure for some ward: the part's name and the wards."""
        found = (
            (part.name, tuple(w for w in WARD_NUMBERS if part.counts.count(w) is None))
            for part in self.parts
        )
        return tuple((name, wards) for name, wards in found if wards)

    def amounts(self) -> dict[int, int]:
        """The amount of every ward as a whole number: people, or points of a million.

        Wards without a figure are left out (`missing` names them).
        """
        return {
            ward: self.amount([part.counts.count(ward) for part in self.parts])
            for ward in WARD_NUMBERS
            if all(part.counts.count(ward) is not None for part in self.parts)
        }

    def amount(self, counts: Collection[float | None]) -> int:
        """The amount of one ward from the counts of its parts.

        Parts are rounded to whole people first: what an estimate says beyond that is noise.
        """
        pairs = [(part, count or 0.0) for part, count in zip(self.parts, counts, strict=True)]
        if self.added:
            return sum(part.weight * max(round(count), 0) for part, count in pairs)
        weights = sum(part.weight for part in self.parts)
        shares = (part.weight * max(c, 0) / (city(part.counts) or 1) for part, c in pairs)
        return round(MILLION * sum(shares) / weights)

    @property
    def who(self) -> str:
        """Whom, in words: "Black and Latino Chicagoans"."""
        if not self.plain:
            return "your mix"
        if len(self.parts) == 1:
            return self.parts[0].name
        return f"{joined([GROUP_MEASURES[part.key] for part in self.parts])} Chicagoans"

    @property
    def full(self) -> str:
        """The same with the parts of a mix and their weights."""
        if self.plain:
            return self.who
        weighed = joined([f"{part.name} (weight {part.weight})" for part in self.parts])
        return f"your mix of {weighed}"


def part_name(key: str) -> str:
    """One thing counted in a few words."""
    if key == USUAL:
        return "Chicagoans"
    if key in GROUP_MEASURES and key != "other_share":
        return f"{GROUP_MEASURES[key]} Chicagoans"
    return MEASURES[key].label


def joined(names: list[str]) -> str:
    """ "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def demand(atlas: Atlas, vintage: int, who: str, mix: str) -> Demand:
    """Whom a view asks for: its mix if it has one, else one measure.

    Parameters
    ----------
    atlas : Atlas
    vintage : int
        Year of the ward map.
    who : str
        Key of a measure; what is counted where the mix names nothing that can be.
    mix : str
        "black_share:1.latino_share:1"; weights of 0 count nothing.
    """
    known = dict(mix_parts(mix)[0]) or {who: 1}
    found = tuple(part(atlas, vintage, key, weight) for key, weight in known.items())
    return Demand(vintage, found)


def mixed(mix: str) -> dict[str, int]:
    """Weights by key; of a key named twice the last weight counts."""
    pairs = (part.split(":") for part in mix.split(".") if part)
    return {key: int(weight) for key, weight in pairs}


def part(atlas: Atlas, vintage: int, key: str, weight: int) -> Part:
    """One measure with its weight and what is known of its error."""
    counts = atlas.counts(vintage, key)
    if any(counts.margins):
        return Part(counts, weight, tuple(m or 0.0 for m in counts.margins), PUBLISHED)
    nothing = (0.0,) * len(counts.counts)
    if not counts.measure.sampled and atlas.values(vintage, counts.measure.indicators[0]).exact:
        return Part(counts, weight, nothing, EXACT)
    if key in GROUP_MEASURES and not own_map(vintage):
        return Part(counts, weight, measured_margins(atlas, vintage, key), MEASURED)
    return Part(counts, weight, nothing, UNKNOWN)


def measured_margins(atlas: Atlas, vintage: int, key: str) -> tuple[float, ...]:
    """Margins of a group's count where the map cuts the areas counted.

    ``1.645 × r × people``, with r the root mean square error of the group's share when tracts were
    carried to wards (`carrying_error.csv`). What is carried here are voting districts, which are
    smaller, so this is rather too wide.
    """
    table = atlas.tables["carrying_error"]
    mine = table[
        (table["method"] == PEOPLE_METHOD) & (table["figure"] == key.removesuffix("_share"))
    ]
    error = float(mine["rms_error"].iloc[0])
    people = atlas.facts(vintage)
    return tuple(Z90 * error * people[ward].population for ward in WARD_NUMBERS)


def share_words(part_of: int, whole: int) -> str:
    """An amount as a part of the city's, in percent to one decimal, as in tables.

    A few are not rounded to nobody, nor all but a few to everybody.
    """
    share = part_of / whole if whole else 0.0
    if 0 < share < TENTH:
        return "under 0.1%"
    return "over 99.9%" if 1 - TENTH < share < 1 else f"{share:.1%}"
