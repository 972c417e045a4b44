"""The committed display shapes, ready to be drawn on paper: in the state plane, in meters.

The web map is in Mercator; a picture is in the projection surveyors use here, so that Chicago has
its true proportions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo import paths
from geo.crs import ANALYSIS, DISPLAY

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Shapes:
    """One ward map in meters (EPSG:26971): rings of each ward, where its number stands, lake and
    land around it, and the borders of sides by scheme."""

    wards: Mapping[int, tuple[Ring, ...]]
    labels: Mapping[int, Point]
    context: tuple[tuple[str, tuple[Ring, ...]], ...]
    sides: Mapping[str, tuple[Ring, ...]]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north end of the wards."""
        points = [p for rings in self.wards.values() for ring in rings for p in ring]
        east, north = [p[0] for p in points], [p[1] for p in points]
        return min(east), min(north), max(east), max(north)


@lru_cache(maxsize=4)
def shapes(year: int, build: str, folder: Path = paths.PROCESSED) -> Shapes:
    """Read a ward map; kept for each build."""
    wards = features(folder / f"wards_{year}_display.geojson")
    context = features(folder / "context.geojson")
    sides = features(folder / "side_lines.geojson")
    return Shapes(
        {f["properties"]["ward"]: rings(f["geometry"]) for f in wards},
        {f["properties"]["ward"]: moved([f["properties"]["label"]])[0] for f in wards},
        tuple((f["properties"]["kind"], rings(f["geometry"])) for f in context),
        {f["properties"]["scheme"]: rings(f["geometry"]) for f in sides},
    )


def features(path: Path) -> list[dict[str, Any]]:
    """The features of a file of shapes."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return found


def rings(geometry: Mapping[str, Any]) -> tuple[Ring, ...]:
    """Every ring or line of a shape."""
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
    return tuple(map(moved, flat(geometry["coordinates"], depth[geometry["type"]])))


def flat(coordinates: list[Any], depth: int) -> Iterable[list[list[float]]]:
    """Rings from nested lists."""
    if depth == 0:
        yield coordinates
        return
    for part in coordinates:
        yield from flat(part, depth - 1)


def moved(points: Iterable[Iterable[float]]) -> Ring:
    """Longitudes and latitudes in meters."""
    pairs = [tuple(p)[:2] for p in points]
    east, north = transformer().transform([p[0] for p in pairs], [p[1] for p in pairs])
    return tuple(zip(east, north, strict=True))


@lru_cache(maxsize=1)
def transformer() -> Any:
    """From degrees to the state plane."""
    from pyproj import Transformer  # noqa: PLC0415  only who makes a picture waits for it

    return Transformer.from_crs(DISPLAY, ANALYSIS, always_xy=True)
