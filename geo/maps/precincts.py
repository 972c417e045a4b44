"""Figures of two thousand precincts, packed into a few letters each for the map's script.

One switch of a map of precincts sends a class per precinct, and for every other choice of the
page's control one more: written as numbers that would be a hundred kilobytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Two kinds are one letter: 8 × 8 pairs."""

KINDS = 8
NO_FIGURE = 6
"""The precinct votes in the race, but there is no figure (nobody voted)."""

OUTSIDE = 7
"""The precinct does not vote in the race."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SHARE_LETTERS, VOTE_LETTERS = 2, 3
"""Shares in tenths of a percent (0 to 1,000); votes of a precinct or ward (0 to 46,655: a ward has
some 35,000 registered voters)."""


_LETTERS = np.frombuffer(CODES.encode("ascii"), dtype=np.uint8)


def packed_kinds(kinds: npt.ArrayLike) -> str:
    """Two precincts in a letter, in the order of the file of shapes.

    Parameters
    ----------
    kinds : array of int, shape (precincts,)
        Per precinct the index of its class (0 to 5), `NO_FIGURE` or `OUTSIDE`.

    Raises
    ------
    ValueError
        If a kind is none of these.
    """
    found = np.asarray(kinds, dtype=np.int64)
    if len(found) and not 0 <= found.min() <= found.max() < KINDS:
        raise ValueError(f"A kind of precinct is a number from 0 to {KINDS - 1}.")
    padded = np.append(found, OUTSIDE) if len(found) % 2 else found
    return _LETTERS[padded[::2] * KINDS + padded[1::2]].tobytes().decode("ascii")


def unpacked_kinds(packed: str, number: int) -> npt.NDArray[np.int64]:
    """The kinds of so many precincts, as `packed_kinds` was given them.

    Raises
    ------
    ValueError
        If the text is of another number of precincts, or holds other letters.
    """
    if len(packed) != (number + 1) // 2:
        raise ValueError(
            f"{len(packed)} letters name the kinds of {2 * len(packed)} precincts, not {number}. "
            "Votes and shapes are of two builds: run `python -m geo.pipeline build`."
        )
    codes = np.array([CODES.index(letter) for letter in packed], dtype=np.int64)
    return np.column_stack((codes // KINDS, codes % KINDS)).ravel()[:number]


def packed_figures(figures: Iterable[int | None], letters: int) -> str:
    """Whole numbers of `letters` digits of base 36 each; dashes where there is none.

    Raises
    ------
    ValueError
        If a figure is negative or too large.
    """
    return "".join(_figure(one, letters) for one in figures)


def _figure(one: int | None, letters: int) -> str:
    if one is None:
        return "-" * letters
    if not 0 <= one < len(DIGITS) ** letters:
        raise ValueError(f"{one} does not fit in {letters} letters.")
    found = ""
    for _ in range(letters):
        one, digit = divmod(one, len(DIGITS))
        found = DIGITS[digit] + found
    return found


SCALE = 100_000
"""Coordinates are written as whole hundred-thousandths of a degree, a meter or less."""


def compact_shapes(shapes: Mapping[str, Any]) -> dict[str, Any]:
    """GeoJSON of precincts with every vertex as its step from the one before: a third as long.

    Parameters
    ----------
    shapes : GeoJSON
        Polygons and multipolygons in EPSG:4326 with properties `ward` and `precinct`.

    Returns
    -------
    dict
        `scale`, and `precincts`: a list of ``[ward, precinct, polygons]``, each ring a flat list
        of whole numbers: the first vertex, then steps, without the vertex that closes the ring.
    """
    precincts = [
        [
            feature["properties"]["ward"],
            feature["properties"]["precinct"],
            [[_steps(ring) for ring in polygon] for polygon in _polygons(feature["geometry"])],
        ]
        for feature in shapes["features"]
    ]
    return {"scale": SCALE, "precincts": precincts}


def _polygons(geometry: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = geometry["coordinates"]
    return [found] if geometry["type"] == "Polygon" else found


def _steps(ring: Sequence[Sequence[float]]) -> list[int]:
    grid = np.round(np.asarray(ring[:-1], dtype=float) * SCALE).astype(np.int64)
    found: list[int] = (
        np.diff(grid, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel().tolist()
    )
    return found
