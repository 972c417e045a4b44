"""Whether what was downloaded is what its address promised.

Servers answer with error pages, half files and empty tables under a good status; such an answer
must not replace an earlier good file.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any


def kind_fault(kind: str, body: bytes) -> str:
    """Say why content is not of its kind.

    Parameters
    ----------
    kind : str
        One of `geo.sources.KINDS`.
    body : bytes
        The whole content.

    Returns
    -------
    str
        The fault in plain words, to follow "what came is not ..."; empty if there is none.
    """
    if body.lstrip()[:1] == b"<":
        return "it looks like a web page"
    try:
        return _CHECKS[kind](body)
    except (
        ValueError,
        RecursionError,
        csv.Error,
        zipfile.BadZipFile,
        NotImplementedError,
    ) as fault:
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


def _tsv_fault(body: bytes) -> str:
    """A table without quotation marks; only its frame, as its reader names each faulty row."""
    header = body[: body.find(b"\n") + 1]
    if not header or b"\t" not in header or b"\0" in header:
        return "its first row does not have columns parted by tabs"
    if not body.endswith(b"\n"):
        return "it ends in the middle of a row"
    return "" if body[len(header) :].strip() else "it has no rows"


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
    "tsv": _tsv_fault,
    "zip": _zip_fault,
}
