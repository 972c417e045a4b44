"""Pages from their templates. Jinja escapes every value; nothing is marked safe but our own SVG."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from geo.cell_words import NUMERIC, cell_words
from geo.embed.swatches import DARK, LIGHT, swatch
from geo.export.svg import Node, written
from geo.figures.figure import Swatch
from geo.publish.records import Made, Page
from geo.publish.site import Site

TEMPLATES = Path(__file__).parent / "templates"
ASSETS = Path(__file__).parent / "assets"

NAVIGATION = (
    ("index", "Find"),
    ("figures/index", "Figures"),
    ("wards/index", "Wards"),
    ("organizations/index", "Organizations"),
    ("statements/index", "Statements"),
    ("about", "About"),
)
"""Pages named at the head of every page."""

PREVIEW = "preview.png"
"""Preview image of pages without one of their own."""


def page_html(site: Site, page: Page, made: Made) -> bytes:
    """A page as HTML."""
    template = environment().get_template(made.template)
    text = template.render(
        **made.context,
        page=page,
        made=made,
        root=page.root,
        section=page.key.partition("/")[0],
        navigation=NAVIGATION,
        build=site.build(page),
        site=site.settings.site,
        address=site.address(page.path),
        preview=preview_of(site, page, made),
    )
    return text.encode()


def preview_of(site: Site, page: Page, made: Made) -> str:
    """Address of the page's preview image: a full one if the site's is known."""
    path = made.preview or PREVIEW
    return site.address(path) or page.root + path


@cache
def environment() -> Environment:
    """The templates; an unknown name in one is an error, not a blank."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters.update(
        cell=cell,
        host=host,
        svg=drawn,
        numeric=NUMERIC.__contains__,
        swatches=swatches,
    )
    found.tests["web"] = is_web
    return found


def drawn(node: Node) -> Markup:
    """A picture of ours inside a page; its texts are escaped by the writer of SVG."""
    return Markup(written(node))  # noqa: S704  nothing but our own writer's output comes here


UNKNOWN = "–"


def cell(value: Any, kind: str) -> str:
    """A value of a table; a dash where nothing is known."""
    return cell_words(value, kind) or UNKNOWN


def swatches(light: Swatch, dark: Swatch, key: str) -> Markup:
    """The small picture of a legend's row in both themes, of which the stylesheet shows one; `key`
    tells its patterns from those of other rows."""
    pair = (("light", swatch(light, LIGHT, f"{key}-l")), ("dark", swatch(dark, DARK, f"{key}-d")))
    return Markup("").join(
        drawn(replace(one, attributes=(*one.attributes, ("class", f"only-{theme}"))))
        for theme, one in pair
    )


def host(address: str) -> str:
    """ "https://www.example.org/x" -> "example.org"."""
    return urlsplit(address).netloc.removeprefix("www.")


def is_web(address: Any) -> bool:
    """Whether an address of the directory may become a link."""
    return isinstance(address, str) and address.startswith(("https://", "http://"))
