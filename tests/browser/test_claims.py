"""A reader who doubts the essay, in a real browser: filter, read, copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import PHONE, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]
WIDE = "() => document.scrollingElement.scrollWidth - screen.width"


def choose(found: Guest, label: str, option: str) -> None:
    box = found.page.get_by_role("combobox", name=label)
    found.pick(box, found.page.get_by_role("option", name=option))


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_three_steps_to_a_sentence_with_its_citation(guest: Open, device: dict[str, Any]) -> None:
    reader = guest("/claims", **device).map_drawn()
    choose(reader, "Topic", "Race and class")
    reader.until_setting("topic", "race")
    verdicts = reader.page.locator(".atlas-overview tbody tr")
    reader.page.wait_for_function(
        "() => document.querySelectorAll('.atlas-overview tbody tr').length === 5"
    )
    reader.ready()
    assert "does not hold" in " ".join(verdicts.all_inner_texts())
    codes = reader.page.get_by_test_id("stCode")
    sentence = codes.filter(has_text="Most organizations of the South Side").first
    sentence.wait_for()
    assert "/claims?" in sentence.inner_text()
    assert reader.page.evaluate(WIDE) <= 0
    reader.no_trouble()


def test_an_id_opens_its_statement_with_the_map_that_shows_it(guest: Open) -> None:
    reader = guest("/claims?topic=race").map_drawn()
    reader.page.get_by_role("link", name="E15", exact=True).click()
    reader.page.wait_for_url("**claim=e15**")
    reader.ready()
    chosen = reader.page.get_by_role("combobox", name="Statement, of 5 shown")
    chosen.wait_for()
    assert chosen.input_value().startswith("E15")
    assert reader.page.locator("p.atlas-verdict").inner_text() == "Holds"
    reader.no_trouble()


def test_each_definition_has_a_link_to_the_page_that_shows_it(guest: Open) -> None:
    """It leads to another page than the one it stands on."""
    reader = guest("/claims?claim=e05").map_drawn()
    shown = reader.page.locator("td a", has_text="Presence").first
    address = shown.get_attribute("href")
    assert "/claims" not in address
    found = guest(address[address.index("/?") :]).map_drawn()
    assert found.setting("regional") == "yes"
    assert "26" in found.headline
    found.no_trouble()
