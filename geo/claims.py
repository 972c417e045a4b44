"""The claim ledger: every statement of the documents beside what the data say.

`build` writes it to `data/processed/claims.json`; a page reads it from there, or has it worked out
anew where a hand-kept table was edited since.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import paths
from geo.claim_checks import REGISTRY
from geo.claim_records import Case, Check, Claim, ClaimError, Finding
from geo.claim_rows import check_faults
from geo.errors import AtlasError
from geo.verdicts import ERROR, Agrees, Turn, Verdict, agreement, verdict

if TYPE_CHECKING:  # only its type: the atlas knows nothing of the ledger
    from geo.atlas import Atlas

LEDGER = "claims.json"

CHECK_FAULTS = (AtlasError, LookupError, ValueError, ArithmeticError)
"""What a check that meets missing or strange data ends in; the row is then shown as an error."""

FIELDS = (
    ("id", "the statement's id in reference/claims.csv"),
    ("stated", "what the documents say"),
    ("verdict", "holds, depends (on the definition), fails, cannot, inconsistent or error"),
    ("turns", "what the verdict turns on: each choice with whether the statement agrees"),
    ("error", "why the check failed to run; blank if it did not"),
    ("findings", "what was computed under each definition, see below"),
    ("sources", "every source of the findings, ids of citations.csv or sources.toml"),
)
"""What one entry of the ledger holds."""


@dataclass(frozen=True)
class Entry:
    """One statement with its findings and verdict; `error` says why its check failed to run."""

    claim: Claim
    findings: tuple[Finding, ...]
    verdict: Verdict
    error: str = ""

    def agrees(self, found: Finding) -> Agrees:
        """Whether one of its findings bears it out."""
        return agreement(self.claim.stated, self.claim.kind, found)

    @property
    def meant(self) -> tuple[Finding, ...]:
        """The findings that answer the statement's own question."""
        return tuple(found for found in self.findings if self.claim.means(found))

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source of the findings, once."""
        return tuple(dict.fromkeys(s for found in self.findings for s in found.sources))


def ledger(atlas: Atlas, registry: Mapping[str, Check] = REGISTRY) -> tuple[Entry, ...]:
    """Check every statement, in the order of `claims.csv`.

    A check that fails to run costs its own row only, which then says why.
    """
    return tuple(entry(atlas, claim, registry) for claim in atlas.claims.values())


def entry(atlas: Atlas, claim: Claim, registry: Mapping[str, Check] = REGISTRY) -> Entry:
    """Check one statement. What it states itself is kept from the check."""
    others = {other.id: other.stated for other in atlas.claims.values() if other.id != claim.id}
    try:
        findings: tuple[Finding, ...] = ()
        if claim.check:
            require_runnable(claim, registry)
            case = Case(atlas, claim.documents, claim.of, others)
            findings = registry[claim.check].run(case)
        return judged(claim, findings)
    except CHECK_FAULTS as fault:
        return Entry(claim, (), Verdict(ERROR), fault_words(claim, fault))


def require_runnable(claim: Claim, registry: Mapping[str, Check]) -> None:
    """Raise `ClaimError` if there is no such check, or not with these parameters."""
    fault = next(check_faults(claim.check, claim.of, registry), None)
    if fault:
        where = f"claims.csv, row “{claim.id}”, column {fault.column}"
        raise ClaimError(f"{where}: {fault.what} {fault.remedy}")


def judged(claim: Claim, findings: tuple[Finding, ...]) -> Entry:
    """A statement with its verdict, by the findings that answer its own question.

    Raises
    ------
    ClaimError
        If the row says that something is meant which no definition of the check is about.
    """
    about = {name: choice for found in findings for name, choice in found.definition}
    odd = sorted(set(claim.meant).difference(about))
    meant = tuple(found for found in findings if claim.means(found))
    if odd or (findings and not meant):
        raise ClaimError(
            f"claims.csv, row “{claim.id}”, column meant: no definition of the check "
            f"“{claim.check}” has {', '.join(odd) or 'these choices'}. Its definitions are about: "
            f"{', '.join(about)}; the table on the page lists the choices."
        )
    found = verdict(claim.stated, claim.kind, meant, bool(claim.contradicts))
    return Entry(claim, findings, found)


def fault_words(claim: Claim, fault: Exception) -> str:
    """Why a check failed, in a sentence for the person who can mend it."""
    told = str(fault) if isinstance(fault, AtlasError) else f"{type(fault).__name__}: {fault}."
    return f"The check “{claim.check}” of {claim.id} could not run. {told}"


def to_json(entries: tuple[Entry, ...]) -> str:
    """The ledger as text; the same entries give the same bytes."""
    rows = [_row(one) for one in entries]
    return json.dumps({"claims": rows}, ensure_ascii=False, indent=1) + "\n"


def _row(one: Entry) -> dict[str, Any]:
    return {
        "id": one.claim.id,
        "stated": one.claim.stated.words,
        "verdict": one.verdict.key,
        "turns": [asdict(turn) for turn in one.verdict.turns],
        "error": one.error,
        "findings": [
            {
                **asdict(found),
                "definition": dict(found.definition),
                "computed": found.value_words(one.claim.stated.unit),
                "agrees": one.agrees(found).value,
                "meant": one.claim.means(found),
            }
            for found in one.findings
        ],
        "sources": list(one.sources),
    }


def from_json(text: str, claims: Mapping[str, Claim]) -> tuple[Entry, ...]:
    """The ledger back from its text, with the statements it is about.

    Raises
    ------
    AtlasError
        If it is no ledger, or not one of these statements.
    """
    try:
        rows = json.loads(text)["claims"]
        return tuple(_entry(row, claims) for row in rows)
    except (ValueError, LookupError, TypeError) as fault:
        raise AtlasError(
            f"data/processed/{LEDGER} cannot be read ({type(fault).__name__}: {fault}). Run "
            "`python -m geo.pipeline build`, or restore it from version control."
        ) from fault


def _entry(row: Mapping[str, Any], claims: Mapping[str, Claim]) -> Entry:
    turns = tuple(
        Turn(t["about"], tuple((c, Agrees(a) if a else None) for c, a in t["choices"]))
        for t in row["turns"]
    )
    findings = tuple(_finding(found) for found in row["findings"])
    return Entry(claims[row["id"]], findings, Verdict(row["verdict"], turns), row["error"])


def _finding(row: Mapping[str, Any]) -> Finding:
    names = ("words", "low", "high", "answer", "basis", "page", "settings")
    made = Finding(tuple(row["definition"].items()), **{name: row[name] for name in names})
    return replace(made, sources=tuple(row["sources"]))


def read_ledger(atlas: Atlas, processed: Path = paths.PROCESSED) -> tuple[Entry, ...]:
    """The ledger as it was built; worked out anew if a hand-kept table was edited since.

    Raises
    ------
    AtlasError
        If the file is not there or cannot be read.
    """
    if atlas.build.edited or atlas.problems:
        return ledger(atlas)
    try:
        text = (processed / LEDGER).read_text(encoding="utf-8")
    except OSError as fault:
        raise AtlasError(
            f"data/processed/{LEDGER} is not there. Run `python -m geo.pipeline build`, or restore "
            "it from version control."
        ) from fault
    return from_json(text, atlas.claims)


def contradictions(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, tuple[Entry, ...]]]:
    """Statements the documents contradict, each with those it cannot be true together with."""
    by_id = {one.claim.id: one for one in entries}
    for one in entries:
        rivals = tuple(by_id[name] for name in one.claim.contradicts if name in by_id)
        if rivals:
            yield one, rivals
