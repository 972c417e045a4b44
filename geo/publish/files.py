"""Files of the site: written whole or not at all, and never over those of somebody else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from geo.publish.records import PublishError
from geo.writing import write_whole


def digest(content: bytes) -> str:
    """Hash of a file's content."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str:
    """Hash of a file; blank if it is not there or cannot be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def write(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there: nobody ever sees half of it.

    Raises
    ------
    PublishError
        If the folder cannot be written to, or the disk is full.
    """
    try:
        write_whole(path, content)
    except OSError as fault:
        raise unwritable(path if path.parent.is_dir() else path.parent, fault) from fault


def unwritable(path: Path, fault: OSError) -> PublishError:
    """Why a file or folder cannot be written, in a sentence."""
    why = fault.strerror or str(fault)
    return PublishError(
        f"{path} cannot be written ({why}). Name a folder you may write to with --out, or make "
        "room on its disk."
    )


def checked_folder(out: Path, manifest: str) -> None:
    """Refuse a folder that holds files but no site of ours.

    Raises
    ------
    PublishError
        If it is a file, or holds something else.
    """
    if out.exists() and not out.is_dir():
        raise PublishError(f"{out} is a file. Name a folder with --out.")
    if not out.is_dir() or (out / manifest).is_file():
        return
    try:
        others = sorted(p.name for p in out.iterdir() if not is_welcome(p.name))
    except OSError as fault:
        raise unwritable(out, fault) from fault
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise PublishError(
            f"{out} holds files that are not of this site ({others[0]}{more}), and none of them is "
            "touched. Name an empty folder, or a new one, with --out."
        )


WELCOME = ("CNAME", ".nojekyll", ".well-known", "frozen")
"""What may lie in the folder of a site beside it: what hosts ask for, and kept files of frozen
links (`python -m geo.freeze`)."""


def is_welcome(name: str) -> bool:
    """Whether a file or folder of somebody else may lie beside the site."""
    return name in WELCOME or name.startswith(".git")


def remove(out: Path, names: Iterable[str]) -> None:
    """Remove files, and the folders they leave empty."""
    for name in sorted(names, reverse=True):
        path = out / name
        with suppress(FileNotFoundError):
            path.unlink()
        for folder in path.parents:
            if folder == out or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
