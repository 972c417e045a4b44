"""The built tables hold figures that somebody else published, and the columns readers rely on."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo import paths
from geo.sources import source

from_sources = pytest.mark.sources


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(paths.PROCESSED / f"{name}.csv")


@pytest.mark.parametrize("year", [2015, 2023])
def test_people_of_the_city(year: int) -> None:
    """Chicago had 2,746,388 people: US Census Bureau, 2020 census, PL 94-171, table P1, place
    1714000 (Chicago city, Illinois)."""
    official = 2_746_388
    people = table("ward_population").query("vintage == @year")["population"]
    areas = table("ward_areas").query("vintage == @year")["population"]
    assert people.sum() == areas.sum() == table("crosswalk_2015_2023")["population"].sum()
    assert people.sum() == official


@from_sources
def test_voting_districts_of_the_city(sources_folder: Path) -> None:
    """Chicago has 2,069 voting districts: US Census Bureau, 2020 census PL 94-171, summary level
    700; the City had as many precincts from 2012 to 2022 (data portal, uvpq-qeeq)."""
    counts = pd.read_csv(sources_folder / source("vtd_2020_pl94171").file)
    assert counts["geoid"].nunique() == len(counts) == 2069


@pytest.mark.parametrize(("year", "square_miles"), [(2015, 230.9), (2023, 231.4)])
def test_area_of_the_city(year: int, square_miles: float) -> None:
    """City of Chicago, data portal: ward boundaries sp34-6z76 cover 230.9 square miles, p293-wvbd
    231.4. A square mile is 2.589988 square kilometers."""
    km2 = table("ward_population").query("vintage == @year")["area_km2"].sum()
    assert km2 / 2.589988 == pytest.approx(square_miles, rel=0.005)


def test_ward_34_moved_across_the_city() -> None:
    """The City Council's remap of May 2022 took ward 34 from the Far South Side to the West Loop
    and downtown: nobody lives in both, and no land is shared."""
    pairs = table("crosswalk_2015_2023")
    assert pairs.query("ward_2015 == 34 and ward_2023 == 34").empty
    sides = table("ward_sides").query("ward == 34")
    assert set(sides.query("vintage == 2015")["side"]) <= {"Far Southeast", "Far Southwest"}
    assert set(sides.query("vintage == 2023")["side"]) <= {"Central", "West"}


def test_every_ward_of_2023_is_near_the_size_it_was_drawn_for() -> None:
    """The 2022 remap drew every ward to within a few percent of 54,928 people, a fiftieth of the
    city's 2020 count; ours are estimates, so 10 % is allowed."""
    people = table("ward_population").query("vintage == 2023")["population"]
    assert people.between(54_928 * 0.9, 54_928 * 1.1).all()


def test_columns_the_readers_of_the_tables_rely_on() -> None:
    assert list(table("crosswalk_2015_2023")) == [
        "ward_2015",
        "ward_2023",
        "population",
        "population_share",
        "area_share",
    ]
    assert list(table("ward_sides")) == [
        "vintage",
        "ward",
        "side",
        "area_share",
        "population_share",
    ]
