"""What is drawn over the wards of an indicator in a real browser: the hatch of doubt, the rings."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from tests.browser.harness.visit import Visit
from tests.browser.harness.ward_map_app import HATCHED, ORGANIZED, RAMPS, REGIONAL, class_of

pytestmark = pytest.mark.browser

WHITE, DARK_EDGE = "#ffffff", "#14191d"
# Strokes of the marks in each ward's pattern; wards of a plain color are left out.
STROKES = """() => Object.fromEntries([...document.querySelectorAll("path.atlas-ward")]
    .map((path) => [path, /^url\\(#(.*)\\)$/.exec(path.getAttribute("fill"))])
    .filter(([path, id]) => id)
    .map(([path, id]) => [path.dataset.ward,
        [...document.getElementById(id[1]).querySelectorAll("path")]
            .map((mark) => mark.getAttribute("stroke"))]))"""

Segment = frozenset[str]


def doubted(visit: Visit) -> set[int]:
    """Wards with a hatch of two tones."""
    found = visit.frame.evaluate(STROKES)
    return {int(ward) for ward, strokes in found.items() if strokes == [DARK_EDGE, WHITE]}


def segments(d: str) -> list[Segment]:
    """The straight lines of an SVG path of M, L and Z."""
    found: list[Segment] = []
    for part in d.replace("z", "Z").split("M")[1:]:
        points = part.rstrip("Z").split("L")
        closed = points + points[:1] if part.endswith("Z") else points
        found += [frozenset((a, b)) for a, b in pairwise(closed) if a != b]
    return found


def of(visit: Visit, selector: str) -> list[Segment]:
    paths = visit.frame.locator(selector)
    return segments("".join(paths.nth(i).get_attribute("d") for i in range(paths.count())))


def border(visit: Visit, *wards: int) -> set[Segment]:
    return {s for ward in wards for s in of(visit, f"path.atlas-ward[data-ward='{ward}']")}


def test_only_unreliable_wards_are_hatched_over_the_fill_of_their_class(stepping: Visit) -> None:
    expected = set(HATCHED["poverty_share"])
    assert doubted(stepping) == expected
    patterned = {int(ward) for ward in stepping.frame.evaluate(STROKES)}
    assert patterned - expected == {11, 22, 33, 44}  # no data keeps a look of its own
    ramp = RAMPS["light"]
    for ward in expected:
        assert stepping.fill(ward) == (ramp[0], ramp[-1])[min(1, class_of(0, ward, 2015))]
    x, y = stepping.at(42)
    stepping.page.mouse.click(x, y)
    stepping.told(42, 1)
    assert doubted(stepping) == expected


def test_the_hatch_of_doubt_leaves_a_pattern_below_it_readable(stepping: Visit) -> None:
    """Ward 3 gets a class with dots in a state sent by hand: dots below, the hatch above."""
    found = stepping.frame.evaluate(
        """() => {
            const text = window.__GLOBAL_DATA__.last_feature_group;
            const state = JSON.parse(/atlas\\.show\\((\\{.*\\})\\)/.exec(text)[1]);
            state.classes.forEach((style) => { style.pattern = "dots"; });
            atlas.show(state);
            const pattern = (fill) => document.getElementById(/#(.*)\\)/.exec(fill)[1]);
            const above = pattern(
                document.querySelector("path[data-ward='3']").getAttribute("fill"));
            const below = pattern(above.querySelector("rect").getAttribute("fill"));
            return [above.querySelectorAll("path").length, below.querySelectorAll("circle").length,
                above.getAttribute("width") % below.getAttribute("width")];
        }"""
    )
    assert found == [2, 2, 0]  # and whole tiles of the lower pattern fit into the upper one


def test_rings_follow_the_borders_of_their_wards_and_of_no_others(stepping: Visit) -> None:
    solid = of(stepping, "path.atlas-ring-line.atlas-ring-solid")
    dashed = of(stepping, "path.atlas-ring-line.atlas-ring-dashed")
    assert set(solid) == border(stepping, *ORGANIZED)
    assert set(dashed) == border(stepping, *REGIONAL) - border(stepping, *ORGANIZED)
    assert Counter(solid + dashed).most_common(1)[0][1] == 1  # a shared border is drawn once
    assert border(stepping, 1) & border(stepping, 26)  # and there are some
    assert border(stepping, 33) & border(stepping, 35)
    assert set(of(stepping, "path.atlas-ring-halo")) == set(solid + dashed)


def test_rings_differ_in_line_and_lie_between_fills_and_numbers(stepping: Visit) -> None:
    look = """(kind) => {
        const line = document.querySelector(`.atlas-ring-line.atlas-ring-${kind}`);
        const style = getComputedStyle(line);
        return [style.strokeDasharray, parseFloat(style.strokeWidth), style.stroke];
    }"""
    assert stepping.frame.evaluate(look, "solid") == ["none", 2.5, "rgb(20, 25, 29)"]
    assert stepping.frame.evaluate(look, "dashed") == ["5px, 4px", 1.75, "rgb(20, 25, 29)"]
    heights = stepping.frame.evaluate(
        """["wards", "rings", "casings", "labels"]
            .map((name) => Number(map.getPane(`atlas-${name}`).style.zIndex))"""
    )
    assert heights == sorted(heights)
    assert len(set(heights)) == 4
    order = stepping.frame.evaluate(
        """[...map.getPane("atlas-rings").querySelectorAll("path")]
            .map((path) => /halo/.test(path.getAttribute("class")) ? "halo" : "line")"""
    )
    assert order == sorted(order)  # no halo cuts a line


def test_rings_are_light_in_the_dark(chromium: Any, server: str) -> None:
    visit = Visit(chromium, f"{server}/?instant=1&dark=1").drawn()
    stroke = "getComputedStyle(document.querySelector('.atlas-ring-line')).stroke"
    assert visit.frame.evaluate(stroke) == "rgb(255, 255, 255)"
    assert doubted(visit) == set(HATCHED["poverty_share"])
    visit.close()


def test_rings_are_drawn_again_only_when_they_differ(stepping: Visit) -> None:
    stepping.frame.evaluate(
        """() => {
            window.redrawn = 0;
            new MutationObserver((records) => { window.redrawn += records.length; })
                .observe(map.getPane("atlas-rings"),
                    { subtree: true, childList: true, attributes: true });
        }"""
    )
    stepping.after_restyle(lambda: stepping.toggle("Labels"))
    stepping.page.keyboard.press("Escape")
    stepping.frame.locator(".atlas-steps button").last.click()
    stepping.stepped("crowded_share", 1)
    assert stepping.frame.evaluate("window.redrawn") == 0
    stepping.after_restyle(lambda: stepping.vintage(2023))
    assert stepping.frame.evaluate("window.redrawn") > 0
    solid = of(stepping, "path.atlas-ring-line.atlas-ring-solid")
    assert set(solid) == border(stepping, *ORGANIZED)


def test_rings_of_dimmed_wards_are_dimmed(stepping: Visit) -> None:
    stepping.after_restyle(lambda: stepping.toggle("Only wards 1 to 12"))
    bright = "path.atlas-ring-line:not(.atlas-dim)"
    dim = "path.atlas-ring-line.atlas-dim"
    assert set(of(stepping, f"{bright}.atlas-ring-solid")) == border(stepping, 1)
    assert set(of(stepping, f"{bright}.atlas-ring-dashed")) == border(stepping, 10)
    assert set(of(stepping, f"{dim}.atlas-ring-solid")) == border(stepping, 22, 25, 26, 35) - (
        border(stepping, 1)
    )
    opacity = f'getComputedStyle(document.querySelector("{dim}")).opacity'
    assert float(stepping.frame.evaluate(opacity)) < 0.5


def test_a_state_without_marks_has_none(visit: Visit) -> None:
    assert visit.frame.locator(".atlas-ring-line, .atlas-ring-halo").count() == 0
    assert doubted(visit) == set()
    assert not visit.frame.locator(".atlas-steps").is_visible()
    assert "bracket" not in visit.frame.locator(
        "[role=group][aria-label^='Ward map']"
    ).first.get_attribute("aria-label")
