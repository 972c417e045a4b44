"""Pages opened through `app.py` as a visitor opens them, and what can be read off them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from ui.shell import PAGES

ROOT = Path(__file__).resolve().parents[2]
NAMES = [name for name, _ in PAGES]
WITH_MAP = (
    "presence",
    "sides",
    "gaps",
    "demographics",
    "clustering",
    "coalitions",
    "elections",
    "ward",
    "lists",
    "expansion",
    "plans",
    "claims",
)

OWN_MAP = ("coalitions", "elections", "claims")
"""Pages whose ward map is the one in force on the day shown, or that of the statement chosen,
whatever map the view names."""


def visit(page: str, **query: Any) -> AppTest:
    """Open a page by a link, as the first thing a new visitor does."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    at.switch_page(f"pages/{page}.py")
    at.query_params = query
    return at.run()


def bodies(at: AppTest) -> list[str]:
    """The HTML of the page itself, from top to bottom; rules of style stand outside it."""
    return [element.proto.body for element in at.main.get("html")]


def words(body: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def headline(at: AppTest) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", "".join(bodies(at)))
    return words(found)


def numbers(text: str) -> list[int]:
    """Every number in a text, in order; "1.43 million" is one of them."""
    found = re.findall(r"(\d[\d,]*(?:\.\d+)?)( million)?", text)
    return [round(float(n.replace(",", "")) * (1_000_000 if m else 1)) for n, m in found]


def map_state(at: AppTest) -> dict[str, Any]:
    """What the page told the map to draw."""
    (element,) = at.get("component_instance")
    sent = json.loads(element.proto.json_args)["feature_group"]
    found: dict[str, Any] = json.loads(re.search(r"atlas\.show\((.*)\);", sent)[1])
    return found


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / "data" / path).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def tables(at: AppTest) -> list[pd.DataFrame]:
    """The tables of sheets on the page: plain ones as a reader sees them, then grids."""
    return [*plain_tables(bodies(at)), *(element.value for element in at.dataframe)]


def grids(at: AppTest) -> list[pd.DataFrame]:
    """The same tables with unrounded values, as a visitor who asks to sort them gets them."""
    for toggle in at.toggle:
        if toggle.key.startswith("grid_"):
            toggle.set_value(True)
    return [element.value for element in at.run().dataframe]


def plain_tables(html: Iterable[str]) -> list[pd.DataFrame]:
    """The plain tables of sheets among a page's pieces of HTML."""
    return [read_table(body) for body in html if "atlas-scroll" in body]


def read_table(body: str) -> pd.DataFrame:
    """A plain table back as values: "1,234" and "12.5%" as numbers, a dash as nothing known."""
    header = [words(h) for h in re.findall(r"<th[^>]*>(.*?)</th>", body)]
    lines = re.findall(r"<tr[^>]*>(<td.*?)</tr>", body)
    cells = [[value(words(c)) for c in re.findall(r"<td[^>]*>(.*?)</td>", x)] for x in lines]
    return pd.DataFrame(cells, columns=header)


def value(cell: str) -> Any:
    if re.fullmatch(r"\d[\d,]*", cell):
        return int(cell.replace(",", ""))
    if re.fullmatch(r"\d[\d,.]*%", cell):
        return float(cell[:-1]) / 100
    return "" if cell == "–" else cell
