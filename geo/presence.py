"""Which wards have an independent political organization, on either ward map.

On the map an organization was recorded on, its ward is its home. On the other map it is carried
by people, never by number: a new ward's *share* is the part of its people who live in an old ward
that has a counted organization.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

STATUSES = ("active", "forming", "unknown", "possibly defunct", "defunct")
"""What the directory says of an organization today, best first."""

DEFAULT_STATUSES = STATUSES[:3]
"""Counted unless the reader says otherwise: all but those that ended, or possibly did."""

REACH = 0.10
"""An organization reaches a ward if at least one in ten of the ward's people live in its area.
Set by the atlas: below it, borders drawn by hand would decide."""

MOST = 0.50
"""From this share on, a ward of the other map counts as covered."""

EXACT = 9
"""Decimals kept of a sum of shares: 0.01 + 0.09 must meet a threshold of 0.1."""

HOME_CLASS = {
    "active": "active",
    "forming": "forming",
    "unknown": "unknown",
    "possibly defunct": "doubtful",
    "defunct": "doubtful",
}


@dataclass(frozen=True)
class Options:
    """Which organizations count: regional ones, those outside the 2021 essay, which statuses."""

    regional: bool = True
    outside: bool = False
    statuses: tuple[str, ...] = DEFAULT_STATUSES

    def counts(self, kind: str, status: str, *, in_essay: bool) -> bool:
        """Whether an organization of this kind and status counts."""
        return (
            status in self.statuses
            and (self.outside or in_essay)
            and (self.regional or kind == "ward")
        )


@dataclass(frozen=True)
class Reach:
    """One organization in one ward.

    `home` is a ward organization's ward on the map it was recorded on, and `own_map` says whether
    that is the map shown. `share` is the part of the ward's people (2020) who live in its area,
    `land` for a regional organization the part of the ward's land in it; None for the others.
    `counted` says whether the options let it count.
    """

    organisation: str
    kind: str
    status: str
    home: int | None
    own_map: bool
    share: float
    counted: bool
    confidence: str
    land: float | None = None

    @property
    def at_home(self) -> bool:
        """A ward organization on the ward map it was recorded on."""
        return self.kind == "ward" and self.own_map

    @property
    def is_near(self) -> bool:
        """Whether it is named for the ward: at home there, or reaching enough of its people."""
        return self.at_home or self.share >= REACH


@dataclass(frozen=True)
class WardPresence:
    """One ward: its class key (see `PRESENCE_CLASSES` in `geo.palettes`) and who reaches it.

    `ward_share`: part of its people who live in a home ward of a counted ward organization.
    `regional_share`: part of its people in the areas of counted regional organizations, the
    largest single one, because areas overlap.
    """

    ward: int
    population: int
    klass: str
    ward_share: float
    regional_share: float
    reaches: tuple[Reach, ...]


@dataclass(frozen=True)
class Presence:
    """All fifty wards of one map under some options, ward 1 first."""

    vintage: int
    options: Options
    wards: tuple[WardPresence, ...]

    def having(self, *classes: str) -> tuple[WardPresence, ...]:
        """The wards of these classes."""
        return tuple(w for w in self.wards if w.klass in classes)

    def only(self, wards: tuple[int, ...]) -> Presence:
        """The same map with these wards alone; all of it if none is named."""
        kept = tuple(w for w in self.wards if w.ward in wards) if wards else self.wards
        return Presence(self.vintage, self.options, kept)

    @property
    def organized(self) -> tuple[WardPresence, ...]:
        """Wards with a counted ward organization (on the other map: for most of their people)."""
        return self.having("active", "forming", "unknown", "doubtful", "most")

    @property
    def reached(self) -> tuple[WardPresence, ...]:
        """The widest reading: any counted organization, for at least a tenth of the people."""
        return (*self.organized, *self.having("some", "regional"))


def people(wards: Iterable[WardPresence]) -> int:
    """People of these wards, 2020."""
    return sum(w.population for w in wards)


def presence(
    organisations: pd.DataFrame,
    reach: pd.DataFrame,
    population: Mapping[int, int],
    vintage: int,
    options: Options,
) -> Presence:
    """Class every ward of a map.

    Parameters
    ----------
    organisations : DataFrame
        One row per organization: `id`, `kind`, `status`, `in_essay`.
    reach : DataFrame
        From `reach_table`: one row per organization and ward of this map.
    population : mapping
        People by ward.
    vintage : int
    options : Options
    """
    counted = {
        row["id"]: options.counts(row["kind"], row["status"], in_essay=bool(row["in_essay"]))
        for row in organisations.to_dict("records")
    }
    facts = organisations.set_index("id")[["kind", "status"]]
    rows = reach[reach["vintage"] == vintage].join(facts, on="organisation_id")
    by_ward: dict[int, list[Reach]] = defaultdict(list)
    for r in rows.to_dict("records"):
        by_ward[r["ward"]].append(
            Reach(
                organisation=r["organisation_id"],
                kind=r["kind"],
                status=r["status"],
                home=None if pd.isna(r["home"]) else int(r["home"]),
                own_map=bool(r["own_map"]),
                share=float(r["share"]),
                counted=counted[r["organisation_id"]],
                confidence=r["confidence"],
                land=None if pd.isna(r["land"]) else float(r["land"]),
            )
        )
    wards = tuple(
        ward_presence(ward, population[ward], tuple(by_ward.get(ward, ())))
        for ward in sorted(population)
    )
    return Presence(vintage, options, wards)


def ward_presence(ward: int, population: int, reaches: tuple[Reach, ...]) -> WardPresence:
    """Class one ward from the organizations that reach it.

    Ward organizations of different old wards cover different people, so their shares add up;
    two organizations with the same home do not.
    """
    counted = [r for r in reaches if r.counted]
    homes = {r.home: r.share for r in counted if r.kind == "ward"}
    at_home = [r for r in counted if r.at_home]
    ward_share = 1.0 if at_home else min(1.0, round(sum(homes.values()), EXACT))
    regional_share = max((r.share for r in counted if r.kind == "regional"), default=0.0)
    if at_home:
        best = min((r.status for r in at_home), key=STATUSES.index)
        klass = HOME_CLASS[best]
    elif ward_share >= REACH:
        klass = "most" if ward_share >= MOST else "some"
    elif regional_share >= REACH:
        klass = "regional"
    else:
        klass = "left_out" if any(r.share >= REACH for r in reaches) else "none"
    return WardPresence(ward, population, klass, ward_share, regional_share, reaches)


def reach_table(
    footprints: pd.DataFrame,
    crosswalk: pd.DataFrame,
    ward_areas: pd.DataFrame,
) -> pd.DataFrame:
    """Every organization's share of every ward's people, on both maps.

    Returns
    -------
    DataFrame
        `organisation_id`, `vintage`, `ward`, `home` (its ward on the map it was recorded on, or
        missing), `own_map` (whether that is this map), `share` (of the ward's people, 2020),
        `confidence`, `land` (share of the ward's land, for community areas only); sorted.
    """
    tables = [
        home_reach(footprints),
        carried_reach(footprints, crosswalk),
        area_reach(footprints, ward_areas),
    ]
    first = ["organisation_id", "vintage", "ward", "home"]
    columns = [*first, "own_map", "share", "confidence", "land"]
    whole = pd.concat([t[columns] for t in tables], ignore_index=True)
    return whole.sort_values(first, ignore_index=True)


def home_reach(footprints: pd.DataFrame) -> pd.DataFrame:
    """Ward footprints on their own map: share 1."""
    homes = footprints[footprints["ward"].notna()]
    return homes.assign(home=homes["ward"], share=1.0, own_map=True, land=math.nan)


def carried_reach(footprints: pd.DataFrame, crosswalk: pd.DataFrame) -> pd.DataFrame:
    """Ward footprints on the other map, by people.

    share = people of the home ward who live in the other map's ward / all people of that ward.
    """
    homes = footprints[footprints["ward"].notna()]
    tables = []
    for own, other in ((2015, 2023), (2023, 2015)):
        mine, theirs = f"ward_{own}", f"ward_{other}"
        total = crosswalk.groupby(theirs)["population"].transform("sum")
        moved = crosswalk.assign(share=crosswalk["population"] / total)
        moved = moved[moved["population"] > 0]
        joined = homes[homes["vintage"] == own].merge(moved, left_on="ward", right_on=mine)
        tables.append(joined.assign(vintage=other, home=joined[mine], ward=joined[theirs]))
    return pd.concat(tables, ignore_index=True).assign(own_map=False, land=math.nan)


def area_reach(footprints: pd.DataFrame, ward_areas: pd.DataFrame) -> pd.DataFrame:
    """Community-area footprints on both maps: shares of an organization's areas add up.

    A ward in whose part of the area nobody lives is kept: its land is touched. The least
    confidence among an organization's areas is the confidence of the sum.
    """
    areas = footprints[footprints["community_area"].notna()][
        ["organisation_id", "community_area", "confidence"]
    ]
    joined = areas.merge(ward_areas, on="community_area", how="inner")
    rank = joined["confidence"].map({"low": 0, "medium": 1, "high": 2})
    summed = (
        joined.assign(rank=rank)
        .groupby(["organisation_id", "vintage", "ward"], as_index=False)
        .agg(
            share=("population_share", "sum"),
            land=("area_share", "sum"),
            rank=("rank", "min"),
        )
    )
    touched = summed[(summed["share"] > 0) | (summed["land"] > 0)]
    summed = touched.assign(share=touched["share"].round(EXACT), land=touched["land"].round(EXACT))
    words = {0: "low", 1: "medium", 2: "high"}
    nowhere = pd.Series(pd.NA, index=summed.index, dtype="Int64")
    return summed.assign(confidence=summed["rank"].map(words), home=nowhere, own_map=False)
