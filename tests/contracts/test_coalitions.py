"""The committed tables on coalitions and endorsements say what their sources say.

Numbers stated by others: the essay "An Examination into Chicago's Independent Political
Organizations" (Midwest Socialist, June 1, 2021) counts fifteen endorsed by United Working Families
in 2019 with nine winners, five by Reclaim Chicago with four, and five official affiliates; the
caucuses' own pages and encyclopedia articles give the numbers of their members.
"""

from __future__ import annotations

from datetime import date

import pytest

from geo.atlas import Atlas, load_atlas
from geo.cells import split_ids
from geo.coalition_tables import COALITION_TABLES
from geo.coalitions import Subject
from geo.endorsements import Endorsement, same_candidacy
from geo.memberships import council_subjects, memberships, organisation_subjects, sets
from geo.standing import State, spans, standing
from geo.view import FIRST_DAY, LAST_DAY

ESSAY = date(2021, 6, 1)
TRIPLE = ("uwf", "chicago-dsa", "reclaim-chicago")


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def council_wards(atlas: Atlas, day: date, coalition: str, state: State) -> list[int]:
    subjects = council_subjects(day, atlas.reference.alders)
    found = memberships(day, subjects, atlas.ties)
    return [
        m.subject.seat[1] for m in found if m.subject.seat and m.standings[coalition].state == state
    ]


def slate(atlas: Atlas, body: str, election: str) -> list[Endorsement]:
    """Council candidacies, each once."""
    found: list[Endorsement] = []
    for one in atlas.endorsements:
        wanted = (one.body_id, one.election, one.office) == (body, election, "council")
        if wanted and not any(same_candidacy(one, other) for other in found):
            found.append(one)
    return found


def winners(atlas: Atlas, body: str, election: str) -> set[int | None]:
    return {e.district for e in slate(atlas, body, election) if e.result == "won"}


def test_every_row_cites_a_source_that_is_there(atlas: Atlas) -> None:
    known = set(atlas.citations)
    for table in COALITION_TABLES:
        cells = getattr(atlas.reference, table.name)["source_ids"]
        assert len(cells)
        assert all(split_ids(c) and known.issuperset(split_ids(c)) for c in cells), table.name


def test_the_essay_names_five_official_affiliates_of_united_working_families(atlas: Atlas) -> None:
    subjects = organisation_subjects(ESSAY, atlas.organisations.values())
    found = memberships(ESSAY, subjects, atlas.ties)
    stated = {m.subject.key for m in found if m.standings["uwf"].state == State.STATED}
    homes = {ward for o in stated for _, ward in atlas.organisations[o].homes}
    assert homes == {22, 25, 33, 35, 50}
    others = {m.standings["uwf"].state for m in found if m.subject.key not in stated}
    assert others == {State.NOT_LISTED}


def test_chicago_dsa_has_no_official_affiliate_and_an_estimate_without_names(atlas: Atlas) -> None:
    rows = [a for a in atlas.ties.affiliations if a.coalition_id == "chicago-dsa"]
    general = [(a.relation, a.number, a.holds) for a in rows if a.subject is None]
    assert sorted(general, key=str) == [("estimated", 8, True), ("official", None, False)]
    overlap = {a.subject.key: a.confidence for a in rows if a.relation == "overlap" and a.subject}
    assert overlap == {
        "33rd-ward-working-families": "medium",
        "25th-ward-ipo": "low",
        "un35": "low",
    }
    ipo = Subject("organizations", "22nd-ward-ipo")
    assert standing(ESSAY, "chicago-dsa", ipo, atlas.ties).state == State.DENIED


def test_support_for_the_ordinance_is_said_not_to_be_affiliation(atlas: Atlas) -> None:
    rows = [a for a in atlas.ties.affiliations if a.coalition_id == "caarpr-cpac"]
    assert {a.subject.key for a in rows if a.subject} == {
        "30th-united",
        "48th-ward-neighbors-for-justice",
        "network-49",
    }
    assert {a.relation for a in rows} == {"endorsement"}
    assert all("not affiliation" in a.note for a in rows)


@pytest.mark.parametrize(
    ("day", "coalition", "wards"),
    [
        (date(2019, 6, 1), "chicago-dsa", [1, 20, 25, 33, 35, 40]),
        (date(2019, 6, 1), "socialist-caucus", [1, 20, 25, 33, 35, 40]),
        (ESSAY, "socialist-caucus", [1, 20, 25, 33, 35]),
        (date(2023, 6, 1), "socialist-caucus", [1, 20, 25, 33, 35, 46]),
        (
            date(2020, 1, 1),
            "progressive-caucus",
            [1, 4, 5, 6, 10, 16, 17, 20, 22, 25, 29, 31, 32, 33, 35, 40, 47, 49],
        ),
        (
            date(2020, 1, 1),
            "black-caucus",
            [3, 4, 5, 6, 7, 8, 9, 16, 17, 18, 20, 21, 24, 27, 28, 29, 34, 37, 47, 49],
        ),
        (
            date(2023, 6, 1),
            "latino-caucus",
            [1, 10, 12, 14, 22, 23, 25, 26, 30, 31, 33, 35, 36, 40],
        ),
        (date(2015, 6, 30), "lgbt-caucus", [15, 33, 35, 44, 46]),
        (date(2023, 6, 1), "lgbt-caucus", [4, 15, 26, 33, 35, 43, 44, 48, 49]),
    ],
)
def test_caucuses_by_ward(atlas: Atlas, day: date, coalition: str, wards: list[int]) -> None:
    assert council_wards(atlas, day, coalition, State.STATED) == wards


def test_inferred_socialists_of_2023_are_marked_as_estimates(atlas: Atlas) -> None:
    day = date(2023, 6, 1)
    found = memberships(day, council_subjects(day, atlas.reference.alders), atlas.ties)
    relations = {
        m.subject.seat[1]: (s.relation, s.confidence)
        for m in found
        if m.subject.seat and (s := m.standings["socialist-caucus"]).state == State.STATED
    }
    assert relations.pop(35) == ("membership", "medium")
    assert set(relations.values()) == {("estimated", "low")}


def test_the_40th_wards_alderperson_left_the_socialist_caucus(atlas: Atlas) -> None:
    vasquez = Subject("council", "André Vasquez", (2015, 40))
    found = spans("socialist-caucus", vasquez, atlas.ties, FIRST_DAY, LAST_DAY)
    states = [s.standing.state for s in found]
    assert states[0] == State.NOT_YET
    assert State.DENIED in states
    assert State.STATED not in states[states.index(State.DENIED) :]
    assert found[0].first == FIRST_DAY
    assert found[-1].last == LAST_DAY


def test_the_15th_wards_alderperson_left_the_latino_caucus(atlas: Atlas) -> None:
    lopez = Subject("council", "Raymond Lopez", (2015, 15))
    at = {d: standing(d, "latino-caucus", lopez, atlas.ties).state for d in (ESSAY,)}
    assert at == {ESSAY: State.ENDED}


@pytest.mark.parametrize(
    ("body", "election", "endorsed", "won"),
    [
        ("uwf", "2019", 15, {10, 20, 22, 25, 33, 35, 40, 47, 49}),
        ("reclaim-chicago", "2019", 5, {33, 35, 40, 49}),
        ("chicago-dsa", "2019", 6, {20, 25, 33, 35, 40}),
        ("chicago-dsa", "2015", 1, set()),
        ("chicago-dsa", "2023", 8, {1, 20, 25, 33, 35, 46}),
        ("uwf", "2023", 5, {5, 6, 46}),
        ("33rd-ward-working-families", "2023", 5, {46}),
        ("30th-united", "2023", 1, set()),
    ],
)
def test_endorsed_and_elected(
    atlas: Atlas, body: str, election: str, endorsed: int, won: set[int]
) -> None:
    assert (len(slate(atlas, body, election)), winners(atlas, body, election)) == (endorsed, won)


def test_what_the_lists_share_and_where_the_essay_differs(atlas: Atlas) -> None:
    uwf, dsa, reclaim = (winners(atlas, body, "2019") for body in TRIPLE)
    assert uwf & dsa == {20, 25, 33, 35, 40}
    assert reclaim & dsa == {33, 35, 40}
    assert uwf & dsa & reclaim == {33, 35, 40}
    topic = {r.id: r for rows in atlas.readings.values() for r in rows}
    assert "25, 33 and 35" in topic["triple-essay"].reading
    assert "33, 35 and 40" in topic["triple-lists"].reading
    assert not topic["triple-essay"].used
    assert not topic["triple-lists"].used


def test_nobody_is_made_a_candidate_of_a_list_they_are_not_on(atlas: Atlas) -> None:
    """Two doubtful reports: see the readings on the assessor and on the 1st Ward."""
    assert ("uwf", "Fritz Kaegi") not in {(e.body_id, e.candidate) for e in atlas.endorsements}
    assert 1 not in {e.district for e in slate(atlas, "chicago-dsa", "2019")}
    four = {e.candidate for e in atlas.endorsements if e.election == "2018-primary"}
    assert four == {
        "Aaron Ortiz",
        "Alma Anaya",
        "Brandon Johnson",
        "Delia Ramirez",
        "Fritz Kaegi",
    }


def test_the_races_of_march_2018(atlas: Atlas) -> None:
    assert set(atlas.offices) == {
        "assessor",
        "us-house-3",
        "us-house-4",
        "state-house-1",
        "state-house-4",
        "county-board-1",
        "county-board-7",
    }
    assert [o.id for o in atlas.offices.values() if o.whole] == ["state-house-4"]
    assert "2,145 votes" in atlas.offices["us-house-3"].outcome
    assert "436 votes" in atlas.offices["county-board-1"].outcome


def test_every_disagreement_has_two_sides_and_at_most_one_is_used(atlas: Atlas) -> None:
    assert len(atlas.readings) >= 8
    for topic, sides in atlas.readings.items():
        assert len(sides) >= 2, topic
        assert sum(side.used for side in sides) <= 1, topic


def test_exact_intersections_hold_every_organization_once(atlas: Atlas) -> None:
    subjects = organisation_subjects(ESSAY, atlas.organisations.values())
    found = memberships(ESSAY, subjects, atlas.ties)
    combined = sets(found, tuple(atlas.coalitions))
    assert sum(len(c.subjects) for c in combined) == len(subjects) == 27
    by_ids = {c.coalition_ids: {s.key for s in c.subjects} for c in combined}
    assert by_ids["uwf", "chicago-dsa"] == {"25th-ward-ipo", "un35"}


def test_no_person_is_named_who_held_no_seat(atlas: Atlas) -> None:
    alders = set(atlas.reference.alders["name"])
    people = {a.subject.key for a in atlas.ties.affiliations if a.subject and a.subject.seat}
    assert people <= alders
