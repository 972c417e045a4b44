"""The ward map in a real browser without a network: drawing, restyling, selecting, reading."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.harness.visit import DESKTOP, DRAWN, FLAGS, PHONE, VIEW, WATCH, Visit, running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("No chromium here: the map was not tried in a browser.", allow_module_level=True)

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def visit(chromium: Any, server: str) -> Iterator[Visit]:
    found = Visit(chromium, server).drawn()
    yield found
    found.context.close()
    assert found.errors == []


@pytest.fixture
def phone(chromium: Any, server: str) -> Iterator[Visit]:
    found = Visit(chromium, server, **PHONE).drawn()
    yield found
    found.context.close()
    assert found.errors == []


def city_box(visit: Visit) -> dict[str, float]:
    found: dict[str, float] = visit.frame.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll("path.atlas-ward")]
                .map((path) => path.getBoundingClientRect());
            return {
                left: Math.min(...boxes.map((b) => b.left)),
                top: Math.min(...boxes.map((b) => b.top)),
                right: innerWidth - Math.max(...boxes.map((b) => b.right)),
                bottom: innerHeight - Math.max(...boxes.map((b) => b.bottom)),
                height: innerHeight,
                width: innerWidth,
            };
        }"""
    )
    return found


def test_draws_the_fitted_city_without_asking_any_other_server(visit: Visit) -> None:
    visit.page.wait_for_timeout(800)
    box = city_box(visit)
    assert box["height"] == 760
    assert 4 <= box["top"] <= 24
    assert abs(box["top"] - box["bottom"]) < 6
    assert abs(box["left"] - box["right"]) < 6
    assert visit.foreign == []
    faces = visit.frame.evaluate("[...document.fonts].map((face) => face.status)")
    assert faces == ["loaded"]


def test_works_under_a_base_path(chromium: Any) -> None:
    with running("atlas") as address:
        found = Visit(chromium, address).drawn()
        assert "/atlas/component/" in found.frame.url
        assert found.foreign == []
        found.context.close()


def test_restyle_changes_colors_in_place(visit: Visit) -> None:
    visit.pan_and_zoom()
    view = visit.frame.evaluate(VIEW)
    visit.page.evaluate("document.querySelector('iframe').marked = true")
    visit.frame.evaluate(
        "() => { window.kept = [...document.querySelectorAll('path.atlas-ward')]; }"
    )
    fill = visit.frame.locator("path[data-ward='2']").get_attribute("fill")
    visit.frame.evaluate(WATCH)
    visit.received.clear()
    visit.after_restyle(lambda: visit.shift(2))
    visit.page.wait_for_timeout(300)
    assert visit.frame.locator("path[data-ward='2']").get_attribute("fill") != fill
    assert visit.frame.evaluate("window.least") == 50
    assert visit.frame.evaluate("window.kept.every((path) => path.isConnected)")
    assert visit.page.evaluate("document.querySelector('iframe').marked")
    assert visit.frame.evaluate(VIEW) == view
    maps = [len(payload) for payload in visit.received if b"atlas.show(" in payload]
    assert len(maps) == 1
    assert maps[0] < 5000
    assert visit.frame.evaluate("atlas.stats") == {"shows": 2, "swaps": 1, "fetches": 4}
    assert visit.page.evaluate("window.sent") == []


def test_restyle_does_not_move_the_page(visit: Visit) -> None:
    heights = """() => {
        window.heights = new Set();
        const look = () => {
            window.heights.add(document.querySelector("iframe").getBoundingClientRect().height);
            requestAnimationFrame(look);
        };
        look();
    }"""
    visit.page.evaluate(heights)
    visit.after_restyle(lambda: visit.shift(1))
    visit.after_restyle(lambda: visit.vintage(2023))
    visit.page.wait_for_timeout(300)
    assert visit.page.evaluate("[...window.heights]") == [760]


def test_vintage_switch_never_blanks_and_keeps_the_view(visit: Visit) -> None:
    visit.pan_and_zoom()
    view = visit.frame.evaluate(VIEW)
    shape = visit.frame.locator("path[data-ward='34']").get_attribute("d")
    held = visit.hold(r"/component/.*\.json")
    visit.frame.evaluate(WATCH)
    visit.vintage(2023)
    while not held:
        visit.page.wait_for_timeout(50)
    visit.page.wait_for_timeout(400)
    assert visit.frame.locator("path[data-ward='34']").get_attribute("d") == shape
    visit.after_restyle(lambda: visit.let_go(held))
    visit.page.wait_for_timeout(300)
    assert visit.frame.locator("path[data-ward='34']").get_attribute("d") != shape
    assert visit.frame.evaluate("window.least") == 50
    assert visit.frame.evaluate(DRAWN) == 50
    assert visit.frame.evaluate(VIEW) == view
    visit.after_restyle(lambda: visit.vintage(2015))
    visit.after_restyle(lambda: visit.vintage(2023))
    assert visit.frame.evaluate("atlas.stats.fetches") == 5  # each ward map only once
    assert visit.frame.evaluate("window.least") == 50


def test_a_late_ward_map_does_not_overrule_a_later_choice(visit: Visit) -> None:
    shape = visit.frame.locator("path[data-ward='34']").get_attribute("d")
    held = visit.hold(r"/component/.*\.json")
    visit.vintage(2023)
    while not held:
        visit.page.wait_for_timeout(50)
    visit.after_restyle(lambda: visit.vintage(2015))
    visit.let_go(held)
    visit.page.wait_for_timeout(800)
    assert visit.frame.locator("path[data-ward='34']").get_attribute("d") == shape
    assert visit.frame.evaluate("atlas.stats.swaps") == 1


def test_a_change_made_while_the_scripts_load_is_not_lost(chromium: Any, server: str) -> None:
    plain = Visit(chromium, server).drawn()
    plain.after_restyle(lambda: plain.shift(2))
    expected = plain.frame.locator("path[data-ward='2']").get_attribute("fill")
    plain.context.close()
    slow = Visit(chromium, "about:blank")
    held = slow.hold(r"/component/ui\.assets\.assets/.*\.js$")
    slow.page.goto(server)
    while not held:
        slow.page.wait_for_timeout(50)
    slow.shift(2)
    slow.page.wait_for_timeout(800)
    slow.let_go(held)
    slow.drawn()
    slow.page.wait_for_timeout(500)
    assert slow.frame.locator("path[data-ward='2']").get_attribute("fill") == expected
    slow.context.close()


def test_click_selects_with_one_message_and_again_unselects(visit: Visit) -> None:
    visit.page.mouse.click(*visit.at(25))
    assert visit.pressed() == [25]  # at once, before the server answers
    visit.told(25, 1)
    assert len(visit.sent()) == 1
    visit.page.mouse.click(*visit.at(12))
    visit.told(12, 2)
    visit.page.mouse.click(*visit.at(12))
    visit.told(None, 3)
    assert visit.pressed() == []
    visit.page.mouse.click(*visit.at(12))
    visit.told(12, 4)
    visit.page.keyboard.press("Escape")
    visit.told(None, 5)
    values = [list(value) for value in visit.sent()]
    assert values == [["last_object_clicked_tooltip"]] * 5


def test_quick_clicks_end_with_the_last_one(visit: Visit) -> None:
    for ward in (25, 12, 8):
        visit.page.mouse.click(*visit.at(ward))
    visit.told(8, 3)
    visit.page.wait_for_timeout(3000)  # longer than an unanswered click is trusted
    assert visit.pressed() == [8]


def test_a_drag_is_not_a_click(visit: Visit) -> None:
    visit.pan_and_zoom()
    assert visit.sent() == []
    assert visit.pressed() == []


def test_tap_selects_on_a_phone_and_one_finger_leaves_the_map(phone: Visit) -> None:
    phone.page.touchscreen.tap(*phone.at(10))
    phone.told(10, 1)
    assert len(phone.sent()) == 1
    assert phone.frame.locator(".atlas-tooltip").is_hidden()
    action = phone.frame.evaluate("getComputedStyle(map.getContainer()).touchAction")
    assert action == "pan-x pan-y"
    assert not phone.frame.evaluate("map.dragging.enabled()")


def test_phone_has_its_own_height_and_no_sideways_scroll(visit: Visit, phone: Visit) -> None:
    box = city_box(phone)
    assert box["height"] == round(box["width"] * 1.22)
    assert min(box[side] for side in ("left", "top", "right", "bottom")) >= 4
    overflow = "document.scrollingElement.scrollWidth - innerWidth"
    assert phone.page.evaluate(overflow) <= 0
    assert phone.frame.evaluate(overflow) <= 0
    phone.page.touchscreen.tap(*phone.at(10))
    phone.told(10, 1)
    assert visit.page.get_by_text("chosen None told 0 times").is_visible()


def test_resize_fits_again_until_the_reader_moves_the_map(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 700, "height": 1300})
    visit.page.wait_for_timeout(600)
    box = city_box(visit)
    assert box["height"] == round(min(760, max(520, box["width"] * 1.15)))
    assert min(box[side] for side in ("left", "top", "right", "bottom")) >= 4
    visit.pan_and_zoom()
    zoom = visit.frame.evaluate("map.getZoom()")
    visit.page.set_viewport_size({"width": 1000, "height": 1300})
    visit.page.wait_for_timeout(600)
    assert visit.frame.evaluate("map.getZoom()") == zoom


def focused(visit: Visit) -> int | None:
    found: int | None = visit.frame.evaluate(
        "() => document.hasFocus() && Number(document.activeElement.dataset.ward) || null"
    )
    return found


def test_keyboard_reaches_selects_and_leaves(visit: Visit) -> None:
    visit.page.get_by_label("Streets").focus()
    visit.page.keyboard.press("Tab")
    assert focused(visit) == 1
    assert visit.frame.locator("path.atlas-focus-line").count() == 1
    label = visit.frame.locator("path[data-ward='1']").get_attribute("aria-label")
    assert label.startswith("Ward 1. 2 ward organizations listed")
    visit.page.keyboard.press("ArrowUp")
    north = focused(visit)
    assert north in (32, 33, 35, 47)  # the wards around ward 1 to the north on the 2015 map
    visit.page.keyboard.press("Enter")
    visit.told(north, 1)
    assert focused(visit) == north
    visit.page.keyboard.press(" ")
    visit.told(None, 2)
    zoom = visit.frame.evaluate("map.getZoom()")
    visit.page.keyboard.press("+")
    visit.page.wait_for_timeout(500)
    assert visit.frame.evaluate("map.getZoom()") > zoom
    assert focused(visit) == north
    visit.page.keyboard.press("Tab")
    assert focused(visit) is None  # the whole map is one stop
    assert len(visit.sent()) == 2


def test_keyboard_keeps_its_place_when_the_ward_map_changes(visit: Visit) -> None:
    visit.page.get_by_label("Streets").focus()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("ArrowDown")
    ward = focused(visit)
    state = visit.frame.evaluate("window.__GLOBAL_DATA__.last_feature_group")
    later = re.search(r"atlas\.show\((\{.*\})\)", state)
    assert later is not None
    visit.after_restyle(
        lambda: visit.frame.evaluate(
            f"atlas.show({later[1].replace('2015', '2023', 1)}); undefined"
        )
    )
    assert visit.frame.evaluate("atlas.stats.swaps") == 2
    assert focused(visit) == ward


@pytest.mark.parametrize("year", [2015, 2023])
def test_arrow_keys_reach_every_ward(visit: Visit, year: int) -> None:
    if year != 2015:
        visit.after_restyle(lambda: visit.vintage(year))
    reached = visit.frame.evaluate(
        """() => {
            const seen = new Set([1]);
            const next = [1];
            while (next.length) {
                const ward = next.pop();
                for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
                    const found = atlas.neighbor(ward, key);
                    if (found !== null && !seen.has(found)) {
                        seen.add(found);
                        next.push(found);
                    }
                }
            }
            return seen.size;
        }"""
    )
    assert reached == 50


@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_ward_numbers_never_touch_and_can_be_switched_off(
    chromium: Any, server: str, options: dict[str, Any]
) -> None:
    visit = Visit(chromium, server, **options).drawn()
    boxes = """() => [...document.querySelectorAll(".atlas-label:not(.atlas-hidden) text")]
        .map((text) => text.getBoundingClientRect())
        .map(({left, right, top, bottom}) => [left, right, top, bottom])"""
    shown = []
    for _ in range(3):
        found = visit.frame.evaluate(boxes)
        shown.append(len(found))
        for i, (left, right, top, bottom) in enumerate(found):
            for other in found[:i]:
                apart = right <= other[0] or other[1] <= left or bottom <= other[2]
                assert apart or other[3] <= top
        visit.frame.evaluate("map.setZoom(map.getZoom() + 0.75, {animate: false})")
    assert shown[0] >= 30
    assert shown == sorted(shown)  # closer views have room for more
    visit.after_restyle(lambda: visit.toggle("Labels"))
    assert visit.frame.evaluate(boxes) == []
    visit.context.close()


def test_tooltip_is_plain_text_and_stays_inside(visit: Visit) -> None:
    visit.after_restyle(lambda: visit.vintage(2023))
    tooltip = visit.frame.locator(".atlas-tooltip")
    for ward in (10, 41, 49, 9, 7):
        visit.page.mouse.move(*visit.at(ward))
        assert tooltip.is_visible()
        inside = visit.frame.evaluate(
            """() => {
                const box = document.querySelector(".atlas-tooltip").getBoundingClientRect();
                return box.left >= 0 && box.top >= 0
                    && box.right <= innerWidth && box.bottom <= innerHeight;
            }"""
        )
        assert inside
        assert tooltip.locator(".atlas-tooltip-title").inner_text() == f"Ward {ward}"
    assert "<img src=x onerror" in tooltip.inner_text()
    assert tooltip.locator("img").count() == 0
    assert visit.frame.evaluate("window.hacked") is None


def test_dimming_leaves_the_chosen_side_bright(visit: Visit) -> None:
    visit.after_restyle(lambda: visit.toggle("Only wards 1 to 12"))
    dimmed = visit.frame.evaluate(
        """() => [...document.querySelectorAll("path.atlas-ward")]
            .filter((path) => Number(getComputedStyle(path).opacity) < 1)
            .map((path) => Number(path.dataset.ward)).sort((a, b) => a - b)"""
    )
    assert dimmed == list(range(13, 51))


def test_patterns_and_no_data_are_drawn_as_patterns(visit: Visit) -> None:
    found = visit.frame.evaluate(
        """() => [...document.querySelectorAll("path.atlas-ward")].reduce((marks, path) => {
            const id = /^url\\(#(.*)\\)$/.exec(path.getAttribute("fill"));
            const pattern = id && document.getElementById(id[1]);
            marks[path.dataset.ward] = pattern ? pattern.querySelectorAll("path,circle").length : 0;
            return marks;
        }, {})"""
    )
    assert found["2"] == 0  # class 1 of the page is plain
    assert found["3"] == 1  # class 2 is hatched
    assert found["5"] == 2  # class 4 is dotted, two dots a tile
    assert found["1"] == 1  # no data has a hatch of its own
    assert visit.frame.locator("path[data-ward='1']").get_attribute("fill") != visit.frame.locator(
        "path[data-ward='3']"
    ).get_attribute("fill")


def test_wheel_scrolls_the_page_until_the_map_was_clicked(visit: Visit) -> None:
    zoom = visit.frame.evaluate("map.getZoom()")
    x, y = visit.at(28)
    visit.page.mouse.move(x, y)
    visit.page.mouse.wheel(0, -240)
    visit.page.wait_for_timeout(400)
    assert visit.frame.evaluate("map.getZoom()") == zoom
    visit.page.mouse.click(x, y)
    visit.page.mouse.wheel(0, -240)
    visit.page.wait_for_timeout(600)
    assert visit.frame.evaluate("map.getZoom()") > zoom


def test_street_map_fails_quietly_without_a_network(visit: Visit) -> None:
    assert visit.frame.locator(".atlas-attribution").count() == 0
    visit.after_restyle(lambda: visit.toggle("Streets"))
    visit.page.wait_for_timeout(800)
    assert visit.foreign != []
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in visit.foreign)
    assert visit.frame.evaluate(DRAWN) == 50
    credit = visit.frame.locator(".atlas-attribution a")
    assert credit.inner_text() == "© OpenStreetMap contributors"
    assert visit.frame.locator(".atlas-note:visible").count() == 0
    visit.after_restyle(lambda: visit.toggle("Streets"))
    assert visit.frame.locator(".atlas-attribution").count() == 0
    assert visit.frame.locator(".leaflet-tile-container").count() == 0


def test_missing_shapes_are_explained_in_the_frame(visit: Visit) -> None:
    visit.context.route(re.compile(r"/component/.*\.json"), lambda route: route.fulfill(status=404))
    visit.vintage(2023)
    note = visit.frame.locator(".atlas-note")
    note.wait_for()
    assert "could not be loaded" in note.inner_text()
    assert visit.frame.evaluate(DRAWN) == 50  # the earlier map stays
    visit.after_restyle(lambda: visit.vintage(2015))
    assert note.is_hidden()
