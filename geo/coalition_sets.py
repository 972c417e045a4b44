"""Who shares which coalitions, exactly; and what is known of each tie over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from geo.atlas import Atlas
from geo.cells import first_day, last_day
from geo.coalition_day import CoalitionDay, cell, counted
from geo.coalition_matrix import CERTAIN, TIED
from geo.coalition_tables import COUNCIL, ORGANISATIONS
from geo.coalition_words import subject_name
from geo.coalitions import Coalition, Subject
from geo.memberships import Membership, sets
from geo.presence import Options
from geo.standing import Standing, State, spans
from geo.view import FIRST_DAY, LAST_DAY

NONE_STATED, IN_NONE = "none stated", "in none of them"
"""Two ways to belong to nothing: nobody says so, or sources say not."""


@dataclass(frozen=True)
class Bar:
    """One combination of coalitions with everybody who has exactly it.

    `solid` and `open` are ids of coalitions: those every member's tie is stated to, and those at
    least one member's is estimated, or stated before and after. `unsure` are the members who may
    belong to more, because something is not known of them; `known` is false for the bar of those
    of whom nothing is stated.
    """

    solid: tuple[str, ...]
    open: tuple[str, ...]
    members: tuple[Subject, ...]
    unsure: tuple[Subject, ...]
    known: bool = True


@dataclass(frozen=True)
class SetSize:
    """One coalition: how many belong to it by statement, and how many more otherwise."""

    coalition: Coalition
    stated: int
    more: int


def set_sizes(of: CoalitionDay, scope: str, *, estimates: bool) -> tuple[SetSize, ...]:
    """The chosen coalitions of a scope with their members on the day."""
    found = []
    for c in of.of_scope(scope):
        looks = [of.cell(m, c.id).look for m in of.members(scope)]
        stated = sum(look in CERTAIN for look in looks)
        more = sum(look in TIED for look in looks) - stated if estimates else 0
        found.append(SetSize(c, stated, more))
    return tuple(found)


def bars(of: CoalitionDay, scope: str, *, estimates: bool) -> tuple[Bar, ...]:
    """Every combination that occurs, the largest first, then those in none of the coalitions.

    Parameters
    ----------
    estimates : bool
        Whether what is estimated, overlapping, or stated before and after counts too. Without,
        such a tie is an open question.

    Returns
    -------
    tuple of Bar
        Every organization (or seat) is in exactly one bar.
    """
    ids = [c.id for c in of.of_scope(scope)]
    members = of.members(scope)
    if not estimates:
        members = tuple(stated_only(of, m) for m in members)
    by_subject = {m.subject: m for m in of.members(scope)}
    full, empty = [], []
    for one in sets(members, ids):
        if one.coalition_ids:
            certain = {
                c
                for c in one.coalition_ids
                if all(of.cell(by_subject[s], c).look in CERTAIN for s in one.subjects)
            }
            solid = tuple(c for c in one.coalition_ids if c in certain)
            loose = tuple(c for c in one.coalition_ids if c not in certain)
            full.append(Bar(solid, loose, one.subjects, one.unsure))
        else:
            sure = tuple(s for s in one.subjects if s not in one.unsure)
            empty = [Bar((), (), sure, ()), Bar((), (), one.unsure, one.unsure, known=False)]
    return (*full, *(bar for bar in empty if bar.members))


def stated_only(of: CoalitionDay, one: Membership) -> Membership:
    """The same subject with every tie that is not stated as a fact turned into an open question."""
    return replace(
        one,
        standings={
            key: found
            if of.cell(one, key).look in CERTAIN or of.cell(one, key).look not in TIED
            else Standing(State.NOT_STATED, sure=True)
            for key, found in one.standings.items()
        },
    )


def bar_name(bar: Bar, names: Mapping[str, str]) -> str:
    """ "UWF + Chicago DSA", or which way to belong to none."""
    ids = [key for key in names if key in (*bar.solid, *bar.open)]
    if ids:
        return " + ".join(names[key] for key in ids)
    return IN_NONE if bar.known else NONE_STATED


@dataclass(frozen=True)
class Stretch:
    """Days with one look on a timeline; both ends included."""

    first: date
    last: date
    look: str
    words: str


@dataclass(frozen=True)
class Line:
    """One subject on a coalition's timeline, its ward and stretches without a gap."""

    label: str
    ward: int | None
    stretches: tuple[Stretch, ...]


def timeline(atlas: Atlas, coalition: Coalition, options: Options) -> tuple[Line, ...]:
    """Everybody any source ties to a coalition, and what is known of each over time.

    Organizations the options let count come first, then office-holders by ward; an
    office-holder's line runs over the time on the council.
    """
    tied = [
        a.subject
        for a in atlas.ties.affiliations
        if a.subject is not None and a.coalition_id == coalition.id
    ]
    listed = {o.id for o in counted(atlas.organisations.values(), options)}
    own = [s for s in dict.fromkeys(tied) if s.scope == ORGANISATIONS and s.key in listed]
    # A person who sat on both maps is one line, by the seat named last.
    people = {s.key: s for s in tied if s.scope == COUNCIL}
    ordered = sorted(people.values(), key=lambda s: (s.seat or (0, 0))[::-1])
    return tuple(line(atlas, coalition, s) for s in (*own, *ordered))


def line(atlas: Atlas, coalition: Coalition, subject: Subject) -> Line:
    """One subject's line."""
    first, last, label, ward = FIRST_DAY, LAST_DAY, subject_name(atlas, subject), None
    if subject.seat:
        first, last = in_office(atlas, subject.key)
        ward = subject.seat[1]
        label = f"{subject.key} ({ward})"
    shown = (
        (span, cell(span.standing))
        for span in spans(coalition.id, subject, atlas.ties, first, last)
    )
    return Line(label, ward, joined(Stretch(s.first, s.last, c.look, c.words) for s, c in shown))


def joined(found: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches of one look that follow each other as one, with what each rests on."""
    whole: list[Stretch] = []
    for one in found:
        last = whole[-1] if whole else None
        if last and last.look == one.look:
            said = dict.fromkeys((*last.words.split(SEMICOLON), *one.words.split(SEMICOLON)))
            whole[-1] = Stretch(last.first, one.last, one.look, SEMICOLON.join(said))
        else:
            whole.append(one)
    return tuple(whole)


SEMICOLON = "; "


def in_office(atlas: Atlas, name: str) -> tuple[date, date]:
    """The first and last day of a person on the council within the atlas's time."""
    table = atlas.reference.alders
    mine = table[table["name"] == name]
    starts = [first_day(text) or FIRST_DAY for text in mine["from"]]
    ends = [last_day(text) or LAST_DAY for text in mine["to"]]
    first, last = min(starts, default=FIRST_DAY), max(ends, default=LAST_DAY)
    return max(first, FIRST_DAY), min(last, LAST_DAY)


def tied_stretches(lines: tuple[Line, ...]) -> list[tuple[str, Stretch]]:
    """Every stretch of a timeline on which a tie counts, with whose it is."""
    return [(one.label, s) for one in lines for s in one.stretches if s.look in TIED]
