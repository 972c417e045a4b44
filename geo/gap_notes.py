"""How the page of gaps counts, its limits, its sources and its last line."""

from __future__ import annotations

from geo.analysis.coverage import LEVELS
from geo.gap_figures import MEASURED, CityGaps, name_of, race_sources, sources_of
from geo.gap_words import LEVEL_HEADS, rule_lines, who_line
from geo.tables import output
from geo.wards import vintage
from geo.words import own_map


def gap_sources(found: CityGaps) -> tuple[str, ...]:
    """Ids of the sources of everything on the page, each once."""
    tables = (*output("ward_areas.csv").sources, *output("ward_sides.csv").sources)
    figures = (*sources_of((*MEASURED, found.who)), *race_sources(found))
    return tuple(dict.fromkeys((*tables, *figures, "alder_terms")))


def gap_footing(found: CityGaps) -> str:
    """Vintage of everything on the page, for its last line."""
    which = vintage(found.year)
    others = "" if own_map(found.year) else ", organizations carried from the 2015 map"
    election = next((g.race.year for g in found.gaps if g.race), None)
    raced = f"; council race: {election}" if election else ""
    return (
        f"Ward map: {which.label} ({which.span}){others}; people and groups: 2020 census; homes "
        f"and poverty: American Community Survey, 2014–2018; counted: {name_of(found.who)}{raced}."
    )


def interval_line(found: CityGaps, side: str = "") -> str:
    """How many wards of a side are not covered at every level of certainty, and which is shown."""
    parts = (f"{found.left_at(level, side)} ({LEVEL_HEADS[level].lower()})" for level in LEVELS)
    return (
        "How many wards are not covered depends on how sure an organization must be: "
        f"{', '.join(parts)}. Shown: {LEVEL_HEADS[found.level].lower()}."
    )


def counted_line(year: int) -> str:
    """How exact people and groups are on a map."""
    if own_map(year):
        return (
            "Groups and people under 18 are full counts of the 2020 census, exact on the 2015 map."
        )
    return (
        "Groups and people under 18 are full counts of the 2020 census, carried to this map: "
        "estimates; the people’s margin is given in the table."
    )


def method_lines(found: CityGaps) -> list[str]:
    """How the page counts, in a few lines."""
    return [
        *rule_lines(found.rule, found.year),
        who_line(found.who),
        counted_line(found.year),
        "Rented homes are counted as homes: how many people live in them is not known. Rented "
        "homes and people in poverty are estimates from a sample, each with its 90% margin.",
        "Distance is counted in ward borders: next door is 1. Wards that meet at a corner only "
        "are not next door.",
        "The council race is the last regular election on this map. Its winner need "
        "not be the alderperson named here: some were appointed later. Votes ahead are the "
        "winner’s less the next candidate’s in the round that decided; all of them where "
        "nobody else stood.",
    ]
