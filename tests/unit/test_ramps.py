"""The measure of colors, and the ramps: their direction, their hues, their number of classes."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import pytest

from geo import paths
from geo.color_check import THEMES, checked
from geo.color_vision import (
    MIN_DIFFERENCE,
    VISIONS,
    ColorError,
    difference,
    from_lab,
    lab,
    simulate,
    weakest_pair,
)
from geo.ramps import (
    NO_DATA,
    RAMP_KEYS,
    RAMPS,
    Ramp,
    RampError,
    bivariate_colors,
    prints_gray,
    ramp,
)

WARD_LAYER = paths.ROOT / "geo" / "maps" / "assets" / "ward_layer.js"

themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
visions = pytest.mark.parametrize("vision", VISIONS)


def each(*kinds: str) -> pytest.MarkDecorator:
    """One test for every ramp of these kinds and every number of classes it has, from 2."""
    found = [r for r in RAMPS if r.kind in kinds]
    cases = [(r, k) for r in found for k in range(2, r.max_classes + 1)]
    return pytest.mark.parametrize(("of", "k"), cases, ids=[f"{r.key}-{k}" for r, k in cases])


# The measure itself.


def test_lab_agrees_with_published_values() -> None:
    """The sRGB primaries under D65, as in Lindbloom's calculator."""
    assert lab("#ff0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    assert lab("#0000ff") == pytest.approx((32.30, 79.19, -107.86), abs=0.05)
    assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.01)


@visions
def test_black_and_white_are_a_hundred_apart_for_everybody(vision: str) -> None:
    assert difference("#000000", "#ffffff", vision) == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("color", ["#000000", "#ffffff", "#08306b", "#e69f00", "#010203"])
def test_a_color_comes_back_from_lab(color: str) -> None:
    assert from_lab(*lab(color)) == color


@visions
def test_grays_look_the_same_to_everybody(vision: str) -> None:
    assert simulate("#808080", vision) == "#808080"


def test_a_gray_copy_has_no_hue() -> None:
    shown = simulate("#d55e00", "gray")
    assert shown[1:3] == shown[3:5] == shown[5:7]


@pytest.mark.parametrize(
    ("vision", "red", "green"),
    [
        ("protanopia", "#6d5f00", "#ffe500"),
        ("deuteranopia", "#a39000", "#efd63a"),
        ("tritanopia", "#ff000f", "#00f7d9"),
    ],
)
def test_the_simulation_agrees_with_values_worked_by_hand(
    vision: str, red: str, green: str
) -> None:
    """First and second column of the published matrices, through the sRGB transfer curve."""
    assert simulate("#ff0000", vision) == red
    assert simulate("#00ff00", vision) == green


@pytest.mark.parametrize("vision", ["protanopia", "deuteranopia"])
def test_brick_red_and_olive_are_alike_to_the_red_green_blind(vision: str) -> None:
    assert difference("#b4643c", "#7f7f2a", "full") > 2 * difference("#b4643c", "#7f7f2a", vision)


def test_blue_and_green_are_alike_to_the_blue_yellow_blind() -> None:
    blue, green = "#2080a0", "#208060"
    assert difference(blue, green, "full") > 2 * difference(blue, green, "tritanopia")


def test_the_weakest_pair_is_found_with_its_places() -> None:
    colors = ("#000000", "#ffffff", "#040404", "#808080")
    far, *places = weakest_pair(colors, "full")
    assert places == [0, 2]
    assert far == pytest.approx(lab("#040404")[0], abs=0.01)


def test_unknown_colors_and_visions_are_refused() -> None:
    with pytest.raises(ColorError, match="'blue' is not a color"):
        lab("blue")
    with pytest.raises(ColorError, match=r"'achromatopsia'.*protanopia"):
        simulate("#000000", "achromatopsia")
    with pytest.raises(ColorError, match="at least two"):
        weakest_pair(("#000000",), "full")


# The ramps.


# That classes are told apart and in order is asked by `test_color_check`.


@themes
@each("sequential")
def test_low_values_sink_into_the_page(of: Ramp, k: int, dark: bool) -> None:
    """Pale on a light page, deep on a dark one."""
    colors = of.colors(k, dark=dark)
    assert (lab(colors[0])[0] < lab(colors[-1])[0]) == dark


@themes
@each("diverging")
def test_diverging_ramps_leave_the_page_on_both_sides(of: Ramp, k: int, dark: bool) -> None:
    colors = of.colors(k, dark=dark)
    for arm in (colors[: (k + 1) // 2][::-1], colors[k // 2 :]):
        outward = lab(arm[-1])[0] - lab(arm[0])[0]
        assert len(arm) == 1 or (outward > 0) == dark


@themes
@pytest.mark.parametrize("k", [3, 5, 7, 9])
@pytest.mark.parametrize("of", [r for r in RAMPS if r.kind == "diverging"], ids=lambda r: r.key)
def test_the_middle_of_a_diverging_ramp_is_neutral(of: Ramp, k: int, dark: bool) -> None:
    _, a, b = lab(of.colors(k, dark=dark)[k // 2])
    assert abs(a) < 1
    assert abs(b) < 1


@themes
@each("qualitative")
def test_a_kind_keeps_its_color_when_kinds_are_added(of: Ramp, k: int, dark: bool) -> None:
    assert of.colors(k, dark=dark) == of.colors(of.max_classes, dark=dark)[:k]


@themes
@pytest.mark.parametrize("of", RAMPS, ids=RAMP_KEYS)
def test_every_number_of_classes_has_as_many_colors(of: Ramp, dark: bool) -> None:
    for k in range(1, of.max_classes + 1):
        colors = of.colors(k, dark=dark)
        assert len(set(colors)) == len(colors) == k
        assert all(re.fullmatch("#[0-9a-f]{6}", color) for color in colors)


@themes
@pytest.mark.parametrize("of", RAMPS, ids=RAMP_KEYS)
def test_a_ramp_refuses_more_classes_than_it_can_keep_apart(of: Ramp, dark: bool) -> None:
    for k in (-1, 0, of.max_classes + 1):
        with pytest.raises(RampError, match=f"no {k} classes. Use 1 to {of.max_classes}"):
            of.colors(k, dark=dark)


@pytest.mark.parametrize(
    "of", [r for r in RAMPS if r.kind == "sequential" and r.max_classes < 9], ids=lambda r: r.key
)
def test_a_ramp_stops_at_eight_only_because_nine_would_be_alike_to_somebody(of: Ramp) -> None:
    longer = replace(of, max_classes=9)
    found = [
        checked(longer.colors(9, dark=theme == "dark"), ordered=True, grounds=(theme,))
        for theme in THEMES
    ]
    assert not all(report.passes for report in found)


@pytest.mark.parametrize("of", RAMPS, ids=RAMP_KEYS)
def test_ramps_keep_the_hues_they_are_named_for(of: Ramp) -> None:
    """The middle class lies on the line of published colors, not somewhere near it."""
    if of.kind == "qualitative":
        assert set(of.colors(7, dark=False)) <= set(of.hues())
        return
    published = of.hues()
    for color in of.colors(5, dark=False)[1::2]:
        nearest = min(difference(color, known, "full") for known in published)
        assert nearest < 1.5 * MIN_DIFFERENCE


@each("sequential", "diverging", "qualitative")
def test_gray_print_is_promised_only_where_it_holds(of: Ramp, k: int) -> None:
    assert prints_gray(of, k) == (of.kind != "qualitative" or k <= 3)
    grays = [lab(color, "gray")[0] for color in of.colors(k, dark=False)]
    apart = min(abs(one - other) for one, other in combinations(grays, 2))
    assert (apart >= MIN_DIFFERENCE) == prints_gray(of, k)


def test_one_color_prints_gray() -> None:
    assert all(prints_gray(found, 1) for found in RAMPS)


def test_ramps_are_found_by_key() -> None:
    assert len(set(RAMP_KEYS)) == len(RAMPS) == len({found.label for found in RAMPS})
    assert all(ramp(found.key) is found for found in RAMPS)
    with pytest.raises(RampError, match=r"'rainbow'.*blues"):
        ramp("rainbow")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_missing_data_has_the_color_the_map_draws(theme: str) -> None:
    drawn = re.search(
        rf"const NO_DATA = \{{[^;]*?\b{theme}: \{{ fill: \"(#[0-9a-f]{{6}})\"",
        WARD_LAYER.read_text("utf-8"),
    )
    assert drawn, "NO_DATA is no longer where this test looks for it"
    assert NO_DATA[theme] == drawn[1]


# Two indicators at once.


@themes
def test_each_indicator_alone_sinks_into_the_page(dark: bool) -> None:
    rows = bivariate_colors(dark=dark)
    for line in (*rows, *zip(*rows, strict=True)):
        assert (lab(line[0])[0] < lab(line[-1])[0]) == dark


def test_importing_the_ramps_does_not_load_the_map_library() -> None:
    code = "import sys, geo.ramps; print({'branca', 'folium', 'jinja2'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
