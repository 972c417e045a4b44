"""The verdict on a statement: what it says, held against what was found under every definition.

Five verdicts. A statement *holds* if it does under every definition we offer, and *does not hold*
if it does under none. If it holds under one and not, or not for certain, under another, the verdict
names the definition on which it turns. If it is not shown to hold under any and some leave it open,
it *cannot be checked here*. A statement that the same documents contradict, or that its own numbers
make impossible, is *internally inconsistent*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from geo.claim_records import DATA, DOCUMENT, ORDER, PERCENT, Finding, Stated

HOLDS, DEPENDS, FAILS, CANNOT, INCONSISTENT, ERROR = VERDICT_KEYS = (
    "holds",
    "depends",
    "fails",
    "cannot",
    "inconsistent",
    "error",
)

VERDICT_WORDS = {
    HOLDS: "holds",
    DEPENDS: "holds under one definition, not under another",
    FAILS: "does not hold",
    CANNOT: "cannot be checked here",
    INCONSISTENT: "internally inconsistent",
    ERROR: "the check failed to run",
}
"""The five verdicts in words, and what a check that failed to run is shown as."""

ROUNDED = 0.5
"""A share said in whole percent may be off by half a point."""


class Agrees(StrEnum):
    """Whether a finding bears a statement out."""

    YES = "yes"
    NO = "no"
    OPEN = "cannot be told"


@dataclass(frozen=True)
class Turn:
    """One thing definitions differ in, on which a verdict turns: what each choice leads to.

    `choices` are (choice, agreement) pairs; the agreement is None where other choices decide.
    """

    about: str
    choices: tuple[tuple[str, Agrees | None], ...]


@dataclass(frozen=True)
class Verdict:
    """One of `VERDICT_KEYS`, and what it turns on."""

    key: str
    turns: tuple[Turn, ...] = ()


def agreement(stated: Stated, kind: str, found: Finding) -> Agrees:
    """Hold one finding against the statement.

    A number agrees if all it may be lies in the stated range, disagrees if none of it does; between
    the two it cannot be told. Shares are compared to half a point. Answers must be the same parts,
    and for an order in the same order.
    """
    if not found.known:
        return Agrees.OPEN
    if found.answer or not stated.numeric:
        same = _parts(stated.answer, kind) == _parts(found.answer, kind)
        return Agrees.YES if same else Agrees.NO
    slack = ROUNDED if stated.unit == PERCENT else 0.0
    low, high = _ends(stated.low, stated.high)
    first, last = _ends(found.low, found.high)
    if low - slack <= first and last <= high + slack:
        return Agrees.YES
    return Agrees.NO if last < low - slack or first > high + slack else Agrees.OPEN


def _ends(low: float | None, high: float | None) -> tuple[float, float]:
    return (
        float("-inf") if low is None else low,
        float("inf") if high is None else high,
    )


def _parts(answer: str, kind: str) -> list[str]:
    parts = [part.strip().casefold() for part in answer.split(";")]
    return parts if kind == ORDER else sorted(parts)


def verdict(
    stated: Stated, kind: str, findings: Sequence[Finding], contradicted: bool = False
) -> Verdict:
    """The verdict on a statement.

    Parameters
    ----------
    stated : Stated
    kind : str
        As in `claims.csv`; an order is compared in order.
    findings : sequence of Finding
        Under every definition. Those that rest on the document alone count only against it.
    contradicted : bool
        Whether the documents themselves state the contrary elsewhere.
    """
    judged = [(f, agreement(stated, kind, f)) for f in findings]
    if any(f.basis == DOCUMENT and a is Agrees.NO for f, a in judged):
        return Verdict(INCONSISTENT)
    told = [(f, a) for f, a in judged if f.basis == DATA]
    seen = {a for _, a in told}
    if contradicted and not seen - {Agrees.OPEN}:
        return Verdict(INCONSISTENT)
    if seen == {Agrees.YES}:
        return Verdict(HOLDS)
    if seen == {Agrees.NO}:
        return Verdict(FAILS)
    if Agrees.YES in seen:
        return Verdict(DEPENDS, turning(told))
    return Verdict(CANNOT)


def turning(told: Sequence[tuple[Finding, Agrees]]) -> tuple[Turn, ...]:
    """What a verdict turns on: whatever two definitions with unlike results alone differ in.

    If no two differ in one thing only, everything any two of them differ in.
    """
    unlike = [(f, g) for (f, a), (g, b) in combinations(told, 2) if a is not b]
    apart = [_differ(f, g) for f, g in unlike]
    alone = [names for names in apart if len(names) == 1] or apart
    wanted = dict.fromkeys(name for names in alone for name in names)
    return tuple(Turn(about, _choices(about, told)) for about in wanted)


def _differ(one: Finding, other: Finding) -> list[str]:
    first, second = dict(one.definition), dict(other.definition)
    both = [name for name in first if name in second and first[name] != second[name]]
    # Of definitions that are made of different things, what only one of them has is no choice.
    return both or list(dict.fromkeys((*first, *second)))


def _choices(
    about: str, told: Sequence[tuple[Finding, Agrees]]
) -> tuple[tuple[str, Agrees | None], ...]:
    results: dict[str, set[Agrees]] = {}
    for found, agrees in told:
        choice = dict(found.definition).get(about)
        if choice is not None:
            results.setdefault(choice, set()).add(agrees)
    return tuple((c, next(iter(a)) if len(a) == 1 else None) for c, a in results.items())
