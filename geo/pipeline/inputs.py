"""Read the source files into tables with our own column names, and refuse what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo import paths
from geo.boundaries import read_boundaries
from geo.crosswalk import Ground
from geo.errors import BuildError
from geo.reference import COMMUNITY_AREA_COUNT, SIDES
from geo.sources import source
from geo.wards import WARD_NUMBERS, Vintage, vintages

LAKE_TRACT = "17031990000"
"""The census tract that is all Lake Michigan (Cook County's part of it)."""

TEXT = frozenset({"geoid", "name", "side"})
"""Our columns that hold text; every other column of a source is a whole number, 0 or more."""

HEADER_ROWS = 2
"""What turns a position in a table into the row a spreadsheet shows (header is row 1)."""


@dataclass(frozen=True)
class Inputs:
    """Everything the build reads. Geometry in EPSG:26971.

    `wards` by vintage year: `ward`. `ground`: where people live. `areas`: `community_area`,
    `name`, `side`. `block_groups` (2010): `geoid`.
    """

    wards: dict[int, gpd.GeoDataFrame]
    ground: Ground
    areas: gpd.GeoDataFrame
    block_groups: gpd.GeoDataFrame


def path_of(folder: Path, source_id: str) -> Path:
    """Where a source's file is expected under `folder`.

    Raises
    ------
    BuildError
        If it is not there, naming the file and how to get it.
    """
    wanted = source(source_id)
    path = folder / wanted.file
    if not path.is_file():
        raise BuildError(
            f"{wanted.file} ({wanted.title}) is not in {folder.name}. {how_to_get(source_id)}"
        )
    return path


def how_to_get(source_id: str) -> str:
    """Where a missing file comes from: only an official download of the same form can stand in."""
    wanted = source(source_id)
    raw = paths.RAW.relative_to(paths.ROOT).as_posix()
    if wanted.address and wanted.drops_in:
        return (
            f"Put it there, or download it into {raw} with `python -m geo.pipeline fetch "
            f"{source_id}`, and build from a folder that holds every source."
        )
    origin = wanted.copy_from or wanted.landing
    if wanted.address:
        return (
            f"Put the prepared copy there; it came from {origin}. The official download has "
            f"another form and cannot stand in for it: `python -m geo.pipeline fetch {source_id}` "
            f"saves it as {wanted.saved_as}, to prepare a new copy from."
        )
    return f"Put the prepared copy there; it came from {origin}. There is no official download."


def read_csv(
    folder: Path, source_id: str, columns: dict[str, str], key: str | list[str]
) -> pd.DataFrame:
    """Read a CSV source, keep and rename `columns`, and check that `key` is unique.

    Returns
    -------
    DataFrame
        In the file's order; text columns are `string`, all others `int64`.

    Raises
    ------
    BuildError
        If the file is not CSV, lacks a column, holds a count that is not a whole number, or has
        a doubled key.
    """
    path = path_of(folder, source_id)
    try:
        frame = pd.read_csv(path, dtype="string")
    except (ValueError, OSError) as error:  # the parser's own faults are ValueErrors
        raise BuildError(
            f"{path.name} cannot be read as CSV: {str(error).strip()}. Restore the file that "
            f"sources.toml names for {source_id}."
        ) from error
    return tidied(frame, columns, key, path)


def read_shapes(
    folder: Path, source_id: str, columns: dict[str, str], key: str | list[str]
) -> gpd.GeoDataFrame:
    """Read a boundary source in EPSG:26971, keep and rename `columns`; sorted by `key`.

    Raises
    ------
    AtlasError
        As `read_csv`, or if the shapes cannot be read.
    """
    path = path_of(folder, source_id)
    kept = tidied(read_boundaries(path), columns, key, path)
    return kept.sort_values(key, ignore_index=True)


def tidied(
    frame: pd.DataFrame, columns: dict[str, str], key: str | list[str], path: Path
) -> pd.DataFrame:
    """Keep and rename `columns` (and the shapes), in the types we use, with a unique `key`."""
    require_columns(frame, list(columns), path)
    shapes = [c for c in frame.columns if c == "geometry"]
    kept = frame[[*columns, *shapes]].rename(columns=columns)
    for published, ours in columns.items():
        if ours in TEXT:
            kept[ours] = kept[ours].astype("string")
        else:
            kept[ours] = whole_numbers(kept[ours], published, path)
    require_unique(kept, key, path)
    return kept


def whole_numbers(cells: pd.Series, column: str, path: Path) -> pd.Series:
    """Cells as whole numbers of 0 or more.

    Raises
    ------
    BuildError
        Naming the place and column of the first cell that is none.
    """
    numbers = pd.to_numeric(cells, errors="coerce").astype("Float64")
    wrong = ~((numbers >= 0) & (numbers % 1 == 0)).fillna(False)
    if wrong.any():
        at = int(wrong.to_numpy().argmax())
        found = "nothing" if pd.isna(cells.iloc[at]) else f"“{cells.iloc[at]}”"
        where = f"row {at + HEADER_ROWS}" if path.suffix == ".csv" else f"shape {at + 1}"
        raise BuildError(
            f"{path.name}, {where}, column {column}: {found} where a whole number "
            "of 0 or more is needed. Correct the cell, or restore the file from its publisher."
        )
    return numbers.astype("int64")


def require_columns(frame: pd.DataFrame, columns: list[str], path: Path) -> None:
    """Raise BuildError naming every column that is not there."""
    missing = [c for c in columns if c not in frame.columns]
    if missing:
        raise BuildError(
            f"{path.name} lacks the column {', '.join(missing)}. It has: "
            f"{', '.join(map(str, frame.columns))}. Check that it is the file sources.toml names."
        )


def require_unique(frame: pd.DataFrame, key: str | list[str], path: Path) -> None:
    """Raise BuildError if two rows share a key, naming the first."""
    doubled = frame[frame.duplicated(key, keep=False)]
    if len(doubled):
        names = [key] if isinstance(key, str) else key
        first = ", ".join(f"{k} {doubled.iloc[0][k]}" for k in names)
        raise BuildError(
            f"{path.name} has {len(doubled)} rows with a doubled key, first: {first}. "
            "Keep one row of each."
        )


def matched(
    shapes: gpd.GeoDataFrame,
    counts: pd.DataFrame,
    key: str | list[str],
    files: tuple[Path, Path],
    *,
    spare_counts: bool = False,
) -> gpd.GeoDataFrame:
    """Join counts to shapes one to one, sorted by `key`.

    Parameters
    ----------
    files : (shapes, counts)
        Where the two tables are from, for the message.
    spare_counts : bool
        Whether counts without a shape are left out quietly.

    Raises
    ------
    BuildError
        If a shape has no count, or the other way round.
    """
    how = "left" if spare_counts else "outer"
    joined = shapes.merge(counts, on=key, how=how, validate="1:1", indicator=True)
    lonely = joined[joined["_merge"] != "both"]
    if len(lonely):
        names = [key] if isinstance(key, str) else key
        first = ", ".join(f"{k} {lonely.iloc[0][k]}" for k in names)
        raise BuildError(
            f"{files[0].name} and {files[1].name} do not match: {len(lonely)} rows are in one "
            f"of them only, first: {first}. The two must be whole and of one vintage."
        )
    return joined.drop(columns="_merge").sort_values(key, ignore_index=True)


def read_wards(folder: Path, vintage: Vintage) -> gpd.GeoDataFrame:
    """The ward map of one vintage as its publisher drew it: `ward`, 50 rows, sorted."""
    wards = read_shapes(folder, vintage.source_id, {"ward": "ward"}, "ward")
    if tuple(wards["ward"]) != WARD_NUMBERS:
        raise BuildError(
            f"{source(vintage.source_id).file} should hold wards 1 to 50 once each, but holds "
            f"{len(wards)}: {', '.join(map(str, wards['ward']))}. Restore the file from its "
            "publisher."
        )
    return wards


def read_districts(folder: Path) -> gpd.GeoDataFrame:
    """The 2020 voting districts: `geoid`, 2015 ward and precinct, `population`; by geoid."""
    ids = ("vtds_2020", "vtd_2020_pl94171")
    columns = {"geoid": "geoid", "ward_2015": "ward_2015", "precinct_2015": "precinct_2015"}
    shapes = read_shapes(folder, ids[0], columns, "geoid")
    counts = read_csv(folder, ids[1], {"geoid": "geoid", "pop": "population"}, "geoid")
    return matched(shapes, counts, "geoid", (path_of(folder, ids[0]), path_of(folder, ids[1])))


def read_tracts(folder: Path) -> gpd.GeoDataFrame:
    """The county's 2020 census tracts: `geoid`, `land_m2`, `population`; sorted by geoid."""
    ids = ("tracts_2020", "tract_2020_pl94171")
    columns = {"GEOID20": "geoid", "ALAND20": "land_m2"}
    shapes = read_shapes(folder, ids[0], columns, "geoid")
    counts = read_csv(folder, ids[1], {"geoid": "geoid", "pop": "population"}, "geoid")
    return matched(shapes, counts, "geoid", (path_of(folder, ids[0]), path_of(folder, ids[1])))


def read_precincts(folder: Path) -> gpd.GeoDataFrame:
    """The 2023 precincts: `ward`, `precinct`, `voters` (registered, February 2023)."""
    ids = ("precincts_2023", "turnout_2023_02_28")
    key = ["ward", "precinct"]
    shapes = read_shapes(folder, ids[0], {"FIRST_ward": "ward", "FIRST_prec": "precinct"}, key)
    columns = {"ward": "ward", "precinct": "precinct", "registered_voters": "voters"}
    voters = read_csv(folder, ids[1], columns, key)
    files = (path_of(folder, ids[0]), path_of(folder, ids[1]))
    return matched(shapes, voters, key, files, spare_counts=True)


def read_areas(folder: Path) -> gpd.GeoDataFrame:
    """The 77 community areas: `community_area`, `name`, `side`; sorted by number."""
    ids = ("community_areas", "community_area_sides")
    key = "community_area"
    shapes = read_shapes(folder, ids[0], {"area_num": key, "community": "name"}, key)
    sides = read_csv(folder, ids[1], {"area_num": key, "side": "side"}, key)
    files = (path_of(folder, ids[0]), path_of(folder, ids[1]))
    joined = matched(shapes, sides, key, files)
    joined["side"] = joined["side"].map(side_name)
    joined["name"] = joined["name"].map(area_name)
    if len(joined) != COMMUNITY_AREA_COUNT or joined.isna().to_numpy().any():
        raise BuildError(
            f"{files[0].name} and {files[1].name} should give {COMMUNITY_AREA_COUNT} community "
            f"areas, each with a name and one of the sides {', '.join(SIDES)}. They give "
            f"{len(joined)}, {joined['side'].isna().sum()} of them without such a side. Restore "
            "both from their publisher."
        )
    return joined


def side_name(published: str) -> str | None:
    """ "FAR NORTH SIDE" -> "Far North"; None if it is not one of the nine."""
    name = str(published).title().removesuffix(" Side")
    return name if name in SIDES else None


SPELLINGS = {"Ohare": "O'Hare", "Mckinley Park": "McKinley Park"}
"""Names whose published capitals do not survive `str.title`."""


def area_name(published: str) -> str:
    """ "ROGERS PARK" -> "Rogers Park"."""
    name = str(published).title()
    return SPELLINGS.get(name, name)


def read_block_groups(folder: Path) -> gpd.GeoDataFrame:
    """The county's 2010 census block groups: `geoid`; sorted by it."""
    return read_shapes(folder, "block_groups_2010", {"GEOID10": "geoid"}, "geoid")


def read_inputs(folder: Path) -> Inputs:
    """Read everything the build needs from a folder of sources."""
    return Inputs(
        wards={v.year: read_wards(folder, v) for v in vintages()},
        ground=Ground(read_districts(folder), read_tracts(folder), read_precincts(folder)),
        areas=read_areas(folder),
        block_groups=read_block_groups(folder),
    )
