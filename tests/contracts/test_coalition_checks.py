"""The checks of the tables on coalitions find what is planted, by row, and blame nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geo import paths
from geo.atlas import load_atlas
from geo.reference import NEEDED_TABLES, check_reference, readable_reference
from tests.contracts.test_reference_checks import add, swap, where


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real tables, free to be spoiled."""
    for table in NEEDED_TABLES:
        shutil.copy(paths.REFERENCE / Path(table.file).name, tmp_path)
    return tmp_path


TIE = "affiliations.csv"
LIST = "rosters.csv"
BACKED = "endorsements.csv"


@pytest.mark.parametrize(
    ("file", "line", "column", "hint"),
    [
        (TIE, "nobody,,,,uwf,official,,yes,2020,2020,no,no,low,essay-2021,", "organisation_id", ""),
        (TIE, "un35,,,,nothing,official,,yes,2020,2020,no,no,low,essay-2021,", "coalition_id", ""),
        (TIE, "un35,,,,uwf,official,,yes,2020,2019,no,no,low,essay-2021,", "to", "before 2020"),
        (TIE, "un35,,,,uwf,cousin,,yes,2020,2020,no,no,low,essay-2021,", "relation", "overlap"),
        (
            TIE,
            "un35,,,,uwf,estimated,4,yes,2020,2020,no,no,low,essay-2021,",
            "number",
            "estimate over all",
        ),
        (TIE, ",,,,uwf,official,,yes,2020,2020,no,no,low,essay-2021,", "organisation_id", "number"),
        (TIE, ",,,,uwf,official,3,no,2020,2020,no,no,low,essay-2021,", "number", "denial"),
        (TIE, "un35,,,,uwf,estimated,,yes,2020,2020,no,no,high,essay-2021,", "confidence", "high"),
        (
            TIE,
            "un35,,,,uwf,overlap,,no,2021-06-01,2021-06-01,no,no,high,essay-2021,",
            "relation",
            "with another relation, holds",
        ),
        (
            TIE,
            ",Maria Hadden,,49,uwf,membership,,yes,2020,2020,no,no,low,essay-2021,",
            "ward",
            "together",
        ),
        (
            TIE,
            ",Maria Hadden,2015,51,uwf,membership,,yes,2020,2020,no,no,low,essay-2021,",
            "ward",
            "50",
        ),
        (
            TIE,
            "un35,Maria Hadden,2015,49,uwf,membership,,yes,2020,2020,no,no,low,essay-2021,",
            "person",
            "not both",
        ),
        (
            TIE,
            ",Maria Hadden,2015,49,uwf,official,,yes,2020,2020,no,no,low,essay-2021,",
            "relation",
            "membership or estimated",
        ),
        (
            TIE,
            ",Maria Hadden,2015,48,uwf,membership,,yes,2020,2020,no,no,low,essay-2021,",
            "person",
            "ward 48 of the 2015 map",
        ),
        (
            TIE,
            ",Nobody Known,2015,49,uwf,membership,,yes,2020,2020,no,no,low,essay-2021,",
            "person",
            "Nobody Known",
        ),
        (
            TIE,
            ",Maria Hadden,2015,49,uwf,membership,,yes,2018,2020,no,no,low,essay-2021,",
            "from",
            "2019-05-20",
        ),
        (
            TIE,
            ",Maria Hadden,2015,49,uwf,membership,,yes,2020,2024,no,no,low,essay-2021,",
            "to",
            "2023-05-14",
        ),
        (
            TIE,
            "un35,,,,lgbt-caucus,membership,,yes,2020,2020,no,no,low,essay-2021,",
            "person",
            "caucus",
        ),
        (
            TIE,
            "un35,,,,uwf,official,,yes,2021-05-31,2021-06-01,no,no,high,essay-2021,",
            "from",
            "essay-2021",
        ),
        (LIST, "nothing,council,2020,2020,yes,,,essay-2021,", "coalition_id", "nothing"),
        (LIST, "uwf,council,2020,2020,yes,9,,essay-2021,", "members", "holds 0"),
        (LIST, "lgbt-caucus,council,2023-06-01,2023,no,8,,essay-2021,", "members", "holds 9"),
        (LIST, "uwf,council,2020,2020,no,9,4,essay-2021,", "winners", "slate"),
        (LIST, "caarpr-cpac,slate,2019-02-26,2019-04-02,yes,3,,essay-2021,", "members", "holds 0"),
        (LIST, "caarpr-cpac,slate,2019-02-26,2019-04-02,no,3,4,essay-2021,", "winners", "more"),
        (LIST, "uwf,organizations,2022,2021,no,,,essay-2021,", "to", "before 2022"),
        (
            BACKED,
            "nobody,Ann Lee,council,3,2015,2019,first,lost,low,essay-2021,",
            "body_id",
            "neither",
        ),
        (
            BACKED,
            "un35,Ann Lee,council,51,2015,2019,first,lost,low,essay-2021,",
            "district",
            "not a ward",
        ),
        (BACKED, "un35,Ann Lee,council,,2015,2019,first,lost,low,essay-2021,", "district", "seat"),
        (BACKED, "un35,Ann Lee,mayor,3,,2019,first,lost,low,essay-2021,", "district", "none"),
        (BACKED, "un35,Ann Lee,council,3,,2019,first,lost,low,essay-2021,", "vintage", "ward map"),
        (
            BACKED,
            "un35,Ann Lee,council,3,2023,2019,first,lost,low,essay-2021,",
            "vintage",
            "2015 ward map",
        ),
        (
            BACKED,
            "un35,Ann Lee,council,3,2015,2018-primary,primary,lost,low,essay-2021,",
            "election",
            "ballot",
        ),
        (BACKED, "un35,Ann Lee,council,3,2015,2019,primary,lost,low,essay-2021,", "stage", "2019"),
        (
            BACKED,
            "un35,Ann Lee,state-house,2,,2018-primary,primary,lost,low,essay-2021,",
            "office",
            "state-house-2",
        ),
        ("offices.csv", "mayor,Mayor,assessor,,no,X,X,essay-2021,", "id", "Write assessor"),
        ("readings.csv", "lone,A lone topic,Yes.,yes,low,essay-2021,", "topic", "No other row"),
        (
            "readings.csv",
            "dsa-winners-two,How many winners of 2019 Chicago DSA had endorsed,Two.,yes,low,"
            "essay-2021,",
            "used",
            "already",
        ),
        ("coalitions.csv", "uwf-two,Another,UWF,party,,essay-2021", "short", "already in"),
        ("coalitions.csv", "x,Another,X,club,,essay-2021", "kind", "party"),
    ],
)
def test_a_planted_row_is_found(folder: Path, file: str, line: str, column: str, hint: str) -> None:
    row = add(folder, file, line)
    found = [p for p in check_reference(folder) if p.row == row]
    assert column in {p.column for p in found}, where(check_reference(folder))
    assert any(hint in str(p) for p in found if p.column == column)
    assert all(p.file == f"data/reference/{file}" and p.remedy for p in found)


def test_another_result_from_the_same_source_is_found(folder: Path) -> None:
    row = swap(
        folder,
        BACKED,
        "chicago-dsa,Ugo Okere,council,40,2015,2019,first,lost,medium,s42-dsa-2019,",
        "chicago-dsa,Ugo Okere,council,40,2015,2019,first,lost,low,s42-dsa-2019,",
    )
    again = add(
        folder,
        BACKED,
        "chicago-dsa,Ugo Okere,council,40,2015,2019,first,lost,medium,s42-dsa-2019,",
    )
    found = [p for p in check_reference(folder) if p.column == "confidence"]
    assert [p.row for p in found] == [again]
    assert f"Row {row} tells the same from s42-dsa-2019" in found[0].what


def test_two_sources_may_differ(folder: Path) -> None:
    line = "un35,,,,uwf,official,,yes,2020,2020,no,no,low,s16-un35,"
    add(folder, TIE, line)
    assert check_reference(folder) == []


def test_a_member_who_is_dropped_from_a_complete_list_is_missed(folder: Path) -> None:
    swap(folder, TIE, ",Jason Ervin,2015,28,black-caucus,", "")
    problems = check_reference(folder)
    assert [(Path(p.file).name, p.column) for p in problems] == [(LIST, "members")]
    assert "The source states 20" in problems[0].what
    assert "holds 19" in problems[0].what


def test_a_faulty_row_costs_no_other_row(folder: Path) -> None:
    before, _ = readable_reference(folder)
    rows = [
        add(folder, TIE, ",Nobody Known,2015,49,uwf,membership,,yes,2020,2020,no,no,low,s16-un35,"),
        add(folder, BACKED, "nobody,Ann Lee,council,3,2015,2019,first,lost,low,s16-un35,"),
    ]
    after, problems = readable_reference(folder)
    assert [p.row for p in problems] == rows
    assert len(after.affiliations) == len(before.affiliations)
    assert len(after.endorsements) == len(before.endorsements)


def test_rows_about_a_coalition_that_is_left_out_are_left_out_with_it(folder: Path) -> None:
    row = swap(
        folder,
        "coalitions.csv",
        "our-revolution-illinois,Our Revolution Illinois,Our Revolution,political organization,",
        "our-revolution-illinois,Our Revolution Illinois,Our Revolution,club,",
    )
    tables, problems = readable_reference(folder)
    assert where(problems) == [("coalitions.csv", row, "kind")]
    assert "our-revolution-illinois" not in set(tables.endorsements["body_id"])
    assert "33rd-ward-working-families" in set(tables.endorsements["body_id"])


@pytest.mark.parametrize(
    ("file", "start"),
    [
        ("coalitions.csv", "uwf,"),
        (TIE, ",Jason Ervin,"),
        (LIST, "progressive-caucus,council,2023-05-15,"),
        (BACKED, "chicago-dsa,Ugo Okere,"),
        ("offices.csv", "assessor,"),
        ("readings.csv", "tai-he,"),
        ("alders.csv", "2015,28,Jason Ervin,"),
        ("organisations.csv", "33rd-ward-working-families,"),
    ],
)
def test_a_stray_comma_blames_nobody_but_its_row(folder: Path, file: str, start: str) -> None:
    row = swap(folder, file, start, start.replace(",", ",,", 1))
    assert where(check_reference(folder)) == [(file, row, None)]


def test_the_atlas_leaves_out_an_endorsement_the_votes_contradict(folder: Path) -> None:
    """Deb Mell lost the 33rd Ward's runoff of 2019 by 13 votes."""
    path = folder / "endorsements.csv"
    row = "uwf,Deb Mell,council,33,2015,2019,first,won,high,s34-united-working-families-2019,"
    path.write_text(path.read_text("utf-8") + row + "\n", "utf-8")
    atlas = load_atlas(reference=folder)
    found = [p for p in atlas.problems if p.file.endswith("endorsements.csv")]
    assert [(p.column, "won" in p.what or "lost" in p.what) for p in found] == [("result", True)]
    assert not [e for e in atlas.endorsements if e.candidate == "Deb Mell"]
    assert len(atlas.endorsements) == len(load_atlas().endorsements)
