"""A picture and the page at its link say the same: headline, classes and counts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from urllib.parse import parse_qsl, urlsplit

import pytest

from geo.atlas import load_atlas
from geo.export.form import Form
from geo.export.picture import svg
from geo.figures.about import About
from geo.figures.compose import ROOMS, compose
from geo.freeze import read_view
from geo.links import link
from geo.page_settings import FIRST_PAGE
from tests.app.visits import bodies, headline, visit, words

SVG = "{http://www.w3.org/2000/svg}"
DC = "{http://purl.org/dc/elements/1.1/}"
ATLAS = load_atlas()
VIEWS = (*ROOMS, "presence?map=2023&side=south", "presence?map=2015&regional=no&outside=yes")


def legend_of_page(page: str, query: dict[str, str]) -> tuple[str, list[str]]:
    """Headline of the page, and every row of its first legend as one line."""
    at = visit(page, **query)
    listed = next((b for b in bodies(at) if '<ul class="atlas-legend' in b), "")
    # What opens below a row when it is asked for is not part of the row.
    shown = re.sub(r"<div>.*?</div>", "", listed, flags=re.DOTALL)
    return headline(at), [words(i) for i in re.findall(r"<li>(.*?)</li>", shown, re.DOTALL)]


@pytest.mark.parametrize("asked", VIEWS)
def test_a_picture_has_the_counts_of_the_page_at_its_link(asked: str) -> None:
    page, view, _ = read_view(asked, ATLAS)
    figure = compose(ATLAS, page, view)
    if figure.picture is None:
        pytest.skip(f"{page} shows no map")
    name = "" if page == FIRST_PAGE else page
    address = "https://atlas.example" + link(figure.view, name, ATLAS.build.build_id)
    made = svg(figure, Form("page"), About(ATLAS.build, address, "0" * 64))
    root = ET.fromstring(made)  # noqa: S314  our own
    drawn = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))

    kept = urlsplit(next(root.iter(f"{DC}identifier")).text or "")
    there = kept.path.strip("/") or FIRST_PAGE
    title, rows = legend_of_page(there, dict(parse_qsl(kept.query, keep_blank_values=True)))
    # The page of statements is headed by all of them, its map by the one that is chosen.
    assert page == "claims" or title == root.findtext(f"{SVG}title")
    assert rows or page not in (FIRST_PAGE, "gaps", "demographics")
    for row in rows:
        assert row in drawn, row
