"""Demographics in a real browser: stepping in the map, brushing, what follows."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

from tests.browser.conftest import PHONE, ROOT, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]
FILLS = """() => Array.from(document.querySelectorAll("path.atlas-ward"),
    (ward) => `${ward.dataset.ward} ${ward.getAttribute("fill")}`).join()"""
BRIGHT = """() => Array.from(document.querySelectorAll("path.atlas-ward:not(.atlas-dim)"),
    (ward) => Number(ward.dataset.ward)).sort((a, b) => a - b)"""


def values(vintage: int, key: str) -> dict[int, float]:
    path = ROOT / f"data/processed/indicators_{vintage}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return {int(r["ward"]): float(r[key]) for r in csv.DictReader(handle)}


def test_stepping_changes_the_map_at_once_and_the_page_after_it(guest: Open) -> None:
    desk = guest("/demographics?map=2023&indicator=poverty_share").map_drawn()
    assert "Below the poverty line" in desk.headline
    before = desk.frame.evaluate(FILLS)
    desk.frame.get_by_role("button", name="Next indicator").click()
    desk.frame.wait_for_function(f"() => ({FILLS})() !== {before!r}")
    desk.until_setting("indicator", "low_income_share")
    desk.page.get_by_role("heading", name="Below twice the poverty line").first.wait_for()
    at_rest = desk.frame.evaluate(FILLS)
    assert at_rest != before
    assert desk.setting("map") == "2023"
    # The usual classes are what the frame drew by itself: the server's answer changed nothing.
    assert sum(desk.legend().values()) >= 50
    desk.no_trouble()


def test_the_tooltip_gives_the_wards_figure(guest: Open) -> None:
    desk = guest("/demographics?map=2015&indicator=white_share").map_drawn()
    desk.frame.wait_for_function("() => atlas.stats.fetches >= 5")
    desk.page.mouse.move(*desk.at(47))
    share = values(2015, "white_share")[47]
    desk.frame.get_by_text(f"White residents: {share:.1%}").wait_for()
    desk.no_trouble()


def test_a_brush_over_the_histogram_picks_wards(guest: Open) -> None:
    desk = guest("/demographics?map=2015&indicator=black_share").map_drawn()
    chart = desk.page.locator("[data-testid=stVegaLiteChart] svg").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    y = box["y"] + 40
    desk.page.mouse.move(box["x"] + box["width"] * 0.6, y)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + box["width"] * 0.99, y, steps=8)
    desk.page.mouse.up()
    desk.page.wait_for_function(
        "() => (new URL(location.href).searchParams.get('picked') || '').length > 2"
    )
    picked = [int(ward) for ward in (desk.setting("picked") or "").split(".")]
    shares = values(2015, "black_share")
    least = min(shares[ward] for ward in picked)
    # Everybody above the lowest one picked is picked: the brush ran to the right end.
    assert set(picked) == {ward for ward, share in shares.items() if share >= least}
    assert 0.45 < least < 0.75
    desk.frame.wait_for_function(
        f"() => JSON.stringify(({BRIGHT})()) === '{picked}'.replace(/ /g, '')"
    )
    desk.page.get_by_role("button", name="Show all wards").click()
    desk.until_setting("picked", "")
    desk.no_trouble()


def test_a_phone_steps_by_touch_and_nothing_scrolls_sideways(guest: Open) -> None:
    phone = guest("/demographics?map=2023", **PHONE).map_drawn()
    phone.frame.get_by_role("button", name="Next indicator").tap()
    phone.until_setting("indicator", "asian_share")
    phone.page.get_by_role("heading", name="Asian residents").first.wait_for()
    wide = "() => document.scrollingElement.scrollWidth - screen.width"
    for path in ("/demographics?colors=two", "/compare?map=2023"):
        phone.open(path)
        phone.page.get_by_role("heading", level=1).wait_for()
        phone.page.wait_for_timeout(1500)
        assert phone.page.evaluate(wide) <= 0, path
    phone.no_trouble()


def test_switching_rings_and_doubt_keeps_the_map(guest: Open) -> None:
    desk = guest("/demographics?map=2023&indicator=limited_english_share").map_drawn()
    desk.page.evaluate("() => { document.querySelector('iframe').marked = true; }")
    for label, field in (
        ("Outline wards with an organization", "rings"),
        ("Mark uncertain figures", "doubt"),
    ):
        desk.page.get_by_text(label).click()
        desk.until_setting(field, "no")
    assert desk.page.evaluate("() => document.querySelector('iframe').marked === true")
    desk.no_trouble()
