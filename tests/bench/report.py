"""From measurements to a table: medians, ratios, and whether the targets are met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import linear_regression, median, quantiles
from typing import Any

from tests.bench.apportioning import OURS, Apportioned, Race
from tests.bench.building import BuildTime
from tests.bench.openings import Opening, Openings
from tests.bench.switches import CONTROLS, FINISHED, MAP, OTHER, Switch, Switches

MAX_TO_FLOOR = 1.25
"""A switch may cost a quarter more than a rerun of a page with nothing but a line of text."""

MAX_TO_PLAIN = 0.75
"""And a quarter less than the same rerun without our handling of the garbage collector."""

MAX_MAP_BYTES = 10_000
MAX_OPENING = 1.5
"""The opening page, map and all, against the emptiest page."""

MAX_TO_FASTEST = 1.0
"""Carrying counts to wards may take no longer than with the fastest library that does the same."""

MAX_EXPONENT = 1.1
"""Time grows with the number of polygons to this power at most: 1 is in proportion."""

APPORTIONING = "apportioning"
"""What every line and note of that part starts with, so that a later run can replace them."""

ATLAS_KEYS = ("atlas_filter", "atlas_vintage")


@dataclass(frozen=True)
class Line:
    """One row of the table. `target` is the most `value` may be; None if it is only reported."""

    what: str
    value: float
    unit: str
    target: float | None = None

    @property
    def verdict(self) -> str:
        """ "met", "not met", or nothing."""
        if self.target is None:
            return ""
        return "met" if self.value <= self.target else "not met"

    def record(self) -> dict[str, object]:
        """The row as it is written to the file."""
        return {
            "what": self.what,
            "value": round(self.value, 3),
            "unit": self.unit,
            "target": self.target,
            "verdict": self.verdict,
        }


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, quartiles and number of values."""
    several = values if len(values) > 1 else [*values, *values]
    low, middle, high = (round(v, 1) for v in quantiles(several, n=4, method="inclusive"))
    return {"median": middle, "quartile_1": low, "quartile_3": high, "n": len(values)}


def painted(switches: Sequence[Switch]) -> float:
    """Median milliseconds from click to paint."""
    return median(s.painted_ms for s in switches)


def answered(switches: Sequence[Switch]) -> float:
    """Median milliseconds from click to the end of the server's answer."""
    return median(s.arrival(FINISHED) for s in switches)


def switch_lines(found: dict[str, list[Switch]]) -> list[Line]:
    """Times from click to paint, and the ratios the targets are about."""
    labels = {c.key: c.label for c in CONTROLS}
    times = {key: painted(switches) for key, switches in found.items()}
    lines = [Line(f"click to paint: {labels[key]}", ms, "ms") for key, ms in times.items()]
    lines += [
        Line(f"{labels[key]}: headline, legend and table have come", answered(found[key]), "ms")
        for key in ATLAS_KEYS
    ]
    for key in ATLAS_KEYS:
        name = labels[key]
        lines += [
            Line(f"{name} / {labels[other]}", times[key] / times[other], "ratio", target)
            for other, target in (
                ("text_frozen", MAX_TO_FLOOR),
                ("text_plain", MAX_TO_PLAIN),
                ("text_loaded", None),
                ("plain_folium", None),
            )
        ]
    return lines


def blank_lines(found: dict[str, list[Switch]]) -> list[Line]:
    """Animation frames with fewer than fifty wards, over all switches."""
    atlas = [s for key in ATLAS_KEYS for s in found[key]]
    plain = found["plain_folium"]
    return [
        Line(f"blank frames: atlas, {len(atlas)} switches", blank(atlas), "frames", 0),
        Line(f"blank frames: plain folium, {len(plain)} switches", blank(plain), "frames"),
    ]


def blank(switches: Sequence[Switch]) -> int:
    """Blank frames of all these switches."""
    return sum(s.blank for s in switches)


def size_lines(found: Switches) -> list[Line]:
    """Bytes per switch over the WebSocket; shapes must not be among them."""
    every = {key: [*found.first[key], *found.again[key]] for key in found.again}
    atlas = [s for key in ATLAS_KEYS for s in every[key]]
    labels = {c.key: c.label for c in CONTROLS}
    lines = [
        Line("atlas: map's message, largest", most(atlas, MAP), "bytes", MAX_MAP_BYTES),
        Line("atlas: messages that hold shapes", with_shapes(atlas), "messages", 0),
        Line(
            "plain folium map: messages that hold shapes",
            with_shapes(every["plain_folium"]),
            "messages",
        ),
    ]
    for key in (*ATLAS_KEYS, "plain_folium"):
        lines.append(Line(f"{labels[key]}: all messages, largest", most(every[key]), "bytes"))
        lines.append(Line(f"{labels[key]}: messages", median_count(every[key]), "messages"))
    return lines


def with_shapes(switches: Sequence[Switch]) -> int:
    """Messages of these switches that hold a geometry."""
    return sum(m.has_shapes for s in switches for m in s.messages)


def median_count(switches: Sequence[Switch]) -> float:
    """Messages per switch."""
    return median(len(s.messages) for s in switches)


def most(switches: Sequence[Switch], kind: str | None = None) -> int:
    """The most bytes any of these switches took, in all or in messages of a kind."""
    return max(s.size(kind) for s in switches)


def opening_lines(found: Openings) -> list[Line]:
    """First paint, warm and cold."""
    warm = {page: median(o.ready_ms for o in seen) for page, seen in found.warm.items()}
    cold = {page: median(o.ready_ms for o in seen) for page, seen in found.cold.items()}
    drawn = median(o.drawn_ms for o in found.warm["atlas"])
    return [
        Line("opening page: 50 wards drawn", drawn, "ms"),
        Line("opening page: map answers", warm["atlas"], "ms"),
        Line("empty page", warm["empty"], "ms"),
        Line("opening page / empty page", warm["atlas"] / warm["empty"], "ratio", MAX_OPENING),
        Line("first visit to a fresh server: opening page", cold["atlas"], "ms"),
        Line("first visit to a fresh server: empty page", cold["empty"], "ms"),
    ]


def build_lines(found: BuildTime | None) -> list[Line]:
    """The build, or nothing."""
    if found is None:
        return []
    return [
        Line("build of all data", found.build_s, "s"),
        Line("build / reading the sources only", found.build_s / found.read_s, "ratio"),
    ]


def apportioning_lines(found: Apportioned) -> list[Line]:
    """Counts carried to wards by us and by others, on real districts and on ever more pieces."""
    times = {race.size: typical(race, OURS) for race in found.growth}
    return [
        *race_lines(found.real, f"{APPORTIONING}, {found.real.size:,} voting districts"),
        *(
            Line(f"{APPORTIONING}, {size:,} pieces: {OURS}, alone", seconds, "s")
            for size, seconds in times.items()
        ),
        Line(f"{APPORTIONING}: power of growth", exponent(times), "power", MAX_EXPONENT),
        *race_lines(found.largest, f"{APPORTIONING}, {found.largest.size:,} pieces"),
    ]


def race_lines(race: Race, what: str) -> list[Line]:
    """Times against ours, ours against the fastest other, and everybody's memory."""
    ours = typical(race, OURS)
    others = {name: typical(race, name) for name in race.runs if name != OURS}
    fastest = min(others, key=others.__getitem__)
    return [
        Line(f"{what}: {OURS}", ours, "s"),
        *(
            Line(f"{what}: {name} / {OURS}{at_least(race, name)}", seconds / ours, "ratio")
            for name, seconds in others.items()
        ),
        Line(f"{what}: {OURS} / {fastest}", ours / others[fastest], "ratio", MAX_TO_FASTEST),
        *(
            Line(f"{what}: memory of {name}", max(r.peak_mib for r in runs), "MiB")
            for name, runs in race.runs.items()
            if name not in race.late
        ),
    ]


def typical(race: Race, name: str) -> float:
    """Median seconds of a contender; for a late one the limit, which it needs more than."""
    return race.limit_s if name in race.late else median(r.seconds for r in race.runs[name])


def at_least(race: Race, name: str) -> str:
    """Words for a number that is only a lower bound."""
    return f", at least (stopped after {race.limit_s:g} s)" if name in race.late else ""


def exponent(times: Mapping[int, float]) -> float:
    """Slope of the logarithm of time over the logarithm of size, by least squares."""
    return linear_regression([log(n) for n in times], [log(s) for s in times.values()]).slope


def apportioning_details(found: Apportioned) -> dict[str, Any]:
    """Spread of every contender's times, in milliseconds."""
    races = {
        "districts": found.real,
        **{f"alone_{race.size}": race for race in found.growth},
        f"pieces_{found.largest.size}": found.largest,
    }
    return {
        key: {
            name: {"ms": spread([r.seconds * 1000 for r in runs])}
            for name, runs in race.runs.items()
            if runs
        }
        for key, race in races.items()
    }


def with_part(
    written: Mapping[str, Any], lines: Sequence[Line], behind: Mapping[str, Any]
) -> dict[str, Any]:
    """A result with new lines about apportioning, and the details behind them, for earlier ones."""
    return {
        **written,
        "table": [
            *(row for row in written["table"] if not row["what"].startswith(APPORTIONING)),
            *(line.record() for line in lines),
        ],
        "notes": [note for note in written["notes"] if not note.startswith(APPORTIONING)],
        "details": {**written["details"], APPORTIONING: dict(behind)},
    }


def all_lines(switches: Switches, openings: Openings, built: BuildTime | None) -> list[Line]:
    """The table of pages and build."""
    return [
        *switch_lines(switches.again),
        *blank_lines(switches.again),
        *size_lines(switches),
        *opening_lines(openings),
        *build_lines(built),
    ]


def switch_details(switches: Sequence[Switch]) -> dict[str, Any]:
    """Where a switch's milliseconds go: medians after the click, and the spread of the paint."""
    return {
        "painted_ms": spread([s.painted_ms for s in switches]),
        "request_sent_ms": round(median(s.sent_ms for s in switches), 1),
        "first_message_ms": round(median(min(m.at_ms for m in s.messages) for s in switches), 1),
        "map_message_ms": round(median(s.arrival(MAP) for s in switches), 1),
        "last_message_ms": round(median(s.arrival(MAP, OTHER) for s in switches), 1),
        "run_finished_ms": round(median(s.arrival(FINISHED) for s in switches), 1),
        "map_bytes": median(s.size(MAP) for s in switches),
        "all_bytes": median(s.size() for s in switches),
        "frames": sum(s.frames for s in switches),
        "blank_frames": blank(switches),
    }


def opening_details(openings: Sequence[Opening]) -> dict[str, Any]:
    """Spread of the times of an opening."""
    return {
        "drawn_ms": spread([o.drawn_ms for o in openings]),
        "ready_ms": spread([o.ready_ms for o in openings]),
    }


def details(switches: Switches, openings: Openings) -> dict[str, Any]:
    """Everything behind the table."""
    return {
        "switches": {key: switch_details(seen) for key, seen in switches.again.items()},
        "openings_warm": {page: opening_details(seen) for page, seen in openings.warm.items()},
        "openings_cold": {page: opening_details(seen) for page, seen in openings.cold.items()},
    }


def table(lines: Sequence[Line]) -> str:
    """The table as text."""
    rows = [("", "value", "unit", "target", "")]
    for line in lines:
        digits = 2 if line.unit in ("ratio", "s", "power") else 0
        most = "" if line.target is None else f"≤ {line.target:,g}"
        rows.append((line.what, f"{line.value:,.{digits}f}", line.unit, most, line.verdict))
    wide = [max(len(row[i]) for row in rows) for i in range(5)]
    return "\n".join(
        f"{what:<{wide[0]}}  {value:>{wide[1]}} {unit:<{wide[2]}}  {most:<{wide[3]}}  {verdict}"
        for what, value, unit, most, verdict in rows
    )
