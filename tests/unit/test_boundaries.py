"""Boundary files in the three formats, whole and broken, on a city small enough to draw."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from pathlib import Path
from typing import Any

# The guard first: it must be set before geopandas starts GDAL.
from geo.boundaries import (
    RepairedGeometryWarning,
    limits,
    read_boundaries,
    write_shapefile_zip,
)

# isort: split
import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.crs import ANALYSIS, DISPLAY
from geo.errors import BoundaryError

CITY = """
AAAB
ACAB
AAAB
D.DB
"""
"""A surrounds C; D has two parts; each letter is a block of 100 m by 100 m."""

CORNER = (358_000.0, 577_000.0)
NAMES = {"A": "Peña", "B": "Łódź Row", "C": "<b>Loop</b>", "D": "D"}


def toy_city() -> gpd.GeoDataFrame:
    blocks: dict[str, list[Any]] = {}
    for row, line in enumerate(reversed(CITY.split())):
        for column, letter in enumerate(line):
            west, south = CORNER[0] + 100 * column, CORNER[1] + 100 * row
            blocks.setdefault(letter, []).append(shapely.box(west, south, west + 100, south + 100))
    letters = sorted(NAMES)
    return gpd.GeoDataFrame(
        {
            "ward": [1, 2, 3, 4],
            "name": [NAMES[c] for c in letters],
            "share": [0.5, 0.25, -1.0, 8.0],
        },
        geometry=shapely.orient_polygons([shapely.union_all(blocks[c]) for c in letters]),
        crs=ANALYSIS,
    )


def save(frame: gpd.GeoDataFrame, path: Path) -> Path:
    """Write `frame` in the format its ending names; GeoJSON in degrees, as the standard has it."""
    if path.suffix == ".zip":
        write_shapefile_zip(frame, path, stem="city")
    elif path.suffix == ".gpkg":
        frame.to_file(path, driver="GPKG", layer="city")
    else:
        path.write_text(frame.to_crs(DISPLAY).to_json(to_wgs84=True), encoding="utf-8")
    return path


def shapefile(frame: gpd.GeoDataFrame, folder: Path) -> dict[str, bytes]:
    """Return the files of a zipped shapefile by suffix, to be spoiled one by one."""
    with zipfile.ZipFile(save(frame, folder / "whole.zip")) as archive:
        return {Path(n).suffix: archive.read(n) for n in archive.namelist()}


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def message(path: Path, **options: Any) -> str:
    with pytest.raises(BoundaryError) as caught:
        read_boundaries(path, **options)
    return str(caught.value)


@pytest.mark.parametrize("name", ["city.zip", "city.gpkg", "city.geojson", "city.json"])
def test_a_city_survives_each_format(tmp_path: Path, name: str) -> None:
    city = toy_city()
    back = read_boundaries(save(city, tmp_path / name))

    assert back.crs.to_epsg() == ANALYSIS
    assert list(back.index) == [0, 1, 2, 3]
    assert back["ward"].tolist() == [1, 2, 3, 4]
    assert back["name"].tolist() == ["Peña", "Łódź Row", "<b>Loop</b>", "D"]
    assert back["share"].tolist() == [0.5, 0.25, -1.0, 8.0]
    # A is eight blocks around C, B four in a column, D two blocks that do not touch.
    assert back.area.round(2).tolist() == [80_000, 40_000, 10_000, 20_000]
    assert [len(shapely.get_parts(shape)) for shape in back.geometry] == [1, 1, 1, 2]
    assert len(back.geometry[0].interiors) == 1
    assert back.attrs["repaired_features"] == []


@pytest.mark.parametrize("name", ["city.zip", "city.gpkg"])
def test_coordinates_are_identical_where_no_projection_changes(tmp_path: Path, name: str) -> None:
    city = toy_city()
    back = read_boundaries(save(city, tmp_path / name))
    assert np.array_equal(
        shapely.get_coordinates(back.geometry), shapely.get_coordinates(city.geometry)
    )


@pytest.mark.parametrize("epsg", [ANALYSIS, DISPLAY, 4269, 3435, 3857, 26916])
def test_a_prj_is_recognized_as_its_registered_system(tmp_path: Path, epsg: int) -> None:
    path = save(toy_city().to_crs(epsg), tmp_path / "city.zip")
    assert read_boundaries(path, to_crs=None).crs.to_epsg() == epsg
    assert read_boundaries(path).area.round(0).tolist() == [80_000, 40_000, 10_000, 20_000]


def test_the_same_frame_gives_the_same_bytes(tmp_path: Path) -> None:
    first = save(toy_city(), tmp_path / "first.zip").read_bytes()
    assert save(toy_city(), tmp_path / "second.zip").read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        infos = archive.infolist()
        assert [i.filename for i in infos] == [
            f"city.{e}" for e in ["shp", "shx", "dbf", "prj", "cpg"]
        ]
        assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
        # Bytes 1 to 3 of a .dbf are the day it was written: years since 1900, month, day.
        assert archive.read("city.dbf")[1:4] == bytes([100, 1, 1])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["first.zip", "second.zip"]


def test_a_refused_frame_leaves_the_older_file_alone(tmp_path: Path) -> None:
    path = save(toy_city(), tmp_path / "city.zip")
    before = path.read_bytes()
    with pytest.raises(BoundaryError):
        write_shapefile_zip(toy_city().rename(columns={"name": "long_column"}), path, stem="city")
    assert path.read_bytes() == before


def _bowtie() -> shapely.Polygon:
    x, y = CORNER
    return shapely.Polygon([(x, y), (x + 100, y + 100), (x + 100, y), (x, y + 100)])


def _last(shape: shapely.Geometry | None) -> gpd.GeoDataFrame:
    return toy_city().set_geometry([*toy_city().geometry[:3], shape], crs=ANALYSIS)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (
            toy_city().rename(columns={"name": "alderperson", "share": "population_share"}),
            "longer than 10 bytes: alderperson, population_share. Shorten them",
        ),
        (toy_city().rename(columns={"name": "WARD"}), "share a name (ward, WARD, share). Rename"),
        (toy_city().assign(name="x" * 255), "name holds text over 254 bytes. Shorten it."),
        (toy_city().assign(name=[[1], [2], [3], [4]]), "Column name holds mixed values. Turn"),
        (toy_city().set_crs(None, allow_override=True), "Export the file in EPSG:4326"),
        (toy_city().iloc[:0], "holds no shapes"),
        (_last(None), "Feature 4 (counting from 1) has no shape."),
        (_last(_bowtie()), "Feature 4 (counting from 1) crosses itself. Mend it first."),
        (_last(shapely.Point(CORNER)), "Feature 4 (counting from 1) is a Point, not an area."),
    ],
)
def test_the_writer_refuses_what_the_format_would_change(
    tmp_path: Path, frame: gpd.GeoDataFrame, said: str
) -> None:
    with pytest.raises(BoundaryError, match=re.escape(said)) as caught:
        write_shapefile_zip(frame, tmp_path / "city.zip", stem="city")
    assert str(caught.value).startswith("city.zip: ")
    assert not list(tmp_path.iterdir())


def test_the_writer_refuses_a_stem_that_is_a_path(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match=r"Use a-z, 0-9 and _\."):
        write_shapefile_zip(toy_city(), tmp_path / "city.zip", stem="../city")


def test_a_shapefile_in_a_folder_of_the_zip_is_found(tmp_path: Path) -> None:
    files = shapefile(toy_city(), tmp_path)
    nested = {f"export/map/City{end.upper()}": content for end, content in files.items()}
    nested |= {"__MACOSX/export/map/._City.SHP": b"x", "export/map/City.shp.xml": b"<x/>"}
    assert len(read_boundaries(zipped(tmp_path / "nested.zip", nested))) == 4


def test_one_of_two_shapefiles_is_chosen_by_name(tmp_path: Path) -> None:
    whole, half = (shapefile(c, tmp_path) for c in (toy_city(), toy_city().head(2)))
    both = {f"old{end}": content for end, content in whole.items()}
    both |= {f"new{end}": content for end, content in half.items()}
    path = zipped(tmp_path / "two.zip", both)

    said = message(path)
    assert said.startswith("two.zip: ")
    assert "2 shapefiles (new, old)" in said
    assert 'layer="new"' in said
    assert "and mid names 0 of them" in message(path, layer="mid")
    assert len(read_boundaries(path, layer="new")) == 2
    assert len(read_boundaries(path, layer="old")) == 4


def test_one_of_two_geopackage_layers_is_chosen_by_name(tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    toy_city().to_file(path, driver="GPKG", layer="old")
    toy_city().head(2).to_file(path, driver="GPKG", layer="new")
    said = message(path)
    assert "two.gpkg: The GeoPackage holds 2 layers: new, old." in said
    assert "layer=" in said
    assert len(read_boundaries(path, layer="new")) == 2


def test_geojson_has_no_layers(tmp_path: Path) -> None:
    assert "Leave out the layer." in message(save(toy_city(), tmp_path / "c.geojson"), layer="x")


def test_a_bare_shp_is_asked_for_its_companions(tmp_path: Path) -> None:
    path = tmp_path / "city.shp"
    path.write_bytes(shapefile(toy_city(), tmp_path)[".shp"])
    assert message(path).startswith("city.shp: ")
    assert "Zip it together with its .shx, .dbf and .prj" in message(path)


@pytest.mark.parametrize("missing", [".prj", ".shx", ".dbf"])
def test_a_missing_companion_is_named(tmp_path: Path, missing: str) -> None:
    files = shapefile(toy_city(), tmp_path)
    del files[missing]
    said = message(zipped(tmp_path / "part.zip", {f"city{e}": c for e, c in files.items()}))
    assert said.startswith(f"part.zip: city{missing} is missing")
    assert f"Put the {missing} file of the same export into the zip archive" in said


def test_an_archive_without_a_shapefile_says_what_it_holds(tmp_path: Path) -> None:
    said = message(zipped(tmp_path / "odd.zip", {"readme.txt": b"", "city.geojson": b"{}"}))
    assert "holds no shapefile, but readme.txt, city.geojson" in said
    assert "send GeoJSON and GeoPackage unzipped" in said


@pytest.mark.parametrize(
    ("true", "claimed"), [("c.zip", "c.geojson"), ("c.gpkg", "c.zip"), ("c.json", "c.gpkg")]
)
def test_content_and_name_must_agree(tmp_path: Path, true: str, claimed: str) -> None:
    path = save(toy_city(), tmp_path / true).rename(tmp_path / claimed)
    assert f"but the name ends in {Path(claimed).suffix}" in message(path)
    assert "Send a zipped shapefile" in message(path)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".zip"])
def test_points_and_lines_are_not_areas(tmp_path: Path, suffix: str) -> None:
    dots = toy_city().set_geometry(toy_city().centroid)
    path = tmp_path / f"dots{suffix}"
    if suffix == ".zip":
        dots.to_file(tmp_path / "dots.shp")
        parts = {p.name: p.read_bytes() for p in tmp_path.glob("dots.*")}
        assert "holds points. Only polygons" in message(zipped(path, parts))
    else:
        assert "Feature 1 (counting from 1) is a Point, not an area." in message(save(dots, path))


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_no_rows_and_no_shape_are_told_apart(tmp_path: Path, suffix: str) -> None:
    assert "holds no shapes" in message(save(toy_city().iloc[:0], tmp_path / f"none{suffix}"))
    gaps = toy_city()
    gaps.loc[[1, 3], "geometry"] = None
    said = message(save(gaps, tmp_path / f"gaps{suffix}"))
    assert said.startswith(
        f"gaps{suffix}: Feature 2 (counting from 1) has no shape, nor have 1 more."
    )
    assert "Remove the empty rows" in said


def test_a_null_record_of_a_shapefile_is_named(tmp_path: Path) -> None:
    gaps = toy_city()
    gaps.loc[2, "geometry"] = None
    gaps.to_file(tmp_path / "gaps.shp")
    parts = {p.name: p.read_bytes() for p in tmp_path.glob("gaps.*")}
    assert "Feature 3 (counting from 1) has no shape." in message(zipped(tmp_path / "g.zip", parts))


def test_a_crossed_shape_is_mended_and_reported(tmp_path: Path) -> None:
    crossed = toy_city()
    crossed.loc[1, "geometry"] = _bowtie()
    with pytest.warns(
        RepairedGeometryWarning, match=r"crossed\.gpkg: shapes that .* mended: 1\."
    ) as record:
        back = read_boundaries(save(crossed, tmp_path / "crossed.gpkg"))
    assert record[0].message.features == (2,)
    # The warning points at the line that asked for the file, not into the reader.
    assert record[0].filename == __file__
    assert back.attrs["repaired_features"] == [2]
    assert back.is_valid.all()
    # Two triangles of a quarter block each.
    assert back.area[1] == pytest.approx(5_000)


def test_a_shape_folded_flat_cannot_be_mended(tmp_path: Path) -> None:
    flat = toy_city()
    x, y = CORNER
    flat.loc[0, "geometry"] = shapely.Polygon([(x, y), (x + 100, y), (x + 50, y), (x, y)])
    said = message(save(flat, tmp_path / "flat.gpkg"))
    assert "Feature 1 (counting from 1) encloses no area. Remove it" in said


def test_heights_are_dropped(tmp_path: Path) -> None:
    tall = toy_city().set_geometry(shapely.force_3d(toy_city().geometry.array, 180.0))
    tall.to_file(tmp_path / "tall.shp")
    parts = {p.name: p.read_bytes() for p in tmp_path.glob("tall.*")}
    for path in (zipped(tmp_path / "t.zip", parts), save(tall, tmp_path / "t.gpkg")):
        back = read_boundaries(path)
        assert not back.has_z.any()
        assert back.area.tolist() == [80_000, 40_000, 10_000, 20_000]


def _swapped() -> gpd.GeoDataFrame:
    degrees = toy_city().to_crs(DISPLAY)
    turned = shapely.transform(degrees.geometry.array, lambda corners: corners[:, ::-1])
    return degrees.set_geometry(turned, crs=DISPLAY)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (
            toy_city().to_crs(DISPLAY).set_crs(ANALYSIS, allow_override=True),
            "numbers look like degrees, but the file says NAD83 / Illinois East",
        ),
        (
            toy_city().set_crs(DISPLAY, allow_override=True),
            "numbers look like meters or feet, but the file says WGS 84",
        ),
        (toy_city().set_geometry(toy_city().translate(0, -900_000)), "about another region"),
        (_swapped(), "Latitude and longitude look swapped"),
    ],
)
def test_a_file_about_somewhere_else_is_refused(
    tmp_path: Path, frame: gpd.GeoDataFrame, said: str
) -> None:
    text = message(save(frame, tmp_path / "far.gpkg"))
    assert text.startswith("far.gpkg: No shape lies in or near Cook County.")
    assert said in text
    assert "Export the file in EPSG:4326" in text


def _geojson(path: Path, features: list[Any], **more: Any) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}))
    return path


def _feature(*corners: Any, **properties: Any) -> dict[str, Any]:
    ring = corners or ([-87.7, 41.8], [-87.6, 41.8], [-87.6, 41.9], [-87.7, 41.8])
    shape = {"type": "Polygon", "coordinates": [list(ring)]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_a_coordinate_that_is_no_number_is_named(tmp_path: Path, bad: float) -> None:
    ring = ([-87.7, 41.8], [-87.6, bad], [-87.6, 41.9], [-87.7, 41.8])
    path = _geojson(tmp_path / "nan.geojson", [_feature(), _feature(*ring)])
    assert "Feature 2 (counting from 1) has a coordinate that is no place" in message(path)


def test_geojson_faults_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.geojson"
    said = message(_geojson(path, [_feature(), _feature(["a", "b"])]))
    assert "Feature 2 (counting from 1) has broken coordinates" in said
    said = message(_geojson(path, [_feature(geometry="mine")]))
    assert 'Feature 1 (counting from 1) has a property called "geometry"' in said
    path.write_text(json.dumps(_feature()))
    assert "not a FeatureCollection" in message(path)


def test_geojson_names_its_own_system_in_the_old_way(tmp_path: Path) -> None:
    feet = toy_city().to_crs(3435)
    path = tmp_path / "feet.geojson"
    path.write_text(feet.to_json())
    assert '"urn:ogc:def:crs:EPSG::3435"' in path.read_text()
    assert read_boundaries(path, to_crs=None).crs.to_epsg() == 3435
    assert read_boundaries(path).area.round(2).tolist() == [80_000, 40_000, 10_000, 20_000]


def test_nested_values_become_text(tmp_path: Path) -> None:
    path = _geojson(tmp_path / "nested.json", [_feature(tags=["a", 1], who={"x": None}, n=None)])
    row = read_boundaries(path).iloc[0]
    assert (row["tags"], row["who"]) == ('["a", 1]', '{"x": null}')


def test_too_many_shapes_are_counted_before_they_are_read(tmp_path: Path) -> None:
    for name in ("c.zip", "c.gpkg", "c.geojson"):
        path = save(toy_city(), tmp_path / name)
        assert "holds more than 3 shapes. Keep only the areas you need." in message(
            path, max_features=3
        )
        assert len(read_boundaries(path, max_features=4)) == 4


def test_a_file_over_the_size_limit_is_not_parsed(tmp_path: Path, monkeypatch) -> None:
    path = save(toy_city(), tmp_path / "c.geojson")
    monkeypatch.setattr(limits, "MAX_BYTES", path.stat().st_size - 1)
    assert "c.geojson: The file is too large." in message(path)


def test_too_many_corner_points_are_refused(tmp_path: Path, monkeypatch) -> None:
    paths = [save(toy_city(), tmp_path / name) for name in ("c.zip", "c.gpkg", "c.geojson")]
    corners = int(shapely.get_num_coordinates(toy_city().geometry.array).sum())
    for path in paths:
        monkeypatch.setattr(limits, "MAX_VERTICES", corners)
        assert len(read_boundaries(path)) == 4
        monkeypatch.setattr(limits, "MAX_VERTICES", corners - 1)
        assert "too detailed" in message(path)


@pytest.mark.parametrize(
    ("cpg", "codec"),
    [
        (b"UTF-8", "utf-8"),
        (b"1252", "cp1252"),
        (b"ANSI 1252", "cp1252"),
        (b"ISO-8859-15", "iso8859-15"),
        (None, "utf-8"),
        (None, "latin-1"),
        (b"UTF-8", "latin-1"),  # a note that is wrong
        (b"no such thing", "utf-8"),
    ],
)
def test_text_is_decoded(tmp_path: Path, cpg: bytes | None, codec: str) -> None:
    files = shapefile(toy_city().assign(name=["Peña", "Émile", "x", "y"]), tmp_path)
    for word in ("Peña", "Émile"):
        there, wanted = word.encode(), word.encode(codec)
        wanted = wanted.ljust(len(there))
        assert there in files[".dbf"]
        files[".dbf"] = files[".dbf"].replace(there, wanted)
    files.pop(".cpg")
    if cpg is not None:
        files[".cpg"] = cpg
    back = read_boundaries(zipped(tmp_path / "t.zip", {f"c{e}": c for e, c in files.items()}))
    assert back["name"].tolist() == ["Peña", "Émile", "x", "y"]


@pytest.mark.parametrize("part", [".shp", ".shx", ".dbf"])
def test_a_file_cut_short_is_named(tmp_path: Path, part: str) -> None:
    files = shapefile(toy_city(), tmp_path)
    files[part] = files[part][:-20]
    said = message(zipped(tmp_path / "cut.zip", {f"c{e}": c for e, c in files.items()}))
    assert f"cut.zip: The {part} file is cut short" in said
    assert "Export the shapefile again" in said


def test_rows_and_shapes_must_agree(tmp_path: Path) -> None:
    files = shapefile(toy_city(), tmp_path)
    files[".dbf"] = files[".dbf"][:4] + struct.pack("<I", 3) + files[".dbf"][8:]
    said = message(zipped(tmp_path / "odd.zip", {f"c{e}": c for e, c in files.items()}))
    assert "The .dbf file has 3 rows, but there are 4 shapes." in said


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert message(tmp_path / "gone.zip") == (
        "gone.zip: The file cannot be opened. Check its name."
    )
