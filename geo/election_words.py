"""What pages say about elections and districts."""

from __future__ import annotations

from collections.abc import Iterable

from geo.elections import ELECTIONS, PRIMARY, ROUND_WORDS, Election, race_of
from geo.spelling import ordinal
from geo.ward_votes import CouncilResult, Overlap
from geo.words import capital, percent

COUNTY_BOARD = "county-board"

VOTE_HEADER = ("Year", "Winner", "Votes", "Ahead by", "Decided")

NO_DISTRICT = "It lies in none of them."

DISTRICT_NOTE = (
    "The atlas holds six districts as they were in the election of March 2018: US House 3 and 4, "
    "Illinois House 1 and 4, Cook County Board 1 and 7. People are those of the 2020 census; "
    "beside a district line they are divided by area."
)


def vote_title(ward: int, vintage: int) -> str:
    """ "How ward 33 of the 2015 map voted for its council seat"."""
    return f"How ward {ward} of the {vintage} map voted for its council seat"


def vote_rows(results: Iterable[CouncilResult]) -> list[tuple[str, ...]]:
    """A row of words for each election, under `VOTE_HEADER`."""
    return [
        (
            str(one.year),
            one.winner,
            f"{one.votes:,} of {one.total:,} ({one.share:.1%})",
            "nobody else stood" if one.unopposed else f"{one.margin:,} votes",
            decided_words(one),
        )
        for one in results
    ]


def decided_words(one: CouncilResult) -> str:
    """ "runoff, April 2, 2019"."""
    held = next(e for e in ELECTIONS if (e.year, e.round) == (one.year, one.round))
    return f"{ROUND_WORDS[one.round]}, {held.date_words}"


def primary_election() -> Election:
    """The election whose districts these are."""
    return next(e for e in ELECTIONS if e.round == PRIMARY)


def district_title(ward: int) -> str:
    """Above the districts of a ward."""
    return f"Districts of the {primary_election().year} primary in ward {ward}"


def district_lines(found: Iterable[Overlap]) -> list[str]:
    """A sentence for each district, or that there is none.

    "14% of the ward's land and 9% of its people (5,012) lie in the 4th Illinois House District."
    """
    return [
        capital(
            f"{percent(one.area_share)} of the ward’s land and {people_share(one)} lie in "
            f"{district_words(one.race)}."
        )
        for one in found
    ] or [NO_DISTRICT]


def people_share(one: Overlap) -> str:
    """ "9% of its people (5,012)"."""
    if not one.population:
        return "none of its people"
    return f"{percent(one.population_share)} of its people ({one.population:,})"


def district_words(race: str) -> str:
    """ "the 4th Illinois House District", "the 1st District of the Cook County Board"."""
    known = race_of(primary_election().key, race)
    if known.office == COUNTY_BOARD and known.district is not None:
        return f"the {ordinal(known.district)} District of the Cook County Board"
    return f"the {known.label}"
