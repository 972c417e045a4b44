"""Are these shapes areas, and are they sound? Mend those that cross themselves.

A fault is reported for the first shape that has it, by its place in the file.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from geo.boundaries.faults import feature_fault, not_area
from geo.boundaries.limits import MAX_TANGLE, require_work

Shapes = np.ndarray[Any, np.dtype[np.object_]]
"""An array of shapely geometries, one per row of the file."""

_POLYGON_TYPES = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_BATCH = 2_000_000
"""Pairs of sides looked up at a time, at most."""


def plain_areas(areas: Shapes, name: str) -> Shapes:
    """Return the shapes without heights and needless nesting, each checked to be a finite area.

    Parameters
    ----------
    areas : array of n shapes
        As read, in any coordinate system; None where a row has no shape.
    name : str
        The file's name for messages.

    Returns
    -------
    array of n shapes
        Two-dimensional; a Polygon, or a MultiPolygon of two or more parts. They may cross
        themselves.

    Raises
    ------
    BoundaryError
        If a shape is missing, no area or without end, or all are too detailed together.
    """
    missing = np.flatnonzero(shapely.is_missing(areas) | shapely.is_empty(areas))
    if len(missing):
        more = f", nor have {len(missing) - 1} more" if len(missing) > 1 else ""
        remedy = "Remove the empty rows or draw their areas."
        raise feature_fault(name, missing[0], f"has no shape{more}", remedy)
    other = np.flatnonzero(~np.isin(shapely.get_type_id(areas), _POLYGON_TYPES))
    if len(other):
        raise not_area(areas[other[0]].geom_type, other[0], name)
    flat: Shapes = shapely.force_2d(areas)
    require_finite(flat, name)
    _require_little_work(flat, name)
    single = shapely.get_num_geometries(flat) == 1
    flat[single] = shapely.get_geometry(flat[single], 0)
    return flat


def require_finite(areas: Shapes, name: str) -> None:
    """Raise BoundaryError if a coordinate is infinite or not a number."""
    points, owner = shapely.get_coordinates(areas, return_index=True)
    bad = owner[~np.isfinite(points).all(axis=1)]
    if len(bad):
        what = "has a coordinate that is no place on the map"
        remedy = "Check its corner points and the coordinate system."
        raise feature_fault(name, bad[0], what, remedy)


def _require_little_work(areas: Shapes, name: str) -> None:
    parts, owner = shapely.get_parts(areas, return_index=True)
    rings = np.bincount(owner, weights=1 + shapely.get_num_interior_rings(parts))
    require_work(int(shapely.get_num_coordinates(areas).sum()), int((rings**2).sum()), name)


def mended(areas: Shapes, name: str) -> tuple[Shapes, tuple[int, ...]]:
    """Mend the shapes that cross themselves, and turn all outer rings counterclockwise.

    Parameters
    ----------
    areas : array of n shapes
        Finite polygons and multipolygons.
    name : str
        The file's name for messages.

    Returns
    -------
    array of n shapes
        Valid, in the same order; and the places in the file, counted from 1, of those mended.

    Raises
    ------
    BoundaryError
        If a shape is too tangled to check in reasonable time, or encloses no area once mended.
    """
    _refuse_tangles(areas, name)
    bad = np.flatnonzero(~shapely.is_valid(areas))
    whole = areas.copy()
    whole[bad] = shapely.make_valid(areas[bad], method="structure", keep_collapsed=False)
    lost = bad[shapely.is_empty(whole[bad])]
    if len(lost):
        raise feature_fault(name, lost[0], "encloses no area", "Remove it or draw it again.")
    return shapely.orient_polygons(whole), tuple(int(i) + 1 for i in bad)


def _refuse_tangles(areas: Shapes, name: str) -> None:
    """Raise if so many sides may cross that checking the shapes would stall the server."""
    spare = MAX_TANGLE
    for row, area in enumerate(areas):
        sides = _sides(area)
        spare += 4 * len(sides)
        tree = shapely.STRtree(sides)
        # In slices, so that counting the pairs never takes more memory than the shapes do.
        step = max(1, _BATCH // len(sides))
        for start in range(0, len(sides), step):
            spare -= tree.query(sides[start : start + step]).shape[1]
            if spare < 0:
                remedy = "Simplify it, or repair it in a map program first."
                raise feature_fault(name, row, "is too tangled to check", remedy)


def _sides(area: shapely.Geometry) -> Shapes:
    """Return the sides of all rings of one area, each a line of two points."""
    rings = shapely.get_rings(shapely.get_parts(area))
    ends, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[1:] == ring[:-1]
    sides: Shapes = shapely.linestrings(np.stack([ends[:-1][joined], ends[1:][joined]], axis=1))
    return sides
