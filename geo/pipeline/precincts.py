"""Precincts as the results name them: which there are, and their shapes for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import BuildError
from geo.pipeline.inputs import Inputs, read_shapes
from geo.pipeline.outputs import FIRST, LAST
from geo.ward_geometry import GAP_M, Shapes, display_shapes

KEY = ["ward", "precinct"]

TOLERANCE_M = 12.0
"""Keeps both files under 900 KB and every precinct within 4 % of its area; at 10 m the larger file
is at that limit."""


def read_precincts(folder: Path, inputs: Inputs) -> dict[int, gpd.GeoDataFrame]:
    """The precincts of each ward map, EPSG:26971: `ward`, `precinct`; sorted by both.

    Raises
    ------
    AtlasError
        If the shapes of the 2015 map cannot be read, or two have one number.
    """
    columns = {"WARD": "ward", "PRECINCT": "precinct"}
    first = read_shapes(folder, "precincts_2012_2022", columns, KEY)
    return {FIRST: first, LAST: inputs.ground.precincts[[*KEY, "geometry"]]}


def names(precincts: Mapping[int, gpd.GeoDataFrame]) -> dict[int, pd.MultiIndex]:
    """(`ward`, `precinct`) of every precinct, by vintage."""
    return {year: pd.MultiIndex.from_frame(layer[KEY]) for year, layer in precincts.items()}


def screen_shapes(layer: gpd.GeoDataFrame) -> Shapes:
    """Precincts for the screen, EPSG:4326: neighbors share their border and none vanishes.

    Raises
    ------
    BuildError
        If a precinct is lost or a border no longer fits.
    """
    clean = shapely.coverage_clean(layer.geometry.to_numpy(), gap_width=GAP_M)
    shapes = display_shapes(clean, TOLERANCE_M)
    lost = shapely.is_empty(shapes) | ~shapely.is_valid(shapes)
    if lost.any():
        first = layer.loc[lost, KEY].iloc[0]
        raise BuildError(
            f"{lost.sum()} precincts vanish when they are simplified, first: ward {first['ward']}, "
            f"precinct {first['precinct']}. Lower TOLERANCE_M in geo/pipeline/precincts.py."
        )
    return shapes
