"""What one row breaks stays with that row: faults in a table are named and the rest is shown."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.visits import NAMES, ROOT, WITH_MAP, plain_tables, rows, words

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
        ignore = shutil.ignore_patterns("raw")
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
    for page in found.values():
        page["rows"] = [t.to_dict("list") for t in plain_tables(page["html"])] + page["rows"]
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
    assert [found[name]["maps"] for name in WITH_MAP] == [1] * len(WITH_MAP)
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


@pytest.mark.parametrize("table", ["organisations.csv", "footprints.csv", "side_schemes.csv"])
def test_no_count_is_shown_without_a_table_every_count_rests_on(checkout: Path, table: str) -> None:
    (checkout / "data/reference" / table).unlink()
    for page in pages_of(checkout).values():
        assert page["errors"] == ["This page cannot be shown now: the atlas’s data need mending."]
        text = " ".join(words(b) for b in page["html"])
        assert table in text
        assert "of 50" not in text
        assert page["rows"] == []


def test_missing_computed_data_say_how_to_get_them_back(checkout: Path) -> None:
    shutil.rmtree(checkout / "data/processed")
    for page in pages_of(checkout).values():
        assert page["errors"] == ["This page cannot be shown now: the atlas’s data need mending."]
        assert "geo.pipeline build" in " ".join(words(b) for b in page["html"])


def test_without_any_coalition_the_page_says_so_and_stays_whole(checkout: Path) -> None:
    """A table that cannot be read leaves nothing to tie anybody to; nobody is said to be in none
    of something."""
    (checkout / "data/reference/coalitions.csv").write_text("id,name\n", encoding="utf-8")
    pages = pages_of(checkout)
    page = pages["coalitions"]
    assert page["errors"] == []
    assert page["maps"] == 1
    assert "no tie of any" in words("".join(page["html"]))
    assert page["warnings"]
    assert pages["presence"]["errors"] == []


def test_a_faulty_tie_costs_only_itself(checkout: Path) -> None:
    path = checkout / "data/reference/affiliations.csv"
    table = rows("reference/affiliations.csv")
    number = next(
        n
        for n, row in enumerate(table, start=2)
        if row["organisation_id"] == "un35" and row["coalition_id"] == "uwf"
    )
    spoil(path, number, lambda row: row.update({"from": "soon"}))
    page = pages_of(checkout)["coalitions"]
    assert page["errors"] == []
    text = words("".join(page["html"]))
    assert "4 of 20 organizations were official affiliates" in text
    assert f"affiliations.csv, row {number}" in text
