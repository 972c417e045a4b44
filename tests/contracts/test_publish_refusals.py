"""Bad input to the static site is told in a sentence and spoils nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.errors import AtlasError
from geo.publish.__main__ import main
from geo.publish.manifest import NAME
from geo.publish.records import PublishError, Settings
from geo.publish.run import publish
from tests.static_pages import FIGURES, StaticSite, again, copied

WARD = "wards/2015/ward-25"


@pytest.fixture
def copy(static_site: StaticSite, tmp_path: Path) -> StaticSite:
    """The site in a folder of its own, free to be spoiled."""
    return copied(static_site, tmp_path / "site")


def test_a_folder_of_somebody_else_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    assert main(["--out", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "thesis.txt" in told and "none of them is touched" in told and "--out" in told
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_what_a_host_asks_for_may_lie_beside_the_site(
    tmp_path: Path, static_site: StaticSite
) -> None:
    (tmp_path / "CNAME").write_text("atlas.example.org", "utf-8")
    (tmp_path / "frozen").mkdir()
    (tmp_path / "frozen" / "index.json").write_text("{}", "utf-8")
    assert again(static_site, "feeds", out=tmp_path).outcome.failed == ()
    assert (tmp_path / "CNAME").is_file() and (tmp_path / "frozen" / "index.json").is_file()


def test_a_folder_that_cannot_be_is_told(
    tmp_path: Path, static_site: StaticSite, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert main(["--out", str(tmp_path / "file")]) == 1
    assert "is a file. Name a folder" in capsys.readouterr().err
    with pytest.raises(PublishError, match=r"below.* cannot be written \(Not a directory\).*--out"):
        again(static_site, "feeds", out=tmp_path / "file" / "below")


@pytest.mark.parametrize("record", ["{}", '{"maker": "me", "pages": {}}', "not json", "[]"])
def test_a_record_that_is_not_ours_is_refused(tmp_path: Path, record: str) -> None:
    (tmp_path / NAME).write_text(record, "utf-8")
    with pytest.raises(PublishError, match="not the record of a site of this atlas"):
        publish(Settings(tmp_path), quiet=True)


def test_a_record_that_leads_out_of_the_folder_removes_nothing(
    copy: StaticSite, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", "utf-8")
    record = json.loads((copy.out / NAME).read_text("utf-8"))
    record["pages"]["gone"] = {"inputs": "", "fingerprint": "", "files": {"../outside.txt": ""}}
    (copy.out / NAME).write_text(json.dumps(record), "utf-8")
    with pytest.raises(PublishError, match="outside"):
        again(copy, "feeds")
    assert outside.is_file()


@pytest.mark.parametrize(
    "site",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https://a b/",
        "https://example.org/?x=1",
        'https://example.org/"><script>',
    ],
)
def test_an_address_that_is_none_is_told(
    tmp_path: Path, site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path / "x"), "--site", site]) == 2
    assert "https://example.org/atlas/" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_pattern_that_fits_nothing_is_told(tmp_path: Path, static_site: StaticSite) -> None:
    with pytest.raises(
        PublishError, match=r"No page fits --only 'wards/1999/\*'.*wards/2023/ward-25"
    ):
        again(static_site, "wards/1999/*", out=tmp_path / "x")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('id = "a"\nview = "nowhere?map=2015"', ("“a”", "nowhere", "Pages: ")),
        ('id = "a"\nview = "directory?find=x"', ("“a”", "directory has no figure", "presence")),
        ('id = "a"\nview = "presence?map=1999"', ("“a”", "1999", "2015 or 2023")),
        ('id = "a"\nview = "presence?colour=red"', ("“a”", "colour", "Its settings: map")),
        ('id = "A b"\nview = "presence?"', ("A b", "small letters")),
        ('view = "presence?map=2015"', ("lacks this field", "id")),
    ],
)
def test_a_bad_figure_is_told_by_file_entry_and_remedy(
    tmp_path: Path, entry: str, told: tuple[str, ...]
) -> None:
    listed = tmp_path / "figures.toml"
    listed.write_text(f"[[figure]]\n{entry}\n", "utf-8")
    with pytest.raises(AtlasError) as caught:
        publish(Settings(tmp_path / "site", figures=listed), quiet=True)
    assert all(part in str(caught.value) for part in ("figures.toml", *told)), caught.value
    assert not (tmp_path / "site").exists()


def test_a_title_no_picture_can_show_costs_its_own_page_only(
    tmp_path: Path, static_site: StaticSite
) -> None:
    listed = tmp_path / "figures.toml"
    rest = FIGURES.replace('"The map', '"First, the map')
    listed.write_text(
        f'[[figure]]\nid = "smile"\nview = "presence?map=2015"\ntitle = "\U0001f600"\n{rest}',
        "utf-8",
    )
    found = again(
        static_site, "figures/smile,wards/2023/ward-34", figures=listed, out=tmp_path / "site"
    )
    assert [one.key for one in found.outcome.failed] == ["figures/smile"]
    assert "grinning face" in found.outcome.failed[0].why
    assert found.outcome.written == ("assets", "wards/2023/ward-34")
    assert not list(found.out.glob("figures/*"))


def test_without_an_address_there_is_no_sitemap(tmp_path: Path, static_site: StaticSite) -> None:
    found = again(static_site, f"feeds,{WARD}", site="", out=tmp_path / "site")
    assert not (found.out / "sitemap.xml").exists()
    assert "example.org" not in (found.out / "feed.xml").read_text("utf-8")
    said = {
        e.attributes.get("property"): e.attributes.get("content")
        for e in found.read(WARD).every("meta")
    }
    assert said["og:image"] == "../../wards/2015/ward-25-card.png"
    assert "og:url" not in said
