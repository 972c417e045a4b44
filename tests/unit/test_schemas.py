"""Every kind of fault, planted in a small table, is named by row and column."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.cells import MAX_CELL, Column, Fault, Kind
from geo.errors import Problem
from geo.schemas import MAX_BYTES, Table, read_table


def _no_twins(row: Mapping[str, str]) -> Iterator[Fault]:
    if row["name"] and row["name"] == row["id"]:
        yield Fault("name", "Name and id are the same.", "Write the name in full.")


CLUBS = Table(
    "clubs",
    "data/reference/clubs.csv",
    (
        Column("id", Kind.ID, required=True),
        Column("name", required=True, unique=True, help="The name of the club."),
        Column("ward", Kind.INTEGER, minimum=1, maximum=50),
        Column("size", Kind.ONE_OF, allowed=("small", "large")),
        Column("open", Kind.YES_NO),
        Column("since", Kind.DATE),
        Column("site", Kind.ADDRESS),
        Column("sources", Kind.IDS),
        Column("code", pattern="[A-Z]{2}", help="Two capitals."),
    ),
    key=("id",),
    check=_no_twins,
)
HEADER = "id,name,ward,size,open,since,site,sources,code"
GOOD = "a,Alpha,1,small,yes,2015,https://a.org,s1;s2,AB"


def read(folder: Path, content: str | bytes) -> tuple[list[dict[str, str]], list[Problem]]:
    path = folder / "clubs.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    frame, problems = read_table(CLUBS, path)
    return frame.to_dict("records"), problems


def where(problems: list[Problem]) -> list[tuple[int | None, str | None]]:
    return [(problem.row, problem.column) for problem in problems]


def test_a_good_table_has_no_problems_and_keeps_its_text(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, f"{HEADER}\n{GOOD}\nb,NA,,,,,,,\n")
    assert problems == []
    assert rows[0] == dict(zip(HEADER.split(","), GOOD.split(","), strict=True))
    assert rows[1]["name"] == "NA"
    assert rows[1]["ward"] == ""


def test_what_spreadsheets_write_is_fine(tmp_path: Path) -> None:
    swapped = "name,id,ward,size,open,since,site,sources,code"
    text = f'{swapped}\r\n" Beta, Inc. ", b ,7\u00a0,,,,,,\r\n,,,,,,,,\r\n\r\n'
    rows, problems = read(tmp_path, b"\xef\xbb\xbf" + text.encode())
    assert problems == []
    assert [(row["id"], row["name"], row["ward"]) for row in rows] == [("b", "Beta, Inc.", "7")]


def test_text_that_a_page_must_escape_is_allowed(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, f"{HEADER}\nb,<b>{{{{7*7}}}}</b>,,,,,,,\nc,=1+1,,,,,,,\n")
    assert problems == []
    assert [row["name"] for row in rows] == ["<b>{{7*7}}</b>", "=1+1"]


@pytest.mark.parametrize(
    ("column", "cell", "hint"),
    [
        ("id", "Big Club", "lower-case"),
        ("id", "", "Fill it in"),
        ("name", "", "The name of the club."),
        ("name", "bell\x07", "control character"),
        ("name", "x" * (MAX_CELL + 1), "2,000"),
        ("name", "abc\u202edef", "control character"),
        ("ward", "51", "largest number allowed is 50"),
        ("ward", "0", "smallest number allowed is 1"),
        ("ward", "7.0", "digits only"),
        ("ward", "07", "digits only"),
        ("ward", "٧", "digits only"),
        ("size", "Small", "small, large"),
        ("open", "TRUE", "yes or no"),
        ("since", "2020-13", "There is no such day"),
        ("since", "2019-02-29", "There is no such day"),
        ("since", "8/24/2020", "spreadsheet may have rewritten"),
        ("since", "44067", "spreadsheet may have rewritten"),
        ("since", "Aug-20", "spreadsheet may have rewritten"),
        ("since", "0019", "2015, 2019-07"),
        ("site", "javascript:alert(1)", "https://"),
        ("site", "www.a.org", "https://"),
        ("site", "https://a b.org", "without spaces"),
        ("site", "https://", "https://"),
        ("site", "https://trusted.org@evil.org/", "https://"),
        ("site", "data:text/html,x", "https://"),
        ("sources", "s1;", "semicolon"),
        ("sources", "s1,s2", "semicolon"),
        ("sources", "s1;s1", "once"),
        ("code", "A1", "Two capitals."),
    ],
)
def test_a_bad_cell_is_named_and_the_rows_around_it_stay(
    tmp_path: Path, column: str, cell: str, hint: str
) -> None:
    names = HEADER.split(",")
    cells = ["b", "Beta", *[""] * (len(names) - 2)]
    cells[names.index(column)] = f'"{cell}"'
    rows, problems = read(tmp_path, f"{HEADER}\n{GOOD}\n{','.join(cells)}\nc,Gamma,,,,,,,\n")
    assert where(problems) == [(3, column)]
    assert problems[0].file == "data/reference/clubs.csv"
    assert hint in str(problems[0])
    assert [rows[0]["id"], rows[-1]["id"]] == ["a", "c"]


@pytest.mark.parametrize(
    "good", ["https://a.org", "http://a.b.org:8080/x?y=1#z", "HTTPS://a.org/%20"]
)
def test_web_addresses_that_pass(tmp_path: Path, good: str) -> None:
    assert read(tmp_path, f"{HEADER}\nb,Beta,,,,,{good},,\n")[1] == []


@pytest.mark.parametrize(
    ("bad_row", "hint"),
    [
        ("b,Beta, Inc.,,,,,,,", "10 cells, but the header has 9"),
        ("b,Beta", "2 cells, but the header has 9"),
        ('b,"Beta,,,,,,,', "quotation mark"),
        ('b,"Be"ta,,,,,,,', "quotation mark"),
    ],
)
def test_a_misaligned_row_costs_nobody_else_anything(
    tmp_path: Path, bad_row: str, hint: str
) -> None:
    below = 'c,"Gamma, Delta",,,,,,,\nd,Echo,99,,,,,,\n'
    rows, problems = read(tmp_path, f"{HEADER}\n{GOOD}\n{bad_row}\n{below}")
    assert where(problems) == [(3, None), (5, "ward")]
    assert hint in problems[0].what
    assert [row["name"] for row in rows] == ["Alpha", "Gamma, Delta", "Echo"]


def test_a_line_break_in_a_cell_is_one_row_as_in_a_spreadsheet(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f'{HEADER}\nb,"Be\nta",,,,,,,\nc,Gamma,99,,,,,,\n')
    assert where(problems) == [(2, "name"), (3, "ward")]
    assert "line break" in problems[0].what


def test_bytes_that_are_not_utf8_are_found_in_their_cells(tmp_path: Path) -> None:
    text = f"{HEADER}\n{GOOD}\nb,Jeylú,,,,,,,\nc,Gamma,,,,,,,\nd,Muñoz,,,,,,,\n"
    rows, problems = read(tmp_path, text.encode("latin-1"))
    assert where(problems) == [(3, "name"), (5, "name")]
    assert all("CSV UTF-8" in problem.remedy for problem in problems)
    str(problems[0]).encode("utf-8")  # the message itself can be printed
    assert [row["id"] for row in rows] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        (f"\n{HEADER}\n{GOOD}\n", "first row is blank"),
        (f"{HEADER}\n", "no rows"),
        (f"{HEADER}\n,,,,,,,,\n\n", "no rows"),
        (HEADER.replace(",", ";") + "\n" + GOOD.replace(",", ";"), "semicolons"),
        (b"PK\x03\x04rest of a workbook", "workbook"),
        (f"{HEADER}\n{GOOD}\n".encode("utf-16"), "UTF-16"),
        (b"x" * (MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_table_is_one_problem(
    tmp_path: Path, content: str | bytes, hint: str
) -> None:
    rows, problems = read(tmp_path, content)
    assert rows == []
    assert where(problems) == [(None, None)]
    assert hint in problems[0].what


def test_a_missing_file_is_one_problem(tmp_path: Path) -> None:
    frame, problems = read_table(CLUBS, tmp_path / "nowhere.csv")
    assert where(problems) == [(None, None)]
    assert list(frame.columns) == HEADER.split(",")


def test_headers_are_checked_by_name(tmp_path: Path) -> None:
    header = "id,name,wrad,size,size,since,site,sources,"
    rows, problems = read(tmp_path, f"{header}\nb,Beta,7,small,,2015,,,\nc,,7,,,2099-99,,,\n")
    assert sorted(where(problems), key=str) == sorted(
        [
            (1, "wrad"),
            (1, "size"),
            (1, None),
            (1, "ward"),
            (1, "open"),
            (1, "code"),
            (3, "name"),
            (3, "since"),
        ],
        key=str,
    )
    assert rows[0]["ward"] == ""
    assert rows[0]["size"] == "small"


def test_repeats_name_the_later_row_and_the_earlier(tmp_path: Path) -> None:
    text = f"{HEADER}\nb,Beta,,,,,,,\nc,Gamma,,,,,,,\nb,Delta,,,,,,,\nd,Gamma,,,,,,,\n"
    _, problems = read(tmp_path, text)
    assert where(problems) == [(4, "id"), (5, "name")]
    assert "b is already in row 2" in problems[0].what
    assert "Gamma is already in row 3" in problems[1].what


def test_the_row_check_runs_on_rows_with_other_faults_too(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"{HEADER}\nsame,same,99,,,,,,\n")
    assert where(problems) == [(2, "ward"), (2, "name")]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(alphabet='ab",;\n\r\té\x00\ud7ff', max_size=200).map(
            lambda body: f"{HEADER}\n{body}".encode()
        ),
    )
)
def test_no_bytes_whatever_make_the_reader_fail(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows, problems = read(Path(folder), content)
    assert problems or rows
    for problem in problems:
        assert problem.remedy
        str(problem).encode("utf-8")
