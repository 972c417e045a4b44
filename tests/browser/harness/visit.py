"""A visitor of the harness page in a real browser, and the server that visitor talks to."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
APP = Path(__file__).with_name("ward_map_app.py")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing is found but this machine. Held back by routes instead, the browser would forget its
    # cache, and every visit would load the page's 140 files anew.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
FRAME = "streamlit_folium"
LOCAL = re.compile(r"^(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|^(data|blob|about):")
DESKTOP = {"viewport": {"width": 1280, "height": 1300}}
PHONE = {"viewport": {"width": 390, "height": 1100}, "has_touch": True, "device_scale_factor": 2}
DRAWN = """() => [...document.querySelectorAll("path.atlas-ward")]
    .filter((path) => (path.getAttribute("d") || "").length > 20).length"""
# Counts drawn wards in every animation frame until asked for the least.
WATCH = f"""() => {{
    const count = {DRAWN};
    window.least = count();
    const look = () => {{
        window.least = Math.min(window.least, count());
        requestAnimationFrame(look);
    }};
    look();
}}"""
VIEW = "() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]"
COUNT_MESSAGES = """
    window.sent = [];
    window.sentAt = [];
    window.addEventListener("message", (event) => {
        if (event.data.type !== "streamlit:setComponentValue") return;
        window.sent.push(event.data.value);
        window.sentAt.push(Date.now());
    });
"""

PATIENCE_S = 60
"""Until something that does not come is a failure: three browsers may share two cores."""

REST_MS = re.search(
    r"REST_MS = (\d+)", (ROOT / "geo/maps/assets/ward_layer.js").read_text("utf-8")
)[1]
NEVER_AT_REST = f"""
    const wait = window.setTimeout;
    window.setTimeout = (act, ms, ...more) => (ms === {REST_MS} ? 0 : wait(act, ms, ...more));
"""
"""Keeps the map from fetching the other ward map once the page is at rest: on a slow machine it
would be there before a test can hold it back."""


@contextmanager
def running(base: str = "") -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(APP)]
    command += ["--server.port", str(port), "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false", "--server.baseUrlPath", base]
    address = f"http://127.0.0.1:{port}/{base}".rstrip("/")
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail("The page with the map did not start in time.")


class Chromium:
    """A running browser: visitors with the same kind of screen share its cache, not their pages."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self._contexts: dict[str, Any] = {}

    def new_page(self, **options: Any) -> Any:
        key = repr(sorted(options.items()))
        if key not in self._contexts:
            self._contexts[key] = self.browser.new_context(**options)
        return self._contexts[key].new_page()


class Visit:
    """One visitor: a page, its map frame, and what it asked the world for."""

    def __init__(self, browser: Chromium, address: str, script: str = "", **options: Any) -> None:
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.received: list[bytes] = []
        self.page = browser.new_page(**(options or DESKTOP))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.add_init_script(COUNT_MESSAGES + script)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", self._connected)
        self.page.set_default_timeout(1000 * PATIENCE_S)
        self.deadline = time.monotonic() + PATIENCE_S
        self.page.goto(address)

    def _asked(self, address: str) -> None:
        if not LOCAL.match(address):
            self.foreign.append(address)

    def _connected(self, socket: Any) -> None:
        self._asked(socket.url)
        socket.on("framereceived", self._received)

    def close(self) -> None:
        self.page.close()

    def _received(self, payload: Any) -> None:
        self.received.append(payload if isinstance(payload, bytes) else payload.encode())

    @property
    def frame(self) -> Any:
        return next(f for f in self.page.frames if FRAME in f.url)

    def drawn(self) -> Visit:
        while not any(FRAME in found.url for found in self.page.frames):
            self.page.wait_for_timeout(50)
            assert time.monotonic() < self.deadline, "the page shows no map frame"
        self.frame.wait_for_function(f"() => ({DRAWN})() === 50 && atlas.stats.shows > 0")
        # The labels' typeface changes nothing but their look; waiting makes pictures repeatable.
        self.frame.evaluate("() => document.fonts.ready.then(() => true)")
        return self

    def shows(self) -> int:
        found: int = self.frame.evaluate("atlas.stats.shows")
        return found

    def after_restyle(self, act: Any) -> None:
        before = self.shows()
        act()
        self.frame.wait_for_function(f"() => atlas.stats.shows > {before}")

    def hold(self, pattern: str) -> list[Any]:
        """Keep back every request like `pattern` until `let_go`."""
        held: list[Any] = []
        self.flowing = False

        def keep(route: Any) -> None:
            if self.flowing:
                route.fallback()
            else:
                held.append(route)

        self.page.route(re.compile(pattern), keep)
        return held

    def until(self, come: Callable[[], object]) -> None:
        """Wait for what the browser tells this visit; what never comes is a failure, not a wait
        without end."""
        deadline = time.monotonic() + PATIENCE_S
        while not come():
            self.page.wait_for_timeout(50)
            assert time.monotonic() < deadline, "it never came"

    def until_held(self, held: list[Any]) -> None:
        """Wait for the first request kept back."""
        self.until(lambda: held)

    def let_go(self, held: list[Any]) -> None:
        self.flowing = True
        for route in held:
            route.continue_()

    def shift(self, value: int) -> None:
        box = self.page.get_by_label("Shift")
        box.fill(str(value))
        box.press("Enter")

    def vintage(self, year: int) -> None:
        self.page.get_by_text(str(year), exact=True).click()

    def toggle(self, name: str) -> None:
        self.page.get_by_text(name, exact=True).click()

    def at(self, ward: int) -> tuple[float, float]:
        """Page coordinates of the ward's label point."""
        x, y = self.frame.evaluate(
            """(ward) => {
                const label = [...document.querySelectorAll(".atlas-label")]
                    .find((found) => found.textContent === String(ward));
                const box = label.getBoundingClientRect();
                return [box.x, box.y];
            }""",
            ward,
        )
        box = self.page.locator("iframe").bounding_box()
        return box["x"] + x, box["y"] + y

    def pan_and_zoom(self) -> None:
        x, y = self.at(28)
        self.frame.locator(".leaflet-control-zoom-in").click()
        self.settled()
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 60, y - 80, steps=6)
        self.page.mouse.up()
        self.settled()

    def settled(self) -> None:
        """Wait until the map stands still: it glides on after a drag and back inside its limits,
        and on a busy machine both take as long as they take."""
        seen: list[object] = []

        def still() -> bool:
            self.page.wait_for_timeout(200)
            seen.append(self.frame.evaluate(VIEW))
            return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]

        self.until(still)

    def told(self, ward: int | None, times: int) -> None:
        self.page.get_by_text(f"chosen {ward} told {times} times").wait_for()

    def stepped(self, key: str, times: int) -> None:
        """Wait until the server has answered a step to that indicator."""
        said = f"stepped to {key} in {times} steps"
        self.page.get_by_text(said, exact=True).wait_for()

    def bar(self) -> str:
        """What the bar in the map says; empty if there is none."""
        box = self.frame.locator(".atlas-steps")
        return box.locator(".atlas-steps-label").inner_text() if box.is_visible() else ""

    def with_bar(self) -> Visit:
        self.frame.locator(".atlas-steps").wait_for()
        return self

    def fill(self, ward: int) -> str:
        """The color of a ward, below its hatch if it has one."""
        found: str = self.frame.evaluate(
            """(ward) => {
                const fill = document.querySelector(`path[data-ward="${ward}"]`)
                    .getAttribute("fill");
                const id = /^url\\(#(.*)\\)$/.exec(fill);
                return id ? document.getElementById(id[1]).querySelector("rect")
                    .getAttribute("fill") : fill;
            }""",
            ward,
        )
        return found

    def sent(self) -> list[dict[str, str]]:
        self.page.wait_for_timeout(600)  # longer than the wrapper's own 250 ms
        found: list[dict[str, str]] = self.page.evaluate("window.sent")
        return found

    def pressed(self) -> list[int]:
        found: list[int] = self.frame.evaluate(
            """() => [...document.querySelectorAll("path.atlas-ward[aria-pressed=true]")]
                .map((path) => Number(path.dataset.ward))"""
        )
        return found
