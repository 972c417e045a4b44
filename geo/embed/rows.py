"""The table of a figure, as the page's template wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from geo.cell_words import NUMERIC, cell_words
from geo.figures.figure import Figure
from geo.sheets import PRECINCT, WARD, Sheet, one_row_per_area

MAX_ROWS = 150
"""Rows of a table in a file; three for every ward. The rest is behind the link."""

VINTAGE = "Ward map"
"""Column that names the map a row belongs to."""


@dataclass(frozen=True)
class Cell:
    """A value: its text, whether it is a number, and an address it leads to."""

    words: str
    number: bool
    address: str


@dataclass(frozen=True)
class Line:
    """A row; `ward` where it is the one of a ward of the map, else 0."""

    ward: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Columns with whether they hold numbers, rows, and how many rows there are in all."""

    columns: tuple[tuple[str, bool], ...]
    lines: tuple[Line, ...]
    whole: int

    @property
    def words(self) -> str:
        """What the table is called: "The same as a table (50 rows)"."""
        if self.whole > len(self.lines):
            return f"The same as a table (the first {len(self.lines)} of {self.whole:,} rows)"
        return f"The same as a table ({self.whole} {'row' if self.whole == 1 else 'rows'})"


def table_of(figure: Figure) -> Table:
    """The sheet of a figure with its values in words."""
    sheet = figure.sheet
    by_ward = figure.picture is not None and of_the_map(sheet, figure.picture.vintage)
    lines = tuple(
        Line(
            row[WARD[0]] if by_ward else 0,
            tuple(cell(row[c], sheet.kinds.get(c, "text")) for c in sheet.columns),
        )
        for row in sheet.rows[:MAX_ROWS]
    )
    columns = tuple((c, sheet.kinds.get(c) in NUMERIC) for c in sheet.columns)
    return Table(columns, lines, len(sheet.rows))


def of_the_map(sheet: Sheet, vintage: int) -> bool:
    """Whether a sheet has one row per ward, of this ward map."""
    if PRECINCT[1] in sheet.columns or not one_row_per_area(sheet):
        return False
    return all(row.get(VINTAGE, vintage) == vintage for row in sheet.rows)


def cell(value: Any, kind: str) -> Cell:
    """One value; addresses are shown by their host."""
    words = cell_words(value, kind)
    if kind != "link" or urlsplit(words).scheme not in ("http", "https"):
        return Cell(words, kind in NUMERIC, "")
    return Cell(urlsplit(words).netloc.removeprefix("www."), False, words)
