"""Stepping through indicators in the map itself, and changing to the other ward map."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, Frame

from tests.bench.serving import ATLAS, BenchError, serving
from tests.bench.switches import MAP, PAINT_MS, Control, Switch, Tab

PAGE = "/demographics"

REST_MS = 1500
"""Longer than the pause after which the map tells the server, and its answer."""

OTHER_MAP = Control("demographics_map", "demographics, other ward map", ATLAS, "atlas")


@dataclass(frozen=True)
class Steps:
    """Milliseconds from a press in the map to its paint, presses apart and in a row; bytes of the
    file stepped through; switches of the page's own control."""

    apart_ms: list[float]
    row_ms: list[float]
    file_bytes: int
    switches: list[Switch]

    @property
    def map_bytes(self) -> int:
        """The most bytes of one change's message to the map."""
        return max(s.size(MAP) for s in self.switches)


def measure_steps(browser: Browser, presses: int) -> Steps:
    """Press "next" `presses` times with rests and as often in a row; then switch the map."""
    with serving(ATLAS) as address:
        tab = Tab(browser, address + PAGE, "atlas")
        frame = next(f for f in tab.page.frames if "streamlit_folium" in f.url)
        frame.wait_for_selector("button[aria-label='Next indicator']", timeout=PAINT_MS)
        tab.page.wait_for_timeout(REST_MS * 2)
        apart = [_press(tab, frame, REST_MS) for _ in range(presses)]
        row = [_press(tab, frame, 60) for _ in range(presses)]
        tab.page.wait_for_timeout(REST_MS)
        size = frame.evaluate(SIZE)
        switches = [tab.switch(OTHER_MAP, turn) for turn in range(presses + 2)][2:]
        tab.page.close()
    return Steps(apart, row, int(size), switches)


SIZE = """() => Math.max(0, ...performance.getEntriesByType("resource")
    .filter((found) => found.name.endsWith(".json"))
    .map((found) => found.decodedBodySize)
    .filter((bytes) => bytes <= 30720 && bytes > 21500))"""
"""The file of indicators is the only one of about that size (shapes are larger, texts smaller)."""


def _press(tab: Tab, frame: Frame, rest_ms: int) -> float:
    """One press by mouse; milliseconds to its paint."""
    done = frame.evaluate("() => atlas.stats.steps")
    frame.locator("button[aria-label='Next indicator']").click()
    frame.wait_for_function(f"() => atlas.stats.steps > {done}", polling=10)
    found = frame.evaluate("() => atlas.stats.step_ms")
    if not isinstance(found, int | float):
        raise BenchError("A step was pressed but never painted; restart the benchmark.")
    tab.page.wait_for_timeout(rest_ms)
    return float(found)
