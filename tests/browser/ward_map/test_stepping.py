"""Stepping through indicators in a real browser: drawn at once, told once, the last press wins."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.harness.visit import PHONE, Visit
from tests.browser.harness.ward_map_app import HOSTILE, LABELS, RAMPS, class_of

pytestmark = pytest.mark.browser

KEYS = list(LABELS)
NEXT, PREVIOUS = "Next indicator", "Previous indicator"
PLAIN_WARDS = (5, 6, 8, 30)
SETTLED_MS = 3000  # longer than an unanswered step is trusted
# Every label the bar shows from now on.
WATCH_BAR = """() => {
    const label = document.querySelector(".atlas-steps-label");
    window.labels = [label.textContent];
    new MutationObserver(() => window.labels.push(label.textContent))
        .observe(label, { childList: true });
}"""
# The fills of some wards right after a press, within the same task: nobody could have answered.
PRESS_AND_LOOK = """([name, wards]) => {
    document.querySelector(`.atlas-steps button[aria-label="${name}"]`).click();
    return wards.map((ward) =>
        document.querySelector(`path[data-ward="${ward}"]`).getAttribute("fill"));
}"""


def press(visit: Visit, name: str = NEXT) -> None:
    visit.frame.get_by_role("button", name=name, exact=True).click()


def drawn_from_file(key: str, theme: str = "light", year: int = 2015) -> list[str]:
    return [RAMPS[theme][class_of(KEYS.index(key), w, year)] for w in PLAIN_WARDS]


def drawn_by_server(key: str) -> list[str]:
    ramp = RAMPS["light"]
    return [(ramp[0], ramp[-1])[min(1, class_of(KEYS.index(key), w, 2015))] for w in PLAIN_WARDS]


def fills(visit: Visit) -> list[str]:
    return [visit.fill(ward) for ward in PLAIN_WARDS]


def visiting(chromium: Any, server: str, settings: str, **options: Any) -> Visit:
    return Visit(chromium, f"{server}/?instant=1&{settings}", **options).drawn().with_bar()


def messages(visit: Visit) -> list[str]:
    return [value["last_object_clicked_tooltip"] for value in visit.sent()]


def test_a_press_restyles_at_once_and_the_answer_brings_the_readers_classes(
    stepping: Visit,
) -> None:
    assert stepping.bar() == "Below poverty"
    assert fills(stepping) == drawn_by_server("poverty_share")
    at_once = stepping.frame.evaluate(PRESS_AND_LOOK, [PREVIOUS, PLAIN_WARDS])
    assert at_once == drawn_from_file("renter_share")
    assert stepping.bar() == "Renters"
    stepping.stepped("renter_share", 1)
    assert fills(stepping) == drawn_by_server("renter_share")
    assert stepping.bar() == "Renters"
    assert re.fullmatch(r"i:renter_share#\d+", *messages(stepping))


def test_buttons_and_keys_step_in_the_order_of_the_file_and_around_its_end(
    stepping: Visit,
) -> None:
    stepping.frame.evaluate(WATCH_BAR)
    for _ in KEYS:
        press(stepping)
    stepping.page.keyboard.press("[")
    stepping.page.keyboard.press("[")
    stepping.page.keyboard.press("]")
    # On a slow machine the server may hear of it in more than one step; the next test is on that.
    stepping.page.get_by_text(re.compile(r"^stepped to renter_share in \d+ steps$")).wait_for()
    first, second, third, last = LABELS.values()
    expected = [first, second, third, last, first, last, third, last]
    assert stepping.frame.evaluate("window.labels") == expected
    stepping.page.keyboard.press("Control+]")
    stepping.page.keyboard.press("Meta+[")
    stepping.page.keyboard.press("x")
    assert stepping.bar() == "Renters"
    stepping.frame.evaluate(
        """document.dispatchEvent(new KeyboardEvent("keydown",
            { key: "[", ctrlKey: true, altKey: true, bubbles: true }))"""
    )  # AltGr of keyboards that have brackets there
    assert stepping.bar() == third


def test_quick_presses_are_told_once_when_the_reader_rests(stepping: Visit) -> None:
    stepping.frame.evaluate(
        """addEventListener("click", (event) => {
            if (event.target.closest(".atlas-steps")) window.pressedAt = Date.now();
        }, true)"""
    )
    shows = stepping.shows()
    stepping.frame.evaluate(
        """() => new Promise((done) => {
            const next = document.querySelector(".atlas-steps button[aria-label^=Next]");
            [0, 150, 300, 450, 600, 750, 900].forEach((at) => setTimeout(() => next.click(), at));
            setTimeout(done, 950);
        })"""
    )
    stepping.stepped("renter_share", 1)
    sent = messages(stepping)
    assert len(sent) == 1
    assert re.fullmatch(r"i:renter_share#\d+", sent[0])
    waited = stepping.page.evaluate("window.sentAt[0]") - stepping.frame.evaluate(
        "window.pressedAt"
    )
    assert waited >= 290
    assert stepping.shows() - shows == 8  # seven presses, one answer
    press(stepping)
    stepping.stepped("poverty_share", 2)
    assert len(stepping.sent()) == 2


def test_back_where_it_was_nothing_is_told(stepping: Visit) -> None:
    stepping.frame.evaluate(
        """() => ["Next", "Previous"].forEach((name) =>
            document.querySelector(`.atlas-steps button[aria-label^=${name}]`).click())"""
    )
    assert stepping.sent() == []
    assert stepping.bar() == "Below poverty"
    assert fills(stepping) == drawn_by_server("poverty_share")


def test_a_late_answer_does_not_undo_a_newer_press(chromium: Any, server: str) -> None:
    visit = visiting(chromium, server, "slow=1")
    visit.frame.evaluate(WATCH_BAR)
    press(visit)
    visit.page.wait_for_function("() => window.sent.length > 0")
    visit.page.wait_for_timeout(600)  # the first answer is on its way
    press(visit)
    visit.page.get_by_text(re.compile("stepped to density in [12] steps")).wait_for()
    assert fills(visit) == drawn_by_server("density")
    assert visit.frame.evaluate("window.labels") == list(LABELS.values())[:3]
    assert len(messages(visit)) == 2
    visit.close()


def test_older_states_that_arrive_after_a_press_are_passed_over(stepping: Visit) -> None:
    """The states of the first and second indicator come once more, after the third was chosen."""
    keep = "() => { window.kept.push(window.__GLOBAL_DATA__.last_feature_group); }"
    stepping.frame.evaluate("window.kept = []")
    stepping.frame.evaluate(keep)
    press(stepping)
    stepping.stepped("crowded_share", 1)
    stepping.frame.evaluate(keep)
    seen = stepping.frame.evaluate(
        """(wards) => {
            const states = window.kept.map((text) =>
                JSON.parse(/atlas\\.show\\((\\{.*\\})\\)/.exec(text)[1]));
            document.querySelector(".atlas-steps button[aria-label^=Next]").click();
            return states.map((state) => {
                atlas.show(state);
                return [state.instant, document.querySelector(".atlas-steps-label").textContent]
                    .concat(wards.map((ward) =>
                        document.querySelector(`path[data-ward="${ward}"]`).getAttribute("fill")));
            });
        }""",
        PLAIN_WARDS,
    )
    expected = ["Density", *drawn_from_file("density")]
    assert seen == [["poverty_share", *expected], ["crowded_share", *expected]]
    stepping.stepped("density", 2)
    stepping.page.wait_for_timeout(SETTLED_MS)
    assert fills(stepping) == drawn_by_server("density")


def test_without_an_answer_the_servers_indicator_comes_back(chromium: Any, server: str) -> None:
    visit = visiting(chromium, server, "deaf=1")
    press(visit)
    assert visit.bar() != "Below poverty"
    visit.page.wait_for_timeout(SETTLED_MS)
    assert visit.bar() == "Below poverty"
    assert fills(visit) == drawn_by_server("poverty_share")
    assert len(visit.sent()) == 1
    press(visit)  # and the same step can be tried again
    assert visit.bar() != "Below poverty"
    visit.page.wait_for_timeout(500)
    assert len(visit.sent()) == 2
    visit.close()


def test_a_step_keeps_the_chosen_ward_and_both_are_told(stepping: Visit) -> None:
    stepping.page.mouse.click(*stepping.at(12))
    stepping.told(12, 1)
    stepping.page.keyboard.press("]")
    assert stepping.pressed() == [12]
    stepping.stepped("crowded_share", 1)
    stepping.told(12, 1)
    stepping.page.mouse.click(*stepping.at(8))
    stepping.told(8, 2)
    assert stepping.bar() == LABELS["crowded_share"]
    kinds = [message.split("#")[0] for message in messages(stepping)]
    assert kinds == ["12", "i:crowded_share", "8"]


def lines(visit: Visit) -> list[str]:
    found: list[str] = visit.frame.locator(".atlas-tooltip div").all_inner_texts()
    return found


def test_the_tooltip_begins_with_the_value_and_follows_a_step(stepping: Visit) -> None:
    stepping.frame.get_by_role("button", name=NEXT).focus()  # so that the map hears the keys
    stepping.page.mouse.move(*stepping.at(28))
    own = ["2 ward organizations listed", "17,412 votes in the first round, 42 percent"]
    value = 10 * class_of(0, 28, 2015)
    assert lines(stepping) == ["Ward 28", f"Below poverty: {value}.4% ± 1.2", *own]
    stepping.page.keyboard.press("[")
    value = 10 * class_of(3, 28, 2015) + 3
    assert lines(stepping) == ["Ward 28", f"Renters: {value}.4% ± 1.2", *own]
    stepping.page.keyboard.press("[")
    value = 10 * class_of(2, 28, 2015) + 2
    assert lines(stepping)[1] == f"Density: {value}.4% ± 1.2 per km²"
    stepping.stepped("density", 1)
    assert lines(stepping)[1] == f"Density: {value}.4% ± 1.2 per km²"  # on the answer too
    stepping.page.mouse.move(*stepping.at(11))
    assert lines(stepping)[1] == "Density: no data"
    said = stepping.frame.locator("path[data-ward='28']").get_attribute("aria-label")
    assert said == ". ".join(["Ward 28", f"Density: {value}.4% ± 1.2 per km²", *own])


def test_values_and_steps_are_those_of_the_ward_map_shown(stepping: Visit) -> None:
    stepping.after_restyle(lambda: stepping.vintage(2023))
    stepping.page.mouse.move(*stepping.at(28))
    assert lines(stepping)[1] == f"Below poverty: {10 * class_of(0, 28, 2023)}.4% ± 1.2"
    at_once = stepping.frame.evaluate(PRESS_AND_LOOK, [PREVIOUS, PLAIN_WARDS])
    assert at_once == drawn_from_file("renter_share", year=2023)
    assert at_once != drawn_from_file("renter_share", year=2015)


def test_a_hostile_label_is_plain_text(stepping: Visit) -> None:
    press(stepping)
    label = stepping.frame.locator(".atlas-steps-label")
    assert label.inner_text() == LABELS["crowded_share"]
    assert label.get_attribute("title") == LABELS["crowded_share"]
    stepping.page.mouse.move(*stepping.at(28))
    assert HOSTILE in lines(stepping)[1]
    stepping.stepped("crowded_share", 1)
    assert stepping.frame.locator(".atlas-steps img, .atlas-tooltip img").count() == 0
    assert stepping.frame.evaluate("window.hacked") is None


def test_steps_in_a_dark_page_take_the_dark_colors(chromium: Any, server: str) -> None:
    visit = visiting(chromium, server, "dark=1")
    at_once = visit.frame.evaluate(PRESS_AND_LOOK, [PREVIOUS, PLAIN_WARDS])
    assert at_once == drawn_from_file("renter_share", "dark")
    visit.close()


def test_the_bar_fits_a_phone_and_steps_by_touch(chromium: Any, server: str) -> None:
    visit = visiting(chromium, server, "", **PHONE)
    visit.page.wait_for_timeout(300)
    boxes = [visit.frame.locator(".atlas-steps").bounding_box()]
    boxes += [visit.frame.locator(".leaflet-control-zoom").bounding_box()]
    iframe = visit.page.locator("iframe").bounding_box()
    assert iframe["x"] <= boxes[0]["x"]
    assert boxes[0]["x"] + boxes[0]["width"] + 4 <= boxes[1]["x"]
    wards = visit.frame.evaluate(
        """Math.min(...[...document.querySelectorAll("path.atlas-ward")]
            .map((path) => path.getBoundingClientRect().top))"""
    )
    assert iframe["y"] + wards >= boxes[0]["y"] + boxes[0]["height"]  # the bar covers no ward
    zoom = visit.frame.evaluate("map.getZoom()")
    for button in visit.frame.locator(".atlas-steps button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 40
    for _ in range(2):
        visit.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert visit.bar() == "Density"
    visit.stepped("density", 1)
    assert visit.frame.evaluate("map.getZoom()") == zoom
    press(visit, PREVIOUS)
    shortened = "(label) => label.scrollWidth > label.clientWidth"
    label = visit.frame.locator(".atlas-steps-label")
    assert label.evaluate(shortened)
    assert label.evaluate("(label) => getComputedStyle(label).textOverflow") == "ellipsis"
    assert visit.frame.locator(".atlas-steps button").last.bounding_box() == box  # stays in place
    assert visit.frame.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert visit.errors == []
    visit.close()


def test_the_bar_is_told_to_screen_readers(stepping: Visit) -> None:
    pane = stepping.frame.locator("[aria-label^='Ward map.']")
    assert pane.get_attribute("aria-keyshortcuts") == "[ ]"
    assert pane.get_attribute("aria-label").endswith("square bracket change the indicator.")
    bar = stepping.frame.get_by_role("group", name="Indicator", exact=True)
    shortcuts = [b.get_attribute("aria-keyshortcuts") for b in bar.get_by_role("button").all()]
    assert shortcuts == ["[", "]"]
    live = bar.get_by_role("status")
    assert live.get_attribute("aria-live") == "polite"
    bar.get_by_role("button", name=PREVIOUS).focus()
    stepping.page.keyboard.press("Enter")
    assert live.inner_text() == "Renters"
    stepping.page.keyboard.press(" ")
    assert live.inner_text() == "Density"


def test_a_press_and_its_painting_can_be_measured(stepping: Visit) -> None:
    for times in (1, 2):
        stepping.page.keyboard.press("]") if times > 1 else press(stepping)
        stepping.frame.wait_for_function(f"() => atlas.stats.steps === {times}")
    marks = stepping.frame.evaluate(
        """["atlas:step", "atlas:stepped"].map((name) =>
            performance.getEntriesByName(name).map((mark) => mark.startTime))"""
    )
    assert [len(found) for found in marks] == [2, 2]
    assert all(0 < end - start < 1000 for start, end in zip(*marks, strict=True))
    last = stepping.frame.evaluate("atlas.stats.step_ms")
    assert last == pytest.approx(marks[1][1] - marks[0][1], abs=5)


def test_without_its_file_the_map_is_drawn_and_has_no_bar(chromium: Any, server: str) -> None:
    visit = Visit(chromium, "about:blank")
    name = re.compile(r"/component/ui\.assets\.assets/.*\.json")

    def lose(route: Any) -> None:
        answer = route.fetch()
        if answer.text().startswith('{"indicators"'):
            route.fulfill(status=404)
        else:
            route.fulfill(response=answer)

    visit.page.route(name, lose)
    visit.page.goto(f"{server}/?instant=1")
    visit.drawn()
    visit.page.wait_for_timeout(500)
    assert visit.bar() == ""
    visit.page.keyboard.press("]")
    assert fills(visit) == drawn_by_server("poverty_share")
    assert visit.errors == []
    visit.close()
