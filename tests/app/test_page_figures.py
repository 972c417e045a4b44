"""A page shows the figure that is composed from the data alone: what files, embeds and static pages
are made from and what the screen says cannot differ."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from geo.atlas import load_atlas
from geo.figures.compose import ROOMS, compose
from geo.figures.figure import Figure, Legend, LegendRow
from geo.links import from_query
from geo.sources import source_line
from tests.app.visits import bodies, headline, map_state, visit, words

Query = dict[str, str]

EVERY: tuple[Query, ...] = ({}, {"map": "2023", "ward": "34", "outside": "yes", "side": "south"})
"""Links every page is opened by."""

LINKS: dict[str, tuple[Query, ...]] = {
    "sides": ({"scheme": "nine"},),
    "gaps": ({"sure": "certain", "beside": "yes", "who": "young", "within": "no-such-coalition"},),
    "expansion": ({"goal": "ninety", "never": "9.24", "weights": "nonsense:2"},),
    "plans": ({"plan_a": "12.16.-33", "plan_b": "9.16", "mix": "black_share:1.latino_share:1"},),
    "lists": ({"list_a": "1, 20, nobody at all", "list_b": "20, 33"},),
}
"""More links to a page with settings of its own."""

CASES = [
    pytest.param(page, query, id=f"{page}-{number}")
    for page in ROOMS
    if page != "claims"  # its heading is about all statements
    for number, query in enumerate((*EVERY, *LINKS.get(page, ())))
]

atlas = cache(load_atlas)


def expected(page: str, query: Query) -> Figure:
    sides = {key: scheme.groups for key, scheme in atlas().schemes.items()}
    view, notices = from_query(query, sides)
    assert not notices
    return compose(atlas(), page, view)


def legend_lines(at: AppTest) -> list[str]:
    """The rows of every legend as a reader sees them: label, meaning and count."""
    lists = [b for b in bodies(at) if 'class="atlas-legend' in b]
    return [words(item) for body in lists for item in re.findall(r"<li>(.*?)</li>", body)]


def line(row: LegendRow) -> str:
    count = "" if row.count is None else str(row.count)
    return " ".join(filter(None, (row.label, row.help or row.detail, count)))


def said(at: AppTest, mark: str) -> list[str]:
    """Texts of a page in elements of a kind, as they were before they were escaped."""
    return [unescape(t) for b in bodies(at) for t in re.findall(rf"<[^>]*{mark}[^>]*>([^<]*)<", b)]


@pytest.mark.parametrize(("page", "query"), CASES)
def test_the_page_shows_the_composed_figure(page: str, query: Query) -> None:
    at, figure = visit(page, **query), expected(page, query)
    assert not at.exception
    assert headline(at) == words(figure.title)
    assert figure.alt in said(at, 'role="note"')
    assert figure.badge in said(at, 'class="atlas-badge"')
    assert figure.subtitle in said(at, 'class="atlas-text"')
    rows = [row for part in figure.legends if isinstance(part, Legend) for row in part.rows]
    assert legend_lines(at) == [line(row) for row in rows]
    (footer,) = said(at, 'class="atlas-source"')
    assert figure.footing in footer
    assert source_line(figure.sources) in footer
    if figure.picture is not None:
        assert tuple(map_state(at)["ward_class"]) == figure.picture.ward_class


@pytest.mark.parametrize("page", ["sides"])
def test_charts_of_a_figure_stand_on_its_page_with_their_words(page: str) -> None:
    at, figure = visit(page), expected(page, {})
    shown = [element.proto for element in at.get("vega_lite_chart")]
    assert [chart.alt for chart in figure.charts] == [proto.alt for proto in shown]
    assert len(shown) == len(figure.charts) > 0


@pytest.mark.parametrize("claim", ["e01", "e14", "k02-kaegi", "e22", "p11"])
def test_the_page_of_statements_shows_the_figure_of_one(claim: str) -> None:
    at, figure = visit("claims", claim=claim), expected("claims", {"claim": claim})
    statement, _, verdict = figure.title.rpartition(": ")
    assert f"{statement}." in said(at, 'class="atlas-text"')
    assert verdict.capitalize() in said(at, 'class="atlas-verdict ')
    rows = [row for part in figure.legends if isinstance(part, Legend) for row in part.rows]
    assert legend_lines(at) == [line(row) for row in rows]
    if figure.picture is not None:
        assert tuple(map_state(at)["ward_class"]) == figure.picture.ward_class
        assert map_state(at)["vintage"] == figure.view.map
