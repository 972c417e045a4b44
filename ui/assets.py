"""Files for the map's frame, served from a temporary folder under the hash of their content.

Streamlit serves the folder of a declared component next to the folder of the map's own component,
so one relative address works at every server address. Nothing is written into the repository and
static file serving stays off. The folder is public to every visitor: publish no uploads.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import threading
from functools import cache, lru_cache
from pathlib import Path

import streamlit
from streamlit.components.v1 import declare_component
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.errors import AtlasError

COMPONENT = "assets"
FONT_PATTERN = "SourceSansVF-Upright*.woff2"
"""Streamlit's own typeface; the part of the name after it changes with every release."""

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_FOLDER = tempfile.TemporaryDirectory(prefix="ward-atlas-")  # removed at exit
_LOCK = threading.Lock()


class AssetError(AtlasError):
    """A file for the map cannot be published."""


def publish(content: bytes | Path, suffix: str) -> str:
    """Make `content` available to the map's frame and return its address relative to the frame.

    Cheap enough for every run: a file is read again only when its size or date changed, and
    written only once.

    Parameters
    ----------
    content : bytes or Path
        What to serve, or the file that holds it.
    suffix : str
        With the dot, such as ``".json"``; tells the browser what it is.

    Returns
    -------
    str
        ``../<component>/<sha-256><suffix>``.

    Raises
    ------
    AssetError
        If the suffix has another form or the file cannot be read.
    """
    if not _SUFFIX.fullmatch(suffix):
        raise AssetError(
            f"Suffix {suffix!r} cannot be served. Use a dot and up to eight small letters or "
            "digits, such as '.json'."
        )
    data = content if isinstance(content, bytes) else _read(content)
    name = f"{hashlib.sha256(data).hexdigest()}{suffix}"
    _write_once(Path(_FOLDER.name) / name, data)
    return f"../{_component_name()}/{name}"


@cache
def font_file() -> Path | None:
    """The page's typeface as installed with Streamlit, or None if a release names it otherwise."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    return min(media.glob(FONT_PATTERN), default=None)


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        return _content(path, status.st_mtime_ns, status.st_size)
    except OSError as fault:
        raise AssetError(
            f"{path.name}: the map needs this file and it cannot be read ({fault.strerror}). "
            "Rebuild the data or install the requirements again."
        ) from fault


@lru_cache(maxsize=32)
def _content(path: Path, _changed_ns: int, _size: int) -> bytes:
    """File content; date and size are arguments so that a changed file is read again."""
    return path.read_bytes()


def _write_once(target: Path, data: bytes) -> None:
    """Write under the final name only when complete, so no visitor is served half a file."""
    with _LOCK:
        if target.exists():
            return
        part = target.with_suffix(".part")
        part.write_bytes(data)
        part.replace(target)


def _component_name() -> str:
    """The name the folder is served under; registers it with the server the first time.

    Outside a page run Streamlit declares without registering, so that case is remembered apart.
    """
    return _declared(get_script_run_ctx(suppress_warning=True) is not None)


@cache
def _declared(_in_page_run: bool) -> str:
    return declare_component(COMPONENT, path=_FOLDER.name).name
