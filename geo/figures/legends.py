"""Legends as records, made from the same classes as the maps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.choropleth import Choropleth, TwoWay
from geo.coalition_day import Tie
from geo.coalition_words import mark_counts
from geo.coalitions import Coalition
from geo.figures.figure import Held, Kind, Legend, LegendRow, Square, Swatch
from geo.maps.indicator_map import fill_styles
from geo.maps.precincts import NO_FIGURE, OUTSIDE
from geo.maps.presence_map import class_style
from geo.maps.vote_map import Drawing
from geo.marks import Mark
from geo.palettes import PresenceClass
from geo.presence import Presence
from geo.vote_scale import class_counts
from geo.words import classes_of

DOUBT = "Hatched: uncertain figure"


def class_rows(
    entries: Iterable[tuple[PresenceClass, int]], *, dark: bool
) -> tuple[LegendRow, ...]:
    """A row for each class with its count of wards."""
    return tuple(
        LegendRow(Swatch("fill", class_style(klass, dark=dark)), klass.label, count)
        for klass, count in entries
    )


def presence_legend(shown: Presence, *, dark: bool) -> Legend:
    """Classes of presence with their counts of the wards shown."""
    counts = [(c, len(shown.having(c.key))) for c in classes_of(shown)]
    return Legend(f"Wards, of {len(shown.wards)}", class_rows(counts, dark=dark))


def doubt_rows(wards: tuple[int, ...], label: str = DOUBT) -> tuple[LegendRow, ...]:
    """What the thin hatch means; nothing if no ward has it."""
    return (LegendRow(Swatch("doubt"), label, len(wards)),) if wards else ()


def missing_rows(count: int, label: str = "No data") -> tuple[LegendRow, ...]:
    """Areas without data; nothing if there are none."""
    return (LegendRow(Swatch("no_data"), label, count),) if count else ()


def ring_legend(shown: Presence) -> Legend:
    """What the outlines around wards mean."""
    own = len(shown.organized)
    rows = (
        LegendRow(Swatch("ring"), "Outlined: ward organization", own),
        LegendRow(Swatch("dashed"), "Dashed: regional, or in part", len(shown.reached) - own),
    )
    return Legend("Organizations", rows)


def helped_rows(
    entries: Iterable[tuple[PresenceClass, int, str]], *, dark: bool
) -> tuple[LegendRow, ...]:
    """A row for each class with its count of wards and its meaning."""
    return tuple(
        LegendRow(Swatch("fill", class_style(klass, dark=dark)), klass.label, count, help=meaning)
        for klass, count, meaning in entries
    )


def choropleth_legend(drawn: Choropleth, doubtful: tuple[int, ...], *, dark: bool) -> Legend:
    """Classes of a map of one indicator, or of the largest groups, as the map fills them.

    `doubtful` are the wards that are hatched.
    """
    styles = fill_styles(drawn.colors, drawn.patterns, dark=dark)
    fills = tuple(
        LegendRow(Swatch("fill", style), label, count)
        for style, label, count in zip(styles, drawn.labels, drawn.counts, strict=True)
    )
    name = "Largest group" if drawn.patterns else drawn.values.indicator.label
    rows = (*fills, *missing_rows(drawn.missing), *doubt_rows(doubtful))
    return Legend(f"{name}: wards, of {len(drawn.ward_class)}", rows, ordered=not drawn.patterns)


def two_way_legends(drawn: TwoWay, doubtful: tuple[int, ...]) -> tuple[Legend | Square, ...]:
    """The square of a map of two things at once, and what the hatch means if a ward has it."""
    across, upward = range(len(drawn.across)), range(len(drawn.upward))
    square = Square(
        title=f"Wards by {drawn.second} (upward) and {drawn.first} (across)",
        across=drawn.across,
        upward=drawn.upward,
        colors=tuple(tuple(drawn.color(up, to) for to in across) for up in upward),
        counts=tuple(tuple(drawn.count(up, to) for to in across) for up in upward),
        missing=drawn.missing,
    )
    return (square, Legend("", doubt_rows(doubtful))) if doubtful else (square,)


def vote_legend(
    drawn: Drawing, title: str, district: str, marked: tuple[tuple[int, ...], str], *, dark: bool
) -> Legend:
    """Classes of a map of votes with counts of wards or precincts.

    Parameters
    ----------
    drawn : Drawing
        What the map draws.
    title : str
        The measure shown.
    district : str
        Name of the district whose border is drawn over the wards; blank for none.
    marked : (wards, why)
        Wards hatched on a map of wards, from `Ballot.hatched`.
    dark : bool
        Theme.
    """
    (scale, by_ward, by_precinct), (hatched, why) = drawn, marked
    counts = class_counts(scale.kinds(by_precinct or by_ward))
    styles = fill_styles(scale.colors(dark=dark), dark=dark)
    fills = (
        LegendRow(Swatch("fill", style), label, counts[index])
        for index, (style, label) in enumerate(zip(styles, scale.labels, strict=True))
    )
    rows = (*fills, *missing_rows(counts[NO_FIGURE], "Nobody voted"))
    if counts[OUTSIDE]:
        # Precincts outside of a race are not drawn; the wards of a map of wards all are.
        kind: Kind = "empty" if by_precinct else "no_data"
        rows += (LegendRow(Swatch(kind), "Not in this race", counts[OUTSIDE]),)
    rows += () if by_precinct else doubt_rows(hatched, f"Hatched: {why}")
    if district:
        rows += (LegendRow(Swatch("district"), f"Border of the {district}, 2018", None),)
    return Legend(f"{title}: {'precincts' if by_precinct else 'wards'}", rows)


def mark_legends(
    marked: Iterable[tuple[Coalition, Mark]], ties: Mapping[int, tuple[Tie, ...]], *, dark: bool
) -> tuple[Legend, Legend]:
    """What each mark stands for, with the wards that have it, and what its drawing means."""
    bodies = (
        LegendRow(symbol(mark, "solid", dark=dark), c.name, None, mark_counts(ties, c))
        for c, mark in marked
    )
    looks = (LegendRow(symbol(SAMPLE, held, dark=dark), said, None) for held, said in LOOKS)
    return (
        Legend("Marks, one per tie of a ward", tuple(bodies)),
        Legend("How they are drawn", tuple(looks)),
    )


def symbol(mark: Mark, held: Held, *, dark: bool) -> Swatch:
    """A mark as a swatch."""
    return Swatch("symbol", shape=mark.shape, color=mark.color(dark=dark), held=held)


SAMPLE = Mark("circle", "#4c5760", "#b3bdc5")
"""Gray, because what a mark's drawing means is the same for every coalition."""

LOOKS: tuple[tuple[Held, str], ...] = (
    ("solid", "Filled: stated for this day"),
    ("open", "Open: inferred, overlapping, or stated before and after"),
    ("faint", "Gray: stated for another date only, not known on this day"),
)
"""Kinds of marks and what they mean; small ones are explained with the rule of the map."""
