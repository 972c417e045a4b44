"""What a ward's page says of its council elections and its districts, and of having none."""

from __future__ import annotations

import io

import pandas as pd

from geo.election_words import (
    NO_DISTRICT,
    district_lines,
    district_title,
    vote_rows,
    vote_title,
)
from geo.ward_votes import council_results, overlaps

COUNCIL = pd.read_csv(
    io.StringIO(
        "year,vintage,ward,round,winner,votes,total,margin,source_id\n"
        "2015,2015,33,first,Ann Bo,600,1000,350,a\n"
        "2019,2015,33,runoff,Cy Do,5754,11495,13,b\n"
        "2019,2015,12,first,Eve Fay,300,300,300,c\n"
        "2023,2023,33,first,Gil Ho,70,100,40,d\n"
    )
)

OVERLAP = pd.read_csv(
    io.StringIO(
        "body,district,race,vintage,ward,population,population_share,area_share\n"
        "Cook County Board,1,county-board-1,2015,33,0,0,0.004\n"
        "Illinois House,4,state-house-4,2015,33,5012,0.09,0.14\n"
        "US House,4,us-house-4,2015,33,55000,1,1\n"
        "US House,3,us-house-3,2023,33,10,0.01,0.01\n"
    )
)


def test_results_of_a_ward_are_those_of_its_map_latest_first() -> None:
    assert vote_rows(council_results(COUNCIL, 2015, 33)) == [
        ("2019", "Cy Do", "5,754 of 11,495 (50.1%)", "13 votes", "runoff, April 2, 2019"),
        ("2015", "Ann Bo", "600 of 1,000 (60.0%)", "350 votes", "first round, February 24, 2015"),
    ]
    assert [r.winner for r in council_results(COUNCIL, 2023, 33)] == ["Gil Ho"]
    assert council_results(COUNCIL, 2023, 12) == ()
    assert vote_title(33, 2015) == "How ward 33 of the 2015 map voted for its council seat"


def test_who_stood_alone_was_ahead_of_nobody() -> None:
    (row,) = vote_rows(council_results(COUNCIL, 2015, 12))
    assert row[3] == "nobody else stood"


def test_districts_of_a_ward_by_people() -> None:
    assert district_lines(overlaps(OVERLAP, 2015, 33)) == [
        "100% of the ward’s land and 100% of its people (55,000) lie in the 4th Illinois "
        "Congressional District.",
        "14% of the ward’s land and 9% of its people (5,012) lie in the 4th Illinois House "
        "District.",
        "Under 1% of the ward’s land and none of its people lie in the 1st District of the Cook "
        "County Board.",
    ]
    assert district_title(33) == "Districts of the 2018 primary in ward 33"


def test_a_ward_in_no_district_says_so() -> None:
    assert district_lines(overlaps(OVERLAP, 2015, 1)) == [NO_DISTRICT]
