"""The build: the same sources give the same bytes, and a failed build changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from geo import paths
from geo.errors import AtlasError, BuildError
from geo.pipeline import build as building
from geo.pipeline.__main__ import main
from geo.pipeline.build import build
from geo.pipeline.check_origins import used_sources
from geo.pipeline.inputs import path_of
from geo.sources import source
from geo.wards import vintages

from_sources = pytest.mark.sources
pytestmark = pytest.mark.filterwarnings("ignore::geo.boundaries.RepairedGeometryWarning")


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def built(sources_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data as the command line builds them."""
    target = tmp_path_factory.mktemp("first") / "processed"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "PROCESSED", target)
        assert main(["build", "--sources", str(sources_folder)]) == 0
    return target


@pytest.fixture
def spoiled(sources_folder: Path, tmp_path: Path) -> Path:
    """A folder of links to the sources the build reads; any link may be replaced."""
    folder = tmp_path / "sources"
    for source_id in used_sources(vintages()):
        file = source(source_id).file
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).symlink_to(path_of(sources_folder, source_id).resolve())
    return folder


@pytest.fixture
def earlier(tmp_path: Path) -> Iterator[Path]:
    """An earlier build, which must be there byte for byte when the test ends, and nothing else."""
    target = tmp_path / "data" / "processed"
    shutil.copytree(paths.PROCESSED, target)
    before = everything(target.parent)
    yield target
    assert everything(target.parent) == before
    assert [p.name for p in target.parent.iterdir()] == ["processed"]


def replace(folder: Path, source_id: str, content: bytes) -> None:
    """Put other content in the place of a link."""
    path = folder / source(source_id).file
    path.unlink()
    path.write_bytes(content)


def original(folder: Path, source_id: str) -> bytes:
    return (folder / source(source_id).file).read_bytes()


# The same sources, the same bytes


@from_sources
def test_two_builds_are_identical(built: Path, sources_folder: Path, tmp_path: Path) -> None:
    """The second runs in another process, time zone, language and order of hashing."""
    target = tmp_path / "second" / "processed"
    script = (
        "import sys; from pathlib import Path; from geo.pipeline.build import build; "
        "build(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(sources_folder.resolve()), str(target)],
        cwd=tmp_path,
        env=os.environ
        | {
            "PYTHONPATH": str(paths.ROOT),
            "PYTHONHASHSEED": "7",
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
        },
        check=True,
        capture_output=True,
    )
    first, second = everything(built), everything(target)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


@from_sources
def test_the_committed_data_are_what_the_sources_give(built: Path) -> None:
    ours = json.loads((built / "build.json").read_bytes())
    theirs = json.loads((paths.PROCESSED / "build.json").read_bytes())
    parts = [part for part in ours if ours[part] != theirs.get(part) and part != "build_id"]
    packages = {
        name: f"{theirs['packages'].get(name)} when committed, {found} here"
        for name, found in ours["packages"].items()
        if theirs["packages"].get(name) != found
    }
    fresh, committed = everything(built), everything(paths.PROCESSED)
    # A corrected row of the directory needs no rebuild, because the app reads those tables itself;
    # only their hashes, and the id made of them, may then differ.
    hand_kept = ("reference", "build_id")
    same_record = not [part for part in parts if part not in hand_kept]
    if same_record:
        fresh.pop("build.json"), committed.pop("build.json")
    differ = sorted(n for n in fresh.keys() | committed.keys() if fresh.get(n) != committed.get(n))
    assert differ == [], (
        f"data/processed is not what the sources give; build.json differs in {parts}. "
        f"Package versions that differ: {packages or 'none'}. Install the pinned versions, or run "
        "`python -m geo.pipeline build` and commit the result."
    )


def test_the_record_names_what_was_read_and_nothing_else() -> None:
    record = json.loads((paths.PROCESSED / "build.json").read_bytes())
    assert sorted(record["inputs"]) == [
        "community_area_sides",
        "community_areas",
        "precincts_2023",
        "tract_2020_pl94171",
        "tracts_2020",
        "turnout_2023_02_28",
        "vtd_2020_pl94171",
        "vtds_2020",
        "wards_2015",
        "wards_2023",
    ]


# A failed build


def drop_counts(folder: Path) -> None:
    (folder / source("vtd_2020_pl94171").file).unlink()


def spoil_a_count(folder: Path) -> None:
    """Row 3 gets a letter among its digits."""
    lines = original(folder, "vtd_2020_pl94171").decode().splitlines()
    header, cells = lines[0].split(","), lines[2].split(",")
    cells[header.index("pop")] = "1O5"
    lines[2] = ",".join(cells)
    replace(folder, "vtd_2020_pl94171", "\n".join(lines).encode())


def lose_a_tract_count(folder: Path) -> None:
    lines = original(folder, "tract_2020_pl94171").splitlines(keepends=True)
    replace(folder, "tract_2020_pl94171", b"".join(lines[:-1]))


def not_text(folder: Path) -> None:
    replace(folder, "community_area_sides", bytes(range(256)) * 20)


def cut_a_zip(folder: Path) -> None:
    replace(folder, "tracts_2020", original(folder, "tracts_2020")[:100_000])


def double_a_ward(folder: Path) -> None:
    document = json.loads(original(folder, "wards_2023"))
    document["features"][1]["properties"]["ward"] = document["features"][0]["properties"]["ward"]
    replace(folder, "wards_2023", json.dumps(document).encode())


def lose_a_side(folder: Path) -> None:
    text = original(folder, "community_area_sides").decode()
    replace(folder, "community_area_sides", text.replace("WEST SIDE", "WILD SIDE", 1).encode())


def leave_a_hole(folder: Path) -> None:
    """Community area 1 shrinks to a small square: noticed only when the districts are cut."""
    document = json.loads(original(folder, "community_areas"))
    area = next(f for f in document["features"] if int(f["properties"]["area_num"]) == 1)
    x, y = -87.67, 42.01
    corners = [[x, y], [x + 1e-4, y], [x + 1e-4, y + 1e-4], [x, y + 1e-4], [x, y]]
    area["geometry"] = {"type": "Polygon", "coordinates": [corners]}
    replace(folder, "community_areas", json.dumps(document).encode())


def one_person_too_many(folder: Path) -> None:
    """Every file can be read and every step runs: only the published total can tell."""
    lines = original(folder, "vtd_2020_pl94171").decode().splitlines()
    header, cells = lines[0].split(","), lines[1].split(",")
    at = header.index("pop")
    cells[at] = str(int(cells[at]) + 1)
    lines[1] = ",".join(cells)
    replace(folder, "vtd_2020_pl94171", "\n".join(lines).encode())


SPOILED: tuple[tuple[Callable[[Path], None], tuple[str, ...]], ...] = (
    (drop_counts, ("census/vtd_2020_pl94171.csv", "is not in sources")),
    (spoil_a_count, ("vtd_2020_pl94171.csv, row 3, column pop", "1O5", "whole number")),
    (lose_a_tract_count, ("tracts_2020_cook.zip and tract_2020_pl94171.csv", "1 rows")),
    (not_text, ("community_area_sides.csv cannot be read as CSV",)),
    (cut_a_zip, ("tracts_2020_cook.zip",)),
    (double_a_ward, ("wards_2023.geojson", "doubled key", "ward")),
    (lose_a_side, ("community_area_sides.csv", "1 of them without such a side")),
    (leave_a_hole, ("voting districts", "boundaries/community_areas.geojson", "cover the city")),
    (one_person_too_many, ("2,746,389", "2,746,388", "were not kept")),
)


@from_sources
@pytest.mark.parametrize(("spoil", "words"), SPOILED, ids=[spoil.__name__ for spoil, _ in SPOILED])
def test_a_bad_source_is_named_and_the_earlier_data_stay(
    spoil: Callable[[Path], None], words: tuple[str, ...], spoiled: Path, earlier: Path
) -> None:
    spoil(spoiled)
    with pytest.raises(AtlasError) as caught:
        build(spoiled, earlier)
    for word in words:
        assert word in str(caught.value)


@from_sources
def test_a_full_disk_halfway_leaves_the_earlier_data(spoiled: Path, earlier: Path) -> None:
    """After the sources are read, no file may grow beyond 250,000 bytes: the ward maps do."""
    pytest.importorskip("resource", reason="needs a limit on the size of files")
    script = (
        "import resource, sys; from pathlib import Path; from geo.pipeline import build as b\n"
        "def full(*_): resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, 250_000))\n"
        "b.STEPS = (b.STEPS[0], ('a disk that fills', full), *b.STEPS[1:])\n"
        "try: b.build(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except b.BuildError as error: print(error); sys.exit(3)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(spoiled), str(earlier)],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "File too large" in done.stdout
    assert "earlier data are as they were" in done.stdout


def test_stopping_by_hand_leaves_the_earlier_data(
    earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(state: object, sources: Path, folder: Path) -> None:
        (folder / "half.csv").write_text("a\n", encoding="utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "STEPS", (("half a file", half),))
    with pytest.raises(KeyboardInterrupt):
        build(earlier.parent, earlier)


def test_a_folder_that_cannot_be_made_is_a_plain_message(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(BuildError, match="permissions"):
        build(tmp_path, tmp_path / "data" / "processed")


def test_data_set_aside_by_a_killed_build_are_put_back(tmp_path: Path, earlier: Path) -> None:
    """Killed between the two renames: the old data are in the working folder, nothing is in place.

    The next build fails for want of sources, and the data are back all the same.
    """
    aside = earlier.parent / ".build-killed"
    aside.mkdir()
    earlier.rename(aside / "old")
    with pytest.raises(BuildError):
        build(tmp_path / "no sources", earlier)


def test_a_missing_source_that_cannot_be_fetched_as_it_is_promises_no_fetch(
    tmp_path: Path,
) -> None:
    """`vtds_2020` has an official download of another form, `turnout_2023_02_28` has none, and
    `wards_2015` one that fits."""
    with pytest.raises(BuildError, match="another form and cannot stand in"):
        path_of(tmp_path, "vtds_2020")
    with pytest.raises(BuildError, match="no official download") as caught:
        path_of(tmp_path, "turnout_2023_02_28")
    assert "geo.pipeline fetch" not in str(caught.value)
    with pytest.raises(BuildError, match="fetch wards_2015"):
        path_of(tmp_path, "wards_2015")


# Golden figures: somebody else's numbers


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(paths.PROCESSED / f"{name}.csv")


@pytest.mark.parametrize("year", [2015, 2023])
def test_people_of_the_city(year: int) -> None:
    """Chicago had 2,746,388 people: US Census Bureau, 2020 census, PL 94-171, table P1, place
    1714000 (Chicago city, Illinois)."""
    official = 2_746_388
    people = table("ward_population").query("vintage == @year")["population"]
    areas = table("ward_areas").query("vintage == @year")["population"]
    assert people.sum() == areas.sum() == table("crosswalk_2015_2023")["population"].sum()
    assert people.sum() == official


@from_sources
def test_voting_districts_of_the_city(sources_folder: Path) -> None:
    """Chicago has 2,069 voting districts: US Census Bureau, 2020 census PL 94-171, summary level
    700; the City had as many precincts from 2012 to 2022 (data portal, uvpq-qeeq)."""
    counts = pd.read_csv(sources_folder / source("vtd_2020_pl94171").file)
    assert counts["geoid"].nunique() == len(counts) == 2069


@pytest.mark.parametrize(("year", "square_miles"), [(2015, 230.9), (2023, 231.4)])
def test_area_of_the_city(year: int, square_miles: float) -> None:
    """City of Chicago, data portal: ward boundaries sp34-6z76 cover 230.9 square miles, p293-wvbd
    231.4. A square mile is 2.589988 square kilometers."""
    km2 = table("ward_population").query("vintage == @year")["area_km2"].sum()
    assert km2 / 2.589988 == pytest.approx(square_miles, rel=0.005)


def test_ward_34_moved_across_the_city() -> None:
    """The City Council's remap of May 2022 took ward 34 from the Far South Side to the West Loop
    and downtown: nobody lives in both, and no land is shared."""
    pairs = table("crosswalk_2015_2023")
    assert pairs.query("ward_2015 == 34 and ward_2023 == 34").empty
    sides = table("ward_sides").query("ward == 34")
    assert set(sides.query("vintage == 2015")["side"]) <= {"Far Southeast", "Far Southwest"}
    assert set(sides.query("vintage == 2023")["side"]) <= {"Central", "West"}


def test_every_ward_of_2023_is_near_the_size_it_was_drawn_for() -> None:
    """The 2022 remap drew every ward to within a few percent of 54,928 people, a fiftieth of the
    city's 2020 count; ours are estimates, so 10 % is allowed."""
    people = table("ward_population").query("vintage == 2023")["population"]
    assert people.between(54_928 * 0.9, 54_928 * 1.1).all()


def test_columns_the_readers_of_the_tables_rely_on() -> None:
    assert list(table("crosswalk_2015_2023")) == [
        "ward_2015",
        "ward_2023",
        "population",
        "population_share",
        "area_share",
    ]
    assert list(table("ward_sides")) == [
        "vintage",
        "ward",
        "side",
        "area_share",
        "population_share",
    ]
