"""The data dictionary in `data/README.md` says what the registries say."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from geo import paths
from geo.dictionary import dictionary
from geo.tables import OUTPUTS


def test_the_committed_dictionary_is_up_to_date() -> None:
    committed = (paths.DATA / "README.md").read_text(encoding="utf-8")
    assert committed == dictionary(), "run: python -m geo.dictionary > data/README.md"


def names(path: Path) -> list[str]:
    """The columns of a table, or the names in a list of records."""
    with path.open(encoding="utf-8") as handle:
        return list(json.load(handle)[0]) if path.suffix == ".json" else next(csv.reader(handle))


def test_every_column_of_every_computed_table_is_explained() -> None:
    for output in OUTPUTS:
        header = names(paths.PROCESSED / output.file)
        assert header == [field.name for field in output.fields], output.file
        assert all(field.meaning for field in output.fields)


def test_no_table_is_left_out() -> None:
    found = (*paths.PROCESSED.glob("*.csv"), *paths.PROCESSED.glob("*.json"))
    # The record and the ledger are no tables; the ledger's fields are listed on their own.
    computed = {path.name for path in found} - {"build.json", "claims.json"}
    assert "### processed/claims.json" in dictionary()
    assert computed == {output.file for output in OUTPUTS}
