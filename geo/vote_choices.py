"""What can be chosen on a map of votes: races of an election, and measures of a race."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from geo.elections import MAYOR, Election, race_of, ward_of
from geo.links import notice
from geo.maps.vote_map import Drawing
from geo.on_ballot import Body
from geo.view import View
from geo.vote_figures import (
    COUNCIL,
    LEAD,
    MARGIN,
    SLATE,
    TURNOUT,
    ElectionVotes,
    RaceVotes,
    measured,
)
from geo.vote_scale import scale_of

MEASURE_WORDS = {
    LEAD: "share of whoever came first",
    MARGIN: "lead of the first over the second",
    TURNOUT: "turnout",
}


FEW = 100
"""Votes of a ward below which its share says little: a district may reach it by a few blocks."""

LEAST = 0.001
"""Share of the vote from which a candidate can be chosen for the map; the write-ins below it, ten
in a race for mayor, are in the table."""


@dataclass(frozen=True, eq=False)
class Ballot:
    """One election as a page shows it.

    `names` holds a candidate's name by (race, candidate); `slates` by body the candidate it
    endorsed in each race, of those on the ballot that day; `bodies` their names;
    `winners` who won each council seat in the end, be it in the runoff.
    """

    election: Election
    votes: ElectionVotes
    names: Mapping[tuple[str, str], str]
    slates: Mapping[str, Mapping[str, str]]
    bodies: Mapping[str, Body]
    winners: Mapping[str, str]

    @property
    def seats(self) -> tuple[int, ...]:
        """Wards whose council seat was on the ballot, in order."""
        found = (ward_of(race) for race in self.votes.race_keys)
        return tuple(sorted(ward for ward in found if ward is not None))

    def races(self) -> dict[str, str]:
        """Every race with its label: all council seats, citywide and district races, wards."""
        whole = {COUNCIL: "All council seats"} if self.seats else {}
        others = [r for r in self.votes.race_keys if ward_of(r) is None]
        wards = [f"ward-{ward}" for ward in self.seats]
        ordered = [*sorted(others, key=lambda r: r != MAYOR), *wards]
        return {**whole, **{r: self.label(r) for r in ordered}}

    def label(self, race: str) -> str:
        """A race in words."""
        return race_of(self.election.key, race).label

    def measures(self, race: str) -> dict[str, str]:
        """What the map of a race can show: endorsed candidates or candidates, then the rest."""
        counted = (LEAD, MARGIN, TURNOUT) if self.election.turnout else (LEAD, MARGIN)
        rest = {measure: MEASURE_WORDS[measure] for measure in counted}
        if race == COUNCIL:
            sizes = {body: len(self.council_slate(body)) for body in self.slates}
            endorsed = {
                SLATE + body: f"endorsed by {self.bodies[body].name} ({size})"
                for body, size in sorted(sizes.items(), key=lambda item: -item[1])
                if size
            }
            return {**endorsed, **rest}
        tally = self.votes.by_ward(race)
        votes = tally.counts.sum(axis=0)
        named = [
            c
            for c, number in zip(tally.candidates, votes, strict=True)
            if number >= LEAST * votes.sum()
        ]
        return {**{c: self.names[race, c] for c in named}, **rest}

    def council_slate(self, body: str) -> dict[str, str]:
        """The council candidates a body endorsed, by race."""
        found = self.slates.get(body, {})
        return {race: c for race, c in found.items() if ward_of(race) is not None}

    def losers(self, measure: str) -> tuple[int, ...]:
        """Wards where the candidate of a slate did not win the seat in the end."""
        mine = self.council_slate(measure.removeprefix(SLATE)) if measure.startswith(SLATE) else {}
        lost = (ward_of(r) for r, c in mine.items() if self.names[r, c] != self.winners[r])
        return tuple(sorted(ward for ward in lost if ward is not None))

    def hatched(self, race: str, measure: str) -> tuple[tuple[int, ...], str]:
        """Wards to be marked on a map of wards, and why: lost slates, or hardly any votes."""
        if race == COUNCIL:
            return self.losers(measure), "lost the seat in the end"
        tally = self.votes.by_ward(race)
        few = tally.inside & (tally.totals < FEW)
        return tuple((few.nonzero()[0] + 1).tolist()), f"fewer than {FEW} votes"

    def tally(self, race: str) -> RaceVotes:
        """Votes of a race by ward."""
        return self.votes.by_ward(race)

    def name(self, race: str, candidate: str) -> str:
        """A candidate's name."""
        return self.names[race, candidate]


def settled(ballot: Ballot, view: View) -> tuple[View, tuple[str, ...]]:
    """The view as this election can show it, and what of a link it has not.

    Its map is the one the election was held on; a ward chosen on the other map is other land and
    is let go of. Race and measure are the first there are where the view names none.
    """
    notices = []
    races = ballot.races()
    race = view.race if view.race in races else next(iter(races))
    if view.race not in ("", race):
        notices.append(f"{notice('race', view.race)} {ballot.election.missing}".strip())
    measures = ballot.measures(race)
    measure = view.candidate if view.candidate in measures else next(iter(measures))
    if view.candidate not in ("", measure) and not notices:
        notices.append(notice("candidate", view.candidate))
    found = replace(view.on_map(ballot.election.vintage), race=race, candidate=measure)
    return found, tuple(notices)


SERIOUS = 0.01
"""A candidate with less of the vote than this, mostly a write-in, does not count as a rival."""


def serious(votes: ElectionVotes, race: str) -> int | None:
    """Candidates of a race with at least a hundredth of its votes; None for all council seats."""
    if race == COUNCIL:
        return None
    totals = votes.by_ward(race).counts.sum(axis=0)
    return int((totals >= SERIOUS * totals.sum()).sum())


def drawing(ballot: Ballot, race: str, measure: str, area: str) -> Drawing:
    """Classes and figures of a map, by ward and, if asked for, by precinct."""
    rivals = None if measure.startswith(SLATE) else serious(ballot.votes, race)
    scale = scale_of(measure, rivals)
    by_ward = measured(ballot.votes, race, measure, ballot.slates, by_ward=True)
    if area != "precincts":
        return scale, by_ward, None
    found = measured(ballot.votes, race, measure, ballot.slates, by_ward=False)
    return scale, by_ward, found
