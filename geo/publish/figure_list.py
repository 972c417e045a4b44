"""The gallery of figures."""

from __future__ import annotations

from dataclasses import dataclass

from geo.publish.listing import Entry
from geo.publish.records import Made, Page
from geo.publish.site import Site


@dataclass(frozen=True)
class Card:
    """A figure in the gallery."""

    entry: Entry
    title: str
    alt: str


def made(site: Site, page: Page) -> Made:
    """Every figure of `figures.toml` with its preview."""
    cards = tuple(card(site, entry) for entry in site.listed)
    return Made(
        "figures.html",
        title="Figures",
        summary=f"{len(cards)} figures, each with its picture, table, caption and source.",
        context={"cards": cards},
    )


def card(site: Site, entry: Entry) -> Card:
    """One figure of the gallery."""
    figure = site.light(entry.page, entry.view)
    finding = figure.title if figure else entry.why
    return Card(entry, entry.listed.title or finding, figure.alt if figure else entry.why)
