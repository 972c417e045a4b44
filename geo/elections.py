"""The elections with votes by precinct: which there are, what was voted on, and who got how many.

Everything is read from tables of `data/processed` and answered as plain records or small frames.
Votes are those of Chicago's precincts; a precinct's number means nothing without the ward map of
its election.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.spelling import ordinal
from geo.wards import WARD_NUMBERS

FIRST_ROUND, RUNOFF, PRIMARY = "first", "runoff", "primary"
"""What follows the year in an election's key."""

ROUND_WORDS = {
    FIRST_ROUND: "first round",
    RUNOFF: "runoff",
    PRIMARY: "Democratic primary, Chicago precincts only",
}

NO_TURNOUT = (
    "Registered voters and ballots cast by precinct are not at hand for this election: the share "
    "of registered voters who took part is unknown."
)


@dataclass(frozen=True)
class Election:
    """One day of voting.

    `vintage` is the ward map its precincts nest in; `results` and `turnout` are ids of
    `data/sources.toml`, `turnout` blank where there is no count of ballots. `missing` says in
    whole sentences what the figures leave out; blank if nothing.
    """

    key: str
    day: date
    vintage: int
    results: str
    turnout: str = ""
    missing: str = ""

    @property
    def year(self) -> int:
        """Year of the election."""
        return self.day.year

    @property
    def round(self) -> str:
        """ "first", "runoff" or "primary"."""
        return self.key.split("-")[1]

    @property
    def date_words(self) -> str:
        """ "February 26, 2019"."""
        return f"{self.day:%B} {self.day.day}, {self.year}"

    @property
    def label(self) -> str:
        """ "February 26, 2019 · first round"."""
        return f"{self.date_words} · {ROUND_WORDS[self.round]}"

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of its figures."""
        return tuple(s for s in (self.results, self.turnout) if s)


ELECTIONS: tuple[Election, ...] = (
    Election(
        "2015-first",
        date(2015, 2, 24),
        2015,
        "precinct_results_2015_02_24",
        "turnout_2015_02_24",
    ),
    Election("2015-runoff", date(2015, 4, 7), 2015, "precinct_results_2015_04_07", "", NO_TURNOUT),
    Election(
        "2018-primary",
        date(2018, 3, 20),
        2015,
        "precinct_results_2018_03_20",
        "",
        "Seven races of the Democratic primary, and of those the precincts in Chicago only: the "
        f"districts and the county go on outside the city, where others voted too. {NO_TURNOUT}",
    ),
    Election(
        "2019-first",
        date(2019, 2, 26),
        2015,
        "precinct_results_2019_02_26",
        "turnout_2019_02_26",
        "The race for mayor is left out: the copy of the results holds only half of its "
        "candidates. In 126 precincts the results hold more votes for the council seat than the "
        "count of ballots has ballots, by 20 at most.",
    ),
    Election("2019-runoff", date(2019, 4, 2), 2015, "precinct_results_2019_04_02", "", NO_TURNOUT),
    Election(
        "2023-first",
        date(2023, 2, 28),
        2023,
        "precinct_results_2023_02_28",
        "turnout_2023_02_28",
    ),
    Election("2023-runoff", date(2023, 4, 4), 2023, "precinct_results_2023_04_04", "", NO_TURNOUT),
)
"""Every election, in the order of `geo.view.ELECTION_KEYS`."""

COUNCIL_YEARS = tuple(e.year for e in ELECTIONS if e.round == FIRST_ROUND)
"""Years the whole City Council was elected."""


def election(key: str) -> Election:
    """The election of that key (KeyError if there is none)."""
    return {e.key: e for e in ELECTIONS}[key]


@dataclass(frozen=True)
class Office:
    """A kind of race.

    `key` begins the slug of its races, `printed` is how the Board of Election Commissioners
    writes them (a pattern; its group is the number of the district), `label` how the atlas does.
    `body` is what `districts_2018.geojson` calls the body the seat is in, blank for others.
    """

    key: str
    printed: str
    label: str
    body: str = ""


_NUMBER = r"(\d{1,3})(?:st|nd|rd|th)"
COUNCIL = "ward"
MAYOR = "mayor"

OFFICES: tuple[Office, ...] = (
    Office(MAYOR, "Mayor", "Mayor"),
    Office("assessor", "Assessor, Cook County", "Cook County Assessor"),
    Office(
        "us-house",
        rf"U\.S\. Representative, {_NUMBER} District",
        "{nth} Illinois Congressional District",
        "US House",
    ),
    Office(
        "state-house",
        rf"State Representative, {_NUMBER} District",
        "{nth} Illinois House District",
        "Illinois House",
    ),
    Office(
        "county-board",
        rf"Commissioner, County Board {_NUMBER} District",
        "Cook County Board, {nth} District",
        "Cook County Board",
    ),
    Office(COUNCIL, rf"Alder(?:man|person) {_NUMBER} Ward", "Ward {number} council seat"),
)
"""Every kind of race, in the order they are offered."""

BODIES = {o.body: o.key for o in OFFICES if o.body}
"""Office key by the body its districts belong to."""


@dataclass(frozen=True)
class Race:
    """One seat or office voted on in one election.

    `race` is its slug ("ward-33"), `office` the key of its kind, `district` the number of the
    ward or district, None for an office of the whole city or county.
    """

    election: str
    race: str
    label: str
    office: str
    district: int | None


def race_slug(office: str, district: int | None) -> str:
    """ "mayor", "ward-33", "state-house-4"."""
    return office if district is None else f"{office}-{district}"


def race_of(election_key: str, slug: str) -> Race:
    """A race from its slug (KeyError if no office has such a slug).

    >>> race_of("2018-primary", "state-house-4").label
    '4th Illinois House District'
    """
    found = re.fullmatch(r"([a-z-]+?)(?:-(\d{1,3}))?", slug)
    office = {o.key: o for o in OFFICES}[found[1] if found else slug]
    number = int(found[2]) if found and found[2] else None
    if (number is None) == ("{" in office.label):
        raise KeyError(slug)
    words = "" if number is None else ordinal(number)
    label = office.label.format(number=number, nth=words)
    return Race(election_key, slug, label, office.key, number)


def slug_of_printed(printed: str) -> str:
    """The slug of a race as the Board prints it; blank if it is none we know.

    >>> slug_of_printed("Alderperson 33rd Ward")
    'ward-33'
    """
    for office in OFFICES:
        if found := re.fullmatch(office.printed, printed):
            return race_slug(office.key, int(found[1]) if found.groups() else None)
    return ""


def ward_of(race: str) -> int | None:
    """The ward whose council seat a race is for; None for other races."""
    found = re.fullmatch(rf"{COUNCIL}-(\d+)", race)
    return int(found[1]) if found else None


PRIMARY_RACES = (
    "assessor",
    "county-board-1",
    "county-board-7",
    "state-house-1",
    "state-house-4",
    "us-house-3",
    "us-house-4",
)
"""The races of March 2018 the atlas holds."""


def needed_races(one: Election) -> tuple[str, ...]:
    """Races the results of an election must have; a runoff is held only where one is needed."""
    if one.round == FIRST_ROUND:
        return tuple(race_slug(COUNCIL, ward) for ward in WARD_NUMBERS)
    return PRIMARY_RACES if one.round == PRIMARY else (MAYOR,)


@dataclass(frozen=True)
class Candidate:
    """A candidate of one race: `key` is unique in the race, `share` is of the race's votes."""

    key: str
    name: str
    votes: int
    share: float
    write_in: bool


def candidates(ballots: pd.DataFrame, election_key: str, race: str) -> tuple[Candidate, ...]:
    """Candidates of a race, most votes first; of equal votes by name. Empty if no such race."""
    mine = ballots[(ballots["election"] == election_key) & (ballots["race"] == race)]
    ordered = mine.sort_values(["votes", "name"], ascending=[False, True])
    rows = zip(*(ordered[c] for c in ("candidate", "name", "votes", "share")), strict=True)
    write_ins = ordered["write_in"] == "yes"
    return tuple(
        Candidate(str(key), str(name), int(votes), float(share), bool(write_in))
        for (key, name, votes, share), write_in in zip(rows, write_ins, strict=True)
    )
