"""The criteria wards can be ranked by. One entry each; sliders, table and words follow."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geo.analysis.expansion_model import City
from geo.analysis.expansion_ranking import Criterion
from geo.analysis.mixes import unit_of
from geo.atlas import Atlas
from geo.demand import Demand
from geo.expansion_question import race_margins, turnouts

MAX_WEIGHT = 10
"""Of a slider."""

Column = tuple[tuple[float | None, ...], tuple[float, ...]]
"""Values and 90 % margins of the wards compared."""


@dataclass(frozen=True)
class Given:
    """What the figures are worked out from."""

    atlas: Atlas
    vintage: int
    city: City
    demand: Demand
    wards: Sequence[int]

    def plain(self, values: dict[int, float]) -> Column:
        """Figures without margins; wards without one are not known."""
        return tuple(values.get(w) for w in self.wards), (0.0,) * len(self.wards)

    def indicator(self, key: str) -> Column:
        """An indicator with its margins."""
        values = self.atlas.values(self.vintage, key)
        margins = tuple(values.margin(w) or 0.0 for w in self.wards)
        return tuple(values.value(w) for w in self.wards), margins


@dataclass(frozen=True)
class Kind:
    """One criterion.

    Parameters
    ----------
    key : str
        Name in links; never changes its meaning.
    label : str
        What favors a ward, in words; said with the slider.
    column : str
        Head of its column in the table.
    kind : str
        How the table writes it: ``count``, ``share`` or ``number``.
    usual : int
        Weight until the reader changes it.
    figures : function
    more_is_better : bool
    """

    key: str
    label: str
    column: str
    kind: str
    usual: int
    figures: Callable[[Given], Column]
    more_is_better: bool = True


def left_out(given: Given) -> Column:
    """Those an organization in the ward would newly reach, in it and beside it."""
    opened = [given.city.opened([ward]) for ward in given.wards]
    values = tuple(float(given.city.count(wards)) for wards in opened)
    return values, tuple(joint_margin(given.demand, wards) for wards in opened)


def joint_margin(demand: Demand, wards: frozenset[int]) -> float:
    """Margin of the amount of some wards: each ward's and each part's error by itself."""
    if not demand.added:
        return 0.0
    return math.hypot(*(p.weight * p.margins[w - 1] for p in demand.parts for w in wards))


def own_share(given: Given) -> Column:
    """The ward's own part of its people, where people are counted."""
    people = given.atlas.facts(given.vintage)
    if not given.demand.plain or unit_of(given.demand.parts[0].counts.measure) != "people":
        return (None,) * len(given.wards), (0.0,) * len(given.wards)
    values = tuple(given.city.demand[w] / people[w].population for w in given.wards)
    margins = (joint_margin(given.demand, frozenset([w])) for w in given.wards)
    return values, tuple(
        m / people[w].population for m, w in zip(margins, given.wards, strict=True)
    )


def organised_neighbours(given: Given) -> Column:
    """Organized wards across a border."""
    city = given.city
    return given.plain({w: float(len(city.border[w] & city.organised)) for w in given.wards})


def steps(given: Given) -> Column:
    """Borders to cross to the nearest organized ward; not known where there is none at all."""
    city = given.city
    found: dict[int, float] = {}
    ring, far = set(city.organised), 0.0
    while ring:
        found.update(dict.fromkeys(ring, far))
        ring = {n for ward in ring for n in city.border[ward]} - found.keys()
        far += 1
    return given.plain(found)


def race(given: Given) -> Column:
    """Lead of the winner of the last council race, as a part of the votes."""
    return given.plain({w: m / 100 for w, m in race_margins(given.atlas, given.vintage).items()})


def turnout(given: Given) -> Column:
    """Turnout of 2023, as a part of the registered voters."""
    return given.plain({w: t / 100 for w, t in turnouts(given.atlas, given.vintage).items()})


CRITERIA: tuple[Kind, ...] = (
    Kind("people", "Many newly reached", "Newly reached", "count", 5, left_out),
    Kind("share", "A large share of the ward’s people", "Share of ward", "share", 0, own_share),
    Kind(
        "poor",
        "Many of its people poor",
        "Poverty",
        "share",
        0,
        lambda given: given.indicator("poverty_share"),
    ),
    Kind(
        "renters",
        "Many homes rented",
        "Rented homes",
        "share",
        0,
        lambda given: given.indicator("renter_share"),
    ),
    Kind(
        "near",
        "Organizations next door to ask for help",
        "Organized neighbors",
        "count",
        2,
        organised_neighbours,
    ),
    Kind("steps", "Far from the nearest organization", "Steps to nearest", "count", 0, steps),
    Kind("close", "A close last race", "Lead in last race", "share", 2, race, more_is_better=False),
    Kind("turnout", "High turnout", "Turnout 2023", "share", 0, turnout),
)
"""In the order of the sliders; no more than a link can hold."""

USUAL_WEIGHTS = {kind.key: kind.usual for kind in CRITERIA}


def criteria(
    given: Given, weights: dict[str, int]
) -> tuple[tuple[Criterion, ...], tuple[str, ...]]:
    """Every criterion with its figures for the wards compared.

    Returns
    -------
    (tuple of Criterion, tuple of str)
        The criteria; one without a figure for any ward has the weight 0. And the labels of those
        that have no figures although the reader gave them a weight.
    """
    found, empty = [], []
    for kind in CRITERIA:
        values, margins = kind.figures(given)
        weight = weights[kind.key]
        if weight and not any(value is not None for value in values):
            empty.append(kind.label)
            weight = 0
        found.append(Criterion(kind.key, weight, values, margins, kind.more_is_better))
    return tuple(found), tuple(empty)
