"""Races, candidates and votes by ward and precinct, read off tables small enough to add up."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from geo import elections
from geo.elections import (
    ELECTIONS,
    candidates,
    election,
    race_of,
    slug_of_printed,
    ward_of,
)
from geo.sources import sources
from geo.view import ELECTION_KEYS
from geo.wards import vintages

BALLOTS = pd.read_csv(
    io.StringIO(
        "election,race,candidate,name,write_in,votes,share\n"
        "2019-first,mayor,z,Zoe,no,5,1.0\n"
        "2019-first,ward-10,a,Ann,no,3,0.3\n"
        "2019-first,ward-10,b,Bob,no,6,0.6\n"
        "2019-first,ward-10,c,Cy,yes,1,0.1\n"
        "2019-first,ward-2,d,Dot,no,4,0.5\n"
        "2019-first,ward-2,e,Abe,no,4,0.5\n"
        "2019-runoff,ward-2,d,Dot,no,9,1.0\n"
    )
)


def test_elections_are_those_of_a_link() -> None:
    assert tuple(e.key for e in ELECTIONS) == ELECTION_KEYS


def test_every_election_has_its_sources_and_a_ward_map() -> None:
    known = {s.id: s for s in sources()}
    for one in ELECTIONS:
        assert f"election of {one.day.isoformat()}" == known[one.results].vintage
        assert all(known[s].vintage == known[one.results].vintage for s in one.sources)
        assert one.vintage in {v.year for v in vintages()}
        assert one.key.startswith(str(one.year))
        assert bool(one.turnout) != ("is unknown" in one.missing)


def test_an_election_says_its_day_and_round() -> None:
    assert election("2019-first").label == "February 26, 2019 · first round"
    assert "Democratic primary, Chicago precincts only" in election("2018-primary").label
    with pytest.raises(KeyError):
        election("2020-first")


@pytest.mark.parametrize(
    ("printed", "slug", "label"),
    [
        ("Mayor", "mayor", "Mayor"),
        ("Assessor, Cook County", "assessor", "Cook County Assessor"),
        ("Alderman 33rd Ward", "ward-33", "Ward 33 council seat"),
        ("Alderperson 1st Ward", "ward-1", "Ward 1 council seat"),
        (
            "U.S. Representative, 3rd District",
            "us-house-3",
            "3rd Illinois Congressional District",
        ),
        ("State Representative, 4th District", "state-house-4", "4th Illinois House District"),
        (
            "Commissioner, County Board 1st District",
            "county-board-1",
            "Cook County Board, 1st District",
        ),
    ],
)
def test_a_race_has_a_key_and_words(printed: str, slug: str, label: str) -> None:
    assert slug_of_printed(printed) == slug
    assert race_of("2018-primary", slug).label == label


@pytest.mark.parametrize("printed", ["", "Sheriff", "Alderman 33 Ward", "Mayor of Evanston"])
def test_other_races_have_no_key(printed: str) -> None:
    assert slug_of_printed(printed) == ""


@pytest.mark.parametrize("slug", ["", "ward", "ward-", "mayor-1", "ward-x", "sheriff", "-3"])
def test_a_key_that_is_none_is_refused(slug: str) -> None:
    with pytest.raises(KeyError):
        race_of("2019-first", slug)


def test_only_council_races_have_a_ward() -> None:
    assert [ward_of(r) for r in ("ward-7", "mayor", "state-house-1")] == [7, None, None]


def test_candidates_come_by_votes_then_name() -> None:
    found = candidates(BALLOTS, "2019-first", "ward-10")
    assert [(c.name, c.votes, c.share, c.write_in) for c in found] == [
        ("Bob", 6, 0.6, False),
        ("Ann", 3, 0.3, False),
        ("Cy", 1, 0.1, True),
    ]
    assert [c.name for c in candidates(BALLOTS, "2019-first", "ward-2")] == ["Abe", "Dot"]
    assert [c.votes for c in candidates(BALLOTS, "2019-runoff", "ward-2")] == [9]
    assert candidates(BALLOTS, "2019-first", "ward-3") == ()


def test_what_the_results_must_hold() -> None:
    assert len(elections.needed_races(election("2019-first"))) == 50
    assert elections.needed_races(election("2019-runoff")) == ("mayor",)
    assert len(elections.needed_races(election("2018-primary"))) == 7
