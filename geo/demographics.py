"""Indicator values as records: one indicator on one ward map, its margins, the city's figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from geo.census import NESTED, census_table
from geo.indicators import INDICATORS, Indicator, written, written_margin
from geo.margins import UNRELIABLE_CV, Z90
from geo.wards import WARD_NUMBERS


@dataclass(frozen=True)
class WardValues:
    """One indicator for the fifty wards of a map, in the order of ward numbers.

    A value is None where it is not known; a margin or coefficient of variation is None where the
    figure is exact or its publisher gives no margin (`indicator.sampled`, `indicator.has_margins`).
    Margins are 90 % margins, sampling and carrying together.
    """

    indicator: Indicator
    vintage: int
    values: tuple[float | None, ...]
    margins: tuple[float | None, ...]
    variations: tuple[float | None, ...]
    city: float | None
    city_margin: float | None

    def value(self, ward: int) -> float | None:
        """The value of a ward by its number."""
        return self.values[ward - 1]

    def margin(self, ward: int) -> float | None:
        """The margin of a ward by its number."""
        return self.margins[ward - 1]

    @property
    def exact(self) -> bool:
        """Whether the areas counted make up the wards of the map without being cut."""
        return census_table(self.indicator.top.table).layer == NESTED.get(self.vintage)

    @property
    def unreliable(self) -> tuple[int, ...]:
        """Wards whose figure has a coefficient of variation of 20 % or more."""
        return tuple(
            ward
            for ward, cv in zip(WARD_NUMBERS, self.variations, strict=True)
            if cv is not None and cv >= UNRELIABLE_CV
        )

    def rank(self, ward: int) -> int | None:
        """Place of a ward from the highest (1); wards of equal value share a place."""
        mine = self.value(ward)
        if mine is None:
            return None
        return 1 + sum(v > mine for v in self.values if v is not None)

    def words(self, ward: int) -> str:
        """ "21.4% ± 1.2 points", as a reader sees a ward's figure."""
        margin = written_margin(self.indicator, self.margin(ward))
        return f"{written(self.indicator, self.value(ward))} {margin}".strip()


def with_margins(values: WardValues, margins: tuple[float, ...]) -> WardValues:
    """Counts with the 90 % margins of their estimate; unchanged where all are 0 (exact).

    The 2023 map was drawn for wards of nearly equal size: without margins its ranks would mislead.
    """
    if not any(margins):
        return values
    variations = tuple(
        round(m / Z90 / v, CV_DIGITS) if v else None
        for m, v in zip(margins, values.values, strict=True)
    )
    return replace(values, margins=margins, variations=variations)


CV_DIGITS = 5


def ward_values(
    by_ward: Mapping[int, pd.DataFrame], city: pd.DataFrame
) -> dict[tuple[int, str], WardValues]:
    """Every indicator on every map.

    Parameters
    ----------
    by_ward : mapping of vintage to table
        The tables `indicators_YYYY.csv`.
    city : DataFrame
        `indicators_city.csv`.

    Returns
    -------
    dict
        By (vintage, key).
    """
    whole = city.set_index("indicator")
    found = {}
    for year, table in by_ward.items():
        ordered = table.set_index("ward").loc[list(WARD_NUMBERS)]
        for one in INDICATORS:
            found[year, one.key] = WardValues(
                one,
                year,
                known(ordered, one.key),
                known(ordered, f"{one.key}_moe"),
                known(ordered, f"{one.key}_cv"),
                number(whole.loc[one.key, "value"]),
                number(whole.loc[one.key, "moe"]),
            )
    return found


def known(table: pd.DataFrame, column: str) -> tuple[float | None, ...]:
    """A column as numbers, None where missing or where there is no such column."""
    if column not in table:
        return (None,) * len(table)
    return tuple(number(v) for v in table[column])


def number(value: object) -> float | None:
    """A number, or None for a missing one."""
    return None if pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]
