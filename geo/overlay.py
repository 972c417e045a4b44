"""Intersections of two polygon layers: the one geometric step behind every crosswalk."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

SLIVER_M2 = 0.5
"""Intersections smaller than this (square metres) are drawing noise along shared borders, not
land: the city's layers agree to a few centimetres over borders of a few kilometres."""


class Pieces(NamedTuple):
    """Intersections of layer `a` with layer `b`, one entry per piece.

    `a` and `b` are positions in the two inputs, `geometry` the pieces, `area_m2` their areas.
    """

    a: npt.NDArray[np.intp]
    b: npt.NDArray[np.intp]
    geometry: npt.NDArray[np.object_]
    area_m2: npt.NDArray[np.float64]


def intersect(
    a: npt.NDArray[np.object_], b: npt.NDArray[np.object_], sliver_m2: float = SLIVER_M2
) -> Pieces:
    """Cut every polygon of `a` by every polygon of `b` it meets.

    Fastest if `b` is the coarser layer: a polygon of `a` that lies wholly inside one of `b` is
    kept as it is and never cut.

    Parameters
    ----------
    a, b : arrays of polygons, shapes (n,) and (m,)
        Both in the same projected system with metre units.
    sliver_m2 : float
        Pieces of this area or less are dropped.

    Returns
    -------
    Pieces
        One entry per piece larger than `sliver_m2`, ordered by `a`, then `b`.
    """
    ia, ib, inside = pairs_that_meet(a, b)
    geometry = a[ia]
    geometry[~inside] = shapely.intersection(geometry[~inside], b[ib[~inside]])
    area = shapely.area(geometry)
    keep = area > sliver_m2
    return Pieces(ia[keep], ib[keep], geometry[keep], area[keep])


def pairs_that_meet(
    a: npt.NDArray[np.object_], b: npt.NDArray[np.object_]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Find which polygons of `a` and `b` share a point, and which of `a` lie inside one of `b`.

    Returns
    -------
    (a, b, inside), each of shape (pairs,)
        Positions in the two layers, ordered by `a`, then `b`, and whether all of that polygon of
        `a` lies in that one of `b` (borders may touch).
    """
    # The tree holds `a` and is asked about `b`: the asking polygons are indexed edge by edge, and
    # that pays for wards with thousands of corners that are compared with many small pieces.
    tree = shapely.STRtree(a)
    ib, ia = tree.query(b, predicate="intersects")
    whole_b, whole_a = tree.query(b, predicate="covers")
    order = np.lexsort((ib, ia))
    ia, ib = ia[order], ib[order]
    inside = np.isin(ia * len(b) + ib, whole_a * len(b) + whole_b)
    return ia, ib, inside
