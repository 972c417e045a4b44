"""Endorsements against made-up votes, checked by head."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.coalition_checks import endorsement_faults
from geo.endorsements import (
    ballot_lines,
    outcome,
    race_slug,
    same_name,
)

BALLOTS = pd.DataFrame(
    [
        ("2019-first", "ward-1", "Ana Ruíz-Peña", 40),
        ("2019-first", "ward-1", "Robert “Bob” Stone Jr.", 35),
        ("2019-first", "ward-1", "Cy Young", 25),
        ("2019-runoff", "ward-1", "Ana Ruíz-Peña", 49),
        ("2019-runoff", "ward-1", "Robert “Bob” Stone Jr.", 51),
        ("2019-first", "ward-2", "Dee Light", 80),
        ("2019-first", "ward-2", "Eve Dark", 20),
        ("2019-first", "ward-3", "Tia Even", 50),
        ("2019-first", "ward-3", "Tom Odd", 50),
        ("2019-runoff", "mayor", "Gus Hall", 70),
        ("2019-runoff", "mayor", "Ida Wells", 30),
        ("2018-primary", "county-board-1", "Kim Lake", 90),
        ("2018-primary", "county-board-1", "Lou Hill", 60),
        ("2018-primary", "state-house-4", "Max Well", 70),
        ("2018-primary", "state-house-4", "Ned Poor", 10),
    ],
    columns=["election", "race", "name", "votes"],
)
LINES = ballot_lines(BALLOTS)

COLUMNS = (
    "body_id",
    "candidate",
    "office",
    "district",
    "vintage",
    "election",
    "stage",
    "result",
    "confidence",
    "source_ids",
    "note",
)


def table(*rows: tuple[str, ...]) -> pd.DataFrame:
    """Rows of `endorsements.csv` from candidate to result, as text, from spreadsheet row 2 on."""
    filled = [("body", *row, "high", "s", "") for row in rows]
    return pd.DataFrame(filled, columns=list(COLUMNS), index=range(2, 2 + len(rows)), dtype=str)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rossana Rodríguez-Sánchez", "ROSSANA RODRIGUEZ SANCHEZ"),
        ("Jesús García", "Jesús “Chuy” García"),
        ("Rafael Yañez", "RAFAEL ''RAFA'' YANEZ"),
        ("Michael D. Rodríguez", "Michael Rodriguez"),
        ("Walter Burnett Jr.", "Walter Burnett"),
        ("Jeanette Taylor", "JEANETTE B. TAYLOR"),
        ("Patrick O’Connor", "Patrick O'Connor"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Michael Scott", "Monique Scott"),
        ("Ana Ruíz", "Ana Rojas"),
        ("", ""),
        ("Ana Ruíz", ""),
    ],
)
def test_names_of_two_people(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_races_are_named_as_in_the_votes() -> None:
    assert race_slug("council", 33) == "ward-33"
    assert race_slug("county-board", "7") == "county-board-7"
    assert race_slug("mayor", None) == race_slug("mayor", "") == "mayor"


def test_the_runoff_decides_where_there_was_one() -> None:
    ana = outcome("Ana Ruiz Pena", "ward-1", "2019", LINES)
    assert (ana.won, ana.decided_in, ana.votes, ana.total) == (False, "2019-runoff", 49, 100)
    assert ana.ran_in == ("2019-first", "2019-runoff")
    assert outcome("Bob Stone", "ward-1", "2019", LINES).on_ballot is False
    assert outcome("Robert Stone", "ward-1", "2019", LINES).won is True
    cy = outcome("Cy Young", "ward-1", "2019", LINES)
    assert (cy.on_ballot, cy.won, cy.votes, cy.total) == (True, False, 25, 100)


def test_without_a_runoff_the_first_round_decides_and_a_tie_decides_nothing() -> None:
    assert outcome("Dee Light", "ward-2", "2019", LINES).won is True
    assert outcome("Eve Dark", "ward-2", "2019", LINES).won is False
    assert outcome("Tia Even", "ward-3", "2019", LINES).won is None


def test_a_first_round_that_is_not_at_hand_rules_nobody_out() -> None:
    assert outcome("Gus Hall", "mayor", "2019", LINES).won is True
    assert outcome("Joe Third", "mayor", "2019", LINES).on_ballot is None
    nothing = outcome("Gus Hall", "ward-9", "2019", LINES)
    assert (nothing.names, nothing.on_ballot, nothing.won) == ((), None, None)


def test_endorsements_that_agree_with_the_votes_have_no_fault() -> None:
    rows = table(
        ("Ana Ruiz-Pena", "council", "1", "2015", "2019", "runoff", "lost"),
        ("Dee Light", "council", "2", "2015", "2019", "first", "won"),
        ("Tia Even", "council", "3", "2015", "2019", "first", "won"),
        ("Gus Hall", "mayor", "", "", "2019", "not stated", "won"),
        ("Joe Third", "mayor", "", "", "2019", "not stated", "lost"),
        ("Lou Hill", "county-board", "1", "", "2018-primary", "primary", "won"),
        ("Max Well", "state-house", "4", "", "2018-primary", "primary", "won"),
    )
    assert endorsement_faults(rows, BALLOTS, frozenset({"state-house-4"})) == []


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (("Zoe Absent", "council", "1", "2015", "2019", "first", "lost"), "candidate", "Cy Young"),
        (("Dee Light", "council", "1", "2015", "2019", "first", "won"), "candidate", "ward-1"),
        (("Dee Light", "council", "2", "2015", "2019", "first", "lost"), "result", "Write won"),
        (("Ana Ruíz-Peña", "council", "1", "2015", "2019", "first", "won"), "result", "lost"),
        (
            ("Cy Young", "council", "1", "2015", "2019", "runoff", "lost"),
            "stage",
            "not in a runoff",
        ),
        (("Dee Light", "council", "9", "2015", "2019", "first", "won"), "office", "no votes"),
        (
            ("Ned Poor", "state-house", "4", "", "2018-primary", "primary", "won"),
            "result",
            "2018-primary",
        ),
        (
            ("Zoe Absent", "county-board", "1", "", "2018-primary", "primary", "won"),
            "candidate",
            "Lou Hill",
        ),
    ],
)
def test_a_row_that_contradicts_the_votes_is_named(
    line: tuple[str, ...], column: str, words: str
) -> None:
    good = ("Dee Light", "council", "2", "2015", "2019", "first", "won")
    found = endorsement_faults(table(good, line), BALLOTS, frozenset({"state-house-4"}))
    assert [(p.file, p.row, p.column) for p in found] == [
        ("data/reference/endorsements.csv", 3, column)
    ]
    assert words in str(found[0])


def test_every_contradiction_is_named_at_once() -> None:
    rows = table(
        ("Zoe Absent", "council", "1", "2015", "2019", "first", "lost"),
        ("Dee Light", "council", "2", "2015", "2019", "first", "lost"),
    )
    assert [p.row for p in endorsement_faults(rows, BALLOTS)] == [2, 3]


def test_chicago_alone_cannot_contradict_a_district_that_runs_past_it() -> None:
    rows = table(("Ned Poor", "state-house", "4", "", "2018-primary", "primary", "won"))
    assert endorsement_faults(rows, BALLOTS) == []
