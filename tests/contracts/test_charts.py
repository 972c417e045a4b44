"""The charts of figures hold the numbers of the tables beside them, on the data as published."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from geo import paths
from geo.atlas import load_atlas
from geo.figures.compose import compose
from geo.figures.figure import Chart, Figure, Legend
from geo.view import View
from geo.words import capital

VIEWS = [
    View(),
    View(map=2023, indicator="crowded_share", second="median_income"),
    View(indicator="density", scheme="nine", side="West", colors="two"),
    View(map=2023, indicator="population", colors="presence", picked=(3, 4, 20)),
]


@cache
def figure(page: str, view: View, dark: bool = False) -> Figure:
    return compose(load_atlas(), page, view, dark=dark)


def drawn(chart: Chart | None, mark: str) -> list[dict[str, Any]]:
    """Rows that a chart draws as a mark."""
    assert chart is not None
    shared = chart.spec.get("data", {}).get("values", [])

    def rows() -> Iterator[dict[str, Any]]:
        for layer in chart.spec["layer"]:
            if layer["mark"]["type"] == mark:
                yield from layer.get("data", {}).get("values", shared)

    return list(rows())


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: f"{v.indicator}-{v.map}")
def test_dots_of_demographics_stand_at_the_figures_of_its_table(view: View) -> None:
    of = figure("demographics", view)
    label = load_atlas().values(view.map, view.indicator).indicator.label
    other = load_atlas().values(view.map, view.second).indicator.label
    table = {row["Ward"]: (row[label], row[other]) for row in of.sheet.rows}
    if view.colors == "two":  # its classes are not those of a histogram of one
        assert of.chart("histogram") is None
        return
    one = {d["ward"]: d["value"] for d in drawn(of.chart("histogram"), "circle")}
    two = {int(d["ward"]): (d["x"], d["y"]) for d in drawn(of.chart("scatter"), "circle")}
    assert len(one) == len(two) == 50
    # With wards picked the table holds those alone, and they alone do not fade.
    assert {ward: (one[ward], two[ward]) for ward in table} == {
        ward: (cells[0], cells) for ward, cells in table.items()
    }
    bright = {d["ward"] for d in drawn(of.chart("histogram"), "circle") if d["opacity"] == 1}
    assert bright == set(table)


def test_dots_have_the_colors_of_the_wards_on_the_map() -> None:
    of = figure("demographics", VIEWS[1], dark=True)
    assert of.picture is not None
    for dot in drawn(of.chart("histogram"), "circle"):
        style = of.picture.classes[of.picture.ward_class[dot["ward"] - 1]]
        assert dot["color"] == style.fill


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: f"{v.indicator}-{v.map}")
def test_strips_hold_the_wards_of_the_comparisons_table(view: View) -> None:
    of = figure("compare", view)
    label = capital(load_atlas().values(view.map, view.indicator).indicator.label)
    dots = drawn(of.chart("strips"), "point")
    assert {d["ward"]: d["at"] for d in dots} == {
        f"Ward {row['Ward']}": row[label] for row in of.sheet.rows
    }
    with_ = {d["ward"] for d in dots if d["row"] < 0.5}
    listed = {f"Ward {r['Ward']}" for r in of.sheet.rows if r["Organization"] == "with"}
    assert with_ == listed


@pytest.mark.parametrize("tested", ["presence", "indicator"])
def test_the_bars_of_shuffles_are_all_shuffles(tested: str) -> None:
    of = figure("clustering", View(tested=tested, shuffle="side"))
    assert sum(bar["times"] for bar in drawn(of.chart("shuffles"), "rect")) == 9_999


@pytest.mark.parametrize(
    ("page", "view", "names"),
    [
        ("demographics", View(), ("histogram", "scatter")),
        ("demographics", View(colors="group"), ("scatter",)),
        ("demographics", View(second="black_share"), ("histogram",)),
        ("compare", View(), ("strips",)),
        ("compare", View(status=()), ("strips",)),
        ("clustering", View(), ("shuffles",)),
        ("clustering", View(status=()), ()),
        ("clustering", View(tested="list", list_a="1, 2, 3, 26"), ("shuffles",)),
    ],
)
def test_a_figure_has_the_charts_of_its_page(page: str, view: View, names: tuple[str, ...]) -> None:
    of = figure(page, view)
    assert tuple(chart.name for chart in of.charts) == names
    assert all(chart.alt and chart.title for chart in of.charts)


def test_uncertain_figures_are_said_with_the_figure() -> None:
    hatched = figure("demographics", View(map=2023, indicator="crowded_share"))
    assert hatched.picture is not None
    number = len(hatched.picture.hatched)
    assert number > 5
    assert f"{number} of 50 wards are too uncertain" in hatched.caveats[0]
    assert hatched.caveats[0].endswith("they are hatched.")
    plain = figure("demographics", View(map=2023, indicator="crowded_share", doubt=False))
    assert plain.picture is not None
    assert plain.picture.hatched == ()
    assert f"{number} of 50 wards are too uncertain" in plain.caveats[0]
    assert "hatched" not in " ".join(plain.caveats)
    rows = [row for part in plain.legends if isinstance(part, Legend) for row in part.rows]
    assert "doubt" not in {row.swatch.kind for row in rows}


def test_what_chance_does_is_said_with_a_comparison_and_with_clusters() -> None:
    assert "by chance" in figure("compare", View()).caveats[0]
    assert any("p = 0.003" in line for line in figure("clustering", View()).caveats)
    for page in ("compare", "demographics"):
        assert any("members" in line for line in figure(page, View()).caveats)


def test_no_chart_library_is_loaded_for_these_charts() -> None:
    code = (
        "import sys\n"
        "from geo.atlas import load_atlas\n"
        "from geo.figures.compose import compose\n"
        "from geo.view import View\n"
        "atlas = load_atlas()\n"
        "pages = ('demographics', 'compare', 'clustering')\n"
        "print(sum(len(compose(atlas, page, View()).charts) for page in pages))\n"
        "print('altair' in sys.modules)\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=paths.ROOT, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.stdout.split() == ["4", "False"], done.stderr[-2000:]
