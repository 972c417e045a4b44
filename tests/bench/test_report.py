"""The benchmark's own reckoning; times themselves are never tested."""

from __future__ import annotations

import math
import sys
import types
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from geo.crs import ANALYSIS
from tests.bench.apportioning import (
    CONTENDERS,
    OURS,
    WARDS,
    Apportioned,
    Race,
    Run,
    halved,
    race,
    refuse_wrong,
)
from tests.bench.report import Line, apportioning_lines, exponent, spread, table, with_part
from tests.bench.serving import BenchError
from tests.bench.switches import FINISHED, MAP, OTHER, kind_of


@pytest.fixture(autouse=True)
def plain_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process runs the main module first: here a page may stand in its place, left by a test
    of pages in the same process."""
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))


@pytest.mark.parametrize(
    ("value", "target", "verdict"),
    [(1.25, 1.25, "met"), (1.26, 1.25, "not met"), (0, 0, "met"), (1, 0, "not met"), (9, None, "")],
)
def test_a_target_is_the_most_a_value_may_be(
    value: float, target: float | None, verdict: str
) -> None:
    assert Line("x", value, "ratio", target).verdict == verdict


def test_spread_of_one_and_of_five_values() -> None:
    assert spread([7.0]) == {"median": 7.0, "quartile_1": 7.0, "quartile_3": 7.0, "n": 1}
    five = spread([50.0, 10.0, 30.0, 20.0, 40.0])
    assert five == {"median": 30.0, "quartile_1": 20.0, "quartile_3": 40.0, "n": 5}


def test_the_map_s_message_is_told_from_the_others() -> None:
    chart, words, end = ForwardMsg(), ForwardMsg(), ForwardMsg()
    chart.delta.new_element.component_instance.component_name = "streamlit_folium.st_folium"
    words.delta.new_element.text.body = "component_instance"
    end.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    kinds = [kind_of(message.SerializeToString()) for message in (chart, words, end)]
    assert kinds == [MAP, OTHER, FINISHED]


def test_the_table_names_the_target_it_misses() -> None:
    lines = [Line("switch", 3.531, "ratio", 1.25), Line("map's message", 5228, "bytes", 10_000)]
    rows = table(lines).splitlines()
    assert rows[1].split() == ["switch", "3.53", "ratio", "≤", "1.25", "not", "met"]
    assert rows[2].split() == ["map's", "message", "5,228", "bytes", "≤", "10,000", "met"]


def strip(*shapes: tuple[float, float], **columns: list[int]) -> gpd.GeoDataFrame:
    """Rectangles of 100 m height between two distances (in hundreds of meters) along a street."""
    boxes = [shapely.box(start * 100, 0, end * 100, 100) for start, end in shapes]
    return gpd.GeoDataFrame(columns, geometry=boxes, crs=ANALYSIS)


STREET = strip(*((n - 1, n) for n in range(1, 51)), ward=list(range(1, 51)))
"""Fifty wards of one square each."""

DISTRICTS = strip((0, 10), (10, 10.5), (10.5, 90.5), population=[1000, 7, 800])
"""The last one reaches 40 and a half squares past the last ward, with half of its people."""

EXPECTED = (*[100.0] * 10, 7 + 5.0, *[10.0] * 39)


@pytest.mark.parametrize("name", CONTENDERS)
def test_every_contender_does_the_same_job(name: str) -> None:
    if name not in (OURS, "geopandas"):
        pytest.importorskip(name)
    people = CONTENDERS[name]()(DISTRICTS, STREET)
    assert people.tolist() == pytest.approx(EXPECTED, rel=1e-6)


@pytest.mark.parametrize("size", [4, 6, 50])
def test_halving_keeps_land_and_people_and_gives_the_size_asked_for(size: int) -> None:
    pieces = halved(DISTRICTS, size)
    assert len(pieces) == size
    assert pieces["population"].sum() == pytest.approx(1807)
    assert pieces.geometry.union_all().equals(DISTRICTS.geometry.union_all())
    assert pieces.area.sum() == pytest.approx(DISTRICTS.area.sum()), "pieces overlap"


def test_the_largest_polygon_is_halved_first_and_across_its_longer_side() -> None:
    pieces = halved(DISTRICTS, 4)
    squares = (pieces.area / 10_000).tolist()
    assert sorted(squares) == pytest.approx([0.5, 10, 40, 40])
    assert sorted(pieces["population"]) == pytest.approx([7, 400, 400, 1000])
    heights = pieces.bounds["maxy"] - pieces.bounds["miny"]
    assert heights.tolist() == [100] * 4


def ran(*seconds: float, people: tuple[float, ...] = EXPECTED, mib: float = 1.0) -> list[Run]:
    return [Run(s, mib, people) for s in seconds]


def test_answers_that_agree_are_let_through() -> None:
    nearly = tuple(n * (1 + 9e-7) for n in EXPECTED)
    refuse_wrong(Race(3, {OURS: ran(1), "maup": ran(1, 2, people=nearly)}), EXPECTED)


@pytest.mark.parametrize("wrong", [10.0001, 0.0, math.nan])
def test_a_wrong_answer_is_refused_whoever_gives_it_and_whenever(wrong: float) -> None:
    given = (*EXPECTED[:-1], wrong)
    runs = {OURS: ran(1), "maup": [*ran(1), *ran(1, people=given)]}
    with pytest.raises(BenchError, match=r"maup, 3 polygons: .* in ward 50, where atlas finds 10"):
        refuse_wrong(Race(3, runs), EXPECTED)


def test_an_answer_for_49_wards_is_refused() -> None:
    with pytest.raises(BenchError, match="tobler answered for 49 wards instead of 50"):
        refuse_wrong(Race(3, {"tobler": ran(1, people=EXPECTED[:-1])}), EXPECTED)


def test_a_process_answers_as_often_as_it_is_asked(tmp_path: Path) -> None:
    STREET.to_feather(tmp_path / WARDS)
    DISTRICTS.to_feather(tmp_path / "3")
    found = race((OURS, "geopandas"), tmp_path, 3, rounds=2)
    assert {name: len(runs) for name, runs in found.runs.items()} == {OURS: 2, "geopandas": 2}
    refuse_wrong(found, EXPECTED)
    assert all(r.seconds > 0 and r.peak_mib >= 0 for runs in found.runs.values() for r in runs)
    assert found.late == ()


def test_who_does_not_answer_in_time_is_late_but_ours_may_not_be(tmp_path: Path) -> None:
    STREET.to_feather(tmp_path / WARDS)
    halved(DISTRICTS, 20_000).to_feather(tmp_path / "20000")
    found = race(("geopandas",), tmp_path, 20_000, rounds=3, limit_s=0.001)
    assert (found.late, found.runs) == (("geopandas",), {"geopandas": []})
    with pytest.raises(BenchError, match=r"atlas did not carry 20,000 polygons within 0\.001 s"):
        race((OURS,), tmp_path, 20_000, rounds=1, limit_s=0.001)


def test_a_process_that_ends_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """There are no tables in the folder."""
    with pytest.raises(BenchError, match="geopandas ended without an answer"):
        race(("geopandas",), tmp_path, 3, rounds=1)
    assert "FileNotFoundError" in capfd.readouterr().err


@pytest.mark.parametrize("power", [0.5, 1, 2])
def test_the_power_of_growth(power: float) -> None:
    times = {n: 0.003 * n**power for n in (20_000, 60_000, 200_000)}
    assert exponent(times) == pytest.approx(power)


REAL = Race(2069, {OURS: ran(2, 9, 1, mib=8), "tobler": ran(4, 4), "maup": ran(5, 5)})
GROWTH = tuple(Race(n, {OURS: ran(n / 1000)}) for n in (10, 1000))
FOUND = Apportioned(REAL, GROWTH, replace(REAL, size=1000))


def by_name(found: Apportioned) -> dict[str, Line]:
    return {line.what: line for line in apportioning_lines(found)}


def test_ours_is_held_against_the_fastest_other() -> None:
    lines = by_name(FOUND)
    place = "apportioning, 2,069 voting districts"
    assert lines[f"{place}: maup / atlas"].value == 2.5
    assert lines[f"{place}: atlas / tobler"].value == 0.5
    assert lines[f"{place}: atlas / tobler"].target == 1.0
    assert f"{place}: atlas / maup" not in lines
    assert lines[f"{place}: memory of atlas"].value == 8
    assert lines["apportioning: power of growth"].value == pytest.approx(1)


def test_who_did_not_finish_is_reported_as_slower_than_the_limit() -> None:
    late = replace(REAL, size=1000, late=("maup",), limit_s=60)
    lines = by_name(replace(FOUND, largest=late))
    name = "apportioning, 1,000 pieces: maup / atlas, at least (stopped after 60 s)"
    assert lines[name].value == 30
    assert "apportioning, 1,000 pieces: memory of maup" not in lines
    assert lines["apportioning, 1,000 pieces: atlas / tobler"].value == 0.5


def test_a_part_measured_anew_replaces_its_lines_and_no_others() -> None:
    kept = Line("build of all data", 14.7, "s").record()
    stale = Line("apportioning, 9 pieces: atlas", 1, "s").record()
    written = {
        "machine": {"cores": 2},
        "table": [stale, kept],
        "notes": ["apportioning not measured: no libraries", "Build not measured: no files"],
        "details": {"switches": 1, "apportioning": {"old": 1}},
    }
    fresh = Line("apportioning, 9 pieces: atlas", 2, "s")
    assert with_part(written, [fresh], {"new": 2}) == {
        "machine": {"cores": 2},
        "table": [kept, fresh.record()],
        "notes": ["Build not measured: no files"],
        "details": {"switches": 1, "apportioning": {"new": 2}},
    }
