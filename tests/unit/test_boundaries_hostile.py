"""Boundary files made to do harm: to read the server's files, to fill its memory, to stall it."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import stat
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

# The guard first: it must be set before geopandas starts GDAL.
from geo import gdal_guard

# isort: split
import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import paths
from geo.boundaries import limits, read_boundaries, write_shapefile_zip
from geo.errors import BoundaryError

SECRET = "swordfish under the bridge"  # noqa: S105
BLOCKS = [shapely.box(358_000 + 100 * i, 577_000, 358_090 + 100 * i, 577_100) for i in range(3)]
NAMES = ("x.zip", "x.geojson", "x.json", "x.gpkg", "x.shp", "x.csv", "x")


def blocks(**columns: Any) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"ward": [1, 2, 3], **columns}, geometry=BLOCKS, crs=26971)


def shapefile(folder: Path) -> dict[str, bytes]:
    write_shapefile_zip(blocks(), folder / "good.zip", stem="x")
    with zipfile.ZipFile(folder / "good.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(path: Path, files: dict[Any, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return path


def refusal(path: Path, **options: Any) -> str:
    """Return every word of the error and of those it came from."""
    with pytest.raises(BoundaryError) as caught:
        read_boundaries(path, **options)
    said, error = [], caught.value
    while error is not None:
        said.append(str(error))
        error = error.__cause__ or error.__context__
    return "\n".join(said)


def python(code: str, *args: object, guarded_by: dict[str, str] | None = None) -> Any:
    """Run `code` in a fresh interpreter and return the JSON it prints last."""
    clean = {k: v for k, v in os.environ.items() if k not in gdal_guard.SETTINGS}
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        cwd=paths.ROOT,
        env=clean | (guarded_by or {}),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout.splitlines()[-1])


# ---- Files that point at other files ----------------------------------------------------------


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    path = tmp_path / "private" / "secret.geojson"
    path.parent.mkdir()
    path.write_text(blocks(name=SECRET).to_crs(4326).to_json())
    return path


@pytest.fixture
def virtual_layer(secret_file: Path) -> bytes:
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret">'
        f"<SrcDataSource>{secret_file}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    ).encode()


READ_ALL = """
import json, sys
{first}
import geopandas, pyogrio
out = {{"drivers": sorted(pyogrio.list_drivers()), "read": {{}}}}
for path in sys.argv[1:]:
    try:
        out["read"][path.rsplit(".", 1)[-1]] = geopandas.read_file(path).to_json()
    except Exception as error:
        out["read"][path.rsplit(".", 1)[-1]] = type(error).__name__
print(json.dumps(out))
"""


def test_the_guard_holds_for_plain_geopandas(tmp_path: Path, virtual_layer: bytes) -> None:
    """The attack works on GDAL as it comes, and fails once the atlas was imported first."""
    victims = {"vrt": virtual_layer, "geojson": virtual_layer, "gpkg": virtual_layer}
    victims["csv"] = f'WKT,name\n"POINT (1 2)",{SECRET}\n'.encode()
    for ending, content in victims.items():
        (tmp_path / f"x.{ending}").write_bytes(content)
    with sqlite3.connect(tmp_path / "x.sqlite") as link:
        link.execute("CREATE TABLE t (name TEXT)")
        link.execute("INSERT INTO t VALUES (?)", [SECRET])
    files = [*(tmp_path / f"x.{ending}" for ending in victims), tmp_path / "x.sqlite"]

    bare = python(READ_ALL.format(first=""), *files)
    assert "OGR_VRT" in bare["drivers"]
    assert all(SECRET in text for text in bare["read"].values())

    held = python(READ_ALL.format(first="import geo.boundaries"), *files)
    assert held["drivers"] == sorted(gdal_guard.READABLE)
    assert set(held["read"].values()) == {"DataSourceError"}


def test_a_late_guard_says_so() -> None:
    said = python(
        "import json, pyogrio\n"
        "try:\n    import geo.gdal_guard\n"
        "except Exception as error:\n    print(json.dumps([type(error).__name__, str(error)]))"
    )
    assert said[0] == "GuardError"
    assert "OGR_VRT" in said[1]
    assert "Put `import geo` above the first import of geopandas" in said[1]


def test_a_driver_the_list_forgets_is_reported() -> None:
    said = python(
        "import json\nfrom geo import gdal_guard\n"
        "import os; os.environ['OGR_SKIP'] = os.environ['OGR_SKIP'].replace('OGR_VRT,', '')\n"
        "try:\n    gdal_guard.require_guard()\n"
        "except gdal_guard.GuardError as error:\n    print(json.dumps(str(error)))"
    )
    assert "more formats than ESRI Shapefile, GeoJSON, GPKG: OGR_VRT." in said
    assert "REFUSED in geo/gdal_guard.py" in said


def test_the_guard_is_cheap_and_survives_a_second_import() -> None:
    loaded = python(
        "import json, sys\nfrom geo import gdal_guard\n"
        "print(json.dumps([m for m in ('pyogrio', 'geopandas', 'numpy') if m in sys.modules]))"
    )
    assert loaded == []
    # Started guarded by its parent's environment, pyogrio first is harmless.
    again = "import json, pyogrio\nfrom geo import gdal_guard\nprint(json.dumps('fine'))"
    assert python(again, guarded_by=gdal_guard.SETTINGS) == "fine"


@pytest.mark.parametrize("name", NAMES)
def test_a_virtual_layer_is_refused_under_any_name(
    tmp_path: Path, virtual_layer: bytes, name: str
) -> None:
    (tmp_path / name).write_bytes(virtual_layer)
    said = refusal(tmp_path / name)
    assert said.startswith(f"{name}: ")
    assert SECRET not in said
    assert "secret.geojson" not in said


def test_a_virtual_layer_inside_a_zip_is_refused(tmp_path: Path, virtual_layer: bytes) -> None:
    files = shapefile(tmp_path)
    for part in (".shp", ".shx", ".dbf", ".prj"):
        said = refusal(zipped(tmp_path / "x.zip", files | {f"x{part}": virtual_layer}))
        assert said.startswith("x.zip: ")
        assert SECRET not in said
    files |= {"x.vrt": virtual_layer, "x.cpg": virtual_layer, "x.qix": virtual_layer}
    assert SECRET not in read_boundaries(zipped(tmp_path / "x.zip", files)).to_json()


def test_geojson_holding_a_virtual_layer_as_text_stays_text(
    tmp_path: Path, virtual_layer: bytes
) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(blocks(name=virtual_layer.decode()).to_crs(4326).to_json())
    assert read_boundaries(path)["name"][0] == virtual_layer.decode()


def test_a_coordinate_system_cannot_name_a_file(tmp_path: Path, secret_file: Path) -> None:
    features = json.loads(blocks().to_crs(4326).to_json(drop_id=True))["features"]
    for label in (f"+init={secret_file}:x", str(secret_file), f"EPSG:4326 +nadgrids={secret_file}"):
        crs = {"type": "name", "properties": {"name": label}}
        path = tmp_path / "x.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
        said = refusal(path)
        assert "not a registered one (EPSG)" in said
        assert "secret" not in said


def test_a_prj_cannot_name_a_file(tmp_path: Path, secret_file: Path) -> None:
    """A datum may name a file of shifts, which PROJ would open; such a system is not taken over."""
    datum = 'DATUM["own",SPHEROID["own",6378137,298.2],EXTENSION["PROJ4_GRIDS","{}"]]'
    system = 'GEOGCS["own",{},PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    files = shapefile(tmp_path)
    files["x.prj"] = system.format(datum.format(secret_file)).encode()
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert str(secret_file) in gpd.read_file(tmp_path / "x.shp").crs.to_wkt()

    said = refusal(zipped(tmp_path / "x.zip", files))
    assert "not a registered one (EPSG)" in said
    assert "secret" not in said


# ---- Archives ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "evil", ["../evil.shp", "/evil.shp", "C:\\evil.shp", "..\\evil.shp", "a/../../evil.shp"]
)
def test_a_member_that_points_outside_is_refused(tmp_path: Path, evil: str) -> None:
    box = tmp_path / "box"
    box.mkdir()
    files = shapefile(tmp_path)
    said = refusal(zipped(box / "x.zip", files | {evil: files["x.shp"]}))
    assert f"x.zip: The zip member {evil} has a name that points outside the archive." in said
    assert "Zip the plain files of one shapefile" in said
    assert not list(tmp_path.rglob("evil.shp"))


def test_a_link_is_refused(tmp_path: Path, secret_file: Path) -> None:
    link = zipfile.ZipInfo("x.dbf")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    files: dict[Any, bytes] = {n: c for n, c in shapefile(tmp_path).items() if n != "x.dbf"}
    said = refusal(zipped(tmp_path / "x.zip", files | {link: str(secret_file).encode()}))
    assert "The zip member x.dbf is a link to another file." in said


def test_a_locked_member_is_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped(tmp_path / "x.zip", shapefile(tmp_path)).read_bytes())
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(magic) + flags] |= 1
    (tmp_path / "x.zip").write_bytes(raw)
    assert "The zip member x.shp is locked with a password." in refusal(tmp_path / "x.zip")


def test_nested_doubled_and_countless_members_are_refused(tmp_path: Path) -> None:
    files = shapefile(tmp_path)
    path = tmp_path / "x.zip"
    nested = files | {"more.ZIP": b"PK\x03\x04"}
    assert "more.ZIP is an archive inside the archive." in refusal(zipped(path, nested))
    doubled = files | {"X.shp": files["x.shp"]}
    assert "holds X.shp twice" in refusal(zipped(path, doubled))
    countless = files | {f"{i}.txt": b"" for i in range(limits.MAX_MEMBERS)}
    assert f"holds more than {limits.MAX_MEMBERS} files" in refusal(zipped(path, countless))


MEASURED_READ = """
import json, resource, sys, time
from pathlib import Path
from geo.boundaries import read_boundaries
from geo.errors import BoundaryError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
try:
    said = str(len(read_boundaries(Path(sys.argv[1]))))
except BoundaryError as error:
    said = str(error)
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
print(json.dumps([said, time.perf_counter() - start, grown]))
"""


@pytest.fixture(scope="module")
def bomb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive that unpacks to GeoJSON of more than 150 MB."""
    path = tmp_path_factory.mktemp("bomb") / "bomb.zip"
    feature = b'{"type":"Feature","properties":{},"geometry":null},' * 20_000
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("x.geojson", "w") as member,
    ):
        member.write(b'{"type":"FeatureCollection","features":[')
        for _ in range(155):
            member.write(feature)
        member.write(feature[:-1] + b"]}")
    return path


def test_a_bomb_is_refused_before_it_is_unpacked(bomb: Path) -> None:
    assert bomb.stat().st_size < 600_000
    with zipfile.ZipFile(bomb) as archive:
        assert archive.getinfo("x.geojson").file_size > 150_000_000
    said, seconds, megabytes = python(MEASURED_READ, bomb)
    assert said.startswith("bomb.zip: The zip archive unpacks to 152 MB. At most 48 MB are read")
    assert seconds < 2
    assert megabytes < 20


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    files = shapefile(tmp_path)
    path = zipped(tmp_path / "x.zip", files | {"x.shp": files["x.shp"] + bytes(30_000_000)})
    raw = bytearray(path.read_bytes())
    entry = raw.index(b"PK\x01\x02")
    raw[entry + 24 : entry + 28] = struct.pack("<I", len(files["x.shp"]))
    path.write_bytes(raw)
    said, _, megabytes = python(MEASURED_READ, path)
    assert "The zip archive is damaged." in said
    assert megabytes < 20


def test_a_member_that_unpacks_out_of_all_proportion_is_refused(tmp_path: Path) -> None:
    files = shapefile(tmp_path) | {"x.dbf": bytes(40_000_000)}
    said = refusal(zipped(tmp_path / "x.zip", files))
    assert "The zip member x.dbf unpacks to more than 200 times its size." in said


def test_an_index_that_repeats_one_shape_is_refused(tmp_path: Path) -> None:
    files = shapefile(tmp_path)
    once = files["x.shx"][100:108]
    files["x.shx"] = files["x.shx"][:100] + once * 3
    said = refusal(zipped(tmp_path / "x.zip", files))
    assert "points outside the shapes or at the same shape twice" in said


# ---- Content that would fill memory or stall --------------------------------------------------


def _geojson(path: Path, text: str) -> Path:
    path.write_text('{"type":"FeatureCollection","features":[' + text + "]}")
    return path


def test_json_that_would_swell_is_refused_unparsed(tmp_path: Path) -> None:
    path = _geojson(tmp_path / "x.geojson", "[]," * 10_000_000 + "[]")
    said, seconds, megabytes = python(MEASURED_READ, path)
    assert "x.geojson: The JSON holds 20,000,00" in said
    assert "At most 4,000,000 are read" in said
    assert seconds < 2
    assert megabytes < 3 * 32


def test_json_nested_without_end_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refusal(_geojson(tmp_path / "x.json", "[" * 200_000))


def test_json_with_a_column_for_every_row_is_refused(tmp_path: Path) -> None:
    rows = ({"type": "Feature", "properties": {f"c{i}": 1}, "geometry": None} for i in range(501))
    path = _geojson(tmp_path / "x.geojson", ",".join(map(json.dumps, rows)))
    assert "The table has 501 columns. At most 500 are read" in refusal(path)


def _star(points: int) -> shapely.Polygon:
    """A ring that crosses itself about points² / 2 times, beside the lake."""
    turn = np.arange(points) * 2 * np.pi * (points // 2) / points
    return shapely.Polygon(np.c_[358_000 + 500 * np.cos(turn), 577_000 + 500 * np.sin(turn)])


def _comb(teeth: int) -> shapely.Polygon:
    """A valid zigzag whose every side has the same box: slow to check, though it never crosses."""
    step = np.arange(teeth)
    zigzag = np.c_[358_000 + step * 1e-4 + 500 * (step % 2), 577_000 + 500.0 * (step % 2)]
    return shapely.Polygon([*zigzag, (359_900, 577_500), (359_900, 576_000), (358_000, 576_000)])


@pytest.mark.parametrize("shape", [_star(2001), _comb(30_000)], ids=["star", "comb"])
def test_a_tangle_is_refused_quickly(tmp_path: Path, shape: shapely.Polygon) -> None:
    tangled = blocks().set_geometry([*BLOCKS[:2], shape], crs=26971)
    tangled.to_file(tmp_path / "x.gpkg", driver="GPKG")
    start = time.perf_counter()
    said = refusal(tmp_path / "x.gpkg")
    assert "x.gpkg: Feature 3 (counting from 1) is too tangled to check. Simplify it" in said
    assert time.perf_counter() - start < 5


def test_more_rings_than_can_be_compared_are_refused(tmp_path: Path) -> None:
    corner = np.arange(5_001) * 10.0
    holey = shapely.MultiPolygon([shapely.box(x, 0, x + 5, 5) for x in 300_000 + corner])
    blocks().set_geometry([*BLOCKS[:2], holey], crs=26971).to_file(tmp_path / "x.shp")
    files = {p.name: p.read_bytes() for p in tmp_path.glob("x.*")}
    assert "some 5,000 rings are read" in refusal(zipped(tmp_path / "x.zip", files))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT 1",
        "ALTER TABLE x ADD COLUMN big TEXT AS (hex(zeroblob(100000000)))",
        "CREATE VIRTUAL TABLE f USING fts5(body)",
        "ALTER TABLE x ADD COLUMN big TEXT DEFAULT '" + "x" * 1_000 + "'",
    ],
    ids=["view", "computed column", "virtual table", "swelling default"],
)
def test_a_geopackage_that_computes_is_refused(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "x.gpkg"
    blocks().to_file(path, driver="GPKG")
    assert len(read_boundaries(path)) == 3
    with sqlite3.connect(path) as link:
        link.execute(statement)
    link.close()
    said = refusal(path)
    assert "x.gpkg: The GeoPackage holds views, computed columns or other parts that run" in said
    assert "Export the layer itself" in said


def test_a_plain_database_is_no_geopackage(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.gpkg") as link:
        link.execute("CREATE TABLE secrets (name TEXT)")
    assert "none of the formats read here" in refusal(tmp_path / "x.gpkg")


# ---- Names ------------------------------------------------------------------------------------

HTML = "<img src=x onerror=alert(1)>{{ 7*7 }}"


def test_html_comes_back_as_the_text_it_is(tmp_path: Path) -> None:
    frame = blocks(name=HTML)
    write_shapefile_zip(frame, tmp_path / "x.zip", stem="x")
    frame.to_file(tmp_path / "x.gpkg", driver="GPKG", layer="layer")
    with sqlite3.connect(tmp_path / "x.gpkg") as link:
        link.execute("UPDATE gpkg_contents SET table_name = ?", ["<b>layer</b>"])
    link.close()
    (tmp_path / "x.geojson").write_text(frame.to_crs(4326).to_json())
    for name in ("x.zip", "x.geojson"):
        assert read_boundaries(tmp_path / name)["name"].tolist() == [HTML] * 3
    assert "<b>layer</b>" in refusal(tmp_path / "x.gpkg", layer="other")


def test_a_name_cannot_break_the_line_it_is_shown_in(tmp_path: Path) -> None:
    said = refusal(zipped(tmp_path / "x.zip", {"a\nb\u202egpj\x1b[2J.txt": b"", "c" * 300: b""}))
    assert "a?b?gpj?[2J.txt" in said.splitlines()[0]
    assert "c" * 120 in said
    assert "c" * 121 not in said


# ---- Anything at all --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def good_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("good")
    inner = shapefile(folder)
    blocks().to_file(folder / "x.gpkg", driver="GPKG")
    (folder / "x.geojson").write_text(blocks().to_crs(4326).to_json())
    whole = {name: (folder / name).read_bytes() for name in ("good.zip", "x.gpkg", "x.geojson")}
    return inner | whole


def _spoiled(good: dict[str, bytes], part: str, cuts: list[tuple[int, bytes]]) -> bytes:
    """Overwrite bytes of one good file; a shapefile's part is put back into a sound zip."""
    content = bytearray(good[part])
    for place, patch in cuts:
        start = place % len(content)
        content[start : start + len(patch)] = patch
    if part in ("good.zip", "x.gpkg", "x.geojson"):
        return bytes(content)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("x.shp", "x.shx", "x.dbf", "x.prj", "x.cpg"):
            archive.writestr(name, bytes(content) if name == part else good[name])
    return buffer.getvalue()


PARTS = ("good.zip", "x.gpkg", "x.geojson", "x.shp", "x.shx", "x.dbf", "x.prj", "x.cpg")
CUT = st.tuples(st.integers(0, 200_000), st.binary(min_size=1, max_size=8))
CUTS = st.lists(CUT, min_size=1, max_size=4)


@pytest.mark.filterwarnings("ignore")
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(NAMES),
    content=st.one_of(
        st.binary(max_size=400),
        st.tuples(
            st.sampled_from([b"PK\x03\x04", b"SQLite format 3\0", b"{", b"\x00\x00\x27\x0a"]),
            st.binary(max_size=400),
        ).map(b"".join),
        st.tuples(st.sampled_from(PARTS), CUTS),
    ),
)
def test_any_bytes_give_a_frame_or_a_boundary_error(
    tmp_path: Path, good_files: dict[str, bytes], name: str, content: Any
) -> None:
    if isinstance(content, tuple):
        part, cuts = content
        content = _spoiled(good_files, part, cuts)
        # Under its right name, or the spoiled content would not be looked at.
        name = part if part in ("x.gpkg", "x.geojson") else "x.zip"
    path = tmp_path / name
    path.write_bytes(content)
    try:
        frame = read_boundaries(path)
    except BoundaryError as error:
        assert str(error).startswith(f"{name}: ")
        assert str(tmp_path) not in str(error)
    else:
        assert len(frame) > 0
        assert frame.is_valid.all()
        assert frame.crs.to_epsg() == 26971


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, good_files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "tmp"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    for name, content in (("x.zip", good_files["good.zip"]), ("x.gpkg", good_files["x.gpkg"])):
        (tmp_path / name).write_bytes(content)
        read_boundaries(tmp_path / name)
        (tmp_path / name).write_bytes(content[: len(content) // 2])
        refusal(tmp_path / name)
    assert not list(room.iterdir())
