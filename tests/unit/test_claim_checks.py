"""Every check against an answer worked out by hand on a toy city (see `tests/claim_toys.py`)."""

from __future__ import annotations

import pytest

from geo.claim_checks import REGISTRY
from geo.claim_checks.definitions import on_side
from geo.claim_records import DOCUMENT, ClaimError, Stated
from tests.claim_toys import by_definition, found, toy_atlas

ATLAS = toy_atlas()
IN, OUT = "counted", "left out"


def count(number: float) -> Stated:
    return Stated(number, number, "", "")


def test_wards_with_an_organization() -> None:
    """Own wards 1, 11, 21; with r's area also 2 and 3; with x also 5. Both maps are alike."""
    numbers = by_definition(found(ATLAS, "wards-with", **{"as": "count"}))
    for year in ("2015 map", "2023 map"):
        assert numbers[year, IN, OUT] == 5
        assert numbers[year, IN, IN] == 6
        assert numbers[year, OUT, OUT] == 3
        assert numbers[year, OUT, IN] == 4
    shares = by_definition(found(ATLAS, "wards-with", **{"as": "share"}))
    assert shares["2015 map", OUT, OUT] == 6
    assert shares[("each taken as one ward",)] == 8  # a, b, c and r of 50


def test_organizations_in_all_beside_the_documents_own_sum() -> None:
    others = {"n": Stated(1, 2, "", ""), "s": count(2)}
    *data, own = found(ATLAS, "organizations-in-all", others=others, sum="n,s")
    assert by_definition(data) == {(IN, OUT): 4, (IN, IN): 5, (OUT, OUT): 3, (OUT, IN): 4}
    assert (own.low, own.high, own.basis) == (3, 4, DOCUMENT)


def test_organizations_by_side_and_what_newspapers_change() -> None:
    label = {"vintage": 2015, "ward": 11, "label": "South Side", "source_id": "s"}
    atlas = toy_atlas(ward_side_labels=[label])
    north = by_definition(found(atlas, "organizations-on-side", side="north"))
    assert {v for k, v in north.items() if k[1] == IN} == {2}  # a and r
    assert {v for k, v in north.items() if k[1] == OUT} == {1}
    west = by_definition(found(atlas, "organizations-on-side", side="west"))
    assert west["Five sides", OUT] == 1  # b
    assert west["as newspapers call a ward, where they do", OUT] == 0
    south = by_definition(found(atlas, "organizations-on-side", side="south"))
    assert south["Nine sides", IN] == 1  # c
    assert south["as newspapers call a ward, where they do", IN] == 2


def test_wards_that_may_be_meant_to_be_on_the_south_side() -> None:
    west = by_definition(found(ATLAS, "organizations-on-side", side="west", south="11.25"))
    assert west["Five sides", OUT] == 1  # b, in ward 11
    assert west["with wards 11 and 25 read as South Side", OUT] == 0
    south = by_definition(found(ATLAS, "organizations-on-side", side="south", south="11.25"))
    assert south["with wards 11 and 25 read as South Side", IN] == 2  # b and c


def test_northwest_is_north_and_southwest_south() -> None:
    sides = ("North and Northwest", "Northwest", "West", "Far Southwest", "Central")
    assert [on_side(s, "west") for s in sides] == [False, False, True, False, False]
    assert [on_side(s, "north") for s in sides] == [True, True, False, False, False]
    assert [on_side(s, "south") for s in sides] == [False, False, False, True, False]


def test_organizations_a_group_marks() -> None:
    """Area 1 is 100 people with 80% and 100 with 40% Black residents: 60%, a majority."""
    numbers = by_definition(found(ATLAS, "organizations-marked", group="black", **{"as": "count"}))
    assert {v for k, v in numbers.items() if k[1] == IN} == {1}
    assert {v for k, v in numbers.items() if k[1] == OUT} == {0}
    white = by_definition(found(ATLAS, "organizations-marked", group="white", **{"as": "share"}))
    assert white["2015 map", IN, "a majority"] == 25  # a, of four
    assert white["2015 map", IN, "at least 40%"] == 50  # and b
    # The city has 35% White residents: a 60%, b 40%, r (10% and 60%) 35%, which is not above.
    assert white["2015 map", IN, "above its share of the city"] == 50
    assert white["2023 map", OUT, "the largest group"] == pytest.approx(100 / 3)


def test_a_side_of_the_city_taken_for_who_lives_there() -> None:
    check = found(
        ATLAS, "organizations-marked-or-side", group="white", side="north", **{"as": "share"}
    )
    shares = by_definition(check)
    assert shares["Five sides", IN, "taken from the side of the city"] == 50  # a and r of four
    assert shares["2015 map", IN, "a majority"] == 25


def test_the_order_of_groups_with_ties() -> None:
    order = by_definition(found(ATLAS, "order-of-groups", groups="white.latino.black"))
    # By majority: White a, Latino c, Black r. The largest group: Latino b and c.
    assert order["2015 map", IN, "a majority"] == "White = Latino = Black"
    assert order["2015 map", IN, "the largest group"] == "Latino; White = Black"
    assert order["2015 map", OUT, "at least 40%"] == "White = Latino; Black"


def test_wards_of_a_side_a_group_leads() -> None:
    shares = by_definition(found(ATLAS, "side-wards-led", side="south", group="latino"))
    assert set(shares.values()) == {100}  # ward 21, 60% Latino, is the one with an organization
    west = by_definition(found(ATLAS, "side-wards-led", side="west", group="latino"))
    assert west["2015 map", "Five sides", "a majority"] == 0  # 45%
    assert west["2015 map", "Five sides", "the largest group"] == 100
    with pytest.raises(ClaimError, match=r"side_schemes\.csv"):
        found(ATLAS, "side-wards-led", side="east", group="latino")


def test_enclaves_are_more_than_the_side_around_them() -> None:
    """Ward 21 has 10% White residents, the 29 other South wards 30%: 29.3% in all."""
    numbers = by_definition(found(ATLAS, "enclaves", wards="21.22", group="white", side="south"))
    assert numbers[("a majority",)] == 0
    assert numbers["above its share of the side as a whole", "Five sides"] == 1


def test_founding_carries_what_is_not_known() -> None:
    """a and r since 2019, b before, c not known: 50% to 75% of four."""
    shares = by_definition(found(ATLAS, "founded-since", year="2019"))
    assert shares[("all of the essay’s",)] == (50, 75)
    assert shares[("the essay’s ward organizations",)] == pytest.approx((100 / 3, 200 / 3))
    assert shares[("all of the directory",)] == (40, 60)  # x of 2015
    everybody = by_definition(found(ATLAS, "founded-since", year="2021"))
    assert everybody[("all of the essay’s",)] == (0, 25)


def test_evidence_has_no_upper_end() -> None:
    essay, every = found(ATLAS, "evidence-since", day="2021-07-01")
    assert (essay.low, essay.high) == (1, None)  # a
    assert (every.low, every.high) == (2, None)  # and x


def tie(name: str, relation: str, source: str, holds: bool = True, day: str = "2021-06-01") -> dict:
    return {
        "organisation_id": name,
        "coalition_id": "u",
        "relation": relation,
        "holds": holds,
        "from": day,
        "to": day,
        "source_ids": source,
    }


def test_affiliates_by_the_document_and_by_others() -> None:
    atlas = toy_atlas(
        affiliations=[
            tie("a", "official", "essay"),
            tie("a", "official", "other", day="2018-10"),
            tie("b", "official", "essay"),
            tie("c", "overlap", "essay"),
            tie("r", "official", "other", holds=False),
            tie("x", "official", "other"),  # not of the essay
        ],
        rosters=[
            {
                "coalition_id": "u",
                "scope": "organizations",
                "from": "2021-06-01",
                "to": "2021-06-01",
                "complete": True,
            }
        ],
    )
    of = {"coalition": "u", "day": "2021-06-01"}
    official, own, any_, any_own = found(atlas, "affiliates", ties="official", **of)
    assert (official.low, official.high, official.basis) == (1, 4, "data")
    assert (own.low, own.high, own.basis) == (2, 2, DOCUMENT)  # its list is complete
    assert (any_.low, any_.high) == (1, 4)
    assert (any_own.low, any_own.high) == (3, 4)  # other ties than official may be missing
    assert len(found(atlas, "affiliates", ties="any", **of)) == 2


def backing(body: str, who: str, ward: int, result: str, stage: str = "first") -> dict:
    return {
        "body_id": body,
        "candidate": who,
        "office": "council",
        "district": ward,
        "vintage": 2015,
        "election": "2019",
        "stage": stage,
        "result": result,
        "source_ids": f"list-{body}",
    }


ENDORSEMENTS = [
    backing("u", "Ann One", 1, "won"),
    backing("u", "Bo Two", 2, "won", "not stated"),
    backing("u", "Cy Three", 11, "lost"),
    backing("d", "Ann One", 1, "won", "runoff"),
    backing("d", "Bo Two", 2, "won"),
    backing("q", "Ann One", 1, "won"),
]
COALITIONS = [{"id": i, "name": i.upper(), "short": i.upper()} for i in ("u", "d", "q")]
BACKED = toy_atlas(
    endorsements=ENDORSEMENTS,
    coalitions=COALITIONS,
    affiliations=[
        {
            "person": who,
            "vintage": 2015,
            "ward": ward,
            "coalition_id": "d",
            "relation": "membership",
            "holds": True,
            "from": "2019-05-20",
            "to": "2019-06-01",
            "source_ids": source,
        }
        for who, ward, source in (
            ("Ann One", 1, "press"),
            ("Di Four", 4, "press"),
            ("Ed Five", 6, "essay"),
        )
    ],
)
EITHER, FIRST = "for either round", "for the first round"


def test_slates_count_the_round_that_is_not_stated_both_ways() -> None:
    of = {"body": "u", "year": "2019"}
    endorsed = by_definition(found(BACKED, "slate", **of, **{"as": "endorsed"}))
    assert endorsed == {(EITHER,): 3, (FIRST,): (2, 3)}
    won = by_definition(found(BACKED, "slate", **of, **{"as": "won"}))
    assert won == {(EITHER,): 2, (FIRST,): (1, 2)}
    with pytest.raises(ClaimError, match=r"endorsements\.csv"):
        found(BACKED, "slate", body="nobody", year="2019", **{"as": "won"})


def test_shared_winners_by_endorsement_and_by_membership() -> None:
    shared = by_definition(found(BACKED, "shared-winners", body="u", other="d", year="2019"))
    assert shared == {
        (EITHER,): 2,
        (FIRST,): (1, 2),  # d backed Ann One for the runoff; no whole list of d's is known
        ("membership of D, endorsed or not",): 1,  # Ann One
    }


def test_winners_on_all_lists_with_an_organization_in_the_ward() -> None:
    of = {"bodies": "u,d,q", "year": "2019"}
    either, first = found(BACKED, "endorsed-by-all", **of, **{"as": "count"})
    assert (either.low, first.low) == (1, 0)
    wards = found(BACKED, "endorsed-by-all", **of, **{"as": "wards"})
    assert [f.answer for f in wards] == ["1", ""]  # lists not known to be whole may hold ward 1
    assert first.high == 1
    # Bo Two is on u's and d's lists, but ward 2 has no organization of its own.
    (two, _) = found(BACKED, "endorsed-by-all", bodies="u,d", year="2019", **{"as": "wards"})
    assert two.answer == "1"


def test_members_elected_are_not_told_from_the_document_alone() -> None:
    (members,) = found(BACKED, "members-elected", coalition="d", year="2019")
    assert members.low == 2  # Ann One and Di Four; Ed Five by the essay only


def test_who_left_is_who_a_complete_list_lacks() -> None:
    spans = [("Ann One", 1, "2021"), ("Bo Two", 2, "2019")]
    rows = [
        {
            "person": who,
            "vintage": 2015,
            "ward": ward,
            "coalition_id": "k",
            "relation": "membership",
            "holds": True,
            "confidence": "high",
            "from": "2019-05-20",
            "to": until,
            "source_ids": "s",
        }
        for who, ward, until in spans
    ]
    roster = {"coalition_id": "k", "scope": "council", "from": "2021-05-01", "to": "2021"}
    of = {"coalition": "k", "before": "2019-06-01", "after": "2021-05-01"}
    atlas = toy_atlas(affiliations=rows, rosters=[{**roster, "complete": True}])
    assert [f.answer for f in found(atlas, "left-between", **of)] == ["Bo Two"]
    with pytest.raises(ClaimError, match=r"rosters\.csv"):
        found(toy_atlas(affiliations=rows), "left-between", **of)


PRIMARY = "2018-primary"
VOTES = [
    (PRIMARY, "assessor", "Ann One", 60),
    (PRIMARY, "assessor", "Bo Two", 40),
    (PRIMARY, "county-board-1", "Cy Three", 30),
    (PRIMARY, "county-board-1", "Daniel Four", 70),
    ("2015-first", "mayor", "Ann One", 45),
    ("2015-first", "mayor", "Bo Two", 55),
    ("2015-runoff", "mayor", "Ann One", 60),
    ("2015-runoff", "mayor", "Bo Two", 40),
    ("2015-first", "ward-1", "Ann One", 5),
    ("2015-first", "ward-2", "Bo Two", 5),
    ("2015-first", "ward-2", "Cy Three", 4),
    ("2019-first", "ward-1", "Ed Five", 6),
    ("2019-first", "ward-1", "Ann One", 4),
    ("2019-first", "ward-2", "Fay Six", 6),
]


def reading(name: str, words: str, source: str = "paper") -> dict:
    return {"id": name, "topic": "t", "reading": words, "used": False, "source_ids": source}


VOTED = toy_atlas(
    VOTES,
    offices=[
        {
            "id": "county-board-1",
            "whole": False,
            "outcome": "Cy Three won by 9 votes.",
            "source_ids": "elections-archive;paper",
        },
        {
            "id": "assessor",
            "whole": False,
            "outcome": "Ann One won.",
            "source_ids": "elections-archive;essay",
        },
    ],
    readings=[
        reading("late", "58.5% and 41.5% with 97% of precincts."),
        reading("own", "60% and 40% with half of them.", "essay"),
        reading("filed", "9 in 2011, 3 in 2015 and 5 in 2019, by petitions."),
        reading("before", "50.5% of the vote in 2011."),
    ],
    alders=[
        {"vintage": 2015, "ward": 1, "name": "Ann One", "from": "2015-05-18", "to": "2019-05-19"},
        {"vintage": 2015, "ward": 2, "name": "Bo Two", "from": "2015-05-18", "to": "2019-05-19"},
    ],
    endorsements=[
        {
            "body_id": "u",
            "candidate": who,
            "office": office,
            "election": PRIMARY,
            "result": result,
            "source_ids": source,
        }
        for who, office, result, source in (
            ("Ann One", "assessor", "won", "essay"),
            ("Cy Three", "county-board", "won", "own-page;essay"),
            ("Daniel Four", "county-board", "lost", "own-page"),
        )
    ],
)


def test_who_came_first_in_chicago_and_in_the_whole_district() -> None:
    city, whole = found(VOTED, "first-places", election=PRIMARY, race="county-board-1")
    assert (city.answer, whole.answer, whole.basis) == ("Daniel Four", "Cy Three", "data")
    _, own = found(VOTED, "first-places", election=PRIMARY, race="assessor")
    assert own.basis == DOCUMENT  # only the document itself reports the whole
    (two,) = found(VOTED, "first-places", election="2015-first", race="mayor", places="2")
    assert two.answer == "Bo Two; Ann One"
    with pytest.raises(ClaimError, match="no race"):
        found(VOTED, "first-places", election=PRIMARY, race="us-house-9")


def test_a_share_of_the_vote_by_several_counts() -> None:
    of = {"election": PRIMARY, "race": "assessor", "readings": "late,own"}
    first = found(VOTED, "vote-share", candidate="ann-one", place="1", **of)
    assert [(f.low, f.basis) for f in first] == [(60, "data"), (58.5, "data"), (60, DOCUMENT)]
    third = found(VOTED, "vote-share", candidate="bo-two", place="3", **of)
    assert [f.low for f in third] == [40]  # the counts reach two places down only
    with pytest.raises(ClaimError, match="no candidate"):
        found(VOTED, "vote-share", candidate="nobody", place="1", **of)
    with pytest.raises(ClaimError, match=r"readings\.csv"):
        found(VOTED, "vote-share", candidate="ann-one", place="1", **{**of, "readings": "lost"})


def test_two_years_compared_by_each_round() -> None:
    of = {"year": "2015", "earlier": "2011", "race": "mayor", "candidate": "ann-one"}
    first, runoff = found(VOTED, "rounds-against", readings="before", **of)
    assert (first.answer, runoff.answer) == ("2011; 2015", "2015; 2011")  # 45%, 60% against 50.5%


def test_council_candidates_on_the_ballot_and_by_petitions() -> None:
    ballots, filed = found(VOTED, "council-candidates", years="2015.2019", readings="filed")
    assert (ballots.answer, filed.answer) == ("2015; 2019", "2019; 2015")
    assert ballots.words == "2015: 3 candidates; 2019: 3 candidates."
    (only,) = found(VOTED, "council-candidates", years="2011.2019", readings="filed")
    assert only.answer == "2011; 2019"  # no ballots of 2011 at hand


def test_nobody_is_beaten_who_did_not_stand() -> None:
    stood, followed = found(VOTED, "beaten", year="2019", ward="1")
    assert (stood.answer, followed.answer) == ("Ann One", "Ann One")
    stood, followed = found(VOTED, "beaten", year="2019", ward="2")
    assert (stood.answer, followed.answer) == ("nobody in office", "Bo Two")
    with pytest.raises(ClaimError, match=r"alders\.csv"):
        found(toy_atlas(VOTES), "beaten", year="2019", ward="1")


def test_the_day_of_an_election_with_its_weekday() -> None:
    (day,) = found(ATLAS, "election-day", election=PRIMARY)
    assert day.answer == "Tuesday, March 20, 2018"


def test_the_office_two_candidates_stood_for() -> None:
    (won,) = found(VOTED, "office", election=PRIMARY, candidates="Daniel Four, Cy Three")
    assert won.answer == "Cook County Board, 1st District"
    with pytest.raises(ClaimError, match="No race"):
        found(VOTED, "office", election=PRIMARY, candidates="Ann One, Cy Three")


def test_backed_winners_by_other_sources_than_the_document() -> None:
    (number,) = found(VOTED, "backed-winners", body="u", **{"as": "count"})
    (names,) = found(VOTED, "backed-winners", body="u", **{"as": "names"})
    assert (number.low, names.answer) == (1, "Cy Three")


def committee(number: str, name: str, active: str, created: str, party: str = "") -> dict:
    return {
        "id": number,
        "name": name,
        "active": active,
        "created": created,
        "party": party,
        "fetched": "2026-01-01",
    }


def test_registered_committees_if_the_list_is_at_hand() -> None:
    (nothing,) = found(ATLAS, "committees", day="2021-06-01", **{"as": "all"})
    assert not nothing.known
    atlas = toy_atlas(
        committees=[
            committee("1", "1ST WARD IPO", "yes", "2017-01-01"),
            committee("2", "Ward 2 Independent Political Organization", "no", "2010-01-01"),
            committee("3", "Old IPO", "no", "1999-01-01", "Democratic"),
            committee("4", "New IPO", "yes", "2022-01-01"),
            committee("5", "Friends of Ann One", "yes", "2017-01-01"),
        ]
    )
    of = {"day": "2021-06-01"}
    parts = [found(atlas, "committees", **of, **{"as": a})[0].low for a in ("all", "inactive")]
    assert parts == [3, 2]
    assert found(atlas, "committees", **of, **{"as": "party"})[0].low == 1


def test_halves_of_a_whole_number() -> None:
    of = {"total": "t", "less": "l"}
    (odd,) = found(ATLAS, "halves", others={"t": count(11), "l": count(4)}, **of)
    assert (odd.low, odd.basis) == (pytest.approx(400 / 7), DOCUMENT)
    (even,) = found(ATLAS, "halves", others={"t": count(12), "l": count(4)}, **of)
    assert even.low == 50
    with pytest.raises(ClaimError, match="claims with numbers"):
        found(ATLAS, "halves", others={"t": Stated(None, None, "many", ""), "l": count(4)}, **of)


def test_years_a_family_was_in_office() -> None:
    """Two years and ten months, then eleven months: 1,368 days, 3.7 years."""
    mayors = [
        {"name": "Ann Doe", "from": "1955-02-01", "to": "1957-12-01", "source_ids": "s"},
        {"name": "Bo Roe", "from": "1957-12-01", "to": "1970-01-01", "source_ids": "s"},
        {"name": "Cy Doe", "from": "1970-01-01", "to": "1970-12-01", "source_ids": "s"},
    ]
    atlas = toy_atlas(mayors=mayors)
    held = by_definition(found(atlas, "family-years", name="Doe", **{"as": "held"}))
    assert held == {
        ("last year less first",): 2,
        ("whole years in office",): 3,
        ("rounded to the nearest year",): 4,
    }
    span = by_definition(found(atlas, "family-years", name="Doe", **{"as": "span"}))
    assert span[("last year less first",)] == 15
    with pytest.raises(ClaimError, match=r"mayors\.csv"):
        found(atlas, "family-years", name="Poe", **{"as": "held"})


def test_every_check_has_a_test_here() -> None:
    with open(__file__, encoding="utf-8") as handle:  # noqa: PTH123
        text = handle.read()
    assert [name for name in REGISTRY if f'"{name}"' not in text] == []
