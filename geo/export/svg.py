"""A small writer of SVG. The one place where text and values of a picture are escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters no XML file may hold."""

Value = str | float


@dataclass(frozen=True)
class Node:
    """An element; children are elements and plain text, which is escaped when written."""

    name: str
    attributes: tuple[tuple[str, Value], ...]
    children: tuple[Node | str, ...]


def node(name: str, *children: Node | str, **attributes: Value) -> Node:
    """An element; ``stroke_width=2`` becomes ``stroke-width="2"``, a blank value is left out."""
    kept = ((key.replace("_", "-"), value) for key, value in attributes.items() if value != "")
    return Node(name, tuple(kept), children)


def group(children: Iterable[Node | str], **attributes: Value) -> Node:
    """Elements together."""
    return node("g", *children, **attributes)


def written(one: Node | str) -> str:
    """An element as text."""
    if isinstance(one, str):
        return escape(clean(one), quote=False)
    attributes = "".join(f' {key}="{escape(worded(v))}"' for key, v in one.attributes)
    if not one.children:
        return f"<{one.name}{attributes}/>"
    inside = "".join(map(written, one.children))
    return f"<{one.name}{attributes}>{inside}</{one.name}>"


def worded(value: Value) -> str:
    """A value of an attribute: numbers to a hundredth, without zeros at the end."""
    return clean(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def clean(text: str) -> str:
    """Text without the characters that would break a file."""
    return NOT_XML.sub("", text)


def document(width: float, height: float, *children: Node, title: str) -> str:
    """A whole picture; `title` is read out to those who cannot see it."""
    whole = node(
        "svg",
        node("title", title),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {worded(width)} {worded(height)}",
        role="img",
    )
    return written(whole)


def texts(nodes: Iterable[Node | str]) -> Iterator[str]:
    """Every text within some elements, in order."""
    for one in nodes:
        if isinstance(one, str):
            yield one
        elif one.name != "style":
            yield from texts(one.children)
