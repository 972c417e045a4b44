"""Keep what a view shows: `python -m geo.freeze --view "gaps?map=2023" --out DIR`.

Writes DIR/frozen/NAME.html, the view as a file that needs nothing else, and adds it to
DIR/frozen/index.json. With DIR the root of a static site the frozen link leads to the file there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from geo.atlas import Atlas, load_atlas
from geo.embed.page import embed_html
from geo.errors import AtlasError
from geo.figures.about import About
from geo.figures.compose import compose
from geo.links import from_query, shown_value
from geo.page_settings import FIRST_PAGE, PAGE_SETTINGS, name_in_address
from geo.permanent import (
    FOLDER,
    INDEX,
    base_address,
    data_hash,
    frozen_link,
    frozen_query,
    key,
    read_index,
)
from geo.view import View
from geo.writing import write_whole


@dataclass(frozen=True)
class Kept:
    """A view as a file: its name without ending, its title, its frozen link, its content."""

    name: str
    title: str
    link: str
    content: bytes


def freeze(atlas: Atlas, page: str, view: View, *, site: str = "", data: str = "") -> Kept:
    """What a view shows as a file that stays as it is.

    Parameters
    ----------
    atlas : Atlas
    page : str
        A key of `geo.figures.compose.ROOMS`.
    view : View
    site : str
        Where the atlas is on the web, without a slash at the end; blank where nobody knows.
    data : str
        `data_hash` of the atlas's data, if at hand.

    Raises
    ------
    AtlasError
        If the page has no figure, or it cannot be made into a file.
    """
    data = data or data_hash()
    light, dark = (compose(atlas, page, view, dark=theme) for theme in (False, True))
    address = name_in_address(page)
    # The figure's view is the settled one: a link to what is shown, not to what was asked for.
    link = site + frozen_link(light.view, address, atlas.build.build_id, data)
    name = key(address, frozen_query(light.view, address, atlas.build.build_id, data))
    content = embed_html(light, About(atlas.build, link, data), dark=dark)
    return Kept(name, light.title, link, content)


def read_view(text: str, atlas: Atlas) -> tuple[str, View, tuple[str, ...]]:
    """A page, its view and what was wrong, from a link or the end of one ("gaps?map=2023").

    Raises
    ------
    AtlasError
        If the link names no page of the atlas.
    """
    parts = urlsplit(text if "?" in text or "=" not in text else f"?{text}")
    last = parts.path.rstrip("/").rpartition("/")[2]
    # The first page has no name: before its "?" stands the host alone, or a folder of the host.
    if last and last not in PAGE_SETTINGS and not parts.scheme:
        raise AtlasError(
            f"There is no page “{shown_value(last)}”. Pages: {', '.join(PAGE_SETTINGS)}."
        )
    sides = {name: scheme.groups for name, scheme in atlas.schemes.items()}
    view, notices = from_query(dict(parse_qsl(parts.query, keep_blank_values=True)), sides)
    return last if last in PAGE_SETTINGS else FIRST_PAGE, view, notices


def keep(found: Kept, out: Path, address: str = "") -> Path:
    """Write the file and the list that names it, each whole or not at all.

    Parameters
    ----------
    found : Kept
    out : Path
        The folder that has, or gets, the folder of kept files.
    address : str
        Where that folder of files is on the web; blank keeps what the list says.

    Raises
    ------
    AtlasError
        If the folder cannot be written to, or its list cannot be understood.
    """
    folder = out / FOLDER
    index = read_index(folder)
    listed = {
        "address": base_address(address) or index.address,
        "kept": dict(sorted({**index.kept, found.name: found.title}.items())),
    }
    path = folder / f"{found.name}.html"
    try:
        write_whole(path, found.content)
        listing = json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
        write_whole(folder / INDEX, listing.encode())
    except OSError as fault:
        raise AtlasError(
            f"{folder} cannot be written to ({fault.strerror or fault}). Name another folder with "
            "--out, or give yourself the right to write there."
        ) from fault
    return path


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    made = argparse.ArgumentParser(
        prog="python -m geo.freeze",
        description="Keep what a view shows as one HTML file under DIR/frozen, named by its link.",
    )
    made.add_argument("--view", required=True, metavar="QUERY", help='"gaps?map=2023", or a link')
    made.add_argument("--out", required=True, type=Path, metavar="DIR", help="root of the site")
    made.add_argument(
        "--site", default="", metavar="URL", help="where the live atlas is, for the file's link"
    )
    made.add_argument(
        "--address", default="", metavar="URL", help="where DIR/frozen will be on the web"
    )
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if the file was written, 2 if it could not be."""
    wanted = parser().parse_args(arguments)
    try:
        atlas = load_atlas()
        page, view, notices = read_view(wanted.view, atlas)
        for notice in notices:
            print(f"Note: {notice}", file=sys.stderr)
        site = base_address(wanted.site).removesuffix("/")
        found = freeze(atlas, page, view, site=site)
        path = keep(found, wanted.out, wanted.address)
    except AtlasError as fault:
        print(fault, file=sys.stderr)
        return 2
    print(f"{path}\n{found.link}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
