"""Sources at the misbehaving server, and how to fetch one that must fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geo.errors import FetchError
from geo.pipeline.download import Limits
from geo.pipeline.fetch import RECORD, fetch
from geo.sources import KINDS, Source
from tests.fetch_server import MisbehavingServer

QUICK = Limits(
    connect=2,
    read=1.5,  # a busy machine can pause for a second
    deadline=12,
    attempts=3,
    first_wait=0.02,
    longest_wait=0.05,
    longest_retry_after=5,
    redirects=3,
    insecure_host="127.0.0.1",
)

ONE = Source(
    id="wards_test",
    title="Ward boundaries",
    publisher="City",
    dataset="abcd-1234",
    file="boundaries/wards.geojson",
    vintage="2015",
    as_of="",
    licence="public record",
    address="",
    landing="https://example.org/wards",
    kind="geojson",
    max_mb=2,
    copy_from="",
    note="Ask the city clerk.",
)


def at(server: MisbehavingServer, path: str, kind: str = "geojson", **changes: object) -> Source:
    """A source of some kind at one of the server's paths."""
    file = f"boundaries/wards{KINDS[kind]}"
    return replace(ONE, address=server.address(path), kind=kind, file=file, **changes)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def refuse(wanted: Source, folder: Path, limits: Limits = QUICK) -> str:
    """Fetch a source that must fail; check that nothing on disk changed; return the message.

    The folder is seeded with an earlier good file and its record where the test has not done so.
    """
    if not folder.exists():
        (folder / wanted.file).parent.mkdir(parents=True)
        (folder / wanted.file).write_bytes(b"the earlier good file")
        (folder / RECORD).write_text('{"wards_test": {"sha256": "abc"}}')
    before = everything(folder)
    with pytest.raises(FetchError) as caught:
        fetch([wanted.id], folder, register=[wanted], limits=limits)
    assert everything(folder) == before
    message = str(caught.value)
    assert wanted.id in message
    assert wanted.address in message
    return message
