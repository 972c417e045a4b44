"""The register of sources, and the reader that refuses a faulty one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from geo import paths
from geo.errors import AtlasError, DataProblems
from geo.sources import KINDS, Source, source, source_line, sources
from geo.wards import vintages

GOOD = """
[wards]
title = "Ward boundaries"
publisher = "City"
dataset = "abcd-1234"
file = "boundaries/wards.geojson"
vintage = "2015"
as_of = ""
licence = "public record"
address = "https://example.org/wards.geojson"
landing = "https://example.org/wards"
kind = "geojson"
max_mb = 2
copy_from = ""
note = ""
"""

EXPECTED = {
    *("wards_2015", "wards_2023", "community_areas", "community_area_sides", "vtds_2020"),
    *("precincts_2012_2022", "precincts_2023", "tracts_2020", "tracts_2010"),
    *("block_groups_2010", "districts_2018", "vtd_2020_pl94171", "tract_2020_pl94171"),
    *(
        f"acs_{table}_2018_bg"
        for table in ("B15002", "B19058", "B25014", "B25034", "C16002", "C17002")
    ),
    "acs_B19001_2017_bg",
    *(f"rdh_{subject}_2021_tract" for subject in ("race", "edu", "lang", "pov")),
    "udp_2018_tract",
    *("precinct_results_2015_02_24", "precinct_results_2015_04_07"),
    "precinct_results_2018_03_20",
    *("precinct_results_2019_02_26", "precinct_results_2019_04_02"),
    *("precinct_results_2023_02_28", "precinct_results_2023_04_04"),
    *("turnout_2015_02_24", "turnout_2019_02_26", "turnout_2023_02_28"),
    "alder_terms",
    "committees",
}

OFFICIAL_HOSTS = {
    "data.cityofchicago.org",
    "www2.census.gov",
    "api.census.gov",
    "elections.il.gov",
    "raw.githubusercontent.com",  # the City's own repository
}


def write(folder: Path, text: str) -> Path:
    """A register holding `text`."""
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str) -> list[tuple[int | None, str | None, str]]:
    """Row, column and words of every fault found in a register holding `text`."""
    with pytest.raises(DataProblems) as caught:
        sources(write(folder, text))
    assert all(p.file == "sources.toml" for p in caught.value.problems)
    assert all(p.remedy for p in caught.value.problems)
    return [(p.row, p.column, p.what) for p in caught.value.problems]


def test_every_source_is_registered_in_order() -> None:
    ids = [s.id for s in sources()]
    assert set(ids) == EXPECTED
    assert ids == sorted(ids)


def test_ward_maps_name_registered_sources() -> None:
    for vintage in vintages():
        assert str(vintage.year) in source(vintage.source_id).title


def test_addresses_are_official_and_serve_what_kind_says() -> None:
    for one in sources():
        if one.address:
            host = one.address.split("/")[2]
            assert host in OFFICIAL_HOSTS, one.id
            assert ("api.census.gov" in host) == (one.kind == "census_json"), one.id
            assert one.key_variable == ("CENSUS_API_KEY" if "api.census.gov" in host else "")
            if host == "data.cityofchicago.org":
                # Without a limit the portal silently stops at 1,000 rows.
                assert int(re.findall(r"\$limit=(\d+)$", one.address)[0]) >= 1000


def test_a_source_without_an_address_says_where_to_ask() -> None:
    for one in sources():
        if not one.address:
            assert re.search(r"\bask\b", one.note), one.id


def test_a_drop_in_download_has_the_copy_s_ending() -> None:
    """The build reads `file`; only a download of the same kind may stand at that path."""
    for one in sources():
        assert one.saved_as.endswith(KINDS[one.kind])
        assert one.drops_in == (one.saved_as == one.file and not one.part_in)
    drop_ins = {s.id for s in sources() if s.address and s.drops_in}
    assert drop_ins == {
        *("wards_2015", "wards_2023", "tracts_2020", "tracts_2010", "block_groups_2010")
    }


def test_of_a_source_that_names_private_persons_only_a_part_is_kept() -> None:
    parts = {s.id: paths.DATA / s.part_in for s in sources() if s.part_in}
    assert parts == {"committees": paths.REFERENCE / "committees.csv"}


def test_no_two_sources_share_a_file() -> None:
    kept = [path for s in sources() for path in {s.file, s.saved_as}]
    assert len(kept) == len(set(kept))


def test_dates_in_ids_titles_and_vintages_agree() -> None:
    dated = [s for s in sources() if re.search(r"\d{4}_\d\d_\d\d$", s.id)]
    assert len(dated) == 10
    for one in dated:
        day = date.fromisoformat(one.id[-10:].replace("_", "-"))
        assert one.vintage == f"election of {day.isoformat()}"
        assert day.isoformat() in one.file
        assert f"{day:%B} {day.day}, {day.year}" in one.title or day.isoformat() in one.title


def test_the_register_reads_like_plain_american_english() -> None:
    for one in sources():
        for text in (one.title, one.publisher, one.note):
            assert not re.search(r"organisation|programme|neighbour|TODO", text), one.id


def test_source_line() -> None:
    assert source_line(["wards_2015", "vtd_2020_pl94171"]) == (
        "Source: City of Chicago, Ward boundaries (2015 map); "
        "US Census Bureau, 2020 census (PL 94-171)"
    )


def test_source_line_names_each_once_in_the_order_given() -> None:
    line = source_line(["wards_2023", "wards_2015", "wards_2023"])
    assert line.count("2023 map") == 1
    assert line.index("2023 map") < line.index("2015 map")


def test_source_line_needs_a_source() -> None:
    with pytest.raises(AtlasError, match="at least one source"):
        source_line([])


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(AtlasError, match=r"“ward_2015”.*wards_2015, wards_2023"):
        source("ward_2015")


def test_a_good_register(tmp_path: Path) -> None:
    assert sources(write(tmp_path, GOOD)) == (
        Source(
            id="wards",
            title="Ward boundaries",
            publisher="City",
            dataset="abcd-1234",
            file="boundaries/wards.geojson",
            vintage="2015",
            as_of="",
            licence="public record",
            address="https://example.org/wards.geojson",
            landing="https://example.org/wards",
            kind="geojson",
            max_mb=2,
            copy_from="",
            note="",
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "column", "said"),
    [
        ('kind = "geojson"', 'kind = "kml"', "kind", "unknown kind “kml”"),
        ('title = "Ward boundaries"', "", "title", "lacks this field"),
        ('note = ""', "", "note", "lacks this field"),
        ('note = ""', 'notes = ""\nnote = ""', "notes", "unknown field"),
        ('title = "Ward boundaries"', 'title = " "', "title", "has ' ' here"),
        ('title = "Ward boundaries"', "title = 7", "title", "has 7 here"),
        ("max_mb = 2", "max_mb = 0", "max_mb", "has 0 here"),
        ("max_mb = 2", "max_mb = true", "max_mb", "has True here"),
        ("max_mb = 2", 'max_mb = "2"', "max_mb", "has '2' here"),
        ("https://example.org/wards.geojson", "http://example.org/w", "address", "not https"),
        ("https://example.org/wards.geojson", "ftp://example.org/w", "address", "not https"),
        ("https://example.org/wards.geojson", "https://", "address", "not https"),
        ("https://example.org/wards.geojson", "https://[half", "address", "not https"),
        ('"https://example.org/wards"', '"example.org"', "landing", "not https"),
        ("boundaries/wards.geojson", "../wards.geojson", "file", "leads outside"),
        ("boundaries/wards.geojson", "/wards.geojson", "file", "leads outside"),
        ("boundaries/wards.geojson", "C:/wards.geojson", "file", "leads outside"),
        ("boundaries/wards.geojson", "boundaries/wards.zip", "file", "is kept as"),
        ('note = ""', 'note = ""\ndownload = "wards.zip"', "download", "is kept as"),
        ("[wards]", '["wards 2015"]', None, "is not an id"),
    ],
)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, *, old: str, new: str, column: str | None, said: str
) -> None:
    assert old in GOOD
    ((row, named, what),) = problems(tmp_path, GOOD.replace(old, new, 1))
    assert row == 2, "the line of the table's header"
    assert named == column
    assert said in what


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    second = GOOD.replace("[wards]", "[areas]").replace('kind = "geojson"', 'kind = "kml"')
    first = GOOD.replace('vintage = "2015"\n', "").replace("max_mb = 2", "max_mb = -1")
    found = problems(tmp_path, first + second)
    assert {(row, column) for row, column, _ in found} == {
        (2, "vintage"),
        (2, "max_mb"),
        (16, "kind"),
        (16, "file"),
    }
    assert any("and so is wards" in what for _, _, what in found)


def test_a_table_given_twice(tmp_path: Path) -> None:
    ((row, _, what),) = problems(tmp_path, GOOD + GOOD)
    assert row == 17
    assert "“wards” is here a second time" in what


def test_a_value_outside_any_table(tmp_path: Path) -> None:
    ((_, column, what),) = problems(tmp_path, 'title = "stray"\n' + GOOD)
    assert column == "title"
    assert "outside any source" in what


def test_not_toml(tmp_path: Path) -> None:
    ((_, _, what),) = problems(tmp_path, GOOD.replace('"City"', "City"))
    assert "Not TOML" in what
    assert "line 4" in what


def test_a_register_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match=r"sources\.toml is not in"):
        sources(tmp_path / "sources.toml")
