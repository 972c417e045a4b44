"""The page of statements: filters, one statement with its map, a sentence to copy."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from geo.claim_tables import TOPIC_KEYS
from geo.verdicts import VERDICT_KEYS, VERDICT_WORDS
from tests.app.visits import bodies, headline, map_state, rows, visit, words

MARKUP = '<img src=x onerror="window.hacked=1">'
STATEMENTS = rows("reference/claims.csv")


def text(at: AppTest) -> str:
    return " ".join(words(b) for b in bodies(at))


def overview(at: AppTest) -> list[str]:
    (table,) = [b for b in bodies(at) if "atlas-overview" in b]
    return [words(row) for row in re.findall(r"<tr.*?</tr>", table)][1:]


def test_the_headline_counts_every_verdict() -> None:
    at = visit("claims")
    numbers = [int(n) for n in re.findall(r"\d+", headline(at))]
    assert numbers[0] == len(STATEMENTS) == len(overview(at)) == sum(numbers[1:])


@pytest.mark.parametrize("topic", TOPIC_KEYS)
def test_a_topic_shows_its_statements_and_no_other(topic: str) -> None:
    at = visit("claims", topic=topic)
    assert not at.exception
    mine = [r for r in STATEMENTS if r["topic"] == topic]
    shown = overview(at)
    assert len(shown) == len(mine) > 0
    for row, told in zip(mine, shown, strict=True):
        assert told.startswith(row["id"].upper())
        assert row["statement"] in told


def test_filters_work_together() -> None:
    at = visit("claims", document="news-post-2018", verdict="fails")
    assert all(VERDICT_WORDS["fails"] in row for row in overview(at))
    assert {row.split()[0] for row in overview(at)} == {"K07", "K08-NAMES"}


@pytest.mark.parametrize("key", VERDICT_KEYS)
def test_a_verdict_without_a_statement_is_an_honest_empty_page(key: str) -> None:
    at = visit("claims", verdict=key)
    assert not at.exception
    assert bool(overview(at)) == ("No statement" not in headline(at))


@pytest.mark.parametrize("row", STATEMENTS, ids=lambda r: r["id"])
def test_every_statement_opens_with_its_map_and_a_sentence(row: dict[str, str]) -> None:
    at = visit("claims", claim=row["id"])
    assert not at.exception
    assert row["statement"] in text(at)
    assert row["would_change"] in text(at)
    sentence = next(c.value for c in at.code if row["id"].upper() in c.value)
    assert row["statement"].rstrip(".") in sentence
    assert f"claim={row['id']}" in sentence
    assert "data release" in sentence
    settings = dict(p.strip().split("=") for p in row["settings"].split(";") if p.strip())
    if row["page"] == "directory":
        assert not at.get("component_instance")
    else:
        assert map_state(at)["vintage"] == int(settings.get("map", "2015"))


def test_the_table_of_definitions_says_which_hold() -> None:
    at = visit("claims", claim="p09")
    (table,) = [b for b in bodies(at) if "petitions" in b and "atlas-wide" in b]
    told = [words(row) for row in re.findall(r"<tr>(<td.*?)</tr>", table)]
    assert [" does not hold " in row for row in told] == [True, False]
    assert "2019: 160 candidates" in told[0]
    assert "2019: 212 candidates" in told[1]


def test_a_definition_the_statement_rules_out_is_shown_and_decides_nothing() -> None:
    at = visit("claims", claim="k02-berrios")
    (table,) = [b for b in bodies(at) if "96.7%" in b and "atlas-wide" in b and "Definition" in b]
    told = [words(row) for row in re.findall(r"<tr>(<td.*?)</tr>", table)]
    assert ["another question" in row for row in told] == [False, False, True]
    assert "35%" in told[2]
    assert "34%" in told[0]
    assert "It holds under both definitions tried." in text(at)
    assert "1 more definition below answers another question." in text(at)


def test_what_no_check_covers_is_said_beside_the_verdict_and_in_the_sentence_to_copy() -> None:
    at = visit("claims", claim="k12")
    assert "Not checked: How thin a margin is thin" in text(at)
    assert any("Not checked: How thin" in c.value for c in at.code)


def test_a_statement_outside_the_filters_opens_with_a_word() -> None:
    assert "E01 is open, though the filters do not show it." in text(
        visit("claims", claim="e01", topic="race")
    )
    assert "though the filters" not in text(visit("claims", claim="e01", topic="wards"))


def test_a_choice_in_the_page_changes_the_statement_and_the_link() -> None:
    at = visit("claims")
    at.selectbox(key="control_topic").set_value("race").run()
    assert at.query_params["topic"] == "race"
    at.selectbox(key="control_claim").set_value("e15").run()
    assert at.query_params["claim"] == "e15"
    assert "predominantly Black" in text(at)
    assert "Greater Austin IPO" in text(at)
    at.selectbox(key="control_topic").set_value("sides").run()
    assert at.query_params["claim"] == ""
    assert "North and Northwest" in text(at)


def test_a_statement_of_a_link_is_shown_whatever_the_filters_leave() -> None:
    at = visit("claims", topic="race", claim="k01")
    assert "Tuesday, March 20, 2018" in text(at)
    assert at.selectbox(key="control_claim").value == "k01"


@pytest.mark.parametrize("name", ["document", "claim"])
def test_an_unknown_id_gets_a_notice(name: str) -> None:
    at = visit("claims", **{name: "nobody"})
    (warning,) = at.warning
    assert name in warning.value
    assert len(overview(at)) == len(STATEMENTS)


@pytest.mark.parametrize("name", ["document", "topic", "verdict", "claim"])
def test_a_hostile_link_gets_a_notice_and_the_usual_page(name: str) -> None:
    at = visit("claims", **{name: MARKUP})
    assert not at.exception
    assert len(at.warning) == 1
    assert MARKUP not in "".join(bodies(at))
    assert headline(at) == headline(visit("claims"))


def test_contradictions_are_a_section_of_their_own() -> None:
    at = visit("claims", topic="sides")
    (table,) = [b for b in bodies(at) if "What to make of it" in b]
    for name in ("P24", "K10", "K10-SHE", "E09", "K08-FIRST"):
        assert f'data-label="Id">{name}</td>' in table
