"""The static site: valid, linked, at rest with itself, and equal to the atlas it was made from."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from geo import paths
from geo.atlas import Atlas, load_atlas
from geo.figures.compose import compose
from geo.figures.figure import Legend
from geo.publish.changes import releases
from geo.publish.plan import WITHOUT_PAGE, planned
from geo.publish.records import PublishError
from geo.publish.site import Site
from geo.view import View
from tests.static_pages import ADDRESS, Element, StaticSite, mistakes, parse

WARD = "wards/2015/ward-25"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


# The pages themselves


def test_every_page_was_made_and_every_link_leads_somewhere(static_site: StaticSite) -> None:
    assert static_site.outcome.failed == ()
    assert static_site.outcome.links.broken == ()
    assert static_site.outcome.links.checked > 500


def test_the_reader_of_html_forgives_nothing() -> None:
    for wrong in (
        "<p><div></div></p>",
        "<ul><p>x</p></ul>",
        "<table><tr><td>x</td></tr></table>",
        "<b><i>x</b></i>",
        "<p>x",
        '<p id="a"></p><p id="a"></p>',
        "<a href='x'><a href='y'>z</a></a>",
    ):
        assert mistakes(wrong), wrong
    assert mistakes('<ul><li><a href="x">y</a></li></ul><img src="z" alt="">') == []


def test_every_page_is_valid_html(static_site: StaticSite) -> None:
    found = {str(p): mistakes(p.read_text("utf-8")) for p in static_site.pages}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(found) >= 14


def test_every_page_can_be_read_by_everybody(static_site: StaticSite) -> None:
    for path in static_site.pages:
        page = parse(path.read_text("utf-8"))
        assert next(page.every("html")).attributes["lang"] == "en-US"
        levels = [int(e.name[1]) for e in page.every("h1", "h2", "h3", "h4")]
        assert levels[0] == 1 and levels.count(1) == 1, path
        assert all(b <= a + 1 for a, b in pairwise(levels)), (path, levels)
        first = next(page.every("a"))
        assert first.attributes["href"] == "#main" and "Skip" in first.text
        for image in page.every("img"):
            assert re.search(r"\d", image.attributes["alt"]), path
        for picture in page.having("svg", "map"):
            assert re.search(r"\d", picture.attributes["aria-label"]), path
        for box in page.having("div", "scroll"):
            assert box.attributes["tabindex"] == "0" and box.attributes["aria-label"]


def test_every_page_says_source_vintage_release_and_build(
    static_site: StaticSite, atlas: Atlas
) -> None:
    for path in static_site.pages:
        foot = next(parse(path.read_text("utf-8")).every("footer")).text
        assert atlas.build.words in foot, path
        assert re.search(r"Sources?: |Organizations: the atlas’s directory", foot), path
        assert "Ward map" in foot or "2015 map" in foot, path


REQUESTS = {
    "link": ("href",),
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "object": ("data",),
    "use": ("href",),
    "image": ("href",),
}
"""Attributes a browser fetches by itself."""


def test_no_page_asks_another_server_for_anything(static_site: StaticSite) -> None:
    asked = []
    for path in static_site.out.rglob("*"):
        if path.suffix in (".css", ".svg", ".html", ".js"):
            text = path.read_text("utf-8")
            urls = re.findall(r"url\([\"']?([^)]*)\)", text)
            asked += [u for u in urls if "//" in u and not u.startswith("data:")]
            assert "@import" not in text
        if path.suffix == ".html":
            for element in parse(text).every(*REQUESTS):
                if element.attributes.get("rel") == "canonical":
                    continue
                values = (element.attributes.get(a, "") for a in REQUESTS[element.name])
                asked += [v for v in values if "//" in v]
    assert asked == []


def test_pages_run_no_script_but_the_site_s_own(static_site: StaticSite) -> None:
    for path in static_site.pages:
        page = parse(path.read_text("utf-8"))
        policy = next(e for e in page.every("meta") if "http-equiv" in e.attributes)
        assert "default-src 'none'" in policy.attributes["content"]
        assert "unsafe" not in policy.attributes["content"]
        assert all(e.attributes["src"].endswith("site.js") for e in page.every("script"))
        assert not any(
            n.startswith("on") or n == "style" for e in page.every() for n in e.attributes
        )


def test_previews_and_canonical_addresses_are_full_and_there(static_site: StaticSite) -> None:
    for path in static_site.pages:
        page = parse(path.read_text("utf-8"))
        said = {
            e.attributes.get("property"): e.attributes.get("content") for e in page.every("meta")
        }
        image = said["og:image"]
        assert image.startswith(ADDRESS)
        assert (static_site.out / image.removeprefix(ADDRESS)).is_file(), image
        here = path.relative_to(static_site.out).as_posix()
        assert said["og:url"] == ADDRESS + here


def previews(page: Element) -> dict[str, str]:
    """What a page tells those who link to it."""
    told = (e.attributes for e in page.every("meta") if "property" in e.attributes)
    return {one["property"]: one["content"] for one in told}


# The same figures as the atlas


def legend_of(page: Element) -> list[tuple[str, int]]:
    """Labels and counts of a page's legend."""
    rows = (item for box in page.having("ul", "legend") for item in box.every("li"))
    return [(next(r.every("span")).text, int(next(r.having("b", "n")).text)) for r in rows]


def test_a_figure_s_page_counts_as_the_figure_does(static_site: StaticSite, atlas: Atlas) -> None:
    figure = compose(atlas, "presence", View(map=2015))
    page = static_site.read("figures/own-map")
    expected = [
        (row.label, row.count)
        for one in figure.legends
        if isinstance(one, Legend)
        for row in one.rows
    ]
    assert legend_of(page) == expected
    assert sum(count or 0 for _, count in expected) == 50
    assert next(page.every("h1")).text == figure.title
    assert figure.title in static_site.read("figures/index").text
    rows = list(
        csv.DictReader(
            io.StringIO((static_site.out / "figures/own-map.csv").read_text("utf-8-sig"))
        )
    )
    by_class = {row["Ward"]: row["Class"] for row in rows}
    assert by_class == {str(r["Ward"]): r["Class"] for r in figure.sheet.rows}
    shapes = json.loads((static_site.out / "figures/own-map.geojson").read_bytes())
    assert len(shapes["features"]) == 50
    assert shapes["about"]["link"] == f"{ADDRESS}figures/own-map.html"


def test_the_picture_and_the_page_count_alike(static_site: StaticSite) -> None:
    drawn = ElementTree.parse(static_site.out / "figures/own-map.svg")  # noqa: S314  our own
    words = " ".join("".join(e.itertext()) for e in drawn.iter() if e.tag.endswith("text"))
    for label, count in legend_of(static_site.read("figures/own-map")):
        # Long labels break into lines, so the first words stand for them.
        start = " ".join(label.split()[:3])
        assert start in words
        assert re.search(rf"\b{count}\b", words)


def test_a_ward_s_page_has_the_figures_of_the_atlas(static_site: StaticSite, atlas: Atlas) -> None:
    page = static_site.read(WARD)
    table = next(page.having("table", "profile"))
    shown = {}
    for row in table.every("tr"):
        label = [e.text for e in row.every("th") if e.attributes.get("scope") == "row"]
        value = [e.text for e in row.having("td", "value")]
        if label:
            shown[label[0]] = value[0]
    assert len(shown) == 26
    assert shown["People"] == f"{atlas.facts(2015)[25].population:,}"
    for key, label in (
        ("latino_share", "Latino residents"),
        ("black_share", "Black residents"),
        ("poverty_share", "Below the poverty line"),
    ):
        assert shown[label].rstrip("†‡") == atlas.values(2015, key).words(25)
    assert atlas.alder(2015, 25) in page.text
    near = {n.ward for n in atlas.neighbours(2015, 25)}
    linked = {a.attributes["href"] for a in page.every("a")}
    assert {f"ward-{n}.html" for n in near} <= linked
    here = [
        r.organisation for r in atlas.presence(2015, View().options).wards[24].reaches if r.is_near
    ]
    assert here
    for organisation in here:
        assert f"../../organizations/{organisation}.html" in linked


def test_the_same_number_on_the_other_map_is_another_ward(static_site: StaticSite) -> None:
    old, new = static_site.read(WARD), static_site.read("wards/2023/ward-25")
    assert "2015 map" in old.text and "2023 map (since May 2023)" in new.text
    values = [[e.text for e in p.having("td", "value")] for p in (old, new)]
    assert values[0][0] != values[1][0]


def test_a_statement_s_page_has_the_ledger_s_verdict(static_site: StaticSite) -> None:
    row = next(
        c
        for c in json.loads((paths.PROCESSED / "claims.json").read_text("utf-8"))["claims"]
        if c["id"] == "e01"
    )
    page = static_site.read("statements/e01")
    assert next(page.having("p", f"verdict-{row['verdict']}")).text
    for found in row["findings"]:
        assert found["words"] in page.text


def test_the_list_to_search_names_every_ward_and_organization(
    static_site: StaticSite, atlas: Atlas
) -> None:
    page = static_site.read("index")
    places = [e for e in page.every("li") if "data-words" in e.attributes]
    assert len(places) == 100 + len(atlas.organisations)
    mine = next(e for e in places if next(e.every("a")).attributes["href"] == f"{WARD}.html")
    assert atlas.alder(2015, 25).lower() in mine.attributes["data-words"]


def test_words_of_a_writer_are_shown_as_they_are_written(static_site: StaticSite) -> None:
    page = static_site.read("figures/other-map")
    assert next(page.every("h1")).text == 'A <b>bold</b> & "quoted" title'
    assert "A caption with <script>alert(1)</script> in it." in page.text
    assert [e.attributes.get("src") for e in page.every("script")] == []
    drawn = (static_site.out / "figures/other-map.svg").read_text("utf-8")
    assert "<b>" not in drawn


# Feeds


ATOM = "{http://www.w3.org/2005/Atom}"


def test_feeds_tell_every_release(static_site: StaticSite) -> None:
    known = [one.version for one in releases()]
    assert known[0] > known[-1]
    feed = ElementTree.parse(static_site.out / "feed.xml").getroot()  # noqa: S314  our own
    entries = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}title") for e in entries] == [f"Release {v}" for v in known]
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        place = link.get("href", "").removeprefix(f"{ADDRESS}about.html#")
        assert any(e.attributes.get("id") == place for e in static_site.read("about").every())
    ids = [e.findtext(f"{ATOM}id") or "" for e in (feed, *entries)]
    assert len(set(ids)) == len(ids) and all(i.startswith("urn:uuid:") for i in ids)
    same = json.loads((static_site.out / "feed.json").read_text("utf-8"))
    assert [i["title"] for i in same["items"]] == [f"Release {v}" for v in known]


def test_the_sitemap_names_every_page(static_site: StaticSite) -> None:
    root = ElementTree.parse(static_site.out / "sitemap.xml").getroot()  # noqa: S314  our own
    named = {e.text for e in root.iter() if e.tag.endswith("loc")}
    keys = {p.key for p in planned(Site(static_site.settings)) if p.kind not in WITHOUT_PAGE}
    assert named == {f"{ADDRESS}{key}.html" for key in keys}
    assert len(named) > 180


def test_a_changelog_that_cannot_be_read_is_told_by_its_row(tmp_path: Path) -> None:
    log = tmp_path / "CHANGELOG.md"
    log.write_text("# Changelog\n\n## Version two\n- x\n", "utf-8")
    with pytest.raises(PublishError, match=r"CHANGELOG\.md, row 3: .*Version two.*## 0\.2\.0"):
        releases(log)
