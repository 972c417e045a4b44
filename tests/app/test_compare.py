"""The page that compares wards: its figures worked out anew from the files, hostile links."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from functools import cache
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.charts.compare_strips import BOX, offsets
from tests.app.visits import bodies, grids, headline, rows, tables, visit, words

MARKUP = '<img src=x onerror="window.hacked=1">'
MAPS = (2015, 2023)


@cache
def listed() -> frozenset[str]:
    """Organizations counted unless the visitor says otherwise."""
    return frozenset(
        r["id"]
        for r in rows("reference/organisations.csv")
        if r["in_essay"] == "yes" and r["status"] in ("active", "forming", "unknown")
    )


def own_shares(vintage: int) -> dict[int, float]:
    """Part of each ward's people who live in a 2015 ward with an organization of its own."""
    homes = {
        int(r["ward"])
        for r in rows("reference/footprints.csv")
        if r["ward"] and r["organisation_id"] in listed()
    }
    found: dict[int, float] = {}
    for ward in range(1, 51):
        if vintage == 2015:
            found[ward] = float(ward in homes)
            continue
        pieces = [
            (int(p["ward_2015"]) in homes, int(p["population"]))
            for p in rows("processed/crosswalk_2015_2023.csv")
            if p["ward_2023"] == str(ward)
        ]
        found[ward] = sum(n for home, n in pieces if home) / sum(n for _, n in pieces)
    return found


def regional_shares(vintage: int) -> dict[int, float]:
    """Part of each ward's people in the areas of one regional organization, the largest part."""
    areas: dict[str, set[str]] = {}
    for r in rows("reference/footprints.csv"):
        if r["community_area"] and r["organisation_id"] in listed():
            areas.setdefault(r["organisation_id"], set()).add(r["community_area"])
    found = {}
    pieces = [p for p in rows("processed/ward_areas.csv") if p["vintage"] == str(vintage)]
    for ward in range(1, 51):
        mine = [p for p in pieces if p["ward"] == str(ward)]
        total = sum(int(p["population"]) for p in mine)
        found[ward] = max(
            sum(int(p["population"]) for p in mine if p["community_area"] in named) / total
            for named in areas.values()
        )
    return found


@cache
def having(vintage: int, regional: bool) -> frozenset[int]:
    """Wards that count as "with", from the files."""
    own = own_shares(vintage)
    if not regional:
        return frozenset(w for w, share in own.items() if share >= 0.5)
    wide = regional_shares(vintage)
    return frozenset(w for w in own if max(own[w], wide[w]) >= 0.1)


def column(vintage: int, key: str) -> dict[int, float]:
    found = rows(f"processed/indicators_{vintage}.csv")
    return {int(r["ward"]): float(r[key]) for r in found if r[key]}


def parted(vintage: int, key: str, regional: bool) -> tuple[list[float], list[float]]:
    """Values of wards with and of wards without."""
    inside, values = having(vintage, regional), column(vintage, key)
    return (
        [v for w, v in values.items() if w in inside],
        [v for w, v in values.items() if w not in inside],
    )


def simple_tables(at: AppTest) -> list[list[list[str]]]:
    """The small tables of the page as rows of cells, without their headers."""
    found = [b for b in bodies(at) if "<caption" in b]
    return [
        [
            [words(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line)]
            for line in re.findall(r"<tr>(<td.*?)</tr>", body)
        ]
        for body in found
    ]


def text(at: AppTest) -> str:
    return " ".join(words(b) for b in bodies(at))


def dots(at: AppTest) -> list[dict[str, Any]]:
    (chart,) = at.get("vega_lite_chart")
    layers = json.loads(chart.proto.spec)["layer"]
    return [v for layer in layers for v in layer["data"]["values"] if "ward" in v]


@pytest.mark.parametrize("regional", ["yes", "no"])
@pytest.mark.parametrize("vintage", MAPS)
def test_medians_means_and_people_recompute_from_the_files(vintage: int, regional: str) -> None:
    at = visit("compare", map=str(vintage), regional=regional, indicator="latino_share")
    assert not at.exception
    assert not at.warning
    one, other = parted(vintage, "latino_share", regional == "yes")
    assert f"has {median(one):.1%}, the median ward without {median(other):.1%}" in headline(at)
    inside = having(vintage, regional == "yes")
    people = {
        int(r["ward"]): int(r["population"])
        for r in rows("processed/ward_population.csv")
        if r["vintage"] == str(vintage)
    }
    values = column(vintage, "latino_share")
    cells = {row[0]: row[1:] for row in simple_tables(at)[0]}
    assert cells["Wards"][:2] == [str(len(inside)), str(50 - len(inside))]
    for place, wards in enumerate((inside, values.keys() - inside)):
        total = sum(people[w] for w in wards)
        mean = sum(people[w] * values[w] for w in wards) / total
        assert cells["People, 2020"][place] == f"{total:,}"
        assert cells["Mean, weighted by people"][place] == f"{mean:.1%}"
        highest = max(wards, key=values.__getitem__)
        assert cells["Highest ward"][place] == f"{values[highest]:.1%} (ward {highest})"


@pytest.mark.parametrize("vintage", MAPS)
def test_table_and_dots_hold_every_ward_on_its_side(vintage: int) -> None:
    at = visit("compare", map=str(vintage), indicator="crowded_share")
    values, inside = column(vintage, "crowded_share"), having(vintage, True)
    shown = {d["ward"]: d for d in dots(at)}
    assert {w: shown[f"Ward {w}"]["at"] for w in values} == values
    assert {w for w in values if shown[f"Ward {w}"]["row"] < 0.5} == inside
    unsure = {
        int(r["ward"])
        for r in rows(f"processed/indicators_{vintage}.csv")
        if float(r["crowded_share_cv"]) >= 0.2
    }
    assert {w for w in values if shown[f"Ward {w}"]["shape"] == "diamond"} == unsure
    assert f"{len(unsure)} of these 50 wards have an uncertain figure" in text(at)
    table = grids(at)[0]
    assert dict(zip(table["Ward"], table.iloc[:, 2], strict=True)) == values
    assert set(table[table["Organization"] == "with"]["Ward"]) == inside
    assert set(table[table["Reliable"] == "uncertain"]["Ward"]) == unsure


def p_of(at: AppTest) -> list[float]:
    return [float(p) for p in re.findall(r"p = ([\d.]+)", text(at))]


def test_the_odds_on_the_page_come_out_again_by_plain_shuffling() -> None:
    """Another generator and another way of shuffling, for the poverty rate of wards."""
    at = visit("compare", indicator="poverty_share", regional="no")
    one, other = parted(2015, "poverty_share", False)
    real = abs(median(one) - median(other))
    deal = random.Random(7)  # noqa: S311  a second opinion, not a secret
    every, times, hits = [*one, *other], 4_000, 0
    for _ in range(times):
        deal.shuffle(every)
        hits += abs(median(every[: len(one)]) - median(every[len(one) :])) >= real
    assert p_of(at)[0] == pytest.approx(hits / times, abs=0.035)
    assert "do not build on this difference" in text(at)


def test_the_odds_do_not_change_from_visit_to_visit() -> None:
    first, second = (visit("compare", indicator="density") for _ in range(2))
    assert text(first) == text(second)
    assert "seed 20230515" in text(first)
    assert "next to each other are alike" in text(first)


RULES: dict[str, tuple[Callable[[dict[str, float], str], bool], str]] = {
    "majority": (lambda shares, g: shares[g] > 0.5, "Majority {}"),
    "plurality": (lambda shares, g: shares[g] == max(shares.values()), "Largest group {}"),
    "forty": (lambda shares, g: shares[g] >= 0.4, "At least 40% {}"),
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("vintage", MAPS)
def test_leading_groups_are_counted_with_and_without_regional_ones(vintage: int, rule: str) -> None:
    at = visit("compare", map=str(vintage), majority=rule, scheme="nine", side="west")
    groups = ("latino", "white", "black", "asian", "native", "other")
    by_group = {g: column(vintage, f"{g}_share") for g in groups}
    wards = {w: {g: by_group[g][w] for g in groups} for w in range(1, 51)}
    leads, name = RULES[rule]
    own, wide = having(vintage, False), having(vintage, True)
    city, sides = simple_tables(at)[-2:]
    shown = {row[0]: row[1:] for row in city}
    for group in groups[:4]:
        mine = {w for w, shares in wards.items() if leads(shares, group)}
        parts = (mine, mine & own, mine - own, mine & wide, mine - wide)
        bases = (50, len(own), 50 - len(own), len(wide), 50 - len(wide))
        told = shown[name.format(group.title())]
        assert [int(cell.split()[0]) for cell in told] == [len(p) for p in parts]
        percents = [int(cell.split("(")[1].rstrip("%)")) for cell in told]
        for percent, part, base in zip(percents, parts, bases, strict=True):
            assert percent == pytest.approx(100 * len(part) / base, abs=0.501)
    assert shown["All wards"] == [str(b) for b in bases]
    totals = [row[2:] for row in sides if row[1] == "All wards"]
    assert len(totals) == 9
    assert [sum(int(row[i]) for row in totals) for i in range(5)] == list(bases)


def test_one_side_of_the_city_is_compared_by_itself() -> None:
    at = visit("compare", scheme="five", side="west")
    west = {row["Ward"] for row in grids(at)[0].to_dict("records")}
    assert len(west) == 9
    inside, values = having(2015, True) & west, column(2015, "black_share")
    with_, without = (median(values[w] for w in g) for g in (inside, west - inside))
    assert "on the West Side" in headline(at)
    assert f"{with_:.1%}" in headline(at)
    assert f"{without:.1%}" in headline(at)


def test_nothing_to_compare_is_said_and_the_rest_of_the_page_stays() -> None:
    at = visit("compare", status="")
    assert not at.exception
    assert "nothing to compare" in headline(at)
    assert "no ward counts as having an organization" in headline(at)
    assert p_of(at) == []
    assert len(simple_tables(at)) == 2
    assert set(tables(at)[0]["Organization"]) == {"without"}
    assert at.get("download_button")


def test_the_new_map_says_how_presence_came_to_it() -> None:
    assert "follow the people" in text(visit("compare", map="2023"))
    assert "follow the people" not in text(visit("compare", map="2015"))


def test_the_page_warns_of_taking_a_ward_for_its_members() -> None:
    assert "not that of an organization’s members" in text(visit("compare"))


@pytest.mark.parametrize(
    "settings",
    [
        {"indicator": MARKUP},
        {"indicator": "largest_group"},
        {"majority": "{{7*7}}"},
        {"majority": "9" * 5000},
        {"side": "[x](javascript:alert)"},
    ],
)
def test_a_hostile_link_gets_a_notice_and_the_usual_page(settings: dict[str, str]) -> None:
    at, usual = visit("compare", **settings), visit("compare")
    assert not at.exception
    (warning,) = at.warning
    assert len(warning.value) < 600
    assert MARKUP not in "".join(bodies(at))
    assert headline(at) == headline(usual)
    assert simple_tables(at) == simple_tables(usual)


def test_every_indicator_can_be_compared_on_both_maps() -> None:
    at = visit("compare")
    picker = next(s for s in at.selectbox if s.key == "control_indicator")
    assert len(picker.options) > 20
    for place in range(0, len(picker.options), 3):
        for vintage in MAPS:
            at.radio[0].set_value(vintage)
            next(s for s in at.selectbox if s.key == "control_indicator").select_index(place)
            at.run()
            assert not at.exception
            assert len(dots(at)) == 50
            assert "the median ward" in headline(at)


@given(
    st.lists(st.sampled_from([0.1, 0.1001, 0.5, 0.9]), min_size=1, max_size=50),
    st.sampled_from([0.0, 0.8]),
)
def test_dots_of_one_value_stand_apart_and_inside_their_box(
    values: list[float], width: float
) -> None:
    found = offsets(values, width)
    assert len({*zip(values, found, strict=True)}) == len(values)
    assert all(abs(offset) <= BOX + 1e-9 for offset in found)
    assert found[0] == 0
