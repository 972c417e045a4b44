"""How much one boundary file may hold, so that no file fills the server's memory or stalls it.

The numbers are the atlas's own choice, with room for every official file in use.
"""

from __future__ import annotations

from geo.boundaries.faults import fault
from geo.errors import BoundaryError

MAX_BYTES = 48 * 2**20
"""Most bytes of one file, unpacked. The largest official file in use unpacks to 7 MB."""

MAX_MEMBERS = 100
"""Most files in one zip archive; a shapefile needs four or five."""

MAX_RATIO = 200
"""Most bytes one zipped byte may unpack to. Shapefiles stay below 20."""

RATIO_FROM = 2**20
"""Bytes below which a member may unpack to any multiple of its size: it can do no harm."""

MAX_FEATURES = 20_000
"""Most shapes of one file; the largest official one in use has 3,993."""

MAX_COLUMNS = 500
"""Most columns of one table."""

MAX_VERTICES = 1_000_000
"""Most corner points of one file; both ward maps together have 154,000."""

MAX_RING_PAIRS = 25_000_000
"""Most pairs of rings within shapes: comparing rings takes time with the square of their count."""

MAX_TANGLE = 200_000
"""Most pairs of sides whose boxes meet, beyond a ring's natural three or so per side.

The time to check and mend a shape grows with these pairs: a plain file has none to spare, a
2,000-point star has four million and takes minutes and gigabytes.
"""

MAX_JSON_VALUES = 4_000_000
"""Most values of a GeoJSON file, counted before parsing makes each many times larger than its text.

A corner point is three or four of them.
"""

MAX_SQL_STEPS = 100
"""Millions of steps the check of a GeoPackage may take; a real one needs a fraction of one."""


def require_count(rows: int, name: str, max_features: int) -> None:
    """Raise BoundaryError unless a file has 1 to `max_features` shapes."""
    if rows == 0:
        raise fault(name, "The file holds no shapes.", "Export a layer with at least one area.")
    if rows > max_features:
        raise fault(
            name,
            f"The file holds more than {max_features:,} shapes.",
            "Keep only the areas you need.",
        )


def require_columns(count: int, name: str) -> None:
    """Raise BoundaryError if a table has more than `MAX_COLUMNS` columns."""
    if count > MAX_COLUMNS:
        raise fault(
            name,
            f"The table has {count:,} columns.",
            f"At most {MAX_COLUMNS} are read: keep only the columns you need.",
        )


def require_work(points: int, ring_pairs: int, name: str) -> None:
    """Raise BoundaryError if a file has too many corner points, or too many rings in its shapes.

    `ring_pairs` is the sum over shapes of (number of rings)².
    """
    if points > MAX_VERTICES or ring_pairs > MAX_RING_PAIRS:
        raise fault(
            name,
            f"The shapes are too detailed ({points:,} corner points).",
            f"At most {MAX_VERTICES:,} points and some 5,000 rings are read: simplify the shapes.",
        )


def too_large(name: str, what: str) -> BoundaryError:
    """Return the error for a file of more than `MAX_BYTES`, as it comes or unpacked."""
    remedy = f"At most {MAX_BYTES // 2**20} MB are read: send fewer or simpler shapes."
    return fault(name, what, remedy)
