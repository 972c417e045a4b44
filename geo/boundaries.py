"""The one reader of boundary files, and the writer of the atlas's own.

The same reader serves the committed boundaries and a file a visitor sends, so it trusts nothing:
the format is told from the content, sizes are checked before anything is unpacked, only GDAL's
shapefile and GeoPackage drivers ever see the bytes, and they see them in an empty temporary folder
under a name of our own.
"""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
import tempfile
import warnings
from contextlib import closing
from pathlib import Path
from typing import Any

# The guard comes first, whoever imports this module: GDAL reads its limits once, when it starts.
from geo import gdal_guard

# isort: split
import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely

from geo import archives
from geo.archives import (
    fault,
    feature_fault,
    require_columns,
    require_count,
    require_work,
    shown,
)
from geo.crs import ANALYSIS, DISPLAY
from geo.errors import BoundaryError

gdal_guard.require_guard()

MAX_FEATURES = 20_000
"""Most shapes of one file; the largest official one in use has 3,993."""

MAX_TANGLE = 200_000
"""Most pairs of sides whose boxes meet, beyond a ring's natural three or so per side.

The time to check and mend a shape grows with these pairs: a plain file has none to spare, a
2,000-point star has four million and takes minutes and gigabytes.
"""

AROUND_COOK = shapely.box(-89.5, 40.8, -86.5, 42.9)
"""Longitudes and latitudes of Cook County with some 50 miles around it."""

ENDINGS = {".zip": "zip", ".geojson": "GeoJSON", ".json": "GeoJSON", ".gpkg": "GeoPackage"}
MAX_SQL_STEPS = 100
"""Millions of steps the check of a GeoPackage may take; a real one needs a fraction of one."""

MAX_JSON_VALUES = 4_000_000
"""Most values of a GeoJSON file, counted before parsing makes each many times larger than its text.

A corner point is three or four of them.
"""

MAX_DEGREES = 360
DBF_NAME_BYTES = 10
DBF_TEXT_BYTES = 254
Shapes = np.ndarray[Any, np.dtype[np.object_]]
"""An array of shapely geometries, one per row."""

_REMEDY = "Send a zipped shapefile (.zip), GeoJSON (.geojson or .json) or GeoPackage (.gpkg)."
_POLYGON_TYPES = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_READ_FAULTS = (
    RuntimeError,  # pyogrio's, pyproj's and "recursion too deep"
    ValueError,  # also bad text and bad JSON
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    OSError,
    shapely.errors.ShapelyError,
)
# Statements a GeoPackage's own schema consists of. A view or another virtual table could run code.
_PLAIN_SQL = re.compile(
    r"CREATE\s+(TABLE|INDEX|UNIQUE\s+INDEX|TRIGGER)\s"
    r'|CREATE VIRTUAL TABLE "?[^"]*"? USING rtree\s*\([^()]*\)$',
    re.IGNORECASE,
)


class RepairedGeometryWarning(UserWarning):
    """Some shapes crossed themselves and were mended; `features` counts from 1."""

    def __init__(self, file: str, features: tuple[int, ...]) -> None:
        self.file = file
        self.features = features
        super().__init__(
            f"{shown(file)}: shapes that crossed themselves were mended: {len(features)}. "
            f"Counting from 1: {shown(', '.join(map(str, features)))}."
        )


def read_boundaries(
    path: Path,
    *,
    layer: str | None = None,
    max_features: int = MAX_FEATURES,
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
    raw = _contents(path)
    try:
        frame = _READERS[_kind(raw, path.name)](raw, path.name, layer, max_features)
        return _cleaned(frame, path.name, max_features, to_crs)
    except BoundaryError:
        raise
    except _READ_FAULTS as error:
        # What the libraries say may quote the server's own paths, so it stays in the chain.
        raise fault(path.name, "The file is damaged and cannot be read.", _REMEDY) from error


def _contents(path: Path) -> bytes:
    """Return all bytes of a file that is not too large."""
    try:
        with path.open("rb") as handle:
            raw = handle.read(archives.MAX_BYTES + 1)
    except OSError as error:
        raise fault(path.name, "The file cannot be opened.", "Check its name.") from error
    if len(raw) > archives.MAX_BYTES:
        raise fault(
            path.name,
            "The file is too large.",
            f"At most {archives.MAX_BYTES // 2**20} MB are read: send fewer or simpler shapes.",
        )
    return raw


def _kind(raw: bytes, name: str) -> str:
    """Return "zip", "GeoJSON" or "GeoPackage", as told by content and name together."""
    ending = Path(name).suffix.lower()
    start = raw[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if ending == ".shp" or raw.startswith(b"\x00\x00\x27\x0a"):
        raise fault(
            name,
            "A .shp file alone lacks its columns and coordinate system.",
            "Zip it together with its .shx, .dbf and .prj, and send the .zip.",
        )
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind = "zip"
    elif raw.startswith(b"SQLite format 3\0") and raw[68:72] in (b"GPKG", b"GP10", b"GP11"):
        kind = "GeoPackage"
    elif start.startswith(b"{"):
        kind = "GeoJSON"
    else:
        raise fault(name, "The content is none of the formats read here.", _REMEDY)
    if ENDINGS.get(ending) != kind:
        raise fault(
            name,
            f"The content is {kind}, but the name ends in {shown(ending) or 'nothing'}.",
            _REMEDY,
        )
    return kind


def _read_shapefile(raw: bytes, name: str, layer: str | None, limit: int) -> gpd.GeoDataFrame:
    shapefile = archives.read_zip(raw, name, layer, limit)
    with tempfile.TemporaryDirectory() as folder:
        return _gdal_frame(shapefile.unpack(Path(folder)), None, name, limit)


def _gdal_frame(path: Path, layer: str | None, name: str, limit: int) -> gpd.GeoDataFrame:
    try:
        return pyogrio.read_dataframe(path, layer=layer, max_features=limit + 1)
    except (pyogrio.errors.CRSError, pyproj.exceptions.CRSError, NameError) as error:
        # pyogrio leaves with an unset variable where GDAL cannot put a system into words.
        raise _unknown_crs(name) from error


def _read_geopackage(raw: bytes, name: str, layer: str | None, limit: int) -> gpd.GeoDataFrame:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layers.gpkg"
        path.write_bytes(raw)
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as link:
                layers = _checked_layers(link, name)
        except sqlite3.Error as error:
            raise fault(name, "The GeoPackage is damaged.", "Export it again.") from error
        wanted = [item for item in layers if layer in (None, item)]
        if len(wanted) != 1:
            raise fault(
                name,
                f"The GeoPackage holds {len(layers)} layers"
                f"{': ' + ', '.join(shown(item) for item in layers) if layers else ' of areas'}.",
                "Choose one of them with layer=, or export one layer alone.",
            )
        return _gdal_frame(path, wanted[0], name, limit)


def _checked_layers(link: sqlite3.Connection, name: str) -> list[str]:
    """Return the layers of a GeoPackage, after refusing one that could compute its content."""
    ticks = itertools.count()
    link.set_progress_handler(lambda: next(ticks) > MAX_SQL_STEPS, 1_000_000)
    link.execute("PRAGMA trusted_schema = OFF")
    statements = [sql for (sql,) in link.execute("SELECT sql FROM sqlite_master") if sql]
    plain = all(_PLAIN_SQL.match(sql) for sql in statements)
    widest = computed = 0
    if plain:
        # Generated columns and long defaults make a small file unfold into a large table.
        widest, computed = link.execute(
            "SELECT max(n), max(odd) FROM (SELECT count(*) n, max(x.hidden > 1 OR "
            "coalesce(length(x.dflt_value), 0) > 200) odd FROM sqlite_master m, "
            "pragma_table_xinfo(m.name) x WHERE m.type = 'table' "
            "AND m.sql NOT LIKE 'CREATE VIRTUAL%' GROUP BY m.name)"
        ).fetchone()
    if not plain or computed:
        raise fault(
            name,
            "The GeoPackage holds views, computed columns or other parts that run on the server.",
            "Export the layer itself as a new GeoPackage or as GeoJSON.",
        )
    require_columns(widest or 0, name)
    return [
        str(table)
        for (table,) in link.execute(
            "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY 1"
        )
    ]


def _read_geojson(raw: bytes, name: str, layer: str | None, limit: int) -> gpd.GeoDataFrame:
    """Read GeoJSON with Python's own parser: GDAL never sees it."""
    if layer is not None:
        raise fault(name, "GeoJSON holds a single layer.", "Leave out the layer.")
    values = sum(map(raw.count, (b"[", b"{", b",")))
    if values > MAX_JSON_VALUES:
        remedy = f"At most {MAX_JSON_VALUES:,} are read: simplify the shapes or drop columns."
        raise fault(name, f"The JSON holds {values:,} values.", remedy)
    document = json.loads(raw.decode("utf-8-sig"))
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise fault(
            name, "The JSON is not a FeatureCollection.", "Export the layer as GeoJSON once more."
        )
    require_count(len(features), name, limit)
    require_columns(len({key for f in features for key in f.get("properties") or {}}), name)
    with np.errstate(invalid="ignore"):  # a NaN corner is reported by name later on
        areas = [_geojson_shape(feature, row, name) for row, feature in enumerate(features)]
    table = pd.DataFrame([_plain(f, row, name) for row, f in enumerate(features)])
    return gpd.GeoDataFrame(table, geometry=areas, crs=_geojson_crs(document, name))


def _geojson_shape(feature: dict[str, Any], row: int, name: str) -> shapely.Geometry | None:
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise _not_area(str(geometry["type"]), row, name)
    try:
        return shapely.geometry.shape(geometry)
    except _READ_FAULTS as error:
        raise feature_fault(name, row, "has broken coordinates", "Export it again.") from error


def _plain(feature: dict[str, Any], row: int, name: str) -> dict[str, Any]:
    """Return a feature's properties with lists and objects as JSON text, as GDAL gives them."""
    properties = feature.get("properties") or {}
    if "geometry" in properties:
        remedy = "Rename that column: the name is taken by the shape."
        raise feature_fault(name, row, 'has a property called "geometry"', remedy)
    return {
        key: json.dumps(value) if isinstance(value, list | dict) else value
        for key, value in properties.items()
    }


def _geojson_crs(document: dict[str, Any], name: str) -> pyproj.CRS:
    """Return the system the file names by EPSG code, or the standard's longitude and latitude."""
    if document.get("crs") is None:
        return pyproj.CRS.from_epsg(DISPLAY)
    label = document["crs"]["properties"]["name"]
    if re.fullmatch(r"urn:ogc:def:crs:OGC:[\d.]*:CRS84", label):
        return pyproj.CRS.from_epsg(DISPLAY)
    # Only a bare code is passed on: other spellings can make PROJ open files.
    code = re.fullmatch(r"(?:urn:ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,6})", label, re.ASCII)
    if code is None:
        raise _unknown_crs(name)
    try:
        return pyproj.CRS.from_epsg(int(code[1]))
    except pyproj.exceptions.CRSError as error:
        raise _unknown_crs(name) from error


_READERS = {
    "zip": _read_shapefile,
    "GeoPackage": _read_geopackage,
    "GeoJSON": _read_geojson,
}


def _unknown_crs(name: str) -> BoundaryError:
    return fault(
        name,
        "The coordinate system is missing or not a registered one (EPSG).",
        f"Export the file in EPSG:{DISPLAY} (longitude and latitude) or EPSG:{ANALYSIS}.",
    )


def _not_area(kind: str, row: int, name: str) -> BoundaryError:
    remedy = "Only Polygon and MultiPolygon are read: remove points and lines."
    return feature_fault(name, row, f"is a {shown(kind)}, not an area", remedy)


def _cleaned(
    frame: gpd.GeoDataFrame, name: str, max_features: int, to_crs: int | None
) -> gpd.GeoDataFrame:
    """Return `frame` with checked, mended, plane shapes in the system asked for."""
    if not isinstance(frame, gpd.GeoDataFrame):
        raise fault(name, "The file has columns but no shapes.", "Export the layer with its areas.")
    require_count(len(frame), name, max_features)
    crs = _registered(frame.crs, name)
    areas = _checked_shapes(np.asarray(frame.geometry.array), name)
    _check_place(areas, crs, name)
    areas, mended = _mended(areas, name)
    named = frame.set_geometry(gpd.GeoSeries(areas, index=frame.index, crs=crs))
    if to_crs is not None and crs != pyproj.CRS.from_epsg(to_crs):
        named = named.to_crs(to_crs)
        _require_finite(np.asarray(named.geometry.array), name)
    named.attrs["repaired_features"] = list(mended)
    if mended:
        warnings.warn(RepairedGeometryWarning(name, mended), stacklevel=3)
    return named


def _registered(crs: pyproj.CRS | None, name: str) -> pyproj.CRS:
    """Return the registered system behind a file's own spelling of it.

    A .prj names systems in another dialect, and may carry parameters that make PROJ open files;
    the registered definition has neither trouble.
    """
    authority = None if crs is None else crs.to_authority(min_confidence=70)
    if authority is None:
        raise _unknown_crs(name)
    found = pyproj.CRS.from_authority(*authority)
    if not (found.is_projected or found.is_geographic):
        raise _unknown_crs(name)
    return found


def _checked_shapes(areas: Shapes, name: str) -> Shapes:
    """Return the shapes without heights and needless nesting, each checked to be a finite area."""
    missing = np.flatnonzero(shapely.is_missing(areas) | shapely.is_empty(areas))
    if len(missing):
        more = f", nor have {len(missing) - 1} more" if len(missing) > 1 else ""
        remedy = "Remove the empty rows or draw their areas."
        raise feature_fault(name, missing[0], f"has no shape{more}", remedy)
    other = np.flatnonzero(~np.isin(shapely.get_type_id(areas), _POLYGON_TYPES))
    if len(other):
        raise _not_area(areas[other[0]].geom_type, other[0], name)
    flat: Shapes = shapely.force_2d(areas)
    _require_finite(flat, name)
    parts, owner = shapely.get_parts(flat, return_index=True)
    rings = np.bincount(owner, weights=1 + shapely.get_num_interior_rings(parts))
    require_work(int(shapely.get_num_coordinates(flat).sum()), int((rings**2).sum()), name)
    single = shapely.get_num_geometries(flat) == 1
    flat[single] = shapely.get_geometry(flat[single], 0)
    return flat


def _require_finite(areas: Shapes, name: str) -> None:
    points, owner = shapely.get_coordinates(areas, return_index=True)
    bad = owner[~np.isfinite(points).all(axis=1)]
    if len(bad):
        what = "has a coordinate that is no place on the map"
        raise feature_fault(
            name, bad[0], what, "Check its corner points and the coordinate system."
        )


def _check_place(areas: Shapes, crs: pyproj.CRS, name: str) -> None:
    """Raise unless some shape lies in or near Cook County, with a guess at what went wrong."""
    reach = np.abs(shapely.total_bounds(areas)).max()
    guess = "The file is about another region."
    if crs.is_projected and reach <= MAX_DEGREES:
        guess = f"The numbers look like degrees, but the file says {crs.name}."
    elif crs.is_geographic and reach > MAX_DEGREES:
        guess = f"The numbers look like meters or feet, but the file says {crs.name}."
    else:
        boxes = gpd.GeoSeries(shapely.box(*shapely.bounds(areas).T), crs=crs).to_crs(DISPLAY)
        corners = boxes.bounds.to_numpy()
        sound = corners[np.isfinite(corners).all(axis=1)]
        if shapely.intersects(shapely.box(*sound.T), AROUND_COOK).any():
            return
        if shapely.intersects(shapely.box(*sound[:, [1, 0, 3, 2]].T), AROUND_COOK).any():
            guess = "Latitude and longitude look swapped."
    raise fault(
        name,
        f"No shape lies in or near Cook County. {guess}",
        f"Export the file in EPSG:{DISPLAY} (longitude first) or EPSG:{ANALYSIS}.",
    )


def _mended(areas: Shapes, name: str) -> tuple[Shapes, tuple[int, ...]]:
    """Return valid shapes, outer rings counterclockwise, and which were mended (from 1)."""
    _refuse_tangles(areas, name)
    bad = np.flatnonzero(~shapely.is_valid(areas))
    whole = areas.copy()
    whole[bad] = shapely.make_valid(areas[bad], method="structure", keep_collapsed=False)
    lost = bad[shapely.is_empty(whole[bad])]
    if len(lost):
        raise feature_fault(name, lost[0], "encloses no area", "Remove it or draw it again.")
    return shapely.orient_polygons(whole), tuple(int(i) + 1 for i in bad)


def _refuse_tangles(areas: Shapes, name: str) -> None:
    """Raise if so many sides may cross that checking the shapes would stall the server."""
    spare = MAX_TANGLE
    for row, area in enumerate(areas):
        ends, ring = shapely.get_coordinates(
            shapely.get_rings(shapely.get_parts(area)), return_index=True
        )
        joined = ring[1:] == ring[:-1]
        sides = shapely.linestrings(np.stack([ends[:-1][joined], ends[1:][joined]], axis=1))
        spare += 4 * len(sides)
        tree = shapely.STRtree(sides)
        # In slices, so that counting the pairs never takes more memory than the shapes do.
        step = max(1, 2_000_000 // len(sides))
        for start in range(0, len(sides), step):
            spare -= tree.query(sides[start : start + step]).shape[1]
            if spare < 0:
                remedy = "Simplify it, or repair it in a map program first."
                raise feature_fault(name, row, "is too tangled to check", remedy)


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
    _check_writable(frame, path.name, stem)
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / f"{stem}.shp"
        pyogrio.write_dataframe(
            frame,
            inside,
            driver="ESRI Shapefile",
            layer_options={"ENCODING": "UTF-8", "DBF_DATE_LAST_UPDATE": "2000-01-01"},
        )
        endings = (".shp", ".shx", ".dbf", ".prj", ".cpg")
        files = {f"{stem}{end}": inside.with_suffix(end).read_bytes() for end in endings}
    archives.write_zip(path, files)


def _check_writable(frame: gpd.GeoDataFrame, file: str, stem: str) -> None:
    if not re.fullmatch(r"[a-z0-9_]{1,60}", stem):
        raise fault(file, f"{shown(stem)!r} cannot name the files inside.", "Use a-z, 0-9 and _.")
    if frame.crs is None or frame.crs.to_epsg() is None:
        raise _unknown_crs(file)
    require_count(len(frame), file, MAX_FEATURES)
    areas = np.asarray(frame.geometry.array)
    _checked_shapes(areas, file)
    crossed = np.flatnonzero(~shapely.is_valid(areas))
    if len(crossed):
        raise feature_fault(file, crossed[0], "crosses itself", "Mend it first.")
    _check_columns(frame.drop(columns=frame.geometry.name), file)


def _check_columns(table: pd.DataFrame, file: str) -> None:
    """Raise unless a shapefile's table can hold every column and every text whole."""
    names = [str(column) for column in table.columns]
    long = [n for n in names if len(n.encode()) > DBF_NAME_BYTES]
    if long:
        raise fault(
            file,
            f"These column names are longer than {DBF_NAME_BYTES} bytes: {', '.join(long)}.",
            "Shorten them before writing.",
        )
    if len({n.lower() for n in names}) < len(names):
        raise fault(file, f"Two columns share a name ({', '.join(names)}).", "Rename one.")
    for name in names:
        kind = pd.api.types.infer_dtype(table[name], skipna=True)
        if kind not in ("integer", "floating", "mixed-integer-float", "boolean", "string", "empty"):
            raise fault(
                file, f"Column {name} holds {kind} values.", "Turn them into text or numbers."
            )
        if (
            kind == "string"
            and table[name].dropna().map(lambda t: len(t.encode())).gt(DBF_TEXT_BYTES).any()
        ):
            raise fault(
                file, f"Column {name} holds text over {DBF_TEXT_BYTES} bytes.", "Shorten it."
            )
