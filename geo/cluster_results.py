"""The published results on clusters: `clustering.json`, one record per question.

Worked out at build for the directory as it is committed, so that anybody can check them, and read
by the page while that directory is unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from geo import paths
from geo.analysis.autocorrelation import JoinCounts
from geo.atlas import Atlas
from geo.cluster_tables import FILE
from geo.clustering import Clusters, Key, Question, published_questions
from geo.errors import AtlasError
from geo.presence import Options, Presence

DIGITS = 4
"""Decimals of the expected count."""

EDGES = (0.05, 0.95)
"""Nine in ten shuffles lie between these quantiles."""


def records(tester: Clusters) -> list[dict[str, Any]]:
    """Every published result, in the order of `published_questions`."""
    return [record(asked, tester.joins(asked)) for asked in published_questions()]


def record(asked: Question, found: JoinCounts) -> dict[str, Any]:
    """One result with the names of `geo.cluster_tables`."""
    low, high = (found.quantile(edge) for edge in EDGES)
    return {
        "vintage": asked.vintage,
        "contiguity": asked.contiguity,
        "scope": asked.cover,
        "level": asked.sure,
        "shuffle": asked.shuffle,
        "wards": " ".join(map(str, found.wards)),
        "organised_wards": len(found.wards),
        "neighbour_pairs": found.pairs,
        "observed_joins": found.joins,
        "mixed_joins": found.mixed,
        "empty_joins": found.empty,
        "expected_joins": round(found.expected, DIGITS),
        "low": low,
        "high": high,
        "p": found.p,
        "permutations": found.permutations,
        "seed": found.seed,
        "shuffled": " ".join(map(str, found.shuffled)),
    }


def written(rows: Iterable[Mapping[str, Any]]) -> str:
    """The file: a list of records, one to a line, so that a change shows in version control."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n"


def published(folder: Path = paths.PROCESSED) -> dict[Key, JoinCounts]:
    """Read the published results.

    Raises
    ------
    AtlasError
        If the file is not there or not what `written` makes.
    """
    try:
        rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {key_of(row): join_counts_of(row) for row in rows}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise AtlasError(
            f"The published results in data/{folder.name}/{FILE} cannot be read ({error!r}). "
            "Restore the file from version control, or run `python -m geo.pipeline build`."
        ) from error


def tester(atlas: Atlas, shown: Callable[[int, Options], Presence]) -> Clusters:
    """What answers questions on clusters; `shown` gives the presence on a map under some options.

    Published results hold for the hand-kept tables they were made from, and for no others.
    """
    return Clusters(atlas, {} if atlas.build.edited else published(), shown)


def key_of(row: Mapping[str, Any]) -> Key:
    """The question a record answers."""
    return (row["vintage"], row["contiguity"], row["scope"], row["level"], row["shuffle"])


def join_counts_of(row: Mapping[str, Any]) -> JoinCounts:
    """The result of a record."""
    return JoinCounts(
        wards=numbers(row["wards"]),
        pairs=row["neighbour_pairs"],
        joins=row["observed_joins"],
        mixed=row["mixed_joins"],
        empty=row["empty_joins"],
        expected=row["expected_joins"],
        shuffled=numbers(row["shuffled"]),
        seed=row["seed"],
    )


def numbers(words: str) -> tuple[int, ...]:
    """ "1 10 11" as numbers."""
    return tuple(int(word) for word in words.split())
