"""The candidates a body endorsed in one election, against the votes and against what is stated.

What bodies share is counted from the rows of `endorsements.csv`, never copied from a source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.coalition_tables import COUNCIL_OFFICE, SLATE
from geo.coalitions import Roster
from geo.endorsements import (
    BallotLine,
    Endorsement,
    Outcome,
    outcome,
    race_slug,
    same_candidacy,
)

ESSAY, ESSAY_YEAR = "essay-2021", 2019

ESSAY_SHARED_WINNERS = (("uwf", "chicago-dsa", 5), ("reclaim-chicago", "chicago-dsa", 4))
"""Winners of 2019 that two bodies share by the essay "An Examination into Chicago's Independent
Political Organizations", Midwest Socialist, June 1, 2021: body, other body, number."""


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


@dataclass(frozen=True)
class SharedWinners:
    """Winners another body endorsed too: the number a source states, and the number found."""

    body_id: str
    stated: int
    found: int
    source_id: str


def shared_winners(slate: Slate) -> tuple[SharedWinners, ...]:
    """What the 2021 essay says a slate of 2019 shares with others, beside what was found."""
    return tuple(
        SharedWinners(other, stated, len(slate.shared(other)), ESSAY)
        for body, other, stated in ESSAY_SHARED_WINNERS
        if (body, ESSAY_YEAR) == (slate.body_id, slate.year)
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


def _others(one: Endorsement, found: Iterable[Endorsement]) -> tuple[str, ...]:
    bodies = (e.body_id for e in found if same_candidacy(one, e))
    return tuple(dict.fromkeys(body for body in bodies if body != one.body_id))


def _roster_of(rosters: Iterable[Roster], body_id: str, year: int) -> Roster | None:
    wanted = (body_id, SLATE, str(year))
    return next(
        (r for r in rosters if (r.coalition_id, r.scope, r.period.since[:4]) == wanted), None
    )
