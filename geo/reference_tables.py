"""The hand-kept tables in `data/reference`: what each may hold, row by row.

Adding a column is done here once: the reader, the checks and the messages follow. A new table
also needs a field of the same name in `geo.reference.Reference`. Those on coalitions and
endorsements are in `geo.coalition_tables`, those of the claim ledger in `geo.claim_tables`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.cells import Column, Fault, Kind, first_day, last_day
from geo.claim_tables import CLAIM_TABLES
from geo.coalition_tables import COALITION_TABLES
from geo.columns import NOTE, choice, confidence, number, order_faults, source, vintage
from geo.committee_tables import COMMITTEE_TABLES
from geo.elections import ELECTIONS
from geo.schemas import Table
from geo.wards import WARD_COUNT, vintages

COMMUNITY_AREA_COUNT = 77
"""Community areas of Chicago: 75 drawn in the 1920s, 77 since 1980."""

SIDES = (
    "Far North",
    "North",
    "Northwest",
    "West",
    "Central",
    "South",
    "Southwest",
    "Far Southwest",
    "Far Southeast",
)
"""The nine sides of the city by community area, as in the City's 2021 redistricting repository.
An unofficial grouping, though the City's own."""


def _organisation_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    unnamed = row["name_confidence"] == "unknown"
    if unnamed != (not row["name"]):
        what = "A blank name and the confidence 'unknown' belong together."
        yield Fault("name", what, "Fill in the name, or leave it blank and write unknown.")
    yield from order_faults(row, "founded_from", "founded_to")
    if row["status"] == "active" and not row["last_evidence"]:
        what = "An active organization needs dated evidence."
        yield Fault("last_evidence", what, "Give the date, or make the status unknown.")


def _footprint_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    if bool(row["ward"]) == bool(row["community_area"]):
        what = "A footprint is either a ward or a community area."
        yield Fault("ward", what, "Fill in exactly one of ward and community_area.")
    if bool(row["ward"]) != bool(row["vintage"]):
        what = "A ward number means nothing without its ward map, nor a map without a ward."
        yield Fault("vintage", what, "Fill in vintage and ward together, or neither.")
    if row["role"] == "home" and not row["ward"]:
        what = "The role home is for a ward."
        yield Fault("role", what, "For a community area use named_area or described_area.")


def _alder_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    yield from order_faults(row, "from", "to")
    start, end = first_day(row["from"]), last_day(row["to"])
    for ward_map in vintages():
        first, last = ward_map.in_force_from, ward_map.in_force_to
        if str(ward_map.year) != row["vintage"]:
            continue
        if end and end < first:
            what = f"The term ended before this ward map came into force on {first}."
            yield Fault("to", what, "Correct the date, or delete the row.")
        if last and (not row["to"] or (end and end > last) or (start and start > last)):
            what = f"This ward map was in force until {last} only."
            remedy = "End the term on it by that day and give the rest a row on the next map."
            yield Fault("to", what, remedy)


ORGANISATIONS = Table(
    "organisations",
    "data/reference/organisations.csv",
    (
        Column("id", Kind.ID, required=True, help="A short name that never changes."),
        Column("name", help="The name as the organization writes it; blank if not known."),
        choice("name_confidence", "high", "medium", "low", "unknown", help_="How sure it is."),
        choice("kind", "ward", "regional", help_="Tied to one ward, or to a wider area."),
        Column("founded_from", Kind.DATE, help="Earliest date of founding the sources allow."),
        Column("founded_to", Kind.DATE, help="Latest date of founding the sources allow."),
        choice(
            "status",
            *("active", "unknown", "possibly defunct", "defunct", "forming"),
            help_="As the sources show it; unknown unless they do.",
        ),
        Column("last_evidence", Kind.DATE, help="Date of the latest dated evidence."),
        Column("website", Kind.ADDRESS, help="The organization's own site."),
        Column("in_essay", Kind.YES_NO, required=True, help="Is it on the 2021 essay's list?"),
        NOTE,
        source("source_ids"),
    ),
    key=("id",),
    check=_organisation_faults,
)

FOOTPRINTS = Table(
    "footprints",
    "data/reference/footprints.csv",
    (
        Column("organisation_id", Kind.ID, required=True, help="An id of organisations.csv."),
        vintage(required=False),
        number("ward", WARD_COUNT, "Ward number on that map."),
        number("community_area", COMMUNITY_AREA_COUNT, "Number of the community area."),
        choice("role", "home", "named_area", "described_area", help_="What ties it there."),
        confidence("How sure the place is."),
        source(),
        NOTE,
    ),
    key=("organisation_id", "vintage", "ward", "community_area"),
    check=_footprint_faults,
)

ALDERS = Table(
    "alders",
    "data/reference/alders.csv",
    (
        vintage(required=True),
        number("ward", WARD_COUNT, "Ward number on that map.", required=True),
        Column("name", required=True, help="Name of the alderperson."),
        Column("from", Kind.DATE, required=True, help="First day in office."),
        Column("to", Kind.DATE, help="Last day in office; blank while in office."),
        source(),
        NOTE,
    ),
    key=("vintage", "ward", "name", "from"),
    check=_alder_faults,
)

CITATIONS = Table(
    "citations",
    "data/reference/citations.csv",
    (
        Column("id", Kind.ID, required=True, help="A short name that never changes."),
        Column("title", required=True, help="What the source is."),
        Column("publisher", required=True, help="Who published it; never a private person."),
        Column("address", Kind.ADDRESS, help="Full web address, if it was kept."),
        Column("date", Kind.DATE, help="Date of the source; blank if undated."),
        Column("accessed_note", required=True, help="How and when it was read."),
    ),
    key=("id",),
)

SIDE_SCHEMES = Table(
    "side_schemes",
    "data/reference/side_schemes.csv",
    (
        Column("scheme", Kind.ID, required=True, help="Short name of the grouping."),
        Column("scheme_label", required=True, help="The grouping in words."),
        choice("side", *SIDES, help_="One of the nine sides."),
        Column("group", required=True, help="The group the side belongs to."),
        NOTE,
        source(),
    ),
    key=("scheme", "side"),
)

# One source may use two labels and two sources the same one, so only all four together are unique.
WARD_SIDE_LABELS = Table(
    "ward_side_labels",
    "data/reference/ward_side_labels.csv",
    (
        vintage(required=True),
        number("ward", WARD_COUNT, "Ward number on that map.", required=True),
        Column("label", required=True, help="The side of the city, in the words of the source."),
        source(),
        NOTE,
    ),
    key=("vintage", "ward", "label", "source_id"),
)

CANDIDATE_NAMES = Table(
    "candidate_names",
    "data/reference/candidate_names.csv",
    (
        Column(
            "election_year",
            Kind.INTEGER,
            allowed=tuple(str(year) for year in sorted({e.year for e in ELECTIONS})),
            help="Year of the election; blank for every election with that race.",
        ),
        Column("race", Kind.ID, required=True, help="The race as in ballots.csv, such as ward-33."),
        Column(
            "printed",
            required=True,
            help="The name as in the results, without a write-in mark and with garbled letters "
            "mended.",
        ),
        Column("name", required=True, help="The name to show instead of what the rules make."),
        source(),
        NOTE,
    ),
    key=("election_year", "race", "printed"),
)

TABLES = (
    *(ORGANISATIONS, FOOTPRINTS, ALDERS, CITATIONS, SIDE_SCHEMES, WARD_SIDE_LABELS),
    *COALITION_TABLES,
    CANDIDATE_NAMES,
    *COMMITTEE_TABLES,
    *CLAIM_TABLES,
)
"""Every hand-kept table, in the order faults are reported."""

NEEDED_TABLES = tuple(table for table in TABLES if not table.optional)
"""Those that must be there; the others may be missing."""
