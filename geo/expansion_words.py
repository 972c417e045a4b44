"""What the page of plans for new wards says: the finding, and what stands behind the map."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from geo.analysis.expansion import Answer, Ward, parts
from geo.analysis.expansion_model import EVERYBODY
from geo.analysis.expansion_ties import Chosen
from geo.analysis.expansion_wishes import Conflict
from geo.demand import Demand, joined, share_words
from geo.expansion_question import Outcome
from geo.palettes import EXPANSION_CLASSES, PresenceClass
from geo.wards import WARD_COUNT, WARD_NUMBERS, vintage
from geo.words import capital, people_words, ward_list

SMALL = 1_000
"""Amounts below are said to the last one."""

NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)

BESIDE = "in or beside an organized ward"


def number_words(number: int) -> str:
    """ "three", "12"."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def organisations_words(number: int) -> str:
    """ "three new ward organizations"."""
    return f"{number_words(number)} new ward organization{'' if number == 1 else 's'}"


def rounded(number: int) -> str:
    """An amount as a person would say it; small ones to the last one."""
    return f"{number:,}" if number < SMALL else people_words(number)


def amount_words(demand: Demand, number: int, total: int, more: str = "") -> str:
    """ "412,000 more Black and Latino Chicagoans"; of a mix its part of the city's."""
    if demand.plain:
        return f"{rounded(number)} {more}{demand.who}"
    return f"{share_words(number, total)} {more}of {demand.who}"


def question_headline(out: Outcome) -> str:
    """The finding in one sentence."""
    found = out.found
    if not isinstance(found, Answer):
        if isinstance(found, Conflict):
            return "No choice of wards meets all these wishes"
        return "The best wards cannot be found: figures are missing"
    if found.size == 0:
        return nothing_needed(out.demand, found)
    how_many = capital(organisations_words(found.size))
    if found.fewest:
        part = f"all {out.demand.who}" if is_all(found) else f"90% of {out.demand.who}"
        verb = "is the fewest that puts" if found.size == 1 else "are the fewest that put"
        return f"{how_many} {verb} {part} {BESIDE}; {ties_words(found)}"
    if out.demand.plain:
        gained = amount_words(out.demand, found.gain, found.city.total, "more ")
        return f"{how_many} would put {gained} {BESIDE}; {ties_words(found)}"
    before, after = (share_words(n, found.city.total) for n in (found.city.before, found.after))
    return f"{how_many} would put {after} of your mix {BESIDE}, not {before}; {ties_words(found)}"


def is_all(found: Answer) -> bool:
    """Whether everybody was asked for."""
    return found.wishes.goal == EVERYBODY


def nothing_needed(demand: Demand, found: Answer) -> str:
    """That nobody needs a new organization to be reached."""
    if found.city.before == found.city.total:
        return f"All {demand.who} already live {BESIDE}: nobody is left to reach"
    reached = share_words(found.city.before, found.city.total)
    return f"{reached} of {demand.who} already live {BESIDE}: no new organization is needed for 90%"


def ties_words(found: Answer) -> str:
    """How many sets of wards do as well, or reach a target."""
    count = len(found.best.sets)
    many, one = ("do", "does") if found.fewest else ("tie", "does best")
    if not found.best.complete:
        return f"more than {count:,} sets of wards {many}"
    if count == 1:
        return f"one {'ward' if found.size == 1 else 'set of wards'} {one}"
    return f"{count} {'wards' if found.size == 1 else 'sets of wards'} {many}"


def target_words(found: Answer) -> str:
    """ "reach 90%": what the sets of an answer do where the fewest were asked for."""
    return "reach everybody" if is_all(found) else "reach 90%"


def best_words(found: Answer) -> str:
    """Which sets of an answer reach as many as its subtitle says."""
    if len(found.top) == len(found.best.sets):
        return "the best choice"
    return "the choice that reaches the most"


def question_subtitle(out: Outcome) -> str:
    """Of whom, on which map, and how many are reached today and with the answer."""
    label = vintage(out.asked.map).label
    first = (
        f"Counted on the {label}: {out.demand.full}. A ward is reached if it, or a ward across a "
        "border from it, has an organization."
    )
    found = out.found
    if not isinstance(found, Answer):
        return first
    before = share_words(found.city.before, found.city.total)
    after = share_words(found.after, found.city.total)
    return f"{first} Reached today: {before}. With {best_words(found)}: {after}."


def enough_words(found: Answer) -> str:
    """That fewer than asked for do as much; blank if all are needed."""
    if found.fewest or found.size >= found.wishes.k:
        return ""
    if found.after == found.city.total:
        why = "everybody counted is reached"
    else:
        why = "nobody more can be reached under these wishes"
    return (
        f"You asked for {found.wishes.k}. {capital(number_words(found.size))} "
        f"{'is' if found.size == 1 else 'are'} enough: with "
        f"{'it' if found.size == 1 else 'them'}, {why}."
    )


def shown_set(found: Answer, picked: Collection[int]) -> Chosen:
    """The best set to draw: the one the reader picked if it is one of them, else the first."""
    wanted = tuple(sorted(picked))
    return wanted if wanted in found.sets else found.sets[0]


def ward_kinds(out: Outcome, picked: Collection[int]) -> dict[int, str]:
    """Each ward's class on the map (`geo.palettes.EXPANSION_CLASSES`), by ward.

    Without an answer the wards are as they are today.
    """
    found = out.found
    chosen: Chosen = ()
    opened: frozenset[int] = frozenset()
    if isinstance(found, Answer):
        chosen = shown_set(found, picked)
        opened = found.city.opened(chosen)
    return {ward: kind_of(ward, (chosen, opened, *out.today)) for ward in WARD_NUMBERS}


def kind_of(ward: int, of: tuple[Collection[int], ...]) -> str:
    """The first class whose wards hold a ward."""
    for key, wards in zip(("new", "opened", "organised", "beside"), of, strict=True):
        if ward in wards:
            return key
    return "left"


def legend_classes(kinds: dict[int, str]) -> list[tuple[PresenceClass, int]]:
    """Classes of the legend with counts of wards, those without a ward left out but the last."""
    counts = [(c, list(kinds.values()).count(c.key)) for c in EXPANSION_CLASSES]
    answered = any(c.key == "new" and n for c, n in counts)
    named = [
        (c if answered or c.key != "left" else replace(c, label="Not reached today"), n)
        for c, n in counts
    ]
    return [(c, n) for c, n in named if n or c.key == "left"]


def question_alt(out: Outcome, kinds: dict[int, str]) -> str:
    """The map for somebody who cannot see it."""
    listed = []
    for klass, count in legend_classes(kinds):
        wards = [ward for ward, kind in kinds.items() if kind == klass.key]
        listed.append(f"{klass.label}: {count}" + (f" ({ward_list(wards)})" if wards else ""))
    of = f"Map of Chicago’s {WARD_COUNT} wards, {vintage(out.asked.map).label}."
    return f"{of} {'; '.join(listed)}."


def why_lines(out: Outcome, found: Answer, chosen: Chosen) -> list[str]:
    """One sentence for each ward of a choice: whom it reaches and who else would."""
    return [why_words(out.demand, found, one) for one in parts(found.city, chosen)]


def why_words(demand: Demand, found: Answer, one: Ward) -> str:
    """Why one ward."""
    if not one.gain:
        wish = "you asked for it" if one.ward in found.wishes.must else "a wish asks for its side"
        return f"Ward {one.ward} reaches nobody new; it is there because {wish}."
    count = len(one.opens)
    wards = "one ward" if count == 1 else f"{number_words(count)} wards"
    start = (
        f"Ward {one.ward}: {amount_words(demand, one.gain, found.city.total)} in {wards} "
        f"({ward_list(one.opens)}) without an organization in or beside "
        f"{'it' if count == 1 else 'them'}"
    )
    if found.size == 1:
        return f"{start}."
    if one.alone == one.gain:
        return f"{start}; no other ward of this choice reaches them."
    if not one.alone:
        return f"{start}; other wards of this choice reach them too."
    if demand.plain:
        return f"{start}; {rounded(one.alone)} of them no other ward of this choice reaches."
    alone = share_words(one.alone, found.city.total)
    return f"{start}; {alone} of your mix no other ward of this choice reaches."


def mix_words(demand: Demand) -> str:
    """How a mix is counted, in a sentence; blank for one thing counted."""
    if len(demand.parts) == 1:
        return ""
    names = joined([part.name for part in demand.parts])
    if demand.plain:
        return f"{names} are groups without anybody in common, so they are simply added."
    if demand.added:
        return (
            "All parts of the mix are counted in the same unit, so each count is multiplied by its "
            "weight and added. Whoever is in two parts counts in both."
        )
    return (
        "The parts of the mix are counted in different units, so each is taken as its share of the "
        "city’s total, times its weight."
    )
