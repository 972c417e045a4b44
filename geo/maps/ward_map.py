"""The ward map as folium objects: a base that never changes and a small restyle.

folium and branca run strings through a template engine on the server, so only numbers, hex colors,
keys and file addresses of a checked form are let in here. Every text of the map is fetched by the
map's own script, which writes it as plain text. No geometry passes through folium either: the
script fetches it once, and each change of view sends one small state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import folium
from branca.element import MacroElement
from jinja2 import Template

from geo.maps.map_checks import check_integer, check_text, refuse
from geo.maps.map_state import MapState

ASSETS = Path(__file__).resolve().parent / "assets"

SCRIPTS = tuple(
    ASSETS / name
    for name in (
        "ward_shapes.js",
        "ward_patterns.js",
        "ward_marks.js",
        "ward_rings.js",
        "ward_precincts.js",
        "ward_glyphs.js",
        "ward_input.js",
        "ward_frame.js",
        "ward_ahead.js",
        "ward_instant.js",
        "ward_layer.js",
    )
)
"""The map's script in reading order; served joined to Leaflet's."""

STYLESHEET = ASSETS / "ward_layer.css"
"""Served joined to Leaflet's own stylesheet."""

MAX_CHOICE = 99  # longer lists are searched, not pressed

CHICAGO = (41.835, -87.735)
"""Latitude and longitude of the first view, before the script fits the city to the frame."""

_CONTROL = re.compile(r"[a-z][a-z0-9_]{0,31}")
_ADDRESS = re.compile(
    r"\.\./[A-Za-z][A-Za-z0-9.-]{0,63}/[0-9a-f]{64}\.(?:js|css|json|geojson|woff2)"
)


OPTIONAL_FILES = ("font", "indicators")


@dataclass(frozen=True)
class MapFiles:
    """Addresses of what the map's frame fetches, each ``../<folder>/<sha-256>.<suffix>``.

    Parameters
    ----------
    script, stylesheet : str
        Leaflet's own followed by ours: the frame loads files one after the other.
    wards : tuple of (int, str)
        Vintage and GeoJSON: 50 features in EPSG:4326 with properties `ward` and `label`.
    lines, context, texts : str
        Borders of sides (property `scheme`); lake and land (property `kind`); tooltip texts.
    font : str
        The page's typeface; empty to use the reader's own sans serif.
    indicators : str
        What the frame needs to step through indicators by itself, see `ui.map_view.map_files`;
        empty for a map without that control.
    precincts : tuple of (int, str)
        Vintage and GeoJSON of precincts, with properties `ward` and `precinct`; fetched when a
        state first draws them.

    Raises
    ------
    MapValueError
        If an address has another form.
    """

    script: str
    stylesheet: str
    wards: tuple[tuple[int, str], ...]
    lines: str
    context: str
    texts: str
    font: str
    indicators: str = ""
    precincts: tuple[tuple[int, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.wards:
            raise refuse("wards", self.wards, "at least one (vintage, address)")
        for year, _ in (*self.wards, *self.precincts):
            check_integer("vintage of a file", year, 1900, 2100)
        names = ["script", "stylesheet", "lines", "context", "texts"]
        named = [(name, getattr(self, name)) for name in names]
        named += [(f"wards {year}", url) for year, url in self.wards]
        named += [(f"precincts {year}", url) for year, url in self.precincts]
        named += [(name, getattr(self, name)) for name in OPTIONAL_FILES if getattr(self, name)]
        for name, url in named:
            check_text(f"address of {name}", url, _ADDRESS, "an address made by `publish`")


_BASE_SCRIPT = Template(
    "{% macro script(this, kwargs) %}"
    "atlas.start({{ this._parent.get_name() }}, {{ this.payload }});"
    "{% endmacro %}"
)
_RESTYLE_SCRIPT = Template(
    "{% macro script(this, kwargs) %}atlas.show({{ this.payload }});{% endmacro %}"
)


class _Call(MacroElement):
    """A folium child that hands checked values, and nothing else, to the map's script."""

    def __init__(self, name: str, template: Template, payload: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = name
        self._template = template
        self.payload = json.dumps(payload, separators=(",", ":"))


def base_map(files: MapFiles) -> folium.Map:
    """Return a fresh map without tiles whose script is the same for every state.

    Streamlit keys the map's frame by this script: while it is constant, zoom and center are kept.

    Parameters
    ----------
    files : MapFiles
        Where the frame finds its scripts, shapes and texts.

    Returns
    -------
    folium.Map
        One per run: adding a restyle to a used map would change its script.
    """
    found = folium.Map(
        location=CHICAGO,
        zoom_start=10,
        tiles=None,
        zoom_control="topright",
        zoom_snap=0.02,
        zoom_delta=0.5,
        max_bounds_viscosity=0.8,
        attribution_control=False,
        keyboard=False,
        scroll_wheel_zoom=False,
        double_click_zoom=False,
        box_zoom=False,
    )
    # On the instance: the class's own lists name files on foreign servers.
    found.default_js = [("atlas", files.script)]
    found.default_css = [("atlas", files.stylesheet)]
    names = ("lines", "context", "texts", *OPTIONAL_FILES)
    fetched = {name: getattr(files, name) for name in names}
    shapes = {
        name: {str(year): url for year, url in getattr(files, name)}
        for name in ("wards", "precincts")
    }
    found.add_child(_Call("wards", _BASE_SCRIPT, {**shapes, **fetched}))
    return found


@dataclass(frozen=True)
class Step:
    """What one press on a control of the page would show.

    Parameters
    ----------
    control : str
        Key of the control in the page.
    choice : int
        0 or 1 for a switch, the place in the list (from 0) for a list of choices.
    state : MapState
        The map after the press.

    Raises
    ------
    MapValueError
        If a value is of another form.
    """

    control: str
    choice: int
    state: MapState

    def __post_init__(self) -> None:
        check_text("control", self.control, _CONTROL, "a key such as 'control_regional'")
        check_integer("choice", self.choice, 0, MAX_CHOICE)


def changes(state: MapState, other: MapState) -> dict[str, object]:
    """The fields in which `other` differs from `state`, with the values of `other`."""
    differing = [f.name for f in fields(other) if getattr(state, f.name) != getattr(other, f.name)]
    records = {"classes", "glyphs"} & set(differing)
    written = asdict(other) if records else vars(other)
    return {name: written[name] for name in differing}


def restyle(state: MapState, ahead: Sequence[Step] = ()) -> folium.FeatureGroup:
    """Return the group that carries `state` to the map's script; under 6 KB, no geometry.

    Parameters
    ----------
    state : MapState
    ahead : sequence of Step
        What the page's controls would show next; sent as differences to `state`.

    Returns
    -------
    folium.FeatureGroup
        Draws nothing itself; its script is one call of ``atlas.show``.
    """
    steps = [
        {"control": s.control, "choice": s.choice, "changes": changes(state, s.state)}
        for s in ahead
    ]
    group = folium.FeatureGroup(name="state")
    group.add_child(_Call("restyle", _RESTYLE_SCRIPT, {**asdict(state), "ahead": steps}))
    return group
