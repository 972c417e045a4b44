"""A figure inside somebody's article, and the live view inside another page.

The article and the figures' files are served from memory under addresses nobody owns: whatever
else a page asks for is remembered and refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.atlas import load_atlas
from geo.embed.page import embed_html
from geo.embed.snippet import snippet
from geo.figures.about import About
from geo.figures.compose import compose
from geo.sheets import Row
from geo.view import View
from tests.browser.conftest import PHONE, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]
SITE = "http://article.test"
WIDTHS = (320, 500, 768, 1200)
ARTICLE = """<!DOCTYPE html><html lang="en"><title>Article</title>
<meta name="viewport" content="width=device-width"><body style="margin:0"><p>Words.</p>
{}<p>More words.</p>{}</body></html>"""


class Reader:
    """A reader of the article, and what was asked of anybody else."""

    def __init__(self, chromium: Any, pages: dict[str, bytes], **options: Any) -> None:
        self.context = chromium.browser.new_context(**options)
        self.context.set_default_timeout(20_000)
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.pages = pages
        self.context.route("**/*", self._answer)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._said)

    def _said(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _answer(self, route: Any) -> None:
        url = urlsplit(route.request.url)
        body = self.pages.get(url.path) if route.request.url.startswith(SITE) else None
        if body is None:
            self.foreign.append(route.request.url)
            route.abort()
        else:
            route.fulfill(body=body, content_type="text/html; charset=utf-8")

    def open(self, path: str) -> Any:
        self.page.goto(SITE + path)
        return self.page

    def frame(self, path: str) -> Any:
        return next(f for f in self.page.frames if f.url == SITE + path)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """An article with two figures, and the files of both."""
    atlas = load_atlas()
    about = About(atlas.build, "https://atlas.test/?map=2015", "0" * 64)
    made = {}
    for year in (2015, 2023):
        # Ward 12 is chosen on the 2023 map.
        view = View(map=year, ward=12 if year == 2023 else None)
        light, dark = (compose(atlas, "presence", view, dark=d) for d in (False, True))
        made[f"/{year}.html"] = embed_html(light, about, dark=dark)
    lines = [snippet(f"{SITE}{path}", f"Map {path}") for path in made]
    return {"/": ARTICLE.format(*lines).encode(), **made}


@pytest.fixture(scope="module")
def rows() -> dict[int, Row]:
    """The table of the first figure by ward."""
    return {r["Ward"]: r for r in compose(load_atlas(), "presence", View()).sheet.rows}


@pytest.fixture
def reader(chromium: Any, files: dict[str, bytes]) -> Iterator[Callable[..., Reader]]:
    opened: list[Reader] = []

    def enter(**options: Any) -> Reader:
        opened.append(Reader(chromium, files, **options))
        return opened[-1]

    yield enter
    for found in opened:
        found.context.close()


FITS = """() => [...document.querySelectorAll("iframe")].map((frame) => frame.style.height)
    .every((height) => /^[0-9]+px$/.test(height))"""
INSIDE = """() => {
    const root = document.documentElement;
    return [root.scrollHeight - root.clientHeight, root.scrollWidth - root.clientWidth];
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_two_figures_in_an_article_are_as_high_as_they_are(
    width: int, reader: Callable[..., Reader]
) -> None:
    visitor = reader(viewport={"width": width, "height": 900})
    page = visitor.open("/")
    page.mouse.wheel(0, 4000)  # the second is loaded when it is near
    page.wait_for_function(FITS)
    for path in ("/2015.html", "/2023.html"):
        frame = visitor.frame(path)
        frame.wait_for_function(f"() => ({INSIDE})()[0] <= 0")
        assert frame.evaluate(INSIDE) == [0, 0]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert (visitor.foreign, visitor.errors) == ([], [])


def test_opening_the_table_makes_room_for_it(reader: Callable[..., Reader]) -> None:
    visitor = reader(viewport={"width": 768, "height": 900})
    page = visitor.open("/")
    box = page.locator("iframe").first
    page.wait_for_function(FITS.replace("every", "some"))
    before = box.bounding_box()["height"]
    frame = visitor.frame("/2015.html")
    frame.locator("summary").click()
    page.wait_for_function(
        "(before) => document.querySelector('iframe').offsetHeight > before + 100", arg=before
    )
    assert frame.evaluate(INSIDE) == [0, 0]


def test_nobody_else_can_set_the_height(reader: Callable[..., Reader]) -> None:
    visitor = reader(viewport={"width": 768, "height": 900})
    page = visitor.open("/")
    page.wait_for_function(FITS.replace("every", "some"))
    before = page.locator("iframe").first.bounding_box()["height"]
    page.evaluate('postMessage({type: "ward-atlas:height", height: 5000}, "*")')
    frame = visitor.frame("/2015.html")
    for height in ("1e9", "-5", "NaN", '"4000"', "{}", "Infinity"):
        frame.evaluate(f'parent.postMessage({{type: "ward-atlas:height", height: {height}}}, "*")')
    page.wait_for_timeout(200)
    assert page.locator("iframe").first.bounding_box()["height"] == before


@pytest.mark.parametrize("width", WIDTHS)
def test_where_scripts_are_barred_it_can_be_read(width: int, reader: Callable[..., Reader]) -> None:
    visitor = reader(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = visitor.open("/")
    assert 1000 <= page.locator("iframe").first.bounding_box()["height"] <= 1500
    inside = page.frame_locator("iframe").first
    assert inside.locator("#areas path").count() == 50
    assert inside.locator("#panel").is_hidden()
    assert inside.locator(".legend li").first.is_visible()
    inside.locator("summary").click()
    assert inside.locator("#rows tbody tr").count() == 50
    right = inside.locator("main").bounding_box()
    assert right["x"] + right["width"] <= width
    assert visitor.foreign == []


def told(page: Any) -> tuple[str, dict[str, str]]:
    """What the panel says: its heading, and its lines."""
    found: list[Any] = page.evaluate(
        """() => [document.querySelector("#told h3")?.textContent ?? "",
            [...document.querySelectorAll("#told dt")].map((dt) =>
                [dt.textContent, dt.nextElementSibling.textContent])]"""
    )
    return found[0], dict(found[1])


def test_a_ward_is_told_by_mouse_and_by_keyboard(
    reader: Callable[..., Reader], rows: dict[int, Row]
) -> None:
    visitor = reader(viewport={"width": 900, "height": 1000})
    page = visitor.open("/2015.html")
    page.locator('#areas path[data-ward="10"]').hover()
    head, lines = told(page)
    assert head.startswith("Ward 10: ")
    assert lines["Alderperson"] == rows[10]["Alderperson"]
    assert lines["People, 2020"] == f"{rows[10]['People, 2020']:,}"
    page.mouse.move(5, 5)
    assert told(page)[0] == ""

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.ward") == "1"
    page.keyboard.press("End")
    assert told(page)[0].startswith("Ward 50")
    page.keyboard.press("ArrowDown")
    below = page.evaluate("document.activeElement.dataset.ward")
    assert below in ("39", "40")  # the wards that lie south of it
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert told(page)[0].startswith(f"Ward {below}")
    assert page.locator("#areas path[aria-pressed=true]").count() == 1
    assert page.locator("#areas path[tabindex='0']").count() == 1
    assert visitor.errors == []


def test_a_chosen_ward_is_told_at_once(reader: Callable[..., Reader]) -> None:
    visitor = reader(viewport={"width": 900, "height": 1000})
    page = visitor.open("/2023.html")
    assert told(page)[0].startswith("Ward 12: ")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.ward") == "12"
    page.keyboard.press("Escape")
    assert told(page)[0] == ""
    assert visitor.errors == []


def test_a_tap_tells_a_ward_and_another_lets_it_go(reader: Callable[..., Reader]) -> None:
    visitor = reader(**PHONE)
    page = visitor.open("/2015.html?theme=dark")
    area = page.locator('#areas path[data-ward="10"]')
    area.tap()
    assert told(page)[0].startswith("Ward 10: ")
    area.tap()
    assert told(page)[0] == ""
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(16, 22, 28)"
    assert (visitor.foreign, visitor.errors) == ([], [])


def test_the_live_view_inside_another_page_is_map_legend_and_source(guest: Open) -> None:
    inside = guest("/?map=2023&embed=true", viewport={"width": 500, "height": 900}).map_drawn()
    page = inside.page
    for shown in ("h1", ".atlas-badge", "iframe", ".atlas-legend", ".atlas-source", ".atlas-open"):
        assert page.locator(shown).first.is_visible(), shown
    for name in ("stSidebar", "stTopNav", "stDownloadButton", "stPopover", "stSelectbox"):
        assert not any(box.is_visible() for box in page.get_by_test_id(name).all()), name
    assert page.locator(".atlas-scroll").count() == 0
    inside.frame.locator('path.atlas-ward[data-ward="10"]').click()
    inside.until_setting("ward", "10")
    assert inside.setting("embed") == "true"
    address = page.locator(".atlas-open a").get_attribute("href")
    query = parse_qs(urlsplit(address).query)
    assert "embed" not in query
    assert query["map"] == ["2023"]
    inside.no_trouble()


def test_a_frozen_link_stays_until_something_is_changed(guest: Open) -> None:
    desk = guest("/?map=2023&ward=12&build=0000000000&data=000000000000&frozen=yes").map_drawn()
    assert "frozen on other data (build 0000000000" in desk.page.locator(".stAlert").inner_text()
    assert "No copy of the picture" in desk.page.locator(".atlas-list").first.inner_text()
    assert desk.setting("frozen") == "yes"
    desk.choose_map(2015)
    assert desk.setting("frozen") is None
    desk.no_notice()
    desk.no_trouble()
