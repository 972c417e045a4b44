"""Ward vintages: which map was in force when."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from geo.errors import AtlasError
from geo.wards import WARD_NUMBERS, Vintage, vintage, vintages

LATER = """
[2023]
label = "2023 map"
in_force_from = 2023-05-15
source = "wards_2023"
note = "A note."
"""
EARLIER = """
[2015]
label = "2015 map"
in_force_from = 2015-05-18
in_force_to = 2023-05-14
source = "wards_2015"
note = "A note."
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "wards.toml"
    path.write_text(text, "utf-8")
    return path


def test_there_are_fifty_wards_from_one_on() -> None:
    assert WARD_NUMBERS[0] == 1
    assert WARD_NUMBERS[-1] == len(WARD_NUMBERS) == 50


def test_two_maps_follow_each_other_without_a_day_between() -> None:
    old, new = vintages()
    assert (old.year, new.year) == (2015, 2023)
    assert old.in_force_to is not None
    assert old.in_force_to + timedelta(days=1) == new.in_force_from
    assert new.in_force_to is None


def test_the_oldest_map_comes_first_whatever_the_file_says(tmp_path: Path) -> None:
    found = vintages(written(tmp_path, LATER + EARLIER))
    assert [v.year for v in found] == [2015, 2023]
    assert found[0].in_force_to == date(2023, 5, 14)


def test_the_time_in_force_in_words() -> None:
    past = Vintage(2015, "2015 map", date(2015, 5, 18), date(2023, 5, 14), "s", "")
    present = Vintage(2023, "2023 map", date(2023, 5, 15), None, "s", "")
    assert past.span == "May 2015 – May 2023"
    assert present.span == "since May 2023"


@pytest.mark.parametrize("field", ["label", "in_force_from", "source", "note"])
def test_a_map_that_lacks_a_field_is_named_with_the_field(tmp_path: Path, field: str) -> None:
    lines = [line for line in LATER.splitlines() if not line.startswith(f"{field} ")]
    with pytest.raises(AtlasError, match=rf"wards\.toml.*'{field}'"):
        vintages(written(tmp_path, "\n".join(lines)))


def test_a_map_is_found_by_its_year() -> None:
    assert vintage(2023).label == "2023 map"


def test_a_map_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(AtlasError, match=r"no 2003 ward map.*2015, 2023"):
        vintage(2003)
