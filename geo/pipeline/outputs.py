"""Compute the tables of `data/processed` from the inputs. Every function is pure."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.context import lake_hint
from geo.crosswalk import cut, people, tabulate
from geo.crs import ANALYSIS
from geo.errors import BuildError
from geo.holdout import METHODS, measure, ward_margin
from geo.overlay import intersect
from geo.pipeline.inputs import Inputs
from geo.sources import source
from geo.ward_geometry import clean_coverage, neighbours

FIRST, LAST = 2015, 2023
"""The ward maps the published crosswalk joins."""

SLIVER_SHARE = 0.0005
"""A pair of old and new ward with nobody in it and less than 1/2000 of the old ward's land is
drawing noise along a border that did not move."""


SHARED = {"amount": "population", "share": "population_share"}
"""What `tabulate` calls its results in the tables we publish."""


@dataclass(frozen=True)
class Pieces:
    """The voting districts cut by every layer, with people; one row per piece.

    `frame` has columns `district`, `tract`, `precinct` (positions), `ward_2015` … (numbers),
    `community_area`, `area_m2`; `people` the estimated people of each row, `geometry` its shape in
    EPSG:26971.
    """

    frame: pd.DataFrame
    people: npt.NDArray[np.int64]
    geometry: npt.NDArray[np.object_]


def clean_wards(inputs: Inputs) -> dict[int, gpd.GeoDataFrame]:
    """Each ward map as a clean coverage, EPSG:26971: `ward`, `vintage`, `area_km2`."""
    return {
        year: gpd.GeoDataFrame(
            {"ward": wards["ward"], "vintage": year},
            geometry=clean_coverage(wards.geometry.to_numpy()),
            crs=ANALYSIS,
        ).assign(area_km2=lambda w: (w.geometry.area / 1e6).round(4))
        for year, wards in inputs.wards.items()
    }


def cut_pieces(inputs: Inputs, wards: dict[int, gpd.GeoDataFrame]) -> Pieces:
    """Cut the voting districts by the 2023 wards and the community areas, and place the people.

    A district's 2015 ward is taken from its name: the districts are that map's precincts.
    """
    later = {f"ward_{year}": layer for year, layer in wards.items() if year != FIRST}
    pieces = cut(inputs.ground, {**later, "community_area": inputs.areas})
    require_everybody(inputs.ground.districts, pieces)
    placed = people(pieces, inputs.ground)
    frame = pd.DataFrame(pieces.drop(columns="geometry"))
    for name, layer in later.items():
        frame[name] = layer["ward"].to_numpy()[frame[name]]
    frame["community_area"] = inputs.areas["community_area"].to_numpy()[frame["community_area"]]
    frame[f"ward_{FIRST}"] = inputs.ground.districts["ward_2015"].to_numpy()[frame["district"]]
    return Pieces(frame, placed, pieces.geometry.to_numpy())


LAYERS = ("tracts_2020", "precincts_2023", "wards_2023", "community_areas")
"""Sources the voting districts are cut by."""


def require_everybody(districts: gpd.GeoDataFrame, pieces: gpd.GeoDataFrame) -> None:
    """Raise BuildError if people live in a district that no piece is left of."""
    whole = np.bincount(pieces["district"], minlength=len(districts)) > 0
    lost = districts[~whole & (districts["population"] > 0)]
    if len(lost):
        files = ", ".join(source(layer).file for layer in LAYERS)
        raise BuildError(
            f"{len(lost)} voting districts with {lost['population'].sum():,} people, first: "
            f"{lost.iloc[0]['geoid']}, lie outside one of {files}. Each of these files must cover "
            "the city: restore the one that does not from its publisher."
        )


def crosswalk(pieces: Pieces, wards: dict[int, gpd.GeoDataFrame]) -> pd.DataFrame:
    """The published crosswalk: one row per 2015 and 2023 ward that share people or land."""
    old, new = f"ward_{FIRST}", f"ward_{LAST}"
    table = tabulate(pieces.frame, pieces.people, old, new).rename(columns=SHARED)
    land = land_shares(wards[FIRST], wards[LAST], "ward", "ward", (old, new))
    joined = table.merge(land, on=[old, new], how="outer", validate="1:1").fillna(
        {"population": 0, "population_share": 0.0, "area_share": 0.0}
    )
    noise = (joined["population"] == 0) & (joined["area_share"] < SLIVER_SHARE)
    kept = joined[~noise].sort_values([old, new], ignore_index=True)
    return tidy(kept.astype({"population": int}))


def land_shares(
    a: gpd.GeoDataFrame, b: gpd.GeoDataFrame, key_a: str, key_b: str, names: tuple[str, str]
) -> pd.DataFrame:
    """Share of each `a` shape's area that lies in each `b` shape: two names and `area_share`."""
    found = intersect(a.geometry.to_numpy(), b.geometry.to_numpy())
    return pd.DataFrame(
        {
            names[0]: a[key_a].to_numpy()[found.a],
            names[1]: b[key_b].to_numpy()[found.b],
            "area_share": found.area_m2 / a.geometry.area.to_numpy()[found.a],
        }
    )


def ward_areas(pieces: Pieces, wards: dict[int, gpd.GeoDataFrame], inputs: Inputs) -> pd.DataFrame:
    """People and land of each ward by community area, for every vintage."""
    tables = []
    for year, layer in wards.items():
        ward = f"ward_{year}"
        lived = tabulate(pieces.frame, pieces.people, ward, "community_area")
        lived = lived.rename(columns={ward: "ward", **SHARED})
        land = land_shares(
            layer, inputs.areas, "ward", "community_area", ("ward", "community_area")
        )
        both = lived.merge(land, on=["ward", "community_area"], how="outer", validate="1:1")
        both = both.fillna({"population": 0, "population_share": 0.0, "area_share": 0.0})
        noise = (both["population"] == 0) & (both["area_share"] < SLIVER_SHARE)
        tables.append(both[~noise].assign(vintage=year).astype({"population": int}))
    whole = pd.concat(tables).sort_values(["vintage", "ward", "community_area"], ignore_index=True)
    columns = ["vintage", "ward", "community_area", "population", "population_share", "area_share"]
    return tidy(whole[columns])


def ward_sides(areas_by_ward: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Sum `ward_areas` to the nine sides."""
    side = areas.set_index("community_area")["side"]
    table = areas_by_ward.assign(side=areas_by_ward["community_area"].map(side))
    shares = ["area_share", "population_share"]
    summed = table.groupby(["vintage", "ward", "side"], as_index=False)[shares].sum()
    # Each area's share is rounded already, so a ward within one side can sum to 1.000001.
    summed[shares] = summed[shares].clip(upper=1.0)
    return tidy(summed)


def population(
    pieces: Pieces, wards: dict[int, gpd.GeoDataFrame], errors: pd.DataFrame
) -> pd.DataFrame:
    """People of each ward with the 90 % margin of the estimate, for every vintage."""
    used = errors.set_index("method")["rms_error_share"][METHODS[-1]]
    tables = []
    for year, layer in wards.items():
        ward = f"ward_{year}"
        parts = tabulate(pieces.frame, pieces.people, "district", ward)
        frame = pd.DataFrame({"ward": layer["ward"], "area_km2": layer["area_km2"]})
        frame["population"] = frame["ward"].map(parts.groupby(ward)["amount"].sum()).astype(int)
        margin = ward_margin(parts, float(used), ward)
        frame["margin"] = frame["ward"].map(margin).round().astype(int)
        tables.append(frame.assign(vintage=year))
    whole = pd.concat(tables, ignore_index=True)
    return whole[["vintage", "ward", "population", "margin", "area_km2"]]


def split_error(pieces: Pieces, inputs: Inputs) -> pd.DataFrame:
    """Measured error of the splitting, one row per method."""
    return measure(pieces.frame, inputs.ground)


def all_neighbours(wards: dict[int, gpd.GeoDataFrame]) -> pd.DataFrame:
    """Neighboring wards of every vintage."""
    tables = [neighbours(layer).assign(vintage=year) for year, layer in wards.items()]
    columns = ["vintage", "ward", "neighbour", "border_m", "contact"]
    return pd.concat(tables, ignore_index=True)[columns]


def community_areas(inputs: Inputs) -> pd.DataFrame:
    """Numbers, names and sides of the community areas."""
    return pd.DataFrame(inputs.areas[["community_area", "name", "side"]])


def tidy(table: pd.DataFrame) -> pd.DataFrame:
    """Shares to six decimals: finer than the method, coarse enough to read."""
    shares = [c for c in table.columns if c.endswith("_share")]
    return table.assign(**{c: np.round(table[c].astype(float), 6) for c in shares})


def lake(inputs: Inputs, wards: dict[int, gpd.GeoDataFrame], lake_tract: str) -> shapely.Geometry:
    """Lake Michigan beside the city, to hint at the shore; EPSG:26971."""
    tracts = inputs.ground.tracts
    if lake_tract not in set(tracts["geoid"]):
        raise BuildError(
            f"{source('tracts_2020').file} lacks tract {lake_tract}, the county's part of Lake "
            "Michigan. Restore the file from its publisher."
        )
    return lake_hint(wards[LAST], tracts, lake_tract)
