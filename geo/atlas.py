"""Everything the pages ask for, read once from `data/` and answered as plain records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

import pandas as pd

from geo import paths
from geo.analysis.coverage import Coverage, Rule, coverage
from geo.atlas_records import Build, Citation, Flow, Neighbour, Term, WardFacts
from geo.claim_records import Claim, claims
from geo.coalition_tables import PRIMARY
from geo.coalitions import Coalition, Reading, Ties, coalitions, readings, ties
from geo.committee_matches import Registry, registry
from geo.contiguity import Near
from geo.demographics import WardValues, ward_values, with_margins
from geo.elections import election
from geo.endorsements import (
    BallotLine,
    Endorsement,
    Office,
    ballot_lines,
    endorsements,
    offices,
)
from geo.errors import AtlasError, DataProblems, Problem
from geo.measures import Counts, measure_counts
from geo.on_ballot import Body, on_ballot
from geo.organisations import Organisation, organisations
from geo.presence import Options, Presence, presence, reach_table
from geo.reference import Reference, readable_reference
from geo.sides import Scheme, SideRow, WardSide, organisation_sides, schemes, side_rows, ward_sides
from geo.slates import Slate, endorsed_versus_won
from geo.vote_choices import Ballot
from geo.vote_figures import election_votes
from geo.wards import vintages


@dataclass(frozen=True, eq=False)
class Atlas:
    """The processed tables and the directory. Frames are never changed after reading.

    `problems` are the faults of the reference tables; the faulty rows are left out, the others
    are shown.
    """

    reference: Reference
    problems: tuple[Problem, ...]
    tables: Mapping[str, pd.DataFrame]
    build: Build

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Every organization by id, in directory order."""
        found = organisations(self.reference.organisations, self.reference.footprints)
        return {o.id: o for o in found}

    @cached_property
    def citations(self) -> dict[str, Citation]:
        """Every source of the directory by id."""
        rows = self.reference.citations[list(Citation.__dataclass_fields__)].to_dict("records")
        return {str(r["id"]): Citation(**{str(k): str(v) for k, v in r.items()}) for r in rows}

    @cached_property
    def coalitions(self) -> dict[str, Coalition]:
        """Every coalition by id, in the order of its table."""
        return coalitions(self.reference.coalitions)

    @cached_property
    def ties(self) -> Ties:
        """Who is stated to belong to which coalition, and the lists of members."""
        return ties(self.reference.affiliations, self.reference.rosters)

    @cached_property
    def endorsements(self) -> tuple[Endorsement, ...]:
        """Every endorsement."""
        return endorsements(self.reference.endorsements)

    @cached_property
    def offices(self) -> dict[str, Office]:
        """The races of March 2018 by id."""
        return offices(self.reference.offices)

    def outcome(self, election_key: str, race: str) -> str:
        """How a race of the primary ended as a whole; blank for other races."""
        office = self.offices.get(race) if election_key == PRIMARY else None
        return office.outcome if office else ""

    @cached_property
    def readings(self) -> dict[str, tuple[Reading, ...]]:
        """What sources disagree on, by topic."""
        return readings(self.reference.readings)

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Every statement of the claim ledger by id, in the order of its table."""
        return claims(self.reference.claims)

    @cached_property
    def registry(self) -> Registry:
        """The state's committees at hand, and whose they are or may be."""
        links = self.reference.committee_links
        return registry(self.reference.committees, links, self.organisations)

    @cached_property
    def schemes(self) -> dict[str, Scheme]:
        """The side schemes by key."""
        return schemes(self.reference.side_schemes)

    @cached_property
    def area_names(self) -> dict[int, str]:
        """Names of the community areas by number."""
        table = self.tables["community_areas"]
        return {int(n): str(t) for n, t in zip(table["community_area"], table["name"], strict=True)}

    @cached_property
    def _reach(self) -> pd.DataFrame:
        return reach_table(
            self.reference.footprints,
            self.tables["crosswalk_2015_2023"],
            self.tables["ward_areas"],
        )

    def ballot(self, election_key: str) -> Ballot:
        """The votes of an election with names, endorsements and who won in the end."""
        one = election(election_key)
        listed = self.tables["ballots"]
        mine = listed[listed["election"] == election_key]
        keys = zip(mine["race"], mine["candidate"], strict=True)
        names = dict(zip(keys, mine["name"], strict=True))
        won = self.tables["council_results"]
        won = won[won["year"] == one.year]
        votes, turnout = self.tables["precinct_votes"], self.tables["precinct_turnout"]
        return Ballot(
            one,
            election_votes(votes, turnout, election_key),
            names,
            on_ballot(self.endorsements, names, one),
            self.bodies,
            {f"ward-{w}": n for w, n in zip(won["ward"], won["winner"], strict=True)},
        )

    def slates(self, year: int) -> tuple[Slate, ...]:
        """Council candidates endorsed in a year, body by body, the largest slate first."""
        mine = [e for e in self.endorsements if (e.election, e.office) == (str(year), "council")]
        found = (
            endorsed_versus_won(
                self.endorsements, self._ballot_lines, self.ties.rosters, body, year
            )
            for body in dict.fromkeys(e.body_id for e in mine)
        )
        return tuple(sorted(found, key=lambda slate: -slate.endorsed))

    def members_elected(self, coalition: str, year: int) -> tuple[int, ...]:
        """Wards whose winner a source calls a member of a coalition in the year of the election."""
        return tuple(
            sorted(
                a.subject.seat[1]
                for a in self.ties.affiliations
                if a.coalition_id == coalition
                and a.relation == "membership"
                and a.holds
                and a.subject is not None
                and a.subject.seat is not None
                and a.period.since[:4] == str(year)
            )
        )

    @cached_property
    def _ballot_lines(self) -> tuple[BallotLine, ...]:
        return ballot_lines(self.tables["ballots"])

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """Names of whoever endorses: coalitions, then organizations."""
        organised = {o.id: Body(o.label, o.label) for o in self.organisations.values()}
        return {c.id: Body(c.name, c.short) for c in self.coalitions.values()} | organised

    def facts(self, vintage: int) -> dict[int, WardFacts]:
        """People and area of every ward of a map."""
        table = self.tables["ward_population"]
        columns = [f.name for f in fields(WardFacts)]
        rows = table[table["vintage"] == vintage][columns].to_dict("records")
        return {r["ward"]: WardFacts(**{str(k): v for k, v in r.items()}) for r in rows}

    @cached_property
    def _values(self) -> dict[tuple[int, str], WardValues]:
        by_ward = {v.year: self.tables[f"indicators_{v.year}"] for v in vintages()}
        found = ward_values(by_ward, self.tables["indicators_city"])
        for vintage in vintages():
            margins = tuple(float(f.margin) for _, f in sorted(self.facts(vintage.year).items()))
            key = (vintage.year, "population")
            found[key] = with_margins(found[key], margins)
        return found

    def values(self, vintage: int, key: str) -> WardValues:
        """One indicator for the wards of a map (KeyError if there is none of that key)."""
        return self._values[vintage, key]

    def counts(self, vintage: int, key: str) -> Counts:
        """What is counted in the wards of a map (KeyError if there is no such measure)."""
        return measure_counts(self._values, self.tables["share_bases"], vintage, key)

    def coverage(self, shown: Presence, border: Near, rule: Rule) -> Coverage:
        """Which wards are covered, and how surely."""
        members = self.members(rule.within) if rule.within else frozenset(self.organisations)
        return coverage(shown, self.organisations, border, rule, lambda o: o.id in members)

    def members(self, coalition: str) -> frozenset[str]:
        """Organizations that a source calls affiliates of a coalition, at whatever time."""
        return frozenset(
            tie.subject.key
            for tie in self.ties.affiliations
            if tie.coalition_id == coalition and tie.relation == "official" and tie.holds
            if tie.subject is not None and tie.subject.key in self.organisations
        )

    def presence(self, vintage: int, options: Options) -> Presence:
        """Who is where on a map under some options."""
        population = {w: f.population for w, f in self.facts(vintage).items()}
        return presence(self.reference.organisations, self._reach, population, vintage, options)

    def ward_sides(self, vintage: int, scheme: str) -> dict[int, WardSide]:
        """Each ward's side under a scheme."""
        return ward_sides(self.tables["ward_sides"], self.schemes[scheme], vintage)

    def side_rows(self, shown: Presence, scheme: str) -> tuple[SideRow, ...]:
        """A presence map summed by side."""
        of_organisation = self.organisation_sides(scheme)
        sides = self.ward_sides(shown.vintage, scheme)
        return side_rows(self.schemes[scheme], sides, shown, of_organisation)

    def organisation_sides(self, scheme: str) -> dict[str, str]:
        """The side of each organization that has a place, by id."""
        return organisation_sides(
            self.reference.footprints,
            self.tables["community_areas"],
            self.tables["ward_areas"],
            self.tables["ward_sides"],
            self.schemes[scheme],
        )

    def terms(self, vintage: int, ward: int) -> tuple[Term, ...]:
        """Alderpersons of a ward on one map, earliest first."""
        return self._terms.get((vintage, ward), ())

    @cached_property
    def _terms(self) -> dict[tuple[int, int], tuple[Term, ...]]:
        found: dict[tuple[int, int], tuple[Term, ...]] = {}
        rows = self.reference.alders.rename(columns={"from": "since", "to": "until"})
        ordered = rows.sort_values(["vintage", "ward", "since"])[[f.name for f in fields(Term)]]
        for r in ordered.to_dict("records"):
            term = Term(**{str(k): v for k, v in r.items()})
            key = (term.vintage, term.ward)
            found[key] = (*found.get(key, ()), term)
        return found

    def alder(self, vintage: int, ward: int) -> str:
        """Who sat last for a ward of a map, or an honest gap."""
        terms = self.terms(vintage, ward)
        return terms[-1].name if terms else "not recorded"

    def press_sides(self, vintage: int, ward: int) -> tuple[tuple[str, str], ...]:
        """What the press called the ward's side: (label, source id)."""
        table = self.reference.ward_side_labels
        mine = table[(table["vintage"] == vintage) & (table["ward"] == ward)]
        return tuple(zip(mine["label"], mine["source_id"], strict=True))

    def neighbours(self, vintage: int, ward: int) -> tuple[Neighbour, ...]:
        """Wards that touch a ward, longest border first."""
        table = self.tables["neighbours"]
        mine = table[(table["vintage"] == vintage) & (table["ward"] == ward)]
        rows = mine.sort_values("border_m", ascending=False).to_dict("records")
        return tuple(Neighbour(r["neighbour"], r["border_m"]) for r in rows)

    def flows(self, vintage: int, ward: int) -> tuple[Flow, ...]:
        """Where a ward's people are on the other map, most people first."""
        other = 2023 if vintage == 2015 else 2015  # noqa: PLR2004  the two maps of the crosswalk
        mine, theirs = f"ward_{vintage}", f"ward_{other}"
        table = self.tables["crosswalk_2015_2023"]
        rows = table[(table[mine] == ward) & (table["population"] > 0)]
        total = int(rows["population"].sum())
        ordered = rows.sort_values("population", ascending=False)
        return tuple(
            Flow(ward, int(o), int(p), int(p) / total)
            for o, p in zip(ordered[theirs], ordered["population"], strict=True)
        )


TABLES = (
    "crosswalk_2015_2023",
    "ward_sides",
    "ward_areas",
    "ward_population",
    "neighbours",
    "community_areas",
    "split_error",
    "carrying_error",
    "indicators_2015",
    "indicators_2023",
    "indicators_city",
    "ballots",
    "council_results",
    "precinct_votes",
    "precinct_turnout",
    "district_overlap",
    "share_bases",
)


def load_atlas(processed: Path = paths.PROCESSED, reference: Path = paths.REFERENCE) -> Atlas:
    """Read the committed data.

    A faulty row of a reference table is left out and reported in `problems`; it costs nobody else
    anything.

    Raises
    ------
    AtlasError
        If the processed data are not there or cannot be read.
    DataProblems
        If a table without which every count would be false cannot be used at all.
    """
    try:
        processed_tables = read_tables(processed)
        record = json.loads((processed / "build.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AtlasError(
            f"The computed data in data/{processed.name} cannot be read ({error}). Restore them "
            "from version control, or run `python -m geo.pipeline build`."
        ) from error
    tables, problems = readable_reference(reference, processed_tables["ballots"])
    fatal = [p for p in problems if is_fatal(p)]
    if fatal:
        raise DataProblems(fatal)
    return Atlas(tables, tuple(problems), processed_tables, build_of(record, reference))


def read_tables(processed: Path = paths.PROCESSED) -> dict[str, pd.DataFrame]:
    """The computed tables the atlas is made of, by name (OSError, ValueError if one is not there or
    cannot be read)."""
    return {name: pd.read_csv(processed / f"{name}.csv") for name in TABLES}


def is_fatal(problem: Problem) -> bool:
    """Whether nothing true can be shown with this fault.

    Without the organizations or their places every ward would read "none listed"; sides need all
    rows of their table. Other tables, and single rows, are missed and said.
    """
    table = problem.file.rsplit("/", 1)[-1]
    if table == "side_schemes.csv":
        return True
    return problem.row is None and table in ("organisations.csv", "footprints.csv")


def build_of(record: Mapping[str, object], reference: Path) -> Build:
    """Read the build record and compare the reference tables with it."""
    known = dict(record["reference"])  # type: ignore[call-overload]
    release = dict(record["release"])  # type: ignore[call-overload]
    now = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in reference.glob("*.csv")}
    edited = sorted(n for n in known.keys() | now.keys() if known.get(n) != now.get(n))
    return Build(str(record["build_id"]), release["version"], release["date"], tuple(edited))


def data_signature(processed: Path = paths.PROCESSED, reference: Path = paths.REFERENCE) -> str:
    """Changes when any file the atlas reads does; costs a few file look-ups, no reading."""
    files = (*processed.glob("build.json"), *sorted(reference.glob("*.csv")))
    stats = [(f.name, s.st_mtime_ns, s.st_size) for f in files for s in (f.stat(),)]
    return hashlib.sha256(repr(stats).encode()).hexdigest()[:16]
