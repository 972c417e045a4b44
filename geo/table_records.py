"""What a computed file is made of, and the columns several files share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One column: `low` and `high` are the allowed range of a number."""

    name: str
    meaning: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    missing: bool = False


@dataclass(frozen=True)
class Output:
    """One file of `data/processed`: `key` columns identify a row.

    Rows are sorted by `key` unless `by_key` is false: the order then has a meaning of its own.
    """

    file: str
    title: str
    meaning: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    sources: tuple[str, ...]
    by_key: bool = True


WARD_VINTAGE = Field(
    "vintage", "ward map: 2015 (May 2015 – May 2023) or 2023 (since May 2023)", "year"
)
WARD = Field("ward", "ward number on that map", "", 1, 50)
PEOPLE = Field("population", "people, 2020 census", "people", 0, 90_000)
POPULATION_SHARE = Field("population_share", "share of the ward's people, 2020", "fraction", 0, 1)
AREA_SHARE = Field("area_share", "share of the ward's area", "fraction", 0, 1)
PEOPLE_SOURCES = (
    "vtds_2020",
    "vtd_2020_pl94171",
    "tracts_2020",
    "tract_2020_pl94171",
    "precincts_2023",
    "turnout_2023_02_28",
)
WARD_SOURCES = ("wards_2015", "wards_2023")
