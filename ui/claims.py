"""The blocks of the page of statements. Every text of the ledger is escaped here or in `notes`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from geo.atlas import Atlas
from geo.claim_records import CONFLICT, Finding
from geo.claim_tables import TOPICS
from geo.claim_words import (
    CHARITY,
    HOW_VERDICTS_ARE_REACHED,
    agrees_words,
    citation_sentence,
    computed_words,
    definition_words,
    document_name,
    documents,
    facts,
    page_title,
    short,
    shown_by,
    turn_words,
    verdict_sentence,
    verdict_words,
)
from geo.claim_words import evidence as evidence_of
from geo.claims import Entry, contradictions
from geo.links import to_query
from geo.verdicts import VERDICT_WORDS
from geo.view import View
from geo.words import capital
from ui import notes
from ui.downloads import full_link, paper_link
from ui.shell import page_file
from ui.state import bound

EVERY = "all"


def filters(atlas: Atlas, view: View) -> None:
    """Choose by document, topic and verdict, in the page itself so that a phone shows them."""
    names = documents(atlas)
    offered = (
        ("document", "Document", names),
        ("topic", "Topic", {key: capital(words) for key, words in TOPICS.items()}),
        ("verdict", "Verdict", {key: capital(words) for key, words in VERDICT_WORDS.items()}),
    )
    for place, (field, label, choices) in zip(st.columns(3), offered, strict=True):
        named = {"": capital(EVERY), **choices}
        place.selectbox(label, list(named), format_func=named.__getitem__, **bound(field, view))


def choose(entries: Sequence[Entry], shown: Sequence[Entry], view: View) -> None:
    """Choose one statement; that of a link is offered too, whatever the filters leave."""
    names = {one.claim.id: short(one.claim) for one in shown}
    outside = [one for one in entries if one.claim.id == view.claim and one not in shown]
    names |= {one.claim.id: short(one.claim) for one in outside}
    if outside:
        notes.text(f"{view.claim.upper()} is open, though the filters do not show it.")
    st.selectbox(
        f"Statement, of {len(shown)} shown",
        list(names),
        format_func=names.__getitem__,
        **bound("claim", view),
    )


MARKED = ' class="marked"'
OVERVIEW_HEADER = ("Id", "Statement", "Verdict", "Stated", "Computed", "Said in")


def overview(atlas: Atlas, shown: Sequence[Entry], view: View) -> None:
    """Every statement shown with its verdict; its id opens it."""
    rows = []
    for one in shown:
        key = one.verdict.key
        address = full_link(view.with_(claim=one.claim.id), "claims", atlas)
        cells = (
            here(one.claim.id.upper(), address),
            escape(one.claim.statement),
            f'<span class="atlas-verdict atlas-verdict-{escape(key)}">'
            f"{escape(verdict_words(one))}</span>",
            escape(one.claim.stated.words),
            escape(computed_words(one)),
            escape("; ".join(document_name(atlas, d) for d in one.claim.documents)),
        )
        rows.append((cells, one.claim.id == view.claim))
    wide_table(OVERVIEW_HEADER, rows, "Statements and verdicts", "atlas-overview")


def here(label: str, address: str) -> str:
    """An escaped link that opens in place; plain text without a full address."""
    if not address.startswith(("https://", "http://")):
        return escape(label)
    return f'<a href="{escape(address, quote=True)}" target="_self">{escape(label)}</a>'


def wide_table(
    header: Sequence[str],
    rows: Iterable[tuple[Sequence[str], bool]],
    label: str,
    kind: str = "",
) -> None:
    """A table of cells that are HTML already; it scrolls in its own box. Marked rows stand out."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = "".join(wide_row(header, cells, marked=marked) for cells, marked in rows)
    st.html(
        f'<div class="atlas-scroll {kind}" role="region" tabindex="0" '
        f'aria-label="{escape(label, quote=True)}"><table class="atlas-table atlas-wide">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def wide_row(header: Sequence[str], cells: Sequence[str], *, marked: bool) -> str:
    """One row; on a phone it becomes a block in which each cell says what it is."""
    told = "".join(
        f'<td data-label="{escape(name, quote=True)}">{cell}</td>'
        for name, cell in zip(header, cells, strict=True)
    )
    return f"<tr{MARKED if marked else ''}>{told}</tr>"


def verdict_line(entry: Entry) -> None:
    """The statement and its verdict, above the map."""
    key, verdict = entry.verdict.key, verdict_words(entry)
    st.html(
        f'<p class="atlas-text">{escape(entry.claim.statement)}</p>'
        f'<p class="atlas-verdict atlas-verdict-{escape(key)}">{escape(capital(verdict))}</p>'
    )


def details(atlas: Atlas, entry: Entry) -> None:
    """Stated and computed, the verdict and what it turns on, and what would change it."""
    claim = entry.claim
    notes.facts(facts(atlas, entry))
    notes.text(verdict_sentence(entry))
    if entry.verdict.turns:
        notes.bullets(capital(turn_words(turn)) for turn in entry.verdict.turns)
    notes.kicker("What would change the verdict")
    notes.text(claim.would_change)
    page, wanted = shown_by(atlas, claim)
    st.page_link(
        page_file(page),
        label=f"Show it on the page {page_title(page)}",
        query_params=to_query(wanted, page),
    )


DEFINITION_HEADER = ("Definition", "Computed", "Statement", "The computation", "Shown on")


def definitions(atlas: Atlas, entry: Entry) -> None:
    """Every definition with its value, its computation and the page that shows it."""
    if not entry.findings:
        return
    notes.kicker("Under every definition")
    beside = [found for found in entry.findings if not entry.claim.means(found)]
    rows = [(definition_cells(atlas, entry, f), False) for f in (*entry.meant, *beside)]
    wide_table(DEFINITION_HEADER, rows, f"{entry.claim.statement} Under every definition.")


def definition_cells(atlas: Atlas, entry: Entry, found: Finding) -> tuple[str, ...]:
    """One definition as escaped HTML."""
    page, wanted = shown_by(atlas, entry.claim, found)
    address = full_link(wanted, "" if page == "presence" else page, atlas)
    return (
        escape(definition_words(found)),
        escape(found.value_words(entry.claim.stated.unit)),
        escape(agrees_words(entry, found)),
        escape(found.words),
        notes.link(page_title(page), address),
    )


def to_copy(atlas: Atlas, entry: Entry) -> None:
    """A sentence with figure, verdict, release and link, ready to be copied."""
    notes.kicker("A sentence to copy")
    address = paper_link(View(claim=entry.claim.id), "claims", atlas)
    st.code(citation_sentence(atlas, entry, address), language=None, wrap_lines=True)
    notes.text(CHARITY)


def evidence(atlas: Atlas, entry: Entry) -> None:
    """The documents and every source of the computation, with links."""
    notes.kicker("Sources")
    notes.linked_list(tuple(evidence_of(atlas, entry)))


def contradictory(atlas: Atlas, entries: tuple[Entry, ...]) -> None:
    """Statements the documents contradict, side by side with what the data say."""
    notes.kicker("Where the documents contradict themselves or one another")
    rows = []
    for side in both_sides(entries):
        told = "; ".join(document_name(atlas, d) for d in side.claim.documents)
        verdict = verdict_words(side)
        words = (side.claim.id.upper(), side.claim.statement, told, verdict)
        rows.append(([escape(cell) for cell in (*words, side.claim.would_change)], False))
    header = ("Id", "Statement", "Said in", "Verdict", "What to make of it")
    wide_table(header, rows, "Statements that cannot be true together")


def both_sides(entries: tuple[Entry, ...]) -> Iterable[Entry]:
    """Each statement that is contradicted, followed by those against it, every one once; then
    the other conflicts."""
    told = [side for one, rivals in contradictions(entries) for side in (one, *rivals)]
    told += [one for one in entries if one.claim.kind == CONFLICT]
    return {side.claim.id: side for side in told}.values()


def how() -> None:
    """How verdicts are reached."""
    notes.kicker("How a verdict is reached")
    notes.bullets(HOW_VERDICTS_ARE_REACHED)
