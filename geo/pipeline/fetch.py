"""Download official sources, checked before they touch the disk.

A download is held in memory (every source has a size limit), checked for its kind, and only then
moved into place together with its entry in `checksums.json`. Whatever goes wrong before that
leaves the earlier file and the record as they were.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from geo import paths
from geo.errors import AtlasError, FetchError
from geo.pipeline.content import kind_fault
from geo.pipeline.download import Limits, download, key_hint, say
from geo.pipeline.placing import beside
from geo.pipeline.registry import KeptPart, fetch_part, read_part
from geo.sources import Source, source, sources

RECORD = "checksums.json"
"""Beside the downloads: for each source its address, file, sha256, bytes and time (UTC)."""


@dataclass(frozen=True)
class Fetched:
    """A source that was downloaded. `earlier_sha256` is None where there was no record of one."""

    id: str
    address: str
    file: str
    sha256: str
    bytes: int
    retrieved: str
    earlier_sha256: str | None

    @property
    def changed(self) -> bool:
        """Whether the content differs from the last recorded download."""
        return self.earlier_sha256 not in (None, self.sha256)


@dataclass(frozen=True)
class Skipped:
    """A source left out unless named, or because its publisher offers no download."""

    id: str
    why: str


def fetch(
    ids: Sequence[str] = (),
    folder: Path = paths.RAW,
    *,
    register: Sequence[Source] | None = None,
    limits: Limits | None = None,
    reference: Path = paths.REFERENCE,
) -> list[Fetched]:
    """Download the named sources, or every source that has an address.

    Parameters
    ----------
    ids : sequence of str
        Source ids; none means all that have an address.
    folder : Path
        Where to keep them; each goes to its `saved_as` path below.
    register : sequence of Source, optional
        The known sources; `sources()` by default.
    limits : Limits, optional
        Waits, retries and the like.
    reference : Path
        The hand-kept tables; a source of which only a part is kept goes there, if named.

    Returns
    -------
    list of Fetched
        One entry per download kept in `folder`, in the order asked for.

    Raises
    ------
    FetchError
        If any source failed: one line for each. The others were saved.
    """
    outcomes = list(_outcomes(ids, folder, register, limits or Limits(), reference))
    faults = [o for o in outcomes if isinstance(o, AtlasError)]
    if faults:
        raise FetchError(_report(faults, len(outcomes)))
    return [o for o in outcomes if isinstance(o, Fetched)]


def run(
    ids: Sequence[str] = (),
    folder: Path = paths.RAW,
    *,
    register: Sequence[Source] | None = None,
    limits: Limits | None = None,
    reference: Path = paths.REFERENCE,
) -> int:
    """Download for the command line: a progress bar, one line per source, faults at the end.

    Returns
    -------
    int
        Exit code: 0 if nothing failed, else 1.
    """
    outcomes = []
    try:
        known = sources() if register is None else register
        total = len(dict.fromkeys(ids)) or len(known)
        steps = _outcomes(ids, folder, known, limits or Limits(), reference)
        for outcome in tqdm(steps, total=total, unit="source", desc="Fetching"):
            outcomes.append(outcome)
            if not isinstance(outcome, AtlasError):
                tqdm.write(_line(outcome, known), file=sys.stdout)
    except AtlasError as fault:
        print(fault, file=sys.stderr)
        return 1
    faults = [o for o in outcomes if isinstance(o, AtlasError)]
    if faults:
        print(_report(faults, len(outcomes)), file=sys.stderr)
    return 1 if faults else 0


def run_from(ids: Sequence[str], path: Path, reference: Path = paths.REFERENCE) -> int:
    """Read a source of which only a part is kept from a file somebody downloaded; exit code.

    Raises
    ------
    FetchError
        If not exactly one such source is named, or the file is not what it should be.
    """
    parts = [s.id for s in sources() if s.part_in]
    if len(ids) != 1 or ids[0] not in parts:
        which = " or ".join(parts)
        raise FetchError(f"--from FILE is for one source, of which a part is kept: {which}.")
    print(read_part(source(ids[0]), path, reference).words)
    return 0


def _line(outcome: Fetched | Skipped | KeptPart, known: Sequence[Source]) -> str:
    """What is said of one source that did not fail."""
    if isinstance(outcome, KeptPart):
        return outcome.words
    if isinstance(outcome, Skipped):
        return f"{outcome.id}: left out. {outcome.why}"
    said = f"{outcome.id}: {outcome.bytes:,} bytes in {outcome.file}"
    if outcome.changed:
        said += f"; CHANGED since the last download (sha256 was {outcome.earlier_sha256})"
    elif outcome.earlier_sha256 is not None:
        said += "; the same as at the last download"
    origin = source(outcome.id, known)
    if not origin.drops_in:
        said += f". The build reads {origin.file} instead: {origin.note}"
    return said


def _report(faults: Sequence[AtlasError], asked: int) -> str:
    """All faults in one message, each on its line."""
    lines = [f"{len(faults)} of {asked} sources failed; their earlier files are as they were:"]
    return "\n".join([*lines, *(f"- {fault}" for fault in faults)])


def _outcomes(
    ids: Sequence[str],
    folder: Path,
    register: Sequence[Source] | None,
    limits: Limits,
    reference: Path,
) -> Iterator[Fetched | Skipped | KeptPart | AtlasError]:
    """Fetch one source after the other; a fault is an outcome, so that the rest still come."""
    known = sources() if register is None else register
    _read_record(folder)  # a record that cannot be kept is a reason not to begin
    for source_id in dict.fromkeys(ids or [s.id for s in known]):
        try:
            wanted = source(source_id, known)
            if wanted.part_in and not ids:
                yield Skipped(source_id, f"Name it to have a part of it kept in {wanted.part_in}.")
            elif wanted.part_in:
                yield fetch_part(wanted, limits, reference)
            elif wanted.address:
                yield _fetch_one(wanted, folder, limits)
            elif ids:
                raise FetchError(_no_address(wanted))
            else:
                yield Skipped(source_id, _no_address(wanted))
        except AtlasError as fault:
            yield fault


def _no_address(wanted: Source) -> str:
    where = f"See {wanted.landing}."
    return f"{wanted.id}: its publisher offers no official download. {wanted.note} {where}"


def _fetch_one(wanted: Source, folder: Path, limits: Limits) -> Fetched:
    """Download, check and save one source."""
    body = download(wanted, limits)
    if wrong := kind_fault(wanted.kind, body):
        remedy = key_hint(wanted) or f"Look at the address and at {wanted.landing}."
        raise FetchError(say(wanted, f"what came is not {wanted.kind}: {wrong}", remedy))
    record = _read_record(folder)
    fetched = Fetched(
        id=wanted.id,
        address=wanted.address,
        file=wanted.saved_as,
        sha256=hashlib.sha256(body).hexdigest(),
        bytes=len(body),
        retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
        earlier_sha256=record.get(wanted.id, {}).get("sha256"),
    )
    kept = ("address", "file", "sha256", "bytes", "retrieved")
    record[wanted.id] = {name: getattr(fetched, name) for name in kept}
    try:
        _save(folder / wanted.saved_as, body, folder / RECORD, record)
    except OSError as fault:
        what = f"it could not be saved as {wanted.saved_as} ({fault.strerror})"
        remedy = "Check the free space and the permissions of the folder."
        raise FetchError(say(wanted, what, remedy)) from fault
    return fetched


def _read_record(folder: Path) -> dict[str, dict[str, Any]]:
    """What was downloaded before, by source id."""
    remedy = "Move it away; the next download begins a new one."
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as fault:
        raise FetchError(f"{folder.name}/{RECORD} cannot be read ({fault}). {remedy}") from fault
    if not isinstance(record, dict) or not all(isinstance(e, dict) for e in record.values()):
        raise FetchError(f"{folder.name}/{RECORD} is not a table of downloads. {remedy}")
    return record


def _save(target: Path, body: bytes, record_path: Path, record: dict[str, Any]) -> None:
    """Put the file and the record in place; both are complete on disk before either moves."""
    text = json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    with beside(target, body) as new, beside(record_path, text.encode()) as new_record:
        new.replace(target)
        new_record.replace(record_path)
