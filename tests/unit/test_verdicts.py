"""Verdicts from findings made by hand."""

from __future__ import annotations

import pytest

from geo.claim_records import (
    DOCUMENT,
    Claim,
    ClaimError,
    Finding,
    Stated,
    settings_of,
    span_words,
)
from geo.claims import judged
from geo.verdicts import (
    CANNOT,
    DEPENDS,
    FAILS,
    HOLDS,
    INCONSISTENT,
    Agrees,
    Turn,
    agreement,
    turning,
    verdict,
)

SEVEN = Stated(7, 7, "", "")
HALF = Stated(50, 100, "at least half", "%")
YES, NO, OPEN = Agrees.YES, Agrees.NO, Agrees.OPEN


def at(low: float | None, high: float | None = None, *choices: str, basis: str = "data") -> Finding:
    """A finding; without a second number it is exact. Choices are of the things 1, 2 …"""
    named = tuple((f"thing {n}", choice) for n, choice in enumerate(choices, start=1))
    return Finding(named, "", low, low if high is None else high, basis=basis)


@pytest.mark.parametrize(
    ("stated", "finding", "expected"),
    [
        (SEVEN, at(7), YES),
        (SEVEN, at(6), NO),
        (SEVEN, at(5, 9), OPEN),
        (SEVEN, Finding((), ""), OPEN),
        (Stated(10, 11, "", ""), at(10, 11), YES),
        (Stated(10, 11, "", ""), at(11, 12), OPEN),
        (Stated(20, None, "", ""), at(21), YES),
        (Stated(20, None, "", ""), at(4), NO),
        (Stated(20, None, "", ""), Finding((), "", 4, None), OPEN),
        (Stated(20, None, "", ""), Finding((), "", 20, None), YES),
        (HALF, at(10, 75), OPEN),
        (HALF, at(10, 49), NO),
        (HALF, at(49.5), YES),
        (Stated(34, 34, "", "%"), at(34.6), NO),
        (Stated(34, 34, "", "%"), at(33.5), YES),
        (SEVEN, at(7.4), NO),
    ],
)
def test_a_number_agrees_if_all_it_may_be_is_in_the_range(
    stated: Stated, finding: Finding, expected: Agrees
) -> None:
    assert agreement(stated, "count", finding) is expected


def test_answers_are_a_set_unless_they_are_an_order() -> None:
    stated = Stated(None, None, "White; Latino; Black", "")
    turned = Finding((), "", answer="latino; white; Black")
    assert agreement(stated, "conflict", turned) is YES
    assert agreement(stated, "order", turned) is NO
    assert agreement(stated, "order", Finding((), "", answer="white; latino; black")) is YES


@pytest.mark.parametrize(
    ("findings", "key"),
    [
        ([at(7), at(7)], HOLDS),
        ([at(6), at(8)], FAILS),
        ([at(7), at(8)], DEPENDS),
        ([at(7), at(5, 9)], DEPENDS),
        ([at(5, 9), at(8)], CANNOT),
        ([at(5, 9)], CANNOT),
        ([], CANNOT),
    ],
)
def test_the_five_verdicts(findings: list[Finding], key: str) -> None:
    assert verdict(SEVEN, "count", findings).key == key


def test_a_document_can_contradict_itself_but_not_bear_itself_out() -> None:
    assert verdict(SEVEN, "count", [at(7, basis=DOCUMENT)]).key == CANNOT
    assert verdict(SEVEN, "count", [at(6, basis=DOCUMENT)]).key == INCONSISTENT
    assert verdict(SEVEN, "count", [at(7), at(6, basis=DOCUMENT)]).key == INCONSISTENT
    assert verdict(SEVEN, "count", [at(6), at(7, basis=DOCUMENT)]).key == FAILS


def test_documents_that_state_the_contrary_are_settled_by_data_if_there_are_any() -> None:
    assert verdict(SEVEN, "count", [], contradicted=True).key == INCONSISTENT
    assert verdict(SEVEN, "count", [at(5, 9)], contradicted=True).key == INCONSISTENT
    assert verdict(SEVEN, "count", [at(7)], contradicted=True).key == HOLDS
    assert verdict(SEVEN, "count", [at(8)], contradicted=True).key == FAILS


def test_a_verdict_turns_on_what_alone_makes_the_difference() -> None:
    grid = [
        at(7, None, "in", "old"),
        at(8, None, "out", "old"),
        at(7, None, "in", "new"),
        at(8, None, "out", "new"),
    ]
    found = verdict(SEVEN, "count", grid)
    assert found.turns == (Turn("thing 1", (("in", YES), ("out", NO))),)


def test_what_other_choices_decide_has_no_answer_of_its_own() -> None:
    told = [(at(7, None, "in", "old"), YES), (at(8, None, "out", "old"), NO)]
    told += [(at(8, None, "in", "new"), NO), (at(8, None, "out", "new"), NO)]
    assert turning(told) == (
        Turn("thing 1", (("in", None), ("out", NO))),
        Turn("thing 2", (("old", None), ("new", NO))),
    )


def test_what_only_one_definition_is_made_of_is_no_choice() -> None:
    told = [(at(7, None, "in"), YES), (at(8, None, "out", "old"), NO)]
    assert turning(told) == (Turn("thing 1", (("in", YES), ("out", NO))),)


def test_numbers_in_words() -> None:
    assert Stated(30, 40, "", "%").words == "30% to 40%"
    assert Stated(51, 100, "more than half", "%").words == "more than half"
    assert span_words(None, 5) == "at most 5"
    assert span_words(1 / 3 * 100, 1 / 3 * 100, "%") == "33.3%"
    assert Finding((), "").value_words("") == "not known"


def test_settings_of_a_cell() -> None:
    assert settings_of("map=2015; scheme = five") == {"map": "2015", "scheme": "five"}
    assert settings_of("") == {}


def claim(**meant: str) -> Claim:
    told = dict.fromkeys(
        ("topic", "statement", "untested", "counts", "check", "reason", "page"), ""
    )
    named = {about.replace("_", " "): tuple(choice.split("|")) for about, choice in meant.items()}
    return Claim(
        id="c",
        documents=(),
        kind="count",
        stated=SEVEN,
        of={},
        meant=named,
        would_change="",
        settings={},
        contradicts=(),
        **told,
    )


def test_definitions_a_statement_rules_out_decide_nothing() -> None:
    findings = (at(7, 7, "x", "y"), at(9, 9, "x", "z"), at(8, 8, "w"))
    assert judged(claim(), findings).verdict.key == DEPENDS
    told = judged(claim(thing_2="y"), findings)
    assert told.verdict.key == DEPENDS  # the third says nothing of thing 2
    assert told.meant == (findings[0], findings[2])
    assert judged(claim(thing_1="x", thing_2="y"), findings).verdict.key == HOLDS
    assert judged(claim(thing_1="w"), findings).verdict.key == FAILS
    assert judged(claim(thing_1="w|x", thing_2="z"), findings).verdict.key == FAILS
    assert told.findings == findings  # all are shown


@pytest.mark.parametrize(
    ("meant", "said"), [({"thing_3": "y"}, "thing 3"), ({"thing_1": "nothing"}, "these choices")]
)
def test_a_choice_no_definition_has_is_named(meant: dict[str, str], said: str) -> None:
    with pytest.raises(ClaimError, match=f"column meant.*{said}.*thing 1, thing 2"):
        judged(claim(**meant), (at(7, 7, "x", "y"),))
