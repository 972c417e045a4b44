"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

READABLE = 0o644
"""A web server must be able to read what a temporary file keeps to its owner."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there: no half file ever has its name.

    Missing folders are made.

    Raises
    ------
    OSError
        If the folder cannot be written to, or the disk is full; nothing is left behind then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(READABLE)
        Path(beside).replace(path)
    except OSError:
        with suppress(OSError):
            Path(beside).unlink()
        raise
