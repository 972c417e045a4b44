"""The figures on the pages, worked out anew from the files with nothing of the atlas's own code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

import pytest

from geo.palettes import PRESENCE_CLASSES
from geo.view import SCHEME_KEYS
from tests.app.visits import bodies, grids, headline, map_state, numbers, rows, tables, visit, words

CHICAGO_2020 = 2_746_388  # people by the 2020 census


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
    table = grids(at)[0]
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
    table = grids(at)[0]
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
    table = grids(at)[0]
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
    table = grids(at)[0]
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
    assert list(grids(at)[0]["Id"]) == ["un35"]
    at.text_input[0].set_value("no such words anywhere").run()
    assert not at.exception
    assert len(grids(at)[0]) == 0
    at.text_input[0].set_value("").run()
    assert len(grids(at)[0]) == len(rows("reference/organisations.csv"))


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
    assert set(grids(at)[0]["Ward"]) == {ward, *near}
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
