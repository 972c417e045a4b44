"""Ranks with the reader's weights, how firm they are, and choices under drawn counts."""

from __future__ import annotations

import pytest

from geo.analysis.expansion import answer
from geo.analysis.expansion_draws import draws
from geo.analysis.expansion_model import Wishes, model
from geo.analysis.expansion_ranking import Criterion, ranking
from geo.analysis.expansion_ties import best_set
from tests.unit.test_expansion import Answer, city
from tests.unit.test_expansion_maps import real_city

NONE = (0.0, 0.0, 0.0)


def test_one_criterion_ranks_by_itself() -> None:
    ranked, left_out = ranking([4, 7, 9], [Criterion("people", 5, (100.0, 300.0, 200.0), NONE)])
    assert [(r.ward, r.rank, r.score) for r in ranked] == [(7, 1, 1.0), (9, 2, 0.5), (4, 3, 0.0)]
    assert [(r.low, r.high) for r in ranked] == [(1, 1), (2, 2), (3, 3)]
    assert left_out == ()


def test_less_can_be_better() -> None:
    close = Criterion("close", 1, (0.5, 0.1, 0.3), NONE, more_is_better=False)
    assert [r.ward for r in ranking([1, 2, 3], [close])[0]] == [2, 3, 1]


def test_weights_decide_between_criteria_that_pull_apart() -> None:
    """Ward 1 is best in people and worst in neighbors, ward 2 the other way round: (3, 1) puts
    ward 1 first with 3/4, (1, 3) puts it last with 1/4."""

    def order(people: int, near: int) -> list[tuple[int, float]]:
        found, _ = ranking(
            [1, 2],
            [
                Criterion("people", people, (10.0, 5.0), NONE),
                Criterion("near", near, (0.0, 4.0), NONE),
            ],
        )
        return [(r.ward, r.score) for r in found]

    assert order(3, 1) == [(1, 0.75), (2, 0.25)]
    assert order(1, 3) == [(2, 0.75), (1, 0.25)]


def test_a_rank_that_hangs_on_the_weights_is_a_range() -> None:
    """With weights 5 and 4 ward 1 leads; half as much or half as much again turns it round. With 9
    and 1 no such change does (4.5 against 1.5)."""
    people, near = (10.0, 5.0), (0.0, 4.0)

    def ranges(first: int, second: int) -> list[tuple[int, int]]:
        found, _ = ranking(
            [1, 2],
            [Criterion("people", first, people, NONE), Criterion("near", second, near, NONE)],
        )
        return [(r.low, r.high) for r in found]

    assert ranges(5, 4) == [(1, 2), (1, 2)]
    assert ranges(9, 1) == [(1, 1), (2, 2)]


def test_a_rank_that_hangs_on_the_margins_is_a_range() -> None:
    """100 and 101 with margins of 50 cannot be told apart; 900 can."""
    poor = Criterion("poor", 1, (100.0, 101.0, 900.0), (50.0, 50.0, 50.0))
    found = {r.ward: (r.rank, r.low, r.high) for r in ranking([1, 2, 3], [poor])[0]}
    assert found == {3: (1, 1, 1), 2: (2, 2, 3), 1: (3, 2, 3)}


def test_the_same_seed_gives_the_same_ranges() -> None:
    poor = Criterion("poor", 1, (1.0, 2.0, 3.0), (2.0, 2.0, 2.0))
    assert ranking([1, 2, 3], [poor]) == ranking([1, 2, 3], [poor])


def test_equal_wards_share_a_rank_and_one_alike_criterion_tells_nothing_apart() -> None:
    alike = Criterion("near", 9, (2.0, 2.0, 2.0), NONE)
    people = Criterion("people", 1, (5.0, 5.0, 1.0), NONE)
    assert [(r.ward, r.rank) for r in ranking([1, 2, 3], [people, alike])[0]] == [
        (1, 1),
        (2, 1),
        (3, 3),
    ]


def test_a_ward_without_a_figure_is_left_out_only_where_the_figure_counts() -> None:
    people = Criterion("people", 1, (5.0, 2.0, 1.0), NONE)
    for weight, left_out in ((1, (2,)), (0, ())):
        turnout = Criterion("turnout", weight, (0.1, None, 0.3), NONE)
        assert ranking([1, 2, 3], [people, turnout])[1] == left_out


def test_no_weight_ranks_nothing() -> None:
    assert ranking([1, 2], [Criterion("people", 0, (1.0, 2.0), NONE)])[0] == ()


def amount(counts: object) -> int:
    return round(counts[0])  # type: ignore[index]


def test_counts_without_margins_never_change_the_answer() -> None:
    found = answer(city("ABCD"), Wishes(k=1))
    assert isinstance(found, Answer)
    drawn = draws(found, [([10.0] * 4, [0.0] * 4)], amount, number=20)
    assert drawn.sets == {(2,): 20, (3,): 20}
    assert (drawn.low, drawn.high) == (30, 30)


def test_a_tie_is_broken_by_margins_about_half_of_the_time() -> None:
    """B reaches A, B, C, and C reaches B, C, D: whichever of A and D is drawn larger decides, so
    either wins about half of the draws and both hardly ever."""
    found = answer(city("ABCD", A=1000, B=1000, C=1000, D=1000), Wishes(k=1))
    assert isinstance(found, Answer)
    drawn = draws(found, [([1000.0] * 4, [200.0, 0.0, 0.0, 200.0])], amount, number=400)
    assert 150 < drawn.sets[2,] < 250
    assert 400 <= drawn.sets[2,] + drawn.sets[3,] <= 408
    assert drawn.wards == {2: drawn.sets[2,], 3: drawn.sets[3,]}


def test_another_choice_wins_where_margins_allow_it() -> None:
    """On ABCDE with A organized D reaches C, D, E for certain; nothing can beat all three."""
    found = answer(city("ABCDE", "A"), Wishes(k=1))
    assert isinstance(found, Answer)
    drawn = draws(found, [([10.0] * 5, [4.0] * 5)], amount, number=50)
    assert drawn.sets == {(4,): 50}


def test_draws_count_how_often_a_choice_still_reaches_the_target() -> None:
    """C reaches 98 of 100 and B 94; only B falls short where D is drawn larger."""
    street = city("ABCDE", A=1, B=45, C=48, D=5, E=1)
    found = answer(street, Wishes(goal="ninety"))
    assert isinstance(found, Answer)
    counts = [1.0, 45.0, 48.0, 5.0, 1.0]
    still = draws(found, [(counts, [0.0] * 5)], amount, number=20)
    assert still.sets == {(3,): 20, (2,): 20}
    moved = draws(found, [(counts, [0.0, 0.0, 0.0, 20.0, 0.0])], amount, number=200)
    assert moved.sets[3,] == 200
    assert 0 < moved.sets[2,] < 200


@pytest.mark.parametrize("k", [3, 8])
def test_draws_are_solved_exactly(k: int) -> None:
    """Small questions by the search, large ones by the solver: without margins both find again
    what was found."""
    given_city = real_city(2023, "certain", "poverty_share")
    found = answer(given_city, Wishes(k=k))
    assert isinstance(found, Answer)
    counts = [float(given_city.demand[ward]) for ward in given_city.wards]
    drawn = draws(found, [(counts, [0.0] * 50)], amount, number=2)
    assert {drawn.sets[chosen] for chosen in found.sets} == {2}
    assert sum(drawn.sets.values()) == 2 * len(found.sets)
    assert drawn.low == drawn.high == found.gain


def test_the_quick_search_finds_no_set_where_none_reaches_enough() -> None:
    asked = model(city("ABCD"), Wishes(k=1))
    assert best_set(asked, 1) == (30, (2,))
    assert best_set(asked, 1, 31) == (0, ())
