"""Write the atlas's own zipped shapefiles: the same frame gives the same bytes."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geo.boundaries.archives import PARTS
from geo.boundaries.faults import fault, feature_fault, shown, unknown_crs
from geo.boundaries.limits import MAX_FEATURES, require_count
from geo.boundaries.shapes import plain_areas
from geo.writing import packed, write_whole

DBF_NAME_BYTES = 10
"""Longest column name of a shapefile's table (dBASE III)."""

DBF_TEXT_BYTES = 254
"""Longest text in one of its cells."""

_WRITABLE = ("integer", "floating", "mixed-integer-float", "boolean", "string", "empty")
_FIXED_DAY = "2000-01-01"
"""Stands in for the day of writing, which would make every build differ."""


def write_shapefile_zip(frame: gpd.GeoDataFrame, path: Path, *, stem: str) -> None:
    """Write a zipped shapefile: the same frame gives the same bytes, all or nothing.

    Reading it back with `read_boundaries` gives the same coordinates, rows and text. The format
    itself turns a MultiPolygon of one part into a Polygon, empty text into None, and keeps 15
    decimals of a number. The index is not written.

    Parameters
    ----------
    frame : GeoDataFrame
        One row per area; valid shapes, a registered coordinate system; columns of whole numbers,
        decimals, true/false or text, with names of at most 10 bytes.
    path : Path
        Where the .zip goes; an older file there is replaced in one step.
    stem : str
        Name of the files inside: lower-case letters, digits and underscores.

    Raises
    ------
    BoundaryError
        If the format cannot hold the frame as it is.
    """
    _require_writable(frame, path.name, stem)
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / f"{stem}.shp"
        pyogrio.write_dataframe(
            frame,
            inside,
            driver="ESRI Shapefile",
            layer_options={"ENCODING": "UTF-8", "DBF_DATE_LAST_UPDATE": _FIXED_DAY},
        )
        files = {f"{stem}{part}": inside.with_suffix(part).read_bytes() for part in PARTS}
    write_whole(path, packed(files))


def _require_writable(frame: gpd.GeoDataFrame, file: str, stem: str) -> None:
    if not re.fullmatch(r"[a-z0-9_]{1,60}", stem):
        raise fault(file, f"{shown(stem)!r} cannot name the files inside.", "Use a-z, 0-9 and _.")
    if frame.crs is None or frame.crs.to_epsg() is None:
        raise unknown_crs(file)
    require_count(len(frame), file, MAX_FEATURES)
    areas = np.asarray(frame.geometry.array)
    plain_areas(areas, file)
    crossed = np.flatnonzero(~shapely.is_valid(areas))
    if len(crossed):
        raise feature_fault(file, crossed[0], "crosses itself", "Mend it first.")
    table = frame.drop(columns=frame.geometry.name)
    _require_names([str(column) for column in table.columns], file)
    for column in table.columns:
        _require_values(table[column], file)


def _require_names(names: list[str], file: str) -> None:
    """Raise unless a shapefile's table can tell the columns apart by their whole names."""
    long = [n for n in names if len(n.encode()) > DBF_NAME_BYTES]
    if long:
        raise fault(
            file,
            f"These column names are longer than {DBF_NAME_BYTES} bytes: {', '.join(long)}.",
            "Shorten them before writing.",
        )
    if len({n.lower() for n in names}) < len(names):
        raise fault(file, f"Two columns share a name ({', '.join(names)}).", "Rename one.")


def _require_values(column: pd.Series, file: str) -> None:
    """Raise unless a shapefile's table can hold every value of `column` whole."""
    kind = pd.api.types.infer_dtype(column, skipna=True)
    if kind not in _WRITABLE:
        what = f"Column {column.name} holds {kind} values."
        raise fault(file, what, "Turn them into text or numbers.")
    if kind != "string":
        return
    if column.dropna().map(lambda text: len(text.encode())).gt(DBF_TEXT_BYTES).any():
        what = f"Column {column.name} holds text over {DBF_TEXT_BYTES} bytes."
        raise fault(file, what, "Shorten it.")
