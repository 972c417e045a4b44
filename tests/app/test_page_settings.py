"""Links hold the settings a page uses: no more, so that they stay short; no fewer, so that they
restore what was shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from geo.page_settings import PAGE_SETTINGS
from geo.view import View
from tests.app.visits import NAMES, visit
from ui import cache

SETTINGS = frozenset(f.name for f in fields(View))
PARTS = ("options", "rule")
OWN_FILES = ("view.py", "view_readers.py", "links.py")
"""Parts of the record made of several settings. Elsewhere in its own files a setting is read for
its own sake: to write it, to compare it, to change another."""

KINDS: tuple[dict[str, Any], ...] = (
    {},
    {"map": "2023", "ward": "34"},
    {"colors": "two", "classing": "own", "breaks": "10,20"},
    {"colors": "group"},
    {"palette": "own", "colors_own": "eee.9cf.036"},
    {"tested": "indicator"},
    {"tested": "list", "list_a": "1,2", "shuffle": "side"},
    {"area": "precincts"},
    {"each_side": "yes", "margin": "0-50", "mix": "young:2.population:1"},
    {"list_a": "1,3", "list_b": "4", "plan_a": "16.20", "plan_b": "16.-33"},
    {"org": "25th-ward-ipo"},
)
"""Views in which a page reads all it may."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Settings that pages read of the view while this is in use."""
    found: set[str] = set()
    cache._figure.clear()  # what another test had composed would be read no more

    def watched(view: View, name: str) -> Any:
        if name in SETTINGS:
            code = sys._getframe(1).f_code
            file = Path(code.co_filename).name
            # Comparing, hashing and copying a record reads all of it: that code has no file.
            copied = file.startswith("<") or file == "dataclasses.py"
            if not copied and (file not in OWN_FILES or code.co_name in PARTS):
                found.add(name)
        return object.__getattribute__(view, name)

    monkeypatch.setattr(View, "__getattribute__", watched)
    yield found


def test_every_page_has_its_settings() -> None:
    assert PAGE_SETTINGS.keys() == set(NAMES)
    assert set().union(*PAGE_SETTINGS.values()) == SETTINGS


@pytest.mark.parametrize("name", NAMES)
def test_a_page_reads_the_settings_its_links_hold(name: str, read: set[str]) -> None:
    # Views that differ in settings of other pages alone show nothing new; were one of those read,
    # it would be read in the first view too.
    for settings in ({}, *(kind for kind in KINDS if kind.keys() & {*PAGE_SETTINGS[name]})):
        at = visit(name, **settings)
        assert not at.exception
    assert read == set(PAGE_SETTINGS[name])
