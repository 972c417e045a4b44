"""The command line: `python -m geo.pipeline build | fetch | validate`."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from geo import paths
from geo.errors import AtlasError, BuildError

SHARED = paths.ROOT.parent / "shared" / "sources"
"""A folder of prepared sources that several checkouts beside one another can use."""

SOURCES_HELP = (
    "folder with the files that data/sources.toml names; by default data/raw, "
    "or ../shared/sources if data/raw is empty"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit code 0 if all went well, else 1 (2 for wrong usage, from argparse)."""
    wanted = parser().parse_args(arguments)
    try:
        if wanted.command == "build":
            return build(wanted.sources)
        if wanted.command == "fetch":
            return fetch(wanted.ids, wanted.given)
        return validate(wanted.sources)
    except AtlasError as fault:
        print(fault, file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """The three commands and what they take."""
    top = argparse.ArgumentParser(
        prog="python -m geo.pipeline", description="Make and check the data of the atlas."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    building = commands.add_parser(
        "build",
        help="compute data/processed from the sources, all of it or nothing",
        description="Compute data/processed from the sources. If anything goes wrong, the "
        "earlier data stay as they are.",
    )
    fetching = commands.add_parser(
        "fetch",
        help="download official sources into data/raw",
        description="Download official sources into data/raw, each checked before it is kept.",
    )
    fetching.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="ids of data/sources.toml; none means all but the list of committees",
    )
    fetching.add_argument(
        "--from",
        dest="given",
        type=Path,
        metavar="FILE",
        help="read this file, downloaded by hand, instead; for the list of committees",
    )
    checking = commands.add_parser(
        "validate",
        help="check the data and print every figure",
        description="Check data/processed, data/reference and the registers, and print every "
        "figure beside what is allowed. Works without the sources; with them, the boundaries and "
        "the files built from are compared too.",
    )
    for command in (building, checking):
        command.add_argument("--sources", type=Path, metavar="DIR", help=SOURCES_HELP)
    return top


def build(given: Path | None) -> int:
    """Build from the sources and say where they were and what came of it."""
    from geo.boundaries import RepairedGeometryWarning  # noqa: PLC0415  slow, and --help is not
    from geo.pipeline import build as building  # noqa: PLC0415

    folder = sources_folder(given)
    if folder is None:
        raise BuildError(
            "There are no sources to build from: data/raw holds no files and there is no "
            "../shared/sources. Name a folder that holds them with --sources, or see "
            "data/sources.toml for where each comes from."
        )
    print(f"Building from {folder}")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", RepairedGeometryWarning)
        record = building.build(folder, paths.PROCESSED)
    for warning in caught:
        print(f"Note: {warning.message}")
    print(f"Built {len(record['outputs'])} files, build {record['build_id']}.")
    return 0


def fetch(ids: Sequence[str], given: Path | None) -> int:
    """Download the named sources, or all that have an address; or read the file given."""
    from geo.pipeline import fetch as fetching  # noqa: PLC0415

    return fetching.run(ids) if given is None else fetching.run_from(ids, given)


def validate(given: Path | None) -> int:
    """Check the data, comparing with the sources if there are any."""
    from geo.pipeline import validate as validating  # noqa: PLC0415

    return validating.run(paths.DATA, sources_folder(given))


def sources_folder(given: Path | None) -> Path | None:
    """The folder named, or the first of the usual ones that holds anything; None if none does.

    Raises
    ------
    BuildError
        If the folder named is not there.
    """
    if given is not None:
        if not given.is_dir():
            raise BuildError(f"There is no folder {given}. Check what follows --sources.")
        return given
    if any(path.is_file() for path in paths.RAW.rglob("*")):
        return paths.RAW
    return SHARED if SHARED.is_dir() else None


if __name__ == "__main__":
    sys.exit(main())
