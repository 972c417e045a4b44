"""PDF from our own SVG: text stays text, its typeface is embedded, and the same page is the same
file, byte for byte.

vl-convert draws the page. It writes the parts of a file in an order that changes from run to run,
and knows neither links nor the title of a document: both are put right here. The rules of a PDF
file are those of ISO 32000-1: objects, a table of their places, a trailer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import vl_convert

from geo.errors import AtlasError
from geo.export.lettering import own_folder


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
    """What a file says of itself. `day` is an ISO date, of the data and not of the clock."""

    title: str
    day: str


STREAM = b"stream\n"
"""What parts the dictionary of an object from its data."""

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_RESOURCES = re.compile(rb"(?:^[ ]*/[a-z]+\d+ \d+ 0 R\n)+", re.MULTILINE)
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref", re.DOTALL)
_BOX = re.compile(rb"/MediaBox \[[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)\]")


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
    _register()
    try:
        drawn = vl_convert.svg_to_pdf(svg)
    except (RuntimeError, ValueError) as fault:
        # The converter's message goes on with a listing of its own inside.
        what = str(fault).strip().partition("\n")[0]
        raise AtlasError(f"The page cannot be made into a PDF ({what}).") from fault
    return settled(drawn, about, tuple(links))


@cache
def _register() -> None:
    vl_convert.register_font_directory(own_folder().name)


def settled(drawn: bytes, about: About, links: tuple[Link, ...] = ()) -> bytes:
    """The same file with its parts in order, its title and date, and its links.

    Raises
    ------
    AtlasError
        If the file is not built as expected.
    """
    objects, trailer = parts(drawn)
    objects = {number: ordered(body) for number, body in objects.items()}
    catalog, info = (reference(trailer, name) for name in (b"Root", b"Info"))
    objects = numbered(objects, (catalog, info))
    catalog, info = 1, next(n for n, body in objects.items() if b"/Producer" in body)
    objects[catalog] = into(objects[catalog], b"/Lang (en-US)")
    objects[info] = into(objects[info], described(about))
    return joined(linked(objects, links), catalog, info)


def numbered(objects: dict[int, bytes], roots: Iterable[int]) -> dict[int, bytes]:
    """Objects numbered in the order in which they are reached from the roots."""
    order: dict[int, int] = {}
    waiting = list(roots)[::-1]
    while waiting:
        number = waiting.pop()
        if number not in order:
            order[number] = len(order) + 1
            head = objects[number].partition(STREAM)[0]
            waiting += [int(n) for n in _REFERENCE.findall(head)][::-1]

    def renamed(body: bytes, number: int) -> bytes:
        head, stream, rest = body.partition(STREAM)
        head = re.sub(rb"^\d+ 0 obj", b"%d 0 obj" % order[number], head)
        return _REFERENCE.sub(lambda m: b"%d 0 R" % order[int(m[1])], head) + stream + rest

    return {order[number]: renamed(objects[number], number) for number in order}


def linked(objects: dict[int, bytes], links: tuple[Link, ...]) -> dict[int, bytes]:
    """The objects with a link for each of `links` on the page."""
    page = next(n for n, body in objects.items() if re.search(rb"/Type /Page\b(?!s)", body))
    box = _BOX.search(objects[page])
    if not links or box is None:
        return objects
    first = max(objects) + 1
    new = {n: annotation(n, one, float(box[2])) for n, one in enumerate(links, start=first)}
    names = b" ".join(b"%d 0 R" % n for n in new)
    return {**objects, page: into(objects[page], b"/Annots [" + names + b"]"), **new}


def parts(drawn: bytes) -> tuple[dict[int, bytes], bytes]:
    """The objects of a file by number, and its trailer."""
    found = _TRAILER.search(drawn)
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", drawn)
    if not (found and start):
        raise AtlasError("The PDF has no trailer where it must have one.")
    table = drawn[int(start[1]) : found.start()]
    entries = _ENTRY.findall(table)
    places = {n: int(at) for n, (at, _, kind) in enumerate(entries) if kind == b"n"}
    ends = sorted((*places.values(), int(start[1])))
    bodies = {n: drawn[at : ends[ends.index(at) + 1]] for n, at in places.items()}
    return bodies, found[1]


def ordered(body: bytes) -> bytes:
    """An object whose lists of resources are by name; streams are left alone."""
    head, stream, rest = body.partition(STREAM)
    return _RESOURCES.sub(by_name, head) + stream + rest


def by_name(found: re.Match[bytes]) -> bytes:
    """Lines by the kind and number of what they name: /fo2 before /fo10."""
    lines: list[bytes] = sorted(found[0].splitlines(keepends=True), key=named)
    return b"".join(lines)


def named(line: bytes) -> tuple[int, bytes]:
    """What lines are ordered by."""
    return len(line.split()[0]), line


def reference(trailer: bytes, name: bytes) -> int:
    """The number of an object the trailer names."""
    found = re.search(rb"/" + name + rb" (\d+) 0 R", trailer)
    if found is None:
        raise AtlasError(f"The trailer of the PDF names no {name.decode()}.")
    return int(found[1])


def into(body: bytes, entry: bytes) -> bytes:
    """An object with one more entry in its dictionary."""
    return body.replace(b"<<", b"<<\n  " + entry, 1)


def described(about: About) -> bytes:
    """Title and date as entries of a dictionary."""
    title = b"\xfe\xff" + about.title.encode("utf-16-be", "replace")
    day = about.day.replace("-", "").encode()
    return b"/Title <%s>\n  /CreationDate (D:%s000000Z)" % (title.hex().encode(), day)


def annotation(number: int, link: Link, height: float) -> bytes:
    """A link as an object; a PDF counts from the lower left."""
    top, right = height - link.y, link.x + link.width
    rectangle = f"[{link.x:.2f} {top - link.height:.2f} {right:.2f} {top:.2f}]".encode()
    address = re.sub(rb"([\\()])", rb"\\\1", link.address.encode("ascii", "ignore"))
    return (
        b"%d 0 obj\n<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect %s\n"
        b"  /A << /Type /Action /S /URI /URI (%s) >> >>\nendobj\n\n" % (number, rectangle, address)
    )


def joined(objects: dict[int, bytes], catalog: int, info: int) -> bytes:
    """A file from its objects, by number, with a fresh table of places."""
    out = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += objects[number]
    size = max(objects) + 1
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        used = number in places
        out += b"%010d %05d %s \n" % (
            places.get(number, 0),
            0 if used else 65535,
            b"fn"[used : used + 1],
        )
    out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\n" % (size, catalog, info)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
