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
import functools, json, sys
from streamlit.components.v2 import manifest_scanner as scanner
from streamlit.testing.v1 import AppTest
scanner.scan_component_manifests = functools.cache(scanner.scan_component_manifests)
for line in sys.stdin:
    found = {}
    for page in json.loads(line):
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
    print("pages: " + json.dumps(found, default=str), flush=True)
"""


class Copy:
    """A copy of the app that goes on running while its data are spoiled and mended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("app.py", ".streamlit", "geo", "ui", "pages"):
            here = ROOT / name
            (shutil.copytree if here.is_dir() else shutil.copy)(here, folder / name)
        self.mend()
        (folder / "listing.py").write_text(LISTING, encoding="utf-8")
        self.log = (folder / "log.txt").open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, str(folder / "listing.py")],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )

    def mend(self) -> None:
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        shutil.copytree(ROOT / "data", self.folder / "data", ignore=shutil.ignore_patterns("raw"))

    def pages(self, *names: str) -> dict[str, Any]:
        """These pages, or all of them, as they are with the data of now."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(names or NAMES) + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("pages: "):
                found: dict[str, Any] = json.loads(line.removeprefix("pages: "))
                for page in found.values():
                    tables = [t.to_dict("list") for t in plain_tables(page["html"])]
                    page["rows"] = tables + page["rows"]
                return found
        pytest.fail((self.folder / "log.txt").read_text(encoding="utf-8"))

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()
        self.log.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    found = Copy(tmp_path_factory.mktemp("checkout"))
    yield found
    found.close()


@pytest.fixture
def copy(running: Copy) -> Iterator[Copy]:
    """A running copy of the app whose data a test may spoil."""
    yield running
    running.mend()


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


def test_a_faulty_row_is_named_on_every_page_and_everything_else_is_shown(copy: Copy) -> None:
    folder = copy.folder / "data/reference"
    spoil(folder / "organisations.csv", 3, lambda row: row.update(source_ids="no-such-source"))
    spoil(folder / "footprints.csv", 5, lambda row: row.update(ward="51"))
    found = copy.pages()
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


def test_a_table_nobody_can_read_is_named_on_every_page(copy: Copy) -> None:
    (copy.folder / "data/reference/alders.csv").write_bytes(b"PK\x03\x04 a workbook")
    for page in copy.pages().values():
        assert page["errors"] == []
        text = " ".join(words(b) for b in page["html"])
        assert "alders.csv" in text
        assert "workbook" in text
        assert "<h1" in "".join(page["html"])


@pytest.mark.parametrize("table", ["organisations.csv", "footprints.csv", "side_schemes.csv"])
def test_no_count_is_shown_without_a_table_every_count_rests_on(copy: Copy, table: str) -> None:
    (copy.folder / "data/reference" / table).unlink()
    for page in copy.pages().values():
        assert page["errors"] == ["This page cannot be shown now: the atlas’s data need mending."]
        text = " ".join(words(b) for b in page["html"])
        assert table in text
        assert "of 50" not in text
        assert page["rows"] == []


def test_missing_computed_data_say_how_to_get_them_back(copy: Copy) -> None:
    shutil.rmtree(copy.folder / "data/processed")
    for page in copy.pages().values():
        assert page["errors"] == ["This page cannot be shown now: the atlas’s data need mending."]
        assert "geo.pipeline build" in " ".join(words(b) for b in page["html"])


def test_without_any_coalition_the_page_says_so_and_stays_whole(copy: Copy) -> None:
    """A table that cannot be read leaves nothing to tie anybody to; nobody is said to be in none
    of something."""
    (copy.folder / "data/reference/coalitions.csv").write_text("id,name\n", encoding="utf-8")
    pages = copy.pages("coalitions", "presence")
    page = pages["coalitions"]
    assert page["errors"] == []
    assert page["maps"] == 1
    assert "no tie of any" in words("".join(page["html"]))
    assert page["warnings"]
    assert pages["presence"]["errors"] == []


def test_a_faulty_tie_costs_only_itself(copy: Copy) -> None:
    path = copy.folder / "data/reference/affiliations.csv"
    table = rows("reference/affiliations.csv")
    number = next(
        n
        for n, row in enumerate(table, start=2)
        if row["organisation_id"] == "un35" and row["coalition_id"] == "uwf"
    )
    spoil(path, number, lambda row: row.update({"from": "soon"}))
    page = copy.pages("coalitions")["coalitions"]
    assert page["errors"] == []
    text = words("".join(page["html"]))
    assert "4 of 20 organizations were official affiliates" in text
    assert f"affiliations.csv, row {number}" in text


def test_a_statement_whose_check_is_unknown_is_shown_with_the_reason(copy: Copy) -> None:
    table = rows("reference/claims.csv")
    number = next(n for n, row in enumerate(table, start=2) if row["id"] == "e05")
    spoil(
        copy.folder / "data/reference/claims.csv", number, lambda row: row.update(check="no-such")
    )
    page = copy.pages("claims")["claims"]
    assert page["errors"] == []
    text = words("".join(page["html"]))
    assert f"claims.csv, row {number}, column check" in text
    shown = page["rows"][0]
    assert len(shown["Verdict"]) == len(table)
    assert shown["Verdict"].count("the check failed to run") == 1
