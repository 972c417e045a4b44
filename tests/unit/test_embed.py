"""A figure as one HTML file: the same counts, both themes, nothing asked of anybody."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from geo import paths
from geo.atlas import Atlas, load_atlas
from geo.embed.compact import short_path, straightened
from geo.embed.page import MAX_BYTES, MAX_TITLE, EmbedError, embed_html
from geo.embed.picture import COARSE, WIDE, ward_words
from geo.embed.rows import MAX_ROWS, table_of
from geo.embed.snippet import LEAST, MOST, live, snippet
from geo.embed.themes import Inks, both
from geo.errors import AtlasError
from geo.export.svg import node, written
from geo.export.ward_picture import frame
from geo.export.ward_shapes import features, rings, shapes
from geo.figures.about import About
from geo.figures.compose import compose
from geo.figures.figure import Chart, Figure, Legend, LegendRow, Square, Swatch
from geo.sheets import Sheet
from geo.view import View
from tests.html_check import Checked, loaded_by_style

ADDRESS = "https://atlas.example.org/?map=2015&ward=25"

HOSTILE = [
    "</title></style></script><script>alert(1)</script>",
    '" onmouseover="alert(1)" x=\'',
    "{{ 7*7 }} {% raw %}",
    "שלום עולם \u202e abc",
    "🎉🧑‍🤝‍🧑 party",
    "a\x00b\ud800c",
    "two\nlines",
]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


@pytest.fixture(scope="module")
def about(atlas: Atlas) -> About:
    return About(atlas.build, ADDRESS, "0123456789abcdef")


@pytest.fixture(scope="module")
def figure(atlas: Atlas) -> Figure:
    return compose(atlas, "presence", View(ward=25))


@pytest.fixture(scope="module")
def page(figure: Figure, about: About, atlas: Atlas) -> str:
    dark = compose(atlas, "presence", View(ward=25), dark=True)
    return embed_html(figure, about, dark=dark).decode()


def test_the_page_is_sound_and_asks_for_nothing(page: str) -> None:
    read = Checked(page)
    assert read.faults == []
    assert read.asked == []
    assert loaded_by_style(page) == []
    assert page.startswith("<!DOCTYPE html>\n<html lang=")
    assert read.tags["h1"] == read.tags["title"] - 50 == 1
    assert {value for tag, _, value in read.addresses if tag == "a"} == {ADDRESS}


def test_only_the_pages_own_script_may_run(page: str) -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    policy = policy.replace("&#39;", "'").replace("&#43;", "+")
    assert policy.startswith("default-src 'none';")
    assert f"script-src 'sha256-{digest}';" in policy
    assert "unsafe-eval" not in policy
    assert " style=" not in page


def test_map_legend_and_table_say_the_same(figure: Figure, page: str) -> None:
    read = Checked(page)
    (legend,) = figure.legends
    assert isinstance(legend, Legend)
    assert [int(n) for n in read.said("b")] == [row.count for row in legend.rows]
    areas = [text for text in read.said("title") if text.startswith("Ward ")]
    assert len(areas) == 50
    for row in legend.rows:
        assert sum(text.endswith(f": {row.label}") for text in areas) == row.count
    lines = re.findall(r'<tr data-ward="(\d+)">(.*?)</tr>', page)
    assert [int(ward) for ward, _ in lines] == [row["Ward"] for row in figure.sheet.rows]
    assert "58,543" in lines[24][1]  # people of ward 25, as the table of the page has them
    assert "Byron Sigcho-Lopez" in lines[24][1]


def test_classes_that_look_alike_keep_their_own_words(figure: Figure) -> None:
    assert figure.picture
    style = figure.picture.classes[0]
    state = replace(
        figure.picture, classes=(style, style, style), ward_class=(1,) * 20 + (2,) * 29 + (-1,)
    )
    rows = [
        LegendRow(Swatch("fill", style), label, count)
        for label, count in (("gone", 0), ("some", 20), ("many", 29))
    ]
    rows.append(LegendRow(Swatch("no_data"), "No figure", 1))
    both_of = replace(figure, picture=state, legends=(Legend("", tuple(rows)),))
    words = ward_words(both_of)
    assert (words[1], words[21], words[50]) == (
        "Ward 1: some",
        "Ward 21: many",
        "Ward 50: No figure",
    )
    shared = replace(both_of, legends=(Legend("", (LegendRow(rows[1].swatch, "both", 49),)),))
    words = ward_words(shared)
    assert (words[1], words[21], words[50]) == ("Ward 1: both", "Ward 21: both", "Ward 50")


def test_words_source_vintage_and_build_stand_on_the_page(
    figure: Figure, about: About, page: str
) -> None:
    said = " ".join(" ".join(re.sub(r"<[^>]*>", " ", page).split()).split())
    for words in (figure.title, figure.subtitle, figure.badge, figure.footing, *figure.caveats):
        assert " ".join(words.split()) in said
    assert "Source: " in said
    assert about.build.words in said
    assert f'aria-label="{figure.alt}"' in page
    assert f'data-build="{about.build.build_id}"' in page
    assert f'data-hash="{about.data_hash}"' in page


def test_both_themes_are_in_it(atlas: Atlas, figure: Figure, page: str) -> None:
    dark = compose(atlas, "presence", View(ward=25), dark=True)
    light_vars, media_vars, dark_vars = re.findall(r"\{((?:--i\d+:#[0-9a-f]{6};)+)\}", page)
    assert media_vars == dark_vars
    pairs = set(zip(light_vars.split(";"), dark_vars.split(";"), strict=True))
    assert figure.picture
    assert dark.picture
    assert len(in_use(figure)) >= 4
    for index in in_use(figure):
        one, other = (found.picture.classes[index].fill for found in (figure, dark))
        assert any(a.endswith(one) and b.endswith(other) for a, b in pairs)


def test_the_same_figure_is_the_same_file_and_no_large_one(
    figure: Figure, about: About, atlas: Atlas
) -> None:
    first, second = (embed_html(figure, about) for _ in range(2))
    assert first == second
    assert len(first) <= MAX_BYTES
    other = embed_html(compose(atlas, "presence", View(map=2023)), about)
    assert len(other) <= MAX_BYTES
    assert other != first


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_text_whatever_it_holds(title: str, figure: Figure, about: About) -> None:
    page = embed_html(replace(figure, subtitle=title, badge=title, alt=title), about, title=title)
    read = Checked(page.decode("utf-8"))
    assert read.faults == []
    assert read.tags["script"] == 1
    shown = title.replace("\x00", "").replace("\ud800", "")
    assert "".join(read.texts["h1"]) == shown


def test_a_title_that_is_none_is_refused(figure: Figure, about: About) -> None:
    with pytest.raises(EmbedError, match=r"2,000 characters; at most 300"):
        embed_html(figure, about, title="x" * 2000)
    embed_html(figure, about, title="x" * MAX_TITLE)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/?map=2015", "data:text/html,x"])
def test_only_an_address_of_the_web_becomes_a_link(
    address: str, figure: Figure, about: About
) -> None:
    read = Checked(embed_html(figure, replace(about, address=address)).decode())
    assert [value for tag, _, value in read.addresses if tag == "a"] == []


def in_use(figure: Figure) -> list[int]:
    """Classes that wards of the map have."""
    assert figure.picture
    return sorted(set(figure.picture.ward_class))


def square_figure(figure: Figure) -> Figure:
    """A map of two things: two steps each, on four classes of the map."""
    assert figure.picture
    a, b, c, d = (figure.picture.classes[i].fill for i in in_use(figure)[:4])
    legend = Square("Two", ("few", "many"), ("low", "high"), ((a, b), (c, d)), ((1, 2), (3, 4)), 5)
    return replace(figure, legends=(legend,))


def test_a_legend_of_two_things_is_read_from_the_top(figure: Figure, about: About) -> None:
    two = square_figure(figure)
    page = embed_html(two, about).decode()
    assert Checked(page).faults == []
    (table,) = re.findall(r'<table class="square">(.*?)</table>', page, re.DOTALL)
    assert re.findall(r">(\w+)<", table) == ["high", "3", "4", "low", "1", "2", "few", "many"]
    assert "No data: 5 wards." in page
    assert two.picture
    first = two.picture.ward_class.index(in_use(two)[1]) + 1
    assert ward_words(two)[first] == f"Ward {first}: low, many"


def test_every_kind_of_row_has_a_picture(figure: Figure, about: About) -> None:
    kinds = [Swatch(k) for k in ("ring", "dashed", "doubt", "no_data", "empty", "district")]
    kinds += [Swatch("symbol", shape="diamond", color="#d55e00", held=h) for h in ("solid", "open")]
    kinds.append(Swatch("symbol", shape="cross", color="#d55e00", held="faint"))
    rows = tuple(LegendRow(s, f"<row {n}>", None, "a & b") for n, s in enumerate(kinds))
    legend = Legend("Marks", (*rows, LegendRow(kinds[0], "asked", 0, help="why <so>")))
    page = embed_html(replace(figure, legends=(legend,)), about).decode()
    assert Checked(page).faults == []
    assert page.count('aria-hidden="true" focusable="false"') == len(kinds) + 1
    assert "&lt;row 8&gt;<small>a &amp; b</small>" in page
    assert "<summary>asked</summary><p>why &lt;so&gt;</p></details><b>0</b>" in page


def test_a_page_without_a_map_is_its_charts(figure: Figure, about: About) -> None:
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": [{"a": "x", "b": 3}, {"a": "y", "b": 5}]},
        "mark": "bar",
        "width": "container",
        "encoding": {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a"}},
    }
    charted = replace(figure, picture=None, charts=(Chart("bars", "Bars", "x 3, y 5", spec),))
    page = embed_html(charted, about).decode()
    read = Checked(page)
    assert (read.faults, read.asked) == ([], [])
    assert read.tags["img"] == 2
    assert 'alt="x 3, y 5"' in page
    drawn = base64.b64decode(re.findall(r"svg\+xml;base64,([^\"]*)", page)[0]).decode()
    assert drawn.startswith("<svg")
    assert 'id="panel"' not in page


def test_a_figure_with_nothing_to_show_says_so(figure: Figure, about: About) -> None:
    with pytest.raises(EmbedError, match="neither a map nor a chart"):
        embed_html(replace(figure, picture=None), about)


def test_rows_belong_to_wards_of_the_same_map_only(figure: Figure) -> None:
    rows = figure.sheet.rows
    assert [line.ward for line in table_of(figure).lines] == list(range(1, 51))
    other = Sheet("x", tuple({**row, "Ward map": 2023} for row in rows), {})
    assert {line.ward for line in table_of(replace(figure, sheet=other)).lines} == {0}
    twice = Sheet("x", (*rows, rows[0]), {})
    assert {line.ward for line in table_of(replace(figure, sheet=twice)).lines} == {0}


def test_a_long_table_says_that_it_goes_on(figure: Figure) -> None:
    rows = tuple({"Precinct": n} for n in range(2069))
    table = table_of(replace(figure, sheet=Sheet("x", rows, {})))
    assert len(table.lines) == MAX_ROWS
    assert table.words == "The same as a table (the first 150 of 2,069 rows)"


def test_steps_in_one_direction_become_one() -> None:
    steps = [(1, 0), (2, 0), (0, 0), (0, 3), (0, -1), (1, 1), (2, 2)]
    assert straightened(steps) == [(3, 0), (0, 3), (0, -1), (3, 3)]


def test_outlines_are_shorter_and_stand_on_the_grid() -> None:
    there = "M" + " ".join(f"{x / 10:.1f},{(x * 7 % 13) / 10:.1f}" for x in range(0, 200, 9)) + "Z"
    short = short_path(there, 0.5)
    assert len(short) < len(there)
    x, y = map(float, re.match(r"M(-?[\d.]+) ?(-?[\d.]+)l", short).groups())
    # 0.0,0.0 then 0.9,1.1 (63 % 13 = 11): on a grid of halves 0 0, then 1 1.
    assert (x, y) == (0, 0)
    assert short.startswith("M0 0l1 1")
    assert short.endswith("z")
    tile = "M0 5L5 0M-1.25 1.25L1.25 -1.25"
    assert short_path(tile, 0.5) == tile


@pytest.mark.parametrize("year", [2015, 2023])
def test_all_precincts_fit_into_a_file(year: int, atlas: Atlas) -> None:
    """Their outlines alone may take two thirds of it."""
    known = shapes(year, atlas.build.build_id)
    of = frame(known, 0, 0, WIDE, WIDE * 1.2)
    found = features(paths.PROCESSED / f"precincts_{year}_display.geojson")
    drawn = [short_path(of.path(rings(f["geometry"])), COARSE) for f in found]
    assert all(path.startswith("M") for path in drawn)  # none is rounded away
    assert sum(map(len, drawn)) < MAX_BYTES * 2 / 3


def test_two_drawings_become_one() -> None:
    inks = Inks()
    light = node("g", node("path", d="M0 0", fill="#111111", stroke="#ffffff"))
    dark = node("g", node("path", d="M0 0", fill="#222222", stroke="#ffffff"))
    made = written(both(light, dark, inks))
    assert made == '<g><path d="M0 0" class="f0 s1"/></g>'
    assert inks.variables(0) == "--i0:#111111;--i1:#ffffff;"
    assert inks.variables(1) == "--i0:#222222;--i1:#ffffff;"


def test_drawings_that_differ_in_more_are_both_kept() -> None:
    inks = Inks()
    light, dark = node("g", node("path", d="M0 0")), node("g")
    assert written(both(light, dark, inks)) == (
        '<g><g class="in-light"><g><path d="M0 0"/></g></g><g class="in-dark"><g/></g></g>'
    )


def test_the_snippet_holds_any_title_and_only_addresses_of_the_web() -> None:
    made = snippet("https://host/a.html?x=1&y=2", 'A "title" </iframe><b>')
    read = Checked(made)
    assert read.faults == []
    assert read.tags == {"script": 1, "iframe": 1}
    assert ("iframe", "src", "https://host/a.html?x=1&y=2") in read.addresses
    assert f"high>={LEAST}&&high<={MOST}" in made
    for bad in ("javascript:alert(1)", "a.html", "https://", ""):
        with pytest.raises(AtlasError, match="address on the web"):
            snippet(bad, "t")
    assert live("https://h/?map=2015") == "https://h/?map=2015&embed=true"
    assert live("https://h/gaps") == "https://h/gaps?embed=true"
