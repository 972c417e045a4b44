"""Claims: every testable statement of the documents beside what the data say."""

from geo.claim_words import (
    chosen_entry,
    claim_sheet,
    ledger_headline,
    ledger_subtitle,
    settled,
    shown_entries,
)
from geo.figures.claims import NO_PICTURE, claims_figure, pictured
from ui import cache, claims, desk, downloads, notes, state
from ui.claim_map import claim_legend, claim_map
from ui.layout import places
from ui.shell import dark, require_frame

require_frame()
atlas = cache.atlas()
view, unknown = settled(atlas, state.current(atlas))
entries = cache.ledger()
shown = shown_entries(entries, view)
chosen = chosen_entry(entries, shown, view.claim)
opened = view.with_(claim=chosen.claim.id if chosen else "")
title = ledger_headline(shown)
place = places()

picture = figure = None
if chosen:
    page, wanted = pictured(atlas, chosen, view)
    picture = None if page in NO_PICTURE else cache.figure(page, wanted, dark=dark())
    figure = claims_figure(atlas, view, chosen, picture)
    with place.map:
        claim_map(figure, page)
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
    if picture:
        claim_legend(picture)

if chosen and figure:
    claims.definitions(atlas, chosen)
    claims.to_copy(atlas, chosen)
    desk.desk(atlas, figure)
    claims.evidence(atlas, chosen)
notes.kicker("Take the statements shown away")
taken = downloads.Takeaway("claims", title, claim_sheet(atlas, shown), ())
downloads.data_files(atlas, view, taken)
claims.contradictory(atlas, entries)
claims.how()
notes.footer(
    atlas, (), "Ward maps: 2015 and 2023, as said beside each figure; people: 2020 census."
)
