"""The tables the atlas computes: what each holds, column by column.

The data dictionary, the checks of `validate` and the contract tests all read this registry.
"""

from __future__ import annotations

from geo.cluster_tables import CLUSTERING_OUTPUT
from geo.indicators import COUNT, DENSITY, INDICATORS, MEDIAN, SHARES, Indicator
from geo.table_records import (
    AREA_SHARE,
    PEOPLE,
    PEOPLE_SOURCES,
    POPULATION_SHARE,
    WARD,
    WARD_SOURCES,
    WARD_VINTAGE,
    Field,
    Output,
)
from geo.vote_tables import VOTE_OUTPUTS

__all__ = ["FIRST_MAP", "OUTPUTS", "Field", "Output", "fields_of", "indicator_output", "output"]

INDICATOR_SOURCES = tuple(
    dict.fromkeys(
        (*PEOPLE_SOURCES, "block_groups_2010", *(s for i in INDICATORS for s in i.sources))
    )
)
"""Sources of the indicator tables; their figures come with the people they are carried by."""

HIGHEST = {COUNT: 100_000, DENSITY: 50_000, MEDIAN: 250_000}
"""What no ward comes near: a larger figure is a mistake."""


def indicator_fields() -> tuple[Field, ...]:
    """Columns of the indicator tables, from the registry."""
    return tuple(f for one in INDICATORS for f in fields_of(one))


def fields_of(one: Indicator) -> tuple[Field, ...]:
    """An indicator's column and, for samples, those of its margin and its reliability."""
    unit = one.unit or "fraction"
    high = HIGHEST.get(one.kind, 1)
    value = Field(one.key, f"{one.label}: {one.formula}; {one.vintage}", unit, 0, high, True)
    if not one.sampled:
        return (value,)
    known = "" if one.has_margins else " (the publisher gives none: blank)"
    return (
        value,
        Field(f"{one.key}_moe", f"90 % margin of {one.key}{known}", unit, 0, high, True),
        Field(f"{one.key}_cv", f"standard error ÷ {one.key}{known}", "fraction", 0, 20, True),
    )


def base_fields() -> tuple[Field, ...]:
    """What each share is out of, and the margin of that count where one is published."""
    return tuple(f for one in SHARES for f in base_of(one))


def base_of(one: Indicator) -> tuple[Field, ...]:
    """The base of one share."""
    base = Field(f"{one.key}_base", f"{one.denominator}, what {one.key} is out of", "", 0, 100_000)
    if not one.has_margins:
        return (base,)
    margin = f"90 % sampling margin of {base.name}"
    return (base, Field(f"{base.name}_moe", margin, "", 0, 10_000))


def indicator_output(year: int) -> Output:
    """The table of one ward map."""
    exact = "exact on this map" if year == FIRST_MAP else "estimated on this map"
    return Output(
        f"indicators_{year}.csv",
        f"Indicators by ward, {year} map",
        f"Who lives in each ward of the {year} map. Figures of the 2020 census are {exact}; those "
        "of the American Community Survey are carried from block groups and tracts by the people "
        "inside.",
        ("ward",),
        (WARD, *indicator_fields()),
        (*INDICATOR_SOURCES, *WARD_SOURCES),
    )


FIRST_MAP = 2015
"""The ward map the voting districts of 2020 nest in."""

OUTPUTS: tuple[Output, ...] = (
    Output(
        "crosswalk_2015_2023.csv",
        "Crosswalk between the ward maps",
        "Where the people and the land of each 2015 ward are on the 2023 map. Sums to the city's "
        "2,746,388 people.",
        ("ward_2015", "ward_2023"),
        (
            Field("ward_2015", "ward on the 2015 map", "", 1, 50),
            Field("ward_2023", "ward on the 2023 map", "", 1, 50),
            PEOPLE,
            Field("population_share", "share of the 2015 ward's people", "fraction", 0, 1),
            Field("area_share", "share of the 2015 ward's area", "fraction", 0, 1),
        ),
        PEOPLE_SOURCES + WARD_SOURCES,
    ),
    Output(
        "ward_sides.csv",
        "Wards and the nine sides of the city",
        "How much of each ward lies on each of the nine sides, by community area.",
        ("vintage", "ward", "side"),
        (
            WARD_VINTAGE,
            WARD,
            Field("side", "one of the nine sides of the city"),
            AREA_SHARE,
            POPULATION_SHARE,
        ),
        (*PEOPLE_SOURCES, *WARD_SOURCES, "community_areas", "community_area_sides"),
    ),
    Output(
        "ward_areas.csv",
        "Wards and community areas",
        "How many of each ward's people live in each community area; regional organizations are "
        "carried to wards with it.",
        ("vintage", "ward", "community_area"),
        (
            WARD_VINTAGE,
            WARD,
            Field("community_area", "official community area number", "", 1, 77),
            PEOPLE,
            POPULATION_SHARE,
            AREA_SHARE,
        ),
        (*PEOPLE_SOURCES, *WARD_SOURCES, "community_areas"),
    ),
    Output(
        "community_areas.csv",
        "Community areas",
        "The 77 community areas with the side the City's redistricting project puts them on.",
        ("community_area",),
        (
            Field("community_area", "official community area number", "", 1, 77),
            Field("name", "name"),
            Field("side", "one of the nine sides of the city"),
        ),
        ("community_areas", "community_area_sides"),
    ),
    Output(
        "ward_population.csv",
        "Ward populations",
        "People of each ward in 2020: exact on the 2015 map, estimated on the 2023 map.",
        ("vintage", "ward"),
        (
            WARD_VINTAGE,
            WARD,
            PEOPLE,
            Field("margin", "90 % margin of the estimate; 0 where exact", "people", 0, 5_000),
            Field("area_km2", "area within the city limits", "km²", 1, 60),
        ),
        PEOPLE_SOURCES + WARD_SOURCES,
    ),
    Output(
        "neighbours.csv",
        "Neighboring wards",
        "Which wards touch, and along how much border.",
        ("vintage", "ward", "neighbour"),
        (
            WARD_VINTAGE,
            WARD,
            Field("neighbour", "ward that touches it", "", 1, 50),
            Field("border_m", "length of the shared border; 0 for a corner", "m", 0, 30_000),
            Field("contact", "border, or corner where 1 m or less is shared"),
        ),
        WARD_SOURCES,
    ),
    Output(
        "split_error.csv",
        "Measured error of splitting a voting district",
        "Districts merged in pairs, split back by each method and compared with the census count.",
        ("method",),
        (
            Field("method", "how the people of a unit are divided between its parts"),
            Field("districts", "parts compared", "", 1),
            Field("mean_error", "mean absolute error of a part", "people", 0),
            Field("p90_error", "nine in ten parts are closer than this", "people", 0),
            Field("worst_error", "worst part", "people", 0),
            Field(
                "mean_error_share", "mean absolute error as a share of the unit", "fraction", 0, 1
            ),
            Field("rms_error_share", "root mean square of the same", "fraction", 0, 1),
        ),
        PEOPLE_SOURCES,
        by_key=False,
    ),
    indicator_output(2015),
    indicator_output(2023),
    Output(
        "indicators_city.csv",
        "Indicators of the whole city",
        "Each indicator for Chicago, computed like a ward's, with its sampling margin.",
        ("indicator",),
        (
            Field("indicator", "key of the indicator"),
            Field("value", "its value for the city", "as the indicator", 0, 3_000_000, True),
            Field(
                "moe", "90 % margin from sampling; blank where none is published", "", 0, None, True
            ),
            Field("cv", "standard error ÷ value", "fraction", 0, 20, True),
        ),
        INDICATOR_SOURCES,
        by_key=False,
    ),
    Output(
        "share_bases.csv",
        "What the shares are out of",
        "The count each share is a part of, by ward: with it, shares of several wards are put "
        "together by summing first and dividing last.",
        ("vintage", "ward"),
        (WARD_VINTAGE, WARD, *base_fields()),
        (*INDICATOR_SOURCES, *WARD_SOURCES),
    ),
    Output(
        "carrying_error.csv",
        "Measured error of carrying figures from tracts to wards",
        "Counts by race of the 2020 census, carried from tracts to the 2015 wards and compared "
        "with the exact sums of voting districts.",
        ("method", "figure"),
        (
            Field("method", "what a tract's people are divided by between wards"),
            Field("figure", "the population, or the share of a group"),
            Field("mean_error", "mean absolute error of a ward", "fraction", 0, 1),
            Field("worst_error", "worst ward", "fraction", 0, 1),
            Field("rms_error", "root mean square of the error", "fraction", 0, 1),
        ),
        (*PEOPLE_SOURCES, "wards_2015"),
        by_key=False,
    ),
    *VOTE_OUTPUTS,
    CLUSTERING_OUTPUT,
)


def output(file: str) -> Output:
    """The registered output of that file name (KeyError if there is none)."""
    return {o.file: o for o in OUTPUTS}[file]
