"""Checks of the indicator tables: against the registry, one another and published figures."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from geo.carrying import CARRYING_METHODS, LAND_METHOD, PEOPLE_METHOD, POPULATION
from geo.census import GROUPS
from geo.indicators import (
    COUNT,
    FRACTIONS,
    INDICATOR_KEYS,
    INDICATORS,
    MEDIAN,
    SHARE,
    SHARES,
    Indicator,
)
from geo.margins import Z90
from geo.pipeline.check_tables import CITY_POPULATION, all_wards, counted, number, same_people
from geo.pipeline.checks import REBUILD, Check, Data, first_few
from geo.pipeline.indicator_tables import DIGITS, digits
from geo.pipeline.inputs import HEADER_ROWS
from geo.pipeline.outputs import FIRST

CITY = "indicators_city.csv"
BASES = "share_bases.csv"
ERRORS = "carrying_error.csv"

STEP = 10.0**-DIGITS
"""Fractions are written in these steps, so each can be off by half of one."""

GROUP_SHARES = tuple(f"{group}_share" for group in GROUPS)

GROUP_COUNTS = {
    "latino_share": 819_518,
    "white_share": 863_622,
    "black_share": 787_551,
    "asian_share": 189_857,
}
"""People of Chicago by group: US Census Bureau, 2020 census, PL 94-171, table P2, place 1714000
(Hispanic or Latino; not Hispanic or Latino: White, Black, Asian alone)."""

PUBLISHED = {
    "poverty_share": (0.193, 0.197),
    "bachelor_share": (0.382, 0.386),
    "renter_share": (0.549, 0.552),
    "median_income": (52_497 * 0.98, 52_497 * 1.02),
}
"""Where Chicago's figure must lie, around those the US Census Bureau publishes for place 1714000:
ACS 2014–2018, 19.5 % below poverty, 38.4 % with a bachelor's degree, 54.9 to 55.2 % of homes
rented; ACS 2013–2017, a median income of $52,497. The median may be 2 % off, because ours is
interpolated in brackets that are summed from block groups."""

ERROR_LIMITS = {"mean": (0.001, 0.008), "worst": (0.005, 0.047)}
"""Errors of carrying by people, of a mean ward and of the worst, that are accepted: of the
population, as a fraction of it, and of a group's share of it."""

NEVER_MORE = (("vap", "population"), ("poverty_share", "low_income_share"))
"""A part and its whole: people of voting age are people, the poor are below twice the line too."""


def file_of(year: int) -> str:
    """The indicator table of a ward map."""
    return f"indicators_{year}.csv"


def ward_checks(data: Data) -> Iterator[Check]:
    """Every map has its 50 wards, and the city every indicator."""
    for vintage in data.maps:
        file = file_of(vintage.year)
        yield all_wards(file, str(vintage.year), data.table(file)["ward"])
    found = tuple(data.table(CITY)["indicator"].fillna(""))
    odd = sorted(set(found).symmetric_difference(INDICATOR_KEYS))
    figure = f"{len(found)} ({first_few(odd)})" if odd else str(len(found))
    allowed = f"{len(INDICATOR_KEYS)}, as registered and in that order"
    yield Check(f"{CITY}: indicators", figure, allowed, found == INDICATOR_KEYS)


def margin_checks(data: Data) -> Iterator[Check]:
    """Margins are where their publisher gives them and nowhere else, and fit the reliability."""
    for vintage in data.maps:
        file = file_of(vintage.year)
        table = data.table(file)
        sampled = [one for one in INDICATORS if one.sampled]
        odd = [place for one in sampled for place in misplaced(table, one)]
        figure = f"{len(odd)} ({first_few(odd)})" if odd else "0"
        allowed = "0: blank where none is published, and only there"
        yield Check(f"{file}: margins missing or too many", figure, allowed, not odd)
        unlike = [place for one in sampled for place in unlike_margin(table, one)]
        figure = f"{len(unlike)} ({first_few(unlike)})" if unlike else "0"
        allowed = f"0: cv is margin ÷ {Z90} ÷ value"
        yield Check(f"{file}: reliability unlike the margin", figure, allowed, not unlike)


def misplaced(table: pd.DataFrame, one: Indicator) -> list[str]:
    """Cells of a margin that is missing where one is published, or there where none is.

    A median's margin may be missing beside a value: it can reach into the open bracket.
    """
    margin = table[f"{one.key}_moe"].notna()
    if not one.has_margins:
        wrong = margin | table[f"{one.key}_cv"].notna()
    elif one.kind == MEDIAN:
        wrong = margin & table[one.key].isna()
    else:
        wrong = margin != table[one.key].notna()
    return [f"row {row + HEADER_ROWS} {one.key}" for row in table.index[wrong]]


def unlike_margin(table: pd.DataFrame, one: Indicator) -> list[str]:
    """Cells whose coefficient of variation is not that of the value and its margin.

    All three are rounded, so the product may differ by a step of each.
    """
    value, cv = table[one.key], table[f"{one.key}_cv"]
    gap = (cv * value * Z90 - table[f"{one.key}_moe"]).abs()
    wrong = gap > 10.0 ** -digits(one) * (1 + cv) + STEP * value
    return [f"row {row + HEADER_ROWS} {one.key}" for row in table.index[wrong]]


def part_checks(data: Data) -> Iterator[Check]:
    """The groups are everybody, the largest is one of them, and no part exceeds its whole."""
    rounding = len(GROUP_SHARES) / 2 * STEP
    for vintage in data.maps:
        file = file_of(vintage.year)
        table = data.table(file)
        shares = table[list(GROUP_SHARES)]
        total = shares.sum(axis=1, skipna=False)
        off = table.index[~((total - 1).abs() <= rounding + STEP / 10)]
        figure = f"{total.min():.5f} to {total.max():.5f}" + rows(off)
        allowed = f"1 ± {rounding:g}"
        yield Check(f"{file}: shares of {len(GROUPS)} groups", figure, allowed, not len(off))
        gap = (table["largest_group_share"] - shares.max(axis=1)).abs()
        wrong = table.index[~(gap < STEP / 10)]
        figure = f"largest difference {gap.max():.5f}" + rows(wrong)
        allowed = "0 from the largest of the groups"
        yield Check(f"{file}: largest_group_share", figure, allowed, not len(wrong))
        for part, whole in NEVER_MORE:
            more = table.index[table[part] > table[whole]]
            yield Check(
                f"{file}: wards with {part} over {whole}", counted(more), "0", not len(more)
            )


def rows(positions: pd.Index) -> str:
    """ " (row 3, 7)"; nothing if there is none."""
    return f" (row {first_few(positions + HEADER_ROWS)})" if len(positions) else ""


def people_checks(data: Data) -> Iterator[Check]:
    """The people of a ward are those of `ward_population.csv`; wards sum to the city."""
    city = data.table(CITY).groupby("indicator")["value"].max()
    for vintage in data.maps:
        file = file_of(vintage.year)
        table = data.table(file)
        people = table.groupby("ward")["population"].sum()
        yield same_people(f"{file}: people of each ward", people, data, vintage.year)
        for one in INDICATORS:
            if one.kind == COUNT:
                yield same_sum(file, one.key, table[one.key].sum(), city)
        keys = [one.key for one in INDICATORS if one.kind == SHARE]
        odd = [key for key in keys if not among(city.get(key), table[key])]
        figure = f"{len(odd)} ({first_few(odd)})" if odd else "0"
        yield Check(f"{CITY}: shares out of the range of {file}", figure, "0", not odd)


def same_sum(file: str, key: str, total: float, city: pd.Series) -> Check:
    """A count summed over the wards against the city's."""
    whole = city.get(key, float("nan"))
    allowed = f"{number(whole)} in {CITY}"
    return Check(f"{file}: {key} of all wards", number(total), allowed, bool(total == whole))


def among(whole: float | None, values: pd.Series) -> bool:
    """Whether the city's share lies between those of its wards, being a mean of them."""
    return whole is not None and bool(values.min() <= whole <= values.max())


def base_checks(data: Data) -> Iterator[Check]:
    """The wards' shares, each counted with its base, make the city's share."""
    city = data.table(CITY).groupby("indicator")["value"].max()
    for vintage in data.maps:
        shares = data.table(file_of(vintage.year)).set_index("ward")
        bases = data.of_map(BASES, vintage.year).set_index("ward")
        yield all_wards(BASES, str(vintage.year), data.of_map(BASES, vintage.year)["ward"])
        gaps = {}
        for one in SHARES:
            base = bases[f"{one.key}_base"]
            whole = float((shares[one.key] * base).sum() / base.sum())
            gaps[one.key] = abs(whole - float(city.get(one.key, float("nan"))))
        odd = [key for key, gap in gaps.items() if not gap <= 2 * STEP]
        figure = f"largest difference {max(gaps.values()):.6f}"
        figure += f" ({first_few(odd)})" if odd else ""
        what = f"{BASES}: shares of the {vintage.year} wards put together"
        yield Check(what, figure, f"at most {2 * STEP:g} from {CITY}", not odd)


def written(key: str, value: float) -> str:
    """A figure of an indicator as the report shows it."""
    kind = next(one.kind for one in INDICATORS if one.key == key)
    return f"{value:.2%}" if kind in FRACTIONS else f"{value:,.0f}"


def published_checks(data: Data) -> Iterator[Check]:
    """The city's figures against those the Census Bureau publishes for it."""
    city = data.table(CITY).groupby("indicator")["value"].max()
    remedy = f"Look for a damaged census table, or a wrong column in geo/indicators.py. {REBUILD}"
    for key, (low, high) in PUBLISHED.items():
        found = city.get(key, float("nan"))
        allowed = f"{written(key, low)} to {written(key, high)}"
        what = f"{CITY}: {key} as published"
        yield Check(what, written(key, found), allowed, bool(low <= found <= high), remedy)
    exact = data.table(file_of(FIRST))
    for key, people in GROUP_COUNTS.items():
        found = float((exact[key] * exact["population"]).sum())
        rounding = CITY_POPULATION * STEP / 2
        yield Check(
            f"{file_of(FIRST)}: people behind {key}",
            number(round(found)),
            f"{people:,} ± {rounding:.0f}, from rounded shares",
            abs(found - people) <= rounding,
            remedy,
        )


def error_checks(data: Data) -> Iterator[Check]:
    """The measured error of carrying: whole, in order, small, and better than by land."""
    figures = (POPULATION, *GROUPS)
    table = data.table(ERRORS)
    wanted = [(method, figure) for method in CARRYING_METHODS for figure in figures]
    columns = ["mean_error", "rms_error", "worst_error"]
    found = table.groupby(["method", "figure"])[columns].max().reindex(wanted)
    lost = found.index[found.isna().any(axis=1)]
    what = f"{ERRORS}: methods and figures"
    yield Check(what, f"{len(table)} rows", f"{len(wanted)}, none missing", not len(lost))
    mean, rms, worst = (found[column] for column in columns)
    odd = [", ".join(place) for place in found.index[~((mean <= rms) & (rms <= worst))]]
    figure = f"{len(odd)} ({first_few(odd, 2)})" if odd else "0"
    yield Check(f"{ERRORS}: mean over rms, or rms over worst", figure, "0", not odd)
    for name, limits in ERROR_LIMITS.items():
        ours = found[f"{name}_error"][PEOPLE_METHOD]
        yield limited(f"{name} error of the population", float(ours[POPULATION]), limits[0])
        yield limited(f"{name} error of a share", float(ours[list(GROUPS)].max()), limits[1])
    ahead = mean[PEOPLE_METHOD] < mean[LAND_METHOD]
    behind = list(ahead.index[~ahead])
    figure = f"{len(behind)} ({first_few(behind)})" if behind else "0"
    yield Check(f"{ERRORS}: figures land carries as well", figure, "0", not behind)


def limited(what: str, found: float, most: float) -> Check:
    """An error against the largest allowed."""
    remedy = f"The crosswalk of tracts got worse: see geo/pipeline/carriers.py. {REBUILD}"
    return Check(f"{ERRORS}: {what}", f"{found:.3%}", f"at most {most:.1%}", found <= most, remedy)
