"""Take one shapefile out of a zip archive, after checking the archive's list of members.

A shapefile is four or five files that travel together; the atlas takes them in one zip. They are
unpacked into memory, so nothing is ever written under a name chosen by the archive.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from geo.boundaries import limits
from geo.boundaries.faults import fault, shown

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
"""Shapes, their index, their columns, the coordinate system and, not always there, the encoding."""

_PURPOSE = {
    ".shx": "the index of its shapes",
    ".dbf": "the table of its columns",
    ".prj": "its coordinate system, without which nobody can tell where it lies",
}
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


def take_shapefile(raw: bytes, name: str, layer: str | None) -> dict[str, bytes]:
    """Check a zip archive and take one shapefile out of it, into memory.

    Parameters
    ----------
    raw : bytes
        The whole archive.
    name : str
        The archive's name for messages.
    layer : str or None
        Which shapefile, without ".shp"; needed only where the archive holds several.

    Returns
    -------
    dict of str to bytes
        The files by suffix: .shp, .shx, .dbf, .prj and, where there is one, .cpg. Their content
        is unchecked.

    Raises
    ------
    BoundaryError
        If the archive is unsafe or damaged, or does not hold one whole shapefile.
    """
    # Counted before opening: a directory of a million entries is itself a bomb.
    if raw.count(b"PK\x01\x02") > limits.MAX_MEMBERS:
        raise fault(
            name,
            f"The zip archive holds more than {limits.MAX_MEMBERS} files.",
            f"Zip only the files of one shapefile ({', '.join(PARTS)}).",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = _checked_members(archive, name)
            stem = _choose(members, name, layer)
            files = {
                suffix: archive.read(members[(stem + suffix).lower()])
                for suffix in PARTS
                if (stem + suffix).lower() in members
            }
    except _ZIP_FAULTS as error:
        raise fault(name, "The zip archive is damaged.", "Zip the files again.") from error
    _require_companions(files, stem, name)
    return files


def _checked_members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """Return the members by lower-case name, after refusing every unsafe one unread."""
    total = sum(info.file_size for info in archive.infolist())
    if total > limits.MAX_BYTES:
        raise limits.too_large(name, f"The zip archive unpacks to {-(-total // 2**20):,} MB.")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
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
            info.file_size > limits.RATIO_FROM and info.file_size / packed > limits.MAX_RATIO,
            f"unpacks to more than {limits.MAX_RATIO} times its size",
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
    for suffix, purpose in _PURPOSE.items():
        if not files.get(suffix):
            raise fault(
                name,
                f"{shown(stem)}{suffix} is missing: {purpose}.",
                f"Put the {suffix} file of the same export into the zip archive, beside the .shp.",
            )
