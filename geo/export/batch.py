"""Pictures of a view in several sizes and formats, written to a folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.export.form import Form, FormError
from geo.export.whole import CHARTS, MAPS
from geo.figures.about import About
from geo.figures.compose import compose
from geo.figures.figure import Figure
from geo.figures.listed import Listed
from geo.figures.words import (
    caption,
    citations,
    long_description,
    short_alt,
    source_line,
    suggested_headline,
)
from geo.links import link
from geo.page_settings import name_in_address
from geo.permanent import data_hash
from geo.view import View
from geo.writing import write_whole


@dataclass(frozen=True)
class Asked:
    """One figure as it was asked for; `listed` holds its id and words of its own."""

    page: str
    view: View
    listed: Listed

    @property
    def name(self) -> str:
        """Beginning of its files: its id, or its page with letters that stand for its settings."""
        if self.listed.id:
            return self.listed.id
        digest = hashlib.sha256(link(self.view, self.page, "").encode()).hexdigest()
        return f"{self.page}-{digest[:8]}"


def files(
    atlas: Atlas, asked: Asked, forms: Sequence[Form], formats: Sequence[str], site: str
) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the pictures of a figure: its map and each of its charts.

    Parameters
    ----------
    forms : sequence of Form
        All of one theme.
    site : str
        Where the atlas is on the web, without a slash at the end; blank where nobody knows.

    Raises
    ------
    FormError
        If the figure has neither map nor chart, or does not fit a form.
    """
    figure, about = composed(atlas, asked, site, dark=forms[0].dark)
    if figure.picture is None and not figure.charts:
        raise FormError(f"The page {asked.page} shows neither a map nor a chart.")
    for form in forms:
        for ending in formats:
            if figure.picture is not None:
                yield f"{asked.name}-{suffix(form)}.{ending}", MAPS[ending](figure, form, about)
            for chart in figure.charts:
                name = f"{asked.name}-{chart.name}-{suffix(form)}.{ending}"
                # A title given is the map's; a chart keeps the one that says what it shows.
                own = replace(form, title="") if figure.picture is not None else form
                yield name, CHARTS[ending](chart, figure, own, about)


def composed(atlas: Atlas, asked: Asked, site: str, *, dark: bool) -> tuple[Figure, About]:
    """The figure, and where it comes from: the link is that of its settled view."""
    figure = compose(atlas, asked.page, asked.view, dark=dark)
    page = name_in_address(asked.page)
    # A link without a host leads nowhere: a picture and a citation are better without it.
    address = site + link(figure.view, page, atlas.build.build_id) if site else ""
    return figure, About(atlas.build, address, data_hash())


def suffix(form: Form) -> str:
    """What tells the files of one figure apart: "column-dark-2x"."""
    parts = (
        form.size,
        "plain" if form.plain else "",
        "clear" if form.ground == "none" else "",
        "dark" if form.dark else "",
        "" if form.resolution == "1x" else form.resolution,
    )
    return "-".join(part for part in parts if part)


def words(figure: Figure, listed: Listed, about: About) -> dict[str, object]:
    """Everything a writer pastes beside a picture."""
    return {
        "headline": listed.title or suggested_headline(figure),
        "caption": listed.caption or caption(figure),
        "alt": short_alt(figure),
        "description": long_description(figure),
        "source": source_line(figure, about.build),
        "citations": asdict(citations(figure, about.build, about.address)),
        "link": about.address,
        "build": about.build.build_id,
        "data": about.data_hash,
    }


def word_files(atlas: Atlas, asked: Asked, site: str) -> Iterator[tuple[str, bytes]]:
    """The words of a figure for programs (JSON) and for people (plain text)."""
    figure, about = composed(atlas, asked, site, dark=False)
    found = words(figure, asked.listed, about)
    listing = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    yield f"{asked.name}-words.json", listing.encode()
    yield f"{asked.name}-words.txt", readable(found).encode()


def readable(found: Mapping[str, object]) -> str:
    """Words under their headings."""
    parts = []
    for name, value in found.items():
        lines = [f"{k.upper()}: {v}" for k, v in value.items()] if isinstance(value, dict) else []
        parts.append("\n".join([name.upper(), *(lines or [str(value)])]))
    return "\n\n".join(parts) + "\n"


def write(folder: Path, name: str, content: bytes) -> Path:
    """Write a file under another name and move it to its place: no half file has a good name.

    Raises
    ------
    AtlasError
        If the folder cannot be written to.
    """
    path = folder / name
    try:
        write_whole(path, content)
    except OSError as fault:
        raise unwritable(folder, fault) from fault
    return path


def unwritable(folder: Path, fault: OSError) -> AtlasError:
    """What a person is told about a folder."""
    return AtlasError(
        f"{folder} cannot be written to ({fault.strerror or fault}). Name another folder with "
        "--out, or give yourself the right to write there."
    )
