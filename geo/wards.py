"""Ward vintages: which ward map was in force when.

A ward number means nothing without its vintage: ward 34 of the 2015 map and ward 34 of the 2023
map share no land.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from geo import paths
from geo.errors import AtlasError

WARD_COUNT = 50
"""The City Council has had 50 wards since 1923 (Illinois law sets the number)."""

WARD_NUMBERS = tuple(range(1, WARD_COUNT + 1))


@dataclass(frozen=True)
class Vintage:
    """One ward map: `year` names it, dates are the first and last day in force."""

    year: int
    label: str
    in_force_from: date
    in_force_to: date | None
    source_id: str
    note: str

    @property
    def span(self) -> str:
        """Months in force in words, e.g. "May 2015 – May 2023"."""
        start = f"{self.in_force_from:%B %Y}"
        return f"{start} – {self.in_force_to:%B %Y}" if self.in_force_to else f"since {start}"


@cache
def vintages(path: Path = paths.WARDS_TOML) -> tuple[Vintage, ...]:
    """Read every ward vintage, oldest first.

    Raises
    ------
    AtlasError
        If a table lacks a field.
    """
    with path.open("rb") as handle:
        tables = tomllib.load(handle)
    try:
        found = [
            Vintage(
                year=int(year),
                label=table["label"],
                in_force_from=table["in_force_from"],
                in_force_to=table.get("in_force_to"),
                source_id=table["source"],
                note=table["note"],
            )
            for year, table in tables.items()
        ]
    except KeyError as missing:
        raise AtlasError(
            f"{path.name}: a ward map lacks {missing}. Give it label, in_force_from, source, note."
        ) from missing
    return tuple(sorted(found, key=lambda v: v.year))


def vintage(year: int) -> Vintage:
    """Return the vintage named by `year`.

    Raises
    ------
    AtlasError
        If there is no such ward map.
    """
    for candidate in vintages():
        if candidate.year == year:
            return candidate
    known = ", ".join(str(v.year) for v in vintages())
    raise AtlasError(f"There is no {year} ward map here. Known ward maps: {known}.")
