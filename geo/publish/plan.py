"""Which pages the site has, and which part of this room makes each."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from importlib import import_module
from typing import Protocol, cast

from geo.publish.records import Made, Page, PublishError
from geo.publish.site import Site
from geo.wards import WARD_NUMBERS, vintages

KINDS = {
    "home": "geo.publish.home",
    "assets": "geo.publish.shared_files",
    "feeds": "geo.publish.feeds",
    "about": "geo.publish.about",
    "data": "geo.publish.datasets",
    "figures": "geo.publish.figure_list",
    "figure": "geo.publish.figure_page",
    "wards": "geo.publish.ward_list",
    "ward": "geo.publish.ward_page",
    "organizations": "geo.publish.organisation_list",
    "organization": "geo.publish.organisation_page",
    "statements": "geo.publish.statement_list",
    "statement": "geo.publish.statement_page",
}
"""Kinds of pages and the module that makes each."""


WITHOUT_PAGE = ("assets", "feeds")
"""Kinds that consist of other files alone."""


class Maker(Protocol):
    """What every module of `KINDS` has under the name `made`."""

    def __call__(self, site: Site, page: Page) -> Made:
        """The page worked out; nothing is drawn or written yet."""


def maker(kind: str) -> Maker:
    """Who makes the pages of a kind."""
    return cast(Maker, import_module(KINDS[kind]).made)


def planned(site: Site) -> tuple[Page, ...]:
    """Every page of the site; those that take longest first, so that no worker is left with one."""
    return tuple(_planned(site))


def _planned(site: Site) -> Iterator[Page]:
    for one in site.listed:
        yield Page(f"figures/{one.id}", "figure", one.id)
    yield Page("about", "about")
    for which in vintages():
        for ward in WARD_NUMBERS:
            yield Page(f"wards/{which.year}/ward-{ward}", "ward", f"{which.year}-{ward}")
    for claim in site.atlas.claims:
        yield Page(f"statements/{claim}", "statement", claim)
    for organisation in site.atlas.organisations:
        yield Page(f"organizations/{organisation}", "organization", organisation)
    yield Page("index", "home")
    for kind in ("figures", "wards", "organizations", "statements"):
        yield Page(f"{kind}/index", kind)
    yield Page("data/index", "data")
    yield Page("feeds", "feeds")
    yield Page("assets", "assets")


def chosen(pages: tuple[Page, ...], pattern: str) -> tuple[Page, ...]:
    """The pages whose key fits a pattern such as "wards/2023/*"; all for a blank one.

    What every page needs (stylesheet, typeface) always comes along.

    Raises
    ------
    PublishError
        If no page fits.
    """
    if not pattern:
        return pages
    found = [page for page in pages if any(fnmatch(page.key, p) for p in pattern.split(","))]
    if not found:
        some = ", ".join(page.key for page in pages[:3])
        raise PublishError(
            f"No page fits --only {pattern!r}. Pages are called like {some} or wards/2023/ward-25; "
            "* stands for any part, and a comma parts several patterns."
        )
    return tuple(page for page in pages if page in found or page.kind == "assets")
