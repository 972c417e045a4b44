"""The methods page on votes, districts and coalitions."""

from __future__ import annotations

from geo.atlas import Atlas
from geo.demographic_methods import Parts
from geo.elections import ELECTIONS
from geo.organisations import date_words
from geo.sources import source
from geo.vote_scale import FIRSTS, LEADS, MANY, SHARES, TURNOUTS, TWO, Scale
from geo.wards import vintage


def votes_part() -> Parts:
    """Which elections, on which map, and what their figures leave out."""
    return (
        "Votes",
        (
            "Votes come from the Board of Election Commissioners’ results by precinct and are "
            "summed to wards first and divided last. An area where nobody voted has no share; an "
            "area that does not vote in a race is outside of it, which the map draws apart. "
            "Precincts belong to the ward map their election was held on and are never carried to "
            "the other map.",
            "A council seat’s winner is whoever had the most votes in the deciding round, and the "
            "margin is the votes ahead of the second (all votes where there was one candidate). "
            "Every total and every winner of 2015, 2019 and 2023 was counted a second time from "
            "the results by other means, and the winners are those who then sat.",
            "Names are printed in capitals in the results. Rules make them readable; accents and "
            "preferred forms, which cannot be guessed, are kept by hand in candidate_names.csv.",
        ),
        ("Election", "Ward map", "Races", "What is missing", "Source"),
        tuple(
            (
                one.date_words,
                vintage(one.vintage).label,
                "council and mayor" if one.round != "primary" else "seven races",
                one.missing or "–",
                "; ".join(source(s).title for s in one.sources),
            )
            for one in ELECTIONS
        ),
    )


SCALES = (
    ("A candidate of two", TWO),
    ("A candidate of three to five, or a body’s endorsed candidate", SHARES),
    ("A candidate of six or more", MANY),
    ("Whoever came first", FIRSTS),
    ("Lead of the first over the second", LEADS),
    ("Turnout", TURNOUTS),
)


def scales_part() -> Parts:
    """The fixed class breaks of maps of votes."""
    return (
        "Classes of maps of votes",
        (
            "The breaks are fixed, and the same by ward and by precinct, so that the map of one "
            "candidate can be compared with that of another. Candidates with less than one percent "
            "of the vote do not count as rivals. With two candidates the colors part at half of "
            "the vote.",
        ),
        ("Map", "Classes"),
        tuple((name, classes(scale)) for name, scale in SCALES),
    )


def classes(scale: Scale) -> str:
    """All classes in one line."""
    return "; ".join(scale.labels)


def districts_part(atlas: Atlas) -> Parts:
    """How the districts of 2018 are laid over the wards."""
    table = atlas.tables["district_overlap"]
    return (
        "Districts of the 2018 primary",
        (
            "Six districts of March 2018 are laid over the wards of both maps: how much of each "
            "ward’s land and how many of its people (2020 census) lie in each. A piece of a voting "
            "district that a district line really cuts has its people divided by area. The "
            "precincts that voted in a district’s race are those the lines make its own, but for "
            "one precinct of the 22nd Ward, and one of the 13th Ward that voted outside the lines.",
            "Votes are those of Chicago only. All of the 4th Illinois House District is in the "
            "city; the other districts and the county go on outside, and what is known of their "
            "results as a whole is said beside the map.",
        ),
        ("District", "Wards of the 2015 map", "Wards of the 2023 map"),
        tuple(
            (
                f"{body}, district {district}",
                *(str(int((rows["vintage"] == year).sum())) for year in (2015, 2023)),
            )
            for (body, district), rows in table.groupby(["body", "district"], sort=True)
        ),
    )


def coalitions_part(atlas: Atlas) -> Parts:
    """What belonging means here, and how far the sources reach."""
    return (
        "Coalitions and endorsements",
        (
            "A row says who belongs to what, from when to when the sources support it, and whether "
            "these are the real beginning and end or only the first and last evidence. Inside the "
            "span it is stated; between two pieces of evidence it is shown as stated before and "
            "after; outside it is not known. Only where a list is known to be complete does not "
            "being on it mean something. A map of a day shows nothing that no source supports for "
            "that day.",
            "Endorsements are held against the votes: a row whose result contradicts them is "
            "refused by the checks. Where sources disagree, each reading is kept with its source, "
            "and the page says which one it goes by, if any.",
            f"At hand are {len(atlas.coalitions)} bodies, {len(atlas.ties.affiliations)} ties, "
            f"{len(atlas.endorsements)} endorsements and {len(atlas.readings)} points on which "
            "sources disagree.",
        ),
        ("List of members", "Span", "Complete", "Members stated"),
        tuple(
            (
                atlas.coalitions[r.coalition_id].name,
                " – ".join(dict.fromkeys(map(date_words, (r.period.since, r.period.until)))),
                "yes" if r.complete else "no",
                "–" if r.members is None else str(r.members),
            )
            for r in atlas.ties.rosters
        ),
    )
