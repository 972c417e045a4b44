"""The state's committee registry on the page of the directory."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo import committee_words as said
from geo.atlas import Atlas
from geo.committee_matches import Suggestion
from geo.organisations import Organisation
from geo.sources import source
from geo.view import View
from ui import cards, downloads, notes, tables

SHOWN = 3
"""Suggestions shown beside an organization; the table has them all."""

ESSAY = "essay-2021"
"""Id of the essay in the directory's sources."""


def organisation_and_committees(atlas: Atlas, view: View) -> None:
    """Everything on the chosen organization, with its committees beside it."""
    if not view.org:
        _block(atlas, None)
        return
    left, right = st.columns([6, 5], gap="medium")
    with left:
        cards.organisation_details(atlas, view.org)
    with right:
        _block(atlas, atlas.organisations.get(view.org))


def _block(atlas: Atlas, organisation: Organisation | None) -> None:
    """What the registry says of one organization, or what it is if none is chosen."""
    registry = atlas.registry
    with st.container(border=True):
        notes.kicker("State committee registry")
        if not registry.at_hand:
            notes.text(said.NOT_AT_HAND)
            st.code(said.COMMAND, language=None, wrap_lines=True)
        elif organisation is None:
            notes.text("Choose an organization to see its committees beside it.")
        if organisation is not None:
            if registry.at_hand:
                notes.text(said.standing_words(registry, organisation))
            _standing(atlas, organisation.id)
        notes.text(said.ESSAY)
        _sources(atlas)


def _standing(atlas: Atlas, organisation_id: str) -> None:
    """Confirmed committees, suggestions with the row that would confirm them, and rejected ones."""
    standing = atlas.registry.of(organisation_id)
    for link, committee in standing.confirmed:
        if committee is None:
            notes.text(
                f"Committee {link.committee_id} is confirmed; its record is not in this copy."
            )
        else:
            notes.kicker("Confirmed committee")
            notes.facts(said.confirmed_facts(link, committee))
        if cited := atlas.citations.get(link.source_id):
            notes.linked_list([(cited.title, cited.address, cited.remark)])
    _suggested(standing.suggested, organisation_id)
    if standing.rejected:
        notes.kicker("Looked at and rejected")
        notes.bullets(said.rejected_words(*pair) for pair in standing.rejected)


def _suggested(suggestions: Sequence[Suggestion], organisation_id: str) -> None:
    """Suggestions, best first, each with the row to copy if a person confirms it."""
    if not suggestions:
        return
    notes.kicker("Suggested, not confirmed")
    notes.text(said.TO_DECIDE)
    for suggestion in suggestions[:SHOWN]:
        why = ("Why suggested", suggestion.reason)
        notes.facts((why, *said.committee_facts(suggestion.committee)))
        row = said.row_to_add(organisation_id, suggestion)
        st.code(row, language=None, wrap_lines=True)
    if len(suggestions) > SHOWN:
        notes.text(said.more_words(len(suggestions) - SHOWN))


def _sources(atlas: Atlas) -> None:
    """The essay, and the state's list if it is at hand."""
    essay = atlas.citations.get(ESSAY)
    items = [(essay.title, essay.address, essay.remark)] if essay else []
    one, registry = source(said.SOURCE), atlas.registry
    remark = said.origin_words(registry) if registry.at_hand else one.publisher
    notes.linked_list([*items, (one.title, one.landing, remark)])


def committee_table(atlas: Atlas, view: View) -> None:
    """All committees kept, to be taken away; nothing if none is at hand."""
    registry = atlas.registry
    if not registry.at_hand:
        return
    sheet = said.committee_sheet(registry, atlas.organisations)
    with st.expander(f"All {len(registry.committees)} committees kept from the state’s list"):
        alt = said.sheet_alt(registry)
        notes.text(alt)
        tables.table(sheet, alt)
        downloads.data_files(
            atlas, view, downloads.Takeaway("directory", alt, sheet, (said.SOURCE,))
        )


def used_sources(atlas: Atlas) -> tuple[str, ...]:
    """Ids of the registered sources the directory's page shows figures of."""
    return (said.SOURCE,) if atlas.registry.at_hand else ()
