"""How often a choice stays the best if the counts are off by their margins.

The counts of every ward are drawn anew within their 90 % margins, each ward by itself and the error
taken as normal, and the question is answered exactly for every draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from geo.analysis.expansion import Answer
from geo.analysis.expansion_model import City, Model, model
from geo.analysis.expansion_solver import fewest, most
from geo.analysis.expansion_ties import Chosen, best_set
from geo.margins import Z90

DRAWS = 200
SEED = 20230515
"""The day the present ward map came into force; any other would do."""

SEARCHED = 7
"""Up to this many wards the complete search is the faster one, beyond it the solver."""

Figures = Sequence[float]


@dataclass(frozen=True)
class Draws:
    """What came out.

    Parameters
    ----------
    draws, seed : int
    sets : dict of wards to int
        In how many draws each listed set, best or within 1 % of it, was among the best; with a
        target, in how many it reached the target and no fewer wards did.
    wards : dict of int to int
        In how many draws each ward was in a best set: in a listed one that stayed among the best
        or, if none did, in the one found instead.
    low, high : int
        What the choice first listed newly reaches, in nine of ten draws between these.
    """

    draws: int
    seed: int
    sets: dict[Chosen, int]
    wards: dict[int, int]
    low: int
    high: int


def draws(
    found: Answer,
    parts: Sequence[tuple[Figures, Figures]],
    amount: Callable[[Sequence[float]], int],
    number: int = DRAWS,
    seed: int = SEED,
) -> Draws:
    """Answer the question again with counts drawn within their margins.

    Parameters
    ----------
    found : Answer
        With a best set of at least one ward.
    parts : sequence of (counts, margins)
        Of each thing counted, ward 1 first; a margin of 0 is not drawn.
    amount : function
        The amount of a ward from the counts of its parts, as `geo.demand.Demand.amount`.
    number, seed : int
    """
    rng = np.random.default_rng(seed)
    sets = dict.fromkeys(found.listed, 0)
    wards: dict[int, int] = {}
    gains = []
    for _ in range(number):
        drawn = drawn_city(found.city, parts, amount, rng)
        best = best_sets(found, drawn)
        gains.append(drawn.count(drawn.opened(found.sets[0])))
        for chosen in best & sets.keys():
            sets[chosen] += 1
        for ward in {ward for chosen in best for ward in chosen}:
            wards[ward] = wards.get(ward, 0) + 1
    low, high = np.percentile(gains, [5, 95])
    return Draws(number, seed, sets, wards, round(low), round(high))


def drawn_city(
    city: City,
    parts: Sequence[tuple[Figures, Figures]],
    amount: Callable[[Sequence[float]], int],
    rng: np.random.Generator,
) -> City:
    """The same city with other counts."""
    figures: list[npt.NDArray[np.float64]] = [
        np.maximum(rng.normal(counts, np.array(margins) / Z90), 0) for counts, margins in parts
    ]
    return replace(
        city,
        demand={ward: amount([float(one[ward - 1]) for one in figures]) for ward in city.wards},
    )


def best_sets(found: Answer, drawn: City) -> set[Chosen]:
    """The listed sets that are best for a drawn city too, or else one best set."""
    asked = model(drawn, found.wishes)
    gains = {chosen: asked.gain(chosen) for chosen in found.listed}
    target = found.wishes.target(drawn)
    if target is not None:
        return fewest_sets(asked, found.size, gains, max(target - drawn.before, 0))
    most_listed = max(gains.values())
    if found.size <= SEARCHED:
        gain, other = best_set(asked, found.size, most_listed + 1)
    else:
        solution = most(asked, found.size)
        gain, other = solution.gain, solution.wards
    if gain > most_listed:
        return {other}
    return {chosen for chosen, gained in gains.items() if gained == most_listed}


def fewest_sets(asked: Model, size: int, gains: Mapping[Chosen, int], need: int) -> set[Chosen]:
    """The listed sets that reach a target where no fewer wards do, or else one set that does.

    `gains` is what each listed set, of `size` wards, newly reaches.
    """
    now = fewest(asked, need)
    kept = {chosen for chosen, gained in gains.items() if gained >= need}
    if now == size and kept:
        return kept
    return {most(asked, now).wards}
