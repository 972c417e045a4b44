"""Zipped shapefiles, checked on their bytes before any reader opens them.

A shapefile is four files that travel together; the atlas takes them in one zip. Everything a
reader would believe is checked first: the zip's member list, then the headers and the record index
of the shapefile itself. Nothing is unpacked under a name chosen by the file.
"""

from __future__ import annotations

import codecs
import io
import itertools
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np

from geo.errors import BoundaryError, Problem

MAX_BYTES = 48 * 2**20
"""Most bytes of one file, unpacked. The largest official file in use unpacks to 7 MB."""

MAX_VERTICES = 1_000_000
"""Most corner points of one file; both ward maps together have 154,000."""

MAX_COLUMNS = 500
MAX_MEMBERS = 100
MAX_RATIO = 200
"""Most bytes one zipped byte may unpack to. Shapefiles stay below 20."""

MAX_RING_PAIRS = 25_000_000
"""Most pairs of rings within shapes: comparing rings takes time with the square of their count."""

_RATIO_FROM = 2**20
# Numbers of the shapefile format (ESRI technical description, July 1998).
_SHP_MAGIC = 9994
_SHP_HEADER = 100
_POLYGONS = (5, 15, 25)  # plain, with heights, with measures
_OTHER_SHAPES = {1: "points", 3: "lines", 8: "points"}  # by last digit
_NULL_BYTES = 4  # a record without a shape: its type alone
_POLYGON_BYTES = 44  # a polygon's type, box and two counts, before its rings
# Numbers of the dBASE format, which holds the columns.
_DBF_HEADER = 32
_DBF_FIELD = 32
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".tar", ".kmz")
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
    IndexError,
)
_CODEC = re.compile(r"utf-8|iso8859-\d+|cp(125[0-8]|437|85\d)")


@dataclass(frozen=True)
class Shapefile:
    """The checked bytes of one shapefile, by suffix: .shp, .shx, .dbf, .prj and .cpg."""

    files: Mapping[str, bytes]

    def unpack(self, folder: Path) -> Path:
        """Write the files into `folder` under names of our own; return the path of the .shp."""
        for suffix, content in self.files.items():
            (folder / f"layer{suffix}").write_bytes(content)
        return folder / "layer.shp"


def shown(name: str) -> str:
    """Return a file's or layer's name fit for a message: printable, at most 120 characters."""
    return "".join(c if c.isprintable() else "?" for c in name[:120])


def fault(file: str, what: str, remedy: str) -> BoundaryError:
    """Return the error for one fault in `file`, worded like every other problem of the atlas."""
    return BoundaryError(str(Problem(shown(file), None, None, what, remedy)))


def feature_fault(file: str, feature: int, what: str, remedy: str) -> BoundaryError:
    """Return the error for one shape, `feature` being its place in the file from 0."""
    return fault(file, f"Feature {feature + 1} (counting from 1) {what}.", remedy)


def read_zip(raw: bytes, name: str, layer: str | None, max_features: int) -> Shapefile:
    """Check a zip archive and take one shapefile out of it, into memory.

    Parameters
    ----------
    raw : bytes
        The whole archive.
    name : str
        The archive's name for messages.
    layer : str or None
        Which shapefile, without ".shp"; needed only where the archive holds several.
    max_features : int
        Most records allowed.

    Raises
    ------
    BoundaryError
        If the archive is unsafe or damaged, or does not hold one whole polygon shapefile.
    """
    # Counted before opening: a directory of a million entries is itself a bomb.
    if raw.count(b"PK\x01\x02") > MAX_MEMBERS:
        raise _too_many_members(name)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = _checked_members(archive, name)
            stem = _choose(members, name, layer)
            files = {
                suffix: archive.read(members[(stem + suffix).lower()])
                for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg")
                if (stem + suffix).lower() in members
            }
    except _ZIP_FAULTS as error:
        raise fault(name, "The zip archive is damaged.", "Zip the files again.") from error
    _require_companions(files, stem, name)
    rows = _check_shapes(files[".shp"], files[".shx"], name, max_features)
    # The note on the encoding is rewritten: the file's own may be missing, misspelled or wrong.
    encoding = _check_table(files[".dbf"], files.get(".cpg", b""), rows, name)
    return Shapefile(files | {".cpg": encoding.encode()})


def _too_many_members(name: str) -> BoundaryError:
    return fault(
        name,
        f"The zip archive holds more than {MAX_MEMBERS} files.",
        "Zip only the files of one shapefile (.shp, .shx, .dbf, .prj, .cpg).",
    )


def _checked_members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """Return the members by lower-case name, after refusing every unsafe one unread."""
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise _too_many_members(name)
    total = sum(info.file_size for info in infos)
    if total > MAX_BYTES:
        raise fault(
            name,
            f"The zip archive unpacks to {-(-total // 2**20):,} MB.",
            f"At most {MAX_BYTES // 2**20} MB are read: send fewer or simpler shapes.",
        )
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _refuse_unsafe(info, name)
        key = info.filename.lower()
        if key in members:
            raise fault(
                name,
                f"The zip archive holds {shown(info.filename)} twice.",
                "Zip the files again with each name once.",
            )
        hidden = key.startswith("__macosx/") or PurePosixPath(key).name.startswith(".")
        if not (info.is_dir() or hidden):
            members[key] = info
    return members


def _refuse_unsafe(info: zipfile.ZipInfo, name: str) -> None:
    path = info.orig_filename.replace("\\", "/")
    packed = max(1, info.compress_size)
    rules = (
        (
            path.startswith("/") or ".." in path.split("/") or ":" in path or "\0" in path,
            "has a name that points outside the archive",
        ),
        (stat.S_ISLNK(info.external_attr >> 16), "is a link to another file"),
        (bool(info.flag_bits & 0x1), "is locked with a password"),
        (
            info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
            "is packed by a method that is not read here",
        ),
        (path.lower().endswith(_NESTED), "is an archive inside the archive"),
        (
            info.file_size > _RATIO_FROM and info.file_size / packed > MAX_RATIO,
            f"unpacks to more than {MAX_RATIO} times its size",
        ),
    )
    for broken, what in rules:
        if broken:
            raise fault(
                name,
                f"The zip member {shown(info.orig_filename)} {what}.",
                "Zip the plain files of one shapefile, without password or links.",
            )


def _choose(members: Mapping[str, zipfile.ZipInfo], name: str, layer: str | None) -> str:
    """Return the path inside the archive, without ".shp", of the one shapefile meant."""
    stems = sorted(i.filename[:-4] for key, i in members.items() if key.endswith(".shp"))
    if not stems:
        held = ", ".join(shown(i.filename) for i in list(members.values())[:5]) or "no files"
        raise fault(
            name,
            f"The zip archive holds no shapefile, but {held}.",
            "Zip the .shp with its .shx, .dbf and .prj; send GeoJSON and GeoPackage unzipped.",
        )
    wanted = [s for s in stems if layer is None or layer in (s, PurePosixPath(s).name)]
    if len(wanted) != 1:
        names = ", ".join(shown(s) for s in stems)
        asked = "" if layer is None else f" and {shown(layer)} names {len(wanted)} of them"
        raise fault(
            name,
            f"The zip archive holds {len(stems)} shapefiles ({names}){asked}.",
            f'Choose one with layer="{shown(stems[0])}", or zip one alone.',
        )
    return wanted[0]


def _require_companions(files: Mapping[str, bytes], stem: str, name: str) -> None:
    purpose = {
        ".shx": "the index of its shapes",
        ".dbf": "the table of its columns",
        ".prj": "its coordinate system, without which nobody can tell where it lies",
    }
    for suffix, what in purpose.items():
        if not files.get(suffix):
            raise fault(
                name,
                f"{shown(stem)}{suffix} is missing: {what}.",
                f"Put the {suffix} file of the same export into the zip archive, beside the .shp.",
            )


def _damaged(name: str, part: str, what: str) -> BoundaryError:
    return fault(name, f"The {part} file {what}.", "Export the shapefile again and zip it afresh.")


def _header_kind(content: bytes, name: str, part: str) -> int:
    """Return the shape type from a .shp or .shx header, after checking magic and length."""
    if len(content) < _SHP_HEADER or struct.unpack_from(">i", content)[0] != _SHP_MAGIC:
        raise _damaged(name, part, "is not what its name says")
    if struct.unpack_from(">i", content, 24)[0] * 2 != len(content):
        raise _damaged(name, part, "is cut short or has a tail")
    return int(struct.unpack_from("<i", content, 32)[0])


def _check_shapes(shp: bytes, shx: bytes, name: str, max_features: int) -> int:
    """Check that index and shapes agree and do not overlap; return the number of records."""
    kind = _header_kind(shp, name, ".shp")
    _header_kind(shx, name, ".shx")
    if kind not in _POLYGONS:
        kinds = _OTHER_SHAPES.get(kind % 10, "something else")
        raise fault(name, f"The shapefile holds {kinds}.", "Only polygons (areas) can be shown.")
    rows, rest = divmod(len(shx) - _SHP_HEADER, 8)
    if rest:
        raise _damaged(name, ".shx", "has a broken last entry")
    require_count(rows, name, max_features)
    index = np.frombuffer(shx, ">i4", offset=_SHP_HEADER).reshape(rows, 2).astype(np.int64) * 2
    order = index[np.argsort(index[:, 0], kind="stable")]
    ends = order[:, 0] + 8 + order[:, 1]
    # Entries that overlap would let a small file unfold into a huge one.
    outside = order[0, 0] < _SHP_HEADER or (order[:, 1] < _NULL_BYTES).any()
    if outside or (ends > [*order[1:, 0], len(shp)]).any():
        raise _damaged(name, ".shx", "points outside the shapes or at the same shape twice")
    points = rings = 0
    for start, length in index.tolist():
        parts, corners = _record_size(shp, start, length, kind, name)
        points += corners
        rings += parts**2
    require_work(points, rings, name)
    return int(rows)


def _record_size(shp: bytes, start: int, length: int, kind: int, name: str) -> tuple[int, int]:
    """Return the numbers of rings and corner points one record says it has, if they fit in it."""
    (words,), (this,) = (
        struct.unpack_from(">i", shp, start + 4),
        struct.unpack_from("<i", shp, start + 8),
    )
    if words * 2 != length or this not in (0, kind):
        raise _damaged(name, ".shp", "does not agree with its index")
    if this == 0:
        return 0, 0
    parts = points = -1
    if length >= _POLYGON_BYTES:
        parts, points = struct.unpack_from("<2i", shp, start + _POLYGON_BYTES)
    if min(parts, points) < 0 or _POLYGON_BYTES + 4 * parts + 16 * points > length:
        raise _damaged(name, ".shp", "holds a shape that does not fit its record")
    return parts, points


def require_count(rows: int, name: str, max_features: int) -> None:
    """Raise BoundaryError unless a file has 1 to `max_features` shapes."""
    if rows == 0:
        raise fault(name, "The file holds no shapes.", "Export a layer with at least one area.")
    if rows > max_features:
        raise fault(
            name,
            f"The file holds more than {max_features:,} shapes.",
            "Keep only the areas you need.",
        )


def require_work(points: int, ring_pairs: int, name: str) -> None:
    """Raise BoundaryError if a file has too many corner points, or too many rings in its shapes."""
    if points > MAX_VERTICES or ring_pairs > MAX_RING_PAIRS:
        raise fault(
            name,
            f"The shapes are too detailed ({points:,} corner points).",
            f"At most {MAX_VERTICES:,} points and some 5,000 rings are read: simplify the shapes.",
        )


def _check_table(dbf: bytes, cpg: bytes, rows: int, name: str) -> str:
    """Check the column table's header against `rows`; return the encoding of its text."""
    if len(dbf) <= _DBF_HEADER:
        raise _damaged(name, ".dbf", "is cut short")
    count, header, record = struct.unpack_from("<IHH", dbf, 4)
    described = dbf[_DBF_HEADER : max(_DBF_HEADER, header - 1)]
    pieces = (described[i : i + _DBF_FIELD] for i in range(0, len(described), _DBF_FIELD))
    # Some programs put notes of their own after the mark that ends the columns.
    fields = list(itertools.takewhile(lambda piece: piece[:1] != b"\r", pieces))
    whole = header > _DBF_HEADER and header + count * record <= len(dbf)
    if not whole or any(len(field) < _DBF_FIELD for field in fields):
        raise _damaged(name, ".dbf", "is cut short")
    if sum(field[16] for field in fields) >= record:
        raise _damaged(name, ".dbf", "has columns that do not fit its rows")
    if count != rows:
        raise _damaged(name, ".dbf", f"has {count:,} rows, but there are {rows:,} shapes")
    require_columns(len(fields), name)
    titles = b"\n".join(field[:11].split(b"\0")[0] for field in fields)
    return _encoding(cpg, titles + b"\n" + dbf[header : header + count * record])


def require_columns(count: int, name: str) -> None:
    """Raise BoundaryError if a table has more than `MAX_COLUMNS` columns."""
    if count > MAX_COLUMNS:
        raise fault(
            name,
            f"The table has {count:,} columns.",
            f"At most {MAX_COLUMNS} are read: keep only the columns you need.",
        )


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


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` as a zip that depends on their names and bytes only, all or nothing.

    The order is that of `files`; dates and permissions are fixed. The archive is put together
    beside `path` and moved into place at the end, so a reader never meets half of it.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, 9)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(packed.getvalue())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
