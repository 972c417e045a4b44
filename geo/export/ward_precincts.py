"""Precincts on paper: those of one class are one shape, so that a map of two thousand stays small.

A border two precincts of a class share is not drawn and not written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geo import paths
from geo.errors import AtlasError
from geo.export.svg import Node, node
from geo.export.ward_frame import TENTHS, Canvas, Frame, steps
from geo.export.ward_shapes import transformer
from geo.maps.precincts import NO_FIGURE, OUTSIDE, unpacked_kinds

DIM = 0.28
"""Opacity of precincts off the part of the city the map is about, as on the web map."""

SEAM = 0.8
"""Pixels of the web map: a line of the fill's own color closes the seams between neighbors."""

COARSE = 0.5
"""Points: details smaller than this are not drawn. They could not be seen."""


@dataclass(frozen=True, eq=False)
class Precincts:
    """The precincts of a ward map in meters (EPSG:26971), in the order of their file: the ward of
    each, shape (precincts,), and its shape."""

    wards: npt.NDArray[np.int64]
    shapes: npt.NDArray[np.object_]


@lru_cache(maxsize=2)
def precincts(year: int, folder: Path = paths.PROCESSED) -> Precincts:
    """Read the precincts of a ward map.

    Raises
    ------
    AtlasError
        If their file is not there or cannot be read.
    """
    import shapely  # noqa: PLC0415  only who makes such a picture waits for it

    file = folder / f"precincts_{year}_display.geojson"
    try:
        text = file.read_text(encoding="utf-8")
        wards = [f["properties"]["ward"] for f in json.loads(text)["features"]]
        flat = shapely.get_parts(shapely.from_geojson(text))
    except (OSError, ValueError, KeyError, TypeError, shapely.GEOSException) as fault:
        raise AtlasError(
            f"{file.name} does not hold the shapes of precincts ({fault}). Build it again with "
            "`python -m geo.pipeline build`."
        ) from fault
    return Precincts(np.asarray(wards, dtype=np.int64), shapely.transform(flat, meters))


def meters(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Longitudes and latitudes, shape (points, 2), in meters of the state plane."""
    return np.column_stack(transformer().transform(degrees[:, 0], degrees[:, 1]))


@lru_cache(maxsize=8)
def simplified(found: Precincts, tolerance: float) -> npt.NDArray[np.object_]:
    """Shapes without details smaller than so many meters; neighbors still touch all along."""
    import shapely  # noqa: PLC0415

    made: npt.NDArray[np.object_] = shapely.coverage_simplify(found.shapes, tolerance)
    return made


def drawn_precincts(of: Canvas, found: Precincts | None = None) -> list[Node]:
    """The precincts of a state, one path for each class; none where the map is one of wards.

    Parameters
    ----------
    of : Canvas
    found : Precincts, optional
        Those of the committed files, unless others are given.
    """
    packed = of.state.precinct_class
    if not packed:
        return []
    found = found or precincts(of.state.vintage)
    kinds = unpacked_kinds(packed, len(found.wards))
    shapes = simplified(found, round(COARSE / of.of.scale, 1))
    dim = np.isin(found.wards, of.state.highlighted, invert=bool(of.state.highlighted))
    return [
        painted(of, int(kind), shapes[(kinds == kind) & (dim == faint)], faint=faint)
        for kind in np.unique(kinds[kinds != OUTSIDE])
        for faint in (False, True)
        if ((kinds == kind) & (dim == faint)).any()
    ]


def painted(of: Canvas, kind: int, shapes: npt.NDArray[np.object_], *, faint: bool) -> Node:
    """All precincts of one class as one path."""
    import shapely  # noqa: PLC0415

    color = of.ground.missing.stroke if kind == NO_FIGURE else of.state.classes[kind].fill
    whole = shapely.coverage_union_all(shapes)
    return node(
        "path",
        d=path(of.of, shapely.get_parts(whole)),
        fill=color,
        fill_rule="evenodd",
        stroke=color,
        stroke_width=0 if faint else of.px(SEAM),
        stroke_linejoin="round",
        opacity=DIM if faint else "",
    )


def path(of: Frame, polygons: Iterable[Any]) -> str:
    """Polygons as the data of a path."""
    import shapely  # noqa: PLC0415

    return "".join(
        ring(of, shapely.get_coordinates(line))
        for polygon in polygons
        for line in (polygon.exterior, *polygon.interiors)
    )


def ring(of: Frame, points: npt.NDArray[np.float64]) -> str:
    """One ring of points in meters, shape (points, 2)."""
    east, south = points[:, 0] - of.west, of.north - points[:, 1]
    places = np.column_stack((of.left + east * of.scale, of.top + south * of.scale))
    grid = np.round(places * TENTHS).astype(np.int64).tolist()
    return steps([(x, y) for x, y in grid], closed=True)
