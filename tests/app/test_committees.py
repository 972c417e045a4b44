"""The state's committee registry on the page of the directory, with the list at hand and without.

The pages are opened on a copy of the hand-kept tables that a test may change.
"""

from __future__ import annotations

import csv
import html
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo import paths
from geo.atlas import data_signature, load_atlas
from geo.committee_words import COMMAND, committee_sheet
from geo.committees import KEPT
from geo.sheets import to_csv
from tests.app.visits import bodies, tables, visit, words
from ui import cache

MARKUP = '<img src=x onerror="window.hacked=1">'
TEMPLATE = "{{7*7}}"

ROWS = (
    ("101", "22nd Ward Independent Political Organization", "yes", "2018-03-02", "", "", "Aim."),
    ("102", "25th Ward IPO", "no", "2020-05-06", "2017-01-02", "Democratic", "Local politics"),
    (
        "103",
        f"{MARKUP} {TEMPLATE} 22nd Ward IPO",
        "",
        "",
        "2023-08-01",
        MARKUP,
        f"[a](b) {TEMPLATE}",
    ),
    ("104", "=1+1", "yes", "2020-01-01", "2020-01-01", "", "=1+1"),
)
LINKS = (
    ("25th-ward-ipo", "102", "confirmed", "Named so on its leaflets.", "s16-un35"),
    ("22nd-ward-ipo", "104", "rejected", f"A {MARKUP} of another name.", ""),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the hand-kept tables that the pages read in place of the real ones."""
    copy = tmp_path / "reference"
    shutil.copytree(paths.REFERENCE, copy)
    (copy / "committees.csv").unlink(missing_ok=True)
    monkeypatch.setattr(cache, "data_signature", lambda: data_signature(reference=copy))
    monkeypatch.setattr(cache, "load_atlas", lambda: load_atlas(reference=copy))
    return copy


def fill(folder: Path) -> None:
    with (folder / "committees.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([KEPT, *((*row, "2026-11-03") for row in ROWS)])
    with (folder / "committee_links.csv").open("a", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(LINKS)


def text(at: AppTest) -> str:
    assert not at.exception
    assert not at.error
    return " ".join(words(body) for body in bodies(at))


def codes(at: AppTest) -> list[str]:
    return [element.value for element in at.code]


def rows_to_add(at: AppTest) -> list[str]:
    return [code for code in codes(at) if ",confirmed," in code]


@pytest.mark.parametrize("org", ["", "22nd-ward-ipo"])
def test_without_the_list_the_page_says_so_and_how_to_get_it(folder: Path, org: str) -> None:
    at = visit("directory", **({"org": org} if org else {}))
    said = text(at)
    assert "State committee registry" in said
    assert "The registry is not in this copy" in said
    assert "says nothing about whether an organization has one" in said
    assert COMMAND in codes(at)
    assert "11 committees" in said
    assert "4 of them inactive" in said
    assert "Quoted, not counted here" in said
    assert "Midwest Socialist, June 1, 2021" in said
    assert "Suggested" not in said
    assert not [e for e in at.expander if "committees kept" in e.label]
    assert "State Board of Elections, Political committees" not in words(bodies(at)[-1])
    assert not at.warning


def test_a_header_only_list_is_no_list(folder: Path) -> None:
    (folder / "committees.csv").write_text(",".join(KEPT) + "\n", "utf-8")
    at = visit("directory", org="22nd-ward-ipo")
    assert "The registry is not in this copy" in text(at)
    assert not at.warning


def test_a_confirmed_committee_with_status_day_and_source(folder: Path) -> None:
    fill(folder)
    at = visit("directory", org="25th-ward-ipo")
    said = text(at)
    assert "1 committee is confirmed" in said
    assert "Confirmed committee Registered as 25th Ward IPO Number 102" in said
    assert "not active since May 6, 2020 (list of November 3, 2026)" in said
    assert "Registered on January 2, 2017" in said
    assert "Party mark Democratic" in said
    assert "Purpose Local politics Shown by Named so on its leaflets." in said
    assert "Home page of United Neighbors of the 35th Ward" in said, "the source of the decision"
    assert "Illinois State Board of Elections, as downloaded on November 3, 2026" in said
    assert "not in this copy" not in said
    assert "Suggested, not confirmed" not in said
    foot = words(bodies(at)[-1])
    assert "Illinois State Board of Elections, Political committees" in foot
    assert "committees.csv" in foot, "the data were edited since the build"


def test_suggestions_are_marked_and_come_with_the_row_to_add(folder: Path) -> None:
    fill(folder)
    at = visit("directory", org="22nd-ward-ipo")
    said = text(at)
    assert "No committee is confirmed for it" in said
    assert said.count("Suggested, not confirmed") == 1
    assert said.count("Why suggested") == 2
    assert "so a person has to decide" in said
    assert "same name Registered as 22nd Ward Independent Political Organization" in said
    assert rows_to_add(at) == [
        "22nd-ward-ipo,101,confirmed,Same name.,",
        '22nd-ward-ipo,103,confirmed,"Same ward number (22nd), and called an independent '
        "political organization; registered after the 2015 ward map ended, so it may be other "
        'land.",',
    ]
    assert "Confirmed committee" not in said
    assert "Looked at and rejected =1+1, no. 104: A" in said


def test_a_row_that_is_copied_into_the_table_confirms(folder: Path) -> None:
    fill(folder)
    row = rows_to_add(visit("directory", org="22nd-ward-ipo"))[0]
    with (folder / "committee_links.csv").open("a", encoding="utf-8") as handle:
        handle.write(row + "\n")
    at = visit("directory", org="22nd-ward-ipo")
    said = text(at)
    assert not at.warning
    assert "Confirmed committee Registered as 22nd Ward Independent Political Organization" in said


def test_hostile_texts_are_shown_as_text(folder: Path) -> None:
    fill(folder)
    at = visit("directory", org="22nd-ward-ipo")
    raw = "".join(bodies(at))
    assert MARKUP not in raw
    assert html.escape(MARKUP) in raw
    assert TEMPLATE in text(at), "shown as it is, not worked out"
    assert "49" not in words(next(body for body in bodies(at) if TEMPLATE in body))
    for element in (*at.markdown, *at.warning):
        assert MARKUP not in element.value


def test_all_committees_can_be_taken_away_and_formulas_are_defused(folder: Path) -> None:
    fill(folder)
    at = visit("directory")
    (expander,) = [e for e in at.expander if "committees kept" in e.label]
    assert "All 4 committees kept" in expander.label
    (table,) = [t for t in tables(at) if "Committee" in t]
    assert list(table["Number"]) == [101, 102, 103, 104]
    assert list(table["Match"])[1] == "confirmed"
    atlas = cache.atlas()
    body = to_csv(committee_sheet(atlas.registry, atlas.organisations)).decode("utf-8-sig")
    last = next(row for row in csv.DictReader(body.splitlines()) if row["Number"] == "104")
    assert last["Committee"] == "'=1+1"
    assert last["Purpose"] == "'=1+1"


def test_a_faulty_link_is_named_on_the_page(folder: Path) -> None:
    fill(folder)
    with (folder / "committee_links.csv").open("a", encoding="utf-8") as handle:
        handle.write("un35,102,confirmed,So.,\n")
    at = visit("directory", org="un35")
    said = text(at)
    assert at.warning
    assert "committee_links.csv, row 4, column committee_id" in said
    assert "Confirmed committee" not in said


def test_an_organization_nobody_knows(folder: Path) -> None:
    fill(folder)
    said = text(visit("directory", org="nobody-at-all"))
    assert "not in the directory" in said
    assert "Choose an organization to see its committees" in said


def test_methods_say_what_the_reader_was_tested_on(folder: Path) -> None:
    said = text(visit("methods"))
    assert "The reader was tested only on rows written in the documented format" in said
    assert "no committee is shown" in said
    assert "addresses" in said
    fill(folder)
    said = text(visit("methods"))
    assert "4 committees kept from the State Board’s list of November 3, 2026" in said
    assert "no committee is shown" not in said
