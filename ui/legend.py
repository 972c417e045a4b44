"""Legends, drawn from the same records as the maps."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape
from itertools import zip_longest

import streamlit as st

from geo.choropleth import Choropleth, TwoWay
from geo.color_vision import lab
from geo.maps.precincts import NO_FIGURE, OUTSIDE
from geo.maps.vote_map import Drawing
from geo.palettes import PresenceClass
from geo.presence import MOST, REACH, Presence
from geo.ramps import NO_DATA
from geo.vote_scale import class_counts
from geo.words import own_map
from ui.notes import text


def legend(entries: Iterable[tuple[PresenceClass, int]], title: str, *, dark: bool) -> None:
    """The legend in reading order, each class with its count of wards."""
    items = "".join(
        f"<li>{swatch(klass, dark=dark)}<span>{escape(klass.label)}</span>"
        f'<span class="n">{count}</span></li>'
        for klass, count in entries
    )
    st.html(f'<h2 class="atlas-kicker">{escape(title)}</h2><ul class="atlas-legend">{items}</ul>')


def helped_legend(
    entries: Iterable[tuple[PresenceClass, int, str]], title: str, *, dark: bool
) -> None:
    """A legend whose labels open to say what a class means, by pointer, tap or key.

    `entries` are classes with their count of wards and their meaning.
    """
    items = "".join(
        f'<li>{swatch(klass, dark=dark)}<details title="{escape(meaning)}">'
        f"<summary>{escape(klass.label)}</summary><div>{escape(meaning)}</div></details>"
        f'<span class="n">{count}</span></li>'
        for klass, count, meaning in entries
    )
    st.html(
        f'<h2 class="atlas-kicker">{escape(title)}</h2>'
        f'<ul class="atlas-legend atlas-helped">{items}</ul>'
    )


PATTERN_MARKS = {
    "none": "",
    "hatch": '<path d="M-2,8 L8,-2 M2,12 L12,2" stroke="{c}" stroke-width="2"/>',
    "backhatch": '<path d="M2,-2 L12,8 M-2,2 L8,12" stroke="{c}" stroke-width="2"/>',
    "dots": '<path d="M1.2,1.2 h2.6 v2.6 h-2.6z M6.2,6.2 h2.6 v2.6 h-2.6z" fill="{c}"/>',
    "cross": '<path d="M0,5 H10 M5,0 V10" stroke="{c}" stroke-width="1.5"/>',
}
"""One tile of each pattern, 10 × 10."""


def swatch(klass: PresenceClass, *, dark: bool) -> str:
    """A small picture of how a class is drawn; colors come from our own registry."""
    ink = klass.ink(dark=dark)
    tile = f"atlas-{klass.key}-{'dark' if dark else 'light'}"
    marks = PATTERN_MARKS[klass.pattern].format(c=ink.pattern_color)
    dash = f' stroke-dasharray="{klass.dash}"' if klass.dash else ""
    edge = ink.stroke if klass.dash else ink.fill
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="18" viewBox="0 0 28 18"><defs>'
        f'<pattern id="{tile}" width="10" height="10" patternUnits="userSpaceOnUse">'
        f'<rect width="10" height="10" fill="{ink.fill}"/>{marks}</pattern></defs>'
        f'<rect x="0.75" y="0.75" width="26.5" height="16.5" fill="url(#{tile})" '
        f'stroke="{edge}" stroke-width="1.2"{dash}/></svg>'
    )
    # Pages strip inline SVG from HTML, but keep pictures.
    encoded = base64.b64encode(picture.encode()).decode()
    return f'<img alt="" width="28" height="18" src="data:image/svg+xml;base64,{encoded}">'


def ramp_legend(drawn: Choropleth, doubtful: tuple[int, ...], *, dark: bool) -> None:
    """Classes of an indicator with their colors, ranges and counts of wards."""
    dotted = [' class="dotted"' if p == "dots" else "" for p in drawn.patterns]
    marks = [
        f'<i{dots} style="background-color:{color}"></i>'
        for color, dots in zip_longest(drawn.colors, dotted, fillvalue="")
    ]
    rows = list(zip(marks, drawn.labels, drawn.counts, strict=True))
    if drawn.missing:
        ground = NO_DATA["dark" if dark else "light"]
        rows.append(
            (f'<i class="nodata" style="background-color:{ground}"></i>', "No data", drawn.missing)
        )
    if doubtful:
        rows.append(('<i class="doubt"></i>', "Hatched: uncertain figure", len(doubtful)))
    name = "Largest group" if drawn.patterns else drawn.values.indicator.label
    rows_legend(rows, f"{name}: wards, of 50")


def ring_legend(shown: Presence) -> None:
    """What the outlines on the map mean."""
    own = len(shown.organized)
    rows_legend(
        [
            ('<i class="ring"></i>', "Outlined: ward organization", own),
            (
                '<i class="ring dashed"></i>',
                "Dashed: regional, or in part",
                len(shown.reached) - own,
            ),
        ],
        "Organizations",
    )


EMPTY = '<i style="background-color:transparent;border:1px dashed #8a949c"></i>'
"""Swatch of precincts that are not drawn."""


def vote_legend(
    drawn: Drawing, title: str, district: str, marked: tuple[tuple[int, ...], str], *, dark: bool
) -> None:
    """Classes of a map of votes with counts of wards or precincts; wards that are hatched and why,
    and the district drawn over the wards."""
    hatched, why = marked
    scale, by_ward, by_precinct = drawn
    counts = class_counts(scale.kinds(by_precinct or by_ward))
    rows = [
        (f'<i style="background-color:{color}"></i>', label, counts[index])
        for index, (color, label) in enumerate(
            zip(scale.colors(dark=dark), scale.labels, strict=True)
        )
    ]
    ground = NO_DATA["dark" if dark else "light"]
    missing = f'<i class="nodata" style="background-color:{ground}"></i>'
    if counts[NO_FIGURE]:
        rows.append((missing, "Nobody voted", counts[NO_FIGURE]))
    if counts[OUTSIDE]:
        rows.append((EMPTY if by_precinct else missing, "Not in this race", counts[OUTSIDE]))
    if hatched and not by_precinct:
        rows.append(('<i class="doubt"></i>', f"Hatched: {why}", len(hatched)))
    if district:
        rows.append(('<i class="district"></i>', f"Border of the {district}, 2018", 1))
    rows_legend(rows, f"{title}: {'precincts' if by_precinct else 'wards'}")


def rows_legend(rows: Iterable[tuple[str, str, int]], title: str) -> None:
    """A legend from swatches (our own HTML), labels and counts."""
    items = "".join(
        f'<li>{mark}<span>{escape(label)}</span><span class="n">{count}</span></li>'
        for mark, label, count in rows
    )
    st.html(
        f'<h2 class="atlas-kicker">{escape(title)}</h2>'
        f'<ul class="atlas-legend atlas-swatches">{items}</ul>'
    )


def doubt_legend(doubtful: tuple[int, ...]) -> None:
    """What the hatch means on a map of two things; nothing if no ward has it."""
    if doubtful:
        rows_legend([('<i class="doubt"></i>', "Hatched: uncertain figure", len(doubtful))], "")


def square(drawn: TwoWay) -> None:
    """The legend of nine colors: a square with counts, readable as a table."""
    head = "".join(f'<th scope="col">{escape(a)}</th>' for a in drawn.across)
    size = len(drawn.across)
    body = "".join(
        f'<tr><th scope="row">{escape(drawn.upward[row])}</th>'
        + "".join(
            f'<td style="background:{drawn.colors[row * size + column]};'
            f'color:{readable(drawn.colors[row * size + column])}">{drawn.count(row, column)}</td>'
            for column in range(size)
        )
        + "</tr>"
        for row in reversed(range(len(drawn.upward)))
    )
    missing = f"<p>No data: {drawn.missing} wards.</p>" if drawn.missing else ""
    st.html(
        f'<h2 class="atlas-kicker">Wards by {escape(drawn.second)} (upward) and '
        f"{escape(drawn.first)} (across)</h2>"
        f'<table class="atlas-square"><tbody>{body}</tbody><tfoot><tr><td></td>{head}</tr></tfoot>'
        f"</table>{missing}"
    )


def readable(color: str) -> str:
    """Black or white, whichever has more contrast on `color` (lightness of CIE Lab)."""
    return "#000000" if lab(color)[0] > HALF else "#ffffff"


HALF = 55.0


def legend_rule(year: int, narrowed: str) -> None:
    """The rules behind the classes in words, and what the settings leave out."""
    rule = (
        f"A regional organization counts for a ward if at least {REACH:.0%} of the ward’s people "
        "live in the community areas it names."
    )
    if not own_map(year):
        rule += (
            f" A ward of this map counts as covered if at least {MOST:.0%} of its people lived in "
            "an old ward with an organization of its own."
        )
    text(rule + (f" Settings: {narrowed}." if narrowed else ""))
