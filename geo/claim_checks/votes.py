"""Checks against the votes, and of the candidates a coalition backed in the March 2018 primary."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

from geo.claim_checks.definitions import VOTES
from geo.claim_records import DATA, DOCUMENT, Case, Check, ClaimError, Finding
from geo.coalition_tables import PRIMARY
from geo.coalitions import Reading
from geo.elections import ELECTIONS, FIRST_ROUND, RUNOFF, Candidate, candidates, election, race_of
from geo.endorsements import ballot_lines, outcome, race_slug, same_name
from geo.wards import WARD_NUMBERS

WHOLE = 100
CITY_PART = "Chicago’s precincts"
AS_REPORTED = "the whole district, as reported"
RESULTS = "elections-archive"
"""The citation of the votes themselves, which a report of the whole district is told from."""

_SHARE = re.compile(r"(\d+(?:\.\d+)?)%")


def ranked(case: Case, key: str, race: str) -> tuple[Candidate, ...]:
    """Candidates of a race, most votes first; ClaimError if there was no such race."""
    found = candidates(case.atlas.tables["ballots"], key, race)
    if not found:
        raise ClaimError(
            f"ballots.csv has no race “{race}” in the election “{key}”. Correct `of` in claims.csv."
        )
    return found


def line(found: tuple[Candidate, ...], most: int = 3) -> str:
    """ "Kaegi 180,630 (44.6%), …"."""
    return ", ".join(f"{c.name} {c.votes:,} ({c.share:.1%})" for c in found[:most])


def first_places(case: Case) -> tuple[Finding, ...]:
    """Who came first (or the first `places`) in a race (`election`, `race`), by Chicago's votes.

    For the primary also who won the district as a whole, as far as a source reports it.
    """
    key, race = case.of["election"], case.of["race"]
    found, places = ranked(case, key, race), int(case.of.get("places", "1"))
    one = race_of(key, race)
    of_city = Finding(
        ((VOTES, CITY_PART),),
        f"{one.label}, {election(key).label}: {line(found)}.",
        answer="; ".join(c.name for c in found[:places]),
        sources=election(key).sources,
        settings=race_settings(key, race),
    )
    return (of_city, *whole_district(case, race, found)) if key == PRIMARY else (of_city,)


def whole_district(case: Case, race: str, found: tuple[Candidate, ...]) -> tuple[Finding, ...]:
    """Who won a race of the primary as a whole, unless Chicago's precincts are all of it."""
    office = case.atlas.offices.get(race)
    if office is None or office.whole:
        return ()
    # Names vary (Dan, Daniel); of the candidates of one race the surname tells.
    winner = office.outcome.partition(" won")[0].split()[-1:]
    won = [c.name for c in found if c.name.split()[-1:] == winner]
    told = tuple(s for s in case.independent(office.source_ids) if s != RESULTS)
    if not won:
        return ()
    return (
        Finding(
            ((VOTES, AS_REPORTED),),
            office.outcome,
            answer=won[0],
            basis=DATA if told else DOCUMENT,
            sources=told or office.source_ids,
            settings=race_settings(PRIMARY, race),
        ),
    )


def race_settings(key: str, race: str, candidate: str = "") -> dict[str, str]:
    """Settings of the page Elections that show a race."""
    return {"election": key, "race": race, "candidate": candidate}


def vote_share(case: Case) -> tuple[Finding, ...]:
    """A candidate's percent of a race (`election`, `race`, `candidate`), by Chicago's votes.

    `readings` names counts of the whole district in readings.csv, each with its percentages in the
    order of the candidates' votes; `place` is this candidate's place in that order.
    """
    key, race, wanted = (case.of[name] for name in ("election", "race", "candidate"))
    found = ranked(case, key, race)
    mine = next((c for c in found if c.key == wanted), None)
    if mine is None:
        raise ClaimError(f"“{wanted}” is no candidate of {race} in {key}. Correct `of`.")
    share = mine.share * WHOLE
    of_city = Finding(
        ((VOTES, f"{CITY_PART}, official"),),
        f"{line(found)}.",
        share,
        share,
        sources=election(key).sources,
        settings=race_settings(key, race, wanted),
    )
    named = [part for part in case.of.get("readings", "").split(",") if part]
    counts = (_reported(case, name, race_settings(key, race, wanted)) for name in named)
    return (of_city, *(count for count in counts if count))


def _reported(case: Case, name: str, settings: dict[str, str]) -> Finding | None:
    """One count of the whole district; None if it does not reach down to the candidate."""
    reading = reading_of(case, name)
    shares = [float(text) for text in _SHARE.findall(reading.reading.split(" with ")[0])]
    place = int(case.of["place"])
    if place > len(shares):
        return None
    tail = reading.reading.partition(" with ")[2].rstrip(".") or "all of it"
    value = shares[place - 1]
    named = ((VOTES, f"all the county, {tail}"),)
    told = case.independent(reading.source_ids)
    return Finding(
        named,
        reading.reading,
        value,
        value,
        basis=DATA if told else DOCUMENT,
        sources=reading.source_ids,
        settings=settings,
    )


def reading_of(case: Case, name: str) -> Reading:
    """A row of readings.csv by its id; ClaimError if there is none."""
    for found in case.atlas.readings.values():
        for reading in found:
            if reading.id == name:
                return reading
    raise ClaimError(f"readings.csv has no row “{name}”. Correct `readings` in claims.csv.")


def rounds_against(case: Case) -> tuple[Finding, ...]:
    """Two years by a candidate's percent, larger first: each round of a city election at hand
    (`year`, `race`, `candidate`) against what `readings` report of an `earlier` one."""
    year, earlier = case.of["year"], case.of["earlier"]
    found = []
    for stage, name in product((FIRST_ROUND, RUNOFF), case.of["readings"].split(",")):
        one = election(f"{year}-{stage}")
        mine = {c.key: c for c in ranked(case, one.key, case.of["race"])}[case.of["candidate"]]
        reading = reading_of(case, name)
        (before,) = [float(share) for share in _SHARE.findall(reading.reading)]
        share = mine.share * WHOLE
        named = (
            ("round compared", one.label),
            (f"result of {earlier}", f"{before}%"),
        )
        words = f"{year}: {mine.votes:,} votes, {share:.1f}%. {earlier}: {before}%."
        answer = f"{year}; {earlier}" if share > before else f"{earlier}; {year}"
        settings = race_settings(one.key, case.of["race"], mine.key)
        sources = (*one.sources, *reading.source_ids)
        found.append(Finding(named, words, answer=answer, sources=sources, settings=settings))
    return tuple(found)


def council_candidates(case: Case) -> tuple[Finding, ...]:
    """Years (`years`) by their number of council candidates, most first: on the ballots at hand,
    and as `readings` count them ("212 in 2019")."""
    years = case.of["years"].split(".")
    held = {e.year for e in ELECTIONS if e.round == FIRST_ROUND}
    found = []
    if {int(year) for year in years} <= held:
        numbers = {year: _on_ballots(case, f"{year}-{FIRST_ROUND}") for year in years}
        sources = tuple(election(f"{year}-{FIRST_ROUND}").results for year in years)
        found.append(_by_number("names on the ballots of the first round", numbers, sources))
    for name in case.of["readings"].split(","):
        reading = reading_of(case, name)
        told = {year: int(number) for number, year in _IN_YEAR.findall(reading.reading)}
        numbers = {year: told[year] for year in years}
        found.append(_by_number("nominating petitions, as reported", numbers, reading.source_ids))
    return tuple(found)


_IN_YEAR = re.compile(r"(\d+) in (\d{4})")


def _on_ballots(case: Case, key: str) -> int:
    ballots = case.atlas.tables["ballots"]
    seats = [race_slug("council", ward) for ward in WARD_NUMBERS]
    rows = ballots[(ballots["election"] == key) & ballots["race"].isin(seats)]
    return int((rows["write_in"] != "yes").sum())


def _by_number(how: str, numbers: dict[str, int], sources: tuple[str, ...]) -> Finding:
    ordered = sorted(numbers, key=lambda year: -numbers[year])
    words = "; ".join(f"{year}: {numbers[year]} candidates" for year in sorted(numbers))
    named = (("candidates counted", how),)
    return Finding(named, f"{words}.", answer="; ".join(ordered), sources=sources)


def beaten(case: Case) -> tuple[Finding, ...]:
    """The alderperson in office whom a winner in a ward (`ward`) in a year (`year`) took the place
    of: beaten, which takes being on the ballot, or followed in the seat."""
    ward, year = int(case.of["ward"]), int(case.of["year"])
    first = election(f"{year}-{FIRST_ROUND}")
    race = race_slug("council", ward)
    names = ", ".join(c.name for c in ranked(case, first.key, race))
    sitting = _sitting(case, first.vintage, ward, first.day)
    result = outcome(sitting, race, str(year), ballot_lines(case.atlas.tables["ballots"]))
    words = f"In office on election day: {sitting}. On the ballot: {names}."
    settings = race_settings(first.key, race)
    lost = result.on_ballot and result.won is False
    readings = (
        ("beaten on the ballot", sitting if lost else "nobody in office"),
        ("followed in the seat", "nobody else" if result.won else sitting),
    )
    return tuple(
        Finding((("unseated", how),), words, answer=who, sources=first.sources, settings=settings)
        for how, who in readings
    )


def _sitting(case: Case, vintage: int, ward: int, day: date) -> str:
    for term in case.atlas.terms(vintage, ward):
        if term.since <= day.isoformat() <= (term.until or day.isoformat()):
            return term.name
    raise ClaimError(f"alders.csv has nobody for ward {ward} on {day}. Add the term.")


def election_day(case: Case) -> tuple[Finding, ...]:
    """The day of an election (`election`) with its day of the week."""
    one = election(case.of["election"])
    answer = f"{one.day:%A}, {one.date_words}"
    words = f"The results at hand are of {answer}."
    return (Finding((("day", "of the official results"),), words, answer=answer),)


def office_won(case: Case) -> tuple[Finding, ...]:
    """The office for which two candidates (`candidates`) stood against each other (`election`)."""
    ballots, key = case.atlas.tables["ballots"], case.of["election"]
    wanted = [name.strip() for name in case.of["candidates"].split(",")]
    rows = ballots[ballots["election"] == key]
    for race, part in rows.groupby("race", sort=False):
        if all(any(same_name(str(n), name) for n in part["name"]) for name in wanted):
            label = race_of(key, str(race)).label
            words = f"On the ballot for {label}: {', '.join(part['name'])}."
            named = (("office", "as on the ballot"),)
            settings = race_settings(key, str(race))
            sources = election(key).sources
            return (Finding(named, words, answer=label, sources=sources, settings=settings),)
    raise ClaimError(f"No race of {key} has both {' and '.join(wanted)}. Correct `of`.")


def backed_winners(case: Case) -> tuple[Finding, ...]:
    """Winners of the primary a body (`body`) backed, by other sources than the documents.

    `as=names` answers with their names instead of their number.
    """
    mine = [
        e
        for e in case.atlas.endorsements
        if (e.body_id, e.election, e.result) == (case.of["body"], PRIMARY, "won")
        and case.independent(e.source_ids)
    ]
    names = sorted(e.candidate for e in mine)
    sources = tuple(dict.fromkeys(s for e in mine for s in case.independent(e.source_ids)))
    named = (("backing", "as the organization’s own pages have it"),)
    words = f"{len(names)}: {', '.join(names) or 'none'}."
    if case.of["as"] == "names":
        return (Finding(named, words, answer="; ".join(names) or "none", sources=sources),)
    return (Finding(named, words, len(names), len(names), sources=sources),)


CHECKS = (
    Check("first-places", first_places, ("election", "race"), ("places",)),
    Check("vote-share", vote_share, ("election", "race", "candidate"), ("readings", "place")),
    Check("rounds-against", rounds_against, ("year", "earlier", "race", "candidate", "readings")),
    Check("council-candidates", council_candidates, ("years", "readings")),
    Check("beaten", beaten, ("year", "ward")),
    Check("election-day", election_day, ("election",)),
    Check("office", office_won, ("election", "candidates")),
    Check("backed-winners", backed_winners, ("body", "as"), choices={"as": ("count", "names")}),
)
