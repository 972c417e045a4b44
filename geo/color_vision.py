"""How colors look to readers with a color-vision deficiency, and on a gray photocopy.

Simulation: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
Vision Deficiency" (IEEE TVCG 15, 2009), matrices of severity 1.0, applied to linear RGB.
Difference: CIE 1976, the straight distance in CIE Lab (D65). Its successors weigh strong colors
better; for the question asked here, far enough apart or not, 1976 is enough and easily checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from geo.errors import AtlasError

MIN_DIFFERENCE = 8.0
"""Least difference of two classes. About 2.3 is just noticeable side by side (Mahy, Van Eycken and
Oosterlinck 1994); wards of a class lie apart and are matched with a legend, so three times that and
a little more, the same measure as for the presence map."""

Triple = npt.NDArray[np.float64]

LUMINANCE = (0.2126, 0.7152, 0.0722)
"""Share of linear red, green and blue in the brightness of a gray copy (ITU-R BT.709)."""

_SIMULATIONS: dict[str, Triple] = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
    "gray": np.tile(LUMINANCE, (3, 1)),
}

VISIONS = tuple(_SIMULATIONS)
"""Full color vision, the three deficiencies, and gray print."""

IN_COLOR = VISIONS[:-1]
"""Every reader of a colored page."""

_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = _TO_XYZ.sum(axis=1)
_KNEE = 0.0031308
"""Below this the sRGB transfer curve is a straight line (IEC 61966-2-1)."""

_COLOR = re.compile("#[0-9a-fA-F]{6}")


class ColorError(AtlasError):
    """A color or a kind of vision is not one the atlas knows."""


def _linear(color: str) -> Triple:
    """Linear red, green, blue from 0 to 1 of ``#rrggbb`` (the sRGB transfer curve undone)."""
    if not _COLOR.fullmatch(color):
        raise ColorError(f"{color!r} is not a color. Write # and six hexadecimal digits: #41b6e6.")
    parts = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 12.92 * _KNEE, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _hex(linear: Triple) -> str:
    """``#rrggbb`` of linear red, green, blue; what a screen cannot show is clipped."""
    seen = np.clip(linear, 0, 1)
    coded = np.where(seen <= _KNEE, 12.92 * seen, 1.055 * seen ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(255 * float(part)):02x}" for part in coded)


def _seen(color: str, vision: str) -> Triple:
    if vision not in _SIMULATIONS:
        raise ColorError(f"There is no vision called {vision!r}. Use {', '.join(VISIONS)}.")
    return np.clip(_SIMULATIONS[vision] @ _linear(color), 0, 1)


HALF = 55.0
"""Lightness (CIE Lab) from which on black is read better than white."""


def is_light(color: str) -> bool:
    """Whether black is read better on a color than white."""
    return lab(color)[0] > HALF


def simulate(color: str, vision: str) -> str:
    """The color that shows full color vision what `vision` sees.

    Parameters
    ----------
    color : str
        ``#rrggbb``.
    vision : str
        One of `VISIONS`.

    Raises
    ------
    ColorError
        If either is unknown.
    """
    return _hex(_seen(color, vision))


@cache
def lab(color: str, vision: str = "full") -> tuple[float, float, float]:
    """CIE Lab (D65) of ``#rrggbb`` as `vision` sees it: lightness 0 to 100, then a and b.

    Raises
    ------
    ColorError
        If either is unknown.
    """
    xyz = _TO_XYZ @ _seen(color, vision) / _WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return float(116 * f[1] - 16), float(500 * (f[0] - f[1])), float(200 * (f[1] - f[2]))


def from_lab(lightness: float, a: float, b: float) -> str:
    """The nearest ``#rrggbb`` of a CIE Lab (D65) color; what a screen cannot show is clipped."""
    y = (lightness + 16) / 116
    f = np.array([y + a / 500, y, y - b / 200])
    xyz = np.where(f > 6 / 29, f**3, (116 * f - 16) * 27 / 24389) * _WHITE
    return _hex(np.linalg.solve(_TO_XYZ, xyz))


def difference(one: str, other: str, vision: str) -> float:
    """CIE 1976 difference of two colors as `vision` sees them: sqrt(dL² + da² + db²).

    Raises
    ------
    ColorError
        If a color or the vision is unknown.
    """
    return float(np.linalg.norm(np.subtract(lab(one, vision), lab(other, vision))))


def weakest_pair(colors: Sequence[str], vision: str) -> tuple[float, int, int]:
    """The two colors hardest to tell apart: their difference and places, of all pairs.

    Raises
    ------
    ColorError
        If there are fewer than two colors, or one of them or the vision is unknown.
    """
    pairs = combinations(range(len(colors)), 2)
    found = [(difference(colors[i], colors[j], vision), i, j) for i, j in pairs]
    if not found:
        raise ColorError("One color cannot be mistaken for another. Give at least two.")
    return min(found)
