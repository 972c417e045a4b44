"""Write the computed tables and shapes: same content, same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.boundaries import read_boundaries
from geo.crs import ANALYSIS, DISPLAY
from geo.ward_geometry import DISPLAY_DECIMALS


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """UTF-8, header row, LF line ends, no index."""
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def write_geojson(features: Iterable[dict[str, Any]], path: Path) -> None:
    """Compact GeoJSON in longitude and latitude (RFC 7946)."""
    document = {"type": "FeatureCollection", "features": list(features)}
    path.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


def feature(shape: shapely.Geometry, **properties: Any) -> dict[str, Any]:
    """One GeoJSON feature from a shape already in longitude and latitude."""
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def to_display(shapes: Iterable[shapely.Geometry]) -> list[shapely.Geometry]:
    """Convert EPSG:26971 shapes to longitude and latitude with five decimals."""
    degrees = gpd.GeoSeries(list(shapes), crs=ANALYSIS).to_crs(DISPLAY).to_numpy()
    rounded = shapely.transform(degrees, lambda xy: np.round(xy, DISPLAY_DECIMALS))
    return list(rounded)


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def count_rows(path: Path) -> int:
    """Rows of a CSV (without the header), records of a JSON list or of the claim ledger,
    or shapes of a GeoJSON file or zipped shapefile."""
    if path.suffix == ".csv":
        return len(pd.read_csv(path))
    if path.suffix == ".json":
        written = json.loads(path.read_text(encoding="utf-8"))
        return len(written["claims"] if isinstance(written, dict) else written)
    if path.suffix == ".geojson":
        return len(json.loads(path.read_text(encoding="utf-8"))["features"])
    return len(read_boundaries(path, to_crs=None))


def build_id(record: Mapping[str, Any]) -> str:
    """Ten hexadecimal digits that change if, and only if, the rest of the build record does."""
    rest = {name: value for name, value in record.items() if name != "build_id"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()[:10]
