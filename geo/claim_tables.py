"""The hand-kept tables of the claim ledger, and the names its page filters by.

What the rows must agree on with other tables, with checks and with pages is in `geo.claim_rows`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.cells import Column, Fault, Kind
from geo.claim_records import CONFLICT, ORDER, PERCENT
from geo.columns import NOTE, choice, order_faults, source
from geo.schemas import Table

TOPICS = {
    "wards": "wards and organizations",
    "sides": "sides of the city",
    "race": "race and class",
    "founding": "founding and growth",
    "coalitions": "coalitions and endorsements",
    "elections": "elections and results",
    "registry": "the state registry",
    "documents": "slips and contradictions",
}
"""Topics of statements: key in the table and in links, and words."""

TOPIC_KEYS = tuple(TOPICS)

KINDS = ("count", "share", ORDER, "trend", "date", CONFLICT)

CLAIM_PAGES = {
    "presence": "Presence",
    "sides": "Sides",
    "demographics": "Demographics",
    "compare": "Compare",
    "coalitions": "Coalitions",
    "elections": "Elections",
    "ward": "Ward",
    "directory": "Directory",
}
"""Pages that can show what a statement is about."""

LARGEST = 100_000


def _claim_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    if not (row["stated"] or row["low"] or row["high"]):
        what = "A statement is a number (or a range), or an answer in words."
        yield Fault("stated", what, "Fill in low and high, or stated.")
    if row["low"].isdecimal() and row["high"].isdecimal() and int(row["low"]) > int(row["high"]):
        what = f"The range is upside down: it runs from {row['low']} to {row['high']}."
        yield Fault("low", what, "Swap the two numbers.")
    if (row["kind"] == "share") != (row["unit"] == PERCENT):
        yield Fault("unit", "A share is in percent, and nothing else is.", "Write % or nothing.")
    if not row["check"] and not row["reason"]:
        what = "A statement without a check needs the reason why it has none."
        yield Fault("reason", what, "Say in a sentence why it cannot be checked here.")
    for column in ("of", "meant"):
        if row[column] and not row["check"]:
            yield Fault(column, "It belongs to a check.", "Name the check, or delete it.")
    if not all("=" in part for part in row["meant"].split(";") if part.strip()):
        yield Fault("meant", "It names no choice.", "Write about=choice, with ; between two.")


CLAIMS = Table(
    "claims",
    "data/reference/claims.csv",
    (
        Column("id", Kind.ID, required=True, help="A short name that never changes."),
        source("source_ids"),
        choice("topic", *TOPIC_KEYS, help_="What the statement is about."),
        choice("kind", *KINDS, help_="What sort of statement it is."),
        Column("statement", required=True, help="The statement in our own words, short."),
        Column("untested", help="The part of it no check covers, and why; blank if there is none."),
        Column("counts", required=True, help="What is counted or compared, in a few words."),
        Column("stated", help="The answer, parts with ; between; or how the number is said."),
        Column("low", Kind.INTEGER, maximum=LARGEST, help="Stated number, or where it begins."),
        Column("high", Kind.INTEGER, maximum=LARGEST, help="Where the stated range ends."),
        Column("unit", Kind.ONE_OF, allowed=(PERCENT,), help="% for a share; else blank."),
        Column("check", Kind.ID, help="The check that computes it; blank if none can."),
        Column("of", Kind.SETTINGS, help="Parameters of the check: name=value; name=value."),
        Column(
            "meant",
            help="What the statement itself chooses: about=choice; a bar parts several choices.",
        ),
        Column("reason", help="Why it cannot be checked here; blank if it can."),
        Column("would_change", required=True, help="What would check it, or change the verdict."),
        choice("page", *CLAIM_PAGES, help_="The page that shows it."),
        Column("settings", Kind.SETTINGS, help="Settings of that page, as in a link."),
        Column("contradicts", Kind.IDS, help="Ids of claims it cannot be true together with."),
    ),
    key=("id",),
    check=_claim_faults,
)


def _mayor_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    yield from order_faults(row, "from", "to")


MAYORS = Table(
    "mayors",
    "data/reference/mayors.csv",
    (
        Column("name", required=True, help="Name of the mayor."),
        Column("from", Kind.DATE, required=True, help="First day in office."),
        Column("to", Kind.DATE, required=True, help="Last day in office."),
        source("source_ids"),
        NOTE,
    ),
    key=("name", "from"),
    check=_mayor_faults,
)

CLAIM_TABLES = (CLAIMS, MAYORS)
"""Both, in the order faults are reported."""
