"""What the cells of the state's list of committees must look like, and which texts are not kept."""

from __future__ import annotations

import re

from geo.cells import RISKY, cell_faults, first_day
from geo.committee_tables import COMMITTEES

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T].*)?|(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
_FLAG, _WHOLE, _SIDE = r"(?i:true|false|t|f|y|n|yes|no|[01])?", r"[0-9.]*", r"[A-Za-z]?[a-z]*"

# What a column must look like; a cell that does not shows that the row is shifted.
_FORMS: dict[str, str] = {
    **{"id": r"[1-9][0-9]{0,8}", "status": r"[A-Za-z]?", "active": _FLAG},
    **dict.fromkeys(("stateid", "localid", "state_id", "local_id"), _WHOLE),
    **dict.fromkeys(("statecommittee", "localcommittee"), _FLAG),
    **dict.fromkeys(("state_committee", "local_committee"), _FLAG),
    **dict.fromkeys(("dispfundsreturn", "dispfundspolcomm", "dispfundscharity"), _FLAG),
    **dict.fromkeys(("dispfunds95", "disp_funds_return", "disp_funds_charity"), _FLAG),
    **dict.fromkeys(("disp_funds_political_committee", "disp_funds_95"), _FLAG),
    **dict.fromkeys(("cansuppopp", "policysuppopp"), _SIDE),
    **dict.fromkeys(("candidate_position", "committee_position", "policy_position"), _SIDE),
    **dict.fromkeys(("zip", "zipcode"), r"[0-9 -]*"),
    **dict.fromkeys(("creationamount", "creation_amount"), r"[$0-9.,-]*"),
    **dict.fromkeys(("party", "partyaffiliation"), r"[^0-9]{0,40}"),
}
_DATES = ("statusdate", "creationdate", "status_date", "creation_date")

ACTIVE = {"a": "yes", "true": "yes", "t": "yes", "1": "yes"} | dict.fromkeys(
    ("f", "i", "false", "0"), "no"
)
"""Marks of the Board (A active, I inactive, F final) and of the older export."""

_PRIVATE = re.compile(
    r"\S@\S|\d{3}\D{0,2}\d{3}[-. ]?\d{4}|\b6[0-2]\d{3}\b|\bp\.? ?o\.? box\b|c/o\b|\battn\b"
    r"|\d{1,6} +[nsew]\b|\d{1,6} +(?:[a-z.]+ +){1,4}(?:st|street|ave|avenue|rd|road|blvd"
    r"|boulevard|dr|drive|pl|place|ct|court|ln|lane|pkwy|terrace|way)\b",
    re.IGNORECASE,
)
"""An e-mail address, telephone number, ZIP code of Illinois, post-office box or street address."""

_RUN_TOGETHER = re.compile(
    r"(?!(?:Ma?c|De|Du|La|Le|Van|Fitz)[A-Z])\b[A-Za-z]*[a-z][A-Z]|[A-Za-z]\d"
)
"""Two texts in one, as where the tab between them was lost: "groupJane", "group22nd"."""


def fits(column: str, cell: str) -> bool:
    """Whether a cell has the form its column must have."""
    if column in _DATES:
        return day(cell) is not None
    form = _FORMS.get(column)
    return form is None or re.fullmatch(form, cell) is not None


def day(text: str) -> str | None:
    """The ISO day of a date with or without a time; blank stays blank, None if it is no date."""
    if not text:
        return ""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    iso = found[1] or f"{found[4]}-{int(found[2]):02}-{int(found[3]):02}"
    return iso if first_day(iso) else None


_COLUMNS = {column.name: column for column in COMMITTEES.columns}


def unfit(name: str, text: str) -> str:
    """Why a text cannot be kept, without repeating it; empty if it can."""
    if "\ufffd" in text or "\0" in text:
        return "The cell holds a NUL or bytes that are neither UTF-8 nor Windows-1252."
    if text.startswith(RISKY):
        return "The cell begins like a formula of a spreadsheet."
    if _PRIVATE.search(text):
        return "The cell seems to hold an address or a telephone number, which is not kept."
    if name == "name" and _RUN_TOGETHER.search(text):
        return "Two texts seem to run together, as where a tab was lost."
    if any(cell_faults(_COLUMNS[name], text)):
        return "The cell is blank or too long, or holds a control character."
    return ""
