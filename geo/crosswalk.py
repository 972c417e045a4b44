"""Where people live, in pieces small enough to be summed to any ward map.

The 2,069 voting districts of 2020 have exact census counts and nest in the 2015 wards. The 2023
wards cut some of them. A cut district's people are divided between its parts by where people
live, in two steps:

1. a first guess: registered voters of the 2023 precinct a piece lies in, spread evenly over the
   precinct (so parks, yards and the lake, which hold few voters, get few people);
2. iterative proportional fitting of all pieces at once to the exact counts of the 2020 census
   tracts and of the voting districts (the districts win).

`geo.holdout` measures how far off this is.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.crs import ANALYSIS, require_crs
from geo.errors import BuildError
from geo.overlay import intersect
from geo.raking import Floats, rake, round_to_total

INSIDE_CITY = 0.90
"""A tract's count is used as a control only if its part in the city is at least this much of its
land; the count of a tract that crosses the city limits includes suburbs. Water does not count:
tracts along the shore reach far into the lake."""

NOBODY = 1e-9
"""First guess, in people per square metre, where no voter is registered: small enough never to
matter beside a precinct with voters, but not zero, because fitting cannot raise a zero."""


@dataclass(frozen=True)
class Ground:
    """What is known about where people live. All tables in EPSG:26971.

    `districts`: one row per voting district with `population` (exact, 2020).
    `tracts`: one row per 2020 census tract with `population` and `land_m2`, its area without water.
    `precincts`: one row per 2023 precinct with `voters` (registered, February 2023).
    """

    districts: gpd.GeoDataFrame
    tracts: gpd.GeoDataFrame
    precincts: gpd.GeoDataFrame

    def __post_init__(self) -> None:
        for name in ("districts", "tracts", "precincts"):
            require_crs(getattr(self, name), ANALYSIS, f"The table of {name}")


def cut(ground: Ground, layers: dict[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Cut the voting districts by tracts, 2023 precincts and every layer given.

    Parameters
    ----------
    ground : Ground
    layers : dict of tables
        Further polygon layers to cut by (ward maps, community areas), by column name.

    Returns
    -------
    GeoDataFrame, EPSG:26971
        One row per piece, sorted by district; columns `district`, `tract`, `precinct` and one per
        layer hold positions in those tables, `area_m2` the piece's area.
    """
    pieces = gpd.GeoDataFrame(
        {"district": np.arange(len(ground.districts))},
        geometry=ground.districts.geometry.to_numpy(),
        crs=ANALYSIS,
    )
    for name, layer in {
        "tract": ground.tracts,
        "precinct": ground.precincts,
        **layers,
    }.items():
        found = intersect(pieces.geometry.to_numpy(), layer.geometry.to_numpy())
        kept = pieces.iloc[found.a].reset_index(drop=True)
        pieces = kept.set_geometry(gpd.GeoSeries(found.geometry, crs=ANALYSIS))
        pieces[name] = found.b
        pieces["area_m2"] = found.area_m2
    return pieces


def first_guess(pieces: gpd.GeoDataFrame, precincts: gpd.GeoDataFrame) -> Floats:
    """Spread each precinct's registered voters evenly over its land; shape (pieces,)."""
    density = precincts["voters"].to_numpy(float) / precincts.geometry.area.to_numpy()
    guess: Floats = pieces["area_m2"].to_numpy() * (density[pieces["precinct"].to_numpy()] + NOBODY)
    return guess


def tract_controls(pieces: gpd.GeoDataFrame, tracts: gpd.GeoDataFrame) -> Floats:
    """Populations of the tracts that lie inside the city; NaN for the others, shape (tracts,)."""
    covered = np.bincount(pieces["tract"], pieces["area_m2"], len(tracts))
    inside = covered >= INSIDE_CITY * tracts["land_m2"].to_numpy()
    return np.where(inside, tracts["population"].to_numpy(float), np.nan)


def people(pieces: gpd.GeoDataFrame, ground: Ground) -> npt.NDArray[np.int64]:
    """Estimate the people of each piece in whole numbers, shape (pieces,).

    Exact when summed over a voting district, so every table summed from pieces agrees with every
    other to the person.

    Raises
    ------
    BuildError
        If a district with people has no piece, so that its people would be lost.
    """
    district = pieces["district"].to_numpy()
    population = ground.districts["population"].to_numpy(float)
    lost = np.setdiff1d(np.flatnonzero(population), district)
    if len(lost):
        raise BuildError(
            f"{len(lost)} voting districts with {population[lost].sum():,.0f} people lie outside "
            f"every tract, precinct or layer (rows {', '.join(map(str, lost[:5]))} of the "
            "districts). Every layer must cover the city: compare the boundary files."
        )
    fitted = rake(
        first_guess(pieces, ground.precincts),
        exact=(district, population),
        also=(pieces["tract"].to_numpy(), tract_controls(pieces, ground.tracts)),
    )
    return round_to_total(fitted, district)


def tabulate(
    pieces: pd.DataFrame, weights: npt.NDArray[np.int64], source: str, target: str
) -> pd.DataFrame:
    """Sum pieces to source × target and give each row's share of its source.

    Parameters
    ----------
    pieces : DataFrame
        With columns `source` and `target` (labels, not positions).
    weights : shape (pieces,)
        People.
    source, target : str
        The two columns.

    Returns
    -------
    DataFrame
        One row per pair that meets, sorted; columns `source`, `target`, `amount`, `share`.
        Shares of one source sum to 1; they are missing where nobody lives in the source.
    """
    frame = pieces[[source, target]].assign(amount=weights)
    table = frame.groupby([source, target], as_index=False)[["amount"]].sum()
    total = table.groupby(source)["amount"].transform("sum")
    table["share"] = table["amount"] / total.where(total > 0)
    return table
