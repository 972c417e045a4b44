"""Hold every computed file against its registration, its source and published figures."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from geo import paths
from geo.errors import BuildError
from geo.pipeline import (
    check_claims,
    check_clusters,
    check_endorsements,
    check_indicators,
    check_origins,
    check_shapes,
    check_tables,
    check_votes,
)
from geo.pipeline.checks import Check, Data, gather
from geo.tables import OUTPUTS
from geo.wards import Vintage, vintages

WIDEST = 60
"""Columns of the report are aligned up to this width; a longer text pushes its own line only."""


def validate(folder: Path = paths.DATA, sources_folder: Path | None = None) -> list[Check]:
    """Run every check on the data below `folder`.

    Parameters
    ----------
    folder : Path
        With `processed`, `reference`, `sources.toml` and `wards.toml`.
    sources_folder : Path, optional
        Sources to compare with; those not at hand are reported as not compared.

    Returns
    -------
    list of Check
        In the order of the report, failed ones included.

    Raises
    ------
    BuildError
        If the list of ward maps cannot be read, on which every other check rests.
    """
    register = folder / paths.SOURCES_TOML.name
    reference = folder / paths.REFERENCE.name
    data = Data(folder / paths.PROCESSED.name, known_maps(folder / paths.WARDS_TOML.name))
    found = gather(register.name, check_origins.register_checks(data, register))
    found += gather(reference.name, check_origins.reference_checks(reference))
    found += check_built(data)
    found += gather("endorsements", check_endorsements.endorsement_checks(data, reference))
    found += gather("clustering.json", check_clusters.esda_checks(data))
    found += gather("claims.json", check_claims.claim_checks(data, reference))
    found += gather("claims.csv", check_claims.edited_checks(data, reference))
    found += gather("build.json", check_origins.record_checks(data, reference))
    found += gather("sources", check_origins.input_checks(data, register, sources_folder))
    found += gather("voting districts", check_origins.district_checks(sources_folder))
    for vintage in data.maps:
        title = f"wards_{vintage.year}.zip and its source"
        found += gather(title, check_shapes.source_checks(data, vintage, sources_folder))
    return found


def check_built(data: Data) -> list[Check]:
    """The checks of the computed files alone; a build that fails one is not put in place."""
    return [check for title, group in groups(data) for check in gather(title, group)]


def groups(data: Data) -> Iterator[tuple[str, Iterator[Check]]]:
    """Every group of checks of the computed files, small enough that one fault hides little."""
    for vintage in data.maps:
        year = vintage.year
        yield f"wards_{year}.zip", check_shapes.boundary_checks(data, vintage)
        yield f"wards_{year}_display.geojson", check_shapes.display_checks(data, vintage)
    yield from table_groups(data)
    for vintage in data.maps:
        yield f"areas of the {vintage.year} wards", check_shapes.area_checks(data, vintage)
    yield from check_votes.groups(data)
    yield "clustering.json", check_clusters.cluster_checks(data)
    yield "files", check_origins.file_checks(data)


def table_groups(data: Data) -> Iterator[tuple[str, Iterator[Check]]]:
    """Every table by itself, then the tables against one another."""
    for output in OUTPUTS:
        yield output.file, check_tables.schema_checks(data, output)
    yield "wards in the tables", check_tables.ward_checks(data)
    yield "people in all", check_tables.total_checks(data)
    yield "people by ward", check_tables.ward_total_checks(data)
    yield "shares", check_tables.share_checks(data)
    yield "shares and people", check_tables.derived_checks(data)
    yield "published figures", check_tables.published_checks(data)
    yield "neighbours", check_tables.neighbour_checks(data)
    yield "wards with indicators", check_indicators.ward_checks(data)
    yield "margins of indicators", check_indicators.margin_checks(data)
    yield "indicators of one ward", check_indicators.part_checks(data)
    yield "people of the indicators", check_indicators.people_checks(data)
    yield "bases of the shares", check_indicators.base_checks(data)
    yield "published indicators", check_indicators.published_checks(data)
    yield "errors of carrying", check_indicators.error_checks(data)


def known_maps(path: Path) -> tuple[Vintage, ...]:
    """The ward maps of a `wards.toml`."""
    try:
        return vintages(path)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BuildError(
            f"{path.name} cannot be read: {error}. Restore it from version control."
        ) from error


def failures(checks: Sequence[Check]) -> list[Check]:
    """The checks that failed. A comparison by numpy may not be the `False` of Python."""
    return [check for check in checks if check.passed is not None and not check.passed]


def report(checks: Sequence[Check]) -> str:
    """One aligned line per check, then a count, then every failure with its remedy."""
    widths = [
        max((len(text) for text in column if len(text) <= WIDEST), default=0)
        for column in ([c.what for c in checks], [c.figure for c in checks])
    ]
    marks = {True: "ok", False: "FAIL", None: "note"}
    lines = [
        f"{marks[c.passed]:4}  {c.what:{widths[0]}}  {c.figure:{widths[1]}}  {c.allowed}"
        for c in checks
    ]
    failed = failures(checks)
    compared = sum(c.passed is not None for c in checks)
    lines += ["", f"{compared} checks, {len(failed)} failed, {len(checks) - compared} notes."]
    return "\n".join([*lines, *map(complaint, failed)])


def complaint(check: Check) -> str:
    """A failed check in words, with its remedy."""
    return f"- {check.what}: {check.figure.rstrip('.')}. Allowed: {check.allowed}. {check.remedy}"


def run(folder: Path = paths.DATA, sources_folder: Path | None = None) -> int:
    """Print the report; exit code 0 if every check passed, else 1."""
    checks = validate(folder, sources_folder)
    print(report(checks))
    return 1 if failures(checks) else 0
