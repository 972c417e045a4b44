"""Compute the tables of votes from what the results say. Every function is pure."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from geo.candidate_names import newspaper_form, printed_form, slug
from geo.elections import (
    COUNCIL,
    COUNCIL_YEARS,
    ELECTIONS,
    FIRST_ROUND,
    PRIMARY,
    RUNOFF,
    Election,
    candidates,
    race_slug,
)
from geo.errors import BuildError, DataProblems, Problem
from geo.reference_tables import CANDIDATE_NAMES
from geo.wards import WARD_NUMBERS

BALLOT_KEY = ["election", "race", "candidate"]
DECIMALS = 6
"""Of a share: finer than any reader needs, coarse enough to read."""


def named(results: pd.DataFrame, kept_by_hand: pd.DataFrame) -> pd.DataFrame:
    """Give every row of the results the candidate's key, name and write-in mark.

    Parameters
    ----------
    results : DataFrame
        As `geo.pipeline.read_votes.Votes.results`.
    kept_by_hand : DataFrame
        The table `candidate_names.csv`.

    Returns
    -------
    DataFrame
        `results` with `candidate`, `name` and `write_in` ("yes" or "no") instead of `printed`.

    Raises
    ------
    DataProblems
        If a row kept by hand names nobody in the results, or two candidates of a race would get
        one key.
    """
    people = results[["election", "race", "printed"]].drop_duplicates(ignore_index=True)
    forms = [printed_form(printed) for printed in people["printed"]]
    people["bare"] = [bare for bare, _ in forms]
    people["write_in"] = ["yes" if marked else "no" for _, marked in forms]
    own = spellings(kept_by_hand)
    who = zip(people["election"], people["race"], people["bare"], strict=True)
    keys = [wanted(*one) for one in who]
    chosen = [next((k for k in both if k in own), None) for both in keys]
    people["name"] = [
        own[key] if key else newspaper_form(bare)
        for key, bare in zip(chosen, people["bare"], strict=True)
    ]
    people["candidate"] = people["name"].map(slug)
    problems = [*unused(kept_by_hand, {k for both in keys for k in both}), *shared_keys(people)]
    if problems:
        raise DataProblems(problems)
    joined = results.merge(people, on=["election", "race", "printed"], validate="many_to_one")
    return joined.drop(columns=["printed", "bare"])


Spelling = tuple[str, str, str]
"""Year or blank, race, printed name."""


def spellings(kept_by_hand: pd.DataFrame) -> dict[Spelling, str]:
    """The names kept by hand, by what they are for."""
    years = ["" if pd.isna(year) else str(year) for year in kept_by_hand["election_year"]]
    rows = zip(
        years, kept_by_hand["race"], kept_by_hand["printed"], kept_by_hand["name"], strict=True
    )
    return {(year, race, printed): name for year, race, printed, name in rows}


def wanted(election: str, race: str, bare: str) -> tuple[Spelling, Spelling]:
    """Where a candidate's name may be kept: for that year, else for every year."""
    return (election.split("-", 1)[0], race, bare), ("", race, bare)


def unused(kept_by_hand: pd.DataFrame, found: set[Spelling]) -> Iterator[Problem]:
    """Rows of the table that name nobody: a slip of the pen would else pass unseen."""
    for at, (year, race, printed) in enumerate(spellings(kept_by_hand)):
        if (year, race, printed) not in found:
            what = f"Nobody is printed as “{printed}” in the race {race} {year or 'of any year'}."
            remedy = "Copy the name from the results letter by letter, or delete the row."
            yield Problem(CANDIDATE_NAMES.file, at + 2, "printed", what, remedy)


def shared_keys(people: pd.DataFrame) -> Iterator[Problem]:
    """Candidates of one race whose names give one key."""
    for row in people[people.duplicated(BALLOT_KEY)].to_dict("records"):
        what = f"Two candidates of {row['race']}, {row['election']} are both “{row['candidate']}”."
        remedy = "Give one of the two a name of its own."
        yield Problem(CANDIDATE_NAMES.file, None, "name", what, remedy)


def ballots(rows: pd.DataFrame) -> pd.DataFrame:
    """The table `ballots.csv` from `named` rows."""
    who = [*BALLOT_KEY, "name", "write_in"]
    table = rows.groupby(who, as_index=False)[["votes"]].sum()
    total = table.groupby(["election", "race"])["votes"].transform("sum")
    return table.assign(share=(table["votes"] / total.where(total > 0)).round(DECIMALS))


def precinct_votes(rows: pd.DataFrame) -> pd.DataFrame:
    """The table `precinct_votes.csv`: every precinct of a race, also with no votes."""
    key = [*BALLOT_KEY, "ward", "precinct"]
    return rows[[*key, "votes"]].sort_values(key, ignore_index=True)


def precinct_turnout(turnout: pd.DataFrame) -> pd.DataFrame:
    """The table `precinct_turnout.csv`."""
    return turnout.sort_values(["election", "ward", "precinct"], ignore_index=True)


def council_results(table: pd.DataFrame) -> pd.DataFrame:
    """The table `council_results.csv` from `ballots`: the round that decided each ward.

    Raises
    ------
    BuildError
        If two candidates lead a deciding round with as many votes.
    """
    rounds = {(e.year, e.round): e for e in ELECTIONS}
    held = set(zip(table["election"], table["race"], strict=True))
    rows = []
    for year in COUNCIL_YEARS:
        for ward in WARD_NUMBERS:
            race = race_slug(COUNCIL, ward)
            runoff = rounds[year, RUNOFF]
            decided = runoff if (runoff.key, race) in held else rounds[year, FIRST_ROUND]
            rows.append(council_row(table, decided, ward))
    return pd.DataFrame(rows)


def council_row(table: pd.DataFrame, one: Election, ward: int) -> dict[str, object]:
    """One ward in the round that decided it."""
    stood = candidates(table, one.key, race_slug(COUNCIL, ward))
    winner, second = stood[0], stood[1].votes if len(stood) > 1 else 0
    if winner.votes == second:
        raise BuildError(
            f"{one.label}: ward {ward} has no winner, {winner.name} and {stood[1].name} have "
            f"{second:,} votes each. Compare the results with the Board’s proclamation."
        )
    return {
        "year": one.year,
        "vintage": one.vintage,
        "ward": ward,
        "round": one.round,
        "winner": winner.name,
        "votes": winner.votes,
        "total": sum(c.votes for c in stood),
        "margin": winner.votes - second,
        "source_id": one.results,
    }


def primary_2018(rows: pd.DataFrame) -> pd.DataFrame:
    """The table `primary_2018.csv`: votes of each race by ward of the 2015 map."""
    key = next(e.key for e in ELECTIONS if e.round == PRIMARY)
    mine = rows[rows["election"] == key]
    by = ["race", "ward", "candidate", "name"]
    table = mine.groupby(by, as_index=False)[["votes"]].sum()
    total = table.groupby(["race", "ward"])["votes"].transform("sum")
    share = (table["votes"] / total.where(total > 0)).round(DECIMALS)
    return table.assign(share=share, total=total)
