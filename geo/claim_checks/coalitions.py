"""Checks of who belongs to which coalition, and of the council candidates coalitions endorsed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geo.claim_checks.definitions import STAGE, TIES
from geo.claim_records import DATA, DOCUMENT, Case, Check, ClaimError, Finding
from geo.coalition_tables import ESTIMATED, MEMBERSHIP, OFFICIAL, ORGANISATIONS, OVERLAP, SLATE
from geo.coalitions import Affiliation, Roster
from geo.elections import FIRST_ROUND
from geo.slates import Slate, SlateLine
from geo.standing import SETTLED, State, standing
from geo.words import ward_list

ANY, FIRST = "for either round", "for the first round"
NOT_STATED = "not stated"

ALL_TIES = (OFFICIAL, ESTIMATED, OVERLAP, MEMBERSHIP)

TIE_WORDS = {"official": "official", "any": "official, estimated or overlapping"}
"""Ties that can be counted, by the parameter `ties`: what is official can be counted both ways."""

ELSEWHERE, ITSELF = "other sources", "the document itself"


def affiliates(case: Case) -> tuple[Finding, ...]:
    """The essay's organizations tied to a coalition (`coalition`), on a day (`day`) or at any time.

    By sources other than the document: at least those they name, as none says that its list is
    whole. By the document itself: those it lists for the day, which cannot bear it out. `ties` is
    `official`, then counted with other ties too, or `any`.
    """
    total = sum(o.in_essay for o in case.atlas.organisations.values())
    found = []
    for kind in ("official", "any") if case.of["ties"] == "official" else ("any",):
        rows = _ties(case, (OFFICIAL,) if kind == "official" else ALL_TIES)
        elsewhere = [a for a in rows if case.independent(a.source_ids)]
        day = date.fromisoformat(case.of["day"])
        own = [a for a in rows if not case.independent(a.source_ids) and a.period.covers(day)]
        whole = kind == "official" and _whole_list(case, day)
        found.append(_tied(case, (kind, ELSEWHERE), elsewhere, total))
        found.append(_tied(case, (kind, ITSELF), own, None if whole else total))
    return tuple(found)


def _ties(case: Case, relations: tuple[str, ...]) -> list[Affiliation]:
    essay = {o.id for o in case.atlas.organisations.values() if o.in_essay}
    return [
        a
        for a in case.atlas.ties.affiliations
        if a.coalition_id == case.of["coalition"]
        and a.holds
        and a.relation in relations
        and a.subject
        and a.subject.key in essay
    ]


def _whole_list(case: Case, day: date) -> bool:
    wanted = (case.of["coalition"], ORGANISATIONS, True)
    rosters = case.atlas.ties.rosters
    return any(
        (r.coalition_id, r.scope, r.complete) == wanted and r.period.covers(day) for r in rosters
    )


def _tied(case: Case, of: tuple[str, str], rows: list[Affiliation], total: int | None) -> Finding:
    """Organizations named, at least these, or these alone if there is no `total` to end at."""
    kind, by = of
    names = sorted({a.subject.key for a in rows if a.subject})
    listed = ", ".join(case.atlas.organisations[name].label for name in names) or "none"
    when = ", ".join(dict.fromkeys(a.period.words for a in rows))
    words = f"Named by {by}{f' ({when})' if when else ''}: {listed}."
    if total is not None:
        words += " The list is not said to be whole, so there may have been more."
    return Finding(
        ((TIES, TIE_WORDS[kind]), ("who says so", by)),
        words,
        len(names),
        len(names) if total is None else total,
        basis=DATA if by == ELSEWHERE else DOCUMENT,
        sources=tuple(dict.fromkeys(s for a in rows for s in a.source_ids)),
    )


def slate_of(case: Case, body: str) -> Slate:
    """A body's council candidates of the year (`year`); ClaimError if none is known."""
    year = int(case.of["year"])
    for slate in case.atlas.slates(year):
        if slate.body_id == body:
            return slate
    raise ClaimError(
        f"endorsements.csv has no council candidate endorsed by “{body}” in {year}. Correct `of` "
        "in claims.csv, or add the rows."
    )


def slate(case: Case) -> tuple[Finding, ...]:
    """How many council candidates a body (`body`) endorsed, or how many of them won (`as=won`).

    For the first round alone, a row that does not say for which round may count or not.
    """
    mine = slate_of(case, case.of["body"])
    lines = [line for line in mine.lines if line.won or case.of["as"] != "won"]
    sure = [line for line in lines if line.endorsement.stage == FIRST_ROUND]
    either = [line for line in lines if line.endorsement.stage in (FIRST_ROUND, NOT_STATED)]
    note = OWN_NUMBER if _numbered_by_document(case, mine.body_id) else ""
    return (
        _lines(ANY, lines, len(lines), len(lines), note),
        _lines(FIRST, either, len(sure), len(either), note),
    )


OWN_NUMBER = (
    " The names are from other sources; that there were no more rests on the document as well."
)


def _numbered_by_document(case: Case, body: str) -> bool:
    """Whether the document is among those that say how long a body's list of the year is."""
    return any(set(r.source_ids) & {*case.documents} for r in _lists_of(case, body))


def _lists_of(case: Case, body: str) -> list[Roster]:
    """What is said of a body's lists of council candidates of the year (`year`)."""
    return [
        r
        for r in case.atlas.ties.rosters
        if (r.coalition_id, r.scope) == (body, SLATE) and r.period.since[:4] == case.of["year"]
    ]


def _lines(stage: str, lines: list[SlateLine], low: int, high: int, note: str = "") -> Finding:
    listed = "; ".join(
        f"{line.endorsement.district} {line.endorsement.candidate}" for line in lines
    )
    words = f"By ward: {listed or 'none'}.{note}"
    unsaid = [line for line in lines if line.endorsement.stage == NOT_STATED]
    if stage == FIRST and unsaid:
        words += f" Of {len(unsaid)} it is not said for which round."
    return Finding(((STAGE, stage),), words, low, high, sources=sources_of(lines))


def sources_of(lines: Iterable[SlateLine]) -> tuple[str, ...]:
    """Every source of some lines, once."""
    return tuple(dict.fromkeys(s for line in lines for s in line.endorsement.source_ids))


def shared_winners(case: Case) -> tuple[Finding, ...]:
    """Winners of a body (`body`) whom another (`other`) endorsed too, or counts as its members.

    Where no whole list of the other is known, any winner may have been on it.
    """
    mine, other = slate_of(case, case.of["body"]), case.of["other"]
    won = [line for line in mine.lines if line.won]
    found = [_shared(case, won, other, ANY), _shared(case, won, other, FIRST)]
    members = case.atlas.members_elected(other, mine.year)
    if members:
        both = [line for line in won if line.endorsement.district in members]
        name = case.atlas.bodies[other].short
        label = f"membership of {name}, endorsed or not"
        found.append(_lines(label, both, len(both), len(both)))
    return tuple(found)


def _shared(case: Case, won: list[SlateLine], other: str, stage: str) -> Finding:
    stages, whole = _stages(case, other), _whole_slate(case, other)
    both = [line for line in won if other in line.others]
    alone = [line for line in won if other not in line.others]
    note = f" Not on a list that was found: {_wards(alone)}." if alone else ""
    note += "" if whole else NOT_WHOLE
    if stage == ANY:
        return _lines(ANY, both, len(both), len(both if whole else won), note)
    either = [x for x in both if stages[x.endorsement.district] & {FIRST_ROUND, NOT_STATED}]
    sure = [x for x in either if FIRST_ROUND in stages[x.endorsement.district]]
    return _lines(FIRST, either, len(sure), len(either if whole else won), note)


NOT_WHOLE = " Its list is not known to be whole, so there may have been more."


def _whole_slate(case: Case, body: str) -> bool:
    """Whether all of a body's council candidates of the year are known, by sources other than the
    document itself."""
    return any(r.complete and case.independent(r.source_ids) for r in _lists_of(case, body))


def _stages(case: Case, body: str) -> dict[int | None, set[str]]:
    """Rounds a body's endorsements of winners were for, by ward."""
    found: dict[int | None, set[str]] = {}
    for one in case.atlas.endorsements:
        wanted = (body, case.of["year"], "council", "won")
        if (one.body_id, one.election, one.office, one.result) == wanted:
            found.setdefault(one.district, set()).add(one.stage)
    return found


def _wards(lines: Iterable[SlateLine]) -> str:
    wards = [line.endorsement.district for line in lines if line.endorsement.district]
    return f"ward{'s' if len(wards) > 1 else ''} {ward_list(wards)}"


def endorsed_by_all(case: Case) -> tuple[Finding, ...]:
    """Winners all of some bodies (`bodies`) endorsed, whose ward has an organization of the essay.

    `as=wards` answers with their wards instead of their number.
    """
    first, *rest = case.of["bodies"].split(",")
    mine = slate_of(case, first)
    homes = {w for o in case.atlas.organisations.values() if o.in_essay for _, w in o.homes}
    rooted = [x for x in mine.lines if x.won and x.endorsement.district in homes]
    whole = [x for x in rooted if set(rest) <= {*x.others}]
    early = [
        x
        for x in whole
        if all(FIRST_ROUND in _stages(case, b)[x.endorsement.district] for b in (first, *rest))
    ]
    most = len(rooted) if not all(_whole_slate(case, body) for body in rest) else 0
    return tuple(
        _all(stage, lines, max(most, len(lines)), case.of["as"] == "wards")
        for stage, lines in ((ANY, whole), (f"{FIRST}, by all for certain", early))
    )


def _all(stage: str, lines: list[SlateLine], most: int, as_wards: bool) -> Finding:
    """Those on every list found; `most` there can be, where a list is not known to be whole."""
    listed = "; ".join(f"{x.endorsement.district} {x.endorsement.candidate}" for x in lines)
    words = f"On every list found, with an organization in the ward: {listed or 'none'}."
    named, sources = ((STAGE, stage),), sources_of(lines)
    if most > len(lines):
        words += " Not every list is known to be whole, so there may have been more."
        if as_wards:
            return Finding(named, words, sources=sources)
    if as_wards:
        answer = "; ".join(str(x.endorsement.district) for x in lines) or "none"
        return Finding(named, words, answer=answer, sources=sources)
    return Finding(named, words, len(lines), most, sources=sources)


def members_elected(case: Case) -> tuple[Finding, ...]:
    """Council winners of a year (`year`) whom sources call members of a body (`coalition`)."""
    body, year = case.of["coalition"], case.of["year"]
    rows = [
        a
        for a in case.atlas.ties.affiliations
        if a.coalition_id == body
        and a.relation == MEMBERSHIP
        and a.holds
        and a.subject
        and a.subject.seat
        and a.period.since[:4] == year
        and case.independent(a.source_ids)
    ]
    named = sorted((a.subject.seat[1], a.subject.key) for a in rows if a.subject and a.subject.seat)
    words = f"By ward: {'; '.join(f'{ward} {name}' for ward, name in named) or 'none'}."
    sources = tuple(dict.fromkeys(s for a in rows for s in case.independent(a.source_ids)))
    number = len({ward for ward, _ in named})
    return (Finding(((TIES, "membership"),), words, number, number, sources=sources),)


def left_between(case: Case) -> tuple[Finding, ...]:
    """Office-holders stated as members of a body (`coalition`) on one day and not on another.

    The days are `before` and `after`; only a complete list of the second day shows who is missing.
    """
    body = case.of["coalition"]
    days = [date.fromisoformat(case.of[name]) for name in ("before", "after")]
    rosters = [r for r in case.atlas.ties.rosters if r.coalition_id == body and r.complete]
    if not any(r.period.covers(days[1]) for r in rosters):
        raise ClaimError(
            f"rosters.csv has no complete list of “{body}” for {days[1]}, so that nobody can be "
            "said to be missing from it. Correct `of` in claims.csv, or add the list."
        )
    ties = case.atlas.ties
    people = sorted({a.subject for a in ties.affiliations if a.subject and a.subject.seat})
    states = {who.key: [standing(day, body, who, ties).state for day in days] for who in people}
    first, second = (
        [name for name, found in states.items() if found[at] is State.STATED] for at in (0, 1)
    )
    gone = [name for name in first if states[name][1] in SETTLED]
    words = f"Members on {days[0]}: {', '.join(first)}. On {days[1]}: {', '.join(second)}."
    sources = tuple(dict.fromkeys(s for r in rosters for s in r.source_ids))
    answer = "; ".join(gone) or "nobody"
    return (Finding(((TIES, "membership"),), words, answer=answer, sources=sources),)


CHECKS = (
    Check(
        "affiliates",
        affiliates,
        ("coalition", "day", "ties"),
        choices={"ties": ("official", "any")},
    ),
    Check("slate", slate, ("body", "year", "as"), choices={"as": ("endorsed", "won")}),
    Check("shared-winners", shared_winners, ("body", "other", "year")),
    Check(
        "endorsed-by-all",
        endorsed_by_all,
        ("bodies", "year", "as"),
        choices={"as": ("count", "wards")},
    ),
    Check("members-elected", members_elected, ("coalition", "year")),
    Check("left-between", left_between, ("coalition", "before", "after")),
)
