"""Tables of an election: by ward, by candidate, by precinct of one ward."""

from __future__ import annotations

import numpy as np

from geo.choropleth import presence_levels
from geo.demographic_words import LISTED
from geo.presence import Presence
from geo.sheets import Row, Sheet
from geo.vote_choices import Ballot
from geo.vote_figures import COUNCIL, Figures, RaceVotes, measured, turnout_figures
from geo.vote_words import place, wards_first
from geo.wards import WARD_NUMBERS

DECIMALS = 4


def ward_sheet(ballot: Ballot, race: str, measure: str, by_ward: Figures, shown: Presence) -> Sheet:
    """One row per ward that votes in the race; for all council seats each ward its own race.

    Parameters
    ----------
    ballot : Ballot
    race, measure : str
        Of the ballot; all council races for `COUNCIL`.
    by_ward : Figures
        What the map draws, a column of its own.
    shown : Presence
        On the ward map of the election.
    """
    levels = presence_levels(shown)
    turnout = turnout_figures(ballot.votes, by_ward=True) if ballot.election.turnout else None
    # Both once: adding a race of the whole city up for every ward would take a tenth of a second.
    whole = None if race == COUNCIL else ballot.tally(race)
    label = figure_name(ballot, race, measure)
    rows = []
    for ward in WARD_NUMBERS:
        own = f"ward-{ward}" if race == COUNCIL else race
        if race == COUNCIL and ward not in ballot.seats:
            continue
        tally = whole or ballot.tally(own)
        if tally.inside[ward - 1]:
            found = ward_row(ballot, own, tally, ward)
            if turnout is not None:
                found["Turnout"] = rounded(turnout.of(ward - 1))
            found[label] = rounded(by_ward.of(ward - 1))
            found["Endorsed candidates"] = endorsed_words(ballot, own)
            rows.append({**found, "Organizations": LISTED[levels[ward - 1]]})
    kinds = {
        **dict.fromkeys(("Ward", "Votes", "Its votes", "Ahead by", "All votes"), "count"),
        **dict.fromkeys(("Share", "Turnout", label), "share"),
    }
    return Sheet(f"votes_{ballot.election.key}_{race}", tuple(rows), kinds)


def figure_name(ballot: Ballot, race: str, measure: str) -> str:
    """Column of the figure on the map: "On the map: Andrea Raila"."""
    return f"On the map: {ballot.measures(race)[measure]}"


def ward_row(ballot: Ballot, race: str, tally: RaceVotes, ward: int) -> Row:
    """First, second and the votes between them."""
    found = place(tally, ward - 1)
    share = found.share
    return {
        "Ward": ward,
        "First": ballot.name(race, found.first) if found.total else "",
        "Votes": found.votes,
        "Share": rounded(share),
        "Second": ballot.name(race, found.second) if found.second else "",
        "Its votes": found.behind if found.second else None,
        "Ahead by": found.lead,
        "All votes": found.total,
    }


def rounded(share: float | None) -> float | None:
    """A share as tables keep it."""
    return None if share is None else round(share, DECIMALS)


def endorsed_words(ballot: Ballot, race: str) -> str:
    """ "Matt Martin (United Working Families)"; blank if no endorsement is known."""
    by_name: dict[str, list[str]] = {}
    for body, slate in ballot.slates.items():
        if race in slate:
            by_name.setdefault(ballot.name(race, slate[race]), []).append(ballot.bodies[body].short)
    return "; ".join(f"{name} ({', '.join(bodies)})" for name, bodies in by_name.items())


def candidate_sheet(ballot: Ballot, race: str) -> Sheet:
    """One row per candidate of a race, most votes first."""
    tally = ballot.tally(race)
    totals = tally.counts.sum(axis=0)
    whole = int(totals.sum())
    rows = tuple(
        {
            "Candidate": ballot.name(race, key),
            "Votes": int(votes),
            "Share": round(int(votes) / whole, DECIMALS) if whole else None,
            "Wards first": wards_first(tally, key),
            "Endorsed by": ", ".join(
                ballot.bodies[b].short
                for b, slate in ballot.slates.items()
                if slate.get(race) == key
            ),
        }
        for key, votes in zip(tally.candidates, totals, strict=True)
    )
    kinds = {"Votes": "count", "Share": "share", "Wards first": "count"}
    return Sheet(f"candidates_{ballot.election.key}_{race}", rows, kinds)


MANY = 400
"""Rows of precincts a page lists; a race of the whole city has two thousand."""


def precinct_sheet(
    ballot: Ballot, race: str, measure: str, ward: int | None, most: int | None = MANY
) -> Sheet:
    """One row per precinct of a race (of one ward, if given): votes of every candidate.

    Empty for all council seats without a ward, for a ward without a race, and where there would
    be more than `most` rows.
    """
    own = f"ward-{ward}" if race == COUNCIL else race
    name = f"precincts_{ballot.election.key}_{own}"
    if own not in ballot.votes.race_keys:
        return Sheet(name, (), {})
    tally = ballot.votes.by_precinct(own)
    chosen = tally.inside & ((ballot.votes.wards == ward) if ward is not None else True)
    places = np.flatnonzero(chosen)
    if most is not None and len(places) > most:
        return Sheet(name, (), {})
    names = [ballot.name(own, c) for c in tally.candidates]
    figures = measured(ballot.votes, race, measure, ballot.slates, by_ward=False)
    label = figure_name(ballot, race, measure)
    rows = tuple(
        {
            "Ward": int(ballot.votes.wards[at]),
            "Precinct": int(ballot.votes.numbers[at]),
            **{n: int(v) for n, v in zip(names, tally.counts[at], strict=True)},
            "All votes": int(tally.totals[at]),
            label: rounded(figures.of(int(at))),
        }
        for at in places
    )
    kinds = dict.fromkeys(("Ward", "Precinct", *names, "All votes"), "count")
    return Sheet(name, rows, {**kinds, label: "share"})
