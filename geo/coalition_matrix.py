"""A table of who stands where: organizations or council seats against coalitions, as records."""

from __future__ import annotations

from dataclasses import dataclass

LOOKS = OFFICIAL, SUPPORT, BETWEEN, ESTIMATED, ELSEWHEN, DENIED, LEFT_OUT, UNKNOWN = (
    "official",
    "support",
    "between",
    "estimated",
    "elsewhen",
    "denied",
    "left-out",
    "unknown",
)
"""How a tie looks, surest first: affiliated or a member; in support of a campaign or statement;
stated for an earlier and a later day; estimated, inferred or overlapping; stated for another date
only; said not to hold; left out by a complete list, or over, or not begun; nothing known."""

CERTAIN = (OFFICIAL, SUPPORT)
TIED = (*CERTAIN, BETWEEN, ESTIMATED)
"""Looks of a tie that counts on the day, and those of them that a source states as a fact."""

OPEN = (ELSEWHEN, UNKNOWN)
"""Looks that leave the question open."""

LOOK_WORDS = {
    OFFICIAL: "Official affiliate, or member",
    SUPPORT: "Supports the campaign or statement",
    BETWEEN: "Stated before and after this day",
    ESTIMATED: "Estimated, inferred, or the same people in both",
    ELSEWHEN: "Stated for another date, not known on this day",
    DENIED: "A source says that it is not so",
    LEFT_OUT: "Not on a complete list, ended, or not begun",
    UNKNOWN: "Not stated, which is not a no",
}
"""What a legend says of each look."""


@dataclass(frozen=True)
class Cell:
    """How one subject stands to one coalition on a day.

    `words` say it in full, with dates; `hint` is the little that is printed beside the mark.
    """

    look: str
    words: str
    hint: str = ""
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One subject: its name, what is said under it, its ward on the map shown (if any), cells."""

    label: str
    remark: str
    ward: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Rows under headings, one cell per column.

    `columns` are (short name, full name) of the coalitions; `groups` are (heading, rows).
    """

    corner: str
    columns: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...]

    @property
    def looks(self) -> tuple[str, ...]:
        """The looks that occur, in the order of `LOOKS`."""
        found = {cell.look for _, rows in self.groups for row in rows for cell in row.cells}
        return tuple(look for look in LOOKS if look in found)
