"""Where a figure that is taken away comes from."""

from __future__ import annotations

from dataclasses import dataclass

from geo.atlas_records import Build


@dataclass(frozen=True)
class About:
    """What a file says of its origin.

    Parameters
    ----------
    build : Build
        The data shown.
    address : str
        The whole address that restores the view; a path without a host where none is known.
    data_hash : str
        Hash of the data shown, see `geo.permanent.data_hash`.
    """

    build: Build
    address: str
    data_hash: str
