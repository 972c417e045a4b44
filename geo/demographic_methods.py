"""The methods page on demographics: indicators, carrying, margins and their measured error."""

from __future__ import annotations

import pandas as pd

from geo.atlas import Atlas
from geo.carrying import CARRYING_METHODS, PEOPLE_METHOD, POPULATION
from geo.census import GROUP_NAMES
from geo.indicators import INDICATORS, Indicator
from geo.sources import source
from geo.words import capital

Parts = tuple[str, tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Title, paragraphs, header and rows of a section."""


def indicator_part() -> Parts:
    """Every indicator with its definition, from the registry."""
    return (
        "Indicators",
        (
            "Every figure is a count, or one count divided by another. Counts are summed over a "
            "ward first and divided last; a rate is never averaged. Groups do not overlap: Latino "
            "residents are of any race, the others are not Latino.",
            "The diversity index is 1 − Σ p², with p the shares of the eight groups of the census: "
            "the chance that two residents met by chance are of different groups. The median "
            "income is read off sixteen income brackets, evenly within a bracket; for the whole "
            "city this gives a figure 1.4 % above the one the Census Bureau publishes.",
        ),
        ("Indicator", "Figure", "When", "Margin", "Source"),
        tuple(indicator_row(one) for one in INDICATORS),
    )


def indicator_row(one: Indicator) -> tuple[str, ...]:
    """One indicator of the table."""
    margin = "none: a full count, exact on the map whose precincts were counted"
    if one.sampled:
        margin = "published, and carried" if one.has_margins else "none published"
    titles = "; ".join(source(s).title for s in one.sources)
    return (one.label, one.formula, one.vintage, margin, titles)


def carrying_part(atlas: Atlas) -> Parts:
    """How figures reach the wards, and how far off that is."""
    errors = atlas.tables["carrying_error"]
    best = errors[(errors["method"] == PEOPLE_METHOD) & (errors["figure"] == POPULATION)]
    return (
        "From census areas to wards",
        (
            "Census tracts and block groups do not follow ward borders. A figure is carried to a "
            "ward by the people inside: the small pieces of voting districts described above say "
            "which share of a tract’s or block group’s people lives in which ward. The pieces are "
            "cut once more by the block groups of 2010; only within such a piece, a fraction of a "
            "city block group, are people spread evenly over the land. People of a tract or block "
            "group outside the city are left out.",
            "The error is measured where the truth is known. The 2020 census counts people by race "
            "both by tract and by voting district, and the districts make up the 2015 wards "
            "exactly. Carried from tracts, a ward’s population is off by "
            f"{float(best['mean_error'].iloc[0]):.2%} on average and "
            f"{float(best['worst_error'].iloc[0]):.2%} at worst; the table gives the shares of "
            "groups, in percentage points. The first row is bare land area, the usual way of the "
            "libraries tobler and maup: on these data both give the figures of that row. The "
            "population’s error is small partly because the weights are fitted to the same totals; "
            "the shares of groups were not used in the weights and are the honest test.",
            "What helped: fitting to tracts and districts at once (a share’s error fell by a "
            "third), and counting a tract’s land without the lake when deciding whether it lies "
            "in the city (the worst population fell from 2.3 % to 0.2 %). Spreading people by the "
            "block groups’ own survey counts lowered a share’s error by another twentieth and "
            "raised the worst, so it is not used. On the 2023 map, each group is placed by its "
            "own counts; in a test on merged districts this cut the error of a group’s count by "
            "about a sixth.",
        ),
        ("Method", "People, average", "worst", *header_of_groups()),
        tuple(method_row(errors, method) for method in CARRYING_METHODS),
    )


def header_of_groups() -> tuple[str, ...]:
    """Names of the groups in the table of errors."""
    return tuple(f"{capital(name)}: average / worst" for name in GROUP_NAMES.values())


def method_row(errors: pd.DataFrame, method: str) -> tuple[str, ...]:
    """Errors of one method: population in percent, groups in percentage points."""
    mine = errors[errors["method"] == method]
    usual, worst = (
        {str(f): float(e) for f, e in zip(mine["figure"], mine[column], strict=True)}
        for column in ("mean_error", "worst_error")
    )
    groups = (f"{usual[g] * 100:.2f} / {worst[g] * 100:.1f}" for g in GROUP_NAMES)
    return (method, f"{usual[POPULATION]:.2%}", f"{worst[POPULATION]:.1%}", *groups)


def margin_part() -> Parts:
    """How margins are computed and what is marked as uncertain."""
    return (
        "Margins of error",
        (
            "Figures of the American Community Survey come from a sample. Their margins say: in "
            "nine cases of ten, the true figure lies within. The margin of a sum is the root of "
            "the summed squares of its parts’ margins, each with its share in the ward; of parts "
            "with an estimate of zero only the largest counts. The margin of a share p = a ÷ b is "
            "√(A² − p² B²) ÷ b, with a plus sign where the root would be of a negative number. "
            "These are the Census Bureau’s own formulas. They take the parts as independent, "
            "which the Bureau says can make a margin somewhat too narrow or too wide.",
            "The error of carrying is added: its measured size, in units of √(p (1 − p)), is "
            "combined with the sampling error as the root of summed squares. It was measured on "
            "tracts and counts of 2020. Block groups are smaller, but they are not fitted, and "
            "their samples of 2014–2018 are carried by the people of 2020: their own error could "
            "not be measured. "
            "The margin of the median income follows the Bureau’s way for medians: the incomes at "
            "half plus and half minus one standard error of the share below the median.",
            "Shares of several wards (page Lists) are put together by summing first: with shares p "
            "out of b people or homes, P = Σ b p ÷ Σ b. The margin is √(Σ (b m)² + Σ ((p − P) c)²) "
            "÷ Σ b, where m is the margin of a ward’s share and c that of what it is out of. Wards "
            "are taken as independent; the error of carrying cancels along a border between two of "
            "them, so the margin is rather too wide.",
            "A figure whose standard error is a fifth of it or more is marked as uncertain. Two "
            "tables come without margins (family poverty, Spanish at home); this is said where "
            "they are shown, and their uncertainty is not known.",
        ),
        (),
        (),
    )
