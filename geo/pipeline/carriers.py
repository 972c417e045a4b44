"""Crosswalks from the areas that figures are published for to the wards of a map.

All are summed from the same pieces of voting districts with their people (`geo.crosswalk`), so
every figure rests on where people live. Areas that nest in a ward map are carried exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.apportion import Shares, shares
from geo.carrying import (
    LAND_METHOD,
    PEOPLE_METHOD,
    VOTER_METHOD,
    carrying_errors,
    place_group,
    spread,
)
from geo.census import (
    BLOCK_GROUP,
    DISTRICT,
    EIGHT_GROUPS,
    GROUPS,
    NESTED,
    PRECINCT,
    PRECINCT_KEY,
    TRACT,
    census_table,
)
from geo.crosswalk import first_guess, tract_controls
from geo.overlay import Pieces as CutPieces
from geo.overlay import intersect
from geo.pipeline.census_tables import Counts, Layer
from geo.pipeline.inputs import Inputs, read_csv
from geo.pipeline.outputs import Pieces
from geo.raking import Floats, Index, sums
from geo.wards import WARD_COUNT


@dataclass(frozen=True)
class Carried:
    """Crosswalks of one ward map, its land, and the measured error of carrying.

    `crosswalks` by layer; a column with a crosswalk of its own (a group of people, placed by its
    own counts) is found by the column's name first.
    """

    crosswalks: dict[str, Shares]
    area_km2: Floats
    spread: float

    def of(self, table: str, column: str) -> Shares:
        """The crosswalk a column is carried with."""
        return self.crosswalks.get(column) or self.crosswalks[census_table(table).layer]


def layers(inputs: Inputs) -> dict[tuple[str, tuple[str, ...]], Layer]:
    """The areas every table must count, by layer and naming columns, in the order of the shapes."""
    ground = inputs.ground
    geoid = ("geoid",)
    return {
        (DISTRICT, geoid): Layer(pd.Index(ground.districts["geoid"])),
        (DISTRICT, PRECINCT_KEY): Layer(joined(ground.districts, ("ward_2015", "precinct_2015"))),
        (TRACT, geoid): Layer(pd.Index(ground.tracts["geoid"])),
        (BLOCK_GROUP, geoid): Layer(pd.Index(inputs.block_groups["geoid"])),
        (PRECINCT, PRECINCT_KEY): Layer(joined(ground.precincts, PRECINCT_KEY), spare=True),
    }


def joined(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.Index:
    """ "25-3" from ward 25, precinct 3."""
    names: list[str] = frame[list(columns)].astype(str).agg("-".join, axis=1).tolist()
    return pd.Index(names)


@dataclass(frozen=True)
class BlockGroupPieces:
    """Pieces cut once more by block groups: `piece` and `unit` positions, `people` of each part,
    and `totals`: people of every whole block group, also of its part outside the city."""

    piece: Index
    unit: Index
    people: Floats
    totals: Floats


def cut_by_block_groups(pieces: Pieces, inputs: Inputs) -> BlockGroupPieces:
    """Divide each piece's people between the 2010 block groups it meets, evenly over its land.

    The fitting scales a whole piece by one factor, so cutting a piece afterwards divides its people
    exactly as fitting the smaller pieces would.
    """
    found = intersect(pieces.geometry, inputs.block_groups.geometry.to_numpy())
    land = np.bincount(found.a, found.area_m2, len(pieces.people))
    people = pieces.people[found.a] * found.area_m2 / land[found.a]
    inside = np.bincount(found.b, people, len(inputs.block_groups))
    outside = people_outside(inputs, pieces, found)
    return BlockGroupPieces(found.a, found.b, people, inside + outside)


def people_outside(inputs: Inputs, pieces: Pieces, parts: CutPieces) -> Floats:
    """People of each block group who live outside the city, shape (block groups,).

    A tract's people beyond those of its pieces live outside; they are spread evenly over its land
    outside the city, and each block group gets those of its part of that land.
    """
    tracts, groups = inputs.ground.tracts, inputs.block_groups
    tract = pieces.frame["tract"].to_numpy()
    in_city = np.bincount(tract, pieces.people, len(tracts))
    beyond = np.clip(tracts["population"].to_numpy(float) - in_city, 0, None)
    whole = intersect(groups.geometry.to_numpy(), tracts.geometry.to_numpy())
    city = np.bincount(parts.b * len(tracts) + tract[parts.a], parts.area_m2)
    pair = whole.a * len(tracts) + whole.b
    within = np.where(pair < len(city), city[np.minimum(pair, len(city) - 1)], 0.0)
    land = np.clip(whole.area_m2 - within, 0, None)
    by_tract = np.bincount(whole.b, land, len(tracts))
    density = np.divide(beyond, by_tract, out=np.zeros(len(tracts)), where=by_tract > 0)
    return sums(whole.a, land * density[whole.b], len(groups))


def crosswalks(
    pieces: Pieces, parts: BlockGroupPieces, inputs: Inputs, year: int
) -> dict[str, Shares]:
    """Every layer's crosswalk to one ward map."""
    ward = pieces.frame[f"ward_{year}"].to_numpy() - 1
    weight = pieces.people.astype(float)
    controls = tract_controls(pieces.frame, inputs.ground.tracts)
    # A tract inside the city is shared out whole; of one across its limits, suburbs get a part.
    suburbs = np.where(np.isfinite(controls), 0.0, inputs.ground.tracts["population"].to_numpy())

    def to_wards(column: str, totals: Floats) -> Shares:
        unit = pieces.frame[column].to_numpy()
        # Where nobody lives land decides: a precinct with voters but no resident keeps them.
        land = pieces.frame["area_m2"].to_numpy() * EMPTY
        return shares(unit, ward, weight + land, totals)

    return {
        DISTRICT: to_wards("district", np.zeros(len(inputs.ground.districts))),
        PRECINCT: own_wards(inputs.ground.precincts)
        if NESTED.get(year) == PRECINCT
        else to_wards("precinct", np.zeros(len(inputs.ground.precincts))),
        TRACT: to_wards("tract", suburbs),
        BLOCK_GROUP: shares(parts.unit, ward[parts.piece], parts.people, parts.totals),
    }


def own_wards(precincts: pd.DataFrame) -> Shares:
    """Each precinct whole in the ward it is named for: their drawn borders differ by slivers."""
    ward = precincts["ward"].to_numpy(dtype=np.intp) - 1
    return Shares(np.arange(len(ward)), ward, np.ones(len(ward)), len(ward))


EMPTY = 1e-9
"""People per square metre where there are none: decides only between parts without people."""


OWN_MAP = 2015
"""The ward map whose precincts the voting districts are."""

GROUP_TABLE = "vtd_2020_pl94171"
TRACT_GROUPS = "tract_2020_pl94171"


@dataclass(frozen=True)
class CensusGroups:
    """The eight groups of the 2020 census by column: `by_district` and `by_tract`."""

    by_district: dict[str, Floats]
    by_tract: dict[str, Floats]


def census_groups(folder: Path, counts: Counts, inputs: Inputs) -> CensusGroups:
    """The groups as the census counted them in districts and in tracts."""
    columns = {"geoid": "geoid", **{c: c for c in EIGHT_GROUPS}}
    table = read_csv(folder, TRACT_GROUPS, columns, "geoid").set_index("geoid")
    in_order = table.loc[list(inputs.ground.tracts["geoid"])]
    return CensusGroups(
        {c: counts[GROUP_TABLE, c] for c in EIGHT_GROUPS},
        {c: in_order[c].to_numpy(float) for c in EIGHT_GROUPS},
    )


def group_crosswalks(
    pieces: Pieces, groups: CensusGroups, inputs: Inputs, year: int
) -> dict[str, Shares]:
    """Crosswalks of their own for the eight groups, for a map that cuts voting districts.

    Within a cut district people of one group do not live where all people live: each group is
    placed by its own counts of districts and tracts.
    """
    ward = pieces.frame[f"ward_{year}"].to_numpy() - 1
    district = pieces.frame["district"].to_numpy()
    inside = np.isfinite(tract_controls(pieces.frame, inputs.ground.tracts))
    found = {}
    for column in EIGHT_GROUPS:
        by_district = groups.by_district[column]
        placed = place_group(
            pieces.people.astype(float),
            (district, by_district),
            (
                pieces.frame["tract"].to_numpy(),
                np.where(inside, groups.by_tract[column], np.nan),
            ),
        )
        found[column] = shares(district, ward, placed, np.zeros(len(by_district)))
    return found


def method_errors(
    pieces: Pieces, wards: gpd.GeoDataFrame, groups: CensusGroups, inputs: Inputs, used: Shares
) -> tuple[pd.DataFrame, float]:
    """Measured error of carrying tracts to the 2015 wards, and the spread of the method used."""
    tracts = inputs.ground.tracts
    unit = pieces.frame["tract"].to_numpy()
    ward = pieces.frame["ward_2015"].to_numpy() - 1
    land = intersect(tracts.geometry.to_numpy(), wards.geometry.to_numpy())
    land_share = land.area_m2 / tracts.geometry.area.to_numpy()[land.a]
    voters = first_guess(pieces.frame, inputs.ground.precincts)
    methods = {
        LAND_METHOD: Shares(land.a, land.b, land_share, len(tracts)),
        VOTER_METHOD: shares(unit, ward, voters, np.zeros(len(tracts))),
        PEOPLE_METHOD: used,
    }
    home = inputs.ground.districts["ward_2015"].to_numpy() - 1
    exact = {
        group: sums(home, counts, WARD_COUNT)
        for group, counts in six_groups(groups.by_district).items()
    }
    errors = carrying_errors(methods, six_groups(groups.by_tract), exact)
    return errors, spread(errors, PEOPLE_METHOD, exact)


def six_groups(by_column: Mapping[str, Floats]) -> dict[str, Floats]:
    """The eight census groups summed to the six the atlas names."""
    return {
        group: np.asarray(np.sum([by_column[c] for c in columns], axis=0), dtype=float)
        for group, columns in GROUPS.items()
    }


def whole_city(carried: Carried) -> Carried:
    """The city as one ward, in the first of fifty places; nothing of it is carried anywhere."""
    merged = {name: one_ward(crosswalk) for name, crosswalk in carried.crosswalks.items()}
    area = np.zeros(WARD_COUNT)
    area[0] = carried.area_km2.sum()
    return Carried(merged, np.maximum(area, np.finfo(float).tiny), 0.0)


def one_ward(crosswalk: Shares) -> Shares:
    """All wards of a crosswalk as one."""
    share = sums(crosswalk.unit, crosswalk.share, crosswalk.units)
    unit = np.flatnonzero(share)
    return Shares(unit, np.zeros(len(unit), dtype=np.intp), share[unit], crosswalk.units)
