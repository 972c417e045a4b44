"""Whether every reader can tell the classes of a figure apart, so that the desk can warn."""

from __future__ import annotations

from geo.color_check import Theme, checked_looks
from geo.color_faults import Fault, Look, Pair, Report
from geo.figures.figure import Figure, Legend, Square, Swatch

FAINT_MARK = "#8a949c"
"""Gray of the dashed outline of a mark that is drawn faint, whatever its color."""


def figure_report(figure: Figure) -> Report:
    """Check the fills and marks of each legend of a figure as they are drawn, in its own theme.

    Patterns, dashes and shapes count as differences. Classes of different legends are not compared:
    they are told apart by where they stand. Findings name the rows of a legend.
    """
    theme: Theme = "dark" if figure.picture and figure.picture.dark else "light"
    reports = [
        checked_looks(looks_of(legend), isinstance(legend, Legend) and legend.ordered, (theme,))
        for legend in figure.legends
    ]
    faults: list[Fault] = [fault for report in reports for fault in report.faults]
    pairs = [pair for report in reports for pair in report.weakest]
    return Report(weakest_of(pairs), tuple(faults))


def weakest_of(pairs: list[Pair]) -> tuple[Pair, ...]:
    """Of each way of seeing the hardest pair of all legends."""
    visions = dict.fromkeys(pair.vision for pair in pairs)
    return tuple(
        min((p for p in pairs if p.vision == vision), key=lambda p: p.difference)
        for vision in visions
    )


def looks_of(legend: Legend | Square) -> tuple[Look, ...]:
    """The fills and marks a legend explains; what the stylesheet draws the same everywhere (rings,
    hatches) is left out."""
    if isinstance(legend, Square):
        return tuple(
            Look(color, f"{brief(upward)} × {brief(across)}")
            for upward, colors in zip(legend.upward, legend.colors, strict=True)
            for across, color in zip(legend.across, colors, strict=True)
        )
    found = [(row.label, look_of(row.swatch)) for row in legend.rows]
    return tuple(
        Look(look.color, label, look.form, look.pattern, look.ink) for label, look in found if look
    )


def brief(step: str) -> str:
    """ "low third" of "low third, 5.8% – 14.9%"."""
    return step.partition(",")[0]


def look_of(swatch: Swatch) -> Look | None:
    """How a swatch is drawn; None if it is neither a fill nor a mark."""
    if swatch.kind == "symbol":
        color = FAINT_MARK if swatch.held == "faint" else swatch.color
        return Look(color.lower(), form=f"{swatch.shape} {swatch.held}")
    if swatch.kind != "fill" or swatch.style is None:
        return None
    style = swatch.style
    pattern = "" if style.pattern == "none" else style.pattern
    return Look(style.fill.lower(), "", style.dash, pattern, pattern and style.pattern_color)
