"""What the page for a meeting says: put together from the same words as the page on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.analysis.coverage import LEVEL_WORDS, LEVELS
from geo.analysis.mixes import noun
from geo.analysis.plans import NOTHING, TwoPlans, outcome
from geo.atlas import Atlas
from geo.census import GROUPS
from geo.contiguity import Near
from geo.export.lettering import LACKING, printable
from geo.export.plan_page import CounterRow, LegendRow, Picture, PlanPage, WardLine
from geo.largest_group import label, leads
from geo.maps.plan_map import kinds, plan_state
from geo.measures import Counts
from geo.organisations import date_words
from geo.palettes import PLAN_CLASSES
from geo.plan_counters import Line, cells, shown_plans
from geo.plan_words import METHOD, gain_lines, plans_footing, plans_headline, remarks, rule_words
from geo.sources import source_line
from geo.view import View
from geo.wards import vintage
from geo.words import count_words, map_badge


def meeting_page(
    atlas: Atlas,
    plans: TwoPlans,
    view: View,
    *,
    measure: Counts,
    of: Sequence[Line],
    border: Near,
    links: tuple[str, str],
    sources: Sequence[str],
) -> PlanPage:
    """Everything on the page.

    Parameters
    ----------
    measure : Counts
        What the reader chose to count.
    of : sequence of Line
        The counters.
    border : mapping
        Wards across a border, by ward.
    links : (str, str)
        The short address and the one with every setting.
    sources : sequence of str
        Ids of everything counted.
    """
    names = shown_plans(plans)
    return PlanPage(
        badge=map_badge(vintage(view.map)),
        release=f"Data release {atlas.build.version} of {date_words(atlas.build.date)}",
        day=atlas.build.date,
        title=plans_headline(plans, measure, view.sure, view.side),
        subtitle=" ".join((*gain_lines(plans, measure), rule_words(atlas, view, measure))),
        pictures=pictures(plans, view, border),
        legend=legend(plans, view, border),
        columns=("Today", *(f"Plan {n.upper()}" for n in names)),
        counters=tuple(
            CounterRow(x.heading, x.label, cells(x, plans, names, view.sure)) for x in of
        ),
        wards=ward_lines(atlas, plans, view, measure),
        notes=(*remarks(atlas, plans, view, measure), *limits(view)),
        sources=f"{source_line(sources)}. Organizations: the atlas’s directory, with sources row "
        f"by row. {plans_footing(view.map)} {atlas.build.words}.",
        link=links[0],
        address=links[1],
    )


def pairs(plans: TwoPlans, border: Near) -> tuple[tuple[str, TwoPlans, str], ...]:
    """What the two maps show: today beside plan A, or plan A beside plan B."""
    today = replace(plans, a=outcome(plans.found, border, NOTHING))
    if len(shown_plans(plans)) == 1:
        return (("Today", today, "a"), ("Plan A", plans, "a"))
    return (("Plan A", plans, "a"), ("Plan B", plans, "b"))


def pictures(plans: TwoPlans, view: View, border: Near) -> tuple[Picture, ...]:
    """Two maps in light colors, without outlines of each other and without a chosen ward."""
    given = {"Today": "", "Plan A": view.name_a, "Plan B": view.name_b}
    return tuple(
        Picture(
            title,
            given[title],
            replace(
                plan_state(shown, replace(view, plan=name, ward=None, labels=True), dark=False),
                rings=(),
            ),
        )
        for title, shown, name in pairs(plans, border)
    )


def legend(plans: TwoPlans, view: View, border: Near) -> tuple[LegendRow, ...]:
    """Kinds of wards on either map, with their counts."""
    found = [kinds(shown, name, view.sure) for _, shown, name in pairs(plans, border)]
    rows = (LegendRow(c, tuple(keys.count(c.key) for keys in found)) for c in PLAN_CLASSES)
    return tuple(row for row in rows if any(row.counts))


def ward_lines(
    atlas: Atlas, plans: TwoPlans, view: View, measure: Counts
) -> tuple[tuple[str, tuple[WardLine, ...]], ...]:
    """The wards of each plan: alderperson, people, the chosen measure, the largest group."""
    blocks = []
    for name in shown_plans(plans):
        plan = plans.of(name).plan
        for verb, wards in (("adds", plan.added), ("takes away", plan.taken)):
            lines = tuple(ward_line(atlas, view, measure, ward) for ward in sorted(wards))
            if lines:
                blocks.append((f"Plan {name.upper()} {verb}", lines))
    return tuple(blocks)


def ward_line(atlas: Atlas, view: View, measure: Counts, ward: int) -> WardLine:
    """One ward."""
    people = atlas.facts(view.map)[ward].population
    shares = {g: atlas.values(view.map, f"{g}_share") for g in GROUPS}
    lead = leads(shares)[ward - 1]
    facts = [f"{count_words(people)} people"]
    count = measure.count(ward)
    if measure.measure.key != "population" and count is not None:
        facts.append(f"{count_words(round(count))} {noun(measure)}")
    if lead:
        facts.append(f"{label(lead.group, majority=lead.majority)} ({lead.share:.0%})")
    return WardLine(ward, f"{ward}  {atlas.alder(view.map, ward)}", "; ".join(facts))


def limits(view: View) -> tuple[str, ...]:
    """Levels and method in a few lines."""
    levels = "; ".join(f"{level}, {LEVEL_WORDS[level]}" for level in LEVELS)
    small = (
        "Small figures: margin of the figure above (90%), then the same counted for certain – "
        f"likely – all organizations of today. {levels[0].upper()}{levels[1:]}."
    )
    lacking = "☐ stands for a letter this typeface lacks."
    names = f"{view.name_a}{view.name_b}"
    return (
        small,
        " ".join((*METHOD[:3], "None listed is not proof of none.")),
        *([lacking] if lacks(names) else []),
    )


def lacks(text: str) -> bool:
    """Whether some of a text cannot be printed as it is."""
    return LACKING in printable(text) and LACKING not in text
