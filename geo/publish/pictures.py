"""The one place where the site has its pictures drawn: maps and charts of figures, and embeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from geo.embed.page import embed_html
from geo.export.chart_picture import chart_pdf, chart_png, chart_svg
from geo.export.form import Form
from geo.export.picture import pdf_of, png, svg
from geo.figures import words
from geo.figures.about import About
from geo.figures.figure import Chart, Figure

Files = dict[str, Callable[[], bytes]]
"""Makers of files by their path from the root of the site."""

CARD, PAGE = Form("social"), Form("page")
SHOWN = Form("column", plain=True, ground="none")
SHOWN_DARK = Form("column", plain=True, ground="none", dark=True)
"""In a page: of the size for a column, whose lettering is still read on a phone."""


@dataclass(frozen=True)
class Shown:
    """A picture inside a page: its files for both themes, and its words."""

    light: str
    dark: str
    alt: str
    title: str = ""


def card(figure: Figure, about: About) -> bytes:
    """The preview image, 1,200 × 630: the map, or the first chart of a figure without one."""
    if figure.picture is None:
        return chart_png(figure.charts[0], figure, CARD, about)
    return png(figure, CARD, about)


def shown(figure: Figure, form: Form, about: About) -> bytes:
    """The map alone, as it stands in a page, on the page's own ground."""
    return svg(figure, form, about).encode()


def drawn_chart(chart: Chart, figure: Figure, form: Form, about: About) -> bytes:
    """A chart as SVG."""
    return chart_svg(chart, figure, form, about).encode()


def in_page(pair: tuple[Figure, Figure], about: About, key: str) -> Files:
    """The files of everything a page shows of a figure: map and charts, in both themes."""
    files: Files = {}
    for figure, form, ending in zip(pair, (SHOWN, SHOWN_DARK), ("", "-dark"), strict=True):
        if figure.picture is not None:
            files[f"{key}-shown{ending}.svg"] = partial(shown, figure, form, about)
        for chart in figure.charts:
            name = f"{key}-{chart.name}{ending}.svg"
            files[name] = partial(drawn_chart, chart, figure, form, about)
    return files


def taken(pair: tuple[Figure, Figure], about: About, key: str, title: str) -> Files:
    """The files a newsroom takes away: pictures of full size, and the interactive one."""
    light = pair[0]
    form = Form("page", title=title if title != light.title else "")
    if light.picture is None:
        files = charts_taken(light, about, key)
    else:
        files = {
            f"{key}.svg": lambda: svg(light, form, about).encode(),
            f"{key}.png": partial(png, light, form, about),
            f"{key}.pdf": partial(pdf_of, light, form, about),
        }
    own = title if title != light.title else ""
    files[f"{key}-embed.html"] = partial(embed_html, light, about, dark=pair[1], title=own)
    return files


def charts_taken(figure: Figure, about: About, key: str) -> Files:
    """The charts of a figure without a map; the first bears the name of the figure."""
    files: Files = {}
    for number, chart in enumerate(figure.charts):
        name = f"{key}-{chart.name}-full" if number else key
        given = (chart, figure, PAGE, about)
        files[f"{name}.png"] = partial(chart_png, *given)
        files[f"{name}.pdf"] = partial(chart_pdf, *given)
        files[f"{name}.svg"] = partial(drawn_chart, *given)
    return files


def pictures_of(
    pair: tuple[Figure, Figure], key: str
) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
    """What a page shows of a figure: (maps, charts), by names relative to the page."""
    light, name = pair[0], key.rpartition("/")[2]
    maps: tuple[Shown, ...] = ()
    if light.picture is not None:
        maps = (Shown(f"{name}-shown.svg", f"{name}-shown-dark.svg", words.short_alt(light)),)
    charts = tuple(
        Shown(f"{name}-{c.name}.svg", f"{name}-{c.name}-dark.svg", words.chart_alt(c), c.title)
        for c in light.charts
    )
    return maps, charts
