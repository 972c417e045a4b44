"""Tables of the page of coalitions: by ward, as matrices, by combination and over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.atlas import Atlas
from geo.coalition_day import CoalitionDay, Tie
from geo.coalition_matrix import ELSEWHEN, TIED, UNKNOWN, Matrix, Row
from geo.coalition_sets import Bar, Line, bar_name, tied_stretches
from geo.coalition_tables import COUNCIL, ORGANISATIONS
from geo.coalition_words import seat_holder, subject_name
from geo.coalitions import Coalition, Subject
from geo.memberships import Membership
from geo.organisations import Organisation, date_words
from geo.presence import Presence
from geo.sheets import Row as SheetRow
from geo.sheets import Sheet
from geo.words import place_in_ward, side_name

NO_SIDE = "Area not stated"


def coalition_sheet(
    atlas: Atlas, of: CoalitionDay, shown: Presence, ties: Mapping[int, tuple[Tie, ...]]
) -> Sheet:
    """One row per ward of the day's map: who is there and how each stands to every coalition."""
    rows: list[SheetRow] = []
    for ward in shown.wards:
        near = [r for r in ward.reaches if r.counted and r.is_near]
        listed = "; ".join(
            f"{atlas.organisations[r.organisation].label} ({place_in_ward(r)})" for r in near
        )
        row: SheetRow = {
            "Ward": ward.ward,
            "Organizations": listed,
            "Alderperson on the day": seat_holder(of, ward.ward),
        }
        row |= {c.short: in_ward(atlas, ties[ward.ward], c) for c in of.chosen}
        rows.append({**row, "Day": of.day.isoformat(), "Ward map": of.year})
    return Sheet(f"coalitions_{of.day.isoformat()}", tuple(rows), {"Ward": "count"})


def in_ward(atlas: Atlas, ties: Iterable[Tie], coalition: Coalition) -> str:
    """How everybody in a ward stands to a coalition, by name if there are several; blank if
    nobody here could belong."""
    mine = [t for t in ties if t.coalition.id == coalition.id]
    said = [t for t in mine if t.cell.look != UNKNOWN]
    if len(mine) == 1 and said:
        return said[0].cell.words
    named = (f"{subject_name(atlas, t.subject)}: {t.cell.words}" for t in said)
    return "; ".join(named) or ("not stated" if mine else "")


def organisation_matrix(
    atlas: Atlas, of: CoalitionDay, sides: Mapping[str, str], groups: Iterable[str]
) -> Matrix:
    """Organizations by side of the city against every coalition some organization is tied to.

    Parameters
    ----------
    sides : mapping
        The side of each organization that has a place, by id.
    groups : iterable of str
        The sides in order.
    """
    columns = tied_coalitions(atlas, ORGANISATIONS)
    by_group: dict[str, list[Row]] = {g: [] for g in (*groups, NO_SIDE)}
    for one in of.organisations:
        found = atlas.organisations[one.subject.key]
        by_group[sides.get(found.id, NO_SIDE)].append(organisation_row(of, found, one, columns))
    named = ((heading(group), tuple(rows)) for group, rows in by_group.items() if rows)
    return Matrix("Organization", names_of(columns), tuple(named))


def heading(group: str) -> str:
    """A side as a heading: "On the West Side"."""
    if group == NO_SIDE:
        return group
    words = side_name(group)
    return words[:1].upper() + words[1:]


def organisation_row(
    of: CoalitionDay, found: Organisation, one: Membership, columns: Iterable[Coalition]
) -> Row:
    """One organization; its ward is that of the 2015 map, the map it was recorded on."""
    ward = dict(found.homes).get(of.year)
    where = f"ward {found.homes[0][1]} of {found.homes[0][0]}" if found.homes else "regional"
    cells = tuple(of.cell(one, c.id) for c in columns)
    return Row(found.label, where, ward, cells)


def council_matrix(atlas: Atlas, of: CoalitionDay) -> Matrix:
    """Council seats against every coalition some office-holder is tied to; only seats of which
    something is stated for this day or another."""
    columns = tied_coalitions(atlas, COUNCIL)
    rows = []
    for one in of.seats:
        cells = tuple(of.cell(one, c.id) for c in columns)
        if any(cell.look in (*TIED, ELSEWHEN) for cell in cells):
            ward = one.subject.seat[1] if one.subject.seat else None
            rows.append(Row(one.subject.key, f"ward {ward}", ward, cells))
    return Matrix("Alderperson on the day", names_of(columns), (("", tuple(rows)),))


def tied_coalitions(atlas: Atlas, scope: str) -> tuple[Coalition, ...]:
    """Coalitions some organization, or some office-holder, is stated to belong to at any time."""
    tied = {
        a.coalition_id for a in atlas.ties.affiliations if a.subject and a.subject.scope == scope
    }
    return tuple(c for c in atlas.coalitions.values() if c.id in tied)


def names_of(columns: Iterable[Coalition]) -> tuple[tuple[str, str], ...]:
    """Short and full names."""
    return tuple((c.short, c.name) for c in columns)


SETS_HEADER = ("Exactly these", "How many", "Who", "Perhaps more")


def sets_rows(
    atlas: Atlas, found: Iterable[Bar], names: Mapping[str, str]
) -> list[tuple[str, str, str, str]]:
    """Every combination with everybody in it."""
    return [
        (
            bar_name(bar, names),
            f"{len(bar.members)}",
            people(atlas, bar.members),
            people(atlas, bar.unsure) if len(bar.unsure) < len(bar.members) else "all of them",
        )
        for bar in found
    ]


def people(atlas: Atlas, subjects: Iterable[Subject]) -> str:
    """Names, seats with their ward."""
    return "; ".join(
        subject_name(atlas, s) + (f" ({s.seat[1]})" if s.seat else "") for s in subjects
    )


TIMELINE_HEADER = ("Coalition", "Who (ward)", "From", "To", "What is known")


def timeline_rows(
    found: Mapping[str, tuple[Line, ...]],
) -> list[tuple[str, str, str, str, str]]:
    """Every stretch of time on which a tie counts; `found` is by short name of the coalition."""
    return [
        (name, who, date_words(s.first.isoformat()), date_words(s.last.isoformat()), s.words)
        for name, lines in found.items()
        for who, s in tied_stretches(lines)
    ]
