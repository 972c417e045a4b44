"""What visitors do: open a link, find a ward, click, go back, print, on a desk and on a phone."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.page_settings import PAGE_SETTINGS
from tests.app.visits import OWN_MAP, WITH_MAP
from tests.browser.conftest import PHONE, ROOT, Guest, serving
from tests.browser.harness.visit import DRAWN, VIEW
from ui.shell import PAGES

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]
NAMES = [name for name, _ in PAGES]
PICTURES = ROOT / "test-results" / "pages"
LINK = "map=2023&scheme=nine&ward=34&regional=no"
SHAPE = "() => document.querySelector('path[data-ward=\"34\"]').getAttribute('d')"
MARKED = "() => document.querySelector('iframe').marked === true"
MARK = "() => { document.querySelector('iframe').marked = true; }"
# How far the page or the box it scrolls in is wider than the screen.
OVERHANG = """() => Math.max(
    document.scrollingElement.scrollWidth - screen.width,
    ...[...document.querySelectorAll('[data-testid="stMain"], [data-testid="stAppViewContainer"]')]
        .map((box) => box.scrollWidth - box.clientWidth),
)"""


def path_of(name: str) -> str:
    return "/" if name == NAMES[0] else f"/{name}"


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / "data" / path).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def neighbors(vintage: int, ward: int) -> set[int]:
    return {
        int(r["neighbour"])
        for r in rows("processed/neighbours.csv")
        if (r["vintage"], r["ward"]) == (str(vintage), str(ward))
    }


def numbers(text: str) -> set[int]:
    return {int(found) for found in re.findall(r"\d+", text)}


COLD = ("presence", "coalitions", "ward", "directory")
"""The page that opens first, one with a ward map of its own, one with the map of the view, one
without a map. What mends a cold start is the first line of every page, which the rules of the house
check in each; a new server for all of them takes minutes."""


@pytest.mark.parametrize("name", COLD)
def test_the_first_request_to_a_new_server_may_be_a_deep_link(
    name: str, chromium: Any, tmp_path: Path
) -> None:
    with serving(ROOT, tmp_path / "server.log") as server:
        cold = Guest(chromium, server, f"{path_of(name)}?{LINK}")
        for _, title in PAGES:
            assert cold.page.get_by_role("link", name=title).first.is_visible()
        if "ward" in PAGE_SETTINGS[name]:
            assert cold.setting("ward") == "34"
        if name in OWN_MAP:  # 34 of the 2023 map is not a ward of the map shown
            cold.map_drawn().until_pressed()
        elif name in WITH_MAP:
            cold.map_drawn()
            cold.until_pressed(34)
            choice = cold.page.get_by_test_id("stSidebar").get_by_role(
                "radiogroup", name="Ward map"
            )
            radio = choice.get_by_role("radio")
            assert [button.is_checked() for button in radio.all()] == [False, True]
            shapes = cold.frame.evaluate(SHAPE)
            cold.choose_map(2015)
            assert cold.frame.evaluate(SHAPE) != shapes  # so it was the 2023 map before
        assert cold.page.get_by_test_id("stAlert").count() == 0
        cold.no_trouble()
        cold.close()
        assert "Traceback" not in server.log


def test_an_organizer_finds_her_ward_on_a_phone(guest: Open) -> None:
    phone = guest("/?map=2015", **PHONE).map_drawn()
    assert {17, 26} <= numbers(phone.headline)
    assert sum(phone.legend().values()) == 50
    assert phone.frame.evaluate(DRAWN) == 50
    box = phone.page.locator("iframe").bounding_box()
    assert box["width"] <= 390
    assert box["y"] < 844  # something of the map is on the first screen

    search = phone.page.get_by_test_id("stMain").get_by_role("combobox").first
    search.tap()
    search.press_sequentially("Sigcho")
    phone.page.get_by_role("option").first.tap()
    phone.until_setting("ward", "25")
    phone.until_pressed(25)
    panel = phone.block(phone.heading("Ward 25"))
    panel.get_by_text("25th Ward IPO").first.wait_for()
    panel.get_by_text("Byron Sigcho-Lopez").first.wait_for()

    phone.ready().bring_map_up()
    phone.page.touchscreen.tap(*phone.at(22))
    phone.until_setting("ward", "22")
    phone.until_pressed(22)
    phone.heading("Ward 22").first.wait_for()
    phone.ready()
    told = phone.block(phone.heading("Ward 22")).inner_text()
    assert "22nd Ward Independent Political Organization" in told
    assert "June 2021" in told  # the last dated evidence
    assert neighbors(2015, 22) <= numbers(told)
    phone.no_trouble()


PRESS = """(label) => {
    const fills = () => Array.from(
        document.querySelector("iframe").contentDocument.querySelectorAll("path.atlas-ward"),
        (ward) => `${ward.dataset.ward} ${ward.getAttribute("fill")}`).join();
    const before = fills();
    [...document.querySelectorAll("label")].find((l) => l.innerText.startsWith(label))
        .querySelector("input").click();
    return [before, fills()];
}"""
FILLS = """() => Array.from(document.querySelectorAll("path.atlas-ward"),
    (ward) => `${ward.dataset.ward} ${ward.getAttribute("fill")}`).join()"""


def test_the_map_shows_a_switch_before_the_server_answers_and_the_answer_agrees(
    guest: Open,
) -> None:
    desk = guest("/?map=2015").map_drawn()
    for label, field, value in (
        ("Include regional organizations", "regional", "no"),
        ("Include organizations outside", "outside", "yes"),
        ("2023 map", "map", "2023"),
    ):
        desk.ready()
        desk.frame.wait_for_function("() => atlas.stats.fetches === 5")  # both maps are at hand
        shows = desk.shows()
        # Within one task of the browser, in which no message can have come.
        before, at_once = desk.page.evaluate(PRESS, label)
        assert at_once != before, label
        desk.until_setting(field, value)
        desk.frame.wait_for_function(f"() => atlas.stats.shows >= {shows + 2}")
        assert desk.frame.evaluate(FILLS) == at_once, label
    desk.no_trouble()


def test_a_click_pins_a_ward_and_controls_keep_the_map_in_place(guest: Open) -> None:
    desk = guest("/?map=2015").map_drawn()
    desk.pan_and_zoom()
    place = desk.frame.evaluate(VIEW)
    desk.page.evaluate(MARK)

    desk.page.mouse.click(*desk.at(25))
    desk.until_setting("ward", "25")
    desk.until_pressed(25)
    desk.block(desk.heading("Ward 25")).get_by_text("25th Ward IPO").first.wait_for()

    desk.after_restyle(lambda: desk.page.get_by_text("Include regional organizations").click())
    desk.until_setting("regional", "no")
    assert desk.frame.evaluate(VIEW) == place
    desk.choose_map(2023)
    assert desk.frame.evaluate(VIEW) == place
    assert desk.page.evaluate(MARKED)
    assert desk.frame.evaluate(DRAWN) == 50
    assert desk.setting("ward") == "25"
    desk.no_trouble()


def test_back_returns_to_the_earlier_view(guest: Open) -> None:
    desk = guest("/?map=2015&ward=25").map_drawn()
    desk.until_pressed(25)
    desk.choose_map(2023)
    headline = desk.headline
    desk.page.mouse.click(*desk.at(28))
    desk.until_setting("ward", "28")
    desk.heading("Ward 28").first.wait_for()
    desk.page.go_back()
    desk.until_setting("ward", "25")
    desk.heading("Ward 25").first.wait_for()
    desk.until_pressed(25)
    assert desk.headline == headline
    desk.page.go_back()
    desk.until_setting("map", "2015")
    desk.page.get_by_role("heading", name=re.compile("^17 of 50")).wait_for()
    desk.no_trouble()


def test_reload_keeps_everything(guest: Open) -> None:
    desk = guest("/").map_drawn()
    desk.choose_map(2023)
    desk.after_restyle(lambda: desk.page.get_by_text("Include regional organizations").click())
    desk.until_setting("regional", "no")
    desk.page.mouse.click(*desk.at(28))
    desk.until_setting("ward", "28")
    desk.heading("Ward 28").first.wait_for()
    desk.ready()  # the legend comes after the panel
    before = (desk.page.url, desk.headline, desk.legend())
    desk.page.reload()
    desk.ready().map_drawn()
    desk.until_pressed(28)
    assert (desk.page.url, desk.headline, desk.legend()) == before
    assert desk.page.get_by_test_id("stSidebar").get_by_role("radio").nth(1).is_checked()
    desk.no_trouble()


def test_settings_go_along_to_the_other_pages(guest: Open) -> None:
    desk = guest("/?map=2023&ward=28&scheme=nine").map_drawn()
    for name, title in [*PAGES[1:], PAGES[0]]:
        desk.page.get_by_role("link", name=title, exact=True).first.click()
        desk.page.wait_for_url(re.compile(rf"//[^/]*{path_of(name)}\?"))
        for setting, value in (("ward", "28"), ("map", "2023"), ("scheme", "nine")):
            if setting in PAGE_SETTINGS[name]:
                desk.until_setting(setting, value)
        desk.ready()
        if name in WITH_MAP:
            desk.map_drawn().until_pressed(*(() if name in OWN_MAP else (28,)))
    desk.no_trouble()


def test_the_keyboard_alone_reaches_the_map_and_chooses_a_ward(guest: Open) -> None:
    desk = guest("/?map=2015&ward=25").map_drawn()
    focused = """() => document.hasFocus() && document.activeElement.dataset.ward
        ? Number(document.activeElement.dataset.ward) : 0"""
    for _ in range(60):
        desk.page.keyboard.press("Tab")
        if desk.frame.evaluate(focused):
            break
    assert desk.frame.evaluate(focused) == 25  # the chosen ward takes the key
    desk.page.keyboard.press("ArrowDown")
    south = desk.frame.evaluate(focused)
    assert south in neighbors(2015, 25)
    desk.page.keyboard.press("Enter")
    desk.until_setting("ward", str(south))
    desk.heading(f"Ward {south}").first.wait_for()
    desk.until_pressed(south)
    desk.no_trouble()


def test_streets_without_a_network_leave_the_map_as_it_is(guest: Open) -> None:
    desk = guest("/?map=2015").map_drawn()
    desk.page.get_by_text("How the map is drawn").click()
    desk.ready()
    # By key: while the box still opens, a pointer may miss what has moved on.
    desk.page.get_by_label("Streets below the wards", exact=True).press("Space")
    desk.until_setting("streets", "yes")
    desk.until(lambda: desk.foreign)
    assert desk.frame.evaluate(DRAWN) == 50
    assert desk.errors == []
    assert desk.page.get_by_test_id("stAlert").count() == 0
    # The one thing in the atlas that asks another server, and only when it is switched on.
    assert desk.foreign
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in desk.foreign)


def test_a_bad_link_is_told_in_words(guest: Open) -> None:
    desk = guest("/?ward=%3Cimg%20src%3Dx%20onerror%3Dwindow.__pwned%3D1%3E&map=1999").map_drawn()
    notice = desk.page.get_by_test_id("stAlert")
    assert "<img src=x onerror=window" in notice.inner_text()
    assert "1999" in notice.inner_text()
    assert desk.page.evaluate("window.__pwned") is None
    assert notice.locator("img").count() == 0
    desk.no_trouble()


def test_a_notice_that_goes_leaves_the_map_in_place(guest: Open) -> None:
    desk = guest("/?map=2015&ward=51").map_drawn()
    assert desk.page.get_by_test_id("stAlert").count() == 1
    desk.pan_and_zoom()
    place = desk.frame.evaluate(VIEW)
    desk.page.evaluate(MARK)
    desk.page.mouse.click(*desk.at(25))
    desk.until_setting("ward", "25")
    desk.page.get_by_test_id("stAlert").wait_for(state="detached")
    desk.ready()
    assert desk.page.evaluate(MARKED)
    assert desk.frame.evaluate(VIEW) == place
    desk.no_trouble()


# How bright the ground of the page and of its map is, 0 to 765.
GROUND = """() => {
    const box = document.querySelector(".leaflet-container, [data-testid=stApp]");
    const parts = getComputedStyle(box).backgroundColor.match(/[0-9.]+/g).map(Number);
    return parts[0] + parts[1] + parts[2];
}"""


IN_THE_DARK = ("demographics", "claims")
"""Pages with charts, patterns and tables of all kinds; the theme is one for all."""

PICTURED = [(name, "light") for name in NAMES] + [(name, "dark") for name in IN_THE_DARK]


@pytest.mark.parametrize(("name", "theme"), PICTURED)
def test_a_page_is_whole_wide_and_narrow_and_can_be_looked_at(
    name: str, theme: str, guest: Open
) -> None:
    """Nothing scrolls sideways, the theme reaches the map, and the pictures are there to see."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    sizes = ((1280, 1800), (390, 2400))
    desk = guest(f"{path_of(name)}?ward=25&org=un35", color_scheme=theme)
    for width, height in sizes:
        desk.page.set_viewport_size({"width": width, "height": height})
        desk.ready()
        grounds = [desk.page.evaluate(GROUND)]
        desk.until(lambda: desk.page.evaluate(OVERHANG) <= 0)
        if name in WITH_MAP:
            desk.map_drawn()
            grounds.append(desk.frame.evaluate(GROUND))
        file = PICTURES / f"{name}-{width}-{theme}.png"
        desk.page.screenshot(path=file, animations="disabled")
        assert file.stat().st_size > 20_000  # a blank page of this size is smaller
        for ground in grounds:
            assert ground < 3 * 64 if theme == "dark" else ground > 3 * 192
    desk.no_trouble()
