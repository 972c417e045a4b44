"""The part of the build that tests whether organized wards lie side by side."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.atlas_records import Build
from geo.cluster_results import records, written
from geo.cluster_tables import FILE
from geo.clustering import Clusters
from geo.reference import load_reference

NEEDED = ("crosswalk_2015_2023", "ward_areas", "ward_population", "ward_sides", "neighbours")
"""Tables that presence, sides and neighbors are read from."""


def clusters_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    """Write the published results, from the tables as they are written and the directory."""
    tables = {name: pd.read_csv(folder / f"{name}.csv") for name in NEEDED}
    # The record of the build is written last; nothing asked here depends on it.
    atlas = Atlas(load_reference(), (), tables, Build("", "", "", ()))
    tester = Clusters(atlas, {}, cache(atlas.presence))
    (folder / FILE).write_text(written(records(tester)), encoding="utf-8")
