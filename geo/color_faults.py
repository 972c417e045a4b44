"""What the check of colors says: who cannot see what, as records and in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.color_vision import MIN_DIFFERENCE, VISIONS, ColorError, difference

GRAY = "gray"

MAX_PAIRS = 3
"""Pairs named in one sentence before the rest is counted."""


@dataclass(frozen=True)
class Look:
    """How one class is drawn.

    Parameters
    ----------
    color : str
        ``#rrggbb`` of the fill, or of the mark.
    name : str
        What a finding calls it; empty for its number.
    form : str
        Dash or shape: what tells it apart without color.
    pattern, ink : str
        Pattern over the fill and the color it is drawn with; empty for none.
    """

    color: str
    name: str = ""
    form: str = ""
    pattern: str = ""
    ink: str = ""

    def form_seen(self, vision: str) -> str:
        """All that `vision` sees of it besides the color; a pattern may vanish in its fill."""
        seen = self.ink and difference(self.color, self.ink, vision) >= MIN_DIFFERENCE
        return f"{self.form} {self.pattern if seen else ''}".strip()


@dataclass(frozen=True)
class Pair:
    """The two classes hardest to tell apart by color under one way of seeing.

    `first` and `second` count from 1; `difference` is in units of CIE Lab (1976).
    """

    vision: str
    difference: float
    first: int
    second: int


@dataclass(frozen=True)
class Fault:
    """One thing that somebody cannot see, in words; `classes` count from 1."""

    classes: tuple[int, ...]
    visions: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Report:
    """What the check found.

    `weakest` has one pair per way of seeing, in the order of `VISIONS`; it is empty where no two
    classes are told apart by color alone.
    """

    weakest: tuple[Pair, ...]
    faults: tuple[Fault, ...]

    @property
    def passes(self) -> bool:
        """Whether every reader can tell every class, also in gray print."""
        return not self.faults

    @property
    def in_color(self) -> bool:
        """Whether every reader of a colored page can; a gray copy may still fail."""
        return all(fault.visions == (GRAY,) for fault in self.faults)

    @property
    def findings(self) -> tuple[str, ...]:
        """Every fault as a sentence; none if the colors pass."""
        return tuple(fault.words for fault in self.faults)


@dataclass(frozen=True)
class Found:
    """A fault before it is put into words; equal ones share a sentence."""

    classes: tuple[int, ...]
    visions: tuple[str, ...]
    what: str


ALIKE, TURNED = "look alike", "seems out of order by lightness"


def sentences(looks: Sequence[Look], found: Iterable[Found]) -> tuple[Fault, ...]:
    """Faults in words; those that differ in the classes only share a sentence."""
    together: dict[tuple[str, tuple[str, ...]], list[tuple[int, ...]]] = {}
    for one in found:
        together.setdefault((one.what, one.visions), []).append(one.classes)
    return tuple(
        Fault(
            tuple(sorted({number for group in groups for number in group})),
            visions,
            f"{_subject(looks, groups, what)} {seen_words(visions)}.",
        )
        for (what, visions), groups in together.items()
    )


def _subject(looks: Sequence[Look], groups: Sequence[tuple[int, ...]], what: str) -> str:
    """ "Classes 1 and 2, and 3 and 4, look alike", "Class 1 looks like the white page"."""
    shown = [" and ".join(_name(looks, n) for n in group) for group in groups[:MAX_PAIRS]]
    more = len(groups) - len(shown)
    kind, several = ("pair", "pairs") if what == ALIKE else ("class", "classes")
    if more:
        shown.append(f"{more} other {kind if more == 1 else several}")
    one = len(groups) == 1 and what != ALIKE
    head = _listed(shown) if what != ALIKE else _pairs(shown)
    if not looks[groups[0][0] - 1].name:
        head = f"{'Class' if one else 'Classes'} {head}"
    return f"{head} {what if one else _plural(what)}"


def _plural(what: str) -> str:
    return what.replace("looks ", "look ").replace("seems ", "seem ")


def _pairs(parts: Sequence[str]) -> str:
    """Each pair has an "and" of its own: commas set them apart."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, and {parts[-1]},"


def _name(looks: Sequence[Look], number: int) -> str:
    name = looks[number - 1].name
    return f"“{name}”" if name else str(number)


def _listed(parts: Sequence[str]) -> str:
    """Commas and a last "and"."""
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


READERS: Mapping[str, str] = {
    "full": "full color vision",
    "protanopia": "protanopia",
    "deuteranopia": "deuteranopia",
    "tritanopia": "tritanopia",
}
"""How readers of a colored page are named, by vision."""


def seen_words(visions: Sequence[str]) -> str:
    """ "to readers with protanopia and tritanopia, and in gray print".

    Raises
    ------
    ColorError
        If there is no such vision.
    """
    strange = [vision for vision in visions if vision not in VISIONS]
    if strange:
        raise ColorError(f"There is no vision called {strange[0]!r}. Use {', '.join(VISIONS)}.")
    if len(visions) == len(VISIONS):
        return "to every reader"
    people = [READERS[vision] for vision in visions if vision != GRAY]
    parts = [f"to readers with {_listed(people)}"] if people else []
    if GRAY in visions:
        parts.append("in gray print")
    return (", and " if len(people) > 1 else " and ").join(parts)
