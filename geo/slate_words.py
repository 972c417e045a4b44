"""Endorsed and won: every body's council candidates of a year held against the votes, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.on_ballot import Body
from geo.sheets import Row, Sheet
from geo.slates import SharedWinners, Slate, SlateLine, shared_winners

DECIMALS = 4

SUMMARY_HEADER = ("Endorsed by", "Candidates found", "Won", "A source states")


ONLY_SOURCED = (
    "Only endorsements with a source are listed; a name that is not here was not found, which is "
    "not to say that it was not endorsed."
)


def summary_rows(slates: Sequence[Slate], names: Mapping[str, Body]) -> list[tuple[str, ...]]:
    """One row per body: candidates found, winners by the votes, and what a source states."""
    return [(names[s.body_id].name, str(s.endorsed), str(s.won), stated(s)) for s in slates]


def stated(slate: Slate) -> str:
    """ "9 of 15", "18 in all"; a dash where no source gives a number."""
    roster = slate.roster
    if roster is None or (roster.members is None and roster.winners is None):
        return "–"
    if roster.winners is None:
        return f"{roster.members} in all"
    if roster.members is None:
        return f"{roster.winners} won"
    return f"{roster.winners} of {roster.members} won"


def finding(slates: Sequence[Slate], names: Mapping[str, Body], year: int) -> str:
    """The largest slate in one sentence."""
    largest = max(slates, key=lambda s: s.endorsed)
    return (
        f"{year}: {largest.won} of the {largest.endorsed} council candidates known to be endorsed "
        f"by {names[largest.body_id].name} won"
    )


def overlap_lines(
    slates: Sequence[Slate], names: Mapping[str, Body], year: int, members: Sequence[int]
) -> list[str]:
    """What the lists share and leave open: winners of two bodies beside the essay's count, members
    of Chicago DSA among the winners, and where a source states more than was found.

    `members` are the wards whose winner was a member when the council was seated.
    """
    lines = [
        shared_line(slate, claim, names) for slate in slates for claim in shared_winners(slate)
    ]
    if members:
        wards = ", ".join(map(str, members))
        lines.append(
            f"{len(members)} of those elected were members of {names[DSA].name} when the council "
            f"was seated (wards {wards}); being a member is not the same as being endorsed."
        )
    return [*lines, *(f"{names[s.body_id].name}: {gap}" for s in slates for gap in s.gaps)]


DSA = "chicago-dsa"


def shared_line(slate: Slate, claim: SharedWinners, names: Mapping[str, Body]) -> str:
    """Winners two bodies share by the lists found, beside the number the 2021 essay gives."""
    both = slate.shared(claim.body_id)
    wards = ", ".join(str(line.endorsement.district) for line in both)
    agree = "as" if claim.found == claim.stated else "while"
    number = "" if claim.found == claim.stated else f" {claim.stated}"
    return (
        f"{names[slate.body_id].name} and {names[claim.body_id].name} share {claim.found} winners "
        f"by the lists found (wards {wards}), {agree} the 2021 essay counts{number}."
    )


def slate_sheet(slates: Sequence[Slate], names: Mapping[str, Body], year: int) -> Sheet:
    """One row per candidate endorsed by anybody, by ward: who endorsed, how it ended.

    A candidate of several bodies is one row.
    """
    found: dict[tuple[int, str], list[tuple[str, SlateLine]]] = {}
    for slate in slates:
        for line in slate.lines:
            key = (line.endorsement.district or 0, line.endorsement.candidate)
            found.setdefault(key, []).append((slate.body_id, line))
    rows = tuple(slate_row(found[key], names) for key in sorted(found))
    kinds = {"Ward": "count", "Share, own last round": "share", "Votes, own last round": "count"}
    return Sheet(f"endorsed_{year}", rows, kinds)


def slate_row(mine: Sequence[tuple[str, SlateLine]], names: Mapping[str, Body]) -> Row:
    """One candidate of the table."""
    line = mine[0][1]
    one, end = line.endorsement, line.outcome
    share = None
    if end.votes is not None and end.total:
        share = round(end.votes / end.total, DECIMALS)
    return {
        "Ward": one.district,
        "Candidate": one.candidate,
        "Endorsed by": ", ".join(f"{names[body].short}{doubt(each)}" for body, each in mine),
        "Result": ending(line),
        "Share, own last round": share,
        "Votes, own last round": end.votes,
        "Notes": " ".join(
            f"{names[body].short}: {e.endorsement.note}" for body, e in mine if e.endorsement.note
        ),
    }


def doubt(line: SlateLine) -> str:
    """How sure the endorsement is, where it is not, and for which round it was given."""
    one = line.endorsement
    marks = [f"{one.confidence} confidence"] if one.confidence == "low" else []
    marks += ["for the runoff"] if one.stage == "runoff" else []
    return f" ({', '.join(marks)})" if marks else ""


def ending(line: SlateLine) -> str:
    """ "won", "won in the runoff", "lost in the first round"."""
    end = line.outcome
    runoff = end.decided_in.endswith("runoff")
    if line.won:
        return "won in the runoff" if runoff else "won"
    stayed = end.ran_in[-1:] == (end.decided_in,)
    return "lost in the runoff" if runoff and stayed else "lost in the first round"
