"""What a map of votes says, in sentences with numbers in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.elections import ward_of
from geo.maps.precincts import NO_FIGURE, OUTSIDE
from geo.maps.vote_map import Drawing
from geo.vote_choices import Ballot
from geo.vote_figures import (
    COUNCIL,
    LEAD,
    MARGIN,
    SEAT,
    SLATE,
    TURNOUT,
    RaceVotes,
    measured,
    turnout_figures,
)
from geo.vote_scale import class_counts
from geo.wards import WARD_NUMBERS, vintage
from geo.words import capital

HALF = 0.5
"""A candidate with more than half of the votes is elected without a runoff."""

NARROW = 0.002
"""So near to half of the vote a tenth of a percent says too little."""


@dataclass(frozen=True)
class Place:
    """First and second of a race in one area; `second` and `behind` are blank and 0 where there
    is one candidate only. `tied` says that two or more share the first place."""

    first: str
    votes: int
    second: str
    behind: int
    total: int

    @property
    def lead(self) -> int:
        """Votes the first is ahead by."""
        return self.votes - self.behind

    @property
    def share(self) -> float | None:
        """Of the first; None where nobody voted."""
        return self.votes / self.total if self.total else None

    @property
    def tied(self) -> bool:
        """Whether the first has no lead."""
        return bool(self.second) and self.lead == 0


def place(race: RaceVotes, area: int) -> Place:
    """Who came first and second in an area (its position)."""
    counts = race.counts[area]
    order = np.argsort(-counts, kind="stable")
    second = int(order[1]) if len(order) > 1 else None
    return Place(
        race.candidates[int(order[0])],
        int(counts[order[0]]),
        "" if second is None else race.candidates[second],
        0 if second is None else int(counts[second]),
        int(counts.sum()),
    )


def overall(race: RaceVotes) -> Place:
    """First and second of a race in all its areas together."""
    whole = RaceVotes(race.candidates, race.counts.sum(axis=0, keepdims=True), race.inside[:1])
    return place(whole, 0)


def percent(share: float) -> str:
    """ "45.3%"; two decimals where one would round a narrow majority to a tie."""
    narrow = abs(share - HALF) < NARROW and share != HALF
    return f"{share:.2%}" if narrow else f"{share:.1%}"


def headline(ballot: Ballot, race: str, measure: str) -> str:
    """The finding of a map in one sentence."""
    if measure == TURNOUT:
        return turnout_headline(ballot, ward_of(race))
    if race == COUNCIL:
        return council_headline(ballot, measure)
    tally = ballot.tally(race)
    best = overall(tally)
    if measure in (LEAD, MARGIN):
        return race_headline(ballot, race, best)
    votes = int(tally.counts[:, tally.candidates.index(measure)].sum())
    share = percent(votes / best.total)
    where = f"{ballot.label(race)}: {ballot.name(race, measure)} had {share} of {whose(ballot)}"
    inside = int(tally.inside.sum())
    if not best.second:
        return race_headline(ballot, race, best)
    if inside == 1:
        return f"{where}{ahead_or_behind(ballot, race, best, measure, votes)}"
    won = wards_first(tally, measure)
    return f"{where}, first in {won} of {inside} wards"


def ahead_or_behind(ballot: Ballot, race: str, best: Place, candidate: str, votes: int) -> str:
    """ ", 13 votes ahead of A" or ", 40 votes behind A"."""
    if candidate == best.first:
        return f", {best.lead:,} votes ahead of {ballot.name(race, best.second)}"
    return f", {best.votes - votes:,} votes behind {ballot.name(race, best.first)}"


def whose(ballot: Ballot) -> str:
    """Whose vote the shares are of: races of the primary go on outside the city."""
    return "Chicago’s vote" if ballot.election.round == "primary" else "the vote"


def wards_first(tally: RaceVotes, candidate: str) -> int:
    """Wards in which a candidate alone has the most votes."""
    found = [place(tally, ward - 1) for ward in WARD_NUMBERS if tally.inside[ward - 1]]
    return sum(p.first == candidate and not p.tied for p in found)


def race_headline(ballot: Ballot, race: str, best: Place) -> str:
    """ "Ward 33 council seat: A came first by 13 votes, ahead of B"."""
    start = f"{ballot.label(race)}: {ballot.name(race, best.first)}"
    if not best.second:
        return f"{start} stood alone and has all {best.total:,} votes"
    behind = ballot.name(race, best.second)
    where = " in Chicago" if ballot.election.round == "primary" else ""
    return f"{start} came first{where} by {best.lead:,} votes, ahead of {behind}"


def council_headline(ballot: Ballot, measure: str) -> str:
    """The finding of a map of all council races."""
    found = {ward: place(ballot.tally(f"ward-{ward}"), ward - 1) for ward in ballot.seats}
    if measure.startswith(SLATE):
        mine = ballot.council_slate(measure.removeprefix(SLATE))
        first = sum(found[int(r.removeprefix("ward-"))].first == c for r, c in mine.items())
        body = ballot.bodies[measure.removeprefix(SLATE)].name
        return (
            f"{first} of {len(mine)} council candidates endorsed by {body} came first on "
            f"{ballot.election.date_words}"
        )
    if measure == MARGIN:
        rivals = {ward: p for ward, p in found.items() if p.second}
        ward, closest = min(rivals.items(), key=lambda item: item[1].lead)
        name = ballot.name(f"ward-{ward}", closest.first)
        return (
            f"The closest council race was ward {ward}’s: {name} came first by {closest.lead:,}"
            " votes"
        )
    if ballot.election.round == "runoff":
        return (
            f"{len(found)} council seats were decided in the runoff of {ballot.election.date_words}"
        )
    decided = sum(p.share is not None and p.share > HALF for p in found.values())
    return (
        f"{decided} of {len(found)} council seats were decided in the first round, "
        f"{len(found) - decided} went to a runoff"
    )


def ward_line(ballot: Ballot, race: str, measure: str, ward: int) -> str:
    """First, second and the figure on the map of one ward, in a sentence."""
    own = f"{SEAT}{ward}" if race == COUNCIL else race
    if own not in ballot.votes.race_keys or not ballot.tally(own).inside[ward - 1]:
        return "It did not vote in this race."
    found = place(ballot.tally(own), ward - 1)
    if not found.total:
        return "Nobody voted."
    line = (
        f"{ballot.name(own, found.first)} came first with {found.votes:,} of {found.total:,} votes"
    )
    if found.second:
        line += f", {found.lead:,} ahead of {ballot.name(own, found.second)}"
    share = measured(ballot.votes, race, measure, ballot.slates, by_ward=True).of(ward - 1)
    figure = "no figure" if share is None else percent(share)
    return f"{line}. {capital(ballot.measures(race)[measure])}: {figure}."


def turnout_headline(ballot: Ballot, ward: int | None) -> str:
    """The turnout of a ward, or the city's and its span over the wards."""
    by_ward = turnout_figures(ballot.votes, by_ward=True)
    if ward is not None:
        share = float(by_ward.share[ward - 1])
        return f"{percent(share)} of ward {ward}’s registered voters cast a ballot"
    cast = int(np.asarray(ballot.votes.ballots).sum())
    registered = int(np.asarray(ballot.votes.registered).sum())
    low, high = int(np.nanargmin(by_ward.share)), int(np.nanargmax(by_ward.share))
    return (
        f"{percent(cast / registered)} of registered voters cast a ballot: from "
        f"{percent(by_ward.share[low])} in ward {low + 1} to {percent(by_ward.share[high])} in "
        f"ward {high + 1}"
    )


def subtitle(ballot: Ballot, race: str, measure: str, area: str, outcome: str = "") -> str:
    """What is shown, of whom, when, by which areas; and how a race ended that Chicago alone did
    not decide."""
    what = {
        LEAD: "Share of the vote of whoever came first in each area",
        MARGIN: "Percentage points between the first and the second in each area",
        TURNOUT: "Ballots cast as a share of registered voters",
    }.get(measure)
    if measure.startswith(SLATE):
        body = ballot.bodies[measure.removeprefix(SLATE)].name
        what = f"Share of the vote of the candidate {body} endorsed for each ward’s council seat"
    if what is None:
        what = f"Share of the vote for {ballot.name(race, measure)} ({ballot.label(race)})"
    size = "precinct" if area == "precincts" else "ward"
    whole = f" The race as a whole: {outcome}" if outcome else ""
    return f"{what}, by {size}. {ballot.election.label}.{whole}"


def alt(ballot: Ballot, race: str, measure: str, drawing: Drawing) -> str:
    """What the map shows, for screen readers: classes with counts."""
    scale, by_ward, by_precinct = drawing
    counts = class_counts(scale.kinds(by_precinct or by_ward))
    size = "precincts" if by_precinct else "wards"
    classes = "; ".join(
        f"{label}: {counts[index]} {size}" for index, label in enumerate(scale.labels)
    )
    rest = f"; no figure: {counts[NO_FIGURE]}; no vote in this race: {counts[OUTSIDE]}"
    return (
        f"Map of Chicago’s 50 wards, {vintage(ballot.election.vintage).label}. "
        f"{headline(ballot, race, measure)}. "
        f"{classes}{rest}."
    )
