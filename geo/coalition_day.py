"""One day of the coalitions: who stood where, on the ward map in force, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geo.atlas import Atlas
from geo.coalition_matrix import (
    BETWEEN,
    DENIED,
    ELSEWHEN,
    ESTIMATED,
    LEFT_OUT,
    LOOKS,
    OFFICIAL,
    SUPPORT,
    UNKNOWN,
    Cell,
)
from geo.coalition_tables import (
    CAUCUS,
    ENDORSEMENT,
    MEMBERSHIP,
    ORGANISATIONS,
    OVERLAP,
)
from geo.coalition_tables import ESTIMATED as ESTIMATED_ROW
from geo.coalition_tables import OFFICIAL as OFFICIAL_ROW
from geo.coalitions import Affiliation, Coalition, Subject, Ties
from geo.marks import Mark, marks
from geo.memberships import (
    Membership,
    council_map,
    council_subjects,
    memberships,
    organisation_subjects,
    scope_coalitions,
)
from geo.organisations import Organisation, date_words
from geo.presence import MOST, Options, Presence
from geo.standing import Standing, State, same
from geo.view import View

USUAL = ("uwf", "chicago-dsa", "caarpr-cpac", "progressive-caucus", "socialist-caucus")
"""Ids of the coalitions shown until the reader chooses: those the 2021 essay is about."""

RELATION_LOOKS = {
    OFFICIAL_ROW: OFFICIAL,
    MEMBERSHIP: OFFICIAL,
    ENDORSEMENT: SUPPORT,
    ESTIMATED_ROW: ESTIMATED,
    OVERLAP: ESTIMATED,
}

RELATION_WORDS = {
    OFFICIAL_ROW: "an official affiliate",
    MEMBERSHIP: "a member",
    ENDORSEMENT: "in support",
    ESTIMATED_ROW: "a member by inference",
    OVERLAP: "tied by people who are in both",
}
"""What is said of one subject, after "is"."""


@dataclass(frozen=True)
class Tie:
    """One subject's standing to one coalition, in a ward of the map shown.

    `share` is the part of the ward's people it stands for: 1 for a seat and an organization at
    home, less for one carried from the other map or named after community areas.
    """

    subject: Subject
    coalition: Coalition
    cell: Cell
    share: float


@dataclass(frozen=True)
class CoalitionDay:
    """Everything the page shows of a day.

    `chosen` are the coalitions, in the order of their table; `organisations` and `seats` are the
    counted organizations and everybody who sat on the council, each with all standings.
    """

    day: date
    year: int
    chosen: tuple[Coalition, ...]
    organisations: tuple[Membership, ...]
    seats: tuple[Membership, ...]
    ties: Ties

    def members(self, scope: str) -> tuple[Membership, ...]:
        """The organizations, or the council."""
        return self.organisations if scope == ORGANISATIONS else self.seats

    def of_scope(self, scope: str) -> tuple[Coalition, ...]:
        """The chosen coalitions that organizations, or office-holders, can belong to."""
        known = scope_coalitions(scope, self.ties)
        return tuple(c for c in self.chosen if c.id in known)

    def cell(self, one: Membership, coalition_id: str) -> Cell:
        """How a subject stands to a coalition, as it is shown."""
        found = one.standings[coalition_id]
        rows: tuple[Affiliation, ...] = ()
        if found.open:
            rows = other_dates(self.ties, coalition_id, one.subject, self.day)
        return cell(found, rows)


def bodies(atlas: Atlas, asked: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The coalitions to show for a view's `bodies`, and those of them the atlas does not know.

    Without any the usual ones are shown; they follow the order of `coalitions.csv`.
    """
    asked = tuple(asked)
    known = tuple(key for key in atlas.coalitions if key in asked)
    usual = tuple(key for key in atlas.coalitions if key in USUAL)
    return known or usual, tuple(key for key in asked if key not in atlas.coalitions)


def settled(atlas: Atlas, view: View) -> tuple[View, tuple[str, ...]]:
    """The view as the page of coalitions can show it, and the coalitions it asks for in vain.

    Its map is the one in force on its day; a ward chosen on the other map is other land and is let
    go of.
    """
    chosen, unknown = bodies(atlas, view.bodies)
    on_day = view.on_map(council_map(date.fromisoformat(view.day)))
    return on_day.with_(bodies=chosen), unknown


def counted(organisations: Iterable[Organisation], options: Options) -> tuple[Organisation, ...]:
    """Organizations the options let count."""
    return tuple(o for o in organisations if options.counts(o.kind, o.status, in_essay=o.in_essay))


def coalition_day(atlas: Atlas, day: date, chosen: Iterable[str], options: Options) -> CoalitionDay:
    """Ask everything there is to know of a day."""
    listed = organisation_subjects(day, counted(atlas.organisations.values(), options))
    seated = council_subjects(day, atlas.reference.alders)
    return CoalitionDay(
        day,
        council_map(day),
        tuple(atlas.coalitions[key] for key in chosen),
        memberships(day, listed, atlas.ties),
        memberships(day, seated, atlas.ties),
        atlas.ties,
    )


def marks_of(atlas: Atlas) -> Mapping[str, Mark]:
    """The mark of every coalition; those somebody is tied to come first."""
    tied = {a.coalition_id for a in atlas.ties.affiliations if a.subject is not None}
    everything = sorted(atlas.coalitions.values(), key=lambda c: c.id not in tied)
    free = [c.id for c in everything if c.kind != CAUCUS]
    return marks(free, [c.id for c in everything if c.kind == CAUCUS])


def cell(found: Standing, elsewhen: Sequence[Affiliation] = ()) -> Cell:
    """A standing as it is shown.

    Parameters
    ----------
    found : Standing
    elsewhen : sequence of Affiliation
        Rows that state the tie for other days, the nearest first; told where nothing is known.
    """
    if found.state == State.STATED:
        return Cell(RELATION_LOOKS[found.relation], stated_words(found), "", found.source_ids)
    if found.state == State.BETWEEN:
        before, after = (row.period.words for row in found.rows)
        words = f"stated for {before} and for {after}, not for this day"
        return Cell(BETWEEN, words, "", found.source_ids)
    if found.open:
        return open_cell(found, elsewhen)
    if found.state == State.DENIED:
        return Cell(DENIED, denied_words(found.rows[0]), "", found.source_ids)
    return Cell(LEFT_OUT, settled_words(found), "", found.source_ids)


def stated_words(found: Standing) -> str:
    """ "official affiliate (June 1, 2021)", with every doubt said."""
    row = found.rows[0]
    words = f"{RELATION_WORDS[row.relation]} ({row.period.words})"
    if row.confidence != "high":
        words += f", confidence {row.confidence}"
    if not found.sure:
        words += ", exact days not given"
    return words + (", though another source says no" if found.against else "")


def denied_words(row: Affiliation) -> str:
    """What a source denies, of one subject or of all organizations."""
    who = "" if row.subject else "of any organization, "
    return f"not {RELATION_WORDS[row.relation]}, {who}a source says ({row.period.words})"


def settled_words(found: Standing) -> str:
    """Why the answer is no."""
    if found.roster:
        return f"not on the complete list ({found.roster.period.words})"
    period = found.rows[0].period
    if found.state == State.ENDED:
        return f"ended by {date_words(period.until)}"
    return f"began later, {date_words(period.since)}"


def other_dates(
    ties: Ties, coalition_id: str, subject: Subject, day: date
) -> tuple[Affiliation, ...]:
    """Rows that state the tie for other days, the nearest in time first."""
    rows = [
        a
        for a in ties.affiliations
        if a.coalition_id == coalition_id and a.subject and a.holds and same(a.subject, subject)
    ]
    return tuple(sorted(rows, key=lambda a: distance(a, day)))


def distance(row: Affiliation, day: date) -> int:
    """Days between a row's span and a day outside it."""
    if day > row.period.last:
        return (day - row.period.last).days
    return (row.period.first - day).days


def open_cell(found: Standing, elsewhen: Sequence[Affiliation]) -> Cell:
    """Nothing settles the question for the day; what is stated for another day, or denied of all
    organizations, is said."""
    general = [denied_words(row) for row in found.rows]
    if not elsewhen:
        return Cell(UNKNOWN, "; ".join(["not stated", *general]), "", found.source_ids)
    nearest = elsewhen[0]
    said = f"{RELATION_WORDS[nearest.relation]} ({nearest.period.words})"
    words = "; ".join([f"{said}, not known on this day", *general])
    sources = tuple(dict.fromkeys((*nearest.source_ids, *found.source_ids)))
    return Cell(ELSEWHEN, words, nearest.period.since[:4], sources)


def ward_ties(of: CoalitionDay, shown: Presence) -> dict[int, tuple[Tie, ...]]:
    """Every tie of every ward to the chosen coalitions, organizations before the seat.

    Parameters
    ----------
    of : CoalitionDay
    shown : Presence
        Of the ward map of the day: it carries organizations to wards by people. Those named for a
        ward (at home there, or for a tenth of its people) are taken.
    """
    by_id = {m.subject.key: m for m in of.organisations}
    by_ward = {m.subject.seat[1]: m for m in of.seats if m.subject.seat}
    found = {}
    for ward in shown.wards:
        here = [
            (by_id[r.organisation], 1.0 if r.at_home else r.share)
            for r in ward.reaches
            if r.counted and r.is_near and r.organisation in by_id
        ]
        seat = [(by_ward[ward.ward], 1.0)] if ward.ward in by_ward else []
        found[ward.ward] = tuple(
            Tie(one.subject, c, of.cell(one, c.id), share)
            for one, share in (*here, *seat)
            for c in of.chosen
            if c.id in one.standings
        )
    return found


def best(found: Iterable[Tie]) -> Tie | None:
    """The surest of some ties, of like ones the one that stands for most people."""
    return min(found, key=lambda t: (LOOKS.index(t.cell.look), -t.share), default=None)


def is_small(tie: Tie) -> bool:
    """Whether a tie stands for less than half of a ward's people."""
    return tie.share < MOST
