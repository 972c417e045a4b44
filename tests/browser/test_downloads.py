"""What people take away: tables, maps and links that mean the same to the next person."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable

import pytest

from geo.palettes import PRESENCE_CLASSES
from tests.browser.conftest import ROOT, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]
BUILD = json.loads((ROOT / "data/processed/build.json").read_text(encoding="utf-8"))
SHORT = {c.label: c.short for c in PRESENCE_CLASSES}


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def link_to_cite(visitor: Guest) -> str:
    visitor.page.get_by_role("button", name="Cite this view").click()
    code = visitor.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").first
    code.wait_for()
    return "".join(code.inner_text().split())


@pytest.mark.parametrize("query", ["map=2015", "map=2023&regional=no"])
def test_the_table_counts_what_the_legend_counts(guest: Open, query: str) -> None:
    desk = guest(f"/?{query}").map_drawn()
    rows = table(desk.download("Table (CSV)"))
    assert [int(row["Ward"]) for row in rows] == list(range(1, 51))
    counted = Counter(row["Class"] for row in rows)
    assert counted == {SHORT[label]: n for label, n in desk.legend().items() if n}
    assert sum(int(row["People, 2020"]) for row in rows) == 2_746_388
    desk.no_trouble()


def test_the_map_file_holds_fifty_wards_with_what_is_known_of_them(guest: Open) -> None:
    desk = guest("/?map=2023").map_drawn()
    rows = {int(row["Ward"]): row for row in table(desk.download("Table (CSV)"))}
    document = json.loads(desk.download("Map (GeoJSON)"))
    assert document["type"] == "FeatureCollection"
    wards = {f["properties"]["Ward"]: f for f in document["features"]}
    assert sorted(wards) == list(range(1, 51))
    for ward, feature in wards.items():
        assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
        assert feature["properties"]["Class"] == rows[ward]["Class"]
        assert feature["properties"]["Ward map"] == 2023
    assert BUILD["build_id"] in json.dumps(document["about"])
    desk.no_trouble()


@pytest.mark.parametrize("name", ["sides", "ward", "directory", "methods"])
def test_the_other_pages_give_a_table_too(guest: Open, name: str) -> None:
    desk = guest(f"/{name}?ward=25")
    rows = table(desk.download("Table (CSV)"))
    assert len(rows) >= 5
    assert all(None not in row for row in rows)  # no row is longer than the header
    desk.no_trouble()


def test_a_search_is_what_the_directory_gives_away(guest: Open) -> None:
    desk = guest("/directory?find=un35")
    assert [row["Id"] for row in table(desk.download("Table (CSV)"))] == ["un35"]


@pytest.mark.parametrize(
    "path",
    [
        "/?map=2023&ward=34&regional=no&outside=yes",
        "/sides?map=2023&scheme=essay&side=south",
        "/ward?ward=22",
        "/directory?find=ward%2025&org=25th-ward-ipo",
    ],
)
def test_the_link_of_a_citation_shows_the_same_to_somebody_else(guest: Open, path: str) -> None:
    mine = guest(path)
    address = link_to_cite(mine)
    assert address.startswith(mine.server.address)
    cited = mine.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").last.inner_text()
    assert address in re.sub(r"\s", "", cited)
    for part in (mine.headline, BUILD["build_id"], BUILD["release"]["version"]):
        assert part in " ".join(cited.split())
    settings = {k: mine.setting(k) for k in ("map", "scheme", "side", "ward", "find", "org")}
    theirs = guest(address)
    assert theirs.headline == mine.headline
    assert {k: theirs.setting(k) for k in settings} == settings
    assert theirs.page.get_by_test_id("stAlert").count() == 0
    theirs.no_trouble()


def test_a_link_made_with_other_data_says_so(guest: Open) -> None:
    desk = guest("/?map=2023&build=0000000000").map_drawn()
    notice = desk.page.get_by_test_id("stAlert")
    assert "0000000000" in notice.inner_text()
    assert desk.setting("map") == "2023"
    desk.no_trouble()


def test_the_directory_gives_away_the_shape_of_every_organization_with_a_place(guest: Open) -> None:
    desk = guest("/directory")
    listed = {row["Id"]: row for row in table(desk.download("Table (CSV)"))}
    document = json.loads(desk.download("Map (GeoJSON)"))
    shaped = {f["properties"]["Id"] for f in document["features"] if f["geometry"]}
    assert shaped == {name for name, row in listed.items() if row["Where"] != "area not stated"}
    desk.no_trouble()
