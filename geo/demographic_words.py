"""What a demographic page says, in sentences with numbers in them."""

from __future__ import annotations

import pandas as pd

from geo.carrying import share_errors
from geo.choropleth import Choropleth, TwoWay, presence_levels
from geo.demographics import WardValues
from geo.indicators import FRACTIONS, INDEX, MEDIAN, written, written_margin
from geo.largest_group import Lead, label
from geo.presence import Presence
from geo.sheets import Row, Sheet
from geo.wards import WARD_NUMBERS, vintage
from geo.words import capital


def extremes(values: WardValues) -> tuple[int, int] | None:
    """Wards with the lowest and the highest value; None if nothing is known."""
    known = [(v, w) for v, w in zip(values.values, WARD_NUMBERS, strict=True) if v is not None]
    return (min(known)[1], max(known)[1]) if known else None


def finding(values: WardValues) -> str:
    """The span of an indicator in one sentence."""
    one, ends = values.indicator, extremes(values)
    label = capital(one.label)
    if ends is None:
        return f"{label}: no ward’s figure is known"
    low, high = ends
    return (
        f"{label}: from {written(one, values.value(low))} in ward {low} to "
        f"{written(one, values.value(high))} in ward {high}"
    )


def explained(values: WardValues) -> str:
    """Definition, vintage and the city's figure."""
    one = values.indicator
    whole = f"The city: {written(one, values.city)}"
    if values.city_margin is not None:
        whole += f" {written_margin(one, values.city_margin)}"
    unit = f" ({one.unit})" if one.unit and one.unit != one.formula else ""
    return f"{capital(one.formula)}{unit}. {capital(one.vintage)}. {whole}."


def sureness(values: WardValues, errors: pd.DataFrame) -> str:
    """How sure the figures are, in plain words, with the measured errors, and which to distrust."""
    start = accuracy(values, errors)
    if not (values.indicator.sampled and values.indicator.has_margins):
        return start
    if not values.unreliable:
        return f"{start} No ward’s error is as large as a fifth of its figure."
    return f"{start} {uncertain(values)}; they are hatched on the map and marked † in the table."


def accuracy(values: WardValues, errors: pd.DataFrame) -> str:
    """How sure the figures are as a whole, with the measured errors."""
    one = values.indicator
    if not one.sampled:
        return exactness(values, errors)
    usual, worst = share_errors(errors)
    carried = (
        "The survey’s areas were carried to wards by where people live. Tested on the census, "
        f"where the truth is known, this moved a ward’s share by {usual:.1f} percentage points or "
        f"less on average, {worst:.1f} at worst."
    )
    if not one.has_margins:
        return (
            f"{one.label}: estimated from a sample. {carried} The publisher of this table gives no "
            "margins of error, so how uncertain a figure is cannot be said."
        )
    bias = ""
    if one.kind == MEDIAN:
        bias = " Read off brackets, the city’s median comes out 1.4 % above the published one."
    return (
        f"{one.label}: estimated from a sample of households; in nine cases of ten the true figure "
        f"lies within the margin (±). {carried} The margins hold both.{bias}"
    )


def uncertain(values: WardValues) -> str:
    """How many wards' figures are too uncertain, and what that means."""
    return (
        f"{len(values.unreliable)} of {len(values.values)} wards are too uncertain to lean on (the "
        "error is a fifth of the figure or more)"
    )


def exactness(values: WardValues, errors: pd.DataFrame) -> str:
    """For full counts: exact on the map whose precincts were counted, close on the other."""
    one = values.indicator
    if values.exact:
        return f"{one.label}: exact on this map; the areas counted make up its wards uncut."
    if one.kind not in (*FRACTIONS, INDEX):
        return (
            f"{one.label}: estimated on this map, whose wards cut some of the areas counted; each "
            "part gets the people who live in it, by the counts around it. Where margins are "
            "known, the table gives them (90%): ranks of wards closer than that are open."
        )
    usual, worst = share_errors(errors)
    return (
        f"{one.label}: estimated on this map, whose wards cut some of the areas counted; each "
        "part gets the people who live in it, by the counts around it. Tested with larger areas, "
        f"census tracts, where the truth is known, a group’s share was off by {usual:.1f} points "
        f"or less on average and {worst:.1f} at worst; the voting districts used here are "
        "smaller, and most are not cut."
    )


def indicator_alt(drawn: Choropleth, shown: Presence) -> str:
    """What the map shows, for screen readers: classes with counts, extremes, presence."""
    values = drawn.values
    classes = "; ".join(
        f"{label}: {count} wards" for label, count in zip(drawn.labels, drawn.counts, strict=True)
    )
    missing = f" No data: {drawn.missing} wards." if drawn.missing else ""
    own = ", ".join(str(w.ward) for w in shown.organized) or "none"
    what = "Largest group" if drawn.patterns else finding(values)
    return (
        f"Map of Chicago’s 50 wards, {vintage(values.vintage).label}. {what}. {classes}.{missing} "
        f"Wards with an organization: {own}."
    )


def two_way_alt(drawn: TwoWay, year: int) -> str:
    """What a two-way map shows, for screen readers."""
    cells = "; ".join(
        f"{drawn.second} {up} and {drawn.first} {across}: {drawn.count(row, column)} wards"
        for row, up in enumerate(drawn.upward)
        for column, across in enumerate(drawn.across)
    )
    return f"Map of Chicago’s 50 wards in nine colors, {vintage(year).label}. {cells}."


def demographic_sheet(
    both: tuple[WardValues, WardValues],
    shown: Presence,
    leads: tuple[Lead | None, ...],
    wards: tuple[int, ...] = (),
) -> Sheet:
    """The map as a table: one row per ward (of `wards`, if any are named).

    Parameters
    ----------
    both : (first, second)
        The two indicators chosen.
    shown : Presence
    leads : tuple
        The largest group of each ward.
    wards : tuple of int
        Ward numbers.
    """
    values, second = both
    levels = presence_levels(shown)
    rows = tuple(
        {
            **row(values, second, ward, levels),
            **lead_cells(leads[ward - 1]),
            "Ward map": shown.vintage,
        }
        for ward in WARD_NUMBERS
        if not wards or ward in wards
    )
    kinds = {
        "Ward": "count",
        values.indicator.label: kind_of(values),
        "Rank": "count",
        second.indicator.label: kind_of(second),
        "Its share": "share",
    }
    return Sheet(f"demographics_{values.indicator.key}_{values.vintage}", rows, kinds)


LISTED = ("–", "regional or part", "ward organization")
"""What the table says of each level of presence."""


def row(values: WardValues, second: WardValues, ward: int, levels: tuple[int, ...]) -> Row:
    """One ward of the table; `levels` as `presence_levels` gives them."""
    found: Row = {
        "Ward": ward,
        values.indicator.label: values.value(ward),
        "Margin (90%)": margin_cell(values, ward),
        "Reliable": reliable_cell(values, ward),
        "Rank": values.rank(ward),
        "Organizations": LISTED[levels[ward - 1]],
    }
    if second.indicator != values.indicator:
        found[second.indicator.label] = second.value(ward)
        found["Its margin (90%)"] = margin_cell(second, ward)
        found["It is reliable"] = reliable_cell(second, ward)
    return found


def margin_cell(values: WardValues, ward: int) -> str:
    """A margin, that there is none because the figure is exact, or nothing: not known."""
    if values.exact:
        return "exact"
    return written_margin(values.indicator, values.margin(ward))


def reliable_cell(values: WardValues, ward: int) -> str:
    """Whether a figure is certain enough to lean on; nothing if that is not known."""
    if values.variations[ward - 1] is None:
        return "yes" if values.exact else ""
    return "† uncertain" if ward in values.unreliable else "yes"


def lead_cells(lead: Lead | None) -> Row:
    """The largest group of a ward as cells."""
    if lead is None:
        return {"Largest group": "", "Its share": None}
    return {"Largest group": label(lead.group, majority=lead.majority), "Its share": lead.share}


def kind_of(values: WardValues) -> str:
    """How a table shows an indicator's values."""
    if values.indicator.kind in FRACTIONS:
        return "share"
    return "dollars" if values.indicator.kind == MEDIAN else "number"
