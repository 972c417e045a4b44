"""Read the results and turnout by precinct, and name every fault of every file at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.elections import ELECTIONS, Election, needed_races, slug_of_printed, ward_of
from geo.errors import DataProblems, Problem
from geo.pipeline.census_tables import MAX_NAMED, some
from geo.pipeline.inputs import path_of
from geo.wards import WARD_NUMBERS

COLUMNS = ("date", "race", "ward", "precinct", "candidate", "votes")
TURNOUT_COLUMNS = ("ward", "precinct", "registered_voters", "ballots_cast")
PLACE = ["ward", "precinct"]
DIGITS = r"[0-9]{1,9}"

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Votes:
    """What the files say, in their order.

    `results`: `election`, `race` (slug), `printed` (the candidate as in the file), `ward`,
    `precinct`, `votes`. `turnout`: `election`, `ward`, `precinct`, `registered`, `ballots`.
    """

    results: pd.DataFrame
    turnout: pd.DataFrame


def read_votes(folder: Path, precincts: Mapping[int, pd.MultiIndex]) -> Votes:
    """Read every election.

    Parameters
    ----------
    folder : Path
        Of the sources.
    precincts : mapping
        (`ward`, `precinct`) of every precinct on each ward map, by vintage year.

    Raises
    ------
    DataProblems
        With every fault of every file: a missing column, another date, an unknown race, ward or
        precinct, a council race outside its ward, a count that is no whole number of 0 or more, a
        doubled row, a candidate without a row in a precinct of the race, a precinct or a race
        that is not there.
    BuildError
        If a file is not there.
    """
    results, counts, problems = [], [], []
    for one in ELECTIONS:
        known = precincts[one.vintage]
        frame, faults = read_results(path_of(folder, one.results), one, known)
        results.append(frame)
        problems += faults
        if one.turnout:
            frame, faults = read_turnout(path_of(folder, one.turnout), one, known)
            counts.append(frame)
            problems += faults
    if problems:
        raise DataProblems(problems)
    return Votes(pd.concat(results, ignore_index=True), pd.concat(counts, ignore_index=True))


def read_results(
    path: Path, one: Election, known: pd.MultiIndex
) -> tuple[pd.DataFrame, list[Problem]]:
    """The votes of one election as in `Votes.results`, and every fault of its file."""
    text, problems = read_text(path, COLUMNS, one.results)
    if problems:
        return pd.DataFrame(), problems
    slugs = text["race"].map(slug_of_printed)
    problems += place_faults(text, path, one.results, known)
    problems += result_faults(text, slugs, path, one)
    problems += whole_faults(text["votes"], path, one.results)
    if not problems:
        problems += gap_faults(text, slugs, path, one)
    if problems:
        return pd.DataFrame(), problems
    frame = text[[*PLACE, "votes"]].astype("int64")
    frame = frame.assign(election=one.key, race=slugs, printed=text["candidate"])
    return frame[["election", "race", "printed", *PLACE, "votes"]], []


def read_turnout(
    path: Path, one: Election, known: pd.MultiIndex
) -> tuple[pd.DataFrame, list[Problem]]:
    """The turnout of one election as in `Votes.turnout`, and every fault of its file."""
    text, problems = read_text(path, TURNOUT_COLUMNS, one.turnout)
    if problems:
        return pd.DataFrame(), problems
    problems += place_faults(text, path, one.turnout, known)
    problems += doubled_faults(text, PLACE, path)
    for column in TURNOUT_COLUMNS[2:]:
        problems += whole_faults(text[column], path, one.turnout)
    if problems:
        return pd.DataFrame(), problems
    names = dict(zip(TURNOUT_COLUMNS[2:], ("registered", "ballots"), strict=True))
    frame = text[list(TURNOUT_COLUMNS)].astype("int64").rename(columns=names)
    return frame.assign(election=one.key)[["election", *PLACE, *names.values()]], []


def read_text(
    path: Path, columns: tuple[str, ...], source_id: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """Every cell as trimmed text, and what makes the file unusable as a whole."""
    try:
        text = pd.read_csv(path, dtype="string", keep_default_na=False).fillna("")
    except (ValueError, OSError) as error:  # the parser's own faults are ValueErrors
        what = f"The file cannot be read as CSV: {str(error).strip()}."
        return pd.DataFrame(), [Problem(path.name, None, None, what, restore(source_id))]
    missing = [c for c in columns if c not in text]
    lost = "This column is missing."
    faults = [Problem(path.name, 1, c, lost, restore(source_id)) for c in missing]
    return text.apply(lambda cells: cells.str.strip()), faults


def restore(source_id: str) -> str:
    """What to do about a file that is not what it should be."""
    return f"Restore the file that data/sources.toml names for {source_id}."


def place_faults(
    text: pd.DataFrame, path: Path, source_id: str, known: pd.MultiIndex
) -> Iterator[Problem]:
    """Wards and precincts that are none, and precincts of the map that have no row."""
    numbers = {c: text[c].where(text[c].str.fullmatch(DIGITS), "0").astype("int64") for c in PLACE}
    remedy = restore(source_id)
    no_ward = ~numbers["ward"].isin(WARD_NUMBERS)
    what = "is not a ward: 1 to 50 are."
    yield from some(rows_of(no_ward), pd.Index(text["ward"]), (path, "ward"), what, remedy)
    place = pd.MultiIndex.from_arrays(list(numbers.values()), names=PLACE)
    strange = ~place.isin(known) & ~no_ward.to_numpy()
    what = "is not a precinct on the map of precincts."
    where = (path, "ward+precinct")
    names = pd.Index(text["ward"] + "-" + text["precinct"])
    yield from some(np.flatnonzero(strange), names, where, what, remedy)
    lost = known.difference(place)
    if len(lost):
        first = ", ".join(f"{ward}-{precinct}" for ward, precinct in lost[:MAX_NAMED])
        what = f"{len(lost)} precincts of the map have no row, first: {first}."
        yield Problem(path.name, None, where[1], what, remedy)


def result_faults(
    text: pd.DataFrame, slugs: pd.Series, path: Path, one: Election
) -> Iterator[Problem]:
    """Rows of another day, of a race that is none of ours, without a candidate, or doubled."""
    remedy = restore(one.results)
    other_day = rows_of(text["date"] != one.day.isoformat())
    what = f"is not the day of this election, {one.day.isoformat()}."
    yield from some(other_day, pd.Index(text["date"]), (path, "date"), what, remedy)
    races = pd.Index(text["race"])
    what = "is not a race the atlas knows."
    yield from some(rows_of(slugs == ""), races, (path, "race"), what, remedy)
    own = slugs.map({slug: str(ward_of(slug) or "") for slug in slugs.unique()})
    moved = rows_of((own != "") & (own != text["ward"].str.lstrip("0")))
    names = pd.Index(text["race"] + " in ward " + text["ward"])
    what = "cannot be: only the ward itself votes on its seat."
    yield from some(moved, names, (path, "ward"), what, remedy)
    nobody = rows_of(text["candidate"] == "")
    what = "stands where a candidate is needed."
    yield from some(nobody, pd.Index(text["candidate"]), (path, "candidate"), what, remedy)
    yield from doubled_faults(text, ["race", *PLACE, "candidate"], path)
    for race in sorted(set(needed_races(one)).difference(slugs)):
        what = f"The race {race} is not there."
        yield Problem(path.name, None, "race", what, remedy)


def doubled_faults(text: pd.DataFrame, key: list[str], path: Path) -> Iterator[Problem]:
    """Rows that say the same again, or something else about the same."""
    cells = text[key[0]]
    for column in key[1:]:
        cells = cells + ", " + text[column]
    again = np.flatnonzero(text.duplicated(key, keep="first"))
    what = "is there a second time."
    yield from some(again, pd.Index(cells), (path, "+".join(key)), what, "Keep one row of each.")


def whole_faults(cells: pd.Series, path: Path, source_id: str) -> Iterator[Problem]:
    """Cells that hold no whole number of 0 or more."""
    bad = rows_of(~cells.str.fullmatch(DIGITS))
    what = "stands where a whole number of 0 or more is needed."
    where = (path, str(cells.name))
    yield from some(bad, pd.Index(cells), where, what, restore(source_id))


def gap_faults(
    text: pd.DataFrame, slugs: pd.Series, path: Path, one: Election
) -> Iterator[Problem]:
    """Precincts where a race was voted on but a candidate has no row: not the same as no votes."""
    place = text["ward"] + "-" + text["precinct"]
    for slug, rows in text.assign(place=place).groupby(slugs):
        voted = set(rows["place"])
        for name, mine in rows.groupby("candidate"):
            lost = sorted(voted.difference(mine["place"]))
            if lost:
                what = (
                    f"{name} has no row in {len(lost)} of the {len(voted)} precincts of {slug}, "
                    f"first: {', '.join(lost[:MAX_NAMED])}."
                )
                yield Problem(path.name, None, "candidate", what, restore(one.results))


def rows_of(mask: pd.Series) -> Rows:
    """Positions where a condition holds."""
    return np.flatnonzero(mask.to_numpy(dtype=bool))
