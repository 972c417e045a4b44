"""An answer tried against its uncertainty, and the ranking, from the atlas's own figures."""

from __future__ import annotations

from dataclasses import dataclass

from geo.analysis.expansion import Answer
from geo.analysis.expansion_draws import Draws, draws
from geo.analysis.expansion_model import City
from geo.analysis.expansion_ranking import Criterion, Ranked, ranking
from geo.atlas import Atlas
from geo.contiguity import Near
from geo.demand import mixed
from geo.expansion_criteria import (
    CRITERIA,
    MAX_WEIGHT,
    USUAL_WEIGHTS,
    Given,
    criteria,
)
from geo.expansion_question import Outcome


@dataclass(frozen=True)
class Ranking:
    """Wards by the reader's criteria.

    `wards` are those compared, `left_out` those of them that cannot be ranked because a figure is
    not known, `empty` the labels of criteria without any figure here.
    """

    wards: tuple[int, ...]
    weights: dict[str, int]
    criteria: tuple[Criterion, ...]
    ranked: tuple[Ranked, ...]
    left_out: tuple[int, ...]
    empty: tuple[str, ...]


def drawn_again(out: Outcome) -> Draws | None:
    """The answer with counts drawn within their margins; None where no ward is chosen."""
    found = out.found
    if not isinstance(found, Answer) or not found.size:
        return None
    figures = [
        ([count or 0.0 for count in part.counts.counts], part.margins) for part in out.demand.parts
    ]
    return draws(found, figures, out.demand.amount)


def ranked_wards(atlas: Atlas, border: Near, out: Outcome, weights: str) -> Ranking | None:
    """Rank all wards without an organization; None where whom to reach is not known everywhere."""
    if out.demand.missing:
        return None
    city = City(border, out.demand.amounts(), out.today[0])
    wards = tuple(ward for ward in city.wards if ward not in city.organised)
    asked = weights_of(weights)
    found, empty = criteria(Given(atlas, out.asked.map, city, out.demand, wards), asked)
    ranked, left_out = ranking(wards, found)
    return Ranking(wards, asked, found, ranked, left_out, empty)


def weights_of(text: str) -> dict[str, int]:
    """The weights of a link by criterion, none above `MAX_WEIGHT`; the usual ones if it has none.

    Once a link names any, those it does not name are 0.
    """
    asked = mixed(text)
    if not text:
        return dict(USUAL_WEIGHTS)
    return {kind.key: min(asked.get(kind.key, 0), MAX_WEIGHT) for kind in CRITERIA}


def weights_text(weights: dict[str, int]) -> str:
    """Weights as a link holds them."""
    return ".".join(f"{key}:{weight}" for key, weight in weights.items())
