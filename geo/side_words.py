"""What the distribution over the sides says, in sentences and a small comparison table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.presence import Presence
from geo.sides import Scheme, SideRow
from geo.wards import vintage
from geo.words import map_badge, people_words, percent, side_name


def sides_headline(rows: Sequence[SideRow]) -> str:
    """Organizations by side, most first."""
    ordered = sorted(rows, key=lambda r: -r.organisations)
    total = sum(r.organisations for r in rows)
    if not total:
        return "No organization is counted under these settings"
    named = [r for r in ordered if r.organisations][:NAMED]
    parts = [f"{r.organisations} {side_name(r.group)}" for r in named]
    rest = [r for r in ordered if r.organisations and r not in named]
    if rest:
        parts.append(f"{sum(r.organisations for r in rest)} on {len(rest)} other sides")
    empty = [r.group for r in rows if not r.organisations]
    tail = f", none {side_name(empty[0])}" if len(empty) == 1 else ""
    return f"Of {total} organizations, {', '.join(parts)}{tail}"


NAMED = 4
"""Sides named in a headline before the rest is summed."""


def sides_subtitle(scheme: Scheme, shown: Presence) -> str:
    """Which names of sides, what counts, on which map."""
    who = "the directory" if shown.options.outside else "the 2021 essay"
    return (
        f"Organizations from {who} by side, named as “{scheme.label}”; wards and people "
        f"(2020 census) on the {map_badge(vintage(shown.vintage))}. {NAMES_ONLY}"
    )


NAMES_ONLY = "Sides are what people call them, not official borders."

MAIN_SIDE = (
    "A ward is counted on the side where most of its people live; an organization keeps its side "
    "when the ward map changes."
)
"""How wards and organizations are put on a side."""


def sides_alt(rows: Iterable[SideRow], shown: Presence) -> str:
    """The chart and map for somebody who cannot see them."""
    parts = [
        f"{r.group}: {r.organisations} organizations, {r.organized} of {len(r.wards)} wards with "
        f"one of their own, {people_words(r.population)} people"
        for r in rows
    ]
    return f"By side, {vintage(shown.vintage).label}. " + "; ".join(parts) + "."


def changes_table(
    tables: Mapping[tuple[str, int], Sequence[SideRow]],
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Every scheme and ward map side by side.

    Parameters
    ----------
    tables : mapping
        Rows by (scheme label, vintage).

    Returns
    -------
    (header, rows)
        One row per scheme and side: organizations, then wards with an organization of all wards
        and the share of people for each map.
    """
    years = sorted({year for _, year in tables})
    labels = list(dict.fromkeys(label for label, _ in tables))
    by_map = [t for year in years for t in (f"Wards, {year} map", f"People, {year} map")]
    header = ("Sides", "Side", "Organizations", *by_map)
    body = []
    for label in labels:
        first = tables[label, years[0]]
        for number, row in enumerate(first):
            cells = [label if number == 0 else "", row.group, str(row.organisations)]
            for year in years:
                same = tables[label, year][number]
                total = sum(r.population for r in tables[label, year])
                cells.append(f"{same.organized} of {len(same.wards)}")
                cells.append(percent(same.population / total))
            body.append(tuple(cells))
    return header, body
