"""Schemas for hand-kept CSV tables, and a reader that names every fault in one.

The reader takes what spreadsheets write (a byte order mark, CRLF, columns in any order), keeps
every cell as text so that an organization may be called "NA", and collects all faults instead of
stopping at the first: a volunteer mends a file in one go. What a cell may hold is in `geo.cells`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.cells import SAVE_AS, Column, Fault, cell_faults, shown
from geo.errors import Problem

MAX_BYTES = 5_000_000
"""Largest table read. Our own limit: the hand-kept tables are a hundredth of this."""

MAX_LINES_PER_CELL = 25
"""How far a quotation mark may stay open before the row is given up, not the rest of the file."""

_NOT_CSV = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")
_STRAY_COMMA = "Delete the comma too many, or put a text that holds a comma in quotation marks."


@dataclass(frozen=True)
class Table:
    """One CSV table. `key` names the columns that no two rows share; `check` looks at one row.

    `check` gets the trimmed text of every column, also where a cell is at fault, and must cope.
    The file of an `optional` table may be missing, or hold its header only.
    """

    name: str
    file: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    check: Callable[[Mapping[str, str]], Iterable[Fault]] | None = None
    optional: bool = False

    @property
    def names(self) -> list[str]:
        """Column names in the order of the schema."""
        return [column.name for column in self.columns]

    def problem(self, row: int | None, fault: Fault) -> Problem:
        """Return `fault` as a problem of this file."""
        return Problem(self.file, row, *fault)


@dataclass(frozen=True)
class Scan:
    """A table as read, with what is needed to judge it beside other tables.

    `frame` is text: one row per readable row, index `row` (spreadsheet row), the schema's columns.
    `lacks` names the columns that could not be read at all. `unread` holds the words of each row
    that could not be split into cells, so that no other row is blamed for what it was to define.
    """

    table: Table
    frame: pd.DataFrame
    problems: list[Problem]
    lacks: frozenset[str]
    unread: tuple[frozenset[str], ...] = ()

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield spreadsheet row and cells by column name."""
        # By column: reading a cell of a frame takes a hundred times as long as one of a list.
        columns = (self.frame[name].tolist() for name in self.table.names)
        for row, *cells in zip(self.frame.index, *columns, strict=True):
            yield row, dict(zip(self.table.names, cells, strict=True))

    def may_hold(self, *values: str) -> bool:
        """Say whether an unreadable row holds all `values`."""
        return any(words.issuperset(values) for words in self.unread)


def read_table(schema: Table, path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Read one CSV table and every fault in it.

    Parameters
    ----------
    schema : Table
        What the file may hold.
    path : Path
        The file, UTF-8.

    Returns
    -------
    frame : DataFrame
        One row per row that could be split into cells, index `row` (the row a spreadsheet shows;
        the header is 1), the schema's columns, all text, trimmed. Cells at fault are kept.
    problems : list of Problem
        Every fault, in the order of the file. An empty list means the table may be used.
    """
    scan = scan_table(schema, path)
    return scan.frame, scan.problems


def scan_table(schema: Table, path: Path) -> Scan:
    """Read one CSV table like `read_table`, keeping what cross-table checks need."""
    if schema.optional and not path.exists():
        return Scan(schema, _no_rows(schema), [], frozenset())
    text = _text(path)
    if isinstance(text, Fault):
        return _unusable(schema, text)
    (_, cells, raw), *records = _records(text)
    header = [_trim(cell) for cell in cells or [raw]]
    if not any(header):
        what = "The first row is blank." if text.strip() else "The file is empty."
        return _unusable(schema, Fault(None, what, _header_remedy(schema)))
    if len(header) == 1 and re.search("[;\t]", header[0]):
        what = "The columns are separated by semicolons or tabs, not by commas."
        return _unusable(schema, Fault(None, what, SAVE_AS))
    return _scan_rows(schema, header, records)


def _text(path: Path) -> str | Fault:
    """Return the file's text, or why it cannot be read.

    Bytes that are not UTF-8 become lone surrogates, so that each is reported in its own cell.
    """
    if not path.is_file():
        return Fault(None, "The file is missing.", "Put it back, with its header row.")
    if path.stat().st_size > MAX_BYTES:
        what = f"The file is larger than {MAX_BYTES // 1_000_000} MB."
        return Fault(None, what, "Keep only the table in it.")
    data = path.read_bytes()
    if data.startswith(_NOT_CSV):
        return Fault(None, "The file is a workbook or UTF-16 text, not a UTF-8 CSV.", SAVE_AS)
    return data.decode("utf-8-sig", errors="surrogateescape")


def _unusable(schema: Table, fault: Fault) -> Scan:
    problems = [schema.problem(None, fault)]
    return Scan(schema, _no_rows(schema), problems, frozenset(schema.names))


def _no_rows(schema: Table) -> pd.DataFrame:
    return pd.DataFrame(columns=schema.names, index=pd.Index([], name="row"), dtype=str)


def _records(text: str) -> Iterator[tuple[int, list[str] | None, str]]:
    """Yield spreadsheet row, cells (None where quotation marks are astray) and raw text."""
    lines = re.split("\r\n|\r|\n", text)
    at = row = width = 0
    while at < len(lines):
        cells, used = _cells(lines[at : at + MAX_LINES_PER_CELL], width)
        row, width = row + 1, width or len(cells or ())
        yield row, cells, "\n".join(lines[at : at + used])
        at += used


def _cells(lines: list[str], width: int) -> tuple[list[str] | None, int]:
    """Return the cells of the row that starts at the first line, and how many lines it takes.

    A quoted cell may run over lines. One that is never closed must not swallow the rows below, so
    a run over lines counts only if it ends in a row of `width` cells.
    """
    for used in range(1, len(lines) + 1):
        try:
            found = next(csv.reader([line + "\n" for line in lines[:used]], strict=True))
        except csv.Error:
            continue
        return (found, used) if used == 1 or len(found) == width else (None, 1)
    return None, 1


def _trim(cell: str) -> str:
    return cell.strip(" \t\u00a0")


def _header_remedy(schema: Table) -> str:
    return f"The first row must name the columns: {', '.join(schema.names)}."


def _header_faults(schema: Table, header: list[str]) -> Iterator[Fault]:
    for number, name in enumerate(header, start=1):
        if not name:
            yield Fault(None, f"Column {number} has no name.", _STRAY_COMMA)
        elif name not in schema.names:
            what = f"{shown(name)} is not a column here."
            yield Fault(shown(name)[1:-1], what, _header_remedy(schema))
        elif name in header[: number - 1]:
            yield Fault(name, "The header names this column twice.", "Keep one of the two.")
    for column in schema.columns:
        if column.name not in header:
            yield Fault(column.name, "This column is missing.", f"Add it. {column.help}".strip())


def _scan_rows(
    schema: Table, header: list[str], records: list[tuple[int, list[str] | None, str]]
) -> Scan:
    problems = [schema.problem(1, fault) for fault in _header_faults(schema, header)]
    present = {name: header.index(name) for name in schema.names if name in header}
    rows: dict[int, dict[str, str]] = {}
    unread: list[frozenset[str]] = []
    for row, untrimmed, raw in records:
        cells = [_trim(cell) for cell in untrimmed or ()]
        if untrimmed is None or (any(cells) and len(cells) != len(header)):
            unread.append(frozenset(word.strip() for word in re.split('[,;"]', raw)))
            problems.append(schema.problem(row, _misaligned(untrimmed, len(header))))
        elif any(cells):
            texts = {n: cells[present[n]] if n in present else "" for n in schema.names}
            problems += (schema.problem(row, f) for f in _row_faults(schema, texts, present))
            rows[row] = {n: t.encode("utf-8", "replace").decode() for n, t in texts.items()}
    if not rows and not unread and not schema.optional:
        return _unusable(schema, Fault(None, "There are no rows.", "Add one below the header."))
    frame = pd.DataFrame(list(rows.values()), columns=schema.names, dtype=str)
    frame.index = pd.Index(list(rows), name="row")
    lacks = frozenset(schema.names).difference(present)
    problems += _repeats(schema, frame, lacks)
    return Scan(schema, frame, sorted(problems, key=lambda p: p.row or 0), lacks, tuple(unread))


def _misaligned(cells: list[str] | None, width: int) -> Fault:
    if cells is None:
        what = "A quotation mark is not closed, or stands in the wrong place."
        return Fault(None, what, 'Close it; inside a quoted text write "" for one mark.')
    what = f"This row has {len(cells)} cells, but the header has {width}."
    remedy = _STRAY_COMMA if len(cells) > width else "Add the missing comma or cells."
    return Fault(None, what, remedy)


def _row_faults(
    schema: Table, texts: Mapping[str, str], present: Mapping[str, int]
) -> Iterator[Fault]:
    for column in schema.columns:
        if column.name in present:
            yield from cell_faults(column, texts[column.name])
    # A missing column is one fault of the header, not one of every row.
    if schema.check and len(present) == len(schema.columns):
        yield from schema.check(texts)


def _repeats(schema: Table, frame: pd.DataFrame, lacks: frozenset[str]) -> Iterator[Problem]:
    singles = ((column.name,) for column in schema.columns if column.unique)
    for names in dict.fromkeys((schema.key, *singles)):
        seen: dict[tuple[str, ...], int] = {}
        for row, *cells in () if lacks.intersection(names) else frame[list(names)].itertuples():
            first = seen.setdefault(tuple(cells), row)
            if first != row and any(cells):
                what = f"{', '.join(c for c in cells if c)} is already in row {first}."
                remedy = f"No two rows may share {' + '.join(names)}: delete or change one."
                yield schema.problem(row, Fault(names[0], what, remedy))
