"""The districts of March 2018: how much of each ward is in them, and their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.boundaries import read_boundaries
from geo.elections import BODIES, PRIMARY_RACES, race_slug
from geo.errors import BuildError
from geo.overlay import intersect
from geo.pipeline.inputs import path_of, require_columns, require_unique, whole_numbers
from geo.pipeline.outputs import SLIVER_SHARE, Pieces, land_shares, tidy

SOURCE = "districts_2018"

LINE_TOLERANCE_M = 60.0
"""District lines are drawn over a map of the whole city; this is half a city block."""

AROUND_CITY_M = 3_000.0
"""How far district lines run on outside the city: enough to see where they go."""

OVERLAP_KEY = ["body", "district", "race", "vintage", "ward"]


def read_districts(folder: Path) -> gpd.GeoDataFrame:
    """The districts, EPSG:26971: `body`, `district` (number), `race` (slug); by body and number.

    Raises
    ------
    BuildError
        If a column is missing, a body is unknown, a district is doubled, or the six districts of
        the races we hold are not all there.
    """
    path = path_of(folder, SOURCE)
    frame = read_boundaries(path)
    require_columns(frame, ["body", "district"], path)
    districts = frame[["body", "district", "geometry"]].copy()
    districts["district"] = whole_numbers(districts["district"], "district", path)
    require_unique(districts, ["body", "district"], path)
    districts["race"] = [
        race_slug(BODIES.get(str(body), "unknown"), int(number))
        for body, number in zip(districts["body"], districts["district"], strict=True)
    ]
    wanted = {race for race in PRIMARY_RACES if race[-1].isdigit()}
    if set(districts["race"]) != wanted:
        raise BuildError(
            f"{path.name} should hold the districts {', '.join(sorted(wanted))} of "
            f"{', '.join(BODIES)}. It holds {', '.join(sorted(districts['race']))}. Restore the "
            f"file that data/sources.toml names for {SOURCE}."
        )
    return districts.sort_values(["body", "district"], ignore_index=True)


def people_in(pieces: Pieces, districts: gpd.GeoDataFrame) -> pd.DataFrame:
    """Put the people of every piece into the districts, by area within the piece.

    Returns
    -------
    DataFrame
        One row per piece and district that meet: `piece`, `at` (positions), `share` of the
        piece's area, `people` (not rounded).
    """
    found = intersect(pieces.geometry, districts.geometry.to_numpy())
    share = found.area_m2 / shapely.area(pieces.geometry)[found.a]
    return pd.DataFrame(
        {
            "piece": found.a,
            "at": found.b,
            "share": np.minimum(share, 1.0),
            "people": pieces.people[found.a] * np.minimum(share, 1.0),
        }
    )


def overlap(
    pieces: Pieces, districts: gpd.GeoDataFrame, wards: Mapping[int, gpd.GeoDataFrame]
) -> pd.DataFrame:
    """The table `district_overlap.csv`: every district and ward of both maps that share land.

    Pairs of which neither the people nor the land come to `SLIVER_SHARE` of the ward are borders
    drawn a little differently by two publishers, and are left out.
    """
    inside = people_in(pieces, districts)
    tables = []
    for year, layer in wards.items():
        ward = pieces.frame[f"ward_{year}"].to_numpy()
        everybody = pd.Series(pieces.people).groupby(ward).sum()
        lived = inside.assign(ward=ward[inside["piece"]]).groupby(["ward", "at"])["people"].sum()
        land = land_shares(
            layer, districts.assign(at=districts.index), "ward", "at", ("ward", "at")
        )
        both = lived.reset_index().merge(land, on=["ward", "at"], how="outer", validate="1:1")
        both = both.fillna({"people": 0.0, "area_share": 0.0})
        both["population_share"] = both["people"] / both["ward"].map(everybody)
        tables.append(both.assign(vintage=year))
    whole = pd.concat(tables, ignore_index=True)
    noise = whole[["population_share", "area_share"]].max(axis=1) < SLIVER_SHARE
    kept = whole[~noise].assign(population=lambda t: t["people"].round().astype(int))
    kept = kept.join(districts[["body", "district", "race"]], on="at")
    columns = [*OVERLAP_KEY, "population", "population_share", "area_share"]
    return tidy(kept.sort_values(OVERLAP_KEY, ignore_index=True)[columns])


def outlines(
    districts: gpd.GeoDataFrame, wards: Iterable[gpd.GeoDataFrame]
) -> list[tuple[str, shapely.Geometry]]:
    """The line around each district where it runs near the city, by race.

    Parameters
    ----------
    districts : GeoDataFrame, EPSG:26971
        As from `read_districts`.
    wards : tables of wards, EPSG:26971
        They say where the city is.

    Returns
    -------
    list of (race, lines in EPSG:26971)
        Without the edges of the box around the city that the lines are cut off at.
    """
    bounds = np.array([layer.total_bounds for layer in wards])
    west, south = bounds[:, :2].min(axis=0) - AROUND_CITY_M
    east, north = bounds[:, 2:].max(axis=0) + AROUND_CITY_M
    frame = shapely.box(west, south, east, north)
    light = shapely.simplify(districts.geometry.to_numpy(), LINE_TOLERANCE_M)
    near = shapely.line_merge(shapely.intersection(shapely.boundary(light), frame))
    return sorted(zip(districts["race"], near, strict=True))
