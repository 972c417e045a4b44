"""Pictures for a newsroom's script: `python -m geo.export --view "gaps?map=2023" --out DIR`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from geo.atlas import Atlas, load_atlas
from geo.errors import AtlasError
from geo.export.batch import Asked, files, word_files, write
from geo.export.form import GROUNDS, RESOLUTIONS, SIZES, Form, FormError
from geo.export.whole import FORMATS
from geo.figures.listed import Listed, listed, listed_figure
from geo.freeze import read_view
from geo.permanent import base_address
from geo.view_readers import READERS

MEANT = {"side", "build", "data", "frozen", "embed"}
"""Names a link may hold besides the settings of `geo.view_readers.READERS`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if everything was written, 2 if something could not be."""
    wanted = parser().parse_args(arguments)
    try:
        formats = chosen(wanted.format, FORMATS, "format")
        atlas = load_atlas()
        site = base_address(wanted.site).removesuffix("/")
        for asked in figures(atlas, wanted):
            forms = list(wanted_forms(wanted, asked))
            for name, content in files(atlas, asked, forms, formats, site):
                print(write(wanted.out, name, content))
            if wanted.words:
                for name, content in word_files(atlas, asked, site):
                    print(write(wanted.out, name, content))
    except AtlasError as fault:
        print(fault, file=sys.stderr)
        return 2
    if not site:
        print("Note: without --site pictures and citations carry no link.", file=sys.stderr)
    return 0


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    made = argparse.ArgumentParser(
        prog="python -m geo.export",
        description="Write pictures of figures: the same bytes for the same input and build.",
    )
    which = made.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--figure",
        action="append",
        metavar="ID",
        help="a figure of data/figures.toml; may be given several times; “all” for every one",
    )
    which.add_argument("--view", metavar="QUERY", help='"gaps?map=2023", or a link')
    made.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder to write to")
    made.add_argument("--format", default="png", help=f"with commas between: {', '.join(FORMATS)}")
    made.add_argument("--size", default="column", help=f"with commas between: {', '.join(SIZES)}")
    made.add_argument("--resolution", default="1x", help=f"with commas: {', '.join(RESOLUTIONS)}")
    made.add_argument("--theme", default="light", choices=("light", "dark"))
    made.add_argument("--plain", action="store_true", help="the map or chart alone")
    made.add_argument("--ground", default="white", choices=GROUNDS, help="none: see-through")
    made.add_argument("--title", default="", help="instead of the figure's own")
    made.add_argument("--byline", default="", help="who made the picture")
    made.add_argument("--site", default="", metavar="URL", help="where the atlas is, for links")
    made.add_argument("--words", action="store_true", help="write caption, alt text … as well")
    return made


def chosen(text: str, known: Sequence[str], what: str) -> list[str]:
    """Words with commas between, each of them known.

    Raises
    ------
    FormError
        Naming every one that is not.
    """
    words = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    strange = [word for word in words if word not in known]
    if strange or not words:
        named = ", ".join(map(repr, strange)) or "nothing"
        raise FormError(f"--{what}: {named} is not possible. Choose from {', '.join(known)}.")
    return words


def wanted_forms(wanted: argparse.Namespace, asked: Asked) -> Iterator[Form]:
    """Every size at every resolution."""
    sizes = chosen(wanted.size, tuple(SIZES), "size")
    for size, resolution in product(sizes, chosen(wanted.resolution, RESOLUTIONS, "resolution")):
        yield Form(
            size=size,
            resolution=resolution,
            plain=wanted.plain,
            dark=wanted.theme == "dark",
            ground=wanted.ground,
            title=wanted.title or asked.listed.title,
            byline=wanted.byline,
        )


def figures(atlas: Atlas, wanted: argparse.Namespace) -> Iterator[Asked]:
    """Every figure asked for; raises as `asked_for` does."""
    if wanted.view is not None:
        yield asked_for(atlas, Listed("", wanted.view))
        return
    known = listed()
    ids = [one.id for one in known] if "all" in wanted.figure else wanted.figure
    for one in [listed_figure(figure_id, known) for figure_id in ids]:
        yield asked_for(atlas, one)


def asked_for(atlas: Atlas, one: Listed) -> Asked:
    """A figure by the link it is called by.

    Raises
    ------
    AtlasError
        If the link asks for something that is not possible: a file under its name would show
        something else.
    """
    page, view, notices = read_view(one.view, atlas)
    name = f"Figure {one.id} of data/figures.toml: " if one.id else ""
    if notices:
        raise AtlasError(f"{name}{' '.join(notices)} Correct the link; nothing was written.")
    for notice in unknown(one.view):
        print(f"Note: {name}{notice}", file=sys.stderr)
    return Asked(page, view, one)


def unknown(text: str) -> Iterator[str]:
    """A sentence for every name in a link that is no setting: often a slip of the pen."""
    query = urlsplit(text if "?" in text else f"?{text}" if "=" in text else text).query
    for name in dict.fromkeys(name for name, _ in parse_qsl(query, keep_blank_values=True)):
        if name not in READERS and name not in MEANT:
            yield f"There is no setting called “{name}”; it is passed over."


if __name__ == "__main__":
    sys.exit(main())
