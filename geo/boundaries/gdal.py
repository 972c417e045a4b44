"""The one call that lets GDAL open a boundary file.

By then the bytes have been checked and lie in an empty temporary folder under a name of our own.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pyogrio
import pyproj

from geo import gdal_guard
from geo.boundaries.faults import fault, unknown_crs
from geo.boundaries.limits import require_count

# At the first import, so that a server with an unguarded GDAL never starts to serve.
gdal_guard.require_guard()


def read_layer(path: Path, layer: str | None, name: str, max_features: int) -> gpd.GeoDataFrame:
    """Read one layer of a checked shapefile or GeoPackage.

    Parameters
    ----------
    path : Path
        The file to open.
    layer : str or None
        Which layer; None where there is only one.
    name : str
        The visitor's name of the file, for messages.
    max_features : int
        Most rows allowed.

    Returns
    -------
    GeoDataFrame
        1 to `max_features` rows, index 0 to n − 1, in the file's own system; shapes unchecked.

    Raises
    ------
    BoundaryError
        If the layer has no shapes, too many, or a coordinate system without a name.
    """
    try:
        frame = pyogrio.read_dataframe(path, layer=layer, max_features=max_features + 1)
    except (pyogrio.errors.CRSError, pyproj.exceptions.CRSError, NameError) as error:
        # pyogrio leaves with an unset variable where GDAL cannot put a system into words.
        raise unknown_crs(name) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise fault(name, "The file has columns but no shapes.", "Export the layer with its areas.")
    require_count(len(frame), name, max_features)
    return frame
