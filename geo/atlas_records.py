"""Plain records the atlas answers with: the build, terms, neighbors, people, sources."""

from __future__ import annotations

from dataclasses import dataclass

from geo.organisations import date_words


@dataclass(frozen=True)
class Build:
    """Which data are shown. `edited` names reference tables changed since the build."""

    build_id: str
    version: str
    date: str
    edited: tuple[str, ...]

    @property
    def words(self) -> str:
        """The line at the foot of every page."""
        line = f"Data release {self.version} of {date_words(self.date)}, build {self.build_id}"
        if self.edited:
            line += f", with {', '.join(self.edited)} edited since"
        return line


@dataclass(frozen=True)
class Term:
    """One person's time as alderperson of a ward on one map; blank `to` = still sitting at the
    end of the compiled record."""

    vintage: int
    ward: int
    name: str
    since: str
    until: str
    source_id: str
    note: str

    @property
    def words(self) -> str:
        """ "May 20, 2019 – May 14, 2023"."""
        return f"{date_words(self.since)} – {date_words(self.until) or 'in office at last record'}"


@dataclass(frozen=True)
class Neighbour:
    """A ward that touches another; `border_m` is 0 where they meet at a corner."""

    ward: int
    border_m: int


@dataclass(frozen=True)
class Flow:
    """People a ward shares with a ward of the other map; shares are of `ward`'s own people."""

    ward: int
    other: int
    people: int
    share: float


@dataclass(frozen=True)
class WardFacts:
    """A ward's people (2020), the 90 % margin of that figure (0 = exact) and its area."""

    ward: int
    population: int
    margin: int
    area_km2: float


@dataclass(frozen=True)
class Citation:
    """One source of the directory."""

    id: str
    title: str
    publisher: str
    address: str
    date: str
    accessed_note: str

    @property
    def words(self) -> str:
        """Title, publisher and date in one line."""
        when = date_words(self.date) or "undated"
        return ", ".join(part for part in (self.title, self.publisher, when) if part)

    @property
    def remark(self) -> str:
        """Publisher and date, beside the title."""
        return f"{self.publisher}, {date_words(self.date) or 'undated'}"
