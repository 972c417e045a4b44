"""Partial dates, lists of ids and texts for messages."""

from __future__ import annotations

from datetime import date

from geo.cells import Column, Fault, Kind, cell_faults, first_day, last_day, shown, split_ids


def test_partial_dates_span_their_days() -> None:
    assert (first_day("2019"), last_day("2019")) == (date(2019, 1, 1), date(2019, 12, 31))
    assert (first_day("2020-02"), last_day("2020-02")) == (date(2020, 2, 1), date(2020, 2, 29))
    assert first_day("2020-08-24") == last_day("2020-08-24") == date(2020, 8, 24)
    assert first_day("2020-8-24") is None
    assert last_day("") is None


def test_a_list_of_ids_may_be_spaced_or_blank() -> None:
    assert split_ids("s1; s2 ;s3") == ["s1", "s2", "s3"]
    assert split_ids("") == []


def test_a_text_in_a_message_is_quoted_short_and_printable() -> None:
    assert shown("bell\x07") == r"'bell\x07'"
    assert shown("x" * 41) == repr("x" * 40 + "…")
    assert shown("x" * 40) == repr("x" * 40)


def test_a_cell_has_one_fault_at_most() -> None:
    ward = Column("ward", Kind.INTEGER, required=True, minimum=1, maximum=50, help="Its number.")
    assert list(cell_faults(ward, "22")) == []
    assert list(cell_faults(ward, "")) == [
        Fault("ward", "The cell is blank.", "Fill it in. Its number.")
    ]
    (found,) = cell_faults(ward, "5\x071")
    assert "control character" in found.what
