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
    ia, ib = shapely.STRtree(b).query(a, predicate="intersects")
    order = np.lexsort((ib, ia))
    ia, ib = ia[order], ib[order]
    geometry = shapely.intersection(a[ia], b[ib])
    area = shapely.area(geometry)
    keep = area > sliver_m2
    return Pieces(ia[keep], ib[keep], geometry[keep], area[keep])
