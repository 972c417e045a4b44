"""Checks of the state registry, of the mayors' terms, and of numbers a document gives twice."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date

from geo.cells import first_day, last_day
from geo.claim_checks.definitions import COUNTED, YEARS
from geo.claim_records import DOCUMENT, PERCENT, Case, Check, ClaimError, Finding, span_words
from geo.committee_names import says_ipo

WHOLE = 100
DAYS_PER_YEAR = 365.25
PARTS = ("all", "inactive", "party")


def committees(case: Case) -> tuple[Finding, ...]:
    """Registered committees that call themselves an IPO, created by a day (`day`).

    `as` is `all`, `inactive`, or `party` (inactive and marked with the Democratic Party). Status
    and party are those of the day the list was fetched. Without the list nothing is known.
    """
    table = case.atlas.reference.committees
    named = ((COUNTED, "committees of the State Board’s list"),)
    if table.empty:
        words = "The State Board’s list is not at hand: committees.csv holds no row."
        return (Finding(named, words),)
    day = date.fromisoformat(case.of["day"])
    mine = [row for row in table.to_dict("records") if _wanted(row, day, case.of["as"])]
    names = "; ".join(str(row["name"]) for row in mine) or "none"
    fetched = max(str(row["fetched"]) for row in table.to_dict("records"))
    words = f"As the list stood on {fetched}: {names}."
    return (Finding(named, words, len(mine), len(mine)),)


def _wanted(row: Mapping[Hashable, object], day: date, part: str) -> bool:
    created = first_day(str(row["created"] or ""))
    fits = says_ipo(str(row["name"])) and created is not None and created <= day
    if part == "all":
        return fits
    inactive = fits and row["active"] == "no"
    return inactive and (part == "inactive" or "democrat" in str(row["party"]).casefold())


def halves(case: Case) -> tuple[Finding, ...]:
    """Whether what is left of a number (`total`) after another (`less`) can be parted in halves.

    Both are ids of other rows; the answer is the percent nearest to a half that whole numbers give.
    """
    total, less = (case.others[case.of[name]] for name in ("total", "less"))
    if total.low is None or less.low is None:
        raise ClaimError("`total` and `less` must be claims with numbers: correct `of`.")
    left = int(total.low - less.low)
    nearest = (left + 1) // 2
    value = nearest * WHOLE / left
    words = (
        f"{span_words(total.low, total.low)} less {span_words(less.low, less.low)} is {left}; the "
        f"nearest to a half of it is {nearest}, {span_words(value, value, PERCENT)}"
    )
    words += "." if left % 2 == 0 else f", as {left} is odd."
    named = (("numbers", "as the document gives them"),)
    return (Finding(named, words, value, value, basis=DOCUMENT),)


def family_years(case: Case) -> tuple[Finding, ...]:
    """Years mayors of a family name (`name`) were in office, or with `as=span` from the first day
    of the first to the last day of the last; whole years, counted in three ways."""
    terms = [
        (start, end, str(row["name"]), str(row["source_ids"]))
        for row in case.atlas.reference.mayors.to_dict("records")
        if str(row["name"]).split()[-1] == case.of["name"]
        and (start := first_day(str(row["from"])))
        and (end := last_day(str(row["to"])))
    ]
    if not terms:
        raise ClaimError(
            f"mayors.csv has no mayor of the name {case.of['name']}. Add the terms, or correct "
            "`of` in claims.csv."
        )
    sources = tuple(dict.fromkeys(s.strip() for *_, ids in terms for s in ids.split(";")))
    words = "; ".join(f"{name}, {start} to {end}" for start, end, name, _ in terms)
    spans = [(start, end) for start, end, _, _ in terms]
    if case.of["as"] == "span":
        spans = [(min(start for start, _ in spans), max(end for _, end in spans))]
    days = sum((end - start).days for start, end in spans)
    ways = (
        ("last year less first", sum(end.year - start.year for start, end in spans)),
        ("whole years in office", int(days / DAYS_PER_YEAR)),
        ("rounded to the nearest year", round(days / DAYS_PER_YEAR)),
    )
    told = f"{words}: {days:,} days, {days / DAYS_PER_YEAR:.1f} years."
    return tuple(
        Finding(((YEARS, label),), told, number, number, sources=sources) for label, number in ways
    )


CHECKS = (
    Check("committees", committees, ("as", "day"), choices={"as": PARTS}),
    Check("halves", halves, ("total", "less")),
    Check("family-years", family_years, ("name", "as"), choices={"as": ("held", "span")}),
)
