"""What the page of elections says beside the map: how a race ended, who was endorsed and won."""

from __future__ import annotations

from geo.atlas import Atlas
from geo.elections import ward_of
from geo.slate_words import (
    DSA,
    ONLY_SOURCED,
    SUMMARY_HEADER,
    finding,
    overlap_lines,
    slate_sheet,
    summary_rows,
)
from geo.slates import Slate
from geo.view import View
from geo.vote_choices import Ballot
from geo.vote_figures import COUNCIL
from geo.vote_words import ward_line
from ui import downloads, notes, tables


def outcome_block(atlas: Atlas, ballot: Ballot, race: str) -> None:
    """For a race of the primary: what Chicago's votes leave out, and the known result."""
    office = atlas.offices.get(race) if ballot.election.round == "primary" else None
    if office is None:
        return
    notes.kicker("The race as a whole")
    notes.facts([("Result", office.outcome), ("Votes left out here", office.coverage)])
    notes.linked_list(
        (c.words, c.address, "")
        for c in (atlas.citations.get(s) for s in office.source_ids)
        if c is not None
    )


def ward_votes(ballot: Ballot, view: View) -> None:
    """How the chosen ward voted in the race shown, if it did."""
    if view.ward is None:
        return
    notes.kicker(f"Ward {view.ward} in this election")
    notes.text(ward_line(ballot, view.race, view.candidate, view.ward))


def endorsed_block(atlas: Atlas, view: View, ballot: Ballot) -> None:
    """Every known endorsement for the council of the election's year, held against the votes.

    Only with the council's races: every change of the map would send the tables again.
    """
    year = ballot.election.year
    slates = atlas.slates(year)
    if not slates or not (view.race == COUNCIL or ward_of(view.race)):
        return
    notes.kicker("Endorsed and won")
    title = finding(slates, atlas.bodies, year)
    notes.text(f"{title}. {ONLY_SOURCED}")
    notes.simple_table(SUMMARY_HEADER, summary_rows(slates, atlas.bodies), title)
    members = atlas.members_elected(DSA, year)
    notes.bullets(overlap_lines(slates, atlas.bodies, year, members))
    sheet = slate_sheet(slates, atlas.bodies, year)
    tables.table(sheet, title, selected=view.ward)
    taken = downloads.Takeaway("elections", title, sheet, ballot.election.sources)
    downloads.data_files(atlas, view, taken)
    sources_of(atlas, slates)


def readings_block(atlas: Atlas, view: View, ballot: Ballot) -> None:
    """Where sources disagree about the elections of a year: every reading with its sources."""
    if ballot.seats and view.race != COUNCIL:
        return
    year = ballot.election.year
    topics = {t: rs for t, rs in atlas.readings.items() if str(year) in t}
    if not topics:
        return
    notes.kicker("Where sources disagree")
    for topic, readings in topics.items():
        neither = "" if any(r.used for r in readings) else " Both are shown, none is used"
        notes.text(f"{topic}.{neither}:" if neither else f"{topic}:")
        notes.bullets(
            f"{r.reading} {cited(atlas, r.source_ids)}"
            f"{' – the reading used here.' if r.used else ''}"
            for r in readings
        )


def cited(atlas: Atlas, source_ids: tuple[str, ...]) -> str:
    """Sources in brackets."""
    known = [atlas.citations[s] for s in source_ids if s in atlas.citations]
    return f"({'; '.join(c.words for c in known)})"


def sources_of(atlas: Atlas, slates: tuple[Slate, ...]) -> None:
    """The sources of all endorsements on the page, once each."""
    ids = dict.fromkeys(
        source for slate in slates for line in slate.lines for source in line.endorsement.source_ids
    )
    known = [atlas.citations[s] for s in ids if s in atlas.citations]
    notes.text("Sources of the endorsements:")
    notes.linked_list((c.words, c.address, "") for c in known)
