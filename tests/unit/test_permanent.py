"""Permanent links: what data they were made on, what is said later, where the kept file is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from geo import paths, permanent
from geo.atlas import Atlas, load_atlas
from geo.atlas_records import Build
from geo.errors import AtlasError
from geo.freeze import freeze, keep, main, read_view
from geo.links import from_query
from geo.permanent import data_hash, frozen_link, is_frozen, kept, key, mistakes, thawed, told
from geo.view import View

HASH = "0123456789abcdef" * 4
BUILD = Build("aaaaaaaaaa", "1.0", "2026-11-23", ())


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def query_of(link: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    """A build record and the reference tables, to be edited."""
    processed, reference = tmp_path / "processed", tmp_path / "reference"
    processed.mkdir()
    shutil.copy(paths.PROCESSED / "build.json", processed)
    shutil.copytree(paths.REFERENCE, reference)
    return processed, reference


def test_the_hash_is_of_contents_alone(tables: tuple[Path, Path]) -> None:
    assert data_hash(*tables) == data_hash()
    (tables[1] / "mayors.csv").touch()
    assert data_hash(*tables) == data_hash()


def test_the_hash_changes_with_any_table_and_with_the_build(tables: tuple[Path, Path]) -> None:
    processed, reference = tables
    found = {data_hash(*tables)}
    table = reference / "mayors.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    found.add(data_hash(*tables))
    table.rename(reference / "majors.csv")
    found.add(data_hash(*tables))
    record = processed / "build.json"
    record.write_bytes(record.read_bytes().replace(b'"bytes": 80589', b'"bytes": 80588'))
    found.add(data_hash(*tables))
    assert len(found) == 4


def test_data_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match="cannot be hashed"):
        data_hash(tmp_path, tmp_path)


def test_a_frozen_link_restores_every_setting(atlas: Atlas) -> None:
    view = View(map=2023, ward=12, side="South")
    query = query_of(frozen_link(view, "", "aaaaaaaaaa", HASH))
    assert (query["data"], query["frozen"], query["build"]) == (HASH[:12], "yes", "aaaaaaaaaa")
    assert query["regional"] == "yes"  # a usual setting is written too
    sides = {name: scheme.groups for name, scheme in atlas.schemes.items()}
    assert from_query(query, sides) == (view, ())


def test_the_name_of_the_file_follows_from_the_link_as_it_is_written() -> None:
    query = query_of(frozen_link(View(), "gaps", "aaaaaaaaaa", HASH))
    name = key("gaps", query)
    assert name.startswith("gaps-")
    assert key("gaps", {**dict(reversed(query.items())), "utm_source": "mail"}) == name
    changed = [{"map": "2023"}, {"side": "north"}, {"data": "0" * 12}, {"build": "b"}]
    assert len({name, *(key("gaps", {**query, **one}) for one in changed)}) == 5
    assert key("sides", query) != name
    assert key("", query).startswith("presence-")
    assert key("../x", query).startswith("presence-")


def test_the_same_data_are_told_quietly() -> None:
    query = query_of(frozen_link(View(), "", BUILD.build_id, HASH))
    found = told(query, "", BUILD, HASH)
    assert found
    assert found.standing == "same"
    assert BUILD.words in found.words


def test_other_data_are_told_with_both_states() -> None:
    query = query_of(frozen_link(View(), "", "bbbbbbbbbb", "f" * 64))
    found = told(query, "", BUILD, HASH)
    assert found
    assert found.standing == "other"
    for part in ("bbbbbbbbbb", "f" * 12, BUILD.words, HASH[:12], "figures may have changed"):
        assert part in found.words
    assert found.key == key("", query)


def test_an_edited_table_of_the_same_build_is_told_apart() -> None:
    query = query_of(frozen_link(View(), "", BUILD.build_id, "f" * 64))
    found = told(query, "", BUILD, HASH)
    assert found
    assert "the same build, but hand-kept tables have been edited" in found.words


@pytest.mark.parametrize("mark", ["", "zzzzzzzzzzzz", "0" * 11, "0" * 13, "\u202e" * 12, "<b>"])
def test_a_mangled_mark_of_the_data_is_told_in_words(mark: str) -> None:
    found = told({"frozen": "yes", "data": mark}, "", BUILD, HASH)
    assert found
    assert found.standing == "unclear"
    assert "\u202e" not in found.words


def test_what_is_not_frozen_says_nothing_and_what_is_mangled_says_why() -> None:
    assert told({"data": "0" * 12}, "", BUILD, HASH) is None
    assert mistakes({"frozen": "yes"}) == mistakes({"frozen": "no"}) == mistakes({}) == ()
    (sentence,) = mistakes({"frozen": "x" * 500})
    assert "Allowed: yes or no" in sentence
    assert len(sentence) < 300
    assert not is_frozen({"frozen": "YES"})


def test_todays_view_has_the_settings_and_no_mark() -> None:
    query = {"map": "2023", "side": "north", "data": "0", "frozen": "yes", "build": "b", "utm": "x"}
    assert thawed(query, "c") == "map=2023&side=north&build=c"


def listing(folder: Path, **content: object) -> None:
    (folder / "index.json").write_text(json.dumps(content), "utf-8")


def test_a_kept_file_is_found_where_the_list_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(permanent.FROZEN_URL, raising=False)
    assert kept("a-1", tmp_path) == permanent.Copy()
    listing(tmp_path, address="https://host/frozen", kept={"a-1": "A title"})
    assert kept("a-1", tmp_path) == permanent.Copy("https://host/frozen/a-1.html", None, sure=True)
    assert kept("b-2", tmp_path) == permanent.Copy()
    (tmp_path / "a-1.html").write_text("x", "utf-8")
    assert kept("a-1", tmp_path).file == tmp_path / "a-1.html"


def test_a_hosts_folder_alone_does_not_promise_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(permanent.FROZEN_URL, "https://host/frozen/")
    assert kept("a-1", tmp_path) == permanent.Copy("https://host/frozen/a-1.html", None, sure=False)
    monkeypatch.setenv(permanent.FROZEN_URL, "javascript:alert(1)")
    with pytest.raises(AtlasError, match="no address on the web"):
        kept("a-1", tmp_path)


@pytest.mark.parametrize(
    "content", ["", "[]", '{"kept": 3}', '{"kept": {"a": 1}}', '{"address":1}']
)
def test_a_spoiled_list_is_told_with_the_remedy(content: str, tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text(content, "utf-8")
    with pytest.raises(AtlasError, match=r"python -m geo\.freeze"):
        kept("a-1", tmp_path)


def test_a_kept_file_is_found_by_its_own_link(atlas: Atlas, tmp_path: Path) -> None:
    found = freeze(atlas, "presence", View(map=2023, ward=12), site="https://atlas.example.org")
    path = keep(found, tmp_path, "https://host/frozen")
    query = query_of(found.link)
    said = told(query, "", atlas.build, HASH)
    assert said
    assert said.standing == "other"
    copy = kept(said.key, path.parent)
    assert (copy.file, copy.sure) == (path, True)
    assert copy.address == f"https://host/frozen/{path.name}"
    page = path.read_text("utf-8")
    assert found.title in page
    assert found.link.replace("&", "&amp;") in page


def test_a_second_file_joins_the_list(atlas: Atlas, tmp_path: Path) -> None:
    first, second = (freeze(atlas, "presence", View(map=year)) for year in (2015, 2023))
    keep(first, tmp_path, "https://host/frozen/")
    keep(second, tmp_path)
    index = json.loads((tmp_path / "frozen" / "index.json").read_text("utf-8"))
    assert index["address"] == "https://host/frozen/"
    assert set(index["kept"]) == {first.name, second.name}
    assert sorted(p.name for p in (tmp_path / "frozen").iterdir()) == sorted(
        ["index.json", f"{first.name}.html", f"{second.name}.html"]
    )


@pytest.mark.parametrize(
    ("text", "page", "year"),
    [
        ("gaps?map=2023", "gaps", 2023),
        ("/gaps?map=2023", "gaps", 2023),
        ("map=2023", "presence", 2023),
        ("?map=2023", "presence", 2023),
        ("https://host/?map=2023", "presence", 2023),
        ("https://host/atlas/?map=2023", "presence", 2023),
        ("https://host/atlas/sides?map=2023&utm=x", "sides", 2023),
        ("sides", "sides", 2015),
    ],
)
def test_a_view_is_read_from_a_link_or_the_end_of_one(
    text: str, page: str, year: int, atlas: Atlas
) -> None:
    found, view, notices = read_view(text, atlas)
    assert (found, view.map, notices) == (page, year, ())


def test_the_command_says_what_it_wrote_and_what_was_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--view", "presence?map=1066&ward=3", "--out", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    path, link = out.strip().splitlines()
    assert Path(path).is_file()
    assert query_of(link)["ward"] == "3"
    assert "map = “1066”" in err
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    for arguments, said in [
        (["--view", "nowhere?map=2015", "--out", str(tmp_path)], "no page “nowhere”"),
        (["--view", "directory", "--out", str(tmp_path)], "no figure"),
        (["--view", "", "--out", str(blocked)], "cannot be written to"),
        (["--view", "", "--out", str(tmp_path), "--site", "host"], "no address on the web"),
    ]:
        assert main(arguments) == 2
        assert said in capsys.readouterr().err
