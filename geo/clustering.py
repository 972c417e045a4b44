"""What the page of clusters asks and what it gets: one question, everything worked out for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from geo.analysis.autocorrelation import (
    Graph,
    JoinCounts,
    Strata,
    graph,
    is_fixed,
    join_counts,
    nearby,
)
from geo.analysis.cluster_checks import Added, LeftOut, leave_one_out, unknown_wards
from geo.analysis.coverage import ALL, COVERS, LEVELS, Rule
from geo.analysis.local_clusters import LocalJoins, local_joins
from geo.analysis.moran import LocalMoran, Moran, local_moran, moran, without_each
from geo.atlas import Atlas
from geo.contiguity import borders
from geo.demographics import WardValues
from geo.presence import Options, Presence
from geo.reference_tables import SIDES
from geo.sides import Scheme, ward_sides
from geo.view import SHUFFLES, TESTED, View
from geo.wards import WARD_NUMBERS, vintages

PRESENCE, LIST, INDICATOR = TESTED
CITY, SIDE = SHUFFLES

USUAL_SCHEME = "five"
"""Sides within which the published results are shuffled."""

FAR_SOUTH = ("Far Southeast", "Far Southwest")
"""Of the City's nine sides: where the directory lists fewest organizations, and where one that
nobody listed would weigh most against a finding."""

NOBODY, ONE, EVERYBODY, FIXED, UNKNOWN, ALIKE = (
    "nobody",
    "one",
    "everybody",
    "fixed",
    "unknown",
    "alike",
)
"""Why there is nothing to test: no ward of the kind, a single one, every ward; shuffling within
sides moves nothing; a ward's figure is not known; all figures are alike."""


@dataclass(frozen=True)
class Question:
    """What is tested, on which map, and what chance may do.

    Parts that do not matter for what is tested hold their usual value, so that equal questions are
    equal. `listed` are the wards of a list.
    """

    vintage: int = 2015
    contiguity: str = "queen"
    shuffle: str = CITY
    scheme: str = USUAL_SCHEME
    tested: str = PRESENCE
    cover: str = "ward"
    sure: str = ALL
    since: int | None = None
    within: str = ""
    outside: bool = False
    status: tuple[str, ...] = Options().statuses
    listed: tuple[int, ...] = ()
    indicator: str = ""

    @property
    def options(self) -> Options:
        """Which organizations count; the rule of coverage decides on regional ones."""
        return Options(outside=self.outside, statuses=self.status)

    @property
    def rule(self) -> Rule:
        """What makes a ward organized."""
        return Rule(cover=self.cover, since=self.since, within=self.within)

    @property
    def key(self) -> Key | None:
        """Its place among the published results; None if it is not one of them."""
        usual = Question(
            self.vintage, self.contiguity, self.shuffle, cover=self.cover, sure=self.sure
        )
        if self != usual:
            return None
        return (self.vintage, self.contiguity, self.cover, self.sure, self.shuffle)


Key = tuple[int, str, str, str, str]
"""Ward map, contiguity, what covers a ward, how sure, and where chance may put it."""


def question(view: View, listed: tuple[int, ...]) -> Question:
    """The question a view asks.

    Parameters
    ----------
    listed : tuple of int
        Wards of list A as read on the view's map.
    """
    found = Question(view.map, view.contiguity, view.shuffle, tested=view.tested)
    if view.shuffle == SIDE:
        found = replace(found, scheme=view.scheme)
    if view.tested == LIST:
        return replace(found, listed=listed)
    if view.tested == INDICATOR:
        return replace(found, indicator=view.indicator)
    return replace(
        found,
        cover=view.cover,
        sure=view.sure,
        since=view.since,
        within=view.within,
        outside=view.outside,
        status=view.status,
    )


def published_questions() -> tuple[Question, ...]:
    """Every question whose answer is worked out at build, in the order of the file."""
    return tuple(
        Question(v.year, contiguity, shuffle, cover=cover, sure=level)
        for v in vintages()
        for contiguity in ("queen", "rook")
        for cover in COVERS
        for level in LEVELS
        for shuffle in SHUFFLES
    )


@dataclass(frozen=True)
class Joined:
    """Everything about wards of a kind: organized ones, or those of a list.

    `why` says why nothing can be tested, blank if it can. `other` is the same with the other
    shuffle; `scopes` the same for every way to count (none for a list), in the order of
    `scope_questions`; `maps` the same on both maps with both shuffles.
    """

    question: Question
    why: str
    main: JoinCounts
    other: JoinCounts
    local: tuple[LocalJoins, ...]
    left_out: tuple[LeftOut, ...]
    added: tuple[Added, ...]
    scopes: tuple[tuple[Question, JoinCounts], ...]
    maps: tuple[tuple[Question, JoinCounts], ...]
    ground: Ground


@dataclass(frozen=True)
class Alike:
    """Everything about a figure of every ward; nothing is worked out if `why` is not blank."""

    question: Question
    why: str
    values: WardValues
    main: Moran | None
    other: Moran | None
    local: tuple[LocalMoran, ...]
    without: tuple[tuple[int, float], ...]
    ground: Ground


@dataclass(frozen=True, eq=False)
class Ground:
    """The map under a question: its graph, the groups of both shuffles, and remarks on it.

    `corners` counts pairs that meet at a corner only, `shortest_m` is the shortest border.
    """

    graph: Graph
    city: Strata
    sides: Strata
    corners: int
    shortest_m: int

    def strata(self, shuffle: str) -> Strata:
        """The groups of a shuffle."""
        return self.sides if shuffle == SIDE else self.city


@dataclass(frozen=True, eq=False)
class Clusters:
    """Answers questions from the atlas.

    `published` holds the results worked out at build that still hold (none if a hand-kept table
    was edited since), `shown` gives the presence on a map under some options.
    """

    atlas: Atlas
    published: Mapping[Key, JoinCounts]
    shown: Callable[[int, Options], Presence]

    def ground(self, asked: Question) -> Ground:
        """The map under a question."""
        table = self.atlas.tables["neighbours"]
        found = borders(table, asked.vintage)
        mine = table[(table["vintage"] == asked.vintage) & (table["border_m"] > 0)]
        sides = self.atlas.ward_sides(asked.vintage, asked.scheme)
        return Ground(
            graph(nearby(found, asked.contiguity)),
            ("",) * len(WARD_NUMBERS),
            tuple(sides[ward].main for ward in WARD_NUMBERS),
            sum(map(len, found.corner.values())) // 2,
            int(mine["border_m"].min()),
        )

    def wards(self, asked: Question) -> frozenset[int]:
        """Wards of the kind that is tested."""
        if asked.tested == LIST:
            return frozenset(asked.listed)
        border = borders(self.atlas.tables["neighbours"], asked.vintage).border
        shown = self.shown(asked.vintage, asked.options)
        return self.atlas.coverage(shown, border, asked.rule).organised(asked.sure)

    def joins(self, asked: Question) -> JoinCounts:
        """Join counts with their shuffles, from the published results where they are there."""
        key = asked.key
        if key is not None and key in self.published:
            return self.published[key]
        ground = self.ground(asked)
        return join_counts(ground.graph, self.wards(asked), ground.strata(asked.shuffle))

    def local(self, asked: Question) -> tuple[LocalJoins, ...]:
        """Local join counts of every ward."""
        ground = self.ground(asked)
        return local_joins(ground.graph, self.wards(asked), ground.strata(asked.shuffle))

    def answer(self, asked: Question) -> Joined | Alike:
        """Everything about a question."""
        return self.alike(asked) if asked.tested == INDICATOR else self.joined(asked)

    def joined(self, asked: Question) -> Joined:
        """Everything about wards of a kind."""
        ground, wards = self.ground(asked), self.wards(asked)
        strata = ground.strata(asked.shuffle)
        listed = asked.tested == LIST
        why = why_not(ground.graph, wards, strata)
        return Joined(
            asked,
            why,
            self.joins(asked),
            self.joins(other_shuffle(asked)),
            local_joins(ground.graph, wards, strata),
            () if why else leave_one_out(ground.graph, wards, strata),
            () if why or listed else self.added(asked, ground, wards),
            () if listed else tuple((q, self.joins(q)) for q in scope_questions(asked)),
            tuple((q, self.joins(q)) for q in map_questions(asked)),
            ground,
        )

    def added(self, asked: Question, ground: Ground, wards: frozenset[int]) -> tuple[Added, ...]:
        """The finding with organizations on the far South Side that nobody listed."""
        sides = self.atlas.tables["ward_sides"]
        nine = Scheme("", "", {side: side for side in SIDES}, ())
        found = ward_sides(sides, nine, asked.vintage)
        far = [ward for ward, side in found.items() if side.main in FAR_SOUTH]
        return unknown_wards(ground.graph, wards, ground.strata(asked.shuffle), far)

    def alike(self, asked: Question) -> Alike:
        """Everything about a figure."""
        ground, values = self.ground(asked), self.atlas.values(asked.vintage, asked.indicator)
        known = [value for value in values.values if value is not None]
        if len(known) < len(values.values):
            return Alike(asked, UNKNOWN, values, None, None, (), (), ground)
        if len(set(known)) == 1:
            return Alike(asked, ALIKE, values, None, None, (), (), ground)
        strata, other = (ground.strata(s) for s in (asked.shuffle, other_shuffle(asked).shuffle))
        return Alike(
            asked,
            "",
            values,
            moran(ground.graph, known, strata),
            moran(ground.graph, known, other),
            local_moran(ground.graph, known, strata),
            without_each(ground.graph, known),
            ground,
        )


def why_not(of: Graph, wards: frozenset[int], strata: Strata) -> str:
    """Why these wards cannot be tested; blank if they can."""
    if len(wards) <= 1:
        return ONE if wards else NOBODY
    if len(wards) == len(of.wards):
        return EVERYBODY
    return FIXED if is_fixed(of.flags(wards), strata) else ""


def with_shuffle(asked: Question, shuffle: str) -> Question:
    """The same question with a shuffle; over the whole city sides do not matter."""
    scheme = asked.scheme if shuffle == SIDE else USUAL_SCHEME
    return replace(asked, shuffle=shuffle, scheme=scheme)


def other_shuffle(asked: Question) -> Question:
    """The same question with the other shuffle."""
    return with_shuffle(asked, CITY if asked.shuffle == SIDE else SIDE)


def scope_questions(asked: Question) -> tuple[Question, ...]:
    """The same question under every definition of an organized ward and at every certainty."""
    return tuple(replace(asked, cover=cover, sure=level) for cover in COVERS for level in LEVELS)


def map_questions(asked: Question) -> tuple[Question, ...]:
    """The same question on both maps with both shuffles; a list belongs to its own map."""
    years = [v.year for v in vintages() if asked.tested != LIST or v.year == asked.vintage]
    return tuple(with_shuffle(replace(asked, vintage=y), s) for y in years for s in SHUFFLES)
