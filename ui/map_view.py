"""The ward map in a page. The only file that imports streamlit_folium."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import streamlit as st
from streamlit_folium import st_folium
from xstatic.pkg import leaflet

from geo.errors import AtlasError
from geo.maps.map_state import HEX_COLOR, INDICATOR, MAX_CLASSES, NO_DATA, MapState
from geo.maps.precincts import compact_shapes
from geo.maps.ward_map import SCRIPTS, STYLESHEET, MapFiles, Step, base_map, restyle
from geo.wards import WARD_COUNT
from ui.assets import font_file, publish

INITIAL_HEIGHT = 600
"""Pixels reserved until the frame has measured itself; between a phone's height and a desktop's."""

RETURNED = "last_object_clicked_tooltip"
"""The one value the map sends back; any other would rerun the page on every move."""

MAX_INDICATORS_BYTES = 30 * 1024
"""Of the file of indicators: room for about thirty of them on two ward maps."""

_CLICK = re.compile(r"(0|[1-9][0-9]?)#[0-9]{1,15}")
_PRESSES = re.compile(r"([1-9][0-9]?@[0-9]{1,15}(?:,[1-9][0-9]?@[0-9]{1,15}){0,7})#[0-9]{1,15}")
_STEP = re.compile(rf"i:({INDICATOR.pattern})#[0-9]{{1,15}}")

Content = bytes | Path

Press = tuple[int, int]
"""A ward that was pressed, and the number of the press; later ones have larger numbers."""


def map_files(
    wards: Mapping[int, Content],
    lines: Content,
    context: Content,
    texts: Content | Mapping[str, object],
    indicators: Content | Mapping[str, object] | None = None,
    *,
    precincts: Mapping[int, Path] | None = None,
) -> MapFiles:
    """Publish what the map's frame fetches; call it on every run, it is cheap.

    Parameters
    ----------
    wards : mapping of vintage to GeoJSON
        50 features with properties `ward` and `label`.
    lines, context : GeoJSON
        Borders of sides (property `scheme`); lake and land (property `kind`).
    texts : mapping or JSON
        ``{"2015": {"25": {"title": str, "lines": [str, ...]}}}``. A change of texts remounts the
        map, so give all vintages at once and keep them the same while a page is used.
    indicators : mapping or JSON, optional
        What the frame needs to step through indicators by itself, in the order of stepping::

            {"indicators": [{"key": "poverty_share", "label": "Below poverty", "unit": "",
                "ramp_light": ["#rrggbb", ...], "ramp_dark": ["#rrggbb", ...],
                "classes": {"2015": [int, ...]}, "values": {"2015": [str, ...]},
                "hatched": {"2015": [ward, ...]}}, ...]}

        `classes` are 50 indices into the ramps, -1 for no data; `values` 50 texts as shown, empty
        for no data, after which `unit` follows if it is not empty. As with the texts, a change
        remounts the map.
    precincts : mapping of vintage to GeoJSON, optional
        With properties `ward` and `precinct`, in the order in which states name their classes.

    Raises
    ------
    AssetError
        If a file cannot be read.
    AtlasError
        If the indicators have another form or more than `MAX_INDICATORS_BYTES`.
    """
    package = Path(leaflet.BASE_DIR)
    font = font_file()
    return MapFiles(
        script=publish(_joined((package / "leaflet.js", *SCRIPTS)), ".js"),
        stylesheet=publish(_joined((package / "leaflet.css", STYLESHEET)), ".css"),
        wards=tuple((year, publish(shapes, ".json")) for year, shapes in sorted(wards.items())),
        lines=publish(lines, ".json"),
        context=publish(context, ".json"),
        texts=publish(_encoded(texts), ".json"),
        font=publish(font, ".woff2") if font else "",
        indicators="" if indicators is None else _published_indicators(indicators),
        precincts=tuple((y, _published_precincts(f)) for y, f in sorted((precincts or {}).items())),
    )


def ward_map(
    state: MapState,
    files: MapFiles,
    key: str,
    on_select: Callable[[int | None], None] | None,
    ahead: Sequence[Step] = (),
    *,
    on_step: Callable[[str], None] | None = None,
    on_press: Callable[[tuple[Press, ...]], None] | None = None,
) -> None:
    """Draw the map; `on_select` is called before the next run with the ward, or None if unselected.

    `ahead` is what the page's controls would show next; the map shows it when they are pressed.
    `on_step` is called before the next run with the key of the indicator the reader stepped to in
    the map. It comes from the visitor's browser: look it up before you use it. `on_press` is called
    before the next run where `state` has presses, with the last of them, oldest first: those of
    before may be among them, by their numbers.

    Raises
    ------
    AtlasError
        If `files` lacks the ward map of `state`, or indicators or precincts where `state` has them.
    """
    known = [year for year, _ in files.wards]
    if state.vintage not in known:
        raise AtlasError(
            f"The map has no shapes for the {state.vintage} ward map, only for "
            f"{', '.join(map(str, known))}. Add them to the call of `map_files`."
        )

    if state.instant and not files.indicators:
        raise AtlasError(
            f"The map is to show the indicator {state.instant!r} and to step to others, but has no "
            "file of them. Give `indicators` in the call of `map_files`, or leave `instant` empty."
        )

    if state.precinct_class and state.vintage not in [year for year, _ in files.precincts]:
        raise AtlasError(
            f"The map is to show precincts of the {state.vintage} ward map, but has no shapes of "
            "them. Give `precincts` in the call of `map_files`."
        )

    def report() -> None:
        sent = st.session_state.get(key)
        chosen, indicator = selection(sent), stepped(sent)
        if on_select is not None and chosen is not None:
            on_select(chosen or None)
        pressed = presses(sent)
        if on_press is not None and pressed:
            on_press(pressed)
        if on_step is not None and indicator is not None:
            on_step(indicator)

    st_folium(
        base_map(files),
        key=key,
        height=INITIAL_HEIGHT,
        use_container_width=True,
        returned_objects=[RETURNED],
        feature_group_to_add=restyle(state, ahead),
        on_change=report,
        render=False,  # a third of the map's time; st_folium renders the map itself once more
    )


def selection(value: object) -> int | None:
    """Read what the frame sent: a ward, 0 for "unselected", None for anything else.

    The frame runs in the visitor's browser and can send what it likes.
    """
    found = _read(value, _CLICK)
    ward = int(found) if found else None
    return ward if ward is not None and ward <= WARD_COUNT else None


def presses(value: object) -> tuple[Press, ...]:
    """Read what the frame sent: wards pressed with their numbers, nothing for anything else."""
    found = _read(value, _PRESSES)
    pairs = (pair.split("@") for pair in found.split(",")) if found else ()
    read = tuple((int(ward), int(number)) for ward, number in pairs)
    return read if all(ward <= WARD_COUNT for ward, _ in read) else ()


def stepped(value: object) -> str | None:
    """Read what the frame sent: the key of an indicator, None for anything else.

    Only the form of the key is checked, not whether there is such an indicator.
    """
    return _read(value, _STEP)


def _read(value: object, form: re.Pattern[str]) -> str | None:
    """What was sent, without its running number, if it is of that form."""
    sent = value.get(RETURNED) if isinstance(value, dict) else None
    found = form.fullmatch(sent) if isinstance(sent, str) else None
    return found[1] if found else None


def _encoded(content: Content | Mapping[str, object]) -> Content:
    """A mapping as JSON; anything else as it is."""
    if isinstance(content, Mapping):
        return json.dumps(
            content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()
    return content


def _published_precincts(file: Path) -> str:
    """Publish the shapes in their short form."""
    publish(file, ".json")  # explains a file that cannot be read
    try:
        shapes = compact_shapes(json.loads(file.read_text("utf-8")))
    except (ValueError, KeyError, TypeError) as fault:
        raise AtlasError(
            f"{file.name} does not hold the shapes of precincts ({fault}). Build it again with "
            "`python -m geo.pipeline build`."
        ) from fault
    return publish(_encoded(shapes), ".json")


def _published_indicators(indicators: Content | Mapping[str, object]) -> str:
    """Publish the file of indicators after a look inside: a fault of it would be drawn wrong."""
    content = _encoded(indicators)
    publish(content, ".json")  # explains a file that cannot be read
    data = content.read_bytes() if isinstance(content, Path) else content
    try:
        found = json.loads(data)
    except ValueError as fault:
        raise AtlasError(
            f"Indicators of the map: the file is not JSON ({fault}). Build it again."
        ) from fault
    entries = found.get("indicators") if isinstance(found, dict) else None
    _check_indicators(entries)
    packed = cast(bytes, _encoded({"indicators": [_packed(entry) for entry in entries or ()]}))
    if len(packed) > MAX_INDICATORS_BYTES:
        raise AtlasError(
            f"Indicators of the map: the file has {len(packed):,} bytes. At most "
            f"{MAX_INDICATORS_BYTES:,} are allowed, because it is fetched with every first map. "
            "Leave indicators out or shorten labels and values."
        )
    return publish(packed, ".json")


def _packed(entry: dict[str, Any]) -> dict[str, Any]:
    """The same with one text for fifty wards, a fifth smaller; `Instant.receive` unpacks it."""
    classes = {y: " ".join(map(str, found)) for y, found in entry["classes"].items()}
    if all(index < TEN for found in entry["classes"].values() for index in found):
        classes = {y: _digits(found) for y, found in entry["classes"].items()}
    values = {
        y: "\n".join(value.replace("\n", " ") for value in found)
        for y, found in entry["values"].items()
    }
    return {**entry, "classes": classes, "values": values}


TEN = 10  # class indices below it are one digit


def _digits(classes: list[int]) -> str:
    """ "0132-": a digit per ward, a dash for no data."""
    return "".join("-" if index == NO_DATA else str(index) for index in classes)


def _require(holds: bool, what: str, allowed: str) -> None:
    if not holds:
        raise AtlasError(f"Indicators of the map: {what} is not usable. Give {allowed}.")


def _check_indicators(entries: Any) -> None:
    _require(isinstance(entries, list) and entries != [], "the list", "at least one indicator")
    for place, entry in enumerate(entries, start=1):
        _require(isinstance(entry, dict), f"entry {place}", "an object")
        key = entry.get("key")
        good = isinstance(key, str) and INDICATOR.fullmatch(key) is not None
        _require(good, f"key {key!r} of entry {place}", "a key such as 'poverty_share'")
        _check_looks(key, entry)
        _check_years(key, entry)
    keys = [entry["key"] for entry in entries]
    _require(len(set(keys)) == len(keys), f"the list of keys {keys}", "every key once")


def _check_looks(key: str, entry: dict[str, Any]) -> None:
    label, unit = entry.get("label"), entry.get("unit")
    _require(isinstance(label, str) and label != "", f"{key}, label {label!r}", "a text")
    _require(isinstance(unit, str), f"{key}, unit {unit!r}", "a text, or ''")
    ramps: list[Any] = [entry.get("ramp_light"), entry.get("ramp_dark")]
    for ramp in ramps:
        good = _all(ramp, lambda c: isinstance(c, str) and HEX_COLOR.fullmatch(c) is not None)
        _require(good, f"{key}, ramp {ramp!r}", "colors such as '#41b6e6'")
    lengths = [len(ramp) for ramp in ramps]
    good = lengths[0] == lengths[1] and 1 <= lengths[0] <= MAX_CLASSES
    _require(good, f"{key}, ramps of {lengths} colors", f"as many each, 1 to {MAX_CLASSES}")


def _check_years(key: str, entry: dict[str, Any]) -> None:
    top = len(entry["ramp_light"]) - 1
    names = ("classes", "values", "hatched")
    classes, values, hatched = by_name = [cast(Any, entry.get(name)) for name in names]
    good = all(isinstance(by_year, dict) for by_year in by_name)
    _require(good, f"{key}, classes, values or hatched", "an object each, by year of the ward map")
    good = classes.keys() == values.keys() and hatched.keys() <= classes.keys() and classes != {}
    _require(good, f"{key}, the years", "the same ones for classes and values, and at least one")
    for year in classes:
        where = f"{key}, {year}"
        good = _all(classes[year], lambda i: type(i) is int and NO_DATA <= i <= top, WARD_COUNT)
        _require(good, f"{where}, classes", f"{WARD_COUNT} whole numbers from {NO_DATA} to {top}")
        good = _all(values[year], lambda v: isinstance(v, str), WARD_COUNT)
        _require(good, f"{where}, values", f"{WARD_COUNT} texts, '' for no data")
        good = _all(hatched.get(year, []), lambda w: type(w) is int and 1 <= w <= WARD_COUNT)
        _require(good, f"{where}, hatched", f"ward numbers from 1 to {WARD_COUNT}")


def _all(values: object, holds: Callable[[Any], bool], length: int | None = None) -> bool:
    """Whether this is a list, of that length, in which it holds of every item."""
    return (
        isinstance(values, list)
        and (length is None or len(values) == length)
        and all(holds(value) for value in values)
    )


def _joined(paths: tuple[Path, ...]) -> bytes:
    return b"\n".join(path.read_bytes() for path in paths)
