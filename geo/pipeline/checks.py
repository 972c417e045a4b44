"""What a check is, and the computed files it looks at."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import tables
from geo.boundaries import read_boundaries
from geo.crs import ANALYSIS
from geo.errors import AtlasError, BuildError
from geo.wards import Vintage

REBUILD = "Run `python -m geo.pipeline build`, or restore the file from version control."

RECORD = "build.json"


@dataclass(frozen=True)
class Check:
    """One figure held against what is allowed.

    `passed` is None where nothing could be compared: a source that is not at hand, or a remark.
    """

    what: str
    figure: str
    allowed: str
    passed: bool | None
    remedy: str = REBUILD


@dataclass(frozen=True, eq=False)
class Data:
    """The computed files of `folder` for the ward maps `maps`, each read once.

    Every method raises `AtlasError` naming the file if it is not there or cannot be used.
    """

    folder: Path
    maps: tuple[Vintage, ...]
    _read: dict[Any, Any] = field(default_factory=dict, repr=False)

    def path(self, file: str) -> Path:
        """Where a computed file is."""
        path = self.folder / file
        if not path.is_file():
            raise BuildError(f"{file} is not in {self.folder.name}. {REBUILD}")
        return path

    def cells(self, file: str) -> pd.DataFrame:
        """A table as it is written: every cell text, or missing where it is empty."""
        if file not in self._read:
            form = "JSON" if file.endswith(".json") else "CSV"
            read = self._records if form == "JSON" else partial(pd.read_csv, dtype="string")
            try:
                self._read[file] = read(self.path(file))
            except ValueError as error:  # the parser's faults and broken UTF-8
                raise BuildError(
                    f"{file} cannot be read as {form}: {str(error).strip()}. {REBUILD}"
                ) from error
        return pd.DataFrame(self._read[file])

    def _records(self, path: Path) -> pd.DataFrame:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise ValueError("it is not a list of records")
        return pd.DataFrame(found).astype("string")

    def table(self, file: str) -> pd.DataFrame:
        """A table with numbers as numbers (missing where a cell is none), columns as registered."""
        if (file, "table") in self._read:
            return pd.DataFrame(self._read[file, "table"])
        output, cells = tables.output(file), self.cells(file)
        names = [f.name for f in output.fields]
        if list(cells.columns) != names:
            raise BuildError(
                f"{file} has the columns {', '.join(cells.columns)} instead of "
                f"{', '.join(names)}. {REBUILD}"
            )
        numbers = {
            f.name: pd.to_numeric(cells[f.name], errors="coerce").astype("float64")
            for f in output.fields
            if is_number(f)
        }
        table = cells.assign(**numbers)
        self._read[file, "table"] = table
        return table

    def of_map(self, file: str, year: int) -> pd.DataFrame:
        """The rows of one ward map of a table with the column `vintage`."""
        table = self.table(file)
        return table[table["vintage"] == year]

    def record(self) -> dict[str, Any]:
        """What `build.json` says."""
        try:
            found = json.loads(self.path(RECORD).read_text(encoding="utf-8"))
        except ValueError as error:
            raise BuildError(f"{RECORD} is not JSON: {error}. {REBUILD}") from error
        needed = {"build_id", "release", "inputs", "reference", "packages", "outputs"}
        if not isinstance(found, dict) or not needed <= found.keys():
            raise BuildError(f"{RECORD} should hold {', '.join(sorted(needed))}. {REBUILD}")
        return found

    def wards(self, year: int) -> gpd.GeoDataFrame:
        """The boundaries for analysis, EPSG:26971: `ward`, `vintage`, `area_km2`."""
        return self._shapes(f"wards_{year}.zip", ("ward", "vintage", "area_km2"))

    def display(self, year: int) -> gpd.GeoDataFrame:
        """The boundaries for the screen, EPSG:26971: `ward`, and `label` as JSON text."""
        return self._shapes(f"wards_{year}_display.geojson", ("ward", "label"))

    def precincts(self, year: int) -> gpd.GeoDataFrame:
        """The precincts for the screen, EPSG:26971: `ward`, `precinct`, in the file's order."""
        return self._shapes(f"precincts_{year}_display.geojson", ("ward", "precinct"))

    def _shapes(self, file: str, columns: tuple[str, ...]) -> gpd.GeoDataFrame:
        if file not in self._read:
            frame = read_boundaries(self.path(file), to_crs=ANALYSIS)
            missing = [c for c in columns if c not in frame.columns]
            if missing:
                raise BuildError(f"{file} lacks the column {', '.join(missing)}. {REBUILD}")
            self._read[file] = frame
        return self._read[file]


def is_number(column: tables.Field) -> bool:
    """Whether a registered column holds numbers: it then has a unit or a range."""
    return bool(column.unit) or column.low is not None


def gather(title: str, found: Iterable[Check]) -> list[Check]:
    """Run checks to the end, or to the first file that cannot be used, which is a failure too."""
    done: list[Check] = []
    try:
        for check in found:
            done.append(check)
    except AtlasError as fault:
        done.append(Check(title, "cannot be checked", "a usable file", False, str(fault)))
    return done


def first_few(items: Iterable[object], most: int = 5) -> str:
    """ "3, 7, 9" or, of more than `most`, "1, 2, 3, 4, 5 and 12 more"."""
    named = [str(item) for item in items]
    more = f" and {len(named) - most} more" if len(named) > most else ""
    return ", ".join(named[:most]) + more
