"""Pages opened through `app.py` as a visitor opens them, and what can be read off them."""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from ui.shell import PAGES

ROOT = Path(__file__).resolve().parents[2]
NAMES = [name for name, _ in PAGES]
WITH_MAP = ("presence", "sides", "ward")


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
    return [element.value for element in at.dataframe]
