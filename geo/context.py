"""The lake beside the city, as a hint on the map; never measured, never compared."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import ANALYSIS, require_crs

MARGIN_M = 40_000.0
"""How far around the city the hint reaches; more than any screen shows."""

MOSTLY = 0.5
"""A tract with more than this share of its area in the city is a city tract."""

OPENING_M = 60.0
"""Inlets and slivers narrower than twice this are not drawn."""

EDGE_M = 300.0
"""Points this close to the city's easternmost point are on the state line."""


def lake_hint(
    wards: gpd.GeoDataFrame, tracts: gpd.GeoDataFrame, lake_geoid: str
) -> shapely.Geometry:
    """Lake Michigan as far as the map can show it.

    Cook County's lake tract stops short of the city's shore and ends at the state line; this is
    what lies east of the city and of the suburbs' tracts instead. South of the point where the
    shore meets the state line, Indiana begins, for which there is no data here: it is left out, so
    the line there is schematic.

    Parameters
    ----------
    wards : GeoDataFrame, EPSG:26971
    tracts : GeoDataFrame, EPSG:26971
        All of Cook County, with column `geoid`.
    lake_geoid : str
        The tract that is all lake.
    """
    require_crs(wards, ANALYSIS, "The ward map")
    require_crs(tracts, ANALYSIS, "The table of tracts")
    city = shapely.union_all(wards.geometry.to_numpy())
    shapes = tracts.geometry.to_numpy()
    water = shapes[(tracts["geoid"] == lake_geoid).to_numpy()][0]
    inside = shapely.area(shapely.intersection(shapes, city)) / shapely.area(shapes)
    suburbs = shapes[(inside < MOSTLY) & (tracts["geoid"] != lake_geoid).to_numpy()]
    dry = shapely.union_all([city, shapely.union_all(suburbs), beyond_state_line(city)])
    _, _, east, _ = city.bounds
    _, _, _, north = water.bounds
    frame = shapely.box(water.bounds[0], city.bounds[1], east + MARGIN_M, north)
    wet = shapely.buffer(shapely.buffer(frame.difference(dry), -OPENING_M), OPENING_M)
    parts = shapely.get_parts(wet)
    lake = [p for p in parts if shapely.area(shapely.intersection(p, water)) > 0]
    return shapely.union_all(lake)


def beyond_state_line(city: shapely.Geometry) -> shapely.Geometry:
    """A box over Indiana's land: east of the city, south of where its edge meets the lake."""
    _, south, east, _ = city.bounds
    points = shapely.get_coordinates(city)
    on_line = points[points[:, 0] > east - EDGE_M]
    shore = float(np.max(on_line[:, 1]))
    return shapely.box(east - EDGE_M, south - MARGIN_M, east + 2 * MARGIN_M, shore)
