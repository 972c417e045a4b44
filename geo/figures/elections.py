"""The figure of a race: votes by ward or precinct."""

from __future__ import annotations

from collections.abc import Mapping

from geo.atlas import Atlas
from geo.coalition_tables import PRIMARY
from geo.figures.caveats import UNPROVEN
from geo.figures.figure import Figure, Legend
from geo.figures.legends import ring_legend, vote_legend
from geo.maps.vote_map import Drawing, outline, vote_state
from geo.presence import Presence
from geo.sides import WardSide
from geo.slate_words import ONLY_SOURCED
from geo.view import View
from geo.vote_choices import FEW, Ballot, drawing, settled
from geo.vote_figures import COUNCIL, SLATE
from geo.vote_sheets import ward_sheet
from geo.vote_words import alt, headline, subtitle
from geo.wards import vintage
from geo.words import capital, map_badge

OWN_RACES = "Each ward chose among candidates of its own: its figure is of its own race."

NOT_ENDORSED = (
    "A ward without a figure has no endorsed candidate that was found, which is not to say that "
    "nobody was endorsed there."
)

FEW_VOTES = (
    f"Hatched wards cast fewer than {FEW} votes in this race: their shares rest on a few blocks."
)

LOST = "In hatched wards the endorsed candidate lost the seat in the end."

OUTLINED = f"Outlines are of wards with an organization. {UNPROVEN}"


def elections_figure(
    atlas: Atlas,
    view: View,
    ballot: Ballot,
    drawn: Drawing,
    shown: Presence,
    *,
    sides: Mapping[int, WardSide],
    dark: bool,
) -> Figure:
    """A measure of a race on the ward map of its election, by ward or by precinct.

    Parameters
    ----------
    view : View
        Settled by `geo.vote_choices.settled`.
    ballot : Ballot
        Of the view's election.
    shown : Presence
        Whose wards are outlined, on the election's ward map.
    sides : mapping
        Each ward's side under the view's scheme.
    """
    race, measure = view.race, view.candidate
    badge, hatched = map_badge(vintage(view.map)), ballot.hatched(race, measure)[0]
    outcome = atlas.outcome(view.election, race)
    return Figure(
        page="elections",
        view=view,
        title=headline(ballot, race, measure),
        subtitle=subtitle(ballot, race, measure, view.area, outcome),
        badge=badge,
        alt=alt(ballot, race, measure, drawn),
        picture=vote_state(drawn, view, sides, shown, hatched, dark=dark),
        legends=legends_of(view, ballot, drawn, shown, dark=dark),
        sheet=ward_sheet(ballot, race, measure, drawn[1], shown),
        sources=ballot.election.sources,
        footing=f"Ward map: {badge}; votes: {ballot.election.label}; endorsements: the atlas’s "
        "tables, with a source for every row.",
        caveats=caveats(atlas, view, ballot),
    )


def legends_of(
    view: View, ballot: Ballot, drawn: Drawing, shown: Presence, *, dark: bool
) -> tuple[Legend, ...]:
    """Classes of the votes, and what the outlines around wards mean where there are any."""
    measure = capital(ballot.measures(view.race)[view.candidate])
    district = ballot.label(view.race) if outline(view) == view.race else ""
    marked = ballot.hatched(view.race, view.candidate)
    votes = vote_legend(drawn, measure, district, marked, dark=dark)
    return (votes, ring_legend(shown)) if view.rings else (votes,)


def caveats(atlas: Atlas, view: View, ballot: Ballot) -> tuple[str, ...]:
    """What the votes leave out and what the marking of wards means, the most important first."""
    by_ward = view.area != "precincts"
    slate, council = view.candidate.startswith(SLATE), view.race == COUNCIL
    office = atlas.offices.get(view.race) if view.election == PRIMARY else None
    hatched = bool(ballot.hatched(view.race, view.candidate)[0]) and by_ward
    found = (
        (office.coverage if office and not office.whole else "", True),
        (NOT_ENDORSED, slate),
        (ONLY_SOURCED, slate),
        (OWN_RACES, council and not slate),
        (LOST if council else FEW_VOTES, hatched),
        (ballot.election.missing, True),
        (OUTLINED, view.rings),
    )
    return tuple(said for said, holds in found if said and holds)


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    ballot = atlas.ballot(view.election)
    view, _ = settled(ballot, view)
    return elections_figure(
        atlas,
        view,
        ballot,
        drawing(ballot, view.race, view.candidate, view.area),
        atlas.presence(view.map, view.options),
        sides=atlas.ward_sides(view.map, view.scheme),
        dark=dark,
    )
