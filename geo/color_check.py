"""Whether the classes of a picture can be told apart by every reader, said in plain words.

One check for the built-in palettes, for the colors a reader types, and for every legend. How colors
look to others is simulated by `geo.color_vision`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import Literal

from geo.color_faults import ALIKE, TURNED, Found, Look, Pair, Report, sentences
from geo.color_vision import IN_COLOR, MIN_DIFFERENCE, VISIONS, difference, lab
from geo.palettes import LINE_DARK, LINE_LIGHT
from geo.ramps import NO_DATA

Theme = Literal["light", "dark"]

THEMES: tuple[Theme, ...] = ("light", "dark")

PAGE: Mapping[Theme, str] = {"light": LINE_LIGHT, "dark": LINE_DARK}
"""Ground of the page; the lines between wards have its color."""

PAGE_WORDS: Mapping[Theme, str] = {"light": "the white page", "dark": "the dark page"}

FEWEST_ORDERED = 2
"""Two classes have no order that a third could break."""


def checked(colors: Sequence[str], *, ordered: bool, grounds: Sequence[Theme] = THEMES) -> Report:
    """Check the colors of classes that are told apart by nothing else.

    Parameters
    ----------
    colors : sequence of str
        ``#rrggbb``, the lowest class first.
    ordered : bool
        Whether they stand for amounts: then lightness must run one way, or both ways from a
        middle (see `middle_of`), and no class may look like a ward without data. Kinds are set off
        from those by the hatch.
    grounds : sequence of {"light", "dark"}
        Pages they are shown on.

    Raises
    ------
    ColorError
        If one of them is no color.
    """
    return checked_looks([Look(color.lower()) for color in colors], ordered, grounds)


def checked_looks(looks: Sequence[Look], ordered: bool, grounds: Sequence[Theme]) -> Report:
    """As `checked`, for classes that patterns or shapes may tell apart as well."""
    rivals = {vision: _rivals(looks, vision) for vision in VISIONS}
    faults = [*_alike(rivals), *_faint(looks, grounds, ordered)]
    if ordered and len(looks) > FEWEST_ORDERED:
        faults += _turns(looks, grounds, {(f.classes, v) for f in faults for v in f.visions})
    weakest = tuple(Pair(vision, *found[0]) for vision, found in rivals.items() if found)
    return Report(weakest, sentences(looks, faults))


Rival = tuple[float, int, int]
"""Difference of two classes, and their numbers from 1."""


def _rivals(looks: Sequence[Look], vision: str) -> list[Rival]:
    """Every two classes that only color tells apart, with their difference; hardest first."""
    return sorted(
        (difference(looks[a].color, looks[b].color, vision), a + 1, b + 1)
        for a, b in combinations(range(len(looks)), 2)
        if looks[a].form_seen(vision) == looks[b].form_seen(vision)
    )


def _alike(rivals: Mapping[str, Sequence[Rival]]) -> list[Found]:
    """Pairs of classes that somebody takes for one another, those of the most readers first."""
    by_pair: dict[tuple[int, int], list[str]] = {}
    for vision, pairs in rivals.items():
        for far, first, second in pairs:
            if far < MIN_DIFFERENCE:
                by_pair.setdefault((first, second), []).append(vision)
    found = [Found(pair, tuple(visions), ALIKE) for pair, visions in by_pair.items()]
    return sorted(found, key=lambda one: (-len(one.visions), one.visions, one.classes))


def _faint(looks: Sequence[Look], grounds: Sequence[Theme], ordered: bool) -> list[Found]:
    """Plain classes that somebody takes for the page, or for a ward without data."""
    found = []
    for ground in grounds:
        # Colors for both pages are printed on the white one: nobody has a gray copy of the other.
        visions = IN_COLOR if ground == "dark" and len(grounds) > 1 else VISIONS
        page = PAGE_WORDS[ground]
        for place, look in enumerate(looks, start=1):
            lost = _lost(look, PAGE[ground], visions)
            missing = _lost(look, NO_DATA[ground], visions) if ordered else ()
            if lost and lost == missing:
                found.append(
                    Found((place,), lost, f"looks like {page} and like a ward without data")
                )
                continue
            if lost:
                found.append(Found((place,), lost, f"looks like {page}"))
            if missing:
                found.append(Found((place,), missing, f"looks like a ward without data on {page}"))
    return found


def _lost(look: Look, ground: str, visions: Sequence[str]) -> tuple[str, ...]:
    """Ways of seeing that take a class without a visible form for the ground."""
    return tuple(
        vision
        for vision in visions
        if not look.form_seen(vision) and difference(look.color, ground, vision) < MIN_DIFFERENCE
    )


def middle_of(colors: Sequence[str], grounds: Sequence[Theme]) -> int | None:
    """Place (from 0) of the middle of a diverging palette; None if the colors run one way.

    A middle is lighter than both ends by `MIN_DIFFERENCE` or more. On a dark page alone it may be
    darker instead.

    Raises
    ------
    ColorError
        If one of them is no color.
    """
    levels = [lab(color)[0] for color in colors]
    for sign in (1, -1) if tuple(grounds) == ("dark",) else (1,):
        signed = [sign * level for level in levels]
        top = signed.index(max(signed))
        if signed[top] - max(signed[0], signed[-1]) >= MIN_DIFFERENCE:
            return top
    return None


def _turns(
    looks: Sequence[Look], grounds: Sequence[Theme], said: set[tuple[tuple[int, ...], str]]
) -> list[Found]:
    """Classes at which lightness turns back, unless the two are said to look alike already."""
    colors = [look.color for look in looks]
    middle = middle_of(colors, grounds)
    places = range(len(colors))
    arms = [places] if middle is None else [places[middle::-1], places[middle:]]
    found = []
    for arm in arms:
        rising = lab(colors[arm[-1]])[0] > lab(colors[arm[0]])[0]
        for one, other in pairwise(arm):
            pair = (min(one, other) + 1, max(one, other) + 1)
            seen = tuple(
                v
                for v in VISIONS
                if (lab(colors[other], v)[0] > lab(colors[one], v)[0]) != rising
                and (pair, v) not in said
            )
            if seen:
                found.append(Found((other + 1,), seen, TURNED))
    return found
