"""The hand-kept tables hold what they promise, and the checker finds what is planted in them."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from geo import paths
from geo.errors import DataProblems, Problem
from geo.reference import (
    SIDES,
    TABLES,
    Reference,
    check_reference,
    load_reference,
    readable_reference,
)
from geo.schemas import Table, split_ids

ESSAY_WARDS = [1, 10, 11, 12, 14, 15, 22, 25, 31, 32, 33, 35, 36, 39, 40, 48, 50]
EMAIL = re.compile(r"\w@\w")
PHONE = re.compile(r"(?<!\d)(\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)")


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real tables, free to be spoiled."""
    for table in TABLES:
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


def test_the_real_tables_have_no_problems() -> None:
    assert [str(problem) for problem in check_reference()] == []


def test_the_essay_lists_seventeen_wards_and_three_regions(reference: Reference) -> None:
    essay = reference.organisations[reference.organisations["in_essay"]]
    assert essay["kind"].value_counts().to_dict() == {"ward": 17, "regional": 3}
    places = reference.footprints.merge(
        essay, left_on="organisation_id", right_on="id", validate="many_to_one"
    )
    homes = places[places["role"] == "home"]
    assert sorted(homes["ward"]) == ESSAY_WARDS
    assert set(homes["vintage"]) == {2015}
    assert places.loc[places["kind"] == "regional", "ward"].isna().all()


def test_five_essay_wards_have_no_known_name(reference: Reference) -> None:
    unnamed = reference.organisations.query("name == ''")
    homes = reference.footprints[reference.footprints["organisation_id"].isin(unnamed["id"])]
    assert sorted(homes["ward"]) == [1, 10, 15, 31, 36]
    assert set(unnamed["name_confidence"]) == {"unknown"}


def test_organizations_outside_the_essay(reference: Reference) -> None:
    others = reference.organisations[~reference.organisations["in_essay"]]
    homes = reference.footprints[reference.footprints["organisation_id"].isin(others["id"])]
    assert sorted(homes["ward"].dropna()) == [15, 26, 30, 49]
    assert others["kind"].value_counts().to_dict() == {"ward": 4, "regional": 3}


def test_only_organizations_with_evidence_since_2024_are_called_active(
    reference: Reference,
) -> None:
    active = reference.organisations[reference.organisations["status"] == "active"]
    assert set(active["id"]) == {"33rd-ward-working-families", "un35"}
    assert (active["last_evidence"] >= "2024").all()


def test_founding_is_an_interval(reference: Reference) -> None:
    founded = reference.organisations.set_index("id")[["founded_from", "founded_to"]]
    assert list(founded.loc["22nd-ward-ipo"]) == ["1983", "1983"]
    assert list(founded.loc["12th-ward-ipo"]) == ["", "2016-03"]
    assert list(founded.loc["14th-ward-independent-progressive-organization"]) == ["2018", "2019"]
    assert list(founded.loc["39th-ward-neighbors-united"]) == ["", ""]


def test_regional_organizations_are_placed_in_community_areas(reference: Reference) -> None:
    areas = reference.footprints.dropna(subset="community_area")
    found = areas.groupby("organisation_id")["community_area"].apply(sorted).to_dict()
    assert found == {
        "greater-austin-ipo": [25],
        "lakeview-uptown-ipo": [3, 6],
        "near-west-side-ipo": [28],
        "united-northwest-side": [15, 16, 17, 18, 19, 20],
    }
    described = areas[areas["role"] == "described_area"]
    assert set(described["organisation_id"]) == {"united-northwest-side"}
    assert set(described["confidence"]) == {"low"}


def test_fifty_alderpersons_sit_on_the_2023_map(reference: Reference) -> None:
    sitting = reference.alders.query("vintage == 2023 and to == ''")
    assert sorted(sitting["ward"]) == list(range(1, 51))
    assert sitting["name"].is_unique
    names = dict(zip(sitting["ward"], sitting["name"], strict=True))
    assert names[22] == "Michael D. Rodríguez"
    assert names[33] == "Rossana Rodríguez-Sánchez"
    assert names[35] == "Anthony Quezada"
    assert names[40] == "André Vasquez"


def test_fifty_alderpersons_sat_on_the_first_day_of_each_council(reference: Reference) -> None:
    for vintage, day in ((2015, "2015-05-18"), (2015, "2019-05-20"), (2023, "2023-05-15")):
        alders = reference.alders[reference.alders["vintage"] == vintage]
        began = alders["from"] <= day
        sitting = alders[began & ((alders["to"] == "") | (alders["to"] >= day))]
        assert sorted(sitting["ward"]) == list(range(1, 51)), day


def test_a_vacancy_between_two_terms_stays_a_gap(reference: Reference) -> None:
    ward = reference.alders.query("vintage == 2015 and ward == 12")
    assert list(zip(ward["from"], ward["to"], strict=True)) == [
        ("2003-05-05", "2022-11-30"),
        ("2022-12-14", "2023-05-14"),
    ]


def test_every_row_has_a_known_source(reference: Reference) -> None:
    known = set(reference.citations["id"])
    cells = [
        *reference.organisations["source_ids"],
        *reference.footprints["source_id"],
        *reference.alders["source_id"],
        *reference.side_schemes["source_id"],
    ]
    assert all(split_ids(cell) and known.issuperset(split_ids(cell)) for cell in cells)


def test_side_schemes_place_nine_sides(reference: Reference) -> None:
    groups = reference.side_schemes.pivot(index="side", columns="scheme", values="group")
    assert set(groups.index) == set(SIDES)
    assert groups.notna().all(axis=None)
    assert groups.nunique().to_dict() == {"nine": 9, "five": 5, "essay": 4}
    assert groups.loc["Northwest"].to_dict() == {
        "nine": "Northwest",
        "five": "Northwest",
        "essay": "North and Northwest",
    }


def test_numbers_and_flags_have_types(reference: Reference) -> None:
    assert reference.footprints["ward"].dtype == pd.Int64Dtype()
    assert reference.alders["vintage"].dtype == pd.Int64Dtype()
    assert reference.organisations["in_essay"].dtype == bool


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_private_contacts_and_plain_american_text(table: Table) -> None:
    path = paths.REFERENCE / Path(table.file).name
    data = path.read_bytes()
    assert b"\r" not in data
    for line, cells in enumerate(csv.reader(data.decode("utf-8").splitlines()), start=1):
        text = " ".join(cell for cell in cells if not cell.startswith("http"))
        assert not EMAIL.search(text), f"{path.name} line {line}: an e-mail address"
        assert not PHONE.search(text), f"{path.name} line {line}: a telephone number"
        if line > 1:
            british = re.search("organis|neighbour|programme", text, re.IGNORECASE)
            assert not british, f"{path.name} line {line}: {british}"


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
    swap(folder, "side_schemes.csv", 'five,"Five sides, the nine drawn together",West,', "")
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
        ("side_schemes.csv", 'nine,"Nine sides, as the City groups community areas",West,'),
    ],
)
def test_a_stray_comma_blames_nobody_but_its_row(folder: Path, file: str, start: str) -> None:
    row = swap(folder, file, start, start.replace(",", ",,", 1))
    problems = check_reference(folder)
    assert where(problems) == [(file, row, None)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_missing_table_blames_nobody_but_itself(folder: Path, table: Table) -> None:
    name = Path(table.file).name
    (folder / name).unlink()
    assert where(check_reference(folder)) == [(name, None, None)]


def test_tables_saved_by_a_spreadsheet_read_the_same(folder: Path, reference: Reference) -> None:
    for table in TABLES:
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


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_missing_table_reads_as_an_empty_one(folder: Path, table: Table) -> None:
    (folder / Path(table.file).name).unlink()
    tables, problems = readable_reference(folder)
    frame = getattr(tables, table.name)
    assert len(problems) == 1
    assert (len(frame), list(frame.columns)) == (0, table.names)
