"""The computed tables of votes and districts: what each holds, column by column."""

from __future__ import annotations

from geo.elections import ELECTIONS
from geo.table_records import (
    AREA_SHARE,
    PEOPLE,
    PEOPLE_SOURCES,
    POPULATION_SHARE,
    WARD,
    WARD_SOURCES,
    WARD_VINTAGE,
    Field,
    Output,
)

RESULT_SOURCES = tuple(e.results for e in ELECTIONS)
TURNOUT_SOURCES = tuple(e.turnout for e in ELECTIONS if e.turnout)
PRECINCT_MAPS = ("precincts_2012_2022", "precincts_2023")
PRIMARY_SOURCE = "precinct_results_2018_03_20"

MOST_VOTES = 500_000
"""More than any candidate in Chicago got in these elections (386,039 for mayor in April 2019)."""

MOST_IN_PRECINCT = 5_000
"""More than any precinct has registered voters."""

LAST_PRECINCT = 99
"""Precinct numbers have two digits at most."""

ELECTION = Field(
    "election",
    "year and round: first (first round of a city election, in February), runoff, primary "
    "(Democratic primary of March 2018)",
)
RACE = Field(
    "race",
    "office, with its number: mayor, ward-33 (council seat), assessor, us-house-4, state-house-4, "
    "county-board-1",
)
CANDIDATE = Field("candidate", "key of the candidate, unique in the race")
NAME = Field("name", "the candidate's name; see reference/candidate_names.csv")
VOTED_WARD = Field("ward", "ward on the map of the precincts: 2015 to 2019, 2023 after", "", 1, 50)
PRECINCT = Field("precinct", "precinct of that ward", "", 1, LAST_PRECINCT)

VOTE_OUTPUTS: tuple[Output, ...] = (
    Output(
        "ballots.csv",
        "Votes for every candidate",
        "Who stood in each race and how many votes each got. Chicago precincts only: where a "
        "district or the county goes on outside the city, these are not the race's whole votes. "
        "The race for mayor of February 2019 is not there.",
        ("election", "race", "candidate"),
        (
            ELECTION,
            RACE,
            CANDIDATE,
            NAME,
            Field("write_in", "yes if the name was not printed on the ballot, else no"),
            Field("votes", "votes in Chicago precincts", "votes", 0, MOST_VOTES),
            Field("share", "share of the race's votes in Chicago precincts", "fraction", 0, 1),
        ),
        (*RESULT_SOURCES, *PRECINCT_MAPS),
    ),
    Output(
        "precinct_votes.csv",
        "Votes by precinct",
        "Votes for each candidate in each precinct of the race, those with none included. "
        "Precincts are those of the 2015 ward map until 2019 and of the 2023 map in 2023.",
        ("election", "race", "candidate", "ward", "precinct"),
        (
            ELECTION,
            RACE,
            CANDIDATE,
            VOTED_WARD,
            PRECINCT,
            Field("votes", "votes", "votes", 0, MOST_IN_PRECINCT),
        ),
        (*RESULT_SOURCES, *PRECINCT_MAPS),
    ),
    Output(
        "precinct_turnout.csv",
        "Turnout by precinct",
        "Registered voters and ballots cast in the first rounds; for the other elections they are "
        "not known. Registered voters are not residents.",
        ("election", "ward", "precinct"),
        (
            ELECTION,
            VOTED_WARD,
            PRECINCT,
            Field("registered", "registered voters", "voters", 0, MOST_IN_PRECINCT),
            Field("ballots", "ballots cast", "ballots", 0, MOST_IN_PRECINCT),
        ),
        (*TURNOUT_SOURCES, *PRECINCT_MAPS),
    ),
    Output(
        "council_results.csv",
        "Council elections by ward",
        "Who won each ward's seat in the round that decided it, and by how much.",
        ("year", "ward"),
        (
            Field("year", "year of the election", "year", 2015, 2023),
            WARD_VINTAGE,
            WARD,
            Field("round", "the round that decided: first or runoff"),
            Field("winner", "name of the winner"),
            Field("votes", "the winner's votes in that round", "votes", 0, MOST_VOTES),
            Field("total", "votes for all candidates in that round", "votes", 1, MOST_VOTES),
            Field(
                "margin",
                "votes ahead of the next candidate; all the winner's votes where there was none",
                "votes",
                1,
                MOST_VOTES,
            ),
            Field("source_id", "the results, a source of sources.toml"),
        ),
        (*(e.results for e in ELECTIONS if e.results != PRIMARY_SOURCE), *PRECINCT_MAPS),
    ),
    Output(
        "primary_2018.csv",
        "The Democratic primary of March 2018 by ward",
        "Votes in seven races by ward of the 2015 map, only wards with precincts in the race. "
        "Chicago part only: every district but one and the county go on outside the city, so "
        "these are not the races' whole votes and need not name their winner.",
        ("race", "ward", "candidate"),
        (
            RACE,
            Field("ward", "ward on the 2015 map", "", 1, 50),
            CANDIDATE,
            NAME,
            Field("votes", "votes in the ward's precincts of that race", "votes", 0, MOST_VOTES),
            Field(
                "share", "share of the ward's votes in that race", "fraction", 0, 1, missing=True
            ),
            Field("total", "the ward's votes in that race", "votes", 0, MOST_VOTES),
        ),
        (PRIMARY_SOURCE, "precincts_2012_2022"),
    ),
    Output(
        "district_overlap.csv",
        "Wards and the districts of March 2018",
        "How much of each ward lies in six legislative and County Board districts, as they were "
        "for the election of 2018; wards that share less than a twentieth of a percent are left "
        "out as drawing noise. People beside a district line are divided by area, as 127,000 live "
        "in parts of voting districts that such a line cuts: a small share can be nobody.",
        ("body", "district", "vintage", "ward"),
        (
            Field("body", "Cook County Board, Illinois House or US House"),
            Field("district", "number of the district", "", 1, 118),
            Field("race", "the district's race, as in ballots.csv"),
            WARD_VINTAGE,
            WARD,
            Field("population", "people of the ward in the district, 2020", PEOPLE.unit, 0, 90_000),
            POPULATION_SHARE,
            AREA_SHARE,
        ),
        (*PEOPLE_SOURCES, *WARD_SOURCES, "community_areas", "districts_2018"),
    ),
)
