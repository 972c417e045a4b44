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


SPOILED: tuple[tuple[Callable[[Path], None], tuple[str, ...]], ...] = (
    (drop_counts, ("census/vtd_2020_pl94171.csv", "is not in sources")),
    (spoil_a_count, ("vtd_2020_pl94171.csv, row 3, column pop", "1O5", "whole number")),
    (lose_a_tract_count, ("tracts_2020_cook.zip and tract_2020_pl94171.csv", "1 rows")),
    (not_text, ("community_area_sides.csv cannot be read as CSV",)),
    (cut_a_zip, ("tracts_2020_cook.zip",)),
    (double_a_ward, ("wards_2023.geojson", "doubled key", "ward")),
    (lose_a_side, ("community_area_sides.csv", "1 of them without such a side")),
    (leave_a_hole, ("voting districts", "boundaries/community_areas.geojson", "cover the city")),
    (one_person_too_many, ("2,746,389", "2,746,388", "were not kept")),
)
