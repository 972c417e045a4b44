"""The page of elections through `app.py`: its figures are those of the files, link by link."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from geo.elections import ELECTIONS
from geo.maps.precincts import CODES, NO_FIGURE, OUTSIDE
from tests.app.visits import bodies, grids, headline, map_state, numbers, rows, visit, words

Votes = dict[str, dict[tuple[int, int], int]]


@cache
def votes(election: str, race: str) -> Votes:
    """Votes by candidate and precinct, straight from the file."""
    found: Votes = defaultdict(dict)
    for r in rows("processed/precinct_votes.csv"):
        if (r["election"], r["race"]) == (election, race):
            found[r["candidate"]][int(r["ward"]), int(r["precinct"])] = int(r["votes"])
    return found


def shares(election: str, race: str, candidate: str) -> dict[int, float]:
    """A candidate's share of the votes of each ward."""
    top: Counter[int] = Counter()
    all_votes: Counter[int] = Counter()
    for who, by_precinct in votes(election, race).items():
        for (ward, _), number in by_precinct.items():
            all_votes[ward] += number
            top[ward] += number if who == candidate else 0
    return {ward: top[ward] / total for ward, total in all_votes.items()}


def decoded(state: dict[str, Any], number: int) -> list[int]:
    """Kinds of precincts as the frame reads them."""
    codes = [CODES.index(letter) for letter in state["precinct_class"]]
    return [kind for code in codes for kind in divmod(code, 8)][:number]


@pytest.mark.parametrize("one", ELECTIONS, ids=lambda e: e.key)
@pytest.mark.parametrize("area", ["wards", "precincts"])
def test_every_election_opens_whole(one: Any, area: str) -> None:
    at = visit("elections", election=one.key, area=area)
    assert not at.exception
    assert not at.error
    assert not at.warning
    state = map_state(at)
    assert state["vintage"] == one.vintage
    assert bool(state["precinct_class"]) == (area == "precincts")
    shown = " ".join(words(b) for b in bodies(at))
    assert one.date_words in shown
    assert one.missing in shown


@pytest.mark.parametrize(
    ("election", "race", "candidate"),
    [
        ("2018-primary", "assessor", "fritz-kaegi"),
        ("2023-runoff", "mayor", "brandon-johnson"),
        ("2015-first", "mayor", "jesus-chuy-garcia"),
    ],
)
def test_a_candidates_wards_are_colored_by_share(election: str, race: str, candidate: str) -> None:
    state = map_state(visit("elections", election=election, race=race, candidate=candidate))
    found = shares(election, race, candidate)
    by_class: dict[int, list[float]] = defaultdict(list)
    for ward, share in found.items():
        by_class[state["ward_class"][ward - 1]].append(share)
    ordered = [by_class[c] for c in sorted(by_class)]
    assert len(ordered) > 1
    for lower, upper in pairwise(ordered):
        # Breaks are whole percents: one parts the two classes.
        mark = next(p for p in range(1, 100) if p / 100 > max(lower))
        assert min(upper) >= mark / 100


def test_the_assessors_race_has_the_published_totals() -> None:
    at = visit("elections", election="2018-primary", race="assessor")
    table = next(t for t in grids(at) if "Candidate" in t)
    found = dict(zip(table["Candidate"], table["Votes"], strict=True))
    assert found == {"Fritz Kaegi": 180_630, "Joseph Berrios": 141_872, "Andrea Raila": 82_616}


def test_the_33rd_wards_runoff_was_won_by_13_votes() -> None:
    at = visit("elections", election="2019-runoff", race="ward-33")
    assert "Rossana Rodríguez-Sánchez had 50.06% of the vote" in headline(at)
    assert "13 votes ahead of Deb" in headline(at)
    state = map_state(at)
    assert state["focus"] == [33]
    assert [w for w, c in enumerate(state["ward_class"], 1) if c >= 0] == [33]


def test_a_race_the_suburbs_decided_says_who_won() -> None:
    """Chicago's part went to Boykin; Johnson won by 436 votes (Forest Park Review, March 2018)."""
    at = visit("elections", election="2018-primary", race="county-board-1")
    assert "Richard Boykin had 52.7% of Chicago’s vote" in headline(at)
    assert "Brandon Johnson won against the incumbent" in words(bodies(at)[0])


def test_nine_of_fifteen_endorsed_by_united_working_families_won() -> None:
    at = visit("elections", election="2019-first", candidate="slate-uwf")
    assert "endorsed by United Working Families came first" in headline(at)
    assert 15 in numbers(headline(at))
    shown = " ".join(words(b) for b in bodies(at))
    assert "9 of 15 won" in shown
    assert "4 of 5 won" in shown
    assert "6 of those elected were members" in shown
    state = map_state(at)
    drawn = [w for w, c in enumerate(state["ward_class"], 1) if c >= 0]
    assert drawn == [9, 10, 14, 15, 20, 22, 25, 33, 35, 37, 40, 45, 46, 47, 49]
    assert state["hatched"] == [9, 14, 15, 37, 45, 46]  # those who lost in the end


@pytest.mark.parametrize(
    ("election", "wards"),
    [
        ("2015-first", [5, 6, 8, 10, 16, 17, 22, 26, 29, 32]),
        ("2015-runoff", [10, 16]),
        ("2023-runoff", [5, 6, 36, 46]),
    ],
)
def test_a_slate_of_the_council_holds_no_vote_for_mayor(election: str, wards: list[int]) -> None:
    """United Working Families endorsed for mayor too in 2015 and 2023."""
    at = visit("elections", election=election, candidate="slate-uwf")
    state = map_state(at)
    assert [w for w, c in enumerate(state["ward_class"], 1) if c >= 0] == wards
    table = grids(at)[0]
    column = next(c for c in table.columns if c.startswith("On the map"))
    drawn = table.dropna(subset=[column]).set_index("Ward")[column]
    assert sorted(drawn.index) == wards
    for ward, share in drawn.items():
        found = votes(election, f"ward-{ward}")
        totals = {who: sum(by.values()) for who, by in found.items()}
        assert any(abs(share - n / sum(totals.values())) < 0.0001 for n in totals.values())


def test_the_table_holds_the_figure_of_a_candidate_who_is_nowhere_first() -> None:
    at = visit("elections", election="2018-primary", race="assessor", candidate="andrea-raila")
    table = next(t for t in grids(at) if "Ward" in t)
    found = shares("2018-primary", "assessor", "andrea-raila")
    shown = dict(zip(table["Ward"], table["On the map: Andrea Raila"], strict=True))
    assert shown == pytest.approx(found, abs=0.0001)


def test_precincts_are_drawn_in_the_order_of_their_shapes() -> None:
    at = visit("elections", election="2019-runoff", race="ward-33", area="precincts")
    state = map_state(at)
    rodriguez, mell = sorted(
        votes("2019-runoff", "ward-33").values(), key=lambda v: -sum(v.values())
    )
    every = sorted(votes("2019-runoff", "mayor")["lori-lightfoot"])
    kinds = decoded(state, len(every))
    assert len(every) == 2069
    for place, kind in zip(every, kinds, strict=True):
        if place[0] != 33:
            assert kind == OUTSIDE
            continue
        ahead = rodriguez[place] > mell[place]
        assert kind != NO_FIGURE
        assert (kind >= 3) == (ahead or rodriguez[place] == mell[place])  # 50 % begins class 3


def test_a_control_sends_ahead_what_it_would_show() -> None:
    """The state sent ahead is the one the server sends after the press, but for the figures."""
    settings = {"election": "2023-runoff", "race": "mayor", "area": "precincts"}
    first = map_state(visit("elections", **settings, candidate="brandon-johnson"))
    step = next(s for s in first["ahead"] if s["control"] == "control_candidate")
    after = map_state(visit("elections", **settings, candidate="paul-vallas"))
    assert step["changes"]["precinct_class"] == after["precinct_class"]
    assert step["changes"]["precinct_share"] == ""
    assert set(step["changes"]) <= {
        "precinct_class", "precinct_share", "precinct_votes", "ward_share", "ward_votes",
    }  # fmt: skip


def test_turnout_is_only_offered_where_it_is_known() -> None:
    at = visit("elections", election="2019-first", candidate="turnout")
    assert re.search(r"^35\.2% of registered voters cast a ballot", headline(at))
    unknown = visit("elections", election="2019-runoff", candidate="turnout")
    assert len(unknown.warning) == 1
    assert "turnout" in unknown.warning[0].value


@pytest.mark.parametrize(
    ("setting", "value"), [("race", "ward-51"), ("candidate", "nobody"), ("race", "assessor")]
)
def test_what_the_election_does_not_have_is_named(setting: str, value: str) -> None:
    at = visit("elections", **{"election": "2019-first", setting: value})
    assert not at.exception
    assert len(at.warning) == 1
    assert value in at.warning[0].value.replace("\\", "")
    assert headline(at) == headline(visit("elections"))


def test_a_ward_of_the_other_map_is_not_chosen() -> None:
    """Ward 34 of the 2023 map is downtown, of the 2015 map on the far South Side."""
    settings = {"map": "2023", "ward": "34"}
    assert map_state(visit("elections", election="2019-first", **settings))["selected"] is None
    assert map_state(visit("elections", election="2023-first", **settings))["selected"] == 34


def test_both_readings_of_a_disputed_fact_are_shown() -> None:
    at = visit("elections", election="2018-primary")
    shown = " ".join(words(b) for b in bodies(at))
    assert "Whether United Working Families backed Fritz Kaegi" in shown
    assert "367 votes" in shown
    assert "436 votes" in shown
    assert "the reading used here" in shown
