"""Which candidates on a ballot a body endorsed: rows of the endorsements matched to the votes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.candidate_names import SUFFIXES, slug
from geo.elections import RUNOFF, Election, race_slug
from geo.endorsements import Endorsement

Slates = dict[str, dict[str, str]]
"""By body, the candidate it endorsed in each race."""


def race_of_endorsement(one: Endorsement) -> str:
    """The race's slug in the tables of votes: "ward-33", "mayor", "state-house-4"."""
    return race_slug("ward" if one.office == "council" else one.office, one.district)


def year_of(election: Election) -> str:
    """What `endorsements.csv` calls the election: both rounds of a city election are one."""
    return election.key if election.round == "primary" else str(election.year)


def slates(
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
        race = race_of_endorsement(one)
        on_ballot = [
            c for (r, c), name in names.items() if r == race and alike(one.candidate, name)
        ]
        if len(on_ballot) == 1:
            found.setdefault(one.body_id, {})[race] = on_ballot[0]
    return found


def alike(short: str, full: str) -> bool:
    """Whether a name may be the short form of another: same surname, no word that is not in it.

    >>> alike("Khari Humphries", "Matthew “Khari” Humphries")
    True
    """
    few, many = words(short), words(full)
    return few[-1:] == many[-1:] and set(few) <= set(many)


def words(name: str) -> list[str]:
    """Words of a name without accents, marks, capitals and "Jr."."""
    return [w for w in slug(name).split("-") if w.upper() not in SUFFIXES]
