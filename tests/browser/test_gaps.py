"""Coverage and gaps in a real browser: a phone, the map ahead of the server, a row and its ward."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import PHONE, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]
WIDE = "() => document.scrollingElement.scrollWidth - screen.width"
BRIGHT = """() => Array.from(document.querySelectorAll("path.atlas-ward:not(.atlas-dim)"),
    (ward) => Number(ward.dataset.ward)).sort((a, b) => a - b)"""
FILL_OF = "(n) => document.querySelector(`path.atlas-ward[data-ward='${n}']`).getAttribute('fill')"


def forwarded(found: Guest) -> list[str]:
    text: str = found.page.get_by_test_id("stCode").locator("code").first.inner_text()
    return text.strip().splitlines()


def wards_of(lines: list[str]) -> list[int]:
    return [int(m[1]) for line in lines if (m := re.match(r"(\d+) \(Ald\. ", line))]


def test_on_a_phone_two_taps_lead_from_the_link_to_the_list_of_her_side(guest: Open) -> None:
    phone = guest("/gaps", **PHONE).map_drawn()
    assert phone.headline.startswith("33 of 50 wards")
    box = phone.page.locator("iframe").bounding_box()
    assert box["y"] < 844  # something of the map is on the first screen
    phone.page.get_by_role("radio", name="South · 16").tap()
    phone.until_setting("side", "south")
    phone.page.get_by_role("heading", name="16 of 21 wards on the South Side").wait_for()
    phone.ready()
    listed = wards_of(forwarded(phone))
    assert len(listed) == 16
    assert set(listed) <= set(phone.frame.evaluate(BRIGHT))
    copy = phone.page.get_by_role("button", name="Copy to clipboard")
    assert copy.is_visible()
    copy.tap()
    assert phone.page.evaluate(WIDE) <= 0
    phone.no_trouble()


def test_her_ward_says_who_is_nearest_and_leads_to_its_side(guest: Open) -> None:
    phone = guest("/gaps", **PHONE).map_drawn()
    phone.bring_map_up()
    phone.page.touchscreen.tap(*phone.at(18))
    phone.until_setting("ward", "18")
    phone.heading("Ward 18, Ald. Derrick Curtis").wait_for()
    phone.page.get_by_text("Nearest organization: 3 wards away").wait_for()
    phone.page.get_by_role("button", name="All wards left out on its side: South").tap()
    phone.until_setting("side", "south")
    phone.no_trouble()


def test_how_sure_is_drawn_at_once_and_the_words_follow(guest: Open) -> None:
    desk = guest("/gaps").map_drawn()
    before = desk.frame.evaluate(FILL_OF, 22)
    desk.page.get_by_text("known to be active", exact=True).click()
    desk.frame.wait_for_function(f"() => ({FILL_OF})(22) !== '{before}'")
    desk.page.get_by_role("heading", name="48 of 50 wards").wait_for()
    desk.ready()
    assert desk.legend()["Hatched: one is listed, but not as sure as asked for"] == 15
    assert desk.setting("sure") == "certain"
    desk.no_trouble()


def test_a_row_of_the_sortable_table_chooses_its_ward(guest: Open) -> None:
    desk = guest("/gaps?side=south").map_drawn()
    first = wards_of(forwarded(desk))[0]
    desk.page.get_by_text("Sort and search this table").click()
    grid = desk.page.get_by_test_id("stDataFrame")
    grid.locator("canvas").first.wait_for()
    desk.ready()
    grid.evaluate("(found) => found.scrollIntoView({ block: 'center' })")
    box = grid.bounding_box()
    desk.page.mouse.click(box["x"] + 16, box["y"] + 38 + 17)
    desk.until_setting("ward", str(first))
    desk.bring_map_up()
    desk.until_pressed(first)
    desk.no_trouble()


def test_the_list_is_a_link_that_opens_the_same_page_on_a_new_visit(guest: Open) -> None:
    desk = guest("/gaps?map=2023&who=young&side=west").map_drawn()
    again = guest(forwarded(desk)[-1]).map_drawn()
    assert again.headline == desk.headline
    assert forwarded(again) == forwarded(desk)
    again.no_trouble()
