"""Columns and row checks that several hand-kept tables share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.cells import Column, Fault, Kind, first_day, last_day
from geo.wards import vintages


def order_faults(row: Mapping[str, str], first: str, last: str) -> Iterator[Fault]:
    """A second date that is before the first for certain."""
    start, end = first_day(row[first]), last_day(row[last])
    if start and end and end < start:
        what = f"{row[last]} is before {row[first]}, the date in {first}."
        yield Fault(last, what, "Swap or correct the two dates.")


def source(name: str = "source_id") -> Column:
    """The column that says where a row comes from."""
    if name == "source_id":
        return Column(name, Kind.ID, required=True, help="The id of a row of citations.csv.")
    return Column(name, Kind.IDS, required=True, help="Ids of citations.csv, with ; between them.")


def choice(name: str, *allowed: str, help_: str) -> Column:
    """A column that must hold one of some words."""
    return Column(name, Kind.ONE_OF, required=True, allowed=allowed, help=help_)


def confidence(help_: str) -> Column:
    """How sure a row is."""
    return choice("confidence", "high", "medium", "low", help_=help_)


def vintage(*, required: bool) -> Column:
    """The year that names a ward map."""
    years = tuple(str(ward_map.year) for ward_map in vintages())
    return Column("vintage", Kind.INTEGER, required, years, help="Year that names the ward map.")


def number(name: str, maximum: int, help_: str, *, required: bool = False) -> Column:
    """A whole number from 1 on."""
    return Column(name, Kind.INTEGER, required, minimum=1, maximum=maximum, help=help_)


NOTE = Column("note", help="Doubts, conflicts and limits, in a sentence or two.")
