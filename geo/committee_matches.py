"""Which registered committee may be whose: suggestions with a reason, and what a person decided.

A suggestion is never a link. Only a row of `committee_links.csv`, written by a person, is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import pandas as pd

from geo.cells import first_day
from geo.committee_names import (
    contains,
    core,
    of_a_party_or_candidate,
    ordinal,
    plain,
    says_ipo,
    tells,
    wards_named,
    without_ipo,
)
from geo.committees import KEPT, Committee
from geo.organisations import Organisation
from geo.wards import vintage

SAME, SAME_BUT_IPO, SAME_BUT_FILLER, HOLDS_NAME, WARD_AND_IPO, WARD_ONLY = range(1, 7)
"""Ranks of suggestions, best first."""


@dataclass(frozen=True)
class Link:
    """A person's decision on one organization and one committee: a row of `committee_links.csv`."""

    organisation_id: str
    committee_id: str
    decision: str
    note: str
    source_id: str


@dataclass(frozen=True)
class Suggestion:
    """A committee that may be an organization's, with the reason in words and its rank."""

    committee: Committee
    reason: str
    rank: int


@dataclass(frozen=True)
class Standing:
    """What is known of one organization's committees.

    The committee of a decision is None where its record is not at hand.
    """

    confirmed: tuple[tuple[Link, Committee | None], ...] = ()
    rejected: tuple[tuple[Link, Committee | None], ...] = ()
    suggested: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Registry:
    """The committees at hand by number, and the standing of each organization that has one."""

    committees: Mapping[str, Committee]
    standings: Mapping[str, Standing]

    @property
    def at_hand(self) -> bool:
        """Whether the state's list has been fetched into this copy."""
        return bool(self.committees)

    @property
    def fetched(self) -> str:
        """ISO day of the latest download; blank if there was none."""
        return max((c.fetched for c in self.committees.values()), default="")

    def of(self, organisation_id: str) -> Standing:
        """The standing of an organization; an empty one if nothing is known."""
        return self.standings.get(organisation_id, Standing())


def registry(
    committees: pd.DataFrame, links: pd.DataFrame, organisations: Mapping[str, Organisation]
) -> Registry:
    """Join the two tables with the directory.

    Parameters
    ----------
    committees, links : DataFrame
        `committees` and `committee_links` of `geo.reference.Reference`; either may have no rows.
    organisations : mapping
        The directory by id.
    """
    found = [Committee(*cells) for cells in _cells(committees, KEPT)]
    known = {committee.id: committee for committee in found}
    decided = [Link(*cells) for cells in _cells(links, [f.name for f in fields(Link)])]
    suggested = suggest(organisations.values(), found, decided)
    standings = {}
    for name in organisations:
        mine = [(link, known.get(link.committee_id)) for link in decided]
        mine = [(link, one) for link, one in mine if link.organisation_id == name]
        standings[name] = Standing(
            tuple(pair for pair in mine if pair[0].decision == "confirmed"),
            tuple(pair for pair in mine if pair[0].decision == "rejected"),
            suggested.get(name, ()),
        )
    return Registry(known, standings)


def _cells(table: pd.DataFrame, columns: Iterable[str]) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in table[list(columns)].itertuples(index=False, name=None)]


def suggest(
    organisations: Iterable[Organisation],
    committees: Iterable[Committee],
    links: Iterable[Link] = (),
) -> dict[str, tuple[Suggestion, ...]]:
    """Find committees that may be an organization's.

    Parameters
    ----------
    organisations, committees : iterables
        Whom to match.
    links : iterable of Link
        What was decided: a pair that was confirmed or rejected is not suggested again, and a
        committee confirmed for one organization is not suggested for another.

    Returns
    -------
    dict
        Suggestions by organization id, best reason first, active committees before others; only
        organizations that have any.
    """
    decided = {(link.organisation_id, link.committee_id) for link in links}
    owned = {link.committee_id for link in links if link.decision == "confirmed"}
    free = [committee for committee in committees if committee.id not in owned]
    found: defaultdict[str, list[Suggestion]] = defaultdict(list)
    for organisation in organisations:
        for committee in free:
            if (organisation.id, committee.id) in decided:
                continue
            if match := _match(organisation, committee):
                found[organisation.id].append(Suggestion(committee, match[1], match[0]))
    return {name: tuple(sorted(ones, key=_order)) for name, ones in found.items()}


def _order(one: Suggestion) -> tuple[int, bool, str, int]:
    committee = one.committee
    return one.rank, committee.active != "yes", plain(committee.name), int(committee.id)


def _match(organisation: Organisation, committee: Committee) -> tuple[int, str] | None:
    """The best reason to think of a committee as an organization's; None if there is none."""
    by_name = _by_name(organisation.label, committee.name) if organisation.named else None
    return by_name or _by_ward(organisation, committee)


def _by_name(mine: str, theirs: str) -> tuple[int, str] | None:
    """A reason in the names. What is left of "25th Ward IPO" is a ward, which proves nothing."""
    if plain(mine) == plain(theirs):
        return SAME, "same name"
    if tells(core(mine)) or (says_ipo(mine) and says_ipo(theirs)):
        if without_ipo(mine) == without_ipo(theirs):
            words = "same name without “Independent Political Organization” or “IPO”"
            return SAME_BUT_IPO, words
        if core(mine) == core(theirs):
            return SAME_BUT_FILLER, "same name but for words such as “the”, “committee” or “PAC”"
    if tells(core(mine)) and contains(core(theirs), core(mine)):
        return HOLDS_NAME, "its name holds the organization’s name"
    return None


def _by_ward(organisation: Organisation, committee: Committee) -> tuple[int, str] | None:
    """A reason in the ward number, unless the name is a party's or a candidate's by its words."""
    named = wards_named(committee.name)
    shared = [home for home in organisation.homes if home[1] in named]
    if not shared or of_a_party_or_candidate(committee.name):
        return None
    year, ward = shared[-1]
    reason = f"same ward number ({ordinal(ward)})"
    if says_ipo(committee.name):
        rank, reason = WARD_AND_IPO, f"{reason}, and called an independent political organization"
    else:
        rank, reason = WARD_ONLY, f"{reason}, nothing else"
    ended, created = vintage(year).in_force_to, first_day(committee.created)
    if ended and created and created > ended:
        reason += f"; registered after the {year} ward map ended, so it may be other land"
    return rank, reason
