"""Which coordinate system a file is in, and whether that puts it near Chicago."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from geo.boundaries.faults import fault, unknown_crs
from geo.boundaries.shapes import Shapes
from geo.crs import ANALYSIS, DISPLAY

AROUND_COOK = shapely.box(-89.5, 40.8, -86.5, 42.9)
"""Longitudes and latitudes of Cook County with some 50 miles around it."""

MAX_DEGREES = 360
"""Numbers beyond this are no degrees."""


def registered(crs: pyproj.CRS | None, name: str) -> pyproj.CRS:
    """Return the registered system behind a file's own spelling of it.

    A .prj names systems in another dialect, and may carry parameters that make PROJ open files;
    the registered definition has neither trouble.

    Raises
    ------
    BoundaryError
        If there is no system, none registered is like it, or it is not of places on the ground.
    """
    authority = None if crs is None else crs.to_authority(min_confidence=70)
    if authority is None:
        raise unknown_crs(name)
    found = pyproj.CRS.from_authority(*authority)
    if not (found.is_projected or found.is_geographic):
        raise unknown_crs(name)
    return found


def require_place(areas: Shapes, crs: pyproj.CRS, name: str) -> None:
    """Raise unless some shape lies in or near Cook County, with a guess at what went wrong.

    Parameters
    ----------
    areas : array of n shapes
        Finite and not empty, with coordinates as `crs` has them.
    crs : CRS
        A registered system.
    name : str
        The file's name for messages.

    Raises
    ------
    BoundaryError
        If no shape's box meets `AROUND_COOK`.
    """
    reach = np.abs(shapely.total_bounds(areas)).max()
    guess = "The file is about another region."
    if crs.is_projected and reach <= MAX_DEGREES:
        guess = f"The numbers look like degrees, but the file says {crs.name}."
    elif crs.is_geographic and reach > MAX_DEGREES:
        guess = f"The numbers look like meters or feet, but the file says {crs.name}."
    else:
        boxes = gpd.GeoSeries(shapely.box(*shapely.bounds(areas).T), crs=crs).to_crs(DISPLAY)
        corners = boxes.bounds.to_numpy()
        west, south, east, north = corners[np.isfinite(corners).all(axis=1)].T
        if shapely.intersects(shapely.box(west, south, east, north), AROUND_COOK).any():
            return
        if shapely.intersects(shapely.box(south, west, north, east), AROUND_COOK).any():
            guess = "Latitude and longitude look swapped."
    raise fault(
        name,
        f"No shape lies in or near Cook County. {guess}",
        f"Export the file in EPSG:{DISPLAY} (longitude first) or EPSG:{ANALYSIS}.",
    )
