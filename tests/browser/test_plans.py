"""Planning in a real browser: pressing wards, going back, a link, a page of paper, a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tests.browser.conftest import PHONE, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]
WIDE = "() => document.scrollingElement.scrollWidth - screen.width"
FILL = "(ward) => document.querySelector(`path[data-ward='${ward}']`).getAttribute('fill')"
VIEW = "() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]"
WATCH = """() => {
    window.least = 50;
    const look = () => {
        window.least = Math.min(window.least, document.querySelectorAll("path.atlas-ward").length);
        requestAnimationFrame(look);
    };
    look();
}"""


def fill(found: Guest, ward: int) -> str:
    drawn: str = found.frame.evaluate(FILL, ward)
    return drawn


def until_filled(found: Guest, ward: int, like: int) -> None:
    """Wait until a ward has the fill of another."""
    found.frame.wait_for_function(
        f"([ward, like]) => ({FILL})(ward) === ({FILL})(like)", arg=[ward, like]
    )


def test_pressed_wards_join_the_plan_and_leave_it_without_a_blank_or_lost_zoom(
    guest: Open,
) -> None:
    desk = guest("/plans").map_drawn()
    desk.frame.evaluate("() => { map.zoomIn(1, { animate: false }); }")
    zoom = desk.frame.evaluate(VIEW)
    desk.frame.evaluate(WATCH)
    before = fill(desk, 17)
    desk.page.mouse.click(*desk.at(17))
    assert fill(desk, 17) != before  # at once, before the server answers
    desk.until_setting("plan_a", "17")
    desk.page.get_by_role("heading", name="added in ward 17").wait_for()
    desk.page.mouse.click(*desk.at(16))
    desk.until_setting("plan_a", "16.17")
    until_filled(desk, 16, 17)
    desk.page.mouse.click(*desk.at(17))
    desk.until_setting("plan_a", "16")
    desk.page.get_by_role("heading", name="added in ward 16").wait_for()
    assert fill(desk, 17) != fill(desk, 16)
    assert desk.frame.evaluate(VIEW) == zoom
    assert desk.frame.evaluate("() => window.least") == 50
    desk.no_trouble()


def test_quick_presses_all_count_on_a_busy_server(guest: Open) -> None:
    desk = guest("/plans").map_drawn()
    for ward in (17, 16, 21, 17, 6):
        desk.page.mouse.click(*desk.at(ward))
    desk.until_setting("plan_a", "6.16.21")
    desk.page.get_by_role("heading", name="added in wards 6, 16 and 21").wait_for()
    until_filled(desk, 6, 16)
    assert fill(desk, 17) != fill(desk, 16)
    desk.no_trouble()


def test_the_counters_follow_a_press(guest: Open) -> None:
    desk = guest("/plans").map_drawn()
    desk.page.mouse.click(*desk.at(17))
    change = desk.page.locator(".atlas-counters .change").first
    change.filter(has_text="+1").wait_for()
    organized = desk.page.locator(".atlas-counters tbody tr").nth(1).inner_text().split()
    assert organized[:2] == ["organized", "17"]
    assert organized[organized.index("+1") - 1] == "18"
    desk.no_trouble()


def test_the_keyboard_plans_too_and_escape_changes_nothing(guest: Open) -> None:
    desk = guest("/plans?ward=17").map_drawn()
    desk.frame.evaluate("() => document.querySelector(\"path[data-ward='17']\").focus()")
    desk.page.keyboard.press("Enter")
    desk.until_setting("plan_a", "17")
    desk.page.keyboard.press("Escape")
    desk.until_setting("ward", "")
    assert desk.setting("plan_a") == "17"
    desk.ready()
    box = desk.page.get_by_label("Plan A: add an organization in")
    desk.pick(box, desk.page.get_by_role("option", name=re.compile("^5 ·")))
    desk.until_setting("plan_a", "5.17")
    desk.no_trouble()


def test_another_ward_map_clears_the_plans_and_back_restores_them(guest: Open) -> None:
    desk = guest("/plans").map_drawn()
    desk.page.mouse.click(*desk.at(17))
    desk.until_setting("plan_a", "17")
    desk.ready()
    desk.choose_map(2023)
    desk.page.get_by_test_id("stAlert").filter(has_text="Plan A is cleared").wait_for()
    assert desk.setting("plan_a") == ""
    desk.ready()
    desk.page.go_back()
    desk.until_setting("plan_a", "17")
    desk.page.get_by_role("heading", name="added in ward 17").wait_for()
    assert desk.setting("map") == "2015"
    desk.no_notice()
    desk.no_trouble()


LINK = (
    "/plans?map=2023&plan=b&plan_a=8.16.-33&plan_b=20&name_a=South%20first&beside=yes&sure=likely"
    "&mix=black_share:1.latino_share:1"
)


def test_a_link_restores_everything_to_somebody_else(guest: Open) -> None:
    mine = guest(LINK).map_drawn()
    theirs = guest(mine.page.url).map_drawn()
    assert theirs.headline == mine.headline
    assert theirs.legend() == mine.legend()
    for name in ("map", "plan", "plan_a", "plan_b", "name_a", "beside", "sure", "mix"):
        assert theirs.setting(name) == mine.setting(name)
    assert fill(theirs, 20) == fill(mine, 20)
    named = theirs.page.locator(".atlas-counters thead").first.inner_text()
    assert "South first" in named
    theirs.no_trouble()


def test_the_page_of_paper_is_the_same_file_twice(guest: Open) -> None:
    desk = guest(LINK)
    first, second = (desk.download("One page for a meeting") for _ in range(2))
    assert first.startswith(b"%PDF-1.7")
    assert first == second
    (page,) = PdfReader(BytesIO(first), strict=True).pages
    (link,) = page["/Annots"]
    assert "plan_a=8.16.-33" in link.get_object()["/A"]["/URI"]  # it restores the plans
    desk.no_trouble()


@pytest.mark.parametrize("name", ["W" * 60, "שלום <b onclick=x>" + "&amp;" * 9])
def test_a_phone_shows_it_all_without_sideways_scrolling(name: str, guest: Open) -> None:
    name = name[:60]
    options: dict[str, Any] = PHONE
    phone = guest("/plans?plan_a=16&plan_b=20.-33", **options).map_drawn()
    box = phone.page.get_by_role("textbox", name="Name of plan A")
    box.fill(name)
    box.press("Enter")
    phone.page.locator(".atlas-counters bdi").filter(has_text=name[:8]).first.wait_for()
    phone.bring_map_up()
    phone.page.touchscreen.tap(*phone.at(10))
    phone.until_setting("plan_a", "-10.16")
    phone.ready()
    assert phone.page.evaluate(WIDE) <= 0
    right: float = phone.page.evaluate(
        """() => Math.max(...[...document.querySelectorAll(
            ".atlas-counters, .atlas-counters td, .stMainBlockContainer button, iframe")]
            .map((part) => part.getBoundingClientRect().right))"""
    )
    assert right <= 390
    phone.no_trouble()
