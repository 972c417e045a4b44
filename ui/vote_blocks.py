"""What the page of elections says beside the map: how a race ended as a whole."""

from __future__ import annotations

from geo.atlas import Atlas
from geo.vote_choices import Ballot
from ui import notes


def outcome_block(atlas: Atlas, ballot: Ballot, race: str) -> None:
    """For a race of the primary: what Chicago's votes leave out, and the known result."""
    office = atlas.offices.get(race) if ballot.election.round == "primary" else None
    if office is None:
        return
    notes.kicker("The race as a whole")
    notes.facts([("Result", office.outcome), ("Votes left out here", office.coverage)])
