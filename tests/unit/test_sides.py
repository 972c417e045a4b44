"""Sides by hand: pluralities, ties, and sums over a small city."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.presence import Options, Presence, Reach, WardPresence
from geo.reference_tables import SIDES
from geo.sides import Scheme, WardSide, organisation_sides, schemes, side_rows, ward_sides

NINE = Scheme("nine", "Nine sides", {side: side for side in SIDES}, ())
TWO = Scheme(
    "two",
    "North and the rest",
    {side: "Up" if "North" in side else "Down" for side in SIDES},
    (),
)


def sides_table(*rows: tuple[int, int, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["vintage", "ward", "side", "population_share"])


def test_a_ward_is_where_most_of_its_people_live() -> None:
    table = sides_table((2015, 1, "West", 0.2), (2015, 1, "North", 0.5), (2015, 1, "Central", 0.3))
    [side] = ward_sides(table, NINE, 2015).values()
    assert side.main == "North"
    assert side.shares == (("North", 0.5), ("Central", 0.3), ("West", 0.2))


def test_a_plurality_is_enough_and_depends_on_the_scheme() -> None:
    """40 % live in the Center, but two northern sides have 60 % when they are one."""
    table = sides_table(
        (2015, 1, "Central", 0.4), (2015, 1, "North", 0.35), (2015, 1, "Far North", 0.25)
    )
    assert ward_sides(table, NINE, 2015)[1].main == "Central"
    assert ward_sides(table, TWO, 2015)[1].main == "Up"
    assert dict(ward_sides(table, TWO, 2015)[1].shares) == pytest.approx({"Up": 0.6, "Down": 0.4})


def test_sides_of_a_ward_number_depend_on_the_map() -> None:
    table = sides_table((2015, 1, "West", 1.0), (2023, 1, "North", 1.0))
    assert ward_sides(table, NINE, 2015)[1].main == "West"
    assert ward_sides(table, NINE, 2023)[1].main == "North"


@pytest.mark.parametrize("order", [("West", "North"), ("North", "West")])
def test_a_tie_goes_to_the_first_by_name_whatever_the_order_of_rows(order: tuple[str, str]) -> None:
    table = sides_table(*((2015, 1, side, 0.5) for side in order))
    assert ward_sides(table, NINE, 2015)[1].main == "North"


def test_an_organization_ties_as_its_home_ward_does() -> None:
    table = sides_table((2015, 1, "West", 0.5), (2015, 1, "North", 0.5))
    found = organisation_sides(homes(a=1), AREAS, ward_areas(), table, NINE)
    assert found == {"a": ward_sides(table, NINE, 2015)[1].main}


def test_side_words_name_nobody_below_a_hundredth() -> None:
    side = WardSide(1, "North", (("North", 0.745), ("West", 0.25), ("Central", 0.005)))
    assert "North" in side.words
    assert "West" in side.words
    assert "Central" not in side.words


def test_groups_follow_the_nine_sides_and_not_the_rows() -> None:
    """The table may be sorted any way; the groups come out in the order of the nine sides."""
    rows = [("s", "S", side, side, "") for side in reversed(SIDES)]
    table = pd.DataFrame(rows, columns=["scheme", "scheme_label", "side", "group", "note"])
    assert schemes(table)["s"].groups == SIDES


def test_schemes_keep_labels_groups_and_each_remark_once() -> None:
    rows = [("two", "By half", side, TWO.group_of[side], "why") for side in SIDES]
    rows += [("one", "All", side, "City", "") for side in SIDES]
    table = pd.DataFrame(rows, columns=["scheme", "scheme_label", "side", "group", "note"])
    found = schemes(table)
    assert list(found) == ["two", "one"]
    assert (found["two"].label, set(found["two"].groups)) == ("By half", {"Up", "Down"})
    assert found["two"].notes == ("why",)
    assert (found["one"].groups, found["one"].notes) == (("City",), ())


AREAS = pd.DataFrame({"community_area": [1, 2, 3], "side": ["North", "West", "West"]})


def ward_areas() -> pd.DataFrame:
    """Area 1 has 900 people in two wards, areas 2 and 3 have 400 each; later figures differ."""
    return pd.DataFrame(
        [
            (2015, 1, 1, 500),
            (2015, 2, 1, 400),
            (2015, 2, 2, 400),
            (2015, 3, 3, 400),
            (2023, 1, 2, 9999),
        ],
        columns=["vintage", "ward", "community_area", "population"],
    )


def homes(**ward_of: int) -> pd.DataFrame:
    return footprints([(name, 2015, ward, None) for name, ward in ward_of.items()])


def footprints(rows: list[tuple[str, int | None, int | None, int | None]]) -> pd.DataFrame:
    columns = ["organisation_id", "vintage", "ward", "community_area"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:], "Int64"))


@pytest.mark.parametrize(
    ("areas", "side"),
    [((1,), "North"), ((2,), "West"), ((1, 2), "North"), ((2, 3), "West"), ((1, 2, 3), "North")],
)
def test_a_regional_organization_is_where_most_people_of_its_areas_live(
    areas: tuple[int, ...], side: str
) -> None:
    """900 people on the North Side outweigh one area or two areas of 400 on the West Side."""
    rows = [("r", None, None, area) for area in areas]
    found = organisation_sides(footprints(rows), AREAS, ward_areas(), sides_table(), NINE)
    assert found == {"r": side}


def test_a_ward_organization_is_where_most_people_of_its_home_live() -> None:
    table = sides_table(
        (2015, 4, "West", 0.6), (2015, 4, "North", 0.4), (2023, 4, "Far Southeast", 1.0)
    )
    assert organisation_sides(homes(a=4), AREAS, ward_areas(), table, NINE) == {"a": "West"}
    assert organisation_sides(homes(a=4), AREAS, ward_areas(), table, TWO) == {"a": "Down"}


def test_an_organization_without_a_place_has_no_side() -> None:
    table = sides_table((2015, 4, "West", 1.0))
    assert organisation_sides(footprints([]), AREAS, ward_areas(), table, NINE) == {}


def reach(name: str, kind: str = "ward", counted: bool = True) -> Reach:
    home = 1 if kind == "ward" else None
    return Reach(name, kind, "active", home, kind == "ward", 1.0, counted, "high")


SHOWN = Presence(
    2015,
    Options(),
    (
        WardPresence(1, 100, "active", 1.0, 0.0, (reach("a"), reach("r", "regional"))),
        WardPresence(2, 20, "regional", 0.0, 1.0, (reach("r", "regional"),)),
        WardPresence(3, 3, "left_out", 0.0, 0.0, (reach("x", counted=False),)),
        WardPresence(4, 7, "none", 0.0, 0.0, ()),
    ),
)
WARD_SIDES = {
    1: WardSide(1, "Up", (("Up", 1.0),)),
    2: WardSide(2, "Up", (("Up", 1.0),)),
    3: WardSide(3, "Down", (("Down", 1.0),)),
    4: WardSide(4, "Down", (("Down", 1.0),)),
}


def test_a_presence_map_is_summed_by_side() -> None:
    up, down = side_rows(TWO, WARD_SIDES, SHOWN, {"a": "Up", "r": "Down", "x": "Down"})
    assert (up.group, down.group) == ("Up", "Down")
    assert (up.wards, up.population) == ((1, 2), 120)
    assert (up.organized, up.reached, up.organized_people) == (1, 2, 100)
    assert (down.wards, down.population) == ((3, 4), 10)
    assert (down.organized, down.reached, down.organized_people) == (0, 0, 0)


def test_people_are_counted_where_they_live_not_where_their_ward_is_counted() -> None:
    """Ward 1 (100 people) lies three quarters up: 75 live up, 25 down with the 10 of 3 and 4."""
    sides = {**WARD_SIDES, 1: WardSide(1, "Up", (("Up", 0.75), ("Down", 0.25)))}
    up, down = side_rows(TWO, sides, SHOWN, {})
    assert (up.population, down.population) == (95, 35)
    assert (up.organized_people, down.organized_people) == (75, 25)
    assert up.population + down.population == 130


def test_organizations_are_counted_once_and_on_their_own_side() -> None:
    """One left out by the settings and one without a side are on no side."""
    up, down = side_rows(TWO, WARD_SIDES, SHOWN, {"a": "Up", "r": "Down", "x": "Down"})
    assert (up.ward_organisations, up.regional_organisations) == (("a",), ())
    assert (down.ward_organisations, down.regional_organisations) == ((), ("r",))
    assert (up.organisations, down.organisations) == (1, 1)
    up, down = side_rows(TWO, WARD_SIDES, SHOWN, {"a": "Up"})
    assert (up.organisations, down.organisations) == (1, 0)
