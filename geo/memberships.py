"""Who belongs to what on one day: organizations and the council, and which coalitions they share.

Built on `geo.standing`, which says how one subject stands to one coalition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.cells import first_day, last_day
from geo.coalition_tables import COUNCIL, ORGANISATIONS
from geo.coalitions import Subject, Ties
from geo.organisations import Organisation
from geo.standing import COUNTED, Standing, standing
from geo.wards import WARD_NUMBERS, vintages


@dataclass(frozen=True)
class Membership:
    """A subject with its standing to every coalition of its scope, by id."""

    subject: Subject
    standings: Mapping[str, Standing]

    @property
    def counted(self) -> frozenset[str]:
        """Coalitions it belongs to: stated, or stated before and after."""
        return frozenset(k for k, s in self.standings.items() if s.state in COUNTED)

    @property
    def unknown(self) -> frozenset[str]:
        """Coalitions it may or may not belong to.

        A denial that speaks of organizations as a whole denies the official tie alone; another
        one stays possible.
        """
        return frozenset(k for k, s in self.standings.items() if s.open)


def scope_coalitions(scope: str, ties: Ties) -> tuple[str, ...]:
    """Ids of the coalitions that have a row or a list about organizations, or about the council.

    A row without a subject speaks of organizations.
    """
    scopes = [
        (a.coalition_id, a.subject.scope if a.subject else ORGANISATIONS) for a in ties.affiliations
    ]
    scopes += [(r.coalition_id, r.scope) for r in ties.rosters]
    return tuple(dict.fromkeys(name for name, of in scopes if of == scope))


def memberships(day: date, subjects: Iterable[Subject], ties: Ties) -> tuple[Membership, ...]:
    """Each subject with its standing on a day, in the order given."""
    bodies = {scope: scope_coalitions(scope, ties) for scope in (ORGANISATIONS, COUNCIL)}
    return tuple(
        Membership(s, {body: standing(day, body, s, ties) for body in bodies[s.scope]})
        for s in subjects
    )


@dataclass(frozen=True)
class Combination:
    """Subjects that belong to exactly these coalitions, of those compared.

    `unsure` are those of them for whom one of the other coalitions is not known, so that they
    may belong to a larger combination.
    """

    coalition_ids: tuple[str, ...]
    subjects: tuple[Subject, ...]
    unsure: tuple[Subject, ...]


def sets(found: Sequence[Membership], coalition_ids: Sequence[str]) -> tuple[Combination, ...]:
    """Exact intersections over some coalitions, the largest first.

    Every subject is in one combination, those in none of the coalitions in the empty one, so the
    counts sum to the number of subjects.
    """
    groups: dict[tuple[str, ...], list[Membership]] = {}
    for one in found:
        key = tuple(name for name in coalition_ids if name in one.counted)
        groups.setdefault(key, []).append(one)
    wanted = frozenset(coalition_ids)
    made = [
        Combination(
            key,
            tuple(m.subject for m in members),
            tuple(m.subject for m in members if m.unknown & wanted),
        )
        for key, members in groups.items()
    ]
    return tuple(sorted(made, key=lambda c: (-len(c.subjects), len(c.coalition_ids))))


def organisation_subjects(day: date, found: Iterable[Organisation]) -> tuple[Subject, ...]:
    """Organizations as subjects, without those founded after the day for certain."""
    return tuple(
        Subject(ORGANISATIONS, o.id)
        for o in found
        if not o.founded_from or (first_day(o.founded_from) or date.min) <= day
    )


def council_map(day: date) -> int:
    """The year that names the ward map in force on a day; the first one before all of them."""
    maps = vintages()
    return max(
        (v for v in maps if v.in_force_from <= day), default=maps[0], key=lambda v: v.in_force_from
    ).year


def council_subjects(day: date, alders: pd.DataFrame) -> tuple[Subject, ...]:
    """Who sat on the council on a day, by ward; a vacant seat is left out.

    Parameters
    ----------
    day : date
        From the first day of the oldest ward map on.
    alders : DataFrame
        `alders.csv`; a blank end means in office at the end of the record.
    """
    vintage = council_map(day)
    mine = alders[alders["vintage"] == vintage]
    sat = [
        (int(ward), str(name))
        for ward, name, since, until in mine[["ward", "name", "from", "to"]].itertuples(index=False)
        if (last_day(since) or date.max) <= day <= (first_day(until) or date.max)
    ]
    return tuple(Subject(COUNCIL, name, (vintage, ward)) for ward, name in sorted(sat))


def vacant_seats(subjects: Iterable[Subject]) -> tuple[int, ...]:
    """Wards nobody of `subjects` sits for."""
    taken = {s.seat[1] for s in subjects if s.seat}
    return tuple(ward for ward in WARD_NUMBERS if ward not in taken)
