"""Any list to a map in a real browser: pasting, accepting, comparing, a phone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import PHONE, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]
BY_FILL = """() => {
    const found = {};
    for (const ward of document.querySelectorAll("path.atlas-ward")) {
        const fill = ward.getAttribute("fill");
        (found[fill] = found[fill] || []).push(Number(ward.dataset.ward));
    }
    return Object.values(found).map((wards) => wards.sort((a, b) => a - b));
}"""
WIDE = "() => document.scrollingElement.scrollWidth - screen.width"
KEEP_MAP = "() => { document.querySelector('iframe').marked = true; }"
SAME_MAP = "() => document.querySelector('iframe').marked === true"


def errors_of(found: Guest) -> list[str]:
    """What the browser's console complains of from now on."""
    said: list[str] = []
    found.page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    return said


def box_of(found: Guest, name: str) -> Any:
    return found.page.get_by_role("textbox", name=f"Wards or alderpersons (list {name})")


def type_list(found: Guest, text: str) -> None:
    box = box_of(found, "A")
    box.fill(text)
    box.press("Control+Enter")


def until_drawn(found: Guest, wards: list[int]) -> None:
    """Wait until these wards, and no other, share a fill."""
    found.frame.wait_for_function(
        f"() => ({BY_FILL})().some((mine) => JSON.stringify(mine) === '{json.dumps(wards)}'"
        ".replace(/ /g, ''))"
    )


def test_a_pasted_list_is_drawn_and_counted_and_a_suggestion_is_accepted(guest: Open) -> None:
    desk = guest("/lists").map_drawn()
    said = errors_of(desk)
    desk.page.evaluate(KEEP_MAP)
    type_list(desk, "La Spata, 20\nVasqez and Hadden (49th)")
    desk.until_setting("list_a", "La Spata, 20\nVasqez and Hadden (49th)")
    until_drawn(desk, [1, 20, 49])
    desk.page.get_by_text("On the list", exact=True).wait_for()
    assert desk.legend()["On the list"] == 3
    desk.page.get_by_role("button", name="André Vasquez, ward 40").click()
    until_drawn(desk, [1, 20, 40, 49])
    desk.page.get_by_role("heading", name="4 wards").wait_for()
    assert desk.legend()["On the list"] == 4
    assert "André Vasquez" in (desk.setting("list_a") or "")
    assert desk.page.evaluate(SAME_MAP)
    assert said == []
    desk.no_trouble()


def test_the_button_shows_what_was_typed(guest: Open) -> None:
    desk = guest("/lists").map_drawn()
    box_of(desk, "A").fill("1-3")
    desk.page.get_by_role("button", name="Show on the map").click()
    until_drawn(desk, [1, 2, 3])
    desk.no_trouble()


def test_a_click_on_the_map_leads_to_adding_the_ward(guest: Open) -> None:
    desk = guest("/lists?list_a=1").map_drawn()
    desk.page.mouse.click(*desk.at(20))
    desk.page.get_by_role("button", name="Add ward 20 to list A").click()
    desk.until_setting("list_a", "1, 20")
    until_drawn(desk, [1, 20])
    desk.page.get_by_role("button", name="Take ward 20 off list A").click()
    desk.until_setting("list_a", "1")
    until_drawn(desk, [1])
    desk.no_trouble()


def test_two_lists_have_four_fills_and_a_link_restores_them(guest: Open) -> None:
    desk = guest("/lists?list_a=1,2&list_b=2,3").map_drawn()
    for wards in ([1], [2], [3]):
        until_drawn(desk, wards)
    assert desk.legend() == {
        **desk.legend(),
        "On list A only": 1,
        "On both lists": 1,
        "On list B only": 1,
        "On neither list": 47,
    }
    again = guest(desk.page.url).map_drawn()
    assert again.headline == desk.headline == "2 wards on list A, 2 wards on list B, 1 on both"
    assert box_of(again, "B").input_value() == "2,3"


def hostile() -> list[str]:
    return [
        '<img src=x onerror="window.hacked=1">, 5',
        "{{ 7*7 }}, {% raw %}, 5",
        "[a](javascript:window.hacked=1), `5`, $x$, 5",
        "\u05d0\u05d1\u05d2, \u0661, 🙂, 5",
    ]


@pytest.mark.parametrize("text", hostile())
def test_nothing_typed_is_run(text: str, guest: Open) -> None:
    desk = guest("/lists").map_drawn()
    type_list(desk, text)
    until_drawn(desk, [5])
    assert desk.page.evaluate("() => window.hacked") is None
    assert "49" not in desk.headline
    desk.no_trouble()


def test_a_phone_shows_it_all_without_sideways_scrolling(guest: Open) -> None:
    long = "/lists?list_a=Rodriguez,1-9,Vasqez,51,Scott&list_b=9,10,Manaa-Hoppenworth&ward=9"
    phone = guest(long, **PHONE).map_drawn()
    phone.page.get_by_role("button", name="Rossana Rodríguez-Sánchez, ward 33").tap()
    phone.page.wait_for_function(
        "() => new URL(location.href).searchParams.get('list_a').startsWith('Rossana')"
    )
    until_drawn(phone, [1, 2, 3, 4, 5, 6, 7, 8, 24, 33])
    assert phone.page.evaluate(WIDE) <= 0
    widest: Any = phone.page.evaluate(
        """() => Math.max(...[...document.querySelectorAll(
            ".stMainBlockContainer button, .stMainBlockContainer textarea, iframe")]
            .map((part) => part.getBoundingClientRect().right))"""
    )
    assert widest <= 390
    phone.no_trouble()
