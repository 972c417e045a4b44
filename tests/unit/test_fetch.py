"""The fetch command: what it keeps, what it records and what it says."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geo.errors import FetchError
from geo.pipeline.fetch import RECORD, fetch, run
from tests.fetch_server import CSV, GEOJSON, ROWS, MisbehavingServer, small_zip
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


def test_without_a_network_no_folder_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    wanted = replace(ONE, address=f"http://127.0.0.1:{port}/wards")
    with pytest.raises(FetchError):
        fetch([], tmp_path / "raw", register=[wanted], limits=QUICK)
    assert not (tmp_path / "raw").exists()


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
