"""Organizations in words: names, dates and founding, with what is not known said."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.organisations import STATUS_WORDS, Organisation, date_words, founding, organisations
from geo.presence import STATUSES

BLANK = {
    "name": "",
    "name_confidence": "high",
    "kind": "ward",
    "founded_from": "",
    "founded_to": "",
    "status": "unknown",
    "last_evidence": "",
    "website": "",
    "in_essay": True,
    "note": "",
    "source_ids": "",
}
PLACES = ["organisation_id", "vintage", "ward", "community_area"]


def directory(
    rows: list[dict[str, object]],
    places: list[tuple[str, int | None, int | None, int | None]] | None = None,
) -> dict[str, Organisation]:
    footprints = pd.DataFrame(places or [], columns=PLACES).astype(
        dict.fromkeys(PLACES[1:], "Int64")
    )
    found = organisations(pd.DataFrame([{**BLANK, **row} for row in rows]), footprints)
    return {o.id: o for o in found}


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("", ""),
        ("1983", "1983"),
        ("2019-07", "July 2019"),
        ("2023-12", "December 2023"),
        ("2019-05-20", "May 20, 2019"),
        ("2021-06-01", "June 1, 2021"),
    ],
)
def test_partial_dates_in_words(date: str, words: str) -> None:
    assert date_words(date) == words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("", "", "not known"),
        ("1983", "1983", "1983"),
        ("", "2016-03", "by March 2016"),
        ("2018", "", "2018 or later"),
        ("2018", "2019", "between 2018 and 2019"),
        ("2018-01", "2018-06-09", "between January 2018 and June 9, 2018"),
    ],
)
def test_founding_says_what_is_not_known(earliest: str, latest: str, words: str) -> None:
    assert founding(earliest, latest) == words


def test_a_name_that_was_not_found_is_not_made_up() -> None:
    found = directory(
        [{"id": "a"}, {"id": "b"}, {"id": "c", "name": "Neighbors United"}],
        [("a", 2015, 10, None), ("c", 2015, 3, None)],
    )
    assert found["a"].label == "Organization in ward 10 (name not found)"
    assert found["b"].label == "Organization (name not found)"
    assert found["c"].label == "Neighbors United"
    assert [found[key].named for key in "abc"] == [False, False, True]


def test_places_belong_to_their_organization_only() -> None:
    found = directory(
        [{"id": "a"}, {"id": "b", "kind": "regional"}],
        [("b", None, None, 28), ("a", 2023, 4, None), ("a", 2015, 9, None), ("b", None, None, 3)],
    )
    assert (found["a"].homes, found["a"].areas) == (((2015, 9), (2023, 4)), ())
    assert (found["b"].homes, found["b"].areas) == ((), (3, 28))


def test_ward_organizations_come_first_by_ward_then_the_essay_then_the_name() -> None:
    found = directory(
        [
            {"id": "z-region", "kind": "regional", "name": "A"},
            {"id": "ward-10", "name": "M"},
            {"id": "ward-9-outside", "name": "A", "in_essay": False},
            {"id": "ward-9-essay", "name": "Z"},
            {"id": "ward-9-other", "name": "B", "in_essay": False},
        ],
        [
            ("ward-10", 2015, 10, None),
            ("ward-9-outside", 2015, 9, None),
            ("ward-9-essay", 2015, 9, None),
            ("ward-9-other", 2015, 9, None),
        ],
    )
    order = ["ward-9-essay", "ward-9-outside", "ward-9-other", "ward-10", "z-region"]
    assert list(found) == order


def test_sources_are_split_and_trimmed() -> None:
    found = directory([{"id": "a", "source_ids": "essay-2021; site ;;paper"}, {"id": "b"}])
    assert found["a"].source_ids == ("essay-2021", "site", "paper")
    assert found["b"].source_ids == ()


def test_evidence_without_a_date_says_so() -> None:
    found = directory([{"id": "a"}, {"id": "b", "last_evidence": "2021-06"}])
    assert found["a"].evidence == "none with a date"
    assert found["b"].evidence == "June 2021"


def test_every_status_has_words() -> None:
    assert set(STATUS_WORDS) == set(STATUSES)
    found = directory([{"id": s, "status": s} for s in STATUSES])
    assert len({o.status_words for o in found.values()}) == len(STATUSES)
    assert found["unknown"].status_words != "unknown"
