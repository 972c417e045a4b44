"""The ward map the plain way: a new folium map with its shapes in every run.

Given every advantage that is not a change of method: shapes read once, Leaflet served locally,
nothing sent back, and the atlas's own handling of the garbage collector.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium
from xstatic.pkg import leaflet

from geo import paths
from ui.assets import publish
from ui.shell import freeze_once

STEPS = 16
"""Shades per color; more than Streamlit remembers messages, so each picture is sent in full."""


@cache
def wards() -> dict[str, Any]:
    """The shapes the atlas draws too."""
    text = (paths.PROCESSED / "wards_2015_display.geojson").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def plain_map(turn: int) -> folium.Map:
    """A map with all fifty wards in it, in other colors every turn."""
    found = folium.Map((41.835, -87.735), zoom_start=10, tiles=None)
    package = Path(leaflet.BASE_DIR)
    found.default_js = [("leaflet", publish(package / "leaflet.js", ".js"))]
    found.default_css = [("leaflet_css", publish(package / "leaflet.css", ".css"))]

    def style(feature: dict[str, Any]) -> dict[str, object]:
        shade = (feature["properties"]["ward"] + turn) % STEPS
        fill = f"#40{128 + 4 * shade:02x}c0"
        return {"fillColor": fill, "color": "#ffffff", "weight": 1, "fillOpacity": 1}

    folium.GeoJson(wards(), style_function=style).add_to(found)
    return found


st.set_page_config(layout="wide")
st.radio("Choice", ("one", "two"))
st.session_state["turn"] = st.session_state.get("turn", 0) + 1
fresh = plain_map(st.session_state["turn"])
st_folium(fresh, key="map", use_container_width=True, returned_objects=[])
freeze_once()
