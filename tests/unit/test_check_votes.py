"""The checks of the votes pass the committed data, and name every fault planted in a copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import paths
from geo.pipeline import check_votes
from geo.pipeline.checks import Check, Data, gather
from geo.vote_tables import VOTE_OUTPUTS
from geo.wards import vintages
from tests.unit.planted import Spoil, edit, edit_shapes, lines_of, write
from tests.unit.test_validate import CELLS


def run(folder: Path, only: str = "") -> list[Check]:
    """Every check, or those of the groups with `only` in their title."""
    data = Data(folder / "processed", vintages())
    wanted = [(title, found) for title, found in check_votes.groups(data) if only in title]
    assert wanted
    return [check for title, found in wanted for check in gather(title, found)]


def test_the_committed_votes_pass_and_what_is_odd_is_remarked_upon() -> None:
    found = run(paths.DATA)
    assert [c.what for c in found if c.passed is False] == []
    (note,) = [c for c in found if c.passed is None]
    assert "2019-first with more votes in a race than ballots" in note.what
    assert note.figure == "126, by 20 at most"


def row_of(path: Path, *cells: str) -> int:
    """Spreadsheet row of the first line that begins so."""
    return next(
        at for at, line in enumerate(lines_of(path), 1) if line[: len(cells)] == list(cells)
    )


def in_ballots(*key: str, **cells: str) -> Spoil:
    def spoil(data: Path) -> None:
        path = data / "processed/ballots.csv"
        edit(path, row_of(path, *key), **cells)

    return spoil


def in_council(year: str, ward: str, **cells: str) -> Spoil:
    def spoil(data: Path) -> None:
        path = data / "processed/council_results.csv"
        vintage = "2023" if year == "2023" else "2015"
        edit(path, row_of(path, year, vintage, ward), **cells)

    return spoil


def lose(file: str, *cells: str) -> Spoil:
    def spoil(data: Path) -> None:
        path = data / "processed" / file
        write(path, [line for line in lines_of(path) if line[: len(cells)] != list(cells)])

    return spoil


def more_ballots_than_voters(data: Path) -> None:
    edit(data / "processed/precinct_turnout.csv", 2, ballots="733")


def wrong_total(data: Path) -> None:
    edit(data / "processed/primary_2018.csv", 2, total="1")


def other_people(data: Path) -> None:
    edit(data / "processed/district_overlap.csv", 2, population="9000")


def swap_precincts(data: Path) -> None:
    def swap(features: list[dict[str, object]]) -> None:
        features[0], features[1] = features[1], features[0]

    edit_shapes(data / "processed/precincts_2023_display.geojson", swap)


def lose_a_precinct(data: Path) -> None:
    edit_shapes(data / "processed/precincts_2015_display.geojson", lambda found: found.pop(0))


CANDIDATES, PRECINCTS = "votes of candidates", "votes by precinct"
COUNCIL, PUBLISHED = "council results", "published votes"
FIRST_MAP, LAST_MAP = "precincts on the 2015 map", "precincts on the 2023 map"
DISTRICTS = "wards and districts"

FAULTS: tuple[tuple[Callable[[Path], None], str, str, str], ...] = (
    (
        in_ballots("2018-primary", "assessor", "fritz-kaegi", votes="180631"),
        PRECINCTS,
        "precinct_votes.csv: votes of each candidate",
        "largest difference 1 (2018-primary assessor fritz-kaegi)",
    ),
    (
        in_ballots("2018-primary", "assessor", "fritz-kaegi", votes="180631"),
        PUBLISHED,
        "ballots.csv: 2018-primary, assessor, fritz-kaegi",
        "180,631",
    ),
    (
        in_ballots("2015-first", "mayor", "rahm-emanuel", share="0.5"),
        CANDIDATES,
        "ballots.csv: shares unlike the votes",
        "1 (row ",
    ),
    (
        lose("ballots.csv", "2019-first", "ward-7"),
        CANDIDATES,
        "ballots.csv: races that should be there and are not",
        "1 (2019-first ward-7)",
    ),
    (
        lose("ballots.csv", "2019-runoff", "ward-33"),
        COUNCIL,
        "ballots.csv: runoffs that do not follow from the first round",
        "1 (2019-runoff ward-33)",
    ),
    (
        lose("precinct_votes.csv", "2019-runoff", "ward-33", "deb-mell", "33", "4"),
        PRECINCTS,
        "precinct_votes.csv: precincts of a race without every candidate",
        "1 (ward-33 33-4)",
    ),
    (
        in_council("2019", "33", winner="Deb Mell"),
        COUNCIL,
        "council_results.csv: rows unlike ballots.csv",
        "1 (2019 ward 33)",
    ),
    (
        in_council("2019", "46", margin="24"),
        PUBLISHED,
        "council_results.csv: votes between the two of ward 46, 2019",
        "24",
    ),
    (
        in_council("2023", "50", round="runoff"),
        COUNCIL,
        "council_results.csv: rows unlike ballots.csv",
        "1 (2023 ward 50)",
    ),
    (
        lose("council_results.csv", "2015", "2015", "9"),
        COUNCIL,
        "council_results.csv: wards of 2015 missing or unknown",
        "1 (9)",
    ),
    (
        more_ballots_than_voters,
        "turnout",
        "precinct_turnout.csv: precincts with more ballots than registered voters",
        "1 (row 2)",
    ),
    (wrong_total, "primary of 2018", "primary_2018.csv: totals unlike the votes", "1 (row 2)"),
    (other_people, DISTRICTS, "district_overlap.csv: shares unlike the people", "1 (row 2)"),
    (
        lose("district_overlap.csv", "US House", "4", "us-house-4", "2015", "22"),
        DISTRICTS,
        "district_overlap.csv: wards in a district but not in its race, or the other way round",
        "1 (us-house-4 ward 22)",
    ),
    (
        swap_precincts,
        LAST_MAP,
        "precincts_2023_display.geojson: precincts out of order",
        "2 (1-2, 1-1)",
    ),
    (
        lose_a_precinct,
        FIRST_MAP,
        "precinct_votes.csv: precincts of 2015-runoff unlike precincts_2015_display.geojson",
        "1 (1-1)",
    ),
)


@pytest.mark.parametrize(("spoil", "group", "what", "figure"), FAULTS)
def test_a_planted_fault_fails_and_is_named(
    spoil: Callable[[Path], None], group: str, what: str, figure: str, data_copy: Path
) -> None:
    spoil(data_copy)
    failed = {c.what: c for c in run(data_copy, group) if c.passed is False}
    assert what in failed, sorted(failed)
    assert failed[what].figure.startswith(figure)
    assert len(failed[what].remedy) > 10


FILES = [output.file for output in VOTE_OUTPUTS]


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(file=st.sampled_from(FILES), row=st.integers(0, 300), column=st.integers(0, 8), cell=CELLS)
def test_no_cell_whatever_it_holds_stops_the_checks(
    file: str, row: int, column: int, cell: str, tmp_path: Path
) -> None:
    """A spoiled table may fail checks or make some impossible; it never ends in a traceback."""
    folder = tmp_path / "processed"
    shutil.copytree(paths.PROCESSED, folder, dirs_exist_ok=True)
    lines = lines_of(folder / file)
    line = lines[row % len(lines)]
    line[column % len(line)] = cell
    write(folder / file, lines)
    groups = {check.what.split(":")[0] for check in run(tmp_path)}
    assert {"precincts_2015_display.geojson", "precincts_2023_display.geojson"} <= groups
