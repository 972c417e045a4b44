"""Claims: every testable statement of the documents beside what the data say."""

from geo.claim_words import (
    chosen_entry,
    claim_sheet,
    ledger_headline,
    ledger_subtitle,
    settled,
    shown_by,
    shown_entries,
)
from ui import cache, claims, downloads, notes, state
from ui.claim_map import claim_map
from ui.layout import places
from ui.shell import require_frame

require_frame()
atlas = cache.atlas()
view, unknown = settled(atlas, state.current(atlas))
entries = cache.ledger()
shown = shown_entries(entries, view)
chosen = chosen_entry(entries, shown, view.claim)
opened = view.with_(claim=chosen.claim.id if chosen else "")
title = ledger_headline(shown)
place = places()

legend = None
if chosen:
    with place.map:
        legend = claim_map(atlas, *shown_by(atlas, chosen.claim), view)
with place.heading:
    notes.warnings((*state.notices(), *unknown), atlas.problems)
    notes.heading(title, ledger_subtitle(atlas, view), "Statements and data")
    claims.filters(atlas, view)
    claims.overview(atlas, shown, opened)
with place.finder:
    claims.choose(entries, shown, opened)
    if chosen:
        claims.verdict_line(chosen)
with place.words:
    if chosen:
        claims.details(atlas, chosen)
    if legend:
        legend()

if chosen:
    claims.definitions(atlas, chosen)
    claims.to_copy(atlas, chosen)
    claims.evidence(atlas, chosen)
notes.kicker("Take the statements shown away")
taken = downloads.Takeaway("claims", title, claim_sheet(atlas, shown), ())
downloads.downloads(atlas, view, taken)
claims.contradictory(atlas, entries)
claims.how()
notes.footer(
    atlas, (), "Ward maps: 2015 and 2023, as said beside each figure; people: 2020 census."
)
