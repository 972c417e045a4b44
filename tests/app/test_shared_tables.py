"""What one visitor does stays with that visitor: no page changes the tables all of them share."""

from __future__ import annotations

import pandas as pd

from tests.app.visits import NAMES, visit
from ui.cache import atlas as atlas_now


def fingerprint() -> dict[str, str]:
    atlas = atlas_now()
    reference = {name: getattr(atlas.reference, name) for name in vars(atlas.reference)}
    frames = {**atlas.tables, **reference, "reach": atlas._reach}
    return {
        name: f"{list(frame.columns)} {list(frame.dtypes)} "
        f"{pd.util.hash_pandas_object(frame).tolist()}"
        for name, frame in frames.items()
    }


def test_no_page_changes_the_tables_all_visitors_share() -> None:
    visit("presence")
    shared = atlas_now()
    before = fingerprint()
    assert {"crosswalk_2015_2023", "ward_sides", "organisations", "alders", "reach"} <= set(before)
    for page in NAMES:
        for settings in ({}, {"map": "2023", "ward": "3", "scheme": "essay", "find": "ward"}):
            assert not visit(page, **settings).exception
    assert atlas_now() is shared
    assert fingerprint() == before
