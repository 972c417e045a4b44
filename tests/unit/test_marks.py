"""Marks of coalitions are told apart: by color, by shape in a gray copy, and against the page."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from geo.color_vision import IN_COLOR, MIN_DIFFERENCE, lab
from geo.maps.map_state import SHAPES
from geo.maps.ward_map import ASSETS
from geo.marks import DARK, LIGHT, OUTLINES, marks

FREE = [f"body-{n}" for n in range(18)]
CAUCUSES = [f"caucus-{n}" for n in range(18)]
PAGE = {False: "#ffffff", True: "#10161c"}
READABLE = 3.0  # contrast of graphics, WCAG 2.2, 1.4.11


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_of_contrast_agrees_with_its_definition() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("vision", IN_COLOR)
@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_colors_differ_for_every_kind_of_color_vision(colors: tuple[str, ...], vision: str) -> None:
    for a, b in itertools.combinations(colors, 2):
        assert math.dist(lab(a, vision), lab(b, vision)) >= MIN_DIFFERENCE, (a, b)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_color_stands_out_from_the_page(dark: bool) -> None:
    assert min(contrast(c, PAGE[dark]) for c in (DARK if dark else LIGHT)) >= READABLE


def test_no_two_coalitions_look_alike() -> None:
    found = marks(FREE, CAUCUSES)
    looks = {(m.shape, m.light) for m in found.values()}
    assert len(looks) == len(FREE) + len(CAUCUSES)


def test_the_first_three_of_either_sort_share_neither_color_nor_shape() -> None:
    found = marks(FREE[:3], CAUCUSES[:2])
    assert len({m.light for m in found.values()}) == 5
    assert len({m.dark for m in found.values()}) == 5
    assert len({m.shape for m in found.values()}) == 5
    assert {m.shape for m in found.values()} <= set(SHAPES)


def test_a_mark_does_not_depend_on_what_comes_after_it() -> None:
    assert marks(FREE[:2], [])["body-1"] == marks(FREE, CAUCUSES)["body-1"]


def test_the_legend_draws_the_shapes_of_the_map() -> None:
    script = (ASSETS / "ward_glyphs.js").read_text("utf-8")
    drawn = {a or b: d for a, b, d in re.findall(r'(?:"([\w-]+)"|(\w+)): "(M[^"]*)"', script)}
    assert drawn == OUTLINES
    assert set(OUTLINES) == set(SHAPES)
