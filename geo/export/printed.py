"""Everything a picture says in words, from its figure, and whether it has the letters for them."""

from __future__ import annotations

from collections.abc import Iterable

from geo.export.form import Form, FormError, lacking, lacking_words
from geo.export.layout import Words
from geo.figures.about import About
from geo.figures.caveats import side_lines
from geo.figures.figure import Chart, Figure, Legend
from geo.figures.words import WORK, sentence, short_source_line
from geo.links import brief_link, link
from geo.page_settings import name_in_address

NOTED, NOTED_ON_CARDS = 2, 1
"""Caveats printed below a picture at most; all of them are in its description."""


def printed(
    figure: Figure, form: Form, about: About, kind: str, chart: Chart | None = None
) -> Words:
    """What is printed around a map or a chart.

    Parameters
    ----------
    kind : str
        "Map" or "Chart", before the name of who made it.
    chart : Chart, optional
        Whose title stands above and whose own legend is drawn with it.

    Raises
    ------
    FormError
        If any of the words has a character the typeface lacks: nobody is to find boxes in place
        of letters.
    """
    byline = form.byline.strip()
    by = f"{kind}: {byline}, {WORK}" if byline else f"{kind}: {WORK}"
    noted = NOTED_ON_CARDS if form.of.height else NOTED
    lines = () if chart else side_lines(figure.picture)
    notes = (
        " ".join(map(sentence, (*figure.caveats[:noted], *lines))),
        f"{short_source_line(figure)} {sentence(figure.footing)}",
        f"{sentence(by)} {sentence(about.build.words)}",
    )
    title, _, how = chart.title.partition(". ") if chart else (figure.title, "", "")
    words = Words(
        kicker=" · ".join(part for part in (WORK, figure.badge) if part),
        title=form.title.strip() or title,
        subtitle=f"{sentence(how)} {figure.subtitle}".strip(),
        legends=() if chart else figure.legends,
        notes=tuple(note for note in notes if note.strip()),
        shown=printed_address(figure, about),
        address=about.address,
    )
    check_letters(words)
    return words


def printed_address(figure: Figure, about: About) -> str:
    """The address with the settings alone that are not the usual ones, short enough to be printed;
    the whole one where it is no link of the figure."""
    page = name_in_address(figure.page)
    whole = link(figure.view, page, about.build.build_id)
    if not about.address.endswith(whole):
        return about.address
    host = about.address.removesuffix(whole)
    return host + brief_link(figure.view, page, about.build.build_id)


def check_letters(words: Words) -> None:
    """Raise `FormError` if any of the words has a character the typeface lacks."""
    said = (
        ("the title", words.title),
        ("the line below the title", words.subtitle),
        ("the legend", " ".join(legend_texts(words))),
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
