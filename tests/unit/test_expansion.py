"""Where new organizations reach the most: cities whose answer is seen by eye, and every set tried.

The oracle knows nothing of the code under test: it tries all sets of wards and walks the table of
neighbors with plain sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.analysis.expansion import Answer, answer, parts
from geo.analysis.expansion_model import City, Wishes, model
from geo.analysis.expansion_ties import sets_reaching
from geo.analysis.expansion_wishes import Conflict


def city(drawing: str, organised: str = "", **demand: int) -> City:
    """A city of letters, 10 people each unless said otherwise; A is ward 1, B ward 2, and so on.

    Letters one below or beside the other share a border.
    """
    rows = drawing.split()
    number = {c: n for n, c in enumerate(sorted({c for row in rows for c in row}), start=1)}
    near: dict[int, set[int]] = {n: set() for n in number.values()}
    pairs = chain(
        (pair for row in rows for pair in pairwise(row)),
        (pair for up, down in pairwise(rows) for pair in zip(up, down, strict=True)),
    )
    for a, b in pairs:
        if a != b:
            near[number[a]].add(number[b])
            near[number[b]].add(number[a])
    return City(
        {ward: frozenset(others) for ward, others in near.items()},
        {number[c]: demand.get(c, 10) for c in number},
        frozenset(number[c] for c in organised),
    )


def solved(given_city: City, wishes: Wishes) -> Answer:
    found = answer(given_city, wishes)
    assert isinstance(found, Answer)
    return found


def letters(found: Answer) -> list[str]:
    return ["".join(chr(64 + ward) for ward in wards) for wards in found.sets]


def test_one_more_on_a_street_goes_where_three_wards_have_none() -> None:
    """A is organized and reaches B; only D reaches C, D and E."""
    found = solved(city("ABCDE", "A"), Wishes(k=1))
    assert (letters(found), found.gain, found.after, found.size) == (["D"], 30, 50, 1)


def test_two_on_a_street_of_six_reach_everybody_in_one_way() -> None:
    found = solved(city("ABCDEF"), Wishes(k=2))
    assert (letters(found), found.gain) == (["BE"], 60)


def test_every_tie_is_listed() -> None:
    """On four wards, B reaches the first three, C the last three."""
    found = solved(city("ABCD"), Wishes(k=1))
    assert letters(found) == ["B", "C"]
    assert found.best.complete
    assert found.always == ()
    assert {ward: often.best for ward, often in found.often.items()} == {2: 1, 3: 1}


def test_one_person_more_breaks_the_tie_and_is_nearly_as_good() -> None:
    """301 against 300: within 1 %."""
    found = solved(city("ABCD", A=101, B=100, C=100, D=100), Wishes(k=1))
    assert (letters(found), found.gain) == (["B"], 301)
    assert found.near.sets == ((301, (2,)), (300, (3,)))


def test_fewer_than_asked_for_are_said_to_be_enough() -> None:
    found = solved(city("ABC"), Wishes(k=3))
    assert (letters(found), found.size, found.gain) == (["B"], 1, 30)


def test_nobody_left_needs_no_organization() -> None:
    found = solved(city("ABC", "B"), Wishes(k=2))
    assert (found.size, found.gain, found.sets) == (0, 0, ((),))


def test_wards_that_meet_at_a_corner_do_not_reach_each_other() -> None:
    """In a square of four, A and D meet at a corner only."""
    found = solved(city("AB\nCD", "A"), Wishes(k=1))
    assert found.gain == 10
    assert letters(found) == ["B", "C", "D"]


def test_must_and_never_move_the_choice() -> None:
    street = city("ABCDEF")
    assert letters(solved(street, Wishes(k=2, must=frozenset([1])))) == ["AD", "AE"]
    assert letters(solved(street, Wishes(k=2, never=frozenset([2])))) == ["AD", "AE", "CE", "CF"]


def test_a_ward_asked_for_stays_even_if_it_reaches_nobody_new() -> None:
    found = solved(city("ABCDE", "B"), Wishes(k=2, must=frozenset([1])))
    assert (letters(found), found.gain) == (["AD", "AE"], 20)
    first = parts(found.city, found.sets[0])
    assert [(p.ward, p.gain, p.alone, p.adds) for p in first] == [(4, 20, 20, 20), (1, 0, 0, 0)]


def test_a_ward_asked_for_that_is_organized_uses_up_nothing() -> None:
    found = solved(city("ABCDE", "A"), Wishes(k=1, must=frozenset([1])))
    assert letters(found) == ["D"]


def test_at_least_one_on_every_side() -> None:
    """The west is A to C, the east D to F, where hardly anybody lives; in the east nothing is
    organized, so one of the two goes there."""
    street = city("ABCDEF", D=1, E=1, F=1)
    sides = {"West": frozenset([1, 2, 3]), "East": frozenset([4, 5, 6])}
    assert letters(solved(street, Wishes(k=1))) == ["B"]
    assert letters(solved(street, Wishes(k=2, sides=sides))) == ["BE"]


def test_a_side_that_is_organized_all_over_asks_for_none() -> None:
    sides = {"West": frozenset([1]), "East": frozenset([2, 3, 4])}
    assert letters(solved(city("ABCD", "A"), Wishes(k=1, sides=sides))) == ["C", "D"]


def test_limits_leave_wards_out() -> None:
    barred = {"margin": frozenset([2]), "turnout": frozenset([5])}
    assert letters(solved(city("ABCDEF"), Wishes(k=2, barred=barred))) == ["AD", "CF"]


@pytest.mark.parametrize(("goal", "size", "sets"), [("all", 2, ["BE"]), ("ninety", 2, ["BE"])])
def test_the_fewest_that_reach_enough(goal: str, size: int, sets: list[str]) -> None:
    found = solved(city("ABCDEF"), Wishes(goal=goal))
    assert (found.size, letters(found)) == (size, sets)


def test_nine_in_ten_need_fewer_than_everybody() -> None:
    """F alone on its end: 5 of 105 people may be left out for 90 %, not for everybody."""
    street = city("ABCDEF", A=40, B=30, C=30, D=3, E=1, F=1)
    assert letters(solved(street, Wishes(goal="ninety"))) == ["B"]
    assert solved(street, Wishes(goal="all")).size == 2


def test_every_set_that_reaches_enough_is_an_answer() -> None:
    """Of 100 people C reaches all but the last of A and E, and B all but the six of D and E."""
    street = city("ABCDE", A=1, B=45, C=48, D=5, E=1)
    found = solved(street, Wishes(goal="ninety"))
    assert (letters(found), found.gain, found.size) == (["C", "B"], 98, 1)
    assert found.top == ((3,),)
    assert found.always == ()
    assert {ward: often.best for ward, often in found.often.items()} == {2: 1, 3: 1}


def test_nine_in_ten_that_are_reached_already_need_none() -> None:
    found = solved(city("AB", "A"), Wishes(goal="ninety"))
    assert (found.size, found.sets) == (0, ((),))


def test_what_each_ward_does() -> None:
    """In the street of six with B and D: both reach C; B alone A and B, D alone D and E."""
    street = city("ABCDEF", C=7)
    first, second = parts(street, (2, 4))
    assert (first.ward, first.opens, first.gain, first.alone, first.adds) == (
        2,
        (1, 2, 3),
        27,
        20,
        27,
    )
    assert (second.ward, second.opens, second.gain, second.alone, second.adds) == (
        4,
        (3, 4, 5),
        27,
        20,
        20,
    )


def test_the_search_says_when_it_stops() -> None:
    """Ten wards in a ring are all alike: choosing one has ten ties, of which three are kept."""
    ring = City(
        {n: frozenset([(n - 2) % 10 + 1, n % 10 + 1]) for n in range(1, 11)},
        dict.fromkeys(range(1, 11), 1),
        frozenset(),
    )
    asked = model(ring, Wishes(k=1))
    stopped = sets_reaching(asked, 1, 3, limit=3)
    assert (len(stopped.sets), stopped.complete) == (3, False)
    assert len(sets_reaching(asked, 1, 3).sets) == 10


Sets = list[tuple[int, ...]]


def reached(near: Mapping[int, frozenset[int]], organised: set[int]) -> set[int]:
    return {w for w in near if w in organised or near[w] & organised}


def oracle(given_city: City, wishes: Wishes) -> tuple[int, Sets] | None:
    """The most newly reached, and every smallest set that does it, by trying all sets.

    With a target: every smallest set that reaches it, those that reach the most first.
    """
    barred = set().union(wishes.never, *wishes.barred.values())
    free = [w for w in sorted(given_city.border) if w not in given_city.organised | barred]
    today = reached(given_city.border, set(given_city.organised))
    people = given_city.demand

    def gain(wards: tuple[int, ...]) -> int:
        now = reached(given_city.border, set(given_city.organised) | set(wards))
        return sum(people[w] for w in now - today)

    def allowed(wards: tuple[int, ...]) -> bool:
        asked = wishes.must - given_city.organised <= set(wards)
        sides = [s - given_city.organised for s in wishes.sides.values()]
        return asked and all(s & set(wards) for s in sides if s)

    def sets(size: int) -> Iterator[tuple[int, ...]]:
        return (w for w in combinations(free, size) if allowed(w))

    total, before = sum(people.values()), sum(people[w] for w in today)
    if wishes.goal == "most":
        if not any(True for _ in sets(wishes.k)):
            return None
        found = [(gain(w), w) for size in range(wishes.k + 1) for w in sets(size)]
    else:
        part = 0.9 if wishes.goal == "ninety" else 1.0
        for size in range(len(free) + 1):
            found = [(gain(w), w) for w in sets(size)]
            found = [one for one in found if before + one[0] >= part * total - 1e-9]
            if found:
                break
        else:
            return None
    best = max(one for one, _ in found)
    if wishes.goal != "most":
        return best, [wards for _, wards in sorted(found, key=lambda one: (-one[0], one[1]))]
    tied = [wards for one, wards in found if one == best]
    fewest_wards = min(map(len, tied))
    return best, sorted(w for w in tied if len(w) == fewest_wards)


@st.composite
def questions(draw: st.DrawFn) -> tuple[City, Wishes]:
    """Small cities with any borders, and any wishes."""
    wards = range(1, draw(st.integers(1, 7)) + 1)
    some = st.frozensets(st.sampled_from(wards), max_size=2)
    pairs = list(combinations(wards, 2))
    drawn = draw(st.sets(st.sampled_from(pairs))) if pairs else set()
    near = {w: frozenset(b if a == w else a for a, b in drawn if w in (a, b)) for w in wards}
    people = {w: draw(st.integers(0, 4)) for w in wards}
    cut = draw(st.integers(0, len(wards)))
    sides = {"West": frozenset(wards[:cut]), "East": frozenset(wards[cut:])}
    wishes = Wishes(
        k=draw(st.integers(1, 4)),
        goal=draw(st.sampled_from(["most", "most", "ninety", "all"])),
        must=draw(some),
        never=draw(some),
        sides={s: w for s, w in sides.items() if w} if draw(st.booleans()) else {},
        barred={"margin": draw(some)} if draw(st.booleans()) else {},
    )
    return City(near, people, draw(some)), wishes


@settings(max_examples=250, deadline=None)
@given(questions())
def test_no_set_is_better_and_no_tie_is_missed(asked: tuple[City, Wishes]) -> None:
    found, wanted = answer(*asked), oracle(*asked)
    if wanted is None:
        assert isinstance(found, Conflict)
        return
    assert isinstance(found, Answer)
    assert (found.gain, list(found.sets)) == (wanted[0], wanted[1])
    assert found.bound == pytest.approx(found.gain, abs=0.5)
    for chosen in found.sets:
        adds = sum(part.adds for part in parts(asked[0], chosen))
        assert adds == found.gain if chosen in found.top else adds < found.gain
