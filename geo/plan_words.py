"""What the page of plans says: the finding, what a plan does not change, who only one reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from geo.analysis.coverage import LEVEL_WORDS, LEVELS
from geo.analysis.mixes import POINTS, mix_parts, noun
from geo.analysis.plans import (
    Needless,
    Plan,
    Standing,
    TwoPlans,
    changes_nothing,
    figure,
    needless,
)
from geo.atlas import Atlas
from geo.maps.plan_map import kinds
from geo.measures import MEASURES, USUAL, Counts
from geo.palettes import PLAN_CLASSES
from geo.plan_counters import NAMES, number, reached, signed
from geo.view import View
from geo.wards import vintage
from geo.words import capital, own_map, side_name, ward_list

LEVEL_NAMES = {
    "certain": "only organizations known to be there",
    "likely": "these and the likely ones",
    "all": "all that are listed",
}
"""What is counted at each level, in a few words."""

COVER_WORDS = {
    "ward": "a ward organization",
    "touch": "a ward organization, or a regional one that works in any part of it",
    "people": "a ward organization, or a regional one in whose area half of its people live",
}
"""What covers a ward, in a few words."""


def plans_headline(plans: TwoPlans, measure: Counts, level: str, side: str = "") -> str:
    """The finding in one sentence, counting today's organizations at one level of certainty; what
    it is at the others is in `gain_lines`."""
    where = f" {side_name(side)}" if side else ""
    if plans.empty:
        low, *_, high = (len(s.organised & plans.only) for s in plans.a.today)
        sure = "" if low == high else f", {low} of them certainly"
        return (
            f"{high} of {len(plans.only)} wards{where} are organized today{sure}; none is planned"
        )
    planned = [n for n in NAMES if plans.of(n).plan.signed]
    at = LEVELS.index(level)
    changes = [plans.of(n).change(measure, reached, plans.only)[at] for n in planned]
    gains = [gain_words(change.value, measure) for change in changes]
    first = f"Plan {planned[0].upper()} would reach {gains[0]}{where}"
    if len(planned) == 1:
        return f"{first}: {changes_words(plans.of(planned[0]).plan)}"
    return f"{first}; plan B, {gains[1]}"


def changes_words(plan: Plan) -> str:
    """ "organizations added in wards 12 and 15, one taken away in ward 33"."""
    parts = [
        f"{one if len(wards) == 1 else many} {what} in {wards_named(wards)}"
        for wards, what, one, many in (
            (plan.added, "added", *NEW),
            (plan.taken, "taken away", *(("one", "others") if plan.added else NEW)),
        )
        if wards
    ]
    return ", ".join(parts)


NEW = ("an organization", "organizations")
"""What is spoken of for the first time in a sentence: one, and several."""


def wards_named(wards: Collection[int]) -> str:
    """ "ward 12", "wards 12 and 15"."""
    return f"{'ward' if len(wards) == 1 else 'wards'} {ward_list(wards)}"


def gain_words(value: float | None, counts: Counts) -> str:
    """ "154,000 more people"."""
    if value is None:
        return f"an unknown number of {noun(counts)}"
    return f"{more_words(value)} {noun(counts)}"


def gain_lines(plans: TwoPlans, measure: Counts) -> list[str]:
    """What each plan adds, by how sure we are of today's organizations, in one line each."""
    return [
        f"Plan {name.upper()}: {' '.join(level_gains(plans, name, measure))}."
        for name in NAMES
        if plans.of(name).plan.signed
    ]


def level_gains(plans: TwoPlans, name: str, measure: Counts) -> Iterable[str]:
    """ "+120,000 people if only the certain organizations of today count," and so on."""
    change = plans.of(name).change(measure, reached, plans.only)
    if len({signed(f) for f in change}) == 1:
        yield f"{signed(change[0])} ({noun(measure)}) whichever of today’s organizations count"
        return
    yield f"{signed(change[0])} ({noun(measure)}) if only today’s certain organizations count,"
    yield f"{signed(change[1])} with the likely ones, {signed(change[2])} with all"


def more_words(value: float) -> str:
    """ "154,000 more", "12,300 fewer", "no more": three digits, so that two plans can be told
    apart where the usual two would make them one."""
    if round(value) == 0:
        return "no more"
    size = abs(round(value))
    rounded = round(size, min(0, DIGITS - len(str(size))))
    return f"{rounded:,} {'more' if value > 0 else 'fewer'}"


DIGITS = 3


def rule_words(atlas: Atlas, view: View, measure: Counts) -> str:
    """What counts as reached, and what is counted if it is a mix."""
    rule, parts = view.rule, mix_parts(view.mix)[0]
    beside = ", or next to such a ward" if rule.beside else ""
    narrow = [f"with evidence from {rule.since} or later"] if rule.since else []
    if rule.within in atlas.coalitions:
        narrow.append(f"in {atlas.coalitions[rule.within].name}")
    only = f", only those {' and '.join(narrow)}" if narrow else ""
    words = (
        f"Reached means: living in a ward that has {COVER_WORDS[rule.cover]}{beside}. Counted "
        f"today: {LEVEL_NAMES[view.sure]}{only}."
    )
    if parts and measure.measure.label == POINTS:
        named = "; ".join(f"{MEASURES[key].label} (weight {weight})" for key, weight in parts)
        words += (
            f" Your mix: {named}. In one unit weights multiply counts; in different units each "
            "part is its share of the city’s, and the city is a million points."
        )
    return words


HOW_TO = (
    "Tap a ward to give it an organization or to take one away. Plans are kept in the link only: "
    "nothing of them is saved here."
)
"""What a planner must know; not for a picture."""


def plans_subtitle(atlas: Atlas, view: View, measure: Counts) -> str:
    """The rule and the map."""
    carried = ""
    if not own_map(view.map):
        carried = ", where one counts if half of its people come from wards with an organization"
    return f"{rule_words(atlas, view, measure)} Wards of the {vintage(view.map).label}{carried}."


def remarks(atlas: Atlas, plans: TwoPlans, view: View, measure: Counts) -> list[str]:
    """What a reader should know about the settings: what changes nothing, what is not known."""
    found = []
    for name in NAMES:
        found += needless_lines(needless(plans.of(name).plan, plans.found), name)
    if not plans.empty and plans.a.plan == plans.b.plan:
        found.append("Plans A and B are the same.")
    parts, unknown = mix_parts(view.mix)
    found += [f"The mix names “{key}”, which nothing is counted by: left out." for key in unknown]
    if view.mix and not parts:
        found.append("The mix holds nothing that is counted: people are counted instead.")
    if view.within and view.within not in atlas.coalitions:
        found.append(
            f"There is no coalition “{view.within}” in the directory, so no organization counts. "
            "Choose one from the list, or all."
        )
    gaps = [n for n, count in enumerate(measure.counts, start=1) if count is None]
    if gaps:
        found.append(
            f"There is no figure of {noun(measure)} for ward {ward_list(gaps)}: sums with it are "
            "not known."
        )
    return found


def needless_lines(found: Iterable[Needless], name: str) -> list[str]:
    """ "Ward 12 has one already; adding it changes nothing (plan A)", a line for each case."""
    plan, cases = f"(plan {name.upper()})", list(found)
    none = [n.ward for n in cases if not n.adds]
    sure = [n.ward for n in cases if n.adds and changes_nothing(n)]
    unsure = [n.ward for n in cases if n.adds and not changes_nothing(n)]
    lines = []
    if none:
        verb, it = ("has", "it") if len(none) == 1 else ("have", "them")
        named = capital(wards_named(none))
        lines.append(f"{named} {verb} none listed; taking {it} away changes nothing {plan}.")
    if sure:
        verb, it = ("has one", "it") if len(sure) == 1 else ("have one each", "them")
        named = capital(wards_named(sure))
        lines.append(f"{named} {verb} already; adding {it} changes nothing {plan}.")
    if unsure:
        verb = "has one" if len(unsure) == 1 else "have one each"
        named = capital(wards_named(unsure))
        lines.append(
            f"{named} {verb} already, though not for certain; the plan counts it as certain {plan}."
        )
    return lines


def versus_rows(plans: TwoPlans, measure: Counts, people: Counts, level: str) -> list[list[str]]:
    """Whom only one plan reaches: wards, people and the chosen measure, each row a case."""
    a, b = (reached(plans.of(n).at(level)) & plans.only for n in NAMES)
    cases = (
        ("Only plan A", a - b),
        ("Only plan B", b - a),
        ("Both plans", a & b),
        ("Neither", plans.only - a - b),
    )
    counted = (people,) if measure.measure.key == USUAL else (people, measure)
    return [
        [
            label,
            f"{len(wards)} ({ward_list(wards)})" if wards else "none",
            *(number(figure(counts, wards).value) for counts in counted),
        ]
        for label, wards in cases
    ]


def versus_header(measure: Counts) -> tuple[str, ...]:
    """Columns of `versus_rows`."""
    more = () if measure.measure.key == USUAL else (noun(measure),)
    return ("Reached by", "Wards", "People", *more)


def differing_lines(plans: TwoPlans) -> list[str]:
    """Which wards the plans change differently."""
    a, b = plans.a.plan, plans.b.plan
    lines = []
    for verb, of_a, of_b in (("add", a.added, b.added), ("take away", a.taken, b.taken)):
        for who, wards in (
            (f"Both {verb}", of_a & of_b),
            (f"Only plan A would {verb}", of_a - of_b),
            (f"Only plan B would {verb}", of_b - of_a),
        ):
            if wards:
                lines.append(f"{who}: {wards_named(wards)}.")
    return lines


def plan_alt(plans: TwoPlans, view: View) -> str:
    """The map for somebody who cannot see it: every kind of ward with its wards."""
    found = kinds(plans, view.plan, view.sure)
    parts = []
    for klass in PLAN_CLASSES:
        mine = [ward for ward, key in enumerate(found, start=1) if key == klass.key]
        if mine:
            parts.append(f"{klass.short}: {len(mine)} ({ward_list(mine)})")
    return (
        f"Map of Chicago’s 50 wards under plan {view.plan.upper()}, {vintage(view.map).label}. "
        f"{'; '.join(parts)}. {counters_alt(plans)}"
    )


def counters_alt(plans: TwoPlans) -> str:
    """Organized wards of today and of both plans, by how sure we are."""
    rows = [("Today", plans.a.today), *((f"Plan {n.upper()}", plans.of(n).then) for n in NAMES)]
    return " ".join(
        f"{label}: {', '.join(spoken(o, level) for o, level in zip(of, LEVELS, strict=True))}."
        for label, of in rows
    )


def spoken(found: Standing, level: str) -> str:
    """ "certain 2 organized wards"."""
    return f"{level} {len(found.organised)} organized wards"


METHOD = (
    "What a plan adds counts in full at every level of certainty, what it takes away counts at "
    "none: a plan says what would be, not how likely it is.",
    "Next to a ward means across a shared border; wards that meet at a corner only do not count.",
    "Taking away ends whatever covers the ward, a regional organization too, in this ward only.",
    "A change is counted over the wards gained and lost, so figures of wards reached both before "
    "and after cancel with their errors. ± is the margin that holds in nine of ten cases; that of "
    "a sum is the root of the summed squares.",
)
"""How the figures come about, in a few lines."""


def method_lines(year: int) -> list[str]:
    """Levels, method and limits."""
    levels = [f"{level.capitalize()}: {LEVEL_WORDS[level]}." for level in LEVELS]
    if own_map(year):
        return [*levels, *METHOD]
    return [
        *levels,
        *METHOD,
        "Organizations were recorded on the 2015 map and are carried to today’s wards by people. "
        "People and groups of today’s wards are estimates; only that of all people has a margin.",
    ]


def plans_footing(year: int) -> str:
    """Vintage of everything on the page, for its last line."""
    which = vintage(year)
    carried = "" if own_map(year) else ", organizations carried from the 2015 map by people"
    counted = "2020 census" if own_map(year) else "2020 census, estimated for these wards"
    return (
        f"Ward map: {which.label} ({which.span}){carried}; people and groups: {counted}; homes "
        "and poverty: American Community Survey, 2014–2018."
    )
