"""The state's committee registry in words: for the directory and the page of methods."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from geo.committee_matches import Link, Registry, Suggestion
from geo.committees import Committee
from geo.organisations import Organisation, date_words
from geo.sheets import Sheet
from geo.sources import source

SOURCE = "committees"
"""Id of the state's list in the register of sources."""

COMMAND = "python -m geo.pipeline fetch committees"

NOT_AT_HAND = (
    "The registry is not in this copy of the atlas: no copy of the State Board’s list could be had "
    "when the atlas was built. That no committee is shown here says nothing about whether an "
    "organization has one. Whoever runs the atlas can fetch the list with one command; only "
    "number, name, status, dates, party mark and purpose of committees that may concern the "
    "directory are kept, and nobody’s address."
)

ESSAY = (
    "The 2021 essay searched Illinois Sunshine, a site that shows the Board’s records. It reports "
    "11 committees named “Independent Political Organization” or “IPO”, 4 of them inactive; 2 of "
    "the inactive marked as Democratic, one of which became active again in 2018 under the same "
    "name without that mark. Of the active it says half were founded in 2020 and half from 2017 to "
    "2019. Quoted, not counted here: 11 less 4 are 7, which do not part into halves. The essay "
    "adds that an organization can work without a committee, or under a name without “IPO”."
)

TO_DECIDE = (
    "Found by name or ward number only, in a list of all Illinois, so a person has to decide. If a "
    "committee is theirs, add the row below it to data/reference/committee_links.csv, with what "
    "shows it; if not, write “rejected” in place of “confirmed”."
)

ACTIVE_WORDS = {"yes": "active", "no": "not active", "": "not known: its mark was not understood"}


def origin_words(registry: Registry) -> str:
    """Publisher and day of the list, for the foot of the block."""
    day = date_words(registry.fetched)
    return f"{source(SOURCE).publisher}, as downloaded on {day}; only a part of it is kept"


def committee_facts(committee: Committee) -> tuple[tuple[str, str], ...]:
    """Everything kept of one committee, as (name, value)."""
    since = f" since {date_words(committee.status_date)}" if committee.status_date else ""
    status = f"{ACTIVE_WORDS[committee.active]}{since}"
    return (
        ("Registered as", committee.name),
        ("Number", committee.id),
        ("Status", f"{status} (list of {date_words(committee.fetched)})"),
        ("Registered on", date_words(committee.created) or "not given"),
        ("Party mark", committee.party or "not given here"),
        ("Purpose", committee.purpose or "not given here"),
    )


def standing_words(registry: Registry, organisation: Organisation) -> str:
    """What stands first in the block: how many are confirmed, or that none is and what it means."""
    number = len(registry.of(organisation.id).confirmed)
    if number:
        subject = "1 committee is" if number == 1 else f"{number} committees are"
        return f"{subject} confirmed as this organization’s."
    return (
        "No committee is confirmed for it. It may have one under another name, or none: below "
        "a threshold of money raised or spent nobody has to register."
    )


def more_words(hidden: int) -> str:
    """How many suggestions stand in the table only."""
    return f"{hidden} more {'is' if hidden == 1 else 'are'} in the table below."


def rejected_words(link: Link, committee: Committee | None) -> str:
    """A committee a person looked at and found not to be the organization's."""
    name = f"{committee.name}, no. {committee.id}" if committee else f"No. {link.committee_id}"
    return f"{name}: {link.note}" if link.note else name


def confirmed_facts(link: Link, committee: Committee) -> tuple[tuple[str, str], ...]:
    """A confirmed committee with what shows that it is the organization's."""
    shows = (("Shown by", link.note),) if link.note else ()
    return (*committee_facts(committee), *shows)


def row_to_add(organisation_id: str, suggestion: Suggestion) -> str:
    """The line of `committee_links.csv` that would confirm a suggestion, quoted as CSV."""
    out = io.StringIO()
    note = f"{suggestion.reason[:1].upper()}{suggestion.reason[1:]}."
    cells = (organisation_id, suggestion.committee.id, "confirmed", note, "")
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def committee_sheet(registry: Registry, organisations: Mapping[str, Organisation]) -> Sheet:
    """Every committee kept: one row for each organization it is, or may be, the committee of.

    A committee nobody is matched with has one row with a blank organization.
    """
    rows = tuple(
        {
            "Number": committee.id,
            "Committee": committee.name,
            "Active": committee.active or "not understood",
            "Status since": committee.status_date,
            "Registered": committee.created,
            "Party mark": committee.party,
            "Organization": organisations[owner].label if owner else "",
            "Match": match,
            "Purpose": committee.purpose,
            "List downloaded": committee.fetched,
        }
        for committee in registry.committees.values()
        for owner, match in _matches(registry, committee) or [("", "")]
    )
    days = dict.fromkeys(("Status since", "Registered", "List downloaded"), "day")
    return Sheet("committees", rows, days, tuple(rows[0]) if rows else ())


def _matches(registry: Registry, committee: Committee) -> list[tuple[str, str]]:
    """Organization ids a committee is matched with, and how."""
    return [
        pair
        for owner, standing in registry.standings.items()
        for pair in (
            *((owner, "confirmed") for link, _ in standing.confirmed if _is(link, committee)),
            *(
                (owner, f"suggested: {one.reason}")
                for one in standing.suggested
                if one.committee.id == committee.id
            ),
        )
    ]


def _is(link: Link, committee: Committee) -> bool:
    return link.committee_id == committee.id


def sheet_alt(registry: Registry) -> str:
    """What the table holds, with the numbers in it."""
    everyone = registry.committees.values()
    active = sum(c.active == "yes" for c in everyone)
    confirmed = sum(len(s.confirmed) for s in registry.standings.values())
    return (
        f"{len(everyone)} committees kept from the State Board’s list of "
        f"{date_words(registry.fetched)}: {active} active, {confirmed} confirmed as an "
        "organization’s. The others only may concern the directory, by their names."
    )


Part = tuple[
    str, tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...], tuple[tuple[str, str, str]]
]


def committee_part(registry: Registry) -> Part:
    """The section on the registry of the page of methods: title, paragraphs, links."""
    one = source(SOURCE)
    where = (f"{one.title}, {one.publisher}", one.landing, f"{one.dataset}; {one.licence}")
    return "The state’s committee registry", tuple(_paragraphs(registry)), (), (), (where,)


def _paragraphs(registry: Registry) -> Iterator[str]:
    yield (
        "An organization that raises or spends more than a few thousand dollars registers a "
        "committee with the Illinois State Board of Elections. The Board publishes them all in one "
        "file, with the addresses given. The atlas reads it line by line and keeps number, name, "
        "status, dates, party mark and purpose of committees whose name says independent "
        "political or precinct organization, IPO, a ward with its number, working families, "
        "neighbors united or for justice, or holds a name of the directory. The file itself is "
        "not kept."
    )
    yield (
        "A row that does not fit its header is left out and named, and so is a text that looks "
        "like an address or a telephone number. Matches by name or ward number are suggestions; "
        "a committee is an organization’s only where a person has confirmed it in a table of its "
        "own. Being registered is a porous sign: an organization can work without a committee."
    )
    if not registry.at_hand:
        yield (
            "No copy of the file could be had when the atlas was built, so no committee is shown. "
            "The reader was tested only on rows written in the documented format, not on the real "
            "file."
        )
    else:
        yield (
            f"{sheet_alt(registry)} The reader was tested only on rows written in the documented "
            "format before the first download."
        )
