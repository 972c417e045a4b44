"""A view: every setting a reader can choose, with what each may be. A page shows one view.

`geo.links` writes and reads the link that restores it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from geo.analysis.coverage import Rule
from geo.measures import USUAL
from geo.presence import DEFAULT_STATUSES, Options

MAX_SHOWN = 30
"""Characters of a bad value repeated in a notice."""

MAX_FIND = 80
"""Characters of a search."""

ANY_SIDE = ""
"""No side filter."""

COLOR_MODES = ("one", "presence", "two", "group")
"""What a demographic map colors: one indicator; it and presence; it and a second indicator; the
largest group of people."""

MAJORITY_KEYS = ("majority", "plurality", "forty")
"""When a group is said to lead a ward: over half; the largest; two fifths or more."""

MAX_BREAKS = 60
"""Characters of a reader's own class breaks."""

ELECTION_KEYS = (
    "2015-first",
    "2015-runoff",
    "2018-primary",
    "2019-first",
    "2019-runoff",
    "2023-first",
    "2023-runoff",
)
"""Elections with votes by precinct: "first" is the first round of a city election, in February."""

AREAS = ("wards", "precincts")
"""What a map of votes draws."""

MAX_LIST = 2500
"""Characters of a typed list of wards or names: all fifty alderpersons with titles take 1,500."""

MAX_BODIES = 12
"""Coalitions that can be chosen at once."""

FIRST_DAY, LAST_DAY = date(2015, 5, 18), date(2026, 11, 23)
"""Days the coalitions can be shown for: from the first council on the 2015 map to the day of the
data release (a contract test compares)."""

CONTIGUITIES = ("queen", "rook")
"""When two wards are neighbors: where they touch at all, or across a border only."""

TESTED = ("presence", "list", "indicator")
"""What clusters: wards with an organization, the wards of list A, or an indicator."""

SHUFFLES = ("city", "side")
"""Where chance may put an organization: anywhere, or within the side of the city it is on."""

GOALS = ("most", "ninety", "all")
"""What new organizations are chosen for: to reach the most with k of them; to reach nine in ten,
or everybody, with the fewest."""

MAX_NEW = 10
"""New organizations at most; more would be no plan."""

PLANS = ("a", "b")

MAX_NAME = 60
"""Characters of a plan's name."""

MAX_WEIGHTS = 8
"""Parts of a weighted mix at most."""

FIRST_EVIDENCE = 1980
"""Earliest year of evidence a reader can ask for; the oldest in the directory is of 1982."""

SCHEME_KEYS = ("nine", "five", "essay")
"""Side schemes; `side_schemes.csv` holds exactly these (a contract test compares)."""


@dataclass(frozen=True)
class View:
    """Settings of a page. Field names are the names in a link, so they never change meaning."""

    map: int = 2015
    scheme: str = "five"
    side: str = ANY_SIDE
    regional: bool = True
    outside: bool = False
    status: tuple[str, ...] = DEFAULT_STATUSES
    outlines: bool = True
    labels: bool = True
    streets: bool = False
    ward: int | None = None
    find: str = ""
    org: str = ""
    indicator: str = "black_share"
    second: str = "poverty_share"
    colors: str = "one"
    classing: str = "quantile"
    classes: int = 5
    breaks: str = ""
    palette: str = ""
    rings: bool = True
    doubt: bool = True
    picked: tuple[int, ...] = ()
    majority: str = "majority"
    day: str = "2021-06-01"
    bodies: tuple[str, ...] = ()
    list_a: str = ""
    list_b: str = ""
    election: str = "2019-first"
    race: str = ""
    candidate: str = ""
    area: str = "wards"
    cover: str = "ward"
    beside: bool = False
    since: int | None = None
    within: str = ""
    sure: str = "all"
    who: str = USUAL
    mix: str = ""
    contiguity: str = "queen"
    tested: str = "presence"
    shuffle: str = "city"
    k: int = 3
    goal: str = "most"
    must: tuple[int, ...] = ()
    never: tuple[int, ...] = ()
    each_side: bool = False
    margin: str = ""
    turnout: str = ""
    weights: str = ""
    chosen: tuple[int, ...] = ()
    plan: str = "a"
    plan_a: tuple[int, ...] = ()
    plan_b: tuple[int, ...] = ()
    name_a: str = ""
    name_b: str = ""
    document: str = ""
    topic: str = ""
    verdict: str = ""
    claim: str = ""
    colors_own: str = ""

    @property
    def options(self) -> Options:
        """The part that decides which organizations count."""
        return Options(regional=self.regional, outside=self.outside, statuses=self.status)

    @property
    def rule(self) -> Rule:
        """The part that decides what covers a ward."""
        return Rule(cover=self.cover, beside=self.beside, since=self.since, within=self.within)

    def on_map(self, year: int) -> View:
        """This view on a page that shows one ward map only.

        A ward chosen on another map is other land, even with the same number: it is let go of.
        """
        return replace(self, map=year, ward=self.ward if self.map == year else None)

    def with_(self, **changes: Any) -> View:
        """A copy with some settings changed; what belonged to a changed one goes with it."""
        changed = {name for name, value in changes.items() if getattr(self, name) != value}
        gone = {name for of, names in BELONGS.items() if of in changed for name in names}
        if "indicator" in changed and self.classing == "own":
            gone.add("classing")
        let_go = {name: getattr(View, name) for name in gone}
        return replace(self, **{**let_go, **changes})


QUESTION = (
    *("who", "mix", "k", "goal", "must", "never", "each_side", "margin", "turnout"),
    *("outside", "status", "cover", "since", "within", "sure"),
)
"""Fields that ask where new organizations should go: another question has other best choices."""

BELONGS = {
    **dict.fromkeys(QUESTION, ("chosen",)),
    "scheme": ("side",),
    "indicator": ("breaks", "palette", "picked"),
    "map": ("picked", "chosen", "must", "never", "plan_a", "plan_b"),
    "election": ("race", "candidate"),
    "race": ("candidate",),
    "document": ("claim",),
    "topic": ("claim",),
    "verdict": ("claim",),
}
"""Fields that mean something for one value of another field only."""


def cleared_words(before: View, after: View) -> tuple[str, ...]:
    """What a reader is told when a change of the ward map lets plans go."""
    had = [n for n in PLANS if getattr(before, f"plan_{n}") and not getattr(after, f"plan_{n}")]
    if before.map == after.map or not had:
        return ()
    what = "Plans A and B are" if len(had) > 1 else f"Plan {had[0].upper()} is"
    return (
        f"{what} cleared: ward numbers of the {before.map} map are other land on the {after.map} "
        f"map. Your browser’s Back button brings {'them' if len(had) > 1 else 'it'} back.",
    )
