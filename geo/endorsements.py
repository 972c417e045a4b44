"""Endorsements: who was backed for what, by whom, and how it ended.

The results written beside the endorsements are held against the votes. A body's candidates as a
whole are in `geo.slates`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from geo.coalition_tables import COUNCIL_OFFICE, PRIMARY
from geo.coalitions import plain_record, records


@dataclass(frozen=True)
class Endorsement:
    """One row of `endorsements.csv`.

    `body_id` is the id of a coalition or of an organization. `district` is a ward for the
    council, a district for a legislature, None for mayor and assessor; `vintage` the ward map of a
    council seat. `result` is how the candidacy ended in that election.
    """

    body_id: str
    candidate: str
    office: str
    district: int | None
    vintage: int | None
    election: str
    stage: str
    result: str
    confidence: str
    source_ids: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Office:
    """One row of `offices.csv`: a race of the March 2018 primary.

    `whole` says that all of the district is inside Chicago; `coverage` what the city's votes leave
    out; `outcome` the result as a whole, as far as it was found.
    """

    id: str
    name: str
    body: str
    district: int | None
    whole: bool
    coverage: str
    outcome: str
    source_ids: tuple[str, ...]
    note: str


def endorsements(table: pd.DataFrame) -> tuple[Endorsement, ...]:
    """The rows of `endorsements.csv`, in its order."""
    return tuple(plain_record(Endorsement, row) for row in records(table))


def offices(table: pd.DataFrame) -> dict[str, Office]:
    """The races of March 2018 by id, as in the votes."""
    return {row["id"]: plain_record(Office, row) for row in records(table)}


ROUNDS = ("first", "runoff")
"""Rounds of a city election, in the order they are held."""


@dataclass(frozen=True)
class BallotLine:
    """One candidate of one race in one election, e.g. "2019-runoff", with the votes in Chicago."""

    election: str
    race: str
    name: str
    votes: int


@dataclass(frozen=True)
class Outcome:
    """What the votes say of a candidacy.

    `names` are all on the ballot of the race, `ran_in` the elections with the candidate on it.
    `won` is the most votes in `decided_in`, the last round held; None on a tie or if the candidate
    is not found. `votes` of `total` are those of the last round the candidate was in; None and 0 if
    in none.
    """

    names: tuple[str, ...]
    ran_in: tuple[str, ...]
    decided_in: str
    on_ballot: bool | None
    won: bool | None
    votes: int | None
    total: int


def ballot_lines(ballots: pd.DataFrame) -> tuple[BallotLine, ...]:
    """The columns election, race, name and votes of `ballots.csv`, row by row."""
    columns = ballots[["election", "race", "name", "votes"]].itertuples(index=False, name=None)
    return tuple(BallotLine(str(e), str(r), str(n), int(v)) for e, r, n, v in columns)


def race_slug(office: str, district: int | str | None) -> str:
    """How the votes name a race: "ward-33", "county-board-1", "mayor"."""
    place = "ward" if office == COUNCIL_OFFICE else office
    return f"{place}-{district}" if district else place


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are the same first name and the same last word of the surname.

    Accents, case, initials, "Jr." and nicknames in quotation marks do not count. Candidates of one
    race are compared, so two words are enough to tell them apart.
    """
    words, others = _words(one), _words(other)
    return bool(words and others) and (words[0], words[-1]) == (others[0], others[-1])


@cache
def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", re.sub("“[^”]*”|\"[^\"]*\"|''[^']*''", " ", name))
    letters = "".join(c for c in plain.casefold() if not unicodedata.combining(c))
    words = re.findall(r"[a-z]+", re.sub("['’]", "", letters))
    return tuple(w for w in words if len(w) > 1 and w not in ("jr", "sr", "ii", "iii"))


def outcome(candidate: str, race: str, election: str, lines: Sequence[BallotLine]) -> Outcome:
    """How a candidacy ended by the votes.

    Parameters
    ----------
    candidate : str
        The name, in any usual spelling.
    race : str
        As `race_slug` writes it.
    election : str
        As in `endorsements.csv`: "2019" stands for both rounds of that year.
    lines : sequence of BallotLine
        All votes. If the first round of a race is not among them, somebody who is not found in
        the runoff may still have run: `on_ballot` is then None.
    """
    keys = (PRIMARY,) if election == PRIMARY else tuple(f"{election}-{r}" for r in ROUNDS)
    of_race = [line for line in lines if line.race == race and line.election in keys]
    held = [key for key in keys if any(line.election == key for line in of_race)]
    named = [line for line in of_race if same_name(line.name, candidate)]
    mine = sorted(named, key=lambda line: keys.index(line.election))
    last = [line for line in of_race if held and line.election == held[-1]]
    now = [line for line in mine if held and line.election == held[-1]]
    return Outcome(
        names=tuple(dict.fromkeys(line.name for line in of_race)),
        ran_in=tuple(line.election for line in mine),
        decided_in=held[-1] if held else "",
        on_ballot=True if mine else (False if keys[0] in held else None),
        won=_won(last, now) if mine else None,
        votes=mine[-1].votes if mine else None,
        total=sum(x.votes for x in of_race if mine and x.election == mine[-1].election),
    )


def _won(last: Sequence[BallotLine], now: Sequence[BallotLine]) -> bool | None:
    most = max(line.votes for line in last)
    if not now or now[0].votes < most:
        return False
    return True if sum(line.votes == most for line in last) == 1 else None


def same_candidacy(one: Endorsement, other: Endorsement) -> bool:
    """Whether two endorsements are of the same person for the same seat in the same election."""
    seats = ((e.office, e.district, e.election) for e in (one, other))
    return next(seats) == next(seats) and same_name(one.candidate, other.candidate)
