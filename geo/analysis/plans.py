"""Two plans for new organizations, and whom each of them would reach.

A plan adds an organization to some wards and takes the one there is away from others. It changes
nothing in the data. How sure we are of the organizations that exist does not change either: every
figure is given at all three levels of certainty, and what is planned counts at each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from geo.analysis.coverage import CERTAIN, LEVELS, Coverage
from geo.contiguity import Near
from geo.measures import Counts, Measure
from geo.view import View


@dataclass(frozen=True)
class Plan:
    """Wards that get an organization (positive) and wards that lose theirs (negative)."""

    signed: tuple[int, ...] = ()

    @property
    def added(self) -> frozenset[int]:
        """Wards that get one."""
        return frozenset(n for n in self.signed if n > 0)

    @property
    def taken(self) -> frozenset[int]:
        """Wards that lose theirs."""
        return frozenset(-n for n in self.signed if n < 0)

    def on(self, organised: frozenset[int]) -> frozenset[int]:
        """Organized wards once the plan is carried out."""
        return (organised | self.added) - self.taken


NOTHING = Plan()
"""The city as it is."""


def pressed(signed: tuple[int, ...], ward: int, *, organised: bool) -> tuple[int, ...]:
    """What a press on a ward makes of a plan.

    Parameters
    ----------
    signed : tuple of int
        The plan as a link has it.
    ward : int
    organised : bool
        Whether there is an organization, however unsure: then the press takes it away.

    Returns
    -------
    tuple of int
        A ward the plan changes is as it is again; any other is added or taken away.
    """
    others = [n for n in signed if abs(n) != ward]
    if len(others) == len(signed):
        others.append(-ward if organised else ward)
    return in_order(others)


def chosen(added: Iterable[int], taken: Iterable[int]) -> tuple[int, ...]:
    """A plan from two lists of wards; a ward on both is taken away."""
    lost = set(taken)
    return in_order([*(n for n in set(added) if n not in lost), *(-n for n in lost)])


def in_order(signed: Iterable[int]) -> tuple[int, ...]:
    """By ward number, as a link has them."""
    return tuple(sorted(signed, key=abs))


@dataclass(frozen=True)
class Standing:
    """The city at one level of certainty: wards with an organization, and all wards next to them.

    `beside` says whether a ward next to an organized one counts as reached.
    """

    organised: frozenset[int]
    near: frozenset[int]
    beside: bool

    @property
    def in_or_beside(self) -> frozenset[int]:
        """Organized wards and those across a border from one."""
        return self.organised | self.near

    @property
    def reached(self) -> frozenset[int]:
        """Wards reached by the reader's own rule."""
        return self.in_or_beside if self.beside else self.organised


def standing(found: Coverage, border: Near, plan: Plan, level: str) -> Standing:
    """The city under a plan at one level of certainty.

    Parameters
    ----------
    found : Coverage
        Who covers which ward today.
    border : mapping
        Wards across a border, by ward.
    plan : Plan
        Counts in full at every level.
    level : str
        One of `LEVELS`.
    """
    organised = plan.on(found.organised(level))
    near = frozenset(n for ward in organised for n in border.get(ward, ()))
    return Standing(organised, near - organised, found.rule.beside)


@dataclass(frozen=True)
class Figure:
    """A count and its 90 % margin; None where it is not known, or exact."""

    value: float | None
    margin: float | None = None


Interval = tuple[Figure, ...]
"""One figure for each of `LEVELS`, the surest first."""

Wards = Callable[[Standing], frozenset[int]]
"""Which wards of a standing a line counts in."""


@dataclass(frozen=True)
class Outcome:
    """A plan carried out: its standing at every level, and today's beside it."""

    plan: Plan
    today: tuple[Standing, ...]
    then: tuple[Standing, ...]

    def at(self, level: str) -> Standing:
        """The standing at one level."""
        return self.then[LEVELS.index(level)]

    def before(self, level: str) -> Standing:
        """Today's standing at one level."""
        return self.today[LEVELS.index(level)]

    def total(self, counts: Counts, within: Wards, only: Collection[int]) -> Interval:
        """What is counted in the wards `within` names, of those of `only`."""
        return tuple(figure(counts, within(now) & frozenset(only)) for now in self.then)

    def change(self, counts: Counts, within: Wards, only: Collection[int]) -> Interval:
        """How much more that is than today."""
        pairs = zip(self.today, self.then, strict=True)
        return tuple(difference(counts, within(a), within(b), only) for a, b in pairs)


def outcome(found: Coverage, border: Near, plan: Plan) -> Outcome:
    """Carry a plan out at every level of certainty."""
    today, then = (
        tuple(standing(found, border, p, level) for level in LEVELS) for p in (NOTHING, plan)
    )
    return Outcome(plan, today, then)


def figure(counts: Counts, wards: Collection[int]) -> Figure:
    """The count of some wards together."""
    return Figure(counts.total(wards), counts.margin(wards))


def difference(
    counts: Counts, before: frozenset[int], after: frozenset[int], only: Collection[int]
) -> Figure:
    """What `after` counts more than `before`.

    Wards in both cancel with their errors, so the margin is that of the wards gained and lost:
    ``√Σ M²``.
    """
    gained, lost = ((a - b) & frozenset(only) for a, b in ((after, before), (before, after)))
    plus, minus = counts.total(gained), counts.total(lost)
    value = None if plus is None or minus is None else plus - minus
    return Figure(value, counts.margin(gained | lost))


def wards_counted(vintage: int) -> Counts:
    """Wards themselves as what is counted: one each, exactly."""
    one = Measure("wards", "wards", ("population",))
    return Counts(one, vintage, (1.0,) * 50, (None,) * 50)


@dataclass(frozen=True)
class Needless:
    """A ward of a plan that the plan does not change, or not at every level.

    `sure` is the surest level at which the ward has an organization today, None if it has none.
    """

    ward: int
    adds: bool
    sure: str | None


def needless(plan: Plan, found: Coverage) -> tuple[Needless, ...]:
    """Wards that get an organization where there is one, or lose one where there is none."""
    levels = {w.ward: w.level for w in found.wards}
    return tuple(
        Needless(abs(n), n > 0, levels[abs(n)])
        for n in plan.signed
        if (n > 0) == (levels[abs(n)] is not None)
    )


def changes_nothing(found: Needless) -> bool:
    """Whether the plan has no effect on a ward; adding to an unsure one makes it sure."""
    return not found.adds or found.sure == CERTAIN


@dataclass(frozen=True)
class TwoPlans:
    """Both plans carried out on one ward map, under one rule of coverage.

    `only` are the wards counted: those of the chosen side, or all of them.
    """

    found: Coverage
    a: Outcome
    b: Outcome
    only: frozenset[int]

    def of(self, name: str) -> Outcome:
        """Plan "a" or "b"."""
        return self.a if name == "a" else self.b

    @property
    def empty(self) -> bool:
        """Whether nothing is planned yet."""
        return not (self.a.plan.signed or self.b.plan.signed)

    def only_in(self, name: str, within: Wards, level: str) -> frozenset[int]:
        """Counted wards that this plan reaches and the other does not."""
        mine, other = (self.of(n).at(level) for n in (name, "b" if name == "a" else "a"))
        return (within(mine) - within(other)) & self.only


def two_plans(found: Coverage, border: Near, view: View, only: Iterable[int]) -> TwoPlans:
    """Carry out both plans of a view."""
    a, b = (outcome(found, border, plan_of(view, name)) for name in ("a", "b"))
    return TwoPlans(found, a, b, frozenset(only))


def plan_of(view: View, name: str) -> Plan:
    """Plan "a" or "b" of a view."""
    return Plan(view.plan_a if name == "a" else view.plan_b)
