"""The figure of the gaps: which wards are covered how surely, and who is left out in the others."""

from __future__ import annotations

from collections.abc import Mapping

from geo.atlas import Atlas
from geo.figures.basis import borders_of, coverage_of
from geo.figures.caveats import UNPROVEN, dimmed
from geo.figures.figure import Figure, Legend, LegendRow, Swatch
from geo.figures.legends import class_rows, doubt_rows, missing_rows
from geo.gap_classes import GapClasses, gap_classes
from geo.gap_figures import CityGaps, city_gaps, name_of, settled
from geo.gap_notes import counted_line, gap_footing, gap_sources, interval_line
from geo.gap_sheets import gap_sheet
from geo.gap_words import LEVEL_LINE, gap_alt, gap_headline, gap_subtitle, rule_lines, who_line
from geo.maps.gap_map import gap_state, left_styles
from geo.sides import WardSide
from geo.view import View
from geo.wards import vintage
from geo.words import capital, map_badge

UNSURE = "Hatched: one is listed, but not as sure as asked for"


def gaps_figure(
    atlas: Atlas,
    view: View,
    found: CityGaps,
    drawn: GapClasses,
    sides: Mapping[int, WardSide],
    *,
    dark: bool,
) -> Figure:
    """Coverage of the fifty wards, and the gaps of the city or of one side as a table.

    Parameters
    ----------
    view : View
        Settled (`geo.gap_figures.settled`).
    found : CityGaps
    drawn : GapClasses
        Of the same coverage.
    sides : mapping
        Each ward's side under the view's scheme.
    dark : bool
        Theme.
    """
    return Figure(
        page="gaps",
        view=view,
        title=gap_headline(found, atlas, view.side),
        subtitle=gap_subtitle(found, view),
        badge=map_badge(vintage(view.map)),
        alt=gap_alt(found, drawn),
        picture=gap_state(drawn, view, sides, dark=dark),
        legends=gap_legends(found, drawn, dark=dark),
        sheet=gap_sheet(atlas, found, view.side),
        sources=gap_sources(found),
        footing=gap_footing(found),
        caveats=(
            interval_line(found, view.side),
            UNPROVEN,
            LEVEL_LINE,
            *rule_lines(found.rule, found.year),
            who_line(found.who),
            counted_line(found.year),
            *dimmed(view),
        ),
    )


def gap_legends(found: CityGaps, drawn: GapClasses, *, dark: bool) -> tuple[Legend, Legend]:
    """Covered wards by how surely, then the gaps by who is left out."""
    left = tuple(
        LegendRow(Swatch("fill", style), label, count)
        for style, (label, count) in zip(left_styles(drawn, dark=dark), drawn.left, strict=True)
    )
    doubt = doubt_rows(drawn.unsure, UNSURE)
    return (
        Legend("Wards covered, of 50", class_rows(drawn.covered, dark=dark)),
        Legend(
            f"Not covered: {capital(name_of(found.who))} left out",
            (*left, *missing_rows(drawn.missing, "Not known"), *doubt),
        ),
    )


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    view, _ = settled(atlas, view)
    covered = coverage_of(atlas, view)
    found = city_gaps(
        atlas,
        covered,
        borders_of(atlas, view),
        level=view.sure,
        who=view.who,
        scheme=view.scheme,
    )
    drawn = gap_classes(covered, view.sure, found.counts)
    sides = atlas.ward_sides(view.map, view.scheme)
    return gaps_figure(atlas, view, found, drawn, sides, dark=dark)
