"""Classes of the map of clusters: colors, patterns, and what each means in plain words."""

from __future__ import annotations

from geo.analysis.local_clusters import BONFERRONI, FDR, NONE, RAW, LocalJoins, Trial
from geo.analysis.moran import LocalMoran
from geo.palettes import LINE_DARK, LINE_LIGHT, Ink, PresenceClass
from geo.sheets import Row

WITH, WITHOUT, SAME = "with", "without", "same"
"""A ward of the kind that does not stand out; one that is not of the kind; a ward whose figure is
not told apart from its neighbors' by more than chance."""


def flat(fill: str, line: str, pattern: str = "") -> Ink:
    """A fill with lines of the page's color; `pattern` is the color of a pattern, if it has one."""
    return Ink(fill, line, pattern or fill)


JOIN_CLASSES: tuple[PresenceClass, ...] = (
    PresenceClass(
        BONFERRONI,
        "Stands out, even by the strictest count",
        "stands out, strictest count",
        flat("#08406b", LINE_LIGHT),
        flat("#bfe6fb", LINE_DARK),
    ),
    PresenceClass(
        FDR,
        "Stands out, allowing for many wards",
        "stands out, allowing for many wards",
        flat("#2b83ba", LINE_LIGHT, "#ffffff"),
        flat("#4ea3d8", LINE_DARK, "#10161c"),
        pattern="cross",
    ),
    PresenceClass(
        RAW,
        "Stands out only if looked at alone",
        "stands out only if looked at alone",
        flat("#8fc3e4", LINE_LIGHT, "#1d5f92"),
        flat("#2c5c7c", LINE_DARK, "#8cc5e8"),
        pattern="hatch",
    ),
    PresenceClass(
        WITH,
        "Has one; neighbors as chance would have them",
        "as chance would have it",
        flat("#8fc3e4", LINE_LIGHT),
        flat("#2c5c7c", LINE_DARK),
    ),
    PresenceClass(
        WITHOUT,
        "None counted here",
        "none counted",
        flat("#d8d6d0", LINE_LIGHT),
        flat("#2b353e", LINE_DARK),
    ),
)
"""Wards of a kind by how surely they have more neighbors of it than chance, in legend order."""

JOIN_HELP = {
    BONFERRONI: "More neighbors of its kind than chance gives in 1 of 20 maps, even when "
    "that limit is divided by the number of wards looked at (Bonferroni).",
    FDR: "More than chance, when at most one in twenty of the wards so marked may be marked by "
    "mistake (false discovery rate, Benjamini–Hochberg).",
    RAW: "More than chance gives in 1 of 20 maps, if this were the only ward looked at. Looking at "
    "many wards, a few will be marked by chance alone: a hint, no finding.",
    WITH: "It counts, and the number of its neighbors that count too is what shuffling easily "
    "gives.",
    WITHOUT: "It does not count by these settings, so it has no pairs to count. None listed is not "
    "proof of none.",
}
"""What each class means, for a reader who asks."""

LIST_HELP = {**JOIN_HELP, WITHOUT: "The ward is not on list A, so it has no pairs to count."}
"""The same for the wards of a list."""

MORAN_CLASSES: tuple[PresenceClass, ...] = (
    PresenceClass(
        "hh",
        "High beside high",
        "high beside high",
        flat("#7f3b08", LINE_LIGHT),
        flat("#f7c68b", LINE_DARK),
    ),
    PresenceClass(
        "hl",
        "High beside low",
        "high beside low",
        flat("#f1a340", LINE_LIGHT, "#5c2c06"),
        flat("#8f6215", LINE_DARK, "#f3cf97"),
        pattern="dots",
    ),
    PresenceClass(
        "lh",
        "Low beside high",
        "low beside high",
        flat("#b9d7ec", LINE_LIGHT, "#1d5f92"),
        flat("#2c5c7c", LINE_DARK, "#a9d6f2"),
        pattern="backhatch",
    ),
    PresenceClass(
        "ll",
        "Low beside low",
        "low beside low",
        flat("#4f97cc", LINE_LIGHT),
        flat("#5fa8da", LINE_DARK),
    ),
    PresenceClass(
        SAME,
        "Not told apart from chance",
        "not told apart from chance",
        flat("#e2e0da", LINE_LIGHT),
        flat("#2b353e", LINE_DARK),
    ),
)
"""Wards by their figure and their neighbors', in legend order."""

MORAN_HELP = {
    "hh": "The ward is above the average ward, and so are its neighbors taken together: a pocket "
    "of high figures.",
    "hl": "The ward is above the average ward, its neighbors taken together are below: a high "
    "figure among low ones.",
    "lh": "The ward is below the average ward, its neighbors taken together are above: a low "
    "figure among high ones.",
    "ll": "The ward is below the average ward, and so are its neighbors taken together: a pocket "
    "of low figures.",
    SAME: "Likeness or contrast with the neighbors that chance easily gives, when one in twenty of "
    "the marked wards may be marked by mistake (false discovery rate).",
}

SURE = (BONFERRONI, FDR)
"""What a ward's figure must hold against to be colored."""

HOLDS_WORDS = {
    BONFERRONI: "both corrections",
    FDR: "false discovery rate",
    RAW: "before correction only",
    NONE: "no",
}
"""Against what a ward stands out, as a cell says it."""

TRIAL_HEADS = (
    "Chance does as well",
    "The same, allowing for many wards (FDR)",
    "The same, strictest (Bonferroni)",
)
"""Heads of the columns with a ward's p-value and its two corrections, as parts of shuffles."""


def trial_cells(trial: Trial | None) -> Row:
    """Those three of a ward; empty where there is nothing to test."""
    if trial is None:
        return dict.fromkeys(TRIAL_HEADS)
    found = (trial.p, trial.fdr, trial.bonferroni)
    return {head: round(p, 4) for head, p in zip(TRIAL_HEADS, found, strict=True)}


def join_kind(found: LocalJoins) -> str:
    """Key of a ward's class among `JOIN_CLASSES`."""
    if found.trial is None:
        return WITHOUT
    return WITH if found.trial.holds == NONE else found.trial.holds


def moran_kind(found: LocalMoran) -> str:
    """Key of a ward's class among `MORAN_CLASSES`."""
    return found.quadrant if found.quadrant and found.trial.holds in SURE else SAME
