"""The claim ledger as a whole: nothing is missing from it, and nothing in it is circular."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geo import paths
from geo.atlas import Atlas, load_atlas
from geo.claim_checks import REGISTRY
from geo.claim_records import Case, Finding
from geo.claim_tables import CLAIM_PAGES, CLAIMS
from geo.claim_words import shown_by, verdict_sentence
from geo.claims import LEDGER, Entry, contradictions, entry, from_json, ledger, read_ledger, to_json
from geo.errors import AtlasError
from geo.links import from_query, to_query
from geo.pipeline.check_claims import claim_checks, edited_checks
from geo.pipeline.checks import Data
from geo.reference import NEEDED_TABLES, check_reference, readable_reference
from geo.verdicts import CANNOT, ERROR, HOLDS
from geo.vote_choices import settled
from geo.wards import vintages
from ui.shell import PAGES

ITEMS = (
    *("E01", "E05", "E07", "E08", "E09", "E11", "E12", "E13", "E14", "E15", "E16", "E19"),
    *("E20", "E22", "E23", "P05", "P06", "P07", "P08", "P09", "P10", "P11", "P17", "P19"),
    *("P24", "K02", "K07", "K08", "K10"),
)
"""Everything the three documents count, claim or contradict, by the numbers the claims carry."""

FILE = Path(CLAIMS.file).name


@cache
def atlas() -> Atlas:
    return load_atlas()


@cache
def entries() -> tuple[Entry, ...]:
    return ledger(atlas())


def by_id(name: str) -> Entry:
    return next(one for one in entries() if one.claim.id == name)


def values(name: str) -> set[Any]:
    return {f.answer or (f.low, f.high) for f in by_id(name).findings if f.basis == "data"}


def test_every_item_has_a_statement() -> None:
    named = {one.split("-")[0].upper() for one in atlas().claims}
    assert sorted(set(ITEMS) - named) == []


def test_the_list_of_items_is_that_of_the_facts() -> None:
    found = set()
    for path in (paths.ROOT.parent / "shared" / "facts").glob("*.md"):
        rows = re.findall(r"^\| ([A-Z]\d\d) \| ([A-Z/]+) \|", path.read_text("utf-8"), re.M)
        found |= {item for item, kind in rows if {"Q", "X"} & set(kind.split("/"))}
    if not found:
        pytest.skip("the list of facts is not at hand")
    assert set(ITEMS) == found


def test_every_check_ran() -> None:
    assert [one.error for one in entries() if one.verdict.key == ERROR] == []


def test_the_built_ledger_is_what_is_worked_out_now() -> None:
    built = read_ledger(replace(atlas(), build=replace(atlas().build, edited=())))
    assert built == entries()
    assert from_json(to_json(entries()), atlas().claims) == entries()


def changed(name: str) -> Atlas:
    """The atlas with another stated value in one row, and no other difference."""
    table = atlas().reference.claims.copy()
    mine = table["id"] == name
    table.loc[mine, "stated"] = "something else entirely"
    table.loc[mine, ["low", "high"]] = 12345
    return replace(atlas(), reference=replace(atlas().reference, claims=table))


@pytest.mark.parametrize("name", sorted(load_atlas().claims))
def test_what_is_stated_is_not_used_in_computing_it(name: str) -> None:
    other = changed(name)
    assert other.claims[name].stated != atlas().claims[name].stated
    assert entry(other, other.claims[name]).findings == by_id(name).findings


def test_a_check_cannot_see_what_its_row_states() -> None:
    seen: list[Case] = []

    def look(case: Case) -> tuple[Finding, ...]:
        seen.append(case)
        return ()

    entry(atlas(), atlas().claims["e05"], {"wards-with": replace(REGISTRY["wards-with"], run=look)})
    assert "e05" not in seen[0].others
    assert len(seen[0].others) == len(atlas().claims) - 1


@pytest.mark.parametrize(
    "fault", [KeyError("ward-99"), AtlasError("No votes."), ZeroDivisionError()]
)
def test_a_check_that_fails_is_an_error_row_and_costs_no_other(fault: Exception) -> None:
    def broken(case: Case) -> tuple[Finding, ...]:
        raise fault

    found = ledger(
        atlas(), {**REGISTRY, "family-years": replace(REGISTRY["family-years"], run=broken)}
    )
    assert len(found) == len(entries())
    failed = [one for one in found if one.verdict.key == ERROR]
    assert [one.claim.id for one in failed] == ["p11", "p11-span"]
    assert "family-years" in verdict_sentence(failed[0])
    assert [one for one in found if one not in failed] == [
        one for one in entries() if one.claim.check != "family-years"
    ]
    assert from_json(to_json(found), atlas().claims) == found


def pictures() -> Iterator[tuple[str, str, Any, dict[str, str]]]:
    for one in entries():
        for found in (None, *one.findings):
            page, view = shown_by(atlas(), one.claim, found)
            yield (
                one.claim.id,
                page,
                view,
                {**one.claim.settings, **(found.settings if found else {})},
            )


def test_every_picture_is_on_a_page_and_has_settings_it_knows() -> None:
    assert set(CLAIM_PAGES.items()) <= set(PAGES)
    groups = {key: scheme.groups for key, scheme in atlas().schemes.items()}
    for name, page, view, asked in pictures():
        assert page in CLAIM_PAGES, name
        assert from_query(asked, groups)[1] == (), name
        assert {k: to_query(view)[k] for k in asked} == asked, name


def test_races_and_coalitions_of_the_pictures_exist() -> None:
    for name, page, view, _ in pictures():
        if page == "elections":
            assert settled(atlas().ballot(view.election), view)[1] == (), name
        assert set(view.bodies) <= set(atlas().coalitions), name


def test_every_source_of_a_finding_is_known() -> None:
    from geo.sources import sources  # noqa: PLC0415

    known = {*atlas().citations, *(one.id for one in sources())}
    assert {s for one in entries() for s in one.sources} <= known


def test_contradictions_go_both_ways_or_rest_on_numbers() -> None:
    pairs = {
        (one.claim.id, r.claim.id) for one, rivals in contradictions(entries()) for r in rivals
    }
    assert ("k10", "k10-she") in pairs
    assert ("k10-she", "k10") in pairs
    assert ("k08-names", "k08-first") in pairs


# The figures below are worked out anew from the files, without the atlas's own code.


def rows(path: str) -> list[dict[str, str]]:
    with (paths.DATA / path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


ESSAY_WARDS = (1, 10, 11, 12, 14, 15, 22, 25, 31, 32, 33, 35, 36, 39, 40, 48, 50)


def shares() -> dict[int, dict[str, float]]:
    return {
        int(r["ward"]): {g: float(r[f"{g}_share"]) for g in ("white", "latino", "black", "asian")}
        for r in rows("processed/indicators_2015.csv")
    }


def of_definition(name: str, *choices: str) -> Finding:
    (found,) = [
        f for f in by_id(name).findings if tuple(choice for _, choice in f.definition) == choices
    ]
    return found


def test_seventeen_wards_are_a_third_of_fifty() -> None:
    assert of_definition("e01", "2015 map", "left out", "left out").low == len(ESSAY_WARDS)
    assert of_definition("e05", "2015 map", "left out", "left out").low == 34
    assert of_definition("e05", "each taken as one ward").low == 40


def test_the_largest_groups_of_the_essays_wards() -> None:
    by_ward = shares()
    largest = [max(by_ward[w], key=by_ward[w].__getitem__) for w in ESSAY_WARDS]
    told = of_definition("e16", "2015 map", "left out", "the largest group").words
    counts = {group: largest.count(group) for group in ("white", "latino", "black")}
    assert counts == {"white": 6, "latino": 10, "black": 0}
    assert told == "Of 17 organizations: White 6, Latino 10, Black 0."
    over_half = [g for w in ESSAY_WARDS for g, v in by_ward[w].items() if v > 0.5]
    assert over_half.count("latino") == 8
    assert over_half.count("white") == 3
    assert of_definition("e16", "2015 map", "left out", "a majority").words == (
        "Of 17 organizations: White 3, Latino 8, Black 0."
    )


def test_the_austin_organization_is_the_one_in_a_black_area() -> None:
    """The share of Black residents of Austin, from the wards it lies in."""
    parts = [
        (int(r["ward"]), int(r["population"]))
        for r in rows("processed/ward_areas.csv")
        if (r["vintage"], r["community_area"]) == ("2015", "25")
    ]
    by_ward = shares()
    black = sum(n * by_ward[w]["black"] for w, n in parts) / sum(n for _, n in parts)
    assert black > 0.5
    assert of_definition("e15", "2015 map", "counted", "a majority").low == 1


def test_south_side_wards_by_where_most_people_live() -> None:
    south = {"South", "Southwest", "Far Southwest", "Far Southeast"}
    here = set()
    for ward in ESSAY_WARDS:
        people = {"south": 0.0, "other": 0.0}
        for r in rows("processed/ward_sides.csv"):
            if (r["vintage"], r["ward"]) == ("2015", str(ward)):
                people["south" if r["side"] in south else "other"] += float(r["population_share"])
        if people["south"] > people["other"]:
            here.add(ward)
    assert here == {10, 11, 12, 14, 15}
    # With ward 22 as some newspapers have it, and with 22 and 25 read as South Side.
    assert values("e13") == {(5, 5), (6, 6), (7, 7)}
    assert sum(shares()[w]["latino"] > 0.5 for w in here) == 4
    assert values("e14") == {(80, 80)}


def test_foundings_from_the_directory() -> None:
    essay = [r for r in rows("reference/organisations.csv") if r["in_essay"] == "yes"]
    since = sum(r["founded_from"][:4] >= "2019" for r in essay if r["founded_from"])
    before = sum(r["founded_to"][:4] < "2019" for r in essay if r["founded_to"])
    found = of_definition("e19", "all of the essay’s")
    assert len(essay) == 20
    assert (found.low, found.high) == (since * 5, 100 - before * 5)


def test_council_candidates_from_the_ballots() -> None:
    on_ballot = {
        year: sum(
            r["election"] == f"{year}-first" and r["race"].startswith("ward-")
            for r in rows("processed/ballots.csv")
        )
        for year in (2015, 2019)
    }
    assert on_ballot == {2015: 184, 2019: 160}
    first = by_id("p09").findings[0]
    assert (first.answer, first.words) == (
        "2015; 2019",
        "2015: 184 candidates; 2019: 160 candidates.",
    )


def test_the_vote_for_assessor_in_chicago() -> None:
    mine = [r for r in rows("processed/primary_2018.csv") if r["race"] == "assessor"]
    total = sum(int(r["votes"]) for r in mine)
    for key in ("fritz-kaegi", "joseph-berrios", "andrea-raila"):
        votes = sum(int(r["votes"]) for r in mine if r["candidate"] == key)
        found = of_definition(f"k02-{key.split('-')[1]}", "Chicago’s precincts, official")
        assert found.low == pytest.approx(100 * votes / total, abs=0.001)


def test_the_endorsed_who_won() -> None:
    mine = {
        (r["body_id"], int(r["district"])): r["result"]
        for r in rows("reference/endorsements.csv")
        if (r["election"], r["office"]) == ("2019", "council")
        and (r["body_id"], r["stage"], r["district"]) != ("chicago-dsa", "first", "40")
    }
    won = {
        body: {w for (b, w), result in mine.items() if b == body and result == "won"}
        for body in ("uwf", "chicago-dsa", "reclaim-chicago")
    }
    assert by_id("p06").findings[0].low == len(won["uwf"]) == 9
    assert by_id("p06-dsa").findings[0].low == len(won["uwf"] & won["chicago-dsa"]) == 5
    assert by_id("p07-dsa").findings[0].low == len(won["reclaim-chicago"] & won["chicago-dsa"]) == 3
    assert won["uwf"] & won["chicago-dsa"] & won["reclaim-chicago"] == {33, 35, 40}
    assert by_id("p08").findings[0].low == 3
    # No whole list of Chicago DSA's is known, so nobody can be said not to have been on it.
    assert by_id("p07-dsa").findings[0].high == len(won["reclaim-chicago"])
    assert by_id("p08-wards").findings[0].known is False
    assert by_id("p08-wards").verdict.key == CANNOT


def test_the_day_of_the_primary_holds() -> None:
    assert by_id("k01").verdict.key == HOLDS
    assert vintages()[0].year == 2015


# Faults of the table.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for table in NEEDED_TABLES:
        shutil.copy(paths.REFERENCE / Path(table.file).name, tmp_path)
    return tmp_path


def spoil(folder: Path, name: str, **cells: str) -> int:
    """Change cells of a row of the table; its spreadsheet row."""
    path = folder / FILE
    with path.open(encoding="utf-8", newline="") as handle:
        table = list(csv.DictReader(handle))
    at = [row["id"] for row in table].index(name)
    table[at] |= cells
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, CLAIMS.names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    return at + 2


@pytest.mark.parametrize(
    ("name", "cells", "column", "told"),
    [
        ("e05", {"check": "wards-without"}, "check", "wards-with"),
        ("e05", {"of": "how=share"}, "of", "lacks as; it has no how"),
        ("e05", {"of": ""}, "of", "Its parameters are: as."),
        ("e05", {"page": "atlas"}, "page", "presence"),
        ("e05", {"settings": "map=1999"}, "settings", "2015 or 2023"),
        ("e05", {"settings": "nonsense=1"}, "settings", "not a setting"),
        ("e05", {"settings": "map"}, "settings", "name=value"),
        ("e05", {"low": "41"}, "low", "upside down"),
        ("e05", {"low": "", "high": "", "stated": ""}, "stated", "low and high, or stated"),
        ("e05", {"unit": ""}, "unit", "percent"),
        ("e01", {"unit": "%"}, "unit", "percent"),
        ("e05", {"id": "e01"}, "id", "already in row"),
        ("e05", {"topic": "weather"}, "topic", "sides"),
        ("e05", {"source_ids": "a-book"}, "source_ids", "citations.csv"),
        ("e05", {"check": "", "of": ""}, "reason", "why it cannot"),
        ("p17", {"of": "as=share"}, "of", "belongs to a check"),
        ("p17", {"meant": "ward map=2015 map"}, "meant", "belongs to a check"),
        ("e01", {"meant": "2015 map"}, "meant", "about=choice"),
        ("e01", {"of": "as=zzz"}, "of", "count, share"),
        ("e12", {"of": "side=wset"}, "of", "north, west, south"),
        ("p24", {"contradicts": "p99"}, "contradicts", "another row"),
        ("p24", {"contradicts": "p24"}, "contradicts", "another row"),
    ],
)
def test_a_fault_is_named_by_row_column_and_remedy(
    folder: Path, name: str, cells: dict[str, str], column: str, told: str
) -> None:
    row = spoil(folder, name, **cells)
    mine = [p for p in check_reference(folder) if p.file == CLAIMS.file]
    assert (row, column) in [(p.row, p.column) for p in mine]
    assert any(told in f"{p.what} {p.remedy}" for p in mine)


def test_a_faulty_row_is_left_out_and_the_others_are_kept(folder: Path) -> None:
    spoil(folder, "e05", page="atlas")
    tables, problems = readable_reference(folder)
    assert len(problems) == 1
    assert "e05" not in set(tables.claims["id"])
    assert len(tables.claims) == len(atlas().claims) - 1


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"check": "wards-without"}, "column check: There is no check 'wards-without'. Use one of"),
        ({"of": "how=share"}, "column of: The check wards-with lacks as; it has no how."),
        ({"of": "as=<b>"}, "column of: as cannot be '<b>'. Allowed for wards-with: count, share."),
    ],
)
def test_a_statement_whose_check_cannot_run_is_an_error_row_and_named_too(
    folder: Path, cells: dict[str, str], told: str
) -> None:
    row = spoil(folder, "e05", **cells)
    tables, problems = readable_reference(folder)
    assert {(p.file, p.row) for p in problems} == {(CLAIMS.file, row)}
    found = ledger(replace(atlas(), reference=tables, problems=tuple(problems)))
    assert len(found) == len(entries())
    (failed,) = (one for one in found if one.verdict.key == ERROR)
    assert failed.claim.id == "e05"
    assert told in failed.error


def test_a_ledger_that_cannot_be_read_says_how_to_mend_it(tmp_path: Path) -> None:
    now = replace(atlas(), build=replace(atlas().build, edited=()))
    with pytest.raises(AtlasError, match=r"geo\.pipeline build"):
        read_ledger(now, tmp_path)
    for text in ("no ledger", "{}", '{"claims": [{"id": "nobody"}]}', "[]"):
        (tmp_path / LEDGER).write_text(text, "utf-8")
        with pytest.raises(AtlasError, match=r"geo\.pipeline build"):
            read_ledger(now, tmp_path)


def test_validate_counts_statements_and_failed_checks(tmp_path: Path) -> None:
    text = json.loads((paths.PROCESSED / LEDGER).read_text("utf-8"))
    (tmp_path / LEDGER).write_text(json.dumps(text), "utf-8")
    data = Data(tmp_path, vintages())
    assert [c.passed for c in claim_checks(data, paths.REFERENCE)] == [True, True, True]
    text["claims"].pop()
    text["claims"][0]["verdict"] = ERROR
    text["claims"][1]["verdict"] = "perhaps"
    (tmp_path / LEDGER).write_text(json.dumps(text), "utf-8")
    assert [c.passed for c in claim_checks(data, paths.REFERENCE)] == [False, False, False]


def test_validate_names_an_edited_statement_whose_check_fails_to_run(folder: Path) -> None:
    """What is meant is held against the check's definitions, which only running it tells."""
    data = Data(paths.PROCESSED, vintages())
    assert list(edited_checks(data, paths.REFERENCE)) == []
    for table in paths.REFERENCE.glob("*.csv"):
        shutil.copy(table, folder)
    spoil(folder, "e01", meant="ward map=1931 map")
    (check,) = edited_checks(data, folder)
    assert not check.passed
    assert "(e01)" in check.figure
    assert "row “e01”, column meant" in check.remedy
