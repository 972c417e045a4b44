"""A figure as a picture to take away: SVG, PNG and PDF in every size, from one drawing.

The drawing is made of the figure's own record, as the page is, so that the counts in a file and on
the page at its link are the same. Nothing depends on the clock, the machine or the network: the
same figure and build make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geo import paths
from geo.export.files import pdf_bytes, png_bytes, svg_text
from geo.export.form import Form, FormError, Origin, lacking, lacking_words
from geo.export.layout import Drawing, Words, full
from geo.export.look import look
from geo.export.map_body import MapBody
from geo.export.metadata import Facts, facts
from geo.export.ward_shapes import shapes
from geo.figures.figure import Figure, Legend
from geo.figures.words import WORK, sentence, short_source_line

NOTED = 2
"""Caveats printed below a picture at most; all of them are in its description."""


def svg(figure: Figure, form: Form, about: Origin) -> str:
    """The figure as an SVG whose text is text, with the letters it uses inside.

    Raises
    ------
    FormError
        If the figure has no map, has letters the typeface lacks, or does not fit the form.
    """
    return svg_text(drawing(figure, form, about), form, told(figure, form, about))


def png(figure: Figure, form: Form, about: Origin) -> bytes:
    """The figure as a PNG; raises as `svg` does."""
    return png_bytes(drawing(figure, form, about), form, told(figure, form, about))


def pdf_of(figure: Figure, form: Form, about: Origin) -> bytes:
    """The figure as a PDF of one page whose text is text; raises as `svg` does."""
    return pdf_bytes(drawing(figure, form, about), form, told(figure, form, about))


def told(figure: Figure, form: Form, about: Origin) -> Facts:
    """What the file says of itself."""
    return facts(figure, form.title.strip() or figure.title, form.byline.strip(), about)


def drawing(figure: Figure, form: Form, about: Origin, folder: Path = paths.PROCESSED) -> Drawing:
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
    body = MapBody(state, shapes(state.vintage, about.build.build_id, folder), helps(form))
    if form.plain:
        return plain(body, form)
    words = printed(figure, form, about)
    check_letters(words)
    return full(words, body, form)


def helps(form: Form) -> bool:
    """Whether a scale and an arrow help: not on a card that is looked at for a second."""
    return not form.plain and form.size != "social"


def printed(figure: Figure, form: Form, about: Origin) -> Words:
    """Everything the picture says in words."""
    by = f"Map: {form.byline.strip()}, {WORK}" if form.byline.strip() else f"Map: {WORK}"
    notes = (
        " ".join(sentence(caveat) for caveat in figure.caveats[:NOTED]),
        f"{short_source_line(figure)} {sentence(figure.footing)}",
        f"{sentence(by)} {sentence(about.build.words)}",
    )
    return Words(
        kicker=" · ".join(part for part in (WORK, figure.badge) if part),
        title=form.title.strip() or figure.title,
        subtitle=figure.subtitle,
        legends=figure.legends,
        notes=tuple(note for note in notes if note.strip()),
        shown=about.shown or about.address,
        address=about.address,
    )


def check_letters(words: Words) -> None:
    """Nobody is to find boxes in place of letters.

    Raises
    ------
    FormError
        If any of the words has a character the typeface lacks.
    """
    legend_words = " ".join(legend_texts(words))
    said = (
        ("the title", words.title),
        ("the line below the title", words.subtitle),
        ("the legend", legend_words),
        ("the notes", " ".join(words.notes)),
    )
    faults = [lacking_words(where, lost) for where, text in said if (lost := lacking(text))]
    if faults:
        raise FormError(" ".join(faults))


def legend_texts(words: Words) -> Iterable[str]:
    """Every text of every legend."""
    for one in words.legends:
        yield one.title
        if isinstance(one, Legend):
            yield from (text for row in one.rows for text in (row.label, row.detail))
        else:
            yield from (*one.across, *one.upward)


def plain(body: MapBody, form: Form) -> Drawing:
    """The map alone."""
    width = float(form.of.width)
    height = float(form.of.height) or round(width * body.proportion)
    of = look(form)
    return Drawing(width, height, tuple(body.drawn((0.0, 0.0, width, height), of)))
