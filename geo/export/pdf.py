"""PDF from our own SVG: text stays text, its typeface is embedded, and the same page is the same
file, byte for byte.

vl-convert draws the page. It writes the parts of a file in an order that changes from run to run,
and knows neither links nor the title of a document: both are put right with pypdf.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import vl_convert

from geo.errors import AtlasError
from geo.export.lettering import register
from geo.export.svg import clean


@dataclass(frozen=True)
class Link:
    """A rectangle of the page that opens an address; in points from the page's upper left."""

    x: float
    y: float
    width: float
    height: float
    address: str


@dataclass(frozen=True)
class About:
    """What a file says of itself. `day` is an ISO date, of the data and not of the clock; `named`
    are further facts by name, `xmp` the packet that says them in a form libraries read."""

    title: str
    day: str
    named: Mapping[str, str] = field(default_factory=dict)
    xmp: bytes = b""


def pdf(svg: str, about: About, links: Iterable[Link] = ()) -> bytes:
    """One page from a picture whose units are points.

    Parameters
    ----------
    svg : str
        From `geo.export.svg.document`.
    about : About
    links : iterable of Link

    Returns
    -------
    bytes
        The same for the same input.

    Raises
    ------
    AtlasError
        If the picture cannot be converted.
    """
    register()
    try:
        drawn = vl_convert.svg_to_pdf(svg)
    except (RuntimeError, ValueError) as fault:
        # The converter's message goes on with a listing of its own inside.
        what = str(fault).strip().partition("\n")[0]
        raise AtlasError(f"The page cannot be made into a PDF ({what}).") from fault
    return settled(drawn, about, tuple(links))


def settled(drawn: bytes, about: About, links: tuple[Link, ...] = ()) -> bytes:
    """The same file with its parts in order, its title and date, and its links.

    Raises
    ------
    AtlasError
        If it is no PDF of one page.
    """
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415  only who makes a file needs it
    from pypdf.annotations import Link as Annotation  # noqa: PLC0415
    from pypdf.errors import PyPdfError  # noqa: PLC0415
    from pypdf.generic import NameObject, TextStringObject  # noqa: PLC0415

    try:
        (page,) = PdfReader(BytesIO(drawn), strict=True).pages
        in_order(page)
    except (PyPdfError, ValueError) as fault:
        raise AtlasError(
            f"The converter made no PDF of one page ({fault}). Install the pinned versions again: "
            "`pip install -r requirements.txt`."
        ) from fault
    writer = PdfWriter()
    height = float(writer.add_page(page).mediabox.height)
    for link in links:
        # A PDF counts from the lower left.
        low, right = height - link.y - link.height, link.x + link.width
        box = (link.x, low, right, low + link.height)
        writer.add_annotation(0, Annotation(rect=box, url=link.address, border=[0, 0, 0]))
    describe(writer, about)
    writer.root_object[NameObject("/Lang")] = TextStringObject("en-US")
    whole = BytesIO()
    writer.write(whole)
    return whole.getvalue()


def describe(writer: Any, about: About) -> None:
    """Put what a file says of itself into it."""
    from pypdf.generic import NameObject, StreamObject  # noqa: PLC0415

    told = {f"/{name}": clean(text) for name, text in about.named.items() if text}
    day = about.day.replace("-", "")
    writer.metadata = {
        **told,
        "/Title": clean(about.title),
        "/CreationDate": f"D:{day}000000Z",
    }
    if about.xmp:
        packet = StreamObject()
        packet.set_data(about.xmp)
        packet[NameObject("/Type")] = NameObject("/Metadata")
        packet[NameObject("/Subtype")] = NameObject("/XML")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)


def in_order(part: Any, seen: set[int] | None = None) -> None:
    """Put the entries of every dictionary below a part by name, /fo2 before /fo10.

    The parts of a written file are numbered in the order in which they are met.
    """
    from pypdf.generic import ArrayObject, DictionaryObject  # noqa: PLC0415

    seen = set() if seen is None else seen
    part = part.get_object()
    if id(part) in seen:
        return
    seen.add(id(part))
    if isinstance(part, DictionaryObject):
        entries = sorted(part.items(), key=lambda entry: (len(entry[0]), entry[0]))
        for name, _ in entries:
            dict.__setitem__(part, name, dict.pop(part, name))
        for _, value in entries:
            in_order(value, seen)
    elif isinstance(part, ArrayObject):
        for value in part:
            in_order(value, seen)
