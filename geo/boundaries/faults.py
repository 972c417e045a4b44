"""What is said about a boundary file that is refused, or mended."""

from __future__ import annotations

import shapely

from geo.crs import ANALYSIS, DISPLAY
from geo.errors import BoundaryError, Problem

READ_FAULTS = (
    RuntimeError,  # pyogrio's, pyproj's and "recursion too deep"
    ValueError,  # also bad text and bad JSON
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    OSError,
    shapely.errors.ShapelyError,
)
"""What Python and the libraries raise over content that is not what it should be."""


class RepairedGeometryWarning(UserWarning):
    """Some shapes crossed themselves and were mended; `features` counts from 1."""

    def __init__(self, file: str, features: tuple[int, ...]) -> None:
        self.file = file
        self.features = features
        super().__init__(
            f"{shown(file)}: shapes that crossed themselves were mended: {len(features)}. "
            f"Counting from 1: {shown(', '.join(map(str, features)))}."
        )


def shown(name: str) -> str:
    """Return a file's or layer's name fit for a message: printable, at most 120 characters."""
    return "".join(c if c.isprintable() else "?" for c in name[:120])


def fault(file: str, what: str, remedy: str) -> BoundaryError:
    """Return the error for one fault in `file`, worded like every other problem of the atlas."""
    return BoundaryError(str(Problem(shown(file), None, None, what, remedy)))


def feature_fault(file: str, feature: int, what: str, remedy: str) -> BoundaryError:
    """Return the error for one shape, `feature` being its place in the file from 0."""
    return fault(file, f"Feature {feature + 1} (counting from 1) {what}.", remedy)


def not_area(kind: str, feature: int, file: str) -> BoundaryError:
    """Return the error for a shape that is a point, a line or a mix, called `kind`."""
    remedy = "Only Polygon and MultiPolygon are read: remove points and lines."
    return feature_fault(file, feature, f"is a {shown(kind)}, not an area", remedy)


def unknown_crs(file: str) -> BoundaryError:
    """Return the error for a file that does not say, in registered terms, where it lies."""
    return fault(
        file,
        "The coordinate system is missing or not a registered one (EPSG).",
        f"Export the file in EPSG:{DISPLAY} (longitude and latitude) or EPSG:{ANALYSIS}.",
    )
