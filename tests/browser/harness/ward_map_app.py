"""A page with nothing but the ward map and the switches the browser tests press.

``?instant=1`` shows indicators: hatched wards, rings and the bar that steps through them.
``?glyphs=1`` puts marks on some wards. With ``slow=1`` the server takes its time over every answer,
with ``deaf=1`` it follows no step.
"""

from __future__ import annotations

import time
from dataclasses import replace

import streamlit as st

from geo import paths
from geo.maps.map_state import ClassStyle, Glyph, MapState
from geo.wards import WARD_COUNT, WARD_NUMBERS
from ui.map_view import map_files, ward_map

FOLDER = paths.PROCESSED
LIGHT = ("#eef3f7", "#c6dcea", "#8fbcd8", "#4f94bd", "#f2d9b8", "#d9e6cf")
DARK = ("#1f2a33", "#25475c", "#2f6a8c", "#5fa3c7", "#5c4a30", "#3c4d33")
PATTERNS = ("none", "none", "hatch", "none", "dots", "cross")
HOSTILE = "<img src=x onerror=window.hacked=1> {{ 7*7 }} </script>"
LABELS = {
    "poverty_share": "Below poverty",
    "crowded_share": f"{HOSTILE} and more words than any bar has room for",
    "density": "Density",
    "renter_share": "Renters",
}
RAMPS = {
    "light": ("#edf4fa", "#bcd7ea", "#7db2d6", "#3a82b5", "#0b4a78"),
    "dark": ("#1e2a34", "#244a63", "#2f739b", "#5ba6d0", "#bfe6fb"),
}
HATCHED = {"poverty_share": [3, 16, 27, 42], "density": [2]}
GLYPHS = (
    Glyph("#0072b2", "circle", (22, 25, 33, 35, 50)),
    Glyph("#d55e00", "square", (1, 20, 25, 35, 40), (33,)),
    Glyph("#009e73", "diamond", (25, 35), (10,), small=(10,)),
    Glyph("#1c2329", "triangle-up", (33, 35), (25,), (20,)),
)
ORGANIZED, REGIONAL = (1, 22, 25, 26, 35), (10, 31, 33, 36)


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


def class_of(place: int, ward: int, vintage: int) -> int:
    """Differs from one indicator and ward map to the next; every eleventh ward has no data."""
    return -1 if ward % 11 == 0 else (ward + place + vintage // 2023) % len(RAMPS["light"])


def indicators() -> dict[str, list[dict[str, object]]]:
    found = []
    for place, (key, label) in enumerate(LABELS.items()):
        classes = {v: [class_of(place, w, v) for w in WARD_NUMBERS] for v in (2015, 2023)}
        shown = {
            v: ["" if c < 0 else f"{10 * c + place}.4% ± 1.2" for c in found_classes]
            for v, found_classes in classes.items()
        }
        found.append(
            {
                "key": key,
                "label": label,
                "unit": "per km²" if key == "density" else "",
                "ramp_light": RAMPS["light"],
                "ramp_dark": RAMPS["dark"],
                "classes": {str(v): found_classes for v, found_classes in classes.items()},
                "values": {str(v): values for v, values in shown.items()},
                "hatched": {"2015": HATCHED.get(key, [])},
            }
        )
    return {"indicators": found}


def indicator_state(state: MapState, key: str) -> MapState:
    """The indicator in the reader's own choice of classes: two of them, not the file's five."""
    place = list(LABELS).index(key)
    ramp = RAMPS["dark" if state.dark else "light"]
    return replace(
        state,
        ward_class=tuple(min(1, class_of(place, w, state.vintage)) for w in WARD_NUMBERS),
        classes=tuple(
            replace(styles(state.dark)[0], fill=fill, weight=1.0) for fill in (ramp[0], ramp[-1])
        ),
        hatched=tuple(HATCHED.get(key, ())),
        rings=(ORGANIZED, REGIONAL),
        instant=key,
    )


def step(key: str) -> None:
    if key in LABELS:
        st.session_state["step"] = key
        st.session_state["steps"] = st.session_state.get("steps", 0) + 1


def select(ward: int | None) -> None:
    st.session_state["chosen"] = ward
    st.session_state["told"] = st.session_state.get("told", 0) + 1


st.set_page_config(layout="wide")
dark = st.query_params.get("dark") == "1"
instant = st.query_params.get("instant") == "1"
if st.query_params.get("slow") == "1":
    time.sleep(0.8)
shift = st.number_input("Shift", 0, 50, 0)
vintage = st.radio("Ward map", (2015, 2023), horizontal=True)
outline = st.selectbox("Outline", ("", *st.query_params.get_all("scheme")))
bright = st.toggle("Only wards 1 to 12")
labels = st.toggle("Labels", value=True)
basemap = st.toggle("Streets")
# The class index repeats so that neighbors differ; every seventh ward has no data.
classes = tuple(-1 if w % 7 == 0 else (w + shift) % len(PATTERNS) for w in range(WARD_COUNT))

state = MapState(
    vintage=vintage,
    ward_class=classes,
    classes=styles(dark),
    outline=outline,
    selected=st.session_state.get("chosen"),
    highlighted=tuple(range(1, 13)) if bright else (),
    labels=labels,
    basemap=basemap,
    dark=dark,
)
if st.query_params.get("glyphs") == "1":
    state = replace(state, glyphs=GLYPHS if st.toggle("Marks", value=True) else ())
shown = st.session_state.get("step", "poverty_share")
ward_map(
    indicator_state(state, shown) if instant else state,
    map_files(
        {year: FOLDER / f"wards_{year}_display.geojson" for year in (2015, 2023)},
        FOLDER / "side_lines.geojson",
        FOLDER / "context.geojson",
        texts(),
        indicators() if instant else None,
    ),
    key="map",
    on_select=select,
    on_step=None if st.query_params.get("deaf") == "1" else step,
)
if instant:
    st.text(f"stepped to {shown} in {st.session_state.get('steps', 0)} steps")
st.text(f"chosen {st.session_state.get('chosen')} told {st.session_state.get('told', 0)} times")
