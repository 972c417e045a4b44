"""The largest group of a ward and whether it is a majority, on wards made up by hand."""

from __future__ import annotations

from geo.census import GROUPS
from geo.demographics import WardValues
from geo.indicators import indicator
from geo.largest_group import group_finding, group_map, leads


def shares(wards: list[dict[str, float | None]]) -> dict[str, WardValues]:
    """Shares of named groups by ward; other groups are 0, wards not named are not known."""
    none = (None,) * 50
    found = {}
    for group in GROUPS:
        numbers = [ward.get(group, 0.0) for ward in wards]
        values = (*numbers, *[None] * (50 - len(wards)))
        found[group] = WardValues(indicator(f"{group}_share"), 2015, values, none, none, None, None)
    return found


WARDS: list[dict[str, float | None]] = [
    {"latino": 0.6, "white": 0.4},
    {"latino": 0.4, "white": 0.35, "black": 0.25},
    {"black": 0.5, "white": 0.5},
    {"asian": 0.39, "white": 0.31, "latino": 0.3},
    {"white": 0.7, "black": None},
]


def test_half_is_not_a_majority_and_a_missing_share_is_no_answer() -> None:
    found = leads(shares(WARDS))
    assert [(lead.group, lead.majority) if lead else None for lead in found[:5]] == [
        ("latino", True),
        ("latino", False),
        ("white", False),
        ("asian", False),
        None,
    ]
    assert found[5:] == (None,) * 45


def test_the_map_names_counts_and_dots_the_kinds_there_are() -> None:
    drawn = group_map(shares(WARDS), dark=False)
    assert drawn.labels == (
        "Latino majority",
        "Latino, largest but not over half",
        "White, largest but not over half",
        "Asian, largest but not over half",
    )
    assert drawn.counts == (1, 1, 1, 1)
    assert drawn.missing == 46
    assert drawn.patterns == ("none", "dots", "dots", "dots")
    assert drawn.colors[0] == drawn.colors[1]
    assert len(set(drawn.colors)) == 3
    assert group_finding(drawn).startswith("Of 50 wards: 1 Latino majority; 1 Latino, largest")
