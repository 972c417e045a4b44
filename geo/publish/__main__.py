"""The command line: `python -m geo.publish --out DIR`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geo.errors import AtlasError
from geo.publish.records import PublishError, Settings

if TYPE_CHECKING:
    from geo.publish.run import Outcome

WRONG = 2
"""Exit code of a wrong option, as of argparse."""

MOST_SHOWN = 30
"""Broken links told one by one."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Publish; exit code 0 if every page was made and every link leads somewhere, else 1."""
    wanted = parser().parse_args(arguments)
    try:
        settings = Settings(wanted.out.expanduser(), site_address(wanted.site))
    except PublishError as fault:
        print(fault, file=sys.stderr)
        return WRONG
    from geo.publish.run import publish  # noqa: PLC0415  slow, and --help is not

    try:
        outcome = publish(settings, jobs=wanted.jobs, only=wanted.only, clean=wanted.clean)
    except AtlasError as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the next run goes on from here.", file=sys.stderr)
        return 1
    for line in lines(outcome, settings):
        print(line, file=sys.stderr if line.startswith(("Failed", "Broken")) else sys.stdout)
    return 0 if outcome.sound else 1


def parser() -> argparse.ArgumentParser:
    """The options."""
    found = argparse.ArgumentParser(
        prog="python -m geo.publish",
        description="Write the atlas as static pages: figures, ward profiles, organizations, "
        "statements, data and feeds. Only what has changed is written anew. Any web host can serve "
        "the folder.",
    )
    found.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder of the site; empty, or ours"
    )
    found.add_argument(
        "--site",
        default="",
        metavar="URL",
        help="address the site will have, like https://example.org/atlas/: needed for the sitemap, "
        "and for full addresses in feeds, previews and citations",
    )
    found.add_argument(
        "--jobs", type=jobs, default=cores(), metavar="N", help="processes (default: %(default)s)"
    )
    found.add_argument(
        "--only",
        default="",
        metavar="PATTERN",
        help="make these pages only, like 'wards/2023/*,figures/*'",
    )
    found.add_argument(
        "--clean", action="store_true", help="remove what earlier runs wrote, and make all anew"
    )
    return found


def cores() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def jobs(text: str) -> int:
    """A number of processes, from 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes; give 1 or more")
    return number


def site_address(text: str) -> str:
    """The address of the site with a slash at its end; blank if none is given.

    Raises
    ------
    PublishError
        If it is no full address of a folder on the web.
    """
    if not text:
        return ""
    parts = urlsplit(text)
    plain = parts.scheme in ("https", "http") and parts.netloc and not parts.query
    if not plain or parts.fragment or any(c.isspace() or c in "\"'<>\\" for c in text):
        raise PublishError(
            f"--site {text!r} is not the address of a site. Write it like "
            "https://example.org/atlas/."
        )
    return text.rstrip("/") + "/"


def lines(outcome: Outcome, settings: Settings) -> Iterator[str]:
    """What a run did, for the person who started it."""
    yield (
        f"{settings.out}: {len(outcome.written)} pages written, {len(outcome.unchanged)} "
        f"unchanged, {len(outcome.removed)} old files removed; {outcome.links.checked:,} links "
        "checked."
    )
    for name in outcome.edited:
        yield f"Left: {name} is no longer of the site, but somebody changed it."
    for one in outcome.failed:
        yield f"Failed: {one.key}: {one.why}"
    for broken in outcome.links.broken[:MOST_SHOWN]:
        yield f"Broken: {broken}"
    if len(outcome.links.broken) > MOST_SHOWN:
        yield f"Broken: and {len(outcome.links.broken) - MOST_SHOWN} more"
    if not settings.site:
        yield (
            "No --site was given: there is no sitemap.xml, and previews and feeds hold relative "
            "addresses, which some readers do not follow."
        )


if __name__ == "__main__":
    sys.exit(main())
