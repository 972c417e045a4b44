"""The map that shows a statement, drawn at exactly the settings the statement names."""

from __future__ import annotations

from geo.figures.figure import Figure
from ui import cache, legend, notes
from ui.figure_map import figure_map


def claim_map(figure: Figure, page: str) -> None:
    """Draw the picture of a statement; nothing if it has none.

    `page` is the page that shows the statement: every kind of map has files of its own, and loads
    anew when another kind takes its place.
    """
    files = cache.files_of_map(votes=page == "elections", dated=page == "coalitions")
    figure_map(figure, f"claims_{page}", files=files, fixed=True)


def claim_legend(shown: Figure) -> None:
    """What the map of a statement shows, and its legend; nothing if it has none."""
    if shown.picture is not None:
        notes.kicker("The map")
        notes.text(f"{shown.subtitle} {shown.badge}.")
        legend.legends(shown.legends)
