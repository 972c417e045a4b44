"""Validation passes the committed data, and names every fault planted in a copy of them."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import paths
from geo.errors import AtlasError
from geo.pipeline import validate
from geo.pipeline.__main__ import main
from geo.pipeline.check_origins import file_checks
from geo.pipeline.checks import Check, Data, gather
from geo.tables import OUTPUTS, Output
from geo.wards import vintages

Spoil = Callable[[Path], None]


def failed(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Validate a spoiled copy, which must fail; return the list of failures at the end.

    Each must be marked in its line of the report too.
    """
    assert validate.run(folder) == 1
    lines = capsys.readouterr().out.splitlines()
    complaints = [line for line in lines if line.startswith("- ")]
    assert sum(line.startswith("FAIL") for line in lines) == len(complaints)
    return "\n".join(complaints)


def edit(path: Path, row: int, **cells: str) -> None:
    """Change cells of one row of a CSV; `row` as a spreadsheet counts."""
    with path.open(encoding="utf-8", newline="") as handle:
        lines = list(csv.reader(handle))
    for column, value in cells.items():
        lines[row - 1][lines[0].index(column)] = value
    write(path, lines)


def write(path: Path, lines: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(lines)


def lines_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def edit_shapes(path: Path, change: Callable[[list[dict[str, object]]], object]) -> None:
    """Change the list of features of a GeoJSON file in place."""
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document["features"])
    path.write_text(json.dumps(document), encoding="utf-8")


def remove_ward_from_display(data: Path) -> None:
    edit_shapes(data / "processed/wards_2023_display.geojson", lambda found: found.pop(24))


def remove_ward_from_table(data: Path) -> None:
    path = data / "processed/ward_population.csv"
    write(path, [line for line in lines_of(path) if line[:2] != ["2023", "25"]])


def double_key(data: Path) -> None:
    path = data / "processed/community_areas.csv"
    lines = lines_of(path)
    write(path, [*lines[:5], lines[4], *lines[5:]])


def one_person_more(data: Path) -> None:
    path = data / "processed/ward_population.csv"
    people = int(lines_of(path)[60][2])
    edit(path, 61, population=str(people + 1))


def one_person_moved(data: Path) -> None:
    """The city's total stays right: only the comparison of two tables can tell."""
    path = data / "processed/ward_population.csv"
    lines = lines_of(path)
    edit(path, 61, population=str(int(lines[60][2]) + 1))
    edit(path, 62, population=str(int(lines[61][2]) - 1))


def missing_share(data: Path) -> None:
    edit(data / "processed/crosswalk_2015_2023.csv", 7, area_share="NaN")


def share_over_one(data: Path) -> None:
    edit(data / "processed/ward_sides.csv", 9, population_share="1.2")


def word_for_number(data: Path) -> None:
    edit(data / "processed/neighbours.csv", 4, border_m="long")


def unknown_side(data: Path) -> None:
    edit(data / "processed/ward_sides.csv", 9, side="Near Wild")


def swapped_rows(data: Path) -> None:
    path = data / "processed/crosswalk_2015_2023.csv"
    lines = lines_of(path)
    lines[3], lines[4] = lines[4], lines[3]
    write(path, lines)


def renamed_column(data: Path) -> None:
    path = data / "processed/ward_areas.csv"
    write(path, [["map", *lines_of(path)[0][1:]], *lines_of(path)[1:]])


def one_sided_neighbour(data: Path) -> None:
    path = data / "processed/neighbours.csv"
    edit(path, 2, border_m=str(int(lines_of(path)[1][3]) + 40))


def shift_display_border(data: Path) -> None:
    """Ward 25 moves 0.001 degrees north, some 111 meters."""

    def north(features: list[dict[str, object]]) -> None:
        geometry = features[24]["geometry"]
        assert isinstance(geometry, dict)
        for polygon in geometry["coordinates"]:
            for ring in polygon:
                for point in ring:
                    point[1] += 0.001

    edit_shapes(data / "processed/wards_2015_display.geojson", north)


def move_label(data: Path) -> None:
    def away(features: list[dict[str, object]]) -> None:
        features[0]["properties"] = {"ward": 1, "label": [-87.9, 41.7]}

    edit_shapes(data / "processed/wards_2015_display.geojson", away)


def heavy_display(data: Path) -> None:
    path = data / "processed/wards_2015_display.geojson"
    path.write_text(path.read_text(encoding="utf-8") + " " * 20_000, encoding="utf-8")


def other_boundaries(data: Path) -> None:
    """The 2015 boundaries under the name of the 2023 ones."""
    processed = data / "processed"
    shutil.copy(processed / "wards_2015.zip", processed / "wards_2023.zip")


def unknown_source(data: Path) -> None:
    path = data / "wards.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"wards_2023"', '"wards_2032"'), encoding="utf-8")


def unregistered_source(data: Path) -> None:
    path = data / "sources.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[vtds_2020]", "[vtds_2021]"), encoding="utf-8")


def truncated_zip(data: Path) -> None:
    path = data / "processed/wards_2015.zip"
    path.write_bytes(path.read_bytes()[:-5000])


def unreadable_table(data: Path) -> None:
    (data / "processed/ward_areas.csv").write_bytes(b"vintage,ward\n\xff\xfe\x00\n1,2,3,4\n")


def changed_byte(data: Path) -> None:
    path = data / "processed/side_lines.geojson"
    path.write_bytes(path.read_bytes().replace(b"-87.7", b"-87.8", 1))


def stray_file(data: Path) -> None:
    (data / "processed/notes.csv").write_text("a\n1\n", encoding="utf-8")


def missing_file(data: Path) -> None:
    (data / "processed/neighbours.csv").unlink()


def forged_record(data: Path) -> None:
    path = data / "processed/build.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["outputs"]["neighbours.csv"]["rows"] = 12
    path.write_text(json.dumps(record), encoding="utf-8")


def faulty_reference(data: Path) -> None:
    edit(data / "reference/alders.csv", 2, ward="51")


FAULTS: tuple[tuple[Spoil, tuple[str, ...]], ...] = (
    (remove_ward_from_display, ("wards_2023_display.geojson: wards", "missing or unknown: 25")),
    (remove_ward_from_table, ("ward_population.csv: wards, 2023", "missing or unknown: 25")),
    (double_key, ("community_areas.csv: rows with a doubled key", "row 6", "community_area")),
    (one_person_more, ("ward_population.csv: 2023: people in all", "2,746,389", "2,746,388")),
    (one_person_moved, ("people of each 2023 ward", "largest difference 1 (ward 10, 11)")),
    (missing_share, ("crosswalk_2015_2023.csv: missing values", "row 7 area_share")),
    (share_over_one, ("ward_sides.csv: population_share", "to 1.2 (row 9)", "0 to 1")),
    (word_for_number, ("neighbours.csv: border_m", "row 4")),
    (unknown_side, ("ward_sides.csv: side", "Near Wild", "Far Southeast")),
    (swapped_rows, ("crosswalk_2015_2023.csv: rows out of order", "row 5")),
    (renamed_column, ("ward_areas.csv: columns", "map, ward", "vintage, ward")),
    (one_sided_neighbour, ("neighbours.csv: pairs unlike", "2 (2015: 1–2, 2015: 2–1)")),
    (shift_display_border, ("wards_2015_display.geojson: distance", "ward 25", "at most 20 m")),
    (move_label, ("wards_2015_display.geojson: labels outside", "1 (ward 1)")),
    (heavy_display, ("wards_2015_display.geojson: size", "at most 200,000 bytes")),
    (other_boundaries, ("distance from the borders of wards_2023.zip", "at most 20 m")),
    (unknown_source, ("wards_2032 in wards.toml, 2023",)),
    (unregistered_source, ("vtds_2020 in geo/tables.py, crosswalk_2015_2023.csv",)),
    (truncated_zip, ("wards_2015.zip: sha256", "wards_2015.zip: rows", "cannot be checked")),
    (unreadable_table, ("ward_areas.csv cannot be read as CSV", "ward_areas.csv: sha256")),
    (changed_byte, ("side_lines.geojson: sha256",)),
    (stray_file, ("notes.csv: file", "unknown to build.json")),
    (missing_file, ("neighbours.csv: file", "not there")),
    (forged_record, ("neighbours.csv: rows", "12 in build.json", "build.json: build id")),
    (faulty_reference, ("data/reference/alders.csv, row 2, column ward",)),
)


@pytest.mark.parametrize(("spoil", "words"), FAULTS, ids=[spoil.__name__ for spoil, _ in FAULTS])
def test_a_planted_fault_fails_and_is_named(
    spoil: Spoil, words: tuple[str, ...], data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(data_copy)
    found = failed(data_copy, capsys)
    for word in words:
        assert word in found


def test_three_faults_are_reported_at_once(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing_share(data_copy)
    shift_display_border(data_copy)
    faulty_reference(data_copy)
    found = failed(data_copy, capsys)
    assert "row 7 area_share" in found
    assert "wards_2015_display.geojson: distance" in found
    assert "data/reference/alders.csv, row 2, column ward" in found


def test_every_failure_comes_with_a_remedy(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share_over_one(data_copy)
    faulty_reference(data_copy)
    complaints = failed(data_copy, capsys).splitlines()
    assert len(complaints) >= 2
    for complaint in complaints:
        remedy = complaint.split("Allowed:")[1].split(". ", 1)[1]
        assert len(remedy) > 10


def test_the_command_passes_the_committed_data_without_any_source(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert validate.run(data_copy, sources_folder=None) == 0
    printed = capsys.readouterr().out
    assert "FAIL" not in printed
    assert "note  wards_2015.zip: distance from the source's border" in printed
    assert "not compared: boundaries/wards_2015.geojson is not at hand" in printed


def test_the_module_runs_from_a_shell_and_prints_every_figure() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "geo.pipeline", "validate"],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    for file in (o.file for o in OUTPUTS):
        assert any(line.startswith("ok") and f"{file}: sha256" in line for line in lines)
    assert any("people in all" in line and "2,746,388" in line for line in lines)
    assert any("places enclosed by the city" in line and "3 (7.992 km²" in line for line in lines)


def test_an_edited_hand_kept_table_is_remarked_upon_but_no_failure(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data_copy / "reference/organisations.csv"
    edit(path, 2, note="A longer note than before.")
    assert validate.run(data_copy) == 0
    assert "edited since the build: organisations.csv" in capsys.readouterr().out


def test_an_unreadable_list_of_ward_maps_is_a_plain_message(data_copy: Path) -> None:
    (data_copy / "wards.toml").write_text("[2015\n", encoding="utf-8")
    with pytest.raises(AtlasError, match=r"wards.toml cannot be read"):
        validate.validate(data_copy)


def test_report_aligns_short_texts_and_marks_each_line() -> None:
    checks = [
        Check("a", "1", "2", False, "Mend a."),
        Check("longer", "22", "any", True),
        Check("b", "not at hand", "3", None),
    ]
    assert validate.report(checks).splitlines() == [
        "FAIL  a       1            2",
        "ok    longer  22           any",
        "note  b       not at hand  3",
        "",
        "2 checks, 1 failed, 1 notes.",
        "- a: 1. Allowed: 2. Mend a.",
    ]


CELLS = st.one_of(
    st.sampled_from(["", "NaN", "inf", "-1", "1e309", "0.5", "51", "border", "2015", "Far North"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=6),
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    output=st.sampled_from(OUTPUTS), row=st.integers(0, 400), column=st.integers(0, 6), cell=CELLS
)
def test_no_cell_whatever_it_holds_stops_the_report(
    output: Output, row: int, column: int, cell: str, tmp_path: Path
) -> None:
    """A changed cell is a failure of some check of the file, and no check after it is lost."""
    for each in OUTPUTS:
        shutil.copy(paths.PROCESSED / each.file, tmp_path)
    shutil.copy(paths.PROCESSED / "build.json", tmp_path)
    path = tmp_path / output.file
    lines = lines_of(path)
    line = lines[row % len(lines)]
    line[column % len(line)] = cell
    write(path, lines)
    data = Data(tmp_path, vintages())
    groups = [*validate.table_groups(data), ("files", file_checks(data))]
    found = [check for title, group in groups for check in gather(title, group)]
    assert found[-1].what == "wards_2023_display.geojson: file"
    same = path.read_bytes() == (paths.PROCESSED / path.name).read_bytes()
    wrong = [check.what for check in validate.failures(found)]
    assert (f"{path.name}: sha256" in wrong) == (not same)


class TestCommandLine:
    def test_help_names_the_three_commands(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(["--help"])
        assert stopped.value.code == 0
        printed = capsys.readouterr().out
        assert all(word in printed for word in ("build", "fetch", "validate"))

    @pytest.mark.parametrize("arguments", [[], ["bulid"], ["validate", "--nonsense"]])
    def test_wrong_usage_is_2(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
        assert "usage:" in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["build", "validate"])
    def test_a_folder_that_is_not_there_is_a_plain_message(
        self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([command, "--sources", str(tmp_path / "nowhere")]) == 1
        printed = capsys.readouterr()
        assert "There is no folder" in printed.err
        assert "Traceback" not in printed.err

    def test_an_unknown_source_to_fetch_is_a_plain_message(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["fetch", "wards_2051"]) == 1
        assert "wards_2051" in capsys.readouterr().err
