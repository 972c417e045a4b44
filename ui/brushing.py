"""Charts a reader can brush: the wards under the brush light up on the map and fill the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from geo.atlas import Atlas
from geo.charts import TEXT_DARK, TEXT_LIGHT, library
from geo.choropleth import Choropleth
from geo.demographics import WardValues
from geo.indicators import FRACTIONS, written
from geo.ramps import NO_DATA, ramp
from geo.view import View
from geo.wards import WARD_NUMBERS
from ui import cache, notes, state

BRUSH = "brush"

BINS = 24
"""Columns of the histogram of dots; fifty wards pile up at most a dozen high."""

HEIGHT_PX, SCATTER_PX, DOT_PX, AXIS_PX = 140, 400, 9, 60

FADED = 0.25


def histogram(drawn: Choropleth, view: View, *, dark: bool) -> None:
    """One dot per ward in the colors of the map, with the limits of the classes; brush to pick."""
    altair = library()

    values = drawn.values
    points = dots(drawn, view)
    if not points:
        return
    one = values.indicator
    ink = TEXT_DARK if dark else TEXT_LIGHT
    form = "%" if one.kind in FRACTIONS else "s"
    tallest = max(int(p["height"]) for p in points)
    brush = altair.selection_interval(name=BRUSH, encodings=["x"])
    x = altair.X("value:Q", title=one.label).axis(format=form, grid=False, tickCount=5)
    cloud = (
        altair.Chart(altair.Data(values=points))
        .mark_circle(size=52, opacity=1, stroke=ink, strokeWidth=0.4)
        .encode(
            x=x,
            y=altair.Y("height:Q", title=None, axis=None).scale(domain=[0, tallest + 1]),
            color=altair.Color("color:N", scale=None),
            opacity=altair.Opacity("opacity:Q", scale=None),
            tooltip=["words:N"],
        )
        .add_params(brush)
    )
    limits = [{"value": b} for b in drawn.breaks[:-1]]
    rules = altair.Chart(altair.Data(values=limits)).mark_rule(color=ink, strokeDash=[3, 3])
    layers = (rules.encode(x="value:Q") + cloud) if limits else cloud
    chart = layers.properties(height=max(HEIGHT_PX, tallest * DOT_PX + AXIS_PX)).configure_view(
        stroke=None
    )
    key = f"histogram_{one.key}_{values.vintage}"
    st.altair_chart(
        chart,
        key=key,
        on_select=state.on_chart(key, lambda found: picks(found, {"value": values})),
        selection_mode=BRUSH,
        alt=f"One dot per ward by {one.label}. Drag over dots to light their wards up on the map. "
        + "; ".join(p["words"] for p in points[:: max(len(points) // 6, 1)]),
    )
    st.caption("Each dot is a ward. Drag over dots to light them up on the map and in the table.")


def dots(drawn: Choropleth, view: View) -> list[dict[str, Any]]:
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
                "opacity": opacity(view, ward),
                "words": f"Ward {ward}: {written(values.indicator, value)}",
            }
        )
    return found


def opacity(view: View, ward: int) -> float:
    """Dots of wards that are not picked fade, if any are picked."""
    return 1.0 if not view.picked or ward in view.picked else FADED


def picks(found: Mapping[str, Any], axes: Mapping[str, WardValues]) -> tuple[int, ...]:
    """Wards whose values lie under the brush.

    Parameters
    ----------
    found : mapping
        What the chart reports: field to [low, high]. It comes from the visitor's browser.
    axes : mapping of field to values
    """
    spans = {field: span(found.get(field)) for field in axes}
    if not found or None in spans.values():
        return ()
    return tuple(
        ward
        for ward in WARD_NUMBERS
        if all(inside(axes[field].value(ward), spans[field]) for field in axes)
    )


def span(value: object) -> tuple[float, float] | None:
    """Two numbers in order, or None for anything else."""
    if not isinstance(value, list | tuple) or len(value) != 2:  # noqa: PLR2004  two ends
        return None
    if not all(isinstance(v, int | float) for v in value):
        return None
    return (min(value), max(value))


def inside(value: float | None, between: tuple[float, float] | None) -> bool:
    """Whether a value is known and lies within."""
    return value is not None and between is not None and between[0] <= value <= between[1]


def scatter(atlas: Atlas, first: WardValues, second: WardValues, view: View, *, dark: bool) -> None:
    """Two indicators against each other, a dot per ward in the color of its side; brush to pick."""
    altair = library()

    sides = cache.ward_sides(view.map, view.scheme)
    groups = list(atlas.schemes[view.scheme].groups)
    points = [
        {
            "ward": str(ward),
            "x": a,
            "y": b,
            "side": sides[ward].main,
            "opacity": opacity(view, ward),
            "words": f"Ward {ward}, {sides[ward].main}: {first.words(ward)}; {second.words(ward)}",
        }
        for ward, a, b in zip(WARD_NUMBERS, first.values, second.values, strict=True)
        if a is not None and b is not None
    ]
    colors = ramp("okabe_ito").colors(min(len(groups), 8), dark=dark)
    colors += (NO_DATA["dark" if not dark else "light"],) * (len(groups) - len(colors))
    brush = altair.selection_interval(name=BRUSH)
    forms = ["%" if v.indicator.kind in FRACTIONS else "s" for v in (first, second)]
    base = altair.Chart(altair.Data(values=points)).encode(
        x=altair.X("x:Q", title=first.indicator.label).axis(format=forms[0], grid=False),
        y=altair.Y("y:Q", title=second.indicator.label).axis(format=forms[1], grid=False),
        opacity=altair.Opacity("opacity:Q", scale=None),
        tooltip=["words:N"],
    )
    side = altair.Color("side:N", title="Side").scale(domain=groups, range=list(colors))
    marks = (
        base.mark_circle(size=90)
        .encode(color=side.legend(orient="top", columns=3))
        .add_params(brush)
    )
    names = base.mark_text(dy=-9, fontSize=10, color=TEXT_DARK if dark else TEXT_LIGHT)
    chart = (marks + names.encode(text="ward:N")).properties(height=SCATTER_PX)
    key = f"scatter_{first.indicator.key}_{second.indicator.key}_{view.map}"
    st.altair_chart(
        chart.configure_view(stroke=None),
        key=key,
        on_select=state.on_chart(key, lambda found: picks(found, {"x": first, "y": second})),
        selection_mode=BRUSH,
        alt=f"Wards by {first.indicator.label} and {second.indicator.label}, {len(points)} dots.",
    )
    st.caption("Each dot is a ward. Drag a box over dots to light them up on the map.")


def picked_note(view: View) -> None:
    """Which wards are picked, and a way back to all."""
    if not view.picked:
        return
    notes.text(f"Only the {len(view.picked)} picked wards: {listed(view.picked)}.")
    st.button("Show all wards", on_click=lambda: state.change(picked=()), key="clear_picked")


def listed(wards: Iterable[int]) -> str:
    """Ward numbers with commas."""
    return ", ".join(map(str, wards))
