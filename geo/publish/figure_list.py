"""The gallery of figures."""

from __future__ import annotations

from dataclasses import dataclass

from geo.figures.compose import compose
from geo.publish.listing import Entry
from geo.publish.records import Foot, Made, Page
from geo.publish.site import Site
from geo.publish.statement_page import MAPS
from geo.sources import DIRECTORY, source_line


@dataclass(frozen=True)
class Card:
    """A figure in the gallery."""

    entry: Entry
    title: str
    alt: str
    sources: tuple[str, ...]


def made(site: Site, page: Page) -> Made:
    """Every figure of `figures.toml` with its preview."""
    cards = tuple(card(site, entry) for entry in site.listed)
    used = dict.fromkeys(name for one in cards for name in one.sources)
    return Made(
        "figures.html",
        title="Figures",
        summary=f"{len(cards)} figures, each with its picture, table, caption and source.",
        foot=Foot(f"{source_line(used)}. {DIRECTORY}", MAPS),
        context={"cards": cards},
    )


def card(site: Site, entry: Entry) -> Card:
    """One figure of the gallery."""
    figure = compose(site.atlas, entry.page, entry.view)
    return Card(entry, entry.listed.title or figure.title, figure.alt, figure.sources)
