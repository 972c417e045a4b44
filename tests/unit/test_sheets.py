"""Tables to take away: what they hold, and that they arrive as they were sent."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import Atlas, load_atlas
from geo.presence import Options
from geo.sheets import (
    Sheet,
    directory_sheet,
    one_row_per_area,
    presence_sheet,
    side_sheet,
    to_csv,
    to_geojson,
    ward_sheet,
)
from geo.wards import WARD_NUMBERS

YEARS = (2015, 2023)
CITY_2020 = 2_746_388
"""The census count of the city in 2020, as published."""


@cache
def real() -> Atlas:
    return load_atlas()


def presence_table(year: int) -> Sheet:
    return presence_sheet(real(), real().presence(year, Options()), real().ward_sides(year, "nine"))


def read_back(content: bytes) -> list[dict[str, str]]:
    """The rows as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def sheet(*values: object) -> Sheet:
    return Sheet("toy", tuple({"Name": v, "Number": n} for n, v in enumerate(values)), {})


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "+1",
        "-2+3",
        "@SUM(A1:A9)",
        '=HYPERLINK("https://example.org","x")',
        "=cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
    ],
)
def test_formulas_arrive_as_text(value: str) -> None:
    [row] = read_back(to_csv(sheet(value)))
    assert row["Name"] == f"'{value}"


@pytest.mark.parametrize("value", ["1=1", "a-b", "Ward 25 (2015 map)", "’s", "a@b", " plain"])
def test_ordinary_text_is_not_touched(value: str) -> None:
    assert read_back(to_csv(sheet(value)))[0]["Name"] == value


def test_negative_numbers_stay_numbers() -> None:
    assert read_back(to_csv(sheet(-5, -0.25)))[0]["Name"] == "-5"
    assert read_back(to_csv(sheet(-5, -0.25)))[1]["Name"] == "-0.25"


@pytest.mark.parametrize(
    "value",
    ["a,b", 'say "no"', '"', "two\nlines", "two\r\nlines", "two\rlines", ";\t|", "Ñuñoa – “é” 🗳️"],
)
def test_awkward_text_survives(value: str) -> None:
    rows = read_back(to_csv(sheet(value, "after")))
    assert [r["Name"] for r in rows] == [value, "after"]


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_any_text_survives_but_for_the_mark_before_a_formula(values: list[str]) -> None:
    rows = read_back(to_csv(sheet(*values)))
    assert [r["Number"] for r in rows] == [str(n) for n in range(len(values))]
    for row, value in zip(rows, values, strict=True):
        assert row["Name"] in (value, f"'{value}")
        assert not row["Name"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_spreadsheet_is_told_that_the_text_is_unicode() -> None:
    assert to_csv(sheet("é")).startswith(b"\xef\xbb\xbf")


def test_the_columns_are_those_of_the_rows_in_order() -> None:
    assert sheet("a").columns == ("Name", "Number")
    assert to_csv(sheet("a")).decode("utf-8-sig").splitlines()[0] == "Name,Number"


@pytest.mark.parametrize("year", YEARS)
def test_the_presence_table_has_every_ward_of_the_map_once(year: int) -> None:
    rows = presence_table(year).rows
    assert [r["Ward"] for r in rows] == list(WARD_NUMBERS)
    assert {r["Ward map"] for r in rows} == {year}
    assert sum(r["People, 2020"] for r in rows) == CITY_2020


@pytest.mark.parametrize("year", YEARS)
def test_the_presence_table_of_some_wards_has_only_those(year: int) -> None:
    shown, sides = real().presence(year, Options()), real().ward_sides(year, "nine")
    rows = presence_sheet(real(), shown, sides, (50, 3)).rows
    assert rows == tuple(r for r in presence_table(year).rows if r["Ward"] in {3, 50})


def test_an_organization_is_listed_in_its_home_ward_of_2015() -> None:
    rows = {r["Ward"]: r for r in presence_table(2015).rows}
    assert "33rd Ward Working Families" in rows[33]["Organizations listed"]
    assert rows[33]["Class"] == "ward organization, active"
    assert rows[33]["Covered by ward organizations"] == 1
    assert rows[2]["Organizations listed"] == ""
    assert rows[2]["Last dated evidence"] == ""


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("chosen", [None, 25])
def test_the_map_file_has_the_same_wards_as_the_table(year: int, chosen: int | None) -> None:
    table = ward_sheet(real(), real().presence(year, Options()), chosen)
    made = json.loads(to_geojson(table, year, {"source": "records"}))
    assert made["type"] == "FeatureCollection"
    assert made["about"] == {"source": "records"}
    found = {f["properties"]["Ward"]: f for f in made["features"]}
    assert sorted(found) == sorted(r["Ward"] for r in table.rows)
    assert len(found) == len(made["features"])
    for row in table.rows:
        assert found[row["Ward"]]["properties"] == row
        assert found[row["Ward"]]["geometry"]["type"] == "MultiPolygon"


def test_the_shapes_in_a_map_file_belong_to_their_ward(tmp_path: Path) -> None:
    """Rows in another order than the shapes, and a shape that is not asked for."""
    shapes = [
        {"properties": {"ward": ward}, "geometry": {"type": "Point", "coordinates": [ward, 0]}}
        for ward in (1, 2, 3)
    ]
    path = tmp_path / "wards_2015_display.geojson"
    path.write_text(json.dumps({"features": shapes}), "utf-8")
    table = Sheet("toy", ({"Ward": 3, "Name": "</script>"}, {"Ward": 1, "Name": "é"}), {})
    made = json.loads(to_geojson(table, 2015, {}, tmp_path))
    assert [
        (f["properties"]["Ward"], f["properties"]["Name"], f["geometry"]["coordinates"])
        for f in made["features"]
    ] == [(1, "é", [1, 0]), (3, "</script>", [3, 0])]


def test_the_table_of_a_ward_starts_with_it_and_goes_on_with_its_neighbors() -> None:
    table = ward_sheet(real(), real().presence(2015, Options()), 25)
    first, *others = table.rows
    assert first["Ward"] == 25
    assert first["Shared border, m"] is None
    near = {n.ward: n.border_m for n in real().neighbours(2015, 25)}
    assert {r["Ward"]: r["Shared border, m"] for r in others} == near
    assert [r["Ward"] for r in others] == sorted(near)


@pytest.mark.parametrize("scheme", ["nine", "five", "essay"])
@pytest.mark.parametrize("year", YEARS)
def test_sides_add_up_to_the_city(scheme: str, year: int) -> None:
    shown = real().presence(year, Options())
    rows = side_sheet(real(), shown, real().side_rows(shown, scheme)).rows
    wards = [int(w) for r in rows for w in r["Ward numbers"].split(", ") if w]
    assert sorted(wards) == list(WARD_NUMBERS)
    assert sum(r["Wards"] for r in rows) == len(WARD_NUMBERS)
    assert sum(r["People, 2020"] for r in rows) == CITY_2020
    assert sum(r["Share of the city’s people"] for r in rows) == pytest.approx(1, abs=1e-3)
    assert sum(r["Wards with a ward organization"] for r in rows) == len(shown.organized)
    assert sum(r["Wards reached with regional ones"] for r in rows) == len(shown.reached)
    assert sum(r["Ward organizations"] for r in rows) == 17
    assert sum(r["Regional organizations"] for r in rows) == 3


def test_the_directory_lists_every_organization_once() -> None:
    rows = directory_sheet(real()).rows
    assert [r["Id"] for r in rows] == list(real().organisations)
    assert all(r["Sources"] for r in rows)


@pytest.mark.parametrize("find", ["ward 25", "WARD 25", "25  ward", "  ward 25 "])
def test_a_search_wants_every_word_in_any_case_and_order(find: str) -> None:
    rows = directory_sheet(real(), find).rows
    assert "25th-ward-ipo" in {r["Id"] for r in rows}
    for row in rows:
        words = " ".join(map(str, row.values())).lower()
        assert "ward" in words
        assert "25" in words


def test_a_search_without_a_match_is_an_empty_table() -> None:
    found = directory_sheet(real(), "no such words anywhere")
    assert found.rows == ()
    assert read_back(to_csv(found)) == []


def test_places_are_said_with_their_map() -> None:
    where = {r["Id"]: r["Where"] for r in directory_sheet(real()).rows}
    assert where["25th-ward-ipo"] == "Ward 25 (2015 map)"
    assert "Austin" in where["greater-austin-ipo"]
    assert where["northside-action-for-justice"] == "area not stated"


def test_precincts_are_taken_away_with_their_own_shapes(tmp_path: Path) -> None:
    """Two precincts of ward 1 and one of ward 2: rows go to precincts, not to wards."""
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    features = [
        {"type": "Feature", "properties": {"ward": w, "precinct": p}, "geometry": square}
        for w, p in ((1, 1), (1, 2), (2, 1))
    ]
    file = tmp_path / "precincts_2023_display.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    rows = tuple({"Ward": w, "Precinct": p, "Votes": w * 10 + p} for w, p in ((1, 2), (2, 1)))
    sheet = Sheet("votes", rows, {})
    assert one_row_per_area(sheet)
    found = json.loads(to_geojson(sheet, 2023, {"title": "Votes"}, tmp_path))
    assert [f["properties"]["Votes"] for f in found["features"]] == [12, 21]
    assert found["about"] == {"title": "Votes"}


def test_a_table_with_two_rows_for_a_ward_is_no_map() -> None:
    twice = Sheet("endorsed", ({"Ward": 40, "Candidate": "A"}, {"Ward": 40, "Candidate": "B"}), {})
    assert not one_row_per_area(twice)
    assert one_row_per_area(Sheet("endorsed", twice.rows[:1], {}))
    assert not one_row_per_area(Sheet("candidates", ({"Candidate": "A"},), {}))
