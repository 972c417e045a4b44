"""`clustering.json`: what it must hold, that it can be recomputed, and that faults are found."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geo import paths
from geo.atlas import load_atlas
from geo.cluster_results import join_counts_of, key_of, published, records, written
from geo.cluster_tables import CLUSTERING_OUTPUT, FILE
from geo.clustering import Clusters, published_questions
from geo.errors import AtlasError
from geo.pipeline.check_clusters import cluster_checks, esda_checks
from geo.pipeline.checks import Check, Data, gather
from geo.pipeline.validate import failures
from geo.wards import vintages

NAMED = (
    "vintage",
    "contiguity",
    "scope",
    "observed_joins",
    "expected_joins",
    "p",
    "permutations",
    "seed",
    "neighbour_pairs",
)

Row = dict[str, Any]


def rows() -> list[Row]:
    found: list[Row] = json.loads((paths.PROCESSED / FILE).read_text("utf-8"))
    return found


def test_every_record_has_every_name_and_every_question_is_there() -> None:
    names = [field.name for field in CLUSTERING_OUTPUT.fields]
    assert set(NAMED) <= set(names)
    assert all(list(row) == names for row in rows())
    assert [key_of(row) for row in rows()] == [asked.key for asked in published_questions()]
    assert {row["permutations"] for row in rows()} == {9_999}


def test_the_committed_file_is_what_the_committed_tables_give_byte_for_byte() -> None:
    atlas = load_atlas()
    if atlas.build.edited:
        pytest.skip("a hand-kept table was edited since the build")
    fresh = written(records(Clusters(atlas, {}, cache(atlas.presence))))
    assert fresh == (paths.PROCESSED / FILE).read_text("utf-8")


def test_queen_and_rook_agree_on_maps_without_corners() -> None:
    by_key = {key_of(row): row for row in rows()}
    for (year, contiguity, *rest), row in by_key.items():
        if contiguity == "queen":
            assert row == {**by_key[year, "rook", *rest], "contiguity": "queen"}


def test_a_record_read_back_is_the_result() -> None:
    atlas = load_atlas()
    tester = Clusters(atlas, {}, cache(atlas.presence))
    asked = published_questions()[5]
    found, fresh = published()[asked.key], tester.joins(asked)  # type: ignore[index]
    assert (found.wards, found.joins, found.mixed, found.empty, found.shuffled, found.p) == (
        fresh.wards,
        fresh.joins,
        fresh.mixed,
        fresh.empty,
        fresh.shuffled,
        fresh.p,
    )
    assert found.expected == pytest.approx(fresh.expected, abs=5e-5)
    assert [join_counts_of(row).p for row in rows()] == [row["p"] for row in rows()]


@pytest.mark.parametrize("text", ["", "{", "[1]", "[{}]", '{"a": 1}', '[{"vintage": 2015}]'])
def test_a_broken_file_is_named_with_its_remedy(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(AtlasError, match=r"clustering\.json.*geo\.pipeline build"):
        published(tmp_path)


FAULTS: dict[str, tuple[Callable[[list[Row]], object], str]] = {
    "a pair too many": (lambda r: r[4].update(observed_joins=24), "sums of joins"),
    "pairs moved": (
        lambda r: r[4].update(observed_joins=22, mixed_joins=r[4]["mixed_joins"] + 1),
        "joins against esda",
    ),
    "a better p": (lambda r: r[4].update(p=0.0001), "p against the shuffles"),
    "fewer shuffles": (lambda r: r[4].update(permutations=999), "p against the shuffles"),
    "another ward": (lambda r: r[4].update(wards=r[4]["wards"].replace("48", "49")), "esda"),
    "a ward left out": (lambda r: r[4].update(wards="1 10"), "sums of joins"),
    "words for shuffles": (lambda r: r[4].update(shuffled="many"), "p against the shuffles"),
    "words for wards": (lambda r: r[4].update(wards="x y"), "joins against esda"),
    "no number": (lambda r: r[4].update(observed_joins="?"), "sums of joins"),
    "a question lost": (lambda r: r.pop(4), "questions"),
    "a question twice": (lambda r: r.insert(4, r[4]), "questions"),
    "a map nobody knows": (lambda r: r[4].update(vintage=1999), "questions"),
    "no vintage": (lambda r: r[4].update(vintage=None), "questions"),
}


@pytest.mark.parametrize(("spoil", "what"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(
    spoil: Callable[[list[Row]], object], what: str, tmp_path: Path
) -> None:
    spoiled = rows()
    spoil(spoiled)
    assert any(what in check.what for check in failures(checked(spoiled, tmp_path)))


def test_the_committed_file_passes(tmp_path: Path) -> None:
    found = checked(rows(), tmp_path)
    assert len(found) == 4
    assert failures(found) == []


def checked(content: list[Row], folder: Path) -> list[Check]:
    """Every check of a folder with these records."""
    neighbours = "neighbours.csv"
    (folder / neighbours).write_bytes((paths.PROCESSED / neighbours).read_bytes())
    (folder / FILE).write_text(json.dumps(content), "utf-8")
    data = Data(folder, vintages())
    return gather(FILE, cluster_checks(data)) + gather(FILE, esda_checks(data))
