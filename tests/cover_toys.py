"""Toy cities with organizations: who is next door, who covers what, drawn so that every answer can
be checked in the head.

A city is drawn with one letter per ward: A is ward 1, B ward 2, and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geo.analysis.coverage import Coverage, Rule, coverage
from geo.contiguity import Near
from geo.organisations import Organisation
from geo.presence import Options, Presence, Reach, ward_presence
from tests.toys import shapes_of

ROW = "ABCDE"
"""Five wards side by side, a street of houses."""

UNNAMED = {"named": False, "name_confidence": "unknown", "status": "unknown"}
"""Of an organization whose name was not found."""


def near(drawing: str) -> Near:
    """Who shares a side with whom in a drawing, as the published table of neighbors says it."""
    shapes = shapes_of(drawing)
    return {
        at + 1: frozenset(
            other + 1
            for other in range(len(shapes))
            if other != at and shape.intersection(shapes[other]).length > 0
        )
        for at, shape in enumerate(shapes)
    }


def organisation(key: str, **changes: object) -> Organisation:
    """An active ward organization with a name, unless said otherwise."""
    usual = Organisation(
        id=key,
        label=key.upper(),
        named=True,
        name_confidence="high",
        kind="ward",
        status="active",
        founded_from="",
        founded_to="",
        last_evidence="2024",
        website="",
        in_essay=True,
        note="",
        source_ids=(),
        homes=(),
        areas=(),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def home(ward: int, confidence: str = "high") -> tuple[int, Reach]:
    """A ward organization in its own ward; the name of the organization is filled in later."""
    return ward, Reach("", "ward", "", ward, True, 1.0, True, confidence)


def carried(ward: int, old: int, share: float) -> tuple[int, Reach]:
    """A ward organization of the other map, with a share of this ward's people."""
    return ward, Reach("", "ward", "", old, False, share, True, "high")


def area(ward: int, share: float, land: float, confidence: str = "high") -> tuple[int, Reach]:
    """A regional organization with shares of a ward's people and land."""
    return ward, Reach("", "regional", "", None, False, share, True, confidence, land)


Directory = Mapping[Organisation, list[tuple[int, Reach]]]


def covered(
    directory: Directory,
    rule: Rule | None = None,
    drawing: str = ROW,
    options: Options | None = None,
    members: set[str] | None = None,
) -> Coverage:
    """Who covers what in a drawn city."""
    options = options or Options()
    border = near(drawing)
    reaches: dict[int, list[Reach]] = {ward: [] for ward in border}
    for one, places in directory.items():
        for ward, reach in places:
            found = replace(reach, organisation=one.id, status=one.status)
            reaches[ward].append(found)
    wards = tuple(ward_presence(ward, 100, tuple(found)) for ward, found in reaches.items())
    return coverage(
        Presence(2015, options, wards),
        {one.id: one for one in directory},
        border,
        rule or Rule(),
        lambda one: members is None or one.id in members,
    )
