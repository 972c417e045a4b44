"""Views as links and back: every setting of a page in its address, and words for what is wrong
in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any
from urllib.parse import urlencode

from geo.page_settings import FIRST_PAGE, PAGE_SETTINGS
from geo.view import ANY_SIDE, MAX_SHOWN, View
from geo.view_readers import ALLOWED, READERS, code

BUILD = "build"
"""Name in a link of the data build it was made with."""


def to_query(view: View, page: str | None = None) -> dict[str, str]:
    """Every setting a page uses as text, defaults too, so a link keeps its meaning when a default
    changes.

    Parameters
    ----------
    view : View
    page : str, optional
        Name in the address, blank for the page that opens first; without one, every setting.
    """
    names = [f.name for f in fields(view)] if page is None else PAGE_SETTINGS[page or FIRST_PAGE]
    written = {**{n: _write(getattr(view, n)) for n in names}, "side": code(view.side)}
    return {name: written[name] for name in names}


def _write(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ".".join(code(str(v)) for v in value)
    return str(value)


def link(view: View, page: str, build_id: str) -> str:
    """The path and query that restore a view, with the build it was made on.

    `page` is the name in the address; blank for the page that opens first.
    """
    return f"/{page}?{urlencode({**to_query(view, page), BUILD: build_id})}"


def brief_link(view: View, page: str, build_id: str) -> str:
    """The path and query with the settings alone that are not the usual ones, short enough for
    paper. It means another view if a usual setting ever changes, so files carry `link` as well."""
    usual = to_query(View())
    mine = to_query(view, page)
    written = {name: value for name, value in mine.items() if value != usual[name]}
    return f"/{page}?{urlencode({**written, BUILD: build_id})}"


def from_query(
    query: Mapping[str, str], sides: Mapping[str, tuple[str, ...]], start: View | None = None
) -> tuple[View, tuple[str, ...]]:
    """Read a view from a link.

    Parameters
    ----------
    query : mapping of text
        As in an address; unknown names are ignored, as sites add their own (utm_source …).
    sides : mapping
        The groups of each side scheme, by scheme key.
    start : View, optional
        What fields that are not named keep.

    Returns
    -------
    (View, notices)
        One plain sentence for every value that was not allowed. Values that were are kept.
    """
    view = start or View()
    notices = []
    for name, read in READERS.items():
        if name not in query:
            continue
        try:
            view = replace(view, **{name: read(query[name])})
        except KeyError:
            notices.append(notice(name, query[name]))
    groups = {code(g): g for g in sides[view.scheme]} | {ANY_SIDE: ANY_SIDE}
    wanted = query.get("side", view.side and code(view.side))
    if wanted not in groups and "side" in query:
        notices.append(notice("side", wanted))
    return replace(view, side=groups.get(wanted, ANY_SIDE)), tuple(notices)


def shown_value(value: str) -> str:
    """A value of a link as a notice can repeat it: not too long, nothing but ordinary marks."""
    shown = value if len(value) <= MAX_SHOWN else value[:MAX_SHOWN] + "…"
    # Marks that turn the direction of writing or break lines would garble the notice itself.
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)


def notice(name: str, value: str) -> str:
    """What a reader is told about a value that was not allowed."""
    return (
        f"The link asks for {name} = “{shown_value(value)}”, which is not possible; the "
        f"usual setting is shown instead. Allowed: {ALLOWED[name]}."
    )
