"""Can the wishes be met together? If not: what stands against what, and which wish to drop.

Nothing is dropped for the reader. The smallest sets of wishes whose dropping makes the question
answerable are found by trying every set, one wish first, then pairs, and so on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

from geo.analysis.expansion_model import (
    EACH_SIDE,
    GOAL,
    MOST,
    MUST,
    NEVER,
    City,
    K,
    Wishes,
)
from geo.view import MAX_NEW


@dataclass(frozen=True)
class Relaxation:
    """Wishes that, dropped together, leave something possible; `k` is the number to ask for
    instead where the number is one of them."""

    names: tuple[str, ...]
    k: int | None = None


@dataclass(frozen=True)
class Conflict:
    """Why there is no answer.

    Parameters
    ----------
    candidates : int
        Wards left to choose from.
    needed : int
        New organizations the wishes need at least.
    barred_must : tuple of int
        Wards that must get an organization and are left out by another wish.
    empty_sides : tuple of str
        Sides that are to get one and have no ward left.
    reachable, target : int, int or None
        How many can be reached at most, and how many are asked for.
    relaxations : tuple of Relaxation
        The smallest sets of wishes whose dropping helps; empty if nothing does.
    """

    candidates: int
    needed: int
    barred_must: tuple[int, ...]
    empty_sides: tuple[str, ...]
    reachable: int
    target: int | None
    relaxations: tuple[Relaxation, ...]


def conflict(city: City, wishes: Wishes) -> Conflict | None:
    """Find out why no choice meets all wishes; None if some choice does."""
    if possible(city, wishes):
        return None
    candidates = wishes.candidates(city)
    sides = wishes.asking_sides(city)
    return Conflict(
        len(candidates),
        needed(city, wishes),
        tuple(sorted(wishes.asked(city) - candidates)),
        tuple(side for side, wards in sides.items() if not wards & candidates),
        city.before + city.count(city.opened(candidates)),
        wishes.target(city),
        relaxations(city, wishes),
    )


def possible(city: City, wishes: Wishes, dropped: Collection[str] = ()) -> bool:
    """Whether some choice of wards meets every wish but the dropped ones."""
    asked = wishes.without(dropped)
    candidates = asked.candidates(city)
    if not asked.asked(city) <= candidates:
        return False
    if any(not wards & candidates for wards in asked.asking_sides(city).values()):
        return False
    target = asked.target(city)
    if target is not None:
        return city.before + city.count(city.opened(candidates)) >= target
    if asked.goal != wishes.goal:
        return True
    low, high = needed(city, asked), min(len(candidates), MAX_NEW)
    return max(low, 1) <= high if K in dropped else low <= asked.k <= len(candidates)


def needed(city: City, wishes: Wishes) -> int:
    """New organizations the wishes need at least: the wards asked for, and one more for every
    side without one of them. Every ward lies on one side, so none can serve two."""
    must = wishes.asked(city)
    sides = wishes.asking_sides(city).values()
    return len(must) + sum(not wards & must for wards in sides)


def relaxations(city: City, wishes: Wishes) -> tuple[Relaxation, ...]:
    """The smallest sets of wishes whose dropping leaves something possible."""
    active = active_wishes(city, wishes)
    for size in range(1, len(active) + 1):
        found = [c for c in combinations(active, size) if possible(city, wishes, c)]
        if found:
            return tuple(Relaxation(c, other_k(city, wishes, c)) for c in found)
    return ()


def other_k(city: City, wishes: Wishes, dropped: Collection[str]) -> int | None:
    """The possible number nearest to the one asked for; None if the number can stay."""
    if K not in dropped:
        return None
    asked = wishes.without(dropped)
    high = min(len(asked.candidates(city)), MAX_NEW)
    return min(max(asked.k, needed(city, asked), 1), high)


def active_wishes(city: City, wishes: Wishes) -> tuple[str, ...]:
    """Names of the wishes that ask for something here."""
    named = {
        K: wishes.goal == MOST,
        MUST: bool(wishes.asked(city)),
        NEVER: bool(wishes.never - city.organised),
        EACH_SIDE: bool(wishes.asking_sides(city)),
        **{name: bool(wards - city.organised) for name, wards in wishes.barred.items()},
        GOAL: wishes.goal != MOST,
    }
    return tuple(name for name, holds in named.items() if holds)
