"""Every page as a visitor opens it: through `app.py`, from a link, with good and bad settings."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.links import to_query
from geo.view import SCHEME_KEYS, View
from tests.app.visits import (
    NAMES,
    OWN_MAP,
    ROOT,
    WITH_MAP,
    bodies,
    headline,
    map_state,
    numbers,
    tables,
    visit,
    words,
)

MARKUP = '<img src=x onerror="window.hacked=1">'

GOOD: dict[str, dict[str, Any]] = {
    "default": {},
    "2023 map": {"map": "2023"},
    **{f"scheme {key}": {"scheme": key} for key in SCHEME_KEYS},
    "ward chosen": {"ward": "25"},
    "ward chosen, 2023 map": {"ward": "34", "map": "2023"},
    "everything counted": {"outside": "yes", "status": "active.unknown.defunct"},
    "nothing counted": {"status": "", "regional": "no"},
    "a site's own additions": {"utm_source": "x", "fbclid": MARKUP},
    "markup searched for": {"find": MARKUP},
}
BAD: dict[str, dict[str, Any]] = {
    "markup": {"scheme": MARKUP},
    "markup as organization": {"org": MARKUP},
    "template": {"ward": "{{7*7}}"},
    "markdown link": {"side": "[x](javascript:alert)"},
    "5,000 characters": {"side": "9" * 5000},
    "5,000 characters searched for": {"find": "a" * 5000},
    "ward 51": {"ward": "51"},
    "ward -1": {"ward": "-1"},
    "ward in other digits": {"ward": "٣"},
    "map 1999": {"map": "1999"},
    "unknown status": {"status": "asleep"},
    "neither yes nor no": {"regional": "1"},
    "doubled key": {"ward": ["3", "51"]},
    "made-up build": {"build": MARKUP},
}


@cache
def usual(page: str) -> tuple[str, View]:
    """Headline and view of a page opened without any settings."""
    at = visit(page)
    return headline(at), at.session_state["view"]


def is_whole(at: AppTest, page: str, vintage: str) -> None:
    """A page that can be used: finding, table, files to take away, sources with date and build."""
    assert not at.exception
    assert not at.error
    assert headline(at)
    assert tables(at) or any("<table" in b for b in bodies(at))
    assert at.get("download_button")
    foot = words(bodies(at)[-1])
    build = json.loads((ROOT / "data/processed/build.json").read_text(encoding="utf-8"))
    day = tomllib.loads((ROOT / "data/release.toml").read_text(encoding="utf-8"))["date"]
    assert build["build_id"] in foot
    assert f"{day:%B} {day.day}, {day.year}" in foot
    assert vintage in foot
    if page in WITH_MAP:
        state = map_state(at)
        assert state["vintage"] == int(vintage)
        assert len(state["ward_class"]) == 50
    else:
        assert not at.get("component_instance")


@pytest.mark.parametrize("settings", GOOD.values(), ids=GOOD)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_whole_with_every_kind_of_setting(
    name: str, settings: dict[str, Any]
) -> None:
    at = visit(name, **settings)
    shown = settings.get("map", "2015") if name in WITH_MAP and name not in OWN_MAP else "2015"
    is_whole(at, name, shown)
    assert not at.warning
    assert MARKUP not in "".join(bodies(at))
    if name in WITH_MAP and "ward" in settings:
        same = settings.get("map", "2015") == shown  # a number of the other map is other land
        assert map_state(at)["selected"] == (int(settings["ward"]) if same else None)
    if name in WITH_MAP and name != "claims" and "scheme" in settings:  # a statement has its own
        assert map_state(at)["outline"] == settings["scheme"]


# Links are read in one place for all pages: every page gets a third of the bad ones, and every bad
# one three or four of the pages.
BAD_VISITS = [
    pytest.param(name, settings, id=f"{name}-{label}")
    for page, name in enumerate(NAMES)
    for place, (label, settings) in enumerate(BAD.items())
    if (page + place) % 3 == 0
]


@pytest.mark.parametrize(("name", "settings"), BAD_VISITS)
def test_a_bad_link_is_answered_by_a_notice_and_the_usual_page(
    name: str, settings: dict[str, Any]
) -> None:
    at = visit(name, **settings)
    is_whole(at, name, "2015")
    (warning,) = at.warning
    # Markdown is escaped with backslashes: no link, code, formula or markup can begin.
    assert not re.search(r"(?<!\\)[\[\]<>`$*_]", warning.value)
    assert len(warning.value) < 600
    assert MARKUP not in "".join(bodies(at))
    assert (headline(at), at.session_state["view"]) == usual(name)


def test_the_notice_names_the_value_and_what_is_allowed() -> None:
    (warning,) = visit("sides", ward="51").warning
    for part in ("ward", "51", "1", "50"):
        assert part in warning.value


def test_no_status_chosen_counts_nobody_and_says_so() -> None:
    at = visit("presence", status="")
    assert set(numbers(headline(at))) == {0, 50}
    assert "none chosen" in " ".join(words(b) for b in bodies(at))
    assert set(tables(at)[0]["Class"]) == {"none listed", "listed, left out by the settings"}


def test_settings_survive_a_walk_through_all_pages() -> None:
    at = visit("presence", map="2023", scheme="nine", ward="34", regional="no", find="ward 25")
    before = at.session_state["view"]
    assert (before.map, before.scheme, before.ward, before.regional) == (2023, "nine", 34, False)
    for page in [*NAMES[1:], NAMES[0]]:
        at.switch_page(f"pages/{page}.py")
        at.query_params = {}  # a link of the navigation carries no settings
        at.run()
        assert not at.exception
        assert at.session_state["view"] == before
        assert at.query_params == to_query(before, "" if page == "presence" else page)
        if page in OWN_MAP:  # 34 of the 2023 map is not the 34 of the map shown
            state = map_state(at)
            assert (state["vintage"], state["selected"]) == (2015, None)
        elif page in WITH_MAP:
            assert at.radio(key="control_map").value == 2023
            state = map_state(at)
            assert (state["vintage"], state["selected"]) == (2023, 34)
        if page == "directory":
            assert at.text_input[0].value == "ward 25"


def test_the_plain_table_and_the_grid_hold_the_same_rows() -> None:
    at = visit("presence", map="2023")
    (plain,) = tables(at)
    at.toggle(key="grid_presence_2023").set_value(True).run()
    (grid,) = tables(at)
    assert list(plain.columns) == list(grid.columns)
    for name in plain:
        for shown, exact in zip(plain[name], grid[name], strict=True):
            if isinstance(shown, float):
                assert shown == pytest.approx(exact, abs=0.0005)
            else:
                assert str(shown) == str(exact)
