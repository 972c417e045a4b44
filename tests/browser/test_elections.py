"""Elections in a real browser: precincts on their canvas, drawn ahead, read by pointer and zoom."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from functools import cache

import pytest
import shapely
from shapely.geometry import shape

from tests.browser.conftest import PHONE, ROOT, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]

PRECINCTS = "/elections?election=2023-runoff&race=mayor&area=precincts&rings=no"

# The colors of some points of the canvas, in the order of the points (longitude, latitude).
COLORS = """(points) => {
    const canvas = document.querySelector(".leaflet-map-pane canvas");
    const map = MAP;
    const scale = canvas.width / parseFloat(canvas.style.width);
    const box = canvas.getBoundingClientRect();
    const frame = map.getContainer().getBoundingClientRect();
    const pen = canvas.getContext("2d");
    return points.map(([lon, lat]) => {
        const { x, y } = map.latLngToContainerPoint([lat, lon]);
        const [r, g, b, a] = pen.getImageData(
            Math.round((x + frame.left - box.left) * scale),
            Math.round((y + frame.top - box.top) * scale), 1, 1).data;
        return a === 0 ? "" : "#" + [r, g, b].map((c) => c.toString(16).padStart(2, "0")).join("");
    });
}"""

MAP = "Object.values(window).find((one) => one && one._leaflet_id && one.getZoom)"


# How often the map was drawn within the task of the press: no message can have come meanwhile.
PRESS_AND_COUNT = """(name) => {
    const { stats } = Array.from(document.querySelectorAll("iframe"))
        .map((frame) => frame.contentWindow.atlas).find((atlas) => atlas);
    const before = stats.shows;
    Array.from(document.querySelectorAll("[data-testid=stSidebar] label"))
        .find((label) => label.textContent.trim() === name).click();
    return stats.shows - before;
}"""


@cache
def middles() -> dict[tuple[int, int], tuple[float, float]]:
    """The middle of every precinct of the 2023 map that is wide enough to be hit."""
    text = (ROOT / "data/processed/precincts_2023_display.geojson").read_text("utf-8")
    found = {}
    for feature in json.loads(text)["features"]:
        radius = shapely.maximum_inscribed_circle(shape(feature["geometry"]), 0.0005)
        if radius.length > WIDE:
            place = feature["properties"]
            found[place["ward"], place["precinct"]] = radius.coords[0]
    return found


WIDE = 0.003
"""Degrees: some 300 meters, three pixels of the whole city."""


@cache
def johnson() -> dict[tuple[int, int], float]:
    """Brandon Johnson's share of each precinct of the 2023 runoff."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    with (ROOT / "data/processed/precinct_votes.csv").open(encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            if (r["election"], r["race"]) == ("2023-runoff", "mayor"):
                key = (int(r["ward"]), int(r["precinct"]))
                found.setdefault(key, {})[r["candidate"]] = int(r["votes"])
    return {k: v["brandon-johnson"] / sum(v.values()) for k, v in found.items() if sum(v.values())}


def sample() -> list[tuple[int, int]]:
    """Precincts to look at, from the weakest to the strongest for Johnson."""
    return sorted(middles().keys() & johnson().keys(), key=johnson().__getitem__)


def drawn_colors(guest: Guest, keys: list[tuple[int, int]]) -> list[str]:
    return guest.frame.evaluate(COLORS.replace("MAP", MAP), [middles()[key] for key in keys])


BREAKS = (0.25, 0.40, 0.50, 0.60, 0.75)


def klass(share: float) -> int:
    return sum(share >= b for b in BREAKS)


def test_every_precinct_has_the_color_of_its_class(guest: Open) -> None:
    desk = guest(PRECINCTS).map_drawn()
    desk.frame.wait_for_function("() => document.querySelector('.leaflet-map-pane canvas')")
    keys = sample()
    assert len(keys) > 20
    found = drawn_colors(desk, keys)
    colors: dict[int, set[str]] = {}
    for key, color in zip(keys, found, strict=True):
        colors.setdefault(klass(johnson()[key]), set()).add(color)
    assert len(colors) >= 4
    assert all(len(of_class) == 1 for of_class in colors.values()), colors
    assert len(set.union(*colors.values())) == len(colors)
    desk.no_trouble()


def test_the_other_candidate_is_drawn_before_the_server_answers(guest: Open) -> None:
    desk = guest(PRECINCTS).map_drawn()
    keys = sample()
    before = drawn_colors(desk, keys)
    assert desk.page.evaluate(PRESS_AND_COUNT, "Paul Vallas") == 1
    desk.page.locator("h1").get_by_text("Paul Vallas").wait_for()
    desk.until_setting("candidate", "paul-vallas")
    # Of two candidates one has what the other has not.
    colors = {klass(johnson()[key]): color for key, color in zip(keys, before, strict=True)}
    found = dict(zip(keys, drawn_colors(desk, keys), strict=True))
    wanted = {key: colors.get(klass(1 - johnson()[key])) for key in keys}
    assert found == {key: color or found[key] for key, color in wanted.items()}
    assert list(found.values()) != before
    desk.no_trouble()


def test_the_pointer_reads_a_precinct(guest: Open) -> None:
    desk = guest(PRECINCTS).map_drawn()
    key = sample()[-1]
    lon, lat = middles()[key]
    x, y = desk.frame.evaluate(
        """([lon, lat]) => {
            const map = MAP;
            const { x, y } = map.latLngToContainerPoint([lat, lon]);
            return [x, y];
        }""".replace("MAP", MAP),
        [lon, lat],
    )
    box = desk.page.locator("iframe").bounding_box()
    desk.page.mouse.move(box["x"] + x, box["y"] + y)
    tip = desk.frame.locator(".atlas-tooltip")
    tip.get_by_text(f"Precinct {key[1]}: {johnson()[key]:.1%} of").wait_for()
    tip.get_by_text(f"Ward {key[0]}", exact=False).first.wait_for()
    desk.no_trouble()


def test_another_race_moves_the_map_and_another_candidate_does_not(guest: Open) -> None:
    desk = guest("/elections?election=2019-runoff&race=ward-33&area=precincts")
    # The frame is there before its scripts are.
    desk.frame.wait_for_function('() => typeof atlas !== "undefined" && atlas.stats.shows > 0')
    zoom = f"() => {MAP}.getZoom()"
    close = desk.frame.evaluate(zoom)
    desk.page.get_by_text("Deb Mell", exact=True).first.click()
    desk.page.locator("h1").get_by_text("behind Rossana").wait_for()
    assert desk.frame.evaluate(zoom) == close
    whole = guest("/elections?election=2019-runoff&race=mayor").map_drawn()
    assert whole.frame.evaluate(zoom) < close - 1
    desk.no_trouble()


def test_a_phone_sees_the_district_over_the_wards(guest: Open) -> None:
    phone = guest("/elections?election=2018-primary&race=state-house-4", **PHONE)
    assert "Delia" in phone.headline
    phone.frame.locator("path.atlas-district-line").wait_for(state="attached")
    wide = "() => document.scrollingElement.scrollWidth - screen.width"
    assert phone.page.evaluate(wide) <= 0
    phone.no_trouble()
