"""Coalitions and who belongs to them: what the sources say of a day, and what they leave open.

Every row states something for a span of dates. Between and beyond the spans the answer is said to
be unknown; "not on a complete list" is told from "no list found".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass
from datetime import date
from typing import Any, ClassVar, Protocol, TypeVar

import pandas as pd

from geo.cells import first_day, last_day, split_ids
from geo.coalition_tables import COUNCIL, ORGANISATIONS
from geo.organisations import date_words


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Record = TypeVar("Record", bound=_Dataclass)


@dataclass(frozen=True)
class Coalition:
    """One row of `coalitions.csv`."""

    id: str
    name: str
    short: str
    kind: str
    note: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Subject:
    """Who may belong to a coalition.

    An organization has its id as `key` and no seat; an office-holder has the name as `key` and
    the seat, (ward map, ward). A person keeps the name when the ward map changes.
    """

    scope: str
    key: str
    seat: tuple[int, int] | None = None


@dataclass(frozen=True)
class Period:
    """A span between two partial ISO dates, `since` and `until`.

    A source that gives a month or a year leaves open on which day of it: the span may reach from
    `first` to `last`, and is sure from `sure_from` to `sure_to` only (empty if that is later).
    """

    since: str
    until: str

    @property
    def first(self) -> date:
        """Earliest day the span can begin."""
        return first_day(self.since) or date.min

    @property
    def last(self) -> date:
        """Latest day the span can end."""
        return last_day(self.until) or date.max

    @property
    def sure_from(self) -> date:
        """Latest day the span can begin."""
        return last_day(self.since) or date.min

    @property
    def sure_to(self) -> date:
        """Earliest day the span can end."""
        return first_day(self.until) or date.max

    def covers(self, day: date) -> bool:
        """Whether the span may hold the day."""
        return self.first <= day <= self.last

    def covers_surely(self, day: date) -> bool:
        """Whether the span holds the day, whatever days are meant by its months and years."""
        return self.sure_from <= day <= self.sure_to

    @property
    def words(self) -> str:
        """ "October 2018" or "May 20, 2019 – 2020"."""
        if self.since == self.until:
            return date_words(self.since)
        return f"{date_words(self.since)} – {date_words(self.until)}"


@dataclass(frozen=True)
class Affiliation:
    """One row of `affiliations.csv`.

    `subject` is None where the row speaks of the organizations as a whole: an estimate with its
    `number`, or a denial. `holds` is false where the source says that it is not so.
    """

    subject: Subject | None
    coalition_id: str
    relation: str
    number: int | None
    holds: bool
    period: Period
    from_known: bool
    to_known: bool
    confidence: str
    source_ids: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Roster:
    """One row of `rosters.csv`: a list of members the sources speak of.

    `complete` says that the atlas holds all of it, so that not being on it means something.
    `members` and, for a slate, `winners` are the numbers the source states.
    """

    coalition_id: str
    scope: str
    period: Period
    complete: bool
    members: int | None
    winners: int | None
    source_ids: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Reading:
    """One row of `readings.csv`: what one side says where sources disagree."""

    id: str
    topic: str
    reading: str
    used: bool
    confidence: str
    source_ids: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Ties:
    """All affiliations and all lists of members."""

    affiliations: tuple[Affiliation, ...]
    rosters: tuple[Roster, ...]


def coalitions(table: pd.DataFrame) -> dict[str, Coalition]:
    """Every coalition by id, in the order of `coalitions.csv`."""
    return {row["id"]: plain_record(Coalition, row) for row in records(table)}


def readings(table: pd.DataFrame) -> dict[str, tuple[Reading, ...]]:
    """The readings of `readings.csv` by topic, in its order."""
    found: dict[str, tuple[Reading, ...]] = {}
    for row in records(table):
        found[row["topic"]] = (*found.get(row["topic"], ()), plain_record(Reading, row))
    return found


def ties(affiliations: pd.DataFrame, rosters: pd.DataFrame) -> Ties:
    """The rows of `affiliations.csv` and `rosters.csv`, in their order."""
    return Ties(
        tuple(_affiliation(row) for row in records(affiliations)),
        tuple(_roster(row) for row in records(rosters)),
    )


def _affiliation(row: Mapping[str, Any]) -> Affiliation:
    own = {"subject": _subject(row), "period": Period(row["from"], row["to"])}
    return plain_record(Affiliation, {**row, **own})


def _subject(row: Mapping[str, Any]) -> Subject | None:
    if row["person"]:
        return Subject(COUNCIL, row["person"], (row["vintage"], row["ward"]))
    return Subject(ORGANISATIONS, row["organisation_id"]) if row["organisation_id"] else None


def _roster(row: Mapping[str, Any]) -> Roster:
    return plain_record(Roster, {**row, "period": Period(row["from"], row["to"])})


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain Python values: whole numbers or None, flags, text; ids as tuples."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    named = [{str(name): cell for name, cell in row.items()} for row in rows]
    return [{**row, "source_ids": tuple(split_ids(row["source_ids"]))} for row in named]


def plain_record(kind: type[Record], row: Mapping[str, Any]) -> Record:
    """A record from the cells that bear the names of its fields."""
    return kind(**{name: row[name] for name in kind.__dataclass_fields__})
