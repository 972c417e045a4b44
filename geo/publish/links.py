"""Whether every link of the site leads somewhere: to a file, and within it to a place."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from geo.publish.manifest import Manifest
from geo.publish.records import Page

POINTING = ("href", "src", "poster", "data", "action")
"""Attributes that hold one address."""


@dataclass
class Reader(HTMLParser):
    """Addresses and ids of a page."""

    found: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what points somewhere, and what can be pointed at."""
        for name, value in attrs:
            if value is None:
                continue
            if name in POINTING:
                self.found.append(value)
            elif name == "srcset":
                self.found += [part.split()[0] for part in value.split(",") if part.strip()]
            elif name in ("id", "name") and (name == "id" or tag == "a"):
                self.ids.add(value)
            elif name == "content" and value.endswith(".png"):
                self.found.append(value)


@dataclass(frozen=True)
class Links:
    """What a check found: how many links inside the site there are, and those that lead nowhere."""

    checked: int
    broken: tuple[str, ...]


def broken_links(out: Path, written: Manifest, planned: Iterable[Page], site: str = "") -> Links:
    """Check every page that was written.

    Parameters
    ----------
    out : Path
        Folder of the site.
    written : Manifest
        Its pages; a page that is planned but was left out of the run counts as there, without the
        places in it.
    site : str
        Address of the site; full addresses below it are checked too.
    """
    pages = {name for name in written.files if name.endswith(".html")}
    readers = {name: read(out / name) for name in sorted(pages)}
    later = {page.key for page in planned} - set(written.pages)
    checked, broken = 0, []
    for name, reader in readers.items():
        for address in reader.found:
            inside = place(name, address, site)
            if inside is None:
                continue
            checked += 1
            if why := fault(*inside, out, readers, later):
                broken.append(f"{name}: “{address}” {why}")
    return Links(checked, tuple(broken))


def read(path: Path) -> Reader:
    """One page; a file that is gone has no links, and links to it are broken."""
    reader = Reader()
    if path.is_file():
        reader.feed(path.read_text(encoding="utf-8"))
        reader.close()
    return reader


def place(page: str, address: str, site: str) -> tuple[str, str] | None:
    """Where an address leads within the site: (file, id); None if it leads outside."""
    if site and address.startswith(site):
        address, page = address.removeprefix(site) or "index.html", "index.html"
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    folder = posixpath.dirname(page)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else page
    return path, unquote(parts.fragment)


def fault(path: str, fragment: str, out: Path, readers: dict[str, Reader], later: set[str]) -> str:
    """Why a link leads nowhere; blank if it leads somewhere."""
    if path.startswith("../"):
        return "leads out of the site"
    if not (out / path).is_file():
        return "" if any(of_page(path, later)) else "leads to no file"
    if fragment and path in readers and fragment not in readers[path].ids:
        return f"leads to a place “{fragment}” that is not there"
    return ""


def of_page(path: str, later: set[str]) -> Iterator[bool]:
    """Whether a file belongs to a page that is planned for another run: it has the page's name and
    an ending, or a part and an ending."""
    stem = path.rpartition(".")[0]
    yield stem in later
    yield any(stem.startswith(f"{key}-") for key in later)
    yield path.startswith("data/") and "data/index" in later
    yield path in SHARED and bool(later & {"index", "feeds"})


SHARED = ("preview.png", "feed.xml", "feed.json", "sitemap.xml")
"""Files of the opening page and of the feeds."""
