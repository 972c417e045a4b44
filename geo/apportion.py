"""Carry counts from the areas they are published for to wards, by the people inside.

`Shares` is the crosswalk in long form: how much of each source unit belongs to each ward. Counts
are multiplied by it and summed; rates are never carried: sum both counts first, divide last.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.errors import BuildError
from geo.raking import Floats, Index, sums
from geo.wards import WARD_COUNT

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Shares:
    """Which share of a unit's people belongs to which ward; one entry per pair that meets.

    `unit` and `ward` are positions, shape (n,) (ward 1 is 0); `share` is between 0 and 1. The
    shares of one unit sum to 1, or to less if some of its people live outside the city.
    """

    unit: Index
    ward: Index
    share: Floats
    units: int

    def __post_init__(self) -> None:
        if not len(self.unit) == len(self.ward) == len(self.share):
            raise BuildError("Shares need one unit, ward and share per entry; lengths differ.")
        given = sums(self.unit, self.share, self.units)
        if (self.share < 0).any() or (given > 1 + TOLERANCE).any():
            worst = int(given.argmax())
            raise BuildError(
                f"Unit {worst} of {self.units} is given away {given[worst]:.4f} times; shares of a "
                "unit must be 0 or more and sum to at most 1."
            )


def shares(unit: Index, ward: Index, weight: Floats, totals: Floats) -> Shares:
    """Return each unit's shares by ward.

    Parameters
    ----------
    unit, ward : shape (pieces,)
        Positions of the unit and the ward a piece lies in.
    weight : shape (pieces,)
        People of the piece (or land, for comparison).
    totals : shape (units,)
        Weight of each whole unit, the part outside the city included. Where the pieces hold more
        than that, their own sum is used; a unit without weight gives nothing away.
    """
    pair = unit * WARD_COUNT + ward
    together = sums(pair, weight, len(totals) * WARD_COUNT)
    used = np.flatnonzero(together)
    inside = sums(unit, weight, len(totals))
    whole = np.maximum(totals, inside)[used // WARD_COUNT]
    return Shares(used // WARD_COUNT, used % WARD_COUNT, together[used] / whole, len(totals))


def apportion(counts: Floats, crosswalk: Shares) -> Floats:
    """Sum counts of units to wards.

    Parameters
    ----------
    counts : shape (units,)
        Missing values (NaN) make every ward they reach missing: nothing is guessed.
    crosswalk : Shares

    Returns
    -------
    shape (50,)
        ``Σ_u share[u, w] × counts[u]``.
    """
    given: Floats = counts[crosswalk.unit] * crosswalk.share
    return sums(crosswalk.ward, given, WARD_COUNT)
