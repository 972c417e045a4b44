"""Downloads from a real server that misbehaves: every fault is named and nothing is touched."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geo.pipeline.download import Limits
from geo.pipeline.fetch import fetch
from tests.fetch_server import GEOJSON, MisbehavingServer
from tests.fetch_tools import ONE, QUICK, at, everything, refuse


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    with MisbehavingServer() as running:
        yield running


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


@pytest.mark.parametrize(
    ("path", "kind", "asked", "said"),
    [
        ("/hang", "geojson", 3, "silent for 1.5 seconds"),
        ("/hang-midway", "geojson", 3, "silent for 1.5 seconds"),
        ("/cut", "geojson", 3, "cut off"),
        ("/cut-chunked", "geojson", 3, "cut off"),
        ("/nonsense", "geojson", 3, "no connection to the server, or it broke"),
        ("/500", "geojson", 3, "answered 500"),
        ("/busy-for-long", "geojson", 1, "left alone for 3600 seconds"),
        ("/busy-until-2100", "geojson", 1, "answered 503 and asks to be left alone"),
        ("/404", "geojson", 1, "answered 404"),
        ("/403", "geojson", 1, "answered 403"),
        ("/page", "geojson", 1, "looks like a web page"),
        ("/page", "csv", 1, "looks like a web page"),
        ("/page", "zip", 1, "looks like a web page"),
        ("/truncated.geojson", "geojson", 1, "cannot be read"),
        ("/deep.geojson", "geojson", 1, "cannot be read"),
        ("/object.geojson", "geojson", 1, "not a FeatureCollection"),
        ("/empty.geojson", "geojson", 1, "no features"),
        ("/semicolons.csv", "csv", 1, "columns parted by commas"),
        ("/ragged.csv", "csv", 1, "row 3 does not have the 3 columns"),
        ("/binary.csv", "csv", 1, "not text"),
        ("/uneven.json", "census_json", 1, "row 2 does not have the 2 columns"),
        ("/error.json", "census_json", 1, "not a list of rows"),
        ("/not.zip", "zip", 1, "does not begin like a zip"),
        ("/cut-zip", "zip", 1, "cannot be read"),
        ("/damaged-gzip", "geojson", 1, "unusable"),
        ("/large-by-header", "geojson", 1, "larger than the 2 MB allowed"),
        ("/large-by-body", "geojson", 1, "larger than the 2 MB allowed"),
        ("/bomb", "geojson", 1, "larger than the 2 MB allowed"),
        ("/loop", "geojson", 4, "sent on more than 3 times"),
        ("/to-ftp", "geojson", 1, "ftp://127.0.0.1, which is not https"),
        ("/to-file", "geojson", 1, "which is not https"),
        ("/to-another-host", "geojson", 1, "http://localhost, which is not https"),
        ("/to-unreadable", "geojson", 1, "an address that cannot be read"),
    ],
)
def test_a_fault_is_named_and_changes_nothing(
    server: MisbehavingServer, tmp_path: Path, *, path: str, kind: str, asked: int, said: str
) -> None:
    before = server.hits(path)
    message = refuse(at(server, path, kind), tmp_path / "raw")
    assert said in message
    assert server.hits(path) - before == asked
    assert ("Asked 3 times" in message) == (asked == QUICK.attempts)


@pytest.mark.parametrize("path", ["/slow", "/slow-head"])
def test_the_deadline_holds_against_a_server_that_dribbles(
    server: MisbehavingServer, tmp_path: Path, path: str
) -> None:
    began = time.monotonic()
    message = refuse(at(server, path), tmp_path / "raw", replace(QUICK, deadline=0.5))
    assert "did not arrive within 0.5 seconds" in message
    assert time.monotonic() - began < 2
    assert server.hits(path) == 1


def test_the_deadline_covers_all_retries(server: MisbehavingServer, tmp_path: Path) -> None:
    limits = replace(QUICK, deadline=0.5, attempts=1000, first_wait=0.2, longest_wait=0.2)
    before = server.hits("/500")
    message = refuse(at(server, "/500"), tmp_path / "raw", limits)
    assert "did not arrive within 0.5 seconds" in message
    asked = server.hits("/500") - before
    time.sleep(0.4)
    assert server.hits("/500") - before == asked, "it went on asking after the deadline"


def test_a_closed_port_is_tried_again_and_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    message = refuse(replace(ONE, address=f"http://127.0.0.1:{port}/wards"), tmp_path / "raw")
    assert "no connection to the server" in message
    assert "Asked 3 times" in message
    assert "Check the network" in message


def test_pouring_is_stopped_soon_after_the_limit(server: MisbehavingServer, tmp_path: Path) -> None:
    server.poured = 0
    refuse(at(server, "/large-by-body"), tmp_path / "raw")
    assert server.poured < 20_000_000, "the limit is 2 MB; the rest may only fill socket buffers"


@pytest.mark.parametrize("path", ["/fails-twice", "/cut-once"])
def test_a_passing_fault_is_got_over(server: MisbehavingServer, tmp_path: Path, path: str) -> None:
    wanted = at(server, path)
    (got,) = fetch([wanted.id], tmp_path, register=[wanted], limits=QUICK)
    assert got.bytes == len(GEOJSON)
    assert server.hits(path) == {"/fails-twice": 3, "/cut-once": 2}[path]


def test_pauses_grow(server: MisbehavingServer, tmp_path: Path) -> None:
    seen = server.hits("/500")
    refuse(at(server, "/500"), tmp_path / "raw", replace(QUICK, first_wait=0.1, longest_wait=9))
    first, second, third = server.times["/500"][seen:]
    assert second - first >= 0.1
    assert third - second >= 0.2


def test_retry_after_is_honored(server: MisbehavingServer, tmp_path: Path) -> None:
    wanted = at(server, "/busy-once")
    fetch([wanted.id], tmp_path, register=[wanted], limits=QUICK)
    first, second = server.times["/busy-once"]
    assert second - first >= 1, "its own back-off would have been 0.05 seconds at most"


def test_plain_http_is_refused_unless_a_test_allows_it(
    server: MisbehavingServer, tmp_path: Path
) -> None:
    before = server.hits("/good.geojson")
    message = refuse(at(server, "/good.geojson"), tmp_path / "raw", Limits())
    assert "not https" in message
    assert server.hits("/good.geojson") == before


def test_the_access_key_is_sent_and_never_told(
    server: MisbehavingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_KEY", "s3cret")
    wanted = at(server, "/good.json?get=P2_001N", "census_json", key_variable="TEST_KEY")
    fetch([], tmp_path, register=[wanted], limits=QUICK)
    assert server.queries["/good.json"][-1] == "get=P2_001N&key=s3cret"
    for content in everything(tmp_path).values():
        assert b"s3cret" not in content
    for path in ("/404", "/hang", "/cut", "/nonsense", "/to-ftp", "/missing-key"):
        failing = at(server, path, "census_json", key_variable="TEST_KEY")
        message = refuse(failing, tmp_path / path.strip("/"))
        assert "s3cret" not in message
    assert server.queries["/page"][-1] == "", "a key is not handed on to where one is sent"


def test_a_missing_access_key_is_explained(server: MisbehavingServer, tmp_path: Path) -> None:
    wanted = at(server, "/missing-key", "census_json", key_variable="NO_SUCH_KEY")
    message = refuse(wanted, tmp_path / "raw")
    assert "looks like a web page" in message
    assert "set the environment variable NO_SUCH_KEY" in message
