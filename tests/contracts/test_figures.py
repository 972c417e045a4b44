"""Figures of every page that has one: legend, picture, words, table and sources say the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from typing import Any

import pytest

from geo import paths
from geo.analysis.coverage import LEVELS
from geo.atlas import Atlas, load_atlas
from geo.figures.caveats import DIMMED, UNPROVEN
from geo.figures.compose import FigureError, compose
from geo.figures.figure import Figure
from geo.maps.map_state import NO_DATA
from geo.sources import source_line
from geo.view import View
from geo.words import own_map
from tests.contracts.figure_cases import (
    EVERY,
    HELD,
    TOLD,
    WARDS,
    Settings,
    at_every_view,
    atlas,
    counts,
    every_count,
    figure,
    of_every_page,
    rows,
    squares,
    wards_counted,
)


@at_every_view
def test_the_legend_counts_every_ward_of_the_picture_once(page: str, settings: Settings) -> None:
    found = figure(page, settings)
    if found.picture is None or found.picture.precinct_class:
        pytest.skip("no wards are filled here")
    wards = wards_counted(found)
    drawn = Counter(found.picture.ward_class[ward - 1] for ward in wards)
    missing = drawn.pop(NO_DATA, 0)
    by_style: Counter[Any] = Counter()
    for index, number in drawn.items():
        by_style[found.picture.classes[index]] += number
    if squares(found):
        colors = Counter({style.fill: n for style, n in by_style.items()})
        (square,) = squares(found)
        pairs = zip(sum(square.colors, ()), sum(square.counts, ()), strict=True)
        assert {color: n for color, n in pairs if n} == colors
        assert square.missing == missing
        return
    told: Counter[Any] = Counter()
    for one in rows(found, "fill"):
        assert one.count is not None
        told[one.swatch.style] += one.count
    assert +told == by_style
    assert sum(counts(found, "no_data")) == missing
    assert sum(told.values()) + missing == len(wards)


@at_every_view
def test_hatches_and_outlines_are_explained_with_their_counts(
    page: str, settings: Settings
) -> None:
    found = figure(page, settings)
    if found.picture is None or found.picture.precinct_class:
        pytest.skip("no wards are drawn here")
    assert counts(found, "doubt") == ([len(found.picture.hatched)] if found.picture.hatched else [])
    solid, dashed = rows(found, "ring"), rows(found, "dashed")
    if solid or dashed:
        assert [[one.count] for one in (*solid, *dashed)] == [[len(g)] for g in found.picture.rings]


@at_every_view
def test_the_text_alternative_tells_the_numbers_of_the_legend(
    page: str, settings: Settings
) -> None:
    found = figure(page, settings)
    assert found.alt
    TOLD.get(page, every_count)(found)


@at_every_view
def test_the_table_holds_what_the_picture_shows(page: str, settings: Settings) -> None:
    found = figure(page, settings)
    assert re.fullmatch(r"[a-z0-9_-]+", found.sheet.name), "it is part of a file name"
    assert all(tuple(row) == found.sheet.columns for row in found.sheet.rows)
    if page in HELD:
        HELD[page](found)


@at_every_view
def test_everything_shown_has_a_known_source_a_vintage_and_a_map(
    page: str, settings: Settings
) -> None:
    found = figure(page, settings)
    assert len(set(found.sources)) == len(found.sources)
    assert source_line(found.sources).startswith("Source: ")
    assert found.title
    assert found.subtitle
    assert str(found.view.map) in found.badge
    assert found.footing.endswith(".")
    assert found.page == page
    if found.picture is not None:
        assert found.picture.vintage == found.view.map


@at_every_view
def test_the_same_data_and_view_make_an_equal_record(page: str, settings: Settings) -> None:
    assert compose(read_again(), page, View(**settings)) == figure(page, settings)


@cache
def read_again() -> Atlas:
    """The same files read a second time."""
    return load_atlas()


@of_every_page
def test_a_dark_page_differs_in_colors_alone(page: str) -> None:
    light, dark = figure(page, EVERY[1]), figure(page, EVERY[1], dark=True)
    same = ("view", "title", "subtitle", "badge", "alt", "sheet", "sources", "footing", "caveats")
    assert all(getattr(light, name) == getattr(dark, name) for name in same)
    told = [(part.title, [(r.label, r.count) for r in part.rows]) for part in light.legends]  # type: ignore[union-attr]
    assert told == [
        (part.title, [(r.label, r.count) for r in part.rows])  # type: ignore[union-attr]
        for part in dark.legends
    ]
    if light.picture is None or dark.picture is None:
        return
    assert (light.picture.dark, dark.picture.dark) == (False, True)
    assert light.picture.ward_class == dark.picture.ward_class
    fills = [[one.swatch.style for one in rows(f, "fill")] for f in (light, dark)]
    assert all(a != b for a, b in zip(*fills, strict=True))


@at_every_view
def test_caveats_are_whole_sentences_and_said_once(page: str, settings: Settings) -> None:
    found = figure(page, settings)
    assert found.caveats
    assert len(set(found.caveats)) == len(found.caveats)
    assert [words for words in found.caveats if not words.endswith((".", "?"))] == []


@pytest.mark.parametrize("page", ["presence", "sides", "gaps", "expansion", "plans", "ward"])
def test_organizations_on_a_map_are_never_said_to_be_all_there_are(page: str) -> None:
    for settings in EVERY:
        found = figure(page, settings)
        assert UNPROVEN in found.caveats
        carried = any("2015 map" in words and "recorded" in words for words in said(found))
        assert carried == (not own_map(found.view.map))


def said(found: Figure) -> tuple[str, ...]:
    return (found.subtitle, *found.caveats)


@pytest.mark.parametrize("page", ["sides", "gaps", "plans", "ward"])
def test_a_legend_of_all_wards_beside_a_map_of_one_side_says_so(page: str) -> None:
    assert DIMMED not in figure(page, EVERY[0]).caveats
    found = figure(page, EVERY[2])
    assert found.picture is not None
    assert 0 < len(found.picture.highlighted) < WARDS == len(wards_counted(found))
    assert DIMMED in found.caveats


def test_the_interval_of_the_gaps_is_what_each_level_draws() -> None:
    drawn = {}
    for level in LEVELS:
        found = figure("gaps", {"sure": level})
        drawn[level] = len(found.sheet.rows)
        (line,) = [words for words in found.caveats if "how sure" in words]
    certain, likely, everything = (int(n) for n in re.findall(r"(\d+) \(", line))
    assert (certain, likely, everything) == tuple(drawn[level] for level in LEVELS)
    assert certain > likely > everything


def test_where_next_says_how_many_choices_are_as_good_and_what_it_rests_on() -> None:
    found = figure("expansion", {"map": 2023})
    (tied,) = re.findall(r"(\d+) sets of wards tie", found.title)
    assert found.caveats[0].startswith(f"{tied} sets of wards reach exactly as many")
    told = " ".join(found.caveats)
    assert "Counting only organizations known to be there" in told
    assert "this is the answer shown" in told
    impossible = figure("expansion", {"k": 2, "must": (2, 3, 4)})
    assert impossible.title.startswith("No choice of wards")
    assert impossible.caveats[0] != found.caveats[0]


def test_what_a_list_leaves_open_is_said() -> None:
    open_one = figure("lists", {"list_a": "1, 20, 25, nobody at all"})
    assert [words for words in open_one.caveats if words.startswith("1 piece")]
    assert not [w for w in figure("lists", {"list_a": "1, 20"}).caveats if "piece" in w]


@pytest.mark.parametrize(
    ("page", "link", "settled"),
    [
        ("gaps", {"within": "no-such-coalition"}, {}),
        ("expansion", {"within": "no-such-coalition", "weights": "nonsense:2"}, {}),
        ("expansion", {"mix": "nonsense:2.young:1"}, {"mix": "young:1"}),
    ],
)
def test_what_a_link_cannot_ask_for_is_settled_as_on_the_page(
    page: str, link: Settings, settled: Settings
) -> None:
    assert figure(page, link) == figure(page, settled)


def test_bars_hold_the_numbers_of_the_table() -> None:
    found = figure("sides", {"scheme": "nine", "map": 2023})
    organizations, wards, people = found.charts
    table = {row["Side"]: row for row in found.sheet.rows}

    def bars(chart: Any) -> dict[str, int]:
        return {bar["side"]: bar["value"] for bar in chart.spec["data"]["values"]}

    kinds = ("Ward organizations", "Regional organizations")
    assert bars(organizations) == {s: sum(row[k] for k in kinds) for s, row in table.items()}
    assert bars(wards) == {side: row["Wards"] for side, row in table.items()}
    for side, thousands in bars(people).items():
        assert abs(1000 * thousands - table[side]["People, 2020"]) <= 500
    for chart in found.charts:
        assert all(f"{side} {n:,}" in chart.alt for side, n in bars(chart).items())


@of_every_page
def test_a_chart_is_whole_in_itself(page: str) -> None:
    found = figure(page, EVERY[0])
    assert len({chart.name for chart in found.charts}) == len(found.charts)
    for chart in found.charts:
        assert re.fullmatch(r"[a-z0-9_-]+", chart.name)
        assert re.search(r"\d", chart.alt)
        written = json.dumps(dict(chart.spec), allow_nan=False)
        assert '"url"' not in written, "nothing is fetched"


def test_a_page_without_a_figure_is_refused_by_name() -> None:
    with pytest.raises(FigureError, match=r"'nothing'.*presence"):
        compose(atlas(), "nothing", View())


def test_every_figure_is_composed_without_the_screen() -> None:
    code = (
        "import sys\n"
        "from geo.atlas import load_atlas\n"
        "from geo.figures.compose import ROOMS, compose\n"
        "from geo.view import View\n"
        "atlas = load_atlas()\n"
        "made = [compose(atlas, page, View()).page for page in ROOMS]\n"
        "print(made == list(ROOMS), {'streamlit', 'folium', 'ui'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.stdout.strip() == "True set()", done.stderr[-2000:]


def test_the_gray_lines_of_a_map_are_explained_and_only_where_there_are_any() -> None:
    atlas = load_atlas()
    lines = [
        [c for c in compose(atlas, page, view).caveats if c.startswith("Gray lines")]
        for page in ("presence", "sides")
        for view in (View(scheme="nine"), View(scheme="essay"), View(outlines=False))
    ]
    assert [len(found) for found in lines] == [1, 1, 0, 1, 1, 0]
    assert "nine sides" in lines[0][0]
    assert "essay’s three" in lines[1][0]
