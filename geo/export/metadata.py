"""What a picture says of itself inside its file: title, source, link, build and data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.export.svg import Node, node, written
from geo.figures.about import About
from geo.figures.figure import Chart, Figure
from geo.figures.words import WORK, chart_alt, long_description, short_alt, source_line


@dataclass(frozen=True)
class Facts:
    """The same facts for every kind of file.

    `day` is that of the data release: the clock would make every file another one.
    """

    title: str
    alt: str
    description: str
    source: str
    address: str
    build: str
    data_hash: str
    day: str
    author: str

    @property
    def named(self) -> Mapping[str, str]:
        """By the names PNG and PDF files have for them, or names of our own."""
        return {
            "Title": self.title,
            "Description": self.description,
            "Source": self.source,
            "URL": self.address,
            "Build": self.build,
            "DataHash": self.data_hash,
            "Author": self.author,
            "Software": WORK,
        }


def facts(
    figure: Figure, title: str, byline: str, about: About, chart: Chart | None = None
) -> Facts:
    """Everything a file says of a figure, or of one of its charts."""
    return Facts(
        title=title,
        alt=chart_alt(chart) if chart else short_alt(figure),
        description=chart.alt if chart else long_description(figure),
        source=source_line(figure, about.build),
        address=about.address,
        build=about.build.build_id,
        data_hash=about.data_hash,
        day=about.build.date,
        author=f"{byline}, {WORK}" if byline else WORK,
    )


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
ATLAS = "https://chicago-ward-atlas.example/terms#"
"""Names of what Dublin Core has no word for; an address that belongs to nobody (RFC 2606)."""


def rdf(of: Facts) -> Node:
    """The facts in Dublin Core, for SVG and PDF."""
    terms = (
        ("dc:title", of.title),
        ("dc:description", of.description),
        ("dc:source", of.source),
        ("dc:identifier", of.address),
        ("dc:creator", of.author),
        ("dc:publisher", WORK),
        ("dc:date", of.day),
        ("dc:language", "en-US"),
        ("atlas:build", of.build),
        ("atlas:dataHash", of.data_hash),
    )
    spaces = (("xmlns:rdf", RDF), ("xmlns:dc", DC), ("xmlns:atlas", ATLAS))
    about = Node("rdf:Description", (("rdf:about", ""),), tuple(node(n, t) for n, t in terms if t))
    return Node("rdf:RDF", spaces, (about,))


def xmp(of: Facts) -> bytes:
    """The same as the packet a PDF carries (XMP, ISO 16684-1)."""
    lists = {"dc:title": "rdf:Alt", "dc:description": "rdf:Alt", "dc:creator": "rdf:Seq"}
    whole = rdf(of)
    (about,) = (child for child in whole.children if isinstance(child, Node))
    terms = (child for child in about.children if isinstance(child, Node))
    listed = tuple(in_list(one, lists.get(one.name, "")) for one in terms)
    packet = Node(whole.name, whole.attributes, (Node(about.name, about.attributes, listed),))
    meta = Node("x:xmpmeta", (("xmlns:x", "adobe:ns:meta/"),), (packet,))
    start = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    return f'{start}{written(meta)}<?xpacket end="r"?>'.encode()


def in_list(term: Node, kind: str) -> Node:
    """A term whose value XMP wants in a list, in its list."""
    if not kind:
        return term
    language = (("xml:lang", "x-default"),) if kind == "rdf:Alt" else ()
    return Node(term.name, (), (Node(kind, (), (Node("rdf:li", language, term.children),)),))
