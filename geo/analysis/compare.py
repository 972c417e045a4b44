"""Wards with an organization against those without: two groups, their difference, and chance.

Nothing here says why the groups differ, and nothing here speaks of an organization's members.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.demographics import WardValues
from geo.errors import AtlasError
from geo.presence import Presence
from geo.raking import Floats
from geo.sides import WardSide
from geo.wards import WARD_NUMBERS

SHUFFLES = 9_999
"""With the real arrangement they make 10,000, so p comes in whole ten-thousandths."""

SEED = 20230515
"""Of the random numbers: the day the 2023 ward map took effect. The same seed, the same p."""

TIE = 1e-9
"""Differences closer than this part of the largest value are equal: sums of the same numbers in
another order differ in the last digits."""

MAJORITY, PLURALITY, FORTY = "majority", "plurality", "forty"
"""When a group leads a ward: more than half; more than any other; two fifths or more."""

HALF, TWO_FIFTHS = 0.5, 0.4


class CompareError(AtlasError):
    """Figures that cannot be compared as they are."""


@dataclass(frozen=True)
class Group:
    """The wards of one side of the comparison; there is at least one.

    `wards` and `values` run in the order of ward numbers; `people` is their sum (2020 census);
    `mean` is weighted by people; quartiles are interpolated between wards (type 7, as
    spreadsheets do).
    """

    wards: tuple[int, ...]
    values: tuple[float, ...]
    people: int
    median: float
    mean: float
    quartiles: tuple[float, float]

    @property
    def lowest(self) -> int:
        """The ward with the lowest value; of several, the first by number."""
        return self.wards[self.values.index(min(self.values))]

    @property
    def highest(self) -> int:
        """The ward with the highest value; of several, the first by number."""
        return self.wards[self.values.index(max(self.values))]

    def value(self, ward: int) -> float:
        """The value of one of its wards (ValueError for another ward)."""
        return self.values[self.wards.index(ward)]


@dataclass(frozen=True)
class Comparison:
    """Wards with an organization and wards without; a side without a ward of known value is None.

    `people` holds the people of every ward that is compared, `missing` the wards left out because
    their value is not known.
    """

    having: Group | None
    lacking: Group | None
    people: Mapping[int, int]
    missing: tuple[int, ...]

    @property
    def pair(self) -> tuple[Group, Group] | None:
        """Both groups, or None if there is nothing to compare."""
        if self.having is None or self.lacking is None:
            return None
        return self.having, self.lacking


@dataclass(frozen=True)
class Chance:
    """How often shuffling gives a difference as large as the real one, in either direction.

    `median` and `mean` are the p-values of the difference of medians and of weighted means.
    """

    median: float
    mean: float
    shuffles: int
    seed: int


def only_side(shown: Presence, sides: Mapping[int, WardSide], side: str) -> Presence:
    """The wards of one side of the city, possibly none; all of them if `side` is blank."""
    kept = tuple(w for w in shown.wards if not side or sides[w.ward].main == side)
    return Presence(shown.vintage, shown.options, kept)


def having_wards(shown: Presence) -> frozenset[int]:
    """Wards that count as having an organization.

    With regional organizations, the widest reading of `geo.presence` (a tenth of the people);
    without, wards with a ward organization (on the other map: for most of their people).
    """
    wards = shown.reached if shown.options.regional else shown.organized
    return frozenset(w.ward for w in wards)


def compared(values: WardValues, shown: Presence) -> Comparison:
    """Compare one indicator over the wards of `shown`; both are of the same ward map."""
    known = {w.ward: values.value(w.ward) for w in shown.wards}
    people = {w.ward: w.population for w in shown.wards}
    return compare(known, people, having_wards(shown))


def compare(
    values: Mapping[int, float | None], people: Mapping[int, int], having: Collection[int]
) -> Comparison:
    """Part wards in two and describe both parts.

    Parameters
    ----------
    values : mapping
        By ward number; None where not known.
    people : mapping
        People by ward number, the weights.
    having : collection
        Wards with an organization; numbers not in `values` are passed over.

    Raises
    ------
    CompareError
        If a ward with a value has no people to weight it by.
    """
    known = {ward: value for ward, value in sorted(values.items()) if value is not None}
    empty = [ward for ward in known if people.get(ward, 0) <= 0]
    if empty:
        raise CompareError(
            f"Wards {', '.join(map(str, empty))} have a value but no people to weight it by. Every "
            "ward needs a population above 0: check `population` in ward_population.csv."
        )
    return Comparison(
        having=group({w: v for w, v in known.items() if w in having}, people),
        lacking=group({w: v for w, v in known.items() if w not in having}, people),
        people={ward: people[ward] for ward in known},
        missing=tuple(ward for ward in sorted(values) if ward not in known),
    )


def group(values: Mapping[int, float], people: Mapping[int, int]) -> Group | None:
    """Describe some wards; None if there are none.

    ``mean = Σ people × value / Σ people``
    """
    if not values:
        return None
    numbers = np.array(list(values.values()), dtype=float)
    weights = np.array([people[ward] for ward in values], dtype=float)
    low, middle, high = np.percentile(numbers, [25, 50, 75])
    return Group(
        wards=tuple(values),
        values=tuple(values.values()),
        people=sum(people[ward] for ward in values),
        median=float(middle),
        mean=float(np.average(numbers, weights=weights)),
        quartiles=(float(low), float(high)),
    )


def chance(found: Comparison, shuffles: int = SHUFFLES, seed: int = SEED) -> Chance | None:
    """Permutation test of both differences; None if there is nothing to compare.

    The label "with" is dealt out anew to as many wards, each keeping its value and its people.
    ``p = (1 + count(|shuffled| ≥ |observed|)) / (1 + shuffles)``: two-sided, and the real
    arrangement counts as one of those possible, so p is never 0.
    """
    if found.pair is None:
        return None
    having, lacking = found.pair
    wards = (*having.wards, *lacking.wards)
    values = np.array((*having.values, *lacking.values))
    people = np.array([found.people[w] for w in wards], dtype=float)
    medians, means = shuffled_differences(values, people, len(having.wards), (shuffles, seed))
    slack = TIE * float(np.abs(values).max())
    return Chance(
        median=p_value(medians, having.median - lacking.median, slack),
        mean=p_value(means, having.mean - lacking.mean, slack),
        shuffles=shuffles,
        seed=seed,
    )


def shuffled_differences(
    values: Floats, people: Floats, first: int, dealing: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Differences of medians and of weighted means when wards are shuffled.

    Parameters
    ----------
    values, people : shape (wards,)
    first : int
        How many wards are dealt the label "with".
    dealing : (shuffles, seed)

    Returns
    -------
    (medians, means)
        With minus without, each of shape (shuffles,).
    """
    shuffles, seed = dealing
    order: NDArray[np.intp] = np.tile(np.arange(len(values)), (shuffles, 1))
    order = np.random.default_rng(seed).permuted(order, axis=1)
    dealt, weights = values[order], people[order]
    weighted = dealt * weights
    medians = np.median(dealt[:, :first], axis=1) - np.median(dealt[:, first:], axis=1)
    inside = weighted[:, :first].sum(axis=1) / weights[:, :first].sum(axis=1)
    outside = weighted[:, first:].sum(axis=1) / weights[:, first:].sum(axis=1)
    return medians, inside - outside


def p_value(shuffled: Floats, observed: float, slack: float) -> float:
    """``(1 + count(|shuffled| ≥ |observed|)) / (1 + n)``; `slack` lets equal sums be equal."""
    as_large = int(np.count_nonzero(np.abs(shuffled) >= abs(observed) - slack))
    return (1 + as_large) / (1 + len(shuffled))


def leading(shares: Mapping[str, float], rule: str) -> tuple[str, ...]:
    """Groups that lead a ward, largest share first; none if no group does.

    Parameters
    ----------
    shares : mapping
        Fractions by group.
    rule : str
        `MAJORITY`: more than 0.5. `PLURALITY`: larger than every other; two that tie do not lead.
        `FORTY`: 0.4 or more, so a ward can have two.

    Raises
    ------
    CompareError
        If the rule is another.
    """
    ordered = sorted(shares, key=lambda name: -shares[name])
    if rule == MAJORITY:
        return tuple(name for name in ordered if shares[name] > HALF)
    if rule == FORTY:
        return tuple(name for name in ordered if shares[name] >= TWO_FIFTHS)
    if rule == PLURALITY:
        top = max(shares.values(), default=0.0)
        first = tuple(name for name in ordered if shares[name] == top)
        return first if len(first) == 1 else ()
    raise CompareError(
        f"“{rule}” is not a way to say which group leads a ward. Allowed: {MAJORITY}, {PLURALITY}, "
        f"{FORTY}."
    )


def shares_by_ward(values: Mapping[str, WardValues]) -> dict[int, dict[str, float]]:
    """Each group's share by ward; wards in which a share is not known are left out."""
    found = {}
    for ward in WARD_NUMBERS:
        shares = {name: of.value(ward) for name, of in values.items()}
        known = {name: share for name, share in shares.items() if share is not None}
        if len(known) == len(shares):
            found[ward] = known
    return found


@dataclass(frozen=True)
class Leads:
    """Which groups lead each ward under a rule, and which wards have an organization.

    `leaders` is by ward number, in its order; `own` are wards with a ward organization, `wide`
    those with one when regional organizations count too.
    """

    rule: str
    leaders: Mapping[int, tuple[str, ...]]
    own: frozenset[int]
    wide: frozenset[int]

    def among(self, wards: Collection[int]) -> Leads:
        """The same for these wards alone."""
        kept = {ward: names for ward, names in self.leaders.items() if ward in wards}
        return Leads(self.rule, kept, self.own, self.wide)

    def led_by(self, group: str) -> tuple[int, ...]:
        """Wards a group leads; wards no group leads, if `group` is blank."""
        return tuple(w for w, names in self.leaders.items() if group in (names or ("",)))

    def counts(self, wards: Collection[int]) -> tuple[int, int, int, int, int]:
        """How many of these wards there are: all; with and without a ward organization; with and
        without any."""
        own = sum(w in self.own for w in wards)
        wide = sum(w in self.wide for w in wards)
        return len(wards), own, len(wards) - own, wide, len(wards) - wide


def leads(
    shares: Mapping[int, Mapping[str, float]], rule: str, own: Presence, regional: Presence
) -> Leads:
    """Who leads the wards of a map.

    Parameters
    ----------
    shares : mapping
        Fractions by ward and group.
    rule : str
        As for `leading`.
    own, regional : Presence
        The same map without and with regional organizations.
    """
    leaders = {ward: leading(mine, rule) for ward, mine in shares.items()}
    return Leads(rule, leaders, having_wards(own), having_wards(regional))
