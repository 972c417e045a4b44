"""Read the areas of one boundary file, whoever sent it, step by step.

What is it, by its content? Is it safe? Read it. Which coordinate system is it in, and does that put
it near Chicago? Are its shapes sound? A file that fails a step never reaches the next.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyproj

from geo.boundaries import geojson, geopackage, limits, shapefile
from geo.boundaries.faults import READ_FAULTS, RepairedGeometryWarning, fault, shown
from geo.boundaries.shapes import mended, plain_areas, require_finite
from geo.boundaries.systems import registered, require_place
from geo.crs import ANALYSIS

Read = Callable[[bytes, str, str | None, int], gpd.GeoDataFrame]
"""Content, name for messages, layer and most shapes allowed: checks that it is safe, then reads."""

READERS: dict[str, Read] = {
    "zip": shapefile.read,
    "GeoPackage": geopackage.read,
    "GeoJSON": geojson.read,
}
ENDINGS = {".zip": "zip", ".geojson": "GeoJSON", ".json": "GeoJSON", ".gpkg": "GeoPackage"}
_SEND_INSTEAD = "Send a zipped shapefile (.zip), GeoJSON (.geojson or .json) or GeoPackage (.gpkg)."


def read_boundaries(
    path: Path,
    *,
    layer: str | None = None,
    max_features: int = limits.MAX_FEATURES,
    to_crs: int | None = ANALYSIS,
) -> gpd.GeoDataFrame:
    """Read the areas of one boundary file, whoever sent it.

    Parameters
    ----------
    path : Path
        A zipped shapefile, GeoJSON or GeoPackage file.
    layer : str, optional
        Which layer, where the file holds several.
    max_features : int
        Most shapes allowed.
    to_crs : int or None
        EPSG code to convert to; None keeps the file's own.

    Returns
    -------
    GeoDataFrame
        One row per area in the file's order, index 0 to n − 1, columns as in the file and
        `geometry`: valid, two-dimensional, outer rings counterclockwise; a Polygon, or a
        MultiPolygon where an area has several parts.
        `attrs["repaired_features"]` lists the mended shapes, counted from 1.

    Raises
    ------
    BoundaryError
        If the file is unsafe, damaged, too large, of another format, without coordinate system,
        without areas, or not about the Chicago region. No other exception leaves this function.

    Warns
    -----
    RepairedGeometryWarning
        If shapes crossed themselves and were mended.
    """
    name = path.name
    raw = _contents(path)
    try:
        kind = _kind(raw, name)
        frame = READERS[kind](raw, name, layer, max_features)
        crs = registered(frame.crs, name)
        areas = plain_areas(np.asarray(frame.geometry.array), name)
        require_place(areas, crs, name)
        areas, repaired = mended(areas, name)
        frame = frame.set_geometry(gpd.GeoSeries(areas, index=frame.index, crs=crs))
        frame = _converted(frame, to_crs, name)
    except READ_FAULTS as error:
        # What the libraries say may quote the server's own paths, so it stays in the chain.
        raise fault(name, "The file is damaged and cannot be read.", _SEND_INSTEAD) from error
    frame.attrs["repaired_features"] = list(repaired)
    if repaired:
        warnings.warn(RepairedGeometryWarning(name, repaired), stacklevel=2)
    return frame


def _contents(path: Path) -> bytes:
    """Return all bytes of a file that is not too large."""
    try:
        with path.open("rb") as handle:
            raw = handle.read(limits.MAX_BYTES + 1)
    except OSError as error:
        raise fault(path.name, "The file cannot be opened.", "Check its name.") from error
    if len(raw) > limits.MAX_BYTES:
        raise limits.too_large(path.name, "The file is too large.")
    return raw


def _kind(raw: bytes, name: str) -> str:
    """Return "zip", "GeoJSON" or "GeoPackage", as told by content and name together."""
    ending = Path(name).suffix.lower()
    if ending == ".shp" or raw.startswith(b"\x00\x00\x27\x0a"):
        raise fault(
            name,
            "A .shp file alone lacks its columns and coordinate system.",
            "Zip it together with its .shx, .dbf and .prj, and send the .zip.",
        )
    kind = _kind_of_content(raw)
    if kind is None:
        raise fault(name, "The content is none of the formats read here.", _SEND_INSTEAD)
    if ENDINGS.get(ending) != kind:
        raise fault(
            name,
            f"The content is {kind}, but the name ends in {shown(ending) or 'nothing'}.",
            _SEND_INSTEAD,
        )
    return kind


def _kind_of_content(raw: bytes) -> str | None:
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if raw.startswith(b"SQLite format 3\0") and raw[68:72] in (b"GPKG", b"GP10", b"GP11"):
        return "GeoPackage"
    # The mark some editors put before UTF-8 text is no part of the JSON.
    if raw[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return "GeoJSON"
    return None


def _converted(frame: gpd.GeoDataFrame, to_crs: int | None, name: str) -> gpd.GeoDataFrame:
    """Return `frame` in the system asked for, refusing shapes that have no place in it."""
    if to_crs is None or frame.crs == pyproj.CRS.from_epsg(to_crs):
        return frame
    moved = frame.to_crs(to_crs)
    require_finite(np.asarray(moved.geometry.array), name)
    return moved
