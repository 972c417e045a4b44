"""Outlines written short: whole steps of a grid from point to point.

Two areas that share a border share its points, so both are moved alike and no gap opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from geo.export.svg import Node

STRAIGHT = re.compile(r"[MLZ0-9., \-]*")
"""Path data of straight lines between absolute points: all that is rewritten here."""

SUBPATH = re.compile(r"M([^MZ]*)(Z?)")
NUMBER = re.compile(r"-?\d*\.?\d+")

Step = tuple[int, int]


def lighter(one: Node, grid: float) -> Node:
    """A drawing with every long outline written short.

    Parameters
    ----------
    grid : float
        Distance of neighboring points of the grid, in units of the drawing; two decimals at most,
        so that steps are written exactly and their errors do not add up.
    """
    attributes = tuple(
        (k, short_path(v, grid) if k == "d" and isinstance(v, str) else v)
        for k, v in one.attributes
    )
    children = tuple(lighter(c, grid) if isinstance(c, Node) else c for c in one.children)
    return replace(one, attributes=attributes, children=children)


SHORT = 80
"""Characters of path data below which nothing is won (tiles of patterns, which must stay exact)."""


def short_path(data: str, grid: float) -> str:
    """Path data on a grid, with steps instead of places; other data as they are."""
    if len(data) < SHORT or not STRAIGHT.fullmatch(data):
        return data
    return "".join(subpath(points, end, grid) for points, end in SUBPATH.findall(data))


def subpath(points: str, end: str, grid: float) -> str:
    """One ring or line."""
    numbers = [round(float(n) / grid) for n in NUMBER.findall(points)]
    spots = list(zip(numbers[::2], numbers[1::2], strict=True))
    steps = straightened([(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(spots)])
    if not steps:
        return ""
    start = joined(written(n, grid) for n in spots[0])
    return f"M{start}l{joined(written(n, grid) for step in steps for n in step)}{end.lower()}"


def straightened(steps: list[Step]) -> list[Step]:
    """Steps without those that go nowhere; those in one direction made one."""
    found: list[Step] = []
    for x, y in steps:
        last = found[-1] if found else (0, 0)
        along = last[0] * y == last[1] * x and last[0] * x + last[1] * y > 0
        if along:
            found[-1] = (last[0] + x, last[1] + y)
        elif (x, y) != (0, 0):
            found.append((x, y))
    return found


def written(number: int, grid: float) -> str:
    """A number of grid steps in units of the drawing: "-.4"."""
    text = f"{number * grid:.2f}".rstrip("0").rstrip(".")
    return re.sub(r"^(-?)0\.", r"\1.", text)


def joined(numbers: Iterable[str]) -> str:
    """Numbers with a space between them where one is needed."""
    found = ""
    for text in numbers:
        found += text if not found or text.startswith("-") else f" {text}"
    return found
