"""How sure a choice is: ties, near ties, which organizations exist, and margins of the counts."""

from __future__ import annotations

from geo.analysis.coverage import ALL, CERTAIN, LEVELS, LIKELY
from geo.analysis.expansion import MOST_LISTED, Answer
from geo.analysis.expansion_draws import Draws
from geo.analysis.expansion_ties import Chosen
from geo.analysis.expansion_wishes import Conflict
from geo.demand import EXACT, MEASURED, PUBLISHED, UNKNOWN, Demand, joined, share_words
from geo.expansion_question import Outcome
from geo.expansion_words import amount_words, enough_words, number_words, rounded
from geo.words import capital, percent, ward_list

LEVEL_NAMES = {
    CERTAIN: "Counting only organizations known to be there",
    LIKELY: "Counting also those named by a source, status not known",
    ALL: "Counting all that are listed",
}

MOST_NAMED = 8
"""Wards named with how often they are in a best set; the table holds all."""


def tie_lines(out: Outcome, found: Answer) -> list[str]:
    """How many sets do as well or nearly, and which wards they share."""
    count, near = len(found.best.sets), len(found.near.sets)
    lines = [line for line in [enough_words(found)] if line]
    if not found.best.complete:
        lines.append(
            f"More than {count:,} sets of wards reach exactly as many. {MOST_LISTED} are listed, "
            "and how often a ward is among them is not said: it would depend on which were found."
        )
    elif count == 1:
        lines.append("No other set of wards reaches as many.")
    else:
        listed = f"; {MOST_LISTED} are listed" if count > MOST_LISTED else ""
        lines.append(f"{count:,} sets of wards reach exactly as many{listed}.")
        lines.append(shared_words(found))
    lines.append(near_words(out, found, near - count))
    return lines


def shared_words(found: Answer) -> str:
    """Which wards are in every best set, and which in most."""
    count = len(found.best.sets)
    if found.always:
        noun, verb = ("Ward", "is") if len(found.always) == 1 else ("Wards", "are")
        start = f"{noun} {ward_list(found.always)} {verb} in every one of them"
    else:
        start = "No ward is in every one of them"
    others = sorted(
        ((o.best, ward) for ward, o in found.often.items() if 0 < o.best < count),
        key=lambda one: (-one[0], one[1]),
    )
    if not others:
        return f"{start}."
    named = joined([f"ward {ward} in {best}" for best, ward in others[:MOST_NAMED]])
    rest = f"; {len(others) - MOST_NAMED} more in fewer" if len(others) > MOST_NAMED else ""
    return f"{start}; {named}{rest}."


def near_words(out: Outcome, found: Answer, others: int) -> str:
    """How many sets are within 1 % of the best."""
    if not found.near.complete:
        return (
            f"More than {len(found.near.sets):,} sets of as many wards are within 1% of the best."
        )
    if others <= 0:
        return "No other set of as many wards comes within 1% of the best."
    least = min(gain for gain, _ in found.near.sets)
    loss = amount_words(out.demand, found.gain - least, found.city.total, "fewer ")
    if others == 1:
        return f"One further set comes within 1% of the best; it reaches {loss}."
    named = capital(number_words(others))
    return f"{named} further sets come within 1% of the best; the last of them reaches {loss}."


def level_lines(out: Outcome, chosen: Chosen) -> list[str]:
    """What the answer would be if fewer or more of the listed organizations exist."""
    return [level_words(out, level, chosen) for level in LEVELS]


def level_words(out: Outcome, level: str, chosen: Chosen) -> str:
    """The answer at one level."""
    found, name = out.levels[level], LEVEL_NAMES[level]
    if isinstance(found, Conflict):
        return f"{name}: your wishes cannot be met together."
    start = f"{name} ({number_words(len(found.city.organised))} wards)"
    if level == out.asked.sure:
        return f"{start}: this is the answer shown."
    if not found.size:
        return f"{start}: no new organization is needed."
    gained = amount_words(out.demand, found.gain, found.city.total, "more ")
    if chosen in found.sets:
        article = "the" if len(found.best.sets) == 1 else "a"
        return f"{start}: the same choice is {article} best one, reaching {gained}."
    taken = sorted(set(chosen) & found.city.organised)
    if taken:
        noun = "ward" if len(taken) == 1 else "wards"
        start += f", {noun} {ward_list(taken)} already among them"
    mine = found.city.count(found.city.opened([w for w in chosen if w not in taken]))
    own = rounded(mine) if out.demand.plain else share_words(mine, found.city.total)
    best = f"best is {ward_list(found.sets[0])}, reaching {gained}"
    return f"{start}: {best}; this choice would reach {own}."


def holding(out: Outcome) -> tuple[int, ...] | None:
    """Wards in some best set at every level of certainty; None if a level has no answer or not
    all of its best sets are known."""
    wards: set[int] | None = None
    for level in LEVELS:
        found = out.levels[level]
        if isinstance(found, Conflict) or not found.best.complete:
            return None
        mine = {ward for ward, often in found.often.items() if often.best}
        wards = mine if wards is None else wards & mine
    return tuple(sorted(wards or ()))


def holding_words(out: Outcome) -> str:
    """Which wards hold whatever organizations exist."""
    wards = holding(out)
    if wards is None:
        return ""
    if not wards:
        return "No ward is in a best choice under all three."
    noun, verb = ("Ward", "is") if len(wards) == 1 else ("Wards", "are")
    return f"{noun} {ward_list(wards)} {verb} in a best choice under all three."


def can_draw(demand: Demand) -> bool:
    """Whether the counts have margins to draw from."""
    return any(part.basis in (PUBLISHED, MEASURED) for part in demand.parts)


def margin_lines(demand: Demand) -> list[str]:
    """What is known of the counts' own error."""
    told = {
        EXACT: "{} full counts of the census, exact on this map: they have no margin.",
        PUBLISHED: "{} drawn within their 90% margins.",
        MEASURED: (
            "{} estimates on this map. They are drawn within the error measured when larger areas "
            "were carried to wards, which is rather too wide."
        ),
        UNKNOWN: "{} estimates without a known margin: their error is not tested.",
    }
    lines = []
    for basis, words in told.items():
        names = [part.name for part in demand.parts if part.basis == basis]
        if names:
            lines.append(words.format(f"The counts of {joined(names)} are"))
    return lines


def draw_lines(out: Outcome, found: Answer, drawn: Draws, chosen: Chosen) -> list[str]:
    """What came out of the draws."""
    stays = drawn.sets[chosen] / drawn.draws
    low = rounded(drawn.low) if out.demand.plain else share_words(drawn.low, found.city.total)
    high = amount_words(out.demand, drawn.high, found.city.total)
    lines = [
        f"The choice shown is among the best in {percent(stays)} of {drawn.draws} draws "
        f"(seed {drawn.seed}).",
        f"In nine of ten draws the first choice listed newly reaches between {low} and {high}.",
    ]
    often = sorted(drawn.wards.items(), key=lambda one: (-one[1], one[0]))[:MOST_NAMED]
    named = joined([f"ward {ward} {percent(n / drawn.draws)}" for ward, n in often])
    return [*lines, f"How often a ward is in a best choice: {named}."]
