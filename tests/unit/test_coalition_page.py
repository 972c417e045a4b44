"""What the page of coalitions makes of standings: looks, words, marks, matrices, combinations.

One toy city throughout: organizations A and B in wards 1 and 2, alderpersons Ann and Ben, the
coalition `u` of organizations and the caucus `k` of the council.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import escape
from itertools import pairwise

import pytest

from geo.atlas import load_atlas
from geo.coalition_day import CoalitionDay, Tie, best, bodies, coalition_day, ward_ties
from geo.coalition_matrix import LOOKS, Cell, Matrix, Row
from geo.coalition_sets import Stretch, bar_name, bars, joined, set_sizes, timeline
from geo.coalition_sheets import organisation_matrix, sets_rows, timeline_rows
from geo.coalition_tables import COUNCIL, ORGANISATIONS
from geo.coalition_words import (
    alt_text,
    day_stops,
    headline,
    known_days,
    lead,
    mark_counts,
    unknown_bodies,
)
from geo.coalitions import Affiliation, Coalition, Period, Roster, Subject, Ties
from geo.maps.coalition_map import WARD_CLASSES, glyph, ward_class
from geo.maps.map_state import Glyph
from geo.marks import Mark
from geo.memberships import memberships
from geo.presence import Options, Presence, Reach, WardPresence
from geo.view import FIRST_DAY, LAST_DAY, View
from ui import matrix

DAY = date(2020, 6, 1)
A, B = Subject(ORGANISATIONS, "a"), Subject(ORGANISATIONS, "b")
ANN, BEN = Subject(COUNCIL, "Ann", (2015, 1)), Subject(COUNCIL, "Ben", (2015, 2))
UNION = Coalition("u", "Union of Wards", "Union", "political organization", "", ("s",))
CAUCUS = Coalition("k", "Kind Caucus of the Council", "Kind Caucus", "council caucus", "", ("s",))
MARK = Mark("circle", "#0072b2", "#56b4e9")


def row(
    subject: Subject | None, body: str, relation: str, since: str, until: str, **other: object
) -> Affiliation:
    plain = Affiliation(
        subject=subject,
        coalition_id=body,
        relation=relation,
        number=None,
        holds=True,
        period=Period(since, until),
        from_known=False,
        to_known=False,
        confidence="high",
        source_ids=("s",),
        note="",
    )
    return replace(plain, **other)


def toy(*rows: Affiliation, rosters: tuple[Roster, ...] = (), day: date = DAY) -> CoalitionDay:
    # A denial of the whole makes `u` one of organizations and `k` one of the council.
    ties = Ties(rows, rosters)
    return CoalitionDay(
        day,
        2015,
        (UNION, CAUCUS),
        memberships(day, (A, B), ties),
        memberships(day, (ANN, BEN), ties),
        ties,
    )


OF_A = row(A, "u", "official", "2020-06-01", "2020-06-01")
OF_ANN = row(ANN, "k", "membership", "2019", "2021")


def look(of: CoalitionDay, number: int = 0) -> str:
    return of.cell(of.organisations[number], "u").look


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([OF_A], "official"),
        ([row(A, "u", "membership", "2020", "2020")], "official"),
        ([row(A, "u", "endorsement", "2020", "2020")], "support"),
        ([row(A, "u", "overlap", "2020", "2020")], "estimated"),
        ([row(A, "u", "estimated", "2020", "2020", confidence="low")], "estimated"),
        (
            [row(A, "u", "official", "2018", "2018"), row(A, "u", "official", "2021", "2021")],
            "between",
        ),
        ([row(A, "u", "official", "2018", "2018")], "elsewhen"),
        ([row(A, "u", "official", "2018", "2019", to_known=True)], "left-out"),
        ([row(A, "u", "official", "2021", "2021", from_known=True)], "left-out"),
        ([row(A, "u", "official", "2020", "2020", holds=False)], "denied"),
        ([row(None, "u", "official", "2020", "2020", holds=False)], "unknown"),
        ([row(B, "u", "official", "2020", "2020")], "unknown"),
    ],
)
def test_every_kind_of_standing_has_a_look(rows: list[Affiliation], expected: str) -> None:
    assert look(toy(*rows)) == expected
    assert expected in LOOKS


def test_a_complete_list_answers_for_whom_it_leaves_out() -> None:
    listed = Roster("u", ORGANISATIONS, Period("2020", "2020"), True, 1, None, ("s",), "")
    of = toy(OF_A, rosters=(listed,))
    assert [look(of, n) for n in (0, 1)] == ["official", "left-out"]
    assert "complete list (2020)" in of.cell(of.organisations[1], "u").words
    open_list = replace(listed, complete=False)
    assert look(toy(OF_A, rosters=(open_list,)), 1) == "unknown"


def test_words_say_dates_doubts_and_what_is_stated_elsewhen() -> None:
    cell = toy(row(A, "u", "official", "2020", "2020", confidence="low"))
    words = cell.cell(cell.organisations[0], "u").words
    assert words == "an official affiliate (2020), confidence low, exact days not given"
    later = toy(
        row(A, "u", "official", "2021-03", "2021-03"), row(A, "u", "overlap", "2025", "2025")
    )
    found = later.cell(later.organisations[0], "u")
    assert "an official affiliate (March 2021)" in found.words  # nearer than 2025
    assert "not known on this day" in found.words
    assert found.hint == "2021"
    denied = toy(row(None, "u", "official", "2020", "2020", holds=False))
    assert (
        "not an official affiliate, of any organization"
        in denied.cell(denied.organisations[0], "u").words
    )


def presence(*reaches: Reach) -> Presence:
    """Ward 1 with the reaches, ward 2 with organization B at home, ward 3 with nobody."""
    home = Reach("b", "ward", "unknown", 2, True, 1.0, True, "high")
    wards = (
        WardPresence(1, 100, "unknown", 1.0, 0.0, reaches),
        WardPresence(2, 100, "unknown", 1.0, 0.0, (home,)),
        WardPresence(3, 100, "none", 0.0, 0.0, ()),
    )
    return Presence(2015, Options(), wards)


HOME_A = Reach("a", "ward", "unknown", 1, True, 1.0, True, "high")


def marks(found: Mapping[int, tuple[Tie, ...]], which: Coalition = UNION) -> Glyph:
    return glyph(found, which, MARK, dark=False)


def test_a_ward_has_the_marks_of_its_organizations_and_its_seat() -> None:
    found = ward_ties(toy(OF_A, OF_ANN), presence(HOME_A))
    assert marks(found).solid == (1,)
    assert marks(found, CAUCUS).solid == (1,)
    assert marks(found).small == ()
    assert [t.cell.look for t in found[2]] == ["unknown", "unknown"]
    assert found[3] == ()


@pytest.mark.parametrize(
    ("share", "drawn", "small"),
    [(0.09, (), ()), (0.10, (1,), (1,)), (0.49, (1,), (1,)), (0.5, (1,), ())],
)
def test_an_organization_carried_to_a_ward_counts_from_a_tenth_and_is_small_below_half(
    share: float, drawn: tuple[int, ...], small: tuple[int, ...]
) -> None:
    carried = replace(HOME_A, own_map=False, home=7, share=share)
    found = marks(ward_ties(toy(OF_A), presence(carried)))
    assert (found.solid, found.small) == (drawn, small)


def test_organizations_left_out_by_the_settings_have_no_mark() -> None:
    found = ward_ties(toy(OF_A), presence(replace(HOME_A, counted=False)))
    assert marks(found).solid == ()


def test_the_surest_tie_of_a_ward_is_the_one_drawn() -> None:
    both = toy(row(A, "u", "overlap", "2020", "2020"), row(B, "u", "official", "2020", "2020"))
    second = replace(HOME_A, organisation="b", share=0.3, own_map=False)
    found = ward_ties(both, presence(HOME_A, second))
    assert best(found[1]) is not None
    assert marks(found).solid == (1, 2)
    assert marks(found).small == (1,)


def test_looks_of_marks_say_how_sure_a_tie_is() -> None:
    for relation, field in (("official", "solid"), ("endorsement", "solid"), ("overlap", "open")):
        found = marks(ward_ties(toy(row(A, "u", relation, "2020", "2020")), presence(HOME_A)))
        assert getattr(found, field) == (1,)
    other = marks(ward_ties(toy(row(A, "u", "official", "2018", "2018")), presence(HOME_A)))
    assert (other.solid, other.open, other.faint) == ((), (), (1,))


def tie(look_: str, subject: Subject = A) -> Tie:
    return Tie(subject, UNION, Cell(look_, ""), 1.0)


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ([], "nobody"),
        ([tie("unknown"), tie("official")], "tied"),
        ([tie("left-out"), tie("estimated")], "tied"),
        ([tie("left-out"), tie("unknown")], "listed"),
        ([tie("elsewhen")], "listed"),
        ([tie("unknown", ANN)], "open"),
        ([tie("unknown", ANN), tie("denied")], "listed"),
        ([tie("left-out"), tie("denied", ANN)], "left_out"),
    ],
)
def test_one_open_question_leaves_a_ward_open(ties: list[Tie], expected: str) -> None:
    assert ward_class(ties) == expected
    assert expected in {c.key for c in WARD_CLASSES}


def test_the_headline_counts_and_tells_the_unknown_from_the_left_out() -> None:
    one = "On June 1, 2020, 1 of 2 organizations was an official affiliate of Union of Wards"
    assert headline(toy(OF_A)) == f"{one}; for the other one nothing is stated"
    listed = Roster("u", ORGANISATIONS, Period("2020", "2020"), True, 1, None, ("s",), "")
    assert (
        headline(toy(OF_A, rosters=(listed,)))
        == f"{one}; a complete list of that day leaves out the other one"
    )
    larger = Roster("u", ORGANISATIONS, Period("2020", "2020"), False, 7, None, ("s",), "")
    assert "at least 1 of 2 organizations" in headline(toy(OF_A, rosters=(larger,)))
    assert "a source counts 7 members" in headline(toy(OF_A, rosters=(larger,)))
    both = toy(OF_A, row(B, "u", "official", "2020", "2020"))
    assert headline(both).endswith(
        "2 of 2 organizations were official affiliates of Union of Wards"
    )
    assert headline(toy(OF_A, row(B, "u", "overlap", "2020", "2020"))) == (
        f"{one}; 1 more by inference or for other days"
    )


def test_the_headline_prefers_statements_to_estimates_and_says_when_there_is_none() -> None:
    guess = row(A, "u", "overlap", "2020", "2020")
    found = lead(toy(guess, OF_ANN))
    assert found is not None
    assert found[:2] == (COUNCIL, CAUCUS)
    assert "members of the Kind Caucus" in headline(toy(OF_ANN, replace(OF_ANN, subject=BEN)))
    assert "may have belonged to Union of Wards, which is inferred" in headline(toy(guess))
    nothing = headline(toy(row(A, "u", "official", "2018", "2018")))
    assert "no tie of any of 2 organizations or 2 alderpersons" in nothing


def test_combinations_are_disjoint_and_complete() -> None:
    of = toy(
        OF_A,
        row(B, "u", "overlap", "2020", "2020"),
        OF_ANN,
    )
    loose = bars(of, ORGANISATIONS, estimates=True)
    assert [(b.solid, b.open, b.members) for b in loose] == [((), ("u",), (A, B))]
    strict = bars(of, ORGANISATIONS, estimates=False)
    assert [(b.solid, b.members, b.known) for b in strict] == [
        (("u",), (A,), True),
        ((), (B,), False),
    ]
    (size,) = set_sizes(of, ORGANISATIONS, estimates=True)
    assert (size.stated, size.more) == (1, 1)


def test_belonging_to_none_is_told_from_nothing_stated() -> None:
    listed = Roster("k", COUNCIL, Period("2020", "2020"), True, 1, None, ("s",), "")
    known = bars(toy(OF_ANN, rosters=(listed,)), COUNCIL, estimates=True)
    assert [bar_name(b, {"k": "Kind Caucus"}) for b in known] == ["Kind Caucus", "in none of them"]
    unknown = bars(toy(OF_ANN), COUNCIL, estimates=True)
    assert [bar_name(b, {"k": "Kind Caucus"}) for b in unknown] == ["Kind Caucus", "none stated"]
    assert all(b.unsure == b.members for b in unknown if not b.known)


def test_stretches_of_one_look_that_follow_each_other_are_one() -> None:
    first = Stretch(date(2019, 1, 1), date(2019, 12, 31), "official", "a member (2019)")
    second = Stretch(date(2020, 1, 1), date(2020, 6, 1), "official", "a member (2020)")
    third = Stretch(date(2020, 6, 2), date(2021, 1, 1), "unknown", "not stated")
    assert joined([first, second, third]) == (
        Stretch(date(2019, 1, 1), date(2020, 6, 1), "official", "a member (2019); a member (2020)"),
        third,
    )
    assert joined([]) == ()


def test_bodies_of_a_link_follow_the_table_and_unknown_ones_are_named() -> None:
    atlas = load_atlas()
    assert bodies(atlas, ("lgbt-caucus", "uwf", "nobody")) == (("uwf", "lgbt-caucus"), ("nobody",))
    usual, unknown = bodies(atlas, ())
    assert usual[0] == "uwf"
    assert unknown == ()
    assert bodies(atlas, ("nobody",))[0] == usual
    (notice,) = unknown_bodies(["nobody", "x" * 80])
    assert "“nobody”" in notice
    assert "x" * 31 not in notice
    assert unknown_bodies([]) == ()


def test_the_slider_stops_where_sources_speak_and_at_the_day_shown() -> None:
    stops = day_stops("2019-03-17")
    assert stops == sorted(set(stops))
    assert (stops[0], stops[-1]) == (FIRST_DAY.isoformat(), LAST_DAY.isoformat())
    assert {"2019-03-17", "2019-04-01", "2023-05-15", *known_days(["uwf"])} <= set(stops)
    assert "2018-10-31" in known_days(["uwf"])
    assert "2018-10-31" not in known_days(["latino-caucus"])


def test_the_committed_tables_over_time() -> None:
    """Every line of a timeline covers its time without a gap, and ties lie within it."""
    atlas = load_atlas()
    for coalition in atlas.coalitions.values():
        lines = timeline(atlas, coalition, Options(outside=True))
        for one in lines:
            days = [(s.first, s.last) for s in one.stretches]
            assert all((b[0] - a[1]).days == 1 for a, b in pairwise(days))
            assert FIRST_DAY <= days[0][0] <= days[-1][1] <= LAST_DAY
    affiliates = timeline(atlas, atlas.coalitions["uwf"], Options())
    told = timeline_rows({"UWF": affiliates})
    assert ("UWF", "50th Ward Action Network", "June 1, 2021", "June 1, 2021") in {
        line[:4] for line in told
    }


def test_matrix_and_map_agree_on_the_essays_day() -> None:
    atlas = load_atlas()
    of = coalition_day(atlas, date(2021, 6, 1), ("uwf",), Options())
    sides = atlas.organisation_sides("five")
    shown = organisation_matrix(atlas, of, sides, atlas.schemes["five"].groups)
    lines = [line for _, group in shown.groups for line in group]
    assert len(lines) == len(of.organisations) == 20
    assert shown.columns[0] == ("UWF", "United Working Families")
    official = {line.ward for line in lines if line.cells[0].look == "official"}
    ties = ward_ties(of, atlas.presence(2015, Options()))
    assert official == set(glyph(ties, atlas.coalitions["uwf"], MARK, dark=False).solid)
    assert mark_counts(ties, atlas.coalitions["uwf"]) == "Wards: 5 stated"
    assert "wards 22, 25, 33, 35 and 50" in alt_text(of, ties)
    found = bars(of, ORGANISATIONS, estimates=True)
    names = {"uwf": "UWF"}
    assert sets_rows(atlas, found, names)[0][:2] == ("UWF", "5")


def test_texts_of_a_matrix_are_escaped() -> None:
    hostile = '"><img src=x onerror=alert(1)>'
    cell = Cell("official", hostile, hostile)
    shown = Matrix(
        hostile, ((hostile, hostile),), ((hostile, (Row(hostile, hostile, 1, (cell,)),)),)
    )
    html = matrix.table(shown, hostile, 1)
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") >= 8
    # In an attribute the quotation mark is escaped too, so it cannot end it.
    assert f'title="{escape(hostile, quote=True)}"' in html


def test_the_view_of_a_link_keeps_day_and_bodies() -> None:
    view = View(day="2019-05-20", bodies=("uwf",))
    assert view.with_(ward=25).day == "2019-05-20"
