"""The hand-kept tables in `data/reference`: what they hold, and whether they agree.

Adding a column or a table is done here once: the reader, the checks and the messages follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

import pandas as pd

from geo import paths
from geo.errors import DataProblems, Problem
from geo.schemas import (
    Column,
    Fault,
    Kind,
    Scan,
    Table,
    first_day,
    last_day,
    scan_table,
    shown,
    split_ids,
)
from geo.wards import WARD_COUNT, WARD_NUMBERS, vintages

COMMUNITY_AREA_COUNT = 77
"""Community areas of Chicago: 75 drawn in the 1920s, 77 since 1980."""

SIDES = (
    "Far North",
    "North",
    "Northwest",
    "West",
    "Central",
    "South",
    "Southwest",
    "Far Southwest",
    "Far Southeast",
)
"""The nine sides of the city by community area, as in the City's 2021 redistricting repository.
An unofficial grouping, though the City's own."""

_REFERS = {"organisation_id": "organisations", "source_id": "citations", "source_ids": "citations"}
_SOURCES = ("source_id", "source_ids")


def _organisation_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    unnamed = row["name_confidence"] == "unknown"
    if unnamed != (not row["name"]):
        what = "A blank name and the confidence 'unknown' belong together."
        yield Fault("name", what, "Fill in the name, or leave it blank and write unknown.")
    yield from _order_faults(row, "founded_from", "founded_to")
    if row["status"] == "active" and not row["last_evidence"]:
        what = "An active organization needs dated evidence."
        yield Fault("last_evidence", what, "Give the date, or make the status unknown.")


def _footprint_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    if bool(row["ward"]) == bool(row["community_area"]):
        what = "A footprint is either a ward or a community area."
        yield Fault("ward", what, "Fill in exactly one of ward and community_area.")
    if bool(row["ward"]) != bool(row["vintage"]):
        what = "A ward number means nothing without its ward map, nor a map without a ward."
        yield Fault("vintage", what, "Fill in vintage and ward together, or neither.")
    if row["role"] == "home" and not row["ward"]:
        what = "The role home is for a ward."
        yield Fault("role", what, "For a community area use named_area or described_area.")


def _alder_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    yield from _order_faults(row, "from", "to")
    start, end = first_day(row["from"]), last_day(row["to"])
    for ward_map in vintages():
        first, last = ward_map.in_force_from, ward_map.in_force_to
        if str(ward_map.year) != row["vintage"]:
            continue
        if end and end < first:
            what = f"The term ended before this ward map came into force on {first}."
            yield Fault("to", what, "Correct the date, or delete the row.")
        if last and (not row["to"] or (end and end > last) or (start and start > last)):
            what = f"This ward map was in force until {last} only."
            remedy = "End the term on it by that day and give the rest a row on the next map."
            yield Fault("to", what, remedy)


def _order_faults(row: Mapping[str, str], first: str, last: str) -> Iterator[Fault]:
    start, end = first_day(row[first]), last_day(row[last])
    if start and end and end < start:
        what = f"{row[last]} is before {row[first]}, the date in {first}."
        yield Fault(last, what, "Swap or correct the two dates.")


def _source(name: str = "source_id") -> Column:
    if name == "source_id":
        return Column(name, Kind.ID, required=True, help="The id of a row of citations.csv.")
    return Column(name, Kind.IDS, required=True, help="Ids of citations.csv, with ; between them.")


def _choice(name: str, *allowed: str, help_: str) -> Column:
    return Column(name, Kind.ONE_OF, required=True, allowed=allowed, help=help_)


def _vintage(*, required: bool) -> Column:
    years = tuple(str(ward_map.year) for ward_map in vintages())
    return Column("vintage", Kind.INTEGER, required, years, help="Year that names the ward map.")


def _number(name: str, maximum: int, help_: str, *, required: bool = False) -> Column:
    return Column(name, Kind.INTEGER, required, minimum=1, maximum=maximum, help=help_)


_NOTE = Column("note", help="Doubts, conflicts and limits, in a sentence or two.")

ORGANISATIONS = Table(
    "organisations",
    "data/reference/organisations.csv",
    (
        Column("id", Kind.ID, required=True, help="A short name that never changes."),
        Column("name", help="The name as the organization writes it; blank if not known."),
        _choice("name_confidence", "high", "medium", "low", "unknown", help_="How sure it is."),
        _choice("kind", "ward", "regional", help_="Tied to one ward, or to a wider area."),
        Column("founded_from", Kind.DATE, help="Earliest date of founding the sources allow."),
        Column("founded_to", Kind.DATE, help="Latest date of founding the sources allow."),
        _choice(
            "status",
            *("active", "unknown", "possibly defunct", "defunct", "forming"),
            help_="As the sources show it; unknown unless they do.",
        ),
        Column("last_evidence", Kind.DATE, help="Date of the latest dated evidence."),
        Column("website", Kind.ADDRESS, help="The organization's own site."),
        Column("in_essay", Kind.YES_NO, required=True, help="Is it on the 2021 essay's list?"),
        _NOTE,
        _source("source_ids"),
    ),
    key=("id",),
    check=_organisation_faults,
)

FOOTPRINTS = Table(
    "footprints",
    "data/reference/footprints.csv",
    (
        Column("organisation_id", Kind.ID, required=True, help="An id of organisations.csv."),
        _vintage(required=False),
        _number("ward", WARD_COUNT, "Ward number on that map."),
        _number("community_area", COMMUNITY_AREA_COUNT, "Number of the community area."),
        _choice("role", "home", "named_area", "described_area", help_="What ties it there."),
        _choice("confidence", "high", "medium", "low", help_="How sure the place is."),
        _source(),
        _NOTE,
    ),
    key=("organisation_id", "vintage", "ward", "community_area"),
    check=_footprint_faults,
)

ALDERS = Table(
    "alders",
    "data/reference/alders.csv",
    (
        _vintage(required=True),
        _number("ward", WARD_COUNT, "Ward number on that map.", required=True),
        Column("name", required=True, help="Name of the alderperson."),
        Column("from", Kind.DATE, required=True, help="First day in office."),
        Column("to", Kind.DATE, help="Last day in office; blank while in office."),
        _source(),
        _NOTE,
    ),
    key=("vintage", "ward", "name", "from"),
    check=_alder_faults,
)

CITATIONS = Table(
    "citations",
    "data/reference/citations.csv",
    (
        Column("id", Kind.ID, required=True, help="A short name that never changes."),
        Column("title", required=True, help="What the source is."),
        Column("publisher", required=True, help="Who published it; never a private person."),
        Column("address", Kind.ADDRESS, help="Full web address, if it was kept."),
        Column("date", Kind.DATE, help="Date of the source; blank if undated."),
        Column("accessed_note", required=True, help="How and when it was read."),
    ),
    key=("id",),
)

SIDE_SCHEMES = Table(
    "side_schemes",
    "data/reference/side_schemes.csv",
    (
        Column("scheme", Kind.ID, required=True, help="Short name of the grouping."),
        Column("scheme_label", required=True, help="The grouping in words."),
        _choice("side", *SIDES, help_="One of the nine sides."),
        Column("group", required=True, help="The group the side belongs to."),
        _NOTE,
        _source(),
    ),
    key=("scheme", "side"),
)

TABLES = (ORGANISATIONS, FOOTPRINTS, ALDERS, CITATIONS, SIDE_SCHEMES)
"""Every hand-kept table, in the order faults are reported."""


@dataclass(frozen=True)
class Reference:
    """The hand-kept tables, checked and typed; each frame has index 0 … n-1, in file order.

    Whole numbers are nullable `Int64`, `in_essay` is `bool`. Dates stay text, because a source may
    give a year alone; lists of ids stay text, separated by `;`.
    """

    organisations: pd.DataFrame
    footprints: pd.DataFrame
    alders: pd.DataFrame
    citations: pd.DataFrame
    side_schemes: pd.DataFrame


def load_reference(folder: Path = paths.REFERENCE) -> Reference:
    """Read all hand-kept tables.

    Parameters
    ----------
    folder : Path
        Where the CSV files of `TABLES` are.

    Returns
    -------
    Reference
        One frame per table, columns as in its schema.

    Raises
    ------
    DataProblems
        With every fault of every table, and every disagreement between them, at once.
    """
    scans = _scans(folder)
    problems = _all_problems(scans)
    if problems:
        raise DataProblems(problems)
    return Reference(**{name: _typed(scan) for name, scan in scans.items()})


def check_reference(folder: Path = paths.REFERENCE) -> list[Problem]:
    """Return what `load_reference` would raise, by table and row; empty if all is well."""
    return _all_problems(_scans(folder))


def _scans(folder: Path) -> dict[str, Scan]:
    return {table.name: scan_table(table, folder / Path(table.file).name) for table in TABLES}


def _typed(scan: Scan) -> pd.DataFrame:
    frame = scan.frame.reset_index(drop=True)
    for column in scan.table.columns:
        cells = frame[column.name]
        if column.kind is Kind.INTEGER:
            frame[column.name] = pd.array([int(c) if c else None for c in cells], dtype="Int64")
        elif column.kind is Kind.YES_NO:
            frame[column.name] = (cells == "yes").astype(bool)
    return frame


def _all_problems(scans: Mapping[str, Scan]) -> list[Problem]:
    order = [table.file for table in TABLES]
    own = chain.from_iterable(scan.problems for scan in scans.values())
    shared = (
        _unknown_ids(scans),
        _unused_citations(scans),
        _wards_not_stated(scans["organisations"], scans["footprints"]),
        _empty_or_crowded_seats(scans["alders"]),
        _incomplete_schemes(scans["side_schemes"]),
    )
    found = chain(own, *shared)
    return sorted(found, key=lambda problem: (order.index(problem.file), problem.row or 0))


def _rows(scan: Scan) -> Iterator[tuple[int, dict[str, str]]]:
    for row, *cells in scan.frame.itertuples():
        yield row, dict(zip(scan.table.names, cells, strict=True))


def _cited(scan: Scan, column: str) -> Iterator[tuple[int, str]]:
    if column in scan.table.names:
        for row, cells in _rows(scan):
            yield from ((row, name) for name in split_ids(cells[column]))


def _unknown_ids(scans: Mapping[str, Scan]) -> Iterator[Problem]:
    for scan in scans.values():
        for column, target in ((column, scans[name]) for column, name in _REFERS.items()):
            known = set(target.frame["id"])
            for row, name in _cited(scan, column):
                if name not in known and "id" not in target.lacks and not target.may_hold(name):
                    what = f"{shown(name)} is not an id in {target.table.file}."
                    remedy = "Correct it, or add a row for it there."
                    yield scan.table.problem(row, Fault(column, what, remedy))


def _unused_citations(scans: Mapping[str, Scan]) -> Iterator[Problem]:
    citations = scans["citations"]
    others = [scan for scan in scans.values() if scan is not citations]
    if any(scan.lacks.intersection(_SOURCES) for scan in others):
        return
    used = {name for scan in others for column in _SOURCES for _, name in _cited(scan, column)}
    for row, cells in _rows(citations):
        if not cells["id"] or cells["id"] in used or any(s.may_hold(cells["id"]) for s in others):
            continue
        what = f"No row of any table cites {shown(cells['id'])}."
        yield citations.table.problem(row, Fault("id", what, "Cite it, or delete the row."))


def _wards_not_stated(organisations: Scan, footprints: Scan) -> Iterator[Problem]:
    if footprints.lacks:
        return
    homes = {c["organisation_id"] for _, c in _rows(footprints) if c["role"] == "home"}
    for row, cells in _rows(organisations):
        name = cells["id"]
        if cells["kind"] == "ward" and name not in homes and not footprints.may_hold(name):
            what = "This ward organization has no home ward."
            remedy = f"Add a row to {footprints.table.file} with its ward and the role home."
            yield organisations.table.problem(row, Fault("kind", what, remedy))


def _empty_or_crowded_seats(alders: Scan) -> Iterator[Problem]:
    if alders.lacks:
        return
    years = [str(ward_map.year) for ward_map in vintages()]
    seats: dict[tuple[str, str], list[tuple[int, dict[str, str]]]]
    seats = {(year, str(ward)): [] for year in years for ward in WARD_NUMBERS}
    for row, cells in _rows(alders):
        seats.get((cells["vintage"], cells["ward"]), []).append((row, cells))
    for (year, ward), terms in seats.items():
        if not terms and not alders.may_hold(year, ward):
            what = f"Ward {ward} of the {year} map has no alderperson."
            yield alders.table.problem(None, Fault("ward", what, "Add a row for each who sat."))
        yield from _overlaps(alders.table, terms)


def _overlaps(table: Table, terms: list[tuple[int, dict[str, str]]]) -> Iterator[Problem]:
    """Yield terms that overlap for certain: partial dates get the benefit of the doubt."""
    busy_until, holder = date.min, 0
    for row, cells in sorted(terms, key=lambda term: first_day(term[1]["from"]) or date.min):
        start = last_day(cells["from"])
        end = first_day(cells["to"]) if cells["to"] else date.max
        if start and start <= busy_until:
            what = f"This term overlaps the term in row {holder}: a ward has one seat."
            yield table.problem(row, Fault("from", what, "Correct the dates of one of the two."))
        if end and end > busy_until:
            busy_until, holder = end, row


def _incomplete_schemes(schemes: Scan) -> Iterator[Problem]:
    if schemes.lacks:
        return
    rows = [(cells["scheme"], cells["side"]) for _, cells in _rows(schemes)]
    for scheme in dict.fromkeys(scheme for scheme, _ in rows if scheme):
        for side in SIDES:
            if (scheme, side) not in rows and not schemes.may_hold(scheme, side):
                what = f"The grouping {shown(scheme)} does not place the {side} side."
                yield schemes.table.problem(None, Fault("side", what, "Add a row for it."))


def readable_reference(folder: Path = paths.REFERENCE) -> tuple[Reference, list[Problem]]:
    """Read what can be read: faulty rows are left out and named, the others are kept.

    A footprint of an organization that is left out is left out with it.

    Returns
    -------
    (Reference, problems)
        `problems` as from `check_reference`.
    """
    scans = _scans(folder)
    problems = _all_problems(scans)
    faulty = {(problem.file, problem.row) for problem in problems}
    kept = {name: _typed(_without(scan, faulty)) for name, scan in scans.items()}
    known = set(kept["organisations"]["id"])
    footprints = kept["footprints"]
    placed = footprints[footprints["organisation_id"].isin(known)].reset_index(drop=True)
    return Reference(**{**kept, "footprints": placed}), problems


def _without(scan: Scan, faulty: set[tuple[str, int | None]]) -> Scan:
    good = [(scan.table.file, row) not in faulty for row in scan.frame.index]
    # .loc, because a plain [] of an empty list would drop the columns of an empty table.
    return replace(scan, frame=scan.frame.loc[good])
