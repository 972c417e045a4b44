"""The figures named in `data/figures.toml`, each read by the rules of a link."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from geo.errors import AtlasError, DataProblems, Problem
from geo.page_settings import FIRST_PAGE, PAGE_SETTINGS
from geo.view import View, from_query

Sides = Mapping[str, tuple[str, ...]]

REQUIRED, OPTIONAL = ("id", "view", "why"), ("title", "caption")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Listed:
    """One figure: the page and the view it shows, why one would want it, and words of the editors'
    own in place of the suggested ones."""

    id: str
    page: str
    view: View
    why: str
    title: str = ""
    caption: str = ""


def listing(path: Path, sides: Sides) -> tuple[Listed, ...]:
    """Read the figures in the order of the file.

    Parameters
    ----------
    path : Path
        Of `figures.toml`.
    sides : mapping
        The groups of each side scheme, by scheme key.

    Raises
    ------
    AtlasError
        If there is no such file.
    DataProblems
        With every fault: not TOML, a field that lacks or is unknown, an id that is taken or is no
        part of an address, a page or a setting there is not.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("figure", [])
    except OSError as missing:
        raise AtlasError(f"There is no {path.name}. Restore it from version control.") from missing
    except ValueError as fault:
        what, remedy = f"It is not TOML: {fault}.", 'Each line is `field = "text"`.'
        raise DataProblems([Problem(path.name, None, None, what, remedy)]) from fault
    if not isinstance(tables, list) or not tables:
        what, remedy = "It names no figure.", "Start each figure with a line [[figure]]."
        raise DataProblems([Problem(path.name, None, None, what, remedy)])
    problems = [
        Problem(path.name, None, column, f"{entry_name(number, tables)}: {what}", remedy)
        for number, table in enumerate(tables)
        for column, what, remedy in faults(table, tables[:number], sides)
    ]
    if problems:
        raise DataProblems(problems)
    return tuple(figure(table, sides) for table in tables)


def entry_name(number: int, tables: list[Any]) -> str:
    """How a message calls an entry: by its id, or by its place."""
    table = tables[number]
    name = table.get("id", "") if isinstance(table, dict) else ""
    return f"figure “{name}”" if name else f"figure {number + 1}"


def faults(table: Any, before: list[Any], sides: Sides) -> Iterator[tuple[str | None, str, str]]:
    """Every fault of one entry as (field, what, remedy)."""
    if not isinstance(table, dict):
        yield None, "It is no table.", "Start it with a line [[figure]]."
        return
    for name in REQUIRED:
        if not isinstance(table.get(name), str) or not table[name].strip():
            yield name, "The field lacks or is not text.", f'Write {name} = "…".'
    for name in table:
        if name not in (*REQUIRED, *OPTIONAL):
            known = ", ".join((*REQUIRED, *OPTIONAL))
            yield name, "There is no such field.", f"Known fields: {known}."
    own = table.get("id")
    if isinstance(own, str) and own and not ID.fullmatch(own):
        yield "id", f"“{own}” cannot be part of an address.", "Use a-z, 0-9 and single hyphens."
    if own in [other.get("id") for other in before if isinstance(other, dict)]:
        yield "id", "The id is taken by a figure above.", "Give it another."
    if isinstance(table.get("view"), str):
        yield from view_faults(table["view"], sides)


def view_faults(text: str, sides: Sides) -> Iterator[tuple[str, str, str]]:
    """What a view asks for that there is not."""
    page, query = parted(text)
    if page not in PAGE_SETTINGS:
        yield "view", f"There is no page “{page}”.", f"Pages: {', '.join(PAGE_SETTINGS)}."
        return
    for name in query:
        if name not in PAGE_SETTINGS[page]:
            allowed = ", ".join(PAGE_SETTINGS[page])
            yield "view", f"The page {page} has no setting “{name}”.", f"Its settings: {allowed}."
    for notice in from_query(query, sides)[1]:
        what, _, allowed = notice.partition(" Allowed: ")
        yield "view", what, f"Allowed: {allowed}"


def parted(text: str) -> tuple[str, dict[str, str]]:
    """ "gaps?map=2023" as a page and its settings."""
    page, _, query = text.strip().lstrip("/").partition("?")
    return page or FIRST_PAGE, dict(parse_qsl(query, keep_blank_values=True))


def figure(table: Mapping[str, str], sides: Sides) -> Listed:
    """One entry without a fault."""
    page, query = parted(table["view"])
    view, _ = from_query(query, sides)
    words = {name: table.get(name, "").strip() for name in ("why", *OPTIONAL)}
    return Listed(table["id"], page, view, **words)
