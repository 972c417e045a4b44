"""Colors that pass the check, as near as can be to colors that do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from geo.color_check import THEMES, checked, middle_of
from geo.color_vision import MIN_DIFFERENCE, ColorError, difference, from_lab, lab
from geo.ramps import NO_DATA, RAMPS, Kind

MOST_ORDERED, MOST_KINDS = 9, 8
"""As many steps of `MIN_DIFFERENCE` as fit between wards without data on a light and on a dark
page, so that a gray copy keeps them apart; kinds as many as the built-in palette of kinds has."""

ROOM = 0.5
"""Lightness added to the least step where there is room: colors of a screen are rounded."""

STRENGTHS = (1.0, 0.85, 0.7, 0.55)
"""Parts of the reader's own chroma that are tried; with less, a built-in hue is nearer."""

ROUNDED = 0.25
"""Lightness by which a gray of the screen may miss a level."""

HALVINGS = 6
"""Of the span in which the strongest color a screen can show is looked for."""


def suggested(colors: Sequence[str], *, ordered: bool) -> tuple[str, ...]:
    """The nearest palette that every reader can read, on both pages and in gray print.

    Hues keep their places. Lightness moves as little as possible, by least squares; where that is
    not enough colors get weaker, and at last the nearest built-in ramp of the same kind is taken.

    Parameters
    ----------
    colors : sequence of str, 2 to `MOST_ORDERED` or `MOST_KINDS` long
        ``#rrggbb``, the lowest class first.
    ordered : bool
        Whether they stand for amounts.

    Returns
    -------
    tuple of str
        As many; those given if they pass. `geo.color_check.checked` passes them.

    Raises
    ------
    ColorError
        If there are too few or too many, or one of them is no color.
    """
    most = MOST_ORDERED if ordered else MOST_KINDS
    if not 1 < len(colors) <= most:
        raise ColorError(
            f"{len(colors)} colors cannot be mended: give 2 to {most}. A gray copy keeps no more "
            "apart."
        )
    given = tuple(color.lower() for color in colors)
    # Of every kind and number of classes a built-in palette passes: the tests try them all.
    candidates = chain([given], _candidates(given, ordered))
    return next(c for c in candidates if checked(c, ordered=ordered).passes)


def _candidates(colors: tuple[str, ...], ordered: bool) -> Iterator[tuple[str, ...]]:
    for strength in STRENGTHS:
        yield relit(colors, ordered, strength)
    for known in _nearest_built_in(colors, ordered):
        yield relit(known, ordered, 1.0)


def _nearest_built_in(colors: tuple[str, ...], ordered: bool) -> list[tuple[str, ...]]:
    """Built-in palettes of the same kind and length, in either direction, the nearest first."""
    k = len(colors)
    kind: Kind = "qualitative"
    if ordered:
        kind = "sequential" if middle_of(colors, THEMES) is None else "diverging"
    built = [
        ramp.colors(k, dark=dark)[::way]
        for ramp in RAMPS
        for dark in (False, True)
        for way in (1, -1)
        if ramp.max_classes >= k and ramp.kind == kind
    ]

    def far(known: tuple[str, ...]) -> float:
        return sum(difference(a, b, "full") for a, b in zip(colors, known, strict=True))

    return sorted(built, key=far)


def relit(colors: Sequence[str], ordered: bool, strength: float) -> tuple[str, ...]:
    """The same hues at levels of lightness a gray copy keeps apart.

    Parameters
    ----------
    strength : float
        Part of the chroma that is kept, 0 to 1.
    """
    given = [lab(color) for color in colors]
    order = _by_lightness(colors, ordered)
    levels = _apart([given[i][0] for i in order])
    found = {
        i: _lit(level, strength * given[i][1], strength * given[i][2])
        for i, level in zip(order, levels, strict=True)
    }
    return tuple(found[i] for i in range(len(colors)))


def _by_lightness(colors: Sequence[str], ordered: bool) -> list[int]:
    """Places from the color to be darkest to the one to be lightest."""
    levels = [lab(color)[0] for color in colors]
    places = list(range(len(colors)))
    if not ordered:
        return sorted(places, key=levels.__getitem__)
    middle = middle_of(colors, THEMES)
    if middle is None:
        return places if levels[0] < levels[-1] else places[::-1]
    arms = [places[: middle + 1], places[middle:][::-1]]
    wanted = {i: level for arm in arms for i, level in zip(arm, _rising(arm, levels), strict=True)}
    # Two of one level, one in each arm: the one farther out becomes the darker.
    return sorted(places, key=lambda i: (i == middle, wanted[i], -abs(i - middle)))


def _rising(arm: Sequence[int], levels: Sequence[float]) -> list[float]:
    return _apart([levels[i] for i in arm])


def _limits() -> tuple[float, float]:
    """Lightness of the darkest and of the lightest class that no page swallows."""
    low, high = lab(NO_DATA["dark"])[0], lab(NO_DATA["light"])[0]
    return low + MIN_DIFFERENCE + ROUNDED, high - MIN_DIFFERENCE - ROUNDED


def _apart(levels: Sequence[float]) -> list[float]:
    """The numbers nearest to `levels` (least squares) that rise by a step at least, in the limits.

    Less i steps, they only must not fall: isotonic regression by pooling neighbors that do (Barlow,
    Bartholomew, Bremner and Brunk 1972). Cutting that off at the limits keeps it the nearest.
    """
    low, high = _limits()
    steps = len(levels) - 1
    step = min(MIN_DIFFERENCE + ROOM, (high - low) / steps) if steps else 0.0
    pools: list[list[float]] = []
    for place, level in enumerate(levels):
        pools.append([level - place * step])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    flat = [_mean(pool) for pool in pools for _ in pool]
    return [min(max(v, low), high - steps * step) + i * step for i, v in enumerate(flat)]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _lit(lightness: float, a: float, b: float) -> str:
    """That lightness in that hue, as strong as a screen can show it."""
    weak, strong, found = 0.0, 1.0, from_lab(lightness, a, b)
    if _misses(found, lightness):
        for _ in range(HALVINGS):
            share = (weak + strong) / 2
            tried = from_lab(lightness, share * a, share * b)
            weak, strong = (weak, share) if _misses(tried, lightness) else (share, strong)
        found = from_lab(lightness, weak * a, weak * b)
    return found


def _misses(color: str, lightness: float) -> bool:
    return abs(lab(color)[0] - lightness) > ROUNDED
