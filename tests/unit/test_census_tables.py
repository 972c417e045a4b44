"""Published tables: every fault is named with file, row, column and remedy; missing is not zero."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.census import BLOCK_GROUP, DISTRICT, PRECINCT, PRECINCT_KEY, TABLES, TRACT, census_table
from geo.errors import DataProblems, Problem
from geo.pipeline.census_tables import Layer, published, read_counts, read_table, used_columns
from geo.sources import source

TABLE = census_table("acs_C17002_2018_bg")
COLUMNS = ("C17002_001E", "C17002_001M")
HEADER = "geoid,C17002_001E,C17002_001M"
ONE, TWO, THREE = "170310101001", "170310101002", "170310101003"
AREAS = Layer(pd.Index([ONE, TWO, THREE]))
GOOD = (f"{ONE},100,12", f"{TWO},200,34", f"{THREE},0,9")


def read(folder: Path, *lines: str, header: str = HEADER) -> tuple[pd.DataFrame, list[Problem]]:
    """Read a table of these lines."""
    path = folder / "C17002_2018_bg.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return read_table(path, TABLE, COLUMNS, AREAS)


def test_figures_come_in_the_order_of_the_areas(tmp_path: Path) -> None:
    frame, problems = read(tmp_path, GOOD[2], GOOD[0], GOOD[1])
    assert problems == []
    assert frame[COLUMNS[0]].tolist() == [100, 200, 0]
    assert frame[COLUMNS[1]].tolist() == [12, 34, 9]


def test_a_margin_of_a_controlled_estimate_is_zero(tmp_path: Path) -> None:
    """The Census Bureau marks the margin of a figure fixed by a known total with −555555555."""
    frame, problems = read(tmp_path, f"{ONE},100,-555555555", *GOOD[1:])
    assert problems == []
    assert frame[COLUMNS[1]].tolist() == [0, 34, 9]


@pytest.mark.parametrize(
    ("cells", "column", "shown"),
    [
        ("-666666666,12", "C17002_001E", "“-666666666”"),
        ("-555555555,12", "C17002_001E", "“-555555555”"),
        ("100,-222222222", "C17002_001M", "“-222222222”"),
        ("100,-333333333", "C17002_001M", "“-333333333”"),
        ("100,-1", "C17002_001M", "“-1”"),
        ("1O0,12", "C17002_001E", "“1O0”"),
        ("inf,12", "C17002_001E", "“inf”"),
        ("1e999,12", "C17002_001E", "“1e999”"),
        ("100,**", "C17002_001M", "“**”"),
        (",12", "C17002_001E", "Nothing"),
        ("NA,12", "C17002_001E", "“NA”"),
        ("100", "C17002_001M", "Nothing"),
    ],
)
def test_a_cell_that_holds_no_figure_is_named(
    cells: str, column: str, shown: str, tmp_path: Path
) -> None:
    _, (problem,) = read(tmp_path, GOOD[0], f"{TWO},{cells}", GOOD[2])
    assert (problem.file, problem.row, problem.column) == ("C17002_2018_bg.csv", 3, column)
    assert problem.what.startswith(f"{shown} stands where a number of 0 or more is needed.")
    assert problem.remedy == "Restore the file that data/sources.toml names for acs_C17002_2018_bg."


def test_a_missing_column_is_named_and_nothing_is_read(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"{ONE},100", header="geoid,C17002_001E")
    assert [(p.row, p.column, p.what) for p in problems] == [
        (1, "C17002_001M", "This column is missing.")
    ]


def test_a_doubled_area_is_named_at_its_second_row(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, *GOOD, GOOD[1])
    assert (problem.row, problem.column) == (5, "geoid")
    assert (problem.what, problem.remedy) == (f"“{TWO}” is named twice.", "Keep one row of each.")


def test_an_unknown_area_is_named(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, *GOOD, "170319999999,1,1")
    assert (problem.row, problem.column) == (5, "geoid")
    assert "“170319999999” is not a census block group of Cook County" in problem.what


def test_a_missing_area_is_named_and_not_taken_for_zero(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, *GOOD[:2])
    assert (problem.row, problem.column) == (None, "geoid")
    assert problem.what == f"1 areas of the boundary file have no row, first: {THREE}."


def test_a_table_of_another_county_is_refused(tmp_path: Path) -> None:
    other = [line.replace("17031", "17043", 1) for line in GOOD]
    _, problems = read(tmp_path, *other)
    assert [p.row for p in problems] == [2, 3, 4, None]
    assert all("Cook County (17031…)" in p.what for p in problems[:3])
    assert "3 areas of the boundary file have no row" in problems[3].what


def test_of_many_like_faults_five_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    _, problems = read(tmp_path, *GOOD, *(f"17043010100{n},1,1" for n in range(9)))
    assert [p.row for p in problems] == [5, 6, 7, 8, 9, None]
    assert problems[-1].what == "4 more rows have the same fault."


def test_faults_of_areas_and_cells_come_together(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"{ONE},x,-9", f"{ONE},1,1", f"{TWO},1,", GOOD[2])
    assert [(p.row, p.column) for p in problems] == [
        (3, "geoid"),
        (2, "C17002_001E"),
        (2, "C17002_001M"),
        (4, "C17002_001M"),
    ]


@pytest.mark.parametrize("content", [b"", bytes(range(256)), b'geoid,"C17002\n'])
def test_a_file_that_is_no_table_is_a_problem_and_no_crash(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "C17002_2018_bg.csv"
    path.write_bytes(content)
    _, problems = read_table(path, TABLE, COLUMNS, AREAS)
    assert problems
    assert "cannot be read as CSV" in problems[0].what or "missing" in problems[0].what


def test_precincts_are_named_by_ward_and_may_be_more_than_the_map_has(tmp_path: Path) -> None:
    path = tmp_path / "turnout.csv"
    path.write_text("ward,precinct,ballots_cast\n1,12,5\n11,2,6\n11,3,7\n", encoding="utf-8")
    layer = Layer(pd.Index(["11-2", "1-12"]), spare=True)
    table = census_table("turnout_2023_02_28")
    frame, problems = read_table(path, table, ("ballots_cast",), layer)
    assert problems == []
    assert frame["ballots_cast"].tolist() == [6, 5]


def test_margins_are_read_beside_their_estimates() -> None:
    assert published("acs_C17002_2018_bg", ["C17002_002"]) == ("C17002_002E", "C17002_002M")
    assert published("rdh_pov_2021_tract", ["TOT_BPOV21"]) == ("TOT_BPOV21",)
    used = used_columns()
    assert set(used) == {table.id for table in TABLES}
    assert used["turnout_2019_02_26"] == ("ballots_cast", "registered_voters")
    assert {"B19001_002E", "B19001_002M", "B19001_017M"} <= set(used["acs_B19001_2017_bg"])


# All tables together

TOY_LAYERS = {
    (DISTRICT, ("geoid",)): Layer(pd.Index(["d1", "d2"])),
    (DISTRICT, PRECINCT_KEY): Layer(pd.Index(["1-1", "1-2"])),
    (TRACT, ("geoid",)): Layer(pd.Index(["t1", "t2"])),
    (BLOCK_GROUP, ("geoid",)): Layer(pd.Index(["b1", "b2"])),
    (PRECINCT, PRECINCT_KEY): Layer(pd.Index(["1-1", "1-2"]), spare=True),
}


@pytest.fixture
def toy_sources(tmp_path: Path) -> Path:
    """Every table that is used, for a county of two areas; each figure is the row's number."""
    for table_id, columns in used_columns().items():
        table = census_table(table_id)
        names = TOY_LAYERS[table.layer, table.key].names
        header = ",".join((*table.key, *columns))
        lines = [
            ",".join((*name.split("-"), *[str(row)] * len(columns)))
            for row, name in enumerate(names, start=1)
        ]
        path = tmp_path / source(table_id).file
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return tmp_path


def test_every_table_and_column_is_read(toy_sources: Path) -> None:
    counts = read_counts(toy_sources, TOY_LAYERS)
    wanted = {(table, c) for table, columns in used_columns().items() for c in columns}
    assert set(counts) == wanted
    assert all(figures.tolist() == [1, 2] for figures in counts.values())


def test_all_faults_of_all_files_are_reported_at_once(toy_sources: Path) -> None:
    changes = {
        "acs_B15002_2018_bg": ("b2,2", "b2,-666666666"),
        "acs_B25034_2018_bg": ("B25034_011M", "B25034_011X"),
        "rdh_lang_2021_tract": ("t2,", "t1,"),
        "turnout_2019_02_26": ("1,2,2", "1,2,two"),
        "vtd_2020_pl94171": ("d1,1", "d1,"),
    }
    for table_id, (old, new) in changes.items():
        path = toy_sources / source(table_id).file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataProblems) as caught:
        read_counts(toy_sources, TOY_LAYERS)
    found = {(p.file, p.row) for p in caught.value.problems}
    assert found == {
        ("B15002_2018_bg.csv", 3),
        ("B25034_2018_bg.csv", 1),
        ("rdh_lang_2021_tract.csv", 3),
        ("rdh_lang_2021_tract.csv", None),
        ("turnout_2019-02-26.csv", 3),
        ("vtd_2020_pl94171.csv", 2),
    }
    message = str(caught.value)
    assert message.startswith("6 problems found:")
    assert "turnout_2019-02-26.csv, row 3, column ballots_cast: “two” stands where" in message
