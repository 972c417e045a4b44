"""Marks of several memberships on one ward: what may reach the map, and what is sent."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import folium
import pytest

from geo.maps.map_checks import MapValueError
from geo.maps.map_state import MAX_GLYPHS, ClassStyle, Glyph, MapState
from geo.maps.ward_map import Step, restyle

PLAIN = MapState(
    vintage=2015,
    ward_class=(0,) * 50,
    classes=(ClassStyle("#ffffff", 1.0, "#000000", 1.0, "", "none", "#000000"),),
    outline="",
    selected=None,
    highlighted=(),
    labels=True,
    basemap=False,
    dark=False,
)
GLYPH = Glyph("#0072b2", "circle", (22, 25), (33,), (1,), (25,))


def message(state: MapState, *ahead: Step) -> str:
    """What the server sends for a state, after folium has rendered it."""
    page = folium.Map(tiles=None)
    restyle(state, ahead).add_to(page)
    return re.search(r"atlas\.show\((.*)\);", page.get_root().render())[1]


def sent(state: MapState, *ahead: Step) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(message(state, *ahead))
    return found


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("color", "blue"),
        ("color", "#0072b2;"),
        ("color", "{{7*7}}"),
        ("shape", "star"),
        ("shape", "<svg onload=alert(1)>"),
        ("shape", ""),
        ("solid", (0,)),
        ("solid", (51,)),
        ("solid", ("22",)),
        ("solid", (True,)),
        ("solid", {22}),
        ("open", (3.0,)),
        ("faint", (0,)),
        ("small", (2,)),
        ("small", "25"),
    ],
)
def test_only_checked_numbers_and_keys_reach_the_map(field: str, value: Any) -> None:
    with pytest.raises(MapValueError, match=f"glyph {field}"):
        replace(GLYPH, **{field: value})


@pytest.mark.parametrize(("field", "value"), [("open", (22,)), ("faint", (33,)), ("solid", (1,))])
def test_a_ward_has_a_mark_once(field: str, value: Any) -> None:
    with pytest.raises(MapValueError, match="each ward once"):
        replace(GLYPH, **{field: value, "small": ()})


def test_a_state_takes_glyph_records_only_and_at_most_a_dozen_kinds() -> None:
    for bad in ([GLYPH], (GLYPH,) * (MAX_GLYPHS + 1), ({"color": "#0072b2"},), ("circle",)):
        with pytest.raises(MapValueError, match="glyphs"):
            replace(PLAIN, glyphs=bad)
    assert len(replace(PLAIN, glyphs=(GLYPH,) * MAX_GLYPHS).glyphs) == MAX_GLYPHS


def test_the_map_is_sent_the_wards_of_every_kind() -> None:
    (found,) = sent(replace(PLAIN, glyphs=(GLYPH,)))["glyphs"]
    assert (found["color"], found["shape"]) == ("#0072b2", "circle")
    assert (found["solid"], found["open"], found["faint"]) == ([22, 25], [33], [1])
    assert found["small"] == [25]


def test_a_step_ahead_carries_marks_that_differ_and_no_others() -> None:
    with_marks = replace(PLAIN, glyphs=(GLYPH,))
    steps = sent(with_marks, Step("control_labels", 0, replace(with_marks, labels=False)))["ahead"]
    assert steps[0]["changes"] == {"labels": False}
    steps = sent(PLAIN, Step("control_day", 0, with_marks))["ahead"]
    assert steps[0]["changes"]["glyphs"][0]["solid"] == [22, 25]


def test_fifty_wards_with_many_marks_stay_a_small_message() -> None:
    everywhere = tuple(range(1, 51))
    full = replace(PLAIN, glyphs=(Glyph("#0072b2", "circle", everywhere),) * MAX_GLYPHS)
    assert len(message(full).encode()) < 6000
