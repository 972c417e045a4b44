"""The profile of a ward as rows for a page, with a bar for each figure.

Bars are drawn pictures: backgrounds of boxes would be left out in print.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.export.svg import Node, node
from geo.profile import Profile, ProfileRow, group_vintage
from geo.profile_words import (
    average_words,
    bar_words,
    city_words,
    label_words,
    mark_of,
    rank_words,
    remark_words,
    span_words,
)


@dataclass(frozen=True)
class Line:
    """One indicator of the table, all in words."""

    label: str
    remark: str
    value: str
    mark: str
    doubtful: bool
    city: str
    average: str
    rank: str
    span: str
    bar: Node


@dataclass(frozen=True)
class Group:
    """Indicators under their group's name and date."""

    name: str
    vintage: str
    lines: tuple[Line, ...]


def table_of(found: Profile) -> tuple[Group, ...]:
    """Every indicator of a profile, group by group."""
    return tuple(
        Group(name, group_vintage(rows), tuple(line(row, group_vintage(rows)) for row in rows))
        for name, rows in found.groups
    )


def line(row: ProfileRow, usual: str) -> Line:
    """One indicator."""
    average, span = average_words(row), span_words(row.rank)
    return Line(
        label=label_words(row),
        remark=remark_words(row, usual),
        value=row.values.words(row.ward),
        mark=mark_of(row),
        doubtful=row.unreliable,
        city=city_words(row),
        average=f"({average})" if average else "",
        rank=rank_words(row.rank),
        span=f"({span})" if span else "",
        bar=bar(row),
    )


def bar(row: ProfileRow) -> Node:
    """Where the ward lies between the lowest and the highest ward."""
    words = bar_words(row)
    return node(
        "svg", node("title", words), *marks(row), role="img", aria_label=words, **{"class": "bar"}
    )


def marks(row: ProfileRow) -> list[Node]:
    """Line, neighbors, city and ward, as far as they are known."""
    found = []
    if row.lowest is not None and row.highest is not None:
        found.append(band("all", row.position(row.lowest), row.position(row.highest)))
    if row.next_door:
        found.append(band("near", *map(row.position, row.next_door)))
    if row.reference is not None and row.lowest is not None:
        at = along(row.position(row.reference))
        found.append(node("line", x1=at, x2=at, y1="15%", y2="85%", **{"class": "city"}))
    if row.value is not None:
        at = along(row.position(row.value))
        found.append(node("circle", cx=at, cy="50%", r=5, **{"class": "ward"}))
    return found


def band(kind: str, left: float, right: float) -> Node:
    """A stretch of the bar."""
    ends = {"x1": along(left), "x2": along(right), "y1": "50%", "y2": "50%"}
    return node("line", **ends, **{"class": kind})


def along(position: float) -> str:
    """A place of the bar; marks at its ends are not cut in half."""
    return f"{4 + 92 * position:.1f}%"
