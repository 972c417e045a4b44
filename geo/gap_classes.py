"""How the map of gaps classes wards: covered ones by how surely, the others by who is left out."""

from __future__ import annotations

from dataclasses import dataclass

from geo.analysis.coverage import LEVELS, Coverage, reaches, weaker
from geo.class_words import labels
from geo.classify import classify
from geo.measures import Counts
from geo.palettes import COVER_CLASSES, COVER_KEYS, GAP_DARK, GAP_LIGHT, PresenceClass

MISSING = -1
"""Class of a ward whose figure is not known."""


@dataclass(frozen=True)
class GapClasses:
    """Classes of the fifty wards of a map.

    `ward_class` is an index per ward: first the `COVER_CLASSES`, then the classes of `labels`;
    `MISSING` where it is a gap whose figure is not known. `unsure` are gaps for which something is
    listed that is less sure than the level asked for.
    """

    level: str
    ward_class: tuple[int, ...]
    labels: tuple[str, ...]
    unsure: tuple[int, ...]

    def colors(self, *, dark: bool) -> tuple[str, ...]:
        """Colors of the classes of gaps; with few classes the strongest are used."""
        return (GAP_DARK if dark else GAP_LIGHT)[len(GAP_LIGHT) - len(self.labels) :]

    @property
    def covered(self) -> tuple[tuple[PresenceClass, int], ...]:
        """Classes of covered wards that can occur at the level, each with its count of wards."""
        found = [(c, self.ward_class.count(at)) for at, c in enumerate(COVER_CLASSES)]
        return tuple((c, n) for c, n in found if n or reaches(in_levels(c.key), self.level))

    @property
    def left(self) -> tuple[tuple[str, int], ...]:
        """Classes of gaps with their counts of wards."""
        first = len(COVER_CLASSES)
        return tuple(
            (label, self.ward_class.count(first + at)) for at, label in enumerate(self.labels)
        )

    @property
    def missing(self) -> int:
        """Gaps whose figure is not known."""
        return self.ward_class.count(MISSING)


def in_levels(key: str) -> str | None:
    """A class as a level of certainty; None for the class of wards next door."""
    return key if key in LEVELS else None


def gap_classes(found: Coverage, level: str, counts: Counts) -> GapClasses:
    """Class every ward of a map.

    Parameters
    ----------
    found : Coverage
    level : str
        One of `LEVELS`: which wards are covered.
    counts : Counts
        What is counted in the gaps; they are cut into classes of equal numbers of wards.
    """
    covered = found.covered(level)
    values = [None if w.ward in covered else counts.count(w.ward) for w in found.wards]
    cut = classify(values, "quantile", len(GAP_LIGHT))
    first = len(COVER_CLASSES)
    return GapClasses(
        level,
        tuple(
            (COVER_KEYS.index(w.level if w.level and reaches(w.level, level) else "beside"))
            if w.ward in covered
            else (MISSING if at == MISSING else first + at)
            for w, at in zip(found.wards, cut.ward_class, strict=True)
        ),
        labels(cut, written, whole=all(v is None or v == int(v) for v in values)),
        tuple(w.ward for w in weaker(found, level)),
    )


def written(value: float) -> str:
    """A count as a whole number with thousands separators."""
    return f"{value:,.0f}"
