"""Margins of error, by the Census Bureau's own formulas.

Published margins of the American Community Survey (ACS) are 90 % margins: 1.645 standard errors.
Source of the formulas: US Census Bureau, *Understanding and Using American Community Survey Data*
(2020), chapter 8, and *Worked examples for approximating margins of error* (2018).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.apportion import Shares
from geo.raking import Floats
from geo.wards import WARD_COUNT

Z90 = 1.645
"""Standard errors in a 90 % margin: the Bureau's convention for the ACS."""

UNRELIABLE_CV = 0.20
"""From this coefficient of variation on a figure is marked as unreliable. New York's Population
FactFinder draws the line there too."""


def summed_margin(estimates: Floats, margins: Floats, crosswalk: Shares) -> Floats:
    """Margin of a sum of estimates carried to wards.

    Parameters
    ----------
    estimates, margins : shape (units, columns)
        Published counts that are summed, and their 90 % margins.
    crosswalk : Shares
        A unit's margin counts with its share.

    Returns
    -------
    shape (50,)
        ``sqrt(Σ (share × M)²)``. Of the cells with an estimate of 0 only the largest margin
        counts once, as the Bureau advises: their margins are all alike and far too wide together.
    """
    scaled = margins[crosswalk.unit] * crosswalk.share[:, None]
    zero = estimates[crosswalk.unit] == 0
    squares = np.where(zero, 0.0, scaled**2).sum(axis=1)
    largest = np.zeros(WARD_COUNT)
    np.maximum.at(largest, crosswalk.ward, np.where(zero, scaled, 0.0).max(axis=1))
    total: Floats = np.sqrt(np.bincount(crosswalk.ward, squares, WARD_COUNT) + largest**2)
    return total


def share_margin(
    numerator: Floats, denominator: Floats, m_numerator: Floats, m_denominator: Floats
) -> Floats:
    """Margin of ``p = numerator / denominator`` where the numerator is part of the denominator.

    ``sqrt(M_n² - p² M_d²) / denominator``; where the root would be of a negative number, the
    formula for ratios (a plus sign), as the Bureau says. Missing where the denominator is 0.
    """
    whole = np.where(denominator > 0, denominator, np.nan)
    p = numerator / whole
    inside = m_numerator**2 - p**2 * m_denominator**2
    inside = np.where(inside < 0, m_numerator**2 + p**2 * m_denominator**2, inside)
    found: Floats = np.sqrt(inside) / whole
    return found


def with_carrying(margin: Floats, share: Floats, spread: float) -> Floats:
    """Add the error of carrying a share from census areas to wards to its sampling margin.

    Parameters
    ----------
    margin, share : shape (50,)
        90 % margin from sampling (NaN: not published), and the share itself.
    spread : float
        Measured standard error of carrying, in units of ``sqrt(p (1 - p))``
        (`geo.carrying.spread`).

    Returns
    -------
    shape (50,)
        ``sqrt(margin² + (1.645 × spread × sqrt(p (1 - p)))²)``.
    """
    carrying = Z90 * spread * np.sqrt(np.clip(share * (1 - share), 0, None))
    total: Floats = np.hypot(margin, carrying)
    return total


def coefficient_of_variation(estimate: Floats, margin: Floats) -> Floats:
    """Standard error as a fraction of the estimate; missing where the estimate is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(estimate > 0, margin / Z90 / estimate, np.nan)
    return found


def bracket_quantile(counts: Floats, limits: Sequence[float], share: float) -> float:
    """Value below which `share` of the cases lie, from counts in brackets.

    Parameters
    ----------
    counts : shape (brackets,)
    limits : brackets + 1 numbers
        Lower limit of each bracket and the upper limit of the last; infinite if it is open.
    share : float
        0.5 for the median.

    Returns
    -------
    float
        Linear within the bracket, as the Census Bureau does in brackets this narrow; missing
        (NaN) if there are no cases or the value falls in an open bracket.
    """
    total = counts.sum()
    if not total > 0:
        return float("nan")
    below = np.concatenate(([0.0], np.cumsum(counts))) / total
    at = int(np.searchsorted(below, share, side="left")) - 1
    at = min(max(at, 0), len(counts) - 1)
    low, high = limits[at], limits[at + 1]
    if not np.isfinite(high) or counts[at] == 0:
        return float("nan")
    return float(low + (high - low) * (share - below[at]) * total / counts[at])


def bracket_median(
    counts: Floats, limits: Sequence[float], share_error: float
) -> tuple[float, float]:
    """Median of bracketed counts and its 90 % margin.

    Parameters
    ----------
    counts, limits
        As for `bracket_quantile`.
    share_error : float
        Standard error of the share of cases below the median.

    Returns
    -------
    (median, margin)
        The margin is 1.645 × half the distance between the values at shares 0.5 ± `share_error`
        (Census Bureau, *Accuracy of the PUMS*, standard error of a median). Missing if unknown.
    """
    middle = bracket_quantile(counts, limits, 0.5)
    low = bracket_quantile(counts, limits, max(0.5 - share_error, 0.0))
    high = bracket_quantile(counts, limits, min(0.5 + share_error, 1.0))
    return middle, Z90 * (high - low) / 2
