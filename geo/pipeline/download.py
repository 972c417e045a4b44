"""Download one source over the network, within its limits of time and size.

Faults that may pass are tried again; all others are told at once. Nothing here touches the disk.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
import tenacity
import urllib3

from geo.errors import FetchError
from geo.sources import Source

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


class _TemporaryError(FetchError):
    """A fault that may pass; `wait` is the pause the server asked for, in seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


def say(wanted: Source, what: str, remedy: str) -> str:
    """A fault of one source. Never pass an exception's own text: it may hold an access key."""
    return f"{wanted.id}: {wanted.address}: {what}. {remedy}"


def key_hint(wanted: Source) -> str:
    """How to get and set the access key; empty for a source that asks for none."""
    if not wanted.key_variable:
        return ""
    return (
        f"This address asks for a free access key: see {wanted.landing}, ask the publisher for "
        f"one, and set the environment variable {wanted.key_variable} to it."
    )


def download(wanted: Source, limits: Limits) -> bytes:
    """Download one source in a thread that is left behind at the deadline.

    The read time-out starts anew with every byte, so a server that sends a byte now and then
    would hold a plain call for ever. The thread is a daemon: it cannot keep the program alive.

    Parameters
    ----------
    wanted : Source
        A source that has an address.
    limits : Limits
        Waits in seconds, and how often to ask.

    Returns
    -------
    bytes
        The content, unpacked, at most `wanted.max_mb` millions of bytes; its kind is not checked.

    Raises
    ------
    FetchError
        If it did not come whole and in time; the message names the source and its address.
    """
    stop = threading.Event()
    result: list[bytes | FetchError] = []
    work = (result, wanted, limits, stop)
    worker = threading.Thread(target=_leave_in, args=work, name=f"fetch {wanted.id}", daemon=True)
    worker.start()
    worker.join(limits.deadline)
    stop.set()
    if worker.is_alive():
        what = f"it did not arrive within {limits.deadline:g} seconds"
        raise FetchError(say(wanted, what, "Try again when the server or the network is faster."))
    if not result:
        raise FetchError(say(wanted, "the program failed, as shown above", "Report it."))
    if isinstance(result[0], FetchError):
        raise result[0]
    return result[0]


def _leave_in(
    result: list[bytes | FetchError], wanted: Source, limits: Limits, stop: threading.Event
) -> None:
    """Work of the thread: what came, or why nothing did, is the one item of `result`."""
    try:
        result.append(_ask_until_answered(wanted, limits, stop))
    except FetchError as fault:
        result.append(fault)


def _ask_until_answered(wanted: Source, limits: Limits, stop: threading.Event) -> bytes:
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
        raise FetchError(say(wanted, what, f"Look at {wanted.landing}.")) from None


def _answer(wanted: Source, session: requests.Session, limits: Limits) -> requests.Response:
    """Open the address, following a few redirects, each only if it is https again."""
    address = wanted.address
    key = os.environ.get(wanted.key_variable) if wanted.key_variable else None
    for _ in range(limits.redirects + 1):
        parts = urlsplit(address)
        plain = parts.scheme == "http" and parts.hostname == limits.insecure_host
        if not (plain or parts.scheme == "https"):
            what = f"it leads to {parts.scheme}://{parts.hostname}, which is not https"
            raise FetchError(say(wanted, what, f"Look for a safe address at {wanted.landing}."))
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
    raise FetchError(say(wanted, what, f"Look for the present address at {wanted.landing}."))


def _network_fault(wanted: Source, fault: requests.RequestException, limits: Limits) -> FetchError:
    """Say in plain words why the network failed, and whether to try again."""
    late = any(isinstance(a, urllib3.exceptions.ReadTimeoutError) for a in fault.args)
    again = "Check the network and try again."
    if isinstance(fault, requests.exceptions.SSLError):
        remedy = "Check this computer's clock and certificates."
        return FetchError(say(wanted, "its certificate cannot be trusted", remedy))
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
        return FetchError(say(wanted, f"the answer is unusable ({type(fault).__name__})", remedy))
    return _TemporaryError(say(wanted, what, again))


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
            raise FetchError(say(wanted, what, "Try again after that."))
        raise _TemporaryError(say(wanted, what, "Try again later."), wait)
    remedy = f"Find its present place at {wanted.landing} and mend sources.toml."
    raise FetchError(say(wanted, what, key_hint(wanted) or remedy))


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
    too_large = say(wanted, what, "If that is right, raise max_mb in sources.toml.")
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
        raise FetchError(say(wanted, "it came after the deadline", "Try again."))
