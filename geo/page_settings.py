"""Which settings a page uses: its links hold these and no others, so that they stay short.

A contract test opens every page and compares with the settings it really reads.
"""

from __future__ import annotations

FIRST_PAGE = "presence"
"""The page without a name in the address."""

DRAWN = ("map", "ward", "scheme", "outlines", "labels", "streets")
LISTED = ("outside", "status")
COUNTED = ("regional", *LISTED)
COVERED = (*COUNTED, "cover", "since", "within", "sure")


def name_in_address(page: str) -> str:
    """A page's name as addresses have it: blank for the page that opens first."""
    return "" if page == FIRST_PAGE else page


PAGE_SETTINGS: dict[str, tuple[str, ...]] = {
    "presence": (*DRAWN, "side", *COUNTED),
    "sides": (*DRAWN, "side", *COUNTED),
    "gaps": (*DRAWN, "side", *COVERED, "beside", "who"),
    "expansion": (
        *(*DRAWN, *COVERED, "beside", "who", "mix", "k", "goal", "must", "never", "each_side"),
        *("margin", "turnout", "weights", "chosen", "plan_a", "plan_b"),
    ),
    "plans": (
        *(*DRAWN, "side", *COVERED, "beside", "who", "mix"),
        *("plan", "plan_a", "plan_b", "name_a", "name_b"),
    ),
    "demographics": (
        *(*DRAWN, "side", *COUNTED, "indicator", "second", "colors", "classing", "classes"),
        *("breaks", "palette", "rings", "doubt", "picked", "colors_own"),
    ),
    "compare": ("map", "ward", "scheme", "side", *COUNTED, "indicator", "majority"),
    "clustering": (
        *(*DRAWN, *COVERED, "tested", "indicator", "list_a", "rings"),
        *("contiguity", "shuffle"),
    ),
    "coalitions": (*DRAWN, *COUNTED, "day", "bodies"),
    "elections": (*DRAWN, "side", *COUNTED, "rings", "election", "race", "candidate", "area"),
    "claims": (*DRAWN, "side", *COUNTED, "document", "topic", "verdict", "claim"),
    "ward": (*DRAWN, "side", *COUNTED),
    "lists": (*DRAWN, *COUNTED, "rings", "list_a", "list_b"),
    "directory": ("find", "org"),
    "methods": ("map",),
}
"""By the page's name in the address."""
