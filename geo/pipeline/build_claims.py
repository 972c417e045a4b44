"""The part of the build that checks every statement against the tables just computed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geo.atlas import Atlas, read_tables
from geo.atlas_records import Build
from geo.claims import LEDGER, ledger, to_json
from geo.reference import load_reference

UNBUILT = Build("", "", "", ())
"""The ledger is part of the build, so it cannot name it."""


def claims_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    """Write the claim ledger."""
    atlas = Atlas(load_reference(), (), read_tables(folder), UNBUILT)
    (folder / LEDGER).write_text(to_json(ledger(atlas)), encoding="utf-8")
