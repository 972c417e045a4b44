"""Votes summed by candidate, precinct, ward and deciding round, on elections of a few voters."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.elections import election
from geo.errors import BuildError, DataProblems
from geo.pipeline.vote_results import (
    ballots,
    council_row,
    named,
    precinct_votes,
    primary_2018,
)

Row = tuple[str, str, str, int, int, int]


def results(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["election", "race", "printed", "ward", "precinct", "votes"])


def kept(*rows: tuple[int | None, str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["election_year", "race", "printed", "name"])
    return table.astype({"election_year": "Int64"})


NOBODY = kept()

FIRST = (
    ("2019-first", "ward-1", "ANN O'HARA", 1, 2, 0),
    ("2019-first", "ward-1", "ANN O'HARA", 1, 1, 6),
    ("2019-first", "ward-1", "BOB (WRITE-IN)", 1, 1, 3),
    ("2019-first", "ward-1", "BOB (WRITE-IN)", 1, 2, 1),
    ("2019-first", "ward-2", "CY", 2, 1, 4),
    ("2019-first", "ward-2", "DOT", 2, 1, 4),
    ("2019-first", "ward-2", "EVE", 2, 1, 2),
    ("2019-runoff", "ward-2", "CY", 2, 1, 7),
    ("2019-runoff", "ward-2", "DOT", 2, 1, 5),
    ("2019-first", "ward-3", "FAY", 3, 1, 9),
)


def test_votes_and_shares_of_every_candidate() -> None:
    table = ballots(named(results(*FIRST), NOBODY)).set_index(["election", "race", "candidate"])
    assert table.index.is_monotonic_increasing
    first = table.loc[("2019-first", "ward-1")]
    assert first["votes"].to_dict() == {"ann-ohara": 6, "bob": 4}
    assert first["share"].to_dict() == {"ann-ohara": 0.6, "bob": 0.4}
    assert first["write_in"].to_dict() == {"ann-ohara": "no", "bob": "yes"}
    assert first["name"].to_dict() == {"ann-ohara": "Ann O'Hara", "bob": "Bob"}
    assert table.loc[("2019-runoff", "ward-2", "cy"), "share"] == round(7 / 12, 6)


def test_a_precinct_without_votes_stays_in_the_table() -> None:
    table = precinct_votes(named(results(*FIRST), NOBODY))
    assert table.head(2).to_numpy().tolist() == [
        ["2019-first", "ward-1", "ann-ohara", 1, 1, 6],
        ["2019-first", "ward-1", "ann-ohara", 1, 2, 0],
    ]


@pytest.mark.parametrize(
    ("ward", "key", "figures"),
    [
        (1, "2019-first", ("Ann O'Hara", 6, 10, 2)),
        (2, "2019-runoff", ("Cy", 7, 12, 2)),
        (3, "2019-first", ("Fay", 9, 9, 9)),
    ],
)
def test_the_winner_is_ahead_of_the_next_or_alone(
    ward: int, key: str, figures: tuple[str, int, int, int]
) -> None:
    table = ballots(named(results(*FIRST), NOBODY))
    row = council_row(table, election(key), ward)
    assert (row["winner"], row["votes"], row["total"], row["margin"]) == figures
    assert row["round"] == key.split("-")[1]
    assert row["vintage"] == 2015


def test_a_tie_has_no_winner() -> None:
    table = ballots(named(results(*FIRST), NOBODY))
    with pytest.raises(BuildError, match="Cy and Dot have 4 votes each"):
        council_row(table, election("2019-first"), 2)


def test_the_primary_is_summed_by_ward() -> None:
    rows = (
        ("2018-primary", "assessor", "ANN", 1, 1, 2),
        ("2018-primary", "assessor", "ANN", 1, 2, 1),
        ("2018-primary", "assessor", "BOB", 1, 1, 0),
        ("2018-primary", "assessor", "BOB", 1, 2, 9),
        ("2018-primary", "assessor", "ANN", 7, 1, 0),
        ("2018-primary", "assessor", "BOB", 7, 1, 0),
    )
    table = primary_2018(named(results(*FIRST, *rows), NOBODY))
    assert table[["ward", "candidate", "votes", "total"]].to_numpy().tolist() == [
        [1, "ann", 3, 12],
        [1, "bob", 9, 12],
        [7, "ann", 0, 0],
        [7, "bob", 0, 0],
    ]
    assert table["share"].tolist()[:2] == [0.25, 0.75]
    assert table["share"].isna().tolist() == [False, False, True, True]


def test_a_name_kept_by_hand_stands_for_its_year_or_for_every_year() -> None:
    rows = (
        ("2015-first", "mayor", "JESUS ''CHUY'' GARCIA", 1, 1, 1),
        ("2015-runoff", "mayor", "JESUS ''CHUY'' GARCIA", 1, 1, 1),
        ("2019-runoff", "mayor", "JESUS ''CHUY'' GARCIA", 1, 1, 1),
    )
    table = kept(
        (2019, "mayor", "JESUS ''CHUY'' GARCIA", "Jesús García"),
        (None, "mayor", "JESUS ''CHUY'' GARCIA", "Chuy García"),
    )
    found = named(results(*rows), table)
    assert found["name"].tolist() == ["Chuy García", "Chuy García", "Jesús García"]
    assert found["candidate"].tolist() == ["chuy-garcia", "chuy-garcia", "jesus-garcia"]


def test_a_name_kept_for_nobody_and_a_shared_key_are_faults() -> None:
    rows = (
        ("2015-first", "mayor", "ANN LEE", 1, 1, 1),
        ("2015-first", "mayor", "ANN  LÉE", 1, 1, 1),
    )
    with pytest.raises(DataProblems) as caught:
        named(results(*rows), kept((2019, "mayor", "ANN LEE", "Ann")))
    first, second = caught.value.problems
    assert (first.file, first.row, first.column) == (
        "data/reference/candidate_names.csv",
        2,
        "printed",
    )
    assert "Nobody is printed as “ANN LEE” in the race mayor 2019" in first.what
    assert "Two candidates of mayor, 2015-first are both “ann-lee”" in second.what
