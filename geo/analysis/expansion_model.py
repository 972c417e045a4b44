"""Where new organizations could go: the city as given, what is wished, and what a choice reaches.

A ward is *reached* if it, or a ward across a border from it, has an organization. Wards that meet
at a corner only do not reach each other. Everything is counted in whole numbers, so that a tie is a
tie to the last person and no answer hangs on rounding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from geo.contiguity import Near
from geo.view import GOALS

MOST, NINETY, EVERYBODY = GOALS
"""What new organizations are chosen for: to reach the most with a given number of them; to reach
nine in ten, or everybody, with the fewest."""

NINE_IN_TEN = 9, 10
"""The part of the total the goal `NINETY` asks for, as a fraction of whole numbers."""

K, MUST, NEVER, EACH_SIDE, MARGIN, TURNOUT, GOAL = (
    "k",
    "must",
    "never",
    "each_side",
    "margin",
    "turnout",
    "goal",
)
"""Names of the wishes, those of the settings they come from."""


@dataclass(frozen=True)
class City:
    """What is given.

    Parameters
    ----------
    border : mapping
        Wards across a border, by ward; holds every ward of the city. Symmetric.
    demand : mapping
        Whole number of those to be reached, by ward.
    organised : frozenset of int
        Wards that have an organization.
    """

    border: Near
    demand: Mapping[int, int]
    organised: frozenset[int]

    @cached_property
    def wards(self) -> tuple[int, ...]:
        """Every ward by number."""
        return tuple(sorted(self.border))

    def around(self, wards: Collection[int]) -> frozenset[int]:
        """These wards and those across a border from them."""
        return frozenset(wards).union(*(self.border[ward] for ward in wards))

    @cached_property
    def reached(self) -> frozenset[int]:
        """Wards reached today."""
        return self.around(self.organised)

    def opened(self, wards: Collection[int]) -> frozenset[int]:
        """Wards that organizations in these wards would reach and that nobody reaches today."""
        return self.around(wards) - self.reached

    def count(self, wards: Iterable[int]) -> int:
        """Those to be reached who live in some wards."""
        return sum(self.demand[ward] for ward in set(wards))

    @cached_property
    def total(self) -> int:
        """Those to be reached in the whole city."""
        return self.count(self.wards)

    @cached_property
    def before(self) -> int:
        """Those reached today."""
        return self.count(self.reached)


@dataclass(frozen=True)
class Wishes:
    """What the reader asks for.

    Parameters
    ----------
    k : int
        New organizations at most, for the goal `MOST`; the other goals need none.
    goal : str
        `MOST`, `NINETY` or `EVERYBODY`.
    must, never : frozenset of int
        Wards that get an organization, and wards that do not.
    sides : mapping of str to frozenset of int
        Wards of each side that is to get at least one; empty if that is not wished. A side where
        every ward has an organization today asks for nothing.
    barred : mapping of str to frozenset of int
        Wards a wish leaves out, by its name (`MARGIN`, `TURNOUT`).
    """

    k: int = 3
    goal: str = MOST
    must: frozenset[int] = frozenset()
    never: frozenset[int] = frozenset()
    sides: Mapping[str, frozenset[int]] = field(default_factory=dict)
    barred: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def without(self, dropped: Collection[str]) -> Wishes:
        """The same with some wishes dropped; the number `k` cannot be dropped, only changed."""
        return Wishes(
            self.k,
            MOST if GOAL in dropped else self.goal,
            frozenset() if MUST in dropped else self.must,
            frozenset() if NEVER in dropped else self.never,
            {} if EACH_SIDE in dropped else self.sides,
            {name: wards for name, wards in self.barred.items() if name not in dropped},
        )

    def candidates(self, city: City) -> frozenset[int]:
        """Wards that may get a new organization."""
        out = self.never.union(*self.barred.values())
        return frozenset(city.wards) - city.organised - out

    def asked(self, city: City) -> frozenset[int]:
        """Wards that must get one and have none today."""
        return self.must - city.organised

    def asking_sides(self, city: City) -> dict[str, frozenset[int]]:
        """Sides that are to get one, with their wards that have none today."""
        left = {side: wards - city.organised for side, wards in self.sides.items()}
        return {side: wards for side, wards in left.items() if wards}

    def target(self, city: City) -> int | None:
        """How many are to be reached, rounded up; None if as many as possible."""
        if self.goal == MOST:
            return None
        part, whole = NINE_IN_TEN if self.goal == NINETY else (1, 1)
        return -(-city.total * part // whole)


@dataclass(frozen=True)
class Model:
    """A question ready to be solved; wishes that contradict each other are found before.

    A set of wards is written as the bits of a number: bit i stands for `places[i]`, a ward that
    nobody reaches today and where somebody is to be reached.
    """

    city: City
    candidates: tuple[int, ...]
    must: frozenset[int]
    sides: tuple[frozenset[int], ...]

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Wards that could newly be reached, by number."""
        city = self.city
        return tuple(w for w in city.wards if w not in city.reached and city.demand[w] > 0)

    @cached_property
    def worths(self) -> tuple[int, ...]:
        """How many are to be reached in each of `places`."""
        return tuple(self.city.demand[ward] for ward in self.places)

    @cached_property
    def masks(self) -> dict[int, int]:
        """What an organization in a candidate ward would newly reach, as bits."""
        bit = {ward: 1 << at for at, ward in enumerate(self.places)}
        return {
            ward: sum(bit[w] for w in self.city.around([ward]) if w in bit)
            for ward in self.candidates
        }

    def covered(self, wards: Iterable[int]) -> int:
        """What organizations in some candidate wards would newly reach, as bits."""
        found = 0
        for ward in wards:
            found |= self.masks[ward]
        return found

    def gain(self, wards: Iterable[int]) -> int:
        """How many organizations in some candidate wards would newly reach."""
        return sum(self.worths[at] for at in bits(self.covered(wards)))


def model(city: City, wishes: Wishes) -> Model:
    """Prepare a question whose wishes can be met (`geo.analysis.expansion_wishes.conflict`)."""
    candidates = wishes.candidates(city)
    sides = (wards & candidates for wards in wishes.asking_sides(city).values())
    return Model(city, tuple(sorted(candidates)), wishes.asked(city), tuple(sides))


def bits(mask: int) -> Iterator[int]:
    """Places of the bits of a number, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
