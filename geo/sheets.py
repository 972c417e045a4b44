"""Tables as people read and download them: rows with plain labels, made from records."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo import paths
from geo.atlas import Atlas
from geo.cells import RISKY
from geo.organisations import Organisation
from geo.palettes import presence_class
from geo.presence import Presence, WardPresence
from geo.sides import SideRow, WardSide
from geo.wards import vintage

Row = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A table ready to be shown or saved.

    `kinds` says how to show a column: ``text``, ``count``, ``share`` (a fraction shown as percent),
    ``day``, ``link``, ``words`` (text that needs room) or ``p`` (four decimals); columns not
    named are text.
    """

    name: str
    rows: tuple[Row, ...]
    kinds: Mapping[str, str]
    header: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Column labels in order; `header` keeps them when there may be no row."""
        return tuple(self.rows[0]) if self.rows else self.header


def presence_sheet(
    atlas: Atlas, shown: Presence, sides: Mapping[int, WardSide], only: tuple[int, ...] = ()
) -> Sheet:
    """The presence map as a table: one row per ward (or per ward of `only`), by ward number."""
    rows = tuple(
        presence_row(atlas, shown.vintage, w, sides[w.ward])
        for w in shown.wards
        if not only or w.ward in only
    )
    kinds = {
        "People, 2020": "count",
        "Covered by ward organizations": "share",
        "In regional areas": "share",
        "Ward": "count",
    }
    return Sheet(f"presence_{shown.vintage}", rows, kinds)


def presence_row(atlas: Atlas, year: int, ward: WardPresence, side: WardSide) -> Row:
    """One ward of the presence table."""
    listed = [r for r in ward.reaches if r.is_near]
    names = [atlas.organisations[r.organisation] for r in listed]
    return {
        "Ward": ward.ward,
        "Alderperson": atlas.alder(year, ward.ward),
        "People, 2020": ward.population,
        "Class": presence_class(ward.klass).short,
        "Organizations listed": "; ".join(o.label for o in names),
        "Last dated evidence": max((o.last_evidence for o in names), default=""),
        "Covered by ward organizations": round(ward.ward_share, 4),
        "In regional areas": round(ward.regional_share, 4),
        "Side": side.main,
        "Ward map": year,
    }


def side_sheet(atlas: Atlas, shown: Presence, rows: tuple[SideRow, ...]) -> Sheet:
    """The distribution by side: one row per side."""
    total = sum(r.population for r in rows)
    names = atlas.organisations
    made = tuple(
        {
            "Side": r.group,
            "Ward organizations": len(r.ward_organisations),
            "Regional organizations": len(r.regional_organisations),
            "Wards": len(r.wards),
            "Wards with a ward organization": r.organized,
            "Wards reached with regional ones": r.reached,
            "People, 2020": r.population,
            "Share of the city’s people": round(r.population / total, 4),
            "People in wards with a ward organization": r.organized_people,
            "Ward numbers": ", ".join(map(str, r.wards)),
            "Organizations": "; ".join(
                names[o].label for o in (*r.ward_organisations, *r.regional_organisations)
            ),
            "Ward map": shown.vintage,
        }
        for r in rows
    )
    counts = dict.fromkeys(
        (
            "Ward organizations",
            "Regional organizations",
            "Wards",
            "Wards with a ward organization",
            "Wards reached with regional ones",
            "People, 2020",
            "People in wards with a ward organization",
        ),
        "count",
    )
    kinds = {**counts, "Share of the city’s people": "share"}
    return Sheet(f"sides_{shown.vintage}", made, kinds)


def directory_sheet(atlas: Atlas, find: str = "") -> Sheet:
    """The directory: one row per organization whose row contains every word of `find`."""
    rows = [directory_row(atlas, o) for o in atlas.organisations.values()]
    words = find.casefold().split()
    kept = [r for r in rows if all(w in " ".join(map(str, r.values())).casefold() for w in words)]
    header = tuple(rows[0]) if rows else ()
    return Sheet("directory", tuple(kept), {"Website": "link"}, header)


def directory_row(atlas: Atlas, organisation: Organisation) -> Row:
    """One organization of the directory table."""
    return {
        "Organization": organisation.label,
        "Where": place_words(atlas, organisation),
        "Status": organisation.status_words,
        "Last dated evidence": organisation.last_evidence,
        "Founded": organisation.founded,
        "In the 2021 essay": "yes" if organisation.in_essay else "no",
        "Sure of the name": organisation.name_confidence,
        "Website": organisation.website,
        "Note": organisation.note,
        "Sources": "; ".join(
            atlas.citations[s].words for s in organisation.source_ids if s in atlas.citations
        ),
        "Id": organisation.id,
    }


def place_words(atlas: Atlas, organisation: Organisation) -> str:
    """ "Ward 25 (2015 map)", "Austin", or that the area is not stated."""
    if organisation.homes:
        return ", ".join(
            f"Ward {ward} ({vintage(year).label})" for year, ward in organisation.homes
        )
    if organisation.areas:
        return "Community areas: " + ", ".join(atlas.area_names[a] for a in organisation.areas)
    return "area not stated"


def to_csv(sheet: Sheet) -> bytes:
    """UTF-8 CSV (RFC 4180) with a header row; text a spreadsheet would run is defused."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=sheet.columns, lineterminator="\r\n")
    writer.writeheader()
    for row in sheet.rows:
        writer.writerow({k: defused(v) for k, v in row.items()})
    return out.getvalue().encode("utf-8-sig")


def defused(value: Any) -> Any:
    """Put an apostrophe before text a spreadsheet would run."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def to_geojson(
    sheet: Sheet, year: int, about: Mapping[str, str], folder: Path = paths.PROCESSED
) -> bytes:
    """The display shapes of a ward map, or of its precincts, with the sheet's rows as properties.

    Parameters
    ----------
    sheet : Sheet
        With a column `Ward`, and `Precinct` for precincts; areas not in it are left out.
    about : mapping
        Source line, link and build, kept at the top of the file.
    """
    kind, columns = ("precincts", PRECINCT) if PRECINCT[1] in sheet.columns else ("wards", WARD)
    shapes = json.loads((folder / f"{kind}_{year}_display.geojson").read_text(encoding="utf-8"))
    rows = {tuple(row[c] for c in columns): row for row in sheet.rows}
    features = [
        {"type": "Feature", "properties": rows[area], "geometry": f["geometry"]}
        for f in shapes["features"]
        if (area := tuple(f["properties"][c.lower()] for c in columns)) in rows
    ]
    return feature_collection(features, about)


WARD, PRECINCT = ("Ward",), ("Ward", "Precinct")
"""Columns that name an area; in the files of shapes they are written small."""


def one_row_per_area(sheet: Sheet) -> bool:
    """Whether a sheet can be drawn: it names wards or precincts, none of them twice."""
    columns = PRECINCT if PRECINCT[1] in sheet.columns else WARD
    if not set(columns) <= set(sheet.columns):
        return False
    return len({tuple(row[c] for c in columns) for row in sheet.rows}) == len(sheet.rows)


def feature_collection(features: list[dict[str, Any]], about: Mapping[str, str]) -> bytes:
    """A GeoJSON document that says what it is."""
    document = {"type": "FeatureCollection", "about": dict(about), "features": features}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def organisations_geojson(
    atlas: Atlas, sheet: Sheet, about: Mapping[str, str], folder: Path = paths.PROCESSED
) -> bytes:
    """The directory's rows with each organization's home ward or community areas as its shape.

    An organization without a stated area has no shape (`null`, as GeoJSON allows).
    """
    homes = {
        (year, key): shape
        for year in {year for o in atlas.organisations.values() for year, _ in o.homes}
        for key, shape in display_polygons(folder / f"wards_{year}_display.geojson", "ward").items()
    }
    areas = display_polygons(folder / "areas_display.geojson", "community_area")
    features = []
    for row in sheet.rows:
        organisation = atlas.organisations[row["Id"]]
        parts = [p for home in organisation.homes for p in homes[home]]
        parts += [p for area in organisation.areas for p in areas[area]]
        shape = {"type": "MultiPolygon", "coordinates": parts} if parts else None
        features.append({"type": "Feature", "properties": row, "geometry": shape})
    return feature_collection(features, about)


def display_polygons(path: Path, key: str) -> dict[int, list[Any]]:
    """Polygon coordinates of a display file by the number in `key`."""
    shapes = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {f["properties"][key]: f["geometry"]["coordinates"] for f in shapes}


def ward_map_sheet(atlas: Atlas, year: int) -> Sheet:
    """People and area of every ward of a map, for taking the map itself away."""
    rows = tuple(
        {
            "Ward": f.ward,
            "People, 2020": f.population,
            "Margin (90%)": f.margin,
            "Area, km²": f.area_km2,
            "Ward map": year,
        }
        for f in atlas.facts(year).values()
    )
    return Sheet(f"wards_{year}", rows, {"People, 2020": "count", "Margin (90%)": "count"})


def ward_sheet(atlas: Atlas, shown: Presence, ward: int | None) -> Sheet:
    """The chosen ward and its neighbors as a table; all wards if none is chosen."""
    sides = atlas.ward_sides(shown.vintage, SIDE_SCHEME)
    if ward is None:
        return presence_sheet(atlas, shown, sides)
    near = {n.ward: n.border_m for n in atlas.neighbours(shown.vintage, ward)}
    sheet = presence_sheet(atlas, shown, sides, (ward, *near))
    rows = tuple(
        {**row, "Shared border, m": near.get(row["Ward"])}
        for row in sorted(sheet.rows, key=lambda r: (r["Ward"] != ward, r["Ward"]))
    )
    return Sheet(f"ward_{ward}_{shown.vintage}", rows, {**sheet.kinds, "Shared border, m": "count"})


SIDE_SCHEME = "nine"
"""The finest naming of sides, for tables that show one side per ward."""
