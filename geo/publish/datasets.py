"""The data of the site in one place: ward maps, the data dictionary, and where the rest is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from geo.methods import all_sources, dictionary_sheet, map_of, map_title
from geo.publish.figure_page import described
from geo.publish.records import Foot, Made, Page
from geo.publish.site import Site
from geo.sheets import Sheet, presence_sheet, to_csv, to_geojson
from geo.sources import source_line
from geo.wards import Vintage, vintages
from geo.words import map_badge

ABOUT = (
    "Tables open in any spreadsheet, maps in any map program. Every page of a figure, a ward or "
    "the directory offers its own files too."
)


@dataclass(frozen=True)
class Offered:
    """One file: its name in the folder of data, its label, a remark, and what it is made of."""

    name: str
    label: str
    remark: str
    make: Callable[[], bytes]
    basis: object


def made(site: Site, page: Page) -> Made:
    """Files of the whole city."""
    found = tuple(offered(site, page))
    return Made(
        "data.html",
        title="Data",
        summary=ABOUT,
        foot=Foot(
            f"{source_line(all_sources())}.",
            f"Ward maps: {' and '.join(map_badge(v) for v in vintages())}; people: 2020 census.",
        ),
        context={"offered": tuple((one.name, one.label, one.remark) for one in found)},
        files={f"data/{one.name}": one.make for one in found},
        basis=tuple(one.basis for one in found),
    )


def offered(site: Site, page: Page) -> Iterator[Offered]:
    """Every file, by ward map."""
    for which in reversed(vintages()):
        yield ward_shapes(site, page, which)
        yield presence_table(site, which)
    sheet = dictionary_sheet()
    label = "What every column of the computed tables means (CSV)"
    yield Offered("dictionary.csv", label, "data dictionary", partial(to_csv, sheet), sheet)


def ward_shapes(site: Site, page: Page, which: Vintage) -> Offered:
    """The wards of a map with their people."""
    sheet, sources = map_of(site.atlas, which.year)
    said = described(site, page, map_title(which.year), tuple(sources))
    make = partial(to_geojson, sheet, which.year, said, site.settings.processed)
    label = f"{map_title(which.year)} (GeoJSON)"
    return Offered(f"wards_{which.year}.geojson", label, which.span, make, (sheet, said))


def presence_table(site: Site, which: Vintage) -> Offered:
    """Organizations by ward."""
    sheet: Sheet = presence_sheet(site.atlas, site.presence(which.year), site.sides(which.year))
    label = f"Organizations by ward, {which.label} (CSV)"
    return Offered(f"{sheet.name}.csv", label, which.span, partial(to_csv, sheet), sheet)
