"""What the site is made from, as hashes: if none has changed, nothing needs to be worked out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from geo import paths
from geo.publish.changes import CHANGELOG
from geo.publish.records import Settings

DRAWING = ("vl-convert-python", "jinja2", "pillow", "font-source-sans-pro")
"""Libraries whose version a page or picture may depend on."""


def hashed(files: Iterable[Path], *more: str) -> str:
    """One hash of the contents of files, by their names in their folders, wherever those are."""
    found = hashlib.sha256()
    for path in sorted(files, key=lambda p: (p.parent.name, p.name, p)):
        content = path.read_bytes()
        found.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode())
        found.update(content)
    found.update("\n".join(more).encode())
    return found.hexdigest()


def code() -> str:
    """Hash of the code, the templates, what lies beside them, and the libraries that draw."""
    room = Path(__file__).parent
    files = {*(paths.ROOT / "geo").rglob("*.py"), *(room / "templates").iterdir()}
    files |= set((room / "assets").iterdir())
    return hashed(files, *(f"{name} {version(name)}" for name in DRAWING))


def data(settings: Settings) -> str:
    """Hash of everything that is read: computed and hand-kept tables, registers, figures, the
    changelog, and the address of the site."""
    files = {
        *settings.processed.iterdir(),
        *settings.reference.glob("*.csv"),
        settings.figures,
        paths.SOURCES_TOML,
        paths.WARDS_TOML,
        CHANGELOG,
    }
    there = (path for path in files if path.is_file())
    return hashed(there, settings.site)
