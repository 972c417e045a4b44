"""The page of demographics through `app.py`: its figures are those of the files."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.atlas import load_atlas
from geo.color_check import checked
from geo.figures.compose import compose
from geo.indicators import INDICATORS
from geo.ramps import RAMP_KEYS
from tests.app.visits import bodies, grids, headline, map_state, numbers, rows, visit, words


def figures(vintage: str, column: str) -> dict[int, float]:
    table = rows(f"processed/indicators_{vintage}.csv")
    return {int(r["ward"]): float(r[column]) for r in table if r[column]}


@pytest.mark.parametrize("one", INDICATORS, ids=lambda i: i.key)
@pytest.mark.parametrize("vintage", ["2015", "2023"])
def test_every_indicator_on_both_maps(one: Any, vintage: str) -> None:
    at = visit("demographics", indicator=one.key, map=vintage)
    assert not at.exception
    assert not at.error
    assert not at.warning
    found = figures(vintage, one.key)
    ends = min(found, key=found.__getitem__), max(found, key=found.__getitem__)
    assert set(ends) <= set(numbers(headline(at)))
    table = grids(at)[0]
    shown = dict(zip(table["Ward"], table[one.label], strict=True))
    assert shown == pytest.approx(found)
    state = map_state(at)
    assert state["instant"] == one.key
    # A ward in a higher class never has a lower value.
    by_class: dict[int, list[float]] = {}
    for ward, value in found.items():
        by_class.setdefault(state["ward_class"][ward - 1], []).append(value)
    ordered = [by_class[c] for c in sorted(by_class)]
    assert all(max(a) <= min(b) for a, b in pairwise(ordered))
    assert one.vintage in " ".join(words(b) for b in bodies(at))


def test_the_map_hatches_what_the_table_marks() -> None:
    at = visit("demographics", indicator="crowded_share", map="2015")
    cvs = figures("2015", "crowded_share_cv")
    doubtful = sorted(w for w, cv in cvs.items() if cv >= 0.2)
    assert len(doubtful) > 5
    assert map_state(at)["hatched"] == doubtful
    table = grids(at)[0]
    assert sorted(table[table["Reliable"] == "† uncertain"]["Ward"]) == doubtful
    off = visit("demographics", indicator="crowded_share", map="2015", doubt="no")
    assert map_state(off)["hatched"] == []


def test_the_legend_counts_what_the_map_draws() -> None:
    at = visit("demographics", indicator="poverty_share", classing="equal", classes="6")
    drawn = Counter(map_state(at)["ward_class"])
    (body,) = [b for b in bodies(at) if "atlas-legend" in b and "wards, of 50" in b]
    told = [int(words(p).split()[-1]) for p in body.split("</li>")[:-1]]
    assert told[: len(drawn)] == [drawn.get(i, 0) for i in range(len(told))][: len(drawn)]
    assert sum(drawn.values()) == 50


@pytest.mark.parametrize("palette", [k for k in RAMP_KEYS if k != "okabe_ito"])
def test_palettes_change_colors_and_nothing_else(palette: str) -> None:
    usual, other = (map_state(visit("demographics", palette=p)) for p in ("", palette))
    assert usual["ward_class"] == other["ward_class"]


def test_nine_colors_for_two_indicators() -> None:
    at = visit("demographics", colors="two", indicator="white_share", second="renter_share")
    state = map_state(at)
    assert len(state["classes"]) == 9
    assert state["instant"] == ""
    (square,) = [b for b in bodies(at) if "atlas-square" in b]
    cells = [int(n) for n in re.findall(r"<td style=[^>]*>(\d+)</td>", square)]
    drawn = Counter(state["ward_class"])
    # The square has the high third on top; the classes begin with the low third.
    expected = [drawn.get(row * 3 + column, 0) for row in (2, 1, 0) for column in range(3)]
    assert cells == expected


@pytest.mark.parametrize("vintage", ["2015", "2023"])
def test_the_map_of_largest_groups_agrees_with_the_shares(vintage: str) -> None:
    at = visit("demographics", colors="group", map=vintage)
    groups = ("latino", "white", "black", "asian", "native", "other")
    shares = {g: figures(vintage, f"{g}_share") for g in groups}
    best = {w: max(groups, key=lambda g, w=w: shares[g][w]) for w in range(1, 51)}
    table = grids(at)[0]
    for ward, told in zip(table["Ward"], table["Largest group"], strict=True):
        assert told.lower().startswith(best[ward])
        assert ("majority" in told) == (shares[best[ward]][ward] > 0.5)
    state = map_state(at)
    drawn = Counter(state["ward_class"]).values()
    assert sorted(drawn) == sorted(Counter(table["Largest group"]).values())


def test_the_essays_organizations_are_ringed() -> None:
    state = map_state(visit("demographics", map="2015"))
    assert len(state["rings"][0]) == 17
    assert {22, 25, 35} <= set(state["rings"][0])
    assert map_state(visit("demographics", rings="no"))["rings"] == []


def test_picked_wards_fill_the_table_and_stand_out() -> None:
    at = visit("demographics", picked="3.4.20")
    assert map_state(at)["highlighted"] == [3, 4, 20]
    assert list(grids(at)[0]["Ward"]) == [3, 4, 20]
    at.button(key="clear_picked").click().run()
    assert map_state(at)["highlighted"] == []
    assert len(grids(at)[0]) == 50


@pytest.mark.parametrize("settings", [{}, {"map": "2023", "colors": "two", "picked": "3.4"}])
def test_the_page_draws_the_charts_of_its_figure_with_a_brush(settings: dict[str, str]) -> None:
    at = visit("demographics", **settings)
    view = at.session_state["view"]
    of = compose(load_atlas(), "demographics", view)
    specs = [json.loads(element.proto.spec) for element in at.get("vega_lite_chart")]
    assert [spec["layer"] for spec in specs] == [chart.spec["layer"] for chart in of.charts]
    brushes = [spec["params"][0]["select"] for spec in specs]
    both_ways = {"type": "interval", "encodings": ["x", "y"]}
    # A map of two things has no histogram: its classes would not be those of the map.
    across = [] if view.colors == "two" else [{"type": "interval", "encodings": ["x"]}]
    assert brushes == [*across, both_ways]
    for spec in specs:
        assert spec["params"][0]["views"] == ["dots"]
        assert [layer.get("name") for layer in spec["layer"]].count("dots") == 1


HOSTILE = {
    "indicator": ["{{7*7}}", "no_such", "<b>", ""],
    "second": ["../../etc", "population;"],
    "colors": ["three"],
    "classing": ["jenks"],
    "classes": ["2", "10", "five", "-1"],
    "breaks": ["<script>", "1e9", "ten"],
    "palette": ["rainbow", "red"],
    "colors_own": ["\u202eeee.036", "e" * 300],
    "rings": ["maybe"],
    "doubt": ["1"],
    "picked": ["51", "0", "1.x", "1,2"],
    "majority": ["most"],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, vs in HOSTILE.items() for v in vs])
def test_hostile_settings_are_answered_by_a_notice(name: str, value: str) -> None:
    at = visit("demographics", **{name: value})
    assert not at.exception
    assert len(at.warning) == 1
    assert name in at.warning[0].value.replace("\\", "")


def test_breaks_that_cannot_be_used_are_explained() -> None:
    at = visit("demographics", classing="own", breaks="30, 20")
    assert not at.exception
    assert "Shown instead" in at.warning[0].value


def test_another_indicator_drops_what_belonged_to_the_first() -> None:
    at = visit("demographics", classing="own", breaks="30", palette="puor", picked="1.2")
    at.selectbox(key="control_indicator").set_value("poverty_share").run()
    view = at.session_state["view"]
    assert (view.breaks, view.palette, view.picked) == ("", "", ())
    assert view.indicator == "poverty_share"


TRAFFIC_LIGHT = "d7191c.fdae61.ffffbf.a6d96a.1a9641"


def fills(at: AppTest) -> list[str]:
    return [style["fill"] for style in map_state(at)["classes"]]


def test_own_colors_are_on_the_map_and_those_that_fail_are_mended_with_one_button() -> None:
    at = visit("demographics", palette="own", colors_own=TRAFFIC_LIGHT)
    assert not at.exception
    assert fills(at) == ["#d7191c", "#fdae61", "#ffffbf", "#a6d96a", "#1a9641"]
    said = " ".join(words(b) for b in bodies(at))
    assert "Classes 2 and 4 look alike to readers with deuteranopia and in gray print." in said
    at.button(key="mend_colors").click().run()
    better = fills(at)
    assert len(better) == 5
    assert checked(better, ordered=True).findings == ()
    assert at.session_state["view"].colors_own == ".".join(c[1:] for c in better)
    assert "look alike" not in " ".join(words(b) for b in bodies(at))
    assert not [b for b in at.button if b.key == "mend_colors"]


def test_colors_are_typed_as_people_write_them() -> None:
    at = visit("demographics", palette="own")
    usual = fills(visit("demographics"))
    assert fills(at) == usual
    at.text_input(key="control_colors_own_typed").set_value("#ddd, teal, #036").run()
    assert at.session_state["view"].colors_own == "dddddd.008080.003366"
    assert fills(at)[::2] == ["#dddddd", "#008080", "#003366"]
    at.text_input(key="control_colors_own_typed").set_value("#ddd, blurple <b>").run()
    assert "“blurple”, “\\<b\\>” are no colors" in at.warning[0].value
    assert fills(at) == usual
    assert at.text_input(key="control_colors_own_typed").value == "#ddd, blurple <b>"


def test_own_colors_are_let_go_of_with_the_indicator_and_at_hand_again() -> None:
    at = visit("demographics", palette="own", colors_own=TRAFFIC_LIGHT)
    at.selectbox(key="control_indicator").set_value("poverty_share").run()
    assert fills(at) == fills(visit("demographics", indicator="poverty_share"))
    at.selectbox(key="control_palette").set_value("own").run()
    assert fills(at)[0] == "#d7191c"


def test_colors_are_not_judged_where_they_are_not_shown() -> None:
    at = visit("demographics", palette="own", colors_own=TRAFFIC_LIGHT, colors="two")
    assert not [b for b in at.button if b.key == "mend_colors"]
