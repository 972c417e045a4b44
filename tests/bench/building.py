"""How long the data take to build, against reading the sources only."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from geo.sources import sources


@dataclass(frozen=True)
class BuildTime:
    """Seconds of a whole build, and of reading its inputs only."""

    build_s: float
    read_s: float


def measure_build(folder: Path) -> BuildTime | None:
    """Build into a temporary folder; None if no source is in `folder`."""
    if not any((folder / s.file).is_file() for s in sources()):
        return None
    # Imported here: the geometry libraries must not be in memory while pages are timed.
    from geo.pipeline.build import build  # noqa: PLC0415
    from geo.pipeline.inputs import read_inputs  # noqa: PLC0415

    read_inputs(folder)  # warms up: libraries started, files in memory
    start = time.perf_counter()
    read_inputs(folder)
    read_s = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as target:
        start = time.perf_counter()
        build(folder, Path(target) / "processed")
        return BuildTime(time.perf_counter() - start, read_s)
