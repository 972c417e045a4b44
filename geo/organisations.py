"""Organizations in words: names, statuses, evidence and dates as a person would say them."""

from __future__ import annotations

import calendar
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

YEAR_ONLY, YEAR_MONTH = 4, 7
"""Lengths of partial ISO dates: 2015 and 2019-07."""


@dataclass(frozen=True)
class Organisation:
    """One row of the directory, ready to be shown. Dates are partial ISO text, blank if unknown.

    `label` is the name, or says honestly that none was found. `homes` are (vintage, ward) pairs,
    `areas` community area numbers.
    """

    id: str
    label: str
    named: bool
    name_confidence: str
    kind: str
    status: str
    founded_from: str
    founded_to: str
    last_evidence: str
    website: str
    in_essay: bool
    note: str
    source_ids: tuple[str, ...]
    homes: tuple[tuple[int, int], ...]
    areas: tuple[int, ...]

    @property
    def founded(self) -> str:
        """When it was founded, with what is not known said."""
        return founding(self.founded_from, self.founded_to)

    @property
    def evidence(self) -> str:
        """Date of the latest dated evidence in words."""
        return date_words(self.last_evidence) or "none with a date"

    @property
    def status_words(self) -> str:
        """Status as a reader should hear it."""
        return STATUS_WORDS[self.status]


STATUS_WORDS = {
    "active": "active",
    "forming": "forming",
    "unknown": "present status not known",
    "possibly defunct": "possibly defunct",
    "defunct": "defunct",
}


def organisations(table: pd.DataFrame, footprints: pd.DataFrame) -> tuple[Organisation, ...]:
    """Every organization of the directory, ward organizations first by ward, then regional ones."""
    found = [_organisation(row, footprints) for row in table.to_dict("records")]
    return tuple(sorted(found, key=lambda o: (o.kind != "ward", o.homes, not o.in_essay, o.label)))


def _organisation(row: Mapping[Hashable, object], footprints: pd.DataFrame) -> Organisation:
    mine = footprints[footprints["organisation_id"] == row["id"]]
    by_ward = mine[mine["ward"].notna()].astype({"vintage": int, "ward": int})
    homes = tuple(sorted(zip(by_ward["vintage"], by_ward["ward"], strict=True)))
    areas = tuple(sorted(int(a) for a in mine["community_area"].dropna()))
    text = {key: str(row[key]) for key in TEXT_FIELDS}
    return Organisation(
        **text,
        label=text_label(str(row["name"]), homes),
        named=bool(row["name"]),
        in_essay=bool(row["in_essay"]),
        source_ids=tuple(p.strip() for p in str(row["source_ids"]).split(";") if p.strip()),
        homes=homes,
        areas=areas,
    )


TEXT_FIELDS = (
    "id",
    "name_confidence",
    "kind",
    "status",
    "founded_from",
    "founded_to",
    "last_evidence",
    "website",
    "note",
)


def text_label(name: str, homes: tuple[tuple[int, int], ...]) -> str:
    """The name, or "Organization in ward 10 (name not found)"."""
    if name:
        return name
    place = f" in ward {homes[0][1]}" if homes else ""
    return f"Organization{place} (name not found)"


def date_words(date: str) -> str:
    """A partial ISO date in words: "2019-07" -> "July 2019"; blank stays blank."""
    if len(date) <= YEAR_ONLY:
        return date
    year, month = date[:4], calendar.month_name[int(date[5:7])]
    if len(date) == YEAR_MONTH:
        return f"{month} {year}"
    return f"{month} {int(date[8:10])}, {year}"


def founding(earliest: str, latest: str) -> str:
    """A founding interval in words; each end may be unknown."""
    first, last = date_words(earliest), date_words(latest)
    if not first and not last:
        return "not known"
    if first == last:
        return first
    if not first:
        return f"by {last}"
    if not last:
        return f"{first} or later"
    return f"between {first} and {last}"
