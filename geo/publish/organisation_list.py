"""The directory as a page: every organization with where, status and evidence."""

from __future__ import annotations

from geo.directory_words import directory_headline, directory_subtitle
from geo.publish.figure_page import described, downloads
from geo.publish.records import Foot, Made, Page
from geo.publish.site import Site
from geo.sheets import directory_sheet, organisations_geojson, place_words, to_csv


def made(site: Site, page: Page) -> Made:
    """The list, with its files."""
    atlas = site.atlas
    sheet, title = directory_sheet(atlas), directory_headline(atlas)
    said = described(site, page, title, ())
    files = {
        f"{page.key}.csv": lambda: to_csv(sheet),
        f"{page.key}.geojson": lambda: organisations_geojson(
            atlas, sheet, said, site.settings.processed
        ),
    }
    return Made(
        "organizations.html",
        title="Organizations",
        summary=f"{title}. {directory_subtitle()}",
        foot=Foot(
            "Organizations: the atlas’s directory; each organization’s page names its sources.",
            "Wards named are wards of the 2015 map unless their map is named.",
        ),
        context={
            "heading": title,
            "subtitle": directory_subtitle(),
            "organizations": tuple(
                (one, place_words(atlas, one)) for one in atlas.organisations.values()
            ),
            "downloads": downloads(files, page),
        },
        files=files,
        basis=(sheet, said),
    )
