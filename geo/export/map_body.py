"""The map of a figure as the body of a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.export.furniture import lowest, placed, scale_and_north, ward_numbers
from geo.export.layout import Box
from geo.export.look import Look
from geo.export.svg import Node, group
from geo.export.ward_picture import MARGIN, Frame, frame, ward_picture
from geo.export.ward_shapes import Shapes
from geo.maps.map_state import MapState


@dataclass(frozen=True)
class MapBody:
    """A map in the state plane, in its true proportions."""

    state: MapState
    shapes: Shapes
    helps: bool
    """Whether there is room for a scale and an arrow to the north."""

    @property
    def bleeds(self) -> bool:
        """To the edges: land and lake go on."""
        return True

    @property
    def proportion(self) -> float:
        """Of the city with a margin around it."""
        west, south, east, north = self.shapes.bounds
        return (north - south) / (east - west) * (1 - 2 * MARGIN) + 2 * MARGIN

    def drawn(self, box: Box, look: Look) -> list[Node]:
        """Areas, numbers, scale and north."""
        x, y, wide, _ = box
        nodes = [self.areas(box, look)]
        if self.helps:
            inset = look.label.size * 0.9
            nodes += scale_and_north(
                frame(self.shapes, *box), x + wide - inset, y + inset, wide, look
            )
        return nodes

    def areas(self, box: Box, look: Look) -> Node:
        """The map itself, its lines and patterns as strong as the picture's lettering."""
        x, y, wide, high = box
        by = look.scale.map_scale
        inside = (0.0, 0.0, wide / by, high / by)
        # Marks and numbers share the middle of a ward: with marks, the map places both.
        own = self.state.labels and not self.state.glyphs
        state = replace(self.state, labels=False) if own else self.state
        nodes = [ward_picture(state, self.shapes, inside, "map", look.scale.number)]
        if own:
            of = frame(self.shapes, *inside)
            labels = placed(self.shapes, of, look.scale.number, self.state.selected)
            nodes += ward_numbers(self.state, labels)
        return group(nodes, transform=f"translate({x:.1f} {y:.1f}) scale({by})")

    def free_below(self, box: Box, right: float) -> float:
        """Below the wards left of `right`."""
        of: Frame = frame(self.shapes, *box)
        return max(box[1], lowest(self.shapes, of, right))
