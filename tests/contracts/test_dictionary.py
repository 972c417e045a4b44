"""The data dictionary in `data/README.md` says what the registries say."""

from __future__ import annotations

import csv

from geo import paths
from geo.dictionary import dictionary
from geo.tables import OUTPUTS


def test_the_committed_dictionary_is_up_to_date() -> None:
    committed = (paths.DATA / "README.md").read_text(encoding="utf-8")
    assert committed == dictionary(), "run: python -m geo.dictionary > data/README.md"


def test_every_column_of_every_computed_table_is_explained() -> None:
    for output in OUTPUTS:
        with (paths.PROCESSED / output.file).open(encoding="utf-8") as handle:
            header = next(csv.reader(handle))
        assert header == [field.name for field in output.fields], output.file
        assert all(field.meaning for field in output.fields)


def test_no_table_is_left_out() -> None:
    computed = {path.name for path in paths.PROCESSED.glob("*.csv")}
    assert computed == {output.file for output in OUTPUTS}
