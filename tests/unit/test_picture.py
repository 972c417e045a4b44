"""Pictures to take away: the figure's counts, exact sizes, words within, bytes that repeat."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
import shapely
from PIL import Image
from pypdf import PdfReader

from geo.atlas import load_atlas
from geo.export.form import RESOLUTIONS, SIZES, Form, FormError
from geo.export.lettering import BOLD, REGULAR, width
from geo.export.picture import drawing, pdf_of, png, svg
from geo.export.ward_frame import frame
from geo.export.ward_shapes import shapes
from geo.figures.about import About
from geo.figures.compose import compose
from geo.figures.figure import Figure, Legend, LegendRow, Swatch
from geo.figures.words import long_description
from geo.links import brief_link, link
from geo.view import View
from tests.figure_toys import (
    ABOUT,
    ADDRESS,
    COLORS,
    every_kind,
    marks,
    texts,
    toy_figure,
    toy_map,
)

SVG = "{http://www.w3.org/2000/svg}"
ATLAS = load_atlas()


def boxes(made: str) -> list[tuple[str, float, float, float, float]]:
    """Every text with the box around it, in pixels of the drawing; moves of groups count."""
    found = []

    def walk(one: ET.Element, dx: float, dy: float, scale: float) -> None:
        moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", one.get("transform", ""))
        if moved:
            dx, dy = dx + float(moved[1]), dy + float(moved[2])
        if one.tag == f"{SVG}text":
            text, size = "".join(one.itertext()), float(one.get("font-size", 0))
            weight = BOLD if one.get("font-weight") == str(BOLD) else REGULAR
            wide = width(text, size, weight)
            x, y = float(one.get("x", 0)) + dx, float(one.get("y", 0)) + dy
            x -= {"middle": wide / 2, "end": wide}.get(one.get("text-anchor", ""), 0)
            found.append((text, x, y - size * 0.7, x + wide, y))
        for child in one:
            walk(child, dx, dy, scale)

    walk(ET.fromstring(made), 0, 0, 1)  # noqa: S314  our own
    return found


def collisions(made: str) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for one, other in combinations(boxes(made), 2)
        if min(one[3], other[3]) - max(one[1], other[1]) > 0.5
        and min(one[4], other[4]) - max(one[2], other[2]) > 0.5
    ]


def real(**more: object) -> tuple[Figure, About]:
    view = replace(View(), **more)
    figure = compose(ATLAS, "presence", view)
    address = "https://atlas.example" + link(figure.view, "", ATLAS.build.build_id)
    return figure, About(ATLAS.build, address, "f" * 64)


def test_the_counts_in_the_legend_are_those_of_the_figure_and_of_its_picture() -> None:
    figure, about = real(map=2015)
    (legend,) = figure.legends
    assert isinstance(legend, Legend)
    for size in SIZES:
        shown = texts(svg(figure, Form(size), about))
        whole = " ".join(shown)
        for row in legend.rows:
            assert re.search(rf"{re.escape(row.label)} {row.count}\b", whole), row.label
    by_class = [
        sum(figure.picture.classes[c] == row.swatch.style for c in figure.picture.ward_class)
        for row in legend.rows
    ]
    assert by_class == [row.count for row in legend.rows]
    assert sum(by_class) == 50


def test_wards_are_filled_as_the_legend_says() -> None:
    """Seven wards of class 1; its swatch has the same color once more."""
    made = svg(toy_figure(), Form("page"), ABOUT)
    assert made.count(f'fill="{COLORS[1]}"') == 7 + 1
    assert made.count(f'fill="{COLORS[0]}"') == 40 + 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_pictures_are_exactly_as_large_as_they_say(size: str, resolution: str) -> None:
    if resolution == "print" and not SIZES[size].inches:
        with pytest.raises(FormError, match="For print choose column, page"):
            Form(size, resolution)
        return
    form = Form(size, resolution)
    made = drawing(toy_figure(), form, ABOUT)
    picture = Image.open(BytesIO(png(toy_figure(), form, ABOUT)))
    by = {"1x": 1, "2x": 2, "print": 1.75}[resolution]
    assert picture.size == (SIZES[size].width * by, int(made.height * by))
    assert made.height == (SIZES[size].height or made.height)
    if resolution == "print":
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert picture.width / 300 == SIZES[size].inches


def test_a_pdf_is_as_wide_as_its_column_and_a_slide_as_slides_are() -> None:
    for size, points in (("column", 3.5 * 72), ("page", 7 * 72), ("social", 600), ("slide", 960)):
        (page,) = PdfReader(BytesIO(pdf_of(toy_figure(), Form(size), ABOUT)), strict=True).pages
        assert float(page.mediabox.width) == pytest.approx(points, abs=0.1)


def test_the_files_say_title_source_link_build_and_data() -> None:
    figure = toy_figure()
    picture = Image.open(BytesIO(png(figure, Form(byline="A. Writer"), ABOUT)))
    told = {name: str(text) for name, text in picture.text.items()}
    assert told["Title"] == figure.title
    assert told["URL"] == ADDRESS
    assert told["Build"] == "abc123"
    assert told["DataHash"] == "d" * 64
    assert told["Author"] == "A. Writer, Chicago Ward Atlas"
    assert told["Description"] == long_description(figure)
    assert "City of Chicago" in told["Source"]

    reader = PdfReader(BytesIO(pdf_of(figure, Form(), ABOUT)), strict=True)
    assert reader.metadata is not None
    assert reader.metadata.title == figure.title
    for name in ("URL", "Build", "DataHash", "Source", "Description"):
        assert reader.metadata[f"/{name}"] == told[name]
    packet = reader.xmp_metadata
    assert packet is not None
    assert packet.dc_title == {"x-default": figure.title}
    (link_,) = (a.get_object() for a in reader.pages[0]["/Annots"])
    assert link_["/A"]["/URI"] == ADDRESS

    root = ET.fromstring(svg(figure, Form(), ABOUT))  # noqa: S314  our own
    meta = " ".join(root.find(f"{SVG}metadata").itertext())
    assert root.findtext(f"{SVG}title") == figure.title
    assert "7 of 50" in root.findtext(f"{SVG}desc")
    for fact in (ADDRESS, "abc123", "d" * 64, "2026-11-23"):
        assert fact in meta


def test_the_same_figure_is_the_same_file() -> None:
    figure, form = toy_figure(legends=every_kind()), Form("social")
    for make in (svg, png, pdf_of):
        assert make(figure, form, ABOUT) == make(figure, form, ABOUT)
    other = replace(ABOUT, data_hash="e" * 64)
    assert png(figure, form, ABOUT) != png(figure, form, other)


def test_text_stays_text() -> None:
    figure, about = real(map=2023)
    (page,) = PdfReader(BytesIO(pdf_of(figure, Form("page"), about)), strict=True).pages
    read = " ".join(page.extract_text().split())
    assert "None listed is not proof that there is none." in read
    fonts = {f.get_object()["/BaseFont"][8:] for f in page["/Resources"]["/Font"].values()}
    assert fonts == {"SourceSansPro-Regular", "SourceSansPro-Bold"}
    made = svg(figure, Form("page"), about)
    assert made.count("@font-face") == 2
    assert "data:font/woff;base64," in made


def test_nothing_is_asked_from_elsewhere() -> None:
    made = svg(toy_figure(legends=every_kind()), Form(), ABOUT)
    without = re.sub(r"url\(data:[^)]*\)", "", made)
    assert set(re.findall(r"url\(([^)#]+)", without)) == set()
    assert re.findall(r'(?:src|href)="([^"]*)"', without) == [ADDRESS.replace("&", "&amp;")]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True])
def test_no_words_collide(size: str, dark: bool) -> None:
    """Title, legend, foot and ward numbers, measured."""
    rows = tuple(
        LegendRow(Swatch("fill", toy_map().classes[n % 3]), f"Class {n}, from {n}.0% to {n}.9%", n)
        for n in range(12)
    )
    for legends in (None, every_kind(), (Legend("Twelve rows", rows),), ()):
        figure = toy_figure(legends=legends, picture=toy_map((1, 2), dark=dark))
        made = svg(figure, Form(size, dark=dark), ABOUT)
        assert collisions(made) == []
        edge = SIZES[size].width
        assert [b for b in boxes(made) if b[1] < 0 or b[3] > edge] == []


def test_the_measure_of_collisions_finds_one() -> None:
    made = svg(toy_figure(), Form(), ABOUT)
    twice = made.replace("</svg>", '<text x="30" y="60" font-size="20">Over the title</text></svg>')
    assert collisions(twice) != []


def test_real_ward_numbers_do_not_collide_in_a_column() -> None:
    for year in (2015, 2023):
        figure, about = real(map=year)
        made = svg(figure, Form("column"), about)
        assert collisions(made) == []
        numbers = {text for text, *_ in boxes(made)} & {str(n) for n in range(1, 51)}
        assert len(numbers) >= 45


def test_a_legend_in_the_corner_covers_no_ward() -> None:
    """The southwest of the city's box is empty: the legend stands there, inside the map."""
    figure, about = real(map=2015)
    made = svg(figure, Form("page"), about)
    land = next(r for r in ET.fromstring(made).iter(f"{SVG}rect") if r.get("x"))  # noqa: S314
    box = tuple(float(land.get(name, 0)) for name in ("x", "y", "width", "height"))
    shapes_ = shapes(2015, ATLAS.build.build_id)
    of = frame(shapes_, *box)
    wards = [
        shapely.Polygon([of.at(p) for p in ring])
        for rings in shapes_.wards.values()
        for ring in rings
    ]
    inside = [
        (text, shapely.box(*edges))
        for text, *edges in boxes(made)
        if box[1] < edges[1] < box[1] + box[3] and not text.isdigit()
    ]
    assert {"Wards, of 50", "Regional organization only"} <= {text for text, _ in inside}
    assert [text for text, area in inside for ward in wards if ward.intersects(area)] == []


def test_budgets_of_bytes() -> None:
    figure, about = real(map=2023, side="South")
    for size in SIZES:
        assert len(svg(figure, Form(size), about).encode()) <= 250_000
        assert len(png(figure, Form(size, "2x"), about)) <= 400_000


def test_colors_of_a_png_are_those_drawn() -> None:
    """Also one that covers next to nothing: a mark in another orange would be another's."""
    figure = toy_figure(picture=toy_map((1, 2), glyphs=marks()))
    picture = Image.open(BytesIO(png(figure, Form("social"), ABOUT))).convert("RGB")
    found = {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in picture.getcolors(1 << 24)}
    assert {"#d55e00", *COLORS[:3], "#ffffff"} <= found


def test_a_plain_picture_is_the_map_alone() -> None:
    form = Form("column", plain=True, ground="none")
    made = svg(toy_figure(), form, ABOUT)
    assert {t for t in texts(made) if not t.isdigit()} == set()
    picture = Image.open(BytesIO(png(toy_figure(), form, ABOUT))).convert("RGBA")
    assert picture.getpixel((5, picture.height - 5))[3] == 0
    assert (0x08, 0x40, 0x6B, 255) in {color for _, color in picture.getcolors(1 << 24)}
    white = Image.open(BytesIO(png(toy_figure(), Form(plain=True), ABOUT))).convert("RGB")
    assert white.getpixel((5, white.height - 5)) == (255, 255, 255)


def test_the_printed_address_is_short_and_leads_to_the_whole_one() -> None:
    figure, about = real(map=2023)
    shown = "".join(texts(svg(figure, Form(), about)))
    assert "https://atlas.example" + brief_link(figure.view, "", ATLAS.build.build_id) in shown
    assert about.address not in shown
    assert about.address.replace("&", "&amp;") in svg(figure, Form(), about)
