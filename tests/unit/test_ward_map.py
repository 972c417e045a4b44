"""What may reach the map's folium strings, and what the server sends for a change of view."""

from __future__ import annotations

import json
import re
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.errors import AtlasError
from geo.maps.ward_map import (
    ASSETS,
    MAX_CLASSES,
    PATTERNS,
    SCRIPTS,
    ClassStyle,
    MapFiles,
    MapState,
    MapValueError,
    Step,
    base_map,
    restyle,
)
from ui import assets
from ui.assets import AssetError, font_file, publish
from ui.map_view import RETURNED, map_files, selection, ward_map

PLAIN = {
    "fill": "#41b6e6",
    "opacity": 0.9,
    "stroke": "#ffffff",
    "weight": 0.75,
    "dash": "4 3",
    "pattern": "hatch",
    "pattern_color": "#1b4b66",
}
STATE = {
    "vintage": 2015,
    "ward_class": (0,) * 49 + (-1,),
    "classes": (ClassStyle(**PLAIN),),
    "outline": "nine_sides",
    "selected": 25,
    "highlighted": (1, 2),
    "labels": True,
    "basemap": False,
    "dark": False,
}
SHA = "0123456789abcdef" * 4
FILES = {
    "script": f"../ui.assets.assets/{SHA}.js",
    "stylesheet": f"../ui.assets.assets/{SHA}.css",
    "wards": ((2015, f"../ui.assets.assets/{SHA}.json"),),
    "lines": f"../ui.assets.assets/{SHA}.json",
    "context": f"../ui.assets.assets/{SHA}.json",
    "texts": f"../ui.assets.assets/{SHA}.json",
    "font": "",
}
HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "#fff",
    '#41b6e6"',
    "#41b6e6'",
    "#41b6e6\n",
    "url(https://example.org/x)",
    "`${1}`",
    "red",
    None,
    7,
)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["fill", "stroke", "pattern_color", "dash", "pattern"])
def test_style_refuses_all_but_colors_dashes_and_known_patterns(name: str, value: object) -> None:
    with pytest.raises(MapValueError, match=name):
        ClassStyle(**{**PLAIN, name: value})


@pytest.mark.parametrize("value", [True, "1", None, float("nan"), float("inf"), -0.1, 99])
@pytest.mark.parametrize("name", ["opacity", "weight"])
def test_style_refuses_numbers_out_of_range(name: str, value: object) -> None:
    with pytest.raises(MapValueError, match=name):
        ClassStyle(**{**PLAIN, name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("vintage", "2015"),
        ("vintage", True),
        ("ward_class", (0,) * 49),
        ("ward_class", (0,) * 49 + (1,)),
        ("ward_class", (0,) * 49 + (-2,)),
        ("ward_class", (0,) * 49 + (0.0,)),
        ("classes", ("#41b6e6",)),
        ("classes", (ClassStyle(**PLAIN),) * (MAX_CLASSES + 1)),
        ("outline", "{{7*7}}"),
        ("outline", "north side"),
        ("outline", "</script>"),
        ("outline", 'a"b'),
        ("selected", 0),
        ("selected", 51),
        ("selected", "25"),
        ("highlighted", (0,)),
        ("highlighted", ("{{7*7}}",)),
        ("highlighted", (1,) * 51),
        ("labels", 1),
        ("basemap", "yes"),
        ("dark", None),
    ],
)
def test_state_refuses(name: str, value: object) -> None:
    with pytest.raises(MapValueError):
        MapState(**{**STATE, name: value})


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/leaflet.js",
        f"//example.org/{SHA}.js",
        f"../../{SHA}.js",
        f"../ui.assets.assets/{SHA}.js\n",
        f"../ui.assets.assets/{SHA}.html",
        f'../ui.assets.assets/{SHA}.js"',
        f"../{{{{7*7}}}}/{SHA}.js",
        "</script>",
        "",
    ],
)
@pytest.mark.parametrize("name", [name for name in FILES if name != "wards"])
def test_files_refuse_foreign_or_hostile_addresses(name: str, address: str) -> None:
    if name == "font" and not address:
        assert MapFiles(**FILES).font == ""  # the one address that may be missing
        return
    with pytest.raises(MapValueError, match=name):
        MapFiles(**{**FILES, name: address})


def test_files_need_at_least_one_ward_map_with_a_year() -> None:
    with pytest.raises(MapValueError):
        MapFiles(**{**FILES, "wards": ()})
    with pytest.raises(MapValueError):
        MapFiles(**{**FILES, "wards": (("{{7*7}}", FILES["texts"]),)})


def test_messages_say_where_and_what_is_allowed() -> None:
    with pytest.raises(AtlasError, match=r"class fill: 'red' is not usable.*#41b6e6"):
        ClassStyle(**{**PLAIN, "fill": "red"})


def test_base_map_names_no_foreign_server() -> None:
    found = base_map(MapFiles(**FILES))
    html = found.get_root().render()
    assert FILES["script"] in html
    assert re.findall(r"https?://[^\"' ]+", html) == []


colors = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
styles = st.builds(
    ClassStyle,
    fill=colors,
    opacity=st.floats(0, 1),
    stroke=colors,
    weight=st.floats(0, 10),
    dash=st.from_regex(r"(\d{1,2}( \d{1,2}){0,3})?", fullmatch=True).filter(str.isascii),
    pattern=st.sampled_from(PATTERNS),
    pattern_color=colors,
)


@st.composite
def states(draw: st.DrawFn) -> MapState:
    classes = tuple(draw(st.lists(styles, max_size=MAX_CLASSES)))
    index = st.integers(-1, len(classes) - 1)
    return MapState(
        vintage=draw(st.sampled_from([2015, 2023])),
        ward_class=tuple(draw(st.lists(index, min_size=50, max_size=50))),
        classes=classes,
        outline=draw(st.from_regex(r"([a-z0-9][a-z0-9_-]{0,31})?", fullmatch=True)),
        selected=draw(st.none() | st.integers(1, 50)),
        highlighted=tuple(draw(st.sets(st.integers(1, 50)))),
        labels=draw(st.booleans()),
        basemap=draw(st.booleans()),
        dark=draw(st.booleans()),
    )


@given(states())
def test_restyle_survives_the_template_engine_unchanged_and_small(state: MapState) -> None:
    found = base_map(MapFiles(**FILES))
    restyle(state).add_to(found)
    html = found.get_root().render()  # runs every string through the template engine
    sent = re.search(r"atlas\.show\((.*)\);", html)
    assert sent is not None
    arrived = json.loads(sent[1])
    assert arrived["ward_class"] == list(state.ward_class)
    assert arrived["classes"] == [vars(style) for style in state.classes]
    assert arrived["selected"] == state.selected
    assert len(sent[1].encode()) < 5000
    assert "<" not in sent[1]


@given(states(), states())
def test_a_step_ahead_sends_what_differs_and_leads_to_its_own_state(
    state: MapState, other: MapState
) -> None:
    html = base_map(MapFiles(**FILES))
    restyle(state, [Step("control_regional", 1, other)]).add_to(html)
    sent = re.search(r"atlas\.show\((.*)\);", html.get_root().render())
    assert sent is not None
    (step,) = json.loads(sent[1])["ahead"]
    assert (step["control"], step["choice"]) == ("control_regional", 1)
    arrived = {**json.loads(sent[1]), **step["changes"]}
    assert arrived["ward_class"] == list(other.ward_class)
    assert arrived["classes"] == [vars(style) for style in other.classes]
    assert arrived["vintage"] == other.vintage
    assert all(vars(state)[name] != vars(other)[name] for name in step["changes"])


@pytest.mark.parametrize(
    ("control", "choice"),
    [("{{7*7}}", 0), ("</script>", 0), ("", 0), ("regional", -1), ("regional", 100)],
)
def test_a_step_refuses(control: str, choice: int) -> None:
    with pytest.raises(MapValueError):
        Step(control, choice, MapState(**STATE))


PAGE = """
import streamlit as st
from geo.maps.ward_map import ClassStyle, MapState
from ui.map_view import map_files, ward_map

st.session_state.setdefault("state", {})
state = {"vintage": 2015, "ward_class": (0,) * 50, "outline": "", "selected": None,
    "highlighted": (), "labels": True, "basemap": False, "dark": False, **st.session_state["state"]}
style = ClassStyle("#41b6e6", 1.0, "#ffffff", 1.0, "", "none", "#000000")
texts = {"2015": {"1": {"title": "Ward 1", "lines": ["{{ 7*7 }} __hostile__ </script>"]}}}
wards = {2015: b'{"name": "__hostile__ {{7*7}}"}', 2023: b"{}"}
files = map_files(wards, b"{}", b"{}", texts)
ward_map(MapState(classes=(style,), **state), files, "map", None)
"""


def arguments(page: AppTest) -> dict[str, object]:
    page.run(timeout=20)
    assert not page.exception
    (component,) = page.get("component_instance")
    sent: dict[str, object] = json.loads(component.proto.json_args)
    return sent


def test_every_state_and_vintage_keeps_the_frame_and_sends_little() -> None:
    page = AppTest.from_string(PAGE)
    first = arguments(page)
    for change in (
        {"vintage": 2023},
        {"ward_class": (-1,) * 50, "dark": True},
        {"outline": "nine_sides", "selected": 7, "highlighted": (7, 8)},
        {"labels": False, "basemap": True},
    ):
        page.session_state["state"] = change
        later = arguments(page)
        assert later["feature_group"] != first["feature_group"]
        for name in ("script", "key", "js_links", "css_links", "html", "header", "height"):
            assert later[name] == first[name]
        assert len(json.dumps(later)) < 5000


def test_no_text_or_geometry_of_a_file_is_in_what_streamlit_sends() -> None:
    sent = json.dumps(arguments(AppTest.from_string(PAGE)))
    assert "hostile" not in sent
    assert "{{" not in sent


def test_an_unknown_vintage_is_explained() -> None:
    state = MapState(**{**STATE, "vintage": 2003})
    with pytest.raises(AtlasError, match=r"no shapes for the 2003 ward map, only for 2015\."):
        ward_map(state, MapFiles(**FILES), "map", None)


@pytest.mark.parametrize(("sent", "expected"), [("25#3", 25), ("0#1763836576000", 0), ("50#9", 50)])
def test_selection_reads_wards(sent: str, expected: int) -> None:
    assert selection({RETURNED: sent}) == expected


@pytest.mark.parametrize(
    "sent",
    ["51#1", "025#1", "-1#1", "25", "25#", "25#3\n", "25#3<b>", "٢٥#1", "", None, 25, ["25#3"], {}],
)
def test_selection_ignores_anything_else(sent: object) -> None:
    assert selection({RETURNED: sent}) is None


@pytest.mark.parametrize("value", [None, "25#3", [], {}, {"other": "25#3"}])
def test_selection_ignores_values_of_another_shape(value: object) -> None:
    assert selection(value) is None


def served_folder() -> Path:
    return Path(assets._FOLDER.name)


def test_publish_names_a_file_by_its_content_and_follows_changes(tmp_path: Path) -> None:
    source = tmp_path / "wards.geojson"
    source.write_bytes(b"first")
    address = publish(source, ".json")
    folder, name = address.split("/")[1:]
    assert address == publish(b"first", ".json")
    assert folder == "ui.assets.assets"
    assert (served_folder() / name).read_bytes() == b"first"
    source.write_bytes(b"second, longer")
    assert publish(source, ".json") != address


def test_publish_from_many_threads_writes_whole_files_only() -> None:
    content = bytes(range(256)) * 8000
    addresses: list[str] = []
    workers = [
        threading.Thread(target=lambda: addresses.append(publish(content, ".bin")))
        for _ in range(12)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(addresses) == 12
    assert len(set(addresses)) == 1
    assert (served_folder() / addresses[0].split("/")[-1]).read_bytes() == content
    assert list(served_folder().glob("*.part")) == []


@pytest.mark.parametrize("suffix", ["json", "", ".", "/../x", ".JSON", ".a/b", ".html "])
def test_publish_refuses_other_suffixes(suffix: str) -> None:
    with pytest.raises(AssetError, match="Suffix"):
        publish(b"", suffix)


def test_publish_explains_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"gone\.geojson.*Rebuild"):
        publish(tmp_path / "gone.geojson", ".json")


def test_map_files_include_the_page_font_and_both_stylesheets() -> None:
    files = map_files({2015: b"{}"}, b"{}", b"{}", b"{}")
    assert font_file() is not None
    assert files.font.endswith(".woff2")
    styles_sent = (served_folder() / files.stylesheet.split("/")[-1]).read_text()
    assert ".leaflet-pane" in styles_sent
    assert ".atlas-ward" in styles_sent


def test_every_script_is_served_and_writes_texts_as_text() -> None:
    assert sorted(SCRIPTS) == sorted(ASSETS.glob("*.js"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "bindTooltip"):
        assert sink not in code
