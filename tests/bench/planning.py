"""How long the answers take that are worked out while a reader waits: where next, and clusters.

Every question is asked afresh, as nothing is kept here. The established way stands beside ours in
the same run: trying every set of wards, and the shuffles of a library.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import median

import esda
import numpy as np
from libpysal.weights import W

from geo.analysis.expansion import Answer
from geo.analysis.expansion_model import model
from geo.atlas import Atlas, load_atlas
from geo.clustering import LIST, Clusters
from geo.clustering import Question as Clustering
from geo.contiguity import borders
from geo.expansion_question import Outcome, Question, outcome, question, wishes
from geo.view import MAX_NEW, View
from geo.wards import WARD_NUMBERS, vintages
from tests.bench.report import Line
from tests.bench.serving import BenchError

MAX_ANSWER_MS = 2000
"""What the pages promise, at the median: not a ratio, because a reader waits in seconds."""

ASKED = ("population", "young", "renter_share", "poverty_share", "black_share:1.latino_share:1")
"""Whom the questions are about: full counts, figures with margins, and a mix."""

TRIED = 3
"""New wards in the sets that are all tried: four take minutes."""

LIBRARY_SHUFFLES = 99
SHUFFLES = 9999
SELECTION = (1, 10, 11, 12, 14, 15, 22, 25, 31, 33, 35, 36, 40, 48)
"""Wards of a reader's own list, which no published result holds."""


@dataclass(frozen=True)
class Planning:
    """Milliseconds of every question of where next, by number of new wards, and of clusters."""

    by_number: dict[int, list[float]]
    tried_ms: float
    solved_ms: float
    clusters_ms: list[float]
    library_ms: float


def timed(act: Callable[[], object]) -> float:
    """Milliseconds an act takes."""
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def measure_planning() -> Planning:
    """Ask all questions once.

    Raises
    ------
    BenchError
        If trying every set finds another best than the solver.
    """
    atlas = load_atlas()
    asked = {k: questions(k) for k in range(1, MAX_NEW + 1)}
    near = {v.year: borders(atlas.tables["neighbours"], v.year).border for v in vintages()}

    def answer(one: Question) -> Outcome:
        return outcome(atlas, near[one.map], one)

    answer(asked[1][0])
    times = {k: [timed(lambda q=q: answer(q)) for q in found] for k, found in asked.items()}
    hard = replace(asked[TRIED][0], map=2015)
    solved = timed(lambda: answer(hard)) / len(answer(hard).levels)
    tried = timed(lambda: same_as_trying_all(atlas, hard))
    return Planning(times, tried, solved, cluster_times(atlas), library_time(atlas))


def questions(k: int) -> list[Question]:
    """Every measure on both maps, for a number of new wards."""
    found = []
    for year in (v.year for v in vintages()):
        for whom in ASKED:
            mixed = {"mix": whom} if ":" in whom else {"who": whom}
            found.append(question(View(map=year, k=k, **mixed)))
    return found


def same_as_trying_all(atlas: Atlas, asked: Question) -> None:
    """Try every set of candidate wards."""
    near = borders(atlas.tables["neighbours"], asked.map).border
    found = outcome(atlas, near, asked).found
    if not isinstance(found, Answer):
        raise BenchError("The question of the benchmark has no answer.")
    whole = model(found.city, wishes(atlas, asked, {}))
    best = max(whole.gain(chosen) for chosen in combinations(whole.candidates, asked.k))
    if best != found.gain:
        raise BenchError(f"Trying every set reaches {best:,}, the solver {found.gain:,}.")


def cluster_times(atlas: Atlas) -> list[float]:
    """A list of a reader's own on both maps, shuffled both ways; nothing of it is published."""
    found = []
    for year in (v.year for v in vintages()):
        for shuffle in ("city", "side"):
            asked = Clustering(year, shuffle=shuffle, tested=LIST, listed=SELECTION)
            fresh = Clusters(atlas, {}, atlas.presence)
            found.append(timed(lambda fresh=fresh, asked=asked: fresh.joined(asked)))
    return found


def library_time(atlas: Atlas) -> float:
    """The same join counts by a library, scaled up from a few shuffles to as many as ours."""
    near = borders(atlas.tables["neighbours"], 2015).border
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = W({w: sorted(near[w]) for w in WARD_NUMBERS}, silence_warnings=True)
        chosen = np.isin(WARD_NUMBERS, SELECTION).astype(int)
        spent = timed(lambda: esda.Join_Counts(chosen, weights, permutations=LIBRARY_SHUFFLES))
    return spent * SHUFFLES / LIBRARY_SHUFFLES


def planning_lines(found: Planning) -> list[Line]:
    """Medians against what the pages promise, and ours against the established way."""
    every = [ms for times in found.by_number.values() for ms in times]
    slowest = max(found.by_number, key=lambda k: median(found.by_number[k]))
    return [
        Line(
            "where next: an answer with all ties, at three levels",
            median(every),
            "ms",
            MAX_ANSWER_MS,
        ),
        Line(
            f"where next: the slowest number of new wards ({slowest})",
            median(found.by_number[slowest]),
            "ms",
            MAX_ANSWER_MS,
        ),
        Line("where next: the slowest question", max(every), "ms"),
        Line(
            f"where next: solver with all ties / trying every set of {TRIED}",
            found.solved_ms / found.tried_ms,
            "ratio",
        ),
        Line("clusters: a selection of one’s own", median(found.clusters_ms), "ms", MAX_ANSWER_MS),
        Line(
            f"clusters: {SHUFFLES:,} shuffles and all checks / a library’s shuffles alone",
            median(found.clusters_ms) / found.library_ms,
            "ratio",
        ),
    ]


def rounded(times: Sequence[float]) -> list[float]:
    """To a tenth of a millisecond."""
    return [round(ms, 1) for ms in times]


def planning_details(found: Planning) -> dict[str, object]:
    """Every time behind the lines."""
    return {
        "where_next_ms": {str(k): rounded(times) for k, times in found.by_number.items()},
        "trying_every_set_ms": round(found.tried_ms, 1),
        "clusters_ms": rounded(found.clusters_ms),
        "library_ms": round(found.library_ms, 1),
    }
