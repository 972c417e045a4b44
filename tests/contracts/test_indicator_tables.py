"""The indicator tables: as registered, near what others published, and checked before use."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import maup
import numpy as np
import pandas as pd
import pytest
from tobler.area_weighted import area_interpolate

from geo import paths
from geo.apportion import apportion, shares
from geo.census import GROUPS
from geo.indicators import FRACTIONS, INDICATORS, MEDIAN, Indicator
from geo.overlay import intersect
from geo.pipeline import validate
from geo.pipeline.checks import Check, Data, gather
from geo.pipeline.inputs import read_tracts, read_wards
from geo.raking import Floats
from geo.sources import source
from geo.tables import fields_of, output
from geo.wards import vintage, vintages

from_sources = pytest.mark.sources
each_map = pytest.mark.parametrize("year", [2015, 2023])
each = pytest.mark.parametrize("one", INDICATORS, ids=[one.key for one in INDICATORS])


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(paths.PROCESSED / f"{name}.csv")


def of_wards(year: int) -> pd.DataFrame:
    return table(f"indicators_{year}").set_index("ward")


def of_city(key: str) -> float:
    return float(table("indicators_city").set_index("indicator")["value"][key])


def read_source(folder: Path, source_id: str) -> pd.DataFrame:
    return pd.read_csv(folder / source(source_id).file)


# As registered


@each_map
def test_a_table_has_fifty_wards_and_the_registered_columns(year: int) -> None:
    found = table(f"indicators_{year}")
    assert found["ward"].tolist() == list(range(1, 51))
    assert list(found) == ["ward", *(f.name for one in INDICATORS for f in fields_of(one))]


@each_map
@each
def test_every_ward_has_a_figure_in_the_range_of_its_kind(one: Indicator, year: int) -> None:
    values = of_wards(year)[one.key]
    assert values.notna().all()
    assert values.min() >= 0
    assert values.nunique() > 25
    if one.kind in FRACTIONS:
        assert values.max() <= 1
    if one.kind == MEDIAN:
        assert values.between(10_000, 200_000).all()


@each_map
@each
def test_a_margin_belongs_to_a_sample_whose_publisher_gives_one(one: Indicator, year: int) -> None:
    found = of_wards(year)
    assert (f"{one.key}_moe" in found) == (f"{one.key}_cv" in found) == one.sampled
    if one.sampled:
        margins = found[[f"{one.key}_moe", f"{one.key}_cv"]]
        assert margins.notna().all(axis=None) if one.has_margins else margins.isna().all(axis=None)


@each
def test_the_city_has_a_margin_where_its_wards_have_one_and_a_smaller_one(one: Indicator) -> None:
    city = table("indicators_city").set_index("indicator").loc[one.key]
    assert pd.notna(city["moe"]) == pd.notna(city["cv"]) == one.has_margins
    if one.has_margins:
        assert city["moe"] < of_wards(2015)[f"{one.key}_moe"].min()


# What others published


@each_map
def test_people_of_the_city_by_group(year: int) -> None:
    """US Census Bureau, 2020 census, PL 94-171, tables P1 and P2, place 1714000 (Chicago). Shares
    are rounded to five decimals and, on the 2023 map, multiplied with estimates of people."""
    found = of_wards(year)
    assert found["population"].sum() == 2_746_388
    near = 14 if year == 2015 else 1_000
    for key, people in {
        "latino_share": 819_518,
        "white_share": 863_622,
        "black_share": 787_551,
        "asian_share": 189_857,
    }.items():
        assert (found[key] * found["population"]).sum() == pytest.approx(people, abs=near)
        assert of_city(key) == pytest.approx(people / 2_746_388, abs=1e-5)


def test_published_figures_of_the_city() -> None:
    """US Census Bureau, American Community Survey, place 1714000 (Chicago). 2014–2018: 19.5 % below
    poverty, 38.4 % with a bachelor's degree or more, 54.9 to 55.2 % of homes rented. 2013–2017: a
    median household income of $52,497; ours is interpolated in brackets."""
    assert of_city("poverty_share") == pytest.approx(0.195, abs=0.001)
    assert of_city("bachelor_share") == pytest.approx(0.384, abs=0.001)
    assert 0.549 <= of_city("renter_share") <= 0.552
    assert of_city("median_income") == pytest.approx(52_497, rel=0.02)


@from_sources
def test_census_figures_of_the_2015_wards_are_the_sums_of_their_districts(
    sources_folder: Path,
) -> None:
    """The voting districts are the precincts of that map; their ids hold the ward's number."""
    counts = read_source(sources_folder, "vtd_2020_pl94171").astype({"geoid": str})
    shapes = gpd.read_file(sources_folder / source("vtds_2020").file, ignore_geometry=True)
    ward = counts["geoid"].map(shapes.set_index("geoid")["ward_2015"]).astype(int)
    exact = counts.drop(columns="geoid").groupby(ward).sum()
    assert exact[["pop_hisp", "pop_white", "pop_black", "pop_asian"]].sum().tolist() == [
        819_518,
        863_622,
        787_551,
        189_857,
    ]
    ours = of_wards(2015)
    assert ours["population"].tolist() == exact["pop"].tolist()
    assert ours["vap"].tolist() == exact["vap"].tolist()
    for group, columns in GROUPS.items():
        share = exact[list(columns)].sum(axis=1) / exact["pop"]
        assert ours[f"{group}_share"].to_numpy() == pytest.approx(share.to_numpy(), abs=1e-5)


@from_sources
def test_turnout_of_2019_on_its_own_map_is_exact(sources_folder: Path) -> None:
    cast = read_source(sources_folder, "turnout_2019_02_26").groupby("ward").sum()
    exact = cast["ballots_cast"] / cast["registered_voters"]
    assert of_wards(2015)["turnout_2019"].to_numpy() == pytest.approx(exact.to_numpy(), abs=1e-5)


@from_sources
def test_voters_of_2023_on_their_own_map_are_those_of_the_election_board(
    sources_folder: Path,
) -> None:
    """Precincts nest in the 2023 wards, but were drawn apart from them: ours may be 0.5 % off."""
    cast = read_source(sources_folder, "turnout_2023_02_28").groupby("ward").sum()
    ours = of_wards(2023)
    voters, turnout = ours["registered_voters"].to_numpy(), ours["turnout_2023"].to_numpy()
    exact = (cast["ballots_cast"] / cast["registered_voters"]).to_numpy()
    assert voters == pytest.approx(cast["registered_voters"].to_numpy(), rel=0.005)
    assert turnout == pytest.approx(exact, abs=0.001)


# The method

PEOPLE = "people: voters fitted to tracts and districts"
LAND = "land area of the tract"


def errors_of(method: str) -> pd.DataFrame:
    found = table("carrying_error").query("method == @method").set_index("figure")
    assert list(found.index) == ["population", *GROUPS]
    return found


def test_carrying_by_people_stays_as_good_as_it_was() -> None:
    ours = errors_of(PEOPLE)
    assert ours["mean_error"]["population"] <= 0.001
    assert ours["worst_error"]["population"] <= 0.005
    assert ours["mean_error"][list(GROUPS)].max() <= 0.008
    assert ours["worst_error"][list(GROUPS)].max() <= 0.047


def test_carrying_by_people_beats_land_on_every_mean() -> None:
    assert (errors_of(PEOPLE)["mean_error"] < errors_of(LAND)["mean_error"]).all()


@pytest.fixture(scope="module")
def real_layers(sources_folder: Path) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """The county's tracts that meet the city, and the 2015 wards as published."""
    wards = read_wards(sources_folder, vintage(2015))
    tracts = read_tracts(sources_folder)
    meet = np.unique(tracts.sindex.query(wards.geometry, predicate="intersects")[1])
    return tracts.iloc[meet].reset_index(drop=True), wards


@pytest.fixture(scope="module")
def by_land(real_layers: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]) -> Floats:
    """People of the 2015 wards if tracts are divided by bare land."""
    tracts, wards = real_layers
    land = intersect(tracts.geometry.to_numpy(), wards.geometry.to_numpy())
    crosswalk = shares(land.a, land.b, land.area_m2, tracts.geometry.area.to_numpy())
    return apportion(tracts["population"].to_numpy(float), crosswalk)


@from_sources
def test_land_weights_of_the_real_city_agree_with_tobler(
    real_layers: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame], by_land: Floats
) -> None:
    tracts, wards = real_layers
    counts = tracts.astype({"population": float})
    theirs = area_interpolate(
        counts, wards, extensive_variables=["population"], allocate_total=False
    )["population"]
    assert by_land == pytest.approx(theirs.to_numpy(), abs=0.01)


@from_sources
def test_land_weights_of_the_real_city_agree_with_maup(
    real_layers: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame], by_land: Floats
) -> None:
    tracts, wards = real_layers
    pieces = maup.intersections(tracts, wards, area_cutoff=0)
    whole = tracts.area.loc[pieces.index.get_level_values("source")].to_numpy()
    theirs = maup.prorate(pieces, tracts["population"].astype(float), pieces.area / whole)
    assert by_land == pytest.approx(theirs.to_numpy(), abs=0.01)


@from_sources
def test_the_published_error_of_land_is_that_of_the_oracles(by_land: Floats) -> None:
    exact = table("ward_population").query("vintage == 2015")["population"].to_numpy()
    size = np.abs(by_land / exact - 1)
    land = errors_of(LAND).loc["population"]
    assert land["mean_error"] == pytest.approx(size.mean(), abs=1e-4)
    assert land["worst_error"] == pytest.approx(size.max(), abs=1e-4)


# The checks before use


@pytest.fixture
def processed(tmp_path: Path) -> Path:
    """A copy of the computed tables, free to be spoiled."""
    for file in paths.PROCESSED.glob("*.*"):
        if file.suffix != ".zip" and file.name != "build.json":
            shutil.copy(file, tmp_path)
    return tmp_path


def failed(folder: Path) -> list[Check]:
    groups = validate.table_groups(Data(folder, vintages()))
    return validate.failures([check for title, group in groups for check in gather(title, group)])


Change = Callable[[pd.DataFrame], pd.DataFrame]


def set_to(row: int, **cells: float) -> Change:
    """Set cells of one row, counted from 1."""

    def change(found: pd.DataFrame) -> pd.DataFrame:
        found.loc[row - 1, list(cells)] = list(cells.values())
        return found

    return change


def add_to(row: int, **cells: float) -> Change:
    """Add to cells of one row, counted from 1."""

    def change(found: pd.DataFrame) -> pd.DataFrame:
        found.loc[row - 1, list(cells)] += list(cells.values())
        return found

    return change


def drop_row(row: int) -> Change:
    return lambda found: found.drop(index=row - 1)


def swap_groups(found: pd.DataFrame) -> pd.DataFrame:
    """Latino and Asian residents change places: only published figures can tell."""
    columns = ["latino_share", "asian_share"]
    found[columns] = found[columns[::-1]].to_numpy()
    return found


def scale_land_errors(found: pd.DataFrame) -> pd.DataFrame:
    found.loc[found["method"] == LAND, ["mean_error", "rms_error", "worst_error"]] /= 100
    return found


WARDS_2015, WARDS_2023 = "indicators_2015.csv", "indicators_2023.csv"
CITY, ERRORS = "indicators_city.csv", "carrying_error.csv"
BASES = "share_bases.csv"

SPOILED: dict[str, tuple[str, Change, str, str]] = {
    "a lost ward": (WARDS_2015, drop_row(9), f"{WARDS_2015}: wards, 2015", "unknown: 9"),
    "a lost indicator": (CITY, drop_row(4), f"{CITY}: indicators", "latino_share"),
    "a lost margin": (
        WARDS_2023,
        set_to(3, renter_share_moe=np.nan),
        f"{WARDS_2023}: margins missing or too many",
        "row 4 renter_share",
    ),
    "a margin nobody published": (
        WARDS_2015,
        set_to(3, spanish_share_moe=0.01),
        f"{WARDS_2015}: margins missing or too many",
        "row 4 spanish_share",
    ),
    "a reliability of another margin": (
        WARDS_2015,
        add_to(50, crowded_share_cv=0.05),
        f"{WARDS_2015}: reliability unlike the margin",
        "row 51 crowded_share",
    ),
    "groups over one": (
        WARDS_2023,
        add_to(8, other_share=0.001),
        f"{WARDS_2023}: shares of 6 groups",
        "row 9",
    ),
    "a wrong largest group": (
        WARDS_2015,
        add_to(2, largest_group_share=-0.01),
        f"{WARDS_2015}: largest_group_share",
        "row 3",
    ),
    "more adults than people": (
        WARDS_2015,
        set_to(6, vap=60_000),
        f"{WARDS_2015}: wards with vap over population",
        "row 7",
    ),
    "more poor than nearly poor": (
        WARDS_2023,
        set_to(6, low_income_share=0.01),
        f"{WARDS_2023}: wards with poverty_share over low_income_share",
        "row 7",
    ),
    "another person": (
        WARDS_2023,
        add_to(20, population=1),
        f"{WARDS_2023}: people of each ward",
        "ward 20",
    ),
    "a voter too many": (
        WARDS_2015,
        add_to(20, registered_voters=1),
        f"{WARDS_2015}: registered_voters of all wards",
        "1,581,565",
    ),
    "a city unlike its wards": (
        CITY,
        set_to(26, value=0.9),
        f"{CITY}: shares out of the range of {WARDS_2023}",
        "turnout_2019",
    ),
    "a wrong column for a degree": (
        CITY,
        set_to(20, value=0.34),
        f"{CITY}: bachelor_share as published",
        "34.00%",
    ),
    "an income in another year's dollars": (
        CITY,
        add_to(16, value=3_000),
        f"{CITY}: median_income as published",
        "56,239",
    ),
    "groups that changed places": (
        WARDS_2015,
        swap_groups,
        f"{WARDS_2015}: people behind asian_share",
        "819,5",
    ),
    "a base of another count": (
        BASES,
        set_to(34, renter_share_base=90_000),
        f"{BASES}: shares of the 2015 wards put together",
        "renter_share",
    ),
    "a share over one": (
        WARDS_2015,
        set_to(1, turnout_2023=1.2),
        f"{WARDS_2015}: turnout_2023",
        "row 2",
    ),
    "a method not measured": (ERRORS, drop_row(3), f"{ERRORS}: methods and figures", "20 rows"),
    "a mean over the worst": (
        ERRORS,
        set_to(1, mean_error=0.9),
        f"{ERRORS}: mean over rms, or rms over worst",
        "land area of the tract, population",
    ),
    "people carried worse": (
        ERRORS,
        set_to(15, worst_error=0.006),
        f"{ERRORS}: worst error of the population",
        "0.600%",
    ),
    "a group carried worse": (
        ERRORS,
        set_to(18, mean_error=0.0081),
        f"{ERRORS}: mean error of a share",
        "0.810%",
    ),
    "land as good as people": (
        ERRORS,
        scale_land_errors,
        f"{ERRORS}: figures land carries as well",
        "latino",
    ),
}


def test_the_committed_tables_pass_every_check(processed: Path) -> None:
    assert failed(processed) == []


@pytest.mark.parametrize("fault", SPOILED)
def test_a_planted_fault_is_named(fault: str, processed: Path) -> None:
    file, change, what, words = SPOILED[fault]
    change(pd.read_csv(processed / file)).to_csv(processed / file, index=False)
    checks = {check.what: check for check in failed(processed)}
    assert what in checks, f"failed instead: {sorted(checks)}"
    assert words in checks[what].figure
    assert checks[what].remedy


@pytest.mark.parametrize("file", [WARDS_2015, WARDS_2023, CITY, ERRORS, BASES])
def test_a_lost_table_fails_and_does_not_stop_the_other_checks(file: str, processed: Path) -> None:
    (processed / file).unlink()
    found = failed(processed)
    assert {check.figure for check in found} == {"cannot be checked"}
    assert all(f"{file} is not in" in check.remedy for check in found)


def test_a_table_names_every_source_of_its_figures() -> None:
    used = {source_id for one in INDICATORS for source_id in one.sources}
    for file in (WARDS_2015, WARDS_2023, CITY, BASES):
        assert used <= set(output(file).sources)
