"""Which wards of a list hang together, what would join them, and who is next door.

Wards are joined by a shared border; two that meet at a corner only are not, and this is said. Pure
graph work on the published table of neighbors: no shape is opened.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

Near = Mapping[int, frozenset[int]]
"""Wards by ward: who is next to whom. Symmetric."""


@dataclass(frozen=True)
class Borders:
    """The neighbors of every ward of one map: across a border, and at a corner only."""

    border: Near
    corner: Near


@dataclass(frozen=True)
class Bridge:
    """Wards not on a list that would join groups of it.

    `wards` runs from one group to another; `joins` are the places (from 0) of the groups joined.
    """

    wards: tuple[int, ...]
    joins: tuple[int, ...]


@dataclass(frozen=True)
class NextDoor:
    """A ward not on a list, with the wards of the list it has a border with."""

    ward: int
    touches: tuple[int, ...]


def borders(neighbours: pd.DataFrame, vintage: int) -> Borders:
    """Read the neighbors of one ward map.

    Parameters
    ----------
    neighbours : DataFrame
        The table `neighbours.csv`: `vintage`, `ward`, `neighbour`, `border_m` (0 at a corner). One
        row for each direction.
    vintage : int
        Year of the ward map.

    Returns
    -------
    Borders
        With every ward of the map in both parts, if only with an empty set.
    """
    mine = neighbours[neighbours["vintage"] == vintage]
    found: tuple[dict[int, set[int]], dict[int, set[int]]] = ({}, {})
    for ward, other, border_m in zip(
        mine["ward"], mine["neighbour"], mine["border_m"], strict=True
    ):
        for kind in found:
            kind.setdefault(int(ward), set())
        found[0 if border_m > 0 else 1][int(ward)].add(int(other))
    border, corner = ({ward: frozenset(near) for ward, near in kind.items()} for kind in found)
    return Borders(border, corner)


def groups(wards: Collection[int], border: Near) -> tuple[tuple[int, ...], ...]:
    """Part wards into groups that hang together by shared borders.

    Returns
    -------
    tuple of tuple of int
        Wards of a group by number; groups by size, the largest first, then by their first ward.
    """
    left, found = set(wards), []
    while left:
        group = reached(min(left), border, left)
        left -= group
        found.append(tuple(sorted(group)))
    return tuple(sorted(found, key=lambda group: (-len(group), group)))


def reached(start: int, border: Near, within: Collection[int]) -> set[int]:
    """Every ward that can be walked to from `start` without leaving `within`."""
    seen, waiting = {start}, [start]
    while waiting:
        fresh = (border.get(waiting.pop(), frozenset()) & set(within)) - seen
        seen |= fresh
        waiting.extend(fresh)
    return seen


def corner_pairs(parted: tuple[tuple[int, ...], ...], corner: Near) -> tuple[tuple[int, int], ...]:
    """Wards of different groups that meet at a corner, each pair once, by number."""
    place = {ward: at for at, group in enumerate(parted) for ward in group}
    return tuple(
        (ward, other)
        for ward in sorted(place)
        for other in sorted(corner.get(ward, frozenset()))
        if ward < other and other in place and place[other] != place[ward]
    )


def next_door(wards: Collection[int], border: Near) -> tuple[NextDoor, ...]:
    """Wards not on the list that have a border with it; those with most such borders first."""
    around = {n for ward in wards for n in border.get(ward, frozenset())} - set(wards)
    found = [
        NextDoor(ward, tuple(sorted(border.get(ward, frozenset()) & set(wards)))) for ward in around
    ]
    return tuple(sorted(found, key=lambda n: (-len(n.touches), n.ward)))


def bridges(parted: tuple[tuple[int, ...], ...], border: Near) -> tuple[Bridge, ...]:
    """What joins groups with the fewest further wards.

    Returns
    -------
    tuple of Bridge
        Every single ward that touches two groups or more, those joining most first. If there is
        none, one of the shortest chains of wards between two groups (the first by ward numbers).
        Empty if there are fewer than two groups, or no way between them.
    """
    single = touching(parted, border)
    if single or len(parted) <= 1:
        return single
    chains = (chain(parted, start, border) for start in range(len(parted)))
    found = sorted((c for c in chains if c), key=lambda c: (len(c.wards), c.wards))
    return tuple(found[:1])


def touching(parted: tuple[tuple[int, ...], ...], border: Near) -> tuple[Bridge, ...]:
    """Single wards that have a border with two groups or more."""
    taken = {ward for group in parted for ward in group}
    found = []
    for ward in sorted(border.keys() - taken):
        joins = tuple(at for at, group in enumerate(parted) if border[ward] & set(group))
        if len(joins) > 1:
            found.append(Bridge((ward,), joins))
    return tuple(sorted(found, key=lambda b: (-len(b.joins), b.wards)))


def chain(parted: tuple[tuple[int, ...], ...], start: int, border: Near) -> Bridge | None:
    """A shortest way from one group to any other, ends left out; None if there is none.

    Walks outward in rings; neighbors are tried by number, so that the answer is always the same.
    """
    home = {ward: at for at, group in enumerate(parted) for ward in group}
    mine = frozenset(parted[start])
    before: dict[int, int] = {}
    ring = list(parted[start])
    while ring:
        further = []
        for ward in ring:
            for near in sorted(border.get(ward, frozenset()) - mine - before.keys()):
                if near in home:
                    return Bridge(walked(ward, before), (start, home[near]))
                before[near] = ward
                further.append(near)
        ring = further
    return None


def walked(last: int, before: Mapping[int, int]) -> tuple[int, ...]:
    """The wards of a way up to its last one, in walking order; `before` names the one before."""
    way = []
    while last in before:
        way.append(last)
        last = before[last]
    return tuple(reversed(way))
