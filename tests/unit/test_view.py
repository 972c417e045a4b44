"""A link restores a view, and nothing in a link can do more than that."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.analysis.coverage import COVERS, LEVELS
from geo.atlas import load_atlas
from geo.claim_tables import TOPIC_KEYS
from geo.indicators import INDICATOR_KEYS
from geo.links import from_query, link, to_query
from geo.measures import MEASURE_KEYS
from geo.own_colors import MAX_OWN
from geo.pipeline.build import release
from geo.presence import STATUSES
from geo.verdicts import VERDICT_KEYS
from geo.view import (
    AREAS,
    COLOR_MODES,
    CONTIGUITIES,
    ELECTION_KEYS,
    FIRST_DAY,
    FIRST_EVIDENCE,
    GOALS,
    LAST_DAY,
    MAJORITY_KEYS,
    MAX_BODIES,
    MAX_FIND,
    MAX_LIST,
    MAX_NAME,
    MAX_NEW,
    PLANS,
    SCHEME_KEYS,
    SHUFFLES,
    TESTED,
    View,
)
from geo.view_readers import ALLOWED, code
from geo.wards import vintages

SIDES = {key: scheme.groups for key, scheme in load_atlas().schemes.items()}
NAMES = tuple(f.name for f in fields(View))


@st.composite
def views(draw: st.DrawFn) -> View:
    scheme = draw(st.sampled_from(SCHEME_KEYS))
    chosen = draw(st.sets(st.sampled_from(STATUSES)))
    ids = st.from_regex(r"[a-z0-9-]{0,80}", fullmatch=True)
    printable = st.characters(exclude_categories=("C", "Z"), include_characters=" ")
    return View(
        map=draw(st.sampled_from([v.year for v in vintages()])),
        scheme=scheme,
        side=draw(st.sampled_from(("", *SIDES[scheme]))),
        regional=draw(st.booleans()),
        outside=draw(st.booleans()),
        status=tuple(s for s in STATUSES if s in chosen),
        outlines=draw(st.booleans()),
        labels=draw(st.booleans()),
        streets=draw(st.booleans()),
        ward=draw(st.none() | st.integers(1, 50)),
        find=draw(st.text(printable.filter(str.isprintable), max_size=MAX_FIND)),
        org=draw(ids),
        indicator=draw(st.sampled_from(INDICATOR_KEYS)),
        second=draw(st.sampled_from(INDICATOR_KEYS)),
        colors=draw(st.sampled_from(COLOR_MODES)),
        classing=draw(st.sampled_from(("quantile", "fisher_jenks", "equal", "rounded", "own"))),
        classes=draw(st.integers(3, 9)),
        breaks=draw(st.sampled_from(("", "10", "10, 20.5; 30%"))),
        palette=draw(st.sampled_from(("", "blues", "puor", "own"))),
        colors_own=draw(st.text(printable.filter(str.isprintable), max_size=MAX_OWN)),
        rings=draw(st.booleans()),
        doubt=draw(st.booleans()),
        picked=tuple(sorted(draw(st.sets(st.integers(1, 50))))),
        majority=draw(st.sampled_from(MAJORITY_KEYS)),
        day=str(draw(st.dates(FIRST_DAY, LAST_DAY))),
        bodies=tuple(draw(st.lists(ids.filter(bool), max_size=MAX_BODIES, unique=True))),
        list_a=draw(st.text(printable.filter(str.isprintable), max_size=MAX_LIST)),
        list_b=draw(st.text(printable.filter(str.isprintable), max_size=MAX_LIST)),
        election=draw(st.sampled_from(ELECTION_KEYS)),
        race=draw(ids),
        candidate=draw(ids),
        area=draw(st.sampled_from(AREAS)),
        **draw(where_next(printable.filter(str.isprintable), ids)),
    )


@st.composite
def where_next(
    draw: st.DrawFn, printable: st.SearchStrategy[str], ids: st.SearchStrategy[str]
) -> dict[str, Any]:
    """The settings of gaps, clustering and plans."""
    wards = st.sets(st.integers(1, 50)).map(lambda found: tuple(sorted(found)))
    mixes = st.sampled_from(("", "young:2", "black_share:2.population:10"))
    ranges = st.sampled_from(("", "0-10", "100-100"))
    names = st.text(printable, max_size=MAX_NAME)
    plans = st.dictionaries(st.integers(1, 50), st.sampled_from((1, -1))).map(
        lambda found: tuple(ward * found[ward] for ward in sorted(found))
    )
    return {
        "cover": draw(st.sampled_from(COVERS)),
        "beside": draw(st.booleans()),
        "since": draw(st.none() | st.integers(FIRST_EVIDENCE, LAST_DAY.year)),
        "within": draw(ids),
        "sure": draw(st.sampled_from(LEVELS)),
        "who": draw(st.sampled_from(MEASURE_KEYS)),
        "mix": draw(mixes),
        "contiguity": draw(st.sampled_from(CONTIGUITIES)),
        "tested": draw(st.sampled_from(TESTED)),
        "shuffle": draw(st.sampled_from(SHUFFLES)),
        "k": draw(st.integers(1, MAX_NEW)),
        "goal": draw(st.sampled_from(GOALS)),
        "must": draw(wards),
        "never": draw(wards),
        "each_side": draw(st.booleans()),
        "margin": draw(ranges),
        "turnout": draw(ranges),
        "weights": draw(mixes),
        "chosen": draw(wards),
        "plan": draw(st.sampled_from(PLANS)),
        "plan_a": draw(plans),
        "plan_b": draw(plans),
        "name_a": draw(names),
        "name_b": draw(names),
        "document": draw(ids),
        "topic": draw(st.sampled_from(("", *TOPIC_KEYS))),
        "verdict": draw(st.sampled_from(("", *VERDICT_KEYS))),
        "claim": draw(ids),
    }


@settings(max_examples=25)
@given(views())
def test_every_view_comes_back_from_its_link(view: View) -> None:
    assert from_query(to_query(view), SIDES) == (view, ())


@settings(max_examples=25)
@given(views(), views())
def test_a_link_means_the_same_whatever_was_shown_before(view: View, before: View) -> None:
    """Also when a default changes: a link names every setting, so nothing is left to a default."""
    assert set(to_query(view)) == set(NAMES)
    assert from_query(to_query(view), SIDES, start=before) == (view, ())


@settings(max_examples=25)
@given(views())
def test_a_link_survives_the_address_bar(view: View) -> None:
    address = urlsplit(link(view, "ward", "abc123"))
    query = dict(parse_qsl(address.query, keep_blank_values=True, strict_parsing=True))
    assert address.path == "/ward"
    assert query.pop("build") == "abc123"
    found, notices = from_query(query, SIDES, start=view)
    assert (found, notices) == (view, ())
    assert query == to_query(view, "ward")


def test_the_names_in_links_are_pinned() -> None:
    """Links of the past hold these names: a new one may come, none may go or change meaning."""
    assert to_query(View()) == {
        "map": "2015",
        "scheme": "five",
        "side": "",
        "regional": "yes",
        "outside": "no",
        "status": "active.forming.unknown",
        "outlines": "yes",
        "labels": "yes",
        "streets": "no",
        "ward": "",
        "find": "",
        "org": "",
        "indicator": "black_share",
        "second": "poverty_share",
        "colors": "one",
        "classing": "quantile",
        "classes": "5",
        "breaks": "",
        "palette": "",
        "rings": "yes",
        "doubt": "yes",
        "picked": "",
        "majority": "majority",
        "day": "2021-06-01",
        "bodies": "",
        "list_a": "",
        "list_b": "",
        "election": "2019-first",
        "race": "",
        "candidate": "",
        "area": "wards",
        "cover": "ward",
        "beside": "no",
        "since": "",
        "within": "",
        "sure": "all",
        "who": "population",
        "mix": "",
        "contiguity": "queen",
        "tested": "presence",
        "shuffle": "city",
        "k": "3",
        "goal": "most",
        "must": "",
        "never": "",
        "each_side": "no",
        "margin": "",
        "turnout": "",
        "weights": "",
        "chosen": "",
        "plan": "a",
        "plan_a": "",
        "plan_b": "",
        "name_a": "",
        "name_b": "",
        "document": "",
        "topic": "",
        "verdict": "",
        "claim": "",
        "colors_own": "",
    }


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "{% raw %}",
    "${7*7}",
    "' OR 1=1 --",
    "../../etc/passwd",
    "x" * 10_000,
    "２５",
    "٢٥",
    "²",
    "-1",
    "+1",
    "0",
    "51",
    "1e1",
    "025",
    "25 ",
    " 25",
    "25.0",
    "0x19",
    "[25]",
    "1,2",
    '{"ward": 25}',
    "None",
    "nan",
    "True",
    "YES",
    "2019",
    "\0",
    "25\0",
    "25\n",
    "\u202e52",
    "\u200f",
    "\ufeff25",
    "__class__",
)


FREE = {
    *("find", "breaks", "list_a", "list_b", "org", "bodies", "race", "candidate"),
    *("since", "within", "plan_a", "plan_b", "name_a", "name_b"),
    *("document", "claim", "colors_own"),
}
"""Fields read by their form; what they may hold has tests of its own."""


@pytest.mark.parametrize("name", [n for n in NAMES if n not in FREE])
def test_a_value_that_is_not_allowed_falls_back_with_one_notice(name: str) -> None:
    for value in HOSTILE:
        view, notices = from_query({name: value}, SIDES)
        assert (view, len(notices)) == (View(), 1), ascii(value)
        assert name in notices[0]
        assert ALLOWED[name] in notices[0]


@pytest.mark.parametrize("value", [v for v in HOSTILE if not re.fullmatch(r"[0-9.,; ]+", v)])
def test_breaks_hold_numbers_and_what_parts_them_only(value: str) -> None:
    view, notices = from_query({"breaks": value}, SIDES)
    assert (view, len(notices)) == (View(), 1)
    assert from_query({"breaks": "10%; 20.5, 30"}, SIDES) == (View(breaks="10%; 20.5, 30"), ())


BAD_PARTS = {
    "since": ("1979", "2027", "2019.5", "２０１９", "last year"),
    "within": ("UWF", "../uwf", "<b>", "a" * 81),
    "plan_a": ("51", "-0", "+12", "12.-12", "12,15", "12;15", "--12"),
    "mix": ("young", "young:", "young:-1", "young:1.", ":1", "YOUNG:1", "a:1." * 8 + "a:1"),
    "margin": ("10", "10-5", "0-101", "-1-5", "0-10%", "０-９"),
    "must": ("0", "51", "1,2", "-3"),
    "name_a": ("x" * 61, "a\nb", "\u202eb", "\0"),
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, bad in BAD_PARTS.items() for value in bad]
)
def test_a_setting_of_a_plan_is_read_by_its_form(name: str, value: str) -> None:
    view, notices = from_query({name: value}, SIDES)
    assert (view, len(notices)) == (View(), 1)
    assert ALLOWED[name] in notices[0]


def test_the_last_day_is_that_of_the_data_release() -> None:
    """Whoever dates a new release must let the pages show that day."""
    assert release()["date"] == LAST_DAY.isoformat()


def test_what_belongs_to_the_wards_of_one_map_goes_when_the_map_changes() -> None:
    planned = View(map=2015, plan_a=(12, -33), must=(3,), never=(4,), name_a="Southwest first")
    assert planned.with_(map=2023) == View(map=2023, name_a="Southwest first")


@pytest.mark.parametrize("value", ["x" * 81, "\0", "a\nb", "\u202eb", "tab\there", "\ufeff"])
def test_a_search_takes_printable_words_only(value: str) -> None:
    view, notices = from_query({"find": value}, SIDES)
    assert (view, len(notices)) == (View(), 1)


@pytest.mark.parametrize("value", ["<b>", "{{7*7}}", "=1+1", "２５", "O’Hare 'x' OR 1=1"])
def test_a_search_for_markup_is_kept_as_the_plain_text_it_is(value: str) -> None:
    assert from_query({"find": value}, SIDES) == (View(find=value), ())


@pytest.mark.parametrize("value", ["UPPER", "a b", "a/b", "é", "a" * 81, "a\n", "<b>"])
@pytest.mark.parametrize("name", ["org", "race", "candidate", "bodies", "document", "claim"])
def test_an_id_has_one_form(name: str, value: str) -> None:
    view, notices = from_query({name: value}, SIDES)
    assert (view, len(notices)) == (View(), 1)
    assert ALLOWED[name] in notices[0]


def test_a_dot_parts_coalitions_and_nothing_else() -> None:
    assert from_query({"bodies": "uwf.chicago-dsa.uwf"}, SIDES)[0].bodies == ("uwf", "chicago-dsa")
    assert from_query({"org": "uwf.chicago-dsa"}, SIDES)[0].org == ""
    many = ".".join(f"b{n}" for n in range(MAX_BODIES + 1))
    assert len(from_query({"bodies": many}, SIDES)[1]) == 1


@pytest.mark.parametrize("value", ["x" * (MAX_LIST + 1), "\0", "tab\there"])
@pytest.mark.parametrize("name", ["list_a", "list_b"])
def test_a_list_takes_printable_words_on_any_number_of_lines(name: str, value: str) -> None:
    assert len(from_query({name: value}, SIDES)[1]) == 1
    assert from_query({name: "1, 20\nGarza"}, SIDES) == (View(**{name: "1, 20\nGarza"}), ())


def test_marks_of_direction_in_a_pasted_list_are_dropped() -> None:
    assert from_query({"list_a": "\u202b1, 20\u202c\ufeff"}, SIDES) == (View(list_a="1, 20"), ())


@pytest.mark.parametrize("value", ["2015-05-17", "2027-01-01", "2021-6-1", "20210601", "today"])
def test_a_day_is_one_of_the_calendar_within_the_record(value: str) -> None:
    assert len(from_query({"day": value}, SIDES)[1]) == 1


def test_another_election_or_race_lets_go_of_what_belonged_to_the_last() -> None:
    view = View(election="2019-first", race="ward-33", candidate="deb-mell")
    assert view.with_(race="ward-25").candidate == ""
    assert view.with_(election="2023-runoff") == View(election="2023-runoff")


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=200)))
def test_no_text_can_break_the_reader(query: dict[str, str]) -> None:
    view, notices = from_query(query, SIDES)
    assert from_query(to_query(view), SIDES) == (view, ())
    assert len(notices) <= len(query)
    for told in notices:
        assert told.isprintable()
        assert len(told) < 300


@given(st.dictionaries(st.text().filter(lambda name: name not in NAMES), st.text()))
def test_names_that_are_not_settings_are_ignored(query: dict[str, str]) -> None:
    """Sites add their own to a link; they are no fault of the reader's."""
    assert from_query(query, SIDES) == (View(), ())


def test_one_bad_value_costs_no_other_setting() -> None:
    view, notices = from_query({"map": "2023", "ward": "99", "labels": "no"}, SIDES)
    assert view == View(map=2023, labels=False)
    assert len(notices) == 1


def test_a_long_value_is_not_repeated_in_full() -> None:
    [told] = from_query({"ward": "7" * 10_000}, SIDES)[1]
    assert len(told) < 200


def test_statuses_are_a_set_in_a_fixed_order() -> None:
    view, _ = from_query({"status": "unknown.active.unknown"}, SIDES)
    assert view.status == ("active", "unknown")
    assert from_query({"status": ""}, SIDES) == (View(status=()), ())


def test_a_side_belongs_to_its_scheme() -> None:
    nine, five = {"scheme": "nine", "side": "far-north"}, {"scheme": "five", "side": "far-north"}
    assert from_query(nine, SIDES) == (View(scheme="nine", side="Far North"), ())
    view, notices = from_query(five, SIDES)
    assert view == View(scheme="five")
    assert len(notices) == 1


def test_another_scheme_drops_a_side_it_lacks_without_blaming_the_link() -> None:
    before = View(scheme="nine", side="Far North")
    assert from_query({"scheme": "five"}, SIDES, start=before) == (View(scheme="five"), ())


def test_what_a_link_does_not_name_stays() -> None:
    before = View(map=2023, ward=7)
    assert from_query({"labels": "no"}, SIDES, start=before)[0] == before.with_(labels=False)


def test_sides_have_different_names_in_a_link() -> None:
    for groups in SIDES.values():
        assert len({code(group) for group in groups}) == len(groups)


def test_the_scheme_names_in_links_are_those_of_the_table() -> None:
    assert set(SCHEME_KEYS) == set(SIDES)


def test_options_are_the_part_that_counts() -> None:
    options = View(regional=False, outside=True, status=("active",)).options
    assert (options.regional, options.outside, options.statuses) == (False, True, ("active",))
