"""The counters of two plans: what is reached today, under plan A and under plan B."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from geo.analysis.coverage import LEVELS
from geo.analysis.mixes import mix_parts, mixed, noun
from geo.analysis.plans import Figure, Interval, Outcome, Standing, TwoPlans, Wards, wards_counted
from geo.census import GROUP_NAMES
from geo.indicators import indicator
from geo.measures import MEASURES, USUAL, Counts
from geo.sheets import Row, Sheet
from geo.tables import output
from geo.view import View
from geo.words import capital

NAMES = ("a", "b")

GROUP_LABELS = {
    **{f"{group}_share": capital(name) for group, name in GROUP_NAMES.items()},
    "renter_share": "Rented homes",
    "poverty_share": "People in poverty",
}
"""Measures counted for every plan besides the chosen one, with their labels in the table."""

WARDS, PEOPLE = "Wards", "People, 2020"

ROUND_FROM = 1000
"""Counts of people from here on are rounded to hundreds in the counters; tables are exact."""


@dataclass(frozen=True)
class Line:
    """One counter: what is counted, in which wards, under which heading it stands."""

    heading: str
    label: str
    counts: Counts
    within: Wards

    def today(self, plans: TwoPlans) -> Interval:
        """The figures as the city is."""
        unchanged = Outcome(plans.a.plan, plans.a.today, plans.a.today)
        return unchanged.total(self.counts, self.within, plans.only)

    def total(self, plans: TwoPlans, name: str) -> Interval:
        """The figures under plan "a" or "b"."""
        return plans.of(name).total(self.counts, self.within, plans.only)

    def change(self, plans: TwoPlans, name: str) -> Interval:
        """How much more that is than today."""
        return plans.of(name).change(self.counts, self.within, plans.only)


def measure_of(view: View, counts: Callable[[str], Counts]) -> Counts:
    """What a view counts: one measure, or a mix of several.

    Parameters
    ----------
    view : View
    counts : function
        The counts of a measure on the view's map, by its key.
    """
    parts, _ = mix_parts(view.mix)
    if not parts:
        return counts(view.who)
    if len(parts) == 1 and parts[0][1] == 1:
        return counts(parts[0][0])
    return mixed(parts, {key: counts(key) for key, _ in parts})


def counters_of(view: View, counts: Callable[[str], Counts]) -> tuple[Line, ...]:
    """Every counter of a view's page; parameters as for `measure_of`."""
    groups = {key: counts(key) for key in (USUAL, *GROUP_LABELS)}
    return lines(groups, measure_of(view, counts), beside=view.beside)


def counter_sources(measure: Counts) -> tuple[str, ...]:
    """Sources of every counter, the chosen measure among them, and of the ward maps, each once."""
    fixed = (*MEASURES[USUAL].indicators, *measure.measure.indicators)
    groups = (one for key in GROUP_LABELS for one in MEASURES[key].indicators)
    counted = (s for key in dict.fromkeys((*fixed, *groups)) for s in indicator(key).sources)
    return tuple(dict.fromkeys((*output("neighbours.csv").sources, *counted, "alder_terms")))


def organised(found: Standing) -> frozenset[int]:
    """Wards with an organization."""
    return found.organised


def in_or_beside(found: Standing) -> frozenset[int]:
    """Wards with an organization and those next to one."""
    return found.in_or_beside


def reached(found: Standing) -> frozenset[int]:
    """Wards reached by the reader's rule."""
    return found.reached


def lines(counts: Mapping[str, Counts], measure: Counts, *, beside: bool) -> tuple[Line, ...]:
    """Every counter, in reading order.

    Parameters
    ----------
    counts : mapping
        People (`USUAL`) and everything of `GROUP_LABELS`.
    measure : Counts
        What the reader chose to count.
    beside : bool
        Whether a ward beside an organized one counts as reached.
    """
    wards = wards_counted(measure.vintage)
    both = (("in an organized ward", organised), ("in or beside one", in_or_beside))
    found = [
        Line(WARDS, "organized", wards, organised),
        Line(WARDS, "organized or beside one", wards, in_or_beside),
        *(Line(PEOPLE, label, counts[USUAL], within) for label, within in both),
    ]
    if measure.measure.key != USUAL:
        heading = capital(noun(measure))
        found += [Line(heading, label, measure, within) for label, within in both]
    of = both[beside][0]
    found += [
        Line(f"Of these, {of}", label, counts[key], reached) for key, label in GROUP_LABELS.items()
    ]
    return tuple(found)


@dataclass(frozen=True)
class Cell:
    """One counter of one plan in words; `change` is blank for today."""

    main: str
    margin: str
    interval: str
    change: str


def cell(total: Interval, level: str, change: Interval | None = None) -> Cell:
    """A counter as a reader sees it: the chosen level large, all three levels small."""
    at = LEVELS.index(level)
    return Cell(
        number(total[at].value),
        margin_words(total[at]),
        " – ".join(number(f.value) for f in total),
        "" if change is None else signed(change[at]),
    )


def cells(line: Line, plans: TwoPlans, names: tuple[str, ...], level: str) -> tuple[Cell, ...]:
    """Today's cell, then one for each plan named."""
    planned = (cell(line.total(plans, n), level, line.change(plans, n)) for n in names)
    return (cell(line.today(plans), level), *planned)


def shown_plans(plans: TwoPlans) -> tuple[str, ...]:
    """Plans with a column: both, unless only plan A has wards."""
    return NAMES if plans.b.plan.signed else NAMES[:1]


def number(value: float | None) -> str:
    """ "17", "1,018,200", "not known"."""
    if value is None:
        return "not known"
    return f"{round(value, -2 if abs(value) >= ROUND_FROM else 0):,.0f}"


def margin_words(found: Figure) -> str:
    """ "± 3,100"; blank where there is none or it rounds to nothing."""
    return "" if found.margin is None or found.margin < 1 else f"± {number(found.margin)}"


def signed(found: Figure) -> str:
    """ "+45,100", "−2", "no change"."""
    if found.value is None:
        return "change not known"
    if round(found.value) == 0:
        return "no change"
    return f"{'+' if found.value > 0 else '−'}{number(abs(found.value))}"


def counter_sheet(plans: TwoPlans, of: tuple[Line, ...]) -> Sheet:
    """Every counter exactly, at every level, with its margins: one row each."""
    rows = tuple(
        counter_row(plans, line, at, level) for line in of for at, level in enumerate(LEVELS)
    )
    kinds = dict.fromkeys((c for c in rows[0] if c not in TEXTS), "count")
    return Sheet(f"plans_counters_{plans.found.vintage}", rows, kinds)


TEXTS = ("What", "Where", "How sure of today’s organizations", "Ward map")


def counter_row(plans: TwoPlans, line: Line, at: int, level: str) -> Row:
    """One counter at one level."""
    row: Row = {
        "What": line.label if line.label in GROUP_LABELS.values() else line.heading,
        "Where": line.heading if line.label in GROUP_LABELS.values() else line.label,
        "How sure of today’s organizations": level,
        **exact("Today", line.today(plans)[at]),
    }
    for name in NAMES:
        letter = name.upper()
        row |= exact(f"Plan {letter}", line.total(plans, name)[at])
        row |= exact(f"Change by {letter}", line.change(plans, name)[at])
    return {**row, "Ward map": plans.found.vintage}


def exact(label: str, found: Figure) -> Row:
    """A figure and its margin as two cells."""
    return {label: whole(found.value), f"{label}, margin (90%)": whole(found.margin)}


def whole(value: float | None) -> int | None:
    """A count rounded to one; nothing if it is not known."""
    return None if value is None else round(value)
