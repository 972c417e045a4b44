"""How words are set in a picture: sizes for each place it is made for, colors for each theme."""

from __future__ import annotations

from dataclasses import dataclass

from geo.export.form import Form
from geo.export.lettering import BOLD
from geo.export.page import Type
from geo.export.ward_frame import NUMBER


@dataclass(frozen=True)
class Theme:
    """Colors of ground and words; as the web map's stylesheet has them."""

    ground: str
    ink: str
    soft: str
    rule: str
    halo: str


THEMES = {
    False: Theme("#ffffff", "#14191d", "#4c5760", "#c3cad0", "#ffffff"),
    True: Theme("#10161c", "#e7ebee", "#b3bdc5", "#35404a", "#10161c"),
}
"""By whether the theme is dark."""


@dataclass(frozen=True)
class Scale:
    """Sizes in pixels of a drawing.

    `number` is that of ward numbers; lines and patterns of the map are in proportion to it.
    """

    margin: float
    title: float
    subtitle: float
    legend: float
    foot: float
    number: float


SCALES = {
    "column": Scale(24, 27, 17, 16, 13, 11.5),
    "page": Scale(40, 42, 22, 19, 15.5, 17),
    "social": Scale(36, 35, 18, 17, 13.5, 10.5),
    "slide": Scale(64, 58, 29, 27, 20, 18.5),
}
"""By size. On paper, 3.5 and 7 inches wide, the smallest letters are 5.5 points high, the legend's
7, as newspapers set them; a column on a phone shows them at 8 and 10 pixels."""


@dataclass(frozen=True)
class Look:
    """Everything about how a picture is set. `part` is how much of its usual size lettering has:
    less than all where a long legend must fit into a picture of given height."""

    scale: Scale
    theme: Theme
    part: float = 1.0

    @property
    def map_scale(self) -> float:
        """How much larger lines and patterns of the map are than its room gives them."""
        return self.scale.number / NUMBER

    @property
    def title(self) -> Type:
        """The finding."""
        return Type(self.scale.title * self.part, BOLD, self.theme.ink)

    @property
    def subtitle(self) -> Type:
        """What is shown."""
        return Type(self.scale.subtitle * self.part, color=self.theme.soft)

    @property
    def label(self) -> Type:
        """A row of a legend."""
        return Type(self.scale.legend * self.part, color=self.theme.ink)

    @property
    def count(self) -> Type:
        """A count, and the title of a legend."""
        return Type(self.scale.legend * self.part, BOLD, self.theme.ink)

    @property
    def detail(self) -> Type:
        """The smaller second line of a row."""
        return Type(self.scale.legend * self.part * 0.82, color=self.theme.soft)

    @property
    def foot(self) -> Type:
        """Sources and the like, the smallest letters: never smaller."""
        return Type(self.scale.foot, color=self.theme.soft)

    @property
    def kicker(self) -> Type:
        """The line above the title."""
        return Type(self.scale.subtitle * self.part * 0.85, BOLD, self.theme.soft)


def look(form: Form) -> Look:
    """How a picture of a form is set."""
    return Look(SCALES[form.size], THEMES[form.dark])
