"""The methods page: put together from the registries, so it cannot fall behind the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.atlas import Atlas
from geo.color_methods import color_part
from geo.committee_words import committee_part
from geo.coverage_methods import coverage_part
from geo.demographic_methods import carrying_part, indicator_part, margin_part
from geo.election_methods import coalitions_part, districts_part, scales_part, votes_part
from geo.organisations import date_words
from geo.palettes import PRESENCE_CLASSES
from geo.presence import MOST, REACH
from geo.reference import TABLES
from geo.sheets import Row, Sheet, ward_map_sheet
from geo.sources import source, sources
from geo.tables import OUTPUTS, output
from geo.wards import vintages
from geo.words import percent

TITLE = "How every figure is made, from what, and what is not known"
SUBTITLE = (
    "Counts come from public records and are summed from small pieces; organizations come from a "
    "hand-kept directory with a source for every row. What is estimated says so."
)


@dataclass(frozen=True)
class Section:
    """One section of the page: a title, paragraphs, and a table or links if it has them.

    `links` are (label, address, remark).
    """

    title: str
    paragraphs: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()


def sections(atlas: Atlas) -> tuple[Section, ...]:
    """Every section in reading order."""
    return (
        organisations_section(atlas),
        Section(*committee_part(atlas.registry)),
        maps_section(),
        people_section(atlas),
        ward_error_section(atlas),
        presence_section(),
        sides_section(atlas),
        Section(*coverage_part()),
        Section(*indicator_part()),
        Section(*carrying_part(atlas)),
        Section(*margin_part()),
        Section(*votes_part()),
        Section(*scales_part()),
        Section(*districts_part(atlas)),
        Section(*coalitions_part(atlas)),
        Section(*color_part()),
        gaps_section(),
        sources_section(),
        citations_section(atlas),
        reference_section(),
        dictionary_section(),
    )


def organisations_section(atlas: Atlas) -> Section:
    """What counts as an organization and how the directory is kept."""
    return Section(
        "Organizations",
        (
            "An independent political organization works in elections outside the Democratic "
            "Party’s own organization, usually in one ward. The term has no legal meaning and no "
            "official list exists. The directory starts from the twenty named or counted in a 2021 "
            "essay by a member of one of them, and adds what other sources show.",
            "Every row carries a status, the latest dated evidence, how sure the name is, and its "
            "sources. “Status not known” means that nobody checked since that date. Where sources "
            "disagree, both are kept in the note. Only organizations, candidates and "
            "office-holders are named.",
            f"The directory holds {len(atlas.organisations)} organizations and "
            f"{len(atlas.citations)} sources.",
        ),
    )


def maps_section() -> Section:
    """The ward vintages and how their shapes are made."""
    return Section(
        "Two ward maps",
        (
            "A ward number means nothing without its map: the same number on the other map can be "
            "different land. Every view says which map it shows. An organization recorded on the "
            "2015 map is carried to the 2023 map by people, never by number.",
            "The City’s shapes are cleaned to a coverage without gaps or overlaps (borders move "
            "less than one meter). The map on the screen is simplified with shared borders kept "
            "shared: no border is more than 20 meters off and no ward’s area more than half a "
            "percent. Wards that share one meter of border or less meet at a corner.",
        ),
        ("Map", "In force", "Note"),
        tuple((v.label, v.span, v.note) for v in vintages()),
    )


def people_section(atlas: Atlas) -> Section:
    """The crosswalk and the measured error of its one estimated step."""
    # Not at the top of the file: it brings geopandas, which no other page has to wait for.
    from geo.holdout import METHODS, SEEDS  # noqa: PLC0415

    table = atlas.tables["split_error"]
    rows = tuple(
        (
            str(r.method) + (" (used)" if r.method == METHODS[-1] else ""),
            f"{r.mean_error:,.0f}",
            f"{r.p90_error:,.0f}",
            f"{r.worst_error:,.0f}",
            f"{r.mean_error_share:.1%}",
        )
        for r in table.itertuples()
    )
    return Section(
        "People on both maps",
        (
            "The 2020 census gives exact counts for 2,069 voting districts, which are the "
            "precincts of the 2015 map; ward counts on that map are exact sums. The 2023 map cuts "
            "some districts. A cut district’s people are divided by where people live: first by "
            "the registered voters of the 2023 precinct each part lies in, then fitted so that all "
            "parts together match the exact counts of the census tracts and of the districts "
            "(iterative proportional fitting; the districts are kept exactly). Land area alone "
            "would put people in parks and rail yards: it makes the 2023 map’s ward 34 a quarter "
            "too small.",
            "How far off is a split? Districts were merged in pairs with a random neighbor of the "
            "same ward, split again as if only the sum were known, and compared with the census: "
            f"{int(table['districts'].iloc[0]):,} parts over {len(SEEDS)} random pairings "
            f"(seeds {', '.join(map(str, SEEDS))}). Errors in people:",
        ),
        ("Split by", "Mean error", "Nine in ten within", "Worst", "Mean, of the pair"),
        rows,
    )


def ward_error_section(atlas: Atlas) -> Section:
    """What the measured error means for the wards of the 2023 map."""
    facts = atlas.facts(vintages()[-1].year).values()
    margins = sorted(f.margin for f in facts)
    population = [f.population for f in facts]
    worst = max(facts, key=lambda f: f.margin / f.population)
    share = sum(f.margin / f.population for f in facts) / len(population)
    return Section(
        "What that means for a ward of the 2023 map",
        (
            f"A ward’s population on the 2023 map is good to about ± {percent(share)} (90% margin; "
            f"median ± {margins[len(margins) // 2]:,} people, worst ward {worst.ward} with "
            f"± {worst.margin:,}). Formula: 1.645 × √Σ (r·P)² over the districts the ward’s border "
            "cuts, where P is a district’s count and r the root mean square error of a split from "
            "the measurement above. Errors of different districts are taken as independent.",
            f"A check from outside: the 2023 wards were drawn to within a few percent of 54,928 "
            f"people; the estimates run from {min(population):,} to {max(population):,}.",
            "Margins of counts on the 2015 map are zero because no district is cut; the census’s "
            "own noise for privacy is not included.",
        ),
    )


def presence_section() -> Section:
    """The classes of the presence map and the two thresholds."""
    return Section(
        "Presence",
        (
            "On the 2015 map a ward has an organization of its own if the directory gives it a "
            "home there. Regional organizations have no ward: their area is the community areas "
            f"they name. They count for a ward if at least {percent(REACH)} of its people (2020) "
            "live in that area.",
            "On the 2023 map a ward’s share is the part of its people who lived in an old ward "
            f"with a counted organization; from {percent(MOST)} on it counts as covered, from "
            f"{percent(REACH)} on as partly covered. Both thresholds are set by the atlas.",
            "The headline gives an interval: from wards with an organization of their own to all "
            "wards any counted organization reaches.",
        ),
        ("Class", "Shown on"),
        tuple(
            (c.label, " and ".join({"own": "2015 map", "other": "2023 map"}[m] for m in c.maps))
            for c in PRESENCE_CLASSES
        ),
    )


def sides_section(atlas: Atlas) -> Section:
    """How wards are put on sides."""
    notes = [n for scheme in atlas.schemes.values() for n in scheme.notes]
    return Section(
        "Sides of the city",
        (
            "Sides are what people call them, not official borders. The 77 official community "
            "areas are grouped into nine sides as in the City’s redistricting project of 2021; a "
            "ward is on the side where most of its people live, and the shares of the others are "
            "shown. Two coarser ways of naming sides are kept beside it.",
            *dict.fromkeys(notes),
        ),
        ("Way of naming", "Groups"),
        tuple((s.label, ", ".join(s.groups)) for s in atlas.schemes.values()),
    )


def gaps_section() -> Section:
    """What is not known or could not be had."""
    return Section(
        "Known gaps",
        (
            "No directory is complete: a ward with nobody listed may have an organization the "
            "sources do not mention. Names were not found for five of the essay’s wards (1, 10, "
            "15, 31, 36) and are unsure for two (32, 40).",
            "Present status was not checked with any organization; evidence later than 2021 exists "
            "for few. Wards of United Northwest Side are not stated anywhere; its area is read as "
            "the Northwest Side and marked uncertain. Northside Action for Justice and IVI-IPO "
            "have no stated area and are on no map.",
            "The alderpersons’ list ends in 2025 with later notes for two wards. Census blocks "
            "were not at hand; with them the split of voting districts would be exact.",
        ),
    )


def sources_section() -> Section:
    """The register of sources, those first that a committed figure rests on."""
    used = set(all_sources())
    rows = [s for s in sources() if s.id in used]
    return Section(
        "Sources of figures",
        ("Public records the computed tables are made from. None of the files is kept here.",),
        links=tuple(
            (f"{s.title}, {s.publisher}", s.landing, f"{s.dataset}; {s.vintage}; {s.licence}")
            for s in rows
        ),
    )


def citations_section(atlas: Atlas) -> Section:
    """Everything the directory cites."""
    return Section(
        "Sources of the directory",
        ("Read in stored copies; addresses are as they stood there.",),
        links=tuple(
            (c.title, c.address, f"{c.publisher}, {date_words(c.date) or 'undated'}")
            for c in sorted(atlas.citations.values(), key=lambda c: c.id)
        ),
    )


def reference_section() -> Section:
    """What the hand-kept tables hold."""
    rows = tuple(
        (t.file.rsplit("/", 1)[-1] if number == 0 else "", c.name, c.help)
        for t in TABLES
        for number, c in enumerate(t.columns)
    )
    return Section(
        "Tables kept by hand",
        (
            "In data/reference. Anyone can correct a row in a spreadsheet; "
            "the checks name mistakes.",
        ),
        ("Table", "Column", "Meaning"),
        rows,
    )


def dictionary_section() -> Section:
    """What the computed tables hold."""
    rows = tuple(
        (o.file if number == 0 else "", f.name, f.meaning, f.unit)
        for o in OUTPUTS
        for number, f in enumerate(o.fields)
    )
    return Section(
        "Computed tables",
        ("In data/processed, rebuilt with one command; the same sources give the same bytes.",),
        ("Table", "Column", "Meaning", "Unit"),
        rows,
    )


def dictionary_sheet() -> Sheet:
    """The data dictionary as a table to download."""
    rows: tuple[Row, ...] = tuple(
        {
            "File": o.file,
            "Column": f.name,
            "Meaning": f.meaning,
            "Unit": f.unit,
            "Sources": "; ".join(source(s).title for s in o.sources),
        }
        for o in OUTPUTS
        for f in o.fields
    )
    return Sheet("data_dictionary", rows, {})


def map_years() -> tuple[int, ...]:
    """The ward maps there are."""
    return tuple(v.year for v in vintages())


def map_title(year: int) -> str:
    """What a ward map's files are called."""
    return f"Wards of the {year} map with their people"


def map_of(atlas: Atlas, year: int) -> tuple[Sheet, Sequence[str]]:
    """A ward map's table and its sources."""
    return ward_map_sheet(atlas, year), output("ward_population.csv").sources


def all_sources() -> Sequence[str]:
    """Ids of every source a committed table rests on."""
    return tuple(dict.fromkeys(s for o in OUTPUTS for s in o.sources))
