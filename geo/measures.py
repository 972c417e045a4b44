"""What can be counted in a ward: people, members of a group, homes, voters.

Every indicator that is a count is one, and the numerator of every one that is a share: a share
times what it is out of (`share_bases.csv`). People under 18 are all people less those of voting
age. Medians, densities and indices count nothing.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from geo.analysis.combine import Bases, bases
from geo.demographics import WardValues
from geo.indicators import COUNT, INDICATORS, SHARE, Indicator, indicator

YOUNG = "young"
"""Key of the one measure that is no indicator's own."""

USUAL = "population"


@dataclass(frozen=True)
class Measure:
    """Something counted in every ward.

    Parameters
    ----------
    key : str
        The indicator's key, or `YOUNG`; never changes its meaning.
    label : str
        What is counted, in words: "people who are Black alone, not Latino".
    indicators : tuple of str
        Keys of the indicators behind it, for sources and vintages.
    """

    key: str
    label: str
    indicators: tuple[str, ...]

    @property
    def first(self) -> Indicator:
        """The indicator whose source and vintage are the measure's."""
        return indicator(self.indicators[0])

    @property
    def sampled(self) -> bool:
        """Whether it is estimated from a sample of households."""
        return self.first.sampled


MEASURES: dict[str, Measure] = {
    **{
        one.key: Measure(one.key, one.numerator, (one.key,))
        for one in INDICATORS
        if one.kind in (COUNT, SHARE)
    },
    YOUNG: Measure(YOUNG, "people under 18", (USUAL, "vap")),
}
"""By key, in the order of the indicators."""

MEASURE_KEYS = tuple(MEASURES)


@dataclass(frozen=True)
class Counts:
    """A measure for the fifty wards of a map, ward 1 first.

    `counts` are None where not known. `margins` are 90 % margins; None where the figure is a full
    count carried without error, or its publisher gives no margin.
    """

    measure: Measure
    vintage: int
    counts: tuple[float | None, ...]
    margins: tuple[float | None, ...]

    def count(self, ward: int) -> float | None:
        """The count of a ward by its number."""
        return self.counts[ward - 1]

    def total(self, wards: Collection[int]) -> float | None:
        """The count of some wards together; None if that of one of them is not known."""
        found = [self.counts[ward - 1] for ward in set(wards)]
        known = [count for count in found if count is not None]
        return sum(known) if len(known) == len(found) else None

    def margin(self, wards: Collection[int]) -> float | None:
        """The 90 % margin of a total: ``√Σ M²``, errors of wards taken as independent.

        None if no ward has a margin; wards without one add nothing.
        """
        found = [self.margins[ward - 1] for ward in set(wards)]
        known = [margin for margin in found if margin is not None]
        return math.hypot(*known) if known else None


def counts_of_indicator(values: WardValues) -> Counts:
    """An indicator that is a count, as it is."""
    key = values.indicator.key
    return Counts(MEASURES[key], values.vintage, values.values, values.margins)


def counts_of_share(values: WardValues, of: Bases) -> Counts:
    """The numerator of a share p (margin m) out of b (margin c).

    ``p × b``, with ``√((b m)² + (p c)²)``: the Census Bureau's formula for a product. Shares are
    published with five decimals, so a full count of up to 100,000 comes back within half a person:
    it is rounded to the whole number it was.
    """
    key = values.indicator.key
    pairs = list(zip(values.values, of.counts, strict=True))
    whole = not MEASURES[key].sampled
    doubts = zip(pairs, values.margins, of.margins, strict=True)
    return Counts(
        MEASURES[key],
        values.vintage,
        tuple(product(p, b, whole=whole) for p, b in pairs),
        tuple(product_margin(p, b, m, c) for (p, b), m, c in doubts),
    )


def product(share: float | None, base: float | None, *, whole: bool) -> float | None:
    """A share times its base, as a whole number if it counts everybody; None if one is unknown."""
    if share is None or base is None:
        return None
    return float(round(share * base)) if whole else share * base


def product_margin(
    share: float | None, base: float | None, m_share: float | None, m_base: float | None
) -> float | None:
    """Margin of a share times its base; None where neither has one or a factor is not known."""
    if share is None or base is None or (m_share is None and m_base is None):
        return None
    return math.hypot(base * (m_share or 0.0), share * (m_base or 0.0))


def young(people: WardValues, adults: WardValues) -> Counts:
    """People under 18: all people less those aged 18 or older.

    The margin is that of all people in proportion, ``M × young ÷ people``: where a ward's people
    are an estimate, too many or too few of them are of all ages.
    """
    pairs = zip(people.values, adults.values, people.margins, strict=True)
    found = [(None if p is None or a is None else p - a, p, m) for p, a, m in pairs]
    return Counts(
        MEASURES[YOUNG],
        people.vintage,
        tuple(count for count, _, _ in found),
        tuple(m * n / p if m is not None and n is not None and p else None for n, p, m in found),
    )


def measure_counts(
    values: dict[tuple[int, str], WardValues], share_bases: pd.DataFrame, vintage: int, key: str
) -> Counts:
    """One measure on one map.

    Parameters
    ----------
    values : mapping
        Every indicator by (vintage, key).
    share_bases : DataFrame
        `share_bases.csv`.
    vintage : int
    key : str
        Of a measure.

    Raises
    ------
    KeyError
        If there is no such measure.
    """
    measure = MEASURES[key]
    if key == YOUNG:
        return young(values[vintage, USUAL], values[vintage, "vap"])
    found = values[vintage, key]
    if measure.first.kind == SHARE:
        return counts_of_share(found, bases(share_bases, vintage, key))
    return counts_of_indicator(found)
