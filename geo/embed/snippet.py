"""The lines that place a figure in an article: a frame, and a script that makes it as high as its
content.

The script listens to messages. It believes only those that come from a frame of ours (by
`event.source`, which cannot be forged) and that name a height between `LEAST` and `MOST`; all a
message can do is set that frame's own height.
"""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from geo.errors import AtlasError
from geo.export.svg import clean

LEAST, MOST = 120, 6000
"""Pixels a frame may be high."""

NARROW, WIDE = 1450, 1100
"""Height where no script runs, at 320 pixels and from 768 on; what is longer scrolls inside. In
one column the words stand below the map, so a narrow frame is the higher one."""

SCRIPT = (
    "(function(){if(window.wardAtlasListens)return;window.wardAtlasListens=true;"
    'window.addEventListener("message",function(event){'
    "var told=event.data,high=told&&told.height;"
    'if(!told||told.type!=="ward-atlas:height"||typeof high!=="number"'
    f"||!(high>={LEAST}&&high<={MOST}))return;"
    'document.querySelectorAll("iframe[data-ward-atlas]").forEach(function(frame){'
    "if(frame.contentWindow===event.source)"
    'frame.style.height=Math.ceil(high)+"px"})})})();'
)
"""Runs in the host page; several figures on a page share one listener."""


def snippet(address: str, title: str) -> str:
    """The HTML a writer pastes into an article.

    Parameters
    ----------
    address : str
        Where the figure's HTML file, or the live view with ``?embed=true``, is on the web. A live
        view does not tell its height and keeps that of a page without scripts.
    title : str
        Of the figure, read out to those who do not see it.

    Raises
    ------
    AtlasError
        If the address is not one of the web.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise AtlasError(
            "A figure can be embedded from an address on the web only. Put its HTML file on a "
            "server and give the address it has there, beginning with https://."
        )
    return (
        f"<script>{SCRIPT}</script>\n"
        f'<iframe data-ward-atlas title="{escape(" ".join(clean(title).split()))}" '
        f'src="{escape(address)}" loading="lazy" style="{style()}"></iframe>'
    )


def style() -> str:
    """Look of the frame; its height falls evenly with the width of the page."""
    slope = (NARROW - WIDE) / (768 - 320) * 100
    falling = f"calc({NARROW + slope * 3.2:.0f}px - {slope:.0f}vw)"
    return f"display:block;width:100%;border:0;height:clamp({WIDE}px,{falling},{NARROW}px)"


def live(address: str) -> str:
    """The address of a live view inside another page: without navigation, controls and table."""
    return f"{address}{'&' if '?' in address else '?'}embed=true"
