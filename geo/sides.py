"""Which side of the city a ward or an organization is on, under each way of naming sides.

Sides are editorial labels. A ward's side is the one where most of its people live, the shares of
the others are always at hand, and every scheme is kept beside the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.presence import Presence, WardPresence
from geo.raking import round_to_total
from geo.reference_tables import SIDES


@dataclass(frozen=True)
class Scheme:
    """One way to group the nine sides. `group_of` maps each of the nine to a group."""

    key: str
    label: str
    group_of: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in the order of the nine sides, north to south."""
        return tuple(dict.fromkeys(self.group_of[side] for side in SIDES))


@dataclass(frozen=True)
class WardSide:
    """A ward under one scheme: `main` is where most of its people live, `shares` all groups."""

    ward: int
    main: str
    shares: tuple[tuple[str, float], ...]

    @property
    def words(self) -> str:
        """ "North (100 %)" or "North (44 %), Far North (36 %)"; groups under 1 % are not named."""
        named = [f"{group} ({share:.0%})" for group, share in self.shares if share >= NAMED]
        return ", ".join(named)


NAMED = 0.01
"""Groups with less of a ward's people are drawing noise."""


@dataclass(frozen=True)
class SideRow:
    """One group of a scheme on one map: how many wards, people and organizations it has.

    `population` are the people who live on the side, `organized_people` those of them in wards
    with a ward organization; `wards` are counted where most of their people live.
    `organized` counts wards of the group with a ward organization, `reached` adds regional ones;
    `ward_organisations` and `regional_organisations` are ids.
    """

    group: str
    wards: tuple[int, ...]
    population: int
    organized: int
    reached: int
    organized_people: int
    ward_organisations: tuple[str, ...]
    regional_organisations: tuple[str, ...]

    @property
    def organisations(self) -> int:
        """All organizations counted on this side."""
        return len(self.ward_organisations) + len(self.regional_organisations)


def schemes(table: pd.DataFrame) -> dict[str, Scheme]:
    """Read the side schemes, by key."""
    found = {}
    for key, rows in table.groupby("scheme", sort=False):
        notes = tuple(dict.fromkeys(n for n in rows["note"] if n))
        grouping = dict(zip(rows["side"], rows["group"], strict=True))
        found[str(key)] = Scheme(str(key), str(rows["scheme_label"].iloc[0]), grouping, notes)
    return found


def ward_sides(table: pd.DataFrame, scheme: Scheme, vintage: int) -> dict[int, WardSide]:
    """Each ward's side under a scheme; where two groups tie, the first by name.

    Parameters
    ----------
    table : DataFrame
        `vintage, ward, side, population_share`, the nine sides.
    """
    rows = table[table["vintage"] == vintage]
    shares = (
        rows.assign(group=rows["side"].map(scheme.group_of))
        .groupby(["ward", "group"], as_index=False)[["population_share"]]
        .sum()
        .sort_values(["ward", "population_share", "group"], ascending=[True, False, True])
    )
    by_ward: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for row in shares.to_dict("records"):
        by_ward[int(row["ward"])].append((row["group"], float(row["population_share"])))
    return {ward: WardSide(ward, pairs[0][0], tuple(pairs)) for ward, pairs in by_ward.items()}


def side_rows(
    scheme: Scheme,
    sides: Mapping[int, WardSide],
    shown: Presence,
    organisation_side: Mapping[str, str],
) -> tuple[SideRow, ...]:
    """Sum a presence map by side, one row per group of the scheme.

    Parameters
    ----------
    sides : mapping
        From `ward_sides`, on the map of `shown`.
    organisation_side : mapping
        Group of each organization that has a place.
    """
    organized = {w.ward for w in shown.organized}
    reached = {w.ward for w in shown.reached}
    counted = {r.organisation: r.kind for w in shown.wards for r in w.reaches if r.counted}
    living = residents(scheme.groups, sides, shown.wards)
    living_organized = residents(scheme.groups, sides, shown.organized)
    rows = []
    for group in scheme.groups:
        mine = [w for w in shown.wards if sides[w.ward].main == group]
        here = sorted(o for o in counted if organisation_side.get(o) == group)
        rows.append(
            SideRow(
                group=group,
                wards=tuple(w.ward for w in mine),
                population=living[group],
                organized=sum(w.ward in organized for w in mine),
                reached=sum(w.ward in reached for w in mine),
                organized_people=living_organized[group],
                ward_organisations=tuple(o for o in here if counted[o] == "ward"),
                regional_organisations=tuple(o for o in here if counted[o] == "regional"),
            )
        )
    return tuple(rows)


def residents(
    groups: Sequence[str], sides: Mapping[int, WardSide], wards: Sequence[WardPresence]
) -> dict[str, int]:
    """People of these wards by the side they live on, whole numbers that keep the total.

    A ward's people are shared out by its shares, so that moving a ward's border moves nobody.
    """
    exact = np.array(
        [sum(w.population * dict(sides[w.ward].shares).get(g, 0.0) for w in wards) for g in groups]
    )
    total = sum(w.population for w in wards)
    scaled = exact * (total / exact.sum()) if exact.sum() else exact
    whole = round_to_total(scaled, np.zeros(len(groups), dtype=np.intp))
    return {group: int(number) for group, number in zip(groups, whole, strict=True)}


def organisation_sides(
    footprints: pd.DataFrame,
    areas: pd.DataFrame,
    ward_areas: pd.DataFrame,
    sides: pd.DataFrame,
    scheme: Scheme,
) -> dict[str, str]:
    """The side of each organization: where most people of its home ward or its areas live.

    An organization keeps its side when the ward map changes, because its place does not move.

    Parameters
    ----------
    footprints : DataFrame
        `organisation_id, vintage, ward, community_area`.
    areas : DataFrame
        `community_area, side`.
    ward_areas : DataFrame
        People by ward and community area (for the weight of a community area).
    sides : DataFrame
        `vintage, ward, side, population_share`.
    """
    homes = footprints[footprints["ward"].notna()].merge(
        sides, on=["vintage", "ward"], how="left", validate="m:m"
    )
    weights = ward_areas[ward_areas["vintage"] == ward_areas["vintage"].min()]
    people = weights.groupby("community_area")["population"].sum().rename("population_share")
    regional = footprints[footprints["community_area"].notna()].merge(areas, on="community_area")
    regional = regional.join(people, on="community_area")
    columns = ["organisation_id", "side", "population_share"]
    both = pd.concat([homes[columns], regional[columns]], ignore_index=True)
    both["group"] = both["side"].map(scheme.group_of)
    keys = ["organisation_id", "group"]
    summed = both.groupby(keys, as_index=False)[["population_share"]].sum()
    # As for wards: where two groups tie, the first by name.
    order = ["organisation_id", "population_share", "group"]
    top = summed.sort_values(order, ascending=[True, False, True]).drop_duplicates(order[0])
    return dict(zip(top["organisation_id"], top["group"], strict=True))
