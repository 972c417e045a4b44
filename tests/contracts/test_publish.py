"""The static site: valid, linked, at rest with itself, and equal to the atlas it was made from."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from geo import paths
from geo.atlas import Atlas, load_atlas
from geo.errors import AtlasError
from geo.figures.compose import compose
from geo.figures.figure import Legend
from geo.publish.__main__ import main
from geo.publish.changes import releases
from geo.publish.links import broken_links
from geo.publish.manifest import NAME, read_manifest
from geo.publish.plan import WITHOUT_PAGE, planned
from geo.publish.records import PublishError, Settings
from geo.publish.run import publish
from geo.publish.site import Site
from geo.view import View
from tests.static_pages import ADDRESS, FIGURES, Element, StaticSite, again, mistakes, parse

WARD = "wards/2015/ward-25"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


@pytest.fixture
def copy(static_site: StaticSite, tmp_path: Path) -> StaticSite:
    """The site in a folder of its own, free to be spoiled."""
    shutil.copytree(static_site.out, tmp_path / "site")
    return StaticSite(
        Settings(tmp_path / "site", ADDRESS, figures=static_site.settings.figures),
        static_site.outcome,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


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


# Runs


def test_a_second_run_writes_nothing(copy: StaticSite) -> None:
    before = {p: p.stat().st_mtime_ns for p in copy.out.rglob("*") if p.name != NAME}
    outcome = again(copy).outcome
    assert outcome.written == () and outcome.removed == ()
    assert len(outcome.unchanged) >= 14
    assert {p: p.stat().st_mtime_ns for p in copy.out.rglob("*") if p.name != NAME} == before


def test_the_same_input_makes_the_same_bytes(copy: StaticSite, tmp_path: Path) -> None:
    only = "wards/2023/ward-34,figures/own-map,feeds"
    fresh = again(copy, only, out=tmp_path / "fresh")
    made = contents(fresh.out)
    made.pop(NAME)
    known = contents(copy.out)
    assert len(made) > 12
    assert {name: known[name] == made[name] for name in made} == dict.fromkeys(made, True)


def test_several_processes_make_the_same_files(copy: StaticSite, tmp_path: Path) -> None:
    only = "wards/2023/ward-34,wards/2015/ward-25,statements/e01,organizations/index"
    settings = replace(copy.settings, out=tmp_path / "two")
    outcome = publish(settings, jobs=2, only=only, quiet=True)
    assert outcome.failed == ()
    made, known = contents(tmp_path / "two"), contents(copy.out)
    made.pop(NAME)
    assert all(known[name] == content for name, content in made.items())


def edited(folder: Path, table: str, before: str, after: str) -> None:
    path = folder / table
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_an_edited_row_rewrites_the_pages_it_touches(copy: StaticSite, tmp_path: Path) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(paths.REFERENCE, reference)
    rows = csv.DictReader(io.StringIO((reference / "organisations.csv").read_text("utf-8")))
    one = next(r for r in rows if "25" in r["id"] and r["name"])
    only = f"{WARD},wards/2023/ward-34,organizations/index,organizations/{one['id']},feeds"
    edited(reference, "organisations.csv", f",{one['name']},", ",Renamed Neighbors,")
    outcome = again(copy, only, reference=reference).outcome
    assert f"organizations/{one['id']}" in outcome.written and WARD in outcome.written
    assert "feeds" in outcome.unchanged
    changed = copy.read(WARD)
    assert "Renamed Neighbors" in changed.text and one["name"] not in changed.text
    assert "organisations.csv edited since" in next(changed.every("footer")).text


def test_an_edit_elsewhere_leaves_a_page_as_it_is(copy: StaticSite, tmp_path: Path) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(paths.REFERENCE, reference)
    path = reference / "mayors.csv"
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n\n", "utf-8")
    before = (copy.out / f"{WARD}.html").stat().st_mtime_ns
    outcome = again(copy, f"{WARD},data/index", reference=reference).outcome
    assert WARD in outcome.unchanged and "data/index" in outcome.written
    assert (copy.out / f"{WARD}.html").stat().st_mtime_ns == before


def test_a_file_somebody_spoiled_is_made_anew(copy: StaticSite) -> None:
    page = copy.out / f"{WARD}.html"
    good = page.read_bytes()
    page.write_bytes(b"half a pa")
    (copy.out / "wards/2023/ward-34-card.png").unlink()
    assert set(again(copy).outcome.written) == {WARD, "wards/2023/ward-34"}
    assert page.read_bytes() == good


def test_what_is_no_longer_of_the_site_goes_and_what_is_not_ours_stays(
    copy: StaticSite, tmp_path: Path
) -> None:
    listed = tmp_path / "figures.toml"
    listed.write_text(FIGURES.partition('[[figure]]\nid = "other-map"')[0], "utf-8")
    (copy.out / "figures/other-map.csv").write_text("my own notes", "utf-8")
    (copy.out / "figures/own-notes.txt").write_text("mine", "utf-8")
    outcome = again(copy, "figures/*", figures=listed).outcome
    assert "figures/other-map.html" in outcome.removed
    assert not (copy.out / "figures/other-map.html").exists()
    assert outcome.edited == ("figures/other-map.csv",)
    assert (copy.out / "figures/other-map.csv").read_text("utf-8") == "my own notes"
    assert (copy.out / "figures/own-notes.txt").is_file()
    assert "other-map" not in (copy.out / "figures/index.html").read_text("utf-8")


def test_a_file_of_somebody_else_in_the_way_stays(tmp_path: Path, static_site: StaticSite) -> None:
    first = again(static_site, "data/index", out=tmp_path / "site")
    (first.out / "feed.xml").write_text("mine", "utf-8")
    outcome = again(first, "feeds").outcome
    assert [one.key for one in outcome.failed] == ["feeds"]
    assert "was not written by an earlier run" in outcome.failed[0].why
    assert (first.out / "feed.xml").read_text("utf-8") == "mine"


def test_a_broken_link_is_told(copy: StaticSite) -> None:
    page = copy.out / f"{WARD}.html"
    text = page.read_text("utf-8").replace('href="../../about.html"', 'href="../about.html"', 1)
    page.write_text(text.replace('href="#main"', 'href="#gone"'), "utf-8")
    everything = planned(Site(copy.settings))
    found = broken_links(copy.out, read_manifest(copy.out), everything, ADDRESS)
    assert [line.split(" ", 1)[1] for line in found.broken] == [
        "“#gone” leads to a place “gone” that is not there",
        "“../about.html” leads to no file",
    ]


# Bad input


def test_a_folder_of_somebody_else_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    assert main(["--out", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "thesis.txt" in told and "none of them is touched" in told and "--out" in told
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_is_told(
    tmp_path: Path, static_site: StaticSite, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert main(["--out", str(tmp_path / "file")]) == 1
    assert "is a file. Name a folder" in capsys.readouterr().err
    with pytest.raises(PublishError, match=r"below.* cannot be written \(Not a directory\).*--out"):
        again(static_site, "feeds", out=tmp_path / "file" / "below")


@pytest.mark.parametrize("record", ["{}", '{"maker": "me", "pages": {}}', "not json", "[]"])
def test_a_record_that_is_not_ours_is_refused(tmp_path: Path, record: str) -> None:
    (tmp_path / NAME).write_text(record, "utf-8")
    with pytest.raises(PublishError, match="not the record of a site of this atlas"):
        publish(Settings(tmp_path), quiet=True)


def test_a_record_that_leads_out_of_the_folder_removes_nothing(
    copy: StaticSite, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", "utf-8")
    record = json.loads((copy.out / NAME).read_text("utf-8"))
    record["pages"]["gone"] = {"inputs": "", "fingerprint": "", "files": {"../outside.txt": ""}}
    (copy.out / NAME).write_text(json.dumps(record), "utf-8")
    with pytest.raises(PublishError, match="outside"):
        again(copy, "feeds")
    assert outside.is_file()


@pytest.mark.parametrize(
    "site",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https://a b/",
        "https://example.org/?x=1",
        'https://example.org/"><script>',
    ],
)
def test_an_address_that_is_none_is_told(
    tmp_path: Path, site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path / "x"), "--site", site]) == 2
    assert "https://example.org/atlas/" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_pattern_that_fits_nothing_is_told(tmp_path: Path, static_site: StaticSite) -> None:
    with pytest.raises(
        PublishError, match=r"No page fits --only 'wards/1999/\*'.*wards/2023/ward-25"
    ):
        again(static_site, "wards/1999/*", out=tmp_path / "x")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('id = "a"\nview = "nowhere?map=2015"', ("“a”", "nowhere", "Pages: ")),
        ('id = "a"\nview = "directory?find=x"', ("“a”", "directory has no figure", "presence")),
        ('id = "a"\nview = "presence?map=1999"', ("“a”", "1999", "2015 or 2023")),
        ('id = "a"\nview = "presence?colour=red"', ("“a”", "colour", "Its settings: map")),
        ('id = "A b"\nview = "presence?"', ("A b", "small letters")),
        ('view = "presence?map=2015"', ("lacks this field", "id")),
    ],
)
def test_a_bad_figure_is_told_by_file_entry_and_remedy(
    tmp_path: Path, entry: str, told: tuple[str, ...]
) -> None:
    listed = tmp_path / "figures.toml"
    listed.write_text(f"[[figure]]\n{entry}\n", "utf-8")
    with pytest.raises(AtlasError) as caught:
        publish(Settings(tmp_path / "site", figures=listed), quiet=True)
    assert all(part in str(caught.value) for part in ("figures.toml", *told)), caught.value
    assert not (tmp_path / "site").exists()


def test_a_title_no_picture_can_show_costs_its_own_page_only(
    tmp_path: Path, static_site: StaticSite
) -> None:
    listed = tmp_path / "figures.toml"
    rest = FIGURES.replace('"The map', '"First, the map')
    listed.write_text(
        f'[[figure]]\nid = "smile"\nview = "presence?map=2015"\ntitle = "\U0001f600"\n{rest}',
        "utf-8",
    )
    found = again(
        static_site, "figures/smile,wards/2023/ward-34", figures=listed, out=tmp_path / "site"
    )
    assert [one.key for one in found.outcome.failed] == ["figures/smile"]
    assert "grinning face" in found.outcome.failed[0].why
    assert found.outcome.written == ("assets", "wards/2023/ward-34")
    assert not list(found.out.glob("figures/*"))


def test_without_an_address_there_is_no_sitemap(tmp_path: Path, static_site: StaticSite) -> None:
    found = again(static_site, f"feeds,{WARD}", site="", out=tmp_path / "site")
    assert not (found.out / "sitemap.xml").exists()
    assert "example.org" not in (found.out / "feed.xml").read_text("utf-8")
    said = {
        e.attributes.get("property"): e.attributes.get("content")
        for e in found.read(WARD).every("meta")
    }
    assert said["og:image"] == "../../wards/2015/ward-25-card.png"
    assert "og:url" not in said
