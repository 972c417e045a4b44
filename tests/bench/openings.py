"""From the first request for a page to a map that answers, against the emptiest page there is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.serving import APPS, ATLAS, serving
from tests.bench.switches import PAINT_MS, PROBE, WINDOW

PAGES: dict[str, Path] = {"atlas": ATLAS, "empty": APPS / "empty.py"}


@dataclass(frozen=True)
class Opening:
    """Milliseconds after navigation: everything drawn, and (for a map) the first tooltip."""

    drawn_ms: float
    ready_ms: float


@dataclass(frozen=True)
class Openings:
    """Openings by page: on a warm server, and as the first visit to a fresh one."""

    warm: dict[str, list[Opening]]
    cold: dict[str, list[Opening]]


def visit(browser: Browser, address: str, look: str) -> Opening:
    """Open a page as a first-time visitor, with nothing in the browser's cache."""
    context = browser.new_context(viewport=WINDOW)
    watch = f"if (window === top) window.opening = bench.open('{look}');"
    context.add_init_script(PROBE.read_text(encoding="utf-8") + watch)
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => opening.ready", polling=50, timeout=PAINT_MS * 2)
    seen = page.evaluate("() => opening")
    context.close()
    return Opening(seen["drawn"], seen["ready"])


def measure_openings(browser: Browser, visits: int, starts: int) -> Openings:
    """Visit the pages in turn: `starts` fresh servers each, then `visits` to warm ones."""
    cold: dict[str, list[Opening]] = {look: [] for look in PAGES}
    warm: dict[str, list[Opening]] = {look: [] for look in PAGES}
    for _ in range(starts):
        for look, script in PAGES.items():
            with serving(script) as address:
                cold[look].append(visit(browser, address, look))
    with serving(PAGES["atlas"]) as atlas, serving(PAGES["empty"]) as empty:
        for turn in range(-1, visits):  # the first visit warms the server
            for look, address in (("atlas", atlas), ("empty", empty)):
                seen = visit(browser, address, look)
                if turn >= 0:
                    warm[look].append(seen)
    return Openings(warm, cold)
