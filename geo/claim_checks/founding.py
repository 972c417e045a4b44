"""Checks of when organizations began and which are shown to be at work. What is not known stays an
interval: nobody is counted as new, old or gone because nothing was found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geo.cells import first_day, last_day
from geo.claim_checks.definitions import COUNTED, OUTSIDE
from geo.claim_records import PERCENT, Case, Check, Finding, span_words
from geo.organisations import Organisation

WHOLE = 100


def chosen(case: Case) -> tuple[tuple[str, list[Organisation]], ...]:
    """The organizations a statement can mean: of the essay, of its wards alone, of the directory.

    Those that ended, or possibly did, are among them: they were founded too.
    """
    every = list(case.atlas.organisations.values())
    essay = [o for o in every if o.in_essay]
    wards = [o for o in essay if o.kind == "ward"]
    return (
        ("all of the essay’s", essay),
        ("the essay’s ward organizations", wards),
        ("all of the directory", every),
    )


def founded_since(case: Case) -> tuple[Finding, ...]:
    """The percent founded in a year (`year`) or later, between what is sure and what is possible.

    Founded since for certain: the earliest founding the sources allow is in the year or later.
    Before for certain: the latest is earlier. All others may be either.
    """
    start = date(int(case.of["year"]), 1, 1)
    return tuple(_since(label, found, start) for label, found in chosen(case) if found)


def _since(label: str, found: list[Organisation], start: date) -> Finding:
    since = [o for o in found if (first_day(o.founded_from) or date.min) >= start]
    before = [o for o in found if (last_day(o.founded_to) or date.max) < start]
    unknown = len(found) - len(since) - len(before)
    low, high = (n * WHOLE / len(found) for n in (len(since), len(since) + unknown))
    half = (len(found) + 1) // 2
    words = (
        f"Of {len(found)}: {len(since)} since {start.year} for certain, {len(before)} before, "
        f"{unknown} not known; {span_words(low, high, PERCENT)}. Half is {half}"
    )
    wanted = half - len(since)
    if 0 < wanted <= unknown:
        words += f", which takes {wanted} of the {unknown} not known"
    settings = {"outside": "yes"}
    return Finding(((COUNTED, label),), f"{words}.", low, high, "", settings=settings)


def evidence_since(case: Case) -> tuple[Finding, ...]:
    """Organizations with dated evidence from a day (`day`) on: at least so many were at work.

    There is no upper end: no evidence is not the end of an organization, and no list of all exists.
    """
    day = date.fromisoformat(case.of["day"])
    every = list(case.atlas.organisations.values())
    both = (("left out", [o for o in every if o.in_essay]), ("counted", every))
    return tuple(_evidence(label, found, day) for label, found in both)


def _evidence(label: str, found: Iterable[Organisation], day: date) -> Finding:
    every = list(found)
    shown = [o for o in every if (first_day(o.last_evidence) or date.min) >= day]
    named = ", ".join(o.label for o in shown) or "none"
    words = (
        f"{len(shown)} of {len(every)} have evidence dated {day:%B} {day.year} or later: {named}. "
        "Of the others nothing later was found, which is not to say that they ended."
    )
    settings = {"outside": "yes" if label == "counted" else "no"}
    return Finding(((OUTSIDE, label),), words, len(shown), None, settings=settings)


CHECKS = (
    Check("founded-since", founded_since, ("year",)),
    Check("evidence-since", evidence_since, ("day",)),
)
