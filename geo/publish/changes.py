"""The releases of the atlas, from the changelog."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from geo import paths
from geo.publish.records import PublishError

CHANGELOG = paths.ROOT / "CHANGELOG.md"
RELEASE = re.compile(r"## (?P<version>\d+\.\d+\.\d+) – (?P<day>\d{4}-\d{2}-\d{2})")
UNRELEASED = "## Unreleased"
"""Heading of what is not part of a release yet, and not told."""

GOES_ON = "  "
"""Begins a line that goes on with the entry above it."""


@dataclass(frozen=True)
class Release:
    """One release: what changed, by the heading it stands under."""

    version: str
    day: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


def releases(path: Path = CHANGELOG) -> tuple[Release, ...]:
    """Every release, in the order of the file: newest first.

    Raises
    ------
    PublishError
        If the file is not there, or a heading of a release is of another form.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as missing:
        raise PublishError(
            f"There is no {path.name}. Restore it from version control."
        ) from missing
    starts = [n for n, line in enumerate(lines) if line.startswith("## ")]
    ends = [*starts[1:], len(lines)]
    return tuple(
        release(lines[start:end], start + 1, path.name)
        for start, end in zip(starts, ends, strict=True)
        if lines[start].strip() != UNRELEASED
    )


def release(lines: list[str], row: int, name: str) -> Release:
    """One release from its heading and what stands below it."""
    heading = RELEASE.fullmatch(lines[0].strip())
    if heading is None:
        raise PublishError(
            f"{name}, row {row}: “{lines[0]}” is no heading of a release. Write it like "
            "## 0.2.0 – 2026-11-23."
        )
    parts: list[tuple[str, list[str]]] = []
    for line in lines[1:]:
        if line.startswith("### "):
            parts.append((line.removeprefix("### ").strip(), []))
        elif line.startswith("- "):
            if not parts:
                parts.append(("", []))
            parts[-1][1].append(plain(line.removeprefix("- ")))
        elif line.startswith(GOES_ON) and parts and parts[-1][1]:
            parts[-1][1][-1] += " " + plain(line)
    found = tuple((title, tuple(entries)) for title, entries in parts)
    return Release(heading["version"], heading["day"], found)


def plain(line: str) -> str:
    """A line without the marks of markdown."""
    return line.strip().replace("`", "")
