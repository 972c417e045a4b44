"""One drawing for both themes: the same shapes, whose colors the reader's theme decides.

The light and the dark drawing are laid over each other; where they differ in a color, the element
gets a class whose color is a variable of the style sheet. Where they differ in more than that, both
are kept and the style sheet hides one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from geo.export.svg import Node, Value, group
from geo.export.ward_picture import EDGE, LAKE, LAND, RING_LINE, SIDE_LINE

COLOR = re.compile(r"#[0-9a-fA-F]{6}")
PAINTS = {"fill": "f", "stroke": "s"}
"""Attributes that take a color, and the first letter of their classes."""

FRAME_IN_THE_DARK = {
    LAND: "#161d24",
    LAKE: "#0f1a24",
    EDGE: "#35404a",
    SIDE_LINE: "#aab4bb",
    RING_LINE: "#ffffff",
}
"""What surrounds the wards, as the map on the screen has it in its dark theme; for drawings that
have the same color in both."""

Ink = tuple[str, str]
"""A color in the light and in the dark theme."""


@dataclass
class Inks:
    """Every pair of colors used, in the order in which they were met."""

    pairs: dict[Ink, int] = field(default_factory=dict)

    def number(self, light: str, dark: str) -> int:
        """The number of a pair."""
        if light == dark:
            dark = FRAME_IN_THE_DARK.get(light, dark)
        return self.pairs.setdefault((light, dark), len(self.pairs))

    def variables(self, theme: int) -> str:
        """Declarations of all colors for a theme: 0 is light, 1 is dark."""
        return "".join(f"--i{n}:{ink[theme]};" for ink, n in self.pairs.items())

    def rules(self) -> str:
        """What the classes mean."""
        return "".join(
            f".{letter}{n}{{{paint}:var(--i{n})}}"
            for n in self.pairs.values()
            for paint, letter in PAINTS.items()
        )


def both(light: Node, dark: Node, inks: Inks) -> Node:
    """Two drawings as one."""
    if not same_shape(light, dark):
        shown = ((light, "in-light"), (dark, "in-dark"))
        return group(with_class(both(one, one, inks), name) for one, name in shown)
    children = tuple(
        a if isinstance(a, str) or isinstance(b, str) else both(a, b, inks)
        for a, b in zip(light.children, dark.children, strict=True)
    )
    return replace(light, attributes=painted(light, dark, inks), children=children)


def same_shape(light: Node, dark: Node) -> bool:
    """Whether two elements differ in colors only; what is inside them is looked at by itself."""
    alike = (light.name, len(light.children)) == (dark.name, len(dark.children))
    words = [[c for c in one.children if isinstance(c, str)] for one in (light, dark)]
    return alike and words[0] == words[1] and uncolored(light) == uncolored(dark)


def uncolored(one: Node) -> list[tuple[str, Value]]:
    """Attributes, with colors blanked."""
    return [(k, "" if is_paint(k, v) else v) for k, v in one.attributes]


def is_paint(key: str, value: Value) -> bool:
    """Whether an attribute is a color."""
    return key in PAINTS and isinstance(value, str) and COLOR.fullmatch(value) is not None


def painted(light: Node, dark: Node, inks: Inks) -> tuple[tuple[str, Value], ...]:
    """Attributes with a class for every color."""
    of_dark: Mapping[str, Value] = dict(dark.attributes)
    kept, classes = [], []
    for key, value in light.attributes:
        if is_paint(key, value):
            classes.append(f"{PAINTS[key]}{inks.number(str(value), str(of_dark[key]))}")
        else:
            kept.append((key, value))
    if classes:
        kept.append(("class", " ".join(classes)))
    return tuple(kept)


def with_class(one: Node, name: str) -> Node:
    """An element in a group that the style sheet shows in one theme only."""
    return group([one], **{"class": name})
