"""What one cell of a hand-kept table may hold, and how to say what is wrong with it.

A cell is text. Its column says of what kind the text must be; dates may be partial, because a
source may give a year alone.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

MAX_CELL = 2_000
"""Longest cell in characters. Our own limit: a longer one is usually a lost quotation mark."""

SAVE_AS = 'Save the sheet again as "CSV UTF-8 (comma separated)".'
"""The remedy for a file or a cell in another encoding."""

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that starts like this is a formula to a spreadsheet."""

_YEARS = range(1800, 2200)
_SHOWN = 40
_NOT_UTF_8 = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters (Unicode category Cc), and those that turn the direction of writing."""
_DATE = re.compile(r"([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?")
_SETTING = r"[a-z_]+=[\w .,%-]+"
_HOST = r"[^\s/?#@:.\\<>\"']+(\.[^\s/?#@:.\\<>\"']+)+"


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    INTEGER = "a whole number"
    ONE_OF = "one of a list"
    YES_NO = "yes or no"
    DATE = "a date"
    ADDRESS = "a web address"
    ID = "an id"
    IDS = "a list of ids"
    SETTINGS = "a list of settings"


# Kind: the form of the whole cell, and what to write instead of anything else. A user name before
# the host of an address is refused, because it can pass for the host.
_FORMS: Mapping[Kind, tuple[str, str]] = {
    Kind.INTEGER: (r"-?(0|[1-9][0-9]{0,8})", "Write digits only, for example 25."),
    Kind.YES_NO: ("yes|no", "Write yes or no."),
    Kind.ADDRESS: (
        rf"(?i:https?)://{_HOST}(:[0-9]{{1,5}})?([/?#][^\s\\<>\"']*)?",
        "Write it in full, beginning with https:// (or http://) and without spaces.",
    ),
    Kind.ID: (r"[a-z0-9-]+", "Use lower-case letters a–z, digits and hyphens only."),
    Kind.IDS: (
        r"[a-z0-9-]+(\s*;\s*[a-z0-9-]+)*",
        "Use lower-case letters a–z, digits and hyphens, with one semicolon between two ids.",
    ),
    Kind.SETTINGS: (
        rf"{_SETTING}(;\s*{_SETTING})*",
        "Write name=value with a semicolon between two, for example map=2015; scheme=five.",
    ),
}


class Fault(NamedTuple):
    """One fault: the column it shows in (or None), what is wrong, how to mend it."""

    column: str | None
    what: str
    remedy: str


@dataclass(frozen=True)
class Column:
    """One column: its kind and limits. `help` says in a sentence what belongs in it."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    unique: bool = False
    help: str = ""


def shown(text: str) -> str:
    """Return `text` quoted for a message: shortened, with anything unprintable escaped."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def split_ids(text: str) -> list[str]:
    """Return the ids of a `;`-separated cell, trimmed; a blank cell holds none."""
    return [part.strip() for part in text.split(";") if part.strip()]


def first_day(text: str) -> date | None:
    """Return the first day of a partial ISO date (2019, 2019-07, 2019-07-04), None if it is not."""
    found = _DATE.fullmatch(text)
    if not found or int(found[1]) not in _YEARS:
        return None
    try:
        return date.fromisoformat(f"{found[1]}{found[2] or '-01'}{found[3] or '-01'}")
    except ValueError:
        return None


def last_day(text: str) -> date | None:
    """Return the last day of a partial ISO date, None if it is not one."""
    start = first_day(text)
    if start is None or len(text) == len("2019-07-04"):
        return start
    month = start.month if "-" in text else 12
    return date(start.year, month, calendar.monthrange(start.year, month)[1])


def cell_faults(column: Column, text: str) -> Iterator[Fault]:
    """Find what is wrong with one cell.

    Parameters
    ----------
    column : Column
        What the cell may hold.
    text : str
        The cell, trimmed; bytes that are not UTF-8 stand in it as lone surrogates.

    Yields
    ------
    Fault
        The first fault, or nothing: a second would only follow from it.
    """
    found = None
    if text:
        found = _bad_characters(text) or _bad_form(column, text) or _bad_value(column, text)
    elif column.required:
        found = "The cell is blank.", f"Fill it in. {column.help}".strip()
    if found:
        yield Fault(column.name, *found)


def _bad_characters(text: str) -> tuple[str, str] | None:
    if len(text) > MAX_CELL:
        return f"The text has {len(text):,} characters.", f"Shorten it to {MAX_CELL:,} at most."
    if _NOT_UTF_8.search(text):
        return f"{shown(text)} is not UTF-8.", SAVE_AS
    if "\n" in text:
        return "The text holds a line break.", "Write it on one line."
    if _INVISIBLE.search(text):
        return f"{shown(text)} holds an invisible control character.", "Type the text anew."
    return None


def _bad_form(column: Column, text: str) -> tuple[str, str] | None:
    if column.kind is Kind.DATE and first_day(text) is None:
        return f"{shown(text)} is not a date.", _date_remedy(text)
    form, remedy = _FORMS.get(column.kind, (None, ""))
    if form and not re.fullmatch(form, text):
        return f"{shown(text)} is not {column.kind}.", remedy
    if column.kind is Kind.IDS and len(set(split_ids(text))) < len(split_ids(text)):
        return f"{shown(text)} names an id twice.", "Name each id once."
    return None


def _date_remedy(text: str) -> str:
    if _DATE.fullmatch(text):
        return "There is no such day: write 2015, 2019-07 or 2020-08-24."
    return (
        "A spreadsheet may have rewritten it: format the column as text, "
        "then write 2015, 2019-07 or 2020-08-24."
    )


def _bad_value(column: Column, text: str) -> tuple[str, str] | None:
    if column.allowed and text not in column.allowed:
        return f"{shown(text)} is not allowed here.", f"Use one of: {', '.join(column.allowed)}."
    if column.pattern and not re.fullmatch(column.pattern, text):
        return f"{shown(text)} does not have the right form.", column.help
    low, high = column.minimum, column.maximum
    if low is not None and int(text) < low:
        return f"{text} is too small.", f"The smallest number allowed is {low}."
    if high is not None and int(text) > high:
        return f"{text} is too large.", f"The largest number allowed is {high}."
    return None
