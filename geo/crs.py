"""The two coordinate systems of the atlas, and the check that a table is in the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import CrsError

if TYPE_CHECKING:
    import geopandas as gpd

DISPLAY = 4326
"""WGS 84 longitude and latitude in degrees: what Leaflet and GeoJSON expect."""

ANALYSIS = 26971
"""NAD83 / Illinois East, metres: lengths and areas in Chicago are true to about 1 in 40,000."""


def require_crs(frame: gpd.GeoDataFrame, epsg: int, what: str) -> None:
    """Raise unless `frame` is in EPSG:`epsg`.

    Parameters
    ----------
    frame : GeoDataFrame
        Any geometry table.
    epsg : int
        The required code, usually `ANALYSIS` or `DISPLAY`.
    what : str
        Name of the table in the message.

    Raises
    ------
    CrsError
        If the table has no coordinate system or another one.
    """
    if frame.crs is None:
        raise CrsError(
            f"{what} has no coordinate system. Set the one it was drawn in "
            f"(`set_crs`), then convert it with `to_crs({epsg})`."
        )
    if frame.crs.to_epsg() != epsg:
        raise CrsError(
            f"{what} is in {frame.crs.to_string()}, but EPSG:{epsg} is needed here. "
            f"Convert it first with `to_crs({epsg})`."
        )
