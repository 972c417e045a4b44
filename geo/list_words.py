"""What the page of lists says: the finding, what was understood, what is still open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from geo.analysis.compare import having_wards
from geo.atlas import Atlas
from geo.atlas_records import Citation
from geo.contiguity import Borders, Bridge, bridges, corner_pairs, groups, next_door
from geo.palettes import LIST_CLASSES, PresenceClass
from geo.presence import Presence, people
from geo.ward_lists import (
    TwoLists,
)
from geo.wards import WARD_COUNT, vintage, vintages
from geo.words import capital, own_map, people_words, ward_list

MOST_NAMED = 5
"""Neighbors named with what they touch; the rest by number."""

START = (
    "Paste the wards or the alderpersons of a letter, a vote or a coalition, and see them on the "
    "map, with who lives there, what hangs together and where there is an organization."
)


@dataclass(frozen=True)
class Example:
    """A list to try: its texts, the ward map its numbers belong to, what it is and who says so."""

    label: str
    list_a: str
    map: int
    meaning: str
    sources: tuple[Citation, ...]
    list_b: str = ""


MAP = 2015
"""The map the ward numbers of the examples belong to."""

ESSAY, SOCIALISTS, ELECTED = "essay-2021", "chicago-dsa", 2019
"""Ids of the essay among the citations and of a coalition; the year of an election."""


def examples(atlas: Atlas) -> tuple[Example, ...]:
    """Lists a newcomer can press, read from the directory; one without a ward is left out."""
    members = atlas.members_elected(SOCIALISTS, ELECTED)
    homes = {w for o in atlas.organisations.values() if o.in_essay for y, w in o.homes if y == MAP}
    essay = tuple(c for c in (atlas.citations.get(ESSAY),) if c)
    one = Example(
        "Socialists elected in 2019",
        numbers(members),
        MAP,
        "Members of Chicago DSA elected to the council in 2019",
        member_sources(atlas, members),
    )
    other = Example(
        "Wards on the essay’s list",
        numbers(homes),
        MAP,
        "Home wards of the organizations on the 2021 essay’s list",
        essay,
    )
    both = replace(one, label="Both, compared", list_b=other.list_a)
    return tuple(e for e in (one, other, both) if e.list_a and (e is not both or e.list_b))


def numbers(wards: Iterable[int]) -> str:
    """ "1, 20, 25"."""
    return ", ".join(map(str, sorted(wards)))


def member_sources(atlas: Atlas, wards: Collection[int]) -> tuple[Citation, ...]:
    """Sources that name every one of these members; of the rows an example rests on."""
    named = [
        set(a.source_ids)
        for a in atlas.ties.affiliations
        if (a.coalition_id, a.relation, a.holds) == (SOCIALISTS, "membership", True)
        and a.period.since.startswith(str(ELECTED))
        and a.subject is not None
        and a.subject.seat is not None
        and a.subject.seat[1] in wards
    ]
    shared = set.intersection(*named) if named else set()
    return tuple(atlas.citations[s] for s in sorted(shared) if s in atlas.citations)


def list_headline(lists: TwoLists, shown: Presence, borders: Borders) -> str:
    """The finding in one sentence."""
    if not lists.wards:
        return "Any list of wards or alderpersons, as a map"
    if lists.a.wards and lists.b.wards:
        shared = f"{len(lists.both)} on both" if lists.both else "none on both"
        a, b = (wards_words(found.wards) for found in (lists.a, lists.b))
        return f"{a} on list A, {b} on list B, {shared}"
    wards = lists.wards
    parted = groups(wards, borders.border)
    return (
        f"{wards_words(wards)}, {people_words(people_of(shown, wards))} people; "
        f"{groups_words(len(parted), len(wards))}{having_words(shown, wards)}"
    )


def wards_words(wards: Collection[int]) -> str:
    """ "6 wards"."""
    return f"{len(wards)} ward{'' if len(wards) == 1 else 's'}"


def people_of(shown: Presence, wards: Collection[int]) -> int:
    """People of some wards, 2020."""
    return people(w for w in shown.wards if w.ward in wards)


def groups_words(count: int, wards: int) -> str:
    """How the wards of a list hang together, in a few words; nothing to say of a single ward."""
    if wards == 1:
        return ""
    return "all connected; " if count == 1 else f"{count} separate groups; "


def having_words(shown: Presence, wards: Collection[int]) -> str:
    """How many of the wards have an organization, as the comparison counts them."""
    having = having_wards(shown) & set(wards)
    if len(wards) == 1 and own_map(shown.vintage):
        return f"{'an' if having else 'no'} organization is listed"
    if own_map(shown.vintage):
        verb = "has" if len(having) == 1 else "have"
        return f"{len(having)} of {len(wards)} {verb} an organization listed"
    verb = "is" if len(having) == 1 else "are"
    return f"{len(having)} of {len(wards)} {verb} reached by an organization listed"


def list_subtitle(lists: TwoLists, shown: Presence) -> str:
    """What is shown and how it was read."""
    if not lists.wards:
        return START
    label = vintage(shown.vintage).label
    return (
        f"Numbers are read as wards of the {label}, names as whoever sat for one of them. "
        f"{OTHER_LAND}"
    )


OTHER_LAND = "The same number on the other map is different land."


def list_classes(lists: TwoLists) -> tuple[PresenceClass, ...]:
    """The legend's classes that there are; with one list only, in words for one list."""
    if lists.a.wards and lists.b.wards:
        return LIST_CLASSES
    a, _, b, neither = LIST_CLASSES
    one = b if lists.b.wards else a
    on_it = (replace(one, label="On the list", short="on the list"),) if lists.wards else ()
    return (*on_it, replace(neither, label="Not on the list" if lists.wards else "All wards"))


def list_alt(lists: TwoLists, shown: Presence) -> str:
    """The map for somebody who cannot see it: every class with its wards."""
    of = f"Map of Chicago’s {WARD_COUNT} wards, {vintage(shown.vintage).label}."
    if not lists.wards:
        return f"{of} No list yet: all wards are drawn alike."
    parts = []
    for klass in list_classes(lists):
        mine = [w.ward for w in shown.wards if lists.kind(w.ward) == klass.key]
        named = f" ({ward_list(mine)})" if mine and klass.key != "neither" else ""
        parts.append(f"{klass.label}: {len(mine)}{named}")
    return f"{of} {'; '.join(parts)}."


def findings(
    lists: TwoLists, shown: Presence, borders: Borders
) -> tuple[tuple[str, list[str]], ...]:
    """Blocks of lines with a title, for every list that has wards."""
    named = [("List A", lists.a), ("List B", lists.b)]
    kept = [(name, found) for name, found in named if found.wards]
    blocks = []
    for name, found in kept:
        of = f"{name}: " if len(kept) > 1 else ""
        blocks.append((capital(f"{of}what hangs together"), connection_lines(found.wards, borders)))
        blocks.append((capital(f"{of}organizations"), presence_lines(found.wards, shown)))
    return tuple(blocks)


def connection_lines(wards: Collection[int], borders: Borders) -> list[str]:
    """How the wards of a list hang together, what would join them, who is next door."""
    parted = groups(wards, borders.border)
    lines = [parted_words(parted)]
    lines += [
        f"Wards {one} and {other} meet at a corner only, which does not join them."
        for one, other in corner_pairs(parted, borders.corner)
    ]
    lines += bridge_lines(parted, bridges(parted, borders.border))
    return [*lines, *next_door_lines(wards, borders)]


def parted_words(parted: tuple[tuple[int, ...], ...]) -> str:
    """ "4 separate groups: 33, 35 and 40; 1; 20; 25"."""
    if len(parted) == 1:
        only = parted[0]
        if len(only) == 1:
            return f"Ward {only[0]} is the only one on the list."
        return f"All {len(only)} wards hang together by shared borders."
    named = "; ".join(ward_list(group) for group in parted)
    return f"{len(parted)} separate groups, by shared borders: {named}."


def bridge_lines(parted: tuple[tuple[int, ...], ...], found: tuple[Bridge, ...]) -> list[str]:
    """What would join groups with the fewest wards; wards that join the same groups in one line."""
    lines = []
    by_joins: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for bridge in found:
        by_joins.setdefault(bridge.joins, []).append(bridge.wards)
    for joins, ways in by_joins.items():
        joined = " with ".join(group_words(parted[at]) for at in joins)
        if len(ways[0]) > 1:
            lines.append(
                f"No single ward joins two groups; wards {ward_list(ways[0])} together would join "
                f"{joined}."
            )
        else:
            either = ward_list(way[0] for way in ways).replace(" and ", " or ")
            lines.append(f"Ward {either} would join {joined}.")
    return lines


def group_words(group: tuple[int, ...]) -> str:
    """ "ward 20", "the group of 33, 35 and 40"."""
    return f"ward {group[0]}" if len(group) == 1 else f"the group of {ward_list(group)}"


def next_door_lines(wards: Collection[int], borders: Borders) -> list[str]:
    """Neighbors not on the list: those with most of its wards beside them first."""
    near = next_door(wards, borders.border)
    if not near:
        return []
    named = [f"ward {n.ward} (beside {ward_list(n.touches)})" for n in near[:MOST_NAMED]]
    rest = [n.ward for n in near[MOST_NAMED:]]
    more = f"; also {ward_list(rest)}" if rest else ""
    return [f"Next door and not on the list: {'; '.join(named)}{more}."]


def presence_lines(wards: Collection[int], shown: Presence) -> list[str]:
    """Which wards of a list have an organization and which have none listed."""
    own = [w.ward for w in shown.organized if w.ward in wards]
    wide = [w.ward for w in shown.reached if w.ward in wards and w.ward not in own]
    none = sorted(set(wards) - {*own, *wide})
    if own_map(shown.vintage):
        first, second = "An organization of its own", "A regional organization only"
    else:
        first = "Half or more of the people from wards with an organization"
        second = "A smaller part, or a regional organization only"
    lines = [
        f"{words}: {len(found)} of {len(wards)} ({ward_list(found)})."
        for words, found in ((first, own), (second, wide))
        if found
    ]
    left_out = [w.ward for w in shown.having("left_out") if w.ward in none]
    none = [ward for ward in none if ward not in left_out]
    if left_out:
        those = f"{len(left_out)} of {len(wards)} ({ward_list(left_out)})"
        lines.append(f"Listed, but left out by the settings: {those}.")
    if none:
        those = f"{len(none)} of {len(wards)} ({ward_list(none)})"
        lines.append(f"None listed: {those}. That is not proof of none.")
    return lines


def list_footing(year: int) -> str:
    """Vintage of everything on the page, for its last line."""
    which = vintage(year)
    others = "" if year == vintages()[0].year else ", organizations carried from the 2015 map"
    return (
        f"Ward map: {which.label} ({which.span}){others}; people and groups: 2020 census; homes "
        "and poverty: American Community Survey, 2014–2018."
    )
