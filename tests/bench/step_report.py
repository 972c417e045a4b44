"""The lines about demographics: stepping in the map, and its page's own switches."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from tests.bench.report import (
    MAX_MAP_BYTES,
    MAX_TO_FLOOR,
    MAX_TO_PLAIN,
    Line,
    blank,
    painted,
    spread,
    switch_details,
)
from tests.bench.stepping import Steps
from tests.bench.switches import Switch

MAX_STEP_MS = 20
"""An animation frame of 1/60 s and a little: the next picture the screen can show."""

MAX_FILE_BYTES = 30 * 1024


def step_lines(found: Steps, bare: dict[str, Sequence[Switch]]) -> list[Line]:
    """Times, bytes and ratios of the demographic page.

    `bare` holds the switches of the bare pages of the same run: `text_frozen`, `text_plain`.
    """
    ms = painted(found.switches)
    name = "demographics, other ward map"
    return [
        Line("instant mode: press to paint", median(found.apart_ms), "ms", MAX_STEP_MS),
        Line("instant mode: press to paint, in a row", median(found.row_ms), "ms"),
        Line("instant mode: file of all indicators", found.file_bytes, "bytes", MAX_FILE_BYTES),
        Line(f"click to paint: {name}", ms, "ms"),
        Line(
            f"{name} / bare rerun, same settings",
            ms / painted(bare["text_frozen"]),
            "ratio",
            MAX_TO_FLOOR,
        ),
        Line(
            f"{name} / bare rerun as it comes",
            ms / painted(bare["text_plain"]),
            "ratio",
            MAX_TO_PLAIN,
        ),
        Line(f"{name}: blank frames", blank(found.switches), "frames", 0),
        Line("demographics: map's message, largest", found.map_bytes, "bytes", MAX_MAP_BYTES),
    ]


def step_details(found: Steps) -> dict[str, Any]:
    """The spread behind the lines."""
    return {
        "apart_ms": spread(found.apart_ms),
        "in_a_row_ms": spread(found.row_ms),
        "other_ward_map": switch_details(found.switches),
    }
