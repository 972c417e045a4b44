"""Views at which the figures are tested, and how the words and the table of each are read.

A new page is tested as it is; what its views are besides those every page has goes into `VIEWS`,
what its text alternative counts into `TOLD`, what its table holds into `HELD`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from geo.atlas import load_atlas
from geo.figures.compose import ROOMS, compose
from geo.figures.figure import Figure, Legend, LegendRow, Square
from geo.maps.map_state import NO_DATA
from geo.view import View

Settings = dict[str, Any]

EVERY: tuple[Settings, ...] = (
    {},
    {"map": 2023, "ward": 34, "outside": True},
    {"side": "South", "regional": False},
    {"map": 2023, "side": "Northwest", "labels": False},
)
"""Views every page is tested at."""

VIEWS: dict[str, tuple[Settings, ...]] = {
    "sides": ({"scheme": "nine"}, {"status": ()}),
    "ward": ({"ward": 22},),
    "gaps": (
        {"sure": "certain", "beside": True, "who": "poverty_share"},
        {"map": 2023, "cover": "people", "sure": "likely", "who": "young"},
        {"within": "no-such-coalition"},
    ),
    "expansion": (
        {"goal": "ninety", "never": (9, 24), "weights": "nonsense:2"},
        {"k": 2, "must": (2, 3, 4)},
        {"map": 2023, "mix": "black_share:1.nonsense:2", "sure": "certain", "beside": True},
    ),
    "plans": (
        {"plan_a": (12, 16, -33), "plan_b": (9, 16)},
        {"map": 2023, "plan": "b", "plan_b": (4, -35), "beside": True, "sure": "certain"},
    ),
    "lists": (
        {"list_a": "1, 20, 25, nobody at all"},
        {"list_a": "1, 20", "list_b": "20, 33", "map": 2023, "rings": False},
    ),
}
"""More views of a page, where it has settings of its own."""

CASES = [
    pytest.param(page, settings, id=f"{page}-{number}")
    for page in ROOMS
    for number, settings in enumerate((*EVERY, *VIEWS.get(page, ())))
]
at_every_view = pytest.mark.parametrize(("page", "settings"), CASES)
of_every_page = pytest.mark.parametrize("page", ROOMS)

WARDS, CHICAGO_2020 = 50, 2_746_388

atlas = cache(load_atlas)


@cache
def composed(page: str, view: View, *, dark: bool) -> Figure:
    """Each figure is composed once for all tests."""
    return compose(atlas(), page, view, dark=dark)


def figure(page: str, settings: Settings, *, dark: bool = False) -> Figure:
    return composed(page, View(**settings), dark=dark)


def rows(found: Figure, *kinds: str) -> list[LegendRow]:
    listed = [one for part in found.legends if isinstance(part, Legend) for one in part.rows]
    return [one for one in listed if one.swatch.kind in kinds]


def counts(found: Figure, *kinds: str) -> list[int]:
    return [one.count for one in rows(found, *kinds) if one.count]


def squares(found: Figure) -> list[Square]:
    return [part for part in found.legends if isinstance(part, Square)]


def wards_counted(found: Figure) -> list[int]:
    """The wards a legend counts: as many as its title says, those in full color if not all."""
    titles = [part.title for part in found.legends]
    (told,) = {int(n) for title in titles for n in re.findall(r"\bof (\d+)$", title)} or {WARDS}
    if told == WARDS:
        return list(range(1, WARDS + 1))
    assert found.picture is not None
    assert len(found.picture.highlighted) == told
    return list(found.picture.highlighted)


def by_class(found: Figure) -> None:
    """ "none listed: 20 (2, 3 …)": every class that is drawn, in the order of the legend."""
    told = [int(n) for n in re.findall(r": (\d+)(?= \(|[;.])", found.alt)]
    assert [n for n in told if n] == counts(found, "fill", "no_data")


def by_side(found: Figure) -> None:
    organized, wards = zip(*re.findall(r"(\d+) of (\d+) wards", found.alt), strict=True)
    assert sum(map(int, wards)) == WARDS
    own = [one for one in rows(found, "fill") if one.label.startswith(("Ward org", "Half"))]
    assert sum(map(int, organized)) == sum(one.count or 0 for one in own)


def by_ward(found: Figure) -> None:
    ward = found.view.ward
    if ward is None:
        by_class(found)
        return
    assert found.alt.startswith(f"Ward {ward}, {found.view.map} map")
    near = found.alt.rsplit("It touches wards", 1)[1]
    assert {int(n) for n in re.findall(r"\d+", near)} == {
        row["Ward"] for row in found.sheet.rows
    } - {ward}


def by_list(found: Figure) -> None:
    if found.view.list_a:
        by_class(found)
    else:
        assert str(WARDS) in found.alt


def every_count(found: Figure) -> None:
    """Where nothing more is known of a text alternative: it names every count of the legend."""
    told = {int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", found.alt)}
    assert set(counts(found, "fill")) <= told


TOLD: dict[str, Callable[[Figure], None]] = {
    **dict.fromkeys(("presence", "gaps", "expansion", "plans"), by_class),
    "sides": by_side,
    "ward": by_ward,
    "lists": by_list,
}
"""How the numbers of a text alternative are compared with the legend's."""


def all_wards(found: Figure) -> None:
    """A row for every ward in full color."""
    assert found.picture is not None
    shown = list(found.picture.highlighted) or list(range(1, WARDS + 1))
    assert [row["Ward"] for row in found.sheet.rows] == shown


def classed_wards(found: Figure) -> None:
    all_wards(found)
    told = Counter(row["Class"] for row in found.sheet.rows)
    assert sorted(told.values()) == sorted(counts(found, "fill"))


def sides_whole(found: Figure) -> None:
    assert sum(row["Wards"] for row in found.sheet.rows) == WARDS
    assert sum(row["People, 2020"] for row in found.sheet.rows) == CHICAGO_2020


def left_out(found: Figure) -> None:
    """A row for every ward that is drawn as a gap, of the side that is shown."""
    assert found.picture is not None
    covered = {one.swatch.style for one in found.legends[0].rows}  # type: ignore[union-attr]
    on_side = found.picture.highlighted or range(1, WARDS + 1)
    kinds = {ward: found.picture.ward_class[ward - 1] for ward in on_side}
    gaps = {
        ward
        for ward, kind in kinds.items()
        if kind == NO_DATA or found.picture.classes[kind] not in covered
    }
    assert {row["Ward"] for row in found.sheet.rows} == gaps
    assert len(found.sheet.rows) == len(gaps)


def proposed(found: Figure) -> None:
    all_wards(found)
    told = Counter(row["On the map"] for row in found.sheet.rows)
    assert sorted(told.values()) == sorted(counts(found, "fill"))


def planned(found: Figure) -> None:
    all_wards(found)
    letter = found.view.plan.upper()
    told = Counter(row[f"Plan {letter}"] for row in found.sheet.rows)
    mine = found.view.plan_a if found.view.plan == "a" else found.view.plan_b
    here = {row["Ward"] for row in found.sheet.rows}
    assert told["added"] == len({n for n in mine if n > 0} & here)
    assert told["taken away"] == len({-n for n in mine if n < 0} & here)


def ward_and_neighbors(found: Figure) -> None:
    wards = [row["Ward"] for row in found.sheet.rows]
    if found.view.ward is None:
        assert wards == list(range(1, WARDS + 1))
    else:
        assert wards[0] == found.view.ward
        assert all(row["Shared border, m"] for row in found.sheet.rows[1:])


def listed(found: Figure) -> None:
    """Every ward that the legend counts on a list; all where there is none."""
    on_a_list = [one for one in rows(found, "fill") if one.label.startswith("On ")]
    expected = sum(one.count or 0 for one in on_a_list if "neither" not in one.label)
    assert len(found.sheet.rows) == (expected or WARDS)


HELD: dict[str, Callable[[Figure], None]] = {
    "presence": classed_wards,
    "sides": sides_whole,
    "gaps": left_out,
    "expansion": proposed,
    "plans": planned,
    "ward": ward_and_neighbors,
    "lists": listed,
}
"""How the rows of a table are compared with the picture."""
