"""The two tables on the state's committees: optional, and checked against one another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geo import paths
from geo.committee_tables import COMMITTEE_LINKS, COMMITTEE_TABLES, COMMITTEES
from geo.errors import Problem
from geo.reference import NEEDED_TABLES, check_reference, load_reference, readable_reference
from geo.schemas import scan_table

KNOWN = (
    "101,22nd Ward IPO,yes,2019-07-01,2018-02-03,,,2026-11-03",
    "102,30th United,no,2021,2020-01,Democratic,Purpose,2026-11-03",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real tables without the two optional ones."""
    for table in NEEDED_TABLES:
        shutil.copy(paths.REFERENCE / Path(table.file).name, tmp_path)
    return tmp_path


def write(folder: Path, *links: str, committees: tuple[str, ...] | None = KNOWN) -> None:
    for table, rows in ((COMMITTEE_LINKS, links), (COMMITTEES, committees)):
        if rows is not None:
            text = "\n".join([",".join(table.names), *rows]) + "\n"
            (folder / Path(table.file).name).write_text(text, "utf-8")


def where(problems: list[Problem]) -> list[tuple[str, int | None, str | None]]:
    return [(Path(problem.file).name, problem.row, problem.column) for problem in problems]


def test_both_may_be_missing(folder: Path) -> None:
    assert check_reference(folder) == []
    tables = load_reference(folder)
    for table in COMMITTEE_TABLES:
        frame = getattr(tables, table.name)
        assert (len(frame), list(frame.columns)) == (0, table.names)


def test_both_may_hold_their_header_only(folder: Path) -> None:
    write(folder, committees=())
    assert check_reference(folder) == []
    assert len(load_reference(folder).committees) == 0


def test_a_needed_table_may_neither_be_missing_nor_empty(folder: Path) -> None:
    needed = NEEDED_TABLES[0]
    path = folder / Path(needed.file).name
    path.write_text(",".join(needed.names) + "\n", "utf-8")
    assert "no rows" in scan_table(needed, path).problems[0].what


def test_an_optional_table_without_its_header_is_a_fault(folder: Path) -> None:
    write(folder, committees=())
    (folder / "committee_links.csv").write_text("", "utf-8")
    assert where(check_reference(folder)) == [("committee_links.csv", None, None)]


def test_good_rows_have_no_fault(folder: Path) -> None:
    write(
        folder,
        "22nd-ward-ipo,101,confirmed,Named so on its leaflets.,",
        "30th-united,102,confirmed,,s16-un35",
        "30th-united,101,rejected,Another ward.,",
        "un35,101,rejected,Another ward.,",
    )
    assert check_reference(folder) == []


def test_two_committees_of_one_organization_are_allowed(folder: Path) -> None:
    write(folder, "un35,101,confirmed,Same officers.,", "un35,102,confirmed,Same officers.,")
    assert check_reference(folder) == []


def test_one_committee_of_two_organizations_is_not(folder: Path) -> None:
    write(folder, "un35,101,confirmed,So.,", "30th-united,101,confirmed,So.,")
    (problem,) = check_reference(folder)
    assert where([problem]) == [("committee_links.csv", 3, "committee_id")]
    assert "row 2" in problem.what


@pytest.mark.parametrize(
    ("line", "column", "hint"),
    [
        ("nobody,101,confirmed,So.,", "organisation_id", "organisations.csv"),
        ("un35,999,confirmed,So.,", "committee_id", "committees.csv"),
        ("un35,999,rejected,So.,", "committee_id", "geo.pipeline fetch committees"),
        ("un35,101,perhaps,So.,", "decision", "confirmed, rejected"),
        ("un35,101,confirmed,,", "note", "source_id"),
        ("un35,101,confirmed,So.,gossip", "source_id", "citations.csv"),
        ("un35,no. 101,confirmed,So.,", "committee_id", "digits only"),
        (",101,confirmed,So.,", "organisation_id", "Fill it in"),
    ],
)
def test_a_faulty_link_is_named(folder: Path, line: str, column: str, hint: str) -> None:
    write(folder, line)
    found = [p for p in check_reference(folder) if (p.row, p.column) == (2, column)]
    assert found
    assert any(hint in str(problem) for problem in found)
    assert {Path(p.file).name for p in check_reference(folder)} == {"committee_links.csv"}


def test_without_the_list_no_link_is_blamed_for_it(folder: Path) -> None:
    write(folder, "un35,999,confirmed,So.,", committees=None)
    assert check_reference(folder) == []


def test_a_faulty_committee_costs_its_row_only(folder: Path) -> None:
    bad = "0x1,Name,maybe,yesterday,2020,,,2026-11-03"
    write(folder, committees=(*KNOWN, bad))
    tables, problems = readable_reference(folder)
    assert {problem.row for problem in problems} == {4}
    assert {problem.column for problem in problems} == {"id", "active", "status_date"}
    assert list(tables.committees["id"]) == ["101", "102"]
    assert list(tables.committees["active"]) == ["yes", "no"]
