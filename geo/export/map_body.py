"""The map of a figure as the body of a picture."""

from __future__ import annotations

from dataclasses import dataclass

from geo.export.furniture import lowest, scale_and_north
from geo.export.layout import Box
from geo.export.look import Look
from geo.export.svg import Node
from geo.export.ward_frame import MARGIN, Frame, frame
from geo.export.ward_picture import ward_picture
from geo.export.ward_shapes import Shapes
from geo.maps.map_state import MapState


@dataclass(frozen=True)
class MapBody:
    """A map in the state plane, in its true proportions."""

    state: MapState
    shapes: Shapes
    helps: bool
    """Whether there is room for a scale and an arrow to the north."""
    surroundings: bool = True
    """Whether lake and land are drawn around the city."""

    @property
    def bleeds(self) -> bool:
        """To the edges: land and lake go on."""
        return True

    @property
    def proportion(self) -> float:
        """Of the city with a margin around it."""
        west, south, east, north = self.shapes.bounds_of(self.state.focus)
        return (north - south) / (east - west) * (1 - 2 * MARGIN) + 2 * MARGIN

    def drawn(self, box: Box, look: Look) -> list[Node]:
        """Areas and numbers, scale and north."""
        x, y, wide, _ = box
        size = look.scale.number
        nodes = [
            ward_picture(self.state, self.shapes, box, "map", size, surroundings=self.surroundings)
        ]
        if self.helps:
            inset = look.label.size * 0.9
            at = (x + wide - inset, y + inset)
            nodes += scale_and_north(self._frame(box), at, wide, look)
        return nodes

    def _frame(self, box: Box) -> Frame:
        return frame(self.shapes, *box, focus=self.state.focus)

    def free_below(self, box: Box, right: float) -> float:
        """Below the wards left of `right`."""
        return max(box[1], lowest(self.shapes, self._frame(box), right))
