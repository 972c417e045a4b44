"""Cards of organizations: what they are, how fresh the evidence, who says so."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.organisations import Organisation
from geo.presence import Reach
from geo.sheets import place_words
from geo.words import place_in_ward
from ui.notes import facts, kicker, linked_list, text


def organisation_card(atlas: Atlas, organisation: Organisation, reach: Reach) -> None:
    """One organization of a ward: what it is, how fresh the evidence, where it says so."""
    with st.container(border=True):
        kicker(organisation.label)
        facts(
            (
                ("In this ward", place_in_ward(reach)),
                ("Status", organisation.status_words),
                ("Last dated evidence", organisation.evidence),
                ("Founded", organisation.founded),
                ("In the 2021 essay", "yes" if organisation.in_essay else "no"),
            )
        )
        with st.expander("Note and sources"):
            if organisation.note:
                text(organisation.note)
            cited(atlas, organisation)


def cited(atlas: Atlas, organisation: Organisation) -> None:
    """The organization's own site and the sources of its row."""
    own = [("Its own site", organisation.website, "")] if organisation.website else []
    found = [atlas.citations[s] for s in organisation.source_ids if s in atlas.citations]
    linked_list([*own, *((c.title, c.address, c.remark) for c in found)])


def found(number: int, total: int) -> None:
    """How many rows a search left."""
    if number == total:
        text(f"All {total} organizations.")
    elif number:
        text(f"{number} of {total} organizations {'matches' if number == 1 else 'match'}.")
    else:
        text(
            f"None of the {total} organizations matches. Try fewer or shorter words, or a ward "
            "such as “ward 25”."
        )


def organisation_details(atlas: Atlas, chosen: str) -> None:
    """Everything on one organization."""
    organisation = atlas.organisations.get(chosen)
    if organisation is None:
        if chosen:
            text("The link names an organization that is not in the directory.")
        return
    with st.container(border=True):
        kicker(organisation.label)
        facts(
            (
                ("Where", place_words(atlas, organisation)),
                ("Status", organisation.status_words),
                ("Last dated evidence", organisation.evidence),
                ("Founded", organisation.founded),
                ("Sure of the name", organisation.name_confidence),
                ("In the 2021 essay", "yes" if organisation.in_essay else "no"),
            )
        )
        if organisation.note:
            text(organisation.note)
        cited(atlas, organisation)
