"""The hand-kept tables on coalitions, affiliations and endorsements: what each may hold.

What the rows of several tables must agree on is in `geo.coalition_checks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.cells import Column, Fault, Kind
from geo.columns import NOTE, choice, confidence, number, order_faults, source, vintage
from geo.schemas import Table
from geo.wards import WARD_COUNT

CAUCUS = "council caucus"

COALITION_KINDS = (
    "political organization",
    "socialist organization",
    "electoral project",
    "campaign",
    "party",
    CAUCUS,
    "lineage",
    "union",
)

OFFICIAL, ESTIMATED, OVERLAP, ENDORSEMENT, MEMBERSHIP = RELATIONS = (
    "official",
    "estimated",
    "overlap",
    "endorsement",
    "membership",
)
"""Official affiliation as stated; estimated or inferred by somebody; the same people in both;
support for a campaign or statement; membership of a person or an organization."""

PERSONAL = (MEMBERSHIP, ESTIMATED)
"""Relations an office-holder can have."""

ORGANISATIONS, COUNCIL, SLATE = SCOPES = ("organizations", "council", "slate")
"""What a list of members is a list of; a slate is the council candidates endorsed at one
election."""

COUNCIL_OFFICE = "council"
DISTRICT_OFFICES = (COUNCIL_OFFICE, "us-house", "state-house", "county-board")
CITYWIDE_OFFICES = ("mayor", "assessor")
OFFICES_2018 = (*DISTRICT_OFFICES[1:], "assessor")

PRIMARY = "2018-primary"
ELECTIONS = ("2015", PRIMARY, "2019", "2023")

LARGEST_DISTRICT = 118
"""Districts of the Illinois House, the most of any body here."""

LARGEST_COUNT = 1_000
"""Members or organizations no list here comes near. Our own limit."""


def _affiliation_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    yield from order_faults(row, "from", "to")
    yield from _subject_faults(row)
    yield from _relation_faults(row)


def _subject_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    if row["organisation_id"] and row["person"]:
        what = "A row is about an organization or a person, not both."
        yield Fault("person", what, "Make two rows of it.")
    if bool(row["person"]) != bool(row["ward"]) or bool(row["ward"]) != bool(row["vintage"]):
        what = "An office-holder is named with ward map and ward, and these with nobody else."
        yield Fault("ward", what, "Fill in person, vintage and ward together, or none of them.")
    if row["organisation_id"] or row["person"]:
        if row["number"]:
            what = "A number belongs to an estimate over all organizations."
            yield Fault("number", what, "Delete it, or delete the organization or person.")
    elif row["holds"] == "yes" and not (row["relation"] == ESTIMATED and row["number"]):
        what = "A row without organization and person must be an estimate with a number."
        yield Fault("organisation_id", what, "Say of whom it holds, or give relation and number.")
    elif row["holds"] == "no" and row["number"]:
        what = "A denial has no number."
        yield Fault("number", what, "Delete the number, or write yes in holds.")


def _relation_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    if row["person"] and row["relation"] in RELATIONS and row["relation"] not in PERSONAL:
        what = f"The relation {row['relation']} is not one of a person."
        yield Fault("relation", what, f"For a person use {' or '.join(PERSONAL)}.")
    if row["relation"] == ESTIMATED and row["confidence"] == "high":
        what = "An estimate cannot have high confidence."
        yield Fault("confidence", what, "Write medium or low, or another relation.")


def _roster_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    yield from order_faults(row, "from", "to")
    if row["winners"] and row["scope"] != SLATE:
        what = "Only a slate has winners."
        yield Fault("winners", what, f"Delete the number, or make the scope {SLATE}.")
    members, winners = row["members"], row["winners"]
    if members.isdecimal() and winners.isdecimal() and int(winners) > int(members):
        what = f"{winners} winners are more than the {members} members."
        yield Fault("winners", what, "Correct one of the two numbers.")


def _endorsement_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    office, district = row["office"], row["district"]
    if (office in DISTRICT_OFFICES and not district) or (office in CITYWIDE_OFFICES and district):
        what = "A seat has a district number; mayor and assessor have none."
        yield Fault("district", what, "Fill in the ward or district, or delete it.")
    if office == COUNCIL_OFFICE and district.isdecimal() and int(district) > WARD_COUNT:
        what = f"{district} is not a ward."
        yield Fault("district", what, f"Wards have the numbers 1 to {WARD_COUNT}.")
    if (office == COUNCIL_OFFICE) != bool(row["vintage"]):
        what = "A council seat belongs to a ward map, another office to none."
        yield Fault("vintage", what, "Fill in the year of the ward map, or delete it.")
    yield from _election_faults(row)


def _election_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    office, election, stage = row["office"], row["election"], row["stage"]
    if office and election and (office in OFFICES_2018) != (election == PRIMARY):
        what = f"The office {office} was not on the ballot of {election}."
        yield Fault("election", what, "Council and mayor are elected in 2015, 2019 and 2023.")
    if stage != "not stated" and (stage == "primary") != (election == PRIMARY):
        what = f"The election {election} has no stage {stage}."
        yield Fault("stage", what, "A primary has the stage primary, a city election two rounds.")
    # The first election on each ward map was held on its lines before it came into force.
    wanted = {"2015": "2015", "2019": "2015", "2023": "2023"}.get(election)
    if office == COUNCIL_OFFICE and wanted and row["vintage"] and row["vintage"] != wanted:
        what = f"The election of {election} was held on the {wanted} ward map."
        yield Fault("vintage", what, f"Write {wanted}.")


def _office_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    wanted = "-".join(part for part in (row["body"], row["district"]) if part)
    if row["id"] != wanted:
        yield Fault("id", "The id is not that of body and district.", f"Write {wanted}.")


def _years(*, help_: str) -> tuple[Column, Column]:
    return (
        Column("from", Kind.DATE, required=True, help=f"First {help_}."),
        Column("to", Kind.DATE, required=True, help=f"Last {help_}."),
    )


COALITIONS = Table(
    "coalitions",
    "data/reference/coalitions.csv",
    (
        Column("id", Kind.ID, required=True, help="A short name that never changes."),
        Column("name", required=True, unique=True, help="The name in full."),
        Column("short", required=True, unique=True, help="A name of a word or two, for charts."),
        choice("kind", *COALITION_KINDS, help_="What sort of body it is."),
        NOTE,
        source("source_ids"),
    ),
    key=("id",),
)

AFFILIATIONS = Table(
    "affiliations",
    "data/reference/affiliations.csv",
    (
        Column("organisation_id", Kind.ID, help="An id of organisations.csv, or blank."),
        Column("person", help="An office-holder as in alders.csv, or blank."),
        vintage(required=False),
        number("ward", WARD_COUNT, "Ward of the office-holder's seat on that map."),
        Column("coalition_id", Kind.ID, required=True, help="An id of coalitions.csv."),
        choice("relation", *RELATIONS, help_="How they are tied."),
        number("number", LARGEST_COUNT, "How many organizations an estimate speaks of."),
        Column("holds", Kind.YES_NO, required=True, help="No: the source says it is not so."),
        *_years(help_="date the sources support it for"),
        Column("from_known", Kind.YES_NO, required=True, help="Is `from` the real beginning?"),
        Column("to_known", Kind.YES_NO, required=True, help="Is `to` the real end?"),
        confidence("How sure the tie is."),
        source("source_ids"),
        NOTE,
    ),
    key=("organisation_id", "person", "vintage", "coalition_id", "relation", "holds", "from"),
    check=_affiliation_faults,
)

ROSTERS = Table(
    "rosters",
    "data/reference/rosters.csv",
    (
        Column("coalition_id", Kind.ID, required=True, help="An id of coalitions.csv."),
        choice("scope", *SCOPES, help_="Ward organizations, office-holders, or a slate."),
        *_years(help_="date the list holds for"),
        Column("complete", Kind.YES_NO, required=True, help="Does the atlas hold all of it?"),
        number("members", LARGEST_COUNT, "How many the source says it has; blank if it does not."),
        Column(
            "winners",
            Kind.INTEGER,
            minimum=0,
            maximum=LARGEST_COUNT,
            help="Of a slate, how many the source says won; blank if it does not.",
        ),
        source("source_ids"),
        NOTE,
    ),
    key=("coalition_id", "scope", "from"),
    check=_roster_faults,
)

ENDORSEMENTS = Table(
    "endorsements",
    "data/reference/endorsements.csv",
    (
        Column("body_id", Kind.ID, required=True, help="An id of coalitions or organisations."),
        Column("candidate", required=True, help="The candidate's name, with its accents."),
        choice("office", *DISTRICT_OFFICES, *CITYWIDE_OFFICES, help_="What was run for."),
        number("district", LARGEST_DISTRICT, "Ward or district; blank for mayor and assessor."),
        vintage(required=False),
        choice("election", *ELECTIONS, help_="The city election of a year, or the primary."),
        choice("stage", "first", "runoff", "primary", "not stated", help_="Endorsed for what."),
        choice("result", "won", "lost", help_="How the candidacy ended in that election."),
        confidence("How sure the endorsement is."),
        source("source_ids"),
        NOTE,
    ),
    key=("body_id", "candidate", "office", "district", "election", "stage"),
    check=_endorsement_faults,
)

OFFICES = Table(
    "offices",
    "data/reference/offices.csv",
    (
        Column("id", Kind.ID, required=True, help="Body and district, as in the votes."),
        Column("name", required=True, help="The office in words."),
        choice("body", *OFFICES_2018, help_="Kind of office."),
        number("district", LARGEST_DISTRICT, "District; blank for the assessor."),
        Column("whole", Kind.YES_NO, required=True, help="Is all of it inside Chicago?"),
        Column("coverage", required=True, help="What the votes at hand, Chicago's, leave out."),
        Column("outcome", required=True, help="The result as a whole, as far as it was found."),
        source("source_ids"),
        NOTE,
    ),
    key=("id",),
    check=_office_faults,
)

READINGS = Table(
    "readings",
    "data/reference/readings.csv",
    (
        Column("id", Kind.ID, required=True, help="A short name that never changes."),
        Column("topic", required=True, help="What the sources disagree on; the same in each row."),
        Column("reading", required=True, help="What this source says."),
        Column("used", Kind.YES_NO, required=True, help="Does the atlas go by it?"),
        confidence("How sure this reading is."),
        source("source_ids"),
        NOTE,
    ),
    key=("id",),
)

COALITION_TABLES = (COALITIONS, AFFILIATIONS, ROSTERS, ENDORSEMENTS, OFFICES, READINGS)
