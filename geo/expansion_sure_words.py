"""How sure a choice is: ties, near ties, which organizations exist, and margins of the counts."""

from __future__ import annotations

from geo.analysis.coverage import ALL, CERTAIN, LEVELS, LIKELY
from geo.analysis.expansion import MOST_LISTED, Answer
from geo.analysis.expansion_draws import Draws
from geo.analysis.expansion_ties import Chosen
from geo.analysis.expansion_wishes import Conflict
from geo.demand import EXACT, MEASURED, PUBLISHED, UNKNOWN, Demand, joined, share_words
from geo.expansion_question import Outcome
from geo.expansion_words import (
    amount_words,
    enough_words,
    number_words,
    rounded,
    target_words,
)
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
    if found.fewest:
        return target_lines(found)
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


def target_lines(found: Answer) -> list[str]:
    """How many sets of the smallest size reach a target, which reach the most, what they share."""
    count, sets = len(found.best.sets), sets_words(found)
    if not found.best.complete:
        return [
            f"More than {count:,} {sets} {target_words(found)}. {MOST_LISTED} are listed, and how "
            "often a ward is among them is not said: it would depend on which were found.",
            *top_words(found),
        ]
    if count == 1:
        does = target_words(found).replace("reach", "reaches")
        return [f"No other {'ward' if found.size == 1 else 'set of as few wards'} {does}."]
    listed = f"; {MOST_LISTED} are listed" if count > MOST_LISTED else ""
    return [
        f"{count:,} {sets} {target_words(found)}{listed}. Fewer wards do not.",
        *top_words(found),
        shared_words(found),
    ]


def sets_words(found: Answer) -> str:
    """ "sets of two wards"; single ones are just wards."""
    return "wards" if found.size == 1 else f"sets of {number_words(found.size)} wards"


def top_words(found: Answer) -> list[str]:
    """Which of the sets that reach a target reach the most; nothing if all reach as many."""
    count, after = len(found.top), share_words(found.after, found.city.total)
    if count == len(found.best.sets):
        return []
    if count > 1:
        noun = "of them" if found.best.complete else "of those listed"
        return [f"{capital(number_words(count))} {noun} reach the most: {after}."]
    noun, verb = ("Ward", "reaches") if found.size == 1 else ("Wards", "together reach")
    return [f"{noun} {ward_list(found.top[0])} {verb} the most: {after}."]


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
    if found.fewest:
        return f"{start}: {target_level_words(found, chosen)}."
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


def target_level_words(found: Answer, chosen: Chosen) -> str:
    """What the fewest that reach a target would be at another level."""
    sets = tuple(wards for _, wards in found.best.sets)
    if chosen in sets:
        others = len(sets) - 1
        if not others:
            return "the same choice is the only one of as few wards"
        more = "" if found.best.complete else "more than "
        noun = "other does" if others == 1 else "others do"
        return f"the same choice is enough, and no fewer are; {more}{others:,} {noun} as well"
    city = found.city
    mine = share_words(city.before + city.count(city.opened(chosen)), city.total)
    noun, verb = ("ward", "is") if found.size == 1 else ("wards", "are")
    return (
        f"the fewest that {target_words(found)} {verb} {number_words(found.size)}, for example "
        f"{noun} {ward_list(sets[0])}; with this choice {mine} would be reached"
    )


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


def estimate_lines(demand: Demand) -> list[str]:
    """That what is counted is estimated, as far as it is."""
    names = [part.name for part in demand.parts if part.basis != EXACT]
    if not names:
        return []
    return [
        f"The counts of {joined(names)} are estimates: a choice that reaches nearly as many may be "
        "the better one."
    ]


def draw_lines(out: Outcome, found: Answer, drawn: Draws, chosen: Chosen) -> list[str]:
    """What came out of the draws."""
    stays = drawn.sets[chosen] / drawn.draws
    low = rounded(drawn.low) if out.demand.plain else share_words(drawn.low, found.city.total)
    high = amount_words(out.demand, drawn.high, found.city.total)
    does = f"among the fewest that {target_words(found)}" if found.fewest else "among the best"
    lines = [
        f"The choice shown is {does} in {percent(stays)} of {drawn.draws} draws "
        f"(seed {drawn.seed}).",
        f"In nine of ten draws the first choice listed newly reaches between {low} and {high}.",
    ]
    often = sorted(drawn.wards.items(), key=lambda one: (-one[1], one[0]))[:MOST_NAMED]
    named = joined([f"ward {ward} {percent(n / drawn.draws)}" for ward, n in often])
    kind = "such a choice" if found.fewest else "a best choice"
    return [*lines, f"How often a ward is in {kind}: {named}."]
