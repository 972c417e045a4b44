"""Whether the classes of a picture can be told apart by every reader, said in plain words.

One check for the built-in palettes, for the colors a reader types, and for every legend. How colors
look to others is simulated by `geo.color_vision`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

from geo.color_vision import IN_COLOR, MIN_DIFFERENCE, VISIONS, ColorError, difference, lab
from geo.palettes import LINE_DARK, LINE_LIGHT
from geo.ramps import NO_DATA

Theme = Literal["light", "dark"]

THEMES: tuple[Theme, ...] = ("light", "dark")

PAGE: Mapping[Theme, str] = {"light": LINE_LIGHT, "dark": LINE_DARK}
"""Ground of the page; the lines between wards have its color."""

PAGE_WORDS: Mapping[Theme, str] = {"light": "the white page", "dark": "the dark page"}

MAX_PAIRS = 3
"""Pairs named in one sentence before the rest is counted."""

GRAY = "gray"

FEWEST_ORDERED = 2
"""Two classes have no order that a third could break."""


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


def checked(colors: Sequence[str], *, ordered: bool, grounds: Sequence[Theme] = THEMES) -> Report:
    """Check the colors of classes that are told apart by nothing else.

    Parameters
    ----------
    colors : sequence of str
        ``#rrggbb``, the lowest class first.
    ordered : bool
        Whether they stand for amounts: then lightness must run one way, or both ways from a
        middle (see `middle_of`), and no class may look like a ward without data.
    grounds : sequence of {"light", "dark"}
        Pages they are shown on.

    Raises
    ------
    ColorError
        If one of them is no color.
    """
    return checked_looks([Look(color.lower()) for color in colors], ordered, grounds)


def checked_looks(looks: Sequence[Look], ordered: bool, grounds: Sequence[Theme]) -> Report:
    """As `checked`, for classes that patterns or shapes may tell apart as well."""
    rivals = {vision: _rivals(looks, vision) for vision in VISIONS}
    faults = [*_alike(rivals), *_faint(looks, grounds, ordered)]
    if ordered and len(looks) > FEWEST_ORDERED:
        faults += _turns(looks, grounds, {(f.classes, v) for f in faults for v in f.visions})
    weakest = tuple(Pair(vision, *found[0]) for vision, found in rivals.items() if found)
    return Report(weakest, _sentences(looks, faults))


@dataclass(frozen=True)
class _Found:
    """A fault before it is put into words; equal ones share a sentence."""

    classes: tuple[int, ...]
    visions: tuple[str, ...]
    what: str


ALIKE, TURNED = "look alike", "seems out of order by lightness"

Rival = tuple[float, int, int]
"""Difference of two classes, and their numbers from 1."""


def _rivals(looks: Sequence[Look], vision: str) -> list[Rival]:
    """Every two classes that only color tells apart, with their difference; hardest first."""
    return sorted(
        (difference(looks[a].color, looks[b].color, vision), a + 1, b + 1)
        for a, b in combinations(range(len(looks)), 2)
        if looks[a].form_seen(vision) == looks[b].form_seen(vision)
    )


def _alike(rivals: Mapping[str, Sequence[Rival]]) -> list[_Found]:
    """Pairs of classes that somebody takes for one another, those of the most readers first."""
    by_pair: dict[tuple[int, int], list[str]] = {}
    for vision, pairs in rivals.items():
        for far, first, second in pairs:
            if far < MIN_DIFFERENCE:
                by_pair.setdefault((first, second), []).append(vision)
    found = [_Found(pair, tuple(visions), ALIKE) for pair, visions in by_pair.items()]
    return sorted(found, key=lambda one: (-len(one.visions), one.visions, one.classes))


def _faint(looks: Sequence[Look], grounds: Sequence[Theme], ordered: bool) -> list[_Found]:
    """Plain classes that somebody takes for the page, or for a ward without data."""
    found = []
    for ground in grounds:
        # Colors for both pages are printed on the white one: nobody has a gray copy of the other.
        visions = IN_COLOR if ground == "dark" and len(grounds) > 1 else VISIONS
        page = PAGE_WORDS[ground]
        for place, look in enumerate(looks, start=1):
            lost = _lost(look, PAGE[ground], visions)
            missing = _lost(look, NO_DATA[ground], visions) if ordered else ()
            if lost and lost == missing:
                found.append(_Found((place,), lost, f"like {page} and like a ward without data"))
                continue
            if lost:
                found.append(_Found((place,), lost, f"like {page}"))
            if missing:
                found.append(_Found((place,), missing, f"like a ward without data on {page}"))
    return found


def _lost(look: Look, ground: str, visions: Sequence[str]) -> tuple[str, ...]:
    """Ways of seeing that take a class without a visible form for the ground."""
    return tuple(
        vision
        for vision in visions
        if not look.form_seen(vision) and difference(look.color, ground, vision) < MIN_DIFFERENCE
    )


def middle_of(colors: Sequence[str], grounds: Sequence[Theme]) -> int | None:
    """Place (from 0) of the middle of a diverging palette; None if the colors run one way.

    A middle is lighter than both ends by `MIN_DIFFERENCE` or more. On a dark page alone it may be
    darker instead.

    Raises
    ------
    ColorError
        If one of them is no color.
    """
    levels = [lab(color)[0] for color in colors]
    for sign in (1, -1) if tuple(grounds) == ("dark",) else (1,):
        signed = [sign * level for level in levels]
        top = signed.index(max(signed))
        if signed[top] - max(signed[0], signed[-1]) >= MIN_DIFFERENCE:
            return top
    return None


def _turns(
    looks: Sequence[Look], grounds: Sequence[Theme], said: set[tuple[tuple[int, ...], str]]
) -> list[_Found]:
    """Classes at which lightness turns back, unless the two are said to look alike already."""
    colors = [look.color for look in looks]
    middle = middle_of(colors, grounds)
    places = range(len(colors))
    arms = [places] if middle is None else [places[middle::-1], places[middle:]]
    found = []
    for arm in arms:
        rising = lab(colors[arm[-1]])[0] > lab(colors[arm[0]])[0]
        for one, other in pairwise(arm):
            pair = (min(one, other) + 1, max(one, other) + 1)
            seen = tuple(
                v
                for v in VISIONS
                if (lab(colors[other], v)[0] > lab(colors[one], v)[0]) != rising
                and (pair, v) not in said
            )
            if seen:
                found.append(_Found((other + 1,), seen, TURNED))
    return found


def _sentences(looks: Sequence[Look], found: Iterable[_Found]) -> tuple[Fault, ...]:
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
    """ "Classes 1 and 2, 3 and 4 look alike", "Class 1 looks like the white page"."""
    named = any(looks[number - 1].name for group in groups for number in group)
    shown = [" and ".join(_name(looks, n) for n in group) for group in groups[:MAX_PAIRS]]
    more = len(groups) - len(shown)
    several = len(groups) > 1 or what == ALIKE
    if more:
        shown.append(f"{more} other {'pair' if what == ALIKE else 'class'}{_ending(more, what)}")
    joined = "; ".join(shown) if named and what == ALIKE else _listed(shown)
    head = joined if named else f"{'Classes' if several else 'Class'} {joined}"
    if what.startswith("like"):
        return f"{head} {'look' if several else 'looks'} {what}"
    return f"{head} {what.replace('seems', 'seem') if several else what}"


def _ending(count: int, what: str) -> str:
    return "" if count == 1 else "s" if what == ALIKE else "es"


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
