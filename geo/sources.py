"""The register of sources: who publishes what, where to download it, and how to cite it.

The register is `data/sources.toml`; nothing about a single source is written in code.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from geo import paths
from geo.errors import AtlasError, DataProblems, Problem

KINDS = {
    **{"geojson": ".geojson", "zip": ".zip", "csv": ".csv", "census_json": ".json"},
    "tsv": ".txt",
}
"""Kinds of file a source can be, and the ending each must have on disk."""

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_HEADER = re.compile(r"\s*\[\s*\"?([^\]\"]+?)\"?\s*\]")
_NEAREST = 3


@dataclass(frozen=True)
class Source:
    """One table of the register; the fields are explained at the head of `sources.toml`.

    `max_mb` is in millions of bytes, unpacked. `address` is empty where the publisher offers no
    download, and `note` then says whom to ask.
    """

    id: str
    title: str
    publisher: str
    dataset: str
    file: str
    vintage: str
    as_of: str
    licence: str
    address: str
    landing: str
    kind: str
    max_mb: float
    copy_from: str
    note: str
    download: str = ""
    key_variable: str = ""
    part_in: str = ""

    @property
    def saved_as(self) -> str:
        """Path under the raw folder that a download is kept at."""
        return self.download or self.file

    @property
    def drops_in(self) -> bool:
        """Whether a download can stand in for the prepared copy as it is."""
        return self.saved_as == self.file and not self.part_in


_FIELDS = {f.name: f for f in fields(Source) if f.name != "id"}
_REQUIRED = [name for name, f in _FIELDS.items() if f.default is MISSING]
_MAY_BE_EMPTY = {"as_of", "address", "copy_from", "note", "download", "key_variable", "part_in"}


@cache
def sources(path: Path = paths.SOURCES_TOML) -> tuple[Source, ...]:
    """Read the register, sorted by id.

    Raises
    ------
    DataProblems
        With every fault of the file: not TOML, a table twice, an unknown or missing field, a
        field of the wrong type, an address that is not https, an unknown kind, a path outside
        the folder or with the wrong ending, two sources kept in one file.
    AtlasError
        If there is no such file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as missing:
        raise AtlasError(
            f"The register of sources {path.name} is not in {path.parent.name}. "
            "Restore it from the repository."
        ) from missing
    lines = _header_lines(text)
    tables = _parse(text, lines, path.name)
    faults = [
        Problem(path.name, lines.get(source_id, [None])[0], column, what, remedy)
        for source_id, table in tables.items()
        for column, what, remedy in _faults(source_id, table)
    ]
    faults += _shared_files(tables, lines, path.name)
    if faults:
        raise DataProblems(faults)
    return tuple(Source(id=i, **tables[i]) for i in sorted(tables))


def source(source_id: str, known: Sequence[Source] | None = None) -> Source:
    """Return one source by its id, from `known` or from the register.

    Raises
    ------
    AtlasError
        If there is no such source; the message names the ids most like it.
    """
    known = sources() if known is None else known
    by_id = {s.id: s for s in known}
    if source_id in by_id:
        return by_id[source_id]
    near = difflib.get_close_matches(source_id, by_id, n=_NEAREST, cutoff=0.0)
    raise AtlasError(
        f"There is no source “{source_id}”. The nearest known ids are {', '.join(near)}. "
        "Every id is a table of sources.toml."
    )


DIRECTORY = (
    "Organizations: the atlas’s directory, begun with a 2021 Midwest Socialist essay, with sources "
    "row by row."
)
"""Where every count of organizations comes from."""


def registered(ids: Iterable[str]) -> tuple[str, ...]:
    """Those ids that are of sources in the register; citations have ids of their own."""
    known = {one.id for one in sources()}
    return tuple(name for name in ids if name in known)


def page_sources(ids: Sequence[str]) -> str:
    """Where the figures of a page come from, in sentences: its sources, if it names any, and the
    directory."""
    return f"{source_line(ids)}. {DIRECTORY}" if ids else DIRECTORY


def source_line(ids: Iterable[str]) -> str:
    """One line for the foot of a page, e.g. "Source: US Census Bureau, 2020 census (PL 94-171)".

    Sources are named in the order given, each once.

    Raises
    ------
    AtlasError
        If an id is unknown, or there is none: nothing is shown without a source.
    """
    named = dict.fromkeys(f"{s.publisher}, {s.title}" for s in map(source, ids))
    if not named:
        raise AtlasError("A source line needs at least one source id. Name what the page shows.")
    return f"Source: {'; '.join(named)}"


def _header_lines(text: str) -> dict[str, list[int]]:
    """Line numbers (from 1) of each table's header, by table name."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _HEADER.match(line):
            found.setdefault(match[1], []).append(number)
    return found


def _parse(text: str, lines: Mapping[str, list[int]], name: str) -> dict[str, Any]:
    """Parse the register; TOML stops at its first fault, so doubled tables are looked for first."""
    doubled = [
        Problem(
            name, row, None, f"The source “{key}” is here a second time.", "Keep one of the two."
        )
        for key, rows in lines.items()
        for row in rows[1:]
    ]
    if doubled:
        raise DataProblems(doubled)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        remedy = "Each line is `field = value`, text in double quotes, under a [source id]."
        raise DataProblems([Problem(name, None, None, f"Not TOML: {fault}.", remedy)]) from fault


def _faults(source_id: str, table: object) -> Iterator[tuple[str | None, str, str]]:
    """Every fault of one table, as (column, what, remedy)."""
    if not isinstance(table, dict):
        yield source_id, "Stands outside any source.", "Move it under a [source id] line."
        return
    if not _ID.fullmatch(source_id):
        yield None, f"“{source_id}” is not an id.", "Use letters, digits and underscores."
    for name in table:
        if name not in _FIELDS:
            near = difflib.get_close_matches(name, _FIELDS, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Known fields: {', '.join(_FIELDS)}."
            yield name, f"{source_id} has an unknown field.", hint
    for name in _REQUIRED:
        if name not in table:
            empty = " It may be empty." if name in _MAY_BE_EMPTY else ""
            yield name, f"{source_id} lacks this field.", f"Add it.{empty}"
    wrong = [n for n, value in table.items() if n in _FIELDS and not _fits(n, value)]
    for name in wrong:
        allowed = "a number above 0" if name == "max_mb" else "text, and not empty"
        yield name, f"{source_id} has {table[name]!r} here.", f"Make it {allowed}."
    yield from _content_faults(source_id, {n: v for n, v in table.items() if n not in wrong})


def _fits(name: str, value: object) -> bool:
    """Whether a field has the type it must have, and something in it where it must."""
    if name == "max_mb":
        return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
    return isinstance(value, str) and (bool(value.strip()) or name in _MAY_BE_EMPTY)


def _content_faults(
    source_id: str, table: Mapping[str, Any]
) -> Iterator[tuple[str | None, str, str]]:
    """Faults of what well-typed fields say: addresses, kind and paths."""
    for name in ("address", "landing"):
        value = table.get(name, "")
        if value and not _is_https(value):
            remedy = "Give a full https:// address" + ("." if name == "landing" else ", or none.")
            yield name, f"{source_id} has “{value}”, which is not https.", remedy
    kind = table.get("kind")
    if kind is not None and kind not in KINDS:
        yield "kind", f"{source_id} is of unknown kind “{kind}”.", f"Allowed: {', '.join(KINDS)}."
    for name in ("file", "download", "part_in"):
        value = table.get(name)
        if value and not _stays_inside(value):
            remedy = "Give a path below the folder of sources, with forward slashes."
            yield name, f"{source_id} has “{value}”, which leads outside.", remedy
    saved_in = "download" if table.get("download") else "file"
    ending = KINDS.get(str(kind))
    if ending and saved_in in table and not table[saved_in].endswith(ending):
        what = f"{source_id} is {kind} but is kept as “{table[saved_in]}”."
        yield saved_in, what, f"End it in {ending}, or mend `kind`."


def _is_https(address: str) -> bool:
    """Whether an address is https with a host, and free of white space."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not re.search(r"\s", address)


def _stays_inside(path: str) -> bool:
    """Whether a path is relative, below its folder and the same on every system."""
    pure = PurePosixPath(path)
    return not (pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path)


def _shared_files(
    tables: Mapping[str, Any], lines: Mapping[str, list[int]], name: str
) -> list[Problem]:
    """Two sources kept at one path: the second would overwrite the first."""
    first: dict[str, str] = {}
    faults = []
    for source_id, table in tables.items():
        if not isinstance(table, dict):
            continue
        for column in ("file", "download"):
            path = table.get(column)
            if not isinstance(path, str) or not path:
                continue
            owner = first.setdefault(path, source_id)
            if owner != source_id:
                what = f"{source_id} is kept at “{path}”, and so is {owner}."
                row = lines.get(source_id, [None])[0]
                faults.append(Problem(name, row, column, what, "Give each its own path."))
    return faults
