"""Read a zipped shapefile, after checking on its bytes everything a reader would believe.

The headers of shapes, index and columns must agree with each other and with the sizes of the files;
the encoding is the one that fits the text, whatever the file says about it.
"""

from __future__ import annotations

import codecs
import itertools
import re
import struct
import tempfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np

from geo.boundaries.archives import take_shapefile
from geo.boundaries.faults import fault
from geo.boundaries.gdal import read_layer
from geo.boundaries.limits import require_columns, require_count, require_work
from geo.errors import BoundaryError

# Numbers of the shapefile format (ESRI technical description, July 1998).
_SHP_MAGIC = 9994
_SHP_HEADER = 100
_SHX_ENTRY = 8  # one shape's place and length
_POLYGONS = (5, 15, 25)  # plain, with heights, with measures
_OTHER_SHAPES = {1: "points", 3: "lines", 8: "points"}  # by last digit
_NULL_BYTES = 4  # a record without a shape: its type alone
_POLYGON_BYTES = 44  # a polygon's type, box and two counts, before its rings
# Numbers of the dBASE format, which holds the columns.
_DBF_HEADER = 32
_DBF_FIELD = 32
_CODEC = re.compile(r"utf-8|iso8859-\d+|cp(125[0-8]|437|85\d)")


def read(raw: bytes, name: str, layer: str | None, max_features: int) -> gpd.GeoDataFrame:
    """Check and read one shapefile out of a zip archive.

    Parameters
    ----------
    raw : bytes
        The whole archive.
    name : str
        Its name for messages.
    layer : str or None
        Which shapefile, without ".shp"; needed only where the archive holds several.
    max_features : int
        Most shapes allowed.

    Returns
    -------
    GeoDataFrame
        One row per record, index 0 to n − 1, in the file's own system; shapes unchecked.

    Raises
    ------
    BoundaryError
        If the archive or the shapefile is unsafe, damaged, too large or not of polygons.
    """
    files = take_shapefile(raw, name, layer)
    rows = _check_shapes(files[".shp"], files[".shx"], name, max_features)
    text = _checked_text(files[".dbf"], rows, name)
    # The note on the encoding is rewritten: the file's own may be missing, misspelled or wrong.
    files[".cpg"] = _encoding(files.get(".cpg", b""), text).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.shp"
        for suffix, content in files.items():
            path.with_suffix(suffix).write_bytes(content)
        return read_layer(path, None, name, max_features)


def _damaged(name: str, part: str, what: str) -> BoundaryError:
    return fault(name, f"The {part} file {what}.", "Export the shapefile again and zip it afresh.")


def _check_shapes(shp: bytes, shx: bytes, name: str, max_features: int) -> int:
    """Check that index and shapes agree and do not overlap; return the number of records."""
    kind = _header_kind(shp, name, ".shp")
    _header_kind(shx, name, ".shx")
    if kind not in _POLYGONS:
        kinds = _OTHER_SHAPES.get(kind % 10, "something else")
        raise fault(name, f"The shapefile holds {kinds}.", "Only polygons (areas) can be shown.")
    index = _checked_index(shx, len(shp), name, max_features)
    sizes = [_record_size(shp, start, length, kind, name) for start, length in index.tolist()]
    require_work(sum(points for _, points in sizes), sum(rings**2 for rings, _ in sizes), name)
    return len(index)


def _header_kind(content: bytes, name: str, part: str) -> int:
    """Return the shape type from a .shp or .shx header, after checking magic and length."""
    if len(content) < _SHP_HEADER or struct.unpack_from(">i", content)[0] != _SHP_MAGIC:
        raise _damaged(name, part, "is not what its name says")
    if struct.unpack_from(">i", content, 24)[0] * 2 != len(content):
        raise _damaged(name, part, "is cut short or has a tail")
    return int(struct.unpack_from("<i", content, 32)[0])


def _checked_index(
    shx: bytes, shp_bytes: int, name: str, max_features: int
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the place and length in bytes of each record, one row per record in the file's order.

    Records must lie within the .shp and apart: entries that overlap would let a small file unfold
    into a huge one.
    """
    rows, rest = divmod(len(shx) - _SHP_HEADER, _SHX_ENTRY)
    if rest:
        raise _damaged(name, ".shx", "has a broken last entry")
    require_count(rows, name, max_features)
    # The format counts in words of two bytes.
    index = np.frombuffer(shx, ">i4", offset=_SHP_HEADER).reshape(rows, 2).astype(np.int64) * 2
    starts, lengths = index[np.argsort(index[:, 0], kind="stable")].T
    ends = starts + 8 + lengths
    outside = starts[0] < _SHP_HEADER or (lengths < _NULL_BYTES).any()
    if outside or (ends > [*starts[1:], shp_bytes]).any():
        raise _damaged(name, ".shx", "points outside the shapes or at the same shape twice")
    return index


def _record_size(shp: bytes, start: int, length: int, kind: int, name: str) -> tuple[int, int]:
    """Return the numbers of rings and corner points one record says it has, if they fit in it."""
    (words,) = struct.unpack_from(">i", shp, start + 4)
    (this,) = struct.unpack_from("<i", shp, start + 8)
    if words * 2 != length or this not in (0, kind):
        raise _damaged(name, ".shp", "does not agree with its index")
    if this == 0:
        return 0, 0
    rings = points = -1
    if length >= _POLYGON_BYTES:
        rings, points = struct.unpack_from("<2i", shp, start + _POLYGON_BYTES)
    if min(rings, points) < 0 or _POLYGON_BYTES + 4 * rings + 16 * points > length:
        raise _damaged(name, ".shp", "holds a shape that does not fit its record")
    return rings, points


def _checked_text(dbf: bytes, rows: int, name: str) -> bytes:
    """Check the column table's header against `rows`; return all text: column names and cells."""
    if len(dbf) <= _DBF_HEADER:
        raise _damaged(name, ".dbf", "is cut short")
    count, header, record = struct.unpack_from("<IHH", dbf, 4)
    columns = _column_entries(dbf, header)
    whole = header > _DBF_HEADER and header + count * record <= len(dbf)
    if not whole or any(len(column) < _DBF_FIELD for column in columns):
        raise _damaged(name, ".dbf", "is cut short")
    if sum(column[16] for column in columns) >= record:
        raise _damaged(name, ".dbf", "has columns that do not fit its rows")
    if count != rows:
        raise _damaged(name, ".dbf", f"has {count:,} rows, but there are {rows:,} shapes")
    require_columns(len(columns), name)
    titles = (column[:11].split(b"\0")[0] for column in columns)
    return b"\n".join([*titles, dbf[header : header + count * record]])


def _column_entries(dbf: bytes, header: int) -> list[bytes]:
    """Return the entry of each column in a table whose header is `header` bytes long."""
    described = dbf[_DBF_HEADER : max(_DBF_HEADER, header - 1)]
    entries = (described[i : i + _DBF_FIELD] for i in range(0, len(described), _DBF_FIELD))
    # Some programs put notes of their own after the mark that ends the columns.
    return list(itertools.takewhile(lambda entry: entry[:1] != b"\r", entries))


def _encoding(cpg: bytes, text: bytes) -> str:
    """Return the first of the named encoding, UTF-8 and Latin-1 that decodes all of `text`."""
    named = cpg[:40].decode("ascii", "ignore").strip().lower().removeprefix("ansi ")
    named = {"65001": "utf-8", "88591": "latin-1"}.get(named, named)
    for candidate in (f"cp{named}" if named.isdigit() else named, "utf-8"):
        try:
            codec = codecs.lookup(candidate).name
            if _CODEC.fullmatch(codec):
                text.decode(codec)
                return codec
        except (LookupError, ValueError):
            continue
    return "iso8859-1"
