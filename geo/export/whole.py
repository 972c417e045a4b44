"""A map or a chart of a figure as a file of any kind."""

from __future__ import annotations

from collections.abc import Callable

from geo.export.chart_picture import chart_pdf, chart_png, chart_svg
from geo.export.form import Form
from geo.export.picture import pdf_of, png, svg
from geo.figures.about import About
from geo.figures.figure import Chart, Figure

MAPS: dict[str, Callable[[Figure, Form, About], bytes]] = {
    "svg": lambda figure, form, about: svg(figure, form, about).encode(),
    "png": png,
    "pdf": pdf_of,
}
"""By format, which is also the ending of the file."""

CHARTS: dict[str, Callable[[Chart, Figure, Form, About], bytes]] = {
    "svg": lambda chart, figure, form, about: chart_svg(chart, figure, form, about).encode(),
    "png": chart_png,
    "pdf": chart_pdf,
}

FORMATS = tuple(MAPS)


def picture_bytes(figure: Figure, what: str, form: Form, about: About, ending: str) -> bytes:
    """The map of a figure, or its chart of the name `what`, as a file of one of `FORMATS`.

    Raises
    ------
    AtlasError
        If it cannot be made in this form.
    """
    chart = figure.chart(what)
    return (
        CHARTS[ending](chart, figure, form, about) if chart else MAPS[ending](figure, form, about)
    )
