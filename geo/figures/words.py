"""Words in step with a picture: headline, caption, text alternatives, source line and citations.

All of them are made from the figure's own record, so that they say what the picture shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from geo.atlas_records import Build
from geo.figures.figure import Chart, Figure, Legend, LegendRow, Square, Swatch
from geo.maps.map_state import NO_DATA, MapState
from geo.organisations import date_words
from geo.sources import page_sources, source
from geo.wards import WARD_NUMBERS
from geo.words import capital, ward_list

WORK = "Chicago Ward Atlas"

MAX_ALT = 300
"""Characters of a text alternative that screen readers and editorial systems take well."""

MAX_HEADLINE = 90

MLA_MONTHS = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)


@dataclass(frozen=True)
class Citations:
    """One figure cited in three common styles, as plain text."""

    apa: str
    chicago: str
    mla: str


def form(figure: Figure) -> str:
    """What a figure is: a map, a chart or a table."""
    return "Map" if figure.picture else "Chart" if figure.charts else "Table"


def sentence(text: str) -> str:
    """Text that ends like a sentence."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def suggested_headline(figure: Figure) -> str:
    """The finding, short enough to stand over an article: its first clause if that has the number.

    Never cut inside a word.
    """
    title = figure.title.strip().rstrip(".")
    first = re.split(r"; | – | \(", title)[0]
    if len(title) > MAX_HEADLINE and re.search(r"\d", first):
        title = first
    return shortened(title, MAX_HEADLINE) if len(title) > 2 * MAX_HEADLINE else title


def caption(figure: Figure) -> str:
    """The number, what is shown, what to be careful about, and the vintage if not said by then."""
    parts = [figure.title, figure.subtitle, *figure.caveats[:1]]
    said = " ".join(parts)
    if not years(figure.footing) <= years(said):
        parts.append(figure.footing)
    return " ".join(sentence(capital(part)) for part in parts if part.strip())


def years(text: str) -> set[str]:
    """Years named in a text."""
    return set(re.findall(r"\b(?:19|20)\d\d\b", text))


def short_alt(figure: Figure) -> str:
    """The picture in at most `MAX_ALT` characters, its numbers among them.

    Begins with what it is and the finding; then the classes with their counts, the largest first,
    as many as fit whole. Nothing is cut inside a word or a number.
    """
    kind = "Map of Chicago" if figure.picture else form(figure)
    start = f"{kind}, {figure.badge}: " if figure.badge else f"{kind}: "
    made = start + sentence(shortened(figure.title.strip(), MAX_ALT - len(start) - 1))
    for piece in pieces(figure):
        longer = f"{made[:-1]}; {piece}." if made.endswith(";.") else f"{made} {piece}."
        if len(longer) <= MAX_ALT:
            made = longer
    return made


def chart_alt(chart: Chart) -> str:
    """A chart in at most `MAX_ALT` characters: what it is, then its numbers."""
    return shortened(sentence(f"Chart, {sentence(chart.title)} {chart.alt}"), MAX_ALT)


def pieces(figure: Figure) -> list[str]:
    """Every class with its count in a few words, the most telling first."""
    found: list[tuple[int, int, str]] = []
    for place, one in enumerate(figure.legends):
        rows = one.rows if isinstance(one, Legend) else ()
        found += [(place, -(r.count or 0), counted(r)) for r in rows if r.count]
        if isinstance(one, Square):
            found += [(place, -n, f"{capital(name)}: {n}") for name, n, _ in cells(one) if n]
    return [piece for _, _, piece in sorted(found, key=lambda f: f[:2])]


def counted(row: LegendRow) -> str:
    """A row of a legend with its count."""
    return f"{capital(row.label.rstrip('.'))}: {row.count}"


def cells(one: Square) -> Iterator[tuple[str, int, str]]:
    """Name, count and color of every cell of a square, the upper row first."""
    rows = list(zip(one.upward, one.counts, one.colors, strict=True))
    for upward, counts, colors in reversed(rows):
        for across, count, color in zip(one.across, counts, colors, strict=True):
            yield f"{upward}, {across}", count, color


def shortened(text: str, most: int) -> str:
    """Text that fits: cut after a clause if one fits in the second half, else after a word."""
    if len(text) <= most:
        return text
    start = text[: most - 1]
    clauses = [m.start() for m in re.finditer(r"[;:,] |\. | – ", start)]
    at = next((c for c in reversed(clauses) if c >= most // 2), start.rfind(" "))
    return f"{start[: at if at > 0 else most - 1].rstrip(' ,;:–.')}…"


def long_description(figure: Figure) -> str:
    """Everything the picture shows, in lines: each class with its count and its wards."""
    lines = [sentence(figure.title), sentence(figure.subtitle)]
    lines += [f"Ward map: {sentence(figure.badge)}"] if figure.badge else []
    listed = [(one, described(one, figure.picture)) for one in figure.legends]
    if not any("(ward" in line for _, rows in listed for line in rows):
        lines.append(sentence(figure.alt))
    for one, rows in listed:
        lines += ["", f"{one.title}:" if one.title else "Legend:", *(f"- {row}" for row in rows)]
    for chart in figure.charts:
        lines += ["", f"Chart, {chart.title}: {sentence(chart.alt)}"]
    lines += ["", *(sentence(caveat) for caveat in figure.caveats)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def described(one: Legend | Square, picture: MapState | None) -> list[str]:
    """The rows of a legend with counts and wards."""
    if isinstance(one, Legend):
        return [row_words(row, wards_of(row, picture)) for row in one.rows]
    found = [
        row_words_of(capital(name), count, wards_in(color, picture))
        for name, count, color in cells(one)
    ]
    return [*found, f"No data: {one.missing}"] if one.missing else found


def row_words(row: LegendRow, wards: tuple[int, ...]) -> str:
    """A row with what stands under it."""
    label = f"{row.label} ({row.detail})" if row.detail else row.label
    return row_words_of(label, row.count, wards)


def row_words_of(label: str, count: int | None, wards: tuple[int, ...]) -> str:
    """A label, its count, and the wards if they are as many as are counted."""
    found = label if count is None else f"{label}: {count}"
    if not wards or count not in (None, len(wards)):
        return found
    return f"{found} ({'ward' if len(wards) == 1 else 'wards'} {ward_list(wards)})"


def wards_of(row: LegendRow, picture: MapState | None) -> tuple[int, ...]:
    """Wards a row of a legend is true of, as the picture has them; none where it explains
    something else."""
    if picture is None or picture.precinct_class:
        return ()
    swatch = row.swatch
    if swatch.kind == "fill":
        # Two classes of one map never look alike, but a map may keep classes of another kind.
        alike = [n for n, style in enumerate(picture.classes) if style == swatch.style]
        return bright(picture, (w for n in alike for w in of_class(picture, n)))
    if swatch.kind == "no_data":
        return of_class(picture, NO_DATA)
    return bright(picture, drawn_over(swatch, picture))


def drawn_over(swatch: Swatch, picture: MapState) -> tuple[int, ...]:
    """Wards with what is drawn above the fills: hatch, outline or mark."""
    if swatch.kind == "doubt":
        return picture.hatched
    if swatch.kind in RINGS:
        place = RINGS.index(swatch.kind)
        return picture.rings[place] if place < len(picture.rings) else ()
    looks = (swatch.shape, swatch.color)
    alike = (g for g in picture.glyphs if (g.shape, g.color) == looks)
    return tuple(w for g in alike for w in getattr(g, swatch.held))


RINGS = ("ring", "dashed")
"""Kinds of outlines in the order a picture holds them."""


def wards_in(color: str, picture: MapState | None) -> tuple[int, ...]:
    """Wards filled with a color."""
    if picture is None:
        return ()
    alike = [n for n, style in enumerate(picture.classes) if style.fill == color]
    return tuple(w for n in alike for w in of_class(picture, n))


def of_class(picture: MapState, index: int) -> tuple[int, ...]:
    """Wards of a class, those that are dimmed left out."""
    pairs = zip(WARD_NUMBERS, picture.ward_class, strict=True)
    return bright(picture, (ward for ward, klass in pairs if klass == index))


def bright(picture: MapState, wards: Iterable[int]) -> tuple[int, ...]:
    """The wards of some that are in full color."""
    counted_wards = set(picture.highlighted or WARD_NUMBERS)
    return tuple(sorted(counted_wards.intersection(wards)))


SHORT_DIRECTORY = "the atlas’s directory (2021 essay and later sources)"


def source_line(figure: Figure, build: Build) -> str:
    """Sources, vintage, and the release the figures are of."""
    return " ".join(map(sentence, (page_sources(figure.sources), figure.footing, build.words)))


def short_source_line(figure: Figure) -> str:
    """Publishers alone, each once, for where there is little room."""
    named = (part for i in figure.sources for part in source(i).publisher.split("; "))
    return f"Sources: {'; '.join(dict.fromkeys((*named, SHORT_DIRECTORY)))}."


def citations(figure: Figure, build: Build, address: str) -> Citations:
    """The figure cited after APA 7 (2020), Chicago (17th edition) and MLA 9.

    Parameters
    ----------
    figure : Figure
    build : Build
        The date cited is that of its data release.
    address : str
        The whole link; blank leaves it out.
    """
    day = date.fromisoformat(build.date)
    title, release = figure.title.strip().rstrip("."), f"release {build.version}"
    made, shown = f"build {build.build_id}", address.removeprefix("https://")
    return Citations(
        apa=f"{WORK}. ({day.year}, {day:%B} {day.day}). {title} (Data {release}, {made}) "
        f"[{form(figure)}].{address and f' {address}'}",
        chicago=f"{WORK}. “{title}.” {form(figure)}. Data {release}, {made}. "
        f"{date_words(build.date)}.{address and f' {address}.'}",
        mla=f"“{title}.” {WORK}, data {release}, {made}, {day.day} "
        f"{MLA_MONTHS[day.month - 1]} {day.year}{shown and f', {shown}'}.",
    )
