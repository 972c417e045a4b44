"""Measure the atlas in a real browser and write `bench.json`.

Usage: `python -m tests.bench [--rounds 16] [--visits 7] [--starts 2] [--sources FOLDER]`.
The contenders take turns within one run. Compare ratios, not milliseconds.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from geo import paths
from geo.errors import AtlasError
from tests.bench.building import BuildTime, measure_build
from tests.bench.machine import load, machine, machine_line
from tests.bench.openings import measure_openings
from tests.bench.report import all_lines, details, table
from tests.bench.serving import launch
from tests.bench.switches import measure_switches


def arguments() -> argparse.Namespace:
    """How often, which sources, and where to write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=16, help="switches of every control")
    parser.add_argument("--visits", type=int, default=7, help="visits to a warm server")
    parser.add_argument("--starts", type=int, default=2, help="fresh servers visited")
    parser.add_argument("--sources", type=Path, default=paths.RAW, help="folder of source files")
    parser.add_argument("--output", type=Path, default=paths.ROOT / "bench.json")
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


def main() -> None:
    """Measure, write, print."""
    asked = arguments()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        about = machine(browser.version)
        switches = measure_switches(browser, asked.rounds)
        openings = measure_openings(browser, asked.visits, asked.starts)
        browser.close()
    about["load_after"] = load()
    built, note = build_or_reason(asked.sources)
    lines = all_lines(switches, openings, built)
    written = {
        "machine": about,
        "table": [line.record() for line in lines],
        "notes": [note] if note else [],
        "details": details(switches, openings),
    }
    text = json.dumps(written, indent=2, ensure_ascii=False) + "\n"
    asked.output.write_text(text, encoding="utf-8")
    print(machine_line(about))
    print(table(lines))
    print(note)


if __name__ == "__main__":
    try:
        main()
    except AtlasError as error:
        sys.exit(str(error))
