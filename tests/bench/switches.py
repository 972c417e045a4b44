"""From a click on a control to the change on the screen, contender by contender in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, ViewportSize
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.serving import APPS, ATLAS, BenchError, serving

PROBE = Path(__file__).with_name("probe.js")
WINDOW: ViewportSize = {"width": 1280, "height": 1300}
PAINT_MS = 15_000
"""How long a change may take before the benchmark gives up."""

QUIET_MS = 250
"""Pause after a run, so that work left over from one does not slow the next."""

FINISHED, MAP, OTHER = "finished", "map", "other"


@dataclass(frozen=True)
class Control:
    """Something to press on a page, and what shows that it worked.

    `look` names what the watcher compares: `atlas`, `folium` or `text`. `toggle` is the words
    beside a switch; without them the choices of the first radio are pressed in turn.
    """

    key: str
    label: str
    script: Path
    look: str
    toggle: str = ""

    def target(self, page: Page, turn: int) -> Locator:
        """What to press next."""
        if self.toggle:
            return page.get_by_text(self.toggle, exact=True)
        return page.get_by_role("radiogroup").first.locator("label").nth((turn + 1) % 2)


CONTROLS = (
    Control("atlas_filter", "atlas, filter", ATLAS, "atlas", "Include regional organizations"),
    Control("text_frozen", "bare rerun, same settings", APPS / "text_frozen.py", "text"),
    Control("text_plain", "bare rerun as it comes", APPS / "text_plain.py", "text"),
    Control("plain_folium", "plain folium map", APPS / "plain_folium.py", "folium"),
    Control("atlas_vintage", "atlas, other ward map", ATLAS, "atlas"),
    Control("text_loaded", "as it comes, map libraries loaded", APPS / "text_loaded.py", "text"),
)


@dataclass(frozen=True)
class Message:
    """One message of the server: what it is, its size, and when it came after the click."""

    kind: str
    size: int
    at_ms: float
    has_shapes: bool


@dataclass(frozen=True)
class Switch:
    """One change, as the page saw it; times in milliseconds after the click."""

    painted_ms: float
    sent_ms: float
    frames: int
    blank: int
    changes: int
    messages: tuple[Message, ...]

    def size(self, kind: str | None = None) -> int:
        """Bytes of all messages, or of those of a kind."""
        return sum(m.size for m in self.messages if kind in (None, m.kind))

    def arrival(self, *kinds: str) -> float:
        """When the last message of these kinds came; 0 if none did."""
        return max((m.at_ms for m in self.messages if m.kind in kinds), default=0.0)


class Tab:
    """One open page and the messages it gets."""

    def __init__(self, browser: Browser, address: str, look: str) -> None:
        self.page = browser.new_page(viewport=WINDOW)
        self.page.add_init_script(path=PROBE)
        self.received: list[bytes] = []
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._received))
        self.page.goto(address)
        self.page.evaluate("(look) => { window.opening = bench.open(look); }", look)
        self.page.wait_for_function("() => opening.ready", timeout=PAINT_MS * 2)

    def _received(self, payload: Any) -> None:
        self.received.append(payload if isinstance(payload, bytes) else payload.encode())

    def switch(self, control: Control, turn: int) -> Switch:
        """Press once and watch until the run is over.

        Raises
        ------
        BenchError
            If nothing changed on the screen, or it changed more than once.
        """
        self.page.bring_to_front()
        target = control.target(self.page, turn)
        target.scroll_into_view_if_needed()
        self.page.wait_for_timeout(QUIET_MS)
        self.received.clear()
        self.page.evaluate("(look) => bench.watch(look)", control.look)
        target.click()
        self.page.wait_for_function("() => !bench.waiting()", polling=50, timeout=PAINT_MS)
        self._wait_for_end()
        return self._read(control, self.page.evaluate("() => bench.stop()"))

    def _wait_for_end(self) -> None:
        for _ in range(PAINT_MS // 20):
            if any(kind_of(p) == FINISHED for p in self.received):
                self.page.wait_for_timeout(QUIET_MS)
                return
            self.page.wait_for_timeout(20)
        raise BenchError("A run was painted but did not end; restart the benchmark.")

    def _read(self, control: Control, seen: dict[str, Any]) -> Switch:
        if seen["changes"] != 1 or len(seen["arrivals"]) != len(self.received):
            raise BenchError(
                f"{control.label}: one click should change the picture once, but it changed "
                f"{seen['changes']} times, in {len(self.received)} messages. Look at the page: it "
                "may run twice per click."
            )
        start = seen["clicked"]
        return Switch(
            painted_ms=seen["painted"] - start,
            sent_ms=seen["sent"][0] - start,
            frames=seen["frames"],
            blank=seen["blank"],
            changes=seen["changes"],
            messages=tuple(
                Message(kind_of(payload), len(payload), at - start, b"coordinates" in payload)
                for payload, at in zip(self.received, seen["arrivals"], strict=True)
            ),
        )


def kind_of(payload: bytes) -> str:
    """What a message from the server is."""
    message = ForwardMsg()
    message.ParseFromString(payload)
    if message.WhichOneof("type") == "script_finished":
        return FINISHED
    element = message.delta.new_element
    is_map = element.WhichOneof("type") == "component_instance"
    return MAP if is_map else OTHER


@dataclass(frozen=True)
class Switches:
    """By control: switches to pictures seen before, and the two first ones.

    Only `again` is timed. Streamlit sends a long message that the browser still holds as a
    reference, so `first` tells how many bytes a new picture costs.
    """

    again: dict[str, list[Switch]]
    first: dict[str, list[Switch]]


WARM_UP = 2
"""Rounds before the clock counts: both pictures of every control, both ward maps fetched."""


def measure_switches(browser: Browser, rounds: int) -> Switches:
    """Press every control once per round, in turn, so that a slow spell hits all alike."""
    found = Switches({c.key: [] for c in CONTROLS}, {c.key: [] for c in CONTROLS})
    with tabs(browser, CONTROLS) as by_script:
        for turn in range(WARM_UP + rounds):
            kept = found.first if turn < WARM_UP else found.again
            for control in CONTROLS:
                kept[control.key].append(by_script[control.script].switch(control, turn))
        check_fetches(by_script[ATLAS].page)
    return found


@contextmanager
def tabs(browser: Browser, controls: Sequence[Control]) -> Iterator[dict[Path, Tab]]:
    """A server and an open page per script."""
    with ExitStack() as stack:
        found = {}
        for control in controls:
            if control.script not in found:
                address = stack.enter_context(serving(control.script))
                found[control.script] = Tab(browser, address, control.look)
        yield found
        for tab in found.values():
            tab.page.close()


FETCHES = 5
"""Shapes of two ward maps, borders of sides, lake, texts: once each, whatever is pressed."""


def check_fetches(page: Page) -> None:
    """Refuse a result in which the map fetched shapes again."""
    frame = next(f for f in page.frames if "streamlit_folium" in f.url)
    fetched = frame.evaluate("() => atlas.stats.fetches")
    if fetched != FETCHES:
        raise BenchError(
            f"The map fetched {fetched} files instead of {FETCHES}: a switch sends shapes again."
        )
