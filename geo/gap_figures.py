"""Everything the page of gaps shows of a map, put together from the atlas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from geo.analysis.coverage import Coverage, Rule
from geo.analysis.gaps import (
    GROUP_KEYS,
    Gap,
    Places,
    Score,
    gaps,
    last_races,
    ranked,
    scoreboard,
)
from geo.analysis.remap import Meeting, Territory, left_with_none, meetings, shared, territories
from geo.atlas import Atlas
from geo.contiguity import Borders
from geo.elections import ELECTIONS
from geo.indicators import indicator
from geo.measures import MEASURES, USUAL, YOUNG, Counts
from geo.tables import output
from geo.view import View
from geo.wards import WARD_NUMBERS

RENTED, POOR = "renter_share", "poverty_share"

MEASURED = (USUAL, *GROUP_KEYS, YOUNG, RENTED, POOR)
"""What is counted in every gap whatever the reader asks for."""

NAMES = {
    USUAL: "people",
    **{key: indicator(key).label for key in GROUP_KEYS},
    YOUNG: "people under 18",
    RENTED: "rented homes",
    POOR: "people in poverty",
}


def name_of(key: str) -> str:
    """A measure in a word or two; those asked for rarely in the words of their definition."""
    return NAMES.get(key, MEASURES[key].label)


@dataclass(frozen=True)
class CityGaps:
    """Coverage of the fifty wards of a map and its gaps.

    `gaps` are sorted by the measure `who`, most left out first. `sides` name each ward's side.
    """

    coverage: Coverage
    level: str
    who: str
    counts: Counts
    gaps: tuple[Gap, ...]
    scores: tuple[Score, ...]
    sides: dict[int, str]

    @property
    def year(self) -> int:
        """Year of the ward map."""
        return self.coverage.vintage

    @property
    def rule(self) -> Rule:
        """What counts as coverage."""
        return self.coverage.rule

    def wards_on(self, side: str) -> tuple[int, ...]:
        """Wards of a side by number; all fifty if none is named."""
        return tuple(w for w in WARD_NUMBERS if not side or self.sides[w] == side)

    def on(self, side: str) -> tuple[Gap, ...]:
        """Gaps of a side, most left out first; all if none is named."""
        return tuple(g for g in self.gaps if not side or g.side == side)

    def gap(self, ward: int | None) -> Gap | None:
        """A gap by its ward."""
        return next((g for g in self.gaps if g.ward == ward), None)

    def people(self, wards: Iterable[int]) -> int:
        """People of some wards, 2020."""
        by_ward = {w.ward: w.population for w in self.coverage.wards}
        return sum(by_ward[ward] for ward in wards)

    def left_at(self, level: str, side: str = "") -> int:
        """How many wards of a side are not covered at a level."""
        return len(set(self.coverage.left(level)) & set(self.wards_on(side)))


def city_gaps(
    atlas: Atlas, found: Coverage, borders: Borders, *, level: str, who: str, scheme: str
) -> CityGaps:
    """The gaps of a map under a rule.

    Parameters
    ----------
    atlas : Atlas
    found : Coverage
    borders : Borders
    level : str
        One of `LEVELS`: which wards are covered.
    who : str
        Key of the measure that sorts the gaps.
    scheme : str
        Key of a way of naming sides.
    """
    year = found.vintage
    keys = dict.fromkeys((*MEASURED, who))
    measures = {key: atlas.counts(year, key) for key in keys}
    sides = {ward: side.main for ward, side in atlas.ward_sides(year, scheme).items()}
    places = Places(
        sides,
        {ward: atlas.alder(year, ward) for ward in WARD_NUMBERS},
        last_races(atlas.tables["council_results"], year),
    )
    listed = gaps(found, level, borders.border, measures, places)
    return CityGaps(
        found,
        level,
        who,
        measures[who],
        ranked(listed, who),
        scoreboard(found, measures),
        sides,
    )


def settled(atlas: Atlas, view: View) -> tuple[View, tuple[str, ...]]:
    """The view with a coalition that can be used, and what the reader should know of it.

    A link may name a coalition that is not in the directory: all organizations count then.
    """
    if not view.within:
        return view, ()
    body = atlas.coalitions.get(view.within)
    if body is None:
        return replace(view, within=""), (
            f"The link asks for organizations of a coalition “{view.within}” that the directory "
            "does not have. Organizations of any coalition and of none are counted instead.",
        )
    if atlas.members(view.within):
        return view, ()
    return view, (
        f"No source names an organization of the directory as an affiliate of {body.name}, so no "
        "ward counts as covered. Clear the choice of a coalition to count all.",
    )


@dataclass(frozen=True)
class Remap:
    """What the map of 2023 did to every territory that counts."""

    territories: tuple[Territory, ...]
    shared: tuple[Meeting, ...]
    left: tuple[Meeting, ...]


def remap(atlas: Atlas, old: Coverage, new: CityGaps) -> Remap:
    """Follow the territories of the organizations that count to the wards of 2023.

    Parameters
    ----------
    atlas : Atlas
    old : Coverage
        Of the 2015 map, by ward organizations alone (`home_rule`).
    new : CityGaps
        Of the 2023 map; says which wards are covered there, and how sure to be.
    """
    homes = {w.ward: w.covering(new.level) for w in old.wards if w.covering(new.level)}
    margins = {ward: f.margin for ward, f in atlas.facts(new.year).items()}
    found = territories(homes, atlas.tables["crosswalk_2015_2023"], margins)
    met = meetings(found)
    return Remap(found, shared(met), left_with_none(met, new.coverage.covered(new.level)))


def home_rule(rule: Rule) -> Rule:
    """A reader's rule narrowed to ward organizations in their own wards."""
    return replace(rule, cover="ward", beside=False)


def sources_of(keys: Iterable[str]) -> tuple[str, ...]:
    """Ids of the sources of some measures, each once."""
    found = (s for key in keys for i in MEASURES[key].indicators for s in indicator(i).sources)
    return tuple(dict.fromkeys(found))


def race_sources(found: CityGaps) -> tuple[str, ...]:
    """Ids of the results behind the council races of the gaps."""
    years = {gap.race.year for gap in found.gaps if gap.race}
    known = output("council_results.csv").sources
    return tuple(e.results for e in ELECTIONS if e.year in years and e.results in known)
