"""Charts a reader can brush: the wards under the brush light up on the map and fill the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from geo.charts.ward_dots import DOTS, HISTOGRAM, SCATTER
from geo.demographics import WardValues
from geo.figures.figure import Chart, Figure
from geo.view import View
from geo.wards import WARD_NUMBERS
from ui import notes, state
from ui.charts import draw

BRUSH = "brush"


def histogram(figure: Figure, values: WardValues) -> None:
    """The wards by one indicator, if the figure has that chart; brush to pick."""
    chart = figure.chart(HISTOGRAM)
    if chart is None:
        return
    key = f"histogram_{values.indicator.key}_{values.vintage}"
    brushed(chart, key, {"value": values}, ["x"])
    st.caption("Each dot is a ward. Drag over dots to light them up on the map and in the table.")


def scatter(figure: Figure, first: WardValues, second: WardValues) -> None:
    """The wards by two indicators, if the figure has that chart; brush to pick."""
    chart = figure.chart(SCATTER)
    if chart is None:
        return
    notes.kicker(chart.title)
    key = f"scatter_{first.indicator.key}_{second.indicator.key}_{first.vintage}"
    brushed(chart, key, {"x": first, "y": second}, ["x", "y"])
    st.caption("Each dot is a ward. Drag a box over dots to light them up on the map.")


def brushed(
    chart: Chart, key: str, axes: Mapping[str, WardValues], encodings: Sequence[str]
) -> None:
    """A chart of dots with a brush.

    Parameters
    ----------
    chart : Chart
        With a layer called `DOTS`.
    key : str
    axes : mapping of field to values
        What the dots stand at.
    encodings : sequence of str
        Directions in which the brush has ends.
    """
    select = {"type": "interval", "encodings": list(encodings)}
    draw(
        chart,
        key=key,
        params=[{"name": BRUSH, "select": select, "views": [DOTS]}],
        on_select=state.on_chart(key, lambda found: picks(found, axes)),
    )


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


def picked_note(view: View) -> None:
    """Which wards are picked, and a way back to all."""
    if not view.picked:
        return
    notes.text(f"Only the {len(view.picked)} picked wards: {listed(view.picked)}.")
    st.button("Show all wards", on_click=lambda: state.change(picked=()), key="clear_picked")


def listed(wards: Iterable[int]) -> str:
    """Ward numbers with commas."""
    return ", ".join(map(str, wards))
