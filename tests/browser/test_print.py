"""The page of a ward on paper: one sheet with its figures as text, and the screen as before."""

from __future__ import annotations

import csv
import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from geo.indicators import FRACTIONS, INDICATORS
from tests.browser.conftest import PHONE, ROOT, Guest
from tests.browser.harness.visit import VIEW

pytestmark = pytest.mark.browser

Open = Callable[..., Guest]
PAPERS = ("Letter", "A4")

# The wards whose neighbors take most lines, with everything listed that can be.
CROWDED = [
    "map=2015&ward=35&outside=yes",
    "map=2023&ward=35&outside=yes",
    "map=2023&ward=47&outside=yes",
]


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def text_of(pdf: bytes) -> str:
    """The text of a PDF without white space, read by the character tables of its fonts."""
    parts = dict(re.findall(rb"(\d+) 0 obj\b(.*?)endobj", pdf, re.DOTALL))
    tables = {
        name: characters(unpacked(parts[number]))
        for name, body in parts.items()
        for number in re.findall(rb"/ToUnicode (\d+) 0 R", body)
    }
    contents = map(unpacked, parts.values())
    drawn = "".join(c for content in contents for c in shown(content, tables))
    return "".join(drawn.split())


def unpacked(body: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*)endstream", body, re.DOTALL)
    if not found or b"FlateDecode" not in body:
        return b""
    return zlib.decompressobj().decompress(found[1])


def characters(table: bytes) -> dict[str, str]:
    """Codes of a font as hexadecimal digits, with their characters."""
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, char in re.findall(r"<(\w+)> <(\w+)>", block.decode()):
            found[code.upper()] = bytes.fromhex(char).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, char in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", block.decode()):
            for step in range(int(last, 16) - int(first, 16) + 1):
                code = f"{int(first, 16) + step:0{len(first)}X}"
                found[code] = chr(int(char, 16) + step)
    return found


def shown(content: bytes, tables: dict[bytes, dict[str, str]]) -> Iterator[str]:
    """Characters in the order they are drawn; Chromium names a font after its object."""
    codes: dict[str, str] = {}
    for font, text in re.findall(rb"/F(\d+) [\d.]+ Tf|<(\w+)>", content):
        if font:
            codes = tables.get(font, {})
        elif codes:
            digits = text.decode().upper()
            width = len(next(iter(codes)))
            yield from (codes.get(digits[i : i + width], "") for i in range(0, len(digits), width))


def table(year: int) -> dict[int, dict[str, str]]:
    path = ROOT / "data" / "processed" / f"indicators_{year}.csv"
    with path.open(encoding="utf-8") as handle:
        return {int(r["ward"]): r for r in csv.DictReader(handle)}


def printed(visitor: Guest, paper: str = "Letter", **options: Any) -> bytes:
    found: bytes = visitor.page.pdf(format=paper, **options)
    return found


def plain(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize(("year", "ward"), [(2015, 1), (2015, 25), (2023, 34)])
def test_a_ward_is_printed_on_one_page_with_its_figures_as_text(
    year: int, ward: int, guest: Open
) -> None:
    desk = guest(f"/ward?map={year}&ward={ward}").map_drawn()
    for paper in PAPERS:
        pdf = printed(desk, paper)
        assert pages(pdf) == 1
        said = text_of(pdf)
        mine = table(year)[ward]
        for one in INDICATORS:
            if one.kind in FRACTIONS:
                label = plain(one.label)
                figure = f"{float(mine[one.key]):.{one.decimals}%}"
                assert re.search(rf"{label}.{{0,12}}{figure}", said, re.IGNORECASE), one.key
        for figure in (f"{int(mine['population']):,}", f"${float(mine['median_income']):,.0f}"):
            assert figure in said
        expected = (f"{year} map", f"Ward {ward} ", "Alderperson: ", "Organizations", "Neighbors")
        for words in (*expected, "Side of the city", "Source: ", "Data release", f"ward={ward}"):
            assert plain(words) in said
        for screen in ("Include regional organizations", "Cite this view", "Methods"):
            assert plain(screen) not in said
    desk.no_trouble()


@pytest.mark.parametrize("query", CROWDED)
def test_the_most_crowded_wards_fit_too(query: str, guest: Open) -> None:
    desk = guest(f"/ward?{query}").map_drawn()
    assert [pages(printed(desk, paper)) for paper in PAPERS] == [1, 1]


# Lightness of the ground and of the words of the sheet, 0 to 255 each.
LIGHTNESS = """() => ["body", ".atlas-profile-sheet", ".atlas-profile-sheet td"].map((name) => {
    const style = getComputedStyle(document.querySelector(name));
    const parts = (name === "body" ? style.backgroundColor : style.color).match(/[0-9.]+/g);
    return Math.max(...parts.slice(0, 3).map(Number));
})"""


def test_a_dark_screen_prints_black_on_white(guest: Open) -> None:
    desk = guest("/ward?map=2015&ward=25", color_scheme="dark").map_drawn()
    desk.page.emulate_media(media="print", color_scheme="dark")
    ground, *words = desk.page.evaluate(LIGHTNESS)
    assert ground == 255
    assert max(words) < 40
    assert pages(printed(desk, print_background=True)) == 1


PIXEL_DEGREES = 0.0008
"""A pixel of the map at the zoom that shows the city, rounded up."""


def test_printing_leaves_the_screen_and_its_map_as_they_were(guest: Open) -> None:
    desk = guest("/ward?map=2015&ward=25").map_drawn()
    sheet = desk.page.locator(".atlas-profile-sheet")
    assert not sheet.is_visible()
    before = desk.frame.evaluate(VIEW)
    desk.page.emulate_media(media="print")
    sheet.wait_for(state="visible")
    assert not desk.page.locator("iframe").is_visible()
    assert not desk.page.get_by_test_id("stSidebar").is_visible()
    desk.page.emulate_media(media="screen")
    sheet.wait_for(state="hidden")
    desk.map_drawn()
    assert desk.frame.evaluate(VIEW) == pytest.approx(before, abs=PIXEL_DEGREES)
    desk.no_trouble()


def test_the_small_map_shows_fifty_wards_and_the_chosen_one(guest: Open) -> None:
    desk = guest("/ward?map=2023&ward=34").map_drawn()
    picture = desk.page.evaluate(
        """() => {
            const source = document.querySelector(".atlas-profile-head img").src;
            const text = atob(source.split("base64,")[1]);
            const svg = new DOMParser().parseFromString(text, "image/svg+xml");
            const all = [...svg.querySelectorAll("g path")].map((p) => p.getAttribute("d"));
            return [all.length, all.indexOf(svg.querySelector("svg > path").getAttribute("d"))];
        }"""
    )
    assert picture == [50, 33]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_reads_the_profile_without_scrolling_sideways(theme: str, guest: Open) -> None:
    phone = guest("/ward?map=2023&ward=34", **PHONE, color_scheme=theme).map_drawn()
    rows = phone.page.locator(".stMain table.atlas-profile:visible tbody tr")
    assert rows.count() == len(INDICATORS) + len({one.group for one in INDICATORS})
    wider = phone.page.evaluate(
        """() => [...document.querySelectorAll(".stMain, table.atlas-profile, .atlas-profile tr")]
            .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 1)
            .map((box) => box.className)"""
    )
    assert wider == []
    right = max(row.bounding_box()["x"] + row.bounding_box()["width"] for row in rows.all())
    assert right <= PHONE["viewport"]["width"]


def test_the_profile_is_a_table_of_its_own_to_take_away(guest: Open) -> None:
    desk = guest("/ward?map=2023&ward=34").map_drawn()
    content = desk.download("Table (CSV)").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["Indicator"] for row in rows] == [one.key for one in INDICATORS]
    mine = table(2023)[34]
    assert all(float(row["Value"]) == float(mine[row["Indicator"]]) for row in rows)
    desk.no_trouble()
