"""What a run of the static site does: nothing twice, nothing to what is not ours."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from geo import paths
from geo.publish.links import broken_links
from geo.publish.manifest import NAME, read_manifest
from geo.publish.plan import planned
from geo.publish.run import publish
from geo.publish.site import Site
from tests.static_pages import ADDRESS, FIGURES, StaticSite, again, copied

WARD = "wards/2015/ward-25"


@pytest.fixture
def copy(static_site: StaticSite, tmp_path: Path) -> StaticSite:
    """The site in a folder of its own, free to be spoiled."""
    return copied(static_site, tmp_path / "site")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_a_second_run_writes_nothing(copy: StaticSite) -> None:
    before = {p: p.stat().st_mtime_ns for p in copy.out.rglob("*") if p.name != NAME}
    outcome = again(copy).outcome
    assert outcome.written == () and outcome.removed == ()
    assert len(outcome.unchanged) >= 14
    assert {p: p.stat().st_mtime_ns for p in copy.out.rglob("*") if p.name != NAME} == before


def test_the_same_input_makes_the_same_bytes(copy: StaticSite, tmp_path: Path) -> None:
    only = "wards/2023/ward-34,figures/own-map,feeds"
    fresh = again(copy, only, out=tmp_path / "fresh")
    made = contents(fresh.out)
    made.pop(NAME)
    known = contents(copy.out)
    assert len(made) > 12
    assert {name: known[name] == made[name] for name in made} == dict.fromkeys(made, True)


def test_several_processes_make_the_same_files(copy: StaticSite, tmp_path: Path) -> None:
    only = "wards/2023/ward-34,wards/2015/ward-25,statements/e01,organizations/index"
    settings = replace(copy.settings, out=tmp_path / "two")
    outcome = publish(settings, jobs=2, only=only, quiet=True)
    assert outcome.failed == ()
    made, known = contents(tmp_path / "two"), contents(copy.out)
    made.pop(NAME)
    assert all(known[name] == content for name, content in made.items())


def edited(folder: Path, table: str, before: str, after: str) -> None:
    path = folder / table
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_an_edited_row_rewrites_the_pages_it_touches(copy: StaticSite, tmp_path: Path) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(paths.REFERENCE, reference)
    rows = csv.DictReader(io.StringIO((reference / "organisations.csv").read_text("utf-8")))
    one = next(r for r in rows if "25" in r["id"] and r["name"])
    only = f"{WARD},wards/2023/ward-34,organizations/index,organizations/{one['id']},feeds"
    edited(reference, "organisations.csv", f",{one['name']},", ",Renamed Neighbors,")
    outcome = again(copy, only, reference=reference).outcome
    assert f"organizations/{one['id']}" in outcome.written and WARD in outcome.written
    assert "feeds" in outcome.unchanged
    changed = copy.read(WARD)
    assert "Renamed Neighbors" in changed.text and one["name"] not in changed.text
    assert "organisations.csv edited since" in next(changed.every("footer")).text


def test_an_edit_elsewhere_leaves_a_page_as_it_is(copy: StaticSite, tmp_path: Path) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(paths.REFERENCE, reference)
    path = reference / "mayors.csv"
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n\n", "utf-8")
    before = (copy.out / f"{WARD}.html").stat().st_mtime_ns
    outcome = again(copy, f"{WARD},data/index", reference=reference).outcome
    assert WARD in outcome.unchanged and "data/index" in outcome.written
    assert (copy.out / f"{WARD}.html").stat().st_mtime_ns == before


def test_a_file_somebody_spoiled_is_made_anew(copy: StaticSite) -> None:
    page = copy.out / f"{WARD}.html"
    good = page.read_bytes()
    page.write_bytes(b"half a pa")
    (copy.out / "wards/2023/ward-34-card.png").unlink()
    assert set(again(copy).outcome.written) == {WARD, "wards/2023/ward-34"}
    assert page.read_bytes() == good


def test_what_is_no_longer_of_the_site_goes_and_what_is_not_ours_stays(
    copy: StaticSite, tmp_path: Path
) -> None:
    listed = tmp_path / "figures.toml"
    listed.write_text(FIGURES.partition('[[figure]]\nid = "other-map"')[0], "utf-8")
    (copy.out / "figures/other-map.csv").write_text("my own notes", "utf-8")
    (copy.out / "figures/own-notes.txt").write_text("mine", "utf-8")
    outcome = again(copy, "figures/*", figures=listed).outcome
    assert "figures/other-map.html" in outcome.removed
    assert not (copy.out / "figures/other-map.html").exists()
    assert outcome.edited == ("figures/other-map.csv",)
    assert (copy.out / "figures/other-map.csv").read_text("utf-8") == "my own notes"
    assert (copy.out / "figures/own-notes.txt").is_file()
    assert "other-map" not in (copy.out / "figures/index.html").read_text("utf-8")


def test_a_file_of_somebody_else_in_the_way_stays(tmp_path: Path, static_site: StaticSite) -> None:
    first = again(static_site, "data/index", out=tmp_path / "site")
    (first.out / "feed.xml").write_text("mine", "utf-8")
    outcome = again(first, "feeds").outcome
    assert [one.key for one in outcome.failed] == ["feeds"]
    assert "was not written by an earlier run" in outcome.failed[0].why
    assert (first.out / "feed.xml").read_text("utf-8") == "mine"


def test_a_broken_link_is_told(copy: StaticSite) -> None:
    page = copy.out / f"{WARD}.html"
    text = page.read_text("utf-8").replace('href="../../about.html"', 'href="../about.html"', 1)
    page.write_text(text.replace('href="#main"', 'href="#gone"'), "utf-8")
    everything = planned(Site(copy.settings))
    found = broken_links(copy.out, read_manifest(copy.out), everything, ADDRESS)
    assert [line.split(" ", 1)[1] for line in found.broken] == [
        "“#gone” leads to a place “gone” that is not there",
        "“../about.html” leads to no file",
    ]
