"""The profile on the Ward page: its figures worked out anew from the files, on both maps."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from geo.indicators import FRACTIONS, INDICATORS, MEDIAN
from tests.app.visits import bodies, rows, visit, words

HOSTILE = '"><script>window.__pwned=1</script>{{7*7}}'
WARDS = (1, 25, 34, 50)
both_maps = pytest.mark.parametrize("year", [2015, 2023])

Lines = dict[str, dict[str, str]]


def profile_body(at: AppTest) -> str:
    """The HTML of the profile as the screen shows it."""
    found = [b for b in bodies(at) if 'class="atlas-profile"' in b and "profile-sheet" not in b]
    assert len(found) == 1
    return found[0]


def sheet_body(at: AppTest) -> str:
    """The HTML of the sheet that is printed."""
    (found,) = [b for b in bodies(at) if "atlas-profile-sheet" in b]
    return found


def lines(body: str) -> Lines:
    """Cells of every row by label and name of the cell, and what its bar says."""
    found: Lines = {}
    for row in re.findall(r"<tr[^>]*>(<th scope=\"row\".*?)</tr>", body):
        cells = re.findall(r'class="atlas-profile-(\w+)">(.*?)</t[hd]>', row)
        read = {name: words(content) for name, content in cells}
        (read["says"],) = (unescape(said) for said in re.findall(r'aria-label="([^"]*)"', row))
        read["html"] = row
        found[re.sub(r"<small>.*", "", cells[0][1]).strip()] = read
    return found


def table(year: int) -> dict[int, dict[str, str]]:
    return {int(r["ward"]): r for r in rows(f"processed/indicators_{year}.csv")}


@both_maps
@pytest.mark.parametrize("ward", WARDS)
def test_every_figure_of_the_page_is_the_figure_of_the_table(year: int, ward: int) -> None:
    shown = lines(profile_body(visit("ward", map=str(year), ward=str(ward))))
    assert len(shown) == len(INDICATORS)
    wards = table(year)
    city = {r["indicator"]: float(r["value"]) for r in rows("processed/indicators_city.csv")}
    for one, (label, cells) in zip(INDICATORS, shown.items(), strict=True):
        assert label.casefold() == one.label.casefold()
        values = {w: float(r[one.key]) for w, r in wards.items()}
        mine = values[ward]
        for cell, value in (("value", mine), ("city", city[one.key])):
            if one.kind in FRACTIONS:
                assert cells[cell].startswith(f"{value:.{one.decimals}%}")
            elif one.kind == MEDIAN:
                assert cells[cell].startswith(f"${value:,.0f}")
            else:
                assert cells[cell].startswith(f"{value:,.{one.decimals}f}")
        margin = wards[ward].get(f"{one.key}_moe")
        if margin and one.kind in FRACTIONS:
            assert f"± {100 * float(margin):.1f} points" in cells["value"]
        above = sum(v > mine for v in values.values())
        below = sum(v < mine for v in values.values())
        assert ("highest" if above <= below else "lowest") in cells["rank"]
        place = 1 + min(above, below)
        assert (f"{place}" in cells["rank"].split("of 50")[0]) == (place > 1)
        assert ("tied" in cells["rank"]) == (above + below < 49)


@both_maps
@pytest.mark.parametrize("ward", WARDS)
def test_unreliable_figures_are_gray_and_marked_and_others_are_not(year: int, ward: int) -> None:
    at = visit("ward", map=str(year), ward=str(ward))
    shown = lines(profile_body(at))
    mine = table(year)[ward]
    gray = re.findall(r'<tr role="row" class="atlas-profile-doubt">.*?</tr>', profile_body(at))
    doubtful = [i for i in INDICATORS if float(mine.get(f"{i.key}_cv") or 0) >= 0.2]
    assert len(gray) == len(doubtful)
    for one, cells in zip(INDICATORS, shown.values(), strict=True):
        assert ("†" in cells["value"]) == (one in doubtful)
        assert any(cells["html"] in line for line in gray) == (one in doubtful)
        without = one.sampled and not mine.get(f"{one.key}_moe")
        assert ("‡" in cells["value"]) == (without and one not in doubtful)
    assert sum("‡" in cells["value"] for cells in shown.values()) == 2


@both_maps
def test_the_bar_lies_where_its_numbers_say(year: int) -> None:
    shown = lines(profile_body(visit("ward", map=str(year), ward="25")))
    values = [float(r["bachelor_share"]) for r in rows(f"processed/indicators_{year}.csv")]
    (city,) = (
        float(r["value"])
        for r in rows("processed/indicators_city.csv")
        if r["indicator"] == "bachelor_share"
    )
    cells = shown["Bachelor’s degree or more"]
    low, high = min(values), max(values)
    for name, value in (("dot", values[24]), ("tick", city)):
        (left,) = re.findall(rf'atlas-profile-{name}" style="left:([\d.]+)%"', cells["html"])
        assert float(left) == pytest.approx(100 * (value - low) / (high - low), abs=0.01)
    assert f"Ward 25: {values[24]:.1%}" in cells["says"]
    for said in (f"City: {city:.1%}", f"Lowest ward: {low:.1%}", f"Highest ward: {high:.1%}"):
        assert said in cells["says"]
    assert 'role="img"' in cells["html"]


@both_maps
def test_the_profile_stands_below_the_organizations_and_above_the_table(year: int) -> None:
    found = bodies(visit("ward", map=str(year), ward="1"))
    at = {
        name: next(n for n, body in enumerate(found) if name in body)
        for name in (">Organizations<", ">Profile of ward 1", "atlas-scroll", "Source: ")
    }
    assert list(at.values()) == sorted(at.values())


@both_maps
def test_the_note_says_whether_census_figures_are_exact(year: int) -> None:
    said = words(profile_body(visit("ward", map=str(year), ward="25")))
    counted = {2015: "are exact sums of voting districts", 2023: "are exact sums of precincts"}
    assert counted[year] in said
    assert ("All other figures are estimates" in said) == (year == 2023)


@both_maps
def test_the_printed_sheet_holds_the_same_figures_and_where_they_are_from(year: int) -> None:
    at = visit("ward", map=str(year), ward="34")
    on_paper, on_screen = lines(sheet_body(at)), lines(profile_body(at))
    assert {k: v["html"] for k, v in on_paper.items()} == {
        k: v["html"] for k, v in on_screen.items()
    }
    said = words(sheet_body(at))
    for part in (f"{year} map", "Organizations", "Neighbors", "Alderperson: ", "Source: "):
        assert part in said
    assert f"map={year}" in said
    assert "ward=34" in said
    assert "Data release" in said


def test_the_profile_can_be_taken_away() -> None:
    at = visit("ward", map="2023", ward="34")
    names = [button.proto.id for button in at.get("download_button")]
    assert any("csv_profile_34_2023" in name for name in names)
    assert not any("geojson_profile" in name for name in names)


def test_without_a_ward_there_is_no_profile_and_no_sheet() -> None:
    at = visit("ward")
    assert not at.exception
    assert not any("atlas-profile" in body for body in bodies(at))


@pytest.mark.parametrize("field", ["ward", "map", "find", "org", "side"])
def test_nothing_of_a_hostile_link_reaches_the_profile_as_markup(field: str) -> None:
    settings = {"ward": "25", "map": "2015", field: HOSTILE}
    at = visit("ward", **settings)
    assert not at.exception
    page = "".join(bodies(at))
    assert HOSTILE not in page
    assert "<script" not in page
    if field != "ward":  # without a ward there is no profile
        assert len(lines(profile_body(at))) == len(INDICATORS)
