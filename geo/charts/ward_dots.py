"""Wards as dots: by one figure in the colors of the map, and by two against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.charts.dot_labels import PLACES, places
from geo.charts.vega import Spec, layer, layers, name, number, text_color
from geo.choropleth import Choropleth
from geo.demographic_words import finding
from geo.demographics import WardValues
from geo.figures.figure import Chart
from geo.indicators import FRACTIONS, Indicator, written
from geo.ramps import NO_DATA, ramp
from geo.sides import WardSide
from geo.wards import WARD_NUMBERS

HISTOGRAM, SCATTER = "histogram", "scatter"
"""Names of the two charts."""

DOTS = "dots"
"""Name of the layer whose dots are wards: what a reader brushes over."""

BINS = 24
"""Columns of the histogram of dots; fifty wards pile up at most a dozen high."""

HEIGHT_PX, SCATTER_PX, DOT_PX, AXIS_PX = 140, 400, 9, 60

FADED = 0.25

MOST_COLORS = 8
"""Sides that can be told apart by color; a further one is gray."""

TOLD = 6
"""About so many dots are read out in the text alternative."""


def histogram(drawn: Choropleth, picked: Sequence[int], *, dark: bool) -> Chart | None:
    """One dot per ward in the colors of the map, with the limits of the classes.

    Parameters
    ----------
    drawn : Choropleth
    picked : sequence of int
        Wards that stand out; the others fade. None picked, none fades.
    dark : bool
        Theme.

    Returns
    -------
    Chart or None
        None if no ward's figure is known.
    """
    points = dots(drawn, picked)
    if not points:
        return None
    tallest = max(int(p["height"]) for p in points)
    limits = [{"value": limit} for limit in drawn.breaks[:-1]]
    lines = [limit_layer(limits, dark=dark)] if limits else []
    parts = [*lines, cloud(drawn.values.indicator, points, tallest, dark=dark)]
    height = max(HEIGHT_PX, tallest * DOT_PX + AXIS_PX)
    label = drawn.values.indicator.label
    told = "; ".join(p["words"] for p in points[:: max(len(points) // TOLD, 1)])
    return Chart(
        HISTOGRAM,
        f"Wards by {label}",
        f"One dot per ward by {label}, {len(points)} dots. {finding(drawn.values)}. From the "
        f"lowest up, for example: {told}.",
        layers(parts, height, dark=dark),
    )


def cloud(one: Indicator, points: Sequence[Spec], tallest: int, *, dark: bool) -> Spec:
    """The dots of the histogram; `tallest` is the number of dots of its highest column."""
    ink = text_color(dark=dark)
    drawn = layer(
        {"type": "circle", "opacity": 1, "size": 52, "stroke": ink, "strokeWidth": 0.4},
        {
            "x": number("value", title=one.label, axis={**axis(one), "tickCount": 5}),
            "y": number("height", title=None, axis=None, scale={"domain": [0, tallest + 1]}),
            "color": name("color", scale=None),
            "opacity": number("opacity", scale=None),
            "tooltip": [name("words")],
        },
        points,
    )
    return {"name": DOTS, **drawn}


def limit_layer(limits: Sequence[Spec], *, dark: bool) -> Spec:
    """Dashed lines between the classes."""
    mark = {"type": "rule", "color": text_color(dark=dark), "strokeDash": [3, 3]}
    return layer(mark, {"x": number("value")}, limits)


def dots(drawn: Choropleth, picked: Sequence[int]) -> list[Spec]:
    """Where each ward's dot stands: at its value, on top of the wards of about the same value."""
    values = drawn.values
    known = [(v, w) for v, w in zip(values.values, WARD_NUMBERS, strict=True) if v is not None]
    if not known:
        return []
    low, high = min(known)[0], max(known)[0]
    width = (high - low) / BINS or 1.0
    heights: dict[int, int] = {}
    found = []
    for value, ward in sorted(known):
        column = int((value - low) / width)
        heights[column] = heights.get(column, 0) + 1
        found.append(
            {
                "ward": ward,
                "value": value,
                "height": heights[column],
                "color": drawn.colors[drawn.ward_class[ward - 1]],
                "opacity": opacity(picked, ward),
                "words": f"Ward {ward}: {written(values.indicator, value)}",
            }
        )
    return found


def opacity(picked: Sequence[int], ward: int) -> float:
    """Dots of wards that are not picked fade, if any are picked."""
    return 1.0 if not picked or ward in picked else FADED


def scatter(
    both: tuple[WardValues, WardValues],
    sides: Mapping[int, WardSide],
    groups: Sequence[str],
    picked: Sequence[int],
    *,
    dark: bool,
) -> Chart:
    """Two indicators against each other: a dot per ward in its side's color, with its number.

    Parameters
    ----------
    both : (first, second)
        Across and upward.
    sides : mapping
        Each ward's side under a scheme.
    groups : sequence of str
        The sides of the scheme, in the order of the legend.
    picked : sequence of int
        As for `histogram`.
    dark : bool
        Theme.
    """
    first, second = (values.indicator for values in both)
    points = pairs(both, sides, picked)
    shared = {
        "x": number("x", title=first.label, axis=axis(first)),
        "y": number("y", title=second.label, axis=axis(second)),
        "opacity": number("opacity", scale=None),
        "tooltip": [name("words")],
    }
    color = {"color": side_color(groups, dark=dark)}
    marks = {"name": DOTS, **layer({"type": "circle", "size": 90}, {**shared, **color})}
    return Chart(
        SCATTER,
        f"{first.label} × {second.label}",
        f"Wards by {first.label} and {second.label}, {len(points)} dots. "
        f"{finding(both[0])}. {finding(both[1])}.",
        layers([marks, *numbers(shared, dark=dark)], SCATTER_PX, dark=dark, rows=points),
    )


def numbers(shared: Spec, *, dark: bool) -> list[Spec]:
    """The numbers of the dots, a layer for each place beside a dot; `shared` is how dots stand."""
    text = {"type": "text", "fontSize": 10, "color": text_color(dark=dark)}
    return [
        {
            "transform": [{"filter": f"datum.place == '{key}'"}],
            **layer(
                {**text, "align": place.align, "dx": place.dx, "dy": place.dy},
                {**shared, "text": name("ward")},
            ),
        }
        for key, place in PLACES.items()
    ]


def pairs(
    both: tuple[WardValues, WardValues], sides: Mapping[int, WardSide], picked: Sequence[int]
) -> list[Spec]:
    """A dot for every ward both of whose figures are known, and where its number stands."""
    first, second = both
    known = [
        (ward, a, b)
        for ward, a, b in zip(WARD_NUMBERS, first.values, second.values, strict=True)
        if a is not None and b is not None
    ]
    where = places([(a, b) for _, a, b in known])
    return [
        {
            "ward": str(ward),
            "x": a,
            "y": b,
            "place": place,
            "side": sides[ward].main,
            "opacity": opacity(picked, ward),
            "words": f"Ward {ward}, {sides[ward].main}: {first.words(ward)}; {second.words(ward)}",
        }
        for (ward, a, b), place in zip(known, where, strict=True)
    ]


def side_color(groups: Sequence[str], *, dark: bool) -> Spec:
    """A color per side, gray from the ninth on, with their legend."""
    colors = ramp("okabe_ito").colors(min(len(groups), MOST_COLORS), dark=dark)
    gray = NO_DATA["light" if dark else "dark"]
    shades = [*colors, *[gray] * (len(groups) - len(colors))]
    legend = {"orient": "top", "columns": 3, "symbolOpacity": 1}
    return name(
        "side", title="Side", scale={"domain": list(groups), "range": shades}, legend=legend
    )


def axis(of: Indicator) -> Spec:
    """An axis without lines across the dots."""
    return {"format": "%" if of.kind in FRACTIONS else "s", "grid": False}
