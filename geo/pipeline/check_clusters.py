"""Checks of the published results on clusters, recounted from the neighbors and by esda."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from geo.analysis.autocorrelation import Graph, graph, nearby
from geo.cluster_tables import FILE
from geo.clustering import published_questions
from geo.contiguity import borders
from geo.errors import BuildError
from geo.pipeline.checks import REBUILD, Check, Data, first_few
from geo.view import CONTIGUITIES

NEIGHBOURS = "neighbours.csv"

HALF_DIGIT = 5e-5
"""Expected counts are written to four decimals, p to as many."""


def cluster_checks(data: Data) -> Iterator[Check]:
    """Every question is answered once, and each answer agrees with itself and the neighbors."""
    table = data.table(FILE)
    keys = ["vintage", "contiguity", "scope", "level", "shuffle"]
    found = [tuple(row) for row in table[keys].itertuples(index=False)]
    wanted = [(str(q.vintage), *q.key[1:]) for q in published_questions() if q.key]
    asked = [(f"{vintage:g}" if pd.notna(vintage) else "", *rest) for vintage, *rest in found]
    yield Check(
        f"{FILE}: questions",
        f"{len(asked)}" if asked == wanted else f"{len(asked)}, or in another order",
        f"{len(wanted)}, in the order of the definitions",
        asked == wanted,
    )
    yield faulty("sums of joins", [at for at, row in table.iterrows() if not adds_up(row)])
    yield faulty("p against the shuffles", [at for at, row in table.iterrows() if not p_is(row)])


def faulty(what: str, rows: list[object]) -> Check:
    """No row may be wrong."""
    named = f" (record {first_few(int(str(at)) + 1 for at in rows)})" if rows else ""
    return Check(f"{FILE}: {what}", f"{len(rows)} wrong{named}", "0 wrong", not rows)


def adds_up(row: pd.Series) -> bool:
    """Joins of the three kinds are all pairs, and the wards are as many as said."""
    joins = row["observed_joins"] + row["mixed_joins"] + row["empty_joins"]
    wards = len(str(row["wards"]).split()) if pd.notna(row["wards"]) else 0
    return bool(joins == row["neighbour_pairs"] and wards == row["organised_wards"])


def p_is(row: pd.Series) -> bool:
    """p follows from how many shuffles gave how many joins."""
    cells = str(row["shuffled"]).split()
    if not all(cell.isdecimal() for cell in cells) or not np.isfinite(row["observed_joins"]):
        return False
    shuffled = [int(cell) for cell in cells]
    as_many = sum(shuffled[int(row["observed_joins"]) :])
    p = (1 + as_many) / (1 + sum(shuffled))
    return bool(sum(shuffled) == row["permutations"] and abs(p - row["p"]) < HALF_DIGIT)


def esda_checks(data: Data) -> Iterator[Check]:
    """Join counts recounted by esda on the published neighbors; slow to load, so not at build."""
    table, neighbours = data.table(FILE), data.table(NEIGHBOURS)
    if neighbours[["vintage", "ward", "neighbour", "border_m"]].isna().any(axis=None):
        raise BuildError(f"{NEIGHBOURS} has cells that are no numbers. {REBUILD}")
    graphs = {
        (str(year), contiguity): graph(nearby(borders(neighbours, year), contiguity))
        for year in (v.year for v in data.maps)
        for contiguity in CONTIGUITIES
    }
    wrong = []
    for at, row in table.iterrows():
        of = graphs.get((f"{row['vintage']:g}", str(row["contiguity"])))
        if of is None or not agrees(row, of):
            wrong.append(at)
    yield faulty("joins against esda", wrong)


def agrees(row: pd.Series, of: Graph) -> bool:
    """Whether esda counts the same joins; of no ward or of all of them there is nothing to count,
    and esda refuses."""
    words = str(row["wards"]).split()
    if not all(word.isdecimal() for word in words):
        return False
    ours = tuple(row[f"{kind}_joins"] for kind in ("observed", "mixed", "empty"))
    return len(words) in (0, len(of.wards)) or ours == by_esda(of, words)


def by_esda(of: Graph, wards: Sequence[str]) -> tuple[float, float, float]:
    """Pairs with both, one and none of the wards, as the library esda counts them."""
    from esda.join_counts import Join_Counts  # noqa: PLC0415  seconds to load
    from libpysal.weights import W  # noqa: PLC0415

    near = {
        ward: [of.wards[other] for other in np.flatnonzero(of.touches[at])]
        for at, ward in enumerate(of.wards)
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own coming changes
        found = Join_Counts(
            of.flags([int(ward) for ward in wards]).astype(float),
            W(near, silence_warnings=True),
            permutations=0,
        )
    return found.bb, found.bw, found.ww
