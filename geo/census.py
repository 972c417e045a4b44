"""The published tables behind the indicators: what areas they count, when, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

CENSUS_2020 = "2020 census"
ACS_2018 = "American Community Survey, 2014–2018"
ACS_2017 = "American Community Survey, 2013–2017"
ACS_2021 = "American Community Survey, 2017–2021"

DISTRICT, TRACT, BLOCK_GROUP, PRECINCT = "district", "tract", "block_group", "precinct"
"""Areas a table can count: voting districts of 2020 (the precincts of the 2015 map), census tracts
of 2020, census block groups of 2010, precincts of 2023."""

NESTED = {2015: DISTRICT, 2023: PRECINCT}
"""Areas that make up the wards of a map without being cut: its own precincts."""

PRECINCT_KEY = ("ward", "precinct")


@dataclass(frozen=True)
class CensusTable:
    """One source with counts.

    Parameters
    ----------
    id : str
        In `data/sources.toml`.
    layer : str
        The areas it counts, one of the constants above.
    vintage : str
        When, in the words a source line uses.
    margins : bool
        Whether each estimate ``…E`` comes with a 90 % margin ``…M``.
    sample : bool
        Whether the figures come from a sample (and would need a margin).
    key : tuple of str
        Columns that name the area.
    """

    id: str
    layer: str
    vintage: str
    margins: bool = False
    sample: bool = False
    key: tuple[str, ...] = ("geoid",)


def _acs(name: str, vintage: str = ACS_2018) -> CensusTable:
    return CensusTable(name, BLOCK_GROUP, vintage, margins=True, sample=True)


TABLES: tuple[CensusTable, ...] = (
    CensusTable("vtd_2020_pl94171", DISTRICT, CENSUS_2020),
    _acs("acs_B15002_2018_bg"),
    _acs("acs_B19058_2018_bg"),
    _acs("acs_B25014_2018_bg"),
    _acs("acs_B25034_2018_bg"),
    _acs("acs_C16002_2018_bg"),
    _acs("acs_C17002_2018_bg"),
    _acs("acs_B19001_2017_bg", ACS_2017),
    CensusTable("rdh_lang_2021_tract", TRACT, ACS_2021, sample=True),
    CensusTable("rdh_pov_2021_tract", TRACT, ACS_2021, sample=True),
    CensusTable("turnout_2019_02_26", DISTRICT, "election of February 26, 2019", key=PRECINCT_KEY),
    CensusTable("turnout_2023_02_28", PRECINCT, "election of February 28, 2023", key=PRECINCT_KEY),
)


def census_table(table_id: str) -> CensusTable:
    """The table of that id (KeyError if there is none)."""
    return {t.id: t for t in TABLES}[table_id]


GROUPS = {
    "latino": ("pop_hisp",),
    "white": ("pop_white",),
    "black": ("pop_black",),
    "asian": ("pop_asian",),
    "native": ("pop_aian",),
    "other": ("pop_nhpi", "pop_other", "pop_two"),
}
"""Six groups that do not overlap and hold everybody, from the eight of the census tables: Latino of
any race; the others not Latino and of one race; Pacific Islanders, some other race and two or more
races together as "other"."""

GROUP_NAMES = {
    "latino": "Latino",
    "white": "White",
    "black": "Black",
    "asian": "Asian",
    "native": "Native",
    "other": "two or more races, or another",
}

EIGHT_GROUPS = tuple(column for columns in GROUPS.values() for column in columns)
"""Seven columns of race plus Latino: every person once."""
