"""The page "Where next" as coalition staff use it: asking, ties, wishes, plans, bad links."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from geo.links import to_query
from geo.palettes import EXPANSION_KEYS
from geo.view import View
from tests.app.visits import bodies, headline, map_state, numbers, plain_tables, rows, visit, words

JOURNEY = {"map": "2023", "mix": "black_share:1.latino_share:1"}


def on_map(at: AppTest, key: str) -> set[int]:
    """Wards drawn as one kind."""
    wanted = EXPANSION_KEYS.index(key)
    return {w for w, k in enumerate(map_state(at)["ward_class"], start=1) if k == wanted}


def said(at: AppTest) -> str:
    return " ".join(words(body) for body in bodies(at))


def press(at: AppTest, label: str) -> AppTest:
    (button,) = [b for b in at.button if b.label.replace("\\", "") == label]
    return button.click().run()


def view(at: AppTest) -> View:
    found: View = at.session_state["view"]
    return found


def neighbours(year: int) -> dict[int, set[int]]:
    """Across a border, from the published table."""
    found: dict[int, set[int]] = {w: set() for w in range(1, 51)}
    for row in rows("processed/neighbours.csv"):
        if int(row["vintage"]) == year and float(row["border_m"]) > 0:
            found[int(row["ward"])].add(int(row["neighbour"]))
    return found


def test_the_first_page_answers_and_offers_todays_wards() -> None:
    at = visit("expansion")
    assert not at.exception
    assert headline(at).startswith("Three new ward organizations would put ")
    assert view(at).map == 2015
    press(at, "Plan on today’s wards")
    assert view(at).map == 2023
    assert "2023 map" in said(at)
    assert "Plan on today’s wards" not in [b.label for b in at.button]


def test_the_coalitions_question_is_answered_in_people() -> None:
    """People of the wards drawn as new or newly reached, recomputed from the published shares and
    their bases, and who is beside whom from the published borders."""
    at = visit("expansion", **JOURNEY)
    assert not at.exception
    bases = {r["ward"]: r for r in rows("processed/share_bases.csv") if r["vintage"] == "2023"}
    shares = {r["ward"]: r for r in rows("processed/indicators_2023.csv")}
    people = {
        int(w): sum(
            round(float(shares[w][k]) * float(bases[w][f"{k}_base"]))
            for k in ("black_share", "latino_share")
        )
        for w in bases
    }
    new, opened = on_map(at, "new"), on_map(at, "opened")
    near, organised = neighbours(2023), on_map(at, "organised")
    reached = organised.union(*(near[w] for w in organised))
    newly = new.union(*(near[w] for w in new)) - reached
    assert newly == (new | opened) - reached
    gained = sum(people[w] for w in newly)
    assert "Black and Latino Chicagoans" in headline(at)
    assert numbers(headline(at))[0] == round(gained, -4)
    table = plain_tables(bodies(at))[0]
    assert table["Newly reached"].tolist() == [gained] * len(table)
    assert headline(at).endswith(f"{len(table)} sets of wards tie")


def test_the_link_restores_everything() -> None:
    at = visit("expansion", **JOURNEY, k="4", never="21", must="5", sure="likely", each_side="no")
    again = visit("expansion", **at.query_params)
    assert view(again) == view(at)
    assert headline(again) == headline(at)


def test_another_of_the_best_choices_is_shown_and_taken_as_a_plan() -> None:
    at = visit("expansion", **JOURNEY)
    box = at.selectbox(key="control_chosen_choice")
    second = box.options[1]
    box.set_value(tuple(numbers(second))).run()
    assert not at.exception
    shown = on_map(at, "new")
    assert shown == set(numbers(second))
    press(at, "Take this as plan B")
    assert set(view(at).plan_b) == shown
    assert (view(at).plan, view(at).beside) == ("b", True)
    assert "This is plan B" in [b.label for b in at.button]


def test_the_page_of_plans_says_the_same_figure_of_a_choice_taken() -> None:
    at = visit("expansion", **JOURNEY)
    table = plain_tables(bodies(at))[0]
    press(at, "Take this as plan A")
    plans = visit("plans", **to_query(view(at), "plans"))
    assert f"{table['Newly reached'].iloc[0]:,}" in said(plans)


def test_two_choices_as_good_are_opened_side_by_side_and_reach_the_same() -> None:
    at = visit("expansion", **JOURNEY)
    first, second = plain_tables(bodies(at))[0]["Wards"].tolist()
    (link,) = at.get("page_link")
    assert (
        link.proto.label
        == f"Compare it with wards {' and '.join(second.rsplit(', ', 1))}, as good →"
    )
    plans = visit("plans", **dict(parse_qsl(link.proto.query_string, keep_blank_values=True)))
    assert not plans.exception
    taken = (set(view(plans).plan_a), set(view(plans).plan_b))
    assert taken == (set(numbers(first)), set(numbers(second)))
    reached = re.findall(r"[0-9,]+ more Black and Latino Chicagoans", headline(plans))
    assert len(reached) == 2
    assert reached[0] == reached[1]


def test_one_best_choice_is_opened_as_a_plan_and_a_plan_taken_is_kept() -> None:
    at = visit("expansion", **JOURNEY, k="1")
    assert len(plain_tables(bodies(at))[0]) == 1
    (link,) = at.get("page_link")
    assert link.proto.label == "Open it as a plan →"
    press(at, "Take this as plan B")
    (link,) = at.get("page_link")
    assert link.proto.label == "Compare the plans →"
    assert "plan_a=&" in link.proto.query_string


def test_the_table_and_the_dropdown_name_wards_in_one_order() -> None:
    at = visit("expansion", **JOURNEY)
    options = at.selectbox(key="control_chosen_choice").options
    table = plain_tables(bodies(at))[0]
    assert [numbers(words) for words in table["Wards"]] == [numbers(words) for words in options]


def test_wishes_of_a_ward_are_pressed_in_its_panel() -> None:
    at = visit("expansion", **JOURNEY, ward="21")
    press(at, "Must not")
    assert view(at).never == (21,)
    assert 21 not in on_map(at, "new")
    assert map_state(at)["hatched"] == [21]
    press(at, "Must get one")
    assert (view(at).must, view(at).never) == ((21,), ())
    assert 21 in on_map(at, "new")
    press(at, "No wish")
    assert (view(at).must, view(at).never) == ((), ())


def test_no_control_is_offered_that_changes_nothing() -> None:
    """Regional organizations count by the rule alone, so there is no switch for them."""
    labels = [t.label for t in visit("expansion").toggle]
    assert "Include organizations outside the essay" in labels
    assert "Include regional organizations" not in labels


def test_a_ward_that_is_organized_asks_for_no_wish() -> None:
    at = visit("expansion", ward="35")
    assert "counts as organized already" in said(at)
    assert "Must get one" not in [b.label for b in at.button]


def test_wishes_for_organized_wards_are_said_to_change_nothing() -> None:
    at = visit("expansion", must="35", never="1.33")
    organised = on_map(at, "organised")
    assert {1, 33, 35} <= organised
    text = said(at)
    assert "Ward 35 counts as organized already: “must get one” changes nothing there." in text
    assert "Wards 1 and 33 count as organized already: “must not get one” changes" in text
    assert "changes nothing there" not in said(visit("expansion", must="21"))


def test_a_clash_says_which_wish_to_drop_and_drops_it() -> None:
    at = visit("expansion", map="2023", must="9", never="9")
    assert headline(at) == "No choice of wards meets all these wishes"
    assert "Ward 9 must get an organization, but it is also on the list" in said(at)
    press(at, "Drop “must not get one”")
    assert headline(at).startswith("Three new ward organizations")
    assert 9 in on_map(at, "new")


def test_too_few_for_every_side_offers_the_number_that_is_enough() -> None:
    at = visit("expansion", map="2023", each_side="yes", k="3")
    assert "need at least five new ward organizations, and you ask for three" in said(at)
    press(at, "Ask for five")
    assert view(at).k == 5
    assert len(on_map(at, "new")) == 5


def test_a_limit_that_leaves_nobody_is_said() -> None:
    at = visit("expansion", turnout="0-1")
    assert "No ward is left to choose from." in said(at)
    press(at, "Drop the limit on turnout")
    assert headline(at).startswith("Three new ward organizations")


@pytest.mark.parametrize("goal", ["ninety", "all"])
def test_the_fewest_are_found_and_reach_what_was_asked_for(goal: str) -> None:
    at = visit("expansion", map="2023", sure="certain", goal=goal)
    assert "the fewest that put" in headline(at)
    if goal == "all":
        assert on_map(at, "left") == set()
    assert at.number_input(key="control_k").disabled


def test_every_pair_that_reaches_nine_in_ten_is_counted() -> None:
    at = visit("expansion", map="2023", goal="ninety")
    assert headline(at).startswith("Two new ward organizations are the fewest that put 90% of ")
    assert headline(at).endswith("; 70 sets of wards do")
    assert "Wards 4 and 21 together reach the most: 96.0%." in said(at)
    assert "With the choice that reaches the most: 96.0%." in said(at)
    table = plain_tables(bodies(at))[0]
    assert len(table) == 70
    assert len(at.selectbox(key="control_chosen_choice").options) == 70


def test_either_of_two_wards_reaches_nine_in_ten() -> None:
    at = visit("expansion", **JOURNEY, goal="ninety")
    assert headline(at).endswith("; 2 wards do")
    assert plain_tables(bodies(at))[0]["Wards"].tolist() == [21, 17]


def test_fewer_than_asked_for_are_said_to_be_enough() -> None:
    at = visit("expansion", k="10")
    assert "You asked for 10. Three are enough: with them, everybody counted is reached." in said(
        at
    )


def test_a_mix_of_ones_own_is_put_together() -> None:
    at = visit("expansion", map="2023")
    at.selectbox(key="control_who_choice").select("own").run()
    assert "your mix of Black Chicagoans (weight 1)" in said(at)
    assert "your mix" in headline(at)
    at.number_input(key="control_mix_poverty_share").set_value(3).run()
    assert view(at).mix == "black_share:1.latino_share:1.poverty_share:3"
    at.multiselect(key="control_mix_parts").set_value(["black_share", "latino_share"]).run()
    assert view(at).mix == "black_share:1.latino_share:1"
    assert "Black and Latino Chicagoans" in headline(at)
    at.selectbox(key="control_who_choice").select("young").run()
    assert (view(at).who, view(at).mix) == ("young", "")
    assert "people under 18" in headline(at)


def test_margins_are_tried_when_asked() -> None:
    at = visit("expansion", map="2023", who="poverty_share", sure="likely")
    at.toggle(key="expansion_draws").set_value(True).run()
    assert not at.exception
    assert "of 200 draws (seed 20230515)" in said(at)
    assert plain_tables(bodies(at))[0]["Best in draws"].iloc[0] > 0


def test_full_counts_have_nothing_to_try() -> None:
    at = visit("expansion")
    assert "exact on this map: they have no margin" in said(at)
    assert not [t for t in at.toggle if t.key == "expansion_draws"]


def test_wards_are_ranked_by_the_readers_weights() -> None:
    at = visit("expansion", map="2023")
    ranking = plain_tables(bodies(at))[1]
    assert {"Rank", "Range", "Newly reached", "Lead in last race"} <= set(ranking.columns)
    for key in ("near", "close"):
        at.slider(key=f"control_weights_{key}").set_value(0).run()
    ranking = plain_tables(bodies(at))[1]
    assert "Lead in last race" not in ranking
    assert ranking["Newly reached"].is_monotonic_decreasing
    at.slider(key="control_weights_people").set_value(0).run()
    assert "Give at least one point a weight above 0." in said(at)


def test_what_a_link_names_and_nobody_counts_is_said() -> None:
    at = visit("expansion", mix="nobody:1.young:2", within="no-such", weights="magic:3.people:99")
    (warning,) = at.warning
    for asked in ("nobody", "no-such", "magic, people"):
        assert f"“{asked}”" in warning.value.replace("\\", "")
    assert "people under 18" in headline(at)
    assert not at.exception


def test_wards_a_link_cannot_show_are_said() -> None:
    at = visit("expansion", map="2023", chosen="1.2.3")
    (warning,) = at.warning
    assert "Wards 1, 2 and 3, which the link asks to show, are not among" in warning.value
    assert on_map(at, "new") != {1, 2, 3}
    shown = ".".join(str(w) for w in sorted(on_map(at, "new")))
    assert not visit("expansion", map="2023", chosen=shown).warning


def test_another_question_lets_go_of_the_choice_picked() -> None:
    at = visit("expansion", **JOURNEY)
    box = at.selectbox(key="control_chosen_choice")
    box.set_value(tuple(numbers(box.options[1]))).run()
    at.number_input(key="control_k").set_value(4).run()
    assert view(at).chosen == ()
    assert not at.warning


def test_a_mix_without_weight_is_said() -> None:
    at = visit("expansion", mix="young:0.black_share:0")
    (warning,) = at.warning
    said_there = warning.value.replace("\\", "")
    assert "gives nothing a weight above 0. Counted instead: Chicagoans." in said_there
    assert " Chicagoans " in headline(at)


def test_the_level_of_certainty_changes_the_answer_and_all_three_are_shown() -> None:
    at = visit("expansion", **JOURNEY)
    assert said(at).count("this is the answer shown") == 1
    assert "known to be there (two wards)" in said(at)
    at.radio(key="control_sure").set_value("certain").run()
    assert len(on_map(at, "organised")) == 2
    assert not at.exception
