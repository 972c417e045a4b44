"""Color ramps of choropleths: sequential for amounts, diverging around a meaningful middle,
qualitative for kinds, a reader's own, and a square of nine for two indicators at once.

Hues are Cynthia Brewer's (ColorBrewer, colorbrewer.org, Apache license), cividis (Nuñez, Anderton
and Renslow 2018) and Okabe and Ito's (2008). The published steps are small at eight or nine classes
and the pale ends look like missing data, so ordered ramps follow those hues at even steps of
lightness. Every ramp is tested in both themes, at every number of classes, as seen with each
color-vision deficiency and in gray print.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from geo.color_vision import MIN_DIFFERENCE, from_lab, lab, weakest_pair
from geo.errors import AtlasError

Kind = Literal["sequential", "diverging", "qualitative", "own"]

NO_DATA = {"light": "#f6f6f4", "dark": "#1c242c"}
"""Ground of the hatch of a ward without data, as the map draws it."""

NEAR_PAGE = {False: 88.5, True: 24.0}
FAR_FROM_PAGE = {False: 20.5, True: 93.0}
"""CIE lightness at the two ends of an ordered ramp, by dark theme or not. The end near the page
still differs from a ward without data by `MIN_DIFFERENCE`; the two ends leave room for nine."""

FEWEST = 3
"""Ramps are made for three classes and more; one or two colors are taken out of three."""

WIDEST_STEP = 20.0
"""Lightness between neighbors; wider steps would make three classes needlessly harsh."""

ARMS_APART = 8.5
"""Lightness between the two sides of a diverging ramp at the same distance from its middle: a
little over `MIN_DIFFERENCE`, so that a gray copy does not turn the two sides into one."""


class RampError(AtlasError):
    """A ramp was asked for by a wrong name, or for a number of classes it does not have."""


@dataclass(frozen=True)
class Ramp:
    """One ramp, made of published colors.

    `brewer` names them in ColorBrewer's table, `anchors` lists them (`dark_anchors` for the dark
    theme, if they differ). `max_classes` is how many classes stay apart for every reader.
    """

    key: str
    label: str
    kind: Kind
    brewer: str = ""
    anchors: tuple[str, ...] = ()
    dark_anchors: tuple[str, ...] = ()
    max_classes: int = 9

    def colors(self, k: int, *, dark: bool) -> tuple[str, ...]:
        """The colors of `k` classes, the lowest first.

        Parameters
        ----------
        k : int
            1 to `max_classes`.
        dark : bool
            For the dark theme. The colors of low values, or of the middle of a diverging ramp, are
            near the page in both themes: pale on a light page, deep on a dark one. A reader's own
            colors are the same in both.

        Returns
        -------
        tuple of str, length k
            ``#rrggbb``.

        Raises
        ------
        RampError
            If the ramp has no `k` classes.
        """
        if not 1 <= k <= self.max_classes:
            raise RampError(
                f"The ramp {self.label!r} has no {k} classes. Use 1 to {self.max_classes}, "
                "or another ramp."
            )
        if self.kind == "qualitative":
            return ((dark and self.dark_anchors) or self.anchors)[:k]
        if self.kind == "own":
            return blended(self.anchors, k)
        draw = _sequential if self.kind == "sequential" else _diverging
        return _few(draw(self, FEWEST, dark), k) if k < FEWEST else draw(self, k, dark)

    def hues(self) -> tuple[str, ...]:
        """The published colors the ramp follows, in the order they were published."""
        return self.anchors or _brewer(self.brewer, 9 if self.kind == "sequential" else 11)


def _few(three: tuple[str, ...], k: int) -> tuple[str, ...]:
    return (three[1],) if k == 1 else (three[0], three[2])


@cache
def _brewer(name: str, n: int) -> tuple[str, ...]:
    # Here, because branca loads a template engine that the colors do not need.
    from branca.utilities import color_brewer  # noqa: PLC0415

    return tuple(color_brewer(name, n))


def _span(k: int, dark: bool) -> tuple[float, float]:
    """Lightness of the class nearest to the page and of the one farthest from it."""
    near, far = NEAR_PAGE[dark], FAR_FROM_PAGE[dark]
    widest = WIDEST_STEP * (k - 1)
    return near, min(far, near + widest) if dark else max(far, near - widest)


def _between(start: float, end: float, n: int) -> list[float]:
    """`n` numbers at even steps from `start` to `end`; `end` alone if there is to be one."""
    return [end] if n == 1 else [start + (end - start) * i / (n - 1) for i in range(n)]


@cache
def _sequential(ramp: Ramp, k: int, dark: bool) -> tuple[str, ...]:
    return tuple(_at(ramp.hues(), level) for level in _between(*_span(k, dark), k))


@cache
def _diverging(ramp: Ramp, k: int, dark: bool) -> tuple[str, ...]:
    """Two arms that leave the page's lightness together, the second always a little ahead."""
    hues, n = ramp.hues(), k // 2
    near, far = _span(k, dark)
    ahead = ARMS_APART if dark else -ARMS_APART
    levels = _between(near + ahead, far, n) if k % 2 == 0 else _between(near, far, n + 1)[1:]
    low = [_at(hues[: len(hues) // 2], level - ahead) for level in levels]
    high = [_at(hues[len(hues) // 2 + 1 :], level) for level in levels]
    middle = [from_lab(near, 0, 0)] * (k % 2)
    return (*reversed(low), *middle, *high)


def blended(colors: tuple[str, ...], k: int) -> tuple[str, ...]:
    """`k` colors at even steps along the line through `colors` in CIE Lab; as they are if they are
    `k`, and the middle of the line for one."""
    ends = [0.5] if k == 1 else _between(0.0, 1.0, k)
    return tuple(_along(colors, share * (len(colors) - 1)) for share in ends)


def _along(colors: tuple[str, ...], place: float) -> str:
    below = min(int(place), len(colors) - 2)
    share = place - below
    pairs = zip(lab(colors[below]), lab(colors[below + 1]), strict=True)
    lightness, a, b = (start + share * (end - start) for start, end in pairs)
    return from_lab(lightness, a, b)


def _at(hues: tuple[str, ...], lightness: float) -> str:
    """The color of that CIE lightness on the line through `hues`, from black to white in Lab."""
    path = sorted([(0.0, 0.0, 0.0), *map(lab, hues), (100.0, 0.0, 0.0)])
    for (below, a0, b0), (above, a1, b1) in pairwise(path):
        if lightness <= above:
            share = (lightness - below) / (above - below)
            return from_lab(lightness, a0 + share * (a1 - a0), b0 + share * (b1 - b0))
    raise RampError(f"There is no lightness {lightness}. CIE lightness runs from 0 to 100.")


_CIVIDIS = (
    "#00224e", "#123570", "#3b496c", "#575d6d", "#707173",
    "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838",
)  # fmt: skip
_OKABE_ITO = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#f0e442")

RAMPS: tuple[Ramp, ...] = (
    Ramp("blues", "Blue", "sequential", "Blues", max_classes=8),
    Ramp("purples", "Purple", "sequential", "Purples"),
    Ramp("ylgnbu", "Yellow-green to blue", "sequential", "YlGnBu"),
    Ramp("ylorbr", "Yellow to brown", "sequential", "YlOrBr", max_classes=8),
    Ramp("cividis", "Yellow and slate (cividis)", "sequential", "", _CIVIDIS, max_classes=8),
    Ramp("puor", "Orange and purple", "diverging", "PuOr"),
    Ramp("brbg", "Brown and teal", "diverging", "BrBG"),
    # Last of its kind: on a political map red and blue are read as the two parties.
    Ramp("rdbu", "Red and blue", "diverging", "RdBu"),
    Ramp(
        "okabe_ito",
        "Eight distinct colors (Okabe–Ito)",
        "qualitative",
        anchors=(*_OKABE_ITO, "#000000"),
        dark_anchors=(*_OKABE_ITO, "#f2f2f2"),  # black would vanish in a dark page
        max_classes=8,
    ),
)
"""In the order of the picker; the first of its kind is the one to start with."""

RAMP_KEYS = tuple(ramp.key for ramp in RAMPS)


def ramp(key: str) -> Ramp:
    """The ramp of that key.

    Raises
    ------
    RampError
        If there is none.
    """
    found = {candidate.key: candidate for candidate in RAMPS}
    if key not in found:
        raise RampError(f"There is no ramp called {key!r}. Use {', '.join(RAMP_KEYS)}.")
    return found[key]


def prints_gray(found: Ramp, k: int) -> bool:
    """Whether all `k` classes can still be told apart on a gray copy of the light theme.

    Qualitative colors are about equally light on purpose and usually cannot.

    Raises
    ------
    RampError
        If the ramp has no `k` classes.
    """
    colors = found.colors(k, dark=False)
    return k == 1 or weakest_pair(colors, "gray")[0] >= MIN_DIFFERENCE


def bivariate_colors(*, dark: bool) -> tuple[tuple[str, ...], ...]:
    """Nine colors for two indicators at once, after Joshua Stevens' three-by-three maps (2015).

    Blue and orange instead of his blue and pink, because readers with any color-vision deficiency
    tell these apart; both add up to brown on a light page and to pale rose on a dark one. Lightness
    changes by the same step along both sides, so that neither indicator outshines the other.

    Returns
    -------
    tuple of 3 tuples of 3 str
        ``#rrggbb`` by [second indicator, low to high][first indicator, low to high]. Neighbors
        differ in gray print; along a diagonal they differ in color only.
    """
    return _BIVARIATE_DARK if dark else _BIVARIATE_LIGHT


_BIVARIATE_LIGHT = (
    ("#dedede", "#99bbdc", "#359ad8"),
    ("#d9b08a", "#a08e89", "#646e87"),
    ("#c88337", "#95633c", "#64453d"),
)
_BIVARIATE_DARK = (
    ("#393939", "#315e78", "#0087bd"),
    ("#7a4f36", "#8b7776", "#91a2bc"),
    ("#bb652e", "#d59073", "#e7bcba"),
)
