"""The question a reader's settings ask: whom to reach, from where, under which wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.analysis.coverage import LEVELS, Rule
from geo.analysis.expansion import Answer, answer
from geo.analysis.expansion_model import MARGIN, MOST, TURNOUT, City, Wishes
from geo.analysis.expansion_wishes import Conflict
from geo.atlas import Atlas
from geo.contiguity import Near
from geo.demand import Demand, demand
from geo.presence import Options
from geo.view import View
from geo.wards import WARD_NUMBERS

PERCENT = 100

TURNOUT_FIGURE = "turnout_2023"
"""The indicator behind the wish for turnout: the city election of February 28, 2023."""


@dataclass(frozen=True)
class Question:
    """The settings that decide the answer, and no others: what is computed is kept by them."""

    map: int
    options: Options
    rule: Rule
    sure: str
    who: str
    mix: str
    k: int
    goal: str
    must: tuple[int, ...]
    never: tuple[int, ...]
    each_side: str
    margin: str
    turnout: str


def question(view: View) -> Question:
    """The question of a view; `each_side` names the scheme of sides, blank if not wished."""
    return Question(
        view.map,
        view.options,
        view.rule,
        view.sure,
        view.who,
        view.mix,
        view.k if view.goal == MOST else 1,
        view.goal,
        view.must,
        view.never,
        view.scheme if view.each_side else "",
        view.margin,
        view.turnout,
    )


@dataclass(frozen=True)
class Gap:
    """No answer: whom to reach is not known for some wards."""

    missing: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Outcome:
    """A question and what came out.

    `today` are the wards organized at the level of certainty asked for, and these with the wards
    beside them. `levels` are the answers at every level of certainty on which organizations there
    are; the one asked for is `found`. A wish for `MARGIN` or `TURNOUT` cannot be checked in the
    wards of `unknown`, by name of the wish; they are left out.
    """

    asked: Question
    demand: Demand
    today: tuple[frozenset[int], frozenset[int]]
    levels: Mapping[str, Answer | Conflict]
    gap: Gap | None
    barred: Mapping[str, frozenset[int]]
    unknown: Mapping[str, tuple[int, ...]]

    @property
    def found(self) -> Answer | Conflict | Gap:
        """The answer at the level asked for."""
        return self.gap or self.levels[self.asked.sure]


def outcome(atlas: Atlas, border: Near, asked: Question) -> Outcome:
    """Answer a question on the atlas, at every level of certainty.

    Raises
    ------
    AtlasError
        If the solver proves nothing, or the search contradicts it.
    """
    whom = demand(atlas, asked.map, asked.who, asked.mix)
    barred, unknown = barring(atlas, asked)
    covered = atlas.coverage(atlas.presence(asked.map, asked.options), border, asked.rule)
    organised = {level: covered.organised(level) for level in LEVELS}
    now = organised[asked.sure]
    today = now, now.union(*(border[ward] for ward in now))
    if whom.missing:
        return Outcome(asked, whom, today, {}, Gap(whom.missing), barred, unknown)
    wished, amounts = wishes(atlas, asked, barred), whom.amounts()
    levels = {lv: answer(City(border, amounts, organised[lv]), wished) for lv in LEVELS}
    return Outcome(asked, whom, today, levels, None, barred, unknown)


def wishes(atlas: Atlas, asked: Question, barred: Mapping[str, frozenset[int]]) -> Wishes:
    """What the question wishes, in wards."""
    sides: dict[str, frozenset[int]] = {}
    if asked.each_side:
        scheme = atlas.schemes[asked.each_side]
        of = atlas.ward_sides(asked.map, asked.each_side)
        every = {g: frozenset(w for w in WARD_NUMBERS if of[w].main == g) for g in scheme.groups}
        sides = {group: wards for group, wards in every.items() if wards}
    return Wishes(asked.k, asked.goal, frozenset(asked.must), frozenset(asked.never), sides, barred)


def barring(
    atlas: Atlas, asked: Question
) -> tuple[dict[str, frozenset[int]], dict[str, tuple[int, ...]]]:
    """Wards outside the wished ranges, by wish; those among them without a figure."""
    figures = {
        MARGIN: (asked.margin, race_margins(atlas, asked.map)),
        TURNOUT: (asked.turnout, turnouts(atlas, asked.map)),
    }
    barred, unknown = {}, {}
    for name, (span, known) in figures.items():
        if not span:
            continue
        low, high = (int(end) for end in span.split("-"))
        inside = {w for w, figure in known.items() if low <= figure <= high}
        barred[name] = frozenset(WARD_NUMBERS) - inside
        unknown[name] = tuple(w for w in WARD_NUMBERS if w not in known)
    return barred, {name: wards for name, wards in unknown.items() if wards}


def race_margins(atlas: Atlas, vintage: int) -> dict[int, float]:
    """Lead of the winner in the last council race on a map, in points of the votes; 100 where
    nobody else stood. The round that decided the seat counts."""
    table = atlas.tables["council_results"]
    mine = table[table["vintage"] == vintage]
    last = mine[mine["year"] == mine["year"].max()]
    rows = zip(last["ward"], last["margin"], last["total"], strict=True)
    return {int(ward): PERCENT * float(lead) / float(total) for ward, lead, total in rows}


def last_race(atlas: Atlas, vintage: int) -> int:
    """Year of the last council race on a map."""
    table = atlas.tables["council_results"]
    return int(table[table["vintage"] == vintage]["year"].max())


def turnouts(atlas: Atlas, vintage: int) -> dict[int, float]:
    """Turnout of 2023 in percent of the registered voters."""
    values = atlas.values(vintage, TURNOUT_FIGURE)
    pairs = zip(WARD_NUMBERS, values.values, strict=True)
    return {ward: PERCENT * value for ward, value in pairs if value is not None}
