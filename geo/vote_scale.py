"""Classes of a map of votes: the same breaks for every candidate and both sizes of area.

Fixed breaks at round numbers let a reader change the candidate, or go from wards to precincts, and
compare the two pictures; breaks that move with the figures would color both alike.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from geo.maps.precincts import NO_FIGURE, OUTSIDE
from geo.ramps import ramp
from geo.vote_figures import LEAD, MARGIN, TURNOUT, Figures


@dataclass(frozen=True)
class Scale:
    """Class breaks of a measure: `breaks` (fractions, ascending) part `len(breaks) + 1` classes.

    A figure equal to a break belongs to the class above it. `unit` follows the numbers of a label;
    `said` is one of `geo.maps.ward_map.SHARE_UNITS`.
    """

    breaks: tuple[float, ...]
    unit: str
    ramp: str
    said: str

    @property
    def labels(self) -> tuple[str, ...]:
        """ "under 10%", "10 to 20%", …, "65% or more"."""
        marks = [f"{b * 100:.0f}" for b in self.breaks]
        between = [f"{a} to {b}{self.unit}" for a, b in pairwise(marks)]
        return (f"under {marks[0]}{self.unit}", *between, f"{marks[-1]}{self.unit} or more")

    def colors(self, *, dark: bool) -> tuple[str, ...]:
        """One color per class, lowest first."""
        return ramp(self.ramp).colors(len(self.breaks) + 1, dark=dark)

    def kinds(self, figures: Figures) -> npt.NDArray[np.int64]:
        """Per area the index of its class, `NO_FIGURE` or `OUTSIDE`."""
        known = ~np.isnan(figures.share)
        classes = np.searchsorted(self.breaks, np.where(known, figures.share, 0.0), side="right")
        found = np.where(known, classes, NO_FIGURE)
        return np.where(figures.inside, found, OUTSIDE).astype(np.int64)


SHARES = Scale((0.10, 0.20, 0.35, 0.50, 0.65), "%", "blues", "votes")
"""Of a candidate among several, or of a slate: a majority begins a class of its own."""

MANY = Scale((0.05, 0.10, 0.20, 0.35, 0.50), "%", "blues", "votes")
"""Of a candidate among six or more."""

TWO = Scale((0.25, 0.40, 0.50, 0.60, 0.75), "%", "puor", "votes")
"""Of one of two candidates: half of the vote is a middle with a meaning."""

FIRSTS = Scale((0.30, 0.40, 0.50, 0.60, 0.75), "%", "blues", "votes")
"""Of whoever came first: from 50 % on there is no runoff."""

LEADS = Scale((0.02, 0.05, 0.10, 0.20, 0.40), " points", "ylorbr", "lead")
"""Points between the first and the second."""

TURNOUTS = Scale((0.25, 0.30, 0.35, 0.40, 0.50), "%", "cividis", "voters")


SEVERAL = (3, 5)
"""Candidates that `SHARES` serves; with fewer it is `TWO`, with more `MANY`."""


def scale_of(measure: str, rivals: int | None = None) -> Scale:
    """The scale of a measure.

    Parameters
    ----------
    measure : str
    rivals : int, optional
        Candidates of the race, for the share of one of them; None for a slate.
    """
    own = {LEAD: FIRSTS, MARGIN: LEADS, TURNOUT: TURNOUTS}.get(measure)
    if own is not None or rivals is None:
        return own or SHARES
    low, high = SEVERAL
    return TWO if 1 < rivals < low else MANY if rivals > high else SHARES


def class_counts(kinds: npt.NDArray[np.int64]) -> Counter[int]:
    """How many areas are of each kind."""
    return Counter(int(k) for k in kinds)
