"""The benchmark's own reckoning; times themselves are never tested."""

from __future__ import annotations

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from tests.bench.report import Line, spread, table
from tests.bench.switches import FINISHED, MAP, OTHER, kind_of


@pytest.mark.parametrize(
    ("value", "target", "verdict"),
    [(1.25, 1.25, "met"), (1.26, 1.25, "not met"), (0, 0, "met"), (1, 0, "not met"), (9, None, "")],
)
def test_a_target_is_the_most_a_value_may_be(
    value: float, target: float | None, verdict: str
) -> None:
    assert Line("x", value, "ratio", target).verdict == verdict


def test_spread_of_one_and_of_five_values() -> None:
    assert spread([7.0]) == {"median": 7.0, "quartile_1": 7.0, "quartile_3": 7.0, "n": 1}
    five = spread([50.0, 10.0, 30.0, 20.0, 40.0])
    assert five == {"median": 30.0, "quartile_1": 20.0, "quartile_3": 40.0, "n": 5}


def test_the_map_s_message_is_told_from_the_others() -> None:
    chart, words, end = ForwardMsg(), ForwardMsg(), ForwardMsg()
    chart.delta.new_element.component_instance.component_name = "streamlit_folium.st_folium"
    words.delta.new_element.text.body = "component_instance"
    end.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    kinds = [kind_of(message.SerializeToString()) for message in (chart, words, end)]
    assert kinds == [MAP, OTHER, FINISHED]


def test_the_table_names_the_target_it_misses() -> None:
    lines = [Line("switch", 3.531, "ratio", 1.25), Line("map's message", 5228, "bytes", 10_000)]
    rows = table(lines).splitlines()
    assert rows[1].split() == ["switch", "3.53", "ratio", "≤", "1.25", "not", "met"]
    assert rows[2].split() == ["map's", "message", "5,228", "bytes", "≤", "10,000", "met"]
