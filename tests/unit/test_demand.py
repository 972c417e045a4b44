"""Whom to reach: single counts and mixes, in people or in parts of the city."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.analysis.expansion_model import City
from geo.analysis.mixes import MILLION, UNITS, unit_of
from geo.atlas import Atlas, load_atlas
from geo.contiguity import borders
from geo.demand import EXACT, MEASURED, PUBLISHED, UNKNOWN, demand, mixed
from geo.expansion_question import Gap, Outcome, outcome, question
from geo.measures import MEASURES
from geo.view import View


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def test_every_measure_counts_in_a_known_unit() -> None:
    units = {key: unit_of(measure) for key, measure in MEASURES.items()}
    assert set(units.values()) == set(UNITS)
    assert units["renter_share"] == units["old_homes_share"] == "homes"
    assert units["turnout_2023"] == "ballots"
    assert units["young"] == "people"


def test_a_mix_is_read() -> None:
    assert mixed("black_share:1.young:20") == {"black_share": 1, "young": 20}
    assert mixed("") == {}


def test_groups_with_equal_weights_are_added_as_people(atlas: Atlas) -> None:
    """The sum of the two groups' own counts, ward by ward."""
    both = demand(atlas, 2015, "population", "black_share:1.latino_share:1")
    one, other = (atlas.counts(2015, key) for key in ("black_share", "latino_share"))
    assert both.plain
    assert both.who == "Black and Latino Chicagoans"
    expected = {w: round(one.count(w) or 0) + round(other.count(w) or 0) for w in range(1, 51)}
    assert both.amounts() == expected


def test_equal_weights_mean_the_same_whatever_their_size(atlas: Atlas) -> None:
    three = demand(atlas, 2015, "population", "black_share:3.latino_share:3")
    assert three == demand(atlas, 2015, "population", "black_share:1.latino_share:1")


def test_people_who_can_be_in_two_parts_are_no_plain_count(atlas: Atlas) -> None:
    mix = demand(atlas, 2015, "population", "black_share:1.young:1")
    assert mix.added
    assert not mix.plain
    assert mix.who == "your mix"
    assert mix.full == "your mix of Black Chicagoans (weight 1) and people under 18 (weight 1)"


def test_weights_multiply_people(atlas: Atlas) -> None:
    mix = demand(atlas, 2015, "population", "black_share:2.latino_share:1")
    assert mix.amount([10.4, 3.0]) == 23


def test_parts_in_different_units_are_shares_of_the_city(atlas: Atlas) -> None:
    mix = demand(atlas, 2023, "population", "population:1.renter_share:1")
    assert not mix.added
    assert sum(mix.amounts().values()) == pytest.approx(MILLION, abs=50)
    people = sum(atlas.counts(2023, "population").counts)  # type: ignore[arg-type]
    assert mix.amount([people / 10, 0.0]) == MILLION // 20


def test_weights_of_nothing_count_nothing(atlas: Atlas) -> None:
    only = demand(atlas, 2023, "population", "young:4.vap:0")
    assert [part.key for part in only.parts] == ["young"]
    assert only.plain
    assert [p.key for p in demand(atlas, 2023, "vap", "young:0").parts] == ["vap"]


@pytest.mark.parametrize(
    ("year", "key", "basis"),
    [
        (2015, "black_share", EXACT),
        (2023, "black_share", MEASURED),
        (2023, "population", PUBLISHED),
        (2015, "poverty_share", PUBLISHED),
        (2015, "spanish_share", UNKNOWN),
    ],
)
def test_what_is_known_of_an_error(atlas: Atlas, year: int, key: str, basis: str) -> None:
    (part,) = demand(atlas, year, key, "").parts
    assert part.basis == basis
    assert any(part.margins) == (basis in (PUBLISHED, MEASURED))


def test_the_measured_error_is_the_published_one_of_carrying(atlas: Atlas) -> None:
    """1.645 × 0.012016 (Black, root mean square) × the ward's people."""
    (part,) = demand(atlas, 2023, "black_share", "").parts
    people = atlas.facts(2023)[9].population
    assert part.margins[8] == pytest.approx(1.645 * 0.012016 * people)


def test_a_count_that_is_not_known_everywhere_is_said_and_not_guessed(atlas: Atlas) -> None:
    """The same figures with those of ward 9 taken away."""

    class Holed(Atlas):
        def counts(self, vintage, key):  # type: ignore[no-untyped-def]
            found = super().counts(vintage, key)
            return replace(found, counts=(*found.counts[:8], None, *found.counts[9:]))

    holed = Holed(atlas.reference, atlas.problems, atlas.tables, atlas.build)
    border = borders(atlas.tables["neighbours"], 2023).border
    found = outcome(holed, border, question(View(map=2023, who="young")))
    assert isinstance(found, Outcome)
    assert found.found == Gap((("people under 18", (9,)),))
    assert 9 not in found.demand.amounts()


def test_the_organized_wards_are_those_of_the_coverage(atlas: Atlas) -> None:
    border = borders(atlas.tables["neighbours"], 2015).border
    for sure, number in (("certain", 2), ("all", 17)):
        found = outcome(atlas, border, question(View(sure=sure)))
        assert len(found.today[0]) == number
        city = found.levels[sure].city  # type: ignore[union-attr]
        assert isinstance(city, City)
        assert city.reached == found.today[1]


def test_limits_leave_out_the_wards_outside_them(atlas: Atlas) -> None:
    """Leads of the last race from the published results: 2019 on the 2015 map, 2023 on today's."""
    for year, race in ((2015, 2019), (2023, 2023)):
        table = atlas.tables["council_results"]
        last = table[(table["year"] == race) & (table["vintage"] == year)]
        close = set(last[last["margin"] / last["total"] <= 0.05]["ward"])
        border = borders(atlas.tables["neighbours"], year).border
        found = outcome(atlas, border, question(View(map=year, margin="0-5", k=1)))
        assert found.barred["margin"] == frozenset(range(1, 51)) - close
        assert found.unknown == {}
