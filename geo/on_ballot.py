"""Which candidates on a ballot a body endorsed: rows of the endorsements matched to the votes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from geo.elections import RUNOFF, Election
from geo.endorsements import Endorsement, race_slug, same_name


class Body(NamedTuple):
    """Whoever endorses: the name in full, and a word or two for the cells of a table."""

    name: str
    short: str


Slates = dict[str, dict[str, str]]
"""By body, the candidate it endorsed in each race."""


def year_of(election: Election) -> str:
    """What `endorsements.csv` calls the election: both rounds of a city election are one."""
    return election.key if election.round == "primary" else str(election.year)


def on_ballot(
    endorsements: Iterable[Endorsement],
    names: Mapping[tuple[str, str], str],
    election: Election,
) -> Slates:
    """The endorsed candidates that were on the ballot of a day.

    An endorsement given for the runoff only is left out of the first round.

    Parameters
    ----------
    endorsements : iterable of Endorsement
    names : mapping
        Name of every candidate on the ballot, by (race, candidate).
    election : Election
    """
    found: Slates = {}
    for one in endorsements:
        if one.election != year_of(election) or (one.stage == RUNOFF != election.round):
            continue
        race = race_slug(one.office, one.district)
        found_there = [
            c for (r, c), name in names.items() if r == race and same_name(one.candidate, name)
        ]
        if len(found_there) == 1:
            found.setdefault(one.body_id, {})[race] = found_there[0]
    return found
