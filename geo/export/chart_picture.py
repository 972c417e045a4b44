"""One chart of a figure as a picture to take away, framed like its map."""

from __future__ import annotations

from geo.export.chart_body import ChartBody
from geo.export.files import pdf_bytes, png_bytes, svg_text
from geo.export.form import Form, FormError, lacking, lacking_words
from geo.export.layout import WORDS_PART, Drawing, full
from geo.export.look import look
from geo.export.metadata import Facts, facts
from geo.export.printed import printed
from geo.export.svg import texts
from geo.figures.about import About
from geo.figures.figure import Chart, Figure


def chart_svg(chart: Chart, figure: Figure, form: Form, about: About) -> str:
    """A chart as an SVG whose text is text, with the letters it uses inside.

    Parameters
    ----------
    chart : Chart
        One of the figure's; composed for the form's theme.
    figure : Figure
        Whose sources, vintage and caveats are printed below.

    Raises
    ------
    FormError
        If its words have letters the typeface lacks or do not fit the form.
    AtlasError
        If its specification cannot be drawn.
    """
    return svg_text(
        chart_drawing(chart, figure, form, about), form, told(chart, figure, form, about)
    )


def chart_png(chart: Chart, figure: Figure, form: Form, about: About) -> bytes:
    """A chart as a PNG; raises as `chart_svg` does."""
    return png_bytes(
        chart_drawing(chart, figure, form, about), form, told(chart, figure, form, about)
    )


def chart_pdf(chart: Chart, figure: Figure, form: Form, about: About) -> bytes:
    """A chart as a PDF of one page; raises as `chart_svg` does."""
    return pdf_bytes(
        chart_drawing(chart, figure, form, about), form, told(chart, figure, form, about)
    )


def told(chart: Chart, figure: Figure, form: Form, about: About) -> Facts:
    """What the file says of itself."""
    return facts(figure, form.title.strip() or chart.title, form.byline.strip(), about, chart)


def chart_drawing(chart: Chart, figure: Figure, form: Form, about: About) -> Drawing:
    """Everything in its place; raises as `chart_svg` does."""
    of = look(form)
    width, margin = float(form.of.width), of.scale.margin
    if form.plain:
        body = ChartBody(chart, of, width)
        height = float(form.of.height) or round(width * body.proportion)
        made = Drawing(width, height, tuple(body.drawn((0.0, 0.0, width, height), of)))
    else:
        room = width * (1 - WORDS_PART) - margin if form.of.height else width - 2 * margin
        body = ChartBody(chart, of, room)
        made = full(printed(figure, form, about, "Chart", chart), body, form)
    if lost := lacking(" ".join(texts(made.nodes))):
        raise FormError(lacking_words("the chart", lost))
    return made
