"""A reader's own colors: where they are typed, what is wrong with them, and better ones."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.choropleth import Choropleth
from geo.color_check import checked
from geo.color_mending import suggested
from geo.color_vision import simulate
from geo.own_colors import MAX_OWN, OWN, OwnColorsError, own_ramp, shown, typed, written
from geo.view import View
from ui import notes, state
from ui.legend import image

STRIP_PX, TALL_PX = 96, 18
"""Of the strips in the table: two of them and a name fit a phone."""

OVERLAP_PX = 0.3
"""Neighbors overlap by a hair, so that no line of the page shows between them."""

EXAMPLE = "for example #eee, #9cf, #036"


def type_colors(view: View) -> None:
    """Where the colors are typed, if the reader wants own ones."""
    if view.palette != OWN:
        return
    st.text_input(
        "My colors",
        placeholder=EXAMPLE,
        max_chars=MAX_OWN,
        help="From the lowest class to the highest: codes like #036, or names like teal. Two are "
        "enough; the colors between are blended. They are the same on a dark page.",
        **state.bound_part(
            "colors_own",
            "typed",
            shown(view.colors_own),
            lambda words: {"colors_own": typed(words)},
        ),
    )


def color_warning(drawn: Choropleth, view: View) -> None:
    """What some readers cannot see in the reader's own colors, and a way to mend it.

    Parameters
    ----------
    drawn : Choropleth
        What the map shows: the classes are checked as they are drawn.
    """
    if view.palette != OWN or view.colors != "one" or not usable(view) or not drawn.colors:
        return
    report = checked(drawn.colors, ordered=True)
    if report.passes:
        return
    notes.kicker("Not every reader can tell these colors apart")
    notes.bullets(report.findings)
    if len(drawn.colors) > 1:
        better = suggested(drawn.colors, ordered=True)
        side_by_side(drawn.colors, better)
        st.button(
            "Use colors that pass",
            key="mend_colors",
            on_click=lambda: state.change(colors_own=written(better)),
        )


SEEN_AS = {
    "full": "Full color vision",
    "protanopia": "Protanopia",
    "deuteranopia": "Deuteranopia",
    "tritanopia": "Tritanopia",
    "gray": "Gray print",
}
"""Ways of seeing as rows of a table."""


def side_by_side(now: Sequence[str], better: Sequence[str]) -> None:
    """Both palettes as every reader sees them."""
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td>{strip(now, vision)}</td>'
        f"<td>{strip(better, vision)}</td></tr>"
        for vision, name in SEEN_AS.items()
    )
    st.html(
        '<table class="atlas-table"><thead><tr><th scope="col">Seen with</th>'
        '<th scope="col">Mine</th><th scope="col">These pass</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        f'<p class="atlas-text">{", ".join(better)}</p>'
    )


def strip(colors: Sequence[str], vision: str) -> str:
    """The colors in a row as `vision` sees them; the findings and the list say it in words."""
    wide = STRIP_PX / len(colors)
    squares = "".join(
        f'<rect x="{place * wide:.2f}" width="{wide + OVERLAP_PX:.2f}" height="{TALL_PX}" '
        f'fill="{simulate(color, vision)}"/>'
        for place, color in enumerate(colors)
    )
    return image(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{STRIP_PX}" height="{TALL_PX}">'
        f"{squares}</svg>"
    )


def usable(view: View) -> bool:
    """Whether colors are typed and can be used: if not, the usual ones are shown, with a note."""
    try:
        return bool(view.colors_own and own_ramp(view.colors_own))
    except OwnColorsError:
        return False
