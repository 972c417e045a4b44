"""Download official sources, checked before they touch the disk.

A download is held in memory (every source has a size limit), checked for its kind, and only then
moved into place together with its entry in `checksums.json`. Whatever goes wrong before that
leaves the earlier file and the record as they were.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import tenacity
import urllib3
from tqdm import tqdm

from geo import paths
from geo.errors import AtlasError, FetchError
from geo.sources import Source, source, sources

RECORD = "checksums.json"
"""Beside the downloads: for each source its address, file, sha256, bytes and time (UTC)."""

_CHUNK = 16_384
_OK = 200
_BUSY = frozenset({408, 429})
_SERVER_FAULT = 500


@dataclass(frozen=True)
class Limits:
    """How long to wait and how often to ask; seconds unless named otherwise.

    `deadline` covers one source with all its retries. `insecure_host` may be asked over plain
    http; it is there for tests against a server on this computer and is empty otherwise.
    """

    connect: float = 10
    read: float = 60
    deadline: float = 600
    attempts: int = 4
    first_wait: float = 1
    longest_wait: float = 30
    longest_retry_after: float = 120
    redirects: int = 5
    insecure_host: str = ""


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
    """A source left out because its publisher offers no download."""

    id: str
    why: str


class _TemporaryError(FetchError):
    """A fault that may pass; `wait` is the pause the server asked for, in seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


def fetch(
    ids: Sequence[str] = (),
    folder: Path = paths.RAW,
    *,
    register: Sequence[Source] | None = None,
    limits: Limits | None = None,
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

    Returns
    -------
    list of Fetched
        One entry per download, in the order asked for.

    Raises
    ------
    FetchError
        If any source failed: one line for each. The others were saved.
    """
    outcomes = list(_outcomes(ids, folder, register, limits or Limits()))
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
        steps = _outcomes(ids, folder, known, limits or Limits())
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


def _line(outcome: Fetched | Skipped, known: Sequence[Source]) -> str:
    """What is said of one source that did not fail."""
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
    ids: Sequence[str], folder: Path, register: Sequence[Source] | None, limits: Limits
) -> Iterator[Fetched | Skipped | AtlasError]:
    """Fetch one source after the other; a fault is an outcome, so that the rest still come."""
    known = sources() if register is None else register
    _read_record(folder)  # a record that cannot be kept is a reason not to begin
    for source_id in dict.fromkeys(ids or [s.id for s in known]):
        try:
            wanted = source(source_id, known)
            if wanted.address:
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
    body = _within_deadline(wanted, limits)
    if wrong := _kind_fault(wanted.kind, body):
        remedy = _key_hint(wanted) or f"Look at the address and at {wanted.landing}."
        raise FetchError(_say(wanted, f"what came is not {wanted.kind}: {wrong}", remedy))
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
        raise FetchError(_say(wanted, what, remedy)) from fault
    return fetched


def _say(wanted: Source, what: str, remedy: str) -> str:
    """A fault of one source. Never pass an exception's own text: it may hold an access key."""
    return f"{wanted.id}: {wanted.address}: {what}. {remedy}"


def _key_hint(wanted: Source) -> str:
    if not wanted.key_variable:
        return ""
    return (
        f"This address asks for a free access key: see {wanted.landing}, ask the publisher for "
        f"one, and set the environment variable {wanted.key_variable} to it."
    )


def _within_deadline(wanted: Source, limits: Limits) -> bytes:
    """Download in a thread that is left behind at the deadline.

    The read time-out starts anew with every byte, so a server that sends a byte now and then
    would hold a plain call for ever. The thread is a daemon: it cannot keep the program alive.
    """
    stop = threading.Event()
    result: list[bytes | FetchError] = []

    def work() -> None:
        try:
            result.append(_download(wanted, limits, stop))
        except FetchError as fault:
            result.append(fault)

    worker = threading.Thread(target=work, name=f"fetch {wanted.id}", daemon=True)
    worker.start()
    worker.join(limits.deadline)
    stop.set()
    if worker.is_alive():
        what = f"it did not arrive within {limits.deadline:g} seconds"
        raise FetchError(_say(wanted, what, "Try again when the server or the network is faster."))
    if not result:
        raise FetchError(_say(wanted, "the program failed, as shown above", "Report it."))
    if isinstance(result[0], FetchError):
        raise result[0]
    return result[0]


def _download(wanted: Source, limits: Limits, stop: threading.Event) -> bytes:
    """Ask until an answer comes, waiting longer each time; temporary faults only."""
    retrying = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(_TemporaryError),
        stop=tenacity.stop_after_attempt(limits.attempts),
        wait=lambda state: _pause(state, limits),
        sleep=tenacity.sleep_using_event(stop),
        reraise=True,
    )
    try:
        return retrying(_attempt, wanted, limits, stop)
    except _TemporaryError as fault:
        raise FetchError(f"{fault} (Asked {limits.attempts} times.)") from None


def _pause(state: tenacity.RetryCallState, limits: Limits) -> float:
    """Seconds until the next try: doubling with jitter, or longer if the server asks for it."""
    backoff = tenacity.wait_exponential_jitter(
        multiplier=limits.first_wait, max=limits.longest_wait, jitter=limits.first_wait
    )(state)
    fault = state.outcome.exception() if state.outcome else None
    asked = fault.wait if isinstance(fault, _TemporaryError) else None
    return backoff if asked is None else max(asked, backoff)


def _attempt(wanted: Source, limits: Limits, stop: threading.Event) -> bytes:
    """Ask once."""
    _require_waiting(wanted, stop)
    try:
        with requests.Session() as session, _answer(wanted, session, limits) as response:
            _check_status(wanted, response, limits)
            return _body(wanted, response, stop)
    except requests.RequestException as fault:
        # The exception's text and chain can hold the access key, so neither is passed on.
        raise _network_fault(wanted, fault, limits) from None
    except ValueError:
        what = "it leads to an address that cannot be read"
        raise FetchError(_say(wanted, what, f"Look at {wanted.landing}.")) from None


def _answer(wanted: Source, session: requests.Session, limits: Limits) -> requests.Response:
    """Open the address, following a few redirects, each only if it is https again."""
    address = wanted.address
    key = os.environ.get(wanted.key_variable) if wanted.key_variable else None
    for _ in range(limits.redirects + 1):
        parts = urlsplit(address)
        plain = parts.scheme == "http" and parts.hostname == limits.insecure_host
        if not (plain or parts.scheme == "https"):
            what = f"it leads to {parts.scheme}://{parts.hostname}, which is not https"
            raise FetchError(_say(wanted, what, f"Look for a safe address at {wanted.landing}."))
        response = session.get(
            address,
            params={"key": key} if key else None,
            timeout=(limits.connect, limits.read),
            allow_redirects=False,
            stream=True,
        )
        if not response.is_redirect:
            return response
        response.close()
        address, key = urljoin(response.url, response.headers["Location"]), None
    what = f"it was sent on more than {limits.redirects} times"
    raise FetchError(_say(wanted, what, f"Look for the present address at {wanted.landing}."))


def _network_fault(wanted: Source, fault: requests.RequestException, limits: Limits) -> FetchError:
    """Say in plain words why the network failed, and whether to try again."""
    late = any(isinstance(a, urllib3.exceptions.ReadTimeoutError) for a in fault.args)
    again = "Check the network and try again."
    if isinstance(fault, requests.exceptions.SSLError):
        remedy = "Check this computer's clock and certificates."
        return FetchError(_say(wanted, "its certificate cannot be trusted", remedy))
    if isinstance(fault, requests.ConnectTimeout):
        what = f"no connection within {limits.connect:g} seconds"
    elif isinstance(fault, requests.ReadTimeout) or late:
        what = f"the server was silent for {limits.read:g} seconds"
    elif isinstance(fault, requests.exceptions.ChunkedEncodingError):
        what = "the download was cut off before its end"
    elif isinstance(fault, requests.ConnectionError):
        what = "no connection to the server, or it broke"
    else:
        remedy = f"Check the address in sources.toml against {wanted.landing}."
        return FetchError(_say(wanted, f"the answer is unusable ({type(fault).__name__})", remedy))
    return _TemporaryError(_say(wanted, what, again))


def _check_status(wanted: Source, response: requests.Response, limits: Limits) -> None:
    """Let only a full answer through; say which others may pass with time."""
    status = response.status_code
    if status == _OK:
        return
    what = f"the server answered {status}"
    if status in _BUSY or status >= _SERVER_FAULT:
        wait = _retry_after(response)
        if wait is not None and wait > limits.longest_retry_after:
            what += f" and asks to be left alone for {wait:.0f} seconds"
            raise FetchError(_say(wanted, what, "Try again after that."))
        raise _TemporaryError(_say(wanted, what, "Try again later."), wait)
    remedy = f"Find its present place at {wanted.landing} and mend sources.toml."
    raise FetchError(_say(wanted, what, _key_hint(wanted) or remedy))


def _retry_after(response: requests.Response) -> float | None:
    """Seconds the server asks to wait, given as a number or as a date; None if it does not."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - datetime.now(UTC).timestamp())


def _body(wanted: Source, response: requests.Response, stop: threading.Event) -> bytes:
    """Read the content, unpacked, never more than the source may have."""
    most = int(wanted.max_mb * 1_000_000)
    what = f"it is larger than the {wanted.max_mb:g} MB allowed"
    too_large = _say(wanted, what, "If that is right, raise max_mb in sources.toml.")
    announced = response.headers.get("Content-Length", "")
    if announced.isascii() and announced.isdigit() and float(announced) > most:
        raise FetchError(too_large)
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > most:
            raise FetchError(too_large)
        _require_waiting(wanted, stop)
    return bytes(body)


def _require_waiting(wanted: Source, stop: threading.Event) -> None:
    """End the thread that was left behind: setting `stop` also cuts short its pause."""
    if stop.is_set():
        raise FetchError(_say(wanted, "it came after the deadline", "Try again."))


def _kind_fault(kind: str, body: bytes) -> str:
    """Why the content is not of its kind; empty if it is."""
    if body.lstrip()[:1] == b"<":
        return "it looks like a web page"
    try:
        return _CHECKS[kind](body)
    except (ValueError, RecursionError, csv.Error, zipfile.BadZipFile) as fault:
        return f"it cannot be read ({fault})"


def _geojson_fault(body: bytes) -> str:
    data = json.loads(body)
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        return "it is not a FeatureCollection"
    features = data.get("features")
    return "" if isinstance(features, list) and features else "it has no features"


def _rows_fault(body: bytes) -> str:
    rows = json.loads(body)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return "it is not a list of rows"
    return _table_fault(rows)


def _csv_fault(body: bytes) -> str:
    if b"\0" in body:
        return "it is not text"
    text = io.StringIO(body.decode("utf-8-sig"), newline="")
    return _table_fault([row for row in csv.reader(text, strict=True) if row])


def _table_fault(rows: list[list[Any]]) -> str:
    """A table has a header of two columns or more, and rows of the same length."""
    if not rows or len(rows[0]) < 2:  # noqa: PLR2004  one column means another delimiter
        return "its first row does not have columns parted by commas"
    uneven = [n for n, row in enumerate(rows, start=1) if len(row) != len(rows[0])]
    if uneven:
        return f"row {uneven[0]} does not have the {len(rows[0])} columns of the first"
    return "" if rows[1:] else "it has no rows"


def _zip_fault(body: bytes) -> str:
    if not body.startswith(b"PK\x03\x04"):
        return "it does not begin like a zip file"
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "" if archive.namelist() else "it is empty"


_CHECKS: dict[str, Callable[[bytes], str]] = {
    "geojson": _geojson_fault,
    "census_json": _rows_fault,
    "csv": _csv_fault,
    "zip": _zip_fault,
}


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
    with _beside(target, body) as new, _beside(record_path, text.encode()) as new_record:
        new.replace(target)
        new_record.replace(record_path)


@contextmanager
def _beside(target: Path, content: bytes) -> Iterator[Path]:
    """A temporary file in the target's folder, so that moving it into place is one step."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)
