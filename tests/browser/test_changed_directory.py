"""A corrected row of the directory, seen in a real browser: shown without a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Guest, copy_checkout, serving

pytestmark = pytest.mark.browser


def test_a_changed_directory_shows_without_a_restart(
    chromium: Any, tmp_path: Path, rename: Callable[[Path], str]
) -> None:
    folder = copy_checkout(tmp_path / "copy")
    with serving(folder, tmp_path / "server.log") as server:
        visitor = Guest(chromium, server, "/?map=2015&ward=25").map_drawn()
        panel = visitor.block(visitor.heading("Ward 25"))
        assert "25th Ward IPO" in panel.inner_text()
        name = rename(folder)
        visitor.page.reload()
        visitor.ready().map_drawn()
        told = visitor.block(visitor.heading("Ward 25")).inner_text()
        assert name in told
        assert "25th Ward IPO" not in told
        visitor.frame.wait_for_selector(f"path[data-ward='25'][aria-label*='{name}']")
        visitor.no_trouble()
        visitor.close()


@pytest.fixture
def rename() -> Callable[[Path], str]:
    """Gives the 25th Ward's organization another name in a copy, as a volunteer would."""

    def change(folder: Path) -> str:
        path = folder / "data/reference/organisations.csv"
        text = path.read_text(encoding="utf-8")
        assert text.count(",25th Ward IPO,") == 1
        name = "Organization renamed by a volunteer"
        path.write_text(text.replace(",25th Ward IPO,", f",{name},"), encoding="utf-8")
        return name

    return change
