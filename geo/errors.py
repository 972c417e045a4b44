"""Errors whose message is written for the person who can mend them.

A message says what was wrong, where, what is allowed, and how to put it right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class AtlasError(Exception):
    """Root of every error the atlas raises on purpose."""


class CrsError(AtlasError):
    """A geometry table has no coordinate system, or not the one the caller requires."""


class BoundaryError(AtlasError):
    """A boundary file cannot be read safely, or is not what it says."""


class FetchError(AtlasError):
    """A source could not be downloaded; nothing on disk was changed."""


class BuildError(AtlasError):
    """The data could not be built; the earlier output was left as it was."""


@dataclass(frozen=True)
class Problem:
    """One fault in one file, with the way to mend it.

    `row` is the line number a spreadsheet shows (the header is row 1), or None for a fault of the
    whole file or column.
    """

    file: str
    row: int | None
    column: str | None
    what: str
    remedy: str

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.column is not None:
            where += f", column {self.column}"
        return f"{where}: {self.what} {self.remedy}"


class DataProblems(AtlasError):
    """Every fault found in a set of tables, reported together."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        noun = "problem" if len(self.problems) == 1 else "problems"
        lines = [f"{len(self.problems)} {noun} found:", *(f"- {p}" for p in self.problems)]
        super().__init__("\n".join(lines))
