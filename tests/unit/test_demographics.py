"""Values, margins, ranks and words of one indicator, from tables of made-up figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.demographics import WardValues, ward_values
from geo.indicators import INDICATORS
from geo.tables import fields_of


def by_ward(**changed: dict[int, float]) -> pd.DataFrame:
    """A table of all indicators at 0.1, margins and all, but for the cells given by ward."""
    columns = [field.name for one in INDICATORS for field in fields_of(one)]
    table = pd.DataFrame({"ward": range(1, 51)} | dict.fromkeys(columns, 0.1))
    for column, cells in changed.items():
        for ward, value in cells.items():
            table.loc[table["ward"] == ward, column] = value
    return table


def city(**values: float) -> pd.DataFrame:
    keys = [one.key for one in INDICATORS]
    return pd.DataFrame(
        {"indicator": keys, "value": [values.get(k, 0.5) for k in keys], "moe": 0.01, "cv": np.nan}
    )


def poverty(**changed: dict[int, float]) -> WardValues:
    return ward_values({2015: by_ward(**changed)}, city())[2015, "poverty_share"]


def test_every_indicator_on_every_map() -> None:
    tables = {2015: by_ward(), 2023: by_ward(population={7: 54_000})}
    found = ward_values(tables, city(population=2_746_388))
    assert set(found) == {(year, one.key) for year in tables for one in INDICATORS}
    assert found[2023, "population"].value(7) == 54_000
    assert found[2015, "population"].value(7) == 0.1
    assert found[2015, "population"].city == 2_746_388
    assert found[2023, "population"].vintage == 2023


def test_values_are_by_ward_number_whatever_the_order_of_the_rows() -> None:
    table = by_ward(poverty_share={3: 0.33}, poverty_share_moe={3: 0.04})
    found = ward_values({2015: table[::-1]}, city())[2015, "poverty_share"]
    assert (found.value(3), found.margin(3)) == (0.33, 0.04)
    assert found.values[2] == 0.33


def test_a_missing_figure_is_none_and_not_zero() -> None:
    found = poverty(poverty_share={4: np.nan, 5: 0.0}, poverty_share_moe={4: np.nan})
    assert found.value(4) is None
    assert found.margin(4) is None
    assert found.value(5) == 0
    assert found.words(4) == "not known"


def test_an_exact_figure_has_no_margins() -> None:
    found = ward_values({2015: by_ward()}, city())[2015, "latino_share"]
    assert found.margins == found.variations == (None,) * 50
    assert found.unreliable == ()
    assert found.words(1) == "10.0%"


def test_a_figure_with_its_margin_in_words() -> None:
    found = poverty(poverty_share={1: 0.2144}, poverty_share_moe={1: 0.0123})
    assert found.words(1) == "21.4% ± 1.2 points"


def test_wards_are_unreliable_from_twenty_percent_on() -> None:
    """By the margin rounded to it: 20 % counts, a little less and no figure do not."""
    found = poverty(poverty_share_cv={2: 0.2, 9: 0.35, 11: 0.19999, 12: np.nan})
    assert found.unreliable == (2, 9)


def test_the_highest_is_first_and_equals_share_a_place() -> None:
    found = poverty(poverty_share={7: 0.9, 8: 0.5, 9: 0.5, 10: 0.3, 11: np.nan})
    assert [found.rank(ward) for ward in (7, 8, 9, 10, 1)] == [1, 2, 2, 4, 5]
    assert found.rank(11) is None


def test_a_table_that_lacks_a_ward_is_refused() -> None:
    with pytest.raises(KeyError):
        ward_values({2015: by_ward()[1:]}, city())
