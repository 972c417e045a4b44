"""Checks of the endorsements against the votes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from geo.coalition_checks import endorsement_faults
from geo.coalition_tables import ENDORSEMENTS, OFFICES
from geo.errors import BuildError
from geo.pipeline.checks import REBUILD, Check, Data
from geo.schemas import read_table

BALLOTS = "ballots.csv"
NEEDED = ("election", "race", "name", "votes")


def endorsement_checks(data: Data, reference: Path) -> Iterator[Check]:
    """Every endorsed candidate was on the ballot, and the result is that of the votes."""
    what = f"{Path(ENDORSEMENTS.file).name}: rows that contradict the votes"
    if not (data.folder / BALLOTS).is_file():
        yield Check(what, f"not compared: {BALLOTS} is not there", "0", None)
        return
    table, _ = read_table(ENDORSEMENTS, reference / Path(ENDORSEMENTS.file).name)
    offices, _ = read_table(OFFICES, reference / Path(OFFICES.file).name)
    whole = frozenset(offices.loc[offices["whole"] == "yes", "id"])
    problems = endorsement_faults(table, votes(data), whole)
    yield Check(what, f"{len(problems)} of {len(table)}", "0", not problems, "Named below.")
    for problem in problems:
        where = f"{problem.file}, row {problem.row}, column {problem.column}"
        yield Check(where, problem.what, "no problem", False, problem.remedy)


def votes(data: Data) -> pd.DataFrame:
    """Every candidate of every race with the votes as whole numbers.

    Raises
    ------
    BuildError
        If the table lacks a column, or a number of votes is none.
    """
    cells = data.cells(BALLOTS)
    lacking = [name for name in NEEDED if name not in cells.columns]
    if lacking:
        raise BuildError(f"{BALLOTS} lacks the column {', '.join(lacking)}. {REBUILD}")
    counted = pd.to_numeric(cells["votes"], errors="coerce")
    if counted.isna().any():
        raise BuildError(f"{BALLOTS} holds a number of votes that is none. {REBUILD}")
    return cells[list(NEEDED)].assign(votes=counted.astype(int))
