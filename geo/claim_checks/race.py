"""Checks of who lives where organizations are. Everything counts residents, not members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from geo.analysis.compare import FORTY, MAJORITY, PLURALITY, shares_by_ward
from geo.census import GROUP_NAMES, GROUPS
from geo.claim_checks.definitions import (
    ABOVE,
    CITY_SIDES,
    COUNTED_WORDS,
    LEADS,
    MAP,
    REGIONAL,
    RULES,
    Definition,
    map_words,
    on_side,
    scheme_grid,
)
from geo.claim_checks.places import Place, city_shares, group_map, marked_by, places
from geo.claim_records import PERCENT, Case, Check, ClaimError, Finding, span_words
from geo.presence import Options
from geo.wards import vintages
from geo.words import ward_list

WHOLE = 100
SOURCES = ("vtd_2020_pl94171",)
THREE_RULES = (MAJORITY, PLURALITY, FORTY)
FROM_SIDE = "taken from the side of the city"


@dataclass(frozen=True)
class Marked:
    """Under one definition, the counted organizations with the groups that mark their place."""

    definition: Definition
    year: int
    rule: str
    regional: bool
    places: tuple[Place, ...]
    groups: tuple[tuple[str, ...], ...]

    def number(self, group: str) -> int:
        """How many places a group marks."""
        return sum(group in groups for groups in self.groups)

    def names(self, group: str) -> list[str]:
        """Ids of the organizations whose place a group marks."""
        pairs = zip(self.places, self.groups, strict=True)
        return [place.organisation for place, groups in pairs if group in groups]


def marked(case: Case, rules: tuple[str, ...]) -> Iterator[Marked]:
    """The essay's organizations under every ward map, rule, with and without regional ones."""
    years = [v.year for v in vintages()]
    for year, regional in product(years, (True, False)):
        shown = case.atlas.presence(year, Options(regional=regional))
        values = {group: case.atlas.values(year, f"{group}_share") for group in GROUPS}
        found = tuple(places(shown, shares_by_ward(values)).values())
        city = city_shares(case.atlas, year)
        named = ((MAP, map_words(year)), (REGIONAL, COUNTED_WORDS[regional]))
        for rule in rules:
            groups = tuple(marked_by(place.shares, rule, city) for place in found)
            definition = (*named, (LEADS, RULES[rule]))
            yield Marked(definition, year, rule, regional, found, groups)


def shown_by(case: Case, one: Marked, group: str) -> dict[str, str]:
    """Settings of the map that colors what a rule marks, with organizations outlined."""
    city = city_shares(case.atlas, one.year).get(group, 0.0)
    regional = "yes" if one.regional else "no"
    return {"map": str(one.year), "regional": regional, **group_map(group, one.rule, city)}


def organisations_marked(case: Case) -> tuple[Finding, ...]:
    """The essay's organizations whose place a group (`group`) marks: how many (`as=count`), or what
    part of them (`as=share`, where a larger share than the city's is one more way to count)."""
    group, share = case.of["group"], case.of["as"] == "share"
    rules = (*THREE_RULES, ABOVE) if share else THREE_RULES
    found = []
    for one in marked(case, rules):
        number, base = one.number(group), len(one.places)
        value = number * WHOLE / base if share and base else float(number)
        named = [case.atlas.organisations[name].label for name in one.names(group)]
        words = f"{number} of {base} organizations: {', '.join(named) or 'none'}."
        found.append(
            Finding(
                one.definition,
                words,
                value,
                value,
                page="demographics",
                settings=shown_by(case, one, group),
                sources=SOURCES,
            )
        )
    return tuple(found)


def organisations_by_side(case: Case) -> tuple[Finding, ...]:
    """The part of the essay's organizations on a side (`side`), in percent; and `group` by place.

    For a statement that takes a side of the city for who lives there.
    """
    found = []
    for definition, settings, sides in by_side(case):
        number = sum(on_side(side, case.of["side"]) for side in sides)
        value = number * WHOLE / len(sides)
        words = f"{number} of {len(sides)} organizations are on the sides taken for it."
        found.append(Finding(definition, words, value, value, page="sides", settings=settings))
    return (*organisations_marked(case), *found)


def by_side(case: Case) -> Iterator[tuple[Definition, dict[str, str], list[str]]]:
    """Under every way of naming sides, with and without regional ones: the definition, settings
    that show it, and the side of each of the essay's organizations."""
    for (key, named), regional in product(scheme_grid(case.atlas), (True, False)):
        options = Options(regional=regional)
        sides = case.atlas.organisation_sides(key)
        counted = [
            sides.get(o.id, "")
            for o in case.atlas.organisations.values()
            if options.counts(o.kind, o.status, in_essay=o.in_essay)
        ]
        definition = (*named, (REGIONAL, COUNTED_WORDS[regional]), (LEADS, FROM_SIDE))
        yield definition, {"scheme": key, "regional": "yes" if regional else "no"}, counted


def order_of_groups(case: Case) -> tuple[Finding, ...]:
    """Some groups (`groups`, with dots between) by the number of places they mark, most first."""
    wanted = case.of["groups"].split(".")
    found = []
    for one in marked(case, (*THREE_RULES, ABOVE)):
        numbers = {GROUP_NAMES[group]: one.number(group) for group in wanted}
        found.append(
            Finding(
                one.definition,
                f"Of {len(one.places)} organizations: {listed(numbers)}.",
                answer=ordered(numbers),
                page="demographics",
                settings=shown_by(case, one, wanted[0]),
                sources=SOURCES,
            )
        )
    return tuple(found)


def listed(numbers: Mapping[str, int]) -> str:
    """ "White 7, Latino 8"."""
    return ", ".join(f"{name} {number}" for name, number in numbers.items())


def ordered(numbers: Mapping[str, int]) -> str:
    """Names by their numbers, most first; equal ones with = between."""
    ranks = sorted(set(numbers.values()), reverse=True)
    tied = [[name for name, number in numbers.items() if number == rank] for rank in ranks]
    return "; ".join(" = ".join(names) for names in tied)


def side_wards_led(case: Case) -> tuple[Finding, ...]:
    """Of the wards of a side (`side`) with an organization of their own, the percent a group leads.

    On the other ward map, wards most of whose people come from a ward with an organization.
    """
    found = []
    for year, (key, named), rule in product(
        [v.year for v in vintages()], scheme_grid(case.atlas), THREE_RULES
    ):
        sides = case.atlas.ward_sides(year, key)
        shown = case.atlas.presence(year, Options(regional=False))
        here = [w.ward for w in shown.organized if on_side(sides[w.ward].main, case.of["side"])]
        if not here:
            raise ClaimError(
                f"Under “{key}” no ward of the {year} map with an organization is on the side "
                f"“{case.of['side']}”. Check `side` in claims.csv and the groups in "
                "side_schemes.csv."
            )
        values = {group: case.atlas.values(year, f"{group}_share") for group in GROUPS}
        shares = shares_by_ward(values)
        led = [w for w in here if case.of["group"] in marked_by(shares[w], rule, {})]
        value = len(led) * WHOLE / len(here)
        found.append(
            Finding(
                ((MAP, map_words(year)), *named, (LEADS, RULES[rule])),
                f"{len(led)} of {len(here)} wards ({ward_list(here)}), "
                f"{span_words(value, value, PERCENT)}: {ward_list(led) if led else 'none'}.",
                value,
                value,
                page="demographics",
                settings={
                    "map": str(year),
                    "scheme": key,
                    "outlines": "yes",
                    "regional": "no",
                    **group_map(case.of["group"], rule, 0.0),
                },
                sources=SOURCES,
            )
        )
    return tuple(found)


def enclaves(case: Case) -> tuple[Finding, ...]:
    """Of some wards of the 2015 map (`wards`), how many a group (`group`) marks in 2020.

    An enclave can also be a place with more of a group than its side of the city (`side`) has as a
    whole, so that is one more way to count.
    """
    year, group, wards = vintages()[0].year, case.of["group"], case.numbers("wards")
    values = {g: case.atlas.values(year, f"{g}_share") for g in GROUPS}
    shares = shares_by_ward(values)
    told = ", ".join(f"ward {w}: {shares[w][group]:.1%}" for w in wards)
    found = []
    for rule in THREE_RULES:
        number = sum(group in marked_by(shares[w], rule, {}) for w in wards)
        settings = {"map": str(year), **group_map(group, rule, 0.0)}
        words = f"{GROUP_NAMES[group]} residents in 2020: {told}."
        found.append(_enclave(((LEADS, RULES[rule]),), words, number, settings))
    for key, named in scheme_grid(case.atlas):
        sides, people = case.atlas.ward_sides(year, key), case.atlas.facts(year)
        here = [w for w in people if on_side(sides[w].main, case.of["side"])]
        total = sum(people[w].population for w in here)
        whole = sum(people[w].population * shares[w][group] for w in here) / total
        number = sum(shares[w][group] > whole for w in wards)
        words = f"{told}; the whole side: {whole:.1%}."
        by: Definition = ((LEADS, "above its share of the side as a whole"), *named)
        settings = {"map": str(year), "scheme": key, **group_map(group, ABOVE, whole)}
        found.append(_enclave(by, words, number, settings))
    return tuple(found)


def _enclave(named: Definition, words: str, number: int, settings: dict[str, str]) -> Finding:
    return Finding(named, words, number, number, "", "data", "demographics", settings, SOURCES)


CHECKS = (
    Check(
        "organizations-marked",
        organisations_marked,
        ("group", "as"),
        choices={"group": tuple(GROUPS), "as": ("count", "share")},
    ),
    Check(
        "organizations-marked-or-side",
        organisations_by_side,
        ("group", "as", "side"),
        choices={"group": tuple(GROUPS), "as": ("share",), "side": CITY_SIDES},
    ),
    Check("order-of-groups", order_of_groups, ("groups",)),
    Check(
        "side-wards-led",
        side_wards_led,
        ("side", "group"),
        choices={"side": CITY_SIDES, "group": tuple(GROUPS)},
    ),
    Check(
        "enclaves",
        enclaves,
        ("wards", "group", "side"),
        choices={"group": tuple(GROUPS), "side": CITY_SIDES},
    ),
)
