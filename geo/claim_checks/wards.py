"""Checks of how many wards have an organization, and how many organizations there are."""

from __future__ import annotations

from geo.analysis.compare import having_wards
from geo.claim_checks.definitions import (
    REGIONAL,
    option_grid,
    option_settings,
)
from geo.claim_records import DOCUMENT, PERCENT, Case, Check, Finding, Stated, span_words
from geo.tables import output
from geo.wards import WARD_COUNT
from geo.words import ward_list

WHOLE = 100


def wards_with(case: Case) -> tuple[Finding, ...]:
    """Wards with an organization; `as=share` gives the percent of all wards.

    Without regional organizations, wards with one of their own (on the other map: for most of their
    people); with them, wards where an organization reaches a tenth of the people.
    """
    share = case.of["as"] == "share"
    found = []
    for year, options, named in option_grid(maps=True, outside=True):
        wards = having_wards(case.atlas.presence(year, options))
        number = len(wards) * WHOLE / WARD_COUNT if share else len(wards)
        words = f"{len(wards)} of {WARD_COUNT} wards: {ward_list(wards) if wards else 'none'}"
        if share:
            words = f"{len(wards)} of {WARD_COUNT} wards, {span_words(number, number, PERCENT)}"
        found.append(
            Finding(
                named,
                f"{words}.",
                number,
                number,
                page="presence",
                settings=option_settings(year, options),
                sources=output("ward_areas.csv").sources,
            )
        )
    return (*found, *(as_wards(case) if share else ()))


def as_wards(case: Case) -> tuple[Finding, ...]:
    """Every organization of the essay taken as a ward of its own, whatever its area."""
    number = sum(o.in_essay for o in case.atlas.organisations.values())
    value = number * WHOLE / WARD_COUNT
    return (
        Finding(
            ((REGIONAL, "each taken as one ward"),),
            f"{number} organizations, each taken as one ward, of {WARD_COUNT} wards.",
            value,
            value,
            page="directory",
        ),
    )


def organisations_in_all(case: Case) -> tuple[Finding, ...]:
    """Organizations of the directory, and the sum of what other rows state (`sum`, ids)."""
    found = []
    for year, options, named in option_grid(maps=False, outside=True):
        number = sum(
            options.counts(o.kind, o.status, in_essay=o.in_essay)
            for o in case.atlas.organisations.values()
        )
        words = f"{number} organizations are counted."
        settings = option_settings(year, options)
        found.append(Finding(named, words, number, number, page="presence", settings=settings))
    parts = [case.others[name] for name in case.of["sum"].split(",")]
    low, high = (sum(_end(part, side) for part in parts) for side in ("low", "high"))
    listed = " + ".join(span_words(part.low, part.high) for part in parts)
    words = f"The document’s own parts: {listed} = {span_words(low, high)}."
    rest = Finding((("parts", "as the document gives them"),), words, low, high, basis=DOCUMENT)
    return (*found, rest)


def _end(part: Stated, side: str) -> float:
    return float((part.low if side == "low" else part.high) or 0.0)


CHECKS = (
    Check("wards-with", wards_with, ("as",), choices={"as": ("count", "share")}),
    Check("organizations-in-all", organisations_in_all, ("sum",)),
)
