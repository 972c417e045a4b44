"""The committed display shapes, ready to be drawn on paper: in the state plane, in meters.

The web map is in Mercator; a picture is in the projection surveyors use here, so that Chicago has
its true proportions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from geo import paths
from geo.crs import ANALYSIS, DISPLAY

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Shapes:
    """One ward map in meters (EPSG:26971): rings of each ward, where its number stands, lake and
    land around it, and the borders of sides by scheme and of districts by race."""

    wards: Mapping[int, tuple[Ring, ...]]
    labels: Mapping[int, Point]
    context: tuple[tuple[str, tuple[Ring, ...]], ...]
    sides: Mapping[str, tuple[Ring, ...]]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north end of the wards."""
        return self.bounds_of(())

    def bounds_of(self, wards: Iterable[int]) -> tuple[float, float, float, float]:
        """West, south, east and north end of some wards; of all if none is named."""
        chosen = tuple(wards) or tuple(self.wards)
        points = [p for ward in chosen for ring in self.wards[ward] for p in ring]
        east, north = [p[0] for p in points], [p[1] for p in points]
        return min(east), min(north), max(east), max(north)

    @cached_property
    def rooms(self) -> dict[int, float]:
        """Meters from each ward's number to its nearest border."""
        import shapely  # noqa: PLC0415  only who makes a picture waits for it

        return {
            ward: float(
                shapely.distance(
                    shapely.Point(self.labels[ward]),
                    shapely.MultiLineString([ring for ring in rings_of if len(ring) > 1]),
                )
            )
            for ward, rings_of in self.wards.items()
        }

    @cached_property
    def borders(self) -> tuple[tuple[tuple[int, ...], Ring], ...]:
        """All borders, each stretch once with the one or two wards it bounds: a line drawn along
        the borders of several wards is then no heavier where two meet, and its dashes no denser.
        Those of one ward are the edge of the city."""
        owners: dict[Segment, tuple[int, ...]] = {}
        for ward, a, b in self._segments():
            owners[segment(a, b)] = (*owners.get(segment(a, b), ()), ward)
        found: list[tuple[tuple[int, ...], list[Point]]] = []
        for ward, a, b in self._segments():
            both = owners[segment(a, b)]
            if both[0] != ward:
                continue  # has come with its other ward
            if found and found[-1][0] == both and found[-1][1][-1] == a:
                found[-1][1].append(b)
            else:
                found.append((both, [a, b]))
        return tuple((both, tuple(line)) for both, line in found)

    def _segments(self) -> Iterator[tuple[int, Point, Point]]:
        for ward, rings_of in self.wards.items():
            for ring in rings_of:
                for a, b in pairwise(ring):
                    yield ward, a, b


Segment = tuple[Point, Point]


def segment(a: Point, b: Point) -> Segment:
    """A piece of border, the same in both directions."""
    return (a, b) if a < b else (b, a)


@lru_cache(maxsize=4)
def shapes(year: int, build: str, folder: Path = paths.PROCESSED) -> Shapes:
    """Read a ward map; kept for each build."""
    wards = features(folder / f"wards_{year}_display.geojson")
    context = features(folder / "context.geojson")
    lines = ("side_lines.geojson", "district_lines.geojson")
    sides = [one for name in lines for one in features(folder / name)]
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
