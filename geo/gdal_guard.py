"""Hold GDAL, the library behind pyogrio and geopandas, to the three formats the atlas reads.

GDAL knows some sixty vector formats and picks one by looking inside the file, whatever its name.
Several of them (virtual layers, database dumps, web services) open *other* files or addresses
named in the file. A visitor's upload could use one to read the server's own files, so every driver
but three is switched off before GDAL starts; afterwards is too late.

Importing this module is enough and costs nothing: it needs the standard library only. `geo`
imports it first, so inside the package a plain `import geopandas as gpd` is safe. A script outside
the package starts with ``import geo`` above its first geopandas import. Code that opens files also
calls `require_guard`, which looks at the drivers GDAL really loaded.
"""

from __future__ import annotations

import os
import sys

from geo.errors import AtlasError

READABLE = ("ESRI Shapefile", "GeoJSON", "GPKG")
"""The only formats of the atlas, by GDAL's names."""

REFUSED = (
    *("ADBC", "AIVector", "AVCBin", "AVCE00", "AmigoCloud", "CSV", "CSW", "Carto", "DGN", "DXF"),
    *("EDIGEO", "EEDA", "ESRIJSON", "Elasticsearch", "FlatGeobuf", "GDALG", "GML", "GPSBabel"),
    *("GPX", "GTFS", "GeoJSONSeq", "GeoRSS", "HTTP", "Idrisi", "JML", "JSONFG", "KML", "LIBKML"),
    *("LVBAG", "MBTiles", "MEM", "MVT", "MapInfo File", "MapML", "MiraMonVector", "NGW", "OAPIF"),
    *("ODS", "OGCAPI", "OGR_GMT", "OGR_PDS", "OGR_VRT", "OSM", "OpenFileGDB", "PCIDSK", "PDF"),
    *("PDS4", "PGDUMP", "PLSCENES", "PMTiles", "S57", "SQLite", "SXF", "Selafin", "TopoJSON"),
    *("VDV", "VFK", "VICAR", "WAsP", "WFS", "XLSX"),
)
"""Every other vector driver of the pinned pyogrio wheel (GDAL 3.12)."""

SETTINGS = {
    # Names are parted by commas: one of them holds a space.
    "OGR_SKIP": ",".join(REFUSED),
    # No drivers from plug-in folders, which would arrive after the list above was applied.
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_PYTHON_DRIVER_PATH": "disable",
    # Nothing on the network: no file name ends like this, and PROJ fetches no grids.
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".no-network",
    "PROJ_NETWORK": "OFF",
    # A GeoPackage is a database: it may not reach out of its own file or load machine code.
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "NO",
    "OGR_SQLITE_LIST_VIRTUAL_OGR": "NO",
    "SQLITE_USE_URI": "NO",
    # A damaged index is refused, not rebuilt on the server's disk.
    "SHAPE_RESTORE_SHX": "NO",
    "OGR_GEOJSON_MAX_OBJ_SIZE": "50",
}
"""Environment variables GDAL and PROJ read when they start."""


class GuardError(AtlasError):
    """GDAL is running, or would run, with more formats than the atlas allows."""


def require_guard() -> None:
    """Raise unless GDAL has loaded the three formats of the atlas and no other.

    Raises
    ------
    GuardError
        If pyogrio was imported before the guard, or a newer GDAL brought a driver that is not
        listed in `REFUSED`.
    """
    # Imported here: GDAL must not start before this module has set the environment.
    import pyogrio  # noqa: PLC0415

    extra = sorted(set(pyogrio.list_drivers()) - set(READABLE))
    if extra:
        raise GuardError(
            f"GDAL can open more formats than {', '.join(READABLE)}: {', '.join(extra)}. "
            "They could read the server's own files. Put `import geo` above the first import of "
            "geopandas or pyogrio; if it is there already, add these names to REFUSED in "
            "geo/gdal_guard.py."
        )


def _set_limits() -> None:
    if "pyogrio" in sys.modules:
        # GDAL has read its environment already: it is either guarded or beyond mending.
        require_guard()
    os.environ.update(SETTINGS)


_set_limits()
