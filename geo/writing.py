"""Files written whole or not at all, and several packed as one."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

READABLE = 0o644
"""A web server must be able to read what a temporary file keeps to its owner."""

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The oldest time a zip can name."""


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


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by name, in their order, that depends on nothing but names and contents.

    Times and permissions are fixed, so the same files give the same bytes.
    """
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, 9)
    return body.getvalue()
