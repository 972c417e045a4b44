"""How far off is the splitting of a voting district? Measured by hiding what we know.

Each district is merged with a random neighbor of the same ward into one unit, as if only the
unit's total were known; the unit is split back by each method, and the parts are compared with
the districts' exact counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crosswalk import Ground, first_guess, tract_controls
from geo.raking import Floats, Index, rake, scale_to

SEEDS = (2015, 2020, 2023)
"""Three random pairings; their results are pooled."""

Z90 = 1.645
"""Standard errors in a 90 % margin, the Census Bureau's convention."""


@dataclass(frozen=True)
class Pairing:
    """`unit` gives each district's unit, `paired` marks districts that found a neighbor."""

    unit: Index
    paired: npt.NDArray[np.bool_]


def touching(districts: gpd.GeoDataFrame) -> list[list[int]]:
    """Places of the districts of the same 2015 ward that touch each district, in their order.

    Parameters
    ----------
    districts : GeoDataFrame
        With column `ward_2015`.
    """
    shapes = districts.geometry.to_numpy()
    wards = districts["ward_2015"].to_numpy()
    a, b = shapely.STRtree(shapes).query(shapes, predicate="touches")
    same = wards[a] == wards[b]
    found: list[list[int]] = [[] for _ in shapes]
    for district, other in sorted(zip(a[same].tolist(), b[same].tolist(), strict=True)):
        found[district].append(other)
    return found


def pair_neighbors(neighbors: list[list[int]], seed: int) -> Pairing:
    """Merge each district with one random district that touches it, if one is left.

    Parameters
    ----------
    neighbors : list of list of int
        From `touching`.
    seed : int
        Of numpy's default generator.
    """
    rng = np.random.default_rng(seed)
    unit = np.full(len(neighbors), -1, dtype=np.intp)
    for number, district in enumerate(rng.permutation(len(neighbors))):
        if unit[district] >= 0:
            continue
        free = [n for n in neighbors[district] if unit[n] < 0]
        unit[district] = number
        if free:
            unit[rng.choice(free)] = number
    sizes = np.bincount(unit)
    return Pairing(unit, sizes[unit] > 1)


def split_by(method: str, pieces: pd.DataFrame, ground: Ground, unit: Index) -> Floats:
    """Estimate each district's people from its unit's total only; shape (districts,).

    `method` is one of `METHODS`.
    """
    population = ground.districts["population"].to_numpy(float)
    totals: Floats = np.bincount(unit, population).astype(float)
    district = pieces["district"].to_numpy()
    guess = (
        first_guess(pieces, ground.precincts)
        if "voters" in method
        else pieces["area_m2"].to_numpy(float)
    )
    units = (unit[district], totals)
    if "tracts" in method:
        tracts = (pieces["tract"].to_numpy(), tract_controls(pieces, ground.tracts))
        fitted = rake(guess, exact=units, also=tracts)
    else:
        fitted = scale_to(guess, *units)
    estimate: Floats = np.bincount(district, fitted, len(population)).astype(float)
    return estimate


METHODS = ("land area", "voters", "land area and tracts", "voters and tracts")
"""Splitting methods measured; the last is the one used."""


def measure(pieces: pd.DataFrame, ground: Ground, seeds: Iterable[int] = SEEDS) -> pd.DataFrame:
    """Measure every method on every pairing.

    Returns
    -------
    DataFrame
        One row per method in the order of `METHODS`: `method`, `districts` (parts compared, over
        all pairings), `mean_error`, `p90_error`, `worst_error` in people, `mean_error_share` and
        `rms_error_share` as fractions of the unit that was split.
    """
    population = ground.districts["population"].to_numpy(float)
    neighbors = touching(ground.districts)
    pairings = [pair_neighbors(neighbors, seed) for seed in seeds]
    rows = []
    for method in METHODS:
        errors, shares = [], []
        for pairing in pairings:
            estimate = split_by(method, pieces, ground, pairing.unit)
            totals = np.bincount(pairing.unit, population)[pairing.unit]
            compared = pairing.paired & (totals > 0)
            error = np.abs(estimate - population)[compared]
            errors.append(error)
            shares.append(error / totals[compared])
        rows.append(summary(method, np.concatenate(errors), np.concatenate(shares)))
    return pd.DataFrame(rows)


def summary(method: str, error: Floats, share: Floats) -> dict[str, str | int | float]:
    """One row of `measure`."""
    return {
        "method": method,
        "districts": len(error),
        "mean_error": round(float(error.mean()), 1),
        "p90_error": round(float(np.quantile(error, 0.9)), 1),
        "worst_error": round(float(error.max()), 1),
        "mean_error_share": round(float(share.mean()), 4),
        "rms_error_share": round(float(np.sqrt(np.mean(share**2))), 4),
    }


def ward_margin(parts: pd.DataFrame, rms_error_share: float, ward: str) -> pd.Series:
    """90 % margin of each ward's estimated population from the districts its border cuts.

    Parameters
    ----------
    parts : DataFrame
        One row per district × ward: `district`, the column `ward`, `amount` (people).
    rms_error_share : float
        Measured error of one split, as a fraction of the district that was split.
    ward : str
        Name of the ward column.

    Returns
    -------
    Series
        Margin in people by ward: 1.645 × sqrt(Σ (rms_error_share × P_d)²) over the ward's cut
        districts d with people P_d, taking the errors of different districts as independent.
        A ward that cuts no district has margin 0.
    """
    total = parts.groupby("district")["amount"].transform("sum")
    share = parts["amount"] / total.where(total > 0)
    cut = (share > 0) & (share < 1)
    variance = ((rms_error_share * total) ** 2).where(cut, 0.0)
    margin: pd.Series = Z90 * variance.groupby(parts[ward]).sum() ** 0.5
    return margin
