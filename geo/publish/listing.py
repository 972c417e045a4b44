"""The figures of `data/figures.toml` with their views; on a site, every setting must be one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from geo.atlas import Atlas
from geo.errors import AtlasError, DataProblems, Problem
from geo.figures.compose import ROOMS
from geo.figures.listed import Listed, listed
from geo.freeze import read_view
from geo.page_settings import PAGE_SETTINGS
from geo.publish.records import PublishError
from geo.view import View


@dataclass(frozen=True)
class Entry:
    """One figure of the list, with the page and the view it shows."""

    listed: Listed
    page: str
    view: View

    @property
    def id(self) -> str:
        """Part of addresses and file names."""
        return self.listed.id

    @property
    def why(self) -> str:
        """For those who choose a figure."""
        return self.listed.why or self.listed.title or self.listed.id


def listing(atlas: Atlas, path: Path) -> tuple[Entry, ...]:
    """Every figure in the order of the file.

    Raises
    ------
    AtlasError
        If the file is not there.
    DataProblems
        With every fault: of the file itself, or of all views, if one names a page without a figure
        or a setting or value there is not.
    PublishError
        If it names no figure.
    """
    found = listed(path)
    if not found:
        raise PublishError(
            f"{path.name} names no figure. Add one: a line [[figure]], then id and view."
        )
    problems = [
        Problem(path.name, None, "view", f"Figure “{one.id}”: {what}", remedy)
        for one in found
        for what, remedy in faults(one, atlas)
    ]
    if problems:
        raise DataProblems(problems)
    return tuple(Entry(one, *read_view(one.view, atlas)[:2]) for one in found)


def faults(one: Listed, atlas: Atlas) -> Iterator[tuple[str, str]]:
    """What a view asks for that there is not, with the way to mend it."""
    try:
        page, _, notices = read_view(one.view, atlas)
    except AtlasError as fault:
        yield str(fault), "Begin the view with the name of a page."
        return
    if page not in ROOMS:
        yield f"The page {page} has no figure.", f"Pages with one: {', '.join(ROOMS)}."
    for name, _ in parse_qsl(one.view.partition("?")[2], keep_blank_values=True):
        if name not in PAGE_SETTINGS[page]:
            allowed = ", ".join(PAGE_SETTINGS[page])
            yield f"The page {page} has no setting “{name}”.", f"Its settings: {allowed}."
    for notice in notices:
        what, _, allowed = notice.partition(" Allowed: ")
        yield what, f"Allowed: {allowed}"
