"""Feeds of the releases (Atom and JSON Feed), and what search engines ask for."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from html import escape
from uuid import NAMESPACE_URL, uuid5

from geo.publish.changes import Release, releases
from geo.publish.plan import WITHOUT_PAGE, planned
from geo.publish.records import Made, Page
from geo.publish.site import Site

TITLE = "Chicago Ward Atlas: releases"
WORK = "chicago-ward-atlas"
NOON = "T12:00:00Z"
"""A release has a day, a feed wants a time."""


def made(site: Site, page: Page) -> Made:
    """The two feeds; with the site's address also the sitemap and robots.txt."""
    found = releases()
    files: dict[str, Callable[[], bytes]] = {
        "feed.xml": partial(atom, site, found),
        "feed.json": partial(json_feed, site, found),
    }
    pages = tuple(one.path for one in planned(site) if one.kind not in WITHOUT_PAGE)
    if site.settings.site:
        files["sitemap.xml"] = partial(sitemap, site, pages)
        files["robots.txt"] = partial(robots, site)
    return Made("", files=files, basis=(found, pages, site.settings.site, site.atlas.build.date))


def identity(what: str) -> str:
    """An address that never changes, whatever host serves the site."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{WORK}/{what}')}"


def where(site: Site, path: str) -> str:
    """Full address of a file if the site's is known, else the way from its root."""
    return site.address(path) or path


def told(one: Release) -> str:
    """A release as HTML; every word is escaped."""
    parts = (
        (f"<h3>{escape(title)}</h3>" if title else "")
        + "<ul>"
        + "".join(f"<li>{escape(entry)}</li>" for entry in entries)
        + "</ul>"
        for title, entries in one.parts
    )
    return "".join(parts)


def atom(site: Site, found: tuple[Release, ...]) -> bytes:
    """Atom (RFC 4287)."""
    entries = "".join(atom_entry(site, one) for one in found)
    updated = f"{max(one.day for one in found)}{NOON}"
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-US">\n'
        f"<title>{escape(TITLE)}</title>\n<id>{identity('releases')}</id>\n"
        f"<updated>{updated}</updated>\n<author><name>Chicago Ward Atlas</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{escape(where(site, "feed.xml"))}"/>\n'
        f'<link rel="alternate" type="text/html" href="{escape(where(site, "index.html"))}"/>\n'
        f"{entries}</feed>\n"
    )
    return text.encode()


def atom_entry(site: Site, one: Release) -> str:
    """One release."""
    address = escape(where(site, "about.html"))
    return (
        f"<entry>\n<title>Release {escape(one.version)}</title>\n"
        f"<id>{identity(f'release/{one.version}')}</id>\n"
        f"<updated>{one.day}{NOON}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{address}#release-{escape(one.version)}"/>\n'
        f'<content type="html">{escape(told(one))}</content>\n</entry>\n'
    )


def json_feed(site: Site, found: tuple[Release, ...]) -> bytes:
    """JSON Feed 1.1."""
    record = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "home_page_url": where(site, "index.html"),
        "feed_url": where(site, "feed.json"),
        "language": "en-US",
        "authors": [{"name": "Chicago Ward Atlas"}],
        "items": [
            {
                "id": identity(f"release/{one.version}"),
                "url": where(site, f"about.html#release-{one.version}"),
                "title": f"Release {one.version}",
                "content_html": told(one),
                "date_published": f"{one.day}{NOON}",
            }
            for one in found
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def sitemap(site: Site, pages: tuple[str, ...]) -> bytes:
    """Every page, as of the day of the data release."""
    rows = "".join(
        f"<url><loc>{escape(site.address(path))}</loc><lastmod>{site.atlas.build.date}</lastmod></url>\n"
        for path in sorted(pages)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    ).encode()


def robots(site: Site) -> bytes:
    """Everybody is welcome."""
    return f"User-agent: *\nAllow: /\nSitemap: {site.address('sitemap.xml')}\n".encode()
