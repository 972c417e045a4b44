"""Fill, legend and counts of a demographic map come from one classification."""

from __future__ import annotations

import pytest

from geo.choropleth import (
    Choropleth,
    choropleth,
    crossed,
    presence_levels,
    two_indicators,
    with_presence,
)
from geo.demographics import WardValues
from geo.indicators import INDICATORS, indicator
from geo.maps.indicator_map import indicator_state, rings
from geo.presence import Options, Presence, WardPresence
from geo.view import View


def values(
    key: str, numbers: list[float | None], cvs: list[float | None] | None = None
) -> WardValues:
    """Fifty wards: the numbers given, then no data."""
    padded = (*numbers, *[None] * (50 - len(numbers)))
    doubt = (*(cvs or []), *[None] * (50 - len(cvs or [])))
    return WardValues(indicator(key), 2015, padded, (None,) * 50, doubt, 0.5, None)


def presence_of(classes: dict[int, str]) -> Presence:
    wards = tuple(
        WardPresence(ward, 1000, classes.get(ward, "none"), 0.0, 0.0, ()) for ward in range(1, 51)
    )
    return Presence(2015, Options(), wards)


TEN = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]


def test_five_classes_of_two_wards_each() -> None:
    found = choropleth(values("black_share", TEN), View(), dark=False)
    assert found.ward_class[:10] == (0, 0, 1, 1, 2, 2, 3, 3, 4, 4)
    assert found.ward_class[10:] == (-1,) * 40
    assert found.counts == (2, 2, 2, 2, 2)
    assert found.missing == 40
    assert found.wards(4) == (9, 10)
    assert len(found.colors) == len(found.labels) == 5
    assert found.labels[0] == "10.0% – 28.0%"


def test_own_breaks_are_percent_for_shares_and_as_typed_for_counts() -> None:
    own = View(classing="own", breaks="30, 70")
    assert choropleth(values("black_share", TEN), own, dark=False).counts == (3, 4, 3)
    people = values("population", [10.0, 30.0, 31.0, 70.0, 90.0])
    assert choropleth(people, own, dark=False).counts == (2, 2, 1)


@pytest.mark.parametrize("breaks", ["", "70, 30", "1,000", "..", "1 2 3 4 5 6 7 8 9"])
def test_breaks_that_cannot_be_used_fall_back_with_a_note(breaks: str) -> None:
    view = View(classing="own", breaks=breaks, palette="blues")
    found = choropleth(values("black_share", TEN), view, dark=False)
    assert found.counts == (2, 2, 2, 2, 2)
    assert len(found.notes) == 1
    assert found.notes[0].endswith("Shown instead: equal numbers of wards.")


def test_more_classes_than_a_ramp_can_tell_apart_are_fewer_and_said() -> None:
    found = choropleth(values("black_share", TEN), View(classes=9, palette="blues"), dark=True)
    assert len(found.colors) == 8
    assert "8 classes" in found.notes[0]


@pytest.mark.parametrize("one", INDICATORS, ids=lambda i: i.key)
@pytest.mark.parametrize("dark", [False, True])
def test_every_indicator_can_be_drawn(one: object, dark: bool) -> None:
    found = choropleth(values(one.key, [1.0, 2.0, 2.0]), View(indicator=one.key), dark=dark)  # type: ignore[attr-defined]
    assert sum(found.counts) == 3


def test_nothing_known_draws_no_class() -> None:
    found = choropleth(values("black_share", []), View(), dark=False)
    assert (found.colors, found.labels, found.missing) == ((), (), 50)


def test_two_indicators_make_nine_cells_and_count_every_ward_once() -> None:
    first = values("black_share", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    second = values("poverty_share", [0.6, 0.5, 0.4, 0.3, 0.2, None])
    found = two_indicators(first, second, dark=False)
    # Across: thirds of six; upward: thirds of the five that are known.
    assert found.ward_class[:6] == (6, 6, 4, 1, 2, -1)
    cells = [found.count(row, column) for row in range(3) for column in range(3)]
    assert sum(cells) + found.missing == 50
    assert len(set(found.colors)) == 9


def test_a_missing_side_makes_a_ward_no_data() -> None:
    assert crossed([0, -1, 2], [1, 1, -1]) == (3, -1, -1)


def test_presence_has_three_levels() -> None:
    shown = presence_of({1: "active", 2: "unknown", 3: "regional", 4: "some", 5: "left_out"})
    assert presence_levels(shown)[:6] == (2, 2, 1, 1, 0, 0)
    assert rings(shown) == ((1, 2), (3, 4))
    found = with_presence(values("black_share", TEN[:3]), shown, dark=False)
    assert found.ward_class[:4] == (2, 5, 7, -1)


def test_the_map_gets_hatch_and_rings_only_if_the_view_wants_them() -> None:
    known = values("poverty_share", TEN, [0.1, 0.2, 0.3])
    assert known.unreliable == (2, 3)
    shown = presence_of({7: "active"})

    def state(**changes: object) -> object:
        view = View(indicator="poverty_share", outlines=False).with_(**changes)
        drawn: Choropleth = choropleth(known, view, dark=False)
        return indicator_state(drawn, view, {}, shown, known.unreliable, dark=False)

    assert state().hatched == (2, 3)  # type: ignore[attr-defined]
    assert state(doubt=False).hatched == ()  # type: ignore[attr-defined]
    assert state().rings == ((7,), ())  # type: ignore[attr-defined]
    assert state(rings=False).rings == ()  # type: ignore[attr-defined]
    assert state(picked=(4, 5)).highlighted == (4, 5)  # type: ignore[attr-defined]
    assert state().instant == "poverty_share"  # type: ignore[attr-defined]
