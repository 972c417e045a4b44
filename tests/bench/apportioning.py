"""How fast counts are carried from districts to wards, against the libraries that do the same.

The job is the same for all: the 2020 population of every voting district goes to the 50 wards of
the 2023 map by bare area. Every contender works in a process of its own, which holds the tables
before the clock starts, and they are asked in turn. An answer that differs is refused.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from geo.wards import WARD_COUNT, vintage
from tests.bench.serving import BenchError

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import numpy.typing as npt

    Job = Callable[[gpd.GeoDataFrame, gpd.GeoDataFrame], npt.NDArray[np.float64]]

OURS = "atlas"
WARD_MAP = 2023
SIZES = (20_000, 60_000, 200_000)
"""How many pieces the districts are halved into, to see how time grows."""

ROUNDS, GROWTH_ROUNDS, LARGEST_ROUNDS = 7, 3, 1
LIMIT_S = 60.0
"""A contender that has not answered by then is reported as slower than this. The others take
under 40 seconds for the largest size, so that the whole part stays within four minutes."""

READY_S = 120.0
"""Seconds a process may take to load its libraries and tables."""

SAME = 1e-6
"""How far, as a part of the number, two answers may differ (one library keeps areas in 32 bits)."""

WARM_UP_ROWS = 20
WARDS = "wards"
STATUS, FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
ON_LINUX = "Run this part on Linux, where a process may read and reset its own account of memory."


@dataclass(frozen=True)
class Run:
    """One answer: how long it took, the most memory it held beyond the tables, and the people."""

    seconds: float
    peak_mib: float
    by_ward: tuple[float, ...]


@dataclass(frozen=True)
class Race:
    """What the contenders did with `size` polygons; `late` ones did not finish in `limit_s`."""

    size: int
    runs: dict[str, list[Run]]
    late: tuple[str, ...] = ()
    limit_s: float = LIMIT_S


@dataclass(frozen=True)
class Apportioned:
    """All races: everybody on the real districts and on the most pieces, ours on every size."""

    real: Race
    growth: tuple[Race, ...]
    largest: Race


def atlas() -> Job:
    """Ours: cut, shares by land, sum."""
    import shapely  # noqa: PLC0415  each process loads its own contender only

    from geo.apportion import apportion, shares  # noqa: PLC0415
    from geo.overlay import intersect  # noqa: PLC0415

    def job(districts: gpd.GeoDataFrame, wards: gpd.GeoDataFrame) -> npt.NDArray[np.float64]:
        shapes = districts.geometry.to_numpy()
        # The others drop no slivers, so neither do we here.
        found = intersect(shapes, wards.geometry.to_numpy(), sliver_m2=0.0)
        crosswalk = shares(found.a, found.b, found.area_m2, shapely.area(shapes))
        return apportion(districts["population"].to_numpy(float), crosswalk)

    return job


def tobler() -> Job:
    """PySAL's areal interpolation."""
    from tobler.area_weighted import area_interpolate  # noqa: PLC0415

    def job(districts: gpd.GeoDataFrame, wards: gpd.GeoDataFrame) -> npt.NDArray[np.float64]:
        # allocate_total would count the part of a district outside every ward as inside.
        found = area_interpolate(
            districts, wards, extensive_variables=["population"], allocate_total=False
        )
        return found["population"].to_numpy(float)

    return job


def maup() -> Job:
    """The redistricting library's `intersections` and `prorate`, as its manual shows them."""
    import maup as library  # noqa: PLC0415

    def job(districts: gpd.GeoDataFrame, wards: gpd.GeoDataFrame) -> npt.NDArray[np.float64]:
        pieces = library.intersections(districts, wards, area_cutoff=0)
        whole = districts.area.loc[pieces.index.get_level_values("source")]
        weights = pieces.area / whole.to_numpy()
        return library.prorate(pieces, districts["population"], weights).to_numpy(float)

    return job


def overlay() -> Job:
    """What one writes with GeoPandas alone."""
    import geopandas  # noqa: PLC0415

    def job(districts: gpd.GeoDataFrame, wards: gpd.GeoDataFrame) -> npt.NDArray[np.float64]:
        pieces = geopandas.overlay(
            districts.assign(whole=districts.area), wards, how="intersection", keep_geom_type=True
        )
        given = pieces["population"] * pieces.area / pieces["whole"]
        return given.groupby(pieces["ward"]).sum().to_numpy(float)

    return job


CONTENDERS: dict[str, Callable[[], Job]] = {
    OURS: atlas,
    "tobler": tobler,
    "maup": maup,
    "geopandas": overlay,
}


def halved(districts: gpd.GeoDataFrame, size: int) -> gpd.GeoDataFrame:
    """Halve the largest polygons across their longer side until there are `size` of them.

    People are divided in proportion to land, so that every size has the same answer.

    Raises
    ------
    BenchError
        If a cut leaves something that is no polygon.
    """
    import geopandas  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    shapes = districts.geometry.to_numpy()
    density = districts["population"].to_numpy(float) / shapely.area(shapes)
    while len(shapes) < size:
        largest_first = np.argsort(-shapely.area(shapes), kind="stable")
        cut, kept = np.split(largest_first, [min(len(shapes), size - len(shapes))])
        shapes = np.concatenate([shapes[kept], *halves(shapes[cut])])
        density = density[np.concatenate([kept, cut, cut])]
    if not np.isin(shapely.get_type_id(shapes), (3, 6)).all():
        raise BenchError(
            f"Halving the districts into {size:,} left lines or points beside polygons, so the "
            "contenders cannot be compared. Choose another size."
        )
    people = density * shapely.area(shapes)
    return geopandas.GeoDataFrame({"population": people}, geometry=shapes, crs=districts.crs)


def halves(shapes: npt.NDArray[np.object_]) -> tuple[npt.NDArray[np.object_], ...]:
    """Both halves of every polygon, cut across the longer side of its bounding box."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    left, bottom, right, top = shapely.bounds(shapes).T
    wide = right - left > top - bottom
    x, y = (left + right) / 2, (bottom + top) / 2
    one = shapely.box(left, bottom, np.where(wide, x, right), np.where(wide, top, y))
    other = shapely.box(np.where(wide, x, left), np.where(wide, bottom, y), right, top)
    return shapely.intersection(shapes, one), shapely.intersection(shapes, other)


def memory_mib(field: str) -> float:
    """Memory of this process: `VmRSS` now, `VmHWM` the most since `forget_peak`.

    The system's own account is read, because `ru_maxrss` of a new process starts at whatever the
    process held that started it.
    """
    found = re.search(rf"^{field}:\s+(\d+) kB", STATUS.read_text("ascii"), re.MULTILINE)
    if found is None:
        raise BenchError(f"{STATUS} has no line {field}. {ON_LINUX}")
    return int(found[1]) / 1024


def forget_peak() -> None:
    """Start the account of the most memory anew: reading the tables took some, too."""
    FORGET.write_text("5", "ascii")


def work(pipe: Connection, contender: str, folder: Path, size: int) -> None:
    """Load everything, then answer once per request: the body of a contender's process."""
    import geopandas  # noqa: PLC0415

    warnings.simplefilter("ignore")  # what one library says about another's next version
    job = CONTENDERS[contender]()
    wards = geopandas.read_feather(folder / WARDS)
    districts = geopandas.read_feather(folder / str(size))
    job(districts.head(WARM_UP_ROWS), wards)  # loads what is loaded at first use
    level = memory_mib("VmRSS")
    pipe.send(contender)
    while pipe.recv():
        # Copies, because a table keeps its spatial index: nobody may start with a finished one.
        tables = districts.copy(), wards.copy()
        forget_peak()
        start = time.perf_counter()
        people = job(*tables)
        seconds = time.perf_counter() - start
        pipe.send(Run(seconds, max(0.0, memory_mib("VmHWM") - level), tuple(people.tolist())))


class Worker:
    """A contender's process and the line to it."""

    def __init__(self, name: str, folder: Path, size: int) -> None:
        self.name = name
        context = get_context("spawn")
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, name, folder, size), daemon=True)
        self.process.start()
        theirs.close()

    def receive(self, limit_s: float) -> Run | str | None:
        """What it says next; None if it says nothing within the time.

        Raises
        ------
        BenchError
            If its process has ended.
        """
        try:
            return self.line.recv() if self.line.poll(limit_s) else None
        except (EOFError, ConnectionError) as ended:
            raise BenchError(
                f"{self.name} ended without an answer; its own message is above. Check that the "
                "versions of requirements-dev.txt are installed and that memory suffices."
            ) from ended

    def wait_until_ready(self) -> None:
        """Wait for the libraries and tables; raises BenchError if that takes too long."""
        if self.receive(READY_S) is None:
            raise BenchError(f"{self.name} was not ready after {READY_S:.0f} seconds; try again.")

    def ask(self, limit_s: float) -> Run | None:
        """One answer, or None if it does not come in time; then nothing can be asked again."""
        self.line.send(True)
        answer = self.receive(limit_s)
        if isinstance(answer, Run):
            return answer
        self.stop()  # or it would slow the others down
        return None

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()


def race(
    names: Sequence[str], folder: Path, size: int, rounds: int, limit_s: float = LIMIT_S
) -> Race:
    """Let contenders take turns, `rounds` times, on the tables in `folder`.

    Raises
    ------
    BenchError
        If a process does not get ready or ends, or if ours is late.
    """
    runs: dict[str, list[Run]] = {name: [] for name in names}
    late: list[str] = []
    with ExitStack() as stack:
        workers = [Worker(name, folder, size) for name in names]
        for worker in workers:
            stack.callback(worker.stop)
        for worker in workers:
            worker.wait_until_ready()
        for _ in range(rounds):
            for worker in (w for w in workers if w.name not in late):
                run = worker.ask(limit_s)
                if run is None:
                    late.append(worker.name)
                else:
                    runs[worker.name].append(run)
    if OURS in late:
        raise BenchError(
            f"{OURS} did not carry {size:,} polygons within {limit_s:g} seconds, so there is "
            "nothing to compare with. Try again on a quiet machine."
        )
    return Race(size, runs, tuple(late), limit_s)


def refuse_wrong(found: Race, right: Sequence[float]) -> None:
    """Raise BenchError if any answer is not `right`, naming the contender and the ward."""
    for name, runs in found.runs.items():
        for run in runs:
            if len(run.by_ward) != WARD_COUNT:
                raise BenchError(
                    f"{name} answered for {len(run.by_ward)} wards instead of {WARD_COUNT}, so "
                    "its time says nothing. Correct how the benchmark calls it."
                )
            for ward, (given, wanted) in enumerate(zip(run.by_ward, right, strict=True), start=1):
                if not abs(given - wanted) <= SAME * abs(wanted):  # so that NaN is refused
                    raise BenchError(
                        f"{name}, {found.size:,} polygons: {given:,.3f} people in ward {ward}, "
                        f"where {OURS} finds {wanted:,.3f} from the voting districts. Numbers may "
                        f"differ by {SAME:g} of themselves. Find out who is wrong before timing."
                    )


def write_tables(sources: Path, folder: Path) -> int:
    """Write the wards, and the districts in every size, for the processes; number of districts."""
    from geo.pipeline.inputs import read_districts, read_wards  # noqa: PLC0415

    districts = read_districts(sources)[["population", "geometry"]]
    read_wards(sources, vintage(WARD_MAP)).to_feather(folder / WARDS)
    districts.to_feather(folder / str(len(districts)))
    for size in SIZES:
        halved(districts, size).to_feather(folder / str(size))
    return len(districts)


def require_libraries() -> None:
    """Raise BenchError unless every contender is installed and memory can be measured."""
    missing = [name for name in CONTENDERS if name != OURS and find_spec(name) is None]
    if missing:
        raise BenchError(
            f"{', '.join(missing)} not installed, so there is nobody to compare with. Install "
            "what requirements-dev.txt names."
        )
    if not os.access(FORGET, os.W_OK):
        raise BenchError(f"Memory cannot be measured: {FORGET} cannot be written. {ON_LINUX}")


def measure_apportioning(sources: Path) -> Apportioned:
    """Hold all races.

    Raises
    ------
    AtlasError
        If a source or a library is missing, or somebody's answer is wrong.
    """
    require_libraries()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        number = write_tables(sources, folder)
        real = race(tuple(CONTENDERS), folder, number, ROUNDS)
        right = real.runs[OURS][0].by_ward
        refuse_wrong(real, right)
        growth = tuple(race((OURS,), folder, size, GROWTH_ROUNDS) for size in SIZES)
        largest = race(tuple(CONTENDERS), folder, SIZES[-1], LARGEST_ROUNDS)
        for found in (*growth, largest):
            refuse_wrong(found, right)
    return Apportioned(real, growth, largest)
