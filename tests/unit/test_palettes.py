"""Presence classes are told apart by readers with every kind of color vision, and in grey print.

Seen and measured by `geo.color_vision`. That no two classes of a map are alike is asked by
`test_color_check`, of every set of classes.
"""

from __future__ import annotations

import math
import re
import tomllib

import pytest

from geo import paths
from geo.color_vision import VISIONS, lab
from geo.maps.map_state import PATTERNS
from geo.maps.ward_map import STYLESHEET
from geo.palettes import (
    CLASS_KEYS,
    LINE_DARK,
    LINE_LIGHT,
    PLAN_CLASSES,
    PRESENCE_CLASSES,
    presence_class,
)

APART = 8.0
"""Color difference a reader sees at a glance on areas that do not touch (2.3 is just visible)."""


def distance(a: str, b: str, vision: str) -> float:
    return math.dist(lab(a, vision), lab(b, vision))


def grounds(*, dark: bool) -> dict[str, str]:
    """What lies around and below the wards, from the files that set it."""
    theme = tomllib.loads((paths.ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    blocks = re.findall(r":root(\.atlas-dark)?\s*\{([^}]*)\}", STYLESHEET.read_text("utf-8"))
    named = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dict(blocks)[".atlas-dark" * dark]))
    page = theme["dark" if dark else "light"]["backgroundColor"]
    return {"page": page, "lake": named["lake"], "land": named["land"]}


themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
visions = pytest.mark.parametrize("vision", VISIONS)


def test_the_measure_agrees_with_published_values() -> None:
    """Lab of the sRGB primaries (D65), as in Lindbloom's calculator."""
    assert lab("#ff0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    assert lab("#0000ff") == pytest.approx([32.30, 79.19, -107.86], abs=0.05)
    assert lab("#ffffff") == pytest.approx([100, 0, 0], abs=0.01)


@visions
def test_simulations_leave_grey_alone(vision: str) -> None:
    assert distance("#808080", "#808080", "full") == 0
    assert lab("#808080", vision) == pytest.approx(lab("#808080"), abs=0.01)


def test_red_and_green_look_alike_to_the_color_blind_only() -> None:
    """A classic pair: brick red and olive of like lightness."""
    red, green = "#b4643c", "#7f7f2a"
    assert distance(red, green, "full") > 2 * distance(red, green, "deuteranopia")


@themes
@visions
@pytest.mark.parametrize("key", [c.key for c in PRESENCE_CLASSES if c.pattern != "none"])
def test_a_pattern_can_be_seen_on_its_fill(key: str, vision: str, dark: bool) -> None:
    ink = presence_class(key).ink(dark=dark)
    assert distance(ink.fill, ink.pattern_color, vision) >= 2 * APART


@themes
@visions
def test_patterns_of_a_plan_can_be_seen_and_no_ward_is_a_hole(vision: str, dark: bool) -> None:
    inks = [(c, c.ink(dark=dark)) for c in PLAN_CLASSES]
    for klass, ink in inks:
        seen = distance(ink.fill, ink.pattern_color, vision) >= 2 * APART
        assert seen or klass.pattern == "none", klass.key
    none = inks[-1][1].fill
    assert all(distance(none, grounds(dark=dark)[g], vision) >= APART for g in ("page", "lake"))


@themes
@visions
@pytest.mark.parametrize("ground", ["page", "lake"])
def test_a_ward_with_none_listed_is_still_a_ward(ground: str, vision: str, dark: bool) -> None:
    """No presence is a class of its own, not a hole in the map."""
    color = grounds(dark=dark)[ground]
    assert distance(presence_class("none").ink(dark=dark).fill, color, vision) >= APART


@themes
def test_ward_lines_have_the_color_of_the_page(dark: bool) -> None:
    assert (LINE_DARK if dark else LINE_LIGHT) == grounds(dark=dark)["page"]


@themes
def test_surer_presence_stands_out_more_from_the_page(dark: bool) -> None:
    """Lightness alone tells the order, so it survives a photocopy."""
    page = grounds(dark=dark)["page"]

    def contrast(key: str) -> float:
        return distance(presence_class(key).ink(dark=dark).fill, page, "gray")

    assert contrast("active") > contrast("unknown") > contrast("doubtful") > contrast("none")
    assert contrast("most") > contrast("some") > contrast("none")


def test_every_class_is_drawn_with_known_patterns_on_known_maps() -> None:
    assert len(set(CLASS_KEYS)) == len(PRESENCE_CLASSES)
    for found in PRESENCE_CLASSES:
        assert found.pattern in PATTERNS
        assert found.maps
        assert set(found.maps) <= {"own", "other"}
        assert presence_class(found.key) is found


def test_labels_are_different_in_words_too() -> None:
    for kind in ("own", "other"):
        labels = [c.label for c in PRESENCE_CLASSES if kind in c.maps]
        assert len(set(labels)) == len(labels)
    assert len({c.short for c in PRESENCE_CLASSES}) == len(PRESENCE_CLASSES)


def test_an_unknown_class_is_an_error() -> None:
    with pytest.raises(KeyError, match="nothing"):
        presence_class("nothing")
