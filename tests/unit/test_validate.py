"""Validation passes the committed data, and names every fault planted in a copy of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import paths
from geo.errors import AtlasError
from geo.pipeline import validate
from geo.pipeline.check_origins import file_checks
from geo.pipeline.checks import Check, Data, gather
from geo.tables import OUTPUTS, Output
from geo.wards import vintages
from tests.unit.planted import (
    FAULTS,
    Fault,
    edit,
    faulty_reference,
    lines_of,
    share_over_one,
    write,
)


def failed(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Validate a spoiled copy, which must fail; return the list of failures at the end.

    Each must be marked in its line of the report too.
    """
    assert validate.run(folder) == 1
    lines = capsys.readouterr().out.splitlines()
    complaints = [line for line in lines if line.startswith("- ")]
    assert sum(line.startswith("FAIL") for line in lines) == len(complaints)
    return "\n".join(complaints)


@pytest.mark.parametrize("batch", FAULTS, ids=[batch[0][0].__name__ for batch in FAULTS])
def test_planted_faults_fail_and_are_all_named_at_once(
    batch: tuple[Fault, ...], data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for spoil, _ in batch:
        spoil(data_copy)
    found = failed(data_copy, capsys)
    missed = {spoil.__name__: word for spoil, words in batch for word in words if word not in found}
    assert missed == {}


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
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
