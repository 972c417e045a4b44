"""The checker of the hand-kept tables finds what is planted in them, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from geo import paths
from geo.errors import DataProblems, Problem
from geo.reference import (
    NEEDED_TABLES,
    Reference,
    check_reference,
    load_reference,
    readable_reference,
)
from geo.schemas import Table


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real tables, free to be spoiled."""
    for table in NEEDED_TABLES:
        shutil.copy(paths.REFERENCE / Path(table.file).name, tmp_path)
    return tmp_path


def add(folder: Path, file: str, line: str) -> int:
    """Append a line to a table and return its spreadsheet row."""
    path = folder / file
    text = path.read_text("utf-8") + line + "\n"
    path.write_text(text, "utf-8")
    return text.count("\n")


def swap(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the one line that starts with `old` (drop it if `new` is empty); return its row."""
    path = folder / file
    lines = path.read_text("utf-8").splitlines()
    rows = [number for number, line in enumerate(lines) if line.startswith(old)]
    assert len(rows) == 1, f"{old} is in {len(rows)} lines of {file}"
    lines[rows[0] : rows[0] + 1] = [lines[rows[0]].replace(old, new, 1)] if new else []
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return rows[0] + 1


def where(problems: list[Problem]) -> list[tuple[str, int | None, str | None]]:
    return [(Path(problem.file).name, problem.row, problem.column) for problem in problems]


@pytest.mark.parametrize(
    ("file", "line", "column", "hint"),
    [
        ("footprints.csv", "un35,2015,51,,home,high,s16-un35,", "ward", "50"),
        ("footprints.csv", "un35,2010,3,,home,high,s16-un35,", "vintage", "2015, 2023"),
        ("footprints.csv", "un35,,,78,named_area,high,s16-un35,", "community_area", "77"),
        ("footprints.csv", "un35,2015,3,4,home,high,s16-un35,", "ward", "exactly one"),
        ("footprints.csv", "un35,,,,named_area,high,s16-un35,", "ward", "exactly one"),
        ("footprints.csv", "un35,,3,,home,high,s16-un35,", "vintage", "ward map"),
        ("footprints.csv", "un35,,,3,home,high,s16-un35,", "role", "named_area"),
        ("footprints.csv", "un35,2015,35,,home,high,s16-un35,", "organisation_id", "already in"),
        ("footprints.csv", "nobody,2015,3,,home,high,s16-un35,", "organisation_id", "'nobody'"),
        ("footprints.csv", "un35,2015,3,,home,high,gossip,", "source_id", "citations.csv"),
        ("organisations.csv", "un35,X,high,regional,,,unknown,,,no,,s16-un35", "id", "already in"),
        (
            "organisations.csv",
            "x,X,high,regional,2020,2019,unknown,,,no,,s16-un35",
            "founded_to",
            "before 2020",
        ),
        ("organisations.csv", "x,,high,regional,,,unknown,,,no,,s16-un35", "name", "unknown"),
        ("organisations.csv", "x,X,high,ward,,,unknown,,,no,,s16-un35", "kind", "home ward"),
        (
            "organisations.csv",
            "x,X,high,regional,,,active,,,no,,s16-un35",
            "last_evidence",
            "dated evidence",
        ),
        (
            "organisations.csv",
            "x,X,high,regional,,,unknown,,javascript:alert(1),no,,s16-un35",
            "website",
            "https://",
        ),
        (
            "organisations.csv",
            "x,X,high,regional,,,unknown,,,no,,un35;s16-un35",
            "source_ids",
            "un35",
        ),
        ("citations.csv", "unread,Title,Publisher,,,Note.", "id", "cites"),
        ("alders.csv", "2015,33,A,2015-06-01,2016,council-terms-2025,", "from", "overlaps"),
        ("alders.csv", "2015,12,A,2022-12-10,2022-12-01,council-terms-2025,", "to", "is before"),
        ("alders.csv", "2015,12,A,2022-12-05,,council-terms-2025,", "to", "2023-05-14"),
        ("alders.csv", "2015,2,A,2007-05-21,2015-05-17,council-terms-2025,", "to", "2015-05-18"),
        ("ward_side_labels.csv", "2015,51,West Side,s16-un35,", "ward", "50"),
        ("ward_side_labels.csv", "2015,,West Side,s16-un35,", "ward", "Fill it in"),
        ("ward_side_labels.csv", "2010,22,West Side,s16-un35,", "vintage", "2015, 2023"),
        ("ward_side_labels.csv", ",22,West Side,s16-un35,", "vintage", "Fill it in"),
        ("ward_side_labels.csv", "2015,22,,s16-un35,", "label", "words of the source"),
        ("ward_side_labels.csv", "2015,22,West Side,gossip,", "source_id", "citations.csv"),
        ("ward_side_labels.csv", "2015,22,West Side,,", "source_id", "Fill it in"),
        (
            "ward_side_labels.csv",
            "2015,22,Southwest Side,lwv-22-interview,",
            "vintage",
            "already in",
        ),
    ],
)
def test_a_planted_row_is_found(folder: Path, file: str, line: str, column: str, hint: str) -> None:
    row = add(folder, file, line)
    found = [p for p in check_reference(folder) if (p.row, p.column) == (row, column)]
    assert len(found) == 1, where(check_reference(folder))
    assert found[0].file == f"data/reference/{file}"
    assert hint in str(found[0])


def test_a_ward_without_alderperson_is_found(folder: Path) -> None:
    swap(folder, "alders.csv", "2015,2,Brian Hopkins,", "")
    problems = check_reference(folder)
    assert where(problems) == [("alders.csv", None, "ward")]
    assert "Ward 2 of the 2015 map" in problems[0].what


def test_a_side_left_out_is_found(folder: Path) -> None:
    swap(folder, "side_schemes.csv", "five,Five sides,West,", "")
    problems = check_reference(folder)
    assert where(problems) == [("side_schemes.csv", None, "side")]
    assert "West" in problems[0].what


def test_faults_of_several_tables_are_reported_at_once(folder: Path) -> None:
    rows = [
        add(folder, "organisations.csv", "x,X,high,regional,,,unknown,8/24/2020,,no,,s16-un35"),
        add(folder, "footprints.csv", "x,2015,77,,home,high,s16-un35,"),
        add(folder, "citations.csv", "spare,Title,Publisher,,,Note."),
    ]
    with pytest.raises(DataProblems) as caught:
        load_reference(folder)
    assert where(list(caught.value.problems)) == [
        ("organisations.csv", rows[0], "last_evidence"),
        ("footprints.csv", rows[1], "ward"),
        ("citations.csv", rows[2], "id"),
    ]
    assert "3 problems found" in str(caught.value)


@pytest.mark.parametrize(
    ("file", "start"),
    [
        ("citations.csv", "essay-2021,"),
        ("organisations.csv", "un35,"),
        ("footprints.csv", "un35,"),
        ("alders.csv", "2015,2,"),
        ("side_schemes.csv", "nine,Nine sides,West,"),
        ("ward_side_labels.csv", "2023,1,"),
    ],
)
def test_a_stray_comma_blames_nobody_but_its_row(folder: Path, file: str, start: str) -> None:
    row = swap(folder, file, start, start.replace(",", ",,", 1))
    problems = check_reference(folder)
    assert where(problems) == [(file, row, None)]


@pytest.mark.parametrize("table", NEEDED_TABLES, ids=lambda table: table.name)
def test_a_missing_table_blames_nobody_but_itself(folder: Path, table: Table) -> None:
    name = Path(table.file).name
    (folder / name).unlink()
    assert where(check_reference(folder)) == [(name, None, None)]


def test_tables_saved_by_a_spreadsheet_read_the_same(folder: Path, reference: Reference) -> None:
    for table in NEEDED_TABLES:
        path = folder / Path(table.file).name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    again = load_reference(folder)
    pd.testing.assert_frame_equal(again.organisations, reference.organisations)
    pd.testing.assert_frame_equal(again.alders, reference.alders)


def test_what_can_be_read_is_read_without_the_faulty_rows(folder: Path) -> None:
    row = swap(
        folder, "organisations.csv", "un35,United Neighbors of the 35th Ward,high", "un35,,low"
    )
    tables, problems = readable_reference(folder)
    assert where(problems) == [("organisations.csv", row, "name")]
    assert "un35" not in set(tables.organisations["id"])
    assert "un35" not in set(tables.footprints["organisation_id"])
    assert len(tables.organisations) == len(load_reference().organisations) - 1


@pytest.mark.parametrize("table", NEEDED_TABLES, ids=lambda table: table.name)
def test_a_missing_table_reads_as_an_empty_one(folder: Path, table: Table) -> None:
    (folder / Path(table.file).name).unlink()
    tables, problems = readable_reference(folder)
    frame = getattr(tables, table.name)
    assert len(problems) == 1
    assert (len(frame), list(frame.columns)) == (0, table.names)
