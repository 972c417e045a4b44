"""The page of one figure: the picture, its legend, words, table and files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from geo.embed.snippet import snippet
from geo.figures import words
from geo.figures.figure import Figure
from geo.figures.words import Citations
from geo.publish import pictures
from geo.publish.listing import Entry
from geo.publish.records import Foot, Made, Page, PublishError
from geo.publish.site import Site, legend_pairs
from geo.sheets import one_row_per_area, to_csv, to_geojson
from geo.sources import page_sources, source_line


def made(site: Site, page: Page) -> Made:
    """A figure of `figures.toml`."""
    entry = next(one for one in site.listed if one.id == page.subject)
    pair = site.figure(entry.page, entry.view)
    if pair is None:
        raise PublishError(
            f"figures.toml, figure “{entry.id}”, field view: the page {entry.page} has no figure. "
            "Name another page."
        )
    light = pair[0]
    title = entry.listed.title or light.title
    about = site.about(page)
    own = f"{page.key}-card.png"
    files: pictures.Files = {
        **pictures.in_page(pair, about, page.key),
        **pictures.taken(pair, about, page.key, title),
        own: partial(pictures.card, light, about),
        **data_files(site, page, light),
    }
    return Made(
        "figure.html",
        title=title,
        summary=entry.listed.caption or f"{light.title}. {light.subtitle}",
        foot=foot_of(light),
        context={
            **looks(pair, page),
            **beside(site, entry),
            "heading": title,
            "snippet": embed_code(site, page, title),
            "words": words_of(site, page, light, entry),
            "downloads": downloads(files, page),
        },
        preview=own,
        preview_alt=words.short_alt(light),
        files=files,
    )


Pair = tuple[Figure, Figure]
"""A figure composed for light and for dark pages."""


def looks(pair: Pair, page: Page) -> dict[str, object]:
    """What a page shows of a figure itself."""
    maps, charts = pictures.pictures_of(pair, page.key)
    return {
        "figure": pair[0],
        "dark": pair[1],
        "legends": legend_pairs(*pair),
        "linked": linked_year(pair[0]),
        "maps": maps,
        "charts": charts,
    }


def beside(site: Site, entry: Entry) -> dict[str, Entry | None]:
    """The figures before and after one in the list."""
    around, at = site.listed, site.listed.index(entry)
    return {
        "before": around[at - 1] if at else None,
        "after": around[at + 1] if at + 1 < len(around) else None,
    }


@dataclass(frozen=True)
class Words:
    """What a newsroom prints beside the picture."""

    headline: str
    caption: str
    alt: str
    long: str
    source: str
    citations: Citations


def words_of(site: Site, page: Page, figure: Figure, entry: Entry) -> Words:
    """Suggested words; those of the editors' own stand first."""
    build = site.build(page)
    return Words(
        entry.listed.title or words.suggested_headline(figure),
        entry.listed.caption or words.caption(figure),
        words.short_alt(figure),
        words.long_description(figure),
        words.source_line(figure, build),
        words.citations(figure, build, site.address(page.path)),
    )


def linked_year(figure: Figure) -> int | None:
    """The ward map whose pages the rows of the table lead to; None if its rows are no wards."""
    sheet = figure.sheet
    if not sheet.rows or "Ward" not in sheet.columns:
        return None
    year: int = sheet.rows[0].get("Ward map", figure.view.map)
    return year


def foot_of(figure: Figure) -> Foot:
    """Source line and vintage of a figure."""
    return Foot(page_sources(figure.sources), figure.footing)


def data_files(site: Site, page: Page, figure: Figure) -> dict[str, Callable[[], bytes]]:
    """The figure's table, and its shapes where it has one row per ward or precinct."""
    sheet = figure.sheet
    files: dict[str, Callable[[], bytes]] = {f"{page.key}.csv": lambda: to_csv(sheet)}
    if sheet.rows and one_row_per_area(sheet):
        year = sheet.rows[0].get("Ward map", figure.view.map)
        said = described(site, page, figure.title, figure.sources)
        files[f"{page.key}.geojson"] = lambda: to_geojson(
            sheet, year, said, site.settings.processed
        )
    return files


def described(site: Site, page: Page, title: str, sources: tuple[str, ...]) -> dict[str, str]:
    """What a file of data says of itself."""
    said = {
        "title": title,
        "source": source_line(sources) if sources else "the atlas’s directory",
        "build": site.build(page).words,
    }
    address = site.address(page.path)
    return {**said, "link": address} if address else said


def embed_code(site: Site, page: Page, title: str) -> str:
    """The lines that place the interactive figure in an article; blank if the site's address is
    not known."""
    address = site.address(f"{page.key}-embed.html")
    return snippet(address, title) if address else ""


KINDS_OF_FILES = {
    ".png": "Picture (PNG)",
    ".svg": "Picture (SVG)",
    ".pdf": "Picture (PDF)",
    "-card.png": "Card, 1,200 × 630 (PNG)",
    "-embed.html": "Interactive, in one file (HTML)",
    ".csv": "Table (CSV)",
    ".geojson": "Map (GeoJSON)",
}


def downloads(files: dict[str, Callable[[], bytes]], page: Page) -> tuple[tuple[str, str], ...]:
    """(label, file name) of what can be taken away; pictures shown in the page are not offered."""
    found = []
    for ending, label in KINDS_OF_FILES.items():
        if f"{page.key}{ending}" in files:
            found.append((label, f"{page.key.rpartition('/')[2]}{ending}"))
    return tuple(found)


def citation(site: Site, page: Page, title: str) -> str:
    """Title, work, release, build and address in one sentence."""
    address = site.address(page.path)
    return f"“{title}.” Chicago Ward Atlas. {site.build(page).words}." + (
        f" {address}" if address else ""
    )
