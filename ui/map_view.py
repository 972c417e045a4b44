"""The ward map in a page. The only file that imports streamlit_folium."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit_folium import st_folium
from xstatic.pkg import leaflet

from geo.errors import AtlasError
from geo.maps.ward_map import (
    SCRIPTS,
    STYLESHEET,
    MapFiles,
    MapState,
    Step,
    base_map,
    restyle,
)
from geo.wards import WARD_COUNT
from ui.assets import font_file, publish

INITIAL_HEIGHT = 600
"""Pixels reserved until the frame has measured itself; between a phone's height and a desktop's."""

RETURNED = "last_object_clicked_tooltip"
"""The one value the map sends back; any other would rerun the page on every move."""

_CLICK = re.compile(r"(0|[1-9][0-9]?)#[0-9]{1,15}")

Content = bytes | Path


def map_files(
    wards: Mapping[int, Content],
    lines: Content,
    context: Content,
    texts: Content | Mapping[str, object],
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

    Raises
    ------
    AssetError
        If a file cannot be read.
    """
    if isinstance(texts, Mapping):
        texts = json.dumps(texts, ensure_ascii=False, sort_keys=True).encode()
    package = Path(leaflet.BASE_DIR)
    font = font_file()
    return MapFiles(
        script=publish(_joined((package / "leaflet.js", *SCRIPTS)), ".js"),
        stylesheet=publish(_joined((package / "leaflet.css", STYLESHEET)), ".css"),
        wards=tuple((year, publish(shapes, ".json")) for year, shapes in sorted(wards.items())),
        lines=publish(lines, ".json"),
        context=publish(context, ".json"),
        texts=publish(texts, ".json"),
        font=publish(font, ".woff2") if font else "",
    )


def ward_map(
    state: MapState,
    files: MapFiles,
    key: str,
    on_select: Callable[[int | None], None] | None,
    ahead: Sequence[Step] = (),
) -> None:
    """Draw the map; `on_select` is called before the next run with the ward, or None if unselected.

    `ahead` is what the page's controls would show next; the map shows it when they are pressed.

    Raises
    ------
    AtlasError
        If `files` lacks the ward map of `state`.
    """
    known = [year for year, _ in files.wards]
    if state.vintage not in known:
        raise AtlasError(
            f"The map has no shapes for the {state.vintage} ward map, only for "
            f"{', '.join(map(str, known))}. Add them to the call of `map_files`."
        )

    def report() -> None:
        chosen = selection(st.session_state.get(key))
        if on_select is not None and chosen is not None:
            on_select(chosen or None)

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
    sent = value.get(RETURNED) if isinstance(value, dict) else None
    found = _CLICK.fullmatch(sent) if isinstance(sent, str) else None
    ward = int(found[1]) if found else None
    return ward if ward is not None and ward <= WARD_COUNT else None


def _joined(paths: tuple[Path, ...]) -> bytes:
    return b"\n".join(path.read_bytes() for path in paths)
