"""The ward map on a page of its own: a server, a Chromium, visitors at a desk and with a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.harness.visit import NEVER_AT_REST, PHONE, Visit, running


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture
def visit(chromium: Any, server: str) -> Iterator[Visit]:
    found = Visit(chromium, server).drawn()
    yield found
    found.close()
    assert found.errors == []


@pytest.fixture
def restless(chromium: Any, server: str) -> Iterator[Visit]:
    """A visitor whose map has not yet fetched what may be needed later."""
    found = Visit(chromium, server, NEVER_AT_REST).drawn()
    yield found
    found.close()
    assert found.errors == []


@pytest.fixture
def stepping(chromium: Any, server: str) -> Iterator[Visit]:
    """A visitor of the page with indicators."""
    found = Visit(chromium, f"{server}/?instant=1").drawn().with_bar()
    yield found
    found.close()
    assert found.errors == []
    assert found.foreign == []


@pytest.fixture
def phone(chromium: Any, server: str) -> Iterator[Visit]:
    found = Visit(chromium, server, **PHONE).drawn()
    yield found
    found.close()
    assert found.errors == []
