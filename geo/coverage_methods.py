"""The methods page on coverage, gaps and what the new ward map did to territories."""

from __future__ import annotations

from geo.analysis.coverage import LEVEL_WORDS, LEVELS, TOUCH
from geo.demographic_methods import Parts
from geo.gap_words import LEVEL_HEADS
from geo.presence import MOST, REACH
from geo.words import percent


def coverage_part() -> Parts:
    """How coverage is decided and what follows from it."""
    return (
        "Coverage and gaps",
        (
            "A ward is covered if a ward organization has its home there; on the map it was not "
            f"recorded on, if at least {percent(MOST)} of the ward’s people live in old wards with "
            "an organization, shares of different old wards summed. If the reader wants, a "
            "regional organization covers every ward its area touches (from one in "
            f"{1 / TOUCH:,.0f} of the people or of the land on; less is drawing noise along a "
            f"border), or every ward in which at least {percent(MOST)} of the people live in its "
            "area; and wards next door to a covered one can be counted too. Areas overlap, so "
            "shares of regional organizations are never summed.",
            "No count is given alone: it runs from what is certain over what is likely to "
            "everything listed. The less sure of organization and place decides. For a sum of "
            "shares it is the level at which the parts together reach the half.",
            "People left out are counts of a ward, not estimates of who could join. The distance "
            "to the nearest organization is the fewest ward borders to cross; wards that meet at a "
            "corner only are not next door.",
            "An organization’s territory on the 2023 map is where the people of its 2015 ward live "
            "now. A new ward is shared if the parts of two territories or more each hold at least "
            f"{percent(REACH)} of its people or of the territory’s. The error of a part is not "
            "measured by itself; it cannot be wider than the new ward’s own margin, because every "
            "voting district cut on its line is cut on that ward’s line.",
        ),
        ("Level", "What it takes in"),
        tuple((LEVEL_HEADS[level], LEVEL_WORDS[level]) for level in LEVELS),
    )
