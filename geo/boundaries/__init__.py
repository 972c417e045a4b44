"""The one reader of boundary files, and the writer of the atlas's own.

The same reader serves the committed boundaries and a file a visitor sends, so it trusts nothing.
Start with `reader`, which shows the steps in order; each step has a module of its own:

- `archives`, `shapefile`, `geopackage`, `geojson`: is the content safe, and what is in it;
- `gdal`: the one call that lets GDAL open a file;
- `systems`: which coordinate system, and does that put the file near Chicago;
- `shapes`: are these areas, and are they sound;
- `limits` and `faults`: how much a file may hold, and what is said about one that is refused;
- `writer`: the zipped shapefiles of the atlas.
"""

from geo.boundaries.faults import RepairedGeometryWarning
from geo.boundaries.reader import read_boundaries
from geo.boundaries.writer import write_shapefile_zip

__all__ = ["RepairedGeometryWarning", "read_boundaries", "write_shapefile_zip"]
