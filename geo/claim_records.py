"""The records of the claim ledger: a statement, what a check found, and what it found it with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from geo.cells import split_ids
from geo.errors import AtlasError

if TYPE_CHECKING:  # at run time the atlas reads the records of this file
    from geo.atlas import Atlas

DATA, DOCUMENT = "data", "document"
"""What a finding rests on: records of the atlas, or nothing but the document that makes the
statement. A document can contradict itself, but it cannot confirm itself."""

PERCENT = "%"

ORDER, CONFLICT = "order", "conflict"
"""Kinds of statements: one whose answers come in an order (those of other kinds are a set); one
that contradicts another or itself."""


class ClaimError(AtlasError):
    """A check that cannot give an answer; the message says what is missing and where."""


@dataclass(frozen=True)
class Stated:
    """What a document says: a number or range from `low` to `high` (None = open), or an answer.

    `answer` is the answer in words; beside a number it is how the number is said ("more than
    half"). `unit` is "%" for shares, blank for counts.
    """

    low: float | None
    high: float | None
    answer: str
    unit: str

    @property
    def numeric(self) -> bool:
        """Whether it is a number or a range."""
        return self.low is not None or self.high is not None

    @property
    def words(self) -> str:
        """ "17", "30% to 40%", "at least 20", or as it is said."""
        return self.answer or span_words(self.low, self.high, self.unit)


@dataclass(frozen=True)
class Claim:
    """One row of `claims.csv`; `of` holds the parameters of its check, `settings` the usual view.

    `documents` are the ids of those that make the statement; `contradicts` ids of other claims
    that cannot be true together with this one. `untested` is the part of the sentence no check
    covers. `meant` are the choices the statement itself makes, by what they are about: findings
    under another choice answer another question.
    """

    id: str
    documents: tuple[str, ...]
    topic: str
    kind: str
    statement: str
    untested: str
    counts: str
    stated: Stated
    check: str
    of: Mapping[str, str]
    meant: Mapping[str, tuple[str, ...]]
    reason: str
    would_change: str
    page: str
    settings: Mapping[str, str]
    contradicts: tuple[str, ...]

    def means(self, found: Finding) -> bool:
        """Whether a finding answers the statement's own question."""
        chosen = dict(found.definition)
        return all(
            chosen.get(about, first) in (first, *more)
            for about, (first, *more) in self.meant.items()
        )


@dataclass(frozen=True)
class Finding:
    """What a check found under one definition.

    `definition` names the definition as (what it is about, what was chosen) pairs. The value is an
    interval from `low` to `high` (None = open; both None = not known), or `answer`, several parts
    with semicolons between them. `words` is the computation with its numbers; `page` and `settings`
    (as in a link, only what differs from the claim's own) show it. `sources` are ids of
    `citations.csv` or of `sources.toml`.
    """

    definition: tuple[tuple[str, str], ...]
    words: str
    low: float | None = None
    high: float | None = None
    answer: str = ""
    basis: str = DATA
    page: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is any answer."""
        return bool(self.answer) or self.low is not None or self.high is not None

    def value_words(self, unit: str) -> str:
        """The value as a person would say it."""
        if not self.known:
            return "not known"
        return self.answer or span_words(self.low, self.high, unit)


@dataclass(frozen=True)
class Case:
    """What a check may look at: the atlas, who makes the statement, the parameters of the row.

    What the row itself states is not in it; `others` holds what the other rows state, for checks of
    whether statements agree.
    """

    atlas: Atlas
    documents: tuple[str, ...]
    of: Mapping[str, str]
    others: Mapping[str, Stated]

    def numbers(self, name: str) -> tuple[int, ...]:
        """A parameter that lists numbers with dots between them."""
        return tuple(int(part) for part in self.of[name].split("."))

    def independent(self, source_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some sources that are not the documents themselves."""
        return tuple(s for s in source_ids if s not in self.documents)


@dataclass(frozen=True)
class Check:
    """One way to check a statement. `parameters` are the names `of` must give, `optional` may;
    `choices` the values allowed for a parameter that has a fixed set of them."""

    id: str
    run: Callable[[Case], tuple[Finding, ...]]
    parameters: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def span_words(low: float | None, high: float | None, unit: str = "") -> str:
    """An interval in words: "17", "30% to 40%", "at least 20", "at most 5", "not given".

    >>> span_words(10, 11), span_words(20, None), span_words(34.04, 34.04, "%")
    ('10 to 11', 'at least 20', '34%')
    """
    if low is None and high is None:
        return "not given"
    if low is None:
        return f"at most {number_words(high, unit)}"
    if high is None:
        return f"at least {number_words(low, unit)}"
    first, last = number_words(low, unit), number_words(high, unit)
    return first if first == last else f"{first} to {last}"


def number_words(value: float | None, unit: str) -> str:
    """A number without decimals that say nothing."""
    text = f"{value:,.1f}".removesuffix(".0")
    return f"{text}{unit}"


def settings_of(text: str) -> dict[str, str]:
    """ "map=2015; scheme=five" as a mapping; a blank cell holds none."""
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def meant_of(text: str) -> dict[str, tuple[str, ...]]:
    """ "votes counted=one count | another" as a mapping; several choices mean any of them."""
    return {
        about: tuple(choice.strip() for choice in chosen.split("|"))
        for about, chosen in settings_of(text).items()
    }


def claims(table: pd.DataFrame) -> dict[str, Claim]:
    """The rows of `claims.csv` by id, in its order."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return {str(row["id"]): _claim({str(k): v for k, v in row.items()}) for row in rows}


def _claim(row: Mapping[str, object]) -> Claim:
    text = {name: str(row[name] or "") for name in row}
    stated = Stated(_number(row["low"]), _number(row["high"]), text["stated"], text["unit"])
    return Claim(
        id=text["id"],
        documents=tuple(split_ids(text["source_ids"])),
        topic=text["topic"],
        kind=text["kind"],
        statement=text["statement"],
        untested=text["untested"],
        counts=text["counts"],
        stated=stated,
        check=text["check"],
        of=settings_of(text["of"]),
        meant=meant_of(text["meant"]),
        reason=text["reason"],
        would_change=text["would_change"],
        page=text["page"],
        settings=settings_of(text["settings"]),
        contradicts=tuple(split_ids(text["contradicts"])),
    )


def _number(cell: object) -> float | None:
    return None if cell is None else float(str(cell))
