"""Who lives where an organization is: the groups of its ward, or of the areas it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.analysis.compare import FORTY, MAJORITY, PLURALITY, leading
from geo.atlas import Atlas
from geo.census import GROUPS
from geo.claim_checks.definitions import ABOVE
from geo.presence import Presence


@dataclass(frozen=True)
class Place:
    """One organization's place: the share of every group among its people, and how they are known.

    `exact` is true for a ward organization on the ward map it was recorded on.
    """

    organisation: str
    shares: Mapping[str, float]
    exact: bool


def places(shown: Presence, shares: Mapping[int, Mapping[str, float]]) -> dict[str, Place]:
    """The place of every counted organization that has one.

    ``share of group = Σ people in both × group's share of the ward / Σ people in both``, over the
    wards its area reaches: exact at home, elsewhere an estimate that takes the people of a ward to
    be spread alike over it.

    Parameters
    ----------
    shown : Presence
        A map under some options.
    shares : mapping
        Fractions by ward and group, on the same map.
    """
    people: dict[str, dict[int, float]] = {}
    exact: dict[str, bool] = {}
    for ward in shown.wards:
        for reach in ward.reaches:
            if reach.counted and ward.ward in shares:
                inside = reach.share * ward.population
                people.setdefault(reach.organisation, {})[ward.ward] = inside
                exact[reach.organisation] = reach.at_home
    return {
        name: Place(name, _weighted(inside, shares), exact[name])
        for name, inside in people.items()
        if sum(inside.values()) > 0
    }


def _weighted(
    inside: Mapping[int, float], shares: Mapping[int, Mapping[str, float]]
) -> dict[str, float]:
    total = sum(inside.values())
    groups = next(iter(shares[ward] for ward in inside))
    return {g: sum(n * shares[w][g] for w, n in inside.items()) / total for g in groups}


def marked_by(shares: Mapping[str, float], rule: str, city: Mapping[str, float]) -> tuple[str, ...]:
    """Groups that mark a place under a rule, see `geo.claim_checks.definitions.RULES`.

    Under `ABOVE` those with a larger share than in the city, so a place can have several.
    """
    if rule == ABOVE:
        return tuple(g for g in shares if g in city and shares[g] > city[g])
    return leading(shares, rule)


def city_shares(atlas: Atlas, year: int) -> dict[str, float]:
    """The share of each group in the whole city; groups that are not known are left out."""
    found = {group: atlas.values(year, f"{group}_share").city for group in GROUPS}
    return {group: share for group, share in found.items() if share is not None}


def group_map(group: str, rule: str, city: float) -> dict[str, str]:
    """Settings of the page Demographics that color exactly the wards a rule marks."""
    if rule == PLURALITY:
        return {"colors": "group"}
    limit = {MAJORITY: 50.0, FORTY: 40.0}.get(rule, round(city * 100, 1))
    return {
        "colors": "one",
        "indicator": f"{group}_share",
        "classing": "own",
        "breaks": f"{limit:g}",
    }
