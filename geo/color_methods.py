"""The methods page on colors: what is tested, how, and how far apart the built-in colors are."""

from __future__ import annotations

from collections.abc import Sequence

from geo.choropleth import flat
from geo.color_check import THEMES, checked
from geo.color_faults import GRAY
from geo.color_mending import MOST_ORDERED
from geo.color_vision import MIN_DIFFERENCE
from geo.demographic_methods import Parts
from geo.ramps import RAMPS, Ramp, prints_gray


def color_part() -> Parts:
    """What was tested with which simulation, the thresholds, and the result for every palette."""
    return (
        "Colors",
        (
            "Every palette of the atlas is tested at every number of classes, on the light and on "
            "the dark page: as readers with full color vision see it, with protanopia, with "
            "deuteranopia, with tritanopia, and in gray print. Two classes must differ by "
            f"{MIN_DIFFERENCE:.0f} units of CIE Lab (the 1976 formula) under every way of seeing; "
            "about 2.3 units are just noticeable side by side (Mahy, Van Eycken and Oosterlinck "
            "1994), but wards of a class lie apart and are matched with a legend. Classes of an "
            "amount must also get steadily lighter or darker, or do so on both sides of a middle, "
            "and differ as much from the page and from a ward without data. Where a pattern, a "
            "dashed border or a shape tells classes apart it counts, if it can be seen on its "
            "fill. Plain colors of kinds are about equally light, so that none outshines another: "
            "gray print is not asked of them, and the table says how many it keeps apart.",
            "The simulation is that of Machado, Oliveira and Fernandes (2009) at full severity, on "
            "linear red, green and blue; gray print is the luminance of ITU-R BT.709. Hues are "
            "Cynthia Brewer’s (ColorBrewer), cividis (Nuñez, Anderton and Renslow 2018) and, for "
            "kinds, Okabe and Ito’s (2008); classes of an amount follow them at even steps of "
            "lightness.",
            "Colors a reader types go through the same check, in color on both pages and in gray "
            "on the white one, and the page says who cannot tell what. What it offers instead "
            "keeps the hues in their places and moves lightness as little as possible; where that "
            "is not enough the colors get weaker, and at last the nearest built-in palette is "
            f"taken. {MOST_ORDERED} classes are the most a gray copy keeps apart. "
            "Not tested: milder forms of color blindness, which lie between these and full color "
            "vision, worn printers, and screens with a color filter.",
        ),
        ("Palette", "Classes at most", "Least difference in color", "in gray print"),
        (*(ramp_row(one) for one in RAMPS), square_row()),
    )


def ramp_row(one: Ramp) -> tuple[str, ...]:
    """The least difference of two classes of a palette, at the most classes it has."""
    both = [one.colors(one.max_classes, dark=theme == "dark") for theme in THEMES]
    in_color, in_gray = least(both)
    safe = max(k for k in range(1, one.max_classes + 1) if prints_gray(one, k))
    gray = f"{in_gray:.1f}" if safe == one.max_classes else f"told apart up to {safe} classes"
    return one.label, str(one.max_classes), f"{in_color:.1f}", gray


def square_row() -> tuple[str, ...]:
    """The same of the nine colors for two things at once."""
    in_color, _ = least([flat(dark=theme == "dark") for theme in THEMES])
    return (
        "Nine colors for two indicators",
        "9",
        f"{in_color:.1f}",
        "neighbors of a row or column are told apart",
    )


def least(both: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Least difference in color on either page, and in gray on the light one: paper is white."""
    pages = [checked(colors, ordered=False).weakest for colors in both]
    in_color = min(p.difference for page in pages for p in page if p.vision != GRAY)
    return in_color, min(p.difference for p in pages[0] if p.vision == GRAY)
