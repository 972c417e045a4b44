"""Results on organized wards as a histogram and as a table, ward by ward."""

from __future__ import annotations

from geo.analysis.autocorrelation import JoinCounts
from geo.analysis.coverage import ALL
from geo.analysis.local_clusters import LocalJoins
from geo.atlas import Atlas
from geo.cluster_classes import HOLDS_WORDS, TRIAL_HEADS, trial_cells
from geo.cluster_story import Bar, Histogram, about
from geo.clustering import LIST, Joined, Question
from geo.sheets import Row, Sheet


def histogram(main: JoinCounts) -> Histogram:
    """How many shuffles gave how many joins."""
    first = next(at for at, times in enumerate(main.shuffled) if times)
    last = max(len(main.shuffled) - 1, main.joins)
    counts = dict(enumerate(main.shuffled))
    shown = range(min(first, main.joins), last + 1)
    low, high = main.quantile(0.05), main.quantile(0.95)
    return Histogram(
        bars=tuple(Bar(at - 0.5, at + 0.5, counts.get(at, 0)) for at in shown),
        observed=main.joins,
        expected=main.expected,
        observed_words=f"the real map: {main.joins}",
        expected_words=f"expected: {about(main.expected).removeprefix('about ')}",
        axis="Pairs of neighbors",
        written=tuple(map(str, shown)),
        alt=(
            f"{main.permutations:,} shuffled maps by their pairs of neighbors. Nine in ten have "
            f"from {low} to {high} pairs, {about(main.expected)} on average; the real map has "
            f"{main.joins}, and {main.as_many:,} shuffles have as many or more."
        ),
    )


def join_sheet(atlas: Atlas, found: Joined) -> Sheet:
    """Every ward with its neighbors of the kind, by number."""
    asked = found.question
    kind = "On the list" if asked.tested == LIST else "Organized"
    rows = tuple(sheet_row(atlas, one, kind, asked) for one in found.local)
    kinds = {
        "Ward": "count",
        "Neighbors": "count",
        "Neighbors of its kind": "count",
        "Expected by chance": "number",
        **dict.fromkeys(TRIAL_HEADS, "p"),
    }
    sure = "" if asked.sure == ALL else f"_{asked.sure}"
    return Sheet(f"clusters_{asked.tested}_{asked.vintage}{sure}", rows, kinds)


def sheet_row(atlas: Atlas, one: LocalJoins, kind: str, asked: Question) -> Row:
    """One ward of the sheet."""
    trial = one.trial
    return {
        "Ward": one.ward,
        "Alderperson": atlas.alder(asked.vintage, one.ward),
        kind: "yes" if trial else "no",
        "Neighbors": one.neighbours,
        "Neighbors of its kind": one.joins,
        "Expected by chance": round(one.expected, 2),
        **trial_cells(trial),
        "Stands out": HOLDS_WORDS[trial.holds] if trial else "",
        "Ward map": asked.vintage,
    }
