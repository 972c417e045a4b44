"""The committed votes hold what the Board of Election Commissioners published.

Figures are checked against the list of alderpersons, against figures that others printed, and
against the results themselves, counted anew by a few lines that share nothing with the build.
"""

from __future__ import annotations

import csv
import re
import warnings
from collections import Counter, defaultdict
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo import paths
from geo.elections import ELECTIONS, candidates
from geo.sources import source
from geo.vote_figures import election_votes

from_sources = pytest.mark.sources


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(paths.PROCESSED / f"{name}.csv")


@pytest.fixture(scope="module")
def ballots() -> pd.DataFrame:
    return table("ballots")


@pytest.fixture(scope="module")
def precinct_votes() -> pd.DataFrame:
    return table("precinct_votes")


SEATED = {2015: "2015-05-18", 2019: "2019-05-20", 2023: "2023-05-15"}
"""First day of each council."""


@pytest.mark.parametrize("year", SEATED)
def test_every_winner_sat_on_the_first_day_of_the_council(year: int) -> None:
    """The list of alderpersons is another source than the results."""
    with (paths.REFERENCE / "alders.csv").open(encoding="utf-8", newline="") as handle:
        terms = list(csv.DictReader(handle))
    vintage, day = ("2023" if year == 2023 else "2015"), SEATED[year]
    sat = {
        int(t["ward"]): t["name"]
        for t in terms
        if t["vintage"] == vintage and t["from"] <= day and (not t["to"] or t["to"] >= day)
    }
    results = table("council_results").query("year == @year")
    assert dict(zip(results["ward"], results["winner"], strict=True)) == sat
    assert len(sat) == 50


Count = dict[tuple[str, str], Counter[str]]


def counted(folder: Path) -> Count:
    """Votes of every candidate by day and race, straight from the files."""
    found: Count = defaultdict(Counter)
    for path in sorted((folder / "elections").glob("precinct_results_*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                found[row["date"], row["race"]][row["candidate"]] += int(row["votes"])
    return found


DAYS = {
    2015: ("2015-02-24", "2015-04-07"),
    2019: ("2019-02-26", "2019-04-02"),
    2023: ("2023-02-28", "2023-04-04"),
}


@from_sources
def test_totals_and_margins_of_every_ward_counted_anew(sources_folder: Path) -> None:
    found = counted(sources_folder)
    wards = {
        (day, int(re.findall(r"\d+", race)[0])): votes
        for (day, race), votes in found.items()
        if race.startswith("Alder")
    }
    rows = table("council_results").to_dict("records")
    assert len(rows) == 150
    for row in rows:
        first, runoff = DAYS[row["year"]]
        last = (runoff, row["ward"]) in wards
        votes = wards[runoff if last else first, row["ward"]]
        (_, most), (_, next_most) = [*votes.most_common(2), ("", 0)][:2]
        assert row["round"] == ("runoff" if last else "first")
        assert (row["votes"], row["total"]) == (most, sum(votes.values()))
        assert row["margin"] == most - next_most
        assert row["source_id"].endswith((runoff if last else first).replace("-", "_"))


@from_sources
def test_every_race_has_all_its_votes(
    sources_folder: Path, ballots: pd.DataFrame, precinct_votes: pd.DataFrame
) -> None:
    ours = sorted(ballots.groupby(["election", "race"])["votes"].sum())
    theirs = sorted(sum(votes.values()) for votes in counted(sources_folder).values())
    assert ours == theirs
    assert len(ballots) == sum(len(v) for v in counted(sources_folder).values())
    lines = [
        len((sources_folder / source(e.results).file).read_bytes().splitlines()) - 1
        for e in ELECTIONS
    ]
    assert len(precinct_votes) == sum(lines)


PRINTED_COUNCIL = [
    ("2019-first", 9, "Cleopatra Watson", 25.82),
    ("2019-first", 10, "Susan Sadlowski Garza", 68.62),
    ("2019-first", 14, "Tanya Patiño", 29.40),
    ("2019-runoff", 15, "Rafael Yañez", 40.30),
    ("2019-runoff", 20, "Jeanette Taylor", 59.71),
    ("2019-first", 22, "Michael D. Rodríguez", 63.80),
    ("2019-runoff", 25, "Byron Sigcho-Lopez", 54.20),
    ("2019-first", 31, "Colin Bird-Martinez", 26.47),
    ("2019-runoff", 33, "Rossana Rodríguez-Sánchez", 50.06),
    ("2019-first", 35, "Carlos Ramirez-Rosa", 59.43),
    ("2019-first", 37, "Tara Stamps", 40.20),
    ("2019-runoff", 40, "André Vasquez", 53.87),
    ("2019-first", 45, "John Arena", 36.22),
    ("2019-first", 46, "Erika Wozniak Francis", 16.84),
    ("2019-runoff", 47, "Matt Martin", 62.50),
    ("2019-first", 49, "Maria Hadden", 63.40),
    ("2023-first", 10, "Oscar Sanchez", 18.51),
    ("2023-first", 30, "Warren Williams", 23.84),
    ("2023-runoff", 36, "Lori Torres Whitt", 42.69),
]
"""Percentages of the Board's results, worked out by hand beside the lists of endorsements."""


@pytest.mark.parametrize(("key", "ward", "name", "percent"), PRINTED_COUNCIL)
def test_shares_of_endorsed_candidates(
    key: str, ward: int, name: str, percent: float, ballots: pd.DataFrame
) -> None:
    (mine,) = [c for c in candidates(ballots, key, f"ward-{ward}") if c.name == name]
    assert round(100 * mine.share, 2) == percent


PRIMARY = {
    "assessor": {"Fritz Kaegi": 180_630, "Joseph Berrios": 141_872, "Andrea Raila": 82_616},
    "state-house-1": {"Aaron Ortiz": 5_503, "Daniel J. Burke": 4_853},
    "state-house-4": {
        "Delia Ramirez": 7_120,
        "Iris J. Millan": 3_076,
        "Alyx S. Pattison": 2_346,
        "Anne Shaw": 2_294,
    },
    "county-board-1": {"Richard Boykin": 12_343, "Brandon Johnson": 11_084},
    "county-board-7": {"Alma Anaya": 14_159, "Angeles Sandoval": 10_664},
    "us-house-3": {"Dan Lipinski": 22_361, "Marie Newman": 17_292},
}
"""Chicago's part of the Democratic primary of March 20, 2018: Chicago Board of Election
Commissioners, official results."""


@pytest.mark.parametrize("race", PRIMARY)
def test_votes_of_the_primary(
    race: str, ballots: pd.DataFrame, precinct_votes: pd.DataFrame
) -> None:
    found = candidates(ballots, "2018-primary", race)
    assert {c.name: c.votes for c in found} == PRIMARY[race]
    wards = election_votes(precinct_votes, table("precinct_turnout"), "2018-primary").by_ward(race)
    mine = table("primary_2018").query("race == @race")
    assert wards.counts.sum() == mine["votes"].sum() == sum(PRIMARY[race].values())
    assert set(np.flatnonzero(wards.inside) + 1) == set(mine["ward"])


def test_garcia_and_the_assessor_in_chicago(ballots: pd.DataFrame) -> None:
    """Board of Election Commissioners: 38,608 votes in the 4th district; the assessor's race had
    405,118, of which 44.6, 35.0 and 20.4 %."""
    first = candidates(ballots, "2018-primary", "us-house-4")[0]
    assert (first.name, first.votes) == ("Jesús “Chuy” García", 38_608)
    assessor = candidates(ballots, "2018-primary", "assessor")
    assert sum(c.votes for c in assessor) == 405_118
    assert [round(100 * c.share, 1) for c in assessor] == [44.6, 35.0, 20.4]


def test_the_two_closest_runoffs_of_2019() -> None:
    """13 votes in ward 33 and 25 in ward 46: Board of Election Commissioners, April 2, 2019."""
    margins = table("council_results").query("year == 2019").set_index("ward")["margin"]
    assert margins.nsmallest(2).to_dict() == {33: 13, 46: 25}


def test_there_is_no_race_for_mayor_in_february_2019(ballots: pd.DataFrame) -> None:
    keys = {e.key: set(ballots.query("election == @e.key")["race"]) for e in ELECTIONS}
    assert [key for key, found in keys.items() if "mayor" not in found] == [
        "2018-primary",
        "2019-first",
    ]


def test_precincts_of_the_tables_are_those_of_the_shapes_in_their_order(
    precinct_votes: pd.DataFrame,
) -> None:
    for year, key, number in ((2015, "2019-runoff", 2069), (2023, "2023-runoff", 1291)):
        shapes = gpd.read_file(paths.PROCESSED / f"precincts_{year}_display.geojson")
        places = list(zip(shapes["ward"], shapes["precinct"], strict=True))
        assert len(places) == number
        found = election_votes(precinct_votes, table("precinct_turnout"), key)
        assert places == list(zip(found.wards, found.numbers, strict=True))


def test_every_name_has_small_letters_and_no_leftover_mark(ballots: pd.DataFrame) -> None:
    for name in ballots["name"]:
        assert not re.search(r"''|\"|WRITE|Ã|[A-Z]{4}", name), name
        assert name == name.strip()
    nick = ballots[ballots["name"].str.contains("“")]["name"]
    assert nick.str.fullmatch(r"[^“”]+ “[^“”]+” [^“”]+").all()


SPLIT = {
    "us-house-4": {(22, 12)},
}
"""Precincts mostly inside a district whose voters all got the ballot of the next one."""

NO_LAND = {
    "county-board-7": {(13, 40)},
}
"""Precincts that voted in a race though the drawing of the district only passes beside them."""

MIXED_SHARE = 0.5


@pytest.fixture(scope="module")
def inside(sources_folder: Path) -> dict[str, pd.Series]:
    """Share of each precinct's land in each district, by race; index (ward, precinct)."""
    shapes, districts = precincts_and_districts(sources_folder)
    keys = pd.MultiIndex.from_frame(shapes[["WARD", "PRECINCT"]])
    land = shapes.geometry.to_numpy()
    return {
        race: pd.Series(shapely.area(shapely.intersection(land, shape)) / shapely.area(land), keys)
        for race, shape in districts.items()
    }


def places_of(race: str) -> set[tuple[int, int]]:
    """Precincts that voted in a race of the primary."""
    mine = table("precinct_votes").query("election == '2018-primary' and race == @race")
    return set(zip(mine["ward"], mine["precinct"], strict=True))


DISTRICT_RACES = sorted(race for race in [*PRIMARY, "us-house-4"] if race != "assessor")


@from_sources
@pytest.mark.parametrize("race", DISTRICT_RACES)
def test_the_precincts_of_a_race_are_those_inside_its_district(
    race: str, inside: dict[str, pd.Series]
) -> None:
    """Which precincts got a district's ballot is the Board's own word on where its lines run: all
    that are mostly inside did, and none that is wholly outside, but for two named above."""
    voted, share = places_of(race), inside[race]
    assert set(share.index[share > MIXED_SHARE]) - voted == SPLIT.get(race, set())
    outside = set(share.index[share < 1e-6])
    assert voted & outside == NO_LAND.get(race, set())


@from_sources
@pytest.mark.parametrize("race", DISTRICT_RACES)
def test_people_of_a_district_are_between_its_whole_and_all_its_precincts(
    race: str, inside: dict[str, pd.Series], sources_folder: Path
) -> None:
    """The census counts people by precinct. A district has at least those of the precincts wholly
    inside and at most those of all that voted in its race, give or take a hundredth: the two
    layers are drawn by two publishers."""
    people = people_by_precinct(sources_folder)
    whole = people.reindex(inside[race].index[inside[race] > 0.999]).sum()
    most = people.reindex(list(places_of(race))).sum()
    rows = table("district_overlap").query("race == @race")
    for _, mine in rows.groupby("vintage"):
        assert 0.99 * whole <= mine["population"].sum() <= 1.01 * most
    assert rows["vintage"].nunique() == 2


def people_by_precinct(folder: Path) -> pd.Series:
    """People of 2020 by (ward, precinct) of the 2015 map."""
    counts = pd.read_csv(folder / source("vtd_2020_pl94171").file, dtype={"geoid": str})
    names = gpd.read_file(folder / source("vtds_2020").file, ignore_geometry=True)
    joined = names.merge(counts, on="geoid", validate="1:1")
    keys = [joined["ward_2015"].astype(int), joined["precinct_2015"].astype(int)]
    return pd.Series(joined["pop"].to_numpy(), pd.MultiIndex.from_arrays(keys))


OFFICES = {"US House": "us-house", "Illinois House": "state-house"}


def precincts_and_districts(
    folder: Path,
) -> tuple[gpd.GeoDataFrame, dict[str, shapely.Geometry]]:
    """Straight from the sources, in metres."""
    file = folder / source("precincts_2012_2022").file
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shapes = gpd.read_file(f"zip://{file}").to_crs(26971)
    layer = gpd.read_file(folder / source("districts_2018").file).to_crs(26971)
    names = [
        f"{OFFICES.get(body, 'county-board')}-{number}"
        for body, number in zip(layer["body"], layer["district"], strict=True)
    ]
    return shapes, dict(zip(names, layer.geometry, strict=True))


@pytest.mark.parametrize(
    ("race", "vintage", "ward"),
    [("state-house-4", 2015, 26), ("county-board-1", 2015, 37), ("us-house-4", 2015, 22)],
)
def test_wards_known_to_lie_in_a_district(race: str, vintage: int, ward: int) -> None:
    rows = table("district_overlap").query("race == @race and vintage == @vintage")
    assert rows.set_index("ward")["population_share"][ward] > 0.5
