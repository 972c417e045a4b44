"""What the page of clusters says of a figure: whether neighboring wards are alike in it."""

from __future__ import annotations

from math import floor

from geo.analysis.autocorrelation import SELDOM
from geo.analysis.local_clusters import RAW
from geo.analysis.moran import LocalMoran, Moran
from geo.atlas import Atlas
from geo.cluster_classes import (
    HOLDS_WORDS,
    MORAN_CLASSES,
    MORAN_HELP,
    SAME,
    TRIAL_HEADS,
    moran_kind,
    trial_cells,
)
from geo.cluster_story import (
    Bar,
    Histogram,
    Story,
    frequency,
    map_alt,
    map_footing,
    neighbour_words,
    verdict,
    where,
)
from geo.clustering import UNKNOWN, Alike, other_shuffle
from geo.compare_words import figure
from geo.demographic_words import kind_of
from geo.join_checks_words import part
from geo.join_words import named
from geo.sheets import Row, Sheet
from geo.table_records import WARD_SOURCES
from geo.wards import WARD_NUMBERS, vintage
from geo.words import capital

WIDTH = 0.02
"""Of a bar of the histogram, in units of I."""


NOT_NEIGHBORHOODS = (
    "A ward’s figure is not that of its neighborhoods: wards were drawn by politicians, and "
    "another drawing gives other pockets. Margins of the figures are not part of the shuffle."
)


def moran_story(atlas: Atlas, found: Alike) -> Story:
    """Everything the page says of a figure."""
    asked, of = found.question, found.values.indicator
    kinds = ward_kinds(found)
    return Story(
        title=headline(found),
        subtitle=(
            f"{capital(of.label)}, {of.vintage}, by ward of the {vintage(asked.vintage).label}. "
            "Each ward is held against the average of its neighbors."
        ),
        alt=map_alt(asked, f"{of.label} beside the neighbors", MORAN_CLASSES, kinds),
        trouble=trouble(found),
        classes=MORAN_CLASSES,
        helps=MORAN_HELP,
        kinds=kinds,
        blocks=blocks(atlas, found) if found.main else (),
        histogram=histogram(found.main) if found.main else None,
        tables=(),
        wards={one.ward: (ward_line(found, one),) for one in found.local},
        limits=limits(found),
        caution=NOT_NEIGHBORHOODS,
        sheet=moran_sheet(atlas, found),
        sources=tuple(dict.fromkeys((*of.sources, *WARD_SOURCES))),
        footing=map_footing(asked, f"{of.label}: {of.vintage}"),
    )


def ward_kinds(found: Alike) -> dict[int, str]:
    """Each ward's class; a ward whose figure is not known has none."""
    if found.local:
        return {one.ward: moran_kind(one) for one in found.local}
    return {ward: SAME for ward in WARD_NUMBERS if found.values.value(ward) is not None}


def headline(found: Alike) -> str:
    """The finding in one sentence."""
    label, main = found.values.indicator.label, found.main
    if main is None:
        return f"{capital(label)}: nothing to test, {reason(found)}"
    if main.value > main.expected and main.p < SELDOM:
        count = sum(kind in ("hh", "ll") for kind in ward_kinds(found).values())
        verb = "ward lies" if count == 1 else "wards lie"
        return (
            f"{capital(label)}: neighboring wards are alike, Moran’s I {main.value:.2f} of 1; "
            f"{count} {verb} in a pocket of high or low figures"
        )
    return (
        f"{capital(label)}: no sure sign that neighboring wards are alike, Moran’s I "
        f"{signed(main.value)}, {signed(main.expected)} by chance"
    )


def reason(found: Alike) -> str:
    """Why there is nothing to test."""
    if found.why == UNKNOWN:
        return f"the figure of {named(unknown(found))} is not known"
    return "every ward has the same figure"


def unknown(found: Alike) -> list[int]:
    """Wards without a figure."""
    return [ward for ward in WARD_NUMBERS if found.values.value(ward) is None]


def trouble(found: Alike) -> str:
    """What to change where nothing can be tested; blank if it can."""
    if not found.why:
        return ""
    if found.why == UNKNOWN:
        return (
            f"The figure of {named(unknown(found))} is not known, and a ward left out would change "
            "who is whose neighbor. Choose another figure, or the other ward map."
        )
    return "Likeness needs differences to begin with. Choose another figure."


def signed(value: float) -> str:
    """ "−0.02", "0.56"."""
    return f"{value:.2f}".replace("-", "−")


def blocks(atlas: Atlas, found: Alike) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Lines under headings."""
    return (
        ("Could it be chance?", chance_lines(atlas, found)),
        ("Which wards stand out", standing_lines(found)),
        ("If one ward were left out", (without_line(found),)),
    )


def chance_lines(atlas: Atlas, found: Alike) -> tuple[str, ...]:
    """I, what shuffling gives, and the same with the other shuffle."""
    main, other = found.main, found.other
    if main is None or other is None:
        return ()
    scheme = atlas.schemes[found.question.scheme].label
    asked, turned = found.question, other_shuffle(found.question)
    return (
        f"Moran’s I is {signed(main.value)}: 1 would be wards just like their neighbors, 0 no "
        f"likeness. If the figures were dealt out at random {where(asked, scheme)}, "
        f"{signed(main.expected)} would be expected; chance gives as much or more in "
        f"{frequency(main.as_large, main.permutations, main.p)}. {verdict(main.p)}",
        f"Dealt out at random {where(turned, scheme)}, {signed(other.expected)} would be expected, "
        f"and chance gives as much or more in "
        f"{frequency(other.as_large, other.permutations, other.p)}. {verdict(other.p)}",
    )


def standing_lines(found: Alike) -> tuple[str, ...]:
    """Wards of each colored class, and those that stand out before correction only."""
    kinds = ward_kinds(found)
    lines = [
        f"{klass.label}: {named([w for w, kind in kinds.items() if kind == klass.key])}."
        for klass in MORAN_CLASSES
        if klass.key != SAME
    ]
    alone = [one.ward for one in found.local if one.trial.holds == RAW]
    doubtful = [w for w in found.values.unreliable if kinds.get(w) != SAME]
    lines.append(
        f"Standing out only if looked at alone, so not colored: {named(alone)}. All "
        f"{len(found.local)} wards were looked at; two or three look special by chance alone."
    )
    if doubtful:
        lines.append(f"Colored, but with an uncertain figure of their own: {named(doubtful)}.")
    return tuple(lines)


def without_line(found: Alike) -> str:
    """The range of I without each ward in turn."""
    main = found.main
    if main is None:
        return ""
    low, high = (pick(found.without, key=lambda one: one[1]) for pick in (min, max))
    most = max(found.without, key=lambda one: (abs(one[1] - main.value), -one[0]))
    return (
        f"Without one ward at a time, Moran’s I lies between {signed(low[1])} and "
        f"{signed(high[1])}. Ward {most[0]} matters most: without it I is {signed(most[1])}."
    )


def ward_line(found: Alike, one: LocalMoran) -> str:
    """What is said of a chosen ward."""
    of = found.values.indicator
    if one.around is None:
        return f"{figure(of, one.own)}; it has no neighbor."
    return (
        f"{capital(of.label)}: {figure(of, one.own)}, its neighbors {figure(of, one.around)} on "
        f"average. Chance gives likeness or contrast as strong in {part(one.trial.p)} of shuffles; "
        f"stands out: {HOLDS_WORDS[one.trial.holds]}."
    )


def histogram(main: Moran) -> Histogram:
    """Moran's I of every shuffle, in bars of `WIDTH`."""
    places = [floor(round(value / WIDTH, 9)) for value in main.shuffled]
    shown = range(places[0], places[-1] + 1)
    counts = dict.fromkeys(shown, 0)
    for place in places:
        counts[place] += 1
    low, high = (main.shuffled[round(q * (main.permutations - 1))] for q in (0.05, 0.95))
    return Histogram(
        bars=tuple(Bar(at * WIDTH, (at + 1) * WIDTH, counts[at]) for at in shown),
        observed=main.value,
        expected=main.expected,
        observed_words=f"the real map: {signed(main.value)}",
        expected_words=f"expected: {signed(main.expected)}",
        axis="Moran’s I",
        written=tuple(f"{signed(at * WIDTH)} to {signed((at + 1) * WIDTH)}" for at in shown),
        alt=(
            f"{main.permutations:,} shuffled maps by their Moran’s I. Nine in ten lie from "
            f"{signed(low)} to {signed(high)}, {signed(main.expected)} is expected; the real map "
            f"has {signed(main.value)}, and {main.as_large:,} shuffles have as much or more."
        ),
    )


def limits(found: Alike) -> tuple[str, ...]:
    """How it is worked out, and what it does not say."""
    lines = [neighbour_words(found.question, found.ground)]
    main = found.main
    if main is not None:
        lines.insert(
            0,
            "Moran’s I with every ward held against the mean of its neighbors; figures are dealt "
            f"anew {main.permutations:,} times (seed {main.seed}), and p = (1 + shuffles with as "
            "much or more) ÷ (1 + shuffles). Single wards keep their figure while the others are "
            "dealt; p counts both high likeness and high contrast. Colored wards hold against the "
            "false discovery rate (Benjamini–Hochberg); the table gives Bonferroni’s too.",
        )
    return (*lines, NOT_NEIGHBORHOODS)


def moran_sheet(atlas: Atlas, found: Alike) -> Sheet:
    """Every ward with its neighbors' figure, by number; figures only if nothing can be tested."""
    asked, of = found.question, found.values.indicator
    local = {one.ward: one for one in found.local}
    rows = tuple(sheet_row(atlas, found, ward, local.get(ward)) for ward in WARD_NUMBERS)
    kind = kind_of(found.values)
    kinds = {
        "Ward": "count",
        capital(of.label): kind,
        "Mean of its neighbors": kind,
        "Local I": "number",
        **dict.fromkeys(TRIAL_HEADS, "p"),
    }
    return Sheet(f"clusters_{of.key}_{asked.vintage}", rows, kinds)


def sheet_row(atlas: Atlas, found: Alike, ward: int, one: LocalMoran | None) -> Row:
    """One ward of the sheet."""
    labels = {klass.key: klass.short for klass in MORAN_CLASSES}
    kind = ward_kinds(found).get(ward)
    return {
        "Ward": ward,
        "Alderperson": atlas.alder(found.question.vintage, ward),
        capital(found.values.indicator.label): found.values.value(ward),
        "Mean of its neighbors": one.around if one else None,
        "Local I": round(one.value, 3) if one else None,
        "Class": labels[kind] if kind and one else "",
        **trial_cells(one.trial if one else None),
        "Stands out": HOLDS_WORDS[one.trial.holds] if one else "",
        "Ward map": found.question.vintage,
    }
