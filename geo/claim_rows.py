"""What the rows of `claims.csv` must agree on with checks, pages, links and one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.cells import Fault, shown, split_ids
from geo.claim_records import Check, settings_of
from geo.claim_tables import CLAIMS
from geo.errors import Problem
from geo.schemas import Scan
from geo.view_readers import ALLOWED, READERS

NEEDED = ("id", "check", "of", "settings", "contradicts", "low", "high", "kind")


def claim_problems(claims: Scan) -> Iterator[Problem]:
    """Yield rows that name a check, a parameter, a setting or a row there is not."""
    if claims.lacks.intersection(NEEDED):
        return
    ids = set(claims.frame["id"])
    for row, cells in claims.rows():
        for fault in (*_check_faults(cells), *_settings_faults(cells["settings"])):
            yield claims.table.problem(row, fault)
        for name in split_ids(cells["contradicts"]):
            if (name not in ids and not claims.may_hold(name)) or name == cells["id"]:
                what = f"{shown(name)} is not the id of another row here."
                yield claims.table.problem(row, Fault("contradicts", what, "Correct it."))


def _check_faults(cells: Mapping[str, str]) -> Iterator[Fault]:
    # The checks read the atlas, which reads the tables: they can be looked up only afterwards.
    from geo.claim_checks import REGISTRY  # noqa: PLC0415

    if cells["check"]:
        yield from check_faults(cells["check"], settings_of(cells["of"]), REGISTRY)


def check_faults(
    name: str, of: Mapping[str, str], registry: Mapping[str, Check]
) -> Iterator[Fault]:
    """Yield why a check cannot be run with these parameters."""
    check = registry.get(name)
    if check is None:
        what = f"There is no check {shown(name)}."
        remedy = f"Use one of: {', '.join(registry)}; or leave it blank and give the reason."
        yield Fault("check", what, remedy)
        return
    missing = [parameter for parameter in check.parameters if parameter not in of]
    unknown = sorted(set(of).difference(check.parameters, check.optional))
    if missing or unknown:
        wrong = [f"lacks {name}" for name in missing] + [f"has no {name}" for name in unknown]
        names = ", ".join((*check.parameters, *(f"{name} (if wanted)" for name in check.optional)))
        what = f"The check {check.id} {'; it '.join(wrong)}."
        yield Fault("of", what, f"Its parameters are: {names or 'none'}.")
    yield from _choice_faults(check, of)


def is_an_error_row(problem: Problem) -> bool:
    """Whether the ledger itself tells the fault in the statement's place: its check cannot run, but
    the statement can be read."""
    return problem.file == CLAIMS.file and problem.column in ("check", "of")


def _choice_faults(check: Check, given: Mapping[str, str]) -> Iterator[Fault]:
    for name, allowed in check.choices.items():
        if name in given and given[name] not in allowed:
            what = f"{name} cannot be {shown(given[name])}."
            yield Fault("of", what, f"Allowed for {check.id}: {', '.join(allowed)}.")


def _settings_faults(text: str) -> Iterator[Fault]:
    for name, value in settings_of(text).items():
        if name not in READERS:
            what = f"{shown(name)} is not a setting of a page."
            yield Fault("settings", what, "Use names that occur in the link of a page.")
            continue
        try:
            READERS[name](value)
        except KeyError:
            what = f"{name} cannot be {shown(value)}."
            yield Fault("settings", what, f"Allowed: {ALLOWED[name]}.")
