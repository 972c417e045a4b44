"""Every way the atlas has to check a statement, by id. One small pure function each.

A new kind of check is a function from a `Case` to its findings, one per definition, and a line in
the `CHECKS` of its file.
"""

from __future__ import annotations

from geo.claim_checks import coalitions, founding, race, records, sides, votes, wards
from geo.claim_records import Check

REGISTRY: dict[str, Check] = {
    check.id: check
    for part in (wards, sides, race, founding, coalitions, votes, records)
    for check in part.CHECKS
}
"""Every check by id, as named in the column `check` of `claims.csv`."""
