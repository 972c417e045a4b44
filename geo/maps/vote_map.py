"""A map of votes as the map's own state, by ward or by precinct."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from geo.maps.indicator_map import fill_styles, rings
from geo.maps.map_state import NO_DATA, MapState
from geo.maps.precincts import (
    NO_FIGURE,
    SHARE_LETTERS,
    VOTE_LETTERS,
    packed_figures,
    packed_kinds,
)
from geo.maps.presence_map import on_side
from geo.presence import Presence
from geo.sides import WardSide
from geo.view import View
from geo.vote_figures import COUNCIL, Figures
from geo.vote_scale import Scale
from geo.wards import WARD_COUNT

TENTHS = 1000
"""A share of 1 in tenths of a percent."""

Drawing = tuple[Scale, Figures, Figures | None]
"""Classes, figures by ward, and by precinct where the map draws precincts."""


def vote_state(
    drawing: Drawing,
    view: View,
    sides: Mapping[int, WardSide],
    shown: Presence,
    marked: tuple[int, ...] = (),
    *,
    dark: bool,
    figures: bool = True,
) -> MapState:
    """Everything the map draws for a view of an election.

    Parameters
    ----------
    drawing : Drawing
    view : View
        Settled: its map is the one the election was held on.
    sides : mapping
        Each ward's side under the view's scheme.
    shown : Presence
        Whose wards are outlined.
    marked : tuple of int
        Wards hatched on a map of wards, see `Ballot.hatched`.
    dark : bool
        Theme.
    figures : bool
        Send the figures of the tooltips too; what a control would show next goes without.
    """
    scale, by_ward, by_precinct = drawing
    kinds = scale.kinds(by_ward)
    ward_class = np.where(kinds >= NO_FIGURE, NO_DATA, kinds)
    packed = packed_kinds(scale.kinds(by_precinct)) if by_precinct else ""
    return MapState(
        vintage=view.map,
        ward_class=(NO_DATA,) * WARD_COUNT if by_precinct else tuple(ward_class.tolist()),
        classes=fill_styles(scale.colors(dark=dark), dark=dark),
        outline=outline(view),
        selected=view.ward,
        highlighted=on_side(sides, view.side),
        labels=view.labels,
        basemap=view.streets,
        dark=dark,
        hatched=() if by_precinct else marked,
        rings=rings(shown) if view.rings else (),
        focus=focus(view.race, by_ward),
        precinct_class=packed,
        precinct_share=shares(by_precinct) if by_precinct and figures else "",
        precinct_votes=totals(by_precinct) if by_precinct and figures else "",
        ward_share=shares(by_ward) if figures else "",
        ward_votes=totals(by_ward) if figures else "",
        share_unit=scale.said,
    )


def focus(race: str, by_ward: Figures) -> tuple[int, ...]:
    """Wards that vote in a race of a part of the city; none for races of all of it."""
    wards = np.flatnonzero(by_ward.inside) + 1
    return () if race == COUNCIL or len(wards) == WARD_COUNT else tuple(wards.tolist())


def outline(view: View) -> str:
    """Borders drawn thicker: those of the race's district, else of the sides if wanted."""
    district = view.race.startswith(DISTRICT_BODIES)
    return view.race if district else view.scheme if view.outlines else ""


DISTRICT_BODIES = ("us-house-", "state-house-", "county-board-")
"""Races of a district that crosses ward lines."""


def shares(figures: Figures) -> str:
    """Tenths of a percent of every area, packed."""
    tenths = [None if np.isnan(s) else round(s * TENTHS) for s in figures.share.tolist()]
    return packed_figures(tenths, SHARE_LETTERS)


def totals(figures: Figures) -> str:
    """What each share is of, packed."""
    return packed_figures(figures.total.tolist(), VOTE_LETTERS)
