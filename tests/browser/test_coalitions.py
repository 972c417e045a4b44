"""Coalitions in a real browser: marks on the map, the slider, a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import PHONE, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]

# Wards with a mark of this color, by how it is drawn.
DRAWN = """(color) => {
    const found = { solid: [], open: [], faint: [] };
    document.querySelectorAll("svg.atlas-glyphs").forEach((svg) => {
        svg.querySelectorAll("g.atlas-glyph").forEach((mark) => {
            const path = mark.lastChild;
            if ((path.getAttribute("fill") || path.getAttribute("stroke")) !== color) return;
            found[mark.classList[1].replace("atlas-glyph-", "")].push(Number(svg.dataset.ward));
        });
    });
    Object.values(found).forEach((wards) => wards.sort((a, b) => a - b));
    return found;
}"""
MARKED = """() => [...document.querySelectorAll("svg.atlas-glyphs")]
    .map((svg) => Number(svg.dataset.ward)).sort((a, b) => a - b)"""
UWF, DSA = "#0072b2", "#d55e00"
# How far the page, or the part of it that scrolls, is wider than the screen.
WIDE = """() => Math.max(document.scrollingElement.scrollWidth - innerWidth,
    ...[...document.querySelectorAll('[data-testid="stMain"]')]
        .map((box) => box.scrollWidth - box.clientWidth))"""


def until_marked(visitor: Guest, wards: list[int]) -> None:
    """Wait until exactly these wards have marks."""
    visitor.frame.wait_for_function(
        f"(wards) => JSON.stringify(({MARKED})()) === JSON.stringify(wards)", arg=wards
    )


@pytest.fixture(params=[{}, PHONE], ids=["desk", "phone"])
def visitor(guest: Open, request: pytest.FixtureRequest) -> Guest:
    found = guest("/coalitions", **request.param)
    return found.map_drawn()


def test_the_wards_with_ties_have_their_marks(visitor: Guest) -> None:
    assert "5 of 20" in visitor.headline
    assert visitor.frame.evaluate(DRAWN, UWF) == {
        "solid": [22, 25, 33, 35, 50],
        "open": [],
        "faint": [],
    }
    assert visitor.frame.evaluate(DRAWN, DSA)["open"] == [25, 33, 35]
    counts = """() => Object.fromEntries([...document.querySelectorAll("svg.atlas-glyphs")]
        .map((svg) => [svg.dataset.ward, svg.childElementCount]))"""
    found = visitor.frame.evaluate(counts)
    assert found["25"] == found["33"] == found["35"] == 4
    assert found["50"] == 1
    visitor.no_trouble()


def test_the_page_never_scrolls_sideways(visitor: Guest) -> None:
    assert visitor.page.evaluate(WIDE) <= 0
    boxes = visitor.page.locator(".atlas-matrix-box")
    assert boxes.count() == 2
    width = visitor.page.evaluate("innerWidth")
    for number in range(2):
        boxes.nth(number).scroll_into_view_if_needed()
        box = boxes.nth(number).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert visitor.page.evaluate(WIDE) <= 0
    visitor.page.locator("[data-testid=stVegaLiteChart]").last.scroll_into_view_if_needed()
    assert visitor.page.evaluate(WIDE) <= 0
    visitor.no_trouble()


def test_a_matrix_scrolls_in_its_own_box_and_keeps_the_names(guest: Open) -> None:
    phone = guest("/coalitions", **PHONE).map_drawn()
    box = phone.page.locator(".atlas-matrix-box").first
    box.scroll_into_view_if_needed()
    hidden = box.evaluate("(box) => box.scrollWidth - box.clientWidth")
    assert hidden > 0
    box.evaluate("(box) => { box.scrollLeft = box.scrollWidth; box.scrollTop = 120; }")
    name = box.locator("th[scope=row]").nth(4)
    head = box.locator("thead th").nth(1)
    here, outer = name.bounding_box(), box.bounding_box()
    assert abs(here["x"] - outer["x"]) < 2
    assert abs(head.bounding_box()["y"] - outer["y"]) < 3
    assert phone.page.evaluate(WIDE) <= 0
    phone.no_trouble()


def test_the_slider_moves_the_day_and_the_map_follows(guest: Open) -> None:
    desk = guest("/coalitions?bodies=uwf").map_drawn()
    until_marked(desk, [22, 25, 33, 35, 50])
    slider = desk.page.get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    desk.until_setting("day", "2021-07-01")
    desk.page.get_by_role("heading", level=1, name="On July 1, 2021").wait_for()
    desk.frame.wait_for_function(
        f"() => ({DRAWN})('{UWF}').solid.length === 0 && ({MARKED})().length === 5"
    )
    loaded = desk.frame.evaluate("atlas.stats.swaps")
    desk.page.get_by_text("May 2023: new council, new map").click()
    desk.until_setting("day", "2023-05-15")
    desk.page.locator(".atlas-badge").filter(has_text="2023 map").first.wait_for()
    desk.frame.wait_for_function(f"() => atlas.stats.swaps > {loaded}")
    assert desk.setting("map") == "2015"
    desk.no_trouble()


def test_a_click_on_a_mark_tells_who_stands_where(visitor: Guest) -> None:
    visitor.bring_map_up()
    at: Any = visitor.frame.evaluate(
        """() => {
            const box = document.querySelector("svg.atlas-glyphs[data-ward='22'] g path")
                .getBoundingClientRect();
            return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        }"""
    )
    outer = visitor.page.locator("iframe").bounding_box()
    visitor.page.mouse.click(outer["x"] + at[0], outer["y"] + at[1])
    visitor.until_setting("ward", "22")
    told = visitor.page.locator("dl.atlas-facts").filter(has_text="UWF")
    told.get_by_text("an official affiliate (June 1, 2021)").wait_for()
    visitor.ready()  # the tables come after the panel
    assert visitor.page.locator("tr.marked").count() >= 2
    visitor.no_trouble()


def test_a_deep_link_restores_day_coalitions_and_ward(guest: Open) -> None:
    desk = guest("/coalitions?day=2023-06-15&bodies=lgbt-caucus&map=2023&ward=35").map_drawn()
    assert "9 of 50 alderpersons were members of the LGBT Caucus" in desk.headline
    desk.until_pressed(35)
    until_marked(desk, [4, 15, 26, 33, 35, 43, 44, 48, 49])
    assert desk.page.get_by_text("Carlos Ramirez-Rosa").first.is_visible()
    desk.no_trouble()
