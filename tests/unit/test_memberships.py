"""Who belongs to what on one day, and which coalitions are shared, on made-up ties."""

from __future__ import annotations

from datetime import date

import pandas as pd

from geo.coalitions import Affiliation, Period, Roster, Subject, Ties
from geo.memberships import (
    council_map,
    council_subjects,
    memberships,
    organisation_subjects,
    scope_coalitions,
    sets,
    vacant_seats,
)
from geo.organisations import Organisation
from geo.standing import State

DAY = date(2021, 6, 1)
A, B, C, D = (Subject("organizations", key) for key in "abcd")


def row(subject: Subject | None, coalition: str, *, holds: bool = True) -> Affiliation:
    period = Period("2021-06-01", "2021-06-01")
    return Affiliation(
        subject, coalition, "official", None, holds, period, False, False, "high", ("s",), ""
    )


def complete(coalition: str, scope: str = "organizations") -> Roster:
    period = Period("2021-06-01", "2021-06-01")
    return Roster(coalition, scope, period, True, None, None, ("s",), "")


TIES = Ties(
    (
        row(A, "red"),
        row(B, "red"),
        row(B, "blue"),
        row(C, "blue"),
        row(Subject("council", "Ann", (2015, 1)), "caucus"),
        row(None, "green", holds=False),
    ),
    (complete("red"), complete("caucus", "council"), complete("slated", "slate")),
)


def test_coalitions_by_what_is_said_of_them() -> None:
    assert scope_coalitions("organizations", TIES) == ("red", "blue", "green")
    assert scope_coalitions("council", TIES) == ("caucus",)


def test_every_subject_has_a_standing_to_every_coalition_of_its_scope() -> None:
    first, ann = memberships(DAY, (A, Subject("council", "Ann", (2015, 1))), TIES)
    assert {name: s.state for name, s in first.standings.items()} == {
        "red": State.STATED,
        "blue": State.NOT_STATED,
        "green": State.DENIED,
    }
    assert (first.counted, first.unknown) == ({"red"}, {"blue", "green"})
    assert set(ann.standings) == {"caucus"}


def test_exact_intersections_sum_to_the_subjects() -> None:
    found = sets(memberships(DAY, (A, B, C, D), TIES), ("red", "blue"))
    assert {c.coalition_ids: [s.key for s in c.subjects] for c in found} == {
        ("red",): ["a"],
        ("red", "blue"): ["b"],
        ("blue",): ["c"],
        (): ["d"],
    }
    assert sum(len(c.subjects) for c in found) == 4
    # The list of red is complete, of blue nothing is known beyond its rows.
    assert {c.coalition_ids: [s.key for s in c.unsure] for c in found} == {
        ("red",): ["a"],
        ("red", "blue"): [],
        ("blue",): [],
        (): ["d"],
    }


def test_intersections_over_fewer_coalitions_merge() -> None:
    found = sets(memberships(DAY, (A, B, C, D), TIES), ("red",))
    assert [(c.coalition_ids, len(c.subjects), len(c.unsure)) for c in found] == [
        ((), 2, 0),
        (("red",), 2, 0),
    ]


def test_no_subjects_make_no_combination() -> None:
    assert sets((), ("red",)) == ()


def organisation(key: str, founded_from: str) -> Organisation:
    return Organisation(
        key, key, True, "high", "ward", "unknown", founded_from, "", "", "", True, "", (), (), ()
    )


def test_organizations_founded_later_for_certain_are_left_out() -> None:
    directory = [
        organisation("old", "1983"),
        organisation("unknown", ""),
        organisation("same-day", "2021-06-01"),
        organisation("some-day-that-year", "2021"),
        organisation("next-month", "2021-07"),
    ]
    found = organisation_subjects(DAY, directory)
    assert [s.key for s in found] == ["old", "unknown", "same-day", "some-day-that-year"]


ALDERS = pd.DataFrame(
    [
        (2015, 1, "Ann", "2015-05-18", "2019-05-19"),
        (2015, 1, "Bob", "2019-05-20", "2023-05-14"),
        (2015, 2, "Cleo", "2010", "2022-11-30"),
        (2015, 2, "Dan", "2022-12-14", "2023-05-14"),
        (2023, 1, "Bob", "2023-05-15", ""),
    ],
    columns=["vintage", "ward", "name", "from", "to"],
)


def sitting(day: date) -> list[tuple[str, tuple[int, int] | None]]:
    return [(s.key, s.seat) for s in council_subjects(day, ALDERS)]


def test_the_council_of_a_day_sits_on_the_map_in_force() -> None:
    assert sitting(date(2019, 5, 19)) == [("Ann", (2015, 1)), ("Cleo", (2015, 2))]
    assert sitting(date(2019, 5, 20)) == [("Bob", (2015, 1)), ("Cleo", (2015, 2))]
    assert sitting(date(2023, 5, 14)) == [("Bob", (2015, 1)), ("Dan", (2015, 2))]
    assert sitting(date(2023, 5, 15)) == [("Bob", (2023, 1))]
    assert (council_map(date(2023, 5, 14)), council_map(date(2023, 5, 15))) == (2015, 2023)


def test_a_vacant_seat_is_left_out_and_named() -> None:
    day = date(2022, 12, 1)
    assert sitting(day) == [("Bob", (2015, 1))]
    assert vacant_seats(council_subjects(day, ALDERS)) == tuple(range(2, 51))
