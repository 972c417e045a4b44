"""Toy figures: a map of fifty wards whose classes are chosen by the test, with any legend."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from geo.atlas_records import Build
from geo.figures.about import About
from geo.figures.figure import Chart, Figure, Legend, LegendRow, Square, Swatch
from geo.maps.map_state import ClassStyle, Glyph, MapState
from geo.sheets import Sheet
from geo.view import View

BUILD = Build("abc123", "1.2.3", "2026-11-23", ())
ADDRESS = "https://atlas.example/gaps?map=2023&build=abc123"
ABOUT = About(BUILD, ADDRESS, "d" * 64)

COLORS = ("#08406b", "#2b83ba", "#9ccbe8", "#d55e00")


def style(color: str, pattern: str = "none") -> ClassStyle:
    return ClassStyle(color, 1.0, "#ffffff", 1.0, "", pattern, "#3f7ca6")


def toy_map(classes: Sequence[int] = (), *, dark: bool = False, **more: object) -> MapState:
    """Wards 1, 2 … in these classes, the rest in class 0; class 2 is hatched."""
    by_ward = (*classes, *[0] * (50 - len(classes)))
    styles = (style(COLORS[0]), style(COLORS[1]), style(COLORS[2], "hatch"))
    usual = {"outline": "", "selected": None, "highlighted": (), "labels": True, "basemap": False}
    return MapState(2015, by_ward, styles, **{**usual, "dark": dark, **more})


def fill_rows(picture: MapState) -> tuple[LegendRow, ...]:
    counts = [picture.ward_class.count(n) for n in range(len(picture.classes))]
    return tuple(
        LegendRow(Swatch("fill", one), f"Class {n}", count)
        for n, (one, count) in enumerate(zip(picture.classes, counts, strict=True))
    )


def toy_figure(
    title: str = "7 of 50 wards are in class 1",
    legends: tuple[Legend | Square, ...] | None = None,
    picture: MapState | None = None,
    **more: object,
) -> Figure:
    """Seven wards in class 1, three in class 2, forty in class 0."""
    picture = picture or toy_map((1,) * 7 + (2,) * 3)
    usual = {
        "page": "gaps",
        "view": View(map=2015),
        "subtitle": "Wards by a class made up for a test (2020 census).",
        "badge": "2015 map",
        "alt": "Map of classes.",
        "sheet": Sheet("toy", (), {}, ("Ward",)),
        "sources": ("wards_2015", "vtds_2020"),
        "footing": "Ward map: 2015 map; people: 2020 census.",
        "caveats": ("A first caveat.", "A second caveat.", "A third caveat."),
    }
    if legends is None:
        legends = (Legend("Wards, of 50", fill_rows(picture)),)
    return Figure(**{**usual, "title": title, "legends": legends, "picture": picture, **more})


def every_kind() -> tuple[Legend | Square, ...]:
    """A legend with a row of each kind, and a square."""
    rows = (
        LegendRow(Swatch("fill", style("#08406b")), "Plain", 1001),
        LegendRow(Swatch("fill", style("#08406b", "dots")), "Dotted", 12),
        *(
            LegendRow(Swatch(kind), f"Kind {kind}", n)
            for n, kind in enumerate(("ring", "dashed", "doubt", "no_data", "empty", "district"))
        ),
        *(
            LegendRow(
                Swatch("symbol", None, "diamond", "#d55e00", held), f"Mark {held}", None, "5 stated"
            )
            for held in ("solid", "open", "faint")
        ),
    )
    cells = Square(
        "Two things",
        ("low third, 1% – 4%", "high third, 5% – 9%"),
        ("few", "many"),
        (("#eeeeee", "#3399dd"), ("#cc8833", "#664433")),
        ((21, 22), (23, 24)),
        3,
    )
    return Legend("Every kind", rows), cells


def toy_chart(text: str = "West") -> Chart:
    values = [{"side": text, "value": 5}, {"side": "South", "value": 12}]
    spec = {
        "data": {"values": values},
        "title": "Left out, as the picture has its own",
        "height": 120,
        "mark": "bar",
        "encoding": {
            "y": {"field": "side", "type": "nominal", "title": None},
            "x": {"field": "value", "type": "quantitative", "title": "Wards"},
        },
    }
    return Chart("sides", "Wards by side. Bars: wards", "West 5, South 12.", spec)


def marks() -> tuple[Glyph, ...]:
    return (Glyph("#d55e00", "square", solid=(1, 2), open=(3,)),)


SVG = "{http://www.w3.org/2000/svg}"


def texts(made: str) -> list[str]:
    """Every text of a picture, in the order it is drawn."""
    root = ET.fromstring(made)  # noqa: S314  our own
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]
