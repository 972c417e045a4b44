"""What the ward map shows at one moment: numbers, colors and keys, each checked, no text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.maps.map_checks import (
    check_flag,
    check_integer,
    check_number,
    check_text,
    check_wards,
    refuse,
)
from geo.wards import WARD_COUNT

PATTERNS = ("none", "hatch", "backhatch", "dots", "cross")
NO_DATA = -1  # class index of a ward without a value, drawn in a light hatch of its own

MAX_CLASSES = 20
"""No legend is readable with more, and the state stays under 6 KB."""

MAX_RINGS = 2
"""Groups of outlined wards: solid for a ward organization, dashed for a regional one only."""

SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
"""Forms of a mark on a ward, by the names the charts have for them."""

MAX_GLYPHS = 12
"""Kinds of marks at once; a dozen in one ward is all that can be drawn apart."""

INDICATOR = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""Keys of indicators, in a state, in the file the frame fetches and in what it sends back."""

MAX_WEIGHT = 10.0  # pixels; a thicker line hides the ward it bounds

SHARE_UNITS = ("votes", "voters", "lead")
"""What a tooltip says a share is: of the votes in a race, of the registered voters, or the
percentage points by which the first of a race is ahead."""

MAX_PRECINCTS = 3000
"""Chicago had 2,069 precincts until 2022 and has 1,291 since."""

HEX_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_DASH = re.compile(r"|\d{1,2}(?: \d{1,2}){0,3}")
_KEY = re.compile(r"|[a-z0-9][a-z0-9_-]{0,31}")
_CODES = re.compile(rf"[A-Za-z0-9_-]{{0,{MAX_PRECINCTS // 2}}}")
_FIGURES = re.compile(rf"[a-z0-9-]{{0,{MAX_PRECINCTS * 3}}}")


@dataclass(frozen=True)
class ClassStyle:
    """How the wards of one class are drawn.

    Parameters
    ----------
    fill, stroke, pattern_color : str
        Colors as ``#rrggbb``.
    opacity : float
        Of fill and pattern, 0 to 1.
    weight : float
        Width of the ward line in pixels, 0 to `MAX_WEIGHT`.
    dash : str
        Lengths in pixels such as ``"4 3"``; empty for a solid line.
    pattern : str
        One of `PATTERNS`, drawn over the fill.

    Raises
    ------
    MapValueError
        If a value is of another form.
    """

    fill: str
    opacity: float
    stroke: str
    weight: float
    dash: str
    pattern: str
    pattern_color: str

    def __post_init__(self) -> None:
        for name in ("fill", "stroke", "pattern_color"):
            check_text(f"class {name}", getattr(self, name), HEX_COLOR, "a color such as '#41b6e6'")
        check_number("class opacity", self.opacity, 0, 1)
        check_number("class weight", self.weight, 0, MAX_WEIGHT)
        check_text("class dash", self.dash, _DASH, "lengths such as '4 3', or ''")
        if self.pattern not in PATTERNS:
            raise refuse("class pattern", self.pattern, f"one of {', '.join(PATTERNS)}")


@dataclass(frozen=True)
class Glyph:
    """One kind of mark, drawn on the wards that have it beside their marks of other kinds.

    Parameters
    ----------
    color : str
        As ``#rrggbb``.
    shape : str
        One of `SHAPES`.
    solid, open, faint : tuple of int
        Wards with the mark filled, those with its outline only, and those with a dashed gray
        outline. No ward is in two of them.
    small : tuple of int
        Wards among them where the mark is drawn small.

    Raises
    ------
    MapValueError
        If a value is of another form.
    """

    color: str
    shape: str
    solid: tuple[int, ...]
    open: tuple[int, ...] = ()
    faint: tuple[int, ...] = ()
    small: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check_text("glyph color", self.color, HEX_COLOR, "a color such as '#41b6e6'")
        if self.shape not in SHAPES:
            raise refuse("glyph shape", self.shape, f"one of {', '.join(SHAPES)}")
        for name in ("solid", "open", "faint", "small"):
            check_wards(f"glyph {name}", getattr(self, name))
        drawn = (*self.solid, *self.open, *self.faint)
        if len(set(drawn)) < len(drawn):
            raise refuse("glyph wards", drawn, "each ward once: solid, open or faint")
        if not set(self.small) <= set(drawn):
            raise refuse("glyph small", self.small, "wards that are solid, open or faint")


@dataclass(frozen=True)
class MapState:
    """Everything the map shows at one moment; carries no text.

    Parameters
    ----------
    vintage : int
        Year of the ward map.
    ward_class : tuple of int, 50 long
        Index into `classes` for ward 1, ward 2, …; `NO_DATA` for a ward without a value.
    classes : tuple of ClassStyle
        At most `MAX_CLASSES`.
    outline : str
        Key of the scheme of sides whose borders are drawn thicker; empty for none.
    selected : int or None
        The ward drawn with a dark casing.
    highlighted : tuple of int
        Wards that stay in full color while the others are dimmed; empty dims none.
    labels, basemap, dark : bool
        Ward numbers; street map below translucent wards; dark page.
    hatched : tuple of int
        Wards whose value is unreliable: a thin hatch over the fill of their class.
    rings : tuple of tuple of int
        At most `MAX_RINGS` groups of wards outlined above the fills: first those with a ward
        organization (solid), then those with a regional one only (dashed). A border of both is
        drawn solid.
    glyphs : tuple of Glyph
        At most `MAX_GLYPHS` kinds of marks at the middle of wards, in the order they are drawn.
    instant : str
        Key of the indicator shown, of the form of `INDICATOR`. The frame then offers to step
        through the indicators of `MapFiles.indicators` without waiting for the server; empty for
        no such control.
    focus : tuple of int
        Wards the map is about: where they change, it is fitted to them; empty for the whole city.
    precinct_class, precinct_share, precinct_votes : str
        The precincts of the ward map, in the order of their file, packed by
        `geo.maps.precincts`; empty for a map of wards. With precincts the wards keep their lines
        and lose their fills. The shares and votes are for the tooltip and may be left out.
    ward_share, ward_votes : str
        The same figures of the fifty wards; empty where a tooltip has none.
    share_unit : str
        One of `SHARE_UNITS`.
    presses : tuple of int, 50 long or empty
        Class each ward takes at once when it is pressed, before the server answers. A press then
        names the ward every time; without this it selects the ward, or lets go of it.

    Raises
    ------
    MapValueError
        If a value is out of range or of another form.
    """

    vintage: int
    ward_class: tuple[int, ...]
    classes: tuple[ClassStyle, ...]
    outline: str
    selected: int | None
    highlighted: tuple[int, ...]
    labels: bool
    basemap: bool
    dark: bool
    hatched: tuple[int, ...] = ()
    rings: tuple[tuple[int, ...], ...] = ()
    instant: str = ""
    focus: tuple[int, ...] = ()
    precinct_class: str = ""
    precinct_share: str = ""
    precinct_votes: str = ""
    ward_share: str = ""
    ward_votes: str = ""
    share_unit: str = "votes"
    glyphs: tuple[Glyph, ...] = ()
    presses: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check_integer("vintage", self.vintage, 1900, 2100)
        check_integer("number of classes", len(self.classes), 0, MAX_CLASSES)
        for style in self.classes:
            if not isinstance(style, ClassStyle):
                raise refuse("classes", style, "ClassStyle records")
        check_integer("length of ward_class", len(self.ward_class), WARD_COUNT, WARD_COUNT)
        for index in self.ward_class:
            check_integer("ward_class", index, NO_DATA, len(self.classes) - 1)
        check_text("outline", self.outline, _KEY, "a key such as 'nine_sides', or ''")
        if self.selected is not None:
            check_wards("selected", [self.selected])
        check_wards("highlighted", self.highlighted)
        for name in ("labels", "basemap", "dark"):
            check_flag(name, getattr(self, name))
        check_wards("hatched", self.hatched)
        check_wards("focus", self.focus)
        if not isinstance(self.rings, tuple) or len(self.rings) > MAX_RINGS:
            raise refuse("rings", self.rings, f"a tuple of at most {MAX_RINGS} groups of wards")
        for group in self.rings:
            check_wards("rings", group)
        if self.instant != "":
            check_text("instant", self.instant, INDICATOR, "a key such as 'poverty_share', or ''")
        self._check_figures()
        self._check_glyphs()
        self._check_presses()

    def _check_figures(self) -> None:
        check_text("precinct_class", self.precinct_class, _CODES, "what `packed_kinds` makes")
        for name in ("precinct_share", "precinct_votes", "ward_share", "ward_votes"):
            check_text(name, getattr(self, name), _FIGURES, "what `packed_figures` makes")
        if self.share_unit not in SHARE_UNITS:
            raise refuse("share_unit", self.share_unit, f"one of {', '.join(SHARE_UNITS)}")

    def _check_glyphs(self) -> None:
        if not isinstance(self.glyphs, tuple) or len(self.glyphs) > MAX_GLYPHS:
            raise refuse("glyphs", self.glyphs, f"a tuple of at most {MAX_GLYPHS} Glyph records")
        for glyph in self.glyphs:
            if not isinstance(glyph, Glyph):
                raise refuse("glyphs", glyph, "Glyph records")

    def _check_presses(self) -> None:
        if not isinstance(self.presses, tuple) or len(self.presses) not in (0, WARD_COUNT):
            raise refuse("presses", self.presses, f"{WARD_COUNT} indices into classes, or none")
        for index in self.presses:
            check_integer("presses", index, NO_DATA, len(self.classes) - 1)
