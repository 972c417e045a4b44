"""Read GeoJSON (RFC 7946) with Python's own parser: GDAL never sees it."""

from __future__ import annotations

import json
import re
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from geo.boundaries.faults import READ_FAULTS, fault, feature_fault, not_area, unknown_crs
from geo.boundaries.limits import MAX_JSON_VALUES, require_columns, require_count
from geo.crs import DISPLAY


def read(raw: bytes, name: str, layer: str | None, max_features: int) -> gpd.GeoDataFrame:
    """Check and read a GeoJSON FeatureCollection.

    Parameters
    ----------
    raw : bytes
        The whole file.
    name : str
        Its name for messages.
    layer : str or None
        Must be None: the format has no layers.
    max_features : int
        Most shapes allowed.

    Returns
    -------
    GeoDataFrame
        One row per feature, index 0 to n − 1, in the file's own system; shapes unchecked, but
        polygons all, or None.

    Raises
    ------
    BoundaryError
        If the file is damaged, too large, of points or lines, or in an unknown system.
    """
    if layer is not None:
        raise fault(name, "GeoJSON holds a single layer.", "Leave out the layer.")
    document = _collection(raw, name)
    features = document["features"]
    require_count(len(features), name, max_features)
    require_columns(len({key for f in features for key in f.get("properties") or {}}), name)
    with np.errstate(invalid="ignore"):  # a NaN corner is reported by name later on
        areas = [_shape(feature, row, name) for row, feature in enumerate(features)]
    table = pd.DataFrame([_properties(f, row, name) for row, f in enumerate(features)])
    return gpd.GeoDataFrame(table, geometry=areas, crs=_crs(document, name))


def _collection(raw: bytes, name: str) -> dict[str, Any]:
    """Return the parsed file, whose "features" are a list, if parsing it cannot fill the memory."""
    values = sum(map(raw.count, (b"[", b"{", b",")))
    if values > MAX_JSON_VALUES:
        remedy = f"At most {MAX_JSON_VALUES:,} are read: simplify the shapes or drop columns."
        raise fault(name, f"The JSON holds {values:,} values.", remedy)
    document: dict[str, Any] = json.loads(raw.decode("utf-8-sig"))
    is_list = isinstance(document.get("features"), list)
    if document.get("type") != "FeatureCollection" or not is_list:
        remedy = "Export the layer as GeoJSON once more."
        raise fault(name, "The JSON is not a FeatureCollection.", remedy)
    return document


def _shape(feature: dict[str, Any], row: int, name: str) -> shapely.Geometry | None:
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise not_area(str(geometry["type"]), row, name)
    try:
        return shapely.geometry.shape(geometry)
    except READ_FAULTS as error:
        raise feature_fault(name, row, "has broken coordinates", "Export it again.") from error


def _properties(feature: dict[str, Any], row: int, name: str) -> dict[str, Any]:
    """Return a feature's properties with lists and objects as JSON text, as GDAL gives them."""
    properties = feature.get("properties") or {}
    if "geometry" in properties:
        remedy = "Rename that column: the name is taken by the shape."
        raise feature_fault(name, row, 'has a property called "geometry"', remedy)
    return {
        key: json.dumps(value) if isinstance(value, list | dict) else value
        for key, value in properties.items()
    }


def _crs(document: dict[str, Any], name: str) -> pyproj.CRS:
    """Return the system the file names by EPSG code, or the standard's longitude and latitude."""
    if document.get("crs") is None:
        return pyproj.CRS.from_epsg(DISPLAY)
    label = document["crs"]["properties"]["name"]
    if re.fullmatch(r"urn:ogc:def:crs:OGC:[\d.]*:CRS84", label):
        return pyproj.CRS.from_epsg(DISPLAY)
    # Only a bare code is passed on: other spellings can make PROJ open files.
    code = re.fullmatch(r"(?:urn:ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,6})", label, re.ASCII)
    if code is None:
        raise unknown_crs(name)
    try:
        return pyproj.CRS.from_epsg(int(code[1]))
    except pyproj.exceptions.CRSError as error:
        raise unknown_crs(name) from error
