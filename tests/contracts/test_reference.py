"""The hand-kept tables hold what they promise."""

from __future__ import annotations

import csv
import re
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from geo import paths
from geo.cells import split_ids
from geo.reference import SIDES, TABLES, Reference, check_reference, load_reference
from geo.schemas import Table

ESSAY_WARDS = [1, 10, 11, 12, 14, 15, 22, 25, 31, 32, 33, 35, 36, 39, 40, 48, 50]

EMAIL = re.compile(r"\w@\w")

PHONE = re.compile(r"(?<!\d)(\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)")


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def test_the_real_tables_have_no_problems() -> None:
    assert [str(problem) for problem in check_reference()] == []


def test_every_table_has_its_field() -> None:
    assert [field.name for field in fields(Reference)] == [table.name for table in TABLES]


def test_the_essay_lists_seventeen_wards_and_three_regions(reference: Reference) -> None:
    essay = reference.organisations[reference.organisations["in_essay"]]
    assert essay["kind"].value_counts().to_dict() == {"ward": 17, "regional": 3}
    places = reference.footprints.merge(
        essay, left_on="organisation_id", right_on="id", validate="many_to_one"
    )
    homes = places[places["role"] == "home"]
    assert sorted(homes["ward"]) == ESSAY_WARDS
    assert set(homes["vintage"]) == {2015}
    assert places.loc[places["kind"] == "regional", "ward"].isna().all()


def test_five_essay_wards_have_no_known_name(reference: Reference) -> None:
    unnamed = reference.organisations.query("name == ''")
    homes = reference.footprints[reference.footprints["organisation_id"].isin(unnamed["id"])]
    assert sorted(homes["ward"]) == [1, 10, 15, 31, 36]
    assert set(unnamed["name_confidence"]) == {"unknown"}


def test_organizations_outside_the_essay(reference: Reference) -> None:
    others = reference.organisations[~reference.organisations["in_essay"]]
    homes = reference.footprints[reference.footprints["organisation_id"].isin(others["id"])]
    assert sorted(homes["ward"].dropna()) == [15, 26, 30, 49]
    assert others["kind"].value_counts().to_dict() == {"ward": 4, "regional": 3}


def test_only_organizations_with_evidence_since_2024_are_called_active(
    reference: Reference,
) -> None:
    active = reference.organisations[reference.organisations["status"] == "active"]
    assert set(active["id"]) == {"33rd-ward-working-families", "un35"}
    assert (active["last_evidence"] >= "2024").all()


def test_a_long_silence_is_read_as_possibly_defunct_and_said_to_be_our_reading(
    reference: Reference,
) -> None:
    doubtful = reference.organisations.query("status == 'possibly defunct'")
    notes = dict(zip(doubtful["id"], doubtful["note"], strict=True))
    assert notes.keys() == {
        "grassroots-illinois-action-15",
        "grassroots-illinois-action-26",
        "near-west-side-ipo",
    }
    assert all("the atlas’s own reading" in note for note in notes.values())
    assert "no dated evidence after 2015" in notes["grassroots-illinois-action-15"]
    assert "no dated evidence after 2015" in notes["grassroots-illinois-action-26"]
    assert "no dated evidence after 1982" in notes["near-west-side-ipo"]
    assert "defunct" not in set(reference.organisations["status"])


def test_founding_is_an_interval(reference: Reference) -> None:
    founded = reference.organisations.set_index("id")[["founded_from", "founded_to"]]
    assert list(founded.loc["22nd-ward-ipo"]) == ["1983", "1983"]
    assert list(founded.loc["12th-ward-ipo"]) == ["", "2016-03"]
    assert list(founded.loc["14th-ward-independent-progressive-organization"]) == ["2018", "2019"]
    assert list(founded.loc["39th-ward-neighbors-united"]) == ["", ""]


def test_regional_organizations_are_placed_in_community_areas(reference: Reference) -> None:
    areas = reference.footprints.dropna(subset="community_area")
    found = areas.groupby("organisation_id")["community_area"].apply(sorted).to_dict()
    assert found == {
        "greater-austin-ipo": [25],
        "lakeview-uptown-ipo": [3, 6],
        "near-west-side-ipo": [28],
        "united-northwest-side": [15, 16, 17, 18, 19, 20],
    }
    described = areas[areas["role"] == "described_area"]
    assert set(described["organisation_id"]) == {"united-northwest-side"}
    assert set(described["confidence"]) == {"low"}


def test_fifty_alderpersons_sit_on_the_2023_map(reference: Reference) -> None:
    sitting = reference.alders.query("vintage == 2023 and to == ''")
    assert sorted(sitting["ward"]) == list(range(1, 51))
    assert sitting["name"].is_unique
    names = dict(zip(sitting["ward"], sitting["name"], strict=True))
    assert names[22] == "Michael D. Rodríguez"
    assert names[33] == "Rossana Rodríguez-Sánchez"
    assert names[35] == "Anthony Quezada"
    assert names[40] == "André Vasquez"


def test_fifty_alderpersons_sat_on_the_first_day_of_each_council(reference: Reference) -> None:
    for vintage, day in ((2015, "2015-05-18"), (2015, "2019-05-20"), (2023, "2023-05-15")):
        alders = reference.alders[reference.alders["vintage"] == vintage]
        began = alders["from"] <= day
        sitting = alders[began & ((alders["to"] == "") | (alders["to"] >= day))]
        assert sorted(sitting["ward"]) == list(range(1, 51)), day


def test_a_vacancy_between_two_terms_stays_a_gap(reference: Reference) -> None:
    ward = reference.alders.query("vintage == 2015 and ward == 12")
    assert list(zip(ward["from"], ward["to"], strict=True)) == [
        ("2003-05-05", "2022-11-30"),
        ("2022-12-14", "2023-05-14"),
    ]


def test_every_row_has_a_known_source(reference: Reference) -> None:
    known = set(reference.citations["id"])
    cells = [
        *reference.organisations["source_ids"],
        *reference.footprints["source_id"],
        *reference.alders["source_id"],
        *reference.side_schemes["source_id"],
        *reference.ward_side_labels["source_id"],
    ]
    assert all(split_ids(cell) and known.issuperset(split_ids(cell)) for cell in cells)


def test_side_schemes_place_nine_sides(reference: Reference) -> None:
    groups = reference.side_schemes.pivot(index="side", columns="scheme", values="group")
    assert set(groups.index) == set(SIDES)
    assert groups.notna().all(axis=None)
    assert groups.nunique().to_dict() == {"nine": 9, "five": 5, "essay": 4}
    assert groups.loc["Northwest"].to_dict() == {
        "nine": "Northwest",
        "five": "Northwest",
        "essay": "North and Northwest",
    }


def test_the_press_disagrees_on_the_side_of_a_ward(reference: Reference) -> None:
    cited = reference.ward_side_labels.merge(
        reference.citations, left_on="source_id", right_on="id", validate="many_to_one"
    )
    found = cited[["vintage", "ward", "label", "publisher"]].itertuples(index=False, name=None)
    assert sorted(found) == [
        (2015, 22, "Far West Side", "Chicago Sun-Times"),
        (2015, 22, "Southwest Side", "Chicago Sun-Times"),
        (2015, 22, "Southwest Side", "League of Women Voters of Chicago"),
        (2023, 1, "Northwest Side", "Chicago Tribune"),
    ]
    assert cited["source_id"].is_unique


def test_numbers_and_flags_have_types(reference: Reference) -> None:
    assert reference.footprints["ward"].dtype == pd.Int64Dtype()
    assert reference.alders["vintage"].dtype == pd.Int64Dtype()
    assert reference.ward_side_labels["ward"].dtype == pd.Int64Dtype()
    assert reference.organisations["in_essay"].dtype == bool


AT_HAND = [t for t in TABLES if not t.optional or (paths.REFERENCE / Path(t.file).name).exists()]


@pytest.mark.parametrize("table", AT_HAND, ids=lambda table: table.name)
def test_no_private_contacts_and_plain_american_text(table: Table) -> None:
    path = paths.REFERENCE / Path(table.file).name
    data = path.read_bytes()
    assert b"\r" not in data
    for line, cells in enumerate(csv.reader(data.decode("utf-8").splitlines()), start=1):
        text = " ".join(cell for cell in cells if not cell.startswith("http"))
        assert not EMAIL.search(text), f"{path.name} line {line}: an e-mail address"
        assert not PHONE.search(text), f"{path.name} line {line}: a telephone number"
        if line > 1 and table.name != "committees":  # names are spelled as they are registered
            british = re.search("organis|neighbour|programme", text, re.IGNORECASE)
            assert not british, f"{path.name} line {line}: {british}"
