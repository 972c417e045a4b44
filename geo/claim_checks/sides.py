"""Checks of how organizations are spread over the sides of the city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from geo.atlas import Atlas
from geo.claim_checks.definitions import (
    CITY_SIDES,
    COUNTED_WORDS,
    REGIONAL,
    SIDES,
    Definition,
    on_side,
    scheme_grid,
)
from geo.claim_records import Case, Check, Finding
from geo.organisations import Organisation
from geo.presence import Options
from geo.tables import output
from geo.wards import vintages
from geo.words import ward_list

BASE = "five"
"""The scheme the labels of the press are laid over."""


def organisations_on(case: Case) -> tuple[Finding, ...]:
    """The essay's organizations on a side (`side`: north, west or south).

    North holds the Northwest Side too, south every side with South in its name. An organization
    keeps its side when the ward map changes, so the map makes no difference. `south` names wards
    that may be meant to be on the South Side, as one more way to count.
    """
    found = []
    for key, named in scheme_grid(case.atlas):
        sides = case.atlas.organisation_sides(key)
        found += [counted(case, sides, named, key, regional) for regional in (True, False)]
    press = ((SIDES, "as newspapers call a ward, where they do"),)
    sides = press_sides(case.atlas)
    found += [counted(case, sides, press, BASE, regional) for regional in (True, False)]
    if "south" in case.of:
        wards = case.numbers("south")
        read = ((SIDES, f"with wards {ward_list(wards)} read as South Side"),)
        sides = read_south(case.atlas, wards)
        found += [counted(case, sides, read, BASE, regional) for regional in (True, False)]
    return tuple(found)


def counted(
    case: Case, sides: Mapping[str, str], named: Definition, scheme: str, regional: bool
) -> Finding:
    """One definition: the organizations whose side's name has the word in it."""
    options = Options(regional=regional)
    here = [
        o
        for o in case.atlas.organisations.values()
        if options.counts(o.kind, o.status, in_essay=o.in_essay)
        and on_side(sides.get(o.id, ""), case.of["side"])
    ]
    return Finding(
        (*named, (REGIONAL, COUNTED_WORDS[regional])),
        f"{len(here)} organizations: {where_words(here)}.",
        len(here),
        len(here),
        page="sides",
        settings={"scheme": scheme, "regional": "yes" if regional else "no"},
        sources=output("ward_sides.csv").sources,
    )


def where_words(organisations: list[Organisation]) -> str:
    """ "wards 1, 22 and 25; Greater Austin IPO"."""
    wards = sorted(ward for o in organisations for _, ward in o.homes)
    named = [f"wards {', '.join(map(str, wards))}"] if wards else []
    named += [o.label for o in organisations if not o.homes]
    return "; ".join(named) or "none"


def press_sides(atlas: Atlas) -> dict[str, str]:
    """Sides under the usual scheme, but by the press's most frequent label where it has one."""
    found = atlas.organisation_sides(BASE)
    year = vintages()[0].year
    for o in atlas.organisations.values():
        labels = Counter(
            label for v, ward in o.homes if v == year for label, _ in atlas.press_sides(v, ward)
        )
        if labels:
            found[o.id] = labels.most_common(1)[0][0]
    return found


def read_south(atlas: Atlas, wards: tuple[int, ...]) -> dict[str, str]:
    """Sides under the usual scheme, but South for the organizations of some wards of the 2015
    map."""
    found = atlas.organisation_sides(BASE)
    year = vintages()[0].year
    theirs = {o.id for o in atlas.organisations.values() if {(year, w) for w in wards} & {*o.homes}}
    return found | dict.fromkeys(theirs, "South")


CHECKS = (
    Check(
        "organizations-on-side",
        organisations_on,
        ("side",),
        ("south",),
        {"side": CITY_SIDES},
    ),
)
