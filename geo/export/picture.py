"""A figure as a picture to take away: SVG, PNG and PDF in every size, from one drawing.

The drawing is made of the figure's own record, as the page is, so that the counts in a file and on
the page at its link are the same. Nothing depends on the clock, the machine or the network: the
same figure and build make the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from geo import paths
from geo.export.files import pdf_bytes, png_bytes, svg_text
from geo.export.form import Form, FormError
from geo.export.layout import Drawing, full
from geo.export.look import look
from geo.export.map_body import MapBody
from geo.export.metadata import Facts, facts
from geo.export.printed import printed
from geo.export.ward_shapes import shapes
from geo.figures.about import About
from geo.figures.figure import Figure


def svg(figure: Figure, form: Form, about: About) -> str:
    """The figure as an SVG whose text is text, with the letters it uses inside.

    Raises
    ------
    FormError
        If the figure has no map, has letters the typeface lacks, or does not fit the form.
    """
    return svg_text(drawing(figure, form, about), form, told(figure, form, about))


def png(figure: Figure, form: Form, about: About) -> bytes:
    """The figure as a PNG; raises as `svg` does."""
    return png_bytes(drawing(figure, form, about), form, told(figure, form, about))


def pdf_of(figure: Figure, form: Form, about: About) -> bytes:
    """The figure as a PDF of one page whose text is text; raises as `svg` does."""
    return pdf_bytes(drawing(figure, form, about), form, told(figure, form, about))


def told(figure: Figure, form: Form, about: About) -> Facts:
    """What the file says of itself."""
    return facts(figure.of_map, form.title.strip() or figure.title, form.byline.strip(), about)


def drawing(figure: Figure, form: Form, about: About, folder: Path = paths.PROCESSED) -> Drawing:
    """Everything in its place; raises as `svg` does."""
    state = figure.picture
    if state is None:
        raise FormError(
            f"The page {figure.page} shows no map. Its charts and its table can be taken instead."
        )
    if state.dark != form.dark:
        raise FormError(
            f"The figure is composed for a {'dark' if state.dark else 'light'} page, the picture "
            f"wanted is {'dark' if form.dark else 'light'}. Compose it for the same theme."
        )
    body = MapBody(
        state, shapes(state.vintage, about.build.build_id, folder), helps(form), not form.plain
    )
    if form.plain:
        return plain(body, form)
    words = printed(figure.of_map, form, about, "Map")
    return full(words, body, form)


def helps(form: Form) -> bool:
    """Whether a scale and an arrow help: not on a card that is looked at for a second."""
    return not form.plain and form.size != "social"


def plain(body: MapBody, form: Form) -> Drawing:
    """The map alone."""
    width = float(form.of.width)
    height = float(form.of.height) or round(width * body.proportion)
    of = look(form)
    return Drawing(width, height, tuple(body.drawn((0.0, 0.0, width, height), of)))
