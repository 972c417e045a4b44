"""The page of clusters as a visitor uses it: settings, links, bad input, an edited directory."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo import paths
from geo.cluster_classes import JOIN_CLASSES, MORAN_CLASSES
from tests.app.visits import (
    ROOT,
    bodies,
    headline,
    map_state,
    plain_tables,
    rows,
    visit,
    words,
)

MARKUP = '<img src=x onerror="window.hacked=1">'


def said(at: AppTest) -> str:
    return " ".join(words(body) for body in bodies(at))


def drawn(at: AppTest, classes: Any, key: str) -> set[int]:
    """Wards drawn as one class."""
    wanted = [c.key for c in classes].index(key)
    return {w for w, k in enumerate(map_state(at)["ward_class"], start=1) if k == wanted}


def published_row(**wanted: Any) -> dict[str, Any]:
    table = json.loads((paths.PROCESSED / "clustering.json").read_text("utf-8"))
    (found,) = [row for row in table if wanted.items() <= row.items()]
    return dict(found)


USUAL = {"vintage": 2015, "contiguity": "queen", "scope": "ward", "level": "all"}


def joins_by_hand(wards: set[int], vintage: int) -> int:
    """Pairs of neighbors within some wards, from the published table of neighbors."""
    return sum(
        int(r["ward"]) in wards and int(r["neighbour"]) in wards and r["ward"] < r["neighbour"]
        for r in rows("processed/neighbours.csv")
        if r["vintage"] == str(vintage)
    )


def test_the_page_opens_with_the_published_finding() -> None:
    at = visit("clustering")
    assert not at.exception
    row = published_row(**USUAL, shuffle="city")
    homes = set(map(int, row["wards"].split()))
    assert row["observed_joins"] == joins_by_hand(homes, 2015) == 23
    assert "23 pairs of neighbors, where chance would give about 14" in headline(at)
    as_many = round(row["p"] * 10_000) - 1
    assert f"chance gives 23 or more in {as_many} of 9,999 shuffles" in said(at)
    raised = {"raw", "fdr", "bonferroni", "with"}
    assert set().union(*(drawn(at, JOIN_CLASSES, key) for key in raised)) == homes
    assert map_state(at)["rings"] == [], "the fills say who is organized"


def test_within_sides_has_its_own_numbers_and_restores_from_its_link() -> None:
    at = visit("clustering")
    at.radio(key="control_shuffle").set_value("side").run()
    row = published_row(**USUAL, shuffle="side")
    assert f"in {round(row['p'] * 10_000) - 1} of 9,999 shuffles" in said(at)
    assert "within each side of the city only (five sides)" in said(at)
    again = visit("clustering", **at.query_params)
    assert (headline(again), said(again)) == (headline(at), said(at))


@pytest.mark.parametrize(
    "settings",
    [
        {"map": "2023", "cover": "people", "sure": "likely"},
        {"cover": "touch", "contiguity": "rook"},
        {"outside": "yes"},
        {"since": "2020", "map": "2023"},
        {"within": "uwf"},
        {"shuffle": "side", "scheme": "nine"},
    ],
)
def test_every_setting_counts_its_own_pairs(settings: dict[str, str]) -> None:
    """Pairs recounted from the wards the page's own table calls organized."""
    at = visit("clustering", **settings)
    assert not at.exception
    table = plain_tables(bodies(at))[0]
    organized = set(table.loc[table["Organized"] == "yes", "Ward"])
    pairs = joins_by_hand(organized, int(settings.get("map", "2015")))
    noun = "pair" if pairs == 1 else "pairs"
    assert f"{pairs} {noun} of neighboring wards both have an organization" in said(at)
    assert f"{len(organized)} of 50 wards" in said(at)


def test_a_list_is_typed_tested_and_outlined_with_organizations() -> None:
    at = visit("clustering", tested="list")
    assert headline(at) == "Nothing to test: no ward is on list A"
    assert any("at least two wards" in info.value for info in at.info)
    assert at.get("download_button"), "the table can be taken away all the same"
    at.text_area(key="control_list_a").set_value("33, 35, 39, 40, 30").run()
    assert not at.exception
    assert f"{joins_by_hand({30, 33, 35, 39, 40}, 2015)} pairs of neighbors" in headline(at)
    assert drawn(at, JOIN_CLASSES, "without") == set(range(1, 51)) - {30, 33, 35, 39, 40}
    assert map_state(at)["rings"]


def test_a_figure_shows_pockets_and_its_own_table() -> None:
    at = visit("clustering", tested="indicator", indicator="black_share", ward="6")
    assert not at.exception
    assert "Moran’s I 0.56" in headline(at)
    table = plain_tables(bodies(at))[0].set_index("Ward")
    assert drawn(at, MORAN_CLASSES, "hh") == set(table.index[table["Class"] == "high beside high"])
    assert table.loc[6, "Stands out"] == "both corrections"
    assert "Ward 6, 2015 map" in said(at)


def test_every_class_in_the_legend_opens_to_its_meaning() -> None:
    at = visit("clustering")
    (legend,) = [b for b in bodies(at) if "atlas-helped" in b]
    assert legend.count("<details") == legend.count("<summary") == len(JOIN_CLASSES)
    assert "false discovery rate" in legend


def test_nobody_counts_and_the_page_says_what_to_change() -> None:
    at = visit("clustering", status="")
    assert headline(at).startswith("Nothing to test: no ward has an organization")
    assert any("choose more statuses" in info.value for info in at.info)
    assert not at.get("arrow_vega_lite_chart")
    assert len(plain_tables(bodies(at))[0]) == 50


@pytest.mark.parametrize(
    "bad",
    [
        {"tested": MARKUP},
        {"contiguity": "bishop"},
        {"shuffle": "{{7*7}}"},
        {"cover": "everything"},
        {"sure": "maybe"},
        {"since": "0"},
    ],
)
def test_a_bad_link_gets_a_notice_and_the_usual_page(bad: dict[str, str]) -> None:
    at = visit("clustering", **bad)
    assert not at.exception
    assert len(at.warning) == 1
    assert MARKUP not in "".join(bodies(at))
    assert headline(at) == headline(visit("clustering"))


def test_an_unknown_coalition_in_a_link_counts_nobody_and_says_so() -> None:
    at = visit("clustering", within="no-such-body")
    assert not at.exception
    assert "only members of an unknown coalition" in said(at)


def test_what_the_controls_would_show_next_is_sent_ahead() -> None:
    at = visit("clustering")
    ahead = {(s["control"], s["choice"]): s["changes"] for s in map_state(at)["ahead"]}
    other = visit("clustering", map="2023")
    assert ahead["control_map", 1]["ward_class"] == map_state(other)["ward_class"]
    side = visit("clustering", shuffle="side")
    assert ahead["control_shuffle", 1]["ward_class"] == map_state(side)["ward_class"]


HEADLINE = """
import sys
from streamlit.testing.v1 import AppTest
at = AppTest.from_file(sys.path[0] + "/app.py", default_timeout=60)
at.switch_page("pages/clustering.py")
at.run()
assert not at.exception, at.exception
print(next(e.proto.body for e in at.main.get("html") if "<h1" in e.proto.body))
"""


def test_an_edited_directory_is_counted_afresh(tmp_path: Path) -> None:
    """With the organization of ward 12 ended, 18 of the published 23 pairs are left."""
    for name in (".streamlit", "geo", "ui", "pages", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("raw"))
    shutil.copy(ROOT / "app.py", tmp_path)
    table = tmp_path / "data/reference/organisations.csv"
    text = table.read_text("utf-8")
    line = next(one for one in text.splitlines() if one.startswith("12th-ward-ipo,"))
    table.write_text(text.replace(line, line.replace(",unknown,", ",defunct,")), "utf-8")
    (tmp_path / "headline.py").write_text(HEADLINE, "utf-8")
    command = [sys.executable, "headline.py"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    wards = set(map(int, published_row(**USUAL, shuffle="city")["wards"].split())) - {12}
    assert joins_by_hand(wards, 2015) == 18
    assert "18 pairs of neighbors" in done.stdout
