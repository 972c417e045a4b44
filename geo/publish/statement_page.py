"""The page of one statement of the documents beside what the data say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from geo.claim_records import Finding
from geo.claim_words import (
    CHARITY,
    agrees_words,
    citation_sentence,
    computed_words,
    definition_words,
    evidence,
    facts,
    shown_by,
    turn_words,
    verdict_sentence,
    verdict_words,
)
from geo.claims import Entry
from geo.figures.words import short_alt
from geo.publish import pictures
from geo.publish.figure_page import Pair, foot_of, looks
from geo.publish.organisation_page import Cited
from geo.publish.records import Foot, Made, Page
from geo.publish.site import Site
from geo.words import capital

MAPS = "Ward maps: 2015 and 2023, as said beside each figure; people: 2020 census."


@dataclass(frozen=True)
class Definition:
    """The statement under one definition, in words."""

    definition: str
    computed: str
    agrees: str
    words: str


def made(site: Site, page: Page) -> Made:
    """A statement by its id."""
    atlas, entries = site.atlas, site.ledger
    entry = next(one for one in entries if one.claim.id == page.subject)
    claim, verdict = entry.claim, verdict_words(entry)
    pair, own = site.figure(*shown_by(atlas, claim)), f"{page.key}-card.png"
    return Made(
        "statement.html",
        title=f"Statement {claim.id.upper()}: {verdict}",
        summary=f"{claim.statement} {capital(verdict)}. Stated: {claim.stated.words}; "
        f"computed: {computed_words(entry)}.",
        foot=foot_of(pair[0]) if pair else Foot("Sources: as listed above.", MAPS),
        context={
            **verdict_parts(entry),
            **around(entries, entry),
            "facts": facts(atlas, entry),
            "copy": citation_sentence(atlas, entry, site.address(page.path)).strip(),
            "charity": CHARITY,
            "sources": tuple(Cited(*one) for one in evidence(atlas, entry)),
            **(looks(pair, page) if pair else {"figure": None, "legends": (), "maps": ()}),
        },
        preview=own if pair else "",
        preview_alt=short_alt(pair[0]) if pair else "",
        files=drawn(site, page, pair, own) if pair else {},
    )


def drawn(site: Site, page: Page, pair: Pair, own: str) -> pictures.Files:
    """The map that shows the statement, and the preview."""
    about = site.about(page)
    preview = partial(pictures.card, pair[0], about)
    return {**pictures.in_page(pair, about, page.key), own: preview}


def verdict_parts(entry: Entry) -> dict[str, object]:
    """The statement, its verdict, what it turns on, and every definition."""
    return {
        "claim": entry.claim,
        "kind": entry.verdict.key,
        "verdict": capital(verdict_words(entry)),
        "sentence": verdict_sentence(entry),
        "turns": tuple(capital(turn_words(turn)) for turn in entry.verdict.turns),
        "definitions": tuple(definition(entry, found) for found in entry.findings),
    }


def around(entries: tuple[Entry, ...], entry: Entry) -> dict[str, object]:
    """The statements before and after, and those it cannot be true together with."""
    at, rivals = entries.index(entry), entry.claim.contradicts
    return {
        "before": entries[at - 1].claim if at else None,
        "after": entries[at + 1].claim if at + 1 < len(entries) else None,
        "rivals": tuple(one.claim for one in entries if one.claim.id in rivals),
    }


def definition(entry: Entry, found: Finding) -> Definition:
    """One definition with what it gives."""
    value = found.value_words(entry.claim.stated.unit)
    return Definition(definition_words(found), value, agrees_words(entry, found), found.words)
