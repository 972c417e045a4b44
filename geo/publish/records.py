"""The records the static site is made with: settings, pages, and what a page is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo import paths
from geo.errors import AtlasError


class PublishError(AtlasError):
    """The site cannot be published; the message says what is in the way and how to clear it."""


@dataclass(frozen=True)
class Settings:
    """What a run was asked for.

    Parameters
    ----------
    out : Path
        Folder of the site.
    site : str
        Address the site will have, ending in a slash; blank if it is not known.
    processed, reference, figures : Path
        Where the data are read from.
    """

    out: Path
    site: str = ""
    processed: Path = paths.PROCESSED
    reference: Path = paths.REFERENCE
    figures: Path = paths.DATA / "figures.toml"


@dataclass(frozen=True)
class Page:
    """One page to be made: `key` is its path in the site without ".html", `kind` a key of
    `geo.publish.plan.KINDS`, `subject` what it is about."""

    key: str
    kind: str
    subject: str = ""

    @property
    def path(self) -> str:
        """File of the page, from the root of the site."""
        return f"{self.key}.html"

    @property
    def root(self) -> str:
        """The way from the page up to the root of the site, blank or ending in a slash."""
        return "../" * self.key.count("/")


@dataclass(frozen=True)
class Foot:
    """What stands at the foot of a page: source line, vintage of what is shown."""

    source: str
    vintage: str


@dataclass(frozen=True)
class Made:
    """A page worked out, before anything is drawn or written.

    Parameters
    ----------
    template : str
        File in `templates/`; blank for a page that consists of `files` alone.
    title : str
        Of the page, in the browser's tab and in previews.
    summary : str
        The page in a sentence or two, for search engines and previews.
    foot : Foot or None
        None where the page has no figures of its own.
    context : mapping
        Everything else its template shows: plain values and records, whose `repr` tells whether
        the page has changed.
    preview : str
        Path of its own preview image, among `files`; blank for the image of the whole site.
    preview_alt : str
        The preview image in words.
    files : mapping
        Other files by path from the root, with their makers; drawn only if the page has changed.
    basis : tuple
        Whatever `files` rest on that is not in `context`, but for the origin of the data, which
        counts for every page.
    """

    template: str
    title: str = ""
    summary: str = ""
    foot: Foot | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    preview: str = ""
    preview_alt: str = ""
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    basis: tuple[object, ...] = ()


@dataclass(frozen=True)
class Done:
    """What became of a page: its fingerprint, its files with their hashes, and whether anything
    was written."""

    key: str
    fingerprint: str
    files: Mapping[str, str]
    written: bool
