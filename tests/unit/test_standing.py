"""Standings on made-up ties: what one line of sources allows to say of each day."""

from __future__ import annotations

from datetime import date

import pytest

from geo.coalitions import Affiliation, Period, Roster, Subject, Ties
from geo.standing import Span, State, spans, standing

IPO = Subject("organizations", "ipo")
OTHER = Subject("organizations", "other")
ANN = Subject("council", "Ann", (2015, 7))
ANN_LATER = Subject("council", "Ann", (2023, 9))


def tie(
    since: str,
    until: str,
    *,
    subject: Subject | None = IPO,
    relation: str = "official",
    holds: bool = True,
    known: str = "",
    confidence: str = "high",
    coalition: str = "front",
    number: int | None = None,
) -> Affiliation:
    """A row; `known` names the ends that are the real ones: "from", "to" or both."""
    return Affiliation(
        subject,
        coalition,
        relation,
        number,
        holds,
        Period(since, until),
        "from" in known,
        "to" in known,
        confidence,
        ("source",),
        "",
    )


def complete(since: str, until: str, scope: str = "organizations") -> Roster:
    return Roster("front", scope, Period(since, until), True, None, None, ("list",), "")


def state(day: str, *rows: Affiliation | Roster, subject: Subject = IPO) -> State:
    return standing(date.fromisoformat(day), "front", subject, ties(*rows)).state


def ties(*rows: Affiliation | Roster) -> Ties:
    return Ties(
        tuple(row for row in rows if isinstance(row, Affiliation)),
        tuple(row for row in rows if isinstance(row, Roster)),
    )


@pytest.mark.parametrize(
    ("known", "before", "after"),
    [
        ("", State.NOT_STATED, State.NOT_STATED),
        ("from", State.NOT_YET, State.NOT_STATED),
        ("to", State.NOT_STATED, State.ENDED),
        ("from to", State.NOT_YET, State.ENDED),
    ],
)
def test_outside_a_span_only_a_real_end_says_anything(
    known: str, before: State, after: State
) -> None:
    row = tie("2019-03-10", "2020-06-20", known=known)
    assert state("2019-03-09", row) == before
    assert state("2019-03-10", row) == State.STATED
    assert state("2020-06-20", row) == State.STATED
    assert state("2020-06-21", row) == after


def test_a_month_or_a_year_leaves_its_days_unsure() -> None:
    rows = ties(tie("2019-03", "2020"))

    def sure(day: str) -> bool:
        found = standing(date.fromisoformat(day), "front", IPO, rows)
        assert found.state == State.STATED
        return found.sure

    assert [sure(d) for d in ("2019-03-01", "2019-03-30", "2019-03-31")] == [False, False, True]
    assert [sure(d) for d in ("2020-01-01", "2020-01-02", "2020-12-31")] == [True, False, False]
    assert state("2019-02-28", *rows.affiliations) == State.NOT_STATED
    assert state("2021-01-01", *rows.affiliations) == State.NOT_STATED


def test_between_two_statements_nothing_is_stated_but_both_are_named() -> None:
    early, late = tie("2018-10", "2018-10"), tie("2021-06-01", "2021-06-01", confidence="low")
    found = standing(date(2020, 1, 1), "front", IPO, ties(late, early))
    assert (found.state, found.sure) == (State.BETWEEN, False)
    assert found.rows == (early, late)
    assert state("2021-06-02", early, late) == State.NOT_STATED


def test_between_is_not_claimed_across_an_end_a_beginning_a_denial_or_an_estimate() -> None:
    early, late = tie("2018", "2018"), tie("2021", "2021")
    assert state("2020-01-01", tie("2018", "2018", known="to"), late) == State.ENDED
    assert state("2020-01-01", early, tie("2021", "2021", known="from")) == State.NOT_STATED
    no = tie("2019", "2019", holds=False)
    assert state("2020-01-01", early, no, late) == State.NOT_STATED
    guess = tie("2021", "2021", relation="estimated", confidence="low")
    assert state("2020-01-01", early, guess) == State.NOT_STATED


def test_a_complete_list_of_the_day_answers_for_who_is_not_on_it() -> None:
    listed = tie("2021-06-01", "2021-06-01")
    roster = complete("2021-06-01", "2021-06-01")
    assert state("2021-06-01", listed, roster) == State.STATED
    assert state("2021-06-01", listed, roster, subject=OTHER) == State.NOT_LISTED
    assert state("2021-06-02", listed, roster, subject=OTHER) == State.NOT_STATED
    assert state("2021-06-01", listed, roster, subject=ANN) == State.NOT_STATED
    partial = Roster("front", "organizations", roster.period, False, 9, None, ("list",), "")
    assert state("2021-06-01", partial, subject=OTHER) == State.NOT_STATED


def test_a_list_in_between_beats_an_inference() -> None:
    rows = (tie("2018", "2018"), tie("2021", "2021"), complete("2019-05-01", "2019-05-01"))
    assert state("2019-05-01", *rows) == State.NOT_LISTED
    assert state("2019-05-02", *rows) == State.BETWEEN


def test_a_denial_of_the_subject_and_one_of_all_organizations() -> None:
    own = tie("2021-05-01", "2021-06-01", holds=False)
    assert state("2021-05-20", own) == State.DENIED
    assert state("2021-06-02", own) == State.NOT_STATED
    blanket = tie("2021-06-01", "2021-06-01", subject=None, holds=False)
    assert state("2021-06-01", blanket, subject=OTHER) == State.DENIED
    assert state("2021-06-01", blanket, subject=ANN) == State.NOT_STATED
    overlap = tie("2021-06-01", "2021-06-01", relation="overlap", confidence="medium")
    found = standing(date(2021, 6, 1), "front", IPO, ties(blanket, overlap))
    assert (found.state, found.relation, found.confidence) == (State.STATED, "overlap", "medium")


def test_only_the_blanket_denial_leaves_other_ties_open() -> None:
    day = date(2021, 6, 1)
    blanket = tie("2021-06-01", "2021-06-01", subject=None, holds=False)
    own = tie("2021-06-01", "2021-06-01", holds=False)
    assert standing(day, "front", OTHER, ties(blanket)).open
    assert not standing(day, "front", IPO, ties(own)).open
    assert standing(day, "front", IPO, ties()).open


def test_an_estimate_over_all_names_nobody() -> None:
    estimate = tie("2021", "2021", subject=None, relation="estimated", confidence="low", number=8)
    assert state("2021-06-01", estimate) == State.NOT_STATED


def test_sources_that_contradict_one_another_are_both_kept() -> None:
    yes, no = tie("2020", "2020", confidence="low"), tie("2020", "2020", holds=False)
    found = standing(date(2020, 7, 1), "front", IPO, ties(no, yes))
    assert (found.state, found.rows, found.against) == (State.STATED, (yes,), (no,))


def test_the_surest_row_speaks_for_all() -> None:
    rows = ties(
        tie("2020", "2020", relation="estimated", confidence="low"),
        tie("2019", "2021", relation="membership", confidence="medium"),
    )
    found = standing(date(2020, 7, 1), "front", IPO, rows)
    assert (found.relation, found.confidence, found.sure) == ("membership", "medium", True)


def test_a_person_stays_the_same_when_the_ward_map_changes() -> None:
    rows = ties(tie("2019", "2022", subject=ANN), tie("2024", "2024", subject=ANN_LATER))
    assert standing(date(2023, 7, 1), "front", ANN_LATER, rows).state == State.BETWEEN
    namesake = Subject("organizations", "Ann")
    assert standing(date(2020, 7, 1), "front", namesake, rows).state == State.NOT_STATED


def test_another_coalition_says_nothing() -> None:
    assert state("2020-01-01", tie("2019", "2021", coalition="rival")) == State.NOT_STATED


def test_spans_cover_the_window_without_gap_and_change_where_knowledge_does() -> None:
    rows = ties(
        tie("2018-10", "2018-10"),
        tie("2021-06-01", "2021-06-01"),
        complete("2022-01-01", "2022-01-31"),
    )
    found = spans("front", IPO, rows, date(2018, 1, 1), date(2022, 12, 31))
    assert [(f"{s.first}", f"{s.last}", s.standing.state) for s in found] == [
        ("2018-01-01", "2018-09-30", State.NOT_STATED),
        ("2018-10-01", "2018-10-31", State.STATED),
        ("2018-11-01", "2021-05-31", State.BETWEEN),
        ("2021-06-01", "2021-06-01", State.STATED),
        ("2021-06-02", "2021-12-31", State.NOT_STATED),
        ("2022-01-01", "2022-01-31", State.NOT_LISTED),
        ("2022-02-01", "2022-12-31", State.NOT_STATED),
    ]


def test_a_window_that_cuts_a_span_and_one_without_rows() -> None:
    rows = ties(tie("2018", "2022"))
    inside = spans("front", IPO, rows, date(2019, 5, 1), date(2020, 5, 1))
    assert [(s.first, s.last) for s in inside] == [(date(2019, 5, 1), date(2020, 5, 1))]
    assert spans("front", OTHER, rows, date(2019, 5, 1), date(2019, 5, 2)) == (
        Span(date(2019, 5, 1), date(2019, 5, 2), standing(date(2019, 5, 1), "front", OTHER, rows)),
    )


def test_a_period_in_words() -> None:
    assert Period("2018-10", "2018-10").words == "October 2018"
    assert Period("2019-05-20", "2020").words == "May 20, 2019 – 2020"
