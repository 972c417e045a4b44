"""What a map says agrees with what it shows: counts, alt text, and every ward named once."""

from __future__ import annotations

import itertools
import re
from functools import cache

import pytest

from geo.atlas import Atlas, load_atlas
from geo.atlas_records import WardFacts
from geo.palettes import CLASS_KEYS
from geo.presence import DEFAULT_STATUSES, STATUSES, Options, Presence, WardPresence
from geo.side_words import changes_table, sides_alt, sides_headline
from geo.view import View
from geo.ward_words import (
    flow_rows,
    presence_words,
    side_lines,
    term_lines,
    ward_alt,
    ward_headline,
    ward_subtitle,
)
from geo.wards import WARD_NUMBERS
from geo.words import (
    alt_text,
    classes_of,
    filter_words,
    headline,
    neighbour_lines,
    people_words,
    percent,
    population_words,
    subtitle,
    tooltips,
    ward_lines,
    ward_list,
)

YEARS = (2015, 2023)
OPTIONS = tuple(
    Options(regional, outside, statuses)
    for regional, outside, statuses in itertools.product(
        (True, False), (True, False), (DEFAULT_STATUSES, STATUSES, ("active",), ("unknown",), ())
    )
)
OWN = "ward organization"
"""How the classes of wards with an organization of their own start in the alt text."""

ALT_PART = re.compile(r"(?P<klass>[^;:]+): (?P<count>\d+)(?: \((?P<wards>[\d, and]+)\))?")

every_view = pytest.mark.parametrize("options", OPTIONS, ids=str)
both_maps = pytest.mark.parametrize("year", YEARS)


@cache
def real() -> Atlas:
    return load_atlas()


def parsed(alt: str) -> dict[str, tuple[int, list[int]]]:
    """Counts and ward numbers of each class, read from the sentence."""
    found = {}
    for part in alt.split(" map. ", 1)[1].removesuffix(".").split("; "):
        match = ALT_PART.fullmatch(part)
        assert match, part
        wards = [int(n) for n in re.findall(r"\d+", match["wards"] or "")]
        found[match["klass"]] = (int(match["count"]), wards)
    return found


@both_maps
@every_view
def test_the_alt_text_names_every_ward_exactly_once(year: int, options: Options) -> None:
    found = parsed(alt_text(real().presence(year, options)))
    named = [ward for _, wards in found.values() for ward in wards]
    assert sorted(named) == list(WARD_NUMBERS)
    assert all(count == len(wards) for count, wards in found.values())


@both_maps
@every_view
def test_headline_numbers_are_those_of_the_classes(year: int, options: Options) -> None:
    shown = real().presence(year, options)
    counts = {klass: count for klass, (count, _) in parsed(alt_text(shown)).items()}
    own = (OWN, "covers half")
    low = sum(n for klass, n in counts.items() if klass.startswith(own))
    none = sum(n for klass, n in counts.items() if "listed" in klass)
    numbers = [int(n) for n in re.findall(r"\b\d+\b", headline(shown))]
    assert numbers == ([low, 50] if low == 50 - none else [low, 50, 50 - none])


@both_maps
@every_view
def test_the_legend_counts_every_ward_once(year: int, options: Options) -> None:
    shown = real().presence(year, options)
    classes = classes_of(shown)
    assert sum(len(shown.having(c.key)) for c in classes) == 50
    assert classes[-1].key == "none"
    order = [CLASS_KEYS.index(c.key) for c in classes]
    assert order == sorted(order)


def test_no_ward_is_dropped_when_an_organization_is_recorded_on_the_later_map() -> None:
    """Then wards of the 2015 map have shares, and wards of the 2023 map have homes."""
    for year, klass in ((2015, "most"), (2015, "some"), (2023, "active"), (2023, "doubtful")):
        first = WardPresence(1, 100, klass, 1.0, 0.0, ())
        others = [WardPresence(n, 100, "none", 0.0, 0.0, ()) for n in WARD_NUMBERS[1:]]
        found = parsed(alt_text(Presence(year, Options(), (first, *others))))
        assert sorted(n for _, wards in found.values() for n in wards) == list(WARD_NUMBERS)


def test_the_published_counts() -> None:
    """The essay lists seventeen ward organizations; with its regional ones 26 wards are reached."""
    assert re.findall(r"\d+", headline(real().presence(2015, Options()))) == ["17", "50", "26"]


@both_maps
def test_the_subtitle_says_whose_organizations_and_how_many_people(year: int) -> None:
    essay = subtitle(real().presence(year, Options()))
    more = subtitle(real().presence(year, Options(outside=True)))
    for words in (essay, more):
        assert f"{year} map" in words
        assert "2.75 million people (2020 census)" in words
    assert "essay" in essay
    assert "essay" not in more
    assert ("carried here by people" in essay) is (year == 2023)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (2_746_388, "2.75 million"),
        (1_000_000, "1.00 million"),
        (934_567, "930,000"),
        (340_000, "340,000"),
        (54_928, "54,900"),
        (8_460, "8,500"),
        (0, "0"),
    ],
)
def test_people_are_rounded_as_a_person_would(number: int, words: str) -> None:
    assert people_words(number) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0%"),
        (0.0001, "under 1%"),
        (0.005, "under 1%"),
        (0.0051, "1%"),
        (0.1, "10%"),
        (0.286, "29%"),
        (1.0, "100%"),
    ],
)
def test_a_share_that_is_not_nothing_is_not_called_nothing(share: float, words: str) -> None:
    assert percent(share) == words


def test_wards_are_listed_in_order() -> None:
    assert ward_list([5]) == "5"
    assert ward_list([11, 1, 10]) == "1, 10 and 11"


def test_an_estimate_says_so() -> None:
    assert population_words(WardFacts(1, 54_321, 0, 1.0)) == "54,321 (exact)"
    estimate = population_words(WardFacts(1, 54_321, 1_234, 1.0))
    assert "estimate" in estimate
    assert "± 1,234" in estimate


@both_maps
@every_view
def test_every_neighbor_is_named_once_and_none_without_its_organization(
    year: int, options: Options
) -> None:
    shown = real().presence(year, options)
    reached = {w.ward for w in shown.reached}
    for ward in WARD_NUMBERS:
        near = {n.ward for n in real().neighbours(year, ward)}
        lines = neighbour_lines(real(), shown, ward)
        named = [re.fullmatch(r"Ward (\d+): (\S.*)", line) for line in lines]
        with_one = [int(m[1]) for m in named if m]
        told = {
            start: {int(n) for line in lines if start in line for n in re.findall("[0-9]+", line)}
            for start in ("None listed", "Left out by the settings")
        }
        left_out = {w.ward for w in shown.having("left_out")} & near
        assert sorted(with_one) == sorted(near & reached)
        assert told["Left out by the settings"] == left_out
        assert told["None listed"] == near - reached - left_out
        assert len(lines) == len(with_one) + sum(bool(wards) for wards in told.values())


@both_maps
def test_tooltips_have_every_ward_with_its_organizations(year: int) -> None:
    texts = tooltips(real())[str(year)]
    assert list(texts) == [str(n) for n in WARD_NUMBERS]
    for number, text in texts.items():
        assert str(text["title"]).startswith(f"Ward {number} · Ald. ")
        assert text["lines"]


def test_a_tooltip_tells_essay_and_others_apart() -> None:
    wards = real().presence(2015, Options()).wards
    assert not any("not in the" in line for line in ward_lines(wards[32], real().organisations))
    [line] = ward_lines(wards[48], real().organisations)
    assert line.endswith("(not in the 2021 essay)")
    assert ward_lines(wards[1], real().organisations) == ["No organization listed"]


@both_maps
def test_nothing_computed_shows_through(year: int) -> None:
    """No text holds what a table says for "missing", nor a sentence with a hole in it."""
    shown = real().presence(year, Options(outside=True, statuses=STATUSES))
    texts = [headline(shown), subtitle(shown), alt_text(shown)]
    for ward in WARD_NUMBERS:
        texts += [
            ward_headline(real(), shown, ward),
            ward_subtitle(real(), shown, ward),
            ward_alt(real(), shown, ward),
            *term_lines(real(), ward),
            *side_lines(real(), year, ward),
            *(cell for row in flow_rows(real(), shown, ward) for cell in row[:3]),
        ]
    for text in texts:
        assert not re.search(r"\bnan\b|<NA>|\bNaT\b|None\b(?! listed)|\{|  |\(\)", text), text
        assert text.strip()


@pytest.mark.parametrize("key", CLASS_KEYS)
def test_every_class_ends_a_sentence_about_a_ward(key: str) -> None:
    words = presence_words(WardPresence(7, 100, key, 0.3, 0.2, ()))
    assert re.match(r"(has|had|is) ", words)
    assert ("30%" in words) is (key in {"most", "some"})


@both_maps
def test_the_people_of_a_ward_are_all_found_on_the_other_map(year: int) -> None:
    shown = real().presence(year, Options())
    for ward in WARD_NUMBERS:
        rows = flow_rows(real(), shown, ward)
        found = sum(int(people.replace(",", "")) for _, people, _, _ in rows)
        assert found == shown.wards[ward - 1].population


def test_without_a_ward_the_page_says_how_to_choose_one() -> None:
    shown = real().presence(2015, Options())
    assert ward_headline(real(), shown, None).startswith("One ward")
    assert ward_alt(real(), shown, None) == alt_text(shown)
    assert "Choose a ward" in ward_subtitle(real(), shown, None)


def test_settings_that_narrow_nothing_are_not_mentioned() -> None:
    assert filter_words(View()) == ""
    assert filter_words(View(ward=5, streets=True)) == ""
    narrowed = filter_words(View(regional=False, outside=True, status=("active",)))
    assert narrowed.count(";") == 2
    assert "active" in narrowed
    assert "none chosen" in filter_words(View(status=()))


@pytest.mark.parametrize("scheme", ["nine", "five", "essay"])
@every_view
def test_the_sides_headline_adds_up(scheme: str, options: Options) -> None:
    shown = real().presence(2015, options)
    rows = real().side_rows(shown, scheme)
    placed = sum(r.organisations for r in rows)
    found = re.match(r"Of (\d+) organizations, (.*)", sides_headline(rows))
    if placed == 0:
        assert found is None
        return
    assert found is not None
    assert int(found[1]) == placed
    counts = re.findall(r"(\d+) (?:on|in)\b", found[2])
    assert sum(map(int, counts)) == placed


def test_the_sides_alt_text_has_every_side_with_its_numbers() -> None:
    shown = real().presence(2015, Options())
    rows = real().side_rows(shown, "nine")
    words = sides_alt(rows, shown)
    for row in rows:
        assert f"{row.group}: {row.organisations} organizations" in words


def test_the_comparison_has_a_row_for_every_scheme_and_side() -> None:
    tables = {
        (scheme.label, year): real().side_rows(real().presence(year, Options()), key)
        for key, scheme in real().schemes.items()
        for year in YEARS
    }
    header, rows = changes_table(tables)
    assert {len(row) for row in rows} == {len(header)}
    assert [row[1] for row in rows] == [
        group for scheme in real().schemes.values() for group in scheme.groups
    ]
    assert [row[0] for row in rows if row[0]] == [s.label for s in real().schemes.values()]
    for column in (3, 5):
        of_wards = [int(row[column].split(" of ")[1]) for row in rows]
        assert sum(of_wards) == len(real().schemes) * 50
