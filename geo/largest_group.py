"""The largest group of a ward's people, and whether it is a majority, as a map of kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.census import GROUP_NAMES, GROUPS
from geo.choropleth import Choropleth
from geo.demographics import WardValues
from geo.ramps import ramp
from geo.wards import WARD_NUMBERS
from geo.words import capital

MAJORITY = 0.5
"""More than half."""

PLURALITY_PATTERN = "dots"
"""Drawn over the color of a group that is the largest but not a majority."""


@dataclass(frozen=True)
class Lead:
    """The largest group of a ward: its key, its share, and whether it is more than half."""

    group: str
    share: float

    @property
    def majority(self) -> bool:
        """Whether more than half of the people belong to it."""
        return self.share > MAJORITY


def leads(shares: Mapping[str, WardValues]) -> tuple[Lead | None, ...]:
    """The largest group of each ward; None where a share is not known.

    Parameters
    ----------
    shares : mapping of group to values
        The six groups of `geo.census.GROUPS`. Of two equal groups the earlier one is named.
    """
    found: list[Lead | None] = []
    for ward in WARD_NUMBERS:
        known = {g: v for g in GROUPS if (v := shares[g].value(ward)) is not None}
        best = max(known, key=known.__getitem__) if len(known) == len(GROUPS) else None
        found.append(Lead(best, known[best]) if best is not None else None)
    return tuple(found)


def group_map(shares: Mapping[str, WardValues], *, dark: bool) -> Choropleth:
    """A map of the largest groups: a color per group, dotted where it is not a majority.

    Groups keep their color whatever is shown; kinds without a ward are left out of the legend.
    """
    by_ward = leads(shares)
    colors = dict(zip(GROUPS, ramp("okabe_ito").colors(len(GROUPS), dark=dark), strict=True))
    kinds = [
        (group, majority)
        for group in GROUPS
        for majority in (True, False)
        if any(lead and (lead.group, lead.majority) == (group, majority) for lead in by_ward)
    ]
    return Choropleth(
        shares["latino"],
        tuple(kinds.index((lead.group, lead.majority)) if lead else -1 for lead in by_ward),
        tuple(colors[group] for group, _ in kinds),
        tuple(label(group, majority=majority) for group, majority in kinds),
        patterns=tuple("none" if majority else PLURALITY_PATTERN for _, majority in kinds),
    )


def label(group: str, *, majority: bool) -> str:
    """ "Latino majority", "Latino, largest but not over half"."""
    name = capital(GROUP_NAMES[group])
    return f"{name} majority" if majority else f"{name}, largest but not over half"


GROUPS_EXPLAINED = (
    "The largest of six groups of residents that do not overlap: Latino residents are of any race, "
    "the others are not Latino. A majority is more than half. 2020 census."
)


def group_finding(drawn: Choropleth) -> str:
    """How many wards each kind has, in one sentence."""
    parts = [f"{n} {text}" for text, n in zip(drawn.labels, drawn.counts, strict=True)]
    return f"Of 50 wards: {'; '.join(parts)}"
