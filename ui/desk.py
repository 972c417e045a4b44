"""The writer's desk: take the figure of a page away as files, a link and a citation."""

from __future__ import annotations

from geo.atlas import Atlas
from geo.figures.figure import Figure
from geo.page_settings import FIRST_PAGE
from ui import downloads


def desk(atlas: Atlas, figure: Figure) -> None:
    """Everything that can be taken away from a page's figure."""
    page = "" if figure.page == FIRST_PAGE else figure.page
    taken = downloads.Takeaway(page, figure.title, figure.sheet, figure.sources)
    downloads.downloads(atlas, figure.view, taken)
