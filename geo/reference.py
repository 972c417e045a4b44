"""Read the hand-kept tables in `data/reference`, and check that they agree with one another.

What each table may hold is in `geo.reference_tables`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

import pandas as pd

from geo import paths
from geo.cells import Fault, Kind, first_day, last_day, shown, split_ids
from geo.claim_rows import claim_problems, is_an_error_row
from geo.coalition_checks import coalition_problems, endorsement_faults
from geo.errors import DataProblems, Problem
from geo.reference_tables import COMMUNITY_AREA_COUNT, NEEDED_TABLES, SIDES, TABLES
from geo.schemas import Scan, Table, scan_table
from geo.wards import WARD_NUMBERS, vintages

__all__ = [
    "COMMUNITY_AREA_COUNT",
    "NEEDED_TABLES",
    "SIDES",
    "TABLES",
    "Reference",
    "check_reference",
    "load_reference",
    "readable_reference",
]

_REFERS = {
    "organisation_id": "organisations",
    "coalition_id": "coalitions",
    "source_id": "citations",
    "source_ids": "citations",
}
_ABOUT = {
    "organisation_id": "organisations",
    "coalition_id": "coalitions",
    "body_id": "either",
}
_SOURCES = ("source_id", "source_ids")


@dataclass(frozen=True)
class Reference:
    """The hand-kept tables, checked and typed; each frame has index 0 … n-1, in file order.

    Whole numbers are nullable `Int64`, cells of yes or no `bool`. Dates stay text, because a
    source may give a year alone; lists of ids stay text, separated by `;`.
    """

    organisations: pd.DataFrame
    footprints: pd.DataFrame
    alders: pd.DataFrame
    citations: pd.DataFrame
    side_schemes: pd.DataFrame
    ward_side_labels: pd.DataFrame
    coalitions: pd.DataFrame
    affiliations: pd.DataFrame
    rosters: pd.DataFrame
    endorsements: pd.DataFrame
    offices: pd.DataFrame
    readings: pd.DataFrame
    candidate_names: pd.DataFrame
    committees: pd.DataFrame
    committee_links: pd.DataFrame
    claims: pd.DataFrame
    mayors: pd.DataFrame


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


def readable_reference(
    folder: Path = paths.REFERENCE, ballots: pd.DataFrame | None = None
) -> tuple[Reference, list[Problem]]:
    """Read what can be read: faulty rows are left out and named, the others are kept.

    Rows about an organization or a coalition that is left out are left out with it. A statement
    whose check cannot run is kept, as the ledger shows it with the reason.

    Parameters
    ----------
    folder : Path
    ballots : DataFrame, optional
        The table `ballots.csv`, to hold the endorsements against the votes too.

    Returns
    -------
    (Reference, problems)
        `problems` as from `check_reference`, then endorsements the votes contradict.
    """
    scans = _scans(folder)
    problems = _all_problems(scans)
    if ballots is not None:
        problems += _against_the_votes(scans, ballots)
    faulty = {(p.file, p.row) for p in problems if not is_an_error_row(p)}
    kept = {name: _typed(_without(scan, faulty)) for name, scan in scans.items()}
    return Reference(**_without_orphans(kept)), problems


def _against_the_votes(scans: Mapping[str, Scan], ballots: pd.DataFrame) -> list[Problem]:
    offices, endorsements = scans["offices"], scans["endorsements"]
    if offices.lacks or endorsements.lacks:
        return []
    whole = frozenset(offices.frame.loc[offices.frame["whole"] == "yes", "id"])
    return endorsement_faults(endorsements.frame, ballots, whole)


def _without_orphans(kept: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    known = {name: {"", *kept[name]["id"]} for name in ("organisations", "coalitions")}
    known["either"] = known["organisations"] | known["coalitions"]
    found = dict(kept)
    for name, frame in kept.items():
        for column in _ABOUT.keys() & frame.columns:
            placed = found[name][column].isin(known[_ABOUT[column]])
            found[name] = found[name][placed].reset_index(drop=True)
    return found


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


def _without(scan: Scan, faulty: set[tuple[str, int | None]]) -> Scan:
    good = [(scan.table.file, row) not in faulty for row in scan.frame.index]
    # .loc, because a plain [] of an empty list would drop the columns of an empty table.
    return replace(scan, frame=scan.frame.loc[good])


def _all_problems(scans: Mapping[str, Scan]) -> list[Problem]:
    order = [table.file for table in TABLES]
    own = chain.from_iterable(scan.problems for scan in scans.values())
    shared = (
        _unknown_ids(scans),
        _unused_citations(scans),
        _wards_not_stated(scans["organisations"], scans["footprints"]),
        _empty_or_crowded_seats(scans["alders"]),
        _incomplete_schemes(scans["side_schemes"]),
        coalition_problems(scans),
        _strange_links(scans["committee_links"], scans["committees"]),
        claim_problems(scans["claims"]),
    )
    found = chain(own, *shared)
    return sorted(found, key=lambda problem: (order.index(problem.file), problem.row or 0))


def _cited(scan: Scan, column: str) -> Iterator[tuple[int, str]]:
    if column in scan.table.names:
        for row, cells in scan.rows():
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
    for row, cells in citations.rows():
        if not cells["id"] or cells["id"] in used or any(s.may_hold(cells["id"]) for s in others):
            continue
        what = f"No row of any table cites {shown(cells['id'])}."
        yield citations.table.problem(row, Fault("id", what, "Cite it, or delete the row."))


def _wards_not_stated(organisations: Scan, footprints: Scan) -> Iterator[Problem]:
    if footprints.lacks:
        return
    homes = {c["organisation_id"] for _, c in footprints.rows() if c["role"] == "home"}
    for row, cells in organisations.rows():
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
    for row, cells in alders.rows():
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
    rows = [(cells["scheme"], cells["side"]) for _, cells in schemes.rows()]
    for scheme in dict.fromkeys(scheme for scheme, _ in rows if scheme):
        for side in SIDES:
            if (scheme, side) not in rows and not schemes.may_hold(scheme, side):
                what = f"The grouping {shown(scheme)} does not place the {side} side."
                yield schemes.table.problem(None, Fault("side", what, "Add a row for it."))


def _strange_links(links: Scan, committees: Scan) -> Iterator[Problem]:
    """Yield links to a committee that is not there, and committees given to two organizations.

    Without any committee at hand the first cannot be told, so it is not held against anybody.
    """
    if links.lacks:
        return
    known = set(committees.frame["id"])
    owners: dict[str, tuple[int, str]] = {}
    for row, cells in links.rows():
        number, owner = cells["committee_id"], cells["organisation_id"]
        if known and number not in known and not committees.may_hold(number):
            what = f"{shown(number)} is not an id in {committees.table.file}."
            remedy = "Correct it, or fetch the list anew: python -m geo.pipeline fetch committees."
            yield links.table.problem(row, Fault("committee_id", what, remedy))
        if cells["decision"] == "confirmed":
            first, other = owners.setdefault(number, (row, owner))
            if other != owner:
                what = f"Committee {shown(number)} is already confirmed in row {first} for another."
                remedy = "A committee has one owner: delete or reject one of the two."
                yield links.table.problem(row, Fault("committee_id", what, remedy))
