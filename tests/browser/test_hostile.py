"""A directory full of attacks, shown in a real browser: every text is shown, none is obeyed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template

from geo.cells import MAX_CELL, Kind
from geo.reference import NEEDED_TABLES, check_reference
from tests.browser.attacks import (
    FORMULA,
    HELD,
    RUN_IN_BROWSER,
    TRACES,
    WORKED_OUT,
    payloads,
    poison,
)
from tests.browser.conftest import Guest, Server, copy_checkout, serving

pytestmark = pytest.mark.browser

# Everything written on a page, also where it is written for screen readers.
WRITTEN = """() => document.title + document.body.textContent
    + [...document.querySelectorAll("[aria-label], [title], [alt]")].map(
        (e) => ["aria-label", "title", "alt"].map((n) => e.getAttribute(n) || "").join(" ")
    ).join(" ")"""

PAGES = {
    "presence": "/?map=2015&outside=yes&ward=15",
    "presence, 2023 map": "/?map=2023&outside=yes&scheme=essay&ward=34",
    "sides": "/sides?map=2015&outside=yes&scheme=nine",
    "clustering": "/clustering?outside=yes&shuffle=side&scheme=nine&within=uwf",
    "coalitions": "/coalitions?outside=yes&ward=25",
    "coalitions, 2023 map": "/coalitions?outside=yes&ward=33&day=2023-06-15&bodies=lgbt-caucus",
    "ward": "/ward?map=2015&outside=yes&ward=25",
    "claims": "/claims?topic=documents",
    "directory": "/directory?org=un35",
    "methods": "/methods",
}


@dataclass(frozen=True)
class Attack:
    """A running app with a directory full of payloads, and the file they try to make."""

    server: Server
    payloads: tuple[str, ...]
    marker: Path
    cells: dict[tuple[str, str], int]


@pytest.fixture(scope="module")
def attack(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[Attack]:
    home = tmp_path_factory.mktemp("hostile")
    marker = home / "marker"
    folder = copy_checkout(home / "copy")
    attacks = payloads(marker)
    cells = poison(folder / "data/reference", attacks)
    with serving(folder, home / "server.log") as server:
        yield Attack(server, attacks, marker, cells)


def survey(visitor: Guest) -> str:
    """Check that no frame was taken over, and return everything written in all of them."""
    written = ""
    for frame in visitor.page.frames:
        assert frame.evaluate(TRACES) == []
        written += frame.evaluate(WRITTEN)
    assert not WORKED_OUT.search(written)
    visitor.no_trouble()
    return written


def hover_wards(visitor: Guest) -> str:
    """Point at wards one after the other and return what the tooltips said."""
    said = ""
    visitor.bring_map_up()
    for ward in (1, 10, 11, 12, 15, 22, 25, 26, 33, 35, 46, 49):
        visitor.page.mouse.move(*visitor.at(ward))
        tooltip = visitor.frame.locator(".atlas-tooltip")
        tooltip.locator(".atlas-tooltip-title", has_text=f"Ward {ward} ").wait_for()
        said += tooltip.inner_text()
        assert visitor.frame.evaluate(TRACES) == []
    return said


def open_every_list(visitor: Guest) -> None:
    """Drop down every choice, look at it and close it."""
    boxes = visitor.page.get_by_role("combobox")
    for number in range(boxes.count()):
        box = boxes.nth(number)
        if not box.is_visible():
            continue
        box.click()
        visitor.page.get_by_role("listbox").first.wait_for()
        survey(visitor)
        visitor.page.locator("h1").click()  # Escape would clear the choice
        visitor.page.get_by_role("listbox").first.wait_for(state="detached")


def open_tables(visitor: Guest) -> None:
    """Open cells of every table as for reading, and scroll to its last columns."""
    visitor.ready()
    for table in visitor.page.get_by_test_id("stDataFrame").all():
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        for across in (0.15, 0.5, 0.85):
            visitor.page.mouse.dblclick(box["x"] + box["width"] * across, box["y"] + 55)
            survey(visitor)
            visitor.page.keyboard.press("Escape")
        visitor.page.mouse.wheel(2000, 200)
        survey(visitor)


def test_the_payloads_are_live(chromium: Any, tmp_path: Path) -> None:
    """Taken as a template or as markup they do what they are feared for; else all below is vain."""
    marker = tmp_path / "marker"
    for text in payloads(marker)[:2]:
        Template(text).render()
        marker.unlink()
    assert Template(payloads(marker)[3]).render() == "n49n"
    assert Template(payloads(marker)[5]).render() != payloads(marker)[5]
    page = chromium.new_page()
    for text in RUN_IN_BROWSER[:3]:
        page.set_content(f'<title>x</title><p data-x="{text}">{text}</p>')
        page.wait_for_function("() => window.__pwned === 1")
        page.evaluate("() => { delete window.__pwned; }")
    page.close()


def test_every_text_column_is_attacked_and_the_schema_lets_it_pass(attack: Attack) -> None:
    """No row is refused, so none is left out of what the other tests look at."""
    folder = attack.server.folder / "data/reference"
    assert check_reference(folder) == []
    for table in NEEDED_TABLES:
        for column in table.columns:
            attacked = attack.cells[table.name, column.name] > 0
            open_to_text = column.kind in (Kind.TEXT, Kind.ADDRESS)
            held = (table.name, column.name) in HELD
            assert attacked == (open_to_text and not held), column.name
    assert max(len(cell) for cell in everything(folder)) < MAX_CELL


def everything(folder: Path) -> list[str]:
    cells: list[str] = []
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            cells += (cell for row in csv.reader(handle) for cell in row)
    return cells


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_attacks_are_shown_as_text_and_do_nothing(path: str, attack: Attack, chromium: Any) -> None:
    visitor = Guest(chromium, attack.server, path)
    with_map = visitor.page.locator("iframe").count() > 0
    if with_map:
        visitor.map_drawn()
        visitor.frame.wait_for_selector("path[data-ward='1'][aria-label*='pwned']")
        said = hover_wards(visitor)
        assert all(text.strip() in said for text in attack.payloads)
    written = survey(visitor)
    assert [text for text in attack.payloads if text not in written] == []
    open_every_list(visitor)
    open_tables(visitor)
    chart = visitor.page.get_by_test_id("stVegaLiteChart")
    if chart.count():
        chart.first.scroll_into_view_if_needed()
        chart.first.hover()
        survey(visitor)
    visitor.page.get_by_role("button", name="Cite this view").click()
    visitor.page.get_by_test_id("stPopoverBody").wait_for()
    survey(visitor)
    assert visitor.page.get_by_test_id("stAlert").count() == 0  # no row was left out
    assert "Traceback" not in attack.server.log, attack.server.log
    assert not attack.marker.exists()
    visitor.close()


def test_a_side_with_a_hostile_name_can_be_chosen_and_linked_to(
    attack: Attack, chromium: Any
) -> None:
    visitor = Guest(chromium, attack.server, "/sides?scheme=nine").map_drawn()
    box = visitor.page.get_by_test_id("stSidebar").get_by_role("combobox").nth(1)
    visitor.pick(box, visitor.page.get_by_role("option").nth(1))
    visitor.page.wait_for_function("() => new URL(location.href).searchParams.get('side')")
    assert "__pwned" in visitor.setting("side")
    visitor.ready()
    survey(visitor)
    again = Guest(chromium, attack.server, visitor.page.url).map_drawn()
    assert again.setting("side") == visitor.setting("side")
    assert again.page.get_by_test_id("stAlert").count() == 0
    survey(again)
    assert not attack.marker.exists()
    visitor.close()
    again.close()


def test_a_spreadsheet_that_opens_the_table_runs_nothing(attack: Attack, chromium: Any) -> None:
    visitor = Guest(chromium, attack.server, "/directory")
    text = visitor.download("Table (CSV)").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert any(cell.startswith(f"'{FORMULA}") for cell in cells)
    assert not WORKED_OUT.search(text)
    assert all(payload in text.replace('""', '"') for payload in attack.payloads)
    visitor.close()
