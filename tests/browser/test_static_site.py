"""The static site in a real browser, from files and without a server or network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.static_pages import StaticSite

pytestmark = pytest.mark.browser

KEYS = (
    *("index", "about", "figures/index", "figures/own-map", "wards/index", "wards/2015/ward-25"),
    *("organizations/index", "statements/index", "statements/e01", "data/index"),
)
WIDTHS = (320, 390, 1280, 1400)

Open = Callable[..., Any]


@pytest.fixture
def opened(chromium: Any, static_site: StaticSite) -> Iterator[Open]:
    """Opens a page of the site; whatever fails or leads elsewhere fails the test."""
    pages = []
    wrong: list[str] = []

    def enter(key: str, width: int = 1280, **options: Any) -> Any:
        page = chromium.new_page(viewport={"width": width, "height": 900}, **options)
        pages.append(page)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
        page.on("request", lambda r: None if is_own(r.url) else wrong.append(f"foreign: {r.url}"))
        page.goto(f"file://{static_site.out}/{key}.html")
        return page

    yield enter
    for page in pages:
        page.close()
    assert wrong == []


def is_own(address: str) -> bool:
    return address.startswith(("file:", "data:"))


def test_no_page_scrolls_sideways_at_any_width(opened: Open) -> None:
    page = opened("index")
    for key in KEYS:
        if key != "index":
            page.goto(page.url.rpartition("/site/")[0] + f"/site/{key}.html")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (key, width, wide)


def test_typing_narrows_the_list(opened: Open) -> None:
    page = opened("index", 390)
    page.get_by_label("Number, alderperson or organization").fill("25")
    shown = page.locator(".places li:visible a").all_inner_texts()
    assert {"Ward 25, 2015 map", "Ward 25, 2023 map", "25th Ward IPO"} <= set(shown)
    assert "Ward 2, 2015 map" not in shown and "Ward 15, 2015 map" not in shown
    assert (
        page.get_by_role("status").inner_text()
        == f"{len(shown)} of {page.locator('.places li').count()}"
    )
    page.get_by_label("Number, alderperson or organization").fill("SIGCHO lopez")
    page.locator(".places li:visible a").first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Ward 25 ")


def test_everything_is_there_without_scripts(opened: Open) -> None:
    page = opened("index", 390, java_script_enabled=False)
    assert page.get_by_label("Number, alderperson or organization").is_hidden()
    page.locator("summary").first.click()
    page.get_by_role("link", name="Ward 25, 2015 map").click()
    page.get_by_role("link", name="25th Ward IPO", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "25th Ward IPO"
    page.go_back()
    assert page.locator(".profile td.value").first.is_visible()


def test_a_ward_of_a_map_leads_to_its_page(opened: Open) -> None:
    page = opened("wards/index")
    page.locator("svg.map a[href$='2015/ward-25.html'] path").first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Ward 25 ")
    assert page.locator(".badge").inner_text().startswith("Ward 25 · 2015 map")


def test_the_first_tab_stop_skips_to_the_content(opened: Open) -> None:
    page = opened("figures/own-map")
    page.keyboard.press("Tab")
    link = page.locator(".skip")
    assert link.bounding_box()["width"] > 50
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_dark_pages_have_dark_pictures(opened: Open) -> None:
    page = opened("figures/own-map", color_scheme="dark")
    assert page.evaluate("document.querySelector('.shown img').currentSrc").endswith("-dark.svg")
    assert page.locator(".legend .only-dark").first.is_visible()
    assert page.locator(".legend .only-light").first.is_hidden()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(16, 22, 28)"


def test_on_paper_the_page_is_light_and_without_navigation(opened: Open) -> None:
    page = opened("wards/2015/ward-25", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("nav").first.is_hidden()
    assert page.locator(".profile").is_visible()
