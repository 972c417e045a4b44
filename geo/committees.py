"""The state's list of political committees: the few rows and columns a directory needs of it.

The Illinois State Board of Elections publishes every committee with the street address it gave.
The reader takes the list line by line and lets through only what `Committee` has fields for, and
only of committees whose name may concern the directory. The list is not quoted, so a stray tab
shifts every cell after it: a row that does not fit its header in every respect that can be checked
is left out and named, without a word of what it holds.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import BinaryIO

from geo.committee_cells import ACTIVE, day, fits, unfit
from geo.committee_names import is_wanted
from geo.errors import DataProblems, Problem

MAX_MB = 60
"""Largest list in millions of bytes. Our own limit: it had 8 in 2023."""

MAX_LINE = 100_000
"""Longest line in bytes. Our own limit: a line of the list has some hundreds."""

MAX_PROBLEMS = 200
"""Faulty rows after which the whole file is refused: it is not the list, or badly damaged."""

FIRST = 10
"""How many of them are named then."""


@dataclass(frozen=True)
class Committee:
    """One registered committee: a row of `committees.csv`, every field as text.

    `active` is yes, no or blank (not known); dates are ISO; `fetched` is the day the list was
    downloaded.
    """

    id: str
    name: str
    active: str
    status_date: str
    created: str
    party: str
    purpose: str
    fetched: str


KEPT = tuple(f.name for f in fields(Committee))
"""Columns of `committees.csv`; nothing else of the list is kept."""


# Names of the columns that are kept, in the Board's own file and in the older export of Illinois
# Sunshine, a site of Reform for Illinois; compared in lower case.
_LAYOUTS: tuple[dict[str, str], ...] = (
    {
        **{"id": "id", "name": "name", "status": "active", "statusdate": "status_date"},
        **{"creationdate": "created", "partyaffiliation": "party", "purpose": "purpose"},
    },
    {
        **{"id": "id", "name": "name", "active": "active", "status_date": "status_date"},
        **{"creation_date": "created", "party": "party", "purpose": "purpose"},
    },
)


@dataclass(frozen=True)
class Reading:
    """What was let through of a list of `rows` rows, and every row or cell that was not."""

    committees: tuple[Committee, ...]
    problems: tuple[Problem, ...]
    rows: int


@dataclass
class _Reader:
    """One reading of one file, with the faults found so far."""

    file: str
    fetched: str
    directory: Collection[str]
    problems: list[Problem] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    found: dict[str, Committee] = field(default_factory=dict)

    def refuse(self, row: int | None, column: str | None, what: str, remedy: str) -> None:
        """Note a fault; too many of them are a fault of the file."""
        self.problems.append(Problem(self.file, row, column, what, remedy))
        if len(self.problems) > MAX_PROBLEMS:
            what = f"More than {MAX_PROBLEMS} rows are damaged; these are the first."
            whole = Problem(self.file, None, None, what, "Download the file again.")
            raise DataProblems([whole, *self.problems[:FIRST]])

    def stop(self, what: str, remedy: str, row: int | None = None) -> DataProblems:
        """The error that ends a reading."""
        return DataProblems([Problem(self.file, row, None, what, remedy)])

    def take(self, row: int, cells: list[str]) -> None:
        """Let one row through, or name it, or pass over it: most concern nobody here."""
        if len(cells) != len(self.header):
            what = f"This row has {len(cells)} cells, but the header has {len(self.header)}."
            self.refuse(row, None, what, "It is left out; look the committee up by hand.")
            return
        texts = {kept: " ".join(cells[at].split()) for kept, at in self.columns.items()}
        if not is_wanted(texts["name"], self.directory):
            return
        for name, cell in zip(self.header, cells, strict=True):
            if not fits(name, cell.strip()):
                what = "This cell is not what its column holds, so the row may be shifted."
                self.refuse(row, name, what, "It is left out; look the committee up by hand.")
                return
        self.keep(row, self.cleaned(row, texts))

    def cleaned(self, row: int, texts: Mapping[str, str]) -> dict[str, str]:
        """The texts as they are kept; a party or purpose that cannot be is left blank and said."""
        made = {**texts, "fetched": self.fetched, "active": ACTIVE.get(texts["active"].lower(), "")}
        made |= {name: day(texts[name]) or "" for name in ("status_date", "created")}
        for name in ("party", "purpose"):
            if fault := unfit(name, made[name]):
                self.refuse(row, name, fault, "The cell is left blank, the committee is kept.")
                made[name] = ""
        return made

    def keep(self, row: int, texts: Mapping[str, str]) -> None:
        """Keep a committee unless its name cannot be, or its number is there already."""
        if fault := unfit("name", texts["name"]):
            self.refuse(row, "name", fault, "It is left out; look the committee up by hand.")
        elif texts["id"] in self.found:
            what = f"The number {texts['id']} is there a second time."
            self.refuse(row, "id", what, "The first row is kept.")
        else:
            self.found[texts["id"]] = Committee(**texts)


def read_committees(
    handle: BinaryIO,
    file: str,
    fetched: str,
    directory: Collection[str] = (),
    *,
    max_mb: float = MAX_MB,
) -> Reading:
    """Read the Board's file `Committees.txt`, or the older export of Illinois Sunshine.

    Parameters
    ----------
    handle : binary file
        Read line by line. Tab-separated without quotation marks (the Board's file) or
        comma-separated with them (the export), by what the header shows; UTF-8 or Windows-1252,
        of which latin-1 is a part.
    file : str
        Its name, for messages.
    fetched : str
        ISO day of the download.
    directory : collection of str
        Names of the directory's organizations; committees that hold one are let through too.
    max_mb : float
        Largest file, in millions of bytes.

    Returns
    -------
    Reading
        Committees by number, and the rows and cells left out.

    Raises
    ------
    DataProblems
        If the file as a whole cannot be used: blank, a web page or workbook, columns missing, cut
        off in the middle, too large, a line without end, too many damaged rows.
    """
    reader = _Reader(file, fetched, directory)
    lines = _lines(reader, handle, max_mb)
    first = next(lines, b"")
    tabs = b"\t" in first
    _read_header(reader, first, tabs=tabs)
    rows = 0
    for number, cells in (_tabbed if tabs else _quoted)(reader, lines):
        rows += 1
        reader.take(number, cells)
    if not rows:
        raise reader.stop("There are no rows below the header.", "Download the file again.")
    kept = sorted(reader.found.values(), key=lambda one: int(one.id))
    return Reading(tuple(kept), tuple(reader.problems), rows)


def _lines(reader: _Reader, handle: BinaryIO, max_mb: float) -> Iterator[bytes]:
    """Every line with its end; a file that was cut off does not end in one."""
    number = size = 0
    while line := handle.readline(MAX_LINE + 1):
        number, size = number + 1, size + len(line)
        if len(line) > MAX_LINE:
            what = f"The line is longer than {MAX_LINE:,} bytes."
            raise reader.stop(what, "This is not the list of committees.", number)
        if size > max_mb * 1_000_000:
            what = f"The file is larger than {max_mb:g} MB."
            raise reader.stop(what, "Look whether it is the list; if so, raise the limit.", number)
        yield line
        if not line.endswith(b"\n"):
            what = "The file ends in the middle of this row: the download was cut off."
            raise reader.stop(what, "Download it again.", number)


def _read_header(reader: _Reader, line: bytes, *, tabs: bool) -> None:
    """Find the columns that are kept, or say which are missing."""
    start = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    if not start.strip():
        raise reader.stop("The first row is blank.", "Download the file again.", 1)
    if start.lstrip().startswith(
        (b"<", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")
    ):
        what = "This is a web page, a workbook, an archive or UTF-16 text."
        raise reader.stop(what, "Download Committees.txt itself, as it is.", 1)
    text = start.decode("latin-1")
    cells = text.split("\t") if tabs else next(csv.reader([text]))
    reader.header = [cell.strip().casefold() for cell in cells]
    missing = [[name for name in layout if reader.header.count(name) != 1] for layout in _LAYOUTS]
    best = min(range(len(_LAYOUTS)), key=lambda number: len(missing[number]))
    if missing[best]:
        what = f"The header does not name each of these columns once: {', '.join(missing[best])}."
        raise reader.stop(what, "Take the Board's Committees.txt; its form may have changed.", 1)
    reader.columns = {kept: reader.header.index(name) for name, kept in _LAYOUTS[best].items()}


def _tabbed(reader: _Reader, lines: Iterator[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Rows parted by tabs. Quotation marks mean nothing here."""
    for number, line in enumerate(lines, start=2):
        if line.strip(b"\r\n"):
            yield number, _text(line).rstrip("\r\n").split("\t")


def _quoted(reader: _Reader, lines: Iterator[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Rows parted by commas, with quotation marks."""
    rows = csv.reader(map(_text, lines), strict=True)
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as fault:
            what = f"The row cannot be split into cells ({fault})."
            raise reader.stop(what, "Export the table again.", rows.line_num + 1) from fault
        if cells:
            yield rows.line_num + 1, cells


def _text(line: bytes) -> str:
    """A line as text; bytes that are no character become U+FFFD, which `unfit` finds."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
