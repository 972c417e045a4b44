"""Compute every indicator for the wards of a map, and for the city.

Counts are summed first and divided last; nothing but counts is ever carried.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.apportion import apportion
from geo.census import census_table
from geo.indicators import (
    COUNT,
    DENSITY,
    FRACTIONS,
    INDEX,
    INDICATORS,
    LARGEST,
    MEDIAN,
    SHARES,
    Counted,
    Indicator,
)
from geo.margins import (
    Z90,
    bracket_median,
    coefficient_of_variation,
    share_margin,
    summed_margin,
    with_carrying,
)
from geo.pipeline.carriers import Carried, six_groups, whole_city
from geo.pipeline.census_tables import Counts, published
from geo.raking import Floats, round_to_total
from geo.wards import WARD_COUNT, WARD_NUMBERS

INCOME_LIMITS = (
    *(0, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 75, 100, 125, 150, 200),
    float("inf"),
)
"""Limits of the sixteen brackets of table B19001, in thousands of dollars; the last is open."""

THOUSAND = 1000.0

DIGITS = 5
"""Decimals kept of fractions and indexes: finer than any margin."""


def indicator_table(counts: Counts, carried: Carried) -> pd.DataFrame:
    """All indicators of one ward map: `ward`, each key, and `<key>_moe`, `<key>_cv` for samples."""
    columns: dict[str, npt.NDArray[np.generic]] = {"ward": np.array(WARD_NUMBERS)}
    for one in INDICATORS:
        value, margin = compute(one, counts, carried)
        columns[one.key] = rounded(one, value)
        if one.sampled:
            columns[f"{one.key}_moe"] = np.round(margin, digits(one))
            columns[f"{one.key}_cv"] = np.round(coefficient_of_variation(value, margin), DIGITS)
    return pd.DataFrame(columns)


def rounded(one: Indicator, value: Floats) -> npt.NDArray[np.generic]:
    """Counts in whole numbers that keep their total; fractions to `DIGITS`."""
    if one.kind == COUNT:
        return round_to_total(value, np.zeros(len(value), dtype=np.intp))
    return np.round(value, digits(one))


def digits(one: Indicator) -> int:
    """Decimals kept of an indicator's value."""
    return DIGITS if one.kind in (*FRACTIONS, INDEX) else one.decimals


def compute(one: Indicator, counts: Counts, carried: Carried) -> tuple[Floats, Floats]:
    """Value and 90 % margin by ward, each of shape (50,); a margin not known is missing."""
    unknown = np.full(WARD_COUNT, np.nan)
    top = carried_sum(one.top, counts, carried)
    if one.kind == MEDIAN:
        return median(one.top, counts, carried)
    if one.kind == COUNT:
        return top, unknown
    if one.kind == DENSITY:
        return top / carried.area_km2, unknown
    if one.kind in (INDEX, LARGEST):
        return mixture(one, counts, carried), unknown
    if one.bottom is None:
        raise ValueError(f"{one.key}: a share needs a denominator.")
    bottom = carried_sum(one.bottom, counts, carried)
    share = np.divide(top, bottom, out=unknown.copy(), where=bottom > 0)
    if not one.has_margins:
        return share, unknown
    errors = (carried_margin(part, counts, carried) for part in (one.top, one.bottom))
    margin = share_margin(top, bottom, *errors)
    return share, with_carrying(margin, share, carried.spread)


def mixture(one: Indicator, counts: Counts, carried: Carried) -> Floats:
    """Share of the largest of the six groups, or the diversity index of the eight."""
    by_column = {
        c: carried_sum(Counted(one.top.table, (c,)), counts, carried) for c in one.top.columns
    }
    everybody = np.sum(list(by_column.values()), axis=0)
    total = np.where(everybody > 0, everybody, np.nan)
    if one.kind == INDEX:
        return np.asarray(1 - np.sum([(n / total) ** 2 for n in by_column.values()], axis=0))
    return np.asarray(np.max([group / total for group in six_groups(by_column).values()], axis=0))


def carried_sum(part: Counted, counts: Counts, carried: Carried) -> Floats:
    """The sum of a part's columns by ward."""
    ending = "E" if census_table(part.table).margins else ""
    columns = [
        apportion(counts[part.table, f"{c}{ending}"], carried.of(part.table, c))
        for c in part.columns
    ]
    return np.asarray(np.sum(columns, axis=0), dtype=float)


def carried_margin(part: Counted, counts: Counts, carried: Carried) -> Floats:
    """The 90 % sampling margin of that sum."""
    names = published(part.table, part.columns)
    cells = np.column_stack([counts[part.table, name] for name in names])
    crosswalk = carried.crosswalks[census_table(part.table).layer]
    return summed_margin(cells[:, 0::2], cells[:, 1::2], crosswalk)


def median(part: Counted, counts: Counts, carried: Carried) -> tuple[Floats, Floats]:
    """Median of bracketed households by ward, and its margin.

    The error of the share below the median combines the sampling error of the households in the
    brackets below it and the measured error of carrying a share of one half.
    """
    brackets = np.column_stack(
        [carried_sum(Counted(part.table, (c,)), counts, carried) for c in part.columns]
    )
    total = brackets.sum(axis=1)
    everybody = carried_margin(part, counts, carried)
    found = np.full((2, WARD_COUNT), np.nan)
    middle = np.argmax(np.cumsum(brackets, axis=1) >= total[:, None] / 2, axis=1)
    for ward in range(WARD_COUNT):
        below = Counted(part.table, part.columns[: max(int(middle[ward]), 1)])
        amount = carried_sum(below, counts, carried)
        error = carried_margin(below, counts, carried)
        half = share_margin(amount, total, error, everybody)[ward] / Z90
        spread = np.hypot(half, carried.spread / 2)  # sqrt(p (1 - p)) is 1/2 at the median
        found[:, ward] = bracket_median(brackets[ward], INCOME_LIMITS, float(spread))
    return found[0] * THOUSAND, found[1] * THOUSAND


def city_table(carried: Carried, counts: Counts) -> pd.DataFrame:
    """Each indicator of the whole city: `indicator`, `value`, `moe`, `cv`."""
    whole = whole_city(carried)
    rows = []
    for one in INDICATORS:
        value, margin = compute(one, counts, whole)
        cv = coefficient_of_variation(value, margin)
        kept = digits(one)
        rows.append(
            {
                "indicator": one.key,
                "value": round(float(value[0]), kept),
                "moe": round(float(margin[0]), kept),
                "cv": round(float(cv[0]), DIGITS),
            }
        )
    return pd.DataFrame(rows)


def base_table(counts: Counts, carried: Mapping[int, Carried]) -> pd.DataFrame:
    """What every share is out of, so that shares of several wards can be put together.

    Returns
    -------
    DataFrame
        One row per ward map and ward: `vintage`, `ward`, and for each share `<key>_base` in whole
        numbers; where margins are published, `<key>_base_moe`, its 90 % sampling margin.
    """
    tables = []
    for year, of_map in sorted(carried.items()):
        columns: dict[str, npt.NDArray[np.generic]] = {"ward": np.array(WARD_NUMBERS)}
        for one in SHARES:
            if one.bottom is None:
                raise ValueError(f"{one.key}: a share needs a denominator.")
            columns[f"{one.key}_base"] = whole_numbers(carried_sum(one.bottom, counts, of_map))
            if one.has_margins:
                margin = carried_margin(one.bottom, counts, of_map)
                columns[f"{one.key}_base_moe"] = whole_numbers(margin)
        tables.append(pd.DataFrame({"vintage": year, **columns}))
    return pd.concat(tables, ignore_index=True)


def whole_numbers(values: Floats) -> npt.NDArray[np.generic]:
    """Rounded to whole numbers: a carried count is no surer than that."""
    return np.round(values).astype(np.int64)
