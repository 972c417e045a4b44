"""The ward map as it is read in a real browser: fitted, numbered, zoomed, told in tooltips."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.harness.visit import DESKTOP, PHONE, Visit

pytestmark = pytest.mark.browser


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


def is_high_enough(box: dict[str, float]) -> bool:
    """Whether the frame has the height that belongs to its width."""
    return box["height"] == round(min(760, max(520, box["width"] * 1.15)))


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
    visit.until(lambda: is_high_enough(city_box(visit)))
    visit.settled()
    box = city_box(visit)
    assert min(box[side] for side in ("left", "top", "right", "bottom")) >= 4
    visit.pan_and_zoom()
    zoom = visit.frame.evaluate("map.getZoom()")
    visit.page.set_viewport_size({"width": 1000, "height": 1300})
    visit.until(lambda: is_high_enough(city_box(visit)))
    visit.settled()
    assert visit.frame.evaluate("map.getZoom()") == zoom


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
        visit.frame.evaluate("() => { map.setZoom(map.getZoom() + 0.75, { animate: false }); }")
    assert shown[0] >= 30
    assert shown == sorted(shown)  # closer views have room for more
    visit.after_restyle(lambda: visit.toggle("Labels"))
    assert visit.frame.evaluate(boxes) == []
    visit.close()


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
