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

from geo.errors import AtlasError
from geo.wards import WARD_COUNT

ASSETS = Path(__file__).resolve().parent / "assets"

SCRIPTS = tuple(
    ASSETS / name
    for name in (
        "ward_shapes.js",
        "ward_patterns.js",
        "ward_marks.js",
        "ward_rings.js",
        "ward_precincts.js",
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

PATTERNS = ("none", "hatch", "backhatch", "dots", "cross")
NO_DATA = -1  # class index of a ward without a value, drawn in a light hatch of its own

MAX_CLASSES = 20
"""No legend is readable with more, and the state stays under 6 KB."""

MAX_RINGS = 2
"""Groups of outlined wards: solid for a ward organization, dashed for a regional one only."""

INDICATOR = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""Keys of indicators, in a state, in the file the frame fetches and in what it sends back."""

MAX_CHOICE = 99  # longer lists are searched, not pressed

MAX_WEIGHT = 10.0  # pixels; a thicker line hides the ward it bounds

CHICAGO = (41.835, -87.735)
"""Latitude and longitude of the first view, before the script fits the city to the frame."""

SHARE_UNITS = ("votes", "voters", "lead")
"""What a tooltip says a share is: of the votes in a race, of the registered voters, or the
percentage points by which the first of a race is ahead."""

MAX_PRECINCTS = 3000
"""Chicago had 2,069 precincts until 2022 and has 1,291 since."""

HEX_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_DASH = re.compile(r"|\d{1,2}(?: \d{1,2}){0,3}")
_CONTROL = re.compile(r"[a-z][a-z0-9_]{0,31}")
_KEY = re.compile(r"|[a-z0-9][a-z0-9_-]{0,31}")
_CODES = re.compile(rf"[A-Za-z0-9_-]{{0,{MAX_PRECINCTS // 2}}}")
_FIGURES = re.compile(rf"[a-z0-9-]{{0,{MAX_PRECINCTS * 3}}}")
_ADDRESS = re.compile(
    r"\.\./[A-Za-z][A-Za-z0-9.-]{0,63}/[0-9a-f]{64}\.(?:js|css|json|geojson|woff2)"
)


class MapValueError(AtlasError):
    """A value meant for the map is not one of the few kinds that may reach it."""


def _refuse(where: str, value: object, allowed: str) -> MapValueError:
    return MapValueError(f"Ward map, {where}: {value!r} is not usable. Give {allowed}.")


def _check_text(where: str, value: object, form: re.Pattern[str], allowed: str) -> None:
    if not (isinstance(value, str) and form.fullmatch(value)):
        raise _refuse(where, value, allowed)


def _check_number(where: str, value: object, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise _refuse(where, value, f"a number from {low:g} to {high:g}")


def _check_integer(where: str, value: object, low: int, high: int) -> None:
    # numpy integers are refused too: they would not be written as JSON.
    if type(value) is not int or not low <= value <= high:
        raise _refuse(where, value, f"a whole number (int) from {low} to {high}")


def _check_wards(where: str, values: Sequence[object]) -> None:
    if not isinstance(values, tuple | list):
        raise _refuse(where, values, "a tuple of ward numbers")
    _check_integer(f"number of wards {where}", len(values), 0, WARD_COUNT)
    for value in values:
        _check_integer(where, value, 1, WARD_COUNT)


def _check_flag(where: str, value: object) -> None:
    if not isinstance(value, bool):
        raise _refuse(where, value, "True or False")


@dataclass(frozen=True)
class ClassStyle:
    """How the wards of one class are drawn.

    Parameters
    ----------
    fill, stroke, pattern_color : str
        Colors as ``#rrggbb``.
    opacity : float
        Of fill and pattern, 0 to 1.
    weight : float
        Width of the ward line in pixels, 0 to `MAX_WEIGHT`.
    dash : str
        Lengths in pixels such as ``"4 3"``; empty for a solid line.
    pattern : str
        One of `PATTERNS`, drawn over the fill.

    Raises
    ------
    MapValueError
        If a value is of another form.
    """

    fill: str
    opacity: float
    stroke: str
    weight: float
    dash: str
    pattern: str
    pattern_color: str

    def __post_init__(self) -> None:
        for name in ("fill", "stroke", "pattern_color"):
            _check_text(
                f"class {name}", getattr(self, name), HEX_COLOR, "a color such as '#41b6e6'"
            )
        _check_number("class opacity", self.opacity, 0, 1)
        _check_number("class weight", self.weight, 0, MAX_WEIGHT)
        _check_text("class dash", self.dash, _DASH, "lengths such as '4 3', or ''")
        if self.pattern not in PATTERNS:
            raise _refuse("class pattern", self.pattern, f"one of {', '.join(PATTERNS)}")


@dataclass(frozen=True)
class MapState:
    """Everything the map shows at one moment; carries no text.

    Parameters
    ----------
    vintage : int
        Year of the ward map.
    ward_class : tuple of int, 50 long
        Index into `classes` for ward 1, ward 2, …; `NO_DATA` for a ward without a value.
    classes : tuple of ClassStyle
        At most `MAX_CLASSES`.
    outline : str
        Key of the scheme of sides whose borders are drawn thicker; empty for none.
    selected : int or None
        The ward drawn with a dark casing.
    highlighted : tuple of int
        Wards that stay in full color while the others are dimmed; empty dims none.
    labels, basemap, dark : bool
        Ward numbers; street map below translucent wards; dark page.
    hatched : tuple of int
        Wards whose value is unreliable: a thin hatch over the fill of their class.
    rings : tuple of tuple of int
        At most `MAX_RINGS` groups of wards outlined above the fills: first those with a ward
        organization (solid), then those with a regional one only (dashed). A border of both is
        drawn solid.
    instant : str
        Key of the indicator shown, of the form of `INDICATOR`. The frame then offers to step
        through the indicators of `MapFiles.indicators` without waiting for the server; empty for
        no such control.
    focus : tuple of int
        Wards the map is about: where they change, it is fitted to them; empty for the whole city.
    precinct_class, precinct_share, precinct_votes : str
        The precincts of the ward map, in the order of their file, packed by
        `geo.maps.precincts`; empty for a map of wards. With precincts the wards keep their lines
        and lose their fills. The shares and votes are for the tooltip and may be left out.
    ward_share, ward_votes : str
        The same figures of the fifty wards; empty where a tooltip has none.
    share_unit : str
        One of `SHARE_UNITS`.

    Raises
    ------
    MapValueError
        If a value is out of range or of another form.
    """

    vintage: int
    ward_class: tuple[int, ...]
    classes: tuple[ClassStyle, ...]
    outline: str
    selected: int | None
    highlighted: tuple[int, ...]
    labels: bool
    basemap: bool
    dark: bool
    hatched: tuple[int, ...] = ()
    rings: tuple[tuple[int, ...], ...] = ()
    instant: str = ""
    focus: tuple[int, ...] = ()
    precinct_class: str = ""
    precinct_share: str = ""
    precinct_votes: str = ""
    ward_share: str = ""
    ward_votes: str = ""
    share_unit: str = "votes"

    def __post_init__(self) -> None:
        _check_integer("vintage", self.vintage, 1900, 2100)
        _check_integer("number of classes", len(self.classes), 0, MAX_CLASSES)
        for style in self.classes:
            if not isinstance(style, ClassStyle):
                raise _refuse("classes", style, "ClassStyle records")
        _check_integer("length of ward_class", len(self.ward_class), WARD_COUNT, WARD_COUNT)
        for index in self.ward_class:
            _check_integer("ward_class", index, NO_DATA, len(self.classes) - 1)
        _check_text("outline", self.outline, _KEY, "a key such as 'nine_sides', or ''")
        if self.selected is not None:
            _check_wards("selected", [self.selected])
        _check_wards("highlighted", self.highlighted)
        for name in ("labels", "basemap", "dark"):
            _check_flag(name, getattr(self, name))
        _check_wards("hatched", self.hatched)
        _check_wards("focus", self.focus)
        if not isinstance(self.rings, tuple) or len(self.rings) > MAX_RINGS:
            raise _refuse("rings", self.rings, f"a tuple of at most {MAX_RINGS} groups of wards")
        for group in self.rings:
            _check_wards("rings", group)
        if self.instant != "":
            _check_text("instant", self.instant, INDICATOR, "a key such as 'poverty_share', or ''")
        _check_text("precinct_class", self.precinct_class, _CODES, "what `packed_kinds` makes")
        for name in ("precinct_share", "precinct_votes", "ward_share", "ward_votes"):
            _check_text(name, getattr(self, name), _FIGURES, "what `packed_figures` makes")
        if self.share_unit not in SHARE_UNITS:
            raise _refuse("share_unit", self.share_unit, f"one of {', '.join(SHARE_UNITS)}")


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
            raise _refuse("wards", self.wards, "at least one (vintage, address)")
        for year, _ in (*self.wards, *self.precincts):
            _check_integer("vintage of a file", year, 1900, 2100)
        names = ["script", "stylesheet", "lines", "context", "texts"]
        named = [(name, getattr(self, name)) for name in names]
        named += [(f"wards {year}", url) for year, url in self.wards]
        named += [(f"precincts {year}", url) for year, url in self.precincts]
        named += [(name, getattr(self, name)) for name in OPTIONAL_FILES if getattr(self, name)]
        for name, url in named:
            _check_text(f"address of {name}", url, _ADDRESS, "an address made by `publish`")


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
        _check_text("control", self.control, _CONTROL, "a key such as 'control_regional'")
        _check_integer("choice", self.choice, 0, MAX_CHOICE)


def changes(state: MapState, other: MapState) -> dict[str, object]:
    """The fields in which `other` differs from `state`, with the values of `other`."""
    differing = [f.name for f in fields(other) if getattr(state, f.name) != getattr(other, f.name)]
    written = asdict(other) if "classes" in differing else vars(other)
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
