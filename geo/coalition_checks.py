"""What the tables on coalitions and endorsements must agree on, with one another and the votes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from geo.cells import Fault, first_day, last_day, shown, split_ids
from geo.coalition_tables import (
    CAUCUS,
    COUNCIL,
    COUNCIL_OFFICE,
    ENDORSEMENTS,
    ESTIMATED,
    PRIMARY,
    SLATE,
)
from geo.endorsements import BallotLine, ballot_lines, outcome, race_slug
from geo.errors import Problem
from geo.schemas import Scan

Row = dict[str, str]

SAME_TIE = ("organisation_id", "person", "vintage", "ward", "coalition_id")
TIE_VALUES = ("relation", "number", "holds", "from", "to", "from_known", "to_known", "confidence")
SAME_ENDORSEMENT = ("body_id", "candidate", "office", "district", "election", "stage")
ENDORSEMENT_VALUES = ("result", "confidence")


def coalition_problems(scans: Mapping[str, Scan]) -> Iterator[Problem]:
    """Every disagreement between the tables, by file and row.

    A table that lacks columns or has a row nobody can read does not make others look wrong.
    """
    yield from _unknown_bodies(scans)
    yield from _not_in_office(scans["affiliations"], scans["alders"])
    yield from _organisations_in_caucuses(scans["affiliations"], scans["coalitions"])
    yield from _told_twice(scans["affiliations"], _tie, TIE_VALUES)
    yield from _told_twice(scans["endorsements"], _endorsement, ENDORSEMENT_VALUES)
    yield from _members_not_held(scans["rosters"], scans["affiliations"])
    yield from _slates_not_held(scans["rosters"], scans["endorsements"])
    yield from _races_not_described(scans["endorsements"], scans["offices"])
    yield from _lone_or_rival_readings(scans["readings"])


def _unknown_bodies(scans: Mapping[str, Scan]) -> Iterator[Problem]:
    endorsements = scans["endorsements"]
    homes = (scans["coalitions"], scans["organisations"])
    if any("id" in home.lacks for home in homes):
        return
    known = {name for home in homes for name in home.frame["id"]}
    for row, cells in endorsements.rows():
        name = cells["body_id"]
        if name and name not in known and not any(home.may_hold(name) for home in homes):
            what = f"{shown(name)} is neither a coalition nor an organization."
            remedy = "Correct it, or add a row to coalitions.csv or organisations.csv."
            yield endorsements.table.problem(row, Fault("body_id", what, remedy))


def _not_in_office(affiliations: Scan, alders: Scan) -> Iterator[Problem]:
    if alders.lacks or affiliations.lacks:
        return
    terms: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for _, term in alders.rows():
        terms[term["vintage"], term["ward"], term["name"]].append(term)
    for row, cells in affiliations.rows():
        seat = (cells["vintage"], cells["ward"], cells["person"])
        if all(seat) and not alders.may_hold(*seat):
            for fault in _term_faults(cells, terms.get(seat, [])):
                yield affiliations.table.problem(row, fault)


def _term_faults(cells: Row, terms: Sequence[Row]) -> Iterator[Fault]:
    seat = f"ward {cells['ward']} of the {cells['vintage']} map"
    if not terms:
        what = f"{shown(cells['person'])} is not in alders.csv for {seat}."
        yield Fault("person", what, "Write name, map and ward as there, or add the term there.")
        return
    # A year or a month may mean any day of it, so only what is certainly outside is a fault.
    start, end = last_day(cells["from"]), first_day(cells["to"])
    begun = min(first_day(term["from"]) or date.min for term in terms)
    left = max(last_day(term["to"]) or date.max for term in terms)
    if start and start < begun:
        what = f"The term in {seat} began on {begun} only."
        yield Fault("from", what, "Correct the date, or give the earlier seat a row of its own.")
    if end and end > left:
        what = f"The term in {seat} ended on {left}."
        yield Fault("to", what, "Correct the date, or give the later seat a row of its own.")


def _organisations_in_caucuses(affiliations: Scan, coalitions: Scan) -> Iterator[Problem]:
    caucuses = {cells["id"] for _, cells in coalitions.rows() if cells["kind"] == CAUCUS}
    for row, cells in affiliations.rows():
        if cells["coalition_id"] in caucuses and not cells["person"]:
            what = "Only office-holders belong to a caucus of the council."
            remedy = "Fill in person, vintage and ward, or name another coalition."
            yield affiliations.table.problem(row, Fault("person", what, remedy))


def _tie(cells: Row) -> tuple[str, ...]:
    """What two rows of one source must agree on: somebody's tie to a coalition.

    What is said of the organizations as a whole may be of several kinds: an estimate, a denial.
    """
    whole = not (cells["organisation_id"] or cells["person"])
    return (*(cells[name] for name in SAME_TIE), cells["relation"] if whole else "")


def _endorsement(cells: Row) -> tuple[str, ...]:
    return tuple(cells[name] for name in SAME_ENDORSEMENT)


def _told_twice(
    scan: Scan, same: Callable[[Row], tuple[str, ...]], values: Sequence[str]
) -> Iterator[Problem]:
    """Yield rows that draw another value for the same fact from a source already used for it."""
    if scan.lacks:
        return
    told: dict[tuple[str, ...], list[tuple[int, Row]]] = defaultdict(list)
    for row, cells in scan.rows():
        earlier = told[same(cells)]
        for first, other in earlier:
            both = set(split_ids(cells["source_ids"])) & set(split_ids(other["source_ids"]))
            apart = [name for name in values if cells[name] != other[name]]
            if both and apart:
                what = (
                    f"Row {first} tells the same from {', '.join(sorted(both))}, "
                    f"with another {', '.join(apart)}."
                )
                remedy = "One source says one thing: make one row of the two, or correct one."
                yield scan.table.problem(row, Fault(apart[0], what, remedy))
        earlier.append((row, cells))


def _members_not_held(rosters: Scan, affiliations: Scan) -> Iterator[Problem]:
    if affiliations.lacks or rosters.lacks:
        return
    ties = [c for _, c in affiliations.rows() if c["holds"] == "yes" and c["relation"] != ESTIMATED]
    for row, cells in rosters.rows():
        if cells["scope"] != SLATE and not affiliations.may_hold(cells["coalition_id"]):
            who = "person" if cells["scope"] == COUNCIL else "organisation_id"
            mine = [t for t in ties if t["coalition_id"] == cells["coalition_id"] and t[who]]
            held = len({t[who] for t in mine if _overlap(t, cells)})
            yield from _count_problems(rosters, row, cells, held, affiliations.table.file)


def _slates_not_held(rosters: Scan, endorsements: Scan) -> Iterator[Problem]:
    if endorsements.lacks or rosters.lacks:
        return
    for row, cells in rosters.rows():
        if cells["scope"] != SLATE or endorsements.may_hold(cells["coalition_id"]):
            continue
        wanted = (cells["coalition_id"], cells["from"][:4], COUNCIL_OFFICE)
        mine = [
            e
            for _, e in endorsements.rows()
            if (e["body_id"], e["election"], e["office"]) == wanted
        ]
        held = len({(e["candidate"], e["district"]) for e in mine})
        yield from _count_problems(rosters, row, cells, held, endorsements.table.file)


def _count_problems(rosters: Scan, row: int, cells: Row, held: int, file: str) -> Iterator[Problem]:
    if not cells["members"].isdecimal():
        return
    stated = int(cells["members"])
    if (cells["complete"] == "yes" and held != stated) or held > stated:
        what = f"The source states {stated}, but {file} holds {held} of that time."
        remedy = "Add or correct rows there, correct the number, or write no in complete."
        yield rosters.table.problem(row, Fault("members", what, remedy))


def _overlap(one: Row, other: Row) -> bool:
    starts, ends = first_day(one["from"]), last_day(one["to"])
    first, last = first_day(other["from"]), last_day(other["to"])
    if not (starts and ends and first and last):
        return False
    return starts <= last and first <= ends


def _races_not_described(endorsements: Scan, offices: Scan) -> Iterator[Problem]:
    if endorsements.lacks or "id" in offices.lacks:
        return
    known = set(offices.frame["id"])
    for row, cells in endorsements.rows():
        slug = race_slug(cells["office"], cells["district"])
        if cells["election"] == PRIMARY and slug not in known and not offices.may_hold(slug):
            what = f"The race {slug} is not in {offices.table.file}."
            remedy = "Correct office and district, or add a row for the race there."
            yield endorsements.table.problem(row, Fault("office", what, remedy))


def _lone_or_rival_readings(readings: Scan) -> Iterator[Problem]:
    if readings.lacks:
        return
    topics: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for row, cells in readings.rows():
        topics[cells["topic"]].append((row, cells))
    for sides in topics.values():
        if len(sides) == 1 and not readings.unread:
            what = "No other row has this topic, so nothing disagrees."
            remedy = "Write the topic exactly as in the other row, or add the other reading."
            yield readings.table.problem(sides[0][0], Fault("topic", what, remedy))
        used = [row for row, cells in sides if cells["used"] == "yes"]
        for row in used[1:]:
            what = f"Row {used[0]} is already the reading the atlas uses for this topic."
            yield readings.table.problem(row, Fault("used", what, "Write no in one of the two."))


def endorsement_faults(
    endorsements: pd.DataFrame, ballots: pd.DataFrame, whole: frozenset[str] = frozenset()
) -> list[Problem]:
    """Hold every endorsement against the votes.

    A candidate must be on a ballot of the race (compared without accents, case, initials and
    nicknames), in the stage the endorsement names, and the result must be that of the votes: won
    means the most votes in the round that decided. Chicago's votes cannot contradict the result
    of a district that runs past the city, so of the races of March 2018 only those in `whole`
    are held against them.

    Parameters
    ----------
    endorsements : DataFrame
        `endorsements.csv` as text, index the spreadsheet row, as from `read_table`.
    ballots : DataFrame
        One row per candidate: `election`, `race`, `name`, `votes`.
    whole : frozenset of str
        Races whose district lies inside Chicago.

    Returns
    -------
    list of Problem
        In the order of the table; empty if the votes agree.
    """
    lines = ballot_lines(ballots)
    found = []
    for row, cells in Scan(ENDORSEMENTS, endorsements, [], frozenset()).rows():
        fault = _vote_fault(cells, lines, whole)
        if fault:
            found.append(ENDORSEMENTS.problem(row, fault))
    return found


def _vote_fault(cells: Row, lines: Sequence[BallotLine], whole: frozenset[str]) -> Fault | None:
    race = race_slug(cells["office"], cells["district"])
    found = outcome(cells["candidate"], race, cells["election"], lines)
    where = f"the ballot of {race} in {cells['election']}"
    if not found.names:
        return Fault("office", f"There are no votes for {where}.", "Correct race or election.")
    if found.on_ballot is False:
        what = f"{shown(cells['candidate'])} is not on {where}."
        return Fault("candidate", what, f"On it are: {', '.join(found.names)}.")
    if cells["stage"] == "runoff" and not any(e.endswith("runoff") for e in found.ran_in):
        what = f"{shown(cells['candidate'])} was not in a runoff."
        return Fault("stage", what, "Write the round of the endorsement, or not stated.")
    if found.won is None or (cells["election"] == PRIMARY and race not in whole):
        return None
    result = "won" if found.won else "lost"
    if cells["result"] == result:
        return None
    what = f"By the votes of {found.decided_in} the candidate {result}."
    return Fault("result", what, f"Write {result}, or correct candidate and race.")
