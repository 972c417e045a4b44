"""The command that writes pictures: what it writes, what it refuses, and in what words."""

from __future__ import annotations

import json
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from geo.errors import AtlasError, DataProblems
from geo.export import __main__ as command
from geo.export import batch
from geo.export.__main__ import main
from geo.figures.listed import Listed, listed, listed_figure

LIST = """
[[figure]]
id = "organizations"
view = "presence?map=2015"
why = "For those who choose."
title = "A headline of our own"
caption = "A caption of our own."

[[figure]]
id = "south"
view = "presence?map=2023&side=south"
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture
def figures_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "figures.toml"
    path.write_text(LIST, "utf-8")
    monkeypatch.setattr(command, "listed", partial(listed, path))
    return path


def test_a_view_is_written_in_every_size_and_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "folder"
    ask = ("--view", "presence?map=2023", "--out", out, "--format", "svg,png,pdf", "--words")
    code, said, _ = run(capsys, *ask, "--size", "column,social", "--site", "https://atlas.example/")
    assert code == 0
    written = sorted(p.name for p in out.iterdir())
    assert sorted(Path(line).name for line in said.splitlines()) == written
    assert [name.split("-", 2)[2] for name in written] == [
        *("column.pdf", "column.png", "column.svg"),
        *("social.pdf", "social.png", "social.svg", "words.json", "words.txt"),
    ]
    first = {p.name: p.read_bytes() for p in out.iterdir()}
    run(capsys, *ask, "--size", "column,social", "--site", "https://atlas.example/")
    assert {p.name: p.read_bytes() for p in out.iterdir()} == first
    words = json.loads(next(out.glob("*.json")).read_text("utf-8"))
    picture = Image.open(BytesIO(first[written[1]]))
    assert picture.text["URL"] == words["link"]
    assert words["link"].startswith("https://atlas.example/?map=2023&")
    assert words["headline"][:2].isdigit()
    assert set(words["citations"]) == {"apa", "chicago", "mla"}
    assert "CAPTION\n" in next(out.glob("*.txt")).read_text("utf-8")


def test_a_listed_figure_has_its_own_words(
    figures_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, _ = run(capsys, "--figure", "organizations", "--out", tmp_path, "--words")
    assert code == 0
    picture = Image.open(tmp_path / "organizations-column.png")
    assert picture.text["Title"] == "A headline of our own"
    words = json.loads((tmp_path / "organizations-words.json").read_text("utf-8"))
    assert words["caption"] == "A caption of our own."
    assert figures_file.exists()


def test_what_a_link_has_wrong_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    view = "https://atlas.example/?color=red&build=x"
    code, _, noted = run(capsys, "--view", view, "--out", tmp_path, "--format", "svg")
    assert code == 0
    assert "no setting called “color”" in noted
    assert "build" not in noted
    assert "without --site" in noted


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--view", "nowhere?x=1"), "There is no page “nowhere”"),
        (("--view", "gaps?map=1999"), "map = “1999”"),
        (("--view", "methods"), "There is no figure of the page 'methods'"),
        (("--view", "presence", "--format", "gif,png,bmp"), "'gif', 'bmp' is not possible"),
        (("--view", "presence", "--size", "poster"), "Choose from column, page, social, slide"),
        (("--view", "presence", "--title", "🎉"), "party popper"),
        (("--view", "presence", "--title", "x" * 2000), "2,000 characters"),
        (("--view", "presence", "--resolution", "print", "--size", "slide"), "for screens"),
        (("--view", "presence", "--site", "ftp://x"), "no address on the web"),
        (("--figure", "sout"), "The nearest are south"),
    ],
)
def test_what_cannot_be_is_one_clear_line_and_nothing_is_written(
    arguments: tuple[str, ...],
    said: str,
    figures_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    code, printed, told = run(capsys, *arguments, "--out", out)
    assert (code, printed) == (2, "")
    assert said in told
    assert len(told.strip().splitlines()) == 1
    assert not out.exists()


def test_a_folder_that_cannot_be_written_to_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("kept", "utf-8")
    code, _, told = run(capsys, "--view", "presence", "--out", file / "below")
    assert code == 2
    assert f"{file / 'below'} cannot be written to" in told
    assert file.read_text("utf-8") == "kept"


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch.write(tmp_path, "a.svg", b"old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(AtlasError, match="No space left"):
        batch.write(tmp_path, "a.svg", b"new")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.svg": b"old"}


def test_a_list_is_read_in_its_order(figures_file: Path) -> None:
    first, second = listed(figures_file)
    assert first.title == "A headline of our own"
    assert second == Listed("south", "presence?map=2023&side=south")
    assert listed_figure("south", (first, second)) is second


def test_every_fault_of_a_list_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(
        '[[figure]]\nid = "Bad Id"\nview = "gaps"\ncolour = "red"\n\n'
        '[[figure]]\nid = "b"\ntitle = 3\n',
        "utf-8",
    )
    with pytest.raises(DataProblems) as told:
        listed(path)
    lines = [str(problem) for problem in told.value.problems]
    assert len(lines) == 4
    assert any(line.startswith("figures.toml, row 1, column id: “Bad Id”") for line in lines)
    assert any("row 1, column colour" in line and "Known fields" in line for line in lines)
    assert any("row 6, column title" in line for line in lines)
    assert any("row 6, column view" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[figure]]\nid = "a', "Not TOML"),
        ('[figure]\nid = "a"\nview = "x"\n', r"Write \[\[figure\]\] above every figure"),
        ('[[figure]]\nid = "a"\nview = "x"\n' * 2, "a second time"),
    ],
)
def test_a_list_of_another_form_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataProblems, match=said):
        listed(path)


def test_a_list_that_is_not_there_is_told_without_this_machine_s_folders(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match=r"figures\.toml cannot be read") as told:
        listed(tmp_path / "figures.toml")
    assert str(tmp_path) not in str(told.value)
