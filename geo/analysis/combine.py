"""Put shares of several wards together: counts are summed first and divided last.

A rate is never averaged. Each ward's count is its share times what the share is out of
(`share_bases.csv`); medians cannot be put together from wards and are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.demographics import WardValues, known
from geo.raking import Floats
from geo.wards import WARD_NUMBERS


@dataclass(frozen=True)
class Bases:
    """What a share is out of, by ward in the order of ward numbers.

    `margins` are 90 % sampling margins of the counts; None where a full count or not published.
    """

    counts: tuple[float | None, ...]
    margins: tuple[float | None, ...]


@dataclass(frozen=True)
class Combined:
    """A share of several wards together, out of `base`; None where it is not known.

    `margin` is a 90 % margin; None where the figure is a full count or a margin is not published.
    """

    value: float | None
    margin: float | None
    base: float


def bases(table: pd.DataFrame, vintage: int, key: str) -> Bases:
    """The bases of one share on one map.

    Parameters
    ----------
    table : DataFrame
        `share_bases.csv`.
    vintage : int
        Year of the ward map.
    key : str
        Of an indicator that is a share.

    Raises
    ------
    KeyError
        If the indicator is no share: there is nothing it is out of.
    """
    mine = table[table["vintage"] == vintage].set_index("ward").loc[list(WARD_NUMBERS)]
    if f"{key}_base" not in mine:
        raise KeyError(key)
    return Bases(known(mine, f"{key}_base"), known(mine, f"{key}_base_moe"))


def combined(values: WardValues, of: Bases, wards: Collection[int]) -> Combined:
    """One share of several wards together.

    Parameters
    ----------
    values : WardValues
        The shares p of single wards, with margins m.
    of : Bases
        What they are out of: counts b with margins c.
    wards : collection of int
        Each counts once.

    Returns
    -------
    Combined
        ``P = Σ b p ÷ B`` with ``B = Σ b``, and ``M = √(Σ (b m)² + Σ ((p − P) c)²) ÷ B``: the error
        of each share, and that of how much each ward weighs. Errors of different wards are taken
        as independent. Part of each is the error of carrying figures across ward borders; between
        two wards of the list it cancels, so the margin is rather too wide than too narrow.
        Nothing is known if the figure of one of the wards is not.
    """
    places = sorted({ward - 1 for ward in wards})
    shares, counts = picked(values.values, places), picked(of.counts, places)
    base = float(np.nansum(counts)) if places else 0.0
    if not base > 0 or np.isnan(shares).any() or np.isnan(counts).any():
        return Combined(None, None, base)
    whole = float((shares * counts).sum() / base)
    margins, doubts = picked(values.margins, places), picked(of.margins, places)
    squares = (counts * margins) ** 2 + ((shares - whole) * doubts) ** 2
    margin = float(np.sqrt(squares.sum()) / base)
    return Combined(whole, None if np.isnan(margin) else margin, base)


def picked(numbers: tuple[float | None, ...], places: list[int]) -> Floats:
    """Some of the numbers, missing (NaN) where one is None."""
    return np.array([np.nan if numbers[at] is None else numbers[at] for at in places], dtype=float)


def summed(
    counts: Mapping[int, int], margins: Mapping[int, int], wards: Collection[int]
) -> tuple[int, int]:
    """A count of some wards of a map and its 90 % margin; 0 where every ward's is exact.

    Parameters
    ----------
    counts, margins : mapping
        By ward, for all wards of the map, whose sum is known exactly.
    wards : collection of int
        Each counts once.

    Returns
    -------
    (count, margin)
        ``√Σ M²`` over the wards or over all others, whichever is less: what some wards have too
        many, the others have too few.
    """
    mine = set(wards)
    sums = (sum(margins[ward] ** 2 for ward in part) for part in (mine, margins.keys() - mine))
    return sum(counts[ward] for ward in mine), round(min(sums) ** 0.5)
