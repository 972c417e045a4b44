"""Take a view away: files, a link and a citation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import streamlit as st

from geo.atlas import Atlas
from geo.organisations import date_words
from geo.sheets import Sheet, organisations_geojson, to_csv, to_geojson
from geo.sources import source_line
from geo.view import View, link


@dataclass(frozen=True)
class Takeaway:
    """What can be taken away from a page: a sheet under a title, from some sources.

    `page` is the page's name in the address; blank for the page that opens first.
    """

    page: str
    title: str
    sheet: Sheet
    source_ids: Sequence[str]


def downloads(atlas: Atlas, view: View, taken: Takeaway) -> None:
    """Files of a sheet and the citation of the view."""
    with st.container(horizontal=True):
        file_buttons(atlas, view, taken)
        with st.popover("Cite this view"):
            address = full_link(view, taken.page, atlas)
            st.markdown("A link that restores every setting:")
            st.code(address, language=None, wrap_lines=True)
            st.markdown("A citation:")
            st.code(citation(atlas, taken.title, address), language=None, wrap_lines=True)


def data_files(atlas: Atlas, view: View, taken: Takeaway) -> None:
    """Files of a further sheet on the same page."""
    with st.container(horizontal=True):
        file_buttons(atlas, view, taken)


def file_buttons(atlas: Atlas, view: View, taken: Takeaway) -> None:
    """Buttons for CSV and, where the sheet has wards, GeoJSON; files are made when asked for."""
    sheet = taken.sheet
    about = {
        "title": taken.title,
        "source": source_line(taken.source_ids) if taken.source_ids else "the atlas’s directory",
        "build": atlas.build.words,
        "link": full_link(view, taken.page, atlas),
    }
    st.download_button(
        "Table (CSV)",
        lambda: to_csv(sheet),
        f"{sheet.name}.csv",
        "text/csv",
        key=f"csv_{sheet.name}",
        on_click="ignore",
    )
    shapes = shapes_of(atlas, view, sheet, about)
    if shapes:
        st.download_button(
            "Map (GeoJSON)",
            shapes,
            f"{sheet.name}.geojson",
            "application/geo+json",
            key=f"geojson_{sheet.name}",
            on_click="ignore",
        )


def shapes_of(
    atlas: Atlas, view: View, sheet: Sheet, about: dict[str, str]
) -> Callable[[], bytes] | None:
    """How to make the GeoJSON of a sheet of wards or of organizations; None for others."""
    if "Ward" in sheet.columns:
        year = sheet.rows[0].get("Ward map", view.map)
        return lambda: to_geojson(sheet, year, about)
    if "Id" in sheet.columns:
        return lambda: organisations_geojson(atlas, sheet, about)
    return None


def full_link(view: View, page: str, atlas: Atlas) -> str:
    """The whole address of a view on the host the visitor uses."""
    here = urlsplit(st.context.url or "")
    path = here.path.rstrip("/")
    base = path.removesuffix(f"/{page}") if page else path
    return f"{here.scheme}://{here.netloc}{base}{link(view, page, atlas.build.build_id)}"


def citation(atlas: Atlas, title: str, address: str) -> str:
    """Title, work, release, build and link in one sentence."""
    build = atlas.build
    return (
        f"“{title}.” Chicago Ward Atlas, data release {build.version} "
        f"({date_words(build.date)}), build {build.build_id}. {address}"
    )
