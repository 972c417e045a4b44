"""What the sources say of one day: how an organization or a person stands to a coalition.

A row of `affiliations.csv` states something for a span of dates. Inside the span it is stated.
After a span whose end is the real one it has ended; after one that merely has no later evidence
nothing is known. A day with a complete list of members answers for everybody who is not on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from geo.coalition_tables import ESTIMATED, ORGANISATIONS
from geo.coalitions import Affiliation, Roster, Subject, Ties

CONFIDENCES = ("high", "medium", "low")


class State(StrEnum):
    """How a subject stands to a coalition on a day."""

    STATED = "stated"
    """A source says so for this day."""
    BETWEEN = "stated before and after"
    """Sources say so for an earlier and a later day; for this day none does."""
    ENDED = "ended before"
    """It held earlier, and the sources give its end."""
    NOT_YET = "not yet"
    """It began later, and the sources give its beginning."""
    NOT_LISTED = "not on the complete list"
    """A complete list of this day does not name the subject."""
    DENIED = "said not to be so"
    """A source says for this day that it is not so."""
    NOT_STATED = "not known"
    """Nothing found speaks of this day."""


COUNTED = (State.STATED, State.BETWEEN)
"""States that count as belonging."""

SETTLED = (State.ENDED, State.NOT_YET, State.NOT_LISTED, State.DENIED)
"""States that count as not belonging; what is left is not known."""


@dataclass(frozen=True)
class Standing:
    """One answer.

    `sure` is false where the day may fall outside, because a source gives only a month or a year,
    and for BETWEEN. `rows` are what the answer rests on, the surest first, `against` rows that
    say the contrary of the same day, `roster` the list of NOT_LISTED.
    """

    state: State
    sure: bool
    rows: tuple[Affiliation, ...] = ()
    against: tuple[Affiliation, ...] = ()
    roster: Roster | None = None

    @property
    def open(self) -> bool:
        """Whether a tie is neither shown nor ruled out."""
        blanket = self.state == State.DENIED and all(a.subject is None for a in self.rows)
        return blanket or self.state == State.NOT_STATED

    @property
    def relation(self) -> str:
        """The relation of the surest row; blank if the answer rests on none."""
        return self.rows[0].relation if self.rows else ""

    @property
    def confidence(self) -> str:
        """The confidence of the surest row; blank if the answer rests on none."""
        return self.rows[0].confidence if self.rows else ""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source the answer rests on, each once."""
        lists = [r.source_ids for r in (*self.rows, *self.against)]
        lists += [self.roster.source_ids] if self.roster else []
        return tuple(dict.fromkeys(source for ids in lists for source in ids))


def standing(day: date, coalition_id: str, subject: Subject, ties: Ties) -> Standing:
    """How a subject stands to a coalition on a day.

    The first that applies: STATED by a row of the subject (with the rows `against` it); DENIED by
    a row of the subject; ENDED; NOT_LISTED; BETWEEN; NOT_YET; DENIED by a row that speaks of all
    organizations; NOT_STATED. Estimates count as statements, with their confidence, but not for
    BETWEEN. An office-holder is the same person on both ward maps.

    Parameters
    ----------
    day : date
        The day asked about.
    coalition_id : str
        An id of `coalitions.csv`.
    subject : Subject
        An organization or an office-holder; who was in office is not asked here.
    ties : Ties
        All that is stated.
    """
    rows = [a for a in ties.affiliations if a.coalition_id == coalition_id]
    mine = [a for a in rows if a.subject is not None and same(a.subject, subject)]
    lists = [r for r in ties.rosters if r.coalition_id == coalition_id and r.scope == subject.scope]
    found = _spoken_of(day, mine) or _ended(day, mine) or _not_listed(day, lists)
    found = found or _between(day, mine) or _not_yet(day, mine)
    if found is None and subject.scope == ORGANISATIONS:
        found = _denied(day, [a for a in rows if a.subject is None])
    return found or Standing(State.NOT_STATED, sure=True)


def same(one: Subject, other: Subject) -> bool:
    """Whether two subjects are the same organization or person, on whatever seat."""
    return (one.scope, one.key) == (other.scope, other.key)


def _surest_first(rows: Iterable[Affiliation]) -> tuple[Affiliation, ...]:
    return tuple(sorted(rows, key=lambda a: CONFIDENCES.index(a.confidence)))


def _spoken_of(day: date, mine: Sequence[Affiliation]) -> Standing | None:
    now = _surest_first(a for a in mine if a.period.covers(day))
    holding = tuple(a for a in now if a.holds)
    if not holding:
        return _denied(day, now)
    sure = any(a.period.covers_surely(day) for a in holding)
    return Standing(State.STATED, sure, holding, tuple(a for a in now if not a.holds))


def _denied(day: date, rows: Sequence[Affiliation]) -> Standing | None:
    denials = _surest_first(a for a in rows if not a.holds and a.period.covers(day))
    if not denials:
        return None
    return Standing(State.DENIED, any(a.period.covers_surely(day) for a in denials), denials)


def _ended(day: date, mine: Sequence[Affiliation]) -> Standing | None:
    earlier = [a for a in mine if a.holds and a.period.last < day]
    latest = max(earlier, key=lambda a: a.period.last, default=None)
    if latest is None or not latest.to_known:
        return None
    return Standing(State.ENDED, sure=True, rows=(latest,))


def _not_listed(day: date, lists: Sequence[Roster]) -> Standing | None:
    for roster in lists:
        if roster.complete and roster.period.covers(day):
            sure = roster.period.covers_surely(day)
            return Standing(State.NOT_LISTED, sure, roster=roster)
    return None


def _between(day: date, mine: Sequence[Affiliation]) -> Standing | None:
    stated = [a for a in mine if a.relation != ESTIMATED]
    before = [a for a in stated if a.period.last < day]
    after = [a for a in stated if a.period.first > day]
    last = max(before, key=lambda a: a.period.last, default=None)
    following = min(after, key=lambda a: a.period.first, default=None)
    if last is None or following is None or following.from_known:
        return None
    if not (last.holds and following.holds):
        return None
    return Standing(State.BETWEEN, sure=False, rows=(last, following))


def _not_yet(day: date, mine: Sequence[Affiliation]) -> Standing | None:
    holding = sorted((a for a in mine if a.holds), key=lambda a: a.period.first)
    if not holding or holding[0].period.first <= day or not holding[0].from_known:
        return None
    return Standing(State.NOT_YET, sure=True, rows=(holding[0],))


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included, on which a standing stays the same."""

    first: date
    last: date
    standing: Standing


def spans(
    coalition_id: str, subject: Subject, ties: Ties, first: date, last: date
) -> tuple[Span, ...]:
    """The standing over time, from `first` to `last` without a gap.

    Days next to one another that rest on the same rows are one span, so that a timeline shows
    where knowledge begins and ends.
    """
    starts = sorted(d for d in {first, *_turns(coalition_id, subject, ties)} if first <= d <= last)
    found: list[Span] = []
    for start, following in zip(starts, [*starts[1:], last + timedelta(1)], strict=True):
        now = standing(start, coalition_id, subject, ties)
        if found and found[-1].standing == now:
            found[-1] = Span(found[-1].first, following - timedelta(1), now)
        else:
            found.append(Span(start, following - timedelta(1), now))
    return tuple(found)


def _turns(coalition_id: str, subject: Subject, ties: Ties) -> Iterator[date]:
    rows: list[Affiliation | Roster] = [
        a for a in ties.affiliations if a.subject is None or same(a.subject, subject)
    ]
    for row in (*rows, *ties.rosters):
        if row.coalition_id == coalition_id:
            period = row.period
            yield from (period.first, period.sure_from)
            yield from (end + timedelta(1) for end in (period.sure_to, period.last))
