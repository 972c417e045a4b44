"""The parts of the build that are about votes: read, count, draw precincts, lay districts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geo.pipeline import districts, precincts, vote_results
from geo.pipeline.files import feature, to_display, write_csv, write_geojson
from geo.pipeline.read_votes import read_votes
from geo.reference import load_reference


def read_elections(state: dict[str, Any], sources_folder: Path) -> None:
    """Read results, turnout and districts: a part of the step that reads every source."""
    state["precincts"] = precincts.read_precincts(sources_folder, state["inputs"])
    state["votes"] = read_votes(sources_folder, precincts.names(state["precincts"]))
    state["districts"] = districts.read_districts(sources_folder)


def votes_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    """Write the tables of votes."""
    rows = vote_results.named(state["votes"].results, load_reference().candidate_names)
    ballots = vote_results.ballots(rows)
    tables = {
        "ballots.csv": ballots,
        "precinct_votes.csv": vote_results.precinct_votes(rows),
        "precinct_turnout.csv": vote_results.precinct_turnout(state["votes"].turnout),
        "council_results.csv": vote_results.council_results(ballots),
        "primary_2018.csv": vote_results.primary_2018(rows),
    }
    for name, table in tables.items():
        write_csv(table, folder / name)


def precinct_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    """Write the precincts for the screen, in the order all arrays by precinct use."""
    for year, layer in state["precincts"].items():
        shapes = precincts.screen_shapes(layer)
        features = [
            feature(shape, ward=int(ward), precinct=int(precinct))
            for ward, precinct, shape in zip(layer["ward"], layer["precinct"], shapes, strict=True)
        ]
        write_geojson(features, folder / f"precincts_{year}_display.geojson")


def district_step(state: dict[str, Any], sources_folder: Path, folder: Path) -> None:
    """Write how wards and districts overlap, and the districts' lines."""
    table = districts.overlap(state["pieces"], state["districts"], state["wards"])
    write_csv(table, folder / "district_overlap.csv")
    found = districts.outlines(state["districts"], state["wards"].values())
    shapes = to_display([shape for _, shape in found])
    features = [feature(s, scheme=race) for (race, _), s in zip(found, shapes, strict=True)]
    write_geojson(features, folder / "district_lines.geojson")
