"""The whole app for a real browser: servers on free ports, a Chromium, visitors without a network.

The ward map alone is tried in `ward_map/`, with a page of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.harness.visit import FLAGS, Chromium, Visit, wait_for

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = {"viewport": {"width": 1280, "height": 1000}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}

# The page's own headings: what a visitor waits for before anything else can be said of a page.
READY = """() => {
    const busy = document.querySelector('[data-testid="stApp"]');
    const headline = document.querySelector("h1");
    return busy && busy.dataset.testScriptState === "notRunning" && headline
        && headline.textContent.length > 0
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
}"""


def chromium_path() -> str:
    """Where Chromium is; without one these tests are skipped, except where that must not be."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        said = "No chromium here: the pages were not tried in a browser."
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    return found


@dataclass(frozen=True)
class Server:
    """A running app: its address, the folder it runs from, and what it wrote to its log."""

    address: str
    folder: Path
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(folder: Path, log_file: Path) -> Iterator[Server]:
    """Start the app of `folder`, as `streamlit run app.py` does, and stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/_stcore/health")
        yield Server(address, folder, log_file)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        process.kill()
        process.wait(timeout=5)


def copy_checkout(target: Path) -> Path:
    """Copy what the app runs from: a folder whose data a test may spoil."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "app.py", target)
    for name in (".streamlit", "geo", "ui", "pages", "data"):
        ignored = shutil.ignore_patterns("raw")
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    return target


class Guest(Visit):
    """A visitor of the whole app; what is asked of other machines is not found, but remembered."""

    def __init__(self, browser: Any, server: Server, path: str = "/", **options: Any) -> None:
        self.server = server
        self.dialogs: list[str] = []
        super().__init__(browser, "about:blank", **(options or DESKTOP))
        self.page.on("dialog", self._dialog)
        self.open(path)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, path: str) -> Guest:
        self.page.goto(path if "://" in path else self.server.address + path)
        return self.ready()

    def ready(self) -> Guest:
        self.page.wait_for_function(READY)
        return self

    def map_drawn(self) -> Guest:
        self.page.locator("iframe").wait_for()
        self.deadline = float("inf")
        self.drawn()
        return self

    @property
    def headline(self) -> str:
        self.ready()
        return " ".join(self.page.locator("h1").inner_text().split())

    def heading(self, words: str) -> Any:
        return self.page.get_by_role("heading", name=words)

    def block(self, heading: Any) -> Any:
        """The box that a heading stands in."""
        return self.page.get_by_test_id("stVerticalBlock").filter(has=heading).last

    def setting(self, name: str) -> str | None:
        """A setting as the address bar has it."""
        found: str | None = self.page.evaluate(
            "(name) => new URL(location.href).searchParams.get(name)", name
        )
        return found

    def until_setting(self, name: str, value: str) -> None:
        self.page.wait_for_function(
            "([name, value]) => new URL(location.href).searchParams.get(name) === value",
            arg=[name, value],
        )

    def until_pressed(self, *wards: int) -> None:
        """Wait until exactly these wards are marked on the map."""
        self.frame.wait_for_function(
            """(wards) => JSON.stringify(wards) === JSON.stringify(
                [...document.querySelectorAll("path.atlas-ward[aria-pressed=true]")]
                    .map((path) => Number(path.dataset.ward)))""",
            arg=list(wards),
        )

    def bring_map_up(self) -> None:
        self.page.locator("iframe").scroll_into_view_if_needed()

    def choose_map(self, year: int) -> None:
        """Press the radio button of a ward map, in its sidebar."""
        side = self.page.get_by_test_id("stSidebar")
        before = self.shows()
        side.get_by_role("radiogroup").get_by_text(f"{year} map").click()
        self.until_setting("map", str(year))
        self.frame.wait_for_function(f"() => atlas.stats.shows > {before}")
        # The map is drawn ahead of the answer, which brings the words.
        self.page.locator(".atlas-badge").filter(has_text=f"{year} map").first.wait_for()

    def follow(self, title: str, path: str) -> None:
        """Open a page from the navigation, which a phone keeps in a drawer."""
        drawer = self.page.get_by_test_id("stExpandSidebarButton")
        if drawer.is_visible():
            drawer.click()
        self.page.get_by_role("link", name=title, exact=True).first.click()
        self.page.wait_for_url(re.compile(path))
        self.ready()

    def close_drawer(self) -> None:
        self.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()

    def pick(self, box: Any, option: Any) -> None:
        """Choose from a list. An answer that arrives while it is open closes it: then it is opened
        again, as a person would."""

        # Not at the top: without it these tests are skipped, not broken.
        from playwright.sync_api import TimeoutError as TooLate  # noqa: PLC0415

        def picked() -> bool:
            if not option.is_visible():
                box.click()
            with suppress(TooLate):
                option.click(timeout=5000)
                return True
            return False

        self.until(picked)

    def legend(self) -> dict[str, int]:
        """Classes and counts of wards as the legend tells them, once the answer is whole: the parts
        of a page arrive one after another."""
        self.ready()
        items = self.page.locator("ul.atlas-legend > li").all_inner_texts()
        pairs = (" ".join(item.split()).rsplit(" ", 1) for item in items)
        return {label: int(count) for label, count in pairs}

    def download(self, name: str) -> bytes:
        with self.page.expect_download() as found:
            self.page.get_by_role("button", name=name).first.click()
        return Path(found.value.path()).read_bytes()

    def no_notice(self) -> None:
        """Wait until no notice is shown: one that no longer holds goes when the answer is whole."""
        self.page.get_by_test_id("stAlert").first.wait_for(state="detached")

    def no_trouble(self) -> None:
        """Nothing was asked of another server, no script failed, no box opened."""
        assert self.foreign == []
        assert self.errors == []
        assert self.dialogs == []
        assert self.page.get_by_test_id("stException").count() == 0


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app of this checkout, started once."""
    chromium_path()
    log = tmp_path_factory.mktemp("app") / "server.log"
    with serving(ROOT, log) as server:
        yield server
        # A fault on the server is hidden from visitors, so it is looked for here.
        assert "Traceback" not in server.log, server.log


# For every test in a browser, those of the map alone too; one Chromium for each file, as one that
# has shown some hundred pages takes twice as long for each.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    path = chromium_path()
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield Chromium(found)
        found.close()


@pytest.fixture
def guest(chromium: Any, app: Server) -> Iterator[Callable[..., Guest]]:
    """Opens pages of the app: ``guest("/sides?map=2023", **PHONE)``."""
    guests: list[Guest] = []

    def enter(path: str = "/", **options: Any) -> Guest:
        guests.append(Guest(chromium, app, path, **options))
        return guests[-1]

    yield enter
    for found in guests:
        found.close()
