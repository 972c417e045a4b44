"""One figure of an election for every ward or precinct: a candidate's share, a lead, turnout.

Votes are summed first and divided last. An area where nobody voted has no figure; an area that does
not vote in a race is outside of it, which is something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.wards import WARD_COUNT

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

COUNCIL = "council"
"""Key of all fifty council races together; no ballot holds it."""

LEAD, MARGIN, TURNOUT = "first", "margin", "turnout"
"""Measures of every race: share of the one who came first, points ahead of the second, and ballots
cast as a share of registered voters."""

SEAT = "ward-"
"""Start of the key of a council race, followed by its ward."""

SLATE = "slate-"
"""Start of the measure of the candidates a body endorsed, followed by the body's id."""


@dataclass(frozen=True, eq=False)
class RaceVotes:
    """Votes of one race: `counts` has shape (areas, candidates), candidates by total, most first.

    `inside` says of each area whether it votes in the race.
    """

    candidates: tuple[str, ...]
    counts: Counts
    inside: npt.NDArray[np.bool_]

    @property
    def totals(self) -> Counts:
        """Votes of each area for all candidates, shape (areas,)."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class ElectionVotes:
    """The votes of one election by precinct, in the order of the precincts' shapes.

    Parameters
    ----------
    wards, numbers : arrays of shape (precincts,)
        Ward and precinct number of each precinct, sorted.
    races, candidates : arrays of text, shape (rows,)
    places, votes : arrays of int, shape (rows,)
        Position of the precinct, and its votes for the candidate.
    registered, ballots : arrays of shape (precincts,), or None where not known
    """

    wards: Counts
    numbers: Counts
    races: npt.NDArray[np.object_]
    candidates: npt.NDArray[np.object_]
    places: Counts
    votes: Counts
    registered: Counts | None
    ballots: Counts | None

    @cached_property
    def _rows(self) -> dict[str, npt.NDArray[np.intp]]:
        """Rows of each race, races as first met."""
        codes, names = pd.factorize(self.races)
        order = np.argsort(codes, kind="stable")
        ends = np.cumsum(np.bincount(codes, minlength=len(names)))
        return dict(zip(map(str, names), np.split(order, ends[:-1]), strict=True))

    @property
    def race_keys(self) -> tuple[str, ...]:
        """Every race of the election, as first met."""
        return tuple(self._rows)

    def by_precinct(self, race: str) -> RaceVotes:
        """Votes of a race by precinct (KeyError if the election has no such race)."""
        rows = self._rows[race]
        names, codes = np.unique(self.candidates[rows], return_inverse=True)
        counts = np.zeros((len(self.wards), len(names)), dtype=np.int64)
        counts[self.places[rows], codes] = self.votes[rows]
        inside = np.zeros(len(self.wards), dtype=bool)
        inside[self.places[rows]] = True
        order = np.lexsort((names, -counts.sum(axis=0)))
        return RaceVotes(tuple(names[order]), counts[:, order], inside)

    def by_ward(self, race: str) -> RaceVotes:
        """The same summed to the 50 wards, ward 1 first."""
        found = self.by_precinct(race)
        counts = np.zeros((WARD_COUNT, len(found.candidates)), dtype=np.int64)
        np.add.at(counts, self.wards - 1, found.counts)
        inside = np.zeros(WARD_COUNT, dtype=bool)
        inside[self.wards[found.inside] - 1] = True
        return RaceVotes(found.candidates, counts, inside)


def election_votes(votes: pd.DataFrame, turnout: pd.DataFrame, election: str) -> ElectionVotes:
    """Read one election out of the tables of precinct votes and turnout.

    Parameters
    ----------
    votes : DataFrame
        `election`, `race`, `candidate`, `ward`, `precinct`, `votes`; one row per candidate and
        precinct.
    turnout : DataFrame
        `election`, `ward`, `precinct`, `registered`, `ballots`.
    election : str
        One of `geo.view.ELECTION_KEYS`.
    """
    mine = votes[votes["election"] == election]
    index = pd.MultiIndex.from_frame(mine[["ward", "precinct"]])
    precincts = index.unique().sort_values()
    known = turnout[turnout["election"] == election].set_index(["ward", "precinct"])
    counted = known.reindex(precincts) if len(known) else None
    return ElectionVotes(
        precincts.get_level_values("ward").to_numpy(np.int64),
        precincts.get_level_values("precinct").to_numpy(np.int64),
        mine["race"].to_numpy(object),
        mine["candidate"].to_numpy(object),
        precincts.get_indexer(index).astype(np.int64),
        mine["votes"].to_numpy(np.int64),
        None if counted is None else counted["registered"].fillna(0).to_numpy(np.int64),
        None if counted is None else counted["ballots"].fillna(0).to_numpy(np.int64),
    )


@dataclass(frozen=True, eq=False)
class Figures:
    """One figure by area: `share` (fraction; NaN where there is none), what it is a share of, and
    whether the area is part of the race at all. Arrays of shape (areas,)."""

    share: Floats
    total: Counts
    inside: npt.NDArray[np.bool_]

    def of(self, place: int) -> float | None:
        """The share of an area, None where there is none."""
        found = float(self.share[place])
        return None if np.isnan(found) else found


def ratio(top: Counts, bottom: Counts) -> Floats:
    """`top` ÷ `bottom`, NaN where nobody is to be divided by."""
    whole = bottom.astype(float)
    found: Floats = np.divide(top, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return found


def candidate_figures(race: RaceVotes, candidate: str) -> Figures:
    """A candidate's share of the votes of a race (ValueError if not on its ballot)."""
    place = race.candidates.index(candidate)
    share = ratio(race.counts[:, place], race.totals)
    return Figures(np.where(race.inside, share, np.nan), race.totals, race.inside)


def first_figures(race: RaceVotes) -> Figures:
    """Share of whoever came first in the area itself."""
    share = ratio(race.counts.max(axis=1), race.totals)
    return Figures(share, race.totals, race.inside)


def margin_figures(race: RaceVotes) -> Figures:
    """By how much of the vote the first of the area is ahead of its second; all of it where
    there is one candidate only."""
    ordered = np.sort(race.counts, axis=1)
    second = ordered[:, -2] if ordered.shape[1] > 1 else np.zeros(len(ordered), dtype=np.int64)
    return Figures(ratio(ordered[:, -1] - second, race.totals), race.totals, race.inside)


def turnout_figures(votes: ElectionVotes, *, by_ward: bool) -> Figures:
    """Ballots cast as a share of registered voters.

    Raises
    ------
    ValueError
        If the election has no table of registered voters.
    """
    if votes.registered is None or votes.ballots is None:
        raise ValueError("Registered voters of this election are not known.")
    registered, ballots = votes.registered, votes.ballots
    if by_ward:
        places = votes.wards - 1
        registered = np.bincount(places, registered, WARD_COUNT).astype(np.int64)
        ballots = np.bincount(places, ballots, WARD_COUNT).astype(np.int64)
    return Figures(ratio(ballots, registered), registered, registered > 0)


def joined(parts: Sequence[Figures]) -> Figures:
    """Races that share no area, as one map: each area has the figure of its own race."""
    size = len(parts[0].share) if parts else 0
    share, total = np.full(size, np.nan), np.zeros(size, dtype=np.int64)
    inside = np.zeros(size, dtype=bool)
    for part in parts:
        share[part.inside], total[part.inside] = part.share[part.inside], part.total[part.inside]
        inside |= part.inside
    return Figures(share, total, inside)


def only(figures: Figures, inside: npt.NDArray[np.bool_]) -> Figures:
    """The figures of some areas; the others are outside."""
    kept = figures.inside & inside
    return Figures(np.where(kept, figures.share, np.nan), figures.total * kept, kept)


def nowhere(size: int) -> Figures:
    """A map on which no area votes."""
    return Figures(
        np.full(size, np.nan), np.zeros(size, dtype=np.int64), np.zeros(size, dtype=bool)
    )


def is_part(own: str, race: str) -> bool:
    """Whether a race is the one shown, or one of all council seats: the mayor's is none of them."""
    return own == race or (race == COUNCIL and own.startswith(SEAT))


def measured(
    votes: ElectionVotes,
    race: str,
    measure: str,
    slates: Mapping[str, Mapping[str, str]],
    *,
    by_ward: bool,
) -> Figures:
    """The figures of a measure of a race, by ward or by precinct.

    Parameters
    ----------
    votes : ElectionVotes
    race : str
        A race of the election, or `COUNCIL` for all council races.
    measure : str
        `LEAD`, `MARGIN`, `TURNOUT`, `SLATE` + a body, or a candidate of the race.
    slates : mapping
        By body, the candidate it endorsed in each race (of those with one).
    by_ward : bool
        Sum to wards before dividing.

    Raises
    ------
    KeyError, ValueError
        If the election has no such race, candidate or measure.
    """
    tally = votes.by_ward if by_ward else votes.by_precinct
    if measure == TURNOUT:
        found_turnout = turnout_figures(votes, by_ward=by_ward)
        return found_turnout if race == COUNCIL else only(found_turnout, tally(race).inside)
    if measure.startswith(SLATE):
        chosen = slates[measure.removeprefix(SLATE)]
        mine = {r: c for r, c in chosen.items() if is_part(r, race)}
        parts = [candidate_figures(tally(r), c) for r, c in mine.items()]
        return joined(parts) if parts else nowhere(WARD_COUNT if by_ward else len(votes.wards))
    kinds = {LEAD: first_figures, MARGIN: margin_figures}
    if race == COUNCIL:
        seats = [r for r in votes.race_keys if is_part(r, COUNCIL)]
        return joined([kinds[measure](tally(r)) for r in seats])
    found = tally(race)
    return kinds[measure](found) if measure in kinds else candidate_figures(found, measure)
