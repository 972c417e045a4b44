"""The atlas as the pages of the site ask for it: what several pages need is worked out once."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import pandas as pd

from geo.atlas import load_atlas
from geo.atlas_records import Build
from geo.claims import Entry, read_ledger
from geo.figures.about import About
from geo.figures.compose import ROOMS, compose
from geo.figures.figure import Figure, Legend, Square
from geo.page_settings import FIRST_PAGE
from geo.permanent import data_hash
from geo.presence import Presence
from geo.publish.inputs import hashed
from geo.publish.listing import Entry as ListedEntry
from geo.publish.listing import listing
from geo.publish.records import Page, Settings
from geo.sides import WardSide
from geo.view import View

PLACES = ("organisations.csv", "footprints.csv", "citations.csv", "side_schemes.csv")
TABLES = {
    "ward": (*PLACES, "alders.csv", "ward_side_labels.csv"),
    "wards": (*PLACES, "alders.csv"),
    "organization": (*PLACES, "affiliations.csv", "coalitions.csv", "committee_links.csv"),
    "organizations": PLACES,
    "assets": (),
    "feeds": (),
}
"""Hand-kept tables that the pages of a kind read; all for other kinds. An edit of another table
leaves these pages as they are."""


LegendPair = tuple[Legend | Square, Legend | Square]


def legend_pairs(light: Figure, dark: Figure) -> tuple[LegendPair, ...]:
    """Every legend of a figure in both themes."""
    return tuple(zip(light.legends, dark.legends, strict=True))


class Site:
    """The data of one run, with the answers several pages share.

    `ours` are the files that earlier runs wrote.
    """

    def __init__(self, settings: Settings, *, ours: frozenset[str] = frozenset()) -> None:
        self.settings = settings
        self.ours = ours
        self.atlas = load_atlas(settings.processed, settings.reference)
        self.key = self.atlas.build.build_id
        self._legends: dict[int, tuple[LegendPair, ...]] = {}
        self._presence: dict[int, Presence] = {}

    def build(self, page: Page) -> Build:
        """Which data a page shows. Tables edited since the build are named where it reads them."""
        read = TABLES.get(page.kind)
        edited = tuple(t for t in self.atlas.build.edited if read is None or t in read)
        return replace(self.atlas.build, edited=edited)

    @cached_property
    def listed(self) -> tuple[ListedEntry, ...]:
        """The figures of `figures.toml`."""
        return listing(self.atlas, self.settings.figures)

    @cached_property
    def ledger(self) -> tuple[Entry, ...]:
        """Every statement with its verdict."""
        return read_ledger(self.atlas, self.settings.processed)

    def presence(self, year: int) -> Presence:
        """Who is where on a ward map, under the usual settings."""
        if year not in self._presence:
            self._presence[year] = self.atlas.presence(year, View().options)
        return self._presence[year]

    def legends(self, year: int) -> tuple[LegendPair, ...]:
        """What the colors of the small map of a ward map mean, with the city's counts."""
        if year not in self._legends:
            pair = (compose(self.atlas, FIRST_PAGE, View(map=year), dark=d) for d in (False, True))
            self._legends[year] = legend_pairs(*pair)
        return self._legends[year]

    def sides(self, year: int) -> dict[int, WardSide]:
        """Each ward's side under the usual scheme."""
        return self.atlas.ward_sides(year, View().scheme)

    def table(self, name: str) -> pd.DataFrame:
        """A computed table by name."""
        return self.atlas.tables[name]

    def light(self, page: str, view: View) -> Figure | None:
        """The figure of a view for light pages; None if its page has none."""
        return compose(self.atlas, page, view) if page in ROOMS else None

    def figure(self, page: str, view: View) -> tuple[Figure, Figure] | None:
        """The figure of a view, for light and for dark pages; None if its page has none."""
        light = self.light(page, view)
        return (light, compose(self.atlas, page, view, dark=True)) if light else None

    def about(self, page: Page) -> About:
        """What the files of a page say of their origin; the hash is over what its kind reads."""
        read = TABLES.get(page.kind)
        if read is None:
            known = data_hash(self.settings.processed, self.settings.reference)
        else:
            tables = (self.settings.reference / name for name in read)
            known = hashed((self.settings.processed / "build.json", *tables))
        return About(self.build(page), self.address(page.path), known)

    def address(self, path: str) -> str:
        """The full address of a file of the site; blank if the site's own is not known."""
        return self.settings.site + path if self.settings.site else ""
