"""Endorsements: who was backed for what, by whom, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from geo.coalitions import plain_record, records


@dataclass(frozen=True)
class Endorsement:
    """One row of `endorsements.csv`.

    `body_id` is the id of a coalition or of an organization. `district` is a ward for the
    council, a district for a legislature, None for mayor and assessor; `vintage` the ward map of a
    council seat. `result` is how the candidacy ended in that election.
    """

    body_id: str
    candidate: str
    office: str
    district: int | None
    vintage: int | None
    election: str
    stage: str
    result: str
    confidence: str
    source_ids: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Office:
    """One row of `offices.csv`: a race of the March 2018 primary.

    `whole` says that all of the district is inside Chicago; `coverage` what the city's votes leave
    out; `outcome` the result as a whole, as far as it was found.
    """

    id: str
    name: str
    body: str
    district: int | None
    whole: bool
    coverage: str
    outcome: str
    source_ids: tuple[str, ...]
    note: str


def endorsements(table: pd.DataFrame) -> tuple[Endorsement, ...]:
    """The rows of `endorsements.csv`, in its order."""
    return tuple(plain_record(Endorsement, row) for row in records(table))


def offices(table: pd.DataFrame) -> dict[str, Office]:
    """The races of March 2018 by id, as in the votes."""
    return {row["id"]: plain_record(Office, row) for row in records(table)}
