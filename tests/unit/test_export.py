"""Pages to take away: text stays text, nothing in a name breaks a file, bytes repeat."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader

from geo.errors import AtlasError
from geo.export.lettering import BOLD, COVERED, LACKING, cut, fitted, printable, width, wrapped
from geo.export.page import HEIGHT, MARGIN, WIDTH, Type, line
from geo.export.pdf import About, Link, pdf, settled
from geo.export.plan_page import (
    CounterRow,
    LegendRow,
    Picture,
    PlanPage,
    WardLine,
    plan_page,
    plan_pdf,
)
from geo.export.svg import document, node, written
from geo.export.ward_picture import frame
from geo.export.ward_shapes import Shapes, shapes
from geo.maps.map_state import ClassStyle, MapState
from geo.palettes import PLAN_CLASSES
from geo.plan_counters import Cell

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = About("A title", "2026-11-23")
HOSTILE = [
    "<b>&\"'</b>",
    "]]><script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "שלום עולם",
    "مرحبا بالعالم",
    "🎉🧑‍🤝‍🧑 party",
    "W" * 60,
    "a\u202eb\x00c\ud800",
    "((\\) /Type /Page endobj stream",
    "",
]


def streams(content: bytes) -> list[bytes]:
    found = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    return [zlib.decompress(s) if s[:1] == b"x" else s for s in found]


def text_of(content: bytes) -> str:
    """The letters of a file, in the order they are drawn, by its own tables of letters.

    Each font (`/fo0`) names a table that says which letter each of its two-byte codes is.
    """
    fonts = {}
    for name, number in re.findall(rb"/(fo\d+) (\d+) 0 R", content):
        body = re.search(rb"\n%s 0 obj(.*?)endobj" % number, content, re.DOTALL)[1]
        table = re.search(rb"/ToUnicode (\d+) 0 R", body)[1]
        listed = re.search(rb"\n%s 0 obj.*?endstream" % table, content, re.DOTALL)[0]
        pairs = re.findall(rb"<(\w{4})> <(\w+)>", listed)
        fonts[name] = {int(a, 16): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in pairs}
    letters = []
    for drawn in streams(content):
        shown = rb"/(fo\d+) [\d.]+ Tf\s+(?:\((.*?)\)|<(\w+)>) Tj"
        for name, string, digits in re.findall(shown, drawn, re.DOTALL):
            code = bytes.fromhex(digits.decode()) if digits else unescaped(string)
            letters.append(fonts[name].get(int.from_bytes(code, "big"), "�"))
    return "".join(letters)


def unescaped(string: bytes) -> bytes:
    """The bytes of a PDF string: octal numbers and escaped signs."""
    signs = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda m: bytes([int(m[1], 8)]) if m[1][:1].isdigit() else signs.get(m[1], m[1]),
        string,
        flags=re.DOTALL,
    )


def fonts_of(content: bytes) -> set[bytes]:
    return set(re.findall(rb"/BaseFont /\w+\+([\w-]+)", content))


def page_of(text: str) -> str:
    drawn = line(text, MARGIN, 100, Type(12)), line(text, MARGIN, 200, Type(12, BOLD))
    return document(WIDTH, HEIGHT, *drawn, title="Test")


def test_text_is_escaped_in_one_place() -> None:
    made = written(node("text", "<&>\x00\ud800", fill='"<', x=1.005, y=2.0))
    assert made == '<text fill="&quot;&lt;" x="1" y="2">&lt;&amp;&gt;</text>'
    assert written(node("path", d="", stroke_width=0.5)) == '<path stroke-width="0.5"/>'


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_makes_a_picture_that_can_be_read_back(text: str) -> None:
    whole = ET.fromstring(page_of(text))  # noqa: S314  our own
    found = [t.text or "" for t in whole.iter(f"{SVG}text")]
    assert found == [printable(text)] * 2
    assert len(list(whole.iter())) == 4  # nothing in a text becomes an element


def test_text_stays_text_in_the_typeface_of_the_pages() -> None:
    made = pdf(page_of("Rossana Rodríguez-Sánchez: ±1,234 – “50%” office −2"), ABOUT)
    assert text_of(made) == "Rossana Rodríguez-Sánchez: ±1,234 – “50%” office −2" * 2
    assert fonts_of(made) == {b"SourceSansPro-Regular", b"SourceSansPro-Bold"}
    assert made.count(b"/FontFile") == 2


def test_the_typeface_has_every_character_it_is_relied_on_for() -> None:
    """A lacking one would come from whatever typeface the machine has."""
    every = "".join(chr(c) for first, last in COVERED for c in range(first, last + 1))
    rows = [every[at : at + 80] for at in range(0, len(every), 80)]
    drawn = (line(row, 10, 20 + 12 * n, Type(8)) for n, row in enumerate(rows))
    made = pdf(document(WIDTH, HEIGHT, *drawn, title="All"), ABOUT)
    assert fonts_of(made) == {b"SourceSansPro-Regular"}
    lacking = set(printable(every)) - set(text_of(made))
    assert {c for c in lacking if c.isprintable() and not c.isspace()} == set()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_make_whole_files_with_nothing_of_the_machine(text: str) -> None:
    made = pdf(page_of(f"x{text}"), ABOUT)
    check_file(made)
    assert fonts_of(made) <= {b"SourceSansPro-Regular", b"SourceSansPro-Bold"}
    assert text_of(made) == f"x{printable(text)}" * 2 or not printable(text).isascii()


def check_file(made: bytes) -> PageObject:
    """A strict reader finds nothing to mend, and there is one page."""
    (page,) = PdfReader(BytesIO(made), strict=True).pages
    return page


def test_characters_without_a_letter_of_ours_are_shown_as_such() -> None:
    assert printable("A שלום 🎉 é e\u0301 \u202eB\u200d") == f"A {LACKING * 4} {LACKING} é é B"
    assert printable("  two \n words ") == "two words"


def test_the_same_page_is_the_same_file() -> None:
    """vl-convert changes the order of its objects from run to run: twelve runs show that."""
    page = page_of("Wards 1, 2 and 3")
    assert (
        len({pdf(page, ABOUT, (Link(1, 2, 3, 4, "https://example.org"),)) for _ in range(12)}) == 1
    )


def test_title_language_date_and_link_are_in_the_file() -> None:
    address = "https://example.org/plans?a=(1)&b=%D7%A9"
    made = pdf(page_of("x"), About("Plan “A”", "2026-11-23"), [Link(36, 700, 100, 20, address)])
    (link,) = check_file(made)["/Annots"]
    assert link.get_object()["/A"]["/URI"] == address
    # 792 - 700 - 20 from the lower edge
    assert [float(n) for n in link.get_object()["/Rect"]] == [36, 72, 136, 92]
    reader = PdfReader(BytesIO(made))
    assert reader.metadata.title == "Plan “A”"
    assert reader.metadata.creation_date == datetime(2026, 11, 23, tzinfo=UTC)
    assert reader.root_object["/Lang"] == "en-US"


def test_a_file_of_another_make_is_refused() -> None:
    with pytest.raises(AtlasError, match="no PDF of one page"):
        settled(b"%PDF-1.7\nnothing", ABOUT)
    with pytest.raises(AtlasError, match="cannot be made"):
        pdf("<svg", ABOUT)


def test_lines_break_where_they_must_and_no_later() -> None:
    text = "Wards of the 2023 map that nobody reaches " * 4
    lines = wrapped(text, 120, 8)
    assert " ".join(lines) == text.strip()
    assert all(width(one, 8) <= 120 for one in lines)
    for one, after in pairwise(lines):
        assert width(f"{one} {after.split()[0]}", 8) > 120


def test_a_word_too_long_is_broken_and_a_line_too_long_is_shrunk_then_cut() -> None:
    long = "W" * 60
    lines = wrapped(long, 200, 8)
    assert "".join(lines) == long
    assert len(lines) > 1
    assert all(width(one, 8) <= 200 for one in lines)
    assert len(wrapped(long * 9, 200, 8, most=2)) == 2
    assert fitted("short", 200, 8, 6) == ("short", 8)
    shown, size = fitted(long, 200, 8, 6)
    assert size == 6
    assert shown.endswith("…")
    assert width(shown, size) <= 200
    assert cut("abc", 0, 8) == "…"


SQUARE = ((0.0, 0.0), (1000.0, 0.0), (1000.0, 2000.0), (0.0, 2000.0))


def test_the_city_is_in_proportion_centered_and_the_right_way_up() -> None:
    """A city of 1 km by 2 km in a box of 100 by 100: as high as the box less its margins."""
    city = Shapes({1: (SQUARE,)}, {1: (500.0, 1000.0)}, (), {})
    of = frame(city, 10, 20, 100, 100)
    (left, top), (right, bottom) = of.at((0, 2000)), of.at((1000, 0))
    assert (top, bottom) == (pytest.approx(22), pytest.approx(118))
    assert (left + right) / 2 == pytest.approx(60)
    assert (right - left) / (bottom - top) == pytest.approx(0.5)


def test_shapes_are_in_meters_of_the_state_plane() -> None:
    """Ward 25 lies some 4 km southwest of State and Madison, at (358.6, 579.0) km."""
    found = shapes(2015, "x")
    assert sorted(found.wards) == list(range(1, 51))
    west, south, east, north = found.bounds
    assert (east - west) / 1000 == pytest.approx(34, abs=3)
    assert (north - south) / 1000 == pytest.approx(42, abs=3)
    x, y = found.labels[25]
    assert abs(x - 355_500) < 3000
    assert abs(y - 576_500) < 3000
    assert {"five", "nine", "essay"} <= set(found.sides)


STYLE = ClassStyle("#dedcd6", 1.0, "#ffffff", 1.0, "", "none", "#dedcd6")
HATCHED = replace(STYLE, fill="#f0a23c", pattern="cross", pattern_color="#5c3300", dash="4 3")


def content(name: str = "South first", wards: int = 3) -> PlanPage:
    state = MapState(2015, (0,) * 49 + (1,), (STYLE, HATCHED), "five", None, (), True, False, False)
    changes = tuple(WardLine(n, f"{n}  Name", "50,000 people") for n in range(1, wards + 1))
    return PlanPage(
        "2015 map",
        "Data release 1",
        "2026-11-23",
        f"Plan A would reach many {name}",
        "Reached means: living there.",
        (Picture("Today", "", state), Picture("Plan A", name, state)),
        tuple(LegendRow(c, (25, 24)) for c in PLAN_CLASSES),
        ("Today", "Plan A"),
        tuple(
            CounterRow(h, f"row {n}", (Cell("1,000", "± 3", "1 – 2 – 3", ""),) * 2)
            for h in ("Wards", "People", "Groups")
            for n in range(5)
        ),
        (("Plan A adds", changes),),
        ("A note.",),
        "Source: somebody.",
        "https://example.org/plans?plan_a=1",
        "https://example.org/plans?plan_a=1&everything=yes",
    )


def test_the_page_says_all_it_is_given() -> None:
    made = plan_pdf(content(), shapes(2015, "x"))
    said = text_of(made)
    for part in (
        "Plan A would reach",
        "South first",
        "Data release 1",
        "± 3; 1 – 2 – 3",
        "Source:",
    ):
        assert part in said
    for ward in range(1, 51):
        assert str(ward) in said
    (link,) = check_file(made)["/Annots"]
    assert "everything=yes" in link.get_object()["/A"]["/URI"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_plan_of_any_name_is_a_page(name: str) -> None:
    drawn, _ = plan_page(content(name), shapes(2015, "x"))
    root = ET.fromstring(drawn)  # noqa: S314
    texts = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert not any("<b>" in t and "<b>" not in name for t in texts)
    on_paper(root)
    check_file(plan_pdf(content(name), shapes(2015, "x")))


def test_fifty_wards_do_not_run_over_the_foot_of_the_page() -> None:
    drawn, (link,) = plan_page(content(wards=50), shapes(2015, "x"))
    root = ET.fromstring(drawn)  # noqa: S314
    on_paper(root)
    more = [t.text for t in root.iter(f"{SVG}text") if (t.text or "").startswith("and ")]
    assert more
    foot = min(float(t.get("y", 0)) for t in root.iter(f"{SVG}text") if t.text == "A note.")
    assert foot < 10  # moved as a whole, so its own heights begin at the top
    assert link.y + link.height <= HEIGHT - MARGIN + 1


def on_paper(root: ET.Element) -> None:
    """Every line begins and ends on the paper, by the typeface's own widths."""
    for text in root.iter(f"{SVG}text"):
        size, weight = float(text.get("font-size", 0)), int(text.get("font-weight", 400))
        wide = width("".join(text.itertext()), size, weight)
        x = float(text.get("x", 0))
        start = {"end": x - wide, "middle": x - wide / 2}.get(text.get("text-anchor", ""), x)
        assert start >= MARGIN - 8, text.text
        assert start + wide <= WIDTH - MARGIN + 8, text.text
        assert 0 <= float(text.get("y", 0)) <= HEIGHT - MARGIN + 1
