"""Checks of the claim ledger: every statement is in it, and every check ran."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from geo.atlas import Atlas, read_tables
from geo.claim_tables import CLAIMS
from geo.claims import FIELDS, LEDGER, ledger
from geo.errors import BuildError, DataProblems
from geo.pipeline.build_claims import UNBUILT
from geo.pipeline.checks import REBUILD, Check, Data, first_few
from geo.pipeline.files import sha256
from geo.reference import load_reference
from geo.schemas import read_table
from geo.verdicts import ERROR, VERDICT_KEYS

MOST_TOLD = 5
"""Failed statements whose fault is told whole in the report."""


def claim_checks(data: Data, reference: Path) -> Iterator[Check]:
    """The ledger against the table of statements."""
    try:
        rows = json.loads(data.path(LEDGER).read_text(encoding="utf-8"))["claims"]
        found = {str(row["id"]): row for row in rows}
    except (ValueError, LookupError, TypeError) as fault:
        raise BuildError(f"{LEDGER} is no claim ledger ({fault}). {REBUILD}") from fault
    table, _ = read_table(CLAIMS, reference / Path(CLAIMS.file).name)
    odd = sorted(set(table["id"]).symmetric_difference(found))
    yield Check(
        f"{LEDGER}: statements",
        f"{len(found)}" + (f" (missing or unknown: {first_few(odd)})" if odd else ""),
        f"the {len(table)} of {Path(CLAIMS.file).name}",
        not odd,
    )
    names = [name for name, _ in FIELDS]
    torn = [key for key, row in found.items() if list(row) != names]
    wrong = [key for key, row in found.items() if row.get("verdict") not in VERDICT_KEYS]
    wrong = list(dict.fromkeys((*torn, *wrong)))
    yield Check(
        f"{LEDGER}: entries with other fields or verdicts",
        f"{len(wrong)}" + (f" ({first_few(wrong)})" if wrong else ""),
        "0",
        not wrong,
    )
    failed = [key for key, row in found.items() if row.get("verdict") == ERROR]
    yield Check(
        f"{LEDGER}: checks that failed to run",
        f"{len(failed)}" + (f" ({first_few(failed)})" if failed else ""),
        "0",
        not failed,
        f"The page Claims shows why. {REBUILD}",
    )


def edited_checks(data: Data, reference: Path) -> Iterator[Check]:
    """Statements edited since the build, checked as the page Claims checks them.

    Nothing where the table is the one that was built from, or where another check already says
    why the tables cannot be read.
    """
    name = Path(CLAIMS.file).name
    if sha256(reference / name) == data.record()["reference"].get(name):
        return
    with suppress(DataProblems):
        atlas = Atlas(load_reference(reference), (), read_tables(data.folder), UNBUILT)
        failed = [one for one in ledger(atlas) if one.verdict.key == ERROR]
        yield Check(
            f"{name}: edited statements whose check fails to run",
            f"{len(failed)}"
            + (f" ({first_few([one.claim.id for one in failed])})" if failed else ""),
            "0",
            not failed,
            " ".join(one.error for one in failed[:MOST_TOLD]),
        )
