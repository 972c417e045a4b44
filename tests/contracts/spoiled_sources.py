"""Ways to spoil the sources of a build, each with the words that must name the fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from geo.sources import source


def replace(folder: Path, source_id: str, content: bytes) -> None:
    """Put other content in the place of a link."""
    path = folder / source(source_id).file
    path.unlink()
    path.write_bytes(content)


def original(folder: Path, source_id: str) -> bytes:
    return (folder / source(source_id).file).read_bytes()


def drop_counts(folder: Path) -> None:
    (folder / source("vtd_2020_pl94171").file).unlink()


def spoil_a_count(folder: Path) -> None:
    """Row 3 gets a letter among its digits."""
    lines = original(folder, "vtd_2020_pl94171").decode().splitlines()
    header, cells = lines[0].split(","), lines[2].split(",")
    cells[header.index("pop")] = "1O5"
    lines[2] = ",".join(cells)
    replace(folder, "vtd_2020_pl94171", "\n".join(lines).encode())


def lose_a_tract_count(folder: Path) -> None:
    lines = original(folder, "tract_2020_pl94171").splitlines(keepends=True)
    replace(folder, "tract_2020_pl94171", b"".join(lines[:-1]))


def not_text(folder: Path) -> None:
    replace(folder, "community_area_sides", bytes(range(256)) * 20)


def cut_a_zip(folder: Path) -> None:
    replace(folder, "tracts_2020", original(folder, "tracts_2020")[:100_000])


def double_a_ward(folder: Path) -> None:
    document = json.loads(original(folder, "wards_2023"))
    document["features"][1]["properties"]["ward"] = document["features"][0]["properties"]["ward"]
    replace(folder, "wards_2023", json.dumps(document).encode())


def lose_a_side(folder: Path) -> None:
    text = original(folder, "community_area_sides").decode()
    replace(folder, "community_area_sides", text.replace("WEST SIDE", "WILD SIDE", 1).encode())


def leave_a_hole(folder: Path) -> None:
    """Community area 1 shrinks to a small square: noticed only when the districts are cut."""
    document = json.loads(original(folder, "community_areas"))
    area = next(f for f in document["features"] if int(f["properties"]["area_num"]) == 1)
    x, y = -87.67, 42.01
    corners = [[x, y], [x + 1e-4, y], [x + 1e-4, y + 1e-4], [x, y + 1e-4], [x, y]]
    area["geometry"] = {"type": "Polygon", "coordinates": [corners]}
    replace(folder, "community_areas", json.dumps(document).encode())


def one_person_too_many(folder: Path) -> None:
    """Every file can be read and every step runs: only the published total can tell."""
    lines = original(folder, "vtd_2020_pl94171").decode().splitlines()
    header, cells = lines[0].split(","), lines[1].split(",")
    at = header.index("pop")
    cells[at] = str(int(cells[at]) + 1)
    lines[1] = ",".join(cells)
    replace(folder, "vtd_2020_pl94171", "\n".join(lines).encode())


def set_cell(folder: Path, source_id: str, row: int, column: str, value: str) -> None:
    """Change one cell of a table; `row` as a spreadsheet counts."""
    lines = original(folder, source_id).decode().splitlines()
    cells = lines[row - 1].split(",")
    cells[lines[0].split(",").index(column)] = value
    lines[row - 1] = ",".join(cells)
    replace(folder, source_id, "\n".join(lines).encode())


def spoil_many_census_tables(folder: Path) -> None:
    """One fault of every kind, each in a table of its own."""
    set_cell(folder, "acs_B15002_2018_bg", 4, "B15002_001E", "-666666666")
    set_cell(folder, "acs_B19058_2018_bg", 9, "B19058_002M", "-222222222")
    set_cell(folder, "acs_B25014_2018_bg", 2, "B25014_008E", "")
    set_cell(folder, "acs_B25034_2018_bg", 7, "B25034_011E", "4O")
    set_cell(folder, "acs_C16002_2018_bg", 1, "C16002_004M", "C16002_4M")
    county = original(folder, "acs_C17002_2018_bg").replace(b"\n17031", b"\n17043")
    replace(folder, "acs_C17002_2018_bg", county)
    lines = original(folder, "acs_B19001_2017_bg").splitlines(keepends=True)
    replace(folder, "acs_B19001_2017_bg", b"".join([*lines, lines[-1]]))
    set_cell(folder, "rdh_lang_2021_tract", 3, "geoid", "17031999999")
    lines = original(folder, "rdh_pov_2021_tract").splitlines(keepends=True)
    replace(folder, "rdh_pov_2021_tract", b"".join(lines[:-1]))
    set_cell(folder, "turnout_2019_02_26", 5, "ballots_cast", "inf")


def spoil_two_elections(folder: Path) -> None:
    """Faults in the results of two elections and in a turnout are all named together."""
    set_cell(folder, "precinct_results_2015_02_24", 2, "votes", "6two")
    set_cell(folder, "precinct_results_2019_04_02", 3, "date", "2019-02-26")
    set_cell(folder, "turnout_2015_02_24", 4, "precinct", "98")


SPOILED: tuple[tuple[Callable[[Path], None], tuple[str, ...]], ...] = (
    (drop_counts, ("census/vtd_2020_pl94171.csv", "is not in sources")),
    (spoil_a_count, ("vtd_2020_pl94171.csv, row 3, column pop", "1O5", "whole number")),
    (lose_a_tract_count, ("tracts_2020_cook.zip and tract_2020_pl94171.csv", "1 rows")),
    (not_text, ("community_area_sides.csv cannot be read as CSV",)),
    (cut_a_zip, ("tracts_2020_cook.zip",)),
    (double_a_ward, ("wards_2023.geojson", "doubled key", "ward")),
    (lose_a_side, ("community_area_sides.csv", "1 of them without such a side")),
    (leave_a_hole, ("voting districts", "boundaries/community_areas.geojson", "cover the city")),
    (
        spoil_many_census_tables,
        (
            "17 problems found",
            "B15002_2018_bg.csv, row 4, column B15002_001E: “-666666666”",
            "B19058_2018_bg.csv, row 9, column B19058_002M: “-222222222”",
            "B25014_2018_bg.csv, row 2, column B25014_008E: Nothing",
            "B25034_2018_bg.csv, row 7, column B25034_011E: “4O”",
            "C16002_2018_bg.csv, row 1, column C16002_004M: This column is missing.",
            "C17002_2018_bg.csv, row 2, column geoid: “17043",
            "is not a census block group of Cook County (17031…) in the boundary file.",
            "C17002_2018_bg.csv, column geoid: 3988 more rows have the same fault.",
            "B19001_2017_bg.csv, row 3995, column geoid",
            "is named twice. Keep one row of each.",
            "rdh_lang_2021_tract.csv, row 3, column geoid: “17031999999”",
            "rdh_pov_2021_tract.csv, column geoid: 1 areas of the boundary file have no row",
            "turnout_2019-02-26.csv, row 5, column ballots_cast: “inf”",
            "Restore the file that data/sources.toml names for acs_C17002_2018_bg.",
        ),
    ),
    (one_person_too_many, ("2,746,389", "2,746,388", "were not kept")),
    (
        spoil_two_elections,
        (
            "4 problems found",
            "precinct_results_2015-02-24.csv, row 2, column votes: “6two”",
            "precinct_results_2019-04-02.csv, row 3, column date: “2019-02-26” is not the day",
            "turnout_2015-02-24.csv, row 4, column ward+precinct: “1-98” is not a precinct",
            "turnout_2015-02-24.csv, column ward+precinct: 1 precincts of the map have no row",
        ),
    ),
)
