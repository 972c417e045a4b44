"""Checks of the votes: the tables against one another, the precincts, and published figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import shapely

from geo.elections import COUNCIL as OFFICE
from geo.elections import (
    COUNCIL_YEARS,
    ELECTIONS,
    FIRST_ROUND,
    PRIMARY,
    RUNOFF,
    needed_races,
    ward_of,
)
from geo.pipeline.check_tables import SHARE_ROUNDING, counted, number
from geo.pipeline.checks import REBUILD, Check, Data, first_few
from geo.wards import WARD_NUMBERS, Vintage

BALLOTS = "ballots.csv"
PRECINCTS = "precinct_votes.csv"
TURNOUT = "precinct_turnout.csv"
COUNCIL = "council_results.csv"
PRIMARY_FILE = "primary_2018.csv"
OVERLAP = "district_overlap.csv"

CANDIDATE = ["election", "race", "candidate"]
PLACE = ["ward", "precinct"]

MAX_PRECINCT_BYTES = 900_000
"""A map of precincts a phone loads in a few seconds."""

PUBLISHED_VOTES = {
    ("2018-primary", "assessor", "fritz-kaegi"): 180_630,
    ("2018-primary", "assessor", "joseph-berrios"): 141_872,
    ("2018-primary", "assessor", "andrea-raila"): 82_616,
    ("2018-primary", "county-board-1", "richard-boykin"): 12_343,
    ("2018-primary", "county-board-1", "brandon-johnson"): 11_084,
}
"""Votes in Chicago: Chicago Board of Election Commissioners, official results of March 20, 2018."""

PUBLISHED_MARGINS = {(2019, 33): 13, (2019, 46): 25}
"""The two closest runoffs of April 2, 2019: Chicago Board of Election Commissioners, official
results. Ward 33 was decided by 13 votes, ward 46 by 25."""

RESTORE = f"Compare the results with the Board’s own. {REBUILD}"


def groups(data: Data) -> Iterator[tuple[str, Iterator[Check]]]:
    """Every group of checks of the votes and the districts."""
    yield "votes of candidates", ballot_checks(data)
    yield "votes by precinct", precinct_checks(data)
    for vintage in data.maps:
        yield f"precincts on the {vintage.year} map", place_checks(data, vintage)
    yield "turnout", turnout_checks(data)
    yield "council results", council_checks(data)
    yield "primary of 2018", primary_checks(data)
    yield "published votes", published_checks(data)
    yield "wards and districts", overlap_checks(data)


def ballot_checks(data: Data) -> Iterator[Check]:
    """Every race is there, and shares are the votes they stand for."""
    table = data.table(BALLOTS)
    held = set(zip(table["election"], table["race"], strict=True))
    lost = [f"{e.key} {r}" for e in ELECTIONS for r in needed_races(e) if (e.key, r) not in held]
    yield listed(f"{BALLOTS}: races that should be there and are not", lost)
    exact = table["votes"] / table.groupby(["election", "race"])["votes"].transform("sum")
    off = table.index[~((table["share"] - exact).abs() <= SHARE_ROUNDING)]
    yield Check(f"{BALLOTS}: shares unlike the votes", counted(off), "0", not len(off))


def precinct_checks(data: Data) -> Iterator[Check]:
    """The votes of a candidate are the sum of the precincts; each precinct has every candidate."""
    rows = data.table(PRECINCTS)
    ours = rows.groupby(CANDIDATE)["votes"].sum()
    theirs = data.table(BALLOTS).groupby(CANDIDATE)["votes"].sum()
    yield same(f"{PRECINCTS}: votes of each candidate", ours, theirs, BALLOTS)
    race = rows.groupby(["election", "race"])["candidate"].transform("nunique")
    each = rows.groupby(["election", "race", *PLACE])["candidate"].transform("nunique")
    gaps = rows.loc[each != race, ["election", "race", *PLACE]].drop_duplicates()
    what = f"{PRECINCTS}: precincts of a race without every candidate"
    yield listed(what, [f"{r.race} {r.ward:g}-{r.precinct:g}" for r in gaps.itertuples()])


def place_checks(data: Data, vintage: Vintage) -> Iterator[Check]:
    """The precincts for the screen: in order, whole, small, and those of the results."""
    file = f"precincts_{vintage.year}_display.geojson"
    size = data.path(file).stat().st_size
    limit = f"at most {MAX_PRECINCT_BYTES:,}"
    yield Check(f"{file}: bytes", f"{size:,}", limit, size <= MAX_PRECINCT_BYTES)
    shapes = data.precincts(vintage.year)
    numbers = shapes[PLACE].apply(pd.to_numeric, errors="coerce")
    found = list(numbers.itertuples(index=False, name=None))
    moved = [here for here, right in zip(found, sorted(found), strict=True) if here != right]
    yield listed(f"{file}: precincts out of order", [f"{w:g}-{p:g}" for w, p in moved])
    yield listed(f"{file}: shapes that cross themselves", shapes.attrs["repaired_features"])
    shared = bool(shapely.coverage_is_valid(shapes.geometry.to_numpy()))
    figure = "yes" if shared else "no"
    yield Check(f"{file}: neighbors share their border", figure, "yes", shared)
    keys = [e.key for e in ELECTIONS if e.vintage == vintage.year]
    for table in (PRECINCTS, TURNOUT):
        rows = data.table(table)
        for key in keys:
            voted = set(rows.loc[rows["election"] == key, PLACE].itertuples(index=False, name=None))
            if voted:
                odd = sorted(voted.symmetric_difference(found))
                what = f"{table}: precincts of {key} unlike {file}"
                yield listed(what, [f"{w:g}-{p:g}" for w, p in odd])


def turnout_checks(data: Data) -> Iterator[Check]:
    """Nobody votes twice: ballots against registered voters, votes against ballots."""
    table = data.table(TURNOUT)
    over = table.index[~(table["ballots"] <= table["registered"])]
    what = f"{TURNOUT}: precincts with more ballots than registered voters"
    yield Check(what, counted(over), "0", not len(over))
    cast = data.table(PRECINCTS).groupby(["election", "race", *PLACE])["votes"].sum().reset_index()
    # A doubled row has a check of its own and must not stop this one.
    once = table.drop_duplicates(["election", *PLACE])
    both = cast.merge(once, on=["election", *PLACE], validate="many_to_one")
    for key, rows in both.groupby("election"):
        more = rows[rows["votes"] > rows["ballots"]]
        figure = str(len(more))
        if len(more):
            figure += f", by {number((more['votes'] - more['ballots']).max())} at most"
        what = f"{PRECINCTS}: precincts of {key} with more votes in a race than ballots"
        # Votes and ballots are from two files of the Board; where they differ we say so only.
        yield Check(what, figure, "0, else shown as it is", True if not len(more) else None)


def council_checks(data: Data) -> Iterator[Check]:
    """One winner for each ward and year, and the figures are those of the deciding round."""
    table = data.table(COUNCIL)
    for year in COUNCIL_YEARS:
        odd = set(WARD_NUMBERS).symmetric_difference(table.loc[table["year"] == year, "ward"])
        what = f"{COUNCIL}: wards of {year} missing or unknown"
        yield listed(what, [f"{ward:g}" for ward in sorted(odd)])
    held = council_races(data)
    wrong = [
        f"{row['year']:g} ward {row['ward']:g}"
        for row in table.to_dict("records")
        if not decided({str(k): v for k, v in row.items()}, held)
    ]
    yield listed(f"{COUNCIL}: rows unlike {BALLOTS}", wrong)
    open_ended = {
        (key.replace(FIRST_ROUND, RUNOFF), race)
        for (key, race), stood in held.items()
        if key.endswith(FIRST_ROUND) and stood["share"].max() <= MAJORITY
    }
    runoffs = {key for key in held if key[0].endswith(RUNOFF)}
    odd_races = [" ".join(key) for key in sorted(open_ended.symmetric_difference(runoffs))]
    what = f"{BALLOTS}: runoffs that do not follow from the first round"
    yield listed(what, odd_races)


Held = dict[tuple[str, str], pd.DataFrame]
"""The candidates of every council race, by election and race."""

MAJORITY = 0.5
"""A seat is won in the first round by more than this share of the votes (Illinois law)."""


def council_races(data: Data) -> Held:
    """Every council race held."""
    ballots = data.table(BALLOTS)
    mine = ballots[ballots["race"].map(lambda race: ward_of(str(race)) is not None)]
    found = mine.groupby(["election", "race"])
    return {(str(key), str(race)): rows for (key, race), rows in found}


def decided(row: dict[str, Any], held: Held) -> bool:
    """Whether a council result is what the ballots of its deciding round say."""
    year, race = f"{row['year']:g}", f"{OFFICE}-{row['ward']:g}"
    deciding = RUNOFF if (f"{year}-{RUNOFF}", race) in held else FIRST_ROUND
    stood = held.get((f"{year}-{deciding}", race))
    if stood is None or str(row["round"]) != deciding:
        return False
    ordered = stood.sort_values("votes", ascending=False)
    votes = [*ordered["votes"], 0]
    figures = (str(ordered["name"].iloc[0]), votes[0], sum(votes), votes[0] - votes[1])
    return figures == (str(row["winner"]), row["votes"], row["total"], row["margin"])


def primary_checks(data: Data) -> Iterator[Check]:
    """The wards of the primary are sums of their precincts."""
    key = next(e.key for e in ELECTIONS if e.round == PRIMARY)
    rows = data.table(PRECINCTS)
    by = ["race", "ward", "candidate"]
    theirs = rows[rows["election"] == key].groupby(by)["votes"].sum()
    table = data.table(PRIMARY_FILE)
    yield same(f"{PRIMARY_FILE}: votes", table.groupby(by)["votes"].sum(), theirs, PRECINCTS)
    total = table.groupby(["race", "ward"])["votes"].transform("sum")
    off = table.index[~(table["total"] == total)]
    yield Check(f"{PRIMARY_FILE}: totals unlike the votes", counted(off), "0", not len(off))
    gap = (table["share"] - table["votes"] / total).abs()
    wrong = table.index[(gap > SHARE_ROUNDING) | (table["share"].isna() & (total > 0))]
    yield Check(f"{PRIMARY_FILE}: shares unlike the votes", counted(wrong), "0", not len(wrong))


def published_checks(data: Data) -> Iterator[Check]:
    """Figures the Board published, which these are."""
    votes = data.table(BALLOTS).groupby(CANDIDATE)["votes"].sum()
    for who, figure in PUBLISHED_VOTES.items():
        found = float(votes.reindex([who]).iloc[0])
        what = f"{BALLOTS}: {', '.join(who)}"
        yield Check(what, number(found), f"{figure:,}", found == figure, RESTORE)
    table = data.table(COUNCIL)
    for (year, ward), figure in PUBLISHED_MARGINS.items():
        mine = (table["year"] == year) & (table["ward"] == ward)
        found = float(table.loc[mine, "margin"].sum())
        what = f"{COUNCIL}: votes between the two of ward {ward}, {year}"
        yield Check(what, number(found), f"{figure:,}", found == figure, RESTORE)


def overlap_checks(data: Data) -> Iterator[Check]:
    """People of the overlaps: the ward's own share, and the same district on both maps."""
    table = data.table(OVERLAP)
    lived = data.table("ward_population.csv").groupby(["vintage", "ward"])["population"].sum()
    place = pd.MultiIndex.from_frame(table[["vintage", "ward"]])
    exact = table["population"] / lived.reindex(place).to_numpy()
    off = table.index[~((table["population_share"] - exact).abs() <= SHARE_ROUNDING)]
    yield Check(f"{OVERLAP}: shares unlike the people", counted(off), "0", not len(off))
    sums = table.groupby(["race", "vintage"])["population"].sum().unstack("vintage")
    gap = sums.max(axis=1) / sums.min(axis=1) - 1
    apart = [str(race) for race in gap.index[~(gap <= SAME_DISTRICT)]]
    figure = f"{gap.max():.4%} at most" + (f" ({first_few(apart)})" if apart else "")
    what = f"{OVERLAP}: people of a district on one map against the other"
    yield Check(what, figure, f"within {SAME_DISTRICT:.1%}", not apart)
    yield from voted_checks(data, table)


SAME_DISTRICT = 0.001
"""People of a district summed over one ward map or the other: rounding and slivers."""

SOME_PEOPLE = 0.005
"""A ward with less than this share of its people in a district may have no precinct in its race:
people beside a district line are divided by area."""


def voted_checks(data: Data, table: pd.DataFrame) -> Iterator[Check]:
    """The wards that voted in a district's race are the wards with people in the district."""
    key = ["race", "ward"]
    mine = table[table["vintage"] == data.maps[0].year]
    voted = data.table(PRIMARY_FILE)[key].drop_duplicates()
    both = voted.merge(mine, on=key, how="outer", indicator=True)
    both = both[both["race"].isin(mine["race"])]
    lost = (both["_merge"] == "left_only") | (
        (both["_merge"] == "right_only") & (both["population_share"] >= SOME_PEOPLE)
    )
    what = f"{OVERLAP}: wards in a district but not in its race, or the other way round"
    yield listed(what, [f"{r.race} ward {r.ward:g}" for r in both[lost].itertuples()])


def same(what: str, ours: pd.Series, theirs: pd.Series, file: str) -> Check:
    """Sums of one table against those of another."""
    gap = ours.sub(theirs, fill_value=0).abs()
    both = ours.index.symmetric_difference(theirs.index)
    wrong = gap.index[~(gap == 0)].union(both)
    figure = f"largest difference {number(gap.max())}"
    if len(wrong):
        figure += f" ({first_few(' '.join(map(str, key)) for key in wrong)})"
    return Check(what, figure, f"0 from {file}", not len(wrong))


def listed(what: str, odd: Sequence[object]) -> Check:
    """A check that nothing is odd, naming what is."""
    figure = f"{len(odd)} ({first_few(odd)})" if odd else "0"
    return Check(what, figure, "0", not odd)
