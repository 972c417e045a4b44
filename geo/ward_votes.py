"""How a ward voted for its council seat, and which districts of March 2018 it lies in."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pandas as pd


@dataclass(frozen=True)
class CouncilResult:
    """The round that decided a ward's seat; `margin` is all the votes where nobody else stood."""

    year: int
    vintage: int
    ward: int
    round: str
    winner: str
    votes: int
    total: int
    margin: int
    source_id: str

    @property
    def share(self) -> float:
        """The winner's share of the votes in that round."""
        return self.votes / self.total

    @property
    def unopposed(self) -> bool:
        """Whether nobody else got a vote."""
        return self.votes == self.total


@dataclass(frozen=True)
class Overlap:
    """How much of a ward lies in one district: people of 2020, shares of the ward's own."""

    body: str
    district: int
    race: str
    population: int
    population_share: float
    area_share: float


def council_results(table: pd.DataFrame, vintage: int, ward: int) -> tuple[CouncilResult, ...]:
    """Results of a ward of a map, latest first.

    Parameters
    ----------
    table : DataFrame
        The table `council_results.csv`.
    vintage, ward : int
        A ward number means nothing without its map.
    """
    mine = table[(table["vintage"] == vintage) & (table["ward"] == ward)]
    rows = mine.sort_values("year", ascending=False)[[f.name for f in fields(CouncilResult)]]
    return tuple(
        CouncilResult(**{str(k): v for k, v in r.items()}) for r in rows.to_dict("records")
    )


def overlaps(table: pd.DataFrame, vintage: int, ward: int) -> tuple[Overlap, ...]:
    """Districts a ward of a map shares land or people with, most people first.

    Parameters
    ----------
    table : DataFrame
        The table `district_overlap.csv`.
    """
    mine = table[(table["vintage"] == vintage) & (table["ward"] == ward)]
    ordered = mine.sort_values(["population", "area_share", "race"], ascending=[False, False, True])
    rows = ordered[[f.name for f in fields(Overlap)]].to_dict("records")
    return tuple(Overlap(**{str(k): v for k, v in r.items()}) for r in rows)
