"""The figures named in `data/figures.toml`: views worth a picture of their own, one table each."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from geo import paths
from geo.errors import AtlasError, DataProblems, Problem

FILE = paths.DATA / "figures.toml"

TABLE = "figure"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NEAREST = 3


@dataclass(frozen=True)
class Listed:
    """One figure of the list.

    Parameters
    ----------
    id : str
        Part of file names and addresses.
    view : str
        The end of a link, "gaps?map=2023"; settings it does not name are the usual ones.
    title, caption : str
        Instead of those the data suggest; blank for these.
    why : str
        For those who choose a figure.
    """

    id: str
    view: str
    title: str = ""
    caption: str = ""
    why: str = ""


_FIELDS = tuple(f.name for f in fields(Listed))
_REQUIRED = ("id", "view")


def listed(path: Path = FILE) -> tuple[Listed, ...]:
    """Read the list, in its order.

    Raises
    ------
    AtlasError
        If there is no such file or it cannot be read.
    DataProblems
        With every fault of it: not TOML, an entry without id or view, an id twice or of another
        form, an unknown field, a field that is not text.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise AtlasError(
            f"The list of figures {path.name} cannot be read ({reason(fault)}). Restore it from "
            f"version control as data/{path.name}, or name a view."
        ) from fault
    entries = _entries(text, path.name)
    rows = _rows(text)
    faults = [
        Problem(path.name, row, column, what, remedy)
        for row, entry in zip(rows, entries, strict=False)
        for column, what, remedy in _faults(entry)
    ]
    if not faults:
        faults = _doubled(path.name, rows, entries)
    if faults:
        raise DataProblems(faults)
    return tuple(Listed(**entry) for entry in entries)


def listed_figure(figure_id: str, known: Sequence[Listed] | None = None) -> Listed:
    """One figure of the list by its id.

    Raises
    ------
    AtlasError
        If there is none; the message names the ids most like it.
    """
    known = listed() if known is None else known
    by_id = {one.id: one for one in known}
    if figure_id in by_id:
        return by_id[figure_id]
    near = difflib.get_close_matches(figure_id, by_id, n=_NEAREST, cutoff=0.0)
    raise AtlasError(
        f"There is no figure “{figure_id}” in data/{FILE.name}. "
        + (f"The nearest are {', '.join(near)}." if near else "It names none yet.")
    )


def reason(fault: OSError | UnicodeDecodeError) -> str:
    """Why a file cannot be read, without the folders of this machine."""
    return fault.strerror or "no access" if isinstance(fault, OSError) else "it is not UTF-8 text"


def _entries(text: str, name: str) -> list[dict[str, Any]]:
    """The tables of the file."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        remedy = f'Each figure is [[{TABLE}]] and lines of `field = "text"`.'
        raise DataProblems([Problem(name, None, None, f"Not TOML: {fault}.", remedy)]) from fault
    entries = found.get(TABLE, [])
    strange = [key for key in found if key != TABLE]
    if strange or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        what = f"Holds {', '.join(strange) or 'something else'} outside a figure."
        remedy = f"Write [[{TABLE}]] above every figure."
        raise DataProblems([Problem(name, None, None, what, remedy)])
    return entries


def _rows(text: str) -> list[int]:
    """Lines (from 1) at which figures begin."""
    header = re.compile(rf"\s*\[\[\s*{TABLE}\s*\]\]")
    return [n for n, line in enumerate(text.splitlines(), start=1) if header.match(line)]


def _faults(entry: Mapping[str, Any]) -> Iterator[tuple[str | None, str, str]]:
    """Every fault of one figure, as (field, what, remedy)."""
    name = entry.get("id", "This figure")
    for field in entry:
        if field not in _FIELDS:
            yield field, f"{name} has an unknown field.", f"Known fields: {', '.join(_FIELDS)}."
        elif not isinstance(entry[field], str):
            yield field, f"{name} has {entry[field]!r} here.", "Write text in double quotes."
    for field in _REQUIRED:
        if not entry.get(field):
            yield field, f"{name} lacks this field.", "Add it, and not empty."
    if isinstance(entry.get("id"), str) and entry["id"] and not _ID.fullmatch(entry["id"]):
        remedy = "Use small letters, digits and single hyphens: race-and-class."
        yield "id", f"“{entry['id']}” is not an id.", remedy


def _doubled(name: str, rows: Sequence[int], entries: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Ids that are there twice."""
    first: set[str] = set()
    found = []
    for row, entry in zip(rows, entries, strict=False):
        if entry["id"] in first:
            what = f"The id “{entry['id']}” is here a second time."
            found.append(Problem(name, row, "id", what, "Give each figure an id of its own."))
        first.add(entry["id"])
    return found
