"""A few pages of the static site, and a reader of HTML that forgives nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

from geo.publish.records import Settings
from geo.publish.run import Outcome, publish

ADDRESS = "https://example.org/atlas/"

FIGURES = """
[[figure]]
id = "own-map"
view = "presence?map=2015"
why = "The map organizations were recorded on."

[[figure]]
id = "other-map"
view = "presence?map=2023&side=south&scheme=five"
why = "One side on the other map."
title = "A <b>bold</b> & \\"quoted\\" title"
caption = "A caption with <script>alert(1)</script> in it."
"""

SOME = (
    "index,about,feeds,figures/*,data/*,wards/index,wards/*/ward-25,wards/2023/ward-34,"
    "organizations/index,organizations/*25*,statements/index,statements/e01"
)
"""Every kind of page."""


@dataclass(frozen=True)
class StaticSite:
    """A published folder, what it was published with, and what the run said."""

    settings: Settings
    outcome: Outcome

    @property
    def out(self) -> Path:
        return self.settings.out

    @property
    def pages(self) -> list[Path]:
        """Every page of the site; files to take away are none."""
        return sorted(p for p in self.out.rglob("*.html") if not p.stem.endswith("-embed"))

    def read(self, key: str) -> Element:
        """A page by its key."""
        return parse((self.out / f"{key}.html").read_text("utf-8"))


def publish_some(folder: Path) -> StaticSite:
    """Publish `SOME` below a folder."""
    listed = folder / "figures.toml"
    listed.write_text(FIGURES, "utf-8")
    settings = Settings(folder / "site", ADDRESS, figures=listed)
    return StaticSite(settings, publish(settings, only=SOME, quiet=True))


def again(before: StaticSite, only: str = SOME, **changes: object) -> StaticSite:
    """Publish once more, with other settings if any are named."""
    settings = replace(before.settings, **changes)  # type: ignore[arg-type]
    return StaticSite(settings, publish(settings, only=only, quiet=True))


def copied(before: StaticSite, folder: Path) -> StaticSite:
    """The same site in another folder, free to be spoiled."""
    shutil.copytree(before.out, folder)
    return StaticSite(replace(before.settings, out=folder), before.outcome)


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCKS = {
    *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure"),
    *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol"),
    *("p", "pre", "section", "table", "ul"),
}
"""Elements that end a paragraph: inside one they are a mistake."""

INSIDE = {
    "li": {"ul", "ol"},
    "tr": {"thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "caption": {"table"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "summary": {"details"},
    "source": {"picture"},
    "figcaption": {"figure"},
}
"""Elements that may stand in some others only."""

ONLY = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"div", "dt", "dd"},
    "table": {"caption", "thead", "tbody", "tfoot"},
    "tr": {"td", "th"},
    "picture": {"source", "img"},
}
"""Elements that may hold some others only."""


@dataclass
class Element:
    """An element with its attributes and what is in it, texts too."""

    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def every(self, *names: str) -> Iterator[Element]:
        """Elements of some names in order, or all."""
        for child in self.children:
            if isinstance(child, Element):
                if not names or child.name in names:
                    yield child
                yield from child.every(*names)

    def having(self, name: str, kind: str) -> Iterator[Element]:
        """Elements of a name with a class."""
        return (e for e in self.every(name) if kind in e.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """Its text, white space as a reader sees it."""
        return " ".join(self.raw.split())

    @property
    def raw(self) -> str:
        return "".join(c if isinstance(c, str) else c.raw for c in self.children)


class Strict(HTMLParser):
    """Reads a page and remembers every mistake a browser would mend in silence."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.mistakes: list[str] = []
        self.ids: set[str] = set()

    def wrong(self, what: str) -> None:
        line, column = self.getpos()
        self.mistakes.append(f"line {line}, column {column}: {what}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.begin(tag, attrs)
        if tag not in VOID:
            self.open.append(self.open[-1].children[-1])  # type: ignore[arg-type]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID and not any(e.name == "svg" for e in self.open) and tag != "svg":
            self.wrong(f"<{tag}/> does not close itself")
        self.begin(tag, attrs)

    def begin(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open[-1]
        names = [name for name, _ in attrs]
        if len(names) > len(set(names)):
            self.wrong(f"<{tag}> has an attribute twice")
        found = Element(tag, {name: value or "" for name, value in attrs})
        self.placed(tag, parent)
        if (mark := found.attributes.get("id")) is not None:
            if mark in self.ids or not mark or " " in mark:
                self.wrong(f"the id {mark!r} is blank or taken")
            self.ids.add(mark)
        parent.children.append(found)

    def placed(self, tag: str, parent: Element) -> None:
        around = {e.name for e in self.open}
        if tag in BLOCKS and around & {"p", "h1", "h2", "h3", "h4", "summary"}:
            self.wrong(f"<{tag}> inside a paragraph or heading")
        if tag == "a" and "a" in around:
            self.wrong("a link inside a link")
        if tag in INSIDE and parent.name not in INSIDE[tag]:
            self.wrong(f"<{tag}> inside <{parent.name}>")
        if parent.name in ONLY and tag not in ONLY[parent.name]:
            self.wrong(f"<{tag}> inside <{parent.name}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or self.open[-1].name != tag:
            self.wrong(f"</{tag}> closes <{self.open[-1].name}>")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if data.strip() and parent.name in ("ul", "ol", "dl", "table", "tr", "tbody", "thead"):
            self.wrong(f"text in <{parent.name}>: {data.strip()[:40]}")
        parent.children.append(data)


def mistakes(page: str) -> list[str]:
    """What is wrong with a page."""
    reader = Strict()
    reader.feed(page)
    reader.close()
    left = [e.name for e in reader.open[1:]]
    return reader.mistakes + ([f"never closed: {left}"] if left else [])


def parse(page: str) -> Element:
    """The root of a page."""
    reader = Strict()
    reader.feed(page)
    reader.close()
    return reader.root
