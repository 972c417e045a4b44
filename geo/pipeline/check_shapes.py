"""Checks of the ward boundaries: for analysis, for the screen, and against their source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.crs import ANALYSIS, DISPLAY
from geo.errors import BuildError
from geo.pipeline.checks import REBUILD, Check, Data, first_few
from geo.pipeline.inputs import path_of, read_wards
from geo.sources import source
from geo.ward_geometry import GAP_M, border_distance
from geo.wards import WARD_NUMBERS, Vintage

CITY_SQUARE_MILES = {2015: 230.9, 2023: 231.4}
"""Area inside the city limits on the City's own ward files (data portal sp34-6z76, p293-wvbd)."""

CITY_AREA_RANGE = 0.005
SQUARE_METERS_PER_MILE = 2_589_988.110336
"""Square metres in a square mile (international mile of 1,609.344 m)."""

HOLES = 3
"""Places enclosed by the city but not part of it, on every map known: Norridge and Harwood Heights
(near 41.96° N, 87.82° W), a pocket northwest of them (41.98° N, 87.83° W), and one in the far
southwest (41.70° N, 87.69° W)."""

SLIT_M2 = 1.0
"""Slits narrower than `GAP_M` between two wards that are open to the outside, square metres in all.
The City's own 2015 file has two, 144 m² together; the build closes them."""

OVERLAP_M2 = 1.0
"""Sum of overlaps that rounding of areas can feign, square metres."""

MAX_DISPLAY_BYTES = 200_000
"""A ward map a phone loads without noticing."""

DISPLAY_AREA_RANGE = 0.005
DISPLAY_BORDER_M = 20.0
SOURCE_BORDER_M = 1.0
AREA_ROUNDING_KM2 = 1e-4
"""`area_km2` is written to four decimals."""

LOWER_TOLERANCE = "Lower DISPLAY_TOLERANCE_M in geo/ward_geometry.py and build again."

Numbers = npt.NDArray[np.float64]


def boundary_checks(data: Data, vintage: Vintage) -> Iterator[Check]:
    """The committed boundaries of one ward map: 50 wards, a coverage, the size of the city."""
    file = f"wards_{vintage.year}.zip"
    wards = data.wards(vintage.year)
    yield numbering(file, wards)
    shapes = wards.geometry.to_numpy()
    yield from coverage_checks(file, wards)
    city = shapely.union_all(shapes)
    overlap = float(shapely.area(shapes).sum() - city.area)
    yield Check(
        f"{file}: sum of ward areas less area of their union",
        f"{abs(overlap):.1f} m²",
        f"at most {OVERLAP_M2:g} m²",
        abs(overlap) <= OVERLAP_M2,
    )
    holes = sorted((shapely.area(hole) / 1e6 for hole in enclosed(city)), reverse=True)
    yield Check(
        f"{file}: places enclosed by the city",
        f"{len(holes)} ({first_few(f'{km2:.3f} km²' for km2 in holes)})",
        f"{HOLES}",
        len(holes) == HOLES,
    )
    closed = city.buffer(GAP_M / 2, join_style="mitre").buffer(-GAP_M / 2, join_style="mitre")
    slits = [a for a in shapely.area(shapely.get_parts(closed.difference(city))) if a > OVERLAP_M2]
    yield Check(
        f"{file}: slits between wards, open to the outside",
        f"{len(slits)} ({sum(slits):,.0f} m² in all)",
        f"at most {SLIT_M2:g} m²",
        sum(slits) <= SLIT_M2,
    )
    yield from city_area(file, vintage.year, city.area / SQUARE_METERS_PER_MILE)


def numbering(file: str, wards: gpd.GeoDataFrame) -> Check:
    """Wards 1 to 50 in order, once each."""
    found = tuple(wards["ward"])
    odd = sorted(set(WARD_NUMBERS).symmetric_difference(found))
    figure = f"{len(found)}" + (f" (missing or unknown: {first_few(odd)})" if odd else "")
    return Check(f"{file}: wards", figure, "50, numbered 1 to 50 in order", found == WARD_NUMBERS)


def coverage_checks(file: str, wards: gpd.GeoDataFrame) -> Iterator[Check]:
    """Shapes that needed no mending, and borders exactly shared."""
    crossed = wards.attrs["repaired_features"]
    yield Check(f"{file}: shapes that cross themselves", str(len(crossed)), "0", not crossed)
    edges = shapely.coverage_invalid_edges(wards.geometry.to_numpy())
    length = shapely.length(edges)
    wrong = wards["ward"][length > 0]
    yield Check(
        f"{file}: wards whose border is not exactly shared",
        f"{len(wrong)}"
        + (f" (ward {first_few(wrong)}; {length.sum():,.0f} m)" if len(wrong) else ""),
        "0",
        not len(wrong),
    )


def enclosed(city: shapely.Geometry) -> list[shapely.Polygon]:
    """The holes of a shape."""
    return [shapely.Polygon(ring) for part in shapely.get_parts(city) for ring in part.interiors]


def city_area(file: str, year: int, square_miles: float) -> Iterator[Check]:
    """The city's area against the published one, for the maps it is published for."""
    if year not in CITY_SQUARE_MILES:
        return
    published = CITY_SQUARE_MILES[year]
    yield Check(
        f"{file}: area of the city",
        f"{square_miles:.2f} square miles",
        f"{published} ± {CITY_AREA_RANGE:.1%}",
        abs(square_miles / published - 1) <= CITY_AREA_RANGE,
    )


def area_checks(data: Data, vintage: Vintage) -> Iterator[Check]:
    """The areas written in `ward_population.csv` are those of the boundaries."""
    wards = data.wards(vintage.year).set_index("ward")
    written = data.of_map("ward_population.csv", vintage.year).set_index("ward")["area_km2"]
    drawn = (wards.geometry.area / 1e6).reindex(written.index)
    gap = (written - drawn).abs()
    wrong = gap.index[~(gap <= AREA_ROUNDING_KM2)]
    yield Check(
        f"ward_population.csv: area_km2 against wards_{vintage.year}.zip",
        f"largest difference {gap.max():.5f} km²"
        + (f" (ward {first_few(f'{w:g}' for w in wrong)})" if len(wrong) else ""),
        f"at most {AREA_ROUNDING_KM2:g} km²",
        not len(wrong),
    )


def display_checks(data: Data, vintage: Vintage) -> Iterator[Check]:
    """The boundaries for the screen: light, whole, and close to the committed ones."""
    file = f"wards_{vintage.year}_display.geojson"
    size = data.path(file).stat().st_size
    yield Check(
        f"{file}: size",
        f"{size:,} bytes",
        f"at most {MAX_DISPLAY_BYTES:,} bytes",
        size <= MAX_DISPLAY_BYTES,
        "Raise DISPLAY_TOLERANCE_M in geo/ward_geometry.py as far as the borders allow.",
    )
    drawn, true = data.display(vintage.year), data.wards(vintage.year)
    yield numbering(file, drawn)
    yield from coverage_checks(file, drawn)
    if tuple(drawn["ward"]) == tuple(true["ward"]):
        yield from likeness(file, drawn, true, f"wards_{vintage.year}.zip")
    yield label_check(file, drawn)


def likeness(
    file: str, drawn: gpd.GeoDataFrame, true: gpd.GeoDataFrame, other: str
) -> Iterator[Check]:
    """Areas and borders of the same wards, ward by ward."""
    off = np.abs(drawn.geometry.area.to_numpy() / true.geometry.area.to_numpy() - 1)
    yield Check(
        f"{file}: ward areas against {other}",
        worst(off, true, f"{off.max():.3%}", DISPLAY_AREA_RANGE),
        f"at most {DISPLAY_AREA_RANGE:.1%}",
        bool(off.max() <= DISPLAY_AREA_RANGE),
        LOWER_TOLERANCE,
    )
    away = border_distance(drawn.geometry.to_numpy(), true.geometry.to_numpy())
    yield Check(
        f"{file}: distance from the borders of {other}",
        worst(away, true, f"{away.max():.1f} m", DISPLAY_BORDER_M),
        f"at most {DISPLAY_BORDER_M:g} m",
        bool(away.max() <= DISPLAY_BORDER_M),
        LOWER_TOLERANCE,
    )


def worst(values: Numbers, wards: gpd.GeoDataFrame, figure: str, limit: float) -> str:
    """The largest value with its ward, or with every ward beyond the limit."""
    beyond = wards["ward"][values > limit]
    named = first_few(beyond) if len(beyond) else str(wards["ward"].iloc[int(values.argmax())])
    return f"{figure} (ward {named})"


def label_check(file: str, drawn: gpd.GeoDataFrame) -> Check:
    """Every label stands inside its ward as drawn."""
    places = gpd.GeoSeries([place(text, file) for text in drawn["label"]], crs=DISPLAY)
    inside = shapely.contains(drawn.geometry.to_numpy(), places.to_crs(ANALYSIS).to_numpy())
    outside = drawn["ward"][~inside]
    figure = str(len(outside)) + (f" (ward {first_few(outside)})" if len(outside) else "")
    return Check(f"{file}: labels outside their ward", figure, "0", not len(outside))


def place(text: object, file: str) -> shapely.Point:
    """A label's place from its JSON text, "[longitude, latitude]"."""
    try:
        longitude, latitude = json.loads(str(text))
        return shapely.Point(float(longitude), float(latitude))
    except (ValueError, TypeError) as error:
        raise BuildError(f"{file}: the label {text} is not a place. {REBUILD}") from error


def source_checks(data: Data, vintage: Vintage, sources_folder: Path | None) -> Iterator[Check]:
    """The committed boundaries against the source, border by border."""
    what = f"wards_{vintage.year}.zip: distance from the source's border"
    limit = f"at most {SOURCE_BORDER_M:g} m"
    official = source(vintage.source_id)
    if sources_folder is None or not (sources_folder / official.file).is_file():
        yield Check(what, f"not compared: {official.file} is not at hand", limit, None)
        return
    ours, theirs = data.wards(vintage.year), read_wards(sources_folder, vintage)
    if tuple(ours["ward"]) != tuple(theirs["ward"]):
        raise BuildError(f"wards_{vintage.year}.zip does not hold the wards of its source.")
    away = border_distance(ours.geometry.to_numpy(), theirs.geometry.to_numpy())
    yield Check(
        what,
        worst(away, theirs, f"{away.max():.2f} m", SOURCE_BORDER_M),
        limit,
        bool(away.max() <= SOURCE_BORDER_M),
        f"Compare {path_of(sources_folder, vintage.source_id).name} with sources.toml. {REBUILD}",
    )
