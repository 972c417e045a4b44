"""Slates on made-up votes, counted by head."""

from __future__ import annotations

from geo.coalitions import Period, Roster
from geo.endorsements import Endorsement
from geo.slates import SharedWinners, endorsed_versus_won, shared_winners
from tests.unit.test_endorsements import LINES


def endorsed(body: str, name: str, ward: int, result: str, stage: str = "first") -> Endorsement:
    return Endorsement(body, name, "council", ward, 2015, "2019", stage, result, "high", ("s",), "")


FOUND = (
    endorsed("red", "Robert Stone", 1, "won"),
    endorsed("red", "Robert Stone", 1, "won", "runoff"),
    endorsed("red", "Eve Dark", 2, "lost"),
    endorsed("red", "Tia Even", 3, "won"),
    endorsed("blue", "Robert “Bob” Stone", 1, "won"),
    endorsed("blue", "Eve Dark", 2, "lost"),
    endorsed("blue", "Dee Light", 2, "won"),
)


def roster(members: int | None, winners: int | None) -> Roster:
    period = Period("2019-02-26", "2019-04-02")
    return Roster("red", "slate", period, True, members, winners, ("s",), "")


def test_a_slate_counts_candidates_once_and_winners_by_the_votes() -> None:
    slate = endorsed_versus_won(FOUND, LINES, (roster(3, 2),), "red", 2019)
    assert [line.endorsement.candidate for line in slate.lines] == [
        "Robert Stone",
        "Eve Dark",
        "Tia Even",
    ]
    # The tie in ward 3 is left to the result written beside the endorsement.
    assert [line.won for line in slate.lines] == [True, False, True]
    assert (slate.endorsed, slate.won, slate.gaps) == (3, 2, ())
    assert len(slate.shared("blue")) == 1
    assert len(slate.shared("blue", winners=False)) == 2
    assert slate.shared("nobody") == ()


def test_numbers_of_a_source_that_are_not_found_are_said() -> None:
    slate = endorsed_versus_won(FOUND, LINES, (roster(5, 4),), "red", 2019)
    assert slate.gaps == (
        "The source states 5 endorsed; 3 were found.",
        "The source states 4 winners; 2 were found.",
    )
    assert endorsed_versus_won(FOUND, LINES, (roster(None, None),), "red", 2019).gaps == ()


def test_another_year_or_body_is_an_empty_slate() -> None:
    for body, year in (("red", 2023), ("green", 2019)):
        slate = endorsed_versus_won(FOUND, LINES, (), body, year)
        assert (slate.endorsed, slate.won, slate.roster, slate.gaps) == (0, 0, None, ())


def test_a_result_beside_the_endorsement_does_not_overrule_the_votes() -> None:
    wrong = (endorsed("red", "Eve Dark", 2, "won"),)
    assert endorsed_versus_won(wrong, LINES, (), "red", 2019).won == 0


def test_what_the_essay_says_is_shared_stands_beside_what_was_found() -> None:
    found = (
        endorsed("reclaim-chicago", "Robert Stone", 1, "won"),
        endorsed("reclaim-chicago", "Dee Light", 2, "won"),
        endorsed("chicago-dsa", "Dee Light", 2, "won"),
    )
    slate = endorsed_versus_won(found, LINES, (), "reclaim-chicago", 2019)
    assert shared_winners(slate) == (SharedWinners("chicago-dsa", 4, 1, "essay-2021"),)
    assert shared_winners(endorsed_versus_won(found, LINES, (), "chicago-dsa", 2019)) == ()
    assert shared_winners(endorsed_versus_won(found, LINES, (), "reclaim-chicago", 2023)) == ()
