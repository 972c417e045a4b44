"""A toy city for the claim ledger: fifty wards of 100 people, the same on both ward maps.

Wards 1–10 are on the North Side, 11–20 on the West, 21–50 on the South. Area 1 is wards 2 and 3.

organization  where       founded     essay   evidence   who lives there
a             ward 1      2019-2020   yes     2023       60% White, 20% Latino, 10% Black
b             ward 11     by 2018     yes     2021       40% White, 45% Latino
c             ward 21     not known   yes     2021       60% Latino, 30% Black
r (regional)  area 1      2020        yes     2021       ward 2: 80%, ward 3: 40% Black (60% White)
x             ward 5      2015        no      2022       90% White
every other ward                                         30% White, 30% Latino, 30% Black
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.atlas_records import Build
from geo.cells import Kind
from geo.claim_checks import REGISTRY
from geo.claim_records import Case, Finding, Stated
from geo.indicators import INDICATOR_KEYS
from geo.reference import TABLES, Reference, load_reference
from geo.wards import WARD_NUMBERS

Row = Mapping[str, Any]

WHO = {
    1: {"white": 0.6, "latino": 0.2, "black": 0.1},
    2: {"white": 0.1, "latino": 0.1, "black": 0.8},
    3: {"white": 0.6, "latino": 0.0, "black": 0.4},
    5: {"white": 0.9, "latino": 0.0, "black": 0.1},
    11: {"white": 0.4, "latino": 0.45, "black": 0.1},
    21: {"white": 0.1, "latino": 0.6, "black": 0.3},
}
USUAL = {"white": 0.3, "latino": 0.3, "black": 0.3}
CITY = {"white": 0.35, "latino": 0.3, "black": 0.3}


def organisation(name: str, kind: str, founded: tuple[str, str], seen: str, essay: bool) -> Row:
    return {
        "id": name,
        "name": name.upper(),
        "name_confidence": "high",
        "kind": kind,
        "founded_from": founded[0],
        "founded_to": founded[1],
        "status": "unknown",
        "last_evidence": seen,
        "in_essay": essay,
        "source_ids": "essay",
    }


ORGANISATIONS = (
    organisation("a", "ward", ("2019", "2020"), "2023", True),
    organisation("b", "ward", ("", "2018"), "2021-06", True),
    organisation("c", "ward", ("", ""), "2021-06", True),
    organisation("r", "regional", ("2020", "2020"), "2021-06", True),
    organisation("x", "ward", ("2015", "2015"), "2022", False),
)
FOOTPRINTS = (
    *(
        {"organisation_id": name, "vintage": 2015, "ward": ward, "confidence": "high"}
        for name, ward in (("a", 1), ("b", 11), ("c", 21), ("x", 5))
    ),
    {"organisation_id": "r", "community_area": 1, "confidence": "high"},
)
REFERENCE: dict[str, Iterable[Row]] = {"organisations": ORGANISATIONS, "footprints": FOOTPRINTS}


def side(ward: int) -> str:
    return "North" if ward <= 10 else ("West" if ward <= 20 else "South")


def frame(name: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as the reader types them; cells not named are blank."""
    (table,) = [t for t in TABLES if t.name == name]
    made = pd.DataFrame(list(rows), columns=table.names, dtype=object)
    made = made.where(made.notna(), None)
    for column in table.columns:
        if column.kind is Kind.INTEGER:
            made[column.name] = pd.array(list(made[column.name]), dtype="Int64")
        elif column.kind is Kind.YES_NO:
            made[column.name] = [bool(cell) for cell in made[column.name]]
        else:
            made[column.name] = [str(cell or "") for cell in made[column.name]]
    return made


def toy_atlas(
    ballots: Iterable[tuple[str, str, str, int]] = (), **reference: Iterable[Row]
) -> Atlas:
    """The toy city; further tables by name, `ballots` as (election, race, name, votes)."""
    given = {**REFERENCE, **reference}
    tables = {t.name: frame(t.name, given.get(t.name, ())) for t in TABLES}
    tables["side_schemes"] = load_reference().side_schemes
    return Atlas(Reference(**tables), (), computed(ballots), Build("toy", "1", "2026-01-01", ()))


def computed(ballots: Iterable[tuple[str, str, str, int]]) -> dict[str, pd.DataFrame]:
    wards = list(WARD_NUMBERS)
    both = [(year, ward) for year in (2015, 2023) for ward in wards]
    by_ward = pd.DataFrame(
        [{"ward": w, **{f"{g}_share": v for g, v in WHO.get(w, USUAL).items()}} for w in wards]
    ).assign(asian_share=0.0, native_share=0.0, other_share=0.0)
    city = {f"{group}_share": share for group, share in CITY.items()}
    return {
        "crosswalk_2015_2023": pd.DataFrame(
            {"ward_2015": wards, "ward_2023": wards, "population": 100}
        ),
        "ward_sides": pd.DataFrame(
            [(y, w, side(w), 1.0) for y, w in both],
            columns=["vintage", "ward", "side", "population_share"],
        ),
        "ward_areas": pd.DataFrame(
            [(y, w, 1 if w in (2, 3) else 2, 100, 1.0, 1.0) for y, w in both],
            columns=[
                *("vintage", "ward", "community_area", "population"),
                *("population_share", "area_share"),
            ],
        ),
        "community_areas": pd.DataFrame(
            {"community_area": [1, 2], "name": ["One", "Two"], "side": ["North", "South"]}
        ),
        "ward_population": pd.DataFrame(
            [(y, w, 100, 0, 1.0) for y, w in both],
            columns=["vintage", "ward", "population", "margin", "area_km2"],
        ),
        "indicators_2015": by_ward,
        "indicators_2023": by_ward,
        "indicators_city": pd.DataFrame(
            {
                "indicator": INDICATOR_KEYS,
                "value": [city.get(key) for key in INDICATOR_KEYS],
                "moe": None,
                "cv": None,
            }
        ),
        "ballots": ballot_table(ballots),
    }


def ballot_table(ballots: Iterable[tuple[str, str, str, int]]) -> pd.DataFrame:
    columns = ["election", "race", "name", "votes"]
    made = pd.DataFrame(list(ballots), columns=columns).astype({"votes": int})
    total = made.groupby(["election", "race"])["votes"].transform("sum")
    keys = [name.casefold().replace(" ", "-") for name in made["name"]]
    return made.assign(candidate=keys, write_in="no", share=made["votes"] / total)


def found(
    atlas: Atlas,
    check: str,
    documents: tuple[str, ...] = ("essay",),
    others: Mapping[str, Stated] | None = None,
    **of: str,
) -> tuple[Finding, ...]:
    """Run one check on the toy city."""
    return REGISTRY[check].run(Case(atlas, documents, of, others or {}))


def by_definition(findings: Iterable[Finding]) -> dict[tuple[str, ...], Any]:
    """The value of each finding, by the choices of its definition."""
    return {
        tuple(choice for _, choice in f.definition): f.answer
        or (f.low if f.low == f.high else (f.low, f.high))
        for f in findings
    }
