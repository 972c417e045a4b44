"""Schemas of the two tables on the state's committee registry; both files may be missing.

`committees.csv` is written by `python -m geo.pipeline fetch committees` and holds only what a
directory of organizations needs of the State Board's list: no address, officer, donor or telephone
number. `committee_links.csv` is kept by hand: a person decides which committee is whose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.cells import Column, Fault, Kind
from geo.schemas import Table

_NUMBER = r"[1-9][0-9]{0,8}"


def _link_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    if not row["note"] and not row["source_id"]:
        what = "Nothing says why."
        yield Fault("note", what, "Say in note what shows it, or name a source in source_id.")


COMMITTEES = Table(
    "committees",
    "data/reference/committees.csv",
    (
        Column(
            "id",
            required=True,
            pattern=_NUMBER,
            help="Number of the committee at the Illinois State Board of Elections. Rows are "
            "written by `python -m geo.pipeline fetch committees`, not by hand.",
        ),
        Column("name", required=True, help="Its name as registered."),
        Column(
            "active",
            Kind.ONE_OF,
            allowed=("yes", "no"),
            help="Does the Board list it as active? Blank if its mark was not understood.",
        ),
        Column("status_date", Kind.DATE, help="Day from which that status holds."),
        Column("created", Kind.DATE, help="Day it was registered."),
        Column("party", help="Party it is marked with; blank if none."),
        Column("purpose", help="Purpose it states; blank if none, or if it held an address."),
        Column("fetched", Kind.DATE, required=True, help="Day the Board's list was downloaded."),
    ),
    key=("id",),
    optional=True,
)

COMMITTEE_LINKS = Table(
    "committee_links",
    "data/reference/committee_links.csv",
    (
        Column("organisation_id", Kind.ID, required=True, help="An id of organisations.csv."),
        Column(
            "committee_id",
            required=True,
            pattern=_NUMBER,
            help="Number of a committee of committees.csv: digits only.",
        ),
        Column(
            "decision",
            Kind.ONE_OF,
            required=True,
            allowed=("confirmed", "rejected"),
            help="Is this the organization's committee? Decided by a person.",
        ),
        Column("note", help="What shows it, in a sentence."),
        Column(
            "source_id",
            Kind.ID,
            help="The id of a row of citations.csv; blank if the Board's own record shows it.",
        ),
    ),
    key=("organisation_id", "committee_id"),
    check=_link_faults,
    optional=True,
)

COMMITTEE_TABLES = (COMMITTEES, COMMITTEE_LINKS)
"""Both, in the order faults are reported."""
