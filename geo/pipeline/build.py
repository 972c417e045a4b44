"""Build `data/processed` from the sources: all of it, or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from tqdm import tqdm

from geo import paths
from geo.boundaries import write_shapefile_zip
from geo.census import TRACT
from geo.errors import AtlasError, BuildError
from geo.pipeline import carriers, indicator_tables, outputs
from geo.pipeline.build_claims import claims_step
from geo.pipeline.build_clusters import clusters_step
from geo.pipeline.build_votes import district_step, precinct_step, read_elections, votes_step
from geo.pipeline.census_tables import read_counts
from geo.pipeline.check_origins import used_sources
from geo.pipeline.checks import RECORD, Data
from geo.pipeline.files import (
    build_id,
    count_rows,
    feature,
    sha256,
    to_display,
    write_csv,
    write_geojson,
)
from geo.pipeline.inputs import LAKE_TRACT, Inputs, path_of, read_inputs
from geo.pipeline.validate import check_built, failures
from geo.reference import load_reference
from geo.ward_geometry import clean_coverage, display_shapes, group_borders, label_points
from geo.wards import vintages

PACKAGES = ("geopandas", "numpy", "pandas", "pyogrio", "pyproj", "shapely")
"""Packages whose version can change a computed byte."""

CONTEXT_TOLERANCE_M = 60.0
"""The lake and the side borders are hints; this is half a city block."""

AREA_TOLERANCE_M = 25.0
"""Community areas are shown as an organization's area, not measured."""


WRITE_FAULTS = (
    OSError,
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
)
"""What a full disk or a folder without permission ends in, from Python and from GDAL."""


def build(sources_folder: Path, target: Path = paths.PROCESSED) -> dict[str, Any]:
    """Compute every output into `target`, replacing it only if everything worked.

    Parameters
    ----------
    sources_folder : Path
        A folder with the files `data/sources.toml` names.
    target : Path
        Replaced as a whole; left untouched on any error.

    Returns
    -------
    dict
        What was written to `build.json`.

    Raises
    ------
    AtlasError
        If a source is missing or wrong, a file cannot be written, or an output fails a check.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clean_leftovers(target)
        with tempfile.TemporaryDirectory(
            dir=target.parent, prefix=LEFTOVER, suffix=".tmp"
        ) as temporary:
            fresh = Path(temporary) / "processed"
            fresh.mkdir()
            record = write_all(sources_folder, fresh)
            swap(fresh, target, Path(temporary) / OLD)
    except WRITE_FAULTS as error:
        raise BuildError(
            f"The data could not be built because a file could not be used: {error}. "
            "Check the free space and the permissions; the earlier data are as they were."
        ) from error
    return record


def swap(fresh: Path, target: Path, old: Path) -> None:
    """Put `fresh` in the place of `target`; two renames, the first undone if the second fails."""
    try:
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    finally:  # also when someone presses Ctrl-C between the two
        if old.exists() and not target.exists():
            old.rename(target)


def write_all(sources_folder: Path, folder: Path) -> dict[str, Any]:
    """Run every step in order with a progress bar; return the build record."""
    state: dict[str, Any] = {}
    with tqdm(total=len(STEPS), unit="step", desc="build", leave=True) as bar:
        for name, step in STEPS:
            bar.set_postfix_str(name)
            step(state, sources_folder, folder)
            bar.update()
    record = build_record(sources_folder, folder)
    (folder / RECORD).write_text(
        json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )
    require_checks(folder)
    return record


def require_checks(folder: Path) -> None:
    """Raise BuildError with every check the new files fail."""
    failed = failures(check_built(Data(folder, vintages())))
    if failed:
        lines = "\n".join(f"- {c.what}: {c.figure}. Allowed: {c.allowed}." for c in failed)
        raise BuildError(
            f"The new data fail {len(failed)} checks and were not kept:\n{lines}\nLook for a "
            "source that is damaged, or of another vintage than data/sources.toml says."
        )


Step = Callable[[dict[str, Any], Path, Path], None]


def read_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    load_reference()
    inputs = state["inputs"] = read_inputs(sources_folder)
    state["counts"] = read_counts(sources_folder, carriers.layers(inputs))
    state["groups"] = carriers.census_groups(sources_folder, state["counts"], inputs)
    read_elections(state, sources_folder)


def wards_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    state["wards"] = outputs.clean_wards(state["inputs"])
    for year, wards in state["wards"].items():
        write_shapefile_zip(wards, folder / f"wards_{year}.zip", stem=f"wards_{year}")


def display_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    for year, wards in state["wards"].items():
        write_geojson(display_features(wards), folder / f"wards_{year}_display.geojson")


def display_features(wards: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Ward features with their number and a place for the label."""
    shapes = display_shapes(wards.geometry.to_numpy())
    points = to_display(label_points(wards.geometry.to_numpy()))
    return [
        feature(shape, ward=int(ward), label=[point.x, point.y])
        for ward, shape, point in zip(wards["ward"], shapes, points, strict=True)
    ]


def context_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    inputs: Inputs = state["inputs"]
    lake = outputs.lake(inputs, state["wards"], LAKE_TRACT)
    shore = shapely.simplify(lake, CONTEXT_TOLERANCE_M)
    write_geojson([feature(to_display([shore])[0], kind="lake")], folder / "context.geojson")
    write_geojson(side_line_features(inputs.areas), folder / "side_lines.geojson")
    write_geojson(area_features(inputs.areas), folder / "areas_display.geojson")


def area_features(areas: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Community areas for the screen, so that a regional organization has a shape to download."""
    shapes = display_shapes(clean_coverage(areas.geometry.to_numpy()), AREA_TOLERANCE_M)
    return [
        feature(shape, community_area=int(number))
        for number, shape in zip(areas["community_area"], shapes, strict=True)
    ]


def side_line_features(areas: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """For every side scheme, the lines where two of its groups meet."""
    schemes = load_reference().side_schemes
    light = shapely.coverage_simplify(areas.geometry.to_numpy(), CONTEXT_TOLERANCE_M / 4)
    found = []
    for scheme, rows in schemes.groupby("scheme", sort=True):
        group = areas["side"].map(rows.set_index("side")["group"])
        table = gpd.GeoDataFrame({"group": group}, geometry=light, crs=areas.crs)
        lines = to_display([group_borders(table, "group")])[0]
        found.append(feature(lines, scheme=str(scheme)))
    return found


def pieces_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    state["pieces"] = outputs.cut_pieces(state["inputs"], state["wards"])


def error_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    state["errors"] = outputs.split_error(state["pieces"], state["inputs"])
    write_csv(state["errors"], folder / "split_error.csv")


def tables_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    inputs, wards, pieces = state["inputs"], state["wards"], state["pieces"]
    areas = outputs.ward_areas(pieces, wards, inputs)
    tables: dict[str, pd.DataFrame] = {
        "crosswalk_2015_2023.csv": outputs.crosswalk(pieces, wards),
        "ward_areas.csv": areas,
        "ward_sides.csv": outputs.ward_sides(areas, inputs.areas),
        "ward_population.csv": outputs.population(pieces, wards, state["errors"]),
        "neighbours.csv": outputs.all_neighbours(wards),
        "community_areas.csv": outputs.community_areas(inputs),
    }
    for name, table in tables.items():
        write_csv(table, folder / name)


def carrying_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    inputs, wards, pieces = state["inputs"], state["wards"], state["pieces"]
    parts = carriers.cut_by_block_groups(pieces, inputs)
    found = {year: carriers.crosswalks(pieces, parts, inputs, year) for year in wards}
    first = carriers.OWN_MAP
    state["carrying"], spread = carriers.method_errors(
        pieces, wards[first], state["groups"], inputs, found[first][TRACT]
    )
    for year in wards:
        if year != first:  # the districts nest in their own map: nothing is cut there
            found[year] |= carriers.group_crosswalks(pieces, state["groups"], inputs, year)
    state["carried"] = {
        year: carriers.Carried(found[year], layer["area_km2"].to_numpy(), spread)
        for year, layer in wards.items()
    }
    write_csv(state["carrying"], folder / "carrying_error.csv")


def indicators_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    for year, carried in state["carried"].items():
        table = indicator_tables.indicator_table(state["counts"], carried)
        write_csv(table, folder / f"indicators_{year}.csv")
    bases = indicator_tables.base_table(state["counts"], state["carried"])
    write_csv(bases, folder / "share_bases.csv")
    own = state["carried"][carriers.OWN_MAP]
    write_csv(indicator_tables.city_table(own, state["counts"]), folder / "indicators_city.csv")


STEPS: tuple[tuple[str, Step], ...] = (
    ("reading sources", read_step),
    ("cleaning ward maps", wards_step),
    ("drawing for the screen", display_step),
    ("sides and shore", context_step),
    ("cutting voting districts", pieces_step),
    ("measuring the error", error_step),
    ("summing tables", tables_step),
    ("carrying census areas to wards", carrying_step),
    ("computing indicators", indicators_step),
    ("counting votes", votes_step),
    ("drawing precincts", precinct_step),
    ("laying districts over wards", district_step),
    ("shuffling organized wards", clusters_step),
    ("checking statements", claims_step),
)


def build_record(sources_folder: Path, folder: Path) -> dict[str, Any]:
    """Hashes of everything read and written, row counts, package versions and the build id."""
    record: dict[str, Any] = {
        "release": release(),
        "inputs": {i: sha256(path_of(sources_folder, i)) for i in sorted(used_sources(vintages()))},
        "reference": {p.name: sha256(p) for p in sorted(paths.REFERENCE.glob("*.csv"))},
        "packages": {name: version(name) for name in PACKAGES},
        "outputs": {
            p.name: {"sha256": sha256(p), "rows": count_rows(p), "bytes": p.stat().st_size}
            for p in sorted(folder.iterdir())
        },
    }
    return {"build_id": build_id(record), **record}


def release() -> dict[str, str]:
    """Version and date of the data release, kept by hand in `data/release.toml`."""
    with (paths.DATA / "release.toml").open("rb") as handle:
        table = tomllib.load(handle)
    try:
        return {"version": str(table["version"]), "date": table["date"].isoformat()}
    except KeyError as missing:
        raise AtlasError(
            f"data/release.toml lacks {missing}. Give it a version and a date."
        ) from missing


LEFTOVER, OLD = ".build-", "old"
"""Start of the name of a working folder, and what it calls the data being replaced."""


def clean_leftovers(target: Path) -> None:
    """Mend what a build that was killed left beside `target`: put back data, drop the rest."""
    for leftover in sorted(target.parent.glob(f"{LEFTOVER}*")):
        if (leftover / OLD).is_dir() and not target.exists():
            (leftover / OLD).rename(target)
        shutil.rmtree(leftover, ignore_errors=True)
