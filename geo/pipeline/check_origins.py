"""Checks of where the data come from: the registers, the hand-kept tables and the build record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd

from geo.errors import AtlasError
from geo.pipeline.check_tables import CITY_POPULATION
from geo.pipeline.checks import RECORD, Check, Data, first_few
from geo.pipeline.files import build_id, count_rows, sha256
from geo.pipeline.inputs import read_districts
from geo.reference import TABLES, check_reference
from geo.sources import sources
from geo.tables import OUTPUTS
from geo.wards import Vintage

VOTING_DISTRICTS = 2_069
"""Voting districts of 2020 in Chicago: US Census Bureau, TIGER/Line 2020 and PL 94-171."""


def used_sources(maps: tuple[Vintage, ...]) -> dict[str, str]:
    """Every source id the build reads, with the first place that names it."""
    named = {i: f"geo/tables.py, {o.file}" for o in reversed(OUTPUTS) for i in o.sources}
    return named | {v.source_id: f"wards.toml, {v.year}" for v in maps}


def register_checks(data: Data, register: Path) -> Iterator[Check]:
    """Every source that is named is in the register."""
    known = {s.id for s in sources(register)}
    used = used_sources(data.maps)
    unknown = [f"{i} in {where}" for i, where in used.items() if i not in known]
    yield Check(
        f"{register.name}: sources named but not registered",
        f"{len(unknown)} of {len(used)}" + (f" ({first_few(unknown)})" if unknown else ""),
        "0",
        not unknown,
        f"Correct the id, or add a table for it to {register.name}.",
    )


def reference_checks(reference: Path) -> Iterator[Check]:
    """The hand-kept tables agree with their schemas and with one another."""
    problems = check_reference(reference)
    yield Check(
        f"{reference.name}: problems in {len(TABLES)} hand-kept tables",
        str(len(problems)),
        "0",
        not problems,
        "Each is named below.",
    )
    for problem in problems:
        where = problem.file + (f", row {problem.row}" if problem.row is not None else "")
        where += f", column {problem.column}" if problem.column is not None else ""
        yield Check(where, problem.what, "no problem", False, problem.remedy)


def file_checks(data: Data) -> Iterator[Check]:
    """Every computed file is there and is the one that was built."""
    recorded = data.record()["outputs"]
    found = {p.name for p in data.folder.iterdir() if p.name != RECORD}
    wanted = {*recorded, *(o.file for o in OUTPUTS)}
    for file in sorted(found | wanted):
        if file not in found:
            yield Check(f"{file}: file", "not there", "there", False)
        elif file not in recorded:
            yield Check(f"{file}: file", f"unknown to {RECORD}", "built or not there", False)
        else:
            yield from same_file(data.path(file), recorded[file])


def same_file(path: Path, recorded: Mapping[str, object]) -> Iterator[Check]:
    """A file against its entry in the build record."""
    digest = sha256(path)
    yield Check(
        f"{path.name}: sha256",
        digest[:12],
        f"{str(recorded.get('sha256'))[:12]} in {RECORD}",
        digest == recorded.get("sha256"),
    )
    try:
        rows: object = count_rows(path)
    except (AtlasError, ValueError, LookupError, TypeError) as error:
        rows = f"cannot be read ({error})"
    yield Check(
        f"{path.name}: rows",
        str(rows),
        f"{recorded.get('rows')} in {RECORD}",
        rows == recorded.get("rows"),
    )


def record_checks(data: Data, reference: Path) -> Iterator[Check]:
    """The build record agrees with itself; what changed since the build is remarked upon."""
    record = data.record()
    expected = build_id(record)
    yield Check(
        f"{RECORD}: build id", str(record["build_id"]), expected, record["build_id"] == expected
    )
    now = {p.name: sha256(p) for p in reference.glob("*.csv")}
    before = record["reference"]
    edited = sorted(n for n in now.keys() | before.keys() if now.get(n) != before.get(n))
    if edited:
        figure = f"edited since the build: {', '.join(edited)}"
        yield Check(f"{RECORD}: hand-kept tables", figure, "build again before a release", None)
    changed = [f"{n} {v}, now {here(n)}" for n, v in record["packages"].items() if v != here(n)]
    if changed:
        figure = f"built with {'; '.join(changed)}"
        yield Check(f"{RECORD}: packages", figure, "bytes may differ when built here", None)


def here(package: str) -> str:
    """The version of a package in this environment."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def input_checks(data: Data, register: Path, sources_folder: Path | None) -> Iterator[Check]:
    """The sources at hand are the ones the data were built from."""
    files = {s.id: s.file for s in sources(register)}
    recorded = data.record()["inputs"]
    for source_id, digest in recorded.items():
        what = f"{source_id}: source as it was built from"
        allowed = f"{digest[:12]} in {RECORD}"
        path = None if sources_folder is None else sources_folder / files.get(source_id, source_id)
        if source_id not in files:
            yield Check(what, "not registered", allowed, False, f"Add it to {register.name}.")
        elif path is None or not path.is_file():
            yield Check(what, f"not compared: {files[source_id]} is not at hand", allowed, None)
        else:
            found = sha256(path)
            remedy = "Build again from these sources, or point --sources at the earlier ones."
            yield Check(what, found[:12], allowed, found == digest, remedy)


def district_checks(sources_folder: Path | None) -> Iterator[Check]:
    """The voting districts the people are counted in."""
    what = "voting districts of 2020"
    files = [s.file for s in sources() if s.id in ("vtds_2020", "vtd_2020_pl94171")]
    if sources_folder is None or not all((sources_folder / f).is_file() for f in files):
        for part, allowed in (("", VOTING_DISTRICTS), (": people", CITY_POPULATION)):
            yield Check(what + part, "not compared: not at hand", f"{allowed:,}", None)
        return
    districts = pd.DataFrame(read_districts(sources_folder))
    remedy = f"Restore {' and '.join(files)}."
    count, people = len(districts), int(districts["population"].sum())
    yield Check(what, f"{count:,}", f"{VOTING_DISTRICTS:,}", count == VOTING_DISTRICTS, remedy)
    yield Check(
        f"{what}: people", f"{people:,}", f"{CITY_POPULATION:,}", people == CITY_POPULATION, remedy
    )
