"""A page with nothing but the ward map and the switches the browser tests press."""

from __future__ import annotations

import streamlit as st

from geo import paths
from geo.maps.ward_map import ClassStyle, MapState
from geo.wards import WARD_COUNT, WARD_NUMBERS
from ui.map_view import map_files, ward_map

FOLDER = paths.PROCESSED
LIGHT = ("#eef3f7", "#c6dcea", "#8fbcd8", "#4f94bd", "#f2d9b8", "#d9e6cf")
DARK = ("#1f2a33", "#25475c", "#2f6a8c", "#5fa3c7", "#5c4a30", "#3c4d33")
PATTERNS = ("none", "none", "hatch", "none", "dots", "cross")
HOSTILE = "<img src=x onerror=window.hacked=1> {{ 7*7 }} </script>"


def styles(dark: bool) -> tuple[ClassStyle, ...]:
    stroke, mark = ("#0e1114", "#8aa0ae") if dark else ("#ffffff", "#5b7c90")
    return tuple(
        ClassStyle(fill, 1.0, stroke, 0.75, "", pattern, mark)
        for fill, pattern in zip(DARK if dark else LIGHT, PATTERNS, strict=True)
    )


def texts() -> dict[str, dict[str, dict[str, object]]]:
    lines = ["2 ward organizations listed", "17,412 votes in the first round, 42 percent"]
    one = {str(w): {"title": f"Ward {w}", "lines": lines} for w in WARD_NUMBERS}
    return {
        "2015": one,
        "2023": {**one, "7": {"title": "Ward 7", "lines": [HOSTILE]}},
    }


def select(ward: int | None) -> None:
    st.session_state["chosen"] = ward
    st.session_state["told"] = st.session_state.get("told", 0) + 1


st.set_page_config(layout="wide")
dark = st.query_params.get("dark") == "1"
shift = st.number_input("Shift", 0, 50, 0)
vintage = st.radio("Ward map", (2015, 2023), horizontal=True)
outline = st.selectbox("Outline", ("", *st.query_params.get_all("scheme")))
bright = st.toggle("Only wards 1 to 12")
labels = st.toggle("Labels", value=True)
basemap = st.toggle("Streets")
# The class index repeats so that neighbors differ; every seventh ward has no data.
classes = tuple(-1 if w % 7 == 0 else (w + shift) % len(PATTERNS) for w in range(WARD_COUNT))

ward_map(
    MapState(
        vintage=vintage,
        ward_class=classes,
        classes=styles(dark),
        outline=outline,
        selected=st.session_state.get("chosen"),
        highlighted=tuple(range(1, 13)) if bright else (),
        labels=labels,
        basemap=basemap,
        dark=dark,
    ),
    map_files(
        {year: FOLDER / f"wards_{year}_display.geojson" for year in (2015, 2023)},
        FOLDER / "side_lines.geojson",
        FOLDER / "context.geojson",
        texts(),
    ),
    key="map",
    on_select=select,
)
st.text(f"chosen {st.session_state.get('chosen')} told {st.session_state.get('told', 0)} times")
