"""Payloads in every text column of the directory, and what they would leave behind on a page."""

from __future__ import annotations

import csv
import re
import zlib
from pathlib import Path

from geo.cells import Kind
from geo.reference import NEEDED_TABLES

FORMULA = "=cmd|'/C calc'!A0"
RUN_ON_SERVER = (
    "{{{{ namespace.__init__.__globals__.os.system('touch {marker}') }}}}",
    "{{{{ lipsum.__globals__['os'].popen('touch {marker}').read() }}}}",
    "{{{{ ''.__class__.__mro__ }}}}",
    "n{{{{7*7}}}}n",
    "m${{7*7}}m",
    "{{% raw %}}",
)
RUN_IN_BROWSER = (
    '<img src=x onerror="window.__pwned=1">',
    "<script>window.__pwned=1</script>",
    '"><svg onload="window.__pwned=1">',
    "<b>bold</b>",
    "`",
    "]]>",
    "[x](javascript:window.__pwned=1)",
    "![x](https://evil.example/p.png)",
    r"$\href{javascript:window.__pwned=1}{x}$",
    "'-window.__pwned=1-'",
    "\u200f\u061cright to left",
)
# In an address the schema allows neither spaces nor quotation marks nor angle brackets.
IN_ADDRESS = (
    "/?a=n{{7*7}}n&b=m${7*7}m{%raw%}`[x](javascript:window.__pwned=1)![x](//evil.example/p)"
)
WORKED_OUT = re.compile(r"n49n|m49m|m\$49m")

# What an attack would leave behind if any of it were taken as markup.
TRACES = """() => {
    const found = [...document.querySelectorAll(`[onerror], [onload], img[src="x"],
        img[src*="evil.example"], a[href^="javascript:" i], .katex`)]
        .map((element) => element.outerHTML.slice(0, 200));
    const scripts = [...document.scripts].filter(
        (script) => script.textContent.includes("window.__pwned=1</scr"));
    const bold = [...document.querySelectorAll("b, strong")].filter(
        (element) => element.textContent === "bold").map((element) => element.outerHTML);
    return [...found, ...bold, ...scripts.map((script) => script.outerHTML.slice(0, 200)),
        ...("__pwned" in window ? ["window.__pwned"] : [])];
}"""


def payloads(marker: Path) -> tuple[str, ...]:
    return (*(text.format(marker=marker) for text in RUN_ON_SERVER), *RUN_IN_BROWSER, FORMULA)


def hostile(text: str, attacks: tuple[str, ...]) -> str:
    """The text with every payload; each in turn stands next to it.

    The same text is always spoiled alike, so that the groups of a scheme stay the same groups.
    """
    turn = zlib.crc32(text.encode()) % len(attacks)
    ordered = [*attacks[turn:], *attacks[:turn]]
    if ordered[0] == FORMULA:  # a formula is one only at the beginning of a cell
        return " ".join([FORMULA, text, *ordered[1:]])
    return " ".join([text, *ordered]).strip()


HELD = {("endorsements", "candidate")}
"""Columns compared with the votes: a name on no ballot is left out of the pages, and named."""


def poison(folder: Path, attacks: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """Spoil every column the schema takes for text; count the cells spoiled in each.

    Left alone: ids, lists of ids, dates, numbers, yes or no, and columns with a list of allowed
    values, because the schema refuses anything else there; and blank names, which stand for "no
    name found". Addresses get what the schema allows in an address.
    """
    spoiled: dict[tuple[str, str], int] = {}
    for table in NEEDED_TABLES:
        path = folder / Path(table.file).name
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
        for column in table.columns:
            for row in rows:
                old = row[column.name]
                if (table.name, column.name) in HELD:
                    pass  # counted as not spoiled
                elif column.kind is Kind.TEXT and (old or column.name == "note"):
                    row[column.name] = hostile(old, attacks)
                elif column.kind is Kind.ADDRESS and old:
                    row[column.name] = old.rstrip("/") + IN_ADDRESS
                changed = row[column.name] != old
                spoiled[table.name, column.name] = (
                    spoiled.get((table.name, column.name), 0) + changed
                )
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, table.names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return spoiled
