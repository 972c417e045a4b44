"""Wards of the map chosen by click, tap and key in a real browser, and told to the server once."""

from __future__ import annotations

import re

import pytest

from tests.browser.harness.visit import Visit

pytestmark = pytest.mark.browser


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
    # A busy server may take two clicks as one; the last one counts in any case.
    visit.page.get_by_text(re.compile(r"chosen 8 told [123] times")).wait_for()
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
