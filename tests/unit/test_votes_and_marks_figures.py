"""Legends, charts and cautions of votes and coalitions, from a handful of figures and ties."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from geo.atlas import Atlas, load_atlas
from geo.charts.coalition_sets import COUNTED, chart_name, sets_chart
from geo.charts.coalition_timeline import timeline_chart
from geo.coalition_day import CoalitionDay, Tie, settled
from geo.coalition_matrix import Cell
from geo.coalition_sets import Line, Stretch
from geo.coalition_tables import COUNCIL, ORGANISATIONS
from geo.coalitions import Affiliation, Coalition, Period, Subject, Ties
from geo.figures import coalitions, elections
from geo.figures.compose import compose
from geo.figures.figure import Chart, Figure, Legend
from geo.figures.legends import mark_legends, vote_legend
from geo.maps.precincts import NO_FIGURE, OUTSIDE, unpacked_kinds
from geo.marks import Mark
from geo.memberships import memberships
from geo.slate_words import ONLY_SOURCED
from geo.view import View
from geo.vote_figures import Figures
from geo.vote_scale import TWO
from geo.wards import vintage

UNION = Coalition("u", "Union of Wards", "Union", "political organization", "", ("s",))
GUILD = Coalition("g", "Guild of Blocks", "Guild", "political organization", "", ("s",))
MARKS = {"u": Mark("circle", "#0072b2", "#56b4e9"), "g": Mark("square", "#d55e00", "#f0842c")}
A, B, C = (Subject(ORGANISATIONS, key) for key in "abc")


def figures(*shares: float | None, outside: tuple[int, ...] = ()) -> Figures:
    share = np.array([np.nan if s is None else s for s in shares])
    inside = np.array([place not in outside for place in range(len(shares))])
    return Figures(share, np.full(len(shares), 100), inside)


def rows(one: Legend) -> list[tuple[str, str, int | None]]:
    return [(row.swatch.kind, row.label, row.count) for row in one.rows]


def test_a_legend_of_votes_counts_every_area_once() -> None:
    """Of five wards two have 30 %, one has 50 %, one nobody voted in, one is outside."""
    by_ward = figures(0.3, 0.3, 0.5, None, None, outside=(4,))
    one = vote_legend((TWO, by_ward, None), "Ann", "", ((2,), "fewer than 100 votes"), dark=False)
    assert one.title == "Ann: wards"
    assert rows(one) == [
        ("fill", "under 25%", 0),
        ("fill", "25 to 40%", 2),
        ("fill", "40 to 50%", 0),
        ("fill", "50 to 60%", 1),
        ("fill", "60 to 75%", 0),
        ("fill", "75% or more", 0),
        ("no_data", "Nobody voted", 1),
        ("no_data", "Not in this race", 1),
        ("doubt", "Hatched: fewer than 100 votes", 1),
    ]
    styles = [row.swatch.style for row in one.rows if row.swatch.kind == "fill"]
    assert [s.fill for s in styles if s] == list(TWO.colors(dark=False))


def test_precincts_outside_are_not_drawn_and_no_precinct_is_hatched() -> None:
    drawn = (TWO, figures(0.3), figures(0.3, 0.3, None, outside=(2,)))
    one = vote_legend(drawn, "Ann", "3rd District", ((1,), "few"), dark=True)
    assert one.title == "Ann: precincts"
    assert rows(one)[-2:] == [
        ("empty", "Not in this race", 1),
        ("district", "Border of the 3rd District, 2018", None),
    ]
    assert not [row for row in one.rows if row.swatch.kind == "doubt"]


def test_a_legend_of_marks_says_how_each_is_held_and_counts_wards_in_words() -> None:
    def tie(look: str) -> Tie:
        return Tie(A, UNION, Cell(look, ""), 1.0)

    ties = {1: (tie("official"),), 2: (tie("estimated"),), 3: (tie("elsewhen"),), 4: ()}
    pairs = [(UNION, MARKS["u"]), (GUILD, MARKS["g"])]
    bodies, looks = mark_legends(pairs, ties, dark=True)
    assert [(r.label, r.detail, r.count) for r in bodies.rows] == [
        (
            "Union of Wards",
            "Wards: 1 stated, 1 inferred or stated before and after, 1 for another date only",
            None,
        ),
        ("Guild of Blocks", "No ward", None),
    ]
    drawn = [(r.swatch.kind, r.swatch.shape, r.swatch.color, r.swatch.held) for r in bodies.rows]
    assert drawn[0] == ("symbol", "circle", "#56b4e9", "solid")
    assert [(r.swatch.held, r.label.split(":")[0]) for r in looks.rows] == [
        ("solid", "Filled"),
        ("open", "Open"),
        ("faint", "Gray"),
    ]


def said(subject: Subject, body: str, relation: str) -> Affiliation:
    period = Period("2020", "2020")
    return Affiliation(
        subject=subject, coalition_id=body, relation=relation, number=None, holds=True,
        period=period, from_known=False, to_known=False, confidence="high", source_ids=("s",),
        note="",
    )  # fmt: skip


def toy() -> CoalitionDay:
    """A and B are affiliates of the union, A also by overlap of the guild; of C nothing is said."""
    day = date(2020, 6, 1)
    given = (said(A, "u", "official"), said(B, "u", "official"), said(A, "g", "overlap"))
    ties = Ties(given, ())
    members = memberships(day, (A, B, C), ties)
    return CoalitionDay(day, 2015, (UNION, GUILD), members, (), ties)


def data(chart: Chart) -> list[dict[str, Any]]:
    """Every datum of a chart."""
    return [datum for layer in chart.spec["layer"] for datum in layer["data"]["values"]]


def test_a_chart_of_combinations_draws_a_bar_for_each_with_its_number() -> None:
    chart = sets_chart(toy(), ORGANISATIONS, MARKS, estimates=True, dark=False)
    assert chart is not None
    bars = {d["name"]: d["count"] for d in data(chart) if "count" in d}
    assert bars == {"Union + Guild": 1, "Union": 1, "none stated": 1}
    assert chart.name == chart_name(ORGANISATIONS, estimates=True) == "sets-organizations"
    for name, count in bars.items():
        assert f"{name}: {count}" in chart.alt
    axis = chart.spec["encoding"]["y"]["axis"]
    assert json.loads(axis["labelExpr"].removesuffix("[datum.value]")) == ["Union 2", "Guild 0 + 1"]
    heights = {d["name"]: d["y2"] - d["y"] for d in data(chart) if "count" in d}
    assert len(set(heights.values())) == 1


def test_stated_ties_only_leave_an_overlap_out() -> None:
    chart = sets_chart(toy(), ORGANISATIONS, MARKS, estimates=False, dark=True)
    assert chart is not None
    bars = {d["name"]: d["count"] for d in data(chart) if "count" in d}
    assert bars == {"Union": 2, "none stated": 1}
    assert chart.title.endswith(COUNTED[False])
    assert sets_chart(toy(), COUNCIL, MARKS, estimates=True, dark=True) is None


def test_a_timeline_draws_every_stretch_with_its_days() -> None:
    first = Stretch(date(2019, 1, 1), date(2020, 12, 31), "official", "a member")
    short = Stretch(date(2021, 1, 1), date(2021, 1, 2), "estimated", "a member by inference")
    rest = Stretch(date(2021, 1, 3), date(2023, 1, 1), "unknown", "not stated")
    lines = (Line("Ann (1)", 1, (first, short, rest)),)
    chart = timeline_chart(UNION, lines, date(2020, 6, 1), "#0072b2", dark=False)
    told = {(d["from"], d["to"], d["words"]) for d in data(chart) if "who" in d}
    assert told == {
        ("January 1, 2019", "December 31, 2020", "a member"),
        ("January 1, 2021", "January 2, 2021", "a member by inference"),
        ("January 3, 2021", "January 1, 2023", "not stated"),
    }
    full = next(d for d in data(chart) if d.get("words") == "a member")
    assert (full["x2"] - full["x"]) / 86_400_000 == 731  # days, both ends included
    # Ties that count are told in words; what is not known is not one of them.
    assert "Ann (1): January 1, 2019 – December 31, 2020" in chart.alt
    assert "January 3, 2021" not in chart.alt


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def fills(figure: Figure, legend: int) -> dict[str, int]:
    """Color and pattern to count, of a legend."""
    one = figure.legends[legend]
    assert isinstance(one, Legend)
    return {
        f"{row.swatch.style.fill} {row.swatch.style.pattern}": row.count or 0
        for row in one.rows
        if row.swatch.style
    }


def test_the_figure_of_a_day_agrees_with_itself(atlas: Atlas) -> None:
    found = compose(atlas, "coalitions", View(day="2023-06-15", bodies=("lgbt-caucus", "nobody")))
    assert found.view.bodies == ("lgbt-caucus",)
    assert found.view.map == 2023
    assert found.picture is not None
    assert vintage(2023).label in found.badge
    drawn = Counter(found.picture.classes[i] for i in found.picture.ward_class)
    assert fills(found, 2) == {f"{s.fill} {s.pattern}": n for s, n in drawn.items()}
    (glyph,) = found.picture.glyphs
    assert f"Wards: {len(glyph.solid)} stated" in found.legends[0].rows[0].detail  # type: ignore[union-attr]
    members = {r["Ward"] for r in found.sheet.rows if r["LGBT Caucus"].startswith("a member")}
    assert members == set(glyph.solid)
    assert found == compose(atlas, "coalitions", found.view)
    json.dumps([chart.spec for chart in found.charts])
    assert len({chart.name for chart in found.charts}) == len(found.charts)


def test_what_the_marks_do_not_say_is_said(atlas: Atlas) -> None:
    usual = compose(atlas, "coalitions", View()).caveats
    assert usual[0] == "What no source states is left open, never counted as a no."
    assert coalitions.INFERRED in usual
    assert coalitions.CITYWIDE in usual
    assert coalitions.SUPPORTING not in usual
    campaign = compose(atlas, "coalitions", View(day="2020-08-24", bodies=("caarpr-cpac",)))
    assert coalitions.SUPPORTING in campaign.caveats
    assert coalitions.CITYWIDE not in campaign.caveats


def test_a_ward_of_the_other_map_is_let_go_of(atlas: Atlas) -> None:
    view, unknown = settled(atlas, View(map=2023, ward=34, bodies=("nobody",)))
    assert (view.map, view.ward) == (2015, None)
    assert unknown == ("nobody",)
    assert view.bodies == settled(atlas, View())[0].bodies


RACES = [
    View(election="2019-first"),
    View(election="2018-primary", race="state-house-4", ward=26),
    View(election="2023-runoff", race="mayor", candidate="brandon-johnson", area="precincts"),
    View(election="2019-runoff", race="ward-33", area="precincts", rings=False),
    View(election="2019-first", candidate="turnout"),
]


@pytest.mark.parametrize("view", RACES, ids=lambda v: f"{v.election}-{v.race}-{v.area}")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_figure_of_a_race_agrees_with_itself(atlas: Atlas, view: View, dark: bool) -> None:
    found = compose(atlas, "elections", view, dark=dark)
    state, votes = found.picture, found.legends[0]
    assert state is not None
    assert isinstance(votes, Legend)
    if state.precinct_class:
        number = 2069 if state.vintage == 2015 else 1291
        kinds = unpacked_kinds(state.precinct_class, number).tolist()
        missing = kinds.count(NO_FIGURE) + kinds.count(OUTSIDE)
    else:
        kinds, number = list(state.ward_class), 50
        missing = kinds.count(-1)
    counts = [row.count for row in votes.rows if row.swatch.kind == "fill"]
    assert counts == [kinds.count(index) for index in range(len(counts))]
    listed = [r.count or 0 for r in votes.rows if r.swatch.kind in ("no_data", "empty")]
    assert sum(listed) == missing
    assert sum(n or 0 for n in counts) + missing == number
    for row in votes.rows:
        if row.swatch.kind == "fill":
            assert f"{row.label}: {row.count}" in found.alt
    assert bool(state.rings) == (len(found.legends) == 2) == view.rings
    assert found.view == replace(found.view, map=state.vintage)
    assert found == compose(atlas, "elections", found.view, dark=dark)


def test_what_the_votes_leave_out_is_said(atlas: Atlas) -> None:
    def told(**settings: Any) -> tuple[str, ...]:
        return compose(atlas, "elections", View(rings=False, outlines=False, **settings)).caveats

    slate = told(election="2019-first")
    assert ONLY_SOURCED in slate
    assert elections.LOST in slate
    assert elections.OWN_RACES in told(election="2019-first", candidate="margin")
    county = told(election="2018-primary", race="assessor")
    assert "votes of the suburbs are missing" in county[0]
    whole = told(election="2018-primary", race="state-house-4")
    assert elections.FEW_VOTES in whole
    assert not any("whole district" in line for line in whole)
    assert told(election="2023-first", race="mayor", candidate="first") == ()
    by_precinct = told(election="2018-primary", race="state-house-4", area="precincts")
    assert elections.FEW_VOTES not in by_precinct
