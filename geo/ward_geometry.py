"""Ward shapes: a clean coverage for analysis, a light one for display, and what follows from them.

A *coverage* is a set of polygons without gaps or overlaps whose shared borders are identical.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import ANALYSIS, DISPLAY, require_crs
from geo.errors import BuildError

Shapes = npt.NDArray[np.object_]

GAP_M = 1.0
"""Gaps between wards narrower than this (metres) are drawing errors and are closed."""

SLIT_M2 = 1.0
"""Smaller differences (square metres) come from closing sharp corners, not from slits."""

ANALYSIS_TOLERANCE_M = 0.3
"""Simplification of the committed boundaries: well inside the 1 m they may differ from the
source, and half the size of the files."""

GRID_M = 0.01
"""Coordinates are kept to the centimetre."""

DISPLAY_TOLERANCE_M = 7.0
"""Largest step that keeps every displayed border within 20 m and a ward map under 200 KB. From
8 m on, the thin land bridge of ward 41 to the airport is cut short and the border is 54 m off."""

DISPLAY_DECIMALS = 5
"""Degrees with five decimals are about one metre in Chicago."""

BORDER_TOLERANCE_M = 1.0
"""Wards that share less border than this meet at a corner only."""


def clean_coverage(shapes: Shapes, tolerance_m: float = ANALYSIS_TOLERANCE_M) -> Shapes:
    """Close gaps, remove overlaps and node shared borders; then simplify lightly.

    Parameters
    ----------
    shapes : polygons in EPSG:26971, shape (n,)
    tolerance_m : float
        Of the topology-preserving simplification; shared borders stay shared.

    Returns
    -------
    MultiPolygons, shape (n,)
        A valid coverage on a 1 cm grid.

    Raises
    ------
    BuildError
        If the result still has gaps or overlaps.
    """
    cleaned = shapely.coverage_clean(close_slits(shapes), gap_width=GAP_M)
    light = on_grid(shapely.coverage_simplify(cleaned, tolerance_m), GRID_M)
    if not (shapely.coverage_is_valid(light) and shapely.is_valid(light).all()):
        raise BuildError(
            "The ward boundaries still have gaps or overlaps after cleaning. "
            "Compare the source file with an earlier copy, or lower ANALYSIS_TOLERANCE_M."
        )
    return as_multi(light)


def close_slits(shapes: Shapes, width_m: float = GAP_M) -> Shapes:
    """Fill gaps narrower than `width_m` that are open to the outside, which cleaning cannot see.

    The City's 2015 file has two such slits. Closing the city's outline (widening and narrowing it
    by half the width) shows them; each goes to the shape with which it shares most border.
    """
    city = shapely.union_all(shapes)
    wide = shapely.buffer(city, width_m / 2, join_style="mitre")
    closed = shapely.buffer(wide, -width_m / 2, join_style="mitre")
    slits = shapely.get_parts(shapely.difference(closed, city))
    filled = np.array(shapes, dtype=object)
    for slit in slits[shapely.area(slits) > SLIT_M2]:
        touching = shapely.area(shapely.intersection(shapely.buffer(slit, width_m), filled))
        owner = int(np.argmax(touching))
        filled[owner] = shapely.union(filled[owner], slit)
    return filled


def on_grid(shapes: Shapes, grid: float) -> Shapes:
    """Round coordinates to a grid; shared vertices stay shared because they round alike."""
    moved: Shapes = shapely.transform(shapes, lambda xy: np.round(xy / grid) * grid)
    return moved


def as_multi(shapes: Shapes) -> Shapes:
    """Every shape as a MultiPolygon in normal form, so equal shapes are equal bytes."""
    multi = [shapely.multipolygons(shapely.get_parts(shape)) for shape in shapes]
    normal: Shapes = shapely.normalize(np.array(multi, dtype=object))
    return normal


def display_shapes(shapes: Shapes, tolerance_m: float = DISPLAY_TOLERANCE_M) -> Shapes:
    """Simplify a coverage for the screen and convert it to longitude and latitude.

    Parameters
    ----------
    shapes : a valid coverage in EPSG:26971, shape (n,)
    tolerance_m : float

    Returns
    -------
    MultiPolygons in EPSG:4326 with five decimals, shape (n,); still a valid coverage.

    Raises
    ------
    BuildError
        If rounding broke the coverage.
    """
    light = shapely.coverage_simplify(shapes, tolerance_m)
    degrees = gpd.GeoSeries(light, crs=ANALYSIS).to_crs(DISPLAY).to_numpy()
    rounded = shapely.transform(degrees, lambda xy: np.round(xy, DISPLAY_DECIMALS))
    if not (shapely.coverage_is_valid(rounded) and shapely.is_valid(rounded).all()):
        rounded = shapely.coverage_clean(rounded)
    if not shapely.coverage_is_valid(rounded):
        raise BuildError(
            "The display boundaries have gaps or overlaps after rounding. "
            "Raise DISPLAY_DECIMALS or lower DISPLAY_TOLERANCE_M."
        )
    return as_multi(rounded)


def border_distance(a: Shapes, b: Shapes) -> npt.NDArray[np.float64]:
    """Largest distance (metres) between the borders of each pair of shapes, shape (n,)."""
    found: npt.NDArray[np.float64] = shapely.hausdorff_distance(
        shapely.boundary(a), shapely.boundary(b)
    )
    return found


def label_points(shapes: Shapes) -> Shapes:
    """The place with most room for a label: the center of the largest circle inside each shape."""
    largest = [max(shapely.get_parts(shape), key=shapely.area) for shape in shapes]
    circles = shapely.maximum_inscribed_circle(np.array(largest), tolerance=20.0)
    points: Shapes = shapely.get_point(circles, 0)
    return points


def neighbours(wards: gpd.GeoDataFrame, tolerance_m: float = BORDER_TOLERANCE_M) -> pd.DataFrame:
    """Which wards touch, and along how much border.

    Parameters
    ----------
    wards : GeoDataFrame, EPSG:26971
        A coverage with column `ward`.
    tolerance_m : float
        A shared border up to this length counts as a corner.

    Returns
    -------
    DataFrame
        One row per ordered pair of touching wards, sorted: `ward`, `neighbour`, `border_m` (whole
        metres; 0 for a corner), `contact` (`border` or `corner`).
    """
    require_crs(wards, ANALYSIS, "The ward map")
    shapes, numbers = wards.geometry.to_numpy(), wards["ward"].to_numpy()
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    a, b = a[a != b], b[a != b]
    length = shapely.length(
        shapely.intersection(shapely.boundary(shapes[a]), shapely.boundary(shapes[b]))
    )
    table = pd.DataFrame({"ward": numbers[a], "neighbour": numbers[b], "border_m": length})
    table["contact"] = np.where(table["border_m"] > tolerance_m, "border", "corner")
    table["border_m"] = table["border_m"].where(table["contact"] == "border", 0).round().astype(int)
    return table.sort_values(["ward", "neighbour"], ignore_index=True)


LINE_TYPES = (shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING)


def group_borders(areas: gpd.GeoDataFrame, group: str) -> shapely.MultiLineString:
    """The lines where two different groups of areas meet (not the outer edge), EPSG:26971."""
    merged = areas.dissolve(by=group, sort=True).geometry.to_numpy()
    a, b = shapely.STRtree(merged).query(merged, predicate="intersects")
    once = a < b
    edges = shapely.boundary(merged)
    shared = shapely.intersection(edges[a[once]], edges[b[once]])
    # Where groups meet at a corner only, the intersection holds points: they draw nothing.
    parts = shapely.get_parts(shapely.get_parts(shared))
    lines = parts[np.isin(shapely.get_type_id(parts), LINE_TYPES)]
    return shapely.multilinestrings(shapely.get_parts(shapely.line_merge(shapely.union_all(lines))))
