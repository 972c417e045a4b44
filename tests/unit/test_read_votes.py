"""Bad results are named by file, row and column with a remedy, all at once; nothing is guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from geo import elections
from geo.elections import Election
from geo.errors import BuildError, DataProblems, Problem
from geo.pipeline import read_votes as reading
from geo.pipeline.read_votes import read_results, read_turnout, read_votes

RUNOFF = Election("2019-runoff", date(2019, 4, 2), 2015, "precinct_results_2019_04_02")
FILE = "precinct_results_2019-04-02.csv"
KNOWN = pd.MultiIndex.from_tuples([(1, 1), (1, 2), (2, 1)], names=["ward", "precinct"])
HEADER = "date,race,ward,precinct,candidate,votes"
GOOD = (
    "2019-04-02,Mayor,1,1,ANN,3",
    "2019-04-02,Mayor,1,1,BOB,0",
    "2019-04-02,Mayor,1,2,ANN,5",
    "2019-04-02,Mayor,1,2,BOB,6",
    "2019-04-02,Mayor,2,1,ANN,7",
    "2019-04-02,Mayor,2,1,BOB,8",
    "2019-04-02,Alderman 2nd Ward,2,1,CY,9",
)


def read(folder: Path, *lines: str, header: str = HEADER) -> tuple[pd.DataFrame, list[Problem]]:
    path = folder / FILE
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return read_results(path, RUNOFF, KNOWN)


def faults(folder: Path, *lines: str) -> list[str]:
    frame, problems = read(folder, *lines)
    assert frame.empty
    assert all(p.file == FILE and p.remedy for p in problems)
    return [f"{p.row} {p.column}: {p.what}" for p in problems]


def test_good_results_are_read_whole_with_the_rows_of_no_votes(tmp_path: Path) -> None:
    frame, problems = read(tmp_path, *GOOD)
    assert problems == []
    assert list(frame) == ["election", "race", "printed", "ward", "precinct", "votes"]
    assert frame["votes"].tolist() == [3, 0, 5, 6, 7, 8, 9]
    assert frame["race"].tolist() == ["mayor"] * 6 + ["ward-2"]
    assert set(frame["election"]) == {"2019-runoff"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("2019-04-02,Mayor,2,1,BOB,8.5", "7 votes: “8.5” stands where a whole number"),
        ("2019-04-02,Mayor,2,1,BOB,-8", "7 votes: “-8” stands where a whole number"),
        ("2019-04-02,Mayor,2,1,BOB,", "7 votes: Nothing stands where a whole number"),
        ("2019-04-02,Mayor,2,1,BOB,1e2", "7 votes: “1e2” stands where a whole number"),
        ("2019-04-02,Mayor,2,1,BOB,NA", "7 votes: “NA” stands where a whole number"),
        ("2019-02-26,Mayor,2,1,BOB,8", "7 date: “2019-02-26” is not the day of this election"),
        ("2019-04-02,Sheriff,2,1,BOB,8", "7 race: “Sheriff” is not a race the atlas knows."),
        ("2019-04-02,Mayor,51,1,BOB,8", "7 ward: “51” is not a ward: 1 to 50 are."),
        ("2019-04-02,Mayor,0,1,BOB,8", "7 ward: “0” is not a ward"),
        ("2019-04-02,Mayor,x,1,BOB,8", "7 ward: “x” is not a ward"),
        ("2019-04-02,Mayor,2,9,BOB,8", "7 ward+precinct: “2-9” is not a precinct on the map"),
        ("2019-04-02,Mayor,2,1.5,BOB,8", "7 ward+precinct: “2-1.5” is not a precinct on the map"),
        ("2019-04-02,Mayor,2,1,,8", "7 candidate: Nothing stands where a candidate is needed."),
        (GOOD[4], "7 race+ward+precinct+candidate: “Mayor, 2, 1, ANN” is there a second time."),
        (
            "2019-04-02,Alderman 2nd Ward,1,1,CY,8",
            "7 ward: “Alderman 2nd Ward in ward 1” cannot be: only the ward itself",
        ),
    ],
)
def test_a_fault_is_named_with_its_row_and_column(tmp_path: Path, line: str, fault: str) -> None:
    lines = [*GOOD[:5], line, *GOOD[6:]]
    assert any(found.startswith(fault) for found in faults(tmp_path, *lines)), faults(
        tmp_path, *lines
    )


def test_a_missing_row_is_not_taken_for_no_votes(tmp_path: Path) -> None:
    assert faults(tmp_path, *GOOD[:5], GOOD[6]) == [
        "None candidate: BOB has no row in 1 of the 3 precincts of mayor, first: 2-1."
    ]


def test_a_missing_precinct_or_race_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path, *GOOD[:2], *GOOD[4:]) == [
        "None ward+precinct: 1 precincts of the map have no row, first: 1-2."
    ]
    council = [f"2019-04-02,Alderman {w},{p},CY,9" for w, p in (("1st Ward", "1,1"),)]
    assert "None race: The race mayor is not there." in faults(tmp_path, *council)


def test_missing_columns_are_named_one_by_one(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "2019-04-02,Mayor,1,1", header="date,race,ward,precinct")
    assert [(p.row, p.column) for p in problems] == [(1, "candidate"), (1, "votes")]


def test_a_file_that_is_no_table_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(b"date,race\n\xff\xfe\x00\n")
    _, problems = read_results(path, RUNOFF, KNOWN)
    assert [p.what.startswith("The file cannot be read as CSV") for p in problems] == [True]


def test_many_faults_of_a_kind_are_counted(tmp_path: Path) -> None:
    lines = [line.rsplit(",", 1)[0] + ",many" for line in GOOD]
    found = faults(tmp_path, *lines)
    assert len(found) == 6
    assert found[-1] == "None votes: 2 more rows have the same fault."


TURNOUT = Election(
    "2019-first",
    date(2019, 2, 26),
    2015,
    "precinct_results_2019_02_26",
    "turnout_2019_02_26",
)


def test_turnout_is_read_and_its_faults_are_named(tmp_path: Path) -> None:
    path = tmp_path / "turnout_2019-02-26.csv"
    header = "ward,precinct,registered_voters,ballots_cast\n"
    path.write_text(header + "1,1,50,20\n1,2,60,0\n2,1,70,31\n", encoding="utf-8")
    frame, problems = read_turnout(path, TURNOUT, KNOWN)
    assert problems == []
    assert frame.to_dict("list") == {
        "election": ["2019-first"] * 3,
        "ward": [1, 1, 2],
        "precinct": [1, 2, 1],
        "registered": [50, 60, 70],
        "ballots": [20, 0, 31],
    }
    path.write_text(header + "1,1,50,20\n1,1,60,x\n9,9,70,31\n", encoding="utf-8")
    _, problems = read_turnout(path, TURNOUT, KNOWN)
    assert [(p.row, p.column) for p in problems] == [
        (4, "ward+precinct"),
        (None, "ward+precinct"),
        (3, "ward+precinct"),
        (3, "ballots_cast"),
    ]


def test_faults_of_all_files_come_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ELECTIONS", (elections.election("2019-runoff"), TURNOUT))
    folder = tmp_path / "elections"
    folder.mkdir()
    read(folder, "2019-04-02,Mayor,1,1,ANN,x")
    (folder / "precinct_results_2019-02-26.csv").write_text("date\n", encoding="utf-8")
    with pytest.raises(BuildError, match="turnout_2019-02-26"):
        read_votes(tmp_path, {2015: KNOWN})
    (folder / "turnout_2019-02-26.csv").write_text("ward\n", encoding="utf-8")
    with pytest.raises(DataProblems) as caught:
        read_votes(tmp_path, {2015: KNOWN})
    assert {p.file for p in caught.value.problems} == {
        FILE,
        "precinct_results_2019-02-26.csv",
        "turnout_2019-02-26.csv",
    }
