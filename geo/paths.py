"""Where the atlas keeps its files. The one place that knows folder names."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
REFERENCE = DATA / "reference"
PROCESSED = DATA / "processed"
RAW = DATA / "raw"
SOURCES_TOML = DATA / "sources.toml"
WARDS_TOML = DATA / "wards.toml"
