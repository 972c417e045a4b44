"""Marks of several memberships on one ward, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from tests.browser.harness.visit import PHONE, Visit
from tests.browser.harness.ward_map_app import GLYPHS

pytestmark = pytest.mark.browser

# Shape, look and box on the screen of every mark, by ward.
MARKS = """() => Object.fromEntries([...document.querySelectorAll("svg.atlas-glyphs")]
    .map((svg) => [svg.dataset.ward, [...svg.children].map((mark) => {
        const path = mark.lastChild;
        const { left, right, top, bottom } = path.getBoundingClientRect();
        return {
            shape: mark.dataset.shape, look: mark.classList[1].replace("atlas-glyph-", ""),
            color: path.getAttribute("fill") || path.getAttribute("stroke"),
            box: [left, top, right, bottom], size: Number(mark.dataset.size),
        };
    })]))"""
NUMBERS = """() => Object.fromEntries([...document.querySelectorAll(".atlas-label")]
    .filter((svg) => !svg.classList.contains("atlas-hidden"))
    .map((svg) => [svg.textContent, svg.querySelector("text").getBoundingClientRect()])
    .map(([ward, box]) => [ward, [box.left, box.top, box.right, box.bottom]]))"""


@pytest.fixture(params=[{}, PHONE], ids=["desk", "phone"])
def marked(chromium: Any, server: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    found = Visit(chromium, f"{server}/?glyphs=1", **request.param).drawn()
    yield found
    found.close()
    assert found.errors == []
    assert found.foreign == []


def apart(a: list[float], b: list[float]) -> bool:
    """Whether two boxes on the screen do not cover each other by more than half a pixel."""
    return a[2] <= b[0] + 0.5 or b[2] <= a[0] + 0.5 or a[3] <= b[1] + 0.5 or b[3] <= a[1] + 0.5


def test_every_membership_of_a_ward_is_drawn_and_hides_no_other(marked: Visit) -> None:
    found = marked.frame.evaluate(MARKS)
    expected = {str(w) for g in GLYPHS for w in (*g.solid, *g.open, *g.faint)}
    assert set(found) == expected
    drawn = [(m["shape"], m["look"], m["color"]) for m in found["33"]]
    assert drawn == [
        ("circle", "solid", "#0072b2"),
        ("square", "open", "#d55e00"),
        ("triangle-up", "solid", "#1c2329"),
    ]
    assert [(m["shape"], m["look"]) for m in found["20"]] == [
        ("square", "solid"),
        ("triangle-up", "faint"),
    ]
    for marks in found.values():
        assert all(apart(a["box"], b["box"]) for a, b in combinations(marks, 2))
    assert [m["size"] < 1 for m in found["10"]] == [True]
    assert all(m["size"] == 1 for m in found["25"])


def test_marks_and_ward_numbers_keep_clear_of_each_other(marked: Visit) -> None:
    marks = [m["box"] for found in marked.frame.evaluate(MARKS).values() for m in found]
    numbers = marked.frame.evaluate(NUMBERS)
    assert len(numbers) > 25
    # The box of a number holds the height of its line, of which the digits fill the middle.
    inner = {w: [x0, y0 + 3, x1, y1 - 3] for w, (x0, y0, x1, y1) in numbers.items()}
    touching = [w for w, box in inner.items() for mark in marks if not apart(box, mark)]
    assert touching == []


def test_a_click_on_a_mark_chooses_the_ward_below(marked: Visit) -> None:
    frame = marked.page.locator("iframe")
    frame.scroll_into_view_if_needed()
    box = marked.frame.evaluate(MARKS)["22"][0]["box"]
    outer = frame.bounding_box()
    marked.page.mouse.click(outer["x"] + (box[0] + box[2]) / 2, outer["y"] + (box[1] + box[3]) / 2)
    marked.page.get_by_text("chosen 22").wait_for()


def test_marks_come_and_go_without_loading_the_map_anew(marked: Visit) -> None:
    fetched = marked.frame.evaluate("atlas.stats.fetches")
    marked.after_restyle(lambda: marked.toggle("Marks"))
    assert marked.frame.evaluate(MARKS) == {}
    marked.after_restyle(lambda: marked.toggle("Marks"))
    assert "25" in marked.frame.evaluate(MARKS)
    assert marked.frame.evaluate("atlas.stats.swaps") == 1
    assert marked.frame.evaluate("atlas.stats.fetches") <= fetched + 1  # the other ward map


def test_marks_stand_over_casings_and_under_numbers(marked: Visit) -> None:
    heights = marked.frame.evaluate(
        """["rings", "casings", "glyphs", "labels"]
            .map((name) => Number(map.getPane(`atlas-${name}`).style.zIndex))"""
    )
    assert heights == sorted(set(heights))
