"""The build: the same sources give the same bytes, and a failed build changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo import paths
from geo.errors import AtlasError, BuildError
from geo.pipeline import build as building
from geo.pipeline.build import build
from geo.pipeline.check_origins import used_sources
from geo.pipeline.inputs import path_of
from geo.sources import source
from geo.wards import vintages
from tests.contracts.spoiled_sources import SPOILED

from_sources = pytest.mark.sources
pytestmark = pytest.mark.filterwarnings("ignore::geo.boundaries.RepairedGeometryWarning")


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def built(sources_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data as the command line builds them, in another process, time zone, language and order
    of hashing than those the committed data were built in."""
    folder = tmp_path_factory.mktemp("built")
    target = folder / "processed"
    script = (
        "import sys; from pathlib import Path; from geo import paths; "
        "paths.PROCESSED = Path(sys.argv.pop()); "
        "from geo.pipeline.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "build", "--sources", str(sources_folder.resolve())]
    different = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    subprocess.run(
        [*command, str(target)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(paths.ROOT)} | different,
        check=True,
        capture_output=True,
    )
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


# The same sources, the same bytes


@from_sources
def test_two_builds_are_identical_and_the_committed_data_are_one_of_them(built: Path) -> None:
    ours = json.loads((built / "build.json").read_bytes())
    theirs = json.loads((paths.PROCESSED / "build.json").read_bytes())
    edited = ours["reference"] != theirs["reference"]
    if edited:  # published results follow the directory, and the app works them out afresh then
        for record in (ours, theirs):
            record["outputs"].pop("clustering.json")
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
    if edited:
        fresh.pop("clustering.json"), committed.pop("clustering.json")
    differ = sorted(n for n in fresh.keys() | committed.keys() if fresh.get(n) != committed.get(n))
    assert differ == [], (
        f"data/processed is not what the sources give; build.json differs in {parts}. "
        f"Package versions that differ: {packages or 'none'}. Install the pinned versions, or run "
        "`python -m geo.pipeline build` and commit the result."
    )


def test_the_record_names_what_was_read_and_nothing_else() -> None:
    record = json.loads((paths.PROCESSED / "build.json").read_bytes())
    assert sorted(record["inputs"]) == [
        "acs_B15002_2018_bg",
        "acs_B19001_2017_bg",
        "acs_B19058_2018_bg",
        "acs_B25014_2018_bg",
        "acs_B25034_2018_bg",
        "acs_C16002_2018_bg",
        "acs_C17002_2018_bg",
        "block_groups_2010",
        "community_area_sides",
        "community_areas",
        "districts_2018",
        "precinct_results_2015_02_24",
        "precinct_results_2015_04_07",
        "precinct_results_2018_03_20",
        "precinct_results_2019_02_26",
        "precinct_results_2019_04_02",
        "precinct_results_2023_02_28",
        "precinct_results_2023_04_04",
        "precincts_2012_2022",
        "precincts_2023",
        "rdh_lang_2021_tract",
        "rdh_pov_2021_tract",
        "tract_2020_pl94171",
        "tracts_2020",
        "turnout_2015_02_24",
        "turnout_2019_02_26",
        "turnout_2023_02_28",
        "vtd_2020_pl94171",
        "vtds_2020",
        "wards_2015",
        "wards_2023",
    ]


# A failed build


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
