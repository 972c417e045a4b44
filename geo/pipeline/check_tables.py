"""Checks of the computed tables: each by itself, and against one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from geo.analysis.coverage import COVERS, LEVELS
from geo.carrying import CARRYING_METHODS
from geo.elections import BODIES, FIRST_ROUND, RUNOFF
from geo.holdout import METHODS
from geo.pipeline.checks import REBUILD, Check, Data, first_few, is_number
from geo.pipeline.inputs import HEADER_ROWS
from geo.pipeline.outputs import FIRST, LAST
from geo.reference import SIDES
from geo.tables import Field, Output
from geo.view import CONTIGUITIES, ELECTION_KEYS, SHUFFLES
from geo.wards import WARD_NUMBERS

CITY_POPULATION = 2_746_388
"""People in the City of Chicago: US Census Bureau, 2020 census, PL 94-171, table P1."""

IDEAL_WARD = 54_928
"""People per ward the 2023 map was drawn for: a fiftieth of `CITY_POPULATION`."""

IDEAL_RANGE = 0.10
"""A ward further than this fraction from `IDEAL_WARD` cannot be right: the 2022 remap drew every
ward to within a few percent."""

SHARE_ROUNDING = 5e-5
"""Shares are written to six decimals; a sum over the 77 community areas can be off by this much."""

PAIRS = f"crosswalk_{FIRST}_{LAST}.csv"
POPULATION = "ward_population.csv"
AREAS = "ward_areas.csv"
SIDES_FILE = "ward_sides.csv"
NEIGHBOURS = "neighbours.csv"


def schema_checks(data: Data, output: Output) -> Iterator[Check]:
    """One table against its registration in `geo.tables`."""
    cells = data.cells(output.file)
    wanted = [f.name for f in output.fields]
    right = list(cells.columns) == wanted
    yield Check(
        f"{output.file}: columns",
        f"{len(wanted)} as registered" if right else ", ".join(cells.columns),
        f"{len(wanted)} as registered" if right else ", ".join(wanted),
        right,
    )
    table = data.table(output.file)
    keys = list(output.key)
    doubled = table.index[table.duplicated(keys)]
    yield Check(
        f"{output.file}: rows with a doubled key ({', '.join(keys)})",
        counted(doubled),
        "0",
        not len(doubled),
    )
    if output.by_key:
        moved = out_of_order(table[keys])
        yield Check(f"{output.file}: rows out of order", counted(moved), "0", not moved)
    yield missing_check(cells, output)
    for column in output.fields:
        yield range_check(cells, table, output.file, column, data)


def counted(positions: Sequence[int] | pd.Index) -> str:
    """ "0", or how many with their spreadsheet rows."""
    if not len(positions):
        return "0"
    return f"{len(positions)} (row {first_few(int(p) + HEADER_ROWS for p in positions)})"


def out_of_order(keys: pd.DataFrame) -> list[int]:
    """Positions of rows that should come before the row above them."""
    if pd.MultiIndex.from_frame(keys).is_monotonic_increasing:
        return []  # the usual case, without a look at every row of a long table
    rows = list(keys.itertuples(index=False, name=None))
    return [
        at
        for at, (above, below) in enumerate(pairwise(rows), start=1)
        if not any(pd.isna(value) for value in (*above, *below)) and below < above
    ]


def missing_check(cells: pd.DataFrame, output: Output) -> Check:
    """No empty cell, except in columns registered as having some."""
    firm = [f.name for f in output.fields if not f.missing]
    empty = [
        f"row {row + HEADER_ROWS} {name}"
        for name in firm
        for row in np.flatnonzero(cells[name].isna())
    ]
    figure = f"{len(empty)} ({first_few(empty)})" if empty else "0"
    return Check(f"{output.file}: missing values", figure, "0", not empty)


def range_check(
    cells: pd.DataFrame, table: pd.DataFrame, file: str, column: Field, data: Data
) -> Check:
    """Every cell of a column that is not empty is within its range, or one of the words allowed."""
    what = f"{file}: {column.name}"
    words = allowed_words(column.name, data)
    if not is_number(column) or column.name == "vintage":
        found = sorted(cells[column.name].dropna().unique())
        wrong = [word for word in found if words and word not in words]
        figure = first_few(wrong) if wrong else f"{len(found)} different"
        return Check(what, figure, ", ".join(words) or "any text", not wrong)
    low = -np.inf if column.low is None else column.low
    high = np.inf if column.high is None else column.high
    values = table[column.name]
    outside = (
        ~(np.isfinite(values) & (values >= low) & (values <= high)) & cells[column.name].notna()
    )
    figure = f"{number(values.min())} to {number(values.max())}"
    if outside.any():
        figure += f" (row {first_few(table.index[outside] + HEADER_ROWS)})"
    return Check(what, figure, f"{number(low)} to {number(high)}", not outside.any())


def allowed_words(name: str, data: Data) -> tuple[str, ...]:
    """The words a text column may hold; none if it may hold any."""
    return {
        "vintage": tuple(str(v.year) for v in data.maps),
        "side": SIDES,
        "contact": ("border", "corner"),
        "method": (*METHODS, *CARRYING_METHODS),
        "election": ELECTION_KEYS,
        "round": (FIRST_ROUND, RUNOFF),
        "write_in": ("no", "yes"),
        "body": tuple(BODIES),
        "contiguity": CONTIGUITIES,
        "scope": COVERS,
        "level": LEVELS,
        "shuffle": SHUFFLES,
    }.get(name, ())


def number(value: float) -> str:
    """ "80,000", "0.18", "any"."""
    if np.isinf(value):
        return "any"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"


def ward_checks(data: Data) -> Iterator[Check]:
    """Every table of wards has each of the 50 wards of each map."""
    for year in (FIRST, LAST):
        yield all_wards(PAIRS, f"ward_{year}", data.table(PAIRS)[f"ward_{year}"])
    for file in (POPULATION, AREAS, SIDES_FILE, NEIGHBOURS):
        for vintage in data.maps:
            yield all_wards(file, str(vintage.year), data.of_map(file, vintage.year)["ward"])


def all_wards(file: str, of: str, found: pd.Series) -> Check:
    """Wards 1 to 50 are all there, and no other."""
    numbers = set(found.dropna())
    odd = sorted(numbers.symmetric_difference(WARD_NUMBERS))
    figure = str(len(numbers))
    if odd:
        figure += f" (missing or unknown: {first_few(f'{n:g}' for n in odd)})"
    return Check(f"{file}: wards, {of}", figure, "50, numbered 1 to 50", not odd)


def total_checks(data: Data) -> Iterator[Check]:
    """Every table of people sums to the city's official population."""
    yield city_total(PAIRS, data.table(PAIRS))
    for file in (POPULATION, AREAS):
        for vintage in data.maps:
            yield city_total(f"{file}: {vintage.year}", data.of_map(file, vintage.year))


def city_total(what: str, table: pd.DataFrame) -> Check:
    """People in whole numbers that sum to the census count."""
    people = table["population"]
    broken = int((people % 1 != 0).sum())
    total = number(people.sum())
    return Check(
        f"{what}: people in all",
        f"{total}, {broken} rows not whole" if broken else total,
        f"{CITY_POPULATION:,}",
        not broken and people.sum() == CITY_POPULATION,
    )


def ward_total_checks(data: Data) -> Iterator[Check]:
    """The people of a ward are the same in every table."""
    for year in (FIRST, LAST):
        ours = data.table(PAIRS).groupby(f"ward_{year}")["population"].sum()
        yield same_people(f"{PAIRS}: people of each {year} ward", ours, data, year)
    for vintage in data.maps:
        ours = data.of_map(AREAS, vintage.year).groupby("ward")["population"].sum()
        yield same_people(f"{AREAS}: people of each {vintage.year} ward", ours, data, vintage.year)


def same_people(what: str, ours: pd.Series, data: Data, year: int) -> Check:
    """Ward totals of one table against `ward_population.csv`."""
    theirs = data.of_map(POPULATION, year).groupby("ward")["population"].sum()
    gap = ours.sub(theirs, fill_value=0).abs()
    wrong = gap[~(gap == 0)]
    figure = f"largest difference {number(gap.max())}"
    if len(wrong):
        figure += f" (ward {first_few(f'{ward:g}' for ward in wrong.index)})"
    return Check(what, figure, f"0 from {POPULATION}", not len(wrong))


def share_checks(data: Data) -> Iterator[Check]:
    """Shares of one ward: people sum to 1, land to at most 1."""
    for file, key in (
        (PAIRS, [f"ward_{FIRST}"]),
        (AREAS, ["vintage", "ward"]),
        (SIDES_FILE, ["vintage", "ward"]),
    ):
        sums = data.table(file).groupby(key)[["population_share", "area_share"]].sum()
        people, land = sums["population_share"], sums["area_share"]
        off = people[~((people - 1).abs() <= SHARE_ROUNDING)]
        yield Check(
            f"{file}: population_share summed by ward",
            f"{people.min():.6f} to {people.max():.6f}{named(off)}",
            f"1 ± {SHARE_ROUNDING:g}",
            not len(off),
        )
        over = land[~(land <= 1 + SHARE_ROUNDING)]
        yield Check(
            f"{file}: area_share summed by ward",
            f"{land.min():.6f} to {land.max():.6f}{named(over)}",
            f"at most 1 + {SHARE_ROUNDING:g}",
            not len(over),
        )


def named(wards: pd.Series) -> str:
    """ " (ward 3, 2015 ward 7)" for sums that are off; nothing if none is."""
    if not len(wards):
        return ""
    labels = [
        f"{key[0]:g} ward {key[1]:g}" if isinstance(key, tuple) else f"ward {key:g}"
        for key in wards.index
    ]
    return f" ({first_few(labels)})"


def derived_checks(data: Data) -> Iterator[Check]:
    """Shares are the people they stand for, and sides are sums of community areas."""
    for file, key in ((PAIRS, [f"ward_{FIRST}"]), (AREAS, ["vintage", "ward"])):
        table = data.table(file)
        exact = table["population"] / table.groupby(key)["population"].transform("sum")
        gap = (table["population_share"] - exact).abs()
        wrong = gap.index[~(gap <= SHARE_ROUNDING)]
        figure = f"largest difference {gap.max():.1e}"
        if len(wrong):
            figure += f" (row {first_few(wrong + HEADER_ROWS)})"
        what = f"{file}: population_share against population"
        yield Check(what, figure, f"at most {SHARE_ROUNDING:g}", not len(wrong))
    sides = data.table("community_areas.csv").drop_duplicates("community_area")
    side = sides.set_index("community_area")["side"]
    areas = data.table(AREAS)
    key = ["vintage", "ward", "side"]
    shares = ["area_share", "population_share"]
    summed = areas.assign(side=areas["community_area"].map(side)).groupby(key)[shares].sum()
    ours = data.table(SIDES_FILE).groupby(key)[shares].sum()
    gap_by_side = summed.sub(ours, fill_value=0).abs().max(axis=1)
    off = gap_by_side[~(gap_by_side <= SHARE_ROUNDING)]
    where = [f"{year:g} ward {ward:g} {name}" for year, ward, name in off.index]
    yield Check(
        f"{SIDES_FILE}: shares against {AREAS}",
        f"largest difference {gap_by_side.max():.1e}" + (f" ({first_few(where)})" if where else ""),
        f"at most {SHARE_ROUNDING:g}",
        not where,
    )


def published_checks(data: Data) -> Iterator[Check]:
    """Ward populations against what is published about the two maps."""
    exact = data.of_map(POPULATION, FIRST)
    unsure = exact.loc[~(exact["margin"] == 0), "ward"]
    yield Check(
        f"{POPULATION}: {FIRST} wards with a margin",
        str(len(unsure)),
        f"0: the census counts the {FIRST} wards exactly",
        not len(unsure),
    )
    drawn = data.of_map(POPULATION, LAST).groupby("ward")["population"].sum()
    off = (drawn / IDEAL_WARD - 1).abs()
    wrong = off.index[~(off <= IDEAL_RANGE)]
    yield Check(
        f"{POPULATION}: {LAST} wards against the size they were drawn for",
        f"{off.max():.1%} off at most{named(off[wrong])}",
        f"within {IDEAL_RANGE:.0%} of {IDEAL_WARD:,}",
        not len(wrong),
        f"The split of the voting districts went wrong: compare split_error.csv. {REBUILD}",
    )


def neighbour_checks(data: Data) -> Iterator[Check]:
    """If ward A touches ward B along so much border, B touches A along as much."""
    table = data.table(NEIGHBOURS)
    key = ["vintage", "ward", "neighbour"]
    back = table.rename(columns={"ward": "neighbour", "neighbour": "ward"})
    both = table.merge(back, on=key, how="outer", suffixes=("", "_back"), indicator=True)
    alike = (both["_merge"] == "both") & (both["border_m"] == both["border_m_back"])
    wrong = both.loc[~alike | (both["ward"] == both["neighbour"]), key]
    labels = [f"{y:g}: {a:g}–{b:g}" for y, a, b in wrong.itertuples(index=False)]
    figure = f"{len(labels)} ({first_few(labels)})" if labels else "0"
    yield Check(f"{NEIGHBOURS}: pairs unlike from the two sides", figure, "0", not labels)
    corner = table["contact"] == "corner"
    odd = table.index[corner != (table["border_m"] == 0)]
    yield Check(f"{NEIGHBOURS}: corners with a border", counted(odd), "0", not len(odd))
