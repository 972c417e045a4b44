"""Votes of a toy city, added up in the head.

Ward 1 has precincts 1 and 2, ward 2 has precinct 1:

    mayor    ann  bob       ward-1   cid  dee       ward-2   eva
    1/1       30   10       1/1       25   15       2/1        8
    1/2        0    0       1/2        0    0
    2/1        5   15
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.maps.precincts import (
    NO_FIGURE,
    OUTSIDE,
    SHARE_LETTERS,
    compact_shapes,
    packed_figures,
    packed_kinds,
)
from geo.vote_figures import (
    COUNCIL,
    LEAD,
    MARGIN,
    SLATE,
    TURNOUT,
    ElectionVotes,
    Figures,
    election_votes,
    measured,
)
from geo.vote_scale import LEADS, MANY, SHARES, TWO, scale_of

ROWS = [
    *[
        ("mayor", c, w, p, v)
        for w, p, a, b in ((2, 1, 5, 15), (1, 1, 30, 10), (1, 2, 0, 0))
        for c, v in (("ann", a), ("bob", b))
    ],
    *[
        ("ward-1", c, 1, p, v)
        for p, a, b in ((1, 25, 15), (2, 0, 0))
        for c, v in (("cid", a), ("dee", b))
    ],
    ("ward-2", "eva", 2, 1, 8),
]
VOTES = pd.DataFrame(ROWS, columns=["race", "candidate", "ward", "precinct", "votes"])
TURNOUTS = pd.DataFrame(
    [(1, 1, 100, 40), (1, 2, 20, 0), (2, 1, 80, 20)],
    columns=["ward", "precinct", "registered", "ballots"],
)
SLATES = {"body": {"ward-1": "dee", "mayor": "ann"}, "nobody": {}}


@pytest.fixture
def city() -> ElectionVotes:
    other = VOTES.assign(election="2015-first", votes=1000)
    both = pd.concat([other, VOTES.assign(election="2019-first")])
    return election_votes(both, TURNOUTS.assign(election="2019-first"), "2019-first")


def percents(figures: Figures) -> list[float | None]:
    return [None if np.isnan(s) else round(float(s) * 100, 1) for s in figures.share]


def by_ward(city: ElectionVotes, race: str, measure: str) -> list[float | None]:
    return percents(measured(city, race, measure, SLATES, by_ward=True))[:3]


def by_precinct(city: ElectionVotes, race: str, measure: str) -> list[float | None]:
    return percents(measured(city, race, measure, SLATES, by_ward=False))


def test_precincts_are_in_the_order_of_their_shapes(city: ElectionVotes) -> None:
    assert list(zip(city.wards, city.numbers, strict=True)) == [(1, 1), (1, 2), (2, 1)]
    assert city.race_keys == ("mayor", "ward-1", "ward-2")


def test_candidates_come_most_votes_first(city: ElectionVotes) -> None:
    found = city.by_ward("mayor")
    assert found.candidates == ("ann", "bob")
    assert found.counts[:3].tolist() == [[30, 10], [5, 15], [0, 0]]
    assert found.inside[:3].tolist() == [True, True, False]


def test_a_share_is_of_the_votes_of_its_own_area(city: ElectionVotes) -> None:
    assert by_ward(city, "mayor", "ann") == [75.0, 25.0, None]
    assert by_precinct(city, "mayor", "ann") == [75.0, None, 25.0]


def test_nobody_voting_is_not_the_same_as_not_voting_in_the_race(city: ElectionVotes) -> None:
    found = measured(city, "ward-1", "cid", SLATES, by_ward=False)
    assert found.inside.tolist() == [True, True, False]
    assert SHARES.kinds(found).tolist() == [4, NO_FIGURE, OUTSIDE]  # 25 of 40 is 62.5 %


def test_the_first_and_the_lead_of_every_council_race_on_one_map(city: ElectionVotes) -> None:
    assert by_ward(city, COUNCIL, LEAD) == [62.5, 100.0, None]
    assert by_ward(city, COUNCIL, MARGIN) == [25.0, 100.0, None]  # eva is alone on the ballot
    assert by_precinct(city, COUNCIL, MARGIN) == [25.0, None, 100.0]


def test_a_slate_is_drawn_where_it_has_a_candidate(city: ElectionVotes) -> None:
    assert by_ward(city, COUNCIL, SLATE + "body") == [37.5, None, None]
    assert by_ward(city, "ward-1", SLATE + "body") == [37.5, None, None]
    found = measured(city, COUNCIL, SLATE + "nobody", SLATES, by_ward=True)
    assert not found.inside.any()


def test_turnout_sums_before_it_divides(city: ElectionVotes) -> None:
    assert by_ward(city, "mayor", TURNOUT) == [33.3, 25.0, None]  # 40 of 120, not the mean of 40, 0
    assert by_precinct(city, "mayor", TURNOUT) == [40.0, 0.0, 25.0]


def test_what_an_election_does_not_have_is_refused(city: ElectionVotes) -> None:
    with pytest.raises(KeyError):
        measured(city, "assessor", LEAD, SLATES, by_ward=True)
    with pytest.raises(ValueError):
        measured(city, "mayor", "zoe", SLATES, by_ward=True)
    without = election_votes(
        VOTES.assign(election="2023-runoff"), TURNOUTS.assign(election="x"), "2023-runoff"
    )
    with pytest.raises(ValueError, match="not known"):
        measured(without, "mayor", TURNOUT, SLATES, by_ward=True)


def test_a_figure_on_a_break_belongs_above_it() -> None:
    shares = np.array([0.0, 0.0999, 0.10, 0.4999, 0.50, 1.0])
    found = Figures(shares, np.ones(6, dtype=np.int64), np.ones(6, dtype=bool))
    assert SHARES.kinds(found).tolist() == [0, 0, 1, 3, 4, 5]
    assert SHARES.labels[0] == "under 10%"
    assert SHARES.labels[3:] == ("35 to 50%", "50 to 65%", "65% or more")
    assert LEADS.labels[1] == "2 to 5 points"
    assert scale_of("some-candidate", 4) is scale_of(SLATE + "uwf") is SHARES
    assert scale_of("some-candidate", 2) is TWO
    assert scale_of("some-candidate", 9) is MANY
    assert scale_of(MARGIN, 2) is LEADS


def test_two_precincts_are_one_letter() -> None:
    """A = 0·8+0, B = 0·8+1, I = 1·8+0, 9 = 7·8+5; an odd one is followed by "outside"."""
    assert packed_kinds([0, 0, 0, 1, 1, 0, 7, 5]) == "ABI9"
    assert packed_kinds([0]) == packed_kinds([0, OUTSIDE]) == "H"
    assert len(packed_kinds([3] * 2069)) == 1035
    with pytest.raises(ValueError, match="0 to 7"):
        packed_kinds([8])


def test_figures_are_digits_of_base_36_and_dashes() -> None:
    assert packed_figures([0, 35, 36, 1000, None], SHARE_LETTERS) == "000z10rs--"
    for wrong in (-1, 36**2):
        with pytest.raises(ValueError, match="does not fit"):
            packed_figures([wrong], SHARE_LETTERS)


def test_shapes_are_sent_as_steps_without_the_vertex_that_closes_a_ring() -> None:
    square = [[-87.7, 41.8], [-87.6, 41.8], [-87.6, 41.90001], [-87.7, 41.8]]
    feature = {
        "properties": {"ward": 7, "precinct": 3},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    many = {**feature, "geometry": {"type": "MultiPolygon", "coordinates": [[square], [square]]}}
    steps = [-8_770_000, 4_180_000, 10_000, 0, 0, 10_001]
    assert compact_shapes({"features": [feature, many]}) == {
        "scale": 100_000,
        "precincts": [[7, 3, [[steps]]], [7, 3, [[steps], [steps]]]],
    }
