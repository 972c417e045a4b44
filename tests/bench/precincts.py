"""A map of two thousand precincts: its first picture and the change to another candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser

from tests.bench.report import Line, blank, painted, switch_details
from tests.bench.serving import ATLAS, BenchError, serving
from tests.bench.switches import MAP, WARM_UP, Control, Switch, Tab, kind_of

PAGE = "/elections?election=2019-runoff&race=mayor&area=precincts"
"""All 2,069 precincts voted in this race of two candidates."""

MAX_TO_FLOOR = 1.5
"""A switch of two thousand shapes may cost half more than a rerun of a line of text."""

MAX_FIRST_BYTES = 1_500_000
"""Everything the map's frame fetches and its first message."""

MAX_SWITCH_BYTES = 60 * 1024

OTHER_CANDIDATE = Control("precincts", "precincts, other candidate", ATLAS, "precincts")


@dataclass(frozen=True)
class Precincts:
    """Bytes fetched before the first picture, and switches; the first ones are not timed."""

    first_bytes: int
    fetches_after: int
    first: list[Switch]
    again: list[Switch]


def measure_precincts(browser: Browser, rounds: int) -> Precincts:
    """Open the map and press the two candidates in turn.

    Raises
    ------
    BenchError
        If the map has no frame or fetched anything after the first picture.
    """
    with serving(ATLAS) as address:
        tab = Tab(browser, address + PAGE, "precincts")
        frame = next((f for f in tab.page.frames if "streamlit_folium" in f.url), None)
        if frame is None:
            raise BenchError("The page of elections shows no map; open it to see why.")
        sent = max(len(m) for m in tab.received if kind_of(m) == MAP)
        fetched = int(frame.evaluate(FETCHED))
        tab.page.wait_for_timeout(REST_MS)
        before = int(frame.evaluate("() => atlas.stats.fetches"))
        found = [tab.switch(OTHER_CANDIDATE, turn) for turn in range(WARM_UP + rounds)]
        after = int(frame.evaluate("() => atlas.stats.fetches"))
        tab.page.close()
    return Precincts(fetched + sent, after - before, found[:WARM_UP], found[WARM_UP:])


REST_MS = 2500
"""After it the map has fetched the other ward map for later, which is no part of the picture."""

FETCHED = """() => performance.getEntriesByType("resource")
    .filter((found) => /[.](js|css|json|woff2)/.test(found.name))
    .reduce((sum, found) => sum + found.decodedBodySize, 0)"""
"""What the map's frame fetched, unpacked; more than crosses the wire."""


def precinct_lines(found: Precincts, bare: dict[str, Sequence[Switch]]) -> list[Line]:
    """Times, bytes and ratios; `bare` as in `step_lines`."""
    ms = painted(found.again)
    every = [*found.first, *found.again]
    name = "precincts, other candidate"
    return [
        Line(
            "precincts: all that is sent for the first picture",
            found.first_bytes,
            "bytes",
            MAX_FIRST_BYTES,
        ),
        Line(f"click to paint: {name}", ms, "ms"),
        Line(
            f"{name} / bare rerun, same settings",
            ms / painted(bare["text_frozen"]),
            "ratio",
            MAX_TO_FLOOR,
        ),
        Line(f"{name} / bare rerun as it comes", ms / painted(bare["text_plain"]), "ratio"),
        Line(f"{name}: blank frames", blank(found.again), "frames", 0),
        Line(f"{name}: files fetched", found.fetches_after, "files", 0),
        Line("precincts: map's message, largest", max(s.size(MAP) for s in every), "bytes"),
        Line(
            "precincts: all messages of a switch, largest",
            max(s.size() for s in every),
            "bytes",
            MAX_SWITCH_BYTES,
        ),
    ]


def precinct_details(found: Precincts) -> dict[str, Any]:
    """The spread behind the lines."""
    return {"other_candidate": switch_details(found.again)}
