"""Suggestions: which committee may be whose, why, and that none is ever a link by itself."""

from __future__ import annotations

import csv
from dataclasses import replace

import pandas as pd
import pytest

from geo.committee_matches import Link, Registry, registry, suggest
from geo.committee_words import (
    committee_facts,
    committee_sheet,
    rejected_words,
    row_to_add,
    sheet_alt,
    standing_words,
)
from geo.committees import KEPT, Committee
from geo.organisations import Organisation
from geo.sheets import to_csv

IPO22 = Organisation(
    id="ipo-22",
    label="22nd Ward Independent Political Organization",
    named=True,
    name_confidence="high",
    kind="ward",
    status="unknown",
    founded_from="",
    founded_to="",
    last_evidence="",
    website="",
    in_essay=True,
    note="",
    source_ids=(),
    homes=((2015, 22),),
    areas=(),
)
UNITED = replace(
    IPO22, id="un35", label="The United Neighbors of the 35th Ward", homes=((2015, 35),)
)
UNNAMED = replace(
    IPO22,
    id="unnamed-10",
    label="Organization in ward 10 (name not found)",
    named=False,
    homes=((2015, 10),),
)
AUSTIN = replace(IPO22, id="austin", label="Greater Austin IPO", kind="regional", homes=())
EVERYBODY = (IPO22, UNITED, UNNAMED, AUSTIN)


def committee(number: int, name: str, **changes: str) -> Committee:
    made = Committee(str(number), name, "yes", "2019-07-01", "2018-02-03", "", "", "2026-11-03")
    return replace(made, **changes)


def reasons(organisation: Organisation, *committees: Committee) -> list[tuple[str, str]]:
    found = suggest([organisation], committees).get(organisation.id, ())
    return [(one.committee.id, one.reason) for one in found]


@pytest.mark.parametrize(
    ("organisation", "name", "reason"),
    [
        (IPO22, "22ND WARD INDEPENDENT POLITICAL ORGANIZATION", "same name"),
        (IPO22, "Twenty-Second Ward Independent Political Organisation", "same name without"),
        (IPO22, "22nd Ward I.P.O.", "same name without “Independent Political Organization”"),
        (IPO22, "22nd Ward IPO Committee", "same name but for words such as"),
        (IPO22, "Progressive 22nd Ward IPO", "same ward number (22nd), and called"),
        (IPO22, "22nd Ward Working Families", "same ward number (22nd), nothing else"),
        (UNITED, "United Neighbors of the 35th Ward", "same name but for words such as"),
        (UNITED, "Political Action United Neighbors 35th Ward PAC", "same name but for"),
        (UNITED, "United Neighbors of the 35th Ward and Friends", "holds the organization’s name"),
        (UNNAMED, "10th Ward IPO", "same ward number (10th), and called"),
        (AUSTIN, "Greater Austin Independent Political Organization", "same name without"),
        (AUSTIN, "Committee for Greater Austin Jobs", "holds the organization’s name"),
    ],
)
def test_a_reason_in_words(organisation: Organisation, name: str, reason: str) -> None:
    ((_, said),) = reasons(organisation, committee(1, name))
    assert reason in said


@pytest.mark.parametrize(
    ("organisation", "name"),
    [
        (IPO22, "23rd Ward IPO"),
        (IPO22, "22nd Ward Regular Democratic Organization"),
        (IPO22, "Friends of Somebody for 22nd Ward Alderman"),
        (IPO22, "Somebody for Alderman of the 22nd Ward"),
        (IPO22, "Republicans of the 22nd Ward"),
        (IPO22, "Independent Political Organization of Peoria"),
        (UNITED, "United Neighbors"),
        (UNNAMED, "Organization in ward 11 (name not found)"),
        (AUSTIN, "Austin IPO"),
    ],
)
def test_no_reason_no_suggestion(organisation: Organisation, name: str) -> None:
    assert reasons(organisation, committee(1, name)) == []


def test_what_is_left_of_a_ward_ipo_proves_nothing_about_another_ward_group() -> None:
    """ "22nd Ward" is left of both names; only the ward number is the same."""
    ((_, said),) = reasons(IPO22, committee(1, "The 22nd Ward Committee"))
    assert said == "same ward number (22nd), nothing else"


def test_a_number_given_after_the_ward_map_ended_may_be_other_land() -> None:
    before = committee(1, "10th Ward IPO", created="2023-05-14")
    after = committee(2, "10th Ward IPO", created="2023-05-15")
    unknown = committee(3, "10th Ward IPO", created="")
    said = dict(reasons(UNNAMED, before, after, unknown))
    assert "may be other land" in said["2"]
    assert "2015 ward map ended" in said["2"]
    assert "land" not in said["1"] + said["3"]


def test_the_best_reason_first_and_active_ones_before_others() -> None:
    found = reasons(
        IPO22,
        committee(5, "22nd Ward Club"),
        committee(4, "22nd Ward IPO", active="no"),
        committee(3, "22nd Ward IPO", active=""),
        committee(2, "22nd Ward IPO"),
        committee(1, "22nd Ward Independent Political Organization", active="no"),
    )
    assert [number for number, _ in found] == ["1", "2", "3", "4", "5"]


def test_what_was_decided_is_not_suggested_again() -> None:
    committees = [committee(1, "22nd Ward IPO"), committee(2, "22nd Ward Club")]
    other = replace(IPO22, id="other", label="Other 22nd Ward Group")
    links = [
        Link("ipo-22", "1", "confirmed", "Same officers.", ""),
        Link("ipo-22", "2", "rejected", "A sports club.", ""),
    ]
    found = suggest([IPO22, other], committees, links)
    assert "ipo-22" not in found
    assert [one.committee.id for one in found["other"]] == ["2"], "1 has an owner"


def made(*committees: Committee, links: tuple[Link, ...] = ()) -> Registry:
    table = pd.DataFrame([vars(c) for c in committees], columns=KEPT, dtype=str)
    columns = list(Link.__dataclass_fields__)
    decided = pd.DataFrame([vars(link) for link in links], columns=columns, dtype=str)
    return registry(table, decided, {o.id: o for o in EVERYBODY})


def test_nothing_is_confirmed_without_a_decision() -> None:
    same = committee(1, IPO22.label)
    standing = made(same).of("ipo-22")
    assert standing.confirmed == ()
    assert [one.committee for one in standing.suggested] == [same]
    link = Link("ipo-22", "1", "confirmed", "Named so on its site.", "")
    standing = made(same, links=(link,)).of("ipo-22")
    assert standing.confirmed == ((link, same),)
    assert standing.suggested == ()


def test_a_copy_without_the_list() -> None:
    empty = made()
    assert not empty.at_hand
    assert empty.of("ipo-22").suggested == ()
    link = Link("ipo-22", "1", "confirmed", "Named so on its site.", "")
    assert made(links=(link,)).of("ipo-22").confirmed == ((link, None),)
    assert empty.of("nobody").confirmed == ()


def test_the_row_to_add_is_one_line_of_the_table() -> None:
    odd = committee(7, '22nd Ward "IPO", 2nd try')
    (one,) = suggest([IPO22], [odd])["ipo-22"]
    (cells,) = csv.reader([row_to_add("ipo-22", one)])
    note = "Same ward number (22nd), and called an independent political organization."
    assert cells == ["ipo-22", "7", "confirmed", note, ""]


def test_facts_say_what_is_not_known() -> None:
    bare = committee(9, "5th Ward IPO", active="", status_date="", created="")
    facts = dict(committee_facts(bare))
    assert facts == {
        "Registered as": "5th Ward IPO",
        "Number": "9",
        "Status": "not known: its mark was not understood (list of November 3, 2026)",
        "Registered on": "not given",
        "Party mark": "not given here",
        "Purpose": "not given here",
    }
    full = dict(committee_facts(committee(9, "5th Ward IPO", active="no", party="Democratic")))
    assert full["Status"] == "not active since July 1, 2019 (list of November 3, 2026)"
    assert full["Registered on"] == "February 3, 2018"
    assert full["Party mark"] == "Democratic"


def test_words_on_a_standing() -> None:
    link = Link("ipo-22", "1", "confirmed", "Named so on its site.", "")
    other = replace(link, committee_id="2")
    one = made(committee(1, "A"), links=(link,))
    assert standing_words(one, IPO22).startswith("1 committee is")
    assert standing_words(made(committee(1, "A"), links=(link, other)), IPO22).startswith("2 comm")
    assert "or none" in standing_words(one, AUSTIN)
    assert rejected_words(link, committee(1, "A")) == "A, no. 1: Named so on its site."
    assert rejected_words(replace(link, note=""), None) == "No. 1"


def test_the_table_has_every_committee_and_says_how_it_was_matched() -> None:
    link = Link("austin", "3", "confirmed", "Named so on its site.", "")
    everything = made(
        committee(1, "=1+1"),
        committee(2, "22nd Ward IPO", active="no"),
        committee(3, "Greater Austin IPO", active=""),
        links=(link,),
    )
    sheet = committee_sheet(everything, {o.id: o for o in EVERYBODY})
    found = [(r["Number"], r["Active"], r["Organization"], r["Match"]) for r in sheet.rows]
    assert found == [
        ("1", "yes", "", ""),
        (
            "2",
            "no",
            IPO22.label,
            "suggested: same name without “Independent Political Organization” or “IPO”",
        ),
        ("3", "not understood", "Greater Austin IPO", "confirmed"),
    ]
    assert "'=1+1" in to_csv(sheet).decode("utf-8-sig")
    alt = sheet_alt(everything)
    assert "3 committees" in alt
    assert "1 active, 1 confirmed" in alt
    assert "November 3, 2026" in alt
