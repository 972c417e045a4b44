"""Who lives in the wards of a list, beside the rest and the city; and the list as a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from geo.analysis.combine import Combined, bases, combined, summed
from geo.atlas import Atlas
from geo.atlas_records import WardFacts
from geo.carrying import share_errors
from geo.census import GROUPS
from geo.compare_words import Table
from geo.contiguity import Borders
from geo.demographic_words import lead_cells
from geo.indicators import Indicator, indicator, written, written_margin
from geo.largest_group import leads
from geo.organisations import Organisation
from geo.palettes import presence_class
from geo.presence import Presence, WardPresence
from geo.sheets import Row, Sheet
from geo.ward_lists import ListRead, TwoLists
from geo.wards import WARD_NUMBERS, vintage
from geo.words import capital, own_map

FIGURES = (*(f"{group}_share" for group in GROUPS), "renter_share", "poverty_share")
"""Indicators put together for a list: the six groups, renters, the poor. Medians cannot be."""

CITY = "Chicago"


@dataclass(frozen=True)
class Part:
    """One column of the table: some wards together."""

    label: str
    wards: tuple[int, ...]


def parts(lists: TwoLists) -> tuple[Part, ...]:
    """The columns: one list beside the rest, or two lists and what they share; the city last."""
    a, b = Part("List A", lists.a.wards), Part("List B", lists.b.wards)
    city = Part(CITY, WARD_NUMBERS)
    if a.wards and b.wards:
        both = (Part("Both lists", lists.both),) if lists.both else ()
        return (a, b, *both, city)
    rest = tuple(w for w in WARD_NUMBERS if w not in lists.wards)
    others = (Part("The other wards", rest),) if rest else ()
    return (Part("The list", lists.wards), *others, city)


def figure_table(atlas: Atlas, lists: TwoLists, year: int) -> Table:
    """Wards, people, and every figure of `FIGURES`, for every part."""
    columns = parts(lists)
    facts = atlas.facts(year)
    rows = [
        ("Wards", *(str(len(part.wards)) for part in columns)),
        ("People, 2020", *(people_cell(part, facts) for part in columns)),
    ]
    for key in FIGURES:
        one = indicator(key)
        cells = (share_cell(one, share_of(atlas, key, year, part)) for part in columns)
        rows.append((capital(one.label), *cells))
    return ("", *(part.label for part in columns)), rows


def people_cell(part: Part, facts: Mapping[int, WardFacts]) -> str:
    """People of some wards, with the margin where it is an estimate."""
    counts = {ward: f.population for ward, f in facts.items()}
    margins = {ward: f.margin for ward, f in facts.items()}
    total, margin = summed(counts, margins, part.wards)
    return f"{total:,} ± {margin:,}" if margin else f"{total:,}"


def share_cell(one: Indicator, found: Combined) -> str:
    """ "38.4% ± 0.9 points"."""
    return f"{written(one, found.value)} {written_margin(one, found.margin)}".strip()


def share_of(atlas: Atlas, key: str, year: int, part: Part) -> Combined:
    """One share of some wards together; the city's as its own table has it."""
    values = atlas.values(year, key)
    found = combined(values, bases(atlas.tables["share_bases"], year, key), part.wards)
    if part.label == CITY:
        return Combined(values.city, values.city_margin, found.base)
    return found


def figure_notes(atlas: Atlas, year: int) -> list[str]:
    """How the figures were put together and how sure they are."""
    map_ = vintage(year).label
    census = f"People and groups are full counts of the 2020 census, exact on the {map_}."
    if not own_map(year):
        usual, worst = share_errors(atlas.tables["carrying_error"])
        census = (
            f"People and groups are estimates on the {map_}, whose wards cut some of the areas "
            "counted. The people’s margin is given; a group’s share of one ward, tested with "
            f"larger areas, was off by {usual:.1f} points or less on average and {worst:.1f} at "
            "worst."
        )
    return [
        "Counts of the wards are summed first and divided last; rates are never averaged. Renters "
        "are out of occupied homes, the poor out of people whose poverty status is known. Medians, "
        "as of incomes, cannot be put together from wards and are left out.",
        census,
        "±: the margin that holds in nine of ten cases, from the sample and from carrying figures "
        "to wards. Those of several wards are joined as the root of the summed squares; errors "
        "along a border between two wards of the list cancel, so it is rather too wide.",
    ]


def list_sheet(atlas: Atlas, lists: TwoLists, shown: Presence, borders: Borders) -> Sheet:
    """The wards of both lists, one row each, by number; all wards if there is no list."""
    shares = {g: atlas.values(shown.vintage, f"{g}_share") for g in GROUPS}
    largest = leads(shares)
    wards = lists.wards or WARD_NUMBERS
    rows = tuple(
        {
            "Ward": w.ward,
            "Alderperson": atlas.alder(shown.vintage, w.ward),
            **(list_cells(lists, w.ward, borders) if lists.wards else {}),
            "People, 2020": w.population,
            **lead_cells(largest[w.ward - 1]),
            **presence_cells(w, atlas.organisations),
            "Ward map": shown.vintage,
        }
        for w in shown.wards
        if w.ward in wards
    )
    kinds = {"Ward": "count", "People, 2020": "count", "Its share": "share"}
    return Sheet(f"list_{shown.vintage}", rows, kinds)


def list_cells(lists: TwoLists, ward: int, borders: Borders) -> Row:
    """Which list a ward is on, what named it, and its neighbors that are on a list too."""
    on = [name for name, found in (("A", lists.a), ("B", lists.b)) if ward in found.wards]
    return {
        "On list": " and ".join(on),
        "Named by": "; ".join(dict.fromkeys(names(lists.a, ward) + names(lists.b, ward))),
        "Neighbors on a list": near_cell(ward, lists.wards, borders),
    }


def names(found: ListRead, ward: int) -> list[str]:
    """The words of a list that named a ward, each in one line."""
    return [" ".join(naming.entry.words.split()) for naming in found.naming(ward)]


def presence_cells(ward: WardPresence, organisations: Mapping[str, Organisation]) -> Row:
    """A ward's class of presence and who is listed."""
    listed = (organisations[r.organisation].label for r in ward.reaches if r.is_near)
    return {
        "Class": presence_class(ward.klass).short,
        "Organizations listed": "; ".join(listed),
    }


def near_cell(ward: int, wards: Collection[int], borders: Borders) -> str:
    """Neighbors across a border that are on a list too."""
    near = borders.border.get(ward, frozenset()) & set(wards)
    return ", ".join(map(str, sorted(near))) or "none"
