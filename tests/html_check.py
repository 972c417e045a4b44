"""What a browser would have to mend in a page, and what the page would ask others for."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "img", "br", "hr", "link", "input", "source", "wbr", "col", "base"}
IN_HEAD = {"meta", "title", "style", "link", "script", "base"}
ADDRESSES = ("src", "href", "srcset", "action", "data", "poster", "xlink:href")


class Checked(HTMLParser):
    """Reads a page strictly: every element closed in its turn, no id twice, no attribute twice."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.addresses: list[tuple[str, str, str]] = []
        self.refers: set[str] = set()
        self.texts: dict[str, list[str]] = {}
        self.feed(html)
        self.close()
        self.faults += [f"never closed: {tag}" for tag in self.open]
        self.faults += [f"id twice: {name}" for name, n in self.ids.items() if n > 1]
        self.faults += [f"no id {name}" for name in sorted(self.refers - set(self.ids))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"{tag}: {n} twice" for n, k in Counter(names).items() if k > 1]
        self.tags[tag] += 1
        if "head" in self.open and tag not in IN_HEAD:
            self.faults.append(f"{tag} in the head")
        if tag in ("p", "ul", "div", "table", "h1", "h2") and "p" in self.open:
            self.faults.append(f"{tag} in a paragraph")
        for name, value in attrs:
            if name == "id":
                self.ids[value or ""] += 1
            if name in ADDRESSES:
                self.addresses.append((tag, name, value or ""))
            self.refers |= set(re.findall(r"url\(#([^)]*)\)", value or ""))
            if name.startswith("on"):
                self.faults.append(f"{tag}: handler {name}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            if "svg" not in self.open:
                self.faults.append(f"<{tag}/> outside a drawing")
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def said(self, tag: str) -> list[str]:
        """Texts that stand directly in elements of a kind."""
        return [" ".join(text.split()) for text in self.texts.get(tag, ()) if text.strip()]

    @property
    def asked(self) -> list[str]:
        """Addresses a browser would load by itself: everything but links and parts of the page."""
        found = [value for tag, _, value in self.addresses if tag != "a"]
        return [value for value in found if not value.startswith(("#", "data:"))]


def loaded_by_style(html: str) -> list[str]:
    """Addresses that style sheets would load."""
    found = re.findall(r"url\(\s*['\"]?([^)'\"]*)", html) + re.findall(r"@import[^;]*", html)
    return [address for address in found if not address.startswith(("#", "data:"))]
