"""The profile of one ward: every indicator beside the city, the other wards and those next door."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import hypot
from statistics import pstdev

from geo.atlas import Atlas
from geo.census import GROUPS
from geo.demographics import WardValues
from geo.indicators import COUNT, FRACTIONS, INDEX, INDICATORS, LARGEST, Indicator
from geo.wards import WARD_COUNT

POPULATION = "population"
"""Key of the indicator whose margins are kept in a table of their own."""

GROUP_SHARES = tuple(f"{group}_share" for group in GROUPS)
"""Keys of the shares of the six groups, which hold everybody once."""

CV_DIGITS = 5
"""Decimals kept of a coefficient of variation, as in the tables."""

HIGHEST, LOWEST = "highest", "lowest"

STANDOUTS = 2
"""Indicators named as farthest from the city; more would be the table over again."""

MATERIAL = 0.02
"""Shares closer to the city's than two points never stand out, however alike the wards are (set by
the atlas): a group of 0.2% instead of 0.1% is no finding."""


@dataclass(frozen=True)
class Rank:
    """Place of a ward among the wards with a known value, counted from the nearer end.

    `place` is 1 for the first of the `end` (highest or lowest); `shared` other wards have the same
    value and so the same place. `first` and `last` are the places that are possible within the
    margins of error, counted from the same end; None where the figure has no margin.
    """

    place: int
    end: str
    of: int
    shared: int
    first: int | None = None
    last: int | None = None


def rank_of(values: WardValues, ward: int) -> Rank | None:
    """Rank of a ward; None if its value is not known.

    Two values surely differ if they are farther apart than ``sqrt(M₁² + M₂²)``, the 90 % margin of
    their difference; errors of different wards are taken as independent.
    """
    mine = values.value(ward)
    if mine is None:
        return None
    known = [v for v in values.values if v is not None]
    above, below = sum(v > mine for v in known), sum(v < mine for v in known)
    end = HIGHEST if above <= below else LOWEST
    shared = len(known) - above - below - 1
    first, last = possible_places(values, ward, mine, end)
    return Rank(1 + min(above, below), end, len(known), shared, first, last)


def possible_places(
    values: WardValues, ward: int, mine: float, end: str
) -> tuple[int | None, int | None]:
    """First and last place from `end` within the margins; (None, None) without a margin."""
    margin = values.margin(ward)
    if margin is None:
        return None, None
    above = below = known = 0
    for value, theirs in zip(values.values, values.margins, strict=True):
        if value is None:
            continue
        known += 1
        if theirs is not None and abs(value - mine) > hypot(margin, theirs):
            above += value > mine
            below += value < mine
    ahead, behind = (above, below) if end == HIGHEST else (below, above)
    return 1 + ahead, known - behind


@dataclass(frozen=True)
class ProfileRow:
    """One indicator of one ward. `near` are the numbers of the wards that touch it."""

    values: WardValues
    ward: int
    near: tuple[int, ...]

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.values.indicator

    @property
    def value(self) -> float | None:
        """The ward's value, None if not known."""
        return self.values.value(self.ward)

    @property
    def margin(self) -> float | None:
        """The 90 % margin of the value, None where none is published or the value is a count."""
        return self.values.margin(self.ward)

    @property
    def unreliable(self) -> bool:
        """Whether the standard error is 20 % of the value or more."""
        return self.ward in self.values.unreliable

    @property
    def margin_unpublished(self) -> bool:
        """Whether the figure is from a sample whose margin its publisher does not give."""
        return self.indicator.sampled and not self.indicator.has_margins

    @property
    def exact(self) -> bool:
        """Whether the counted areas nest in the wards, so that nothing is carried."""
        return self.values.exact

    @cached_property
    def rank(self) -> Rank | None:
        """The ward's place among all."""
        return rank_of(self.values, self.ward)

    @property
    def reference(self) -> float | None:
        """The city's figure a ward can be compared with: of a count, the average of the wards."""
        city = self.values.city
        if city is None or self.indicator.kind != COUNT:
            return city
        return city / WARD_COUNT

    @property
    def lowest(self) -> float | None:
        """The lowest known value of any ward."""
        return min((v for v in self.values.values if v is not None), default=None)

    @property
    def highest(self) -> float | None:
        """The highest known value of any ward."""
        return max((v for v in self.values.values if v is not None), default=None)

    @property
    def next_door(self) -> tuple[float, float] | None:
        """Lowest and highest value of the neighbors, None if none is known."""
        known = [v for v in map(self.values.value, self.near) if v is not None]
        return (min(known), max(known)) if known else None

    def position(self, value: float) -> float:
        """Where a value lies on the row's bar, 0 (left) to 1.

        The bar runs from the lowest to the highest ward, and on to the city's figure where that
        lies beyond both. Where all are equal everything is in the middle.
        """
        ends = [v for v in (self.lowest, self.highest, self.reference) if v is not None]
        low, high = min(ends, default=value), max(ends, default=value)
        return (value - low) / (high - low) if high > low else 0.5

    @property
    def distance(self) -> float:
        """Distance from the city in standard deviations of the fifty wards; 0 if not known."""
        known = [v for v in self.values.values if v is not None]
        if self.value is None or self.reference is None or len(known) <= 1:
            return 0.0
        deviation = pstdev(known)
        return abs(self.value - self.reference) / deviation if deviation else 0.0


@dataclass(frozen=True)
class Profile:
    """Every indicator of one ward, in the order of the registry.

    `people` is the ward's population in 2020, `people_margin` its 90 % margin: 0 where exact.
    """

    ward: int
    vintage: int
    rows: tuple[ProfileRow, ...]
    people: int
    people_margin: int

    @property
    def population_error(self) -> float:
        """The 90 % margin of the population as a fraction of it."""
        return self.people_margin / self.people if self.people else 0.0

    @property
    def groups(self) -> tuple[tuple[str, tuple[ProfileRow, ...]], ...]:
        """The rows under the registry's group names, in its order."""
        names = dict.fromkeys(r.indicator.group for r in self.rows)
        return tuple(
            (name, tuple(r for r in self.rows if r.indicator.group == name)) for name in names
        )

    @property
    def by_size(self) -> tuple[ProfileRow, ...]:
        """The six groups of people with a known share, largest first."""
        mine = [r for r in self.rows if r.indicator.key in GROUP_SHARES and r.value is not None]
        return tuple(sorted(mine, key=lambda r: -(r.value or 0.0)))


def profile(atlas: Atlas, vintage: int, ward: int) -> Profile:
    """The profile of a ward of a map (KeyError if there is no such map or ward)."""
    facts = atlas.facts(vintage)[ward]
    near = tuple(n.ward for n in atlas.neighbours(vintage, ward))
    found = {one.key: atlas.values(vintage, one.key) for one in INDICATORS}
    rows = tuple(ProfileRow(values, ward, near) for values in found.values())
    return Profile(ward, vintage, rows, facts.population, facts.margin)


def group_vintage(rows: tuple[ProfileRow, ...]) -> str:
    """When most figures of a group are from; of equally many, the first."""
    return Counter(r.indicator.vintage for r in rows).most_common(1)[0][0]


def standouts(found: Profile) -> tuple[ProfileRow, ...]:
    """The reliable indicators farthest from the city, at most `STANDOUTS`, farthest first.

    One of each group of the registry, so that poverty is not told twice. Left out is what is said
    anyway (the largest group), what cannot be told from the city's figure, and what compares badly.
    """
    largest = found.by_size[0].indicator.key if found.by_size else ""
    able = [r for r in found.rows if r.indicator.key != largest and stands_out(r)]
    chosen: dict[str, ProfileRow] = {}
    for row in sorted(able, key=lambda r: -r.distance):
        chosen.setdefault(row.indicator.group, row)
    return tuple(chosen.values())[:STANDOUTS]


def stands_out(row: ProfileRow) -> bool:
    """Whether a figure can be compared with the city and surely differs from it.

    Counts are about the size of a ward; of mixtures (largest group, diversity) the city has more
    than any of its parts, so a ward's distance from it says nothing.
    """
    if row.value is None or row.reference is None or row.unreliable or row.margin_unpublished:
        return False
    if row.indicator.kind in (COUNT, LARGEST, INDEX):
        return False
    doubt = hypot(row.margin or 0.0, row.values.city_margin or 0.0)
    least = MATERIAL if row.indicator.kind in FRACTIONS else 0.0
    return abs(row.value - row.reference) > max(doubt, least)
