"""The ledger as a page: every statement with its verdict, and how verdicts are reached."""

from __future__ import annotations

from dataclasses import dataclass

from geo.claim_records import Claim
from geo.claim_tables import TOPICS
from geo.claim_words import (
    CHARITY,
    HOW_VERDICTS_ARE_REACHED,
    claim_sheet,
    computed_words,
    document_name,
    ledger_headline,
    ledger_subtitle,
    source_ids,
    verdict_words,
)
from geo.claims import Entry
from geo.publish.figure_page import downloads
from geo.publish.records import Foot, Made, Page
from geo.publish.site import Site
from geo.publish.statement_page import MAPS
from geo.sheets import to_csv
from geo.sources import registered, source_line
from geo.view import View
from geo.words import capital

DOCUMENTS = "Each statement’s page names its documents and the sources of what was computed."


@dataclass(frozen=True)
class Line:
    """One statement of the list."""

    claim: Claim
    kind: str
    verdict: str
    computed: str
    told: str


def made(site: Site, page: Page) -> Made:
    """Every statement by topic."""
    entries = site.ledger
    sheet = claim_sheet(site.atlas, entries)
    title, subtitle = ledger_headline(entries), ledger_subtitle(site.atlas, View())
    files = {f"{page.key}.csv": lambda: to_csv(sheet)}
    return Made(
        "statements.html",
        title="Statements and data",
        summary=f"{title}. {subtitle}",
        foot=Foot(f"{source_line(registered(source_ids(entries)))}. {DOCUMENTS}", MAPS),
        context={
            "heading": title,
            "subtitle": subtitle,
            "topics": tuple(topic for topic in topics(site, entries) if topic[1]),
            "how": HOW_VERDICTS_ARE_REACHED,
            "charity": CHARITY,
            "downloads": downloads(files, page),
        },
        files=files,
        basis=(sheet,),
    )


def topics(site: Site, entries: tuple[Entry, ...]) -> list[tuple[str, tuple[Line, ...]]]:
    """Statements under the words of their topic."""
    return [
        (capital(words), tuple(line(site, one) for one in entries if one.claim.topic == key))
        for key, words in TOPICS.items()
    ]


def line(site: Site, one: Entry) -> Line:
    """One statement."""
    told = "; ".join(document_name(site.atlas, d) for d in one.claim.documents)
    key = one.verdict.key
    return Line(one.claim, key, verdict_words(one), computed_words(one), told)
