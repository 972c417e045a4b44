"""Fetch the state's list of committees and keep the part of it the directory needs.

The list holds the addresses people gave. It is read in memory, or from a file somebody downloaded,
and only `committees.csv` is written; no copy of the list stays behind.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from geo.committee_tables import COMMITTEES
from geo.committees import KEPT, Committee, Reading, read_committees
from geo.errors import DataProblems, FetchError
from geo.pipeline.content import kind_fault
from geo.pipeline.download import Limits, download, say
from geo.pipeline.placing import beside
from geo.reference import Reference, readable_reference
from geo.sources import Source

MAX_SAID = 10
"""Faulty rows of the list named one by one before the rest is counted."""


@dataclass(frozen=True)
class KeptPart:
    """A source of which a part was kept. `words` say what, for the command line."""

    id: str
    words: str


def fetch_part(wanted: Source, limits: Limits, reference: Path) -> KeptPart:
    """Download the list and keep the part the directory needs.

    Parameters
    ----------
    wanted : Source
        The list, with an address.
    limits : Limits
        Waits and retries.
    reference : Path
        Folder of the hand-kept tables; `committees.csv` there is replaced.

    Raises
    ------
    FetchError
        If the list did not come, is not the list, or lacks a committee that was decided upon;
        nothing was changed.
    """
    try:
        body = _downloaded(wanted, limits)
    except FetchError as fault:
        raise FetchError(f"{fault} {by_hand(wanted)}") from fault
    today = datetime.now(UTC).date().isoformat()
    return _keep(wanted, io.BytesIO(body), today, reference)


def _downloaded(wanted: Source, limits: Limits) -> bytes:
    body = download(wanted, limits)
    if wrong := kind_fault(wanted.kind, body):
        what = f"what came is not {wanted.kind}: {wrong}"
        raise FetchError(say(wanted, what, f"Look at the address and at {wanted.landing}."))
    return body


def read_part(wanted: Source, path: Path, reference: Path) -> KeptPart:
    """Keep the part the directory needs of a list that somebody downloaded.

    The file's own date is taken as the day of the download. Errors as for `fetch_part`.
    """
    try:
        day = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
        with path.open("rb") as handle:
            kept = _keep(wanted, handle, day, reference)
    except OSError as fault:
        remedy = "Check what follows --from."
        raise FetchError(f"{path.name} cannot be read ({fault.strerror}). {remedy}") from fault
    remark = f"Dated {day}, as the file is. Now delete {path.name}: it holds people's addresses."
    return KeptPart(kept.id, f"{kept.words}\n{remark}")


def by_hand(wanted: Source) -> str:
    """What to do where the publisher's server refuses programs."""
    return (
        f"If a browser gets it from {wanted.landing}, run: "
        f"python -m geo.pipeline fetch {wanted.id} --from FILE"
    )


def _keep(wanted: Source, handle: BinaryIO, day: str, reference: Path) -> KeptPart:
    """Read the list and put `committees.csv` in place, whole or not at all."""
    tables, _ = readable_reference(reference)
    names = [name for name in tables.organisations["name"] if name]
    file = Path(wanted.file).name
    try:
        reading = read_committees(handle, file, day, names, max_mb=wanted.max_mb)
    except DataProblems as fault:
        raise FetchError(f"{wanted.id}: nothing was changed. {fault}") from fault
    if lost := _refusal(reading, tables):
        raise FetchError(f"{wanted.id}: nothing was changed. {lost}")
    target = reference / Path(COMMITTEES.file).name
    try:
        with beside(target, to_table(reading.committees)) as new:
            new.replace(target)
    except OSError as fault:
        remedy = "Check the free space and the permissions of the folder."
        what = f"{COMMITTEES.file} could not be saved ({fault.strerror})."
        raise FetchError(f"{wanted.id}: {what} {remedy}") from fault
    return KeptPart(wanted.id, "\n".join(_said(wanted, reading, tables)))


def _refusal(reading: Reading, tables: Reference) -> str:
    """Why a list that could be read is not believed; empty if it is.

    A server that sends a part of the file, or an old one, must not unmake what a person decided.
    """
    if not reading.committees:
        return "No committee of the list concerns the directory, so this is not the whole list."
    before = set(tables.committees["id"]) & set(tables.committee_links["committee_id"])
    lost = sorted(before - {committee.id for committee in reading.committees}, key=int)
    if not lost:
        return ""
    return (
        f"The list lacks committee {', '.join(lost)}, on which committee_links.csv decides. It may "
        "have come in part: try again. If the Board dropped it, delete its rows there first."
    )


def to_table(committees: Iterable[Committee]) -> bytes:
    """`committees.csv`: UTF-8, header row, LF line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(KEPT)
    writer.writerows(map(astuple, committees))
    return out.getvalue().encode()


def _said(wanted: Source, reading: Reading, tables: Reference) -> Iterator[str]:
    """What was kept, what changed and what was left out."""
    number, now = len(reading.committees), {committee.id for committee in reading.committees}
    yield f"{wanted.id}: {number:,} of {reading.rows:,} committees kept in {COMMITTEES.file}"
    before = set(tables.committees["id"])
    if before:
        yield f"{len(now - before)} of them are new; {len(before - now)} of before are not listed"
    for problem in reading.problems[:MAX_SAID]:
        yield f"- {problem}"
    if len(reading.problems) > MAX_SAID:
        yield f"- … and {len(reading.problems) - MAX_SAID} more."
