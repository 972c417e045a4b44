"""The claim ledger in sentences: headline, verdicts, definitions, and what a writer can copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geo.atlas import Atlas
from geo.claim_checks.definitions import MAP
from geo.claim_records import DOCUMENT, Claim, Finding, span_words
from geo.claim_tables import CLAIM_PAGES, TOPICS
from geo.claims import Entry
from geo.links import from_query, notice
from geo.organisations import date_words
from geo.sheets import Sheet
from geo.sources import registered, source
from geo.verdicts import (
    CANNOT,
    DEPENDS,
    ERROR,
    FAILS,
    HOLDS,
    INCONSISTENT,
    VERDICT_KEYS,
    VERDICT_WORDS,
    Agrees,
    Turn,
)
from geo.view import View
from geo.words import capital

PAIR, FEW = 2, 3
"""Different values named one by one; more are told as a range."""

COUNTED_AS = {
    HOLDS: ("holds", "hold"),
    DEPENDS: ("turns on a definition", "turn on a definition"),
    FAILS: ("does not hold", "do not hold"),
    CANNOT: ("cannot be checked here", "cannot be checked here"),
    INCONSISTENT: ("contradicts itself or another", "contradict themselves or one another"),
    ERROR: ("has a check that failed to run", "have a check that failed to run"),
}
"""Verdicts in a headline, of one statement and of several."""

ANOTHER_QUESTION = "another question"
"""What is said of a definition the statement itself rules out."""

AGREES_WORDS = {Agrees.YES: "holds", Agrees.NO: "does not hold", Agrees.OPEN: "cannot be told"}

HOW_VERDICTS_ARE_REACHED = (
    "Every statement is checked under every definition the atlas offers: ward map, names of the "
    "sides, regional organizations counted or not, organizations outside the essay, what makes a "
    "place a group’s, which endorsements count.",
    "It holds if it does under all of them, and does not hold if it does under none. If it holds "
    "under some, the verdict names what it turns on. Where a statement itself says what it counts, "
    "the definitions that count something else are shown too, but decide nothing.",
    "A part of a statement that nothing measures (a margin called narrow, a reason) is named as "
    "not checked; the verdict is on the rest.",
    "What is not known stays an interval. Where neither yes nor no can be shown, it cannot be "
    "checked here, and the page says what data would check it.",
    "What only the document itself says cannot bear it out; it can contradict it. Shares are "
    "compared to half a percentage point.",
    "What a statement says is never used in computing the figure beside it.",
)

CHARITY = (
    "The essay calls its list preliminary and asks for a deeper look. Most verdicts here say what "
    "a definition changes, not who is right. Statements are told in the atlas’s own short words: "
    "read the documents before you quote them."
)


def document_name(atlas: Atlas, document: str) -> str:
    """A document by publisher and year, or by its id if it is not among the citations."""
    cited = atlas.citations.get(document)
    if cited is None:
        return document
    return f"{cited.publisher.partition(' (')[0]}, {cited.date[:4] or 'undated'}"


def documents(atlas: Atlas) -> dict[str, str]:
    """The documents whose statements are in the ledger, by id, with their names."""
    ids = dict.fromkeys(d for claim in atlas.claims.values() for d in claim.documents)
    return {document: document_name(atlas, document) for document in ids}


def settled(atlas: Atlas, view: View) -> tuple[View, tuple[str, ...]]:
    """The view without a document or statement the ledger does not have, with a notice for each."""
    notices = []
    if view.document and view.document not in documents(atlas):
        notices.append(notice("document", view.document))
        view = replace(view, document="")
    if view.claim and view.claim not in atlas.claims:
        notices.append(notice("claim", view.claim))
        view = replace(view, claim="")
    return view, tuple(notices)


def shown_entries(entries: Iterable[Entry], view: View) -> tuple[Entry, ...]:
    """The entries the filters of a view let through."""
    return tuple(
        one
        for one in entries
        if view.document in ("", *one.claim.documents)
        and view.topic in ("", one.claim.topic)
        and view.verdict in ("", one.verdict.key)
    )


def chosen_entry(entries: Sequence[Entry], shown: Sequence[Entry], claim: str) -> Entry | None:
    """The statement asked for, else the first shown; None if there is none."""
    asked = (one for one in entries if one.claim.id == claim)
    return next(asked, next(iter(shown), None))


def ledger_headline(shown: Sequence[Entry]) -> str:
    """How many statements there are of each verdict, in one sentence."""
    if not shown:
        return "No statement has these settings"
    counts = Counter(one.verdict.key for one in shown)
    parts = [
        f"{counts[key]} {COUNTED_AS[key][counts[key] > 1]}" for key in VERDICT_KEYS if counts[key]
    ]
    told = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Of {len(shown)} statement{'s' * (len(shown) > 1)}, {told}"


def documents_on(atlas: Atlas, topic: str) -> tuple[str, ...]:
    """Ids of the documents that say something on a topic; on any if it is blank."""
    told = (c.documents for c in atlas.claims.values() if topic in ("", c.topic))
    return tuple(dict.fromkeys(document for documents in told for document in documents))


def ledger_subtitle(atlas: Atlas, view: View) -> str:
    """Whose statements these are, and of which topic."""
    names = documents(atlas)
    saying = documents_on(atlas, view.topic)
    told = names[view.document] if view.document else f"{len(saying)} documents"
    if not view.document and len(saying) <= PAIR:
        told = " and ".join(names[document] for document in saying)
    topic = f" on {TOPICS[view.topic]}" if view.topic else ""
    return f"Statements{topic} in {told}, each beside what the atlas’s data say."


def short(claim: Claim) -> str:
    """ "E05 · With the three …": how a statement is called in a list."""
    return f"{claim.id.upper()} · {claim.statement}"


def definition_words(found: Finding) -> str:
    """A definition in words: "2015 map; regional organizations: counted"."""
    return "; ".join(
        choice if about == MAP else f"{about}: {choice}" for about, choice in found.definition
    )


def computed_words(entry: Entry) -> str:
    """What was computed under the definitions that are meant: "17; 19 or 26", "from 34% to 62%, by
    definition"."""
    unit = entry.claim.stated.unit
    told = [f for f in entry.meant if f.basis != DOCUMENT] or list(entry.findings)
    known_ = [f for f in told if f.known]
    values = list(dict.fromkeys(f.value_words(unit).replace("; ", ", ") for f in known_))
    if not values:
        return "not known"
    ends = [end for f in told for end in (f.low, f.high)]
    if len(values) > FEW and all(end is not None for end in ends):
        known = [end for end in ends if end is not None]
        return f"from {span_words(min(known), max(known), unit)}, by definition"
    return (" / " if any(f.answer for f in known_) else " or ").join(values)


def verdict_words(entry: Entry) -> str:
    """The verdict in a few words; "holds, as far as checked" where a part has no check."""
    told = VERDICT_WORDS[entry.verdict.key]
    return f"{told}, as far as checked" if entry.claim.untested and told == HOLDS else told


def agrees_words(entry: Entry, found: Finding) -> str:
    """What a finding says of the statement, and whether it is the document that says so."""
    if not entry.claim.means(found):
        return ANOTHER_QUESTION
    told = AGREES_WORDS[entry.agrees(found)]
    return f"{told} (by the document itself)" if found.basis == DOCUMENT else told


def turn_words(turn: Turn) -> str:
    """What one choice changes: "regional organizations: counted – does not; left out – holds"."""
    told = [
        f"{choice} – {AGREES_WORDS[agrees] if agrees else 'as the other choices decide'}"
        for choice, agrees in turn.choices
    ]
    return f"{turn.about}: {'; '.join(told)}"


def verdict_sentence(entry: Entry) -> str:
    """The verdict with its reason, what else was computed, and what no check covers."""
    parts = (reason_sentence(entry), beside_sentence(entry), untested_sentence(entry))
    return " ".join(part for part in parts if part)


def beside_sentence(entry: Entry) -> str:
    """How many definitions answer another question than the statement's; blank if none does."""
    beside = len(entry.findings) - len(entry.meant)
    if not beside:
        return ""
    meant = "; ".join(f"{about}: {' or '.join(said)}" for about, said in entry.claim.meant.items())
    more = "answers" if beside == 1 else "answer"
    return (
        f"The statement itself says what it counts ({meant}); {beside} more "
        f"definition{'s' * (beside > 1)} below {more} another question."
    )


def untested_sentence(entry: Entry) -> str:
    """What no check covers; blank if all of it was checked."""
    return f"Not checked: {entry.claim.untested}" if entry.claim.untested else ""


def all_of(number: int) -> str:
    """ "both", "all 6"."""
    return "both" if number == PAIR else f"all {number}"


def reason_sentence(entry: Entry) -> str:
    """The verdict with its reason."""
    number, several = len(entry.meant), len(entry.meant) > 1
    turns = " and on ".join(turn.about for turn in entry.verdict.turns)
    contrary = entry.claim.contradicts and not entry.findings
    told = {
        HOLDS: f"It holds under {all_of(number)} definitions tried." if several else "It holds.",
        FAILS: f"It holds under none of the {number} definitions tried."
        if several
        else "It does not hold.",
        DEPENDS: f"Whether it holds turns on {turns}.",
        CANNOT: entry.claim.reason or "What is known neither shows it nor rules it out.",
        INCONSISTENT: "The documents state the contrary elsewhere."
        if contrary
        else "The document’s own numbers do not go together.",
        ERROR: entry.error,
    }
    return told[entry.verdict.key]


def citation_sentence(atlas: Atlas, entry: Entry, address: str) -> str:
    """What a writer can copy: statement, verdict, figure, release and link."""
    claim, build = entry.claim, atlas.build
    told = " and ".join(document_name(atlas, d) for d in claim.documents)
    verdict = verdict_words(entry)
    figure = f"stated: {claim.stated.words}; computed: {computed_words(entry)}"
    turns = "".join(f" {capital(turn_words(turn))}." for turn in entry.verdict.turns)
    more = f" {untested_sentence(entry)}" if claim.untested else ""
    return (
        f"{claim.statement.rstrip('.')} ({told}, paraphrased): {verdict} ({figure}).{turns}{more} "
        f"Chicago Ward Atlas, statement {claim.id.upper()}, data release {build.version} "
        f"({date_words(build.date)}), build {build.build_id}. {address}"
    )


def shown_by(atlas: Atlas, claim: Claim, found: Finding | None = None) -> tuple[str, View]:
    """The page and the settings that show a statement, or one finding of it.

    Settings start from the usual ones, so that the picture is the same whatever was shown before.
    """
    settings = {**claim.settings, **(found.settings if found else {})}
    page = (found.page if found else None) or claim.page
    groups = {key: scheme.groups for key, scheme in atlas.schemes.items()}
    view, _ = from_query(settings, groups)
    return page, view


def claim_sheet(atlas: Atlas, shown: Sequence[Entry]) -> Sheet:
    """One row per statement: what is stated, what was computed, the verdict and why."""
    rows = tuple(
        {
            "Statement id": one.claim.id.upper(),
            "Statement": one.claim.statement,
            "Stated": one.claim.stated.words,
            "Computed": computed_words(one),
            "Verdict": verdict_words(one),
            "Why": " ".join(
                (verdict_sentence(one), *(f"{turn_words(t)}." for t in one.verdict.turns))
            ),
            "Counts": one.claim.counts,
            "What would change it": one.claim.would_change,
            "Topic": TOPICS[one.claim.topic],
            "Documents": "; ".join(document_name(atlas, d) for d in one.claim.documents),
        }
        for one in shown
    )
    return Sheet("claims", rows, {}, ("Statement id", "Statement", "Verdict"))


def page_title(page: str) -> str:
    """The title of a page that shows a statement."""
    return CLAIM_PAGES[page]


def facts(atlas: Atlas, entry: Entry) -> tuple[tuple[str, str], ...]:
    """Who says it, what it counts, stated and computed."""
    told = "; ".join(document_name(atlas, d) for d in entry.claim.documents)
    return (
        ("Said in", told),
        ("It counts", entry.claim.counts),
        ("Stated", entry.claim.stated.words),
        ("Computed", computed_words(entry)),
    )


def evidence(atlas: Atlas, entry: Entry) -> Iterator[tuple[str, str, str]]:
    """The documents and every source of the computation: title, address, publisher and date."""
    ids = source_ids([entry])
    known = registered(ids)
    for name in ids:
        if cited := atlas.citations.get(name):
            yield cited.title, cited.address, cited.remark
        elif name in known:
            record = source(name)
            yield record.title, record.landing, f"{record.publisher}, {record.vintage}"


def source_ids(shown: Iterable[Entry]) -> tuple[str, ...]:
    """Every source of some entries, documents too, once."""
    return tuple(dict.fromkeys(s for one in shown for s in (*one.claim.documents, *one.sources)))
