"""The page of clusters in a real browser: a cold deep link, meanings by tap, a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import PHONE, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]
WIDE = "() => document.scrollingElement.scrollWidth - screen.width"


def test_a_deep_link_restores_everything_and_nothing_fails(guest: Open) -> None:
    desk = guest("/clustering?map=2023&shuffle=side&scheme=nine&ward=12").map_drawn()
    assert "23 pairs of neighbors" in desk.headline
    assert desk.page.get_by_text("within each side of the city only (nine sides)").count() == 1
    desk.until_pressed(12)
    desk.page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first.wait_for()
    desk.no_trouble()


def test_a_click_on_the_map_counts_the_neighbors_of_a_ward(guest: Open) -> None:
    desk = guest("/clustering").map_drawn()
    desk.page.mouse.click(*desk.at(35))
    desk.until_setting("ward", "35")
    desk.page.get_by_text("of its 8 neighbors have an organization").first.wait_for()
    desk.no_trouble()


def test_another_question_is_answered_in_place(guest: Open) -> None:
    desk = guest("/clustering").map_drawn()
    side = desk.page.get_by_test_id("stSidebar")
    side.get_by_text("a figure, as rent or income").click()
    desk.until_setting("tested", "indicator")
    desk.page.get_by_role("heading", name="Moran").wait_for()
    desk.page.get_by_text("High beside high").first.wait_for()
    desk.no_trouble()


def test_a_phone_reads_meanings_by_tap_and_scrolls_one_way_only(guest: Open) -> None:
    phone = guest("/clustering?tested=indicator&indicator=black_share", **PHONE).map_drawn()
    meaning = phone.page.get_by_text("a pocket of high figures")
    assert not meaning.is_visible()
    phone.page.get_by_text("High beside high", exact=True).first.tap()
    meaning.wait_for()
    assert phone.page.evaluate(WIDE) <= 0
    phone.no_trouble()
