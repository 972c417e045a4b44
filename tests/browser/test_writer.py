"""A writer with a deadline: from the opening page to a picture, words and links that stay right."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable

import pytest

from tests.browser.conftest import PHONE, Guest

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_a_few_steps_from_the_opening_page_to_everything_an_article_needs(
    device: dict[str, object], guest: Open
) -> None:
    """Independent organizations over the share of Black residents, on the map as it was in 2021,
    is what the page opens with; another indicator is two steps more, and a phone has its settings
    in a drawer."""
    writer = guest("/", **device).map_drawn()
    page = writer.page
    writer.follow("Demographics", "/demographics")  # 1
    assert "Black residents" in writer.headline
    if device:
        box = page.get_by_role("combobox", name="Indicator", exact=True)
        writer.pick(box, page.get_by_role("option", name=re.compile("^Latino")))
        writer.until_setting("indicator", "latino_share")
        writer.close_drawer()
    writer.ready().map_drawn()
    assert page.locator(".atlas-badge", has_text="2015 map").count() >= 1
    page.get_by_text("For an article", exact=False).click()  # 2
    zipped = writer.download("Everything (ZIP)")  # 3

    archive = zipfile.ZipFile(io.BytesIO(zipped))
    files = {name: archive.read(name) for name in archive.namelist()}
    table = next(name for name in files if name.endswith(".csv"))
    assert list(files) == [
        *("picture.png", "picture.svg", "picture.pdf"),
        *("words.txt", "embed-code.txt", "embed.html", table),
    ]
    assert files["picture.png"].startswith(b"\x89PNG")
    assert files["picture.pdf"].startswith(b"%PDF")
    words = files["words.txt"].decode()
    headline = words.split("\n")[1]
    assert headline in " ".join(re.sub(r"<[^>]+>", " ", files["picture.svg"].decode()).split())
    link, kept = (re.search(rf"\n{name}\n(\S+)", words)[1] for name in ("Link", "Permanent link"))
    assert "frozen=yes" in kept
    assert "embed=true" in files["embed-code.txt"].decode()
    rows = list(csv.DictReader(io.StringIO(files[table].decode("utf-8-sig"))))
    assert len(rows) == 50

    # The editor opens both links and counts by hand.
    legend, shown = writer.legend(), writer.headline
    for address in (link, kept):
        editor = guest(address).map_drawn()
        assert (editor.headline, editor.legend()) == (shown, legend)
        assert editor.page.get_by_test_id("stAlert").count() == 0
        editor.no_trouble()
    outlined = sum("ward organization" in row["Organizations"] for row in rows)
    assert outlined == legend["Outlined: ward organization"] == 17
    writer.no_trouble()
