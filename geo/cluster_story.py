"""What the page of clusters shows, whatever was tested: words, classes, a histogram, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.analysis.autocorrelation import QUEEN, SELDOM
from geo.clustering import SIDE, Ground, Question
from geo.compare_words import EASY, Table, often, p_words
from geo.palettes import PresenceClass
from geo.sheets import Sheet
from geo.wards import WARD_NUMBERS, vintage
from geo.words import own_map

TOLERANCE_M = 1
"""Gaps between wards up to this width are closed, and a shared border up to this length counts as
a corner, when neighbors are found (`geo.ward_geometry`; a test compares)."""


@dataclass(frozen=True)
class Bar:
    """A bar of a histogram: shuffles whose result lies from `low` to below `high`."""

    low: float
    high: float
    times: int


@dataclass(frozen=True)
class Histogram:
    """What the shuffles gave, beside what is there and what is expected.

    `axis` names the result; `written` are the bars' ranges as a table says them.
    """

    bars: tuple[Bar, ...]
    observed: float
    expected: float
    observed_words: str
    expected_words: str
    axis: str
    written: tuple[str, ...]
    alt: str

    @property
    def table(self) -> Table:
        """The histogram as a table."""
        pairs = zip(self.written, self.bars, strict=True)
        rows: list[tuple[str, ...]] = [(words, f"{bar.times:,}") for words, bar in pairs]
        return (self.axis, "Shuffles"), rows


@dataclass(frozen=True)
class Story:
    """Everything the page says.

    `kinds` holds the key of each ward's class in `classes` (a ward that is not there has no data),
    `helps` what a class means. `trouble` says why nothing can be tested and what to change; blank
    if it can. `blocks` are lines under a heading, first those on chance (none if nothing can be
    tested); `tables` small tables under one. `caution` is the one of the `limits` that keeps the
    map from being misread.
    """

    title: str
    subtitle: str
    alt: str
    trouble: str
    classes: tuple[PresenceClass, ...]
    helps: Mapping[str, str]
    kinds: Mapping[int, str]
    blocks: tuple[tuple[str, tuple[str, ...]], ...]
    histogram: Histogram | None
    tables: tuple[tuple[str, Table], ...]
    wards: Mapping[int, tuple[str, ...]]
    limits: tuple[str, ...]
    caution: str
    sheet: Sheet
    sources: tuple[str, ...]
    footing: str

    def count(self, key: str) -> int:
        """Wards of a class."""
        return sum(kind == key for kind in self.kinds.values())

    @property
    def caveats(self) -> tuple[str, ...]:
        """What keeps the map from being misread, what chance alone does, then the other limits."""
        chance = self.blocks[0][1] if self.blocks else ()
        return (self.caution, *chance, *(line for line in self.limits if line != self.caution))


def verdict(p: float) -> str:
    """What a p-value says, with care."""
    if p < SELDOM:
        return "Chance seldom does that."
    return "That is on the edge: it settles nothing." if p < EASY else "Chance does that easily."


def frequency(as_many: int, permutations: int, p: float) -> str:
    """ "29 of 9,999 shuffles (about 3 times in 1,000; p = 0.003)"."""
    return f"{as_many:,} of {permutations:,} shuffles ({often(p)}; {p_words(p)})"


def about(value: float) -> str:
    """A mean as a person would say it."""
    return f"about {value:.0f}" if value >= 10 else f"about {value:.1f}"  # noqa: PLR2004  digits


def where(asked: Question, scheme: str) -> str:
    """What chance may do, after "If they were spread at random"."""
    if asked.shuffle == SIDE:
        return f"within each side of the city only ({scheme.lower()})"
    return "over the whole city"


def neighbour_words(asked: Question, ground: Ground) -> str:
    """What counts as neighbors on this map, and how little the rule matters."""
    rule = "where they touch at all" if asked.contiguity == QUEEN else "across a border only"
    if ground.corners == 0:
        corner = (
            "No two wards of this map meet at a corner only, so queen (border or corner) and rook "
            "(border) contiguity give the same answer."
        )
    else:
        corner = f"{ground.corners} pairs of wards meet at a corner only."
    return (
        f"Two wards are neighbors {rule}: {ground.graph.pairs} pairs on the "
        f"{vintage(asked.vintage).label}. Gaps of up to {TOLERANCE_M} meter between wards as drawn "
        f"are closed first, and a shared border of up to {TOLERANCE_M} meter counts as a corner; "
        f"the shortest border is {ground.shortest_m} meters. {corner}"
    )


def map_alt(
    asked: Question, what: str, classes: Sequence[PresenceClass], kinds: Mapping[int, str]
) -> str:
    """The map for somebody who cannot see it: every class with its wards."""
    parts = []
    for klass in classes[:-1]:
        mine = [str(ward) for ward in WARD_NUMBERS if kinds.get(ward) == klass.key]
        parts.append(f"{klass.label}: {len(mine)}" + (f" ({', '.join(mine)})" if mine else ""))
    rest = sum(kind == classes[-1].key for kind in kinds.values())
    return (
        f"Map of Chicago’s {len(WARD_NUMBERS)} wards, {vintage(asked.vintage).label}: {what}. "
        f"{'; '.join(parts)}; {classes[-1].label}: {rest}."
    )


def map_footing(asked: Question, rest: str) -> str:
    """Vintage of everything on the page, for its last line."""
    which = vintage(asked.vintage)
    carried = "" if own_map(asked.vintage) else ", organizations carried from the 2015 map"
    return f"Ward map: {which.label} ({which.span}){carried}; {rest}."
