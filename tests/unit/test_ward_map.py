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
from geo.maps.map_checks import MapValueError
from geo.maps.map_state import INDICATOR, MAX_CLASSES, PATTERNS, ClassStyle, MapState
from geo.maps.ward_map import ASSETS, SCRIPTS, MapFiles, Step, base_map, restyle
from ui import assets
from ui.assets import AssetError, font_file, publish
from ui.map_view import (
    MAX_INDICATORS_BYTES,
    RETURNED,
    map_files,
    presses,
    selection,
    stepped,
    ward_map,
)

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
    "indicators": "",
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
        ("hatched", (0,)),
        ("hatched", ("<b>",)),
        ("hatched", 7),
        ("hatched", (True,)),
        ("hatched", (1,) * 51),
        ("rings", ((1,), (2,), (3,))),
        ("rings", (1, 2)),
        ("rings", ((51,),)),
        ("rings", (("{{7*7}}",),)),
        ("rings", "ab"),
        ("rings", None),
        ("presses", (0,) * 49),
        ("presses", (1,) * 50),
        ("presses", ("{{7*7}}",) * 50),
        ("presses", None),
        ("instant", "{{7*7}}"),
        ("instant", "</script>"),
        ("instant", "Poverty"),
        ("instant", "9th"),
        ("instant", "a" * 41),
        ("instant", "poverty\n"),
        ("instant", None),
        ("instant", 7),
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
    if name in ("font", "indicators") and not address:
        found = MapFiles(**{**FILES, name: address})
        assert getattr(found, name) == ""  # the two addresses that may be missing
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
    wards = st.integers(1, 50)
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
        hatched=tuple(draw(st.sets(wards))),
        rings=tuple(tuple(g) for g in draw(st.lists(st.sets(wards), max_size=2))),
        instant=draw(st.just("") | st.from_regex(INDICATOR, fullmatch=True).filter(str.isascii)),
        presses=tuple(draw(st.just([]) | st.lists(index, min_size=50, max_size=50))),
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
    assert arrived["hatched"] == list(state.hatched)
    assert arrived["rings"] == [list(group) for group in state.rings]
    assert arrived["instant"] == state.instant
    assert arrived["presses"] == list(state.presses)
    assert len(sent[1].encode()) < 6000
    assert "<" not in sent[1]


def test_the_largest_state_is_still_small() -> None:
    style = ClassStyle(**{**PLAIN, "opacity": 0.123456789, "weight": 0.123456789})
    every = tuple(range(1, 51))
    state = MapState(
        **{
            **STATE,
            "ward_class": (MAX_CLASSES - 1,) * 50,
            "classes": (style,) * MAX_CLASSES,
            "outline": "a" * 32,
            "highlighted": every,
            "hatched": every,
            "rings": (every, every),
            "instant": "a" * 40,
            "presses": (MAX_CLASSES - 1,) * 50,
        }
    )
    html = base_map(MapFiles(**FILES))
    restyle(state).add_to(html)
    sent = re.search(r"atlas\.show\((.*)\);", html.get_root().render())
    assert sent is not None
    assert json.loads(sent[1])["rings"] == [list(every), list(every)]
    assert len(sent[1].encode()) < 6000


def test_a_state_of_an_older_caller_has_no_marks_and_no_bar() -> None:
    state = MapState(**STATE)
    assert (state.hatched, state.rings, state.instant, state.presses) == ((), (), "", ())


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
    assert arrived["rings"] == [list(group) for group in other.rings]
    assert arrived["hatched"] == list(other.hatched)
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
from geo.maps.map_state import ClassStyle, MapState
from ui.map_view import map_files, ward_map

st.session_state.setdefault("state", {})
state = {"vintage": 2015, "ward_class": (0,) * 50, "outline": "", "selected": None,
    "highlighted": (), "labels": True, "basemap": False, "dark": False, **st.session_state["state"]}
style = ClassStyle("#41b6e6", 1.0, "#ffffff", 1.0, "", "none", "#000000")
texts = {"2015": {"1": {"title": "Ward 1", "lines": ["{{ 7*7 }} __hostile__ </script>"]}}}
wards = {2015: b'{"name": "__hostile__ {{7*7}}"}', 2023: b"{}"}
entry = {"key": "poverty_share", "label": "__hostile__ {{7*7}}", "unit": "",
    "ramp_light": ["#ffffff"], "ramp_dark": ["#000000"], "classes": {"2015": [0] * 50},
    "values": {"2015": ["__hostile__"] * 50}, "hatched": {}}
files = map_files(wards, b"{}", b"{}", texts, {"indicators": [entry]})
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
    seen = {first["feature_group"]}
    for change in (
        {"vintage": 2023},
        {"ward_class": (-1,) * 50, "dark": True},
        {"outline": "nine_sides", "selected": 7, "highlighted": (7, 8)},
        {"labels": False, "basemap": True},
        {"hatched": (1, 2), "rings": ((1,), (2, 3))},
        {"instant": "poverty_share"},
        {"instant": "poverty_rate"},
    ):
        page.session_state["state"] = change
        later = arguments(page)
        assert later["feature_group"] not in seen  # the frame draws only what differs
        seen.add(later["feature_group"])
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


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("17@1#1", ((17, 1),)),
        ("17@1,16@2,17@3#3", ((17, 1), (16, 2), (17, 3))),
        (",".join(["50@9"] * 8) + "#9", ((50, 9),) * 8),
        (",".join(["50@9"] * 9) + "#9", ()),
        ("51@1#1", ()),
        ("0@1#1", ()),
        ("17@-1#1", ()),
        ("17@1", ()),
        ("17#1", ()),
        ("{{7*7}}@1#1", ()),
        (7, ()),
    ],
)
def test_presses_are_read_by_their_form_only(sent: object, expected: object) -> None:
    assert presses({RETURNED: sent}) == expected
    assert selection({RETURNED: "17@1#1"}) is None


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("i:poverty_share#17", "poverty_share"),
        ("i:a#1763836576000", "a"),
        (f"i:{'a' * 40}#1", "a" * 40),
    ],
)
def test_stepped_reads_keys(sent: str, expected: str) -> None:
    assert stepped({RETURNED: sent}) == expected
    assert selection({RETURNED: sent}) is None


@pytest.mark.parametrize(
    "sent",
    [
        "25#3",
        "poverty_share#1",
        "i:#1",
        "i:poverty_share",
        "i:poverty_share#",
        "i:poverty_share#1\n",
        "i:poverty_share\n#1",
        "i:Poverty#1",
        "i:9th#1",
        "i:_x#1",
        "i:a-b#1",
        f"i:{'a' * 41}#1",
        "i:__class__#1",
        "i:../../x#1",
        "i:{{7*7}}#1",
        "i:<img src=x onerror=alert(1)>#1",
        "i:';--#1",
        "i:a#1#2",
        " i:a#1",
        "I:a#1",
        "i:а#1",  # a Cyrillic letter
        "i:a#١",
        "",
        None,
        7,
        ["i:a#1"],
        {"i": "a"},
    ],
)
def test_stepped_ignores_anything_else(sent: object) -> None:
    assert stepped({RETURNED: sent}) is None


@pytest.mark.parametrize("value", [None, "i:a#1", [], {}, {"other": "i:a#1"}])
def test_stepped_ignores_values_of_another_shape(value: object) -> None:
    assert stepped(value) is None


def indicator(**changed: object) -> dict[str, object]:
    return {
        "key": "poverty_share",
        "label": "Below poverty",
        "unit": "",
        "ramp_light": ["#edf4fa", "#0b4a78"],
        "ramp_dark": ["#1e2a34", "#bfe6fb"],
        "classes": {"2015": [-1, 0] * 25},
        "values": {"2015": ["", "21.4% ± 1.2"] * 25},
        "hatched": {"2015": [3, 50]},
        **changed,
    }


def served(*entries: object) -> Path:
    sent = {"indicators": list(entries)}
    files = map_files({2015: b"{}"}, b"{}", b"{}", b"{}", indicators=sent)
    return served_folder() / files.indicators.split("/")[-1]


def test_indicators_are_published_in_the_order_of_stepping() -> None:
    entries = [indicator(key="b", label="<img src=x> {{7*7}}"), indicator(key="a")]
    found = json.loads(served(*entries).read_bytes())["indicators"]
    assert [(e["key"], e["label"]) for e in found] == [
        ("b", "<img src=x> {{7*7}}"),
        ("a", "Below poverty"),
    ]
    assert found[0]["classes"] == {"2015": "-0" * 25}
    assert found[0]["values"]["2015"].split("\n") == ["", "21.4% ± 1.2"] * 25
    assert map_files({2015: b"{}"}, b"{}", b"{}", b"{}").indicators == ""


def test_indicators_may_come_as_a_file_or_as_bytes(tmp_path: Path) -> None:
    content = json.dumps({"indicators": [indicator()]}).encode()
    source = tmp_path / "indicators.json"
    source.write_bytes(content)
    for given_as in (content, source):
        files = map_files({2015: b"{}"}, b"{}", b"{}", b"{}", indicators=given_as)
        assert served_folder() / files.indicators.split("/")[-1] == served(indicator())
    with pytest.raises(AssetError, match="gone"):
        map_files({2015: b"{}"}, b"{}", b"{}", b"{}", indicators=tmp_path / "gone.json")


def test_no_label_of_an_indicator_reaches_folium() -> None:
    files = map_files(
        {2015: b"{}"}, b"{}", b"{}", b"{}", {"indicators": [indicator(label="__hostile__ {{7*7}}")]}
    )
    html = base_map(files)
    restyle(MapState(**{**STATE, "instant": "poverty_share"})).add_to(html)
    page = html.get_root().render()
    assert files.indicators in page
    assert "hostile" not in page


def test_indicators_of_more_than_30_kilobytes_are_refused() -> None:
    def published(length: int) -> bytes:
        entry = indicator(label="x" * length)
        found = map_files({2015: b"{}"}, b"{}", b"{}", b"{}", {"indicators": [entry]})
        return (served_folder() / found.indicators.split("/")[-1]).read_bytes()

    assert MAX_INDICATORS_BYTES == 30 * 1024
    room = MAX_INDICATORS_BYTES - len(published(1)) + 1
    assert len(published(room)) == MAX_INDICATORS_BYTES
    with pytest.raises(AtlasError, match=r"30,721 bytes.*At most 30,720.*Leave indicators out"):
        published(room + 1)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"key": "Poverty"}, "key 'Poverty' of entry 1"),
        ({"key": "{{7*7}}"}, "key"),
        ({"key": None}, "key"),
        ({"label": ""}, "poverty_share, label"),
        ({"label": 7}, "label"),
        ({"unit": None}, "unit"),
        ({"ramp_light": ["red", "#0b4a78"]}, "ramp"),
        ({"ramp_dark": ["url(//x.org)", "#0b4a78"]}, "ramp"),
        ({"ramp_dark": ["#0b4a78"]}, "ramps of"),
        ({"ramp_light": [], "ramp_dark": []}, "ramps of"),
        ({"classes": {"2015": [0] * 49}}, "2015, classes"),
        ({"classes": {"2015": [2] * 50}}, "2015, classes"),
        ({"classes": {"2015": [-2] * 50}}, "2015, classes"),
        ({"classes": {"2015": [0.0] * 50}}, "2015, classes"),
        ({"classes": {"2015": [True] * 50}}, "2015, classes"),
        ({"classes": {"2023": [0] * 50}}, "the years"),
        ({"classes": {}, "values": {}, "hatched": {}}, "the years"),
        ({"classes": [0] * 50}, "an object each"),
        ({"values": {"2015": [21.4] * 50}}, "2015, values"),
        ({"values": {"2015": ["21.4%"]}}, "2015, values"),
        ({"hatched": {"2015": [0]}}, "2015, hatched"),
        ({"hatched": {"2015": 7}}, "2015, hatched"),
        ({"hatched": {"2023": []}}, "the years"),
        ({"hatched": None}, "an object each"),
    ],
)
def test_indicators_of_another_form_are_refused(changed: dict[str, object], named: str) -> None:
    with pytest.raises(AtlasError, match=r"^Indicators of the map: .*Give ") as caught:
        served(indicator(**changed))
    assert named in str(caught.value)


@pytest.mark.parametrize("sent", [b"", b"{", b"\xff", b"[]", b"{}", b'{"indicators": []}', b"7"])
def test_a_file_that_holds_no_indicators_is_refused(sent: bytes) -> None:
    with pytest.raises(AtlasError, match="Indicators of the map"):
        map_files({2015: b"{}"}, b"{}", b"{}", b"{}", sent)


def test_an_indicator_given_twice_is_refused() -> None:
    with pytest.raises(AtlasError, match="every key once"):
        served(indicator(), indicator())
    with pytest.raises(AtlasError, match="entry 2"):
        served(indicator(), "poverty_share")


def test_an_indicator_without_a_file_of_them_is_explained() -> None:
    state = MapState(**{**STATE, "instant": "poverty_share"})
    with pytest.raises(AtlasError, match=r"'poverty_share'.*Give `indicators`"):
        ward_map(state, MapFiles(**FILES), "map", None)


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
