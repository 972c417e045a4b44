"""The check of endorsements against the votes, as `validate` runs it, on a copy of the tables."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geo import paths
from geo.pipeline.check_endorsements import endorsement_checks
from geo.pipeline.checks import Check, Data, gather

BALLOTS = """election,race,candidate,name,write_in,votes,share
2018-primary,assessor,kaegi,Fritz Kaegi,no,100,0.4
2018-primary,state-house-4,ramirez,Delia Ramirez,no,{ramirez},0.5
2018-primary,state-house-4,millan,Iris J. Millan,no,50,0.5
"""


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """The reference tables with two endorsements."""
    folder = tmp_path / "reference"
    shutil.copytree(paths.REFERENCE, folder)
    path = folder / "endorsements.csv"
    header, *lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if "Delia Ramirez" in line or "Fritz Kaegi" in line]
    path.write_text("\n".join([header, *kept]) + "\n", "utf-8")
    return folder


def checked(reference: Path, ballots: str | None) -> list[Check]:
    computed = reference.parent / "processed"
    computed.mkdir()
    if ballots is not None:
        (computed / "ballots.csv").write_text(ballots, "utf-8")
    return gather("endorsements", endorsement_checks(Data(computed, ()), reference))


def test_endorsements_that_agree_with_the_votes_pass(reference: Path) -> None:
    (check,) = checked(reference, BALLOTS.format(ramirez=60))
    assert (check.figure, check.passed) == ("0 of 2", True)


def test_a_contradiction_is_named_with_its_row_and_the_remedy(reference: Path) -> None:
    total, named = checked(reference, BALLOTS.format(ramirez=40))
    assert (total.figure, total.passed) == ("1 of 2", False)
    lines = (reference / "endorsements.csv").read_text("utf-8").splitlines()
    row = 1 + next(n for n, line in enumerate(lines) if "Delia Ramirez" in line)
    assert named.what == f"data/reference/endorsements.csv, row {row}, column result"
    assert "Write lost" in named.remedy


def test_without_votes_nothing_is_compared_and_that_is_said(reference: Path) -> None:
    (check,) = checked(reference, None)
    assert check.passed is None
    assert "ballots.csv is not there" in check.figure


@pytest.mark.parametrize(
    ("ballots", "words"),
    [
        ("election,race,name\n2018-primary,assessor,Fritz Kaegi\n", "lacks the column votes"),
        (BALLOTS.format(ramirez="many"), "number of votes"),
    ],
)
def test_votes_that_cannot_be_read_are_a_failure(reference: Path, ballots: str, words: str) -> None:
    (check,) = checked(reference, ballots)
    assert check.passed is False
    assert words in check.remedy
