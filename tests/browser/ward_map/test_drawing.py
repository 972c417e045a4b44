"""The ward map in a real browser without a network: drawn once, then restyled in place."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.harness.visit import DRAWN, VIEW, WATCH, Visit, running

pytestmark = pytest.mark.browser


def test_works_under_a_base_path(chromium: Any) -> None:
    with running("atlas") as address:
        found = Visit(chromium, address).drawn()
        assert "/atlas/component/" in found.frame.url
        assert found.foreign == []
        found.close()


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
    stats = visit.frame.evaluate("atlas.stats")
    assert (stats["shows"], stats["swaps"], stats["steps"]) == (2, 1, 0)
    assert stats["fetches"] in (4, 5)  # the other ward map comes once the page is at rest
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


def test_vintage_switch_never_blanks_and_keeps_the_view(restless: Visit) -> None:
    restless.pan_and_zoom()
    view = restless.frame.evaluate(VIEW)
    shape = restless.frame.locator("path[data-ward='34']").get_attribute("d")
    held = restless.hold(r"/component/.*\.json")
    restless.frame.evaluate(WATCH)
    restless.vintage(2023)
    restless.until_held(held)
    restless.page.wait_for_timeout(400)
    assert restless.frame.locator("path[data-ward='34']").get_attribute("d") == shape
    restless.after_restyle(lambda: restless.let_go(held))
    restless.page.wait_for_timeout(300)
    assert restless.frame.locator("path[data-ward='34']").get_attribute("d") != shape
    assert restless.frame.evaluate("window.least") == 50
    assert restless.frame.evaluate(DRAWN) == 50
    assert restless.frame.evaluate(VIEW) == view
    restless.after_restyle(lambda: restless.vintage(2015))
    restless.after_restyle(lambda: restless.vintage(2023))
    assert restless.frame.evaluate("atlas.stats.fetches") == 5  # each ward map only once
    assert restless.frame.evaluate("window.least") == 50


def test_a_late_ward_map_does_not_overrule_a_later_choice(restless: Visit) -> None:
    shape = restless.frame.locator("path[data-ward='34']").get_attribute("d")
    held = restless.hold(r"/component/.*\.json")
    restless.vintage(2023)
    restless.until_held(held)
    restless.after_restyle(lambda: restless.vintage(2015))
    restless.let_go(held)
    restless.page.wait_for_timeout(800)
    assert restless.frame.locator("path[data-ward='34']").get_attribute("d") == shape
    assert restless.frame.evaluate("atlas.stats.swaps") == 1


def test_a_change_made_while_the_scripts_load_is_not_lost(chromium: Any, server: str) -> None:
    plain = Visit(chromium, server).drawn()
    plain.after_restyle(lambda: plain.shift(2))
    expected = plain.frame.locator("path[data-ward='2']").get_attribute("fill")
    plain.close()
    slow = Visit(chromium, "about:blank")
    held = slow.hold(r"/component/ui\.assets\.assets/.*\.js$")
    slow.page.goto(server)
    slow.until_held(held)
    slow.shift(2)
    slow.page.wait_for_timeout(800)
    slow.let_go(held)
    slow.drawn()
    slow.page.wait_for_timeout(500)
    assert slow.frame.locator("path[data-ward='2']").get_attribute("fill") == expected
    slow.close()


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
    visit.page.route(re.compile(r"/component/.*\.json"), lambda route: route.fulfill(status=404))
    visit.vintage(2023)
    note = visit.frame.locator(".atlas-note")
    note.wait_for()
    assert "could not be loaded" in note.inner_text()
    assert visit.frame.evaluate(DRAWN) == 50  # the earlier map stays
    visit.after_restyle(lambda: visit.vintage(2015))
    assert note.is_hidden()
