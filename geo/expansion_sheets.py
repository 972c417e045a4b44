"""Tables of the page of plans for new wards: the best choices, the wards, the ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.analysis.coverage import LEVELS
from geo.analysis.expansion import Answer
from geo.analysis.expansion_draws import Draws
from geo.analysis.expansion_ranking import Criterion, Ranked
from geo.analysis.expansion_ties import Chosen, Found
from geo.atlas import Atlas
from geo.demand import Demand
from geo.expansion_criteria import CRITERIA
from geo.expansion_question import Outcome
from geo.palettes import EXPANSION_CLASSES
from geo.sheets import Row, Sheet

SHORT = {c.key: c.short for c in EXPANSION_CLASSES}


def amount_column(demand: Demand, verb: str) -> str:
    """Head of a column of amounts."""
    return verb if demand.plain else f"{verb}, part of the city’s"


def amount_cell(demand: Demand, number: int, total: int) -> float:
    """An amount: people as they are, a mix as its part of the city's."""
    return number if demand.plain else round(number / total, 6) if total else 0.0


def amount_kind(demand: Demand) -> str:
    """How a column of amounts is written."""
    return "count" if demand.plain else "share"


def sets_sheet(out: Outcome, found: Answer, drawn: Draws | None) -> Sheet:
    """The best choices and, as far as there is room, those within 1 % of them: a row each.

    Where the fewest were asked for, all choices that reach the target.
    """
    rows = tuple(
        set_row(out, found, (number, found.city.count(found.city.opened(wards)), wards), drawn)
        for number, wards in enumerate(found.listed, start=1)
    )
    newly = amount_column(out.demand, "Newly reached")
    kinds = {"Choice": "count", newly: amount_kind(out.demand), "Reached in all": "share"}
    if drawn:
        kinds["Best in draws"] = "share"
    return Sheet(f"where_next_choices_{out.asked.map}", rows, kinds)


def set_row(out: Outcome, found: Answer, one: tuple[int, int, Chosen], drawn: Draws | None) -> Row:
    """One choice."""
    number, gain, wards = one
    total = found.city.total
    row: Row = {
        "Choice": number,
        "Wards": ", ".join(map(str, wards)) or "none needed",
        amount_column(out.demand, "Newly reached"): amount_cell(out.demand, gain, total),
        "Reached in all": round((found.city.before + gain) / total, 6) if total else 0.0,
        "Best": best_cell(found, gain),
        "Best when counting": ", ".join(best_levels(out, wards)),
    }
    if drawn:
        stays = drawn.sets.get(wards)
        row["Best in draws"] = None if stays is None else round(stays / drawn.draws, 4)
    return row


def best_cell(found: Answer, gain: int) -> str:
    """Whether a choice is the best, or how near it comes."""
    if found.fewest:
        return "reaches the most" if gain == found.gain else "reaches enough"
    return "yes" if gain == found.gain else "within 1%"


def best_levels(out: Outcome, wards: Chosen) -> list[str]:
    """Levels of certainty at which a set is among the best listed."""
    answers = [(level, out.levels[level]) for level in LEVELS]
    return [lv for lv, found in answers if isinstance(found, Answer) and wards in found.sets]


def wards_sheet(atlas: Atlas, out: Outcome, kinds: Mapping[int, str], scheme: str) -> Sheet:
    """Every ward: what it is on the map, whom it holds, what an organization there would reach."""
    found = out.found
    sides = atlas.ward_sides(out.asked.map, scheme)
    amounts = out.demand.amounts()
    total = sum(amounts.values())
    mine, newly = (amount_column(out.demand, t) for t in ("Counted in the ward", "Newly reached"))
    rows = tuple(
        {
            "Ward": ward,
            "Alderperson": atlas.alder(out.asked.map, ward),
            "Side": sides[ward].main,
            "On the map": SHORT[kind],
            "Wish": wish_cell(out, ward),
            mine: amount_cell(out.demand, amounts[ward], total) if ward in amounts else None,
            **(choice_cells(out, found, ward, newly) if isinstance(found, Answer) else {}),
            "Ward map": out.asked.map,
        }
        for ward, kind in kinds.items()
    )
    share = {"In best choices": "share", "In those within 1%": "share"}
    written = dict.fromkeys((mine, newly), amount_kind(out.demand))
    return Sheet(f"where_next_wards_{out.asked.map}", rows, {"Ward": "count", **written, **share})


def choice_cells(out: Outcome, found: Answer, ward: int, newly: str) -> Row:
    """What an organization in a ward alone would newly reach, and how often the ward is chosen."""
    free = ward in found.wishes.candidates(found.city)
    gain = found.city.count(found.city.opened([ward]))
    often = found.often.get(ward)
    best = often.best if often else 0
    nearly = part_of(often.near if often else 0, found.near) if free else None
    return {
        newly: amount_cell(out.demand, gain, found.city.total) if free else None,
        "In best choices": part_of(best, found.best) if free else None,
        **({} if found.fewest else {"In those within 1%": nearly}),
    }


def part_of(number: int, found: Found) -> float | None:
    """A share of all sets to four decimals; not known where not all were counted."""
    return round(number / len(found.sets), 4) if found.complete else None


def wish_cell(out: Outcome, ward: int) -> str:
    """What the reader wishes of a ward, and whether a limit rules it out."""
    named = {
        "must": ward in out.asked.must,
        "never": ward in out.asked.never,
        "last race outside the limits": ward in out.barred.get("margin", ()),
        "turnout outside the limits": ward in out.barred.get("turnout", ()),
    }
    return ", ".join(words for words, holds in named.items() if holds) or "none"


def ranking_sheet(
    atlas: Atlas,
    out: Outcome,
    ranked: Sequence[Ranked],
    figures: tuple[Sequence[int], Sequence[Criterion]],
) -> Sheet:
    """Wards by the reader's criteria: rank with its range, score, and every figure used.

    `figures` are the wards compared and the criteria with their values in that order.
    """
    wards, criteria = figures
    place = {ward: at for at, ward in enumerate(wards)}
    used = [(k, c) for k, c in zip(CRITERIA, criteria, strict=True) if c.weight]
    rows = tuple(
        {
            "Rank": one.rank,
            "Range": range_words(one),
            "Ward": one.ward,
            "Alderperson": atlas.alder(out.asked.map, one.ward),
            "Score": round(one.score, 3),
            **{k.column: figure(c.values[place[one.ward]], k.kind) for k, c in used},
            "Ward map": out.asked.map,
        }
        for one in ranked
    )
    kinds = {"Rank": "count", "Ward": "count", "Score": "number"}
    return Sheet(
        f"where_next_ranking_{out.asked.map}",
        rows,
        {**kinds, **{k.column: k.kind for k, _ in used}},
    )


def figure(value: float | None, kind: str) -> float | int | None:
    """A figure as a table holds it."""
    if value is None:
        return None
    return round(value) if kind == "count" else round(value, 4)


def range_words(one: Ranked) -> str:
    """ "2–7"; one number where the rank never moves."""
    return f"{one.low}–{one.high}" if one.low != one.high else f"{one.low}"
