"""What the page of clusters says of wards with an organization, or of the wards of a list."""

from __future__ import annotations

from dataclasses import replace

from geo.analysis.autocorrelation import SELDOM
from geo.analysis.coverage import LEVEL_WORDS
from geo.analysis.local_clusters import BONFERRONI, FDR, HOLDS, RAW, LocalJoins
from geo.atlas import Atlas
from geo.cluster_classes import (
    HOLDS_WORDS,
    JOIN_CLASSES,
    JOIN_HELP,
    LIST_HELP,
    WITH,
    WITHOUT,
    join_kind,
)
from geo.cluster_story import (
    Story,
    about,
    frequency,
    map_alt,
    map_footing,
    neighbour_words,
    verdict,
    where,
)
from geo.cluster_tables import CLUSTERING_OUTPUT
from geo.clustering import (
    CITY,
    EVERYBODY,
    FIXED,
    LIST,
    NOBODY,
    ONE,
    Joined,
    Question,
    other_shuffle,
)
from geo.compare_words import Table
from geo.join_checks_words import added_lines, left_out_lines, maps_table, part, scopes_table
from geo.join_figures import histogram, join_sheet
from geo.palettes import PresenceClass
from geo.presence import DEFAULT_STATUSES
from geo.wards import vintage
from geo.words import own_map, ward_list

COVER_WORDS = {
    "ward": "they have an organization of their own",
    "touch": "they have an organization of their own, or the area of a regional one touches them",
    "people": "they have an organization of their own, or at least half of their people live in "
    "the area of a regional one",
}
"""When a ward counts as organized, on the map the organizations were recorded on."""

NOT_WHY = (
    "Side by side does not say why. Wards next to each other are alike in who lives there, and "
    "organizers help their neighbors: both make pairs."
)

SURE_WORDS = {
    "certain": "only organizations surely there",
    "likely": "organizations likely there",
    "all": "every organization listed, however unsure",
}


def join_story(atlas: Atlas, found: Joined) -> Story:
    """Everything the page says of wards of a kind."""
    asked = found.question
    classes = kind_classes(asked)
    kinds = {one.ward: join_kind(one) for one in found.local}
    what = "wards that stand out beside their neighbors"
    ward_lines = {one.ward: (ward_line(one, asked),) for one in found.local}
    return Story(
        title=headline(found),
        subtitle=subtitle(atlas, found),
        alt=map_alt(asked, what, classes, kinds),
        trouble=trouble(found),
        classes=classes,
        helps=LIST_HELP if asked.tested == LIST else JOIN_HELP,
        kinds=kinds,
        blocks=() if found.why else blocks(atlas, found),
        histogram=None if found.why else histogram(found.main),
        tables=tables(found),
        wards=ward_lines,
        limits=limits(found),
        caution=NOT_WHY,
        sheet=join_sheet(atlas, found),
        sources=CLUSTERING_OUTPUT.sources,
        footing=map_footing(asked, "people: 2020 census"),
    )


def kind_classes(asked: Question) -> tuple[PresenceClass, ...]:
    """The classes in the words of what is tested."""
    if asked.tested != LIST:
        return JOIN_CLASSES
    words = {
        WITH: "On the list; neighbors as chance would have them",
        WITHOUT: "Not on the list",
    }
    return tuple(replace(c, label=words.get(c.key, c.label)) for c in JOIN_CLASSES)


def both(asked: Question, count: int) -> str:
    """ "23 pairs of neighboring wards both have an organization"."""
    noun = "pair" if count == 1 else "pairs"
    verb = "are both on the list" if asked.tested == LIST else "both have an organization"
    return f"{count} {noun} of neighboring wards {verb}"


def those(asked: Question, count: int) -> str:
    """ "the 17 wards with one", "the 6 wards of the list"."""
    return f"the {count} wards {'of the list' if asked.tested == LIST else 'with one'}"


def headline(found: Joined) -> str:
    """The finding in one sentence."""
    main, asked = found.main, found.question
    if found.why:
        return f"Nothing to test: {reason(found)}"
    pairs = "1 pair" if main.joins == 1 else f"{main.joins} pairs"
    numbers = f"{pairs} of neighbors, where chance would give {about(main.expected)}"
    if main.joins > main.expected and main.p < SELDOM:
        who = "The wards of the list" if asked.tested == LIST else "Wards with an organization"
        return f"{who} sit side by side: {numbers}"
    return f"No sure sign that they cluster: {numbers}"


def reason(found: Joined) -> str:
    """Why there is nothing to test, in a few words."""
    listed = found.question.tested == LIST
    kind = "is on list A" if listed else "has an organization by these settings"
    return {
        NOBODY: f"no ward {kind}",
        ONE: f"only one ward {kind}",
        EVERYBODY: f"every ward {kind}",
        FIXED: "within its side every ward is alike, so shuffling moves nothing",
    }[found.why]


def trouble(found: Joined) -> str:
    """What to change where nothing can be tested; blank if it can."""
    if not found.why:
        return ""
    if found.why == FIXED:
        return (
            "Each side of the city has an organization in all of its wards or in none. Shuffle "
            "over the whole city instead, or name the sides in another way."
        )
    if found.question.tested == LIST:
        return (
            "Type the numbers of at least two wards, and fewer than all fifty, in the field for "
            "list A, for example 1, 20, 25. Two wards are the fewest that can be neighbors."
        )
    if found.why == EVERYBODY:
        return "Ask for surer organizations, or count organizations of their own only."
    return (
        "Count less sure organizations too, take away the earliest year of evidence or the "
        "coalition, or choose more statuses. Two wards are the fewest that can be neighbors."
    )


def subtitle(atlas: Atlas, found: Joined) -> str:
    """What counts, on which map, by which settings."""
    asked, label = found.question, vintage(found.question.vintage).label
    count = f"{len(found.main.wards)} of {len(found.ground.graph.wards)} wards of the {label}"
    if asked.tested == LIST:
        return f"{count} are on list A."
    rule = COVER_WORDS[asked.cover]
    if not own_map(asked.vintage):
        rule = rule.replace(
            "they have an organization of their own",
            "at least half of their people live in an old ward with an organization of its own",
        )
    settings = [SURE_WORDS[asked.sure], *narrowing(atlas, asked)]
    return f"{count} count as organized: {rule}. Counted here: {'; '.join(settings)}."


def narrowing(atlas: Atlas, asked: Question) -> list[str]:
    """Settings that leave organizations out or take more in."""
    words = []
    if asked.since is not None:
        words.append(f"evidence dated {asked.since} or later")
    if asked.within:
        known = atlas.coalitions.get(asked.within)
        words.append(f"only members of {known.name if known else 'an unknown coalition'}")
    if asked.outside:
        words.append("organizations outside the 2021 essay too")
    if asked.status != DEFAULT_STATUSES:
        words.append("status: " + (", ".join(asked.status) or "none chosen"))
    return words


def blocks(atlas: Atlas, found: Joined) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Lines under headings."""
    asked = found.question
    scheme = atlas.schemes[asked.scheme].label
    parts = [
        ("Could it be chance?", (sentence(found, scheme), other_sentence(found, scheme))),
        ("Which wards stand out", standing_lines(found)),
        ("If one ward were a mistake", left_out_lines(found)),
    ]
    if asked.tested != LIST:
        parts.append(("If organizations are missing from the list", added_lines(found)))
    return tuple(parts)


def sentence(found: Joined, scheme: str) -> str:
    """Observed, expected, and how often chance does as well."""
    main, asked = found.main, found.question
    return (
        f"{both(asked, main.joins)}. If {those(asked, len(main.wards))} were spread at random "
        f"{where(asked, scheme)}, {about(main.expected)} would be expected; chance gives "
        f"{main.joins} or more in {frequency(main.as_many, main.permutations, main.p)}. "
        f"{verdict(main.p)}"
    )


def other_sentence(found: Joined, scheme: str) -> str:
    """The same with the other shuffle, and what the two together say."""
    other, asked = found.other, other_shuffle(found.question)
    start = (
        f"Spread at random {where(asked, scheme)}, {about(other.expected)} would be expected, and "
        f"chance gives {other.joins} or more in "
        f"{frequency(other.as_many, other.permutations, other.p)}."
    )
    city, side = (found.other, found.main) if asked.shuffle == CITY else (found.main, found.other)
    if city.p < SELDOM <= side.p:
        return f"{start} So the lead of one side over others may be all there is to it."
    if max(city.p, side.p) < SELDOM:
        return f"{start} So it is more than the lead of one side over others."
    return f"{start} {verdict(other.p)}"


def standing_lines(found: Joined) -> tuple[str, ...]:
    """Which wards stand out, and how far each holds."""
    trials = {one.ward: one.trial for one in found.local if one.trial is not None}
    noun = "wards of the list" if found.question.tested == LIST else "wards with an organization"
    lines = [
        f"{len(trials)} {noun} were looked at one by one: does it have more neighbors of its kind "
        "than if the others were shuffled? Of twenty wards, one looks special by chance alone."
    ]
    for key, words in (
        (RAW, "Before allowing for how many were looked at"),
        (FDR, "When at most one in twenty may be marked by mistake (FDR)"),
        (BONFERRONI, "By the strictest count (Bonferroni)"),
    ):
        sure = HOLDS[: HOLDS.index(key) + 1]
        mine = [ward for ward, trial in trials.items() if trial.holds in sure]
        lines.append(f"{words}: {named(mine)}.")
    return tuple(lines)


def named(wards: list[int]) -> str:
    """ "ward 12", "wards 12 and 33", "none"."""
    if not wards:
        return "none"
    return f"ward{'' if len(wards) == 1 else 's'} {ward_list(wards)}"


def ward_line(one: LocalJoins, asked: Question) -> str:
    """What is said of a chosen ward."""
    neighbours = "1 neighbor" if one.neighbours == 1 else f"{one.neighbours} neighbors"
    single = one.joins == 1
    if asked.tested == LIST:
        kind, own = f"{'is' if single else 'are'} on the list", "is not on the list"
    else:
        kind, own = f"{'has' if single else 'have'} an organization", "has none that counts"
    start = (
        f"{one.joins} of its {neighbours} {kind}, where shuffling the others would give "
        f"{about(one.expected)}."
    )
    if one.trial is None:
        return f"{start} It {own} itself, so it has no pairs to count."
    return (
        f"{start} Chance gives as many or more in {part(one.trial.p)} of all arrangements; stands "
        f"out: {HOLDS_WORDS[one.trial.holds]}."
    )


def tables(found: Joined) -> tuple[tuple[str, Table], ...]:
    """The same question asked in other ways."""
    if found.question.tested == LIST:
        return () if found.why else (("Both ways to shuffle", maps_table(found)),)
    return (
        ("Other ways to count, from the surest organizations to all", scopes_table(found)),
        ("Both ways to shuffle, both ward maps", maps_table(found)),
    )


def limits(found: Joined) -> tuple[str, ...]:
    """How it is worked out, and what it does not say."""
    main, asked = found.main, found.question
    lines = [
        f"The label is dealt anew to as many wards, {main.permutations:,} times (seed "
        f"{main.seed}). p = (1 + shuffles with as many pairs or more) ÷ (1 + shuffles): it is "
        "never 0. Single wards: every arrangement of the others is counted, so nothing is drawn.",
        neighbour_words(asked, found.ground),
        NOT_WHY,
    ]
    if asked.tested != LIST:
        levels = "; ".join(f"{level}: {words}" for level, words in LEVEL_WORDS.items())
        lines.append(f"How sure – {levels}. None listed is not proof of none.")
    return tuple(lines)
