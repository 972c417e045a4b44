"""Streamlit servers and the browser that visits them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from geo import paths
from geo.errors import AtlasError

APPS = Path(__file__).with_name("apps")
ATLAS = paths.ROOT / "app.py"
START_S = 20.0
"""Seconds a server may take to start."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No foreign server is asked, so none can slow a page down; holding back requests one by one
    # would take time of its own.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""As in the browser tests, and the network off."""


class BenchError(AtlasError):
    """Something could not be measured."""


@contextmanager
def serving(script: Path) -> Iterator[str]:
    """Run a Streamlit server of `script` under the atlas's settings; yields its address.

    Raises
    ------
    BenchError
        If it does not answer in time.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true"]
    server = subprocess.Popen(
        command,
        cwd=paths.ROOT,  # where the settings are
        env={**os.environ, "PYTHONPATH": str(paths.ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/_stcore/health", script)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(address: str, script: Path) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:  # noqa: S310  our own
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise BenchError(
        f"The server of {script.name} did not answer within {START_S:.0f} seconds. Run "
        f"`streamlit run {script.relative_to(paths.ROOT)}` to see why."
    )


def launch(playwright: Playwright) -> Browser:
    """The installed Chromium.

    Raises
    ------
    BenchError
        If there is none.
    """
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise BenchError(
            "No chromium is installed, so nothing can be measured. Install it, for example with "
            "`apt install chromium`, and run the benchmark again."
        )
    return playwright.chromium.launch(executable_path=found, args=list(FLAGS))
