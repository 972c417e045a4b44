"""Fetching the state's list of committees: a part of it is kept, the list itself never."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo import paths
from geo.errors import FetchError
from geo.pipeline.__main__ import main
from geo.pipeline.fetch import fetch, run, run_from
from geo.reference import check_reference, load_reference
from geo.sources import Source
from tests.committee_rows import PRIVATE, cells, listing, older
from tests.fetch_server import FIXED, MisbehavingServer
from tests.fetch_tools import QUICK, at, everything

TABLE = "committees.csv"


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    with MisbehavingServer() as running:
        yield running


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A copy of the hand-kept tables, free to be changed, without any committee."""
    folder = tmp_path / "reference"
    shutil.copytree(paths.REFERENCE, folder)
    (folder / TABLE).unlink(missing_ok=True)
    return folder


def the_list(server: MisbehavingServer, path: str = "/committees.txt") -> Source:
    return at(server, path, "tsv", id="committees", part_in=f"reference/{TABLE}")


def test_a_part_is_kept_and_nothing_else_written(
    server: MisbehavingServer,
    tmp_path: Path,
    reference: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = everything(tmp_path)
    wanted, raw = the_list(server), tmp_path / "raw"
    assert run(["committees"], raw, register=[wanted], limits=QUICK, reference=reference) == 0
    said = capsys.readouterr().out
    assert "2 of 4 committees kept in data/reference/committees.csv" in said
    assert not [word for word in PRIVATE if word in said]
    assert "row 3: This row has 28 cells" in said
    after = everything(tmp_path)
    assert after.keys() - before.keys() == {f"reference/{TABLE}"}
    assert {name: after[name] for name in before} == before
    today = datetime.now(UTC).date().isoformat()
    assert (reference / TABLE).read_text("utf-8").splitlines() == [
        "id,name,active,status_date,created,party,purpose,fetched",
        "101,22nd Ward Independent Political Organization,yes,2019-07-01,2018-02-03,Nonpartisan,"
        f"To support independent candidates,{today}",
        "104,30th United,yes,2019-07-01,2018-02-03,Nonpartisan,"
        f"To support independent candidates,{today}",
    ]
    assert check_reference(reference) == []
    assert list(load_reference(reference).committees["id"]) == ["101", "104"]


def test_it_is_fetched_only_if_it_is_named(
    server: MisbehavingServer,
    tmp_path: Path,
    reference: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    good = at(server, "/good.csv", "csv")
    known, before = [good, the_list(server)], everything(reference)
    hits = server.hits("/committees.txt")
    assert run([], tmp_path / "raw", register=known, limits=QUICK, reference=reference) == 0
    said = capsys.readouterr().out
    assert "committees: left out. Name it" in said
    assert f"reference/{TABLE}" in said
    assert "wards_test: 37 bytes" in said
    assert server.hits("/committees.txt") == hits
    assert everything(reference) == before


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/page", "looks like a web page"),
        ("/404", "answered 404"),
        ("/commas.txt", "columns parted by tabs"),
        ("/cut.txt", "ends in the middle of a row"),
        ("/bare.txt", "it has no rows"),
        ("/columns.txt", "each of these columns once: id"),
        ("/others.txt", "not the whole list"),
        ("/large-by-body", "larger than the 2 MB allowed"),
        ("/cut", "cut off"),
    ],
)
def test_a_fault_is_named_and_changes_nothing(
    server: MisbehavingServer, tmp_path: Path, reference: Path, *, path: str, said: str
) -> None:
    (reference / TABLE).write_text("an earlier list", "utf-8")
    before = everything(tmp_path)
    wanted = the_list(server, path)
    with pytest.raises(FetchError) as caught:
        fetch([wanted.id], tmp_path / "raw", register=[wanted], limits=QUICK, reference=reference)
    assert said in str(caught.value)
    assert "committees" in str(caught.value)
    assert not [word for word in PRIVATE if word in str(caught.value)]
    assert everything(tmp_path) == before


def test_a_refused_download_says_how_to_bring_the_file_by_hand(
    server: MisbehavingServer, tmp_path: Path, reference: Path
) -> None:
    wanted = the_list(server, "/403")
    with pytest.raises(FetchError, match=r"fetch committees --from FILE"):
        fetch([wanted.id], tmp_path / "raw", register=[wanted], limits=QUICK, reference=reference)


def test_a_list_that_lacks_a_committee_a_person_decided_on_is_not_believed(
    server: MisbehavingServer, tmp_path: Path, reference: Path
) -> None:
    raw = tmp_path / "raw"
    kinds = {"limits": QUICK, "reference": reference}
    fetch(["committees"], raw, register=[the_list(server)], **kinds)
    with (reference / "committee_links.csv").open("a", encoding="utf-8") as links:
        links.write("22nd-ward-ipo,101,confirmed,Same name.,\n")
    before = everything(reference)
    with pytest.raises(FetchError, match=r"lacks committee 101, on which committee_links\.csv"):
        fetch(["committees"], raw, register=[the_list(server, "/fewer.txt")], **kinds)
    assert everything(reference) == before
    (reference / "committee_links.csv").write_text(
        "organisation_id,committee_id,decision,note,source_id\n", "utf-8"
    )
    fetch(["committees"], raw, register=[the_list(server, "/fewer.txt")], **kinds)
    assert list(load_reference(reference).committees["id"]) == ["104"]


def test_what_changed_is_said(
    server: MisbehavingServer, tmp_path: Path, reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in ("/fewer.txt", "/committees.txt", "/fewer.txt"):
        wanted = the_list(server, path)
        run(["committees"], tmp_path, register=[wanted], limits=QUICK, reference=reference)
    said = capsys.readouterr().out
    assert "1 of them are new; 0 of before are not listed" in said
    assert "0 of them are new; 1 of before are not listed" in said


@pytest.mark.parametrize("body", [FIXED["/committees.txt"], older(cells(Status="t"))])
def test_a_file_brought_by_hand(
    tmp_path: Path, reference: Path, capsys: pytest.CaptureFixture[str], body: bytes
) -> None:
    path = tmp_path / "downloaded.txt"
    path.write_bytes(body)
    noon = datetime(2024, 2, 29, 12, tzinfo=UTC).timestamp()
    os.utime(path, (noon, noon))
    assert run_from(["committees"], path, reference) == 0
    said = capsys.readouterr().out
    assert "Now delete downloaded.txt" in said
    kept = load_reference(reference).committees
    assert "101" in set(kept["id"])
    assert set(kept["fetched"]) == {"2024-02-29"}
    assert not [word for word in PRIVATE if word in (reference / TABLE).read_text("utf-8")]


def test_wrong_uses_of_a_file_brought_by_hand(
    tmp_path: Path, reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(listing(cells(Name="Friends of a Village Trustee")))
    before = everything(reference)
    for ids in ([], ["wards_2015"], ["committees", "wards_2015"]):
        with pytest.raises(FetchError, match="is for one source"):
            run_from(ids, path, reference)
    with pytest.raises(FetchError, match="not the whole list"):
        run_from(["committees"], path, reference)
    with pytest.raises(FetchError, match=r"nowhere\.txt cannot be read"):
        run_from(["committees"], tmp_path / "nowhere.txt", reference)
    assert everything(reference) == before
    assert main(["fetch", "wards_2015", "--from", str(path)]) == 1
    assert "is for one source" in capsys.readouterr().err
