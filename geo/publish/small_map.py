"""A small map inside a page: fifty wards in the colors of presence, each a link to its own page.

Colors are classes of the stylesheet, so that the map follows the reader's theme.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from geo.export.svg import Node, group, node
from geo.export.ward_picture import LINES, TILE, Frame, frame
from geo.export.ward_shapes import Ring, Shapes
from geo.palettes import PRESENCE_CLASSES, presence_class
from geo.presence import Presence, WardPresence

WIDTH, HEIGHT = 340.0, 420.0
"""Units of the drawing; outlines are written in whole ones, which no screen tells from finer."""


@dataclass(frozen=True)
class Marked:
    """What stands out on a small map: wards with a heavy outline; if `alone`, filled wards among
    others that are all alike."""

    wards: tuple[int, ...] = ()
    alone: bool = False


def small_map(
    shown: Presence, shapes: Shapes, label: str, marked: Marked, *, root: str, names: Iterable[str]
) -> Node:
    """The map.

    Parameters
    ----------
    shown : Presence
        All fifty wards of a map.
    shapes : Shapes
        Of the same map.
    label : str
        The map in words.
    marked : Marked
    root : str
        The way from the page up to the root of the site.
    names : iterable of str
        What each link is called, ward 1 first: links are read out.
    """
    of = frame(shapes, 0, 0, WIDTH, HEIGHT)
    key = f"m{shown.vintage}"
    areas = [
        linked(ward, whole(of, shapes.wards[ward.ward]), name, f"{root}wards/{shown.vintage}", key)
        for ward, name in zip(shown.wards, names, strict=True)
    ]
    edges = "".join(whole(of, shapes.wards[number]) for number in marked.wards)
    return node(
        "svg",
        node("title", label),
        node("defs", *patterns(key)),
        group(areas),
        *([node("path", d=edges, **{"class": "chosen"})] if edges else ()),
        group(numbers(shapes, of, marked.wards), aria_hidden="true"),
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="group",
        aria_label=label,
        **{"class": "map flat" if marked.alone else "map"},
    )


def linked(ward: WardPresence, path: str, name: str, folder: str, key: str) -> Node:
    """One ward as a link; its name is what a pointer and a screen reader are told."""
    klass = presence_class(ward.klass)
    fill = f"url(#{key}-{klass.key})" if klass.pattern != "none" else ""
    area = node("path", node("title", name), d=path, fill=fill, **{"class": f"k-{klass.key}"})
    return node("a", area, href=f"{folder}/ward-{ward.ward}.html", aria_label=name)


def whole(of: Frame, rings: tuple[Ring, ...]) -> str:
    """Rings as path data in whole units, each step from the point before."""
    return "".join(filter(None, (short(of, ring) for ring in rings)))


def short(of: Frame, ring: Ring) -> str:
    """One ring; blank if it is smaller than a unit."""
    spots = [(round(x), round(y)) for x, y in map(of.at, ring)]
    kept = [spot for n, spot in enumerate(spots) if n == 0 or spot != spots[n - 1]]
    if len(kept) <= len("123"):
        return ""
    steps = (f"{b[0] - a[0]}{' ' if b[1] >= a[1] else ''}{b[1] - a[1]}" for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z"


def patterns(key: str) -> list[Node]:
    """A tile for every class that has a pattern."""
    return [
        node(
            "pattern",
            node("rect", width=TILE, height=TILE, **{"class": f"k-{klass.key}"}),
            lines(klass.pattern, klass.key),
            id=f"{key}-{klass.key}",
            width=TILE,
            height=TILE,
            patternUnits="userSpaceOnUse",
        )
        for klass in PRESENCE_CLASSES
        if klass.pattern != "none"
    ]


def lines(pattern: str, key: str) -> Node:
    """Lines or dots of a tile."""
    if pattern == "dots":
        spots = (TILE * 0.25, TILE * 0.75)
        return group(node("circle", cx=c, cy=c, r=0.8, **{"class": f"d-{key}"}) for c in spots)
    return node("path", d=LINES[pattern], stroke_width=0.8, **{"class": f"p-{key}"})


def numbers(shapes: Shapes, of: Frame, marked: tuple[int, ...]) -> list[Node]:
    """Numbers of the marked wards, or of all where none is."""
    found = []
    for number, point in shapes.labels.items():
        if not marked or number in marked:
            x, y = of.at(point)
            found.append(node("text", str(number), x=round(x), y=round(y) + 3))
    return found


def rules() -> str:
    """Colors of the classes for the stylesheet, in both themes."""
    light = "".join(rule(c.key, c.light.fill, c.light.pattern_color) for c in PRESENCE_CLASSES)
    dark = "".join(rule(c.key, c.dark.fill, c.dark.pattern_color) for c in PRESENCE_CLASSES)
    return f"{light}@media screen and (prefers-color-scheme:dark){{{dark}}}\n"


def rule(key: str, fill: str, line: str) -> str:
    """Fill, lines and dots of one class. An attribute `fill` that names a pattern gives way to no
    rule: only areas without one take the plain fill."""
    return (
        f".k-{key}:not([fill]){{fill:{fill}}}.map .p-{key}{{stroke:{line}}}.d-{key}{{fill:{line}}}"
    )
