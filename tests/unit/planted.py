"""Faults to plant in a copy of the data, each with the words that must name it."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

Spoil = Callable[[Path], None]


def edit(path: Path, row: int, **cells: str) -> None:
    """Change cells of one row of a CSV; `row` as a spreadsheet counts."""
    with path.open(encoding="utf-8", newline="") as handle:
        lines = list(csv.reader(handle))
    for column, value in cells.items():
        lines[row - 1][lines[0].index(column)] = value
    write(path, lines)


def write(path: Path, lines: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(lines)


def lines_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def edit_shapes(path: Path, change: Callable[[list[dict[str, object]]], object]) -> None:
    """Change the list of features of a GeoJSON file in place."""
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document["features"])
    path.write_text(json.dumps(document), encoding="utf-8")


def remove_ward_from_display(data: Path) -> None:
    edit_shapes(data / "processed/wards_2023_display.geojson", lambda found: found.pop(24))


def remove_ward_from_table(data: Path) -> None:
    path = data / "processed/ward_population.csv"
    write(path, [line for line in lines_of(path) if line[:2] != ["2023", "25"]])


def double_key(data: Path) -> None:
    path = data / "processed/community_areas.csv"
    lines = lines_of(path)
    write(path, [*lines[:5], lines[4], *lines[5:]])


def one_person_more(data: Path) -> None:
    path = data / "processed/ward_population.csv"
    people = int(lines_of(path)[60][2])
    edit(path, 61, population=str(people + 1))


def one_person_moved(data: Path) -> None:
    """The city's total stays right: only the comparison of two tables can tell."""
    path = data / "processed/ward_population.csv"
    lines = lines_of(path)
    edit(path, 61, population=str(int(lines[60][2]) + 1))
    edit(path, 62, population=str(int(lines[61][2]) - 1))


def missing_share(data: Path) -> None:
    edit(data / "processed/crosswalk_2015_2023.csv", 7, area_share="NaN")


def share_over_one(data: Path) -> None:
    edit(data / "processed/ward_sides.csv", 9, population_share="1.2")


def word_for_number(data: Path) -> None:
    edit(data / "processed/neighbours.csv", 4, border_m="long")


def unknown_side(data: Path) -> None:
    edit(data / "processed/ward_sides.csv", 9, side="Near Wild")


def swapped_rows(data: Path) -> None:
    path = data / "processed/crosswalk_2015_2023.csv"
    lines = lines_of(path)
    lines[3], lines[4] = lines[4], lines[3]
    write(path, lines)


def renamed_column(data: Path) -> None:
    path = data / "processed/ward_areas.csv"
    write(path, [["map", *lines_of(path)[0][1:]], *lines_of(path)[1:]])


def one_sided_neighbour(data: Path) -> None:
    path = data / "processed/neighbours.csv"
    edit(path, 2, border_m=str(int(lines_of(path)[1][3]) + 40))


def shift_display_border(data: Path) -> None:
    """Ward 25 moves 0.001 degrees north, some 111 meters."""

    def north(features: list[dict[str, object]]) -> None:
        geometry = features[24]["geometry"]
        assert isinstance(geometry, dict)
        for polygon in geometry["coordinates"]:
            for ring in polygon:
                for point in ring:
                    point[1] += 0.001

    edit_shapes(data / "processed/wards_2015_display.geojson", north)


def move_label(data: Path) -> None:
    def away(features: list[dict[str, object]]) -> None:
        features[0]["properties"] = {"ward": 1, "label": [-87.9, 41.7]}

    edit_shapes(data / "processed/wards_2015_display.geojson", away)


def heavy_display(data: Path) -> None:
    path = data / "processed/wards_2015_display.geojson"
    path.write_text(path.read_text(encoding="utf-8") + " " * 20_000, encoding="utf-8")


def other_boundaries(data: Path) -> None:
    """The 2015 boundaries under the name of the 2023 ones."""
    processed = data / "processed"
    shutil.copy(processed / "wards_2015.zip", processed / "wards_2023.zip")


def unknown_source(data: Path) -> None:
    path = data / "wards.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"wards_2023"', '"wards_2032"'), encoding="utf-8")


def unregistered_source(data: Path) -> None:
    path = data / "sources.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[vtds_2020]", "[vtds_2021]"), encoding="utf-8")


def truncated_zip(data: Path) -> None:
    path = data / "processed/wards_2015.zip"
    path.write_bytes(path.read_bytes()[:-5000])


def unreadable_table(data: Path) -> None:
    (data / "processed/ward_areas.csv").write_bytes(b"vintage,ward\n\xff\xfe\x00\n1,2,3,4\n")


def changed_byte(data: Path) -> None:
    path = data / "processed/side_lines.geojson"
    path.write_bytes(path.read_bytes().replace(b"-87.7", b"-87.8", 1))


def stray_file(data: Path) -> None:
    (data / "processed/notes.csv").write_text("a\n1\n", encoding="utf-8")


def missing_file(data: Path) -> None:
    (data / "processed/neighbours.csv").unlink()


def forged_record(data: Path) -> None:
    path = data / "processed/build.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["outputs"]["neighbours.csv"]["rows"] = 12
    path.write_text(json.dumps(record), encoding="utf-8")


def faulty_reference(data: Path) -> None:
    edit(data / "reference/alders.csv", 2, ward="51")


Fault = tuple[Spoil, tuple[str, ...]]

FAULTS: tuple[tuple[Fault, ...], ...] = (
    (
        (remove_ward_from_display, ("wards_2023_display.geojson: wards", "missing or unknown: 25")),
        (remove_ward_from_table, ("ward_population.csv: wards, 2023", "missing or unknown: 25")),
        (double_key, ("community_areas.csv: rows with a doubled key", "row 6", "community_area")),
        (missing_share, ("crosswalk_2015_2023.csv: missing values", "row 7 area_share")),
        (share_over_one, ("ward_sides.csv: population_share", "to 1.2 (row 9)", "0 to 1")),
        (word_for_number, ("neighbours.csv: border_m", "row 4")),
        (shift_display_border, ("wards_2015_display.geojson: distance", "ward 25", "at most 20 m")),
        (faulty_reference, ("data/reference/alders.csv, row 2, column ward",)),
    ),
    (
        (one_person_more, ("ward_population.csv: 2023: people in all", "2,746,389", "2,746,388")),
        (unknown_side, ("ward_sides.csv: side", "Near Wild", "Far Southeast")),
        (swapped_rows, ("crosswalk_2015_2023.csv: rows out of order", "row 5")),
        (renamed_column, ("ward_areas.csv: columns", "map, ward", "vintage, ward")),
        (one_sided_neighbour, ("neighbours.csv: pairs unlike", "2 (2015: 1–2, 2015: 2–1)")),
        (move_label, ("wards_2015_display.geojson: labels outside", "1 (ward 1)")),
        (changed_byte, ("side_lines.geojson: sha256",)),
        (stray_file, ("notes.csv: file", "unknown to build.json")),
    ),
    (
        (one_person_moved, ("people of each 2023 ward", "largest difference 1 (ward 10, 11)")),
        (heavy_display, ("wards_2015_display.geojson: size", "at most 200,000 bytes")),
        (other_boundaries, ("distance from the borders of wards_2023.zip", "at most 20 m")),
        (unknown_source, ("wards_2032 in wards.toml, 2023",)),
    ),
    (
        (truncated_zip, ("wards_2015.zip: sha256", "wards_2015.zip: rows", "cannot be checked")),
        (unreadable_table, ("ward_areas.csv cannot be read as CSV", "ward_areas.csv: sha256")),
        (unregistered_source, ("vtds_2020 in geo/tables.py, crosswalk_2015_2023.csv",)),
        (missing_file, ("neighbours.csv: file", "not there")),
    ),
    ((forged_record, ("neighbours.csv: rows", "12 in build.json", "build.json: build id")),),
)
"""In batches that are planted together, since all faults are reported at once: none of a batch
touches what another one of it does."""
