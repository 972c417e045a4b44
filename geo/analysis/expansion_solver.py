"""The best choice by an established solver, with its proof.

The maximal covering location problem (R. Church and C. ReVelle, *The maximal covering location
problem*, Papers of the Regional Science Association 32, 1974, 101–118) and, for the fewest that
reach a target, the set covering problem. Both go to HiGHS through `scipy.optimize.milp` with a gap
of 0.

With x_j = 1 if candidate j gets an organization and z_i = 1 if place i is reached::

    maximize  Σ w_i z_i      subject to  z_i ≤ Σ x_j over the candidates j that reach i,
                                         Σ x_j ≤ k,  x_j = 1 for wards asked for,
                                         Σ x_j ≥ 1 over the candidates of every side asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.analysis.expansion_model import Model
from geo.errors import AtlasError

OPTIMAL = 0
"""Status of `scipy.optimize.milp`: an optimal solution was found and proved."""

HALF = 0.5
"""Sums are whole numbers: a bound less than one above a value proves it."""

TINY = 1e-6

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Solution:
    """One best choice: its wards, what it newly reaches, and the solver's proved upper bound."""

    wards: tuple[int, ...]
    gain: int
    bound: float


def most(model: Model, k: int) -> Solution:
    """The choice of at most `k` wards that newly reaches the most.

    Raises
    ------
    AtlasError
        If the solver does not prove its answer.
    """
    objective = np.concatenate([np.zeros(len(model.candidates)), -np.array(model.worths, float)])
    limit = (np.ones(len(model.candidates)), -np.inf, float(k))
    found = solved(model, objective, [limit])
    bound = -float(found.mip_dual_bound) if model.places else 0.0
    wards = chosen(model, found)
    gain = model.gain(wards)
    if math.floor(bound + HALF) != gain:
        raise AtlasError(
            f"The solver’s answer is not proved: it reaches {gain:,}, its bound is {bound:,.1f}. "
            "Report this with the link of the page."
        )
    return Solution(wards, gain, bound)


def fewest(model: Model, gain: int) -> int:
    """The smallest number of wards that newly reach at least `gain`; it must be possible."""
    if not model.candidates:
        return 0
    objective = np.concatenate([np.ones(len(model.candidates)), np.zeros(len(model.places))])
    worths = np.concatenate([np.zeros(len(model.candidates)), np.array(model.worths, float)])
    found = solved(model, objective, [(worths, gain - HALF, np.inf)])
    return len(chosen(model, found))


def solved(model: Model, objective: Floats, rows: list[tuple[Floats, float, float]]) -> Any:
    """Run the solver with some rows besides those every question has."""
    from scipy import optimize  # noqa: PLC0415  a third of a second other pages need not spend

    wide = len(model.candidates) + len(model.places)
    padded = [(np.pad(row, (0, wide - len(row))), low, high) for row, low, high in rows]
    every = [*padded, *reach_rows(model), *side_rows(model)]
    matrix = np.array([row for row, _, _ in every])
    lows, highs = ([r[at] for r in every] for at in (1, 2))
    floor = np.zeros(wide)
    floor[[model.candidates.index(ward) for ward in model.must]] = 1
    found = optimize.milp(
        objective,
        integrality=np.repeat([1, 0], [len(model.candidates), len(model.places)]),
        bounds=optimize.Bounds(floor, np.ones(wide)),
        constraints=optimize.LinearConstraint(matrix, lows, highs),
        options={"mip_rel_gap": 0},
    )
    if found.status != OPTIMAL:
        raise AtlasError(
            f"The solver found no proved answer ({found.message}). Report this with the link of "
            "the page."
        )
    return found


def reach_rows(model: Model) -> list[tuple[Floats, float, float]]:
    """``z_i - Σ x_j ≤ 0``: a place is reached only by a chosen ward that reaches it."""
    size, found = len(model.candidates), []
    for at in range(len(model.places)):
        row = np.zeros(size + len(model.places))
        row[size + at] = 1
        row[:size] = [-float(model.masks[ward] >> at & 1) for ward in model.candidates]
        found.append((row, -np.inf, 0.0))
    return found


def side_rows(model: Model) -> list[tuple[Floats, float, float]]:
    """``Σ x_j ≥ 1`` over the candidates of a side."""
    rows = []
    for side in model.sides:
        row = np.zeros(len(model.candidates) + len(model.places))
        row[[model.candidates.index(ward) for ward in side]] = 1
        rows.append((row, 1.0, np.inf))
    return rows


def chosen(model: Model, found: Any) -> tuple[int, ...]:
    """The wards the solver chose, by number."""
    values = found.x[: len(model.candidates)]
    return tuple(w for w, x in zip(model.candidates, values, strict=True) if x > 1 - HALF - TINY)
