"""The figure of a statement: the picture of the page that shows it, under the statement's words."""

from __future__ import annotations

from dataclasses import replace

from geo.atlas import Atlas
from geo.claim_words import (
    agrees_words,
    chosen_entry,
    computed_words,
    definition_words,
    document_name,
    settled,
    shown_by,
    shown_entries,
    source_ids,
    verdict_sentence,
    verdict_words,
)
from geo.claims import Entry, read_ledger
from geo.figures.compose import compose
from geo.figures.figure import Figure
from geo.sheets import Sheet
from geo.sources import registered
from geo.view import View

NO_PICTURE = ("directory",)
"""Pages that show statements and have no map."""


def pictured(atlas: Atlas, entry: Entry, visitor: View) -> tuple[str, View]:
    """The page that shows a statement, and the settings that do.

    How maps are drawn and the chosen ward are the visitor's own: `visitor` holds them.
    """
    page, wanted = shown_by(atlas, entry.claim)
    kept = replace(
        wanted,
        labels=visitor.labels,
        outlines=visitor.outlines,
        streets=visitor.streets,
        # Elsewhere the names of the sides draw lines and decide nothing.
        scheme=wanted.scheme if page == "sides" else visitor.scheme,
        ward=visitor.ward if visitor.map == wanted.map else None,
    )
    return page, kept


def claims_figure(atlas: Atlas, view: View, entry: Entry, shown: Figure | None) -> Figure:
    """A statement with its verdict over the picture that shows it.

    Parameters
    ----------
    view : View
        Of the page of statements.
    shown : Figure or None
        The figure of the page and the settings the statement names; None where they have no map.
    """
    claim = entry.claim
    told = "; ".join(document_name(atlas, document) for document in claim.documents)
    cited = registered(source_ids([entry]))
    title = f"{claim.statement.rstrip('.')}: {verdict_words(entry)}"
    computed = f"Stated: {claim.stated.words}. Computed: {computed_words(entry)}."
    drawn_on = shown.picture.vintage if shown and shown.picture else view.map
    return Figure(
        page="claims",
        view=replace(view, claim=claim.id, map=drawn_on),
        title=title,
        subtitle=f"{told}, paraphrased. {computed}",
        badge=shown.badge if shown else "Statements and data",
        alt=" ".join((f"{computed}", shown.alt if shown else "")).strip(),
        picture=replace(shown.picture, instant="") if shown and shown.picture else None,
        legends=shown.legends if shown else (),
        sheet=definitions_sheet(entry),
        sources=tuple(dict.fromkeys((*cited, *(shown.sources if shown else ())))),
        footing=shown.footing if shown else "People: 2020 census.",
        charts=shown.charts if shown else (),
        caveats=(verdict_sentence(entry), *(shown.caveats if shown else ())),
    )


def definitions_sheet(entry: Entry) -> Sheet:
    """One row per definition: what was chosen, what was computed, and what that says."""
    unit = entry.claim.stated.unit
    rows = tuple(
        {
            "Statement id": entry.claim.id.upper(),
            "Definition": definition_words(found),
            "Computed": found.value_words(unit),
            "Statement": agrees_words(entry, found),
            "The computation": found.words,
        }
        for found in entry.findings
    )
    header = ("Statement id", "Definition", "Computed", "Statement", "The computation")
    return Sheet("statement", rows, {"The computation": "words"}, header)


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of the statement a view names, or of the first one its filters show."""
    view, _ = settled(atlas, view)
    entries = read_ledger(atlas)
    entry = chosen_entry(entries, shown_entries(entries, view), view.claim) or entries[0]
    page, wanted = pictured(atlas, entry, view)
    shown = None if page in NO_PICTURE else compose(atlas, page, wanted, dark=dark)
    return claims_figure(atlas, view, entry, shown)
