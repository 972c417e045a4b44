"""What the profile of a ward says: cells, sentences, footnotes, and the table to take away."""

from __future__ import annotations

from geo.atlas import Atlas
from geo.carrying import share_errors
from geo.indicators import COUNT, INDEX, written
from geo.margins import UNRELIABLE_CV
from geo.profile import HIGHEST, Profile, ProfileRow, Rank, standouts
from geo.sheets import Row, Sheet
from geo.sources import source
from geo.spelling import ordinal
from geo.tables import FIRST_MAP
from geo.wards import vintage

UNRELIABLE_MARK, UNPUBLISHED_MARK = "†", "‡"

HALF = 0.5


def rank_words(rank: Rank | None) -> str:
    """ "4th highest of 50", "tied lowest of 50"; a dash if not known."""
    if rank is None:
        return "–"
    if rank.of > 1 and rank.shared == rank.of - 1:
        return f"the same in all {rank.of}"
    place = rank.end if rank.place == 1 else f"{ordinal(rank.place)} {rank.end}"
    return f"{'tied ' if rank.shared else ''}{place} of {rank.of}"


def span_words(rank: Rank | None) -> str:
    """ "2–9": the places possible within the margins; blank if there is only one, or no margin."""
    if rank is None or rank.first is None or rank.first == rank.last:
        return ""
    return f"{rank.first}–{rank.last}"


def label_words(row: ProfileRow) -> str:
    """The indicator's label with a capital letter."""
    label = row.indicator.label
    return label[0].upper() + label[1:]


def remark_words(row: ProfileRow, usual: str) -> str:
    """What a reader must know beside the label: another date than its group's, an index's unit."""
    one = row.indicator
    parts = [one.unit if one.kind == INDEX else "", other_vintage(one.vintage, usual)]
    return "; ".join(p for p in parts if p)


def other_vintage(vintage_words: str, usual: str) -> str:
    """A date that differs from the usual one; of the same survey, its years only."""
    if vintage_words == usual:
        return ""
    name, _, years = vintage_words.partition(", ")
    return years if usual.startswith(f"{name}, ") else vintage_words


def mark_of(row: ProfileRow) -> str:
    """The footnote mark of a figure, blank if it has none."""
    if row.value is None:
        return ""
    if row.unreliable:
        return UNRELIABLE_MARK
    return UNPUBLISHED_MARK if row.margin_unpublished else ""


def city_words(row: ProfileRow) -> str:
    """The city's figure."""
    return written(row.indicator, row.values.city)


def average_words(row: ProfileRow) -> str:
    """What a count of the city makes on average for a ward, as that can be compared; else blank."""
    if row.indicator.kind != COUNT or row.reference is None:
        return ""
    return f"{written(row.indicator, row.reference)} a ward"


def bar_words(row: ProfileRow) -> str:
    """The bar for somebody who cannot see it: every number it draws."""
    one = row.indicator
    if row.lowest is None:
        return f"{label_words(row)}: not known for any ward."
    reference = "Average of the wards" if one.kind == COUNT else "City"
    parts = [
        f"Ward {row.ward}: {row.values.words(row.ward)}",
        f"{reference}: {written(one, row.reference)}",
        f"Lowest ward: {written(one, row.lowest)}",
        f"Highest ward: {written(one, row.highest)}",
    ]
    if row.next_door:
        low, high = (written(one, v) for v in row.next_door)
        parts.append(f"Wards next door: {low}" + (f" to {high}" if low != high else ""))
    return f"{label_words(row)}. {'. '.join(parts)}."


BAR_LEGEND = (
    "Line: from the lowest ward to the highest. Thick part: the wards next door. Dot: this ward. "
    "Upright tick: the city (for counts, the average ward)."
)


def standout_sentences(found: Profile) -> tuple[str, ...]:
    """Two or three sentences: the largest group, and what is farthest from the city."""
    far = standouts(found)
    rest = tuple(map(standout_sentence, far)) or (
        "No figure that can be relied on is far from the city’s.",
    )
    return (*largest_sentence(found), *rest)


def largest_sentence(found: Profile) -> tuple[str, ...]:
    """The largest group and whether it is a majority; nothing if no share is known."""
    if not found.by_size:
        return ()
    first, *others = found.by_size
    share = first.value or 0.0
    text = f"{label_words(first)} are the largest group, {majority_words(share, found)}"
    if others:
        second = others[0].indicator
        text += f"; next are {second.label} with {written(second, others[0].value)}"
    return (f"{text}.",)


def majority_words(share: float, found: Profile) -> str:
    """Whether a share is a majority; open where the ward's people are not known that closely."""
    said = f"{share:.1%} of the people"
    if abs(share - HALF) < found.population_error:
        return f"{said}: about half, too close to one half to call on an estimate"
    return f"{said}: {'a' if share > HALF else 'not a'} majority"


def standout_sentence(row: ProfileRow) -> str:
    """One figure beside the other wards and the city, without judging it."""
    city = written(row.indicator, row.reference)
    return (
        f"{label_words(row)}: {row.values.words(row.ward)}, {compared_words(row.rank)}; "
        f"the city has {city}."
    )


def compared_words(rank: Rank | None) -> str:
    """ "higher than in 46 of the 49 other wards", "the lowest of all 50 wards"."""
    if rank is None:
        return "not known"
    others, passed = rank.of - 1, rank.of - rank.place - rank.shared
    if others == 0 or passed == 0:
        return "the same as in every other ward" if others else "the only ward known"
    if passed == others and rank.last is not None and rank.last > rank.place:
        return f"the {rank.end} or near it, within the margins one of the {rank.last} {rank.end}"
    if passed == others:
        return f"the {rank.end} of all {rank.of} wards"
    comparison = "higher" if rank.end == HIGHEST else "lower"
    return f"{comparison} than in {passed} of the {others} other wards"


def footnotes(atlas: Atlas, found: Profile) -> tuple[str, ...]:
    """What the marks, margins and brackets mean; only those the profile needs."""
    marks = {mark_of(r) for r in found.rows}
    notes = [margin_note(atlas)] if any(r.margin is not None for r in found.rows) else []
    if UNRELIABLE_MARK in marks:
        notes.append(
            f"{UNRELIABLE_MARK} Too uncertain to rely on: the standard error is "
            f"{UNRELIABLE_CV:.0%} of the figure or more."
        )
    if UNPUBLISHED_MARK in marks:
        notes.append(
            f"{UNPUBLISHED_MARK} From a sample too, but its publisher gives no margin of error: "
            "how uncertain it is cannot be said."
        )
    return (*notes, map_note(atlas, found))


def margin_note(atlas: Atlas) -> str:
    """What margins hold, with the measured error of carrying."""
    usual, worst = share_errors(atlas.tables["carrying_error"])
    return (
        "±: the margin that holds in nine of ten cases, from the sample and from carrying figures "
        "of census areas to wards. Carried the same way, shares of groups that are known exactly "
        f"were off by {usual:.1f} points or less on average and by {worst:.1f} at "
        "worst. Numbers in brackets are the places possible within the margins."
    )


def map_note(atlas: Atlas, found: Profile) -> str:
    """Whether the figures of the census are exact on this map, and how well they are known."""
    label = vintage(found.vintage).label
    if found.vintage == FIRST_MAP:
        return (
            f"On the {label} the figures of the 2020 census and of the 2019 election are exact "
            "sums of voting districts; all others are carried from other areas."
        )
    # The last row is the method used; the others are there to compare it with.
    used = atlas.tables["split_error"].iloc[-1]
    return (
        f"On the {label} the voters and the turnout of 2023 are exact sums of precincts. All other "
        "figures are estimates, those of the 2020 census too: its borders cut voting districts. "
        "Where districts known exactly were split the same way, a part was off "
        f"by {used['mean_error']:,.0f} people on average and nine in ten parts by less than "
        f"{used['p90_error']:,.0f}. This ward’s {found.people:,} people are good to "
        f"± {found.people_margin:,} (90%). Ranks follow the estimates."
    )


PRINT_HINT = "To print this profile on one page, press Ctrl + P (on a Mac, Command + P)."


def profile_sheet(found: Profile) -> Sheet:
    """The profile as a table to take away: one row per indicator, values unrounded.

    Shares are fractions. The ward's column is not called "Ward": sheets with one row per ward are.
    """
    rows = tuple(sheet_row(found, row) for row in found.rows)
    return Sheet(f"profile_{found.ward}_{found.vintage}", rows, {})


def sheet_row(found: Profile, row: ProfileRow) -> Row:
    """One indicator of the sheet."""
    rank = row.rank
    one = row.indicator
    return {
        "Group": one.group,
        "Indicator": one.key,
        "Label": one.label,
        "Value": plain_number(row.value),
        "Margin (90%)": plain_number(row.margin),
        "Coefficient of variation": row.values.variations[row.ward - 1],
        "Reliability": reliability(row),
        "City": plain_number(row.values.city),
        "Rank from the highest": row.values.rank(row.ward),
        "Wards ranked": rank.of if rank else 0,
        "Unit": one.unit or "fraction",
        "Formula": one.formula,
        "Vintage": one.vintage,
        "Sources": "; ".join(source(s).title for s in one.sources),
        "Ward number": found.ward,
        "Ward map": found.vintage,
    }


def plain_number(value: float | None) -> float | None:
    """58,543.0 people as the whole number 58543; anything else as it is."""
    return int(value) if value is not None and value.is_integer() and abs(value) > 1 else value


def reliability(row: ProfileRow) -> str:
    """How far a figure can be relied on, in a few words for a cell."""
    if row.value is None:
        return "not known"
    if row.unreliable:
        return "sample, unreliable"
    if row.margin_unpublished:
        return "sample, margin not published"
    if row.indicator.sampled:
        return "sample, with margin"
    return "exact count" if row.exact else "count, carried to this map"
