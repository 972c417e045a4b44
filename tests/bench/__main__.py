"""Measure the atlas and write `bench.json`.

Usage: `python -m tests.bench [--rounds 16] [--visits 7] [--starts 2] [--sources FOLDER]
[--only apportioning]`. Pages are measured in a real browser, the build and the carrying of counts
to wards on the source files. The contenders take turns within one run. Compare ratios, not
milliseconds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from geo import paths
from geo.errors import AtlasError
from tests.bench.apportioning import measure_apportioning
from tests.bench.building import BuildTime, measure_build
from tests.bench.machine import load, machine, machine_line
from tests.bench.openings import measure_openings
from tests.bench.planning import measure_planning, planning_details, planning_lines
from tests.bench.precincts import measure_precincts, precinct_details, precinct_lines
from tests.bench.report import (
    APPORTIONING,
    Line,
    all_lines,
    apportioning_details,
    apportioning_lines,
    details,
    table,
    with_part,
)
from tests.bench.serving import BenchError, launch
from tests.bench.step_report import step_details, step_lines
from tests.bench.stepping import measure_steps
from tests.bench.switches import Switch, measure_switches

LIBRARIES = ("numpy", "shapely", "geopandas", "tobler", "maup")


def arguments() -> argparse.Namespace:
    """How often, which sources, and where to write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=16, help="switches of every control")
    parser.add_argument("--visits", type=int, default=7, help="visits to a warm server")
    parser.add_argument("--starts", type=int, default=2, help="fresh servers visited")
    parser.add_argument("--sources", type=Path, default=paths.RAW, help="folder of source files")
    parser.add_argument("--output", type=Path, default=paths.ROOT / "bench.json")
    parser.add_argument(
        "--only", choices=[APPORTIONING], help="measure this part, keep the other lines"
    )
    return parser.parse_args()


def build_or_reason(folder: Path) -> tuple[BuildTime | None, str]:
    """The build's time, or why there is none; what the browser showed is kept either way."""
    try:
        built = measure_build(folder)
    except AtlasError as error:
        return None, f"Build not measured: {error}"
    if built is None:
        return None, "Build not measured: no source files at hand. Name their folder (--sources)."
    return built, ""


def read_written(path: Path) -> dict[str, Any]:
    """An earlier result.

    Raises
    ------
    BenchError
        If there is none, or it cannot be read.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BenchError(
            f"{path.name} cannot be read ({error}), so there are no other lines to keep. Run the "
            "benchmark once without --only."
        ) from error


def with_apportioning(written: dict[str, Any], folder: Path) -> tuple[dict[str, Any], list[Line]]:
    """Measure how counts are carried; the result with that part in it, and its lines.

    Raises
    ------
    AtlasError
        If it cannot be measured, or an answer is wrong.
    """
    about = machine(chromium="not used")
    found = measure_apportioning(folder)  # which checks that the libraries are there
    about |= {"load_after": load(), **{name: version(name) for name in LIBRARIES}}
    lines = apportioning_lines(found)
    return with_part(written, lines, {"machine": about, **apportioning_details(found)}), lines


def everything(asked: argparse.Namespace) -> tuple[dict[str, Any], list[Line]]:
    """Measure every part; one that cannot be measured leaves a note and spoils no other."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        about = machine(browser.version)
        switches = measure_switches(browser, asked.rounds)
        steps = measure_steps(browser, asked.rounds)
        precincts = measure_precincts(browser, asked.rounds)
        openings = measure_openings(browser, asked.visits, asked.starts)
        browser.close()
    about["load_after"] = load()
    built, note = build_or_reason(asked.sources)
    bare: dict[str, Sequence[Switch]] = dict(switches.again)
    lines = [*all_lines(switches, openings, built), *step_lines(steps, bare)]
    lines += precinct_lines(precincts, bare)
    planning = measure_planning()
    lines += planning_lines(planning)
    written = {
        "machine": about,
        "table": [line.record() for line in lines],
        "notes": [note] if note else [],
        "details": {
            **details(switches, openings),
            "demographics": step_details(steps),
            "precincts": precinct_details(precincts),
            "planning": planning_details(planning),
        },
    }
    try:
        written, more = with_apportioning(written, asked.sources)
    except AtlasError as error:
        written["notes"].append(f"{APPORTIONING} not measured: {error}")
        return written, lines
    return written, [*lines, *more]


def main() -> None:
    """Measure, write, print."""
    asked = arguments()
    if asked.only:
        written, lines = with_apportioning(read_written(asked.output), asked.sources)
        about = written["details"][APPORTIONING]["machine"]
    else:
        written, lines = everything(asked)
        about = written["machine"]
    text = json.dumps(written, indent=2, ensure_ascii=False) + "\n"
    asked.output.write_text(text, encoding="utf-8")
    print(machine_line(about))
    print(table(lines))
    print(*written["notes"], sep="\n")


if __name__ == "__main__":
    try:
        main()
    except AtlasError as error:
        sys.exit(str(error))
