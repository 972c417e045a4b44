"""Permanent links: a link that says which data it was made on, and the file that keeps what it
showed.

A frozen link is the usual link of a view (every setting, defaults too, and the build) with two more
words: ``data``, the first letters of a hash over all data, and ``frozen``. Opened on the same data
it shows the same figures. Opened on other data it shows today's, and says where the kept file is.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

from geo import paths
from geo.atlas_records import Build
from geo.errors import AtlasError
from geo.links import BUILD, link, shown_value, to_query
from geo.page_settings import FIRST_PAGE
from geo.view import View
from geo.view_readers import READERS

DATA, FROZEN, YES = "data", "frozen", "yes"
"""Names in a link, and the value that freezes it."""

LETTERS = 12
"""Of the hash in a link: two states of the data alike in them are not to be expected."""

FROZEN_URL = "ATLAS_FROZEN_URL"
"""Environment variable: the address of the folder of kept files, for a host that publishes them."""

FOLDER = "frozen"
"""Name of that folder, in a static site and in `data`."""

INDEX = "index.json"

_HASH = re.compile(rf"[0-9a-f]{{{LETTERS}}}")

Standing = Literal["same", "other", "unclear"]


def data_hash(processed: Path = paths.PROCESSED, reference: Path = paths.REFERENCE) -> str:
    """A hash over everything the atlas shows: changes with any computed file or edited table.

    SHA-256 over the build record, which holds the hash of every computed file, and over the name
    and content of each reference table, in the order of names.

    Raises
    ------
    AtlasError
        If the build record or a table cannot be read.
    """
    found = hashlib.sha256()
    try:
        for path in (processed / "build.json", *sorted(reference.glob("*.csv"))):
            content = path.read_bytes()
            found.update(f"{path.name}\0{len(content)}\0".encode() + content)
    except OSError as fault:
        raise AtlasError(
            f"The data cannot be hashed ({fault}). Restore data/{processed.name} and "
            f"data/{reference.name} from version control."
        ) from fault
    return found.hexdigest()


def frozen_query(view: View, page: str, build_id: str, data: str) -> dict[str, str]:
    """Everything a frozen link names.

    Parameters
    ----------
    page : str
        Name in the address; blank for the page that opens first.
    data : str
        From `data_hash`.
    """
    return {**to_query(view, page), BUILD: build_id, DATA: data[:LETTERS], FROZEN: YES}


def frozen_link(view: View, page: str, build_id: str, data: str) -> str:
    """The path and query of a view with its build, the hash of its data and the word that keeps
    them; parameters as for `frozen_query`."""
    return f"{link(view, page, build_id)}&{urlencode({DATA: data[:LETTERS], FROZEN: YES})}"


def is_frozen(query: Mapping[str, str]) -> bool:
    """Whether a link is frozen."""
    return query.get(FROZEN) == YES


def key(page: str, query: Mapping[str, str]) -> str:
    """What the kept file of a frozen link is called, "presence-3f0a…"; part of a file name.

    Made from the link as it is written, so that a setting the atlas gains later does not change it.
    Names that are no settings (utm_source …) do not count.
    """
    counted = sorted((k, v) for k, v in query.items() if k in READERS or k in (*EXTRA, BUILD, DATA))
    digest = hashlib.sha256(json.dumps([page, counted]).encode()).hexdigest()
    return f"{page if re.fullmatch('[a-z]+', page) else FIRST_PAGE}-{digest[:16]}"


def thawed(query: Mapping[str, str], build_id: str) -> str:
    """The query of the same settings on the data of a build, not frozen."""
    settings = {k: v for k, v in query.items() if k in READERS or k in EXTRA}
    return urlencode({**settings, BUILD: build_id})


EXTRA = ("side",)
"""Settings that `geo.links` reads apart from the others."""


@dataclass(frozen=True)
class Told:
    """What a frozen link says against the data shown now.

    Parameters
    ----------
    standing : "same", "other" or "unclear"
        Whether the data are those it was made on; "unclear" where the link does not say.
    words : str
        For the reader.
    key : str
        Name of the kept file, without ".html".
    """

    standing: Standing
    words: str
    key: str


def told(query: Mapping[str, str], page: str, build: Build, data: str) -> Told | None:
    """Compare a link with the data shown now; None if it is not frozen.

    Parameters
    ----------
    query : mapping of text
        As in the address.
    page : str
        Name in the address.
    build : Build
        Shown now.
    data : str
        `data_hash` of the data shown now.
    """
    if not is_frozen(query):
        return None
    made_on, name = query.get(DATA, ""), key(page, query)
    if not _HASH.fullmatch(made_on):
        return Told("unclear", _unclear(made_on, build), name)
    if made_on == data[:LETTERS]:
        words = f"Frozen link: the data are as they were when it was made. {build.words}."
        return Told("same", words, name)
    return Told("other", _other(query.get(BUILD, ""), made_on, build, data), name)


def _unclear(made_on: str, build: Build) -> str:
    named = f"names its data as “{shown_value(made_on)}”" if made_on else "does not name its data"
    return (
        f"This link is frozen, but it {named}: what it was made on cannot be told. The mark of "
        f"the data is {LETTERS} letters from a to f and digits, as “Freeze this view” writes it. "
        f"Shown is today’s view ({build.words})."
    )


def _other(build_id: str, made_on: str, build: Build, data: str) -> str:
    before = f"build {shown_value(build_id)}, data {made_on}" if build_id else f"data {made_on}"
    if build_id == build.build_id:
        before += "; the same build, but hand-kept tables have been edited"
    return (
        f"This link was frozen on other data ({before}). Shown below is today’s view "
        f"({build.words}, data {data[:LETTERS]}): figures may have changed."
    )


def mistakes(query: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence if the link's word for frozen is none."""
    value = query.get(FROZEN)
    if value is None or value in (YES, "no"):
        return ()
    return (
        f"The link asks for {FROZEN} = “{shown_value(value)}”, which is not possible; it is read "
        f"as a link that is not frozen. Allowed: {YES} or no.",
    )


@dataclass(frozen=True)
class Copy:
    """Where the kept file of a frozen link is.

    Parameters
    ----------
    address : str
        On the web; blank if no address is known.
    file : Path or None
        On this machine.
    sure : bool
        Whether the list of kept files names it; a host's folder alone does not say.
    """

    address: str = ""
    file: Path | None = None
    sure: bool = False


def kept(name: str, folder: Path = paths.DATA / FOLDER) -> Copy:
    """Look for the file of a frozen link.

    Parameters
    ----------
    name : str
        From `key`.
    folder : Path
        With ``index.json``: ``{"address": "https://…/frozen/", "kept": {name: title, …}}``, as
        `geo.freeze` writes it.

    Raises
    ------
    AtlasError
        If the list or the setting of the address cannot be understood.
    """
    index = read_index(folder)
    base = base_address(os.environ.get(FROZEN_URL) or index.address)
    listed = name in index.kept
    address = f"{base}{name}.html" if base and (listed or not index.kept) else ""
    file = folder / f"{name}.html"
    return Copy(address, file if file.is_file() else None, listed)


@dataclass(frozen=True)
class Index:
    """The list of kept files: where they are on the web (blank if nowhere), and their titles."""

    address: str
    kept: Mapping[str, str]


def read_index(folder: Path) -> Index:
    """Read the list of kept files; an empty one if there is none.

    Raises
    ------
    AtlasError
        If it is not of its form.
    """
    path = folder / INDEX
    if not path.is_file():
        return Index("", {})
    try:
        found = json.loads(path.read_text("utf-8"))
        address, listed = found.get("address", ""), found["kept"]
        good = isinstance(address, str) and all(isinstance(v, str) for v in listed.values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise _bad_index(path) from fault
    if not good:
        raise _bad_index(path)
    return Index(address, listed)


def _bad_index(path: Path) -> AtlasError:
    return AtlasError(
        f"{path.parent.name}/{path.name} is not a list of kept files. It holds "
        '{"address": "https://…/", "kept": {"name": "title"}}; remove it and write the files again '
        "with `python -m geo.freeze`."
    )


def base_address(address: str) -> str:
    """The address of a folder with a slash at its end; blank stays blank.

    Raises
    ------
    AtlasError
        If it is no address of the web.
    """
    if address and urlsplit(address).scheme not in ("http", "https"):
        raise AtlasError(
            f"“{shown_value(address)}” is no address on the web. Give one that begins with "
            f"https:// (in the setting {FROZEN_URL}, or after --site or --address), or none."
        )
    return address if not address or address.endswith("/") else f"{address}/"
