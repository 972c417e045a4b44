"""How far off is carrying a figure from census tracts to wards? Measured where the truth is known.

The census of 2020 counts people by race both by tract and by voting district, and the districts
sum exactly to the wards of the 2015 map. Each method carries the tracts' counts to those wards as
if the districts' counts of races were unknown; the result is compared with the exact sums.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geo.apportion import Shares, apportion
from geo.raking import Floats, Index, rake

POPULATION = "population"

LAND_METHOD, VOTER_METHOD, PEOPLE_METHOD = (
    "land area of the tract",
    "registered voters, spread over precincts",
    "people: voters fitted to tracts and districts",
)
CARRYING_METHODS = (LAND_METHOD, VOTER_METHOD, PEOPLE_METHOD)
"""Ways to divide a tract between wards that are measured; the last is the one used."""


def carrying_errors(
    methods: Mapping[str, Shares],
    tracts: Mapping[str, Floats],
    exact: Mapping[str, Floats],
) -> pd.DataFrame:
    """Error of every method for the population and for each group's share of it.

    Parameters
    ----------
    methods : mapping
        Crosswalk from tracts to wards by the method's name.
    tracts, exact : mapping of group to counts
        By tract, shape (tracts,), and by ward, shape (50,). The groups hold everybody once.

    Returns
    -------
    DataFrame
        One row per method and figure: `method`, `figure` (population, then each group),
        `mean_error`, `worst_error`, `rms_error`. Population: fraction of the ward's people. Group:
        difference of shares, as a fraction (0.01 is a percentage point).
    """
    truth = total_of(exact)
    rows = []
    for method, crosswalk in methods.items():
        carried = {group: apportion(counts, crosswalk) for group, counts in tracts.items()}
        people = total_of(carried)
        rows.append(row(method, POPULATION, people / truth - 1))
        for group, counts in carried.items():
            rows.append(row(method, group, counts / people - exact[group] / truth))
    return pd.DataFrame(rows)


def total_of(counts: Mapping[str, Floats]) -> Floats:
    """Everybody, shape (50,)."""
    return np.asarray(np.sum(list(counts.values()), axis=0), dtype=float)


def row(method: str, figure: str, error: Floats) -> dict[str, str | float]:
    """One row of the table of errors."""
    size = np.abs(error)
    return {
        "method": method,
        "figure": figure,
        "mean_error": round(float(size.mean()), 6),
        "worst_error": round(float(size.max()), 6),
        "rms_error": round(float(np.sqrt(np.mean(error**2))), 6),
    }


def spread(errors: pd.DataFrame, method: str, exact: Mapping[str, Floats]) -> float:
    """Standard error of a carried share in units of ``sqrt(p (1 - p))``.

    ``sqrt(Σ error² / Σ p (1 - p))`` over all groups and wards: a share near one half is harder to
    carry than one near nothing, and an indicator's own share takes the place of p later.
    """
    truth = total_of(exact)
    room = sum(float(np.mean(c / truth * (1 - c / truth))) for c in exact.values())
    mine = errors[(errors["method"] == method) & (errors["figure"] != POPULATION)]
    return float(np.sqrt((mine["rms_error"] ** 2).sum() / room))


def share_errors(errors: pd.DataFrame) -> tuple[float, float]:
    """Error of a group's share as the method used carries it, in percentage points.

    Returns
    -------
    (usual, worst)
        The largest mean absolute error of all groups, and the worst ward of all groups.
    """
    mine = errors[(errors["method"] == PEOPLE_METHOD) & (errors["figure"] != POPULATION)]
    return float(mine["mean_error"].max()) * 100, float(mine["worst_error"].max()) * 100


def place_group(
    people: Floats, districts: tuple[Index, Floats], tracts: tuple[Index, Floats]
) -> Floats:
    """Place a group's people in the pieces, shape (pieces,).

    Parameters
    ----------
    people : shape (pieces,)
        Everybody in each piece.
    districts, tracts : (group index, counts)
        Where each piece lies, and the group's exact counts there; a missing count is not used.

    Returns
    -------
    shape (pieces,)
        First everybody's pattern, then fitted to the group's own counts (districts win).
    """
    district, counts = districts
    share = counts / np.maximum(np.bincount(district, people, len(counts)), 1)
    # A trace everywhere: fitting cannot raise a zero where a district's people lie elsewhere.
    guess = (people + TRACE) * (share[district] + TRACE)
    return rake(guess, exact=districts, also=tracts)


TRACE = 1e-6
"""People: far below one, so it decides only between pieces without anybody."""
