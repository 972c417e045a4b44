"""Endorsements: who was backed for what, by whom, and how it ended.

The results written beside the endorsements are held against the votes; what bodies share is
counted from the rows, never copied from a source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from geo.coalition_tables import COUNCIL_OFFICE, PRIMARY, SLATE
from geo.coalitions import Roster, plain_record, records


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
    is not found. `votes` of `total` are those of that round, None if the candidate was not in it.
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
    mine = [line for line in of_race if same_name(line.name, candidate)]
    last = [line for line in of_race if held and line.election == held[-1]]
    now = [line for line in mine if held and line.election == held[-1]]
    return Outcome(
        names=tuple(dict.fromkeys(line.name for line in of_race)),
        ran_in=tuple(line.election for line in mine),
        decided_in=held[-1] if held else "",
        on_ballot=True if mine else (False if keys[0] in held else None),
        won=_won(last, now) if mine else None,
        votes=now[0].votes if now else None,
        total=sum(line.votes for line in last),
    )


def _won(last: Sequence[BallotLine], now: Sequence[BallotLine]) -> bool | None:
    most = max(line.votes for line in last)
    if not now or now[0].votes < most:
        return False
    return True if sum(line.votes == most for line in last) == 1 else None


@dataclass(frozen=True)
class SlateLine:
    """One endorsed candidate of a slate.

    `others` are the other bodies that endorsed the same candidacy in the same election. `won` is
    by the votes; where they cannot say, by the result written beside the endorsement.
    """

    endorsement: Endorsement
    outcome: Outcome
    others: tuple[str, ...]

    @property
    def won(self) -> bool:
        """Whether the candidacy won."""
        stated = self.endorsement.result == "won"
        return stated if self.outcome.won is None else self.outcome.won


@dataclass(frozen=True)
class Slate:
    """The council candidates a body endorsed in one year, held against the votes.

    `roster` says what a source states about the slate as a whole, if one does.
    """

    body_id: str
    year: int
    lines: tuple[SlateLine, ...]
    roster: Roster | None

    @property
    def endorsed(self) -> int:
        """Candidates found."""
        return len(self.lines)

    @property
    def won(self) -> int:
        """Those of them who won."""
        return sum(line.won for line in self.lines)

    def shared(self, body_id: str, *, winners: bool = True) -> tuple[SlateLine, ...]:
        """The lines another body endorsed too; of the winners only, unless told otherwise."""
        mine = (line for line in self.lines if line.won or not winners)
        return tuple(line for line in mine if body_id in line.others)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Where what was found does not give the numbers a source states, in sentences."""
        if self.roster is None:
            return ()
        pairs = (
            ("endorsed", self.roster.members, self.endorsed),
            ("winners", self.roster.winners, self.won),
        )
        return tuple(
            f"The source states {stated} {what}; {found} were found."
            for what, stated, found in pairs
            if stated is not None and stated != found
        )


def endorsed_versus_won(
    found: Iterable[Endorsement],
    lines: Sequence[BallotLine],
    rosters: Iterable[Roster],
    body_id: str,
    year: int,
) -> Slate:
    """A body's council candidates of one year, each with what the votes say and who else endorsed.

    One candidacy endorsed twice (for the first round and for the runoff) is one line, the row of
    `endorsements.csv` that comes first.

    Parameters
    ----------
    found : iterable of Endorsement
        All endorsements, of every body.
    lines : sequence of BallotLine
        All votes, see `ballot_lines`.
    rosters : iterable of Roster
        Every list of members; slates among them.
    body_id, year : str, int
        The body, and the year of the city election.
    """
    same_year = [e for e in found if (e.election, e.office) == (str(year), COUNCIL_OFFICE)]
    mine: list[Endorsement] = []
    for one in same_year:
        if one.body_id == body_id and not any(same_candidacy(one, other) for other in mine):
            mine.append(one)
    made = tuple(
        SlateLine(
            one,
            outcome(one.candidate, race_slug(one.office, one.district), one.election, lines),
            _others(one, same_year),
        )
        for one in mine
    )
    return Slate(body_id, year, made, _roster_of(rosters, body_id, year))


def same_candidacy(one: Endorsement, other: Endorsement) -> bool:
    """Whether two endorsements are of the same person for the same seat in the same election."""
    seats = ((e.office, e.district, e.election) for e in (one, other))
    return next(seats) == next(seats) and same_name(one.candidate, other.candidate)


def _others(one: Endorsement, found: Iterable[Endorsement]) -> tuple[str, ...]:
    bodies = (e.body_id for e in found if same_candidacy(one, e))
    return tuple(dict.fromkeys(body for body in bodies if body != one.body_id))


def _roster_of(rosters: Iterable[Roster], body_id: str, year: int) -> Roster | None:
    wanted = (body_id, SLATE, str(year))
    return next(
        (r for r in rosters if (r.coalition_id, r.scope, r.period.since[:4]) == wanted), None
    )


ESSAY_SHARED_WINNERS = (("uwf", "chicago-dsa", 5), ("reclaim-chicago", "chicago-dsa", 4))
"""Winners of 2019 that two bodies share by the essay "An Examination into Chicago's Independent
Political Organizations", Midwest Socialist, June 1, 2021: body, other body, number."""
