"""Votes and districts on the Ward page, held against the tables, with their sources below."""

from __future__ import annotations

import pytest

from tests.app.visits import bodies, rows, visit, words


@pytest.mark.parametrize(("year", "ward"), [(2015, 33), (2023, 12), (2015, 34)])
def test_the_page_of_a_ward_shows_how_it_voted_and_its_districts(year: int, ward: int) -> None:
    page = " ".join(map(words, bodies(visit("ward", map=str(year), ward=str(ward)))))
    mine = {"vintage": str(year), "ward": str(ward)}
    council = [r for r in rows("processed/council_results.csv") if mine.items() <= r.items()]
    assert [r["year"] for r in council] == (["2015", "2019"] if year == 2015 else ["2023"])
    for row in council:
        assert row["winner"] in page
        assert f"{int(row['votes']):,} of {int(row['total']):,}" in page
        day = row["source_id"].removeprefix("precinct_results_")
        assert f"{int(day[-2:])}, {row['year']}" in page.split("Source: ")[-1]
    districts = [r for r in rows("processed/district_overlap.csv") if mine.items() <= r.items()]
    for row in districts:
        assert f"({int(row['population']):,})" in page
    assert ("It lies in none of them." in page) == (not districts)
    assert "Legislative and County Board districts (2018 election)" in page.split("Source: ")[-1]


def test_without_a_ward_there_are_no_votes() -> None:
    page = " ".join(map(words, bodies(visit("ward"))))
    assert "voted for its council seat" not in page
    assert "districts (2018 election)" not in page
