"""The fetcher against a real server that misbehaves."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geo.errors import FetchError
from geo.pipeline.fetch import RECORD, Limits, fetch, run
from geo.sources import KINDS, Source
from tests.fetch_server import CSV, GEOJSON, ROWS, MisbehavingServer, small_zip

QUICK = Limits(
    connect=2,
    read=0.4,
    deadline=8,
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


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    with MisbehavingServer() as running:
        yield running


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


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


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/good.geojson", "geojson", GEOJSON),
        ("/good.zip", "zip", small_zip()),
        ("/good.csv", "csv", CSV),
        ("/good.json", "census_json", ROWS),
        ("/packed", "geojson", GEOJSON),
        ("/moved", "geojson", GEOJSON),
    ],
)
def test_a_good_file_is_kept_with_its_record(
    server: MisbehavingServer, tmp_path: Path, path: str, kind: str, body: bytes
) -> None:
    wanted = at(server, path, kind)
    (got,) = fetch([wanted.id], tmp_path, register=[wanted], limits=QUICK)
    assert everything(tmp_path).keys() == {wanted.file, RECORD}
    assert (tmp_path / wanted.file).read_bytes() == body
    entry = json.loads((tmp_path / RECORD).read_text())["wards_test"]
    assert entry == {
        "address": wanted.address,
        "file": wanted.file,
        "sha256": hashlib.sha256(body).hexdigest(),
        "bytes": len(body),
        "retrieved": got.retrieved,
    }
    assert got.retrieved.endswith("+00:00")
    assert not got.changed


@pytest.mark.parametrize(
    ("path", "kind", "asked", "said"),
    [
        ("/hang", "geojson", 3, "silent for 0.4 seconds"),
        ("/hang-midway", "geojson", 3, "silent for 0.4 seconds"),
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


def test_without_a_network_no_folder_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    wanted = replace(ONE, address=f"http://127.0.0.1:{port}/wards")
    with pytest.raises(FetchError):
        fetch([], tmp_path / "raw", register=[wanted], limits=QUICK)
    assert not (tmp_path / "raw").exists()


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


def test_changed_content_is_said(
    server: MisbehavingServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = at(server, "/good.geojson")
    second = at(server, "/good.csv", "csv")
    assert run([], tmp_path, register=[first], limits=QUICK) == 0
    assert "CHANGED" not in capsys.readouterr().out
    assert run([], tmp_path, register=[first], limits=QUICK) == 0
    assert "the same as at the last download" in capsys.readouterr().out
    assert run([], tmp_path, register=[second], limits=QUICK) == 0
    said = capsys.readouterr().out
    assert "CHANGED" in said
    assert hashlib.sha256(GEOJSON).hexdigest() in said


def test_faults_are_collected_and_the_rest_still_comes(
    server: MisbehavingServer, tmp_path: Path
) -> None:
    good = replace(at(server, "/good.csv", "csv"), id="good")
    gone = replace(at(server, "/404"), id="gone")
    page = replace(at(server, "/page", "zip"), id="page")
    with pytest.raises(FetchError) as caught:
        fetch(["gone", "good", "page", "godo"], tmp_path, register=[good, gone, page], limits=QUICK)
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("3 of 4 sources failed")
    assert [line.split(":")[0] for line in lines[1:3]] == ["- gone", "- page"]
    assert "There is no source “godo”" in lines[3]
    assert "good" in lines[3]
    assert everything(tmp_path).keys() == {good.file, RECORD}


def test_a_source_without_an_address_fails_only_when_asked_for(
    server: MisbehavingServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = replace(at(server, "/good.csv", "csv"), id="good")
    assert run([], tmp_path, register=[good, ONE], limits=QUICK) == 0
    said = capsys.readouterr()
    assert "wards_test: left out" in said.out
    assert "Ask the city clerk." in said.out
    assert "good: 37 bytes in boundaries/wards.csv" in said.out
    assert "2/2" in said.err, "the progress bar reached its end"
    assert run(["wards_test"], tmp_path, register=[good, ONE], limits=QUICK) == 1
    said = capsys.readouterr()
    assert "offers no official download" in said.err
    assert "Ask the city clerk." in said.err


def test_run_reports_faults_and_exits_with_one(
    server: MisbehavingServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = at(server, "/404")
    assert run([], tmp_path / "raw", register=[wanted], limits=QUICK) == 1
    said = capsys.readouterr().err
    assert "wards_test" in said
    assert wanted.address in said
    assert not (tmp_path / "raw").exists()


def test_a_download_that_is_no_drop_in_is_kept_apart(
    server: MisbehavingServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = replace(ONE, address=server.address("/good.csv"), kind="csv", download="raw/w.csv")
    assert run([], tmp_path, register=[wanted], limits=QUICK) == 0
    assert everything(tmp_path).keys() == {"raw/w.csv", RECORD}
    assert "The build reads boundaries/wards.geojson instead" in capsys.readouterr().out


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


@pytest.mark.parametrize("content", ["{half", '["a list"]', '{"wards_test": "text"}'])
def test_a_damaged_record_stops_everything_before_it_begins(
    server: MisbehavingServer, tmp_path: Path, content: str
) -> None:
    (tmp_path / RECORD).write_text(content)
    before = server.hits("/good.geojson")
    with pytest.raises(FetchError, match=r"checksums\.json .* Move it away"):
        fetch([], tmp_path, register=[at(server, "/good.geojson")], limits=QUICK)
    assert server.hits("/good.geojson") == before
    assert (tmp_path / RECORD).read_text() == content


def test_a_file_that_cannot_be_placed_leaves_no_trace(
    server: MisbehavingServer, tmp_path: Path
) -> None:
    folder = tmp_path / "raw"
    blocked = folder / ONE.file
    blocked.mkdir(parents=True)
    (blocked / "inside.txt").write_text("a folder stands where the file should go")
    message = refuse(at(server, "/good.geojson"), folder)
    assert "could not be saved as boundaries/wards.geojson" in message


def test_records_of_other_sources_are_kept(server: MisbehavingServer, tmp_path: Path) -> None:
    other = {"sha256": "abc", "bytes": 3}
    (tmp_path / RECORD).write_text(json.dumps({"other": other}))
    fetch([], tmp_path, register=[at(server, "/good.geojson")], limits=QUICK)
    record = json.loads((tmp_path / RECORD).read_text())
    assert record.keys() == {"other", "wards_test"}
    assert record["other"] == other
