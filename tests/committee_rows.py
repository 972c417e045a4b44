"""Rows of the state's list of committees, written by hand in the documented format."""

from __future__ import annotations

import csv
import io

COLUMNS = (
    *("ID", "TypeOfCommittee", "StateCommittee", "StateID", "LocalCommittee", "LocalID"),
    *("ReferName", "Name", "Address1", "Address2", "Address3", "City", "State", "Zip"),
    *("Status", "StatusDate", "CreationDate", "CreationAmount", "DispFundsReturn"),
    *("DispFundsPolComm", "DispFundsCharity", "DispFunds95", "DispFundsDescrip"),
    *("CanSuppOpp", "PolicySuppOpp", "PartyAffiliation", "Purpose"),
)

OLDER = (
    *("id", "type", "state_committee", "state_id", "local_committee", "local_id"),
    *("refer_name", "name", "address1", "address2", "address3", "city", "state", "zipcode"),
    *("active", "status_date", "creation_date", "creation_amount", "disp_funds_return"),
    *("disp_funds_political_committee", "disp_funds_charity", "disp_funds_95"),
    *("disp_funds_description", "candidate_position", "policy_position", "party", "purpose"),
)
"""Columns of the older export of Illinois Sunshine, in the same order."""

GOOD = {
    **{"ID": "101", "TypeOfCommittee": "Political Action", "StateCommittee": "False"},
    **{"StateID": "7", "LocalCommittee": "True", "LocalID": "9", "ReferName": "Roebuck group"},
    "Name": "22nd Ward Independent Political Organization",
    **{"Address1": "c/o Jane Roe", "Address2": "1234 W Roe St", "Address3": "Suite Zulu"},
    **{"City": "Roeville", "State": "IL", "Zip": "60699", "Status": "A"},
    **{"StatusDate": "2019-07-01 00:00:00", "CreationDate": "2018-02-03 00:00:00"},
    **{"CreationAmount": "4321.99", "DispFundsReturn": "False", "DispFundsPolComm": "True"},
    **{"DispFundsCharity": "False", "DispFunds95": "True", "DispFundsDescrip": "to Roe Charity"},
    **{"CanSuppOpp": "S", "PolicySuppOpp": "O", "PartyAffiliation": "Nonpartisan"},
    "Purpose": "To support independent candidates",
}

PRIVATE = ("Jane", "Roe", "1234", "Zulu", "60699", "4321", "Charity")
"""Words of the cells of `GOOD` that must never come through."""


def cells(**changes: str) -> list[str]:
    """The cells of a good row, with some changed."""
    assert changes.keys() <= GOOD.keys()
    return list({**GOOD, **changes}.values())


def listing(*rows: list[str], header: tuple[str, ...] = COLUMNS) -> bytes:
    """The Board's file with these rows."""
    return "".join("\t".join(row) + "\r\n" for row in (list(header), *rows)).encode("latin-1")


def older(*rows: list[str]) -> bytes:
    """The older export with these rows: commas, quotation marks, UTF-8."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([list(OLDER), *rows])
    return out.getvalue().encode()
