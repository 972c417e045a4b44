"""What the comparison of wards says, in sentences and small tables, for readers new to figures."""

from __future__ import annotations

from collections.abc import Mapping

from geo.analysis.compare import (
    Chance,
    Comparison,
    Group,
    having_wards,
)
from geo.census import GROUP_NAMES
from geo.demographic_words import kind_of
from geo.demographics import WardValues
from geo.indicators import COUNT, DENSITY, FRACTIONS, MEDIAN, Indicator, written
from geo.presence import MOST, REACH, Presence
from geo.sheets import Row, Sheet
from geo.wards import vintage
from geo.words import capital, count_words, own_map, side_name, ward_list

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""Header and rows."""

NEIGHBORS = (
    "Wards next to each other are alike, and organizations sit in clusters, so the wards are fewer "
    "separate cases than they seem. Chance makes differences like this more often than the "
    "shuffling says."
)

MANY_TRIES = (
    "Of twenty figures looked through, about one will differ as much as chance brings up only five "
    "times in 100, with nothing behind it. Decide what to look at before looking."
)

CARRIED = (
    "Organizations were recorded by ward of the 2015 map. On this map they follow the people: what "
    "counts is how many of a ward’s people (2020 census) live in an old ward that has one."
)

NOT_MEMBERS = "A ward’s figure is not that of an organization’s members."

MEMBERS = (
    f"{NOT_MEMBERS} A ward of many renters can have an organization of homeowners; these figures "
    "count everybody who lives in the ward. Nor do they say why an organization is there, or what "
    "it would take to found one."
)


def name_of(*, regional: bool) -> str:
    """What a ward has that counts as having one."""
    return "an organization" if regional else "a ward organization"


def definition(year: int, *, regional: bool) -> str:
    """When a ward counts as having an organization, in one sentence."""
    start = f"A ward counts as having {name_of(regional=regional)} if"
    if own_map(year):
        own = f"{start} a ward organization is at home there"
        area = f"at least {REACH:.0%} of its people live in the area of a regional one"
        return f"{own}, or if {area}." if regional else f"{own}."
    if regional:
        return (
            f"{start} at least {REACH:.0%} of its people live in an old ward with an organization "
            "of its own, or as many in the area of a regional one."
        )
    return (
        f"{start} at least {MOST:.0%} of its people live in an old ward with an organization of "
        "its own."
    )


def figure(of: Indicator, value: float) -> str:
    """A value with its unit where that is short: "38.4%", "54,928 people"."""
    unit = f" {of.unit}" if of.kind in (COUNT, DENSITY) else ""
    return f"{written(of, value)}{unit}"


def gap(of: Indicator, difference: float) -> str:
    """A difference with its sign: "−26.3 points", "+$3,411"."""
    if of.kind in FRACTIONS:
        size = f"{abs(difference) * 100:.{of.decimals}f}"
        return f"{sign(difference, size)}{size} points"
    size = f"{abs(difference):,.{of.decimals}f}"
    return f"{sign(difference, size)}{'$' if of.kind == MEDIAN else ''}{size}"


def sign(difference: float, size: str) -> str:
    """Plus or minus; neither before a size that is written as zero."""
    if not size.strip("0.,"):
        return ""
    return "−" if difference < 0 else "+"


def compare_headline(
    values: WardValues, found: Comparison, counted: Presence, side: str = ""
) -> str:
    """The finding in one sentence. `counted` holds the wards of `side` only, if one is chosen."""
    of, where = values.indicator, f" {side_name(side)}" if side else ""
    what = name_of(regional=counted.options.regional)
    if found.pair is None:
        return f"{capital(of.label)}{where}: nothing to compare, {why_nothing(found, what)}"
    one, other = (figure(of, g.median) for g in found.pair)
    start = f"{capital(of.label)}{where}: the median ward"
    if one == other:
        return f"{start} with {what} and the median ward without both have {one}"
    return f"{start} with {what} has {one}, the median ward without {other}"


def why_nothing(found: Comparison, what: str) -> str:
    """Which of the two groups is empty."""
    if found.having is None and found.lacking is None:
        return "because no ward’s figure is known"
    known = " whose figure is known" if found.missing else ""
    number = "every ward" if found.lacking is None else "no ward"
    return f"because {number}{known} counts as having {what}"


def compare_subtitle(counted: Presence, filters: str) -> str:
    """What "with" means here, and how many wards are on each side."""
    having, total = len(having_wards(counted)), len(counted.wards)
    parts = [
        "" if own_map(counted.vintage) else CARRIED,
        definition(counted.vintage, regional=counted.options.regional),
        f"{having} of {total} wards do, {total - having} do not. None listed is not proof of none.",
        f"Settings: {filters}." if filters else "",
    ]
    return " ".join(part for part in parts if part)


def strips_alt(values: WardValues, found: Comparison) -> str:
    """The dots and boxes for somebody who cannot see them."""
    of = values.indicator
    parts = [
        f"{label}, {len(g.wards)} wards: median {figure(of, g.median)}, the middle half of wards "
        f"from {written(of, g.quartiles[0])} to {written(of, g.quartiles[1])}, lowest "
        f"{extreme(of, g, g.lowest)}, highest {extreme(of, g, g.highest)}"
        for label, g in (("With", found.having), ("Without", found.lacking))
        if g is not None
    ]
    whole = city_figure(values)
    city = "" if whole is None else f" The whole city: {figure(of, whole)}."
    return f"{capital(of.label)}, one dot per ward. {'. '.join(parts)}.{city}"


def city_figure(values: WardValues) -> float | None:
    """The city's figure where a ward's can be held against it: a count of the city cannot."""
    return None if values.indicator.kind == COUNT else values.city


def extreme(of: Indicator, group: Group, ward: int) -> str:
    """ "4.1% (ward 11)"."""
    return f"{written(of, group.value(ward))} (ward {ward})"


def measures_table(values: WardValues, found: Comparison) -> Table:
    """Both groups side by side with their difference; no rows if there is nothing to compare."""
    header = (capital(values.indicator.label), "With", "Without", "Difference")
    if found.pair is None:
        return header, []
    of, (one, other) = values.indicator, found.pair
    wards, people = len(one.wards) - len(other.wards), one.people - other.people
    rows: list[tuple[str, ...]] = [
        ("Wards", str(len(one.wards)), str(len(other.wards)), signed(wards)),
        ("People, 2020", count_words(one.people), count_words(other.people), signed(people)),
    ]
    for name, a, b in (
        ("Median ward", one.median, other.median),
        ("Mean, weighted by people", one.mean, other.mean),
    ):
        rows.append((name, written(of, a), written(of, b), gap(of, a - b)))
    for name, a, b in (
        ("Lowest ward", one.lowest, other.lowest),
        ("Highest ward", one.highest, other.highest),
    ):
        size = gap(of, one.value(a) - other.value(b))
        rows.append((name, extreme(of, one, a), extreme(of, other, b), size))
    return header, rows


def signed(number: int) -> str:
    """A whole number with its sign."""
    return f"{sign(number, str(abs(number)))}{abs(number):,}"


def mean_words(of: Indicator) -> str:
    """What the weighted mean is, and is not."""
    words = (
        "Half of the wards lie below the median ward. The mean counts each ward by its people in "
        "2020: it is the figure of the ward in which a resident picked at random lives."
    )
    if of.kind == MEDIAN:
        return f"{words} It is not the median of all those households."
    if of.kind in FRACTIONS and of.denominator != "all people":
        return f"{words} The share of all of them together would weight by {of.denominator}."
    return f"{words} Differences are worked out before rounding."


def often(p: float) -> str:
    """How often, as a person would say it: "about 3 times in 100"."""
    if p >= 0.995:  # noqa: PLR2004  would round to 100 times in 100
        return "nearly every time"
    for base, name in ((100, "100"), (1_000, "1,000")):
        if p * base >= 1:
            times = round(p * base)
            return f"about once in {name}" if times == 1 else f"about {times} times in {name}"
    return "less than once in 1,000 times"


def p_words(p: float) -> str:
    """ "p = 0.03"; more digits for small values."""
    if p < 0.001:  # noqa: PLR2004  as papers write it
        return "p < 0.001"
    return f"p = {p:.2f}" if p >= 0.01 else f"p = {p:.3f}"  # noqa: PLR2004


SELDOM, EASY = 0.05, 0.10
"""Below the first p on both counts the page says that chance seldom does it, from the second on
that it does so easily; in between, or if the two disagree, that it stays open. Conventions."""


def chance_lines(found: Chance) -> list[str]:
    """What chance alone would do, in plain sentences."""
    if found.median >= EASY:
        verdict = "Chance does that easily: do not build on this difference."
    elif max(found.median, found.mean) < SELDOM:
        verdict = "Chance seldom does that."
    elif found.median < SELDOM:
        verdict = "Chance seldom does that, but see the means: the two do not agree."
    else:
        verdict = "That is on the edge: it settles nothing."
    return [
        "If the organizations had been dealt out to wards by chance, a difference between the "
        f"median wards this large, in either direction, would come up {often(found.median)} "
        f"({p_words(found.median)}). {verdict}",
        "A difference between the means, weighted by people, as large as the real one would come "
        f"up {often(found.mean)} ({p_words(found.mean)}).",
        NEIGHBORS,
        MANY_TRIES,
        f"How it is worked out: the labels “with” and “without” are shuffled among the wards "
        f"{found.shuffles:,} times (seed {found.seed}), and the differences that are at least as "
        "large are counted.",
    ]


def doubt_lines(values: WardValues, found: Comparison) -> list[str]:
    """Wards left out, and wards used although their figure is uncertain; nothing if there are
    none."""
    lines = []
    if found.missing:
        noun = "ward" if len(found.missing) == 1 else "wards"
        lines.append(f"Left out, as their figure is not known: {noun} {ward_list(found.missing)}.")
    doubtful = set(values.unreliable) & found.people.keys()
    if doubtful:
        one = set(found.having.wards) if found.having else set()
        lines.append(
            f"{len(doubtful)} of these {len(found.people)} wards have an uncertain figure: its "
            f"error is a fifth of it or more. They are used, and drawn as diamonds "
            f"({len(doubtful & one)} with, {len(doubtful - one)} without)."
        )
    if values.indicator.sampled and not values.indicator.has_margins:
        lines.append(
            "These figures come from a sample, and their publisher gives no margins of error: "
            "which of them are uncertain is not known."
        )
    return lines


def compare_sheet(
    values: WardValues, counted: Presence, shares: Mapping[int, Mapping[str, float]]
) -> Sheet:
    """The comparison ward by ward, one row for each of `counted`."""
    having = having_wards(counted)
    of = values.indicator
    rows = []
    for ward in counted.wards:
        mine = shares.get(ward.ward, {})
        top = max(mine.values(), default=None)
        largest = [GROUP_NAMES[name] for name, share in mine.items() if share == top]
        row: Row = {
            "Ward": ward.ward,
            "Organization": "with" if ward.ward in having else "without",
            capital(of.label): values.value(ward.ward),
        }
        if of.has_margins:
            row["Margin (90%)"] = values.margin(ward.ward)
            row["Reliable"] = "uncertain" if ward.ward in values.unreliable else "yes"
        row |= {
            "People, 2020": ward.population,
            "Largest group": " and ".join(largest),
            "Its share": top,
            "Ward map": counted.vintage,
        }
        rows.append(row)
    kinds = {
        "Ward": "count",
        capital(of.label): kind_of(values),
        "Margin (90%)": kind_of(values),
        "People, 2020": "count",
        "Its share": "share",
    }
    return Sheet(f"compare_{of.key}_{counted.vintage}", tuple(rows), kinds)


def footing(values: WardValues) -> str:
    """Vintage of everything on the page, for its last line."""
    which = vintage(values.vintage)
    carried = "" if own_map(values.vintage) else ", organizations carried from the 2015 map"
    of = values.indicator
    return (
        f"Ward map: {which.label} ({which.span}){carried}; {of.label}: {of.vintage}; people and "
        "groups: 2020 census."
    )
