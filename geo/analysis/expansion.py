"""Where next: the choices of new wards that reach the most, all of them, and how sure that is.

The best value comes from a solver with a proof (`expansion_solver`); every choice that ties and
every choice within 1 % of it from a complete search (`expansion_ties`), which would also find a
better one if there were any. If fewer organizations than allowed reach as many, the smaller number
is the answer: then every ward of a choice adds somebody, unless a wish asks for it.

Asked for the fewest that reach a target, every choice of the smallest size that reaches it is an
answer, however far beyond the target it goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from geo.analysis.expansion_model import MOST, City, Model, Wishes, model
from geo.analysis.expansion_solver import Solution, fewest, most
from geo.analysis.expansion_ties import MOST_COUNTED, Chosen, Found, sets_reaching
from geo.analysis.expansion_wishes import Conflict, conflict
from geo.errors import AtlasError

NEAR = 99, 100
"""Nearly as good: newly reaches at least this part of what the best does."""

MOST_LISTED = 200
"""Sets listed at most; more are counted."""


@dataclass(frozen=True)
class Ward:
    """What one ward of a choice does.

    Parameters
    ----------
    ward : int
    opens : tuple of int
        Wards it newly reaches, itself among them if nobody reaches it today.
    gain : int
        Those to be reached who live in `opens`.
    alone : int
        Those of them whom no other ward of the choice reaches: what is lost without it.
    adds : int
        What it adds to those before it when the wards are taken in the order of what they add;
        summed over the choice this is what the choice newly reaches.
    """

    ward: int
    opens: tuple[int, ...]
    gain: int
    alone: int
    adds: int


@dataclass(frozen=True)
class Often:
    """In how many of the best sets and of the nearly best ones a ward is."""

    best: int
    near: int


@dataclass(frozen=True)
class Answer:
    """All the best choices.

    Parameters
    ----------
    city, wishes : City, Wishes
        The question.
    size : int
        Wards in every best set; fewer than asked for if more would reach nobody more.
    gain : int
        The most that a best set newly reaches.
    bound : float
        The solver's proved upper bound of `gain`.
    best, near : Found
        The best sets, and all within 1 % of them (the best among them). For a target these are
        the same: all sets of `size` that reach it, those that reach the most first.
    """

    city: City
    wishes: Wishes
    size: int
    gain: int
    bound: float
    best: Found
    near: Found

    @property
    def fewest(self) -> bool:
        """Whether the fewest that reach a target were asked for, not the most."""
        return self.wishes.goal != MOST

    @property
    def top(self) -> tuple[Chosen, ...]:
        """Those of the best sets that newly reach the most; all of them without a target."""
        return tuple(wards for gain, wards in self.best.sets if gain == self.gain)

    @property
    def sets(self) -> tuple[Chosen, ...]:
        """The best sets that are listed: those that reach the most first, then by ward numbers."""
        return tuple(wards for _, wards in self.best.sets[:MOST_LISTED])

    @property
    def listed(self) -> tuple[Chosen, ...]:
        """The sets of `sets` and, as far as there is room, those within 1 %, best first."""
        return tuple(dict.fromkeys((*self.sets, *(w for _, w in self.near.sets))))[:MOST_LISTED]

    @property
    def after(self) -> int:
        """How many are reached with a best set that reaches the most."""
        return self.city.before + self.gain

    @property
    def often(self) -> Mapping[int, Often]:
        """How often each ward is in a best or a nearly best set, for wards in any that was found.

        Shares of all sets only where `best` and `near` are complete.
        """
        best = Counter(ward for _, wards in self.best.sets for ward in wards)
        near = Counter(ward for _, wards in self.near.sets for ward in wards)
        return {ward: Often(best[ward], near[ward]) for ward in sorted(near)}

    @property
    def always(self) -> tuple[int, ...]:
        """Wards in every best set; none is said where not all best sets were counted."""
        if not self.best.complete:
            return ()
        return tuple(w for w, o in self.often.items() if o.best == len(self.best.sets))


def answer(city: City, wishes: Wishes) -> Answer | Conflict:
    """Answer a question, or say which wishes cannot be met together.

    Parameters
    ----------
    city : City
    wishes : Wishes

    Returns
    -------
    Answer or Conflict

    Raises
    ------
    AtlasError
        If the solver proves nothing, or the search finds a better choice than the solver.
    """
    found = conflict(city, wishes)
    if found is not None:
        return found
    asked = model(city, wishes)
    target = wishes.target(city)
    need = None if target is None else max(target - city.before, 0)
    k = wishes.k if need is None else fewest(asked, need)
    if k == 0:
        return Answer(city, wishes, 0, 0, 0.0, *(Found(((0, ()),), complete=True),) * 2)
    solution = most(asked, k)
    size = fewest(asked, solution.gain) if need is None else k
    best, near = tied(asked, solution, size) if need is None else enough(asked, solution, k, need)
    return Answer(city, wishes, size, solution.gain, solution.bound, best, near)


def tied(asked: Model, solution: Solution, size: int) -> tuple[Found, Found]:
    """The best sets and those within 1 % of them."""
    part, whole = NEAR
    near = sets_reaching(asked, size, -(-solution.gain * part // whole))
    best = near if near.complete else sets_reaching(asked, size, solution.gain)
    agreed(solution, max(best.best, near.best))
    kept = tuple(one for one in best.sets if one[0] == solution.gain)
    return Found(kept, best.complete), near


def enough(asked: Model, solution: Solution, size: int, need: int) -> tuple[Found, Found]:
    """All sets of a size that newly reach at least `need`, twice.

    Where they are too many to count them all, those that reach the most are among them.
    """
    found = sets_reaching(asked, size, need)
    if not found.complete:
        most_of_all = sets_reaching(asked, size, solution.gain)
        every = {*found.sets, *most_of_all.sets}
        kept = sorted(every, key=lambda one: (-one[0], one[1]))[:MOST_COUNTED]
        found = Found(tuple(kept), complete=False)
    agreed(solution, found.best)
    return found, found


def agreed(solution: Solution, best: int) -> None:
    """Raise an error if the complete search found another best than the solver."""
    if best != solution.gain:
        raise AtlasError(
            f"The solver’s answer reaches {solution.gain:,} and the complete search finds "
            f"{best:,}: one of them is wrong. Report this with the link of the page."
        )


def parts(city: City, wards: Chosen) -> tuple[Ward, ...]:
    """What each ward of a choice does, the one that adds most first; ties by number."""
    left, reached, found = set(wards), city.reached, []
    while left:
        adds = {ward: city.count(city.around([ward]) - reached) for ward in left}
        ward = min(left, key=lambda w: (-adds[w], w))
        left.remove(ward)
        reached |= city.around([ward])
        others = city.around([w for w in wards if w != ward])
        opens = city.opened([ward])
        found.append(
            Ward(
                ward,
                tuple(sorted(opens)),
                city.count(opens),
                city.count(opens - others),
                adds[ward],
            )
        )
    return tuple(found)
