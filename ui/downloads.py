"""Take a view away: files, a link and a citation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from geo.atlas import Atlas
from geo.links import brief_link, link
from geo.organisations import date_words
from geo.page_settings import PAGE_SETTINGS
from geo.sheets import Sheet, one_row_per_area, organisations_geojson, to_csv, to_geojson
from geo.sources import source_line
from geo.view import View


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
    about = described(atlas, view, taken)
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


def described(atlas: Atlas, view: View, taken: Takeaway) -> dict[str, str]:
    """What a file says of itself."""
    return {
        "title": taken.title,
        "source": source_line(taken.source_ids) if taken.source_ids else "the atlas’s directory",
        "build": atlas.build.words,
        "link": full_link(view, taken.page, atlas),
    }


def large_files(atlas: Atlas, view: View, taken: Takeaway, make: Callable[[], Sheet]) -> None:
    """Files of a sheet too long for the page, `make`, which is made when a file is asked for.

    `taken` holds the sheet on the page; its name and sources serve for the files too.
    """
    about, name = described(atlas, view, taken), taken.sheet.name
    with st.container(horizontal=True):
        forms: tuple[tuple[str, str, str, Callable[[Sheet], bytes]], ...] = (
            ("CSV", "csv", "text/csv", to_csv),
            (
                "GeoJSON",
                "geojson",
                "application/geo+json",
                partial(to_geojson, year=view.map, about=about),
            ),
        )
        for form, ending, kind, write in forms:
            st.download_button(
                f"All precincts ({form})",
                partial(written, make, write),
                f"{name}_all.{ending}",
                kind,
                key=f"all_{ending}",
                on_click="ignore",
            )


def written(make: Callable[[], Sheet], write: Callable[[Sheet], bytes]) -> bytes:
    """A sheet made and written when it is asked for."""
    return write(make())


def shapes_of(
    atlas: Atlas, view: View, sheet: Sheet, about: dict[str, str]
) -> Callable[[], bytes] | None:
    """How to make the GeoJSON of a sheet of wards or of organizations; None for others."""
    if sheet.rows and one_row_per_area(sheet):
        year = sheet.rows[0].get("Ward map", view.map)
        return lambda: to_geojson(sheet, year, about)
    if "Id" in sheet.columns:
        return lambda: organisations_geojson(atlas, sheet, about)
    return None


def full_link(view: View, page: str, atlas: Atlas) -> str:
    """The whole address of a view on the host the visitor uses."""
    return f"{host()}{link(view, page, atlas.build.build_id)}"


def paper_link(view: View, page: str, atlas: Atlas) -> str:
    """An address short enough to be printed."""
    return f"{host()}{brief_link(view, page, atlas.build.build_id)}"


def host() -> str:
    """Where the visitor found the atlas, without the name of the page that is open.

    A link may lead to another page than the one it stands on.
    """
    here = urlsplit(st.context.url or "")
    base, _, last = here.path.rstrip("/").rpartition("/")
    path = base if last in PAGE_SETTINGS else here.path.rstrip("/")
    return f"{here.scheme}://{here.netloc}{path}"


def citation(atlas: Atlas, title: str, address: str) -> str:
    """Title, work, release, build and link in one sentence."""
    build = atlas.build
    return (
        f"“{title}.” Chicago Ward Atlas, data release {build.version} "
        f"({date_words(build.date)}), build {build.build_id}. {address}"
    )
