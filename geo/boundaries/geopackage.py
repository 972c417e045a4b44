"""Read a GeoPackage, after checking that it is only data.

A GeoPackage is an SQLite database, and a database can compute: views, generated columns and virtual
tables run code, or unfold a small file into a large table, when somebody reads them.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import geopandas as gpd

from geo.boundaries.faults import fault, shown
from geo.boundaries.gdal import read_layer
from geo.boundaries.limits import MAX_SQL_STEPS, require_columns

# Statements a GeoPackage's own schema consists of. A view or another virtual table could run code.
_PLAIN_SQL = re.compile(
    r"CREATE\s+(TABLE|INDEX|UNIQUE\s+INDEX|TRIGGER)\s"
    r'|CREATE VIRTUAL TABLE "?[^"]*"? USING rtree\s*\([^()]*\)$',
    re.IGNORECASE,
)
# The columns of the widest table, and whether any column is generated or has a long default.
_WIDEST_AND_COMPUTED = """
    SELECT max(n), max(odd) FROM (
        SELECT count(*) n,
               max(x.hidden > 1 OR coalesce(length(x.dflt_value), 0) > 200) odd
        FROM sqlite_master m, pragma_table_xinfo(m.name) x
        WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
        GROUP BY m.name
    )
"""
_AREA_LAYERS = "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY 1"


def read(raw: bytes, name: str, layer: str | None, max_features: int) -> gpd.GeoDataFrame:
    """Check and read one layer of a GeoPackage.

    Parameters
    ----------
    raw : bytes
        The whole file.
    name : str
        Its name for messages.
    layer : str or None
        Which layer; needed only where the file holds several.
    max_features : int
        Most shapes allowed.

    Returns
    -------
    GeoDataFrame
        One row per feature, index 0 to n − 1, in the file's own system; shapes unchecked.

    Raises
    ------
    BoundaryError
        If the file computes its content, is damaged or too large, or holds no such layer.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layers.gpkg"
        path.write_bytes(raw)
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as link:
                layers = _checked_layers(link, name)
        except sqlite3.Error as error:
            raise fault(name, "The GeoPackage is damaged.", "Export it again.") from error
        return read_layer(path, _choose(layers, layer, name), name, max_features)


def _checked_layers(link: sqlite3.Connection, name: str) -> list[str]:
    """Return the layers of a GeoPackage, after refusing one that could compute its content."""
    ticks = itertools.count()
    link.set_progress_handler(lambda: next(ticks) > MAX_SQL_STEPS, 1_000_000)
    link.execute("PRAGMA trusted_schema = OFF")
    statements = [sql for (sql,) in link.execute("SELECT sql FROM sqlite_master") if sql]
    plain = all(_PLAIN_SQL.match(sql) for sql in statements)
    # Only plain tables are asked about their columns: asking a virtual one would start it.
    widest, computed = link.execute(_WIDEST_AND_COMPUTED).fetchone() if plain else (0, True)
    if computed:
        raise fault(
            name,
            "The GeoPackage holds views, computed columns or other parts that run on the server.",
            "Export the layer itself as a new GeoPackage or as GeoJSON.",
        )
    require_columns(widest or 0, name)
    return [str(table) for (table,) in link.execute(_AREA_LAYERS)]


def _choose(layers: Sequence[str], layer: str | None, name: str) -> str:
    """Return the one layer meant."""
    wanted = [item for item in layers if layer in (None, item)]
    if len(wanted) != 1:
        held = ": " + ", ".join(shown(item) for item in layers) if layers else " of areas"
        raise fault(
            name,
            f"The GeoPackage holds {len(layers)} layers{held}.",
            "Choose one of them with layer=, or export one layer alone.",
        )
    return wanted[0]
