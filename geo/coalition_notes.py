"""What is said beside the pictures of coalitions: estimates over the city, conflicts, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.atlas import Atlas
from geo.coalition_day import CoalitionDay
from geo.coalition_tables import COUNCIL, ORGANISATIONS
from geo.coalitions import Affiliation, Reading


def city_statements(of: CoalitionDay) -> tuple[Affiliation, ...]:
    """What sources say of the organizations as a whole, of the chosen coalitions."""
    ids = {c.id for c in of.chosen}
    return tuple(a for a in of.ties.affiliations if a.subject is None and a.coalition_id in ids)


def statement_words(atlas: Atlas, said: Affiliation) -> str:
    """A statement over the city with its source; an estimate is not put on wards."""
    name = atlas.coalitions[said.coalition_id].short
    sources = source_words(atlas, said.source_ids)
    if said.holds:
        return (
            f"{name}: about {said.number} organizations, {said.period.words}, confidence "
            f"{said.confidence}. An estimate over the city, not put on wards. {said.note} "
            f"({sources})"
        )
    return f"{name}, {said.period.words}: {said.note} ({sources})"


def source_words(atlas: Atlas, ids: Iterable[str]) -> str:
    """Sources in words, one after the other."""
    return "; ".join(atlas.citations[i].words for i in ids if i in atlas.citations)


def conflicts(atlas: Atlas, of: CoalitionDay) -> dict[str, tuple[Reading, ...]]:
    """Topics on which sources disagree that name a chosen coalition, with every reading."""
    names = {name for c in of.chosen for name in (c.name, c.short)}
    return {
        topic: found
        for topic, found in atlas.readings.items()
        if any(name in text for name in names for text in (topic, *(r.reading for r in found)))
    }


CONFLICT_HEADER = ("What they disagree on", "What is said", "Used here", "Confidence", "Sources")


def conflict_rows(atlas: Atlas, found: Mapping[str, tuple[Reading, ...]]) -> list[tuple[str, ...]]:
    """Every reading with its sources and whether the atlas goes by it."""
    return [
        (
            topic,
            f"{r.reading} {r.note}".strip(),
            "yes" if r.used else "no",
            r.confidence,
            source_words(atlas, r.source_ids),
        )
        for topic, readings in found.items()
        for r in readings
    ]


def sources_of(of: CoalitionDay, atlas: Atlas) -> tuple[str, ...]:
    """Every source of what the page says of the chosen coalitions on this day, each once."""
    cells = [
        of.cell(m, c.id)
        for scope in (ORGANISATIONS, COUNCIL)
        for m in of.members(scope)
        for c in of.of_scope(scope)
    ]
    lists = [cell.source_ids for cell in cells]
    lists += [a.source_ids for a in city_statements(of)]
    lists += [c.source_ids for c in of.chosen]
    return tuple(dict.fromkeys(i for ids in lists for i in ids if i in atlas.citations))
