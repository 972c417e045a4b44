"""Every page as a visitor opens it: through `app.py`, from a link, with good and bad settings."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.palettes import PRESENCE_CLASSES
from geo.view import SCHEME_KEYS, View
from ui.cache import atlas as atlas_now
from ui.shell import PAGES

ROOT = Path(__file__).resolve().parents[2]
NAMES = [name for name, _ in PAGES]
WITH_MAP = ("presence", "sides", "ward")
CHICAGO_2020 = 2_746_388  # people by the 2020 census
MARKUP = '<img src=x onerror="window.hacked=1">'

GOOD: dict[str, dict[str, Any]] = {
    "default": {},
    "2023 map": {"map": "2023"},
    **{f"scheme {key}": {"scheme": key} for key in SCHEME_KEYS},
    "ward chosen": {"ward": "25"},
    "ward chosen, 2023 map": {"ward": "34", "map": "2023"},
    "everything counted": {"outside": "yes", "status": "active.unknown.defunct"},
    "nothing counted": {"status": "", "regional": "no"},
    "a site's own additions": {"utm_source": "x", "fbclid": MARKUP},
    "markup searched for": {"find": MARKUP},
}
BAD: dict[str, dict[str, Any]] = {
    "markup": {"scheme": MARKUP},
    "markup as organization": {"org": MARKUP},
    "template": {"ward": "{{7*7}}"},
    "markdown link": {"side": "[x](javascript:alert)"},
    "5,000 characters": {"side": "9" * 5000},
    "5,000 characters searched for": {"find": "a" * 5000},
    "ward 51": {"ward": "51"},
    "ward -1": {"ward": "-1"},
    "ward in other digits": {"ward": "٣"},
    "map 1999": {"map": "1999"},
    "unknown status": {"status": "asleep"},
    "neither yes nor no": {"regional": "1"},
    "doubled key": {"ward": ["3", "51"]},
    "made-up build": {"build": MARKUP},
}


def visit(page: str, **query: Any) -> AppTest:
    """Open a page by a link, as the first thing a new visitor does."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    at.switch_page(f"pages/{page}.py")
    at.query_params = query
    return at.run()


def bodies(at: AppTest) -> list[str]:
    """The HTML of the page itself, from top to bottom; rules of style stand outside it."""
    return [element.proto.body for element in at.main.get("html")]


def words(body: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def headline(at: AppTest) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", "".join(bodies(at)))
    return words(found)


def numbers(text: str) -> list[int]:
    """Every number in a text, in order; "1.43 million" is one of them."""
    found = re.findall(r"(\d[\d,]*(?:\.\d+)?)( million)?", text)
    return [round(float(n.replace(",", "")) * (1_000_000 if m else 1)) for n, m in found]


@cache
def usual(page: str) -> tuple[str, View]:
    """Headline and view of a page opened without any settings."""
    at = visit(page)
    return headline(at), at.session_state["view"]


def map_state(at: AppTest) -> dict[str, Any]:
    """What the page told the map to draw."""
    (element,) = at.get("component_instance")
    sent = json.loads(element.proto.json_args)["feature_group"]
    found: dict[str, Any] = json.loads(re.search(r"atlas\.show\((.*)\);", sent)[1])
    return found


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / "data" / path).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def tables(at: AppTest) -> list[pd.DataFrame]:
    return [element.value for element in at.dataframe]


def is_whole(at: AppTest, page: str, vintage: str) -> None:
    """A page that can be used: finding, table, files to take away, sources with date and build."""
    assert not at.exception
    assert not at.error
    assert headline(at)
    assert at.dataframe or any("<table" in b for b in bodies(at))
    assert at.get("download_button")
    foot = words(bodies(at)[-1])
    build = json.loads((ROOT / "data/processed/build.json").read_text(encoding="utf-8"))
    day = tomllib.loads((ROOT / "data/release.toml").read_text(encoding="utf-8"))["date"]
    assert build["build_id"] in foot
    assert f"{day:%B} {day.day}, {day.year}" in foot
    assert vintage in foot
    if page in WITH_MAP:
        state = map_state(at)
        assert state["vintage"] == int(vintage)
        assert len(state["ward_class"]) == 50
    else:
        assert not at.get("component_instance")


@pytest.mark.parametrize("settings", GOOD.values(), ids=GOOD)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_whole_with_every_kind_of_setting(
    name: str, settings: dict[str, Any]
) -> None:
    at = visit(name, **settings)
    shown = settings.get("map", "2015") if name in WITH_MAP else "2015"
    is_whole(at, name, shown)
    assert not at.warning
    assert MARKUP not in "".join(bodies(at))
    if name in WITH_MAP and "ward" in settings:
        assert map_state(at)["selected"] == int(settings["ward"])
    if name in WITH_MAP and "scheme" in settings:
        assert map_state(at)["outline"] == settings["scheme"]


@pytest.mark.parametrize("settings", BAD.values(), ids=BAD)
@pytest.mark.parametrize("name", NAMES)
def test_a_bad_link_is_answered_by_a_notice_and_the_usual_page(
    name: str, settings: dict[str, Any]
) -> None:
    at = visit(name, **settings)
    is_whole(at, name, "2015")
    (warning,) = at.warning
    # Markdown is escaped with backslashes: no link, code, formula or markup can begin.
    assert not re.search(r"(?<!\\)[\[\]<>`$*_]", warning.value)
    assert len(warning.value) < 600
    assert MARKUP not in "".join(bodies(at))
    assert (headline(at), at.session_state["view"]) == usual(name)


def test_the_notice_names_the_value_and_what_is_allowed() -> None:
    (warning,) = visit("sides", ward="51").warning
    for part in ("ward", "51", "1", "50"):
        assert part in warning.value


def test_no_status_chosen_counts_nobody_and_says_so() -> None:
    at = visit("presence", status="")
    assert set(numbers(headline(at))) == {0, 50}
    assert "none chosen" in " ".join(words(b) for b in bodies(at))
    assert set(tables(at)[0]["Class"]) == {"none listed", "listed, left out by the settings"}


def test_settings_survive_a_walk_through_all_pages() -> None:
    at = visit("presence", map="2023", scheme="nine", ward="34", regional="no", find="ward 25")
    before = at.session_state["view"]
    assert (before.map, before.scheme, before.ward, before.regional) == (2023, "nine", 34, False)
    for page in [*NAMES[1:], NAMES[0]]:
        at.switch_page(f"pages/{page}.py")
        at.query_params = {}  # a link of the navigation carries no settings
        at.run()
        assert not at.exception
        assert at.session_state["view"] == before
        assert at.query_params["ward"] == "34"
        if page in WITH_MAP:
            assert at.radio[0].value == 2023
            state = map_state(at)
            assert (state["vintage"], state["selected"]) == (2023, 34)
        if page == "directory":
            assert at.text_input[0].value == "ward 25"


# The figures, worked out anew from the files with nothing of the atlas's own code.


@pytest.fixture(scope="module")
def people() -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {2015: {}, 2023: {}}
    for row in rows("processed/ward_population.csv"):
        found[int(row["vintage"])][int(row["ward"])] = int(row["population"])
    return found


@pytest.fixture(scope="module")
def essay() -> set[str]:
    listed = rows("reference/organisations.csv")
    return {r["id"] for r in listed if r["in_essay"] == "yes" and r["status"] != "defunct"}


@pytest.fixture(scope="module")
def homes(essay: set[str]) -> set[int]:
    return {
        int(r["ward"])
        for r in rows("reference/footprints.csv")
        if r["ward"] and r["organisation_id"] in essay
    }


@pytest.fixture(scope="module")
def regional_share(essay: set[str]) -> Callable[[int, int], float]:
    areas: dict[str, set[str]] = {}
    for r in rows("reference/footprints.csv"):
        if r["community_area"] and r["organisation_id"] in essay:
            areas.setdefault(r["organisation_id"], set()).add(r["community_area"])
    pieces = rows("processed/ward_areas.csv")

    def share(vintage: int, ward: int) -> float:
        mine = [p for p in pieces if (p["vintage"], p["ward"]) == (str(vintage), str(ward))]
        total = sum(int(p["population"]) for p in mine)
        covered = (
            sum(int(p["population"]) for p in mine if p["community_area"] in named)
            for named in areas.values()
        )
        return max(covered) / total

    return share


@pytest.fixture(scope="module")
def covered_share(homes: set[int]) -> Callable[[int], float]:
    pieces = rows("processed/crosswalk_2015_2023.csv")

    def share(ward: int) -> float:
        mine = [p for p in pieces if p["ward_2023"] == str(ward)]
        total = sum(int(p["population"]) for p in mine)
        return sum(int(p["population"]) for p in mine if int(p["ward_2015"]) in homes) / total

    return share


def test_the_headline_of_the_2015_map_is_the_count_of_the_files(
    people: dict[int, dict[int, int]],
    homes: set[int],
    regional_share: Callable[[int, int], float],
) -> None:
    reached = homes | {w for w in people[2015] if regional_share(2015, w) >= 0.1}
    assert (len(homes), len(reached)) == (17, 26)
    at = visit("presence")
    assert {17, 26, 50} <= set(numbers(headline(at)))
    table = tables(at)[0]
    assert dict(zip(table["Ward"], table["People, 2020"], strict=True)) == people[2015]
    own = table[table["Class"].str.startswith("ward organization")]
    assert set(own["Ward"]) == homes
    assert set(table[table["Class"] == "regional organization only"]["Ward"]) == reached - homes
    # The line below the headline rounds to ten thousands.
    text = words(next(b for b in bodies(at) if "<h1" in b))
    for wards in (homes, reached):
        exact = sum(people[2015][w] for w in wards)
        assert any(abs(n - exact) <= 5_000 for n in numbers(text))
    assert sum(people[2015].values()) == CHICAGO_2020
    assert "2.75 million" in text


def test_the_headline_of_the_2023_map_is_the_count_of_the_files(
    people: dict[int, dict[int, int]],
    covered_share: Callable[[int], float],
    regional_share: Callable[[int, int], float],
) -> None:
    wards = people[2023]
    most = {w for w in wards if covered_share(w) >= 0.5}
    reached = {w for w in wards if max(covered_share(w), regional_share(2023, w)) >= 0.1}
    at = visit("presence", map="2023")
    assert {len(most), len(reached), 50} <= set(numbers(headline(at)))
    table = tables(at)[0]
    assert dict(zip(table["Ward"], table["People, 2020"], strict=True)) == wards
    for ward, share in zip(table["Ward"], table["Covered by ward organizations"], strict=True):
        assert share == pytest.approx(covered_share(ward), abs=0.0001)
    assert sum(wards.values()) == CHICAGO_2020


@pytest.mark.parametrize("settings", [{}, {"map": "2023"}, {"outside": "yes"}])
def test_legend_table_and_map_tell_the_same_counts(settings: dict[str, str]) -> None:
    at = visit("presence", **settings)
    (legend,) = [b for b in bodies(at) if "atlas-legend" in b]
    items = [words(item) for item in re.findall(r"<li>(.*?)</li>", legend)]
    short = {c.label: c.short for c in PRESENCE_CLASSES}
    told = {short[item.rsplit(" ", 1)[0]]: int(item.rsplit(" ", 1)[1]) for item in items}
    table = tables(at)[0]
    assert {label: n for label, n in told.items() if n} == Counter(table["Class"])
    drawn = Counter(PRESENCE_CLASSES[index].short for index in map_state(at)["ward_class"])
    assert drawn == Counter(table["Class"])


@pytest.mark.parametrize("scheme", SCHEME_KEYS)
@pytest.mark.parametrize("vintage", ["2015", "2023"])
def test_sides_share_out_every_ward_person_and_organization_once(scheme: str, vintage: str) -> None:
    by_side, by_ward = tables(visit("sides", scheme=scheme, map=vintage))
    assert by_side["Wards"].sum() == 50
    assert by_side["People, 2020"].sum() == CHICAGO_2020
    assert by_side["Ward organizations"].sum() == 17
    assert by_side["Regional organizations"].sum() == 3
    assert Counter(by_ward["Side"]) == {
        side: n for side, n in zip(by_side["Side"], by_side["Wards"], strict=True) if n
    }


def test_the_directory_lists_every_row_of_the_file() -> None:
    listed = rows("reference/organisations.csv")
    at = visit("directory")
    table = tables(at)[0]
    assert set(table["Id"]) == {r["id"] for r in listed}
    named = {r["id"]: r["name"] for r in listed if r["name"]}
    shown = dict(zip(table["Id"], table["Organization"], strict=True))
    assert {i: shown[i] for i in named} == named
    in_essay = [r for r in listed if r["in_essay"] == "yes"]
    told = numbers(headline(at))
    assert len(in_essay) == 20
    assert {20, sum(not r["name"] for r in in_essay), len(listed) - 20} <= set(told)


def test_a_search_narrows_the_directory() -> None:
    at = visit("directory", find="UN35 logan")
    assert list(tables(at)[0]["Id"]) == ["un35"]
    at.text_input[0].set_value("no such words anywhere").run()
    assert not at.exception
    assert len(tables(at)[0]) == 0
    at.text_input[0].set_value("").run()
    assert len(tables(at)[0]) == len(rows("reference/organisations.csv"))


def test_one_organization_is_shown_with_every_source_of_its_row() -> None:
    row = next(r for r in rows("reference/organisations.csv") if r["id"] == "un35")
    cited = {r["id"]: r for r in rows("reference/citations.csv")}
    shown = "".join(bodies(visit("directory", org="un35")))
    for source in row["source_ids"].split(";"):
        assert cited[source]["title"] in unescape(shown)
        assert f'href="{cited[source]["address"]}"' in shown or not cited[source]["address"]


@pytest.mark.parametrize(("vintage", "ward"), [("2015", 22), ("2023", 34), ("2015", 9)])
def test_the_page_of_a_ward_names_its_neighbors_alderperson_and_people(
    vintage: str, ward: int, people: dict[int, dict[int, int]]
) -> None:
    at = visit("ward", map=vintage, ward=str(ward))
    near = {
        int(r["neighbour"])
        for r in rows("processed/neighbours.csv")
        if (r["vintage"], r["ward"]) == (vintage, str(ward))
    }
    assert set(tables(at)[0]["Ward"]) == {ward, *near}
    text = " ".join(words(b) for b in bodies(at))
    terms = [
        r for r in rows("reference/alders.csv") if (r["vintage"], r["ward"]) == (vintage, str(ward))
    ]
    assert all(term["name"] in text for term in terms)
    assert f"{people[int(vintage)][ward]:,}" in text
    (listed,) = [b for b in bodies(at) if "Next door" in b] and [
        after for b, after in zip(bodies(at), bodies(at)[1:], strict=False) if "Next door" in b
    ]
    assert near <= set(numbers(words(listed)))


# What one visitor does stays with that visitor, and what one row breaks stays with that row.


def fingerprint() -> dict[str, str]:
    atlas = atlas_now()
    reference = {name: getattr(atlas.reference, name) for name in vars(atlas.reference)}
    frames = {**atlas.tables, **reference, "reach": atlas._reach}
    return {
        name: f"{list(frame.columns)} {list(frame.dtypes)} "
        f"{pd.util.hash_pandas_object(frame).tolist()}"
        for name, frame in frames.items()
    }


def test_no_page_changes_the_tables_all_visitors_share() -> None:
    visit("presence")
    shared = atlas_now()
    before = fingerprint()
    assert {"crosswalk_2015_2023", "ward_sides", "organisations", "alders", "reach"} <= set(before)
    for page in NAMES:
        for settings in ({}, {"map": "2023", "ward": "3", "scheme": "essay", "find": "ward"}):
            assert not visit(page, **settings).exception
    assert atlas_now() is shared
    assert fingerprint() == before


LISTING = """
import json, sys
from streamlit.testing.v1 import AppTest
found = {}
for page in sys.argv[1:]:
    at = AppTest.from_file(sys.path[0] + "/app.py", default_timeout=60)
    at.switch_page(f"pages/{page}.py")
    at.run()
    found[page] = {
        "errors": [str(e.value) for e in at.exception] + [str(e.value) for e in at.error],
        "html": [e.proto.body for e in at.main.get("html")],
        "warnings": [w.value for w in at.warning],
        "rows": [d.value.to_dict("list") for d in at.dataframe],
        "maps": len(at.get("component_instance")),
    }
print(json.dumps(found, default=str))
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A copy of the app and its data that a test may spoil."""
    for name in ("app.py", ".streamlit", "geo", "ui", "pages", "data"):
        here = ROOT / name
        ignore = shutil.ignore_patterns("__pycache__", "raw")
        if here.is_dir():
            shutil.copytree(here, tmp_path / name, ignore=ignore)
        else:
            shutil.copy(here, tmp_path / name)
    yield tmp_path
    shutil.rmtree(tmp_path)


def pages_of(folder: Path) -> dict[str, Any]:
    """Every page of another copy; in a process of its own, as modules are loaded only once."""
    (folder / "listing.py").write_text(LISTING, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(folder / "listing.py"), *NAMES],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def spoil(path: Path, number: int, change: Callable[[dict[str, str]], None]) -> None:
    """Change the row a spreadsheet shows as `number`."""
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        names, table = list(reader.fieldnames or ()), list(reader)
    change(table[number - 2])
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def test_a_faulty_row_is_named_on_every_page_and_everything_else_is_shown(checkout: Path) -> None:
    folder = checkout / "data/reference"
    spoil(folder / "organisations.csv", 3, lambda row: row.update(source_ids="no-such-source"))
    spoil(folder / "footprints.csv", 5, lambda row: row.update(ward="51"))
    found = pages_of(checkout)
    for page in found.values():
        assert page["errors"] == []
        assert page["warnings"]
        text = " ".join(words(b) for b in page["html"])
        assert "organisations.csv, row 3, column source_ids" in text
        assert "no-such-source" in text
        assert "footprints.csv, row 5, column ward" in text
        assert "51" in text
    assert [found[name]["maps"] for name in WITH_MAP] == [1, 1, 1]
    assert found["directory"]["rows"][0]["Id"].count("12th-ward-ipo") == 0
    assert len(found["directory"]["rows"][0]["Id"]) == len(rows("reference/organisations.csv")) - 1
    (table,) = found["presence"]["rows"]
    empty = {w for w, c in zip(table["Ward"], table["Class"], strict=True) if c == "none listed"}
    assert {12, 22} <= empty  # row 3 is the 12th Ward's organization, row 5 the 22nd Ward's home
    assert len(table["Ward"]) == 50


def test_a_table_nobody_can_read_is_named_on_every_page(checkout: Path) -> None:
    (checkout / "data/reference/alders.csv").write_bytes(b"PK\x03\x04 a workbook")
    for page in pages_of(checkout).values():
        assert page["errors"] == []
        text = " ".join(words(b) for b in page["html"])
        assert "alders.csv" in text
        assert "workbook" in text
        assert "<h1" in "".join(page["html"])
