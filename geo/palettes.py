"""Colors, patterns and words of the presence classes; the legend, the map and the charts agree
because they all read these.

Presence is never hue alone: one blue from dark to light for how sure we are, and patterns for what
is not a ward organization. Tested under simulated color-vision deficiencies and in grey print.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ink:
    """How one class is drawn in one theme; colors are ``#rrggbb``."""

    fill: str
    stroke: str
    pattern_color: str


@dataclass(frozen=True)
class PresenceClass:
    """One class of the presence map.

    `label` is what the legend says, `short` what a table cell says. `pattern` is one of the
    patterns of `geo.maps.ward_map`, `dash` a dashed border in pixels, `maps` which kind of map
    shows it: ``own`` (the map organizations were recorded on), ``other``, or both.
    """

    key: str
    label: str
    short: str
    light: Ink
    dark: Ink
    pattern: str = "none"
    dash: str = ""
    maps: tuple[str, ...] = ("own", "other")

    def ink(self, *, dark: bool) -> Ink:
        """The colors for a theme."""
        return self.dark if dark else self.light


LINE_LIGHT, LINE_DARK = "#ffffff", "#10161c"
"""Ward lines: the color of the page, so they read as thin gaps."""


def flat(light: str, dark: str) -> tuple[Ink, Ink]:
    """One fill without a pattern, for a light and for a dark page."""
    return Ink(light, LINE_LIGHT, light), Ink(dark, LINE_DARK, dark)


EMPTY = flat("#d8d6d0", "#2b353e")
"""Wards with nothing to show, gray on every map."""

ACCENT = "#41b6e6"
"""The light blue of the city's flag."""

PRESENCE_CLASSES: tuple[PresenceClass, ...] = (
    PresenceClass(
        "active",
        "Ward organization, active (evidence from 2024 or later)",
        "ward organization, active",
        *flat("#08406b", "#bfe6fb"),
        maps=("own",),
    ),
    PresenceClass(
        "forming",
        "Ward organization, forming",
        "ward organization, forming",
        Ink("#2b83ba", LINE_LIGHT, "#ffffff"),
        Ink("#4ea3d8", LINE_DARK, "#10161c"),
        pattern="cross",
        maps=("own",),
    ),
    PresenceClass(
        "unknown",
        "Ward organization, present status not known",
        "ward organization, status not known",
        *flat("#2b83ba", "#4ea3d8"),
        maps=("own",),
    ),
    PresenceClass(
        "doubtful",
        "Ward organization, possibly or surely defunct",
        "ward organization, in doubt",
        Ink("#9ccbe8", LINE_LIGHT, "#2b83ba"),
        Ink("#2c5c7c", LINE_DARK, "#8cc5e8"),
        pattern="backhatch",
        maps=("own",),
    ),
    PresenceClass(
        "most",
        "Half or more of its people come from wards with an organization",
        "covers half or more of its people",
        *flat("#2b83ba", "#4ea3d8"),
        maps=("other",),
    ),
    PresenceClass(
        "some",
        "A tenth to a half of its people come from wards with an organization",
        "covers a tenth to a half of its people",
        Ink("#8fc3e4", LINE_LIGHT, "#2b83ba"),
        Ink("#2c5c7c", LINE_DARK, "#8cc5e8"),
        maps=("other",),
    ),
    PresenceClass(
        "regional",
        "Regional organization only",
        "regional organization only",
        Ink("#f3f1ec", "#5b87a6", "#3f7ca6"),
        Ink("#1d262e", "#5f8fae", "#79b4da"),
        pattern="hatch",
        dash="4 3",
    ),
    PresenceClass(
        "left_out",
        "Listed, but not counted here (outside the essay, or left out by a setting)",
        "listed, left out by the settings",
        Ink("#f0eee9", LINE_LIGHT, "#8a8a86"),
        Ink("#232c34", LINE_DARK, "#8d979f"),
        pattern="dots",
    ),
    PresenceClass(
        "none",
        "None listed (which is not proof of none)",
        "none listed",
        *EMPTY,
    ),
)
"""In legend order."""

CLASS_KEYS = tuple(c.key for c in PRESENCE_CLASSES)


def presence_class(key: str) -> PresenceClass:
    """The class of that key (KeyError if there is none)."""
    return {c.key: c for c in PRESENCE_CLASSES}[key]


LIST_CLASSES: tuple[PresenceClass, ...] = (
    PresenceClass(
        "a",
        "On list A only",
        "A",
        *flat("#1f6fa8", "#7cc4ee"),
    ),
    PresenceClass(
        "both",
        "On both lists",
        "A and B",
        Ink("#0b2f4d", LINE_LIGHT, "#6d97b8"),
        Ink("#e6f4fd", LINE_DARK, "#6fa5cb"),
        pattern="cross",
    ),
    PresenceClass(
        "b",
        "On list B only",
        "B",
        Ink("#efbd55", LINE_LIGHT, "#b07612"),
        Ink("#9a6b17", LINE_DARK, "#dcae5c"),
        pattern="backhatch",
    ),
    PresenceClass(
        "neither",
        "On neither list",
        "",
        *EMPTY,
    ),
)
"""Wards of two typed lists, in legend order: told apart by lightness and pattern as by hue."""

LIST_KEYS = tuple(c.key for c in LIST_CLASSES)

EXPANSION_CLASSES: tuple[PresenceClass, ...] = (
    PresenceClass(
        "new",
        "New organization, as proposed",
        "new organization",
        *flat("#b03a06", "#ffb27a"),
    ),
    PresenceClass(
        "opened",
        "Newly beside an organized ward",
        "newly reached",
        Ink("#f2c48d", LINE_LIGHT, "#a85a14"),
        Ink("#7a4a1e", LINE_DARK, "#f0b070"),
        pattern="dots",
    ),
    PresenceClass(
        "organised",
        "Organized today",
        "organized today",
        *flat("#08406b", "#bfe6fb"),
    ),
    PresenceClass(
        "beside",
        "Beside an organized ward today",
        "beside one today",
        Ink("#8fc3e4", LINE_LIGHT, "#2b83ba"),
        Ink("#2c5c7c", LINE_DARK, "#8cc5e8"),
    ),
    PresenceClass(
        "left",
        "Still not reached",
        "not reached",
        *EMPTY,
    ),
)
"""Wards of a plan, in legend order: what is there today in blue, what would be new in orange."""

EXPANSION_KEYS = tuple(c.key for c in EXPANSION_CLASSES)
COVER_CLASSES: tuple[PresenceClass, ...] = (
    PresenceClass(
        "certain",
        "Covered for certain: active by dated evidence",
        "certain",
        *flat("#083a61", "#dff3fe"),
    ),
    PresenceClass(
        "likely",
        "Covered, likely: named, present status not known",
        "likely",
        *flat("#1f659a", "#93cdf0"),
    ),
    PresenceClass(
        "all",
        "Covered if everything listed counts: name or area unsure, or possibly ended",
        "if everything listed counts",
        Ink("#9ccbe8", LINE_LIGHT, "#2b83ba"),
        Ink("#2c5c7c", LINE_DARK, "#8cc5e8"),
        pattern="backhatch",
    ),
    PresenceClass(
        "beside",
        "Next door to a covered ward, none of its own",
        "next door only",
        Ink("#f3f1ec", "#5b87a6", "#3f7ca6"),
        Ink("#1d262e", "#5f8fae", "#79b4da"),
        pattern="hatch",
        dash="4 3",
    ),
)
"""How surely a ward is covered, in legend order; the blues are those of presence."""

COVER_KEYS = tuple(c.key for c in COVER_CLASSES)

GAP_LIGHT = ("#f1d48c", "#e2b04c", "#ca882a", "#a96c14")
GAP_DARK = ("#4d3c1c", "#775820", "#a0732a", "#c8953f")
"""Wards without coverage, fewest people left out to most: ochres that neither the blues nor a gray
copy of them can be mistaken for."""

PLAN_CLASSES: tuple[PresenceClass, ...] = (
    PresenceClass(
        "added",
        "Organization added by the plan",
        "organization added",
        Ink("#f0a23c", LINE_LIGHT, "#5c3300"),
        Ink("#e0992e", LINE_DARK, "#2a1a02"),
        pattern="cross",
    ),
    PresenceClass(
        "taken",
        "Organization taken away by the plan",
        "organization taken away",
        Ink("#f6f2ec", "#8f4a14", "#a8511a"),
        Ink("#1d262e", "#e59a63", "#e59a63"),
        pattern="backhatch",
        dash="4 3",
    ),
    PresenceClass(
        "newly",
        "Beside an added one, and beside none before",
        "beside an added one only",
        Ink("#fae3b8", LINE_LIGHT, "#c98a25"),
        Ink("#4a3a17", LINE_DARK, "#c9973c"),
        pattern="hatch",
    ),
    PresenceClass(
        "certain",
        "Organization today, certain",
        "organization, certain",
        *flat("#08406b", "#bfe6fb"),
    ),
    PresenceClass(
        "likely",
        "Organization today, likely",
        "organization, likely",
        *flat("#2b83ba", "#4ea3d8"),
    ),
    PresenceClass(
        "all",
        "Organization today, unsure",
        "organization, unsure",
        Ink("#9ccbe8", LINE_LIGHT, "#2b83ba"),
        Ink("#2c5c7c", LINE_DARK, "#8cc5e8"),
        pattern="backhatch",
    ),
    PresenceClass(
        "left_out",
        "Organization today, not sure enough to count",
        "organization, not sure enough",
        Ink("#f0eee9", LINE_LIGHT, "#8a8a86"),
        Ink("#232c34", LINE_DARK, "#8d979f"),
        pattern="dots",
    ),
    PresenceClass(
        "beside",
        "Beside an organized ward",
        "beside an organized ward",
        *flat("#97c0de", "#2a4d66"),
    ),
    PresenceClass(
        "none",
        "None listed here or next door (which is not proof of none)",
        "none listed here or next door",
        *EMPTY,
    ),
)
"""Wards under a plan, in legend order: blue is what there is, orange what is planned."""

PLAN_KEYS = tuple(c.key for c in PLAN_CLASSES)
