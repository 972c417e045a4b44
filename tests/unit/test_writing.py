"""Files written whole, and several packed as one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from geo.writing import packed, write_whole


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_whole(tmp_path / "taken", b"content")
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]


def test_missing_folders_are_made_and_an_older_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file.txt"
    for content in (b"older", b"newer"):
        write_whole(path, content)
    assert path.read_bytes() == b"newer"
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_packed_file_keeps_names_order_and_bytes_and_is_the_same_twice() -> None:
    files = {"b.txt": b"first", "a.png": bytes(range(256))}
    archive = zipfile.ZipFile(io.BytesIO(packed(files)))
    assert {name: archive.read(name) for name in archive.namelist()} == files
    assert archive.namelist() == ["b.txt", "a.png"]
    assert packed(files) == packed(dict(files))
