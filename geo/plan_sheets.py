"""Two plans as a table: every ward with what there is today, what is planned, who is reached."""

from __future__ import annotations

from collections.abc import Mapping

from geo.analysis.mixes import noun
from geo.analysis.plans import Outcome, Standing, TwoPlans
from geo.atlas import Atlas
from geo.census import GROUPS
from geo.demographic_words import lead_cells
from geo.largest_group import leads
from geo.measures import USUAL, Counts
from geo.plan_counters import NAMES, whole
from geo.sheets import Row, Sheet
from geo.sides import WardSide
from geo.view import View
from geo.words import capital

SURE = {
    "certain": "organized, certain",
    "likely": "organized, likely",
    "all": "organized, unsure",
    None: "none listed",
}
"""What the table says of today's organization in a ward."""


def plan_sheet(
    atlas: Atlas, plans: TwoPlans, view: View, sides: Mapping[int, WardSide], measure: Counts
) -> Sheet:
    """The counted wards, one row each, by number.

    Whether a ward is reached is said for the level of certainty that is chosen, `view.sure`.
    """
    shares = {g: atlas.values(view.map, f"{g}_share") for g in GROUPS}
    largest = leads(shares)
    rows = tuple(
        {
            "Ward": w.ward,
            "Alderperson": atlas.alder(view.map, w.ward),
            "Side": sides[w.ward].main,
            "Today": SURE[w.level],
            **planned_cells(plans, w.ward, view.sure),
            "Organizations today": "; ".join(atlas.organisations[o].label for o in w.organisations),
            "People, 2020": w.population,
            **counted_cells(measure, w.ward),
            **lead_cells(largest[w.ward - 1]),
            **name_cells(view),
            "Ward map": view.map,
        }
        for w in plans.found.wards
        if w.ward in plans.only
    )
    kinds = {
        "Ward": "count",
        "People, 2020": "count",
        "Its share": "share",
        capital(noun(measure)): "count",
        "Margin (90%)": "count",
    }
    return Sheet(f"plans_{view.map}", rows, kinds)


def planned_cells(plans: TwoPlans, ward: int, level: str) -> Row:
    """What each plan does with a ward, and whether it is reached today and under each."""
    row: Row = {f"Plan {n.upper()}": planned(plans.of(n), ward) for n in NAMES}
    row["Reached today"] = reach_word(plans.a.before(level), ward)
    for name in NAMES:
        row[f"Reached by plan {name.upper()}"] = reach_word(plans.of(name).at(level), ward)
    return row


def planned(of: Outcome, ward: int) -> str:
    """ "added", "taken away", or nothing."""
    if ward in of.plan.added:
        return "added"
    return "taken away" if ward in of.plan.taken else ""


def reach_word(found: Standing, ward: int) -> str:
    """How a ward is reached: by its own organization, by one next door, or not."""
    if ward in found.organised:
        return "organized"
    return "beside one" if ward in found.near else "no"


def counted_cells(measure: Counts, ward: int) -> Row:
    """The chosen measure with its margin; nothing more where people are counted."""
    if measure.measure.key == USUAL:
        return {}
    return {
        capital(noun(measure)): whole(measure.count(ward)),
        "Margin (90%)": whole(measure.margins[ward - 1]),
    }


def name_cells(view: View) -> Row:
    """The names of the plans, where they have one."""
    named = ((f"Plan {n.upper()} is called", getattr(view, f"name_{n}")) for n in NAMES)
    return {label: name for label, name in named if name.strip()}
