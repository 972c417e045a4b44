"""Toy cities drawn as text, so that every answer can be checked in the head.

AAB
ACB      is a city of three wards; every letter is a square of 100 m.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.crs import ANALYSIS

SIDE_M = 100.0
"""One letter is a square of this side: 10,000 square meters."""

LETTER_M2 = SIDE_M**2

CHICAGO = (358_000.0, 579_000.0)
"""Lower left corner of every toy city: near the Loop, so conversions to degrees make sense."""

EMPTY = "."
"""No land."""


def city(drawing: str, side_m: float = SIDE_M) -> gpd.GeoDataFrame:
    """Turn a drawing into polygons, one row per letter in alphabetical order.

    Returns
    -------
    GeoDataFrame, EPSG:26971
        `name` (the letter) and `geometry`; letters that do not touch make a ward of several parts.
    """
    rows = drawing.split()
    squares: dict[str, list[shapely.Polygon]] = {}
    for down, row in enumerate(rows):
        for right, letter in enumerate(row):
            if letter != EMPTY:
                x = CHICAGO[0] + right * side_m
                y = CHICAGO[1] + (len(rows) - 1 - down) * side_m
                squares.setdefault(letter, []).append(shapely.box(x, y, x + side_m, y + side_m))
    names = sorted(squares)
    shapes = [shapely.union_all(squares[name]) for name in names]
    return gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=ANALYSIS)


def shapes_of(drawing: str, side_m: float = SIDE_M) -> npt.NDArray[np.object_]:
    """The polygons of a drawing, by letter."""
    shapes: npt.NDArray[np.object_] = city(drawing, side_m).geometry.to_numpy()
    return shapes


def tract_layer(drawing: str, *population: int, water: str = "") -> gpd.GeoDataFrame:
    """Census tracts with `population` and `land_m2`, one number per letter in alphabetical order.

    Letters in `water` mark squares of lake within a tract: "SsS" with water "s" is one tract S of
    three squares, the middle one of them lake.
    """
    tracts = city(drawing.upper()).assign(population=population)
    squares = "".join(drawing.split())
    dry = {name: sum(c.upper() == name and c not in water for c in squares) for name in tracts.name}
    return tracts.assign(land_m2=tracts["name"].map(dry) * LETTER_M2)


def held(by_ward: npt.NDArray[np.float64]) -> dict[int, float]:
    """Figures of the wards that have any, by ward number; a missing figure counts as one."""
    return {int(at) + 1: float(by_ward[at]) for at in np.flatnonzero(by_ward)}
