"""The gap list and the scoreboard as tables to read and to take away."""

from __future__ import annotations

from geo.analysis.coverage import LEVELS
from geo.analysis.gaps import GROUP_KEYS, Gap, Race, Score
from geo.atlas import Atlas
from geo.compare_words import Table
from geo.gap_figures import MEASURED, CityGaps, name_of
from geo.gap_ward_words import next_door_words
from geo.gap_words import LEVEL_HEADS
from geo.measures import USUAL
from geo.sheets import Row, Sheet
from geo.wards import WARD_COUNT
from geo.words import capital, people_words, percent

STEPS = "Wards to the nearest organization"
AHEAD, POINTS = "Votes ahead", "Points ahead"
BESIDE = "Organizations next door"
LEFT_OUT = "Listed, but left out by the settings"
NEIGHBORS = "Next door to"
HEADER = ("Ward", "Alderperson", NEIGHBORS, "Side", "Ward map")
"""Columns of a list without a row."""


def gap_sheet(atlas: Atlas, found: CityGaps, side: str = "") -> Sheet:
    """The gaps of a side, one row each, most of the chosen measure left out first."""
    rows = tuple(gap_row(atlas, found, gap) for gap in found.on(side))
    names = [c for key in dict.fromkeys((*MEASURED, found.who)) for c in columns_of(key)]
    kinds = dict.fromkeys(("Ward", STEPS, AHEAD, *names), "count")
    words = dict.fromkeys(
        (BESIDE, LEFT_OUT, "Reached in part by", "Listed, but less sure"), "words"
    )
    other = {"Its share": "share", POINTS: "number"}
    return Sheet(f"gaps_{found.year}", rows, {**kinds, **words, **other}, HEADER)


def columns_of(key: str) -> tuple[str, str]:
    """Columns of a measure: the count and its margin."""
    return capital(name_of(key)), f"{capital(name_of(key))}, margin (90%)"


def gap_row(atlas: Atlas, found: CityGaps, gap: Gap) -> Row:
    """One gap; first what a phone shows at once: whose ward, who is left out, who is next door."""
    race = gap.race
    return {
        "Ward": gap.ward,
        "Alderperson": gap.alder,
        **count_cells(found, gap, found.who),
        NEIGHBORS: ", ".join(str(ward) for ward, _ in gap.bordering),
        "Side": gap.side,
        LEFT_OUT: labels(atlas, gap.left_out),
        **count_cells(found, gap, USUAL),
        STEPS: gap.steps,
        **largest_cells(gap),
        "Last council race": race_cell(race),
        "Winner of that race": race.winner if race else "",
        AHEAD: race.ahead if race else None,
        POINTS: round(race.points, 2) if race else None,
        BESIDE: next_door_words(gap, atlas),
        **{c: v for key in MEASURED for c, v in count_cells(found, gap, key).items()},
        "Reached in part by": labels(atlas, gap.partly),
        "Listed, but less sure": labels(atlas, gap.doubtful),
        "Ward map": found.year,
    }


def race_cell(race: Race | None) -> str:
    """Which race decided, in a few words; blank if it is not known."""
    if race is None:
        return ""
    tail = ", nobody else stood" if race.unopposed else ""
    return f"{race.year} {ROUNDS.get(race.round, race.round)}{tail}"


ROUNDS = {"first": "first round"}


def labels(atlas: Atlas, ids: tuple[str, ...]) -> str:
    """Names of organizations in one cell."""
    return "; ".join(atlas.organisations[one].label for one in ids)


def count_cells(found: CityGaps, gap: Gap, key: str) -> Row:
    """A count in whole numbers; its margin too, if the measure has one on this map."""
    count, margin = columns_of(key)
    cells: Row = {count: rounded(gap.count(key))}
    if any(other.left[key].margin is not None for other in found.gaps):
        cells[margin] = rounded(gap.left[key].margin)
    return cells


def rounded(number: float | None) -> int | None:
    """A whole number; nothing known stays so."""
    return None if number is None else round(number)


def largest_cells(gap: Gap) -> Row:
    """The largest of the six groups and its share of the people."""
    people = gap.count(USUAL)
    if gap.largest is None or not people:
        return {"Largest group": "", "Its share": None}
    count = gap.count(gap.largest) or 0.0
    name = name_of(gap.largest).removesuffix(" residents")
    return {"Largest group": name, "Its share": round(count / people, 4)}


def score_table(found: CityGaps) -> Table:
    """What share of everybody lives in a covered ward, at every level of certainty."""
    header = ("In covered wards", *LEVEL_HEADS.values(), "In the city")
    wards = (str(len(found.coverage.covered(level))) for level in LEVELS)
    rows: list[tuple[str, ...]] = [("Wards", *wards, str(WARD_COUNT))]
    for score in found.scores:
        cells = (share_words(score.share(level)) for level in LEVELS)
        total = score.total.count
        whole = "not known" if total is None else people_words(round(total))
        rows.append((capital(name_of(score.key)), *cells, whole))
    return header, rows


def share_words(share: float | None) -> str:
    """A share as a whole percent, or that it is not known."""
    return "not known" if share is None else percent(share)


def score_sheet(found: CityGaps) -> Sheet:
    """The scoreboard with counts and margins, one row per measure."""
    rows = tuple(score_row(found, score) for score in found.scores)
    counts = [f"{head}: {part}" for head in LEVEL_HEADS.values() for part in (COUNT, BOUND)]
    shares = [f"{head}: {SHARE}" for head in LEVEL_HEADS.values()]
    kinds = {**dict.fromkeys(("In the city", *counts), "count"), **dict.fromkeys(shares, "share")}
    return Sheet(f"coverage_{found.year}", rows, kinds)


COUNT, SHARE, BOUND = "in covered wards", "share of the city’s", "margin (90%)"


def score_row(found: CityGaps, score: Score) -> Row:
    """One measure of the scoreboard."""
    row: Row = {"Counted": name_of(score.key), "In the city": rounded(score.total.count)}
    for level, head in LEVEL_HEADS.items():
        part = score.covered[level]
        share = score.share(level)
        row[f"{head}: {COUNT}"] = rounded(part.count)
        row[f"{head}: {SHARE}"] = None if share is None else round(share, 4)
        row[f"{head}: {BOUND}"] = rounded(part.margin)
    return {**row, "Ward map": found.year}


def score_words(found: CityGaps) -> str:
    """The scoreboard in one sentence, at the level chosen."""
    shares = {s.key: s.share(found.level) for s in found.scores}
    parts = [
        f"{percent(share)} of {name_of(key).removesuffix(' residents')} Chicagoans"
        for key in GROUP_KEYS[:3]
        if (share := shares[key]) is not None
    ]
    covered = found.coverage.covered(found.level)
    people, total = found.people(covered), found.people(found.sides)
    return (
        f"{len(covered)} of {WARD_COUNT} wards are covered, with {people_words(people)} of "
        f"{people_words(total)} people: {', '.join(parts)}."
    )
