"""The page of plans as a visitor uses it: picking wards, two plans, names, links, bad input."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.palettes import PLAN_KEYS
from geo.view import MAX_NAME
from tests.app.visits import ROOT, bodies, headline, map_state, numbers, plain_tables, visit, words

MARKUP = '<img src=x onerror="window.hacked=1">'
LEVELS = ("certain", "likely", "all")
ALL_WARDS = set(range(1, 51))


def on_map(at: AppTest, *keys: str) -> set[int]:
    """Wards drawn as these kinds."""
    drawn = map_state(at)["ward_class"]
    return {w for w, k in enumerate(drawn, start=1) if PLAN_KEYS[k] in keys}


def said(at: AppTest) -> str:
    return " ".join(words(body) for body in bodies(at))


def picker(at: AppTest, name: str) -> Any:
    """The control of a part of a field; its key ends in a number that counts outside changes."""
    (found,) = [m for m in at.multiselect if re.fullmatch(rf"control_{name}_\d+", m.key)]
    return found


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def plan(at: AppTest) -> tuple[tuple[int, ...], tuple[int, ...]]:
    view = at.session_state["view"]
    return view.plan_a, view.plan_b


def processed(name: str, year: int) -> pd.DataFrame:
    table = pd.read_csv(ROOT / f"data/processed/{name}.csv")
    return table[table["vintage"] == year] if "vintage" in table else table


def homes_2015() -> dict[int, str]:
    """Wards of the 2015 map with a ward organization of the essay, by how sure we are: worked out
    from the directory's own columns, as the page of methods describes it."""
    listed = pd.read_csv(ROOT / "data/reference/organisations.csv", dtype=str).fillna("")
    places = pd.read_csv(ROOT / "data/reference/footprints.csv", dtype=str).fillna("")
    places = places[(places["vintage"] == "2015") & (places["ward"] != "")]
    both = places.merge(listed, left_on="organisation_id", right_on="id")
    both = both[(both["in_essay"] == "yes") & (both["kind"] == "ward")]
    both = both[both["status"].isin(["active", "forming", "unknown"])]
    found: dict[int, str] = {}
    for row in both.to_dict("records"):
        named = row["name_confidence"] in ("high", "medium")
        fresh = row["status"] in ("active", "forming")
        of_name = LEVELS.index("certain" if named and fresh else "likely" if named else "all")
        of_place = {"high": 0, "medium": 1}.get(row["confidence"], 2)
        level, ward = LEVELS[max(of_name, of_place)], int(row["ward"])
        found[ward] = min(found.get(ward, "all"), level, key=LEVELS.index)
    return found


def test_the_page_opens_with_what_there_is_today() -> None:
    at = visit("plans")
    assert not at.exception
    homes = homes_2015()
    assert on_map(at, "certain", "likely", "all") == set(homes)
    assert on_map(at, "certain") == {w for w, level in homes.items() if level == "certain"}
    assert numbers(headline(at))[:2] == [len(homes), 50]
    assert on_map(at, "added", "taken", "newly") == set()
    assert at.radio(key="control_plan").value == "a"


A, B = {16, 20, -33}, {16, 21}


def test_every_counter_is_the_sum_of_the_published_tables() -> None:
    """Recomputed with plain pandas: neighbors, people, a group and a sampled figure, at each level,
    today and under two plans."""
    written = {f"plan_{n}": ".".join(map(str, p)) for n, p in (("a", A), ("b", B))}
    at = visit("plans", **written, who="poverty_share", beside="yes")
    table = plain_tables(bodies(at))[1]
    near = processed("neighbours", 2015)
    near = near[near["border_m"] > 0]
    people = processed("ward_population", 2015).set_index("ward")["population"]
    shares = processed("indicators_2015", 2015).set_index("ward")
    bases = processed("share_bases", 2015).set_index("ward")

    def counted(wards: set[int], key: str) -> float:
        rows = sorted(wards)
        if key == "population":
            return float(people[rows].sum())
        found = shares.loc[rows, key] * bases.loc[rows, f"{key}_base"]
        # Groups are full counts: five decimals of a share are enough to find the whole number.
        return float((found.round() if key == "black_share" else found).sum())

    level_of = homes_2015()
    for at_level, level in enumerate(LEVELS):
        today = {w for w, of in level_of.items() if LEVELS.index(of) <= at_level}
        plans = {"Today": today}
        for name, changes in (("Plan A", A), ("Plan B", B)):
            plans[name] = (today | {n for n in changes if n > 0}) - {-n for n in changes}
        for name, wards in plans.items():
            wide = wards | set(near[near["ward"].isin(wards)]["neighbour"])
            expected = {
                ("Wards", "organized"): len(wards),
                ("Wards", "organized or beside one"): len(wide),
                ("People, 2020", "in an organized ward"): counted(wards, "population"),
                ("People, 2020", "in or beside one"): counted(wide, "population"),
                ("People in poverty", "in or beside one"): counted(wide, "poverty_share"),
                ("Black", "Of these, in or beside one"): counted(wide, "black_share"),
                ("Rented homes", "Of these, in or beside one"): counted(wide, "renter_share"),
            }
            rows = table[table["How sure of today’s organizations"] == level]
            shown = {(r["What"], r["Where"]): r[name] for r in rows.to_dict("records")}
            for key, value in expected.items():
                assert shown[key] == pytest.approx(value, abs=1), (level, name, key)


def test_the_counters_show_the_same_figures_rounded() -> None:
    at = visit("plans", plan_a="16")
    people = processed("ward_population", 2015).set_index("ward")["population"]
    homes = homes_2015()
    (counters, groups) = (b for b in bodies(at) if "atlas-counters" in b)
    today = int(people[sorted(homes)].sum())
    for expected in (today, today + int(people[16])):
        assert f"<b>{round(expected, -2):,}</b>" in counters
    assert f"+{round(int(people[16]), -2):,}" in counters
    assert "Rented homes" in groups
    assert "Plan B" not in counters  # nothing is planned there


def test_wards_are_added_and_taken_away_with_the_pickers() -> None:
    at = visit("plans")
    picker(at, "plan_a_added").set_value([16, 21]).run()
    assert plan(at) == ((16, 21), ())
    assert on_map(at, "added") == {16, 21}
    picker(at, "plan_a_taken").set_value([33]).run()
    assert plan(at) == ((16, 21, -33), ())
    assert on_map(at, "taken") == {33}
    picker(at, "plan_a_taken").set_value([33, 21]).run()
    assert plan(at) == ((16, -21, -33), ())
    picker(at, "plan_a_added").set_value([]).run()
    assert plan(at) == ((-21, -33), ())
    assert not at.exception


def test_what_a_browser_has_not_heard_of_yet_undoes_nothing() -> None:
    """A plan changed elsewhere gets a picker of its own, so the old one's late value means
    nothing; a picker that made the change itself is left in place, open as it is."""
    at = visit("plans", ward="16")
    before = picker(at, "plan_a_added").key
    picker(at, "plan_a_added").set_value([21]).run()
    assert picker(at, "plan_a_added").key == before
    press(at, "plans_ward")
    assert plan(at) == ((16, 21), ())
    assert picker(at, "plan_a_added").key != before
    assert picker(at, "plan_a_added").value == [16, 21]


def test_the_button_of_the_chosen_ward_does_what_a_press_on_the_map_does() -> None:
    at = visit("plans", ward="16", plan="b")
    label = at.button(key="plans_ward").label
    assert label == "Add an organization in ward 16 (plan B)"
    press(at, "plans_ward")
    assert plan(at) == ((), (16,))
    assert at.button(key="plans_ward").label == "Leave ward 16 as it is (plan B)"
    press(at, "plans_ward")
    assert plan(at) == ((), ())
    at = visit("plans", ward="33")
    assert at.button(key="plans_ward").label == "Take ward 33’s organization away (plan A)"
    press(at, "plans_ward")
    assert plan(at) == ((-33,), ())


def test_copy_swap_and_clear() -> None:
    at = visit("plans", plan_a="16.-33", name_a="South", name_b="West")
    press(at, "plans_copy")
    assert plan(at) == ((16, -33), (16, -33))
    assert "Plans A and B are the same." in said(at)
    assert at.button(key="plans_copy").disabled
    at.radio(key="control_plan").set_value("b").run()
    picker(at, "plan_b_added").set_value([5]).run()
    press(at, "plans_swap")
    view = at.session_state["view"]
    assert plan(at) == ((5, -33), (16, -33))
    assert (view.name_a, view.name_b) == ("West", "South")
    press(at, "plans_clear")
    assert plan(at) == ((5, -33), ())
    assert at.session_state["view"].name_b == ""


def test_the_other_plan_is_outlined_and_the_edited_one_filled() -> None:
    at = visit("plans", plan_a="16.-33", plan_b="5.-25", plan="a")
    assert on_map(at, "added") == {16}
    assert map_state(at)["rings"] == [[5], [25]]
    at.radio(key="control_plan").set_value("b").run()
    assert on_map(at, "added") == {5}
    assert map_state(at)["rings"] == [[16], [33]]


def test_a_press_and_every_control_are_sent_ahead() -> None:
    """What the map draws at once: 16 would be added, 33 taken away, 17 left as it is again."""
    at = visit("plans", plan_a="17")
    presses = [PLAN_KEYS[k] for k in map_state(at)["presses"]]
    assert (presses[15], presses[32], presses[16]) == ("added", "taken", "none")
    coming = {(s["control"], s["choice"]): s["changes"] for s in map_state(at)["ahead"]}
    assert {c for c, _ in coming} >= {
        f"control_{name}" for name in ("plan", "sure", "cover", "map", "beside", "outside")
    }
    other = coming["control_plan", 1]
    assert PLAN_KEYS[other["ward_class"][16]] != "added"
    assert other["rings"] == [[17], []]
    certain = coming["control_sure", 0]["ward_class"]
    assert PLAN_KEYS[certain[10]] == "left_out"  # ward 11's organization is likely, not certain
    assert len(str(map_state(at))) < 16_000


def test_the_link_restores_everything() -> None:
    at = visit("plans", map="2023")
    picker(at, "plan_a_added").set_value([8, 16]).run()
    at.text_input(key="control_name_a").set_value("South Side first").run()
    at.radio(key="control_plan").set_value("b").run()
    picker(at, "plan_b_taken").set_value([33]).run()
    picker(at, "mix_keys").set_value(["black_share", "latino_share"]).run()
    at.toggle(key="control_beside").set_value(True).run()
    at.radio(key="control_sure").set_value("likely").run()
    assert not at.exception
    view = at.session_state["view"]
    assert (view.plan_a, view.plan_b, view.mix) == (
        (8, 16),
        (-33,),
        "black_share:1.latino_share:1",
    )
    again = visit("plans", **at.query_params)
    assert again.session_state["view"] == view
    assert headline(again) == headline(at)
    assert "Black and Latino Chicagoans" in headline(at)
    assert map_state(again) == map_state(at)
    assert not again.warning


def test_another_ward_map_clears_the_plans_says_so_and_back_brings_them_back() -> None:
    at = visit("plans", plan_a="16", plan_b="-33")
    assert "clears both plans" in " ".join(c.value for c in at.caption)
    earlier = dict(at.query_params)
    at.radio(key="control_map").set_value(2023).run()
    assert plan(at) == ((), ())
    (warning,) = at.warning
    assert "Plans A and B are cleared" in warning.value
    assert "Back button" in warning.value
    at.query_params = earlier  # what the back button sends
    at.run()
    assert plan(at) == ((16,), (-33,))
    assert at.session_state["view"].map == 2015
    assert not at.warning


@pytest.mark.parametrize("year", ["2015", "2023"])
def test_a_plan_that_changes_nothing_is_kept_and_said(year: str) -> None:
    at = visit("plans", map=year, plan_a="33.-5.12")
    assert not at.exception
    assert not at.warning
    assert plan(at)[0] == (-5, 12, 33)
    assert "Ward 33 has one already; adding it changes nothing (plan A)." in said(at)
    assert "Ward 5 has none listed; taking it away changes nothing (plan A)." in said(at)
    assert "Ward 12 has one already, though not for certain" in said(at)


@pytest.mark.parametrize(
    ("settings", "answer"),
    [
        ({"mix": "nothing_such:2"}, "nothing is counted by"),
        ({"mix": "nothing_such:2.young:1"}, "nothing is counted by"),
        ({"mix": "young:0"}, "people are counted instead"),
        ({"within": "no-such-coalition"}, "no coalition “no-such-coalition”"),
        ({"status": ""}, "0 of 50 wards are organized today"),
        ({"since": "2026"}, "0 of 50 wards"),
        ({"side": "south", "scheme": "five", "plan_a": "16"}, "on the South Side"),
    ],
)
def test_odd_settings_are_answered_in_words(settings: dict[str, Any], answer: str) -> None:
    at = visit("plans", **settings)
    assert not at.exception
    assert answer in said(at)


@pytest.mark.parametrize(
    "bad",
    [{"plan_a": "51"}, {"plan_a": "12.-12"}, {"plan_b": "x"}, {"who": "nothing"}, {"plan": "c"}],
)
def test_a_link_that_cannot_be_is_answered_by_a_notice(bad: dict[str, Any]) -> None:
    at = visit("plans", **bad)
    assert not at.exception
    assert len(at.warning) == 1
    assert plan(at) == ((), ())


@pytest.mark.parametrize(
    "name", [MARKUP, "{{7*7}}", "שלום עולם", "W" * MAX_NAME, "=1+1", "[x](javascript:alert(1))"]
)
def test_a_name_is_shown_as_text_and_runs_nowhere(name: str) -> None:
    at = visit("plans", plan_a="16", plan_b="5", name_a=name, name_b=name)
    assert not at.exception
    html = "".join(bodies(at))
    assert "<img src=x" not in html
    assert words("".join(re.findall(r"<bdi>(.*?)</bdi>", html))).replace(" ", "") == (
        name.replace(" ", "") * 4
    )
    assert at.text_input(key="control_name_a").value == name
    assert name not in headline(at)


def test_what_is_typed_as_a_name_is_made_fit_for_a_link() -> None:
    at = visit("plans")
    at.text_input(key="control_name_a").set_value("a\u202eb\x00c").run()
    assert at.session_state["view"].name_a == "abc"
    assert not visit("plans", **at.query_params).warning


def test_the_table_says_ward_by_ward_who_is_reached() -> None:
    at = visit("plans", plan_a="16.-33", plan_b="5", beside="yes", sure="certain")
    table = plain_tables(bodies(at))[0].set_index("Ward")
    assert set(table.index) == ALL_WARDS
    assert (table.loc[16, "Plan A"], table.loc[33, "Plan A"], table.loc[5, "Plan B"]) == (
        "added",
        "taken away",
        "added",
    )
    assert table.loc[33, "Reached today"] == "organized"
    assert table.loc[33, "Reached by plan A"] == "beside one"  # ward 35 is certain, and next door
    assert table.loc[16, "Reached by plan A"] == "organized"
    assert table.loc[16, "Reached by plan B"] == "no"


def test_plans_are_compared_side_by_side() -> None:
    at = visit("plans", plan_a="16.17", plan_b="16.5")
    text = said(at)
    assert "Both add: ward 16." in text
    assert "Only plan A would add: ward 17." in text
    assert re.search(r"Only plan A 1 \(17\)", text)
    assert "compared here" in said(visit("plans", plan_a="16"))


def test_two_visitors_plan_each_their_own() -> None:
    one, other = visit("plans", plan_a="16"), visit("plans")
    picker(other, "plan_a_added").set_value([5]).run()
    one.run()
    assert plan(one) == ((16,), ())
    assert plan(other) == ((5,), ())
    assert on_map(visit("plans"), "added") == set()
