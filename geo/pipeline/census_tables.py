"""Read the published count tables, and name every fault of every table at once.

A missing figure is never zero: a blank, a text or one of the Census Bureau's negative marks in a
column that is used stops the build with file, row and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.census import BLOCK_GROUP, DISTRICT, PRECINCT, TRACT, CensusTable, census_table
from geo.errors import DataProblems, Problem
from geo.indicators import INDICATORS, Indicator
from geo.pipeline.inputs import HEADER_ROWS, path_of
from geo.raking import Floats

CONTROLLED = -555_555_555
"""The Bureau's mark for a margin of an estimate that is controlled to a known total: it is 0."""

MAX_NAMED = 5
"""Rows named one by one before the rest of a kind of fault is counted."""

AREAS = {
    DISTRICT: "voting district",
    TRACT: "census tract of Cook County (17031…)",
    BLOCK_GROUP: "census block group of Cook County (17031…)",
    PRECINCT: "ward and precinct",
}


@dataclass(frozen=True)
class Layer:
    """The areas a table must count: `names` in the order of their shapes.

    `spare` says whether the table may hold further areas (precincts that were merged away).
    """

    names: pd.Index
    spare: bool = False


Counts = dict[tuple[str, str], Floats]
"""(table, column) → figures in the order of the table's layer."""


def used_columns(indicators: Iterable[Indicator] = INDICATORS) -> dict[str, tuple[str, ...]]:
    """Every table with the published columns the indicators use, margins included."""
    found: dict[str, dict[str, None]] = {}
    for one in indicators:
        for part in (one.top, one.bottom):
            if part is not None:
                kept = found.setdefault(part.table, {})
                kept.update(dict.fromkeys(published(part.table, part.columns)))
    return {table: tuple(columns) for table, columns in found.items()}


def published(table_id: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Column names in the file: an estimate …E and its margin …M where there are margins."""
    if not census_table(table_id).margins:
        return tuple(columns)
    return tuple(f"{c}{kind}" for c in columns for kind in "EM")


def read_counts(folder: Path, layers: Mapping[tuple[str, tuple[str, ...]], Layer]) -> Counts:
    """Read every table the indicators use.

    Parameters
    ----------
    folder : Path
        Of the sources.
    layers : mapping
        Areas by layer and by the columns that name them.

    Returns
    -------
    Counts
        One array per table and column, in the order of the layer's areas.

    Raises
    ------
    DataProblems
        With every fault of every table.
    """
    found: Counts = {}
    problems: list[Problem] = []
    for table_id, columns in used_columns().items():
        table = census_table(table_id)
        path = path_of(folder, table_id)
        frame, faults = read_table(path, table, columns, layers[table.layer, table.key])
        problems += faults
        if not faults:
            found |= {(table_id, c): frame[c].to_numpy(float) for c in columns}
    if problems:
        raise DataProblems(problems)
    return found


def read_table(
    path: Path, table: CensusTable, columns: tuple[str, ...], layer: Layer
) -> tuple[pd.DataFrame, list[Problem]]:
    """One table in the order of its layer, and every fault in it."""
    try:
        text = pd.read_csv(path, dtype="string", keep_default_na=False)
        text = text.fillna("")  # a row that ends early
    except (ValueError, OSError) as error:  # the parser's own faults are ValueErrors
        what = f"The file cannot be read as CSV: {str(error).strip()}."
        return pd.DataFrame(), [Problem(path.name, None, None, what, restore(table))]
    missing = [c for c in (*table.key, *columns) if c not in text]
    if missing:
        return text, [
            Problem(path.name, 1, c, "This column is missing.", restore(table)) for c in missing
        ]
    names = area_names(text, table)
    problems = [*area_faults(names, path, table, layer)]
    numbers = pd.DataFrame(
        {c: pd.to_numeric(text[c], errors="coerce").astype("float64") for c in columns}
    )
    for column in columns:
        problems += cell_faults(text[column], numbers[column], path, table)
    if problems:
        return numbers, problems
    cleaned = numbers.mask(numbers == CONTROLLED, 0).set_axis(names)
    return cleaned.reindex(layer.names), []


def restore(table: CensusTable) -> str:
    """What to do about a table that is not what it should be."""
    return f"Restore the file that data/sources.toml names for {table.id}."


def area_names(text: pd.DataFrame, table: CensusTable) -> pd.Index:
    """Each row's area: its GEOID, or "ward-precinct"."""
    cells = [text[c].str.strip() for c in table.key]
    joined = cells[0]
    for more in cells[1:]:
        joined = joined + "-" + more
    return pd.Index(joined)


def area_faults(names: pd.Index, path: Path, table: CensusTable, layer: Layer) -> Iterator[Problem]:
    """Doubled, unknown and missing areas."""
    where, kind = (path, "+".join(table.key)), AREAS[table.layer]
    doubled = np.flatnonzero(names.duplicated(keep="first"))
    yield from some(doubled, names, where, "is named twice.", "Keep one row of each.")
    if not layer.spare:
        strange = np.flatnonzero(~names.isin(layer.names))
        what = f"is not a {kind} in the boundary file."
        yield from some(strange, names, where, what, restore(table))
    lost = layer.names.difference(names)
    if len(lost):
        first = ", ".join(map(str, lost[:MAX_NAMED]))
        what = f"{len(lost)} areas of the boundary file have no row, first: {first}."
        yield Problem(path.name, None, where[1], what, restore(table))


def cell_faults(
    text: pd.Series, numbers: pd.Series, path: Path, table: CensusTable
) -> Iterator[Problem]:
    """Cells that hold no figure."""
    is_margin = table.margins and str(text.name).endswith("M")
    bad = ~(numbers >= 0) | np.isinf(numbers)
    if is_margin:
        bad &= numbers != CONTROLLED
    what = (
        "stands where a number of 0 or more is needed. (The Bureau’s negative marks mean “no "
        "data”, which is not zero.)"
    )
    rows = np.flatnonzero(bad.to_numpy())
    yield from some(rows, pd.Index(text), (path, str(text.name)), what, restore(table))


def some(
    rows: npt.NDArray[np.intp], cells: pd.Index, where: tuple[Path, str], what: str, remedy: str
) -> Iterator[Problem]:
    """The first faults of a kind by row, then how many more there are."""
    path, column = where
    for row in rows[:MAX_NAMED]:
        shown = f"“{str(cells[row])[:30]}”" if cells[row] else "Nothing"
        yield Problem(path.name, int(row) + HEADER_ROWS, column, f"{shown} {what}", remedy)
    if len(rows) > MAX_NAMED:
        more = f"{len(rows) - MAX_NAMED} more rows have the same fault."
        yield Problem(path.name, None, column, more, remedy)
