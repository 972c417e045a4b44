"""What a run wrote, so that the next one can tell what is ours and what has not changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from geo.publish.files import digest_of, write
from geo.publish.records import PublishError

NAME = "site-manifest.json"
MAKER = "Chicago Ward Atlas, static site"


@dataclass(frozen=True)
class Entry:
    """A page as it was written: `inputs` and `fingerprint` as in `geo.publish.run`, and the hash of
    each of its files."""

    inputs: str
    fingerprint: str
    files: Mapping[str, str]

    def intact(self, out: Path) -> bool:
        """Whether every file is there as it was written."""
        return all(digest_of(out / name) == known for name, known in self.files.items())


@dataclass
class Manifest:
    """Pages by key."""

    pages: dict[str, Entry] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """Every file that was written, with its hash."""
        return {name: known for page in self.pages.values() for name, known in page.files.items()}

    def save(self, out: Path) -> None:
        """Write it, pages in order, so that the same site has the same manifest."""
        pages = {key: asdict(self.pages[key]) for key in sorted(self.pages)}
        record = {"maker": MAKER, "pages": pages}
        text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        write(out / NAME, text.encode())


def read_manifest(out: Path) -> Manifest:
    """The manifest of a folder; an empty one if there is none.

    Raises
    ------
    PublishError
        If the file is no manifest of ours.
    """
    path = out / NAME
    if not path.is_file():
        return Manifest()
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["maker"] != MAKER:
            raise ValueError("another maker")  # noqa: TRY301  one message for every way to be wrong
        return Manifest({key: entry(found) for key, found in record["pages"].items()})
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as fault:
        raise PublishError(
            f"{path} is not the record of a site of this atlas ({type(fault).__name__}: {fault}), "
            "so nothing in its folder is touched. Name another folder with --out, or delete that "
            "file and the site and publish anew."
        ) from fault


def entry(found: Mapping[str, Any]) -> Entry:
    """One page of the record; a path that leads out of the site is refused (ValueError)."""
    files = {str(name): str(known) for name, known in found["files"].items()}
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or path.as_posix() != name:
            raise ValueError(f"it names {name!r}")
    return Entry(str(found["inputs"]), str(found["fingerprint"]), files)
