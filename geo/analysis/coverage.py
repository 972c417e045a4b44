"""Which wards are covered by an organization, under a definition the reader chooses.

A count is never given alone: an organization's evidence may be fresh or five years old, its name
found or not. Every ward is therefore covered *certainly*, *likely* or at all, and a count is an
interval of three numbers that contain each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from geo.contiguity import Near
from geo.organisations import Organisation
from geo.presence import EXACT, MOST, Presence, Reach, WardPresence

CERTAIN, LIKELY, ALL = "certain", "likely", "all"

LEVELS = (CERTAIN, LIKELY, ALL)
"""How sure we are, the surest first. Each level takes in those before it."""

LEVEL_WORDS = {
    CERTAIN: "known to be there: active or forming by dated evidence, its place stated",
    LIKELY: "and those named by a source whose present status is not known",
    ALL: "and those whose name was not found or is unsure, whose area is drawn from a description, "
    "or that possibly ended, as far as the settings let them count",
}
"""What each level takes in; said on every page that shows an interval."""

COVERS = ("ward", "touch", "people")
"""What covers a ward: a ward organization alone; also a regional organization whose area touches
the ward's people or land anywhere; also one in whose area at least half of the ward's people
live."""

TOUCH = 0.0005
"""An area touches a ward from 1/2000 of its people or of its land on. Less is drawing noise along a
border that wards and community areas share: the published tables leave out such pairs, unless a
handful of people live in them."""

FRESH = ("active", "forming")
"""Statuses that need dated evidence."""

KNOWN = ("high", "medium")
"""Confidence that is enough to be likely."""


@dataclass(frozen=True)
class Rule:
    """What a reader takes as coverage.

    Parameters
    ----------
    cover : str
        One of `COVERS`.
    beside : bool
        Whether a ward next to a covered one is covered too.
    since : int, optional
        Only organizations with evidence dated in this year or later.
    within : str
        Only organizations stated to belong to this coalition; blank for all.
    """

    cover: str = "ward"
    beside: bool = False
    since: int | None = None
    within: str = ""


@dataclass(frozen=True)
class WardCoverage:
    """One ward.

    `level` is the surest level at which an organization itself covers it, `level_beside` the
    surest at which a ward next to it (across a border) is covered; None where there is none.
    `organisations` are the ids of those that cover it, `sureness` how sure we are of each, one of
    `LEVELS`. `partly` are the ids of those that reach some of its people or land without covering
    it by the rule. `left_out` are the ids of those listed for it that the settings do not let
    count, though they would cover it, if need be together with those that count.
    """

    ward: int
    population: int
    level: str | None
    level_beside: str | None
    organisations: tuple[str, ...]
    partly: tuple[str, ...]
    sureness: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def covering(self, level: str) -> tuple[str, ...]:
        """Those of `organisations` that count at this level of certainty."""
        pairs = zip(self.organisations, self.sureness, strict=True)
        return tuple(one for one, found in pairs if reaches(found, level))


@dataclass(frozen=True)
class Coverage:
    """All fifty wards of one map under a rule, ward 1 first."""

    vintage: int
    rule: Rule
    wards: tuple[WardCoverage, ...]

    def organised(self, level: str) -> frozenset[int]:
        """Wards that an organization itself covers at this level of certainty."""
        return frozenset(w.ward for w in self.wards if reaches(w.level, level))

    def covered(self, level: str) -> frozenset[int]:
        """Covered wards at this level: organized, and those beside them if the rule says so."""
        near = {w.ward for w in self.wards if self.rule.beside and reaches(w.level_beside, level)}
        return self.organised(level) | near

    def left(self, level: str) -> tuple[int, ...]:
        """Wards that are not covered at this level, by number."""
        covered = self.covered(level)
        return tuple(w.ward for w in self.wards if w.ward not in covered)


def weaker(found: Coverage, level: str) -> tuple[WardCoverage, ...]:
    """Wards not covered at a level that an organization covers at a less sure one."""
    left = set(found.left(level))
    return tuple(w for w in found.wards if w.ward in left and w.level is not None)


def reaches(found: str | None, level: str) -> bool:
    """Whether something found at one level counts at another."""
    return found is not None and LEVELS.index(found) <= LEVELS.index(level)


def sureness(organisation: Organisation) -> str:
    """How sure we are of an organization as such: one of `LEVELS`.

    Certain needs a status that rests on dated evidence and a name that is found; likely a name
    that is found.
    """
    if organisation.name_confidence not in KNOWN or organisation.status not in (*FRESH, "unknown"):
        return ALL
    return CERTAIN if organisation.status in FRESH else LIKELY


def place_sureness(reach: Reach) -> str:
    """How sure we are that it works in a ward: a stated place may be certain, a drawn one not."""
    return {"high": CERTAIN, "medium": LIKELY}.get(reach.confidence, ALL)


def coverage(
    shown: Presence,
    organisations: Mapping[str, Organisation],
    border: Near,
    rule: Rule,
    counts: Callable[[Organisation], bool] = lambda _: True,
) -> Coverage:
    """Say of every ward how surely it is covered.

    Parameters
    ----------
    shown : Presence
        Who reaches which ward of a map; what its options leave out does not count here either,
        but for regional organizations, on which the rule decides.
    organisations : mapping
        By id.
    border : mapping
        Wards across a border, by ward (`geo.contiguity.borders`).
    rule : Rule
    counts : function
        Whether an organization counts besides all that; tells who belongs to the coalition.

    Returns
    -------
    Coverage
        On the map an organization was recorded on its ward is covered. On the other map a ward is
        covered if at least half of its people live in wards with an organization; shares of
        different home wards add up.
    """

    def level_of(reach: Reach) -> str | None:
        found = organisations[reach.organisation]
        if not counted(found, shown, rule) or not counts(found):
            return None
        return max(sureness(found), place_sureness(reach), key=LEVELS.index)

    def refused(reach: Reach) -> bool:
        found = organisations[reach.organisation]
        return kind_counts(found, rule) and level_of(reach) is None

    direct = {w.ward: covered_by(w, rule, level_of) for w in shown.wards}
    return Coverage(
        shown.vintage,
        rule,
        tuple(
            WardCoverage(
                w.ward,
                w.population,
                direct[w.ward].level,
                surest(direct[n].level for n in border.get(w.ward, ())),
                tuple(direct[w.ward].covering),
                direct[w.ward].partly,
                tuple(direct[w.ward].covering.values()),
                left_out_of(w, rule, refused),
            )
            for w in shown.wards
        ),
    )


def counted(organisation: Organisation, shown: Presence, rule: Rule) -> bool:
    """Whether the settings and the rule let an organization count."""
    options = shown.options
    if organisation.status not in options.statuses:
        return False
    if not (options.outside or organisation.in_essay):
        return False
    if not kind_counts(organisation, rule):
        return False
    year = organisation.last_evidence[:4]
    return rule.since is None or (bool(year) and int(year) >= rule.since)


def kind_counts(organisation: Organisation, rule: Rule) -> bool:
    """Whether the rule looks at organizations of this kind at all."""
    return organisation.kind != "regional" or rule.cover != "ward"


def surest(levels: Iterable[str | None]) -> str | None:
    """The surest of some levels; None if there is none."""
    found = [level for level in levels if level is not None]
    return min(found, key=LEVELS.index, default=None)


@dataclass(frozen=True)
class Direct:
    """What organizations do for one ward: the surest level at which they cover it, which do, each
    with its own level, and which reach a part of it only."""

    level: str | None
    covering: Mapping[str, str]
    partly: tuple[str, ...]


def covered_by(ward: WardPresence, rule: Rule, level_of: Callable[[Reach], str | None]) -> Direct:
    """How surely a ward is covered, who covers it, and who reaches a part of it."""
    levels = {reach: level for reach in ward.reaches if (level := level_of(reach)) is not None}
    found = None
    covering: list[Reach] = []
    for level in reversed(LEVELS):
        mine = [reach for reach, sure in levels.items() if reaches(sure, level)]
        enough = [*by_home(mine), *by_area(mine, rule)]
        if not enough:
            break
        found, covering = level, covering or enough
    ids = {r.organisation: levels[r] for r in sorted(covering, key=lambda r: -r.share)}
    others = (r.organisation for r in levels if touches(r) and r.organisation not in ids)
    return Direct(found, ids, tuple(dict.fromkeys(others)))


def left_out_of(
    ward: WardPresence, rule: Rule, refused: Callable[[Reach], bool]
) -> tuple[str, ...]:
    """Who is listed for a ward but refused, and would cover it if everybody listed counted.

    Homes and shares are judged as for coverage: on the other map by at least half of the people.
    """
    listed = list(ward.reaches)
    covering = [*by_home(listed), *by_area(listed, rule)]
    found = sorted((r for r in covering if refused(r)), key=lambda r: -r.share)
    return tuple(dict.fromkeys(r.organisation for r in found))


def touches(reach: Reach) -> bool:
    """Whether an organization's area holds some of a ward's people or land, more than noise."""
    return max(reach.share, reach.land or 0.0) >= TOUCH


def by_home(reaching: list[Reach]) -> list[Reach]:
    """Ward organizations, if those at home cover the ward, or all together half of its people.

    Two organizations with the same home cover the same people, so their shares do not add up.
    Those with a sliver of the ward count for the sum but are not named beside larger ones.
    """
    mine = [r for r in reaching if r.kind == "ward"]
    at_home = [r for r in mine if r.at_home]
    if at_home:
        return at_home
    homes = {r.home: r.share for r in mine}
    if round(sum(homes.values()), EXACT) < MOST:
        return []
    return [r for r in mine if r.is_near] or mine


def by_area(reaching: list[Reach], rule: Rule) -> list[Reach]:
    """Regional organizations that cover the ward by the rule."""
    regional = [r for r in reaching if r.kind == "regional"]
    if rule.cover == "touch":
        return [r for r in regional if touches(r)]
    return [r for r in regional if rule.cover == "people" and r.share >= MOST]
