"""One visitor's settings: links, controls, the address bar, and nobody else's."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from geo.links import link, to_query
from geo.page_settings import PAGE_SETTINGS
from geo.presence import STATUSES
from geo.view import View
from ui import cache
from ui.state import VIEW

ROOT = Path(__file__).resolve().parents[2]

VIEWS = {
    "default": View(),
    "2023 map": View(map=2023, scheme="nine", side="Far Southwest", ward=50),
    "as in the essay": View(scheme="essay", side="North and Northwest", ward=1),
    "all counted": View(outside=True, status=STATUSES),
    "nothing counted": View(regional=False, status=()),
    "one status": View(status=("possibly defunct",)),
    "drawn plainly": View(outlines=False, labels=False, streets=True),
    "searching": View(find="Ald. O’Hara & “quoted” <b> 100% +x", org="un35"),
}


def visit(page: str, **query: Any) -> AppTest:
    """Open a page by a link, as the first thing a new visitor does."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    at.switch_page(f"pages/{page}.py")
    at.query_params = query
    return at.run()


def view_of(at: AppTest) -> View:
    found: View = at.session_state[VIEW]
    return found


def warned(at: AppTest) -> int:
    return len(at.warning)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("name", ["presence", "ward"])
def test_a_link_restores_exactly_its_view(name: str, view: View) -> None:
    """As far as the page uses it."""
    build = cache.atlas().build.build_id
    address = urlsplit(link(view, name, build))
    view = replace(View(), **{n: getattr(view, n) for n in PAGE_SETTINGS[name]})
    at = visit(name, **dict(parse_qsl(address.query, keep_blank_values=True)))
    assert not at.exception
    assert not at.warning
    assert view_of(at) == view


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_control_shows_the_view_of_the_link(view: View) -> None:
    at = visit("sides", **to_query(view))
    assert at.radio(key="control_map").value == view.map
    assert at.selectbox(key="control_scheme").value == view.scheme
    assert at.selectbox(key="control_side").value == view.side
    assert tuple(at.multiselect(key="control_status").value) == view.status
    for name in ("regional", "outside", "labels", "outlines", "streets"):
        assert at.toggle(key=f"control_{name}").value is getattr(view, name)


def test_the_address_names_every_setting_of_the_page_and_opens_the_same_view() -> None:
    at = visit("presence")
    at.radio(key="control_map").set_value(2023).run()
    at.selectbox(key="control_ward").set_value(34).run()
    at.toggle(key="control_regional").set_value(False).run()
    assert not at.exception
    assert view_of(at) == View(map=2023, ward=34, regional=False)
    assert at.query_params == to_query(view_of(at), "presence")
    again = visit("presence", **at.query_params)
    assert view_of(again) == view_of(at)
    assert not again.warning


def test_a_part_of_a_link_leaves_the_rest_at_its_default() -> None:
    at = visit("ward", ward="7", utm_source="newsletter")
    assert view_of(at) == View(ward=7)
    assert "utm_source" not in at.query_params


def test_the_good_part_of_a_bad_link_is_kept() -> None:
    at = visit("presence", map="2023", ward="99", scheme="nine")
    assert view_of(at) == View(map=2023, scheme="nine")
    assert len(at.warning) == 1


def test_a_side_of_another_scheme_is_refused() -> None:
    at = visit("sides", scheme="five", side="far-southeast")
    assert view_of(at) == View(scheme="five")
    assert len(at.warning) == 1


def test_an_earlier_address_brings_back_the_earlier_view() -> None:
    at = visit("presence", ward="25")
    earlier = dict(at.query_params)
    at.selectbox(key="control_ward").set_value(12).run()
    assert view_of(at).ward == 12
    at.query_params = earlier  # what the back button sends
    at.run()
    assert view_of(at).ward == 25
    assert at.selectbox(key="control_ward").value == 25


def test_a_change_outruns_the_old_address() -> None:
    at = visit("presence", ward="25")
    stale = dict(at.query_params)
    at.radio(key="control_map").set_value(2023)
    at.query_params = {**stale, "ward": "12"}  # the address bar lags behind the click
    at.run()
    assert view_of(at) == View(map=2023, ward=25)


def test_a_notice_goes_away_with_the_next_change() -> None:
    at = visit("sides", ward="51")
    assert warned(at) == 1
    at.run()
    assert warned(at) == 1  # still there for somebody who only looks
    at.toggle(key="control_labels").set_value(False).run()
    assert warned(at) == 0


def test_a_ward_can_be_let_go() -> None:
    at = visit("presence", ward="25")
    at.selectbox(key="control_ward").set_value(None).run()
    assert not at.exception
    assert view_of(at).ward is None
    assert at.query_params["ward"] == ""


def test_statuses_keep_their_order_whatever_the_order_of_clicks() -> None:
    at = visit("presence", status="")
    at.multiselect(key="control_status").set_value(["unknown", "active"]).run()
    assert view_of(at).status == ("active", "unknown")
    assert at.query_params["status"] == "active.unknown"


def test_another_way_of_naming_sides_drops_the_chosen_side() -> None:
    at = visit("sides", scheme="nine", side="far-southeast")
    assert view_of(at).side == "Far Southeast"
    at.selectbox(key="control_scheme").set_value("five").run()
    assert not at.exception
    assert view_of(at) == View(scheme="five")
    assert at.query_params["side"] == ""
    assert not visit("sides", **at.query_params).warning


def test_an_organization_that_is_not_listed_is_said_so_and_chosen_by_nobody() -> None:
    at = visit("directory", org="no-such-organization")
    assert not at.exception
    assert at.selectbox(key="control_org").value is None
    shown = " ".join(element.proto.body for element in at.get("html"))
    assert re.search(r"not in the directory", shown)


def test_two_visitors_do_not_share_a_view() -> None:
    one, other = visit("presence", ward="25"), visit("presence")
    assert view_of(other) == View()
    other.radio(key="control_map").set_value(2023).run()
    other.selectbox(key="control_ward").set_value(34).run()
    one.run()
    assert view_of(one) == View(ward=25)
    assert one.radio(key="control_map").value == 2015
    assert view_of(other) == View(map=2023, ward=34)
    assert view_of(visit("presence")) == View()
