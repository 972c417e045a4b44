"""Every choice that is as good as the best, or nearly: a complete search with bounds.

Wards are taken in the order of what they would add to those already chosen. What r further wards
add is at most the sum of the r largest single additions, because wards that share a place add it
once only; where that falls short, nothing below can be good enough and the search turns back. A
ward tried is not tried again beside the same wards, so every set is met once. The search uses
nothing of the solver and checks it: it would find any better choice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from geo.analysis.expansion_model import Model, bits

MOST_COUNTED = 2_000
"""Sets counted before the search stops; more are said to be more."""

Chosen = tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """Sets of one size that newly reach at least so many, by ward numbers; `complete` unless the
    search stopped at its limit."""

    sets: tuple[tuple[int, Chosen], ...]
    complete: bool

    @property
    def best(self) -> int:
        """The most a set found newly reaches."""
        return max((gain for gain, _ in self.sets), default=0)


@dataclass
class Search:
    """One run: what is asked for, and what has been found."""

    model: Model
    floor: int
    limit: int
    rising: bool
    worth: Callable[[int], int]
    side_of: dict[int, int]
    sets: list[tuple[int, Chosen]] = field(default_factory=list)

    def extend(
        self, wards: Chosen, covered: int, left: int, candidates: list[int], sides: int
    ) -> None:
        """Try every way to add `left` wards of `candidates`; `sides` are still to be served."""
        value = self.worth(covered)
        if left == 0:
            self.keep(value, wards)
            return
        masks, side_of = self.model.masks, self.side_of
        if sides.bit_count() == left:
            candidates = [ward for ward in candidates if side_of[ward] & sides]
        adds = sorted((-self.worth(masks[w] & ~covered), w) for w in candidates)
        for at in range(len(adds) - left + 1):
            bound = value - sum(add for add, _ in adds[at : at + left])
            if bound < self.floor or len(self.sets) > self.limit:
                return
            ward = adds[at][1]
            unserved = sides & ~side_of[ward]
            if unserved.bit_count() < left:
                rest = [w for _, w in adds[at + 1 :]]
                self.extend((*wards, ward), covered | masks[ward], left - 1, rest, unserved)

    def keep(self, value: int, wards: Chosen) -> None:
        """Keep a set that reaches enough; a rising search keeps it alone and asks for more."""
        if value < self.floor:
            return
        if self.rising:
            self.floor = value + 1
            self.sets.clear()
        self.sets.append((value, tuple(sorted(wards))))


def sets_reaching(
    model: Model, size: int, gain: int, limit: int = MOST_COUNTED, *, rising: bool = False
) -> Found:
    """Every set of `size` wards that newly reaches at least `gain`.

    Parameters
    ----------
    model : Model
    size : int
        Wards of a set, those asked for among them.
    gain : int
    limit : int
        The search stops when more sets are found.
    rising : bool
        Whether only one best set is wanted: whenever a set is found, only a better one is kept.

    Returns
    -------
    Found
        Best sets first, then by ward numbers.
    """
    search = Search(model, gain, limit, rising, worth_of(model), sides_of(model))
    start = tuple(sorted(model.must))
    sides = 0
    for at, side in enumerate(model.sides):
        sides |= (not side & model.must) << at
    left = size - len(start)
    if left >= sides.bit_count():
        others = [ward for ward in model.candidates if ward not in model.must]
        search.extend(start, model.covered(start), left, others, sides)
    kept = sorted(search.sets, key=lambda one: (-one[0], one[1]))
    return Found(tuple(kept[:limit]), len(kept) <= limit)


def sides_of(model: Model) -> dict[int, int]:
    """The side of each candidate as a bit; 0 where its side asks for none."""
    return {
        ward: sum(1 << at for at, side in enumerate(model.sides) if ward in side)
        for ward in model.candidates
    }


def best_set(model: Model, size: int, gain: int = 0) -> tuple[int, Chosen]:
    """One best set of at most `size` wards, if it newly reaches `gain` or more.

    A candidate that reaches nothing another of its side would not reach too can be replaced by
    that one without loss, so it is not tried: far fewer are left than `sets_reaching` must try.

    Returns
    -------
    (int, tuple of int)
        What it newly reaches and its wards; ``(0, ())`` if no set reaches `gain`.
    """
    few = undominated(model)
    found = sets_reaching(few, min(size, len(few.candidates)), gain, rising=True)
    return found.sets[0] if found.sets else (0, ())


def undominated(model: Model) -> Model:
    """The model without candidates that another one of the same side can replace."""
    side_of, masks = sides_of(model), model.masks
    kept: list[int] = []
    for ward in sorted(model.candidates, key=lambda w: (-masks[w].bit_count(), w)):
        alike = (w for w in kept if side_of[w] == side_of[ward])
        if ward in model.must or not any(masks[ward] & ~masks[w] == 0 for w in alike):
            kept.append(ward)
    sides = tuple(side & frozenset(kept) for side in model.sides)
    return replace(model, candidates=tuple(sorted(kept)), sides=sides)


def worth_of(model: Model) -> Callable[[int], int]:
    """A function that adds up the places of a number of bits and remembers every sum."""
    known: dict[int, int] = {0: 0}

    def worth(mask: int) -> int:
        found = known.get(mask)
        if found is None:
            found = known[mask] = sum(model.worths[at] for at in bits(mask))
        return found

    return worth
